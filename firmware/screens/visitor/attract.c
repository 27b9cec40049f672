/* attract: stories in turn, the next activity, and how to check in. Any touch opens home.
 * Pictures are a little wider than their stage and move across it slowly, about a pixel a step. */
#include "screens/shell/screen.h"
#include "screens/widgets/dates.h"

#include <stdio.h>
#include <string.h>

#define TURN_MS 9000
#define FADE_MS 600     /* from one story to the next */
#define PAN_STEP_MS 125 /* about a pixel of the largest panel */
#define PAN_PERCENT 6   /* of the picture's width, in one turn */
#define PREPARE_MS 1500

enum { ID_ANYWHERE };

struct attract {
    bool here;
    struct answer_today today;
};

static void attract_enter(void *state, const struct where *where, const struct outcome *outcome,
                          struct asks *asks) {
    (void)state;
    (void)where;
    (void)outcome;
    asks_add(asks, INTENT_TODAY);
}

static void attract_answer(void *state, const struct answer *answer, struct asks *asks) {
    struct attract *a = state;
    (void)asks;
    if (answer->kind != ANSWER_TODAY) return;
    a->here = true;
    a->today = answer->u.today;
}

static struct step attract_touch(void *state, struct touched touched, struct asks *asks) {
    (void)state;
    (void)touched;
    (void)asks;
    return step_to(STEP_HOME);
}

static int64_t attract_next_ms(const void *state, int64_t since_ms) {
    const struct attract *a = state;
    int64_t in_turn = since_ms % TURN_MS;
    if (a->today.story_count == 0) return -1;
    if (since_ms >= TURN_MS && in_turn <= FADE_MS) return since_ms + 1;
    return since_ms - in_turn % PAN_STEP_MS + PAN_STEP_MS;
}

static void draw_hills(struct page *page, struct rect r) {
    struct ui *ui = page->ui;
    canvas_gradient(&ui->canvas, r, 0xFFD8B36B, 0xFFB8783F);
    canvas_disc(&ui->canvas, r.x + r.w * 7 / 10, r.y + r.h / 4, r.w / 9, 0xFFF2D9A2);
    struct rect old = canvas_clip(&ui->canvas, r);
    canvas_disc(&ui->canvas, r.x + r.w / 4, r.y + r.h + r.w / 3, r.w * 2 / 3, 0xFF3D4B33);
    canvas_disc(&ui->canvas, r.x + r.w, r.y + r.h + r.w / 2, r.w * 7 / 10, 0xFF22352B);
    canvas_unclip(&ui->canvas, old);
}

/* Moves left in one turn and back in the next, so that both pictures of a fade have the same
 * offset. */
static int pan_px(int64_t since_ms, int spare) {
    int64_t in_turn = since_ms % TURN_MS;
    bool back = since_ms / TURN_MS % 2;
    return (int)(spare * (back ? TURN_MS - in_turn : in_turn) / TURN_MS);
}

/* One picture, or two during a fade. Both have the same size. */
static void draw_picture(const struct attract *a, int64_t since_ms, struct page *page,
                         struct rect r, int index, int before) {
    struct canvas *canvas = &page->ui->canvas;
    bool pending;
    const struct story_card *stories = a->today.stories;
    int spare = r.w * PAN_PERCENT / 100, x = r.x - pan_px(since_ms, spare);
    r.w += spare;
    const struct pixels *now =
        pictures_get(canvas->pictures, stories[index].picture, r.w, r.h, &pending);
    canvas->waiting |= pending;
    int64_t in_turn = since_ms % TURN_MS;
    bool fading = since_ms >= TURN_MS && in_turn < FADE_MS && index != before;
    const struct pixels *old =
        fading ? pictures_get(canvas->pictures, stories[before].picture, r.w, r.h, &pending) : NULL;
    if (now && old)
        pixels_fade(&canvas->pixels, canvas->clip, x, r.y, old, now,
                    (int)(in_turn * 256 / FADE_MS));
    else if (now)
        pixels_copy(&canvas->pixels, canvas->clip, x, r.y, now);
    else
        draw_hills(page, r);
    /* The next picture is decoded shortly before its turn, when the memory of the previous one is
     * free again. */
    if (in_turn >= TURN_MS - PREPARE_MS)
        pictures_get(canvas->pictures, stories[(index + 1) % a->today.story_count].picture, r.w,
                     r.h, &pending);
}

