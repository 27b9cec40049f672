/* main: open the rooms, hand callbacks across, run, close in reverse.
 *
 *   reader --tell--> desk --events--> glass --chime--> sound
 *                    ^  ^---- asks -----'
 *   forward <--------' tells, asks */
#include "app/unattended.h"
#include "base/bytes.h"
#include "base/log.h"
#include "base/mailbox.h"
#include "cli/command.h"
#include "desk/desk.h"
#include "forward/forward.h"
#include "platform/board.h"
#include "platform/platform.h"
#include "platform/watchdog.h"
#include "reader/reader.h"
#include "screens/shell/glass.h"
#include "sound/sound.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define LOUDER_PERCENT 15 /* one touch of 大点声 */

struct kiosk {
    struct config config;
    char blobs[288], outgoing[320];
    struct claim *claim; /* of the data directory: one kiosk each */
    struct trace *trace;
    struct glass *glass;
    struct desk *desk;
    struct reader *reader;
    struct forward *forward; /* atomic: the desk's thread may look before it is there */
    struct sound *sound;
    struct watch *watch;     /* of the config */
    const char *config_path; /* NULL: none */
    int rotation;            /* the watch's */
    struct pulse glass_pulse, desk_pulse, reader_pulse;
    struct vital vitals[3]; /* those, by name */
    struct watchdog *watchdog;
    struct unattended *setup;
    bool sets_up; /* a new kiosk, and somebody is to be asked */
    bool ready;   /* the first frame is on the glass; ui thread */
    int volume;   /* as staff set it, else the config's; atomic */
    bool restart; /* set by staff, on the desk's thread; read when the glass has stopped */
};

/* For the signal handler, which has no other way to the glass. */
static bool stop; /* atomic */
static struct glass *glass_to_wake;

static void on_signal(int signal) {
    (void)signal;
    __atomic_store_n(&stop, true, __ATOMIC_RELEASE);
    if (glass_to_wake) glass_wake(glass_to_wake);
}

static void from_reader(void *to, const struct reader_event *event) {
    struct kiosk *kiosk = to;
    desk_tell(kiosk->desk, event);
}

static void from_desk(void *to, const struct glass_event *event) {
    struct kiosk *kiosk = to;
    if (!kiosk->glass) return; /* `forward` has none */
    mailbox_post(glass_mailbox(kiosk->glass), event, glass_event_size(event));
}

static bool to_forward(void *to, const struct link_tell *tell) {
    struct kiosk *kiosk = to;
    struct forward *forward = __atomic_load_n(&kiosk->forward, __ATOMIC_ACQUIRE);
    return forward && forward_tell(forward, tell);
}

static bool from_forward(void *to, const struct link_ask *ask) {
    struct kiosk *kiosk = to;
    return desk_link(kiosk->desk, ask);
}

static bool from_glass(void *to, const struct intent *intent) {
    struct kiosk *kiosk = to;
    return kiosk->desk && desk_ask(kiosk->desk, intent);
}

static void chime(void *to, enum glass_chime chime) {
    static const enum sound_chime chimes[] = {[CHIME_SUCCESS] = SOUND_SUCCESS,
                                              [CHIME_AGAIN] = SOUND_AGAIN,
                                              [CHIME_REFUSED] = SOUND_REFUSED};
    struct kiosk *kiosk = to;
    sound_play(kiosk->sound, chimes[chime]);
}

static void from_sound(void *to, bool speaking) {
    struct kiosk *kiosk = to;
    struct glass_event event = {.kind = GLASS_SPEAKING, .u.speaking = speaking};
    mailbox_post(glass_mailbox(kiosk->glass), &event, glass_event_size(&event));
}

static void speak(void *to, const char *text, bool chinese) {
    struct kiosk *kiosk = to;
    sound_speak(kiosk->sound, text, chinese);
}

static void hush(void *to) {
    struct kiosk *kiosk = to;
    sound_hush(kiosk->sound);
}

static void voice_note(void *to, enum voice_note_action action) {
    struct kiosk *kiosk = to;
    sound_note(kiosk->sound, action);
}

static void noted(void *to, const struct voice_note_state *state) {
    struct kiosk *kiosk = to;
    struct glass_event event = {.kind = GLASS_VOICE_NOTE, .u.voice_note = *state};
    mailbox_post(glass_mailbox(kiosk->glass), &event, glass_event_size(&event));
}

