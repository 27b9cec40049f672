#pragma once
/* A whole kiosk without glass, on real parts: muster-reader-sim on a pseudo-terminal, libnfc,
 * SQLite, the screens on SDL's dummy driver. A claim is one file:
 *
 *     CLAIM(a_held_card_is_one_tap) {
 *         flow_start(f, AT_ACTIVITY);
 *         ...
 *     }
 *
 * The verbs fail the claim, with what was on the glass, when the kiosk does not do as they say. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Sanitized builds are slower; figures are bench's business, not a flow's. */
#if defined(__SANITIZE_THREAD__) || defined(__SANITIZE_ADDRESS__)
#define FLOW_PATIENCE 6
#else
#define FLOW_PATIENCE 2
#endif

struct flow {
    char dir[64];   /* all of this claim's files; gone when it holds */
    char data[96];  /* the kiosk's data directory */
    char clock[40]; /* what the kiosk takes for now at its start */
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
#define STRANGER "A:04FFEEDDCCBBAA:ntag" /* nobody's */
#define NEW_CARD "A:04A1B2C3D4E5F6:ntag" /* nobody's either */
#define PHONE "A:-:phone"

/* Before flow_start, for claims that change the store by hand first: import with the clock at
 * AT_ACTIVITY. */
void flow_prepare(struct flow *f);
void flow_register(const char *name, void (*claim)(struct flow *));
#define CLAIM(name)                                                                                \
    static void name(struct flow *f);                                                              \
    __attribute__((constructor)) static void register_##name(void) {                               \
        flow_register(#name, name);                                                                \
    }                                                                                              \
    static void name(struct flow *f)

/* Import the station, start the simulator and the kiosk at this time, wait for attract. */
void flow_start(struct flow *f, const char *clock);
void flow_start_sim(struct flow *f);
void flow_start_kiosk(struct flow *f);
void flow_stop_kiosk(struct flow *f); /* SIGTERM, and a clean exit within 5 s */
void flow_kill_kiosk(struct flow *f); /* SIGKILL */
void flow_restart_at(struct flow *f,
                     const char *clock);            /* a clean stop, then again at another time */
void flow_import(struct flow *f, const char *path); /* muster-kiosk import, exit 0 */

/* One command to the simulator or to the kiosk's drive socket; the reply's text after "ok ",
 * static. */
const char *flow_sim(struct flow *f, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
const char *flow_drive(struct flow *f, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

void flow_tap(struct flow *f, const char *card);      /* place, 250 ms, remove, 150 ms */
void flow_screen(struct flow *f, const char *screen); /* is or comes on the glass within 5 s */
bool flow_is_screen(struct flow *f, const char *screen);
void flow_home(struct flow *f);                     /* from attract, by a touch */
void flow_touch(struct flow *f, const char *label); /* a widget with this text or id */
void flow_sees(struct flow *f, const char *text);
void flow_sees_within(struct flow *f, const char *text,
                      int ms);                      /* is or comes on the glass within 5 s */
void flow_leaves(struct flow *f, const char *text); /* goes from the glass within 5 s */
void flow_sees_not(struct flow *f, const char *text);
void flow_tap_gives(struct flow *f, const char *card, const char *screen);

/* From anywhere: home, then tomorrow's 茶话会, then what ("报名" or "取消报名"): the glass waits
 * for a card. */
void flow_ask_sign_up(struct flow *f, const char *what);

/* Below the fold too: the page is scrolled down until the label can be touched. */
void flow_touch_far(struct flow *f, const char *label);
/* After which the kiosk starts anew, as the same process. */
void flow_touch_restarts(struct flow *f, const char *label);

/* From attract to the last step of a request about work, with this phone ("": none). */
void flow_to_confirm(struct flow *f, const char *phone);
/* The same, filed; then back at attract. */
void flow_file_request(struct flow *f, const char *phone);
/* The station takes the request filed first through its stages, up to this answer. */
void flow_answer_request(struct flow *f, const char *answer);
/* From attract to the page of the request filed first, by its number and these four digits. */
void flow_follow(struct flow *f, const char *digits);

/* STRANGER becomes the card of 李敏, a member of staff, with STAFF_PIN; and signs in with it. */
#define STAFF_PIN "280614"
void flow_make_staff(struct flow *f);
void flow_type_pin(struct flow *f, const char *pin); /* on staff_pin */
void flow_sign_in(struct flow *f);

/* At the activity, a DESFire is laid down while the simulator has this fault: the kiosk is the same
 * process afterwards, and a card is welcomed again within 12 s. */
void flow_survives(struct flow *f, const char *fault);

/* muster-kiosk export taps|requests|members, as CSV; static. */
const char *flow_export(struct flow *f, const char *what);
int flow_count(const char *text, const char *part); /* how often part stands in text */
void flow_exported(struct flow *f, const char *what, const char *part, int times);

/* Run a shell command with $DATA, $DIR and $KIOSK set; its exit code. Output goes to *ret_output
 * (static) if wanted. */
int flow_shell(struct flow *f, const char **ret_output, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
/* --- with a station (linked.c) --- */
/* fake_station: a command of it; the reply's text after "ok ", static. */
void flow_start_fake(struct flow *f);
const char *flow_fake(struct flow *f, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void flow_pair(struct flow *f); /* muster-kiosk pair, with the fake */
/* Import, the fake, paired, then as flow_start. */
void flow_start_linked(struct flow *f, const char *clock);
int flow_waiting(struct flow *f); /* rows in the outbox */
/* Within so many ms, every record of the kiosk has its receipt and is at the fake, once each. */
void flow_all_arrive(struct flow *f, int ms);
/* The same, where the fake may know more than the kiosk does any longer. */
void flow_all_known(struct flow *f, int ms);
/* Everything stays here while the fake is like this, and the log says this code; then it is well
 * again, staff send at once, and everything arrives. */
void flow_survives_station(struct flow *f, const char *trouble, const char *code);
void flow_log_says(struct flow *f, const char *text, int ms);

/* --- with muster-station itself (place.c): its folder is DIR/place --- */
void flow_place_init(struct flow *f);
void flow_place_serve(struct flow *f); /* again on the same port, where it has had one */
void flow_place_kill(struct flow *f, int signal);
void flow_place_pair(struct flow *f); /* the kiosk, by the code and fingerprint it shows */
/* SELECT of one number from its ledger. */
int flow_place_count(struct flow *f, const char *sql);
/* Within so many ms: no row waits at the kiosk, and each is in the ledger once. */
void flow_place_has_all(struct flow *f, int ms);

/* --- with muster-board (board.c) --- */
/* The real program behind a socket that systemd-socket-activate holds. Its tools are stand-ins in
 * DIR/bin: each adds its arguments to DIR/tools.log and runs DIR/bin/NAME.does, a shell script, if
 * there is one. Sticks are mounted in DIR/sticks. */
void flow_start_board(struct flow *f);
/* The same, with rauc's answers (1.8's own words) of an update for muster-rpi-arm64 on this kind of
 * machine, which the kiosk is told it is. Installing waits for DIR/bin/go. */
void flow_start_rauc(struct flow *f, const char *machine);
void flow_go_to_update_page(struct flow *f); /* staff, from attract */
/* All of it with an update on the stick. */
void flow_open_update_page(struct flow *f, const char *machine);

int flow_descriptors(int pid);
/* For files of verbs: a program with its output in DIR/log, a socket of DIR, a line and its reply.
 */
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
