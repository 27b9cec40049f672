#pragma once
/* A complete kiosk without a display, on real parts: muster-reader-sim on a pseudo-terminal,
 * libnfc, SQLite, the screens on SDL's dummy driver. Each file is one claim:
 *
 *     CLAIM(a_held_card_is_one_tap) {
 *         flow_start(f, AT_ACTIVITY);
 *         ...
 *     }
 *
 * If the kiosk does not do what a function expects, the function fails the claim and prints the
 * screen. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Builds with sanitizers are slower. Speed is measured by the benches, not by the flows. */
#if defined(__SANITIZE_THREAD__) || defined(__SANITIZE_ADDRESS__)
#define FLOW_PATIENCE 6
#else
#define FLOW_PATIENCE 2
#endif

struct flow {
    char dir[64];   /* all files of this claim; deleted if it passes */
    char data[96];  /* the kiosk's data directory */
    char clock[40]; /* the kiosk's time at its start */
    char language[4];
    char size[16];
    const char *extra_config; /* lines appended to the config file, or NULL */
    const char *device;       /* [reader] device; NULL: the simulator */
    bool without_reader;      /* [reader] device = none */
    bool without_import;
    int kiosk_pid, sim_pid, fake_pid, place_pid, board_pid;
    int place_port;
    int kiosk_socket, sim_socket, fake_socket;
    int kiosk_log_fd;
};

#define AT_ACTIVITY "2026-11-23T09:26:00+08:00" /* four minutes before 活动日, a Monday */
#define AT_NOTHING "2026-11-23T20:00:00+08:00"  /* no activity open */

/* Cards of tests/flows/station, as muster-reader-sim takes them. */
#define WANG "A:045A3C927B6180:ntag"     /* LS0001 王建国 */
#define LI "A:14A6B8C4:classic"          /* LS0002 李秀英 */
#define OUYANG "B:5042A1C3:b"            /* LS0003 欧阳余康 */
#define ALL_LOST "A:04112233445566:ntag" /* LS0005 单雄, card reported lost by its state */
#define STRANGER "A:04FFEEDDCCBBAA:ntag" /* belongs to nobody */
#define NEW_CARD "A:04A1B2C3D4E5F6:ntag" /* belongs to nobody */
#define PHONE "A:-:phone"

/* Before flow_start, for claims that first change the store directly: import with the clock at
 * AT_ACTIVITY. */
void flow_prepare(struct flow *f);
void flow_register(const char *name, void (*claim)(struct flow *));
#define CLAIM(name)                                                                                \
    static void name(struct flow *f);                                                              \
    __attribute__((constructor)) static void register_##name(void) {                               \
        flow_register(#name, name);                                                                \
    }                                                                                              \
    static void name(struct flow *f)

/* Imports the station, starts the simulator and the kiosk at this time, waits for attract. */
void flow_start(struct flow *f, const char *clock);
void flow_start_sim(struct flow *f);
void flow_start_kiosk(struct flow *f);
void flow_stop_kiosk(struct flow *f); /* SIGTERM, and a clean exit within 5 s */
void flow_kill_kiosk(struct flow *f); /* SIGKILL */
void flow_restart_at(struct flow *f,
                     const char *clock);            /* a clean stop, then a start at another time */
void flow_import(struct flow *f, const char *path); /* muster-kiosk import, exit 0 */

/* Sends one command to the simulator or to the kiosk's drive socket. Returns the text after "ok ",
 * static. */
