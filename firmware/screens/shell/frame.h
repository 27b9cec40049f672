#pragma once
/* One frame of one screen: draws it, finds out whether the body overflows and keeps the scroll
 * position within bounds. It needs no window: tests and golden pictures use it too. UI thread only.
 */
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
/* The words of the whole page, including the parts that are scrolled out of sight. Words of bar,
 * dock and buttons are left out. */
void frame_script(struct frame *frame, struct script *ret_script);
int frame_scroll_most(const struct frame *frame);
