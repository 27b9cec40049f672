#pragma once
/* What the desk gives to the screens: flat values, copied whole, no pointers. Names of people in
 * lists are masked already, unless stated otherwise. */
#include "base/bytes.h"
#include "model/outcome.h"
#include "model/setup.h"
#include "model/staff.h"

#define TAG_SIZE 48
#define KEY_SIZE 32
#define UID_SIZE 192 /* of a VEVENT */
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
#define NOTICES_PER_ANSWER 6
#define TEAMS_MAX 12
#define REQUEST_STAGES 5 /* registered, triaged, in hand, answered, followed up */
#define ANSWER_TEXT_SIZE 2048
#define STORY_PICTURES 6 /* beyond the first */
#define ADDED_MAX 4

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
    char notice[TITLE_SIZE]; /* of the newest notice in force; "" for none */
    int32_t notices;         /* in force now */
    int64_t on_this_day;     /* a story of this month and day; 0: none */
    char on_this_day_title[TITLE_SIZE];
    int32_t story_count;
    struct story_card stories[TODAY_STORIES]; /* for the attract screen, one after another */
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
    bool object;             /* a donated object, not a person */
    int32_t picture_count;   /* more pictures, shown one after the other below the text */
    char pictures[STORY_PICTURES][BLOB_SIZE];
    char source[192]; /* named under the story; "" where it has none */
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
    char team[TITLE_SIZE]; /* of volunteers, whose service it is; "" for none */
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
    char name[NAME_SIZE]; /* in full: the member has just tapped */
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
        int32_t waiting; /* the nth on the waiting list; 0: has a place */
    } sign_ups[8];
    int64_t visit_before_ms; /* the newest tap on an earlier day; 0: none */
    int32_t added_count;     /* activities put on the schedule since then, soonest first */
    struct {
        int64_t occurrence_id;
        char title[TITLE_SIZE];
        int64_t start_ms;
    } added[ADDED_MAX];
    struct appearance appearance; /* kept for this member */
    int32_t request_count;
    struct {
        char number[TICKET_SIZE];
        char category[TITLE_SIZE];
        int32_t stage;
        int64_t at_ms;
        bool unseen; /* the answer has not been seen */
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
    char number[TICKET_SIZE]; /* "107-0312": the kiosk's three digits, then its own count */
    char code[8]; /* four digits to follow it with if no phone number was given; otherwise "" */
    char category[TITLE_SIZE];
    int64_t at_ms;
};

/* A request as its ticket shows it. The words that were filed are not here: they are sealed. */
enum track_state {
    TRACK_FOUND,
    TRACK_WRONG, /* no such number, or not these digits: the same words for both */
    TRACK_LOCKED /* five wrong tries; try_again_ms says until when */
};
enum rating { RATING_NONE, RATING_GOOD, RATING_FAIR, RATING_POOR };
struct answer_track {
    enum track_state state;
    int64_t try_again_ms;
    char number[TICKET_SIZE];
    char name[NAME_SIZE]; /* of the member, in full if identified by card, otherwise masked; "":
                             none */
    char category[TITLE_SIZE];
    int32_t stage;
    struct {
        int64_t at_ms; /* 0: not reached, or not known */
        char note[192];
    } steps[REQUEST_STAGES];
    char answer[ANSWER_TEXT_SIZE];
    enum rating rating;
};

struct notice_item {
    int64_t id;
    char title[TITLE_SIZE];
    char text[ANSWER_TEXT_SIZE];
    int64_t from_ms, to_ms;
};
struct answer_notices {
    int32_t total, count; /* newest first */
    struct notice_item notices[NOTICES_PER_ANSWER];
};

struct answer_team {
    bool found;
    int64_t id;
    char name[TITLE_SIZE];
    char about[512];
    int32_t members, minutes_this_year;
    int64_t next_occurrence; /* 0: none planned */
    char next_title[TITLE_SIZE], next_place[TITLE_SIZE];
    int64_t next_ms;
};
struct answer_teams {
    int32_t count;
    struct {
        int64_t id;
        char name[TITLE_SIZE];
        int32_t members, minutes_this_year;
    } teams[TEAMS_MAX];
};

struct answer_failed {
    enum err code;
    bool at_start; /* the store could not be opened at all */
};

struct answer_kept {
    bool kept; /* always true: otherwise the answer is ANSWER_FAILED */
};

/* Every kind of answer: ANSWER_KIND, its type, its member of the union. The enum, the union and the
 * size that is copied (model/glass_event.c) come from this list. */
#define ANSWERS(X)                                                                                 \
    X(TODAY, struct answer_today, today)                                                           \
    X(STORIES, struct answer_stories, stories)                                                     \
    X(STORY, struct answer_story, story)                                                           \
    X(MONTH, struct answer_month, month)                                                           \
    X(DAY, struct answer_day, day)                                                                 \
    X(ACTIVITY, struct answer_activity, activity)                                                  \
    X(CATEGORIES, struct answer_categories, categories)                                            \
    X(GUIDES, struct answer_guides, guides)                                                        \
    X(GUIDE, struct answer_guide, guide)                                                           \
    X(MAP, struct answer_map, map)                                                                 \
    X(MINE, struct answer_mine, mine)                                                              \
    X(MEMBERS, struct answer_members, members)                                                     \
    X(TICKET, struct answer_ticket, ticket)                                                        \
    X(STAFF, struct staff_answer, staff)                                                           \
    X(STAFF_DONE, struct staff_done, staff_done)                                                   \
    X(TRACK, struct answer_track, track)                                                           \
    X(NOTICES, struct answer_notices, notices)                                                     \
    X(TEAMS, struct answer_teams, teams)                                                           \
    X(TEAM, struct answer_team, team)                                                              \
    X(SETUP, struct answer_setup, setup)                                                           \
    X(KEPT, struct answer_kept, kept)       /* INTENT_KEEP_APPEARANCE was committed */             \
    X(FAILED, struct answer_failed, failed) /* the store failed: the calm page is shown */

#define ANSWER_ENUM(kind, type, member) ANSWER_##kind,
enum answer_kind { ANSWERS(ANSWER_ENUM) ANSWER_KINDS };
#undef ANSWER_ENUM

#define ANSWER_MEMBER(kind, type, member) type member;
struct answer {
    enum answer_kind kind;
    uint32_t ticket; /* of the intent */
    union {
        ANSWERS(ANSWER_MEMBER)
    } u;
};
#undef ANSWER_MEMBER
