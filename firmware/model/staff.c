/* staff: the words of what staff do, what a PIN is, and the lock after wrong ones.
 *
 *   open --5 wrong--> locked, 15 min of running time --> open, counting from none */
#include "model/staff.h"

#include "base/bytes.h"

#include <string.h>

const char *staff_reason_word(enum staff_reason reason) {
    static const char *const words[STAFF_REASONS] = {"card_forgotten", "card_broken",
                                                     "reader_trouble", "mistake", "other"};
    return (unsigned)reason < STAFF_REASONS ? words[reason] : "other";
}

const char *staff_action_word(enum staff_action action) {
    static const char *const words[STAFF_ACTIONS] = {[STAFF_SIGN_IN] = "sign_in",
                                                     [STAFF_CHECK_IN] = "manual_check_in",
                                                     [STAFF_UNDO] = "undo_check_in",
                                                     [STAFF_BIND_CARD] = "card_enrolled",
                                                     [STAFF_CARD_LOST] = "card_lost",
                                                     [STAFF_CARD_REVOKE] = "card_revoked",
                                                     [STAFF_SET] = "setting",
                                                     [STAFF_SET_CLOCK] = "clock_set",
                                                     [STAFF_START_EXPORT] = "export",
                                                     [STAFF_SEND_NOW] = "send_now",
                                                     [STAFF_RESTART] = "restart",
                                                     [STAFF_LOOK_AT_STICK] = "look_at_stick",
                                                     [STAFF_TAKE_STICK] = "import",
                                                     [STAFF_LEAVE_STICK] = "leave_stick",
                                                     [STAFF_RESET_PIN] = "pin_reset",
                                                     [STAFF_RESET_BY_FILE] = "pin_reset_by_file",
                                                     [STAFF_PAIR_FIND] = "pair_find",
                                                     [STAFF_PAIR_REACH] = "pair_reach",
                                                     [STAFF_PAIR_CODE] = "pair",
                                                     [STAFF_PAIR_AGREE] = "pair_agree",
                                                     [STAFF_PAIR_CANCEL] = "pair_cancel",
                                                     [STAFF_UNPAIR] = "unpair",
                                                     [STAFF_LOOK_FOR_UPDATE] = "look_for_update",
                                                     [STAFF_INSTALL_UPDATE] = "update",
                                                     [STAFF_REBOOT] = "reboot"};
    return (unsigned)action < STAFF_ACTIONS ? words[action] : "";
}

const char *staff_setting_key(enum staff_setting setting) {
    static const char *const keys[STAFF_SETTINGS_COUNT] = {
        "sound.volume",           "display.brightness",   "rules.opens_before_min",
        "rules.closes_after_min", "rules.late_after_min", "rules.names_masked"};
    return (unsigned)setting < STAFF_SETTINGS_COUNT ? keys[setting] : "";
}

int32_t staff_import_rows(const struct staff_import *import) {
    int32_t rows = 0;
    for (int i = 0; i < IMPORT_KINDS; i++)
        rows += import->kinds[i].added + import->kinds[i].changed + import->kinds[i].removed;
    return rows;
}

int32_t staff_import_wrong(const struct staff_import *import) {
    int32_t files = 0;
    for (int i = 0; i < IMPORT_KINDS; i++) files += import->kinds[i].refused;
    return files;
}

bool staff_pin_is_sound(const char *pin) {
    if (strlen(pin) != PIN_DIGITS || strspn(pin, "0123456789") != PIN_DIGITS) return false;
    bool same = true, up = true, down = true;
    for (int i = 1; i < PIN_DIGITS; i++) {
        same &= pin[i] == pin[0];
        up &= pin[i] == pin[i - 1] + 1;
        down &= pin[i] == pin[i - 1] - 1;
    }
    return !same && !up && !down;
}

void pin_guard_count(struct pin_guard *guard, const char *boot, int64_t mono_ms) {
    bool same_boot = strcmp(guard->boot, boot) == 0;
    if (guard->left_ms > 0 && same_boot && mono_ms > guard->mono_ms) {
        guard->left_ms -= mono_ms - guard->mono_ms;
        if (guard->left_ms <= 0) *guard = (struct pin_guard){0};
    }
    TEXT_COPY(guard->boot, boot);
    guard->mono_ms = mono_ms;
}

bool pin_guard_try(struct pin_guard *guard, const char *boot, int64_t mono_ms) {
    pin_guard_count(guard, boot, mono_ms);
    if (guard->left_ms > 0) return false;
    guard->wrong++;
    if (guard->wrong >= PIN_TRIES) guard->left_ms = PIN_LOCK_MS;
    return true;
}

void pin_guard_open(struct pin_guard *guard) {
    guard->wrong = 0;
    guard->left_ms = 0;
}
