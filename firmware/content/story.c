/* story: stories/NAME.md to a story. Without its consent line it is refused: no person is shown
 * without being asked. */
#include "base/clock.h"
#include "content/markdown.h"
#include "content/picture.h"
#include "content/pinyin.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const known[] = {
    "name",   "title",   "summary", "honour", "first_class", "tags", "portrait", "picture",
    "source", "consent", "sample",  "order",  "pictures",    "kind", "on",       NULL};

/* "老山战役, 班长": commas of either width. */
static enum err read_tags(const struct source *source, const struct front_matter *head,
                          struct why *why, struct change_story *story) {
    int line;
    const char *at = front_matter_get(head, "tags", &line);
    while (*at) {
        char tag[TAG_SIZE];
        size_t n = strcspn(at, ","), wide = 0;
        const char *comma = strstr(at, "，"), *dot = strstr(at, "、");
        if (comma && (size_t)(comma - at) < n) n = (size_t)(comma - at), wide = strlen("，");
        if (dot && (size_t)(dot - at) < n) n = (size_t)(dot - at), wide = strlen("、");
        const char *next = at + n + (wide ? wide : at[n] == ',');
        while (n && *at == ' ') at++, n--;
        while (n && at[n - 1] == ' ') n--;
        if (n >= sizeof tag) return refuse(why, source, line, "标签太长 (a tag is too long)");
        if (n && story->tag_count == STORY_TAGS)
            return refuse(why, source, line, "标签最多 %d 个 (at most %d tags)", STORY_TAGS,
                          STORY_TAGS);
        if (n) memcpy(story->tags[story->tag_count++], at, n);
        at = next;
    }
    return ERR_NONE;
}

static enum err read_picture(const struct source *source, const struct front_matter *head,
                             const char *key, struct why *why, char *ret_blob) {
    int line;
    const char *path = front_matter_get(head, key, &line);
    return path[0] ? picture_import(source, line, path, why, ret_blob) : ERR_NONE;
}

/* "a.jpg | b.jpg": shown below the text, in that order. */
static enum err read_pictures(const struct source *source, const struct front_matter *head,
                              struct why *why, struct change_story *story) {
    int line;
    const char *at = front_matter_get(head, "pictures", &line);
    while (*at) {
        size_t n = strcspn(at, "|");
        char path[256];
        snprintf(path, sizeof path, "%.*s", (int)n, at);
        at += n + (at[n] == '|');
        char *from = path + strspn(path, " ");
        for (size_t end = strlen(from); end > 0 && from[end - 1] == ' '; end--) from[end - 1] = 0;
        if (!from[0]) continue;
        if (story->picture_count == STORY_PICTURES)
            return refuse(why, source, line, "图片最多 %d 张 (at most %d more pictures)",
                          STORY_PICTURES, STORY_PICTURES);
        enum err e = picture_import(source, line, from, why, story->pictures[story->picture_count]);
        if (e != ERR_NONE) return e;
        story->picture_count++;
    }
    return ERR_NONE;
}

/* "kind: object" for what was donated; "on: 11-24" for what happened on that day of some year. */
static enum err read_kind_and_day(const struct source *source, const struct front_matter *head,
                                  struct why *why, struct change_story *story) {
    int line, month = 0, day = 0, used = 0;
    const char *kind = front_matter_get(head, "kind", &line);
    story->object = strcmp(kind, "object") == 0 || strcmp(kind, "实物") == 0;
    if (kind[0] && !story->object && strcmp(kind, "person") != 0 && strcmp(kind, "人物") != 0)
        return refuse(why, source, line, "kind 应是 人物 或 实物 (kind must be person or object)");
    if (story->object && !story->card.honour[0]) TEXT_COPY(story->card.honour, "捐赠实物");
    const char *on = front_matter_get(head, "on", &line);
    if (!on[0]) return ERR_NONE;
    if (sscanf(on, "%2d-%2d%n", &month, &day, &used) != 2 || on[used] || month < 1 || month > 12 ||
        day < 1 || day > civil_days_in_month(2024, month))
        return refuse(why, source, line, "on 应是 月-日，如 11-24 (on must be month-day)");
    story->month_day = month * 100 + day;
    return ERR_NONE;
}

