/* aloud: what is on the glass, read by the sound.
 * 1. A touch, a tap or another screen ends it at once. */
#include "screens/shell/glass_private.h"

#define LOUDER_MOST 3

void aloud_page(struct glass *glass) {
    if (!glass->calls.speak) return;
    frame_script(&glass->frame, &glass->script);
    glass->to_read = false;
    glass->calls.speak(glass->calls.to, glass->script.text, glass->ui.language == 0);
}

void aloud_stop(struct glass *glass) {
    glass->to_read = false;
    if (glass->script.used == 0 || !glass->calls.hush) return;
    glass->calls.hush(glass->calls.to);
    script_begin(&glass->script);
}

void aloud_entered(struct glass *glass) {
    aloud_stop(glass);
    glass->to_read = glass->reads_all;
}

void aloud_settled(struct glass *glass) {
    for (int i = 0; i < ANSWER_KINDS; i++)
        if (glass->visit.tickets[i]) return; /* not there yet */
    if (glass->to_read) aloud_page(glass);
}

void aloud_all(struct glass *glass, bool on) {
    glass->reads_all = on;
    if (on)
        aloud_page(glass);
    else
        aloud_stop(glass);
    glass->dirty = true;
}

void aloud_louder(struct glass *glass) {
    if (glass->louder < LOUDER_MOST) glass->louder++;
    if (glass->calls.louder) glass->calls.louder(glass->calls.to, glass->louder);
}
