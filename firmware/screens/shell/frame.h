#pragma once
/* One frame of one screen: draws it, finds out whether its body overflows, keeps the scroll within
 * bounds. Needs no window, so tests and golden pictures draw with it too. UI thread only. */
#include "screens/shell/screen.h"

struct frame {
    struct ui *ui;
    const struct hall *hall;
    const struct screen *screen;
    const void *state;
    int64_t since_ms, left_ms; /* left_ms -1: no time-out */
    bool warning;
    enum reading reading;
    bool reads_all;
    bool can_record;
    struct voice_note_state voice_note;
    int scroll_px;
    bool overflows;
    int content_px, room_px; /* out */
};

void frame_draw(struct frame *frame);
/* The words of the whole page, also of what is scrolled away; not those of bar, dock and buttons.
 */
void frame_script(struct frame *frame, struct script *ret_script);
int frame_scroll_most(const struct frame *frame);
