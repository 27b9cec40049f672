/* story: one honoree: pictures, name and text. It scrolls by finger or buttons and leads to the
 * neighbouring stories within the same chip of the wall. */
#include "screens/shell/screen.h"
#include "screens/widgets/article.h"

#include <stdio.h>

enum { ID_BACK, ID_BEFORE, ID_NEXT };

struct story {
    struct where where;
    bool here, gone;
    struct answer_story story;
};

static void story_enter(void *state, const struct where *where, const struct outcome *outcome,
                        struct asks *asks) {
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
    if (s->gone) s->here = false; /* the station withdrew the story while it was shown */
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

/* The words on the lower part of the picture. They are measured first, because the picture is
 * darkened below them. */
struct hero_words {
    struct text_style name, title;
    int width, name_h, title_h, badge_w, badge_h, height;
    bool beside; /* the badge is right of the name, otherwise above it */
};

static struct hero_words measure(const struct story_card *card, struct page *page, struct rect r) {
    struct ui *ui = page->ui;
    struct text *text = ui->canvas.text;
    struct hero_words w = {.name = ui_style(ui, FACE_SERIF, 92, 125),
                           .title = ui_style(ui, FACE_SANS, 44, 140)};
    int margin = ui_u(ui, 48), width = r.w - 2 * margin, least = ui_least_text(ui);
    w.badge_w = card->honour[0] ? widget_badge_width(ui, card->honour, 40) : 0;
    w.badge_h = widget_badge_height(ui, 40);
    w.beside = w.badge_w > 0 &&
               w.badge_w + margin + text_lay_out(text, card->name, w.name, 0)->width <= width;
    w.width = w.beside ? width - w.badge_w - margin : width;
    int above = w.badge_w && !w.beside ? w.badge_h + ui_u(ui, 20) : 0,
        room = r.h - ui_u(ui, 72) - above;
    w.name = text_fit(text, card->name, w.name, w.width, room * 55 / 100, least);
    w.title = text_fit(text, card->title, w.title, w.width, room * 45 / 100, least);
    w.name_h = text_lay_out(text, card->name, w.name, w.width)->height;
    w.title_h = text_lay_out(text, card->title, w.title, w.width)->height;
    w.height = above + w.name_h + w.title_h + ui_u(ui, 36);
    return w;
}

static void draw_names(const struct story_card *card, struct page *page, struct rect r,
                       const struct hero_words *w) {
    struct ui *ui = page->ui;
    const struct theme *t = ui->theme;
    int margin = ui_u(ui, 48), y = r.y + r.h - w->height;
    uint32_t colour = card->first_class ? t->red : t->bronze;
    if (w->badge_w && w->beside)
        widget_badge(ui, r.x + r.w - margin - w->badge_w, r.y + r.h - w->badge_h - ui_u(ui, 44),
                     card->honour, 40, colour);
    if (w->badge_w && !w->beside) {
        widget_badge(ui, r.x + margin, y, card->honour, 40, colour);
        y += w->badge_h + ui_u(ui, 20);
    }
    canvas_words(&ui->canvas, r.x + margin, y, w->width, card->name, w->name, ALIGN_LEFT, t->white);
    canvas_words(&ui->canvas, r.x + margin, y + w->name_h, w->width, card->title, w->title,
                 ALIGN_LEFT, t->white);
}

static void draw_hero(const struct answer_story *story, struct page *page, struct rect r) {
    struct ui *ui = page->ui;
    const struct theme *t = ui->theme;
    const char *picture = story->picture[0] ? story->picture : story->card.picture;
    struct hero_words w = measure(&story->card, page, r);
    int top = r.y + r.h - w.height - ui_u(ui, 30), rise = ui_u(ui, 150);
    if (!canvas_picture(&ui->canvas, r, picture, 0, ROUND_NONE))
        canvas_gradient(&ui->canvas, r, t->pine_light, t->pine);
    struct rect old = canvas_clip(&ui->canvas, r);
    canvas_gradient(&ui->canvas, (struct rect){r.x, top - rise, r.w, rise},
                    colour_with_alpha(t->pine, 0), colour_with_alpha(t->pine, 195));
    canvas_gradient(&ui->canvas, (struct rect){r.x, top, r.w, r.y + r.h - top},
                    colour_with_alpha(t->pine, 195), colour_with_alpha(t->pine, 240));
    draw_names(&story->card, page, r, &w);
    canvas_unclip(&ui->canvas, old);
}

/* The tags of the story, in rounded boxes without a function. */
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
        canvas_words_in(&ui->canvas, r, story->tags[i], style, ui_least_text(ui), ALIGN_CENTRE,
                        t->ink);
        x += w + gap;
    }
    page->y += h + ui_u(ui, 36);
}

static int hero_height(const struct page *page) {
    const struct metrics *m = &page->ui->metrics;
    int natural = page->outer.w * 60 / 100,
        most = m->landscape ? page->outer.h * 46 / 100 : page->outer.h * 50 / 100;
    return natural < most ? natural : most;
}

/* The other pictures, then the source, which covers them too. */
static void draw_pictures(const struct answer_story *story, struct page *page) {
    struct ui *ui = page->ui;
    for (int i = 0; i < story->picture_count; i++) {
        page_gap(page, 28);
        struct rect r = page_take(page, page->body.w * 62 / 100);
        if (!canvas_picture(&ui->canvas, r, story->pictures[i], ui_u(ui, 20), ROUND_ALL))
            canvas_box(&ui->canvas, r, ui_u(ui, 20), ui->theme->line);
    }
    if (story->picture_count == 0) return;
    page_gap(page, 28);
    article_draw(page, "", story->source, story->card.sample);
}

static void draw_story(const struct answer_story *story, struct page *page) {
    struct rect hero = {page->outer.x, page->outer.y - page->scroll_px, page->outer.w,
                        hero_height(page)};
    if (page_low(page)) {
        page_leave_body(page);
        draw_hero(story, page,
                  (struct rect){0, page->bar.h, page->outer.w, page->outer.y - page->bar.h});
        page_enter_body(page);
    } else {
        draw_hero(story, page, hero);
        page->y = hero.y + hero.h + ui_u(page->ui, 40);
    }
    draw_tags(story, page);
    article_draw(page, story->body, story->picture_count ? "" : story->source,
                 story->card.sample && !story->picture_count);
    draw_pictures(story, page);
}

static void story_draw(const void *state, int64_t since_ms, struct page *page) {
    const struct story *s = state;
    const struct action actions[] = {
        {.label = page_word(page, WORD_BACK), .icon = "chevron-left", .id = ID_BACK},
        {.label = page_word(page, WORD_STORY_BEFORE),
         .id = ID_BEFORE,
         .style = s->story.previous_id ? STYLE_PLAIN : STYLE_OFF},
        {.label = page_word(page, WORD_STORY_NEXT),
         .after = "chevron-right",
         .id = ID_NEXT,
         .style = s->story.next_id ? STYLE_PRIMARY : STYLE_OFF},
    };
    (void)since_ms;
    page_begin(page, actions, 3);
    if (s->here)
        draw_story(&s->story, page);
    else
        page_empty(page, s->gone ? WORD_STORY_GONE : WORD_LOADING);
    page_end(page);
}

const struct screen screen_story = {.name = "story",
                                    .state_size = sizeof(struct story),
                                    .timeout_ms = 180000,
                                    .open = true,
                                    .enter = story_enter,
                                    .touch = story_touch,
                                    .answer = story_answer,
                                    .draw = story_draw};
