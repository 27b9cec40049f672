/* rooms: opens the rooms and closes them in reverse. */
#include "app/app_private.h"
#include "app/configure.h"
#include "base/bytes.h"
#include "base/log.h"
#include "screens/screens.h"

#ifdef MUSTER_DRIVE
#include "drive/drive.h"
#endif

#include <stdio.h>
#include <string.h>

void rooms_init(struct rooms *rooms, const struct config *config) {
    *rooms = (struct rooms){.config = *config, .volume = config->volume};
    rooms->vitals[0] = (struct vital){"glass", &rooms->glass_pulse};
    rooms->vitals[1] = (struct vital){"desk", &rooms->desk_pulse};
    rooms->vitals[2] = (struct vital){"reader", &rooms->reader_pulse};
    snprintf(rooms->blobs, sizeof rooms->blobs, "%s/blobs", config->data_directory);
    snprintf(rooms->outgoing, sizeof rooms->outgoing, "%s/outgoing/%s", config->data_directory,
             SCREENSHOT_FILE);
}

enum err rooms_claim(struct rooms *rooms, struct why *why) {
    enum err e = folder_make(rooms->config.data_directory, 0700, why);
    if (e == ERR_NONE) e = platform_claim(rooms->config.data_directory, why, &rooms->claim);
    if (e == ERR_NONE || e == ERR_BUSY) return e;
    log_error("app", "%s: %s", err_name(e), why->text);
    return ERR_NONE;
}

static enum err open_glass(struct rooms *rooms, const struct options *options, struct why *why) {
    const struct config *c = &rooms->config;
    struct glass_config config = {
        .screens = &screens_table,
        .station = c->station_name,
        .assets_folder = c->assets_directory,
        .blob_folder = rooms->blobs,
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
        .sets_up = rooms->needs_setup,
        .screenshot_path = options->screenshot,
        .station_screenshot_path = rooms->outgoing,
        .pulse = &rooms->glass_pulse,
    };
    struct glass_calls calls = callbacks_of_glass(rooms);
#ifdef MUSTER_DRIVE
    if (options->drive) config.hook = drive_hook(options->drive);
#endif
    return glass_open(&config, &calls, why, &rooms->glass);
}

enum err rooms_open_desk(struct rooms *rooms, struct why *why) {
    const struct config *c = &rooms->config;
    struct desk_config config = {.data_directory = c->data_directory,
                                 .zone = c->timezone,
                                 .setting_up = rooms->needs_setup,
                                 .language = c->language,
                                 .station = c->station_name,
                                 .rotation = c->rotation,
                                 .rules = configure_rules(c),
                                 .kiosk_number = c->kiosk_number,
                                 .machine = c->machine,
                                 .names_masked = c->names_masked,
                                 .volume = c->volume,
                                 .brightness = platform_brightness(c->backlight_directory),
                                 .board = callbacks_of_board(),
                                 .trace = rooms->trace,
                                 .pulse = &rooms->desk_pulse,
                                 .post = callback_desk,
                                 .forward = callback_desk_to_forward,
                                 .to = rooms};
    return desk_open(&config, why, &rooms->desk);
}

enum err rooms_open_forward(struct rooms *rooms, struct why *why) {
    struct forward_config config = {.data_directory = rooms->config.data_directory,
                                    .blob_folder = rooms->blobs,
                                    .version = MUSTER_VERSION,
                                    .machine = rooms->config.machine,
                                    .ask = callback_forward,
                                    .to = rooms};
    struct forward *forward = NULL;
    struct link_ask hello = {.kind = LINK_HELLO};
    enum err e = forward_open(&config, why, &forward);
    if (e != ERR_NONE) return e;
    __atomic_store_n(&rooms->forward, forward, __ATOMIC_RELEASE);
    desk_link(rooms->desk, &hello);
    return ERR_NONE;
}

static enum err open_reader(struct rooms *rooms, struct why *why) {
    struct reader_config config = {.device = rooms->config.reader_device,
                                   .lock_folder = rooms->config.data_directory,
                                   .pulse = &rooms->reader_pulse};
    return reader_open(&config, callback_reader, rooms, why, &rooms->reader);
}

static enum err open_sound(struct rooms *rooms, struct why *why) {
    char chimes[288], speech[288], recordings[288];
    snprintf(chimes, sizeof chimes, "%s/sounds", rooms->config.assets_directory);
    snprintf(speech, sizeof speech, "%s/speech", rooms->config.assets_directory);
    snprintf(recordings, sizeof recordings, "%s/recordings", rooms->config.data_directory);
    struct sound_config config = {.chimes = chimes,
                                  .speech = speech,
                                  .recordings = recordings,
                                  .volume = rooms->config.volume,
                                  .speaking = callback_speaking,
                                  .noted = callback_voice_note,
                                  .to = rooms};
    return sound_open(&config, why, &rooms->sound);
}

/* On the watch's thread. Only a new rotation takes effect while the program runs. */
static void config_changed(void *to) {
    struct rooms *rooms = to;
    struct config now;
    struct why why = {0};
    config_defaults(&now);
    if (config_read(rooms->config_path, &why, &now) != ERR_NONE ||
        config_read_local(rooms->config.data_directory, &why, &now) != ERR_NONE) {
        log_error("config", "%s: the previous configuration stays in force", why.text);
        return;
    }
    if (now.rotation == rooms->rotation) {
        log_info("config", "changed: takes effect at the next start");
        return;
    }
    rooms->rotation = now.rotation;
    callback_turn_panel(rooms, now.rotation);
}

static void open_watch(struct rooms *rooms) {
    struct why why = {0};
    rooms->rotation = rooms->config.rotation;
    if (rooms->config_path &&
        platform_watch(rooms->config_path, config_changed, rooms, &why, &rooms->watch) != ERR_NONE)
        log_error("config", "%s", why.text);
}

/* The glass comes first, so that there is a page on the display whatever else fails; then the
 * sound, because SDL's subsystems must not be started on two threads at the same time. */
int rooms_open(struct rooms *rooms, const struct options *options, struct why *why) {
    if (rooms_claim(rooms, why) != ERR_NONE) return EXIT_STORE;
    unattended_begin(&rooms->config, &rooms->setup);
    configure_zone(&rooms->config);
    rooms->needs_setup = !rooms->setup && configure_needs_setup(&rooms->config);
    enum err e = options->trace ? trace_open(options->trace, why, &rooms->trace) : ERR_NONE;
    if (e == ERR_NONE) e = open_glass(rooms, options, why);
    if (e == ERR_NONE) e = open_sound(rooms, why);
    if (e == ERR_NONE) e = rooms_open_desk(rooms, why);
    if (e == ERR_NONE) e = rooms_open_forward(rooms, why);
    if (e == ERR_NONE) e = open_reader(rooms, why);
    if (e == ERR_NONE) open_watch(rooms);
    if (e == ERR_NONE) unattended_start(rooms->setup);
    return e == ERR_NONE ? EXIT_OK : EXIT_PROBLEM;
}

void rooms_close(struct rooms *rooms) {
    unattended_close(rooms->setup);
    platform_watch_close(rooms->watch);
    reader_close(rooms->reader);
    forward_stop(rooms->forward);
    desk_close(rooms->desk);
    forward_close(rooms->forward);
    sound_close(rooms->sound);
    glass_close(rooms->glass);
    trace_close(rooms->trace);
    platform_watchdog_close(rooms->watchdog);
    platform_release(rooms->claim);
}
