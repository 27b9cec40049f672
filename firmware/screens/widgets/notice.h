#pragma once
/* The result of a tap, full-screen: a mark, what happened, what to do, and controls. All results
 * have the same layout, so that people read them at a glance. UI thread only. */
#include "screens/widgets/page.h"

enum mood { MOOD_GOOD, MOOD_PLAIN, MOOD_REFUSED };

#define NOTICE_STATS 3
#define NOTICE_CHOICES 5

struct notice {
    enum mood mood;
    const char *icon;   /* in the white disc */
    const char *title;  /* 欢迎归队 */
    const char *name;   /* the person, or a number; "" for none */
    const char *line;   /* what happened: one sentence */
    const char *advice; /* what to do: one sentence; "" for none */
    int stat_count;
    struct {
        const char *value, *label;
    } stats[NOTICE_STATS];
    const char *card_title, *card_line, *card_button; /* NULL: no card */
    int card_id;
    int choice_count; /* big buttons */
    struct {
        const char *label;
        enum widget_style style;
        int id, arg;
    } choices[NOTICE_CHOICES];
    enum word going;  /* 6 秒后返回 · 下一位请刷卡 */
    int64_t whole_ms; /* the bar's length */
};

void notice_draw(struct page *page, const struct notice *notice);
