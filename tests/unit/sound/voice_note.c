/* voice_note: recorded from SDL's disk driver, kept as Opus, played, wiped. */
#include "base/clock.h"
#include "sound/sound.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#define RATE_HZ 48000
#define PATIENCE_MS 20000

struct kiosk {
    struct sound *sound;
    int kind, ms, level_most; /* atomic: set on the sound's thread */
    char in[32], out[32];
};

static void pause_ms(int ms) {
    struct timespec t = {ms / 1000, (long)(ms % 1000) * 1000000};
    nanosleep(&t, NULL);
}

static void noted(void *to, const struct voice_note_state *state) {
    struct kiosk *k = to;
    if (state->level > __atomic_load_n(&k->level_most, __ATOMIC_ACQUIRE))
        __atomic_store_n(&k->level_most, state->level, __ATOMIC_RELEASE);
    __atomic_store_n(&k->ms, state->ms, __ATOMIC_RELEASE);
    __atomic_store_n(&k->kind, (int)state->kind, __ATOMIC_RELEASE);
}

static int ms_of(struct kiosk *k) {
    return __atomic_load_n(&k->ms, __ATOMIC_ACQUIRE);
}

static bool comes(struct kiosk *k, enum voice_note_kind kind) {
    for (int64_t end = clock_ticks_ms() + PATIENCE_MS; clock_ticks_ms() < end; pause_ms(5))
        if (__atomic_load_n(&k->kind, __ATOMIC_ACQUIRE) == (int)kind) return true;
    return false;
}

/* The recorded sound: a tone of 300 Hz. */
static void write_speech(const char *path, int seconds, int loud) {
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    for (int i = 0; i < RATE_HZ * seconds; i++) {
        int16_t sample = (int16_t)(loud * sin(i * 2 * 3.14159265 * 300 / RATE_HZ));
        fwrite(&sample, sizeof sample, 1, f);
    }
    fclose(f);
}

static int loudest(const char *path) {
    int16_t samples[4096];
    int most = 0;
    FILE *f = fopen(path, "rb");
    assert_non_null(f);
    for (size_t n; (n = fread(samples, 2, 4096, f)) > 0;)
        for (size_t i = 0; i < n; i++) most = abs(samples[i]) > most ? abs(samples[i]) : most;
    fclose(f);
    return most;
}

static void open_kiosk(int loud, const char *delay_ms, struct kiosk *k) {
    struct why why = {0};
    struct sound_config config = {
        .chimes = MUSTER_SOURCE_DIR "/assets/sounds", .volume = 100, .noted = noted, .to = k};
    *k = (struct kiosk){.in = "/tmp/muster-spoken-XXXXXX", .out = "/tmp/muster-heard-XXXXXX"};
    close(mkstemp(k->in));
    close(mkstemp(k->out));
    write_speech(k->in, 3, loud);
    setenv("SDL_AUDIODRIVER", "disk", 1);
    setenv("SDL_DISKAUDIOFILE", k->out, 1);
    setenv("SDL_DISKAUDIOFILEIN", k->in, 1);
    if (delay_ms)
        setenv("SDL_DISKAUDIODELAY", delay_ms, 1);
    else
        unsetenv("SDL_DISKAUDIODELAY");
    assert_int_equal(sound_open(&config, &why, &k->sound), ERR_NONE);
}

static void close_kiosk(struct kiosk *k) {
    sound_close(k->sound);
    unlink(k->in);
    unlink(k->out);
}

static void record(struct kiosk *k, int ms) {
    sound_note(k->sound, VOICE_NOTE_RECORD);
    assert_true(comes(k, VOICE_NOTE_RECORDING));
    for (int64_t end = clock_ticks_ms() + PATIENCE_MS; ms_of(k) < ms; pause_ms(5))
        assert_true(clock_ticks_ms() < end);
}

