/* bench_aloud: the time from a touch on 朗读 to the first sample for the device, after the voice
 * was opened once; for sentences of a page, of a story, and of English. SDL's dummy driver plays.
 */
#include "base/clock.h"
#include "sound/sound.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define ROUNDS 60

static const char *const texts[] = {
    "您好，欢迎回家。今天的活动：09:30 退役军人活动日，二楼议事厅。荣誉墙。活动安排。服务申请。",
    ("老山战役中，班长王双根带着全班，就守在这样一个洞里。这一守，就是六个月。"
     "敌人趁夜里来。六个月间，夜袭前后有十多次，都被他和战友们打了回去。"),
    "已为您报上 12 月 6 日的技能培训班，请带身份证和优待证。电话 0531-8888 转 2。",
};
static int us[ROUNDS];
static int64_t began_ns;

static void on_speaking(void *to, bool speaking) {
    (void)to;
    if (speaking) __atomic_store_n(&began_ns, clock_trace_ns(), __ATOMIC_SEQ_CST);
}

static void pause_ms(int ms) {
    struct timespec t = {ms / 1000, (long)(ms % 1000) * 1000000};
    nanosleep(&t, NULL);
}

static int by_size(const void *a, const void *b) {
    return *(const int *)a - *(const int *)b;
}

/* Microseconds until the first sample; -1: none within five seconds. */
static int speak(struct sound *sound, const char *text, bool chinese) {
    int64_t since = clock_trace_ns(), at = 0;
    __atomic_store_n(&began_ns, 0, __ATOMIC_SEQ_CST);
    sound_speak(sound, text, chinese);
    for (int i = 0; i < 5000 && !at; i++) {
        pause_ms(1);
        at = __atomic_load_n(&began_ns, __ATOMIC_SEQ_CST);
    }
    pause_ms(30);
    sound_hush(sound);
    pause_ms(60);
    return at ? (int)((at - since) / 1000) : -1;
}

int main(void) {
    struct sound_config config = {.chimes = MUSTER_SOURCE_DIR "/assets/sounds",
                                  .speech = MUSTER_SOURCE_DIR "/assets/speech",
                                  .recordings = "/nowhere",
                                  .volume = 70,
                                  .speaking = on_speaking};
    struct sound *sound = NULL;
    struct why why = {0};
    setenv("SDL_AUDIODRIVER", "dummy", 1);
    if (sound_open(&config, &why, &sound) != ERR_NONE) return 1;
    pause_ms(1500); /* the voice is opened while the first page is shown */
    printf("| read aloud, the first time after a start | %.1f ms |\n",
           speak(sound, texts[0], true) / 1e3);
    for (int i = 0; i < ROUNDS; i++)
        us[i] = i % 4 == 3
                    ? speak(sound, "Welcome home. Today: activity day at half past nine.", false)
                    : speak(sound, texts[i % 4], true);
    qsort(us, ROUNDS, sizeof us[0], by_size);
    printf("| read aloud, from the touch to the first sample | median %.1f ms, p99 %.1f ms |\n",
           us[ROUNDS / 2] / 1e3, us[ROUNDS * 99 / 100] / 1e3);
    sound_close(sound);
    return 0;
}