static bool copy_voice_note(void *to, uint8_t **ret_bytes, size_t *ret_count) {
    struct kiosk *kiosk = to;
    return sound_note_copy(kiosk->sound, ret_bytes, ret_count);
}

static void louder(void *to, int steps) {
    struct kiosk *kiosk = to;
    int volume = __atomic_load_n(&kiosk->volume, __ATOMIC_RELAXED) + steps * LOUDER_PERCENT;
    sound_set_volume(kiosk->sound, volume < 100 ? volume : 100);
}

/* Whoever started the kiosk waits for its first frame, and from then on for its signs of life. */
static void say_ready(struct kiosk *kiosk) {
    struct why why = {0};
    if (kiosk->ready) return;
    kiosk->ready = true;
    platform_say_ready();
    if (platform_watchdog_open(kiosk->vitals, ARRAY_LENGTH(kiosk->vitals), &why,
                               &kiosk->watchdog) != ERR_NONE)
        log_error("main", "%s", why.text);
}

/* A restart by staff is no stop: the service goes on in the same process. */
static void say_stopping(struct kiosk *kiosk) {
    platform_watchdog_release(kiosk->watchdog);
    if (!__atomic_load_n(&kiosk->restart, __ATOMIC_ACQUIRE)) platform_say_stopping();
}

static void presented(void *to, const struct outcome *outcome, const char *screen, int64_t cause_ns,
                      int64_t at_ns) {
    struct kiosk *kiosk = to;
    say_ready(kiosk);
    trace_event(kiosk->trace, "presented", at_ns, cause_ns,
                outcome ? outcome_word(outcome->kind) : NULL, screen);
}

/* On the ui thread, until true. */
static bool well(void *to) {
    struct kiosk *kiosk = to;
    struct why why = {0};
    if (vitals_overdue(kiosk->vitals, ARRAY_LENGTH(kiosk->vitals), clock_ticks_ms())) return false;
    if (platform_say_good(kiosk->config.good_path, &why) != ERR_NONE)
        log_info("main", "nobody is told that all is well: %s", why.text);
    return true;
}

static bool find_stick(void *to, char *ret_folder, size_t bytes) {
    struct kiosk *kiosk = to;
    return platform_stick(kiosk->config.usb_directory, ret_folder, bytes);
}

static void look_at_board(void *to, struct staff_device *device) {
    struct kiosk *kiosk = to;
    struct platform_device now;
    platform_look(kiosk->config.data_directory, &now);
    device->disk_free_bytes = now.disk_free_bytes;
    device->memory_free_bytes = now.memory_free_bytes;
    device->temperature_c = now.temperature_c;
    device->networks_up = now.networks_up;
    TEXT_COPY(device->networks, now.networks);
    TEXT_COPY(device->system, now.system);
    TEXT_COPY(device->version, MUSTER_VERSION);
}

static void apply(void *to, enum staff_setting setting, int32_t value) {
    struct kiosk *kiosk = to;
    if (setting == SETTING_BRIGHTNESS &&
        !platform_set_brightness(kiosk->config.backlight_directory, value))
        log_warn("main", "the panel's light cannot be set");
    if (setting != SETTING_VOLUME) return;
    __atomic_store_n(&kiosk->volume, value, __ATOMIC_RELAXED);
    sound_set_volume(kiosk->sound, value);
}

static enum err set_clock(void *to, int64_t utc_ms, struct why *why) {
    struct kiosk *kiosk = to;
    return board_set_clock(kiosk->config.board_socket, utc_ms, why);
}

static enum err open_stick(void *to, const char *folder, bool writable, struct why *why) {
    struct kiosk *kiosk = to;
    return board_open_stick(kiosk->config.board_socket, folder, writable, why);
}

static enum err ask_board(void *to, const char *const parts[], int limit_s,
                          bool (*said)(void *job, const char *line), void *job, struct why *why) {
    struct kiosk *kiosk = to;
    return board_ask(kiosk->config.board_socket, parts, limit_s, said, job, why);
}