/* The words over the lower part of the picture, as large as the stage allows. */
struct stage_words {
    char badge[160];
    struct text_style title, line;
    int width, title_h, line_h, height;
};

static void measure_words(struct page *page, const struct story_card *story, struct rect r,
                          struct stage_words *w) {
    struct ui *ui = page->ui;
    struct text *text = ui->canvas.text;
    int least = ui_least_text(ui), badge = widget_badge_height(ui, 36), gaps = ui_u(ui, 80);
    strings_fill(w->badge, sizeof w->badge, page_word(page, WORD_ATTRACT_BADGE), "honour",
                 story->honour, NULL);
    w->width = r.w - 2 * ui_u(ui, 64);
    int room = r.h - badge - gaps - ui_u(ui, 40);
    w->title = text_fit(text, story->title, ui_style(ui, FACE_SERIF, 104, 125), w->width,
                        room * 6 / 10, least);
    w->title_h = text_lay_out(text, story->title, w->title, w->width)->height;
    w->line = ui_style(ui, FACE_SANS, 44, 150);
    w->line.max_lines = 3;
    w->line = text_fit(text, story->summary, w->line, w->width, room - w->title_h, least);
    w->line_h = text_lay_out(text, story->summary, w->line, w->width)->height;
    w->height = badge + ui_u(ui, 28) + w->title_h + ui_u(ui, 12) + w->line_h + ui_u(ui, 40);
}

/* Badge, title and one or two lines over the picture, which is darkened below them. */
static void draw_story_words(struct page *page, const struct story_card *story, struct rect r) {
    struct ui *ui = page->ui;
    const struct theme *t = ui->theme;
    struct stage_words w;
    measure_words(page, story, r, &w);
    int x = r.x + ui_u(ui, 64), y = r.y + r.h - w.height, rise = ui_u(ui, 190),
        top = y - ui_u(ui, 30);
    canvas_gradient(&ui->canvas, (struct rect){r.x, top - rise, r.w, rise},
                    colour_with_alpha(t->pine, 0), colour_with_alpha(t->pine, 200));
    canvas_gradient(&ui->canvas, (struct rect){r.x, top, r.w, r.y + r.h - top},
                    colour_with_alpha(t->pine, 200), OPAQUE(t->pine));
    widget_badge(ui, x, y, w.badge, 36, story->first_class ? t->red : t->bronze);
    y += widget_badge_height(ui, 36) + ui_u(ui, 28);
    canvas_words(&ui->canvas, x, y, w.width, story->title, w.title, ALIGN_LEFT, t->white);
    canvas_words(&ui->canvas, x, y + w.title_h + ui_u(ui, 12), w.width, story->summary, w.line,
                 ALIGN_LEFT, t->white);
}

/* The newest notice, at the top of the picture. */
static void draw_notice_band(const struct attract *a, struct page *page, struct rect r) {
    struct ui *ui = page->ui;
    const struct theme *t = ui->theme;
    struct text_style style = ui_style(ui, FACE_BOLD, 44, 130);
    char words[TITLE_SIZE + 64];
    if (a->today.notices == 0) return;
    int pad = ui_u(ui, 64), icon = style.size_px * 11 / 10, h = style.line_px + ui_u(ui, 36);
    snprintf(words, sizeof words, "%s · %s", page_word(page, WORD_NOTICES_TITLE), a->today.notice);
    canvas_fill(&ui->canvas, (struct rect){r.x, r.y, r.w, h}, OPAQUE(t->pine_mid));
    canvas_icon(&ui->canvas, "megaphone", r.x + pad, r.y + (h - icon) / 2, icon, t->gold_light);
    style.max_lines = 1;
    canvas_words_in(
        &ui->canvas,
        (struct rect){r.x + pad + icon + ui_u(ui, 28), r.y, r.w - 2 * pad - icon - ui_u(ui, 28), h},
        words, style, ui_least_text(ui), ALIGN_LEFT, t->white);
}

