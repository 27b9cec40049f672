/* signed_up: the result of "报名请刷卡" and "加入请刷卡". */
#include "screens/shell/screen.h"
#include "screens/visitor/outcomes.h"
#include "screens/widgets/dates.h"
#include "screens/widgets/notice.h"

#include <stdio.h>

#define STAY_MS 8000

struct answer_words {
    enum mood mood;
    enum word title, advice;
};

static struct answer_words words_of(const struct outcome *o) {
    switch (o->kind) {
    case OUTCOME_SIGN_UP_CANCELLED:
        return (struct answer_words){MOOD_PLAIN, WORD_SIGN_UP_CANCELLED,
                                     WORD_SIGN_UP_CANCELLED_ADVICE};
    case OUTCOME_SIGN_UP_WAITING:
        return (struct answer_words){MOOD_GOOD, WORD_SIGN_UP_WAITING, WORD_SIGN_UP_WAITING_ADVICE};
    case OUTCOME_SIGN_UP_ALREADY:
        return (struct answer_words){
            MOOD_PLAIN, o->nth_waiting ? WORD_SIGN_UP_WAITING : WORD_SIGN_UP_ALREADY,
            o->nth_waiting ? WORD_SIGN_UP_WAITING_ADVICE : WORD_SIGNED_UP_ADVICE};
    case OUTCOME_TEAM_ASKED:
        return (struct answer_words){MOOD_GOOD, WORD_TEAM_ASKED, WORD_TEAM_ASKED_ADVICE};
    case OUTCOME_TEAM_ALREADY:
        return (struct answer_words){MOOD_PLAIN, WORD_TEAM_ALREADY, WORD_TEAM_ALREADY_ADVICE};
    default:
        return (struct answer_words){MOOD_GOOD, WORD_SIGNED_UP, WORD_SIGNED_UP_ADVICE};
    }
}

static void about(const struct page *page, const struct outcome *o, char *ret_line, size_t bytes) {
    char day[96], time[16];
    if (o->team[0]) {
        snprintf(ret_line, bytes, "%s", o->team);
        return;
    }
    dates_day(page, o->occurrence.start_ms, day, sizeof day);
    dates_time(o->occurrence.start_ms, time, sizeof time);
    snprintf(ret_line, bytes, "%s %s　%s　%s", day, o->occurrence.all_day ? "" : time,
             o->occurrence.title, o->occurrence.place);
}

static void signed_up_draw(const void *state, int64_t since_ms, struct page *page) {
    const struct outcome *o = &((const struct tapped *)state)->outcome;
    struct answer_words words = words_of(o);
    char line[300], advice[300], n[16];
    (void)since_ms;
    about(page, o, line, sizeof line);
    snprintf(n, sizeof n, "%d", o->nth_waiting);
    strings_fill(advice, sizeof advice, page_word(page, words.advice), "n", n, "number",
                 o->waiting_ticket, NULL);
    struct notice notice = {.mood = words.mood,
                            .icon = o->team[0] ? "users" : "calendar-check",
                            .title = page_word(page, words.title),
                            .name = o->member_name,
                            .line = line,
                            .advice = advice};
    tapped_draw(page, STAY_MS, &notice);
}

const struct screen screen_signed_up = {TAPPED_SCREEN,         .name = "signed_up",
                                        .timeout_ms = STAY_MS, .personal = true,
                                        .touch = tapped_touch, .draw = signed_up_draw};
