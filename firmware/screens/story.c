/* story: one honoree: the picture, the name, what they did; scrolled by the finger or by buttons, and
 * on to the neighbours within the same chip. */
#include "screens/article.h"
#include "screens/list.h"

#include <stdio.h>

enum { ID_BACK, ID_BEFORE, ID_NEXT };

struct story {
    struct where where;
    bool here, gone;
    struct answer_story story;
};

static void story_enter(void *state, const struct where *where, const struct outcome *outcome, struct asks *asks) {
    struct story *s = state;
    (void)outcome;
    s->where = *where;
    struct intent *intent = asks_add(asks, INTENT_STORY);
    intent->u.story.id = where->id;
    TEXT_COPY(intent->u.story.tag, where->tag);
}

static void story_answer(void *state, const struct answer *answer, struct asks *asks) {
    struct story *s = state;
    (void)asks;
    s->gone = answer->kind == ANSWER_FAILED;
    if (answer->kind != ANSWER_STORY) return;
    s->here = true;
    s->story = answer->u.story;
}

static struct step story_touch(void *state, struct touched touched, struct asks *asks) {
    struct story *s = state;
    (void)asks;
    if (touched.id == ID_BACK) return step_with(STEP_UP, &s->where);
    s->where.id = touched.id == ID_NEXT ? s->story.next_id : s->story.previous_id;
    return step_with(STEP_STORY, &s->where);
}

static void draw_names(const struct answer_story *story, struct page *page, struct rect r) {
    struct ui *ui = page->ui;
    const struct theme *t = ui->theme;
    const struct story_card *card = &story->card;
    int margin = ui_u(ui, 48), badge_w = card->honour[0] ? widget_badge_width(ui, card->honour, 40) : 0, badge_h = widget_badge_height(ui, 40);
    struct text_style name = ui_style(ui, FACE_SERIF, 92, 125), title = ui_style(ui, FACE_SANS, 44, 140);
    int width = r.w - 2 * margin, least = ui_least_text(ui);
    bool beside = badge_w + ui_u(ui, 360) < width;
    int words_w = beside && badge_w ? width - badge_w - margin : width;
    name = text_fit(ui->canvas.text, card->name, name, words_w, name.line_px * 2, least);
    title = text_fit(ui->canvas.text, card->title, title, words_w, title.line_px * 2, least);
    int name_h = text_lay_out(ui->canvas.text, card->name, name, words_w)->height;
    int title_h = text_lay_out(ui->canvas.text, card->title, title, words_w)->height;
    int y = r.y + r.h - name_h - title_h - ui_u(ui, 36);
    if (badge_w)
        widget_badge(ui, beside ? r.x + r.w - margin - badge_w : r.x + margin, beside ? r.y + r.h - badge_h - ui_u(ui, 44) : y - badge_h - ui_u(ui, 12),
                     card->honour, 40, card->first_class ? t->red : t->bronze);
    canvas_words(&ui->canvas, r.x + margin, y, words_w, card->name, name, ALIGN_LEFT, t->white);
    canvas_words(&ui->canvas, r.x + margin, y + name_h, words_w, card->title, title, ALIGN_LEFT, t->white);
}

static void draw_hero(const struct answer_story *story, struct page *page, struct rect r) {
    struct ui *ui = page->ui;
    const struct theme *t = ui->theme;
    const char *picture = story->picture[0] ? story->picture : story->card.picture;
    int shade = r.h * 7 / 10;
    if (!canvas_picture(&ui->canvas, r, picture, 0, ROUND_NONE)) canvas_gradient(&ui->canvas, r, t->pine_light, t->pine);
    canvas_gradient(&ui->canvas, (struct rect){r.x, r.y + r.h - shade, r.w, shade / 2}, colour_with_alpha(t->pine, 0), colour_with_alpha(t->pine, 190));
    canvas_gradient(&ui->canvas, (struct rect){r.x, r.y + r.h - shade + shade / 2, r.w, shade - shade / 2}, colour_with_alpha(t->pine, 190), colour_with_alpha(t->pine, 240));
    draw_names(story, page, r);
}

/* Words in rounded boxes: what the story is about. Not to be pressed. */
static void draw_tags(const struct answer_story *story, struct page *page) {
    struct ui *ui = page->ui;
    const struct theme *t = ui->theme;
    struct text_style style = ui_style(ui, FACE_BOLD, 34, 120);
    int gap = ui_u(ui, 20), pad = ui_u(ui, 36), h = style.size_px + ui_u(ui, 44), x = page->body.x;
    if (story->tag_count == 0) return;
    for (int i = 0; i < story->tag_count; i++) {
        int w = text_lay_out(ui->canvas.text, story->tags[i], style, 0)->width + 2 * pad;
        if (x > page->body.x && x + w > page->body.x + page->body.w) {
            x = page->body.x;
            page->y += h + gap;
        }
        struct rect r = {x, page->y, w, h};
        canvas_framed_box(&ui->canvas, r, h / 2, t->card, t->line, ui_u(ui, 3));
        canvas_words_in(&ui->canvas, r, story->tags[i], style, ui_least_text(ui), ALIGN_CENTRE, t->ink);
        x += w + gap;
    }
    page->y += h + ui_u(ui, 36);
}

static int hero_height(const struct page *page) {
    const struct metrics *m = &page->ui->metrics;
    int natural = page->outer.w * 60 / 100, most = m->landscape ? page->outer.h * 56 / 100 : page->outer.h * 50 / 100;
    return natural < most ? natural : most;
}

static void draw_story(const struct answer_story *story, struct page *page) {
    struct rect hero = {page->outer.x, page->outer.y - page->scroll_px, page->outer.w, hero_height(page)};
    if (page_low(page)) {
        page_leave_body(page);
        draw_hero(story, page, (struct rect){0, page->bar.h, page->outer.w, page->outer.y - page->bar.h});
        page_enter_body(page);
    } else {
        draw_hero(story, page, hero);
        page->y = hero.y + hero.h + ui_u(page->ui, 40);
    }
    draw_tags(story, page);
    article_draw(page, story->body, story->source, story->card.sample);
}

static void story_draw(const void *state, int64_t since_ms, struct page *page) {
    const struct story *s = state;
    const struct action actions[] = {
        {.label = page_word(page, WORD_BACK), .icon = "chevron-left", .id = ID_BACK},
        {.label = page_word(page, WORD_STORY_BEFORE), .id = ID_BEFORE, .look = s->story.previous_id ? LOOK_PLAIN : LOOK_OFF},
        {.label = page_word(page, WORD_STORY_NEXT), .after = "chevron-right", .id = ID_NEXT, .look = s->story.next_id ? LOOK_PRIMARY : LOOK_OFF},
    };
    (void)since_ms;
    page_begin(page, actions, 3);
    if (s->here) draw_story(&s->story, page);
    else page_empty(page, s->gone ? WORD_STORY_GONE : WORD_LOADING);
    page_end(page);
}

const struct screen screen_story = {.name = "story", .state_size = sizeof(struct story), .timeout_ms = 180000,
                                    .enter = story_enter, .touch = story_touch, .answer = story_answer, .draw = story_draw};