static void draw_stage(const struct attract *a, int64_t since_ms, struct page *page,
                       struct rect r) {
    struct rect old = canvas_clip(&page->ui->canvas, r);
    int count = a->today.story_count;
    if (count == 0) {
        struct story_card none = {.first_class = true};
        TEXT_COPY(none.honour, page_word(page, WORD_ATTRACT_STATION));
        TEXT_COPY(none.title, page->hall->station);
        TEXT_COPY(none.summary, page_word(page, WORD_ATTRACT_WELCOME));
        draw_hills(page, r);
        draw_story_words(page, &none, r);
    } else {
        int index = (int)(since_ms / TURN_MS % count);
        draw_picture(a, since_ms, page, r, index, (index + count - 1) % count);
        draw_story_words(page, &a->today.stories[index], r);
    }
    draw_notice_band(a, page, r);
    canvas_unclip(&page->ui->canvas, old);
}

struct card_words {
    char until[160], title[160], place[200];
};

static struct card_words words_of(const struct attract *a, const struct page *page) {
    struct card_words words = {0};
    const struct day_activity *next = &a->today.next;
    char time[16], count[16];
    if (!a->today.has_next) {
        TEXT_COPY(words.until, page_word(page, WORD_TODAY));
        TEXT_COPY(words.title, page_word(page, WORD_TODAY_NOTHING));
        TEXT_COPY(words.place, page_word(page, WORD_TODAY_NOTHING_LINE));
        return words;
    }
    dates_until(page, &next->occurrence, words.until, sizeof words.until);
    dates_time(next->occurrence.start_ms, time, sizeof time);
    snprintf(words.title, sizeof words.title, "%s %s", next->occurrence.all_day ? "" : time,
             next->occurrence.title);
    snprintf(count, sizeof count, "%d", next->checked_in);
    strings_fill(words.place, sizeof words.place, page_word(page, WORD_ACTIVITY_ARRIVED), "place",
                 next->occurrence.place, "n", count, NULL);
    return words;
}

static int card_words_height(struct ui *ui) {
    return metrics_text(&ui->metrics, 36) * 7 / 5 + metrics_text(&ui->metrics, 54) * 13 / 10 +
           metrics_text(&ui->metrics, 36) * 7 / 5;
}

/* Three lines of words in r. */
static void draw_card_words(struct page *page, const struct card_words *words, struct rect r,
                            int title_lines) {
    struct ui *ui = page->ui;
    const struct theme *t = ui->theme;
    int small = metrics_text(&ui->metrics, 36) * 7 / 5;
    if (small > r.h * 28 / 100) small = r.h * 28 / 100;
    int large = r.h - 2 * small;
    struct text_style until = ui_style(ui, FACE_BOLD, 36, 135),
                      title = ui_style(ui, FACE_BOLD, 54, 125),
                      place = ui_style(ui, FACE_SANS, 36, 135);
    title.max_lines = title_lines;
    canvas_words_in(&ui->canvas, (struct rect){r.x, r.y, r.w, small}, words->until, until,
                    ui_least_text(ui), ALIGN_LEFT, t->quiet);
    canvas_words_in(&ui->canvas, (struct rect){r.x, r.y + small, r.w, large}, words->title, title,
                    ui_least_text(ui), ALIGN_LEFT, t->ink);
    canvas_words_in(&ui->canvas, (struct rect){r.x, r.y + small + large, r.w, small}, words->place,
                    place, ui_least_text(ui), ALIGN_LEFT, t->quiet);
}

