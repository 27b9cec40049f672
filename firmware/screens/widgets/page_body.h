#pragma once
/* The state of a page while it is drawn, and the pieces of its body: the column of content, which
 * scrolls when it is longer than its room. page.h lays out the zones around it. UI thread only. */
#include "model/outcome.h"
#include "model/voice_note.h"
#include "screens/widgets/words.h"
#include "ui/widget.h"

/* The state of the station and the kiosk, which every screen may show. */
struct hall {
    char station[96];
    int64_t utc_ms;
    bool reader_up;
    bool store_open;
    enum err store_code; /* why it is not */
    bool refuses_taps;   /* read-only or full disk */
};

struct action {
    const char *label, *icon, *after;
    enum widget_style style;
    int id, arg;
    bool narrow; /* icon over a small label: the scroll buttons */
};
#define ACTIONS_MAX 6

enum { /* the frame's own targets */
       ID_SCROLL_UP = -1,
       ID_SCROLL_DOWN = -2,
       ID_STAY_LONGER = -3,
       ID_READ = -4, /* 朗读, or stop */
       ID_LOUDER = -5,
       ID_VOICE_NOTE = -6 /* arg: enum voice_note_action */
};
#define FRAME_ACTIONS_MAX 4 /* added to a screen's own: scrolling, reading */

enum reading {
    READING_NONE,
    READING_READY,
    READING_NOW
}; /* no voice on this machine; can be read; is being read */

struct page {
    struct ui *ui;
    const struct hall *hall;
    int64_t left_ms; /* until the time-out; -1: none */
    int scroll_px;
    bool overflows; /* the page has scroll buttons */
    enum reading reading;
    bool can_record;
    struct voice_note_state voice_note;
    bool reads_all;                  /* every page is read as it opens */
    bool warning;                    /* "还要看" is shown */
    enum word dock_title, dock_line; /* 0: the usual ones; set before page_begin */
    bool any_height;  /* the page has no controls to reach: 低位操作 changes nothing */
    bool side_wanted; /* landscape: the screen fills `side`; otherwise only the dock is there */

    struct rect bar, body, side, actions, dock;
    struct rect rail; /* 低位操作: right of the body, for the frame's own actions */
    struct action rail_actions[FRAME_ACTIONS_MAX];
    int rail_count;
    struct rect outer; /* body with its margins */
    int y;             /* where the next piece of the body goes */
    int content_px;    /* out: height of the body's content */
    struct rect unclipped;
};

bool page_low(const struct page *page);
const char *page_word(const struct page *page, enum word word);

/* The body begins, in zones that the caller has made. */
void page_begin_body(struct page *page);
void page_end(struct page *page);

/* The page's title in serif, with secondary words at its right ("" for none). */
void page_heading(struct page *page, const char *words, const char *right);
/* Words over the body's width at page->y, which moves below them. */
void page_text(struct page *page, const char *words, enum face face, double units, int line_percent,
               uint32_t colour);
void page_gap(struct page *page, double units);
/* The next piece of that height over the body's width; page->y moves below it. */
struct rect page_take(struct page *page, int height_px);
/* A piece without controls, then the gap below it. It takes room from the body. In 低位操作 it goes
 * below the heading, above the reachable area, at most as high as the room there. */
struct rect page_show(struct page *page, int height_px);
void page_shown(struct page *page, double gap_units);
int page_room(
    const struct page *page); /* px left in the body below y, without scrolling; may be negative */

/* Between leave and enter, drawing is not clipped to the body: for things beside it or on its
 * margins. */
void page_leave_body(struct page *page);
void page_enter_body(struct page *page);

/* A message in the middle of the body: no content, or none yet. */
void page_empty(struct page *page, enum word words);
