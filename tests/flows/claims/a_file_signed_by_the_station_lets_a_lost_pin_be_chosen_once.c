/* A forged file is refused; the station's file works once; no data is changed. */
#include "flow.h"

#include <stdio.h>

/* Signed with a key that is made for this claim. */
#define PUBLIC_KEY "b5bef31c819183ba36671f11009e3ca07afe7f6aabb74cb9302760253d35fe0e"
#define SIGNATURE                                                                                  \
    "5ce697ae3d661c562fc5b08ab14764fcaa425e01e4be5f974c57196add65c84f095a9bac7f418f9da06e23b66e6e" \
    "a5be"                                                                                         \
    "d92a6e45bb93428dd18668e70e57bd01"

static void write_file(struct flow *f, const char *nonce) {
    flow_shell(f, NULL,
               "mkdir -p $DIR/stick && printf 'muster-pin-reset 1\\nkiosk *\\nstaff 李敏\\nuntil "
               "2030-01-01T00:00:00+08:00\\nnonce %s\\nsignature %s\\n' > "
               "$DIR/stick/limin.musterpin",
               nonce, SIGNATURE);
}

static void choose_pin(struct flow *f) {
    for (int round = 0; round < 2; round++) {
        static const char *const digits[] = {"5", "0", "2", "7", "1", "8"};
        for (int i = 0; i < 6; i++) flow_touch(f, digits[i]);
        flow_touch(f, round ? "改密码" : "下一步");
    }
}

CLAIM(a_file_signed_by_the_station_lets_a_lost_pin_be_chosen_once) {
    char usb[160];
    snprintf(usb, sizeof usb, "[data]\nusb = %s/stick\n", f->dir);
    f->extra_config = usb;
    flow_start(f, AT_ACTIVITY);
    flow_make_staff(f);
    flow_shell(f, NULL, "printf '" PUBLIC_KEY "' | xxd -r -p > $DATA/station.sign.pub");
    write_file(f, "ffffffffffffffffffffffffffffffff");
    flow_tap_gives(f, STRANGER, "staff_pin");
    flow_touch(f, "忘记密码");
    flow_touch(f, "用 U 盘里的重设文件");
    choose_pin(f);
    flow_sees(f, "没有服务站给您签发的重设文件");
    write_file(f, "6f1d0a4b3c2e5f60718293a4b5c6d7e8");
    choose_pin(f);
    flow_sees(f, "密码已改");
    flow_type_pin(f, "502718");
    flow_screen(f, "staff_log");
    flow_touch(f, "退出");
    flow_tap_gives(f, STRANGER, "staff_pin");
    flow_touch(f, "忘记密码");
    flow_touch(f, "用 U 盘里的重设文件");
    choose_pin(f);
    flow_sees(f, "没有服务站给您签发的重设文件");
    flow_expect(f, flow_shell(f, NULL,
                              "sqlite3 $DATA/muster.db \"SELECT count(*) FROM audit WHERE "
                              "what='pin_reset_by_file'\" | grep -qx 1 && $KIOSK --data $DATA "
                              "verify") == 0);
}