static void draw_card_portrait(const struct attract *a, struct page *page, struct rect card) {
    struct ui *ui = page->ui;
    struct card_words words = words_of(a, page);
    int pad = ui_u(ui, 44), icon = ui_u(ui, 96), more_w = ui_u(ui, 230);
    widget_card(ui, card, false);
    canvas_icon(&ui->canvas, "calendar-days", card.x + pad, card.y + (card.h - icon) / 2, icon,
                ui->theme->red);
    int left = card.x + pad + icon + ui_u(ui, 36), right = card.x + card.w - pad - more_w;
    draw_card_words(page, &words,
                    (struct rect){left, card.y + ui_u(ui, 24), right - left - ui_u(ui, 12),
                                  card.h - ui_u(ui, 48)},
                    2);
    canvas_words_in(&ui->canvas, (struct rect){right, card.y, more_w, card.h},
                    page_word(page, WORD_ATTRACT_MORE), ui_style(ui, FACE_BOLD, 36, 130),
                    ui_least_text(ui), ALIGN_RIGHT, ui->theme->army);
}

static void draw_portrait(const struct attract *a, int64_t since_ms, struct page *page) {
    struct ui *ui = page->ui;
    int margin = ui_u(ui, 48), card_h = card_words_height(ui) + 2 * ui_u(ui, 32);
    struct rect card = {margin, page->dock.y - card_h - ui_u(ui, 36),
                        ui->metrics.width - 2 * margin, card_h};
    struct rect stage = {0, page->bar.h, ui->metrics.width, card.y - page->bar.h};
    canvas_fill(&ui->canvas,
                (struct rect){0, card.y - 1, ui->metrics.width, page->dock.y - card.y + 1},
                ui->theme->pine);
    draw_stage(a, since_ms, page, stage);
    draw_card_portrait(a, page, card);
}

static void draw_landscape(const struct attract *a, int64_t since_ms, struct page *page) {
    struct ui *ui = page->ui;
    struct rect side = page->side,
                stage = {0, page->bar.h, page->dock.x, ui->metrics.height - page->bar.h};
    struct card_words words = words_of(a, page);
    int pad = ui_u(ui, 36), button = metrics_control(&ui->metrics, 118), gap = ui_u(ui, 30);
    int card_h = card_words_height(ui) + metrics_text(&ui->metrics, 54) * 5 / 2 + 2 * pad;
    if (card_h > side.h - button - gap) card_h = side.h - button - gap;
    struct rect card = {side.x, side.y, side.w, card_h};
    draw_stage(a, since_ms, page, stage);
    widget_card(ui, card, false);
    draw_card_words(page, &words, rect_inset(card, pad), 3);
    struct button more = {.label = page_word(page, WORD_ATTRACT_MORE), .id = ID_ANYWHERE, .arg = 1};
    widget_button(ui, (struct rect){side.x, card.y + card.h + gap, side.w, button}, &more);
}

static void attract_draw(const void *state, int64_t since_ms, struct page *page) {
    const struct attract *a = state;
    struct ui *ui = page->ui;
    page->any_height = true;
    page->side_wanted = true;
    page_begin(page, NULL, 0);
    page_leave_body(page);
    widget_target(ui, ui->canvas.clip, page_word(page, WORD_ATTRACT_MORE), ID_ANYWHERE, 0);
    if (ui->metrics.landscape)
        draw_landscape(a, since_ms, page);
    else
        draw_portrait(a, since_ms, page);
    page->y = page->body.y;
    page_end(page);
}

const struct screen screen_attract = {.name = "attract",
                                      .state_size = sizeof(struct attract),
                                      .open = true,
                                      .enter = attract_enter,
                                      .touch = attract_touch,
                                      .answer = attract_answer,
                                      .next_ms = attract_next_ms,
                                      .turn_ms = TURN_MS,
                                      .draw = attract_draw};
