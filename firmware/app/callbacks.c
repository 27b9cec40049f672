/* callbacks: the wires between the rooms. A room knows only the function it was given; what stands
 * at the other end is written here and nowhere else.
 *
 *   reader --event--> desk --glass_event--> glass --chime, speak--> sound
 *                     ^  ^--- intent ------'   ^--- voice note ------'
 *   forward <--link---'                                                                          */
#include "app/app_private.h"
#include "base/bytes.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/mailbox.h"
#include "platform/board.h"

#include <stdlib.h>
#include <string.h>

#define LOUDER_PERCENT 15 /* one touch of 大点声 */

static void post_to_glass(struct rooms *rooms, const struct glass_event *event) {
    if (!rooms->glass) return; /* headless */
    mailbox_post(glass_mailbox(rooms->glass), event, glass_event_size(event));
}

/* --- reader, desk, forward --- */

void callback_reader(void *to, const struct reader_event *event) {
    struct rooms *rooms = to;
    desk_tell(rooms->desk, event);
}

void callback_desk(void *to, const struct glass_event *event) {
    post_to_glass(to, event);
}

bool callback_desk_to_forward(void *to, const struct link_tell *message) {
    struct rooms *rooms = to;
    struct forward *forward = __atomic_load_n(&rooms->forward, __ATOMIC_ACQUIRE);
    return forward && forward_tell(forward, message);
}

bool callback_forward(void *to, const struct link_ask *ask) {
    struct rooms *rooms = to;
    return desk_link(rooms->desk, ask);
}

/* --- glass --- */

static bool ask(void *to, const struct intent *intent) {
    struct rooms *rooms = to;
    return rooms->desk && desk_ask(rooms->desk, intent);
}

static void chime(void *to, enum glass_chime chime) {
    static const enum sound_chime chimes[] = {[CHIME_SUCCESS] = SOUND_SUCCESS,
                                              [CHIME_AGAIN] = SOUND_AGAIN,
                                              [CHIME_REFUSED] = SOUND_REFUSED};
    struct rooms *rooms = to;
    sound_play(rooms->sound, chimes[chime]);
}

static void speak(void *to, const char *text, bool chinese) {
    struct rooms *rooms = to;
    sound_speak(rooms->sound, text, chinese);
}

static void hush(void *to) {
    struct rooms *rooms = to;
    sound_hush(rooms->sound);
}

static void louder(void *to, int steps) {
    struct rooms *rooms = to;
    int volume = __atomic_load_n(&rooms->volume, __ATOMIC_RELAXED) + steps * LOUDER_PERCENT;
    sound_set_volume(rooms->sound, volume < 100 ? volume : 100);
}

static void voice_note(void *to, enum voice_note_action action) {
    struct rooms *rooms = to;
    sound_note(rooms->sound, action);
}

/* The service manager waits for the first frame, and watches the signs of life from then on. */
static void notify_ready(struct rooms *rooms) {
    struct why why = {0};
    if (rooms->ready) return;
    rooms->ready = true;
    platform_notify_ready();
    if (platform_watchdog_open(rooms->vitals, ARRAY_LENGTH(rooms->vitals), &why,
                               &rooms->watchdog) != ERR_NONE)
        log_error("app", "%s", why.text);
}

static void presented(void *to, const struct outcome *outcome, const char *screen, int64_t cause_ns,
                      int64_t at_ns) {
    struct rooms *rooms = to;
    notify_ready(rooms);
    trace_event(rooms->trace, "presented", at_ns, cause_ns,
                outcome ? outcome_word(outcome->kind) : NULL, screen);
}

/* The glass works; the kiosk is healthy when the other threads do too. */
static bool healthy(void *to) {
    struct rooms *rooms = to;
    struct why why = {0};
    if (vitals_overdue(rooms->vitals, ARRAY_LENGTH(rooms->vitals), clock_ticks_ms())) return false;
    if (platform_mark_boot_success(rooms->config.boot_success_path, &why) != ERR_NONE)
        log_info("app", "cannot write the boot-success marker: %s", why.text);
    return true;
}