static void a_recording_is_kept_as_opus_and_played(void **state) {
    struct kiosk k;
    uint8_t *bytes = NULL;
    size_t count = 0;
    (void)state;
    open_kiosk(12000, NULL, &k);
    assert_false(sound_note_copy(k.sound, &bytes, &count));
    record(&k, 1500);
    assert_false(sound_note_copy(k.sound, &bytes, &count)); /* not finished */
    sound_note(k.sound, VOICE_NOTE_STOP);
    assert_true(comes(&k, VOICE_NOTE_KEPT));
    assert_true(sound_note_copy(k.sound, &bytes, &count));
    assert_memory_equal(bytes, "OggS", 4);
    assert_memory_equal(bytes + 28, "OpusHead", 8);
    assert_in_range(count, 1500, 12000); /* 2 KB per second, and the headers */
    free(bytes);
    assert_true(loudest(k.out) < 100);
    sound_note(k.sound, VOICE_NOTE_PLAY);
    assert_true(comes(&k, VOICE_NOTE_PLAYING));
    assert_true(comes(&k, VOICE_NOTE_KEPT)); /* it ends without a stop */
    assert_true(loudest(k.out) > 4000);
    close_kiosk(&k);
}

static void the_meter_follows_the_voice(void **state) {
    struct kiosk quiet, loud;
    (void)state;
    open_kiosk(0, NULL, &quiet);
    record(&quiet, 300);
    close_kiosk(&quiet);
    open_kiosk(12000, NULL, &loud);
    record(&loud, 300);
    close_kiosk(&loud);
    assert_int_equal(quiet.level_most, 0);
    assert_in_range(loud.level_most, 60, 100);
}

static void a_note_ends_by_itself_after_a_minute(void **state) {
    struct kiosk k;
    uint8_t *bytes = NULL;
    size_t count = 0;
    (void)state;
    open_kiosk(12000, "1", &k); /* twenty times real time */
    sound_note(k.sound, VOICE_NOTE_RECORD);
    assert_true(comes(&k, VOICE_NOTE_KEPT));
    assert_int_equal(ms_of(&k), VOICE_NOTE_MOST_MS);
    assert_true(sound_note_copy(k.sound, &bytes, &count));
    assert_true(count < 200000);
    free(bytes);
    close_kiosk(&k);
}

static void a_discarded_note_is_wiped_immediately(void **state) {
    struct kiosk k;
    uint8_t *bytes = NULL;
    size_t count = 0;
    (void)state;
    open_kiosk(12000, NULL, &k);
    record(&k, 300);
    sound_note(k.sound, VOICE_NOTE_STOP);
    assert_true(comes(&k, VOICE_NOTE_KEPT));
    sound_note(k.sound, VOICE_NOTE_DISCARD);
    assert_false(sound_note_copy(k.sound, &bytes, &count));
    assert_true(comes(&k, VOICE_NOTE_NONE));
    record(&k, 300); /* and while it is recorded */
    sound_note(k.sound, VOICE_NOTE_DISCARD);
    sound_note(k.sound, VOICE_NOTE_STOP);
    assert_true(comes(&k, VOICE_NOTE_NONE));
    assert_false(sound_note_copy(k.sound, &bytes, &count));
    close_kiosk(&k);
}

static void a_missing_microphone_is_reported(void **state) {
    struct kiosk k = {0};
    struct why why = {0};
    struct sound_config config = {.chimes = "/nowhere", .volume = 70, .noted = noted, .to = &k};
    (void)state;
    setenv("SDL_AUDIODRIVER", "nonsense", 1);
    assert_int_equal(sound_open(&config, &why, &k.sound), ERR_NONE);
    sound_note(k.sound, VOICE_NOTE_RECORD);
    assert_true(comes(&k, VOICE_NOTE_NO_MICROPHONE));
    sound_close(k.sound);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_recording_is_kept_as_opus_and_played),
        cmocka_unit_test(the_meter_follows_the_voice),
        cmocka_unit_test(a_note_ends_by_itself_after_a_minute),
        cmocka_unit_test(a_discarded_note_is_wiped_immediately),
        cmocka_unit_test(a_missing_microphone_is_reported),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