const char *flow_sim(struct flow *f, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
const char *flow_drive(struct flow *f, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

void flow_tap(struct flow *f, const char *card);      /* place, 250 ms, remove, 150 ms */
void flow_screen(struct flow *f, const char *screen); /* is shown or appears within 5 s */
bool flow_is_screen(struct flow *f, const char *screen);
void flow_home(struct flow *f);                     /* from attract, by a touch */
void flow_touch(struct flow *f, const char *label); /* a widget with this text or id */
void flow_sees(struct flow *f, const char *text);
void flow_sees_within(struct flow *f, const char *text,
                      int ms);                      /* is shown or appears within 5 s */
void flow_leaves(struct flow *f, const char *text); /* disappears within 5 s */
void flow_sees_not(struct flow *f, const char *text);
void flow_tap_gives(struct flow *f, const char *card, const char *screen);

/* From any screen: home, then tomorrow's 茶话会, then what ("报名" or "取消报名"). Then the kiosk
 * waits for a card. */
void flow_ask_sign_up(struct flow *f, const char *what);

/* Also for labels that are not visible yet: scrolls down until the label can be touched. */
void flow_touch_far(struct flow *f, const char *label);
/* Touches a label that makes the kiosk restart, as the same process. */
void flow_touch_restarts(struct flow *f, const char *label);

/* From attract to the last step of a request about work, with this phone ("": none). */
void flow_to_confirm(struct flow *f, const char *phone);
/* The same, and submits it; then back at attract. */
void flow_file_request(struct flow *f, const char *phone);
/* The station takes the first request through its stages, up to this answer. */
void flow_answer_request(struct flow *f, const char *answer);
/* From attract to the page of the first request, by its number and these four digits. */
void flow_follow(struct flow *f, const char *digits);

/* STRANGER becomes the card of 李敏, a staff member with STAFF_PIN; she signs in with it. */
#define STAFF_PIN "280614"
void flow_make_staff(struct flow *f);
void flow_type_pin(struct flow *f, const char *pin); /* on staff_pin */
void flow_sign_in(struct flow *f);

/* During the activity a DESFire card is placed while the simulator has this fault. Afterwards the
 * kiosk is the same process, and a card is welcomed again within 12 s. */
void flow_survives(struct flow *f, const char *fault);

/* muster-kiosk export taps|requests|members, as CSV; static. */
const char *flow_export(struct flow *f, const char *what);
int flow_count(const char *text, const char *part); /* how often part occurs in text */
void flow_exported(struct flow *f, const char *what, const char *part, int times);

/* Runs a shell command with $DATA, $DIR and $KIOSK set. Returns its exit code; its output goes to
 * *ret_output (static) unless that is NULL. */
int flow_shell(struct flow *f, const char **ret_output, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
/* --- with a station (linked.c) --- */
/* Sends a command to fake_station. Returns the text after "ok ", static. */
void flow_start_fake(struct flow *f);
const char *flow_fake(struct flow *f, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void flow_pair(struct flow *f); /* muster-kiosk pair, with fake_station */
/* Imports, starts fake_station, pairs, then as flow_start. */
void flow_start_linked(struct flow *f, const char *clock);
int flow_waiting(struct flow *f); /* rows in the outbox */
/* Within the time, every record of the kiosk has its receipt and is stored once at fake_station. */
void flow_all_arrive(struct flow *f, int ms);
/* The same if fake_station may have more records than the kiosk. */
void flow_all_known(struct flow *f, int ms);
/* All records stay here while fake_station behaves like this, and the log shows this code. Then it
 * behaves well again, staff retry, and all records arrive. */
void flow_survives_station(struct flow *f, const char *trouble, const char *code);
void flow_log_says(struct flow *f, const char *text, int ms);

/* --- with muster-station (station_process.c); its folder is DIR/place --- */
void flow_place_init(struct flow *f);
void flow_place_serve(struct flow *f); /* on the same port as before */
void flow_place_kill(struct flow *f, int signal);
void flow_place_pair(struct flow *f); /* the kiosk, with the code and fingerprint of the station */
/* SELECTs one number from its ledger. */
int flow_place_count(struct flow *f, const char *sql);
/* Within the time, no record is pending at the kiosk, and each is in the ledger once. */
void flow_place_has_all(struct flow *f, int ms);

/* --- with muster-board (board.c) --- */
/* The real program behind a socket of systemd-socket-activate. Its tools in DIR/bin are fakes: each
 * appends its arguments to DIR/tools.log and runs the shell script DIR/bin/NAME.does, if there is
 * one. Sticks are mounted in DIR/sticks. */
void flow_start_board(struct flow *f);
/* The same, with rauc's replies (of version 1.8) about an update for muster-rpi-arm64, which is
 * also the kiosk's machine type. The installation waits for DIR/bin/go. */
void flow_start_rauc(struct flow *f, const char *machine);
void flow_go_to_update_page(struct flow *f); /* as staff, from attract */
/* The same with an update on the stick. */
void flow_open_update_page(struct flow *f, const char *machine);

int flow_descriptors(int pid);
/* Used by the files of functions: start a program with its output in DIR/log; exchange a line with
 * a socket in DIR. */
int flow_start_program(struct flow *f, const char *log, char *const argv[]);
int flow_connect(struct flow *f, const char *name, int pid);
const char *flow_converse(struct flow *f, int fd, const char *line);
void flow_sleep_ms(int ms);
int64_t flow_now_ms(void);
void flow_fail(struct flow *f, const char *fmt, ...)
    __attribute__((format(printf, 2, 3), noreturn));
#define flow_expect(f, condition)                                                                  \
    do {                                                                                           \
        if (!(condition)) flow_fail((f), "%s:%d: not so: %s", __FILE__, __LINE__, #condition);     \
    } while (0)
