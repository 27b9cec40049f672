/* staff_queue: the records that are pending for upload: how many, since when and why. */
#include "screens/staff/page.h"
#include "screens/widgets/dates.h"

#include <stdio.h>
#include <string.h>

enum { ID_SEND = ID_STAFF_OWN, ID_STATION };

struct queue {
    struct staff_scope scope;
    struct staff_query query;
    struct staff_acted acted;
};

static void queue_enter(void *state, const struct where *where, const struct outcome *outcome,
                        struct asks *asks) {
    struct queue *q = state;
    (void)outcome;
    q->scope = where->staff;
    staff_query(asks, STAFF_QUEUE, &q->scope);
}

static void queue_answer(void *state, const struct answer *answer, struct asks *asks) {
    struct queue *q = state;
    staff_query_take(&q->query, answer, STAFF_QUEUE);
    if (!staff_acted_take(&q->acted, answer)) return;
    staff_query(asks, STAFF_QUEUE, &q->scope);
}

static struct step queue_lead(const void *state) {
    const struct queue *q = state;
    return step_to(q->query.gone ? STEP_DONE : STEP_STAY);
}

static struct step queue_touch(void *state, struct touched touched, struct asks *asks) {
    struct queue *q = state;
    struct step step;
    if (staff_touched(touched, &q->scope, &step)) return step;
    if (touched.id == ID_STATION)
        return step_with(STEP_STAFF_PAIR, &(struct where){.staff = q->scope});
    if (touched.id == ID_SEND) staff_act(asks, STAFF_SEND_NOW);
    return step_to(STEP_REDRAW);
}

static void age_words(const struct page *page, int64_t since_ms, char *ret, size_t bytes) {
    char length[64];
    int64_t minutes = (page->hall->utc_ms - since_ms) / 60000;
    if (since_ms == 0) {
        snprintf(ret, bytes, "—");
        return;
    }
    dates_length(page, minutes > 0 ? (int)minutes : 0, length, sizeof length);
    snprintf(ret, bytes, "%s", length);
}

static void last_success_words(const struct page *page, int64_t success_ms, char *ret,
                               size_t bytes) {
    char date[64], time[16];
    if (success_ms == 0) {
        snprintf(ret, bytes, "—");
        return;
    }
    dates_day(page, success_ms, date, sizeof date);
    dates_time(success_ms, time, sizeof time);
    snprintf(ret, bytes, "%s %s", date, time);
}

static void draw_lines(struct page *page, const struct staff_queue *q) {
    char text[96];
    snprintf(text, sizeof text, "%d", q->waiting);
    form_line(page, page_word(page, WORD_STAFF_QUEUE_ROWS), text);
    age_words(page, q->oldest_ms, text, sizeof text);
    form_line(page, page_word(page, WORD_STAFF_QUEUE_AGE), text);
    form_line(page, page_word(page, WORD_STAFF_QUEUE_STATE), staff_link_words(page, &q->link));
    if (q->link.paired) {
        last_success_words(page, q->link.success_ms, text, sizeof text);
        form_line(page, page_word(page, WORD_STAFF_QUEUE_LAST_SUCCESS), text);
    }
    if (q->deferred_count > 0) {
        snprintf(text, sizeof text, "%d", q->deferred_count);
        form_line(page, page_word(page, WORD_STAFF_QUEUE_DEFERRED), text);
    }
}

/* Kinds and reasons are not translated: staff read them out to support. */
static void draw_deferred(struct page *page, const struct staff_queue *q) {
    char text[sizeof q->deferred[0].kind + sizeof q->deferred[0].reason + 8];
    for (int32_t i = 0; i < q->deferred_shown; i++) {
        const struct staff_deferred *a = &q->deferred[i];
        bool says_kind = strncmp(a->reason, a->kind, strlen(a->kind)) == 0;
        snprintf(text, sizeof text, "· %s%s%s", says_kind ? "" : a->kind, says_kind ? "" : ": ",
                 a->reason);
        page_text(page, text, FACE_SANS, 32, 150, page->ui->theme->quiet);
    }
}

static void draw_restored(struct page *page, int64_t restored_ms) {
    char text[400], when[96];
    if (restored_ms == 0) return;
    last_success_words(page, restored_ms, when, sizeof when);
    snprintf(text, sizeof text, "%s %s", page_word(page, WORD_STAFF_QUEUE_RESTORED), when);
    page_text(page, text, FACE_SANS, 38, 150, page->ui->theme->ink);
}

static void queue_draw(const void *state, int64_t since_ms, struct page *page) {
    const struct queue *d = state;
    const struct staff_queue *q = &d->query.answer.u.queue;
    const struct action actions[] = {
        {.label = page_word(page, WORD_STAFF_OUT), .id = ID_STAFF_OUT},
        {.label = page_word(page, WORD_STAFF_STATION), .id = ID_STATION},
        {.label = page_word(page, WORD_STAFF_SEND_NOW), .style = STYLE_PRIMARY, .id = ID_SEND}};
    (void)since_ms;
    staff_begin(page, d->query.answer.who, STEP_STAFF_QUEUE, actions, 3);
    if (d->acted.here)
        form_message(page, staff_result_words(page, &d->acted.done),
                     d->acted.done.result == STAFF_OK);
    draw_lines(page, q);
    draw_deferred(page, q);
    page_gap(page, 24);
    draw_restored(page, q->restored_ms);
    if (q->link.paired && q->link.trouble != LINK_OK)
        page_text(page, staff_link_advice(page, q->link.trouble), FACE_SANS, 40, 150,
                  page->ui->theme->ink);
    page_gap(page, 12);
    page_text(page, page_word(page, WORD_STAFF_QUEUE_HELP), FACE_SANS, 38, 150,
              page->ui->theme->quiet);
    page_end(page);
}

const struct screen screen_staff_queue = {.name = "staff_queue",
                                          .state_size = sizeof(struct queue),
                                          .timeout_ms = STAFF_TIMEOUT_MS,
                                          .personal = true,
                                          .enter = queue_enter,
                                          .touch = queue_touch,
                                          .answer = queue_answer,
                                          .lead = queue_lead,
                                          .draw = queue_draw};