static enum err read_words(const struct source *source, const struct front_matter *head,
                           struct why *why, struct change_story *story) {
    struct story_card *card = &story->card;
    const struct {
        const char *key;
        bool required;
        char *field;
        size_t bytes;
    } texts[] = {
        {"name", true, card->name, sizeof card->name},
        {"title", true, card->title, sizeof card->title},
        {"summary", true, card->summary, sizeof card->summary},
        {"honour", false, card->honour, sizeof card->honour},
        {"source", false, story->source, sizeof story->source},
    };
    enum err e = ERR_NONE;
    for (size_t i = 0; e == ERR_NONE && i < ARRAY_LENGTH(texts); i++) {
        e = front_matter_text(head, texts[i].key, texts[i].required, source, why, texts[i].field,
                              texts[i].bytes);
    }
    if (e == ERR_NONE)
        e = front_matter_yes(head, "first_class", false, source, why, &card->first_class);
    if (e == ERR_NONE) e = front_matter_yes(head, "sample", false, source, why, &card->sample);
    if (e == ERR_NONE) e = front_matter_yes(head, "consent", true, source, why, &story->consent);
    if (e == ERR_NONE) e = front_matter_order(head, source, why, &story->order);
    if (e == ERR_NONE) e = read_tags(source, head, why, story);
    if (e == ERR_NONE) e = read_kind_and_day(source, head, why, story);
    return e;
}

static enum err read_readings(struct why *why, struct change_story *story) {
    struct pinyin *pinyin = NULL;
    const char *name = story->card.name;
    enum err e = pinyin_open(why, &pinyin);
    if (e == ERR_NONE) e = pinyin_name(pinyin, name, why, story->name_key, sizeof story->name_key);
    if (e == ERR_NONE)
        e = pinyin_initials(pinyin, name, why, story->initials, sizeof story->initials);
    pinyin_close(pinyin);
    return e;
}

enum err story_import(struct source *source, struct why *why) {
    struct front_matter head;
    struct change *change = calloc(1, sizeof *change);
    if (!change) return why_set(why, ERR_NO_MEMORY, "%s: out of memory", source->name);
    change->kind = CHANGE_STORY;
    struct change_story *story = &change->u.story;
    enum err e = front_matter_key(source, why, story->key);
    if (e == ERR_NONE) e = front_matter_read(source, known, why, &head);
    if (e == ERR_NONE) e = read_words(source, &head, why, story);
    if (e == ERR_NONE) e = read_readings(why, story);
    if (e == ERR_NONE) e = read_picture(source, &head, "portrait", why, story->card.picture);
    if (e == ERR_NONE) e = read_picture(source, &head, "picture", why, story->picture);
    if (e == ERR_NONE) e = read_pictures(source, &head, why, story);
    if (e == ERR_NONE) e = markdown_to_markup(source, &head, why, story->body);
    if (e == ERR_NONE) e = yield_change(source, change, why);
    free(change);
    return e;
}

static const char *const guide_known[] = {"title",  "summary", "category", "source",
                                          "sample", "order",   NULL};

static enum err read_guide(const struct source *source, const struct front_matter *head,
                           struct why *why, struct change_guide *guide) {
    struct guide_card *card = &guide->card;
    struct pinyin *pinyin = NULL;
    enum err e =
        front_matter_text(head, "title", true, source, why, card->title, sizeof card->title);
    if (e == ERR_NONE)
        e = front_matter_text(head, "summary", true, source, why, card->summary,
                              sizeof card->summary);
    if (e == ERR_NONE)
        e = front_matter_text(head, "category", true, source, why, card->category,
                              sizeof card->category);
    if (e == ERR_NONE)
        e = front_matter_text(head, "source", false, source, why, guide->source,
                              sizeof guide->source);
    if (e == ERR_NONE) e = front_matter_yes(head, "sample", false, source, why, &card->sample);
    if (e == ERR_NONE) e = front_matter_order(head, source, why, &guide->order);
    if (e == ERR_NONE) e = pinyin_open(why, &pinyin);
    if (e == ERR_NONE)
        e = pinyin_text_initials(pinyin, card->title, why, guide->initials, sizeof guide->initials);
    pinyin_close(pinyin);
    return e;
}

enum err guide_import(struct source *source, struct why *why) {
    struct front_matter head;
    struct change *change = calloc(1, sizeof *change);
    if (!change) return why_set(why, ERR_NO_MEMORY, "%s: out of memory", source->name);
    change->kind = CHANGE_GUIDE;
    enum err e = front_matter_key(source, why, change->u.guide.key);
    if (e == ERR_NONE) e = front_matter_read(source, guide_known, why, &head);
    if (e == ERR_NONE) e = read_guide(source, &head, why, &change->u.guide);
    if (e == ERR_NONE) e = markdown_to_markup(source, &head, why, change->u.guide.body);
    if (e == ERR_NONE) e = yield_change(source, change, why);
    free(change);
    return e;
}