static void turn_panel(struct kiosk *kiosk, int rotation) {
    struct glass_event event = {.kind = GLASS_ROTATION, .u.rotation = rotation};
    mailbox_post(glass_mailbox(kiosk->glass), &event, glass_event_size(&event));
    log_info("config", "the panel is turned by %d degrees", rotation);
}

static enum err keep(void *to, const char *section, const char *name, const char *value,
                     struct why *why) {
    struct kiosk *kiosk = to;
    enum err e = config_keep(kiosk->config.data_directory, section, name, value, why);
    if (e == ERR_NONE && strcmp(name, "rotation") == 0) turn_panel(kiosk, atoi(value));
    return e;
}

static void restart(void *to) {
    struct kiosk *kiosk = to;
    __atomic_store_n(&kiosk->restart, true, __ATOMIC_RELEASE);
    __atomic_store_n(&stop, true, __ATOMIC_RELEASE);
    glass_wake(kiosk->glass);
}

static enum err open_glass(struct kiosk *kiosk, const struct command_line *line, struct why *why) {
    const struct config *c = &kiosk->config;
    struct glass_config config = {
        .station = c->station_name,
        .assets_folder = c->assets_directory,
        .blob_folder = kiosk->blobs,
        .language = c->language,
        .width_px = c->width_px,
        .height_px = c->height_px,
        .rotation = c->rotation,
        .night_from_min = c->night_from_min,
        .night_to_min = c->night_to_min,
        .night_brightness = c->night_brightness,
        .diagonal_mm = c->diagonal_mm,
        .full_screen = c->full_screen,
        .still = !c->motion,
        .sets_up = kiosk->sets_up,
        .screenshot_path = line->screenshot,
        .picture_path = kiosk->outgoing,
        .drive_path = line->drive,
        .pulse = &kiosk->glass_pulse,
    };
    struct glass_calls calls = {.to = kiosk,
                                .ask = from_glass,
                                .chime = chime,
                                .speak = speak,
                                .hush = hush,
                                .louder = louder,
                                .voice_note = voice_note,
                                .presented = presented,
                                .well = well};
    enum err e = glass_open(&config, &calls, why, &kiosk->glass);
    if (e == ERR_NONE) glass_to_wake = kiosk->glass;
    return e;
}

static enum err open_desk(struct kiosk *kiosk, struct why *why) {
    struct desk_config config = {.data_directory = kiosk->config.data_directory,
                                 .zone = kiosk->config.timezone,
                                 .setting_up = kiosk->sets_up,
                                 .language = kiosk->config.language,
                                 .station = kiosk->config.station_name,
                                 .rotation = kiosk->config.rotation,
                                 .rules = command_rules(&kiosk->config),
                                 .kiosk_number = kiosk->config.kiosk_number,
                                 .machine = kiosk->config.machine,
                                 .names_masked = kiosk->config.names_masked,
                                 .volume = kiosk->config.volume,
                                 .brightness =
                                     platform_brightness(kiosk->config.backlight_directory),
                                 .board = {.stick = find_stick,
                                           .look = look_at_board,
                                           .apply = apply,
                                           .restart = restart,
                                           .keep = keep,
                                           .set_clock = set_clock,
                                           .open_stick = open_stick,
                                           .ask = ask_board,
                                           .voice_note = copy_voice_note},
                                 .trace = kiosk->trace,
                                 .pulse = &kiosk->desk_pulse,
                                 .post = from_desk,
                                 .forward = to_forward,
                                 .to = kiosk};
    return desk_open(&config, why, &kiosk->desk);
}

static enum err open_forward(struct kiosk *kiosk, struct why *why) {
    struct forward_config config = {.data_directory = kiosk->config.data_directory,
                                    .blob_folder = kiosk->blobs,
                                    .version = MUSTER_VERSION,
                                    .machine = kiosk->config.machine,
                                    .ask = from_forward,
                                    .to = kiosk};
    struct forward *forward = NULL;
    struct link_ask hello = {.kind = LINK_HELLO};
    enum err e = forward_open(&config, why, &forward);
    if (e != ERR_NONE) return e;
    __atomic_store_n(&kiosk->forward, forward, __ATOMIC_RELEASE);
    desk_link(kiosk->desk, &hello);
    return ERR_NONE;
}

