/* aloud: hands the words of the current page to the sound.
 * A touch, a tap or another screen stops the reading immediately. */
#include "screens/shell/aloud.h"

#define LOUDER_MOST 3

void aloud_page(struct aloud *aloud) {
    const struct glass_calls *calls = aloud->calls;
    if (!calls->speak) return;
    frame_script(&aloud->display->frame, &aloud->script);
    aloud->to_read = false;
    calls->speak(calls->to, aloud->script.text, aloud->display->ui.language == 0);
}

void aloud_stop(struct aloud *aloud) {
    aloud->to_read = false;
    if (aloud->script.used == 0 || !aloud->calls->hush) return;
    aloud->calls->hush(aloud->calls->to);
    script_begin(&aloud->script);
}

void aloud_entered(struct aloud *aloud) {
    aloud_stop(aloud);
    aloud->to_read = aloud->reads_all;
}

void aloud_settled(struct aloud *aloud) {
    if (aloud->to_read) aloud_page(aloud);
}

void aloud_all(struct aloud *aloud, bool on) {
    aloud->reads_all = on;
    if (on)
        aloud_page(aloud);
    else
        aloud_stop(aloud);
    aloud->display->dirty = true;
}

void aloud_louder(struct aloud *aloud) {
    if (aloud->louder < LOUDER_MOST) aloud->louder++;
    if (aloud->calls->louder) aloud->calls->louder(aloud->calls->to, aloud->louder);
}

void aloud_reset(struct aloud *aloud) {
    aloud->reads_all = false;
    if (aloud->louder && aloud->calls->louder) aloud->calls->louder(aloud->calls->to, 0);
    aloud->louder = 0;
}
