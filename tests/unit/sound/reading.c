/* reading: a text is audible, starts soon and stops immediately. */
#include "sound/reading.h"
#include "sound/sound.h"
#include "sound/voice.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#define SPEECH MUSTER_SOURCE_DIR "/assets/speech"

static void pause_ms(int ms) {
    struct timespec t = {ms / 1000, (long)(ms % 1000) * 1000000};
    nanosleep(&t, NULL);
}

static void polyphones_are_read_as_the_list_says(void **state) {
    static const char *const pairs[][2] = {
        {"银行", "yin2 hang2"},        {"重庆", "chong2 qing4"},       {"音乐", "yin1 yue4"},
        {"请刷卡", "qing3 shua1 ka3"}, {"李站长", "li3 zhan4 zhang3"}, {"还要看", "hai2 yao4 kan4"},
        {"女兵", "nü3 bing1"},
    };
    struct voice *voice = NULL;
    struct why why = {0};
    char read[512];
    (void)state;
    assert_int_equal(voice_open(SPEECH "/polyphones.txt", &why, &voice), ERR_NONE);
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        voice_pinyin(voice, pairs[i][0], read, sizeof read);
        assert_string_equal(read, pairs[i][1]);
    }
    voice_close(voice);
}

static void chinese_and_english_are_both_said(void **state) {
    static const char *const sentences[] = {"您好，欢迎归队", "今天 09:30", "Muster 归队"};
    struct voice *voice = NULL;
    struct why why = {0};
    const int16_t *samples = NULL;
    size_t count = 0;
    (void)state;
    assert_int_equal(voice_open(SPEECH "/polyphones.txt", &why, &voice), ERR_NONE);
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(voice_say(voice, sentences[i], true, &why, &samples, &count), ERR_NONE);
        assert_true(count > (size_t)voice_rate_hz(voice) / 2); /* at least half a second */
    }
    assert_int_equal(voice_say(voice, "Welcome home", false, &why, &samples, &count), ERR_NONE);
    assert_true(count > (size_t)voice_rate_hz(voice) / 2);
    voice_close(voice);
}

static bool speaking;

static void on_speaking(void *to, bool now) {
    (void)to;
    __atomic_store_n(&speaking, now, __ATOMIC_SEQ_CST);
}

static bool speaks_within(bool wanted, int ms) {
    for (int i = 0; i < ms / 5; i++, pause_ms(5))
        if (__atomic_load_n(&speaking, __ATOMIC_SEQ_CST) == wanted) return true;
    return false;
}

static struct sound *open_to_disk(const char *path, const char *recordings) {
    struct sound *sound = NULL;
    struct why why = {0};
    struct sound_config config = {.chimes = MUSTER_SOURCE_DIR "/assets/sounds",
                                  .speech = SPEECH,
                                  .recordings = recordings,
                                  .volume = 100,
                                  .speaking = on_speaking};
    setenv("SDL_AUDIODRIVER", "disk", 1);
    setenv("SDL_DISKAUDIOFILE", path, 1);
    assert_int_equal(sound_open(&config, &why, &sound), ERR_NONE);
    return sound;
}

static double loudness(const char *path) {
    int16_t samples[4096];
    double sum = 0, count = 1;
    FILE *f = fopen(path, "rb");
    assert_non_null(f);
    for (size_t n; (n = fread(samples, 2, 4096, f)) > 0; count += (double)n)
        for (size_t i = 0; i < n; i++) sum += abs(samples[i]);
    fclose(f);
    return sum / count;
}

static void a_text_is_heard_and_stops_on_request(void **state) {
    char path[] = "/tmp/muster-reading-XXXXXX";
    (void)state;
    close(mkstemp(path));
    struct sound *sound = open_to_disk(path, "/nowhere");
    sound_speak(sound, "今天九点半有活动。请到二楼议事厅。茶水已经备好。大家都来坐坐。", true);
    assert_true(speaks_within(true, 5000)); /* the voice opens only once */
    pause_ms(600);
    sound_hush(sound);
    assert_true(speaks_within(false, 1000));
    sound_close(sound);
    assert_true(loudness(path) > 100);
    unlink(path);
}

static void a_station_s_own_recording_is_preferred(void **state) {
    /* BLAKE2b-256 of 欢迎归队: printf %s '欢迎归队' | b2sum -l 256 */
    char dir[] = "/tmp/muster-recordings-XXXXXX", path[160], out[64], command[400];
    (void)state;
    assert_non_null(mkdtemp(dir));
    snprintf(
        command, sizeof command,
        "head -c 200 /dev/null; f=%s/$(printf %%s '欢迎归队' | b2sum -l 256 | cut -d' ' -f1).wav;"
        " cp " MUSTER_SOURCE_DIR "/assets/sounds/success.wav $f",
        dir);
    assert_int_equal(system(command), 0);
    snprintf(out, sizeof out, "%s/out", dir);
    struct sound *sound = open_to_disk(out, dir);
    sound_speak(sound, "欢迎归队", true);
    assert_true(speaks_within(true, 5000));
    assert_true(speaks_within(false, 3000)); /* the chime recording is shorter than the words */
    sound_close(sound);
    struct stat chime, heard;
    assert_int_equal(stat(MUSTER_SOURCE_DIR "/assets/sounds/success.wav", &chime), 0);
    assert_int_equal(stat(out, &heard), 0);
    assert_true(loudness(out) > 50);
    snprintf(path, sizeof path, "rm -r %s", dir);
    assert_int_equal(system(path), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(polyphones_are_read_as_the_list_says),
        cmocka_unit_test(chinese_and_english_are_both_said),
        cmocka_unit_test(a_text_is_heard_and_stops_on_request),
        cmocka_unit_test(a_station_s_own_recording_is_preferred),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
