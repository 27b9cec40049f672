#pragma once
/* What the desk gives the glass to show: flat values, copied whole, no pointers.
 * Names of people in lists are masked already, unless it says otherwise. */
#include "base/bytes.h"
#include "model/outcome.h"
#include "model/staff.h"

#define TAG_SIZE 48
#define KEY_SIZE 32
#define BLOB_SIZE 65 /* hex of BLAKE2b-256 and NUL; "" for no picture */
#define STORIES_PER_ANSWER 12
#define STORY_TAGS 6
#define WALL_TAGS 16
#define BODY_SIZE 16384 /* story and guide text: Markdown subset (model/markup.h), UTF-8 */
#define DAY_OCCURRENCES 24
#define GUIDES_PER_ANSWER 12
#define CATEGORIES_MAX 12
#define PHRASES_MAX 8
#define PHRASE_SIZE 96
#define MEMBERS_PER_ANSWER 12
#define PHONE_SIZE 24
#define PROVINCES 34
#define GRIDS_MAX 24
#define MINE_CHECKINS 24
#define TODAY_STORIES 12

enum answer_kind {
    ANSWER_TODAY,
    ANSWER_STORIES,
    ANSWER_STORY,
    ANSWER_MONTH,
    ANSWER_DAY,
    ANSWER_ACTIVITY,
    ANSWER_CATEGORIES,
    ANSWER_GUIDES,
    ANSWER_GUIDE,
    ANSWER_MAP,
    ANSWER_MINE,
    ANSWER_MEMBERS,
    ANSWER_TICKET,
    ANSWER_STAFF,
    ANSWER_STAFF_DONE,
    ANSWER_FAILED, /* the store could not; failed says why: the glass shows its calm page */
    ANSWER_KINDS
};

struct story_card {
    int64_t id;
    char name[NAME_SIZE];    /* the honoree, in full: stories carry consent */
    char title[TITLE_SIZE];  /* 坚守六个月的猫耳洞 */
    char summary[192];       /* one or two lines */
    char honour[TAG_SIZE];   /* the badge: 一等功, 光荣之家, 阅兵 ... */
    bool first_class;        /* badge in red, else gold */
    bool sample;             /* invented; the story says 示例 */
    char picture[BLOB_SIZE]; /* portrait or illustration, about 4:5 to 4:3 */
};

struct day_activity {
    struct occurrence occurrence;
    int32_t checked_in;
    int32_t signed_up;
};

struct answer_today {
    bool has_next; /* the next or current activity of today */
    struct day_activity next;
    int32_t activities_today;
    int32_t story_count;
    struct story_card stories[TODAY_STORIES]; /* for attract, in turn */
};

struct answer_stories {
    int32_t total, offset, count;
    struct story_card stories[STORIES_PER_ANSWER];
    int32_t tag_count;
    char tags[WALL_TAGS][TAG_SIZE]; /* the chips: the stories' own honours, then tags, in the order
                                       of the wall */
};

struct answer_story {
    struct story_card card;
    int64_t previous_id, next_id; /* 0: none */
    int32_t tag_count;
    char tags[STORY_TAGS][TAG_SIZE];
    char picture[BLOB_SIZE]; /* the wide one of the page's head; falls back to the card's */
    char source[192];        /* named under the story; "" where it has none */
    char body[BODY_SIZE];
};

struct answer_month {
    int32_t year, month;
    uint8_t dots[32]; /* by day of month, 1..31: bit n set: an activity of kind n */
};

struct answer_day {
    int32_t year, month, day, days;
    int32_t count; /* sorted by start; may be cut at DAY_OCCURRENCES, then total > count */
    int32_t total;
    struct day_activity activities[DAY_OCCURRENCES];
};

struct answer_activity {
    bool found;
    struct day_activity activity;
    char organiser[NAME_SIZE];
    char bring[192]; /* what to bring */
    char description[1024];
};

struct request_category {
    char key[KEY_SIZE];
    char title[TITLE_SIZE];
    char hint[96];
    char icon[KEY_SIZE]; /* name of an icon in assets/icons, without .svg */
    int32_t phrase_count;
    char phrases[PHRASES_MAX][PHRASE_SIZE];
};

struct answer_categories {
    int32_t count;
    struct request_category categories[CATEGORIES_MAX];
};

struct guide_card {
    int64_t id;
    char title[TITLE_SIZE];
    char summary[192];
    char category[TITLE_SIZE];
    bool sample;
};

struct answer_guides {
    int32_t total, offset, count;
    struct guide_card guides[GUIDES_PER_ANSWER];
};

struct answer_guide {
    struct guide_card card;
    char source[192];
    char body[BODY_SIZE];
};

struct answer_map {
    int32_t served[PROVINCES]; /* members who served there, in the order of model/province.h */
    int32_t grid_count;
    struct {
        char name[TITLE_SIZE];
        char liaison[NAME_SIZE];
        int32_t members;
    } grids[GRIDS_MAX];
    int32_t members;
};

struct answer_mine {
    char name[NAME_SIZE]; /* in full: the person just tapped */
    int32_t times_this_month, times_this_year, volunteer_minutes;
    int32_t count; /* newest first */
    struct {
        char title[TITLE_SIZE];
        int64_t at_ms;
        bool late;
        int32_t minutes;
    } checkins[MINE_CHECKINS];
    int32_t sign_up_count;
    struct {
        int64_t occurrence_id;
        char title[TITLE_SIZE];
        int64_t start_ms;
    } sign_ups[8];
    int32_t request_count;
    struct {
        char number[16];
        char category[TITLE_SIZE];
        int32_t stage;
        int64_t at_ms;
    } requests[8];
};

struct answer_members {
    int32_t total, count;
    struct {
        int64_t id;
        char member_no[KEY_SIZE];
        char name[NAME_SIZE];
        char grid[TITLE_SIZE];
    } members[MEMBERS_PER_ANSWER];
};

struct answer_ticket {
    char number[16]; /* "0312" style: short, said aloud with ease */
    char category[TITLE_SIZE];
    int64_t at_ms;
};

struct answer_failed {
    enum err code;
    bool at_start; /* the store could not be opened at all */
};

struct answer {
    enum answer_kind kind;
    uint32_t ticket; /* of the intent */
    union {
        struct answer_today today;
        struct answer_stories stories;
        struct answer_story story;
        struct answer_month month;
        struct answer_day day;
        struct answer_activity activity;
        struct answer_categories categories;
        struct answer_guides guides;
        struct answer_guide guide;
        struct answer_map map;
        struct answer_mine mine;
        struct answer_members members;
        struct answer_ticket ticket;
        struct staff_answer staff;
        struct staff_done staff_done;
        struct answer_failed failed;
    } u;
};
