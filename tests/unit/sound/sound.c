/* sound: chimes are audible (SDL's disk driver records them), and a machine without sound works. */
#include "sound/sound.h"

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

#define SOUNDS MUSTER_SOURCE_DIR "/assets/sounds"

static void pause_ms(int ms) {
    struct timespec t = {ms / 1000, (long)(ms % 1000) * 1000000};
    nanosleep(&t, NULL);
}

static int loudest(const char *path) {
    int16_t samples[4096];
    int most = 0;
    FILE *f = fopen(path, "rb");
    if (!f) return -1;
    for (size_t n; (n = fread(samples, 2, 4096, f)) > 0;)
        for (size_t i = 0; i < n; i++) most = abs(samples[i]) > most ? abs(samples[i]) : most;
    fclose(f);
    return most;
}

static enum err open_sound(const char *chimes, int volume, struct sound **ret_sound) {
    struct why why = {0};
    struct sound_config config = {.chimes = chimes, .volume = volume};
    return sound_open(&config, &why, ret_sound);
}

static int play_to_disk(enum sound_chime chime, int volume) {
    char path[] = "/tmp/muster-sound-XXXXXX";
    struct sound *sound = NULL;
    close(mkstemp(path));
    setenv("SDL_AUDIODRIVER", "disk", 1);
    setenv("SDL_DISKAUDIOFILE", path, 1);
    assert_int_equal(open_sound(SOUNDS, volume, &sound), ERR_NONE);
    sound_play(sound, chime);
    pause_ms(700);
    sound_close(sound);
    int most = loudest(path);
    unlink(path);
    return most;
}

static void each_chime_is_heard(void **state) {
    (void)state;
    for (int chime = 0; chime < SOUND_CHIMES; chime++)
        assert_true(play_to_disk((enum sound_chime)chime, 100) > 5000);
}

static void volume_0_is_silent_and_30_is_softer(void **state) {
    (void)state;
    assert_int_equal(play_to_disk(SOUND_SUCCESS, 0), 0);
    int soft = play_to_disk(SOUND_SUCCESS, 30);
    assert_in_range(soft, 1000, 15000);
}

static void a_machine_without_sound_works(void **state) {
    (void)state;
    struct sound *sound = NULL;
    setenv("SDL_AUDIODRIVER", "nonsense", 1);
    assert_int_equal(open_sound("/nowhere", 70, &sound), ERR_NONE);
    for (int i = 0; i < 100; i++) sound_play(sound, SOUND_AGAIN);
    sound_close(sound);
    sound_close(NULL);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_chime_is_heard),
        cmocka_unit_test(volume_0_is_silent_and_30_is_softer),
        cmocka_unit_test(a_machine_without_sound_works),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