static enum err open_reader(struct kiosk *kiosk, struct why *why) {
    struct reader_config config = {.device = kiosk->config.reader_device,
                                   .lock_folder = kiosk->config.data_directory,
                                   .pulse = &kiosk->reader_pulse};
    return reader_open(&config, from_reader, kiosk, why, &kiosk->reader);
}

static enum err open_sound(struct kiosk *kiosk, struct why *why) {
    char chimes[288], speech[288], recordings[288];
    snprintf(chimes, sizeof chimes, "%s/sounds", kiosk->config.assets_directory);
    snprintf(speech, sizeof speech, "%s/speech", kiosk->config.assets_directory);
    snprintf(recordings, sizeof recordings, "%s/recordings", kiosk->config.data_directory);
    struct sound_config config = {.chimes = chimes,
                                  .speech = speech,
                                  .recordings = recordings,
                                  .volume = kiosk->config.volume,
                                  .speaking = from_sound,
                                  .noted = noted,
                                  .to = kiosk};
    return sound_open(&config, why, &kiosk->sound);
}

/* On the watch's thread. The panel turns at once; all else holds from the next start. */
static void config_changed(void *to) {
    struct kiosk *kiosk = to;
    struct config now;
    struct why why = {0};
    config_defaults(&now);
    if (config_read(kiosk->config_path, &why, &now) != ERR_NONE ||
        config_read_local(kiosk->config.data_directory, &why, &now) != ERR_NONE) {
        log_error("config", "%s: what held before still holds", why.text);
        return;
    }
    if (now.rotation == kiosk->rotation) {
        log_info("config", "changed: holds from the next start");
        return;
    }
    kiosk->rotation = now.rotation;
    turn_panel(kiosk, now.rotation);
}

static void open_watch(struct kiosk *kiosk) {
    struct why why = {0};
    kiosk->rotation = kiosk->config.rotation;
    if (kiosk->config_path &&
        platform_watch(kiosk->config_path, config_changed, kiosk, &why, &kiosk->watch) != ERR_NONE)
        log_error("config", "%s", why.text);
}

/* Another kiosk on the same data is refused. A data directory that cannot be written is the desk's
 * to tell, on the glass, and to try again. */
static enum err claim_data(struct kiosk *kiosk, struct why *why) {
    enum err e = folder_make(kiosk->config.data_directory, 0700, why);
    if (e == ERR_NONE) e = platform_claim(kiosk->config.data_directory, why, &kiosk->claim);
    if (e == ERR_NONE || e == ERR_BUSY) return e;
    log_error("main", "%s: %s", err_name(e), why->text);
    return ERR_NONE;
}

/* The glass comes first, so that there is a page on it whatever else fails; and sound after it, for
 * SDL's subsystems may not start on two threads at once. */
static int open_rooms(struct kiosk *kiosk, const struct command_line *line, struct why *why) {
    if (claim_data(kiosk, why) != ERR_NONE) return EXIT_STORE;
    unattended_begin(&kiosk->config, &kiosk->setup);
    configure_zone(&kiosk->config);
    kiosk->sets_up = !kiosk->setup && configure_asks(&kiosk->config);
    enum err e = line->trace ? trace_open(line->trace, why, &kiosk->trace) : ERR_NONE;
    if (e == ERR_NONE) e = open_glass(kiosk, line, why);
    if (e == ERR_NONE) e = open_sound(kiosk, why);
    if (e == ERR_NONE) e = open_desk(kiosk, why);
    if (e == ERR_NONE) e = open_forward(kiosk, why);
    if (e == ERR_NONE) e = open_reader(kiosk, why);
    if (e == ERR_NONE) open_watch(kiosk);
    if (e == ERR_NONE) unattended_start(kiosk->setup);
    return e == ERR_NONE ? EXIT_OK : EXIT_PROBLEM;
}

static void close_rooms(struct kiosk *kiosk) {
    unattended_close(kiosk->setup);
    platform_watch_close(kiosk->watch);
    reader_close(kiosk->reader);
    forward_stop(kiosk->forward);
    desk_close(kiosk->desk);
    forward_close(kiosk->forward);
    sound_close(kiosk->sound);
    glass_to_wake = NULL;
    glass_close(kiosk->glass);
    trace_close(kiosk->trace);
    platform_watchdog_close(kiosk->watchdog);
    platform_release(kiosk->claim);
}