struct glass_calls callbacks_of_glass(struct rooms *rooms) {
    return (struct glass_calls){.to = rooms,
                                .ask = ask,
                                .chime = chime,
                                .speak = speak,
                                .hush = hush,
                                .louder = louder,
                                .voice_note = voice_note,
                                .presented = presented,
                                .healthy = healthy};
}

/* --- sound --- */

void callback_speaking(void *to, bool speaking) {
    struct glass_event event = {.kind = GLASS_SPEAKING, .u.speaking = speaking};
    post_to_glass(to, &event);
}

void callback_voice_note(void *to, const struct voice_note_state *state) {
    struct glass_event event = {.kind = GLASS_VOICE_NOTE, .u.voice_note = *state};
    post_to_glass(to, &event);
}

/* --- the board, as the desk uses it --- */

static bool find_stick(void *to, char *ret_folder, size_t bytes) {
    struct rooms *rooms = to;
    return platform_stick(rooms->config.usb_directory, ret_folder, bytes);
}

static void read_device(void *to, struct staff_device *ret_device) {
    struct rooms *rooms = to;
    struct platform_device now;
    platform_read_device(rooms->config.data_directory, &now);
    ret_device->disk_free_bytes = now.disk_free_bytes;
    ret_device->memory_free_bytes = now.memory_free_bytes;
    ret_device->temperature_c = now.temperature_c;
    ret_device->networks_up = now.networks_up;
    TEXT_COPY(ret_device->networks, now.networks);
    TEXT_COPY(ret_device->system, now.system);
    TEXT_COPY(ret_device->version, MUSTER_VERSION);
}

static void apply(void *to, enum staff_setting setting, int32_t value) {
    struct rooms *rooms = to;
    if (setting == SETTING_BRIGHTNESS &&
        !platform_set_brightness(rooms->config.backlight_directory, value))
        log_warn("app", "the panel's brightness cannot be set");
    if (setting != SETTING_VOLUME) return;
    __atomic_store_n(&rooms->volume, value, __ATOMIC_RELAXED);
    sound_set_volume(rooms->sound, value);
}

static enum err set_clock(void *to, int64_t utc_ms, struct why *why) {
    struct rooms *rooms = to;
    return board_set_clock(rooms->config.board_socket, utc_ms, why);
}

static enum err open_stick(void *to, const char *folder, bool writable, struct why *why) {
    struct rooms *rooms = to;
    return board_open_stick(rooms->config.board_socket, folder, writable, why);
}

static enum err ask_board(void *to, const char *const parts[], int limit_s,
                          bool (*said)(void *job, const char *line), void *job, struct why *why) {
    struct rooms *rooms = to;
    return board_ask(rooms->config.board_socket, parts, limit_s, said, job, why);
}

void callback_turn_panel(struct rooms *rooms, int rotation) {
    struct glass_event event = {.kind = GLASS_ROTATION, .u.rotation = rotation};
    post_to_glass(rooms, &event);
    log_info("config", "the panel is rotated by %d degrees", rotation);
}

static enum err keep(void *to, const char *section, const char *name, const char *value,
                     struct why *why) {
    struct rooms *rooms = to;
    enum err e = config_keep(rooms->config.data_directory, section, name, value, why);
    if (e == ERR_NONE && strcmp(name, "rotation") == 0) callback_turn_panel(rooms, atoi(value));
    return e;
}

static bool copy_voice_note(void *to, uint8_t **ret_bytes, size_t *ret_count) {
    struct rooms *rooms = to;
    return sound_note_copy(rooms->sound, ret_bytes, ret_count);
}

static void restart(void *to) {
    struct rooms *rooms = to;
    __atomic_store_n(&rooms->restart, true, __ATOMIC_RELEASE);
    __atomic_store_n(&rooms->stop, true, __ATOMIC_RELEASE);
    glass_wake(rooms->glass);
}

struct desk_board callbacks_of_board(void) {
    return (struct desk_board){.stick = find_stick,
                               .look = read_device,
                               .apply = apply,
                               .restart = restart,
                               .keep = keep,
                               .set_clock = set_clock,
                               .open_stick = open_stick,
                               .ask = ask_board,
                               .voice_note = copy_voice_note};
}