static void kiosk_init(struct kiosk *kiosk, const struct config *config) {
    *kiosk = (struct kiosk){.config = *config, .volume = config->volume};
    kiosk->vitals[0] = (struct vital){"glass", &kiosk->glass_pulse};
    kiosk->vitals[1] = (struct vital){"desk", &kiosk->desk_pulse};
    kiosk->vitals[2] = (struct vital){"reader", &kiosk->reader_pulse};
    snprintf(kiosk->blobs, sizeof kiosk->blobs, "%s/blobs", config->data_directory);
    snprintf(kiosk->outgoing, sizeof kiosk->outgoing, "%s/outgoing/%s", config->data_directory,
             SCREENSHOT_FILE);
}

/* The glass fell too often: without it, what was recorded goes on to the station. */
static int run_forward(const struct config *config) {
    struct kiosk kiosk;
    struct why why = {0};
    sigset_t ends;
    int signal_seen, code = EXIT_OK;
    kiosk_init(&kiosk, config);
    signal(SIGPIPE, SIG_IGN);
    sigemptyset(&ends);
    sigaddset(&ends, SIGTERM);
    sigaddset(&ends, SIGINT);
    pthread_sigmask(SIG_BLOCK, &ends, NULL);
    if (claim_data(&kiosk, &why) != ERR_NONE) code = EXIT_STORE;
    if (code == EXIT_OK &&
        (open_desk(&kiosk, &why) != ERR_NONE || open_forward(&kiosk, &why) != ERR_NONE))
        code = EXIT_PROBLEM;
    if (code == EXIT_OK) {
        platform_say_ready();
        sigwait(&ends, &signal_seen);
        platform_say_stopping();
    } else {
        log_error("main", "%s", why.text);
    }
    close_rooms(&kiosk);
    return code;
}

static int run(const struct config *config, const struct command_line *line) {
    struct kiosk kiosk;
    struct why why = {0};
    kiosk_init(&kiosk, config);
    kiosk.config_path = configure_path(line);
    struct sigaction action = {.sa_handler = on_signal};
    sigaction(SIGTERM, &action, NULL);
    sigaction(SIGINT, &action, NULL);
    signal(SIGPIPE, SIG_IGN);
    int code = open_rooms(&kiosk, line, &why);
    if (code == EXIT_OK)
        glass_run(kiosk.glass, &stop);
    else
        log_error("main", "%s", why.text);
    say_stopping(&kiosk);
    close_rooms(&kiosk);
    if (kiosk.restart) {
        log_info("main", "restarted by staff");
        execv("/proc/self/exe", line->argv);
        log_error("main", "cannot restart: %s", strerror(errno));
    }
    return code;
}

int main(int argc, char **argv) {
    if (argc > 1 && strcmp(argv[1], READER_CHILD) == 0) return reader_child_main(argc, argv);
    struct command_line line;
    struct config config;
    struct why why = {0};
    int code = EXIT_OK;
    if (!command_line_read(&line, argc, argv, &code)) return code;
    if (!configure(&line, &config)) return EXIT_CONFIG;
    if (crypto_init(&why) != ERR_NONE) {
        log_error("main", "%s", why.text);
        return EXIT_PROBLEM;
    }
    if (line.check) return command_check(&config);
    const char *command = line.argument_count > 0 ? line.arguments[0] : "";
    line.argv = argv;
    if (!command[0]) return run(&config, &line);
    if (strcmp(command, "forward") == 0) return run_forward(&config);
    if (strcmp(command, "verify") == 0) return command_verify(&config);
    if (strcmp(command, "pair") == 0) return command_pair(&config, &line);
    if (strcmp(command, "unpair") == 0) return command_unpair(&config);
    if (strcmp(command, "staff") == 0)
        return command_staff(&config, line.argument_count - 1, line.arguments + 1);
    if (strcmp(command, "import") == 0)
        return command_import(&config, line.argument_count - 1, line.arguments + 1);
    if (strcmp(command, "export") == 0)
        return command_export(&config, line.argument_count - 1, line.arguments + 1, line.format);
    fprintf(stderr, "muster-kiosk: no command is called \"%s\"; see --help\n", command);
    return EXIT_USAGE;
}
