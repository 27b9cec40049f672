#pragma once
/* A change that the station made: from an imported file, a pack, or the feed. content/ and wire/
 * yield changes; the store applies them in one transaction per file. Pure values.
 *
 * Every change is an upsert by its natural key; the same change again changes nothing. A file or
 * folder is the complete set of its kind only if the importer yields CHANGE_DROP_OTHERS. */
#include "model/markup.h"

enum change_kind {
    CHANGE_GRID,
    CHANGE_TEAM,
    CHANGE_MEMBER,
    CHANGE_CARD,
    CHANGE_OCCURRENCE,
    CHANGE_STORY,
    CHANGE_GUIDE,
    CHANGE_CATEGORY,
    CHANGE_SETTING,
    CHANGE_NOTICE,
    CHANGE_REQUEST_STEP,
    CHANGE_STAFF,
    CHANGE_ATTENDANCE,  /* a check-in that the station made or undid */
    CHANGE_REMOVE,      /* the station has removed it */
    CHANGE_KEEP,        /* a story, guide or notice by its key: its file still exists */
    CHANGE_DROP_OTHERS, /* end of a complete set of one kind: drops future occurrences that this
                           file did not name and no member came to; stories, guides or notices
                           without a CHANGE_KEEP */
    CHANGE_KINDS
};

enum card_state { CARD_ACTIVE, CARD_LOST, CARD_REVOKED };

struct change_grid {
    char key[KEY_SIZE];
    char name[TITLE_SIZE];
    char liaison_no[KEY_SIZE];
};
struct change_team {
    char key[KEY_SIZE];
    char name[TITLE_SIZE];
    char about[512];
};

struct change_member {
    char member_no[KEY_SIZE]; /* natural key; not an identity-card number: 18 digits are refused */
    char name[NAME_SIZE];
    char name_key[128];     /* pinyin syllables, "wang jian guo": for sorting */
    char initials[32];      /* "wjg" and, after a space, other readings ("lyx lvyx") */
    char grid[KEY_SIZE];    /* key or name as the file has it; must exist or be made by the file */
    char team[KEY_SIZE];    /* may be "" */
    char phone[PHONE_SIZE]; /* may be "" */
    char branch[KEY_SIZE];  /* 陆军 海军 空军 火箭军 武警 ... */
    int32_t joined_year;    /* 0: unknown */
    int32_t province;       /* index in model/province.h, -1: unknown */
    bool left;              /* moved away or deceased: the card is refused */
};

struct change_card {
    char member_no[KEY_SIZE];
    struct hash identity; /* tag_identity; never the UID itself */
    enum card_state state;
};

struct change_occurrence {
    char uid[UID_SIZE]; /* VEVENT UID */
    int64_t
        recurrence_ms; /* RECURRENCE-ID, or the start if it has none; the key together with uid */
    struct occurrence occurrence; /* id is 0; the store assigns it */
    char organiser[NAME_SIZE];
    char bring[192];
    char team[KEY_SIZE]; /* key or name of the volunteers' team, "" for none */
    char description[1024];
};

struct change_story {
    char key[KEY_SIZE];     /* file name without ending */
    struct story_card card; /* id is 0 */
    char name_key[128], initials[32];
    int32_t order;     /* smaller first; equal: by name_key */
    bool consent;      /* false: not shown anywhere */
    bool object;       /* donated, not a person */
    int32_t month_day; /* "on this day": month * 100 + day; 0: none */
    int32_t tag_count;
    char tags[STORY_TAGS][TAG_SIZE];
    int32_t picture_count;
    char pictures[STORY_PICTURES][BLOB_SIZE]; /* beyond the wide one */
    char picture[BLOB_SIZE];                  /* wide */
    char source[192];
    char body[BODY_SIZE];
};

struct change_guide {
    char key[KEY_SIZE];
    struct guide_card card;
    char initials[96]; /* of the title */
    int32_t order;
    char source[192];
    char body[BODY_SIZE];
};

struct change_category {
    struct request_category category;
    int32_t order;
};
struct change_setting {
    char key[KEY_SIZE];
    char value[256];
};
struct change_notice {
    char key[KEY_SIZE];
    char title[TITLE_SIZE];
    char text[ANSWER_TEXT_SIZE];
    int64_t from_ms, to_ms; /* shown from, and until */
};
/* The station moved a request to a stage; the same stage again replaces the earlier values. */
struct change_request_step {
    char number[TICKET_SIZE];
    int32_t stage; /* 0..REQUEST_STAGES-1 */
    int64_t at_ms;
    char note[192];
    char answer[ANSWER_TEXT_SIZE]; /* of the stage answered; else "" */
    /* From the station: the data that a kiosk needs where it was not filed. filed_ms 0: not sent.
     */
    int64_t filed_ms;
    char member_no[KEY_SIZE]; /* "": none */
    char category[KEY_SIZE + 8];
    bool has_code;
    struct hash code; /* keyed hash of number and four digits */
};
struct change_staff {
    char key[KEY_SIZE];
    char name[NAME_SIZE];
    bool has_card;
    struct hash card;         /* identity */
    char pin[PIN_HASH_BYTES]; /* crypto_pin_hash; "": the kiosk keeps its own */
};
struct change_attendance {
    char uid[UID_SIZE]; /* with recurrence_ms: the occurrence */
    int64_t recurrence_ms;
    char member_no[KEY_SIZE];
    int64_t at_ms;
    bool undone; /* it is undone */
    bool late;
    char staff[KEY_SIZE];  /* who, by the station's key */
    char reason[KEY_SIZE]; /* staff_reason_word */
};
/* Stories, guides, notices, teams, grids, categories, staff by key; occurrences by "UID
 * RECURRENCE_MS" (cancelled instead if a member is signed up or was there). */
struct change_remove {
    enum change_kind of;
    char key[216];
};
struct change_keep {
    enum change_kind of; /* CHANGE_STORY or CHANGE_GUIDE */
    char key[KEY_SIZE];
};
struct change_drop_others {
    enum change_kind of;
};

struct change {
    enum change_kind kind;
    union {
        struct change_grid grid;
        struct change_team team;
        struct change_member member;
        struct change_card card;
        struct change_occurrence occurrence;
        struct change_story story;
        struct change_guide guide;
        struct change_category category;
        struct change_setting setting;
        struct change_notice notice;
        struct change_request_step request_step;
        struct change_staff staff;
        struct change_attendance attendance;
        struct change_remove remove;
        struct change_keep keep;
        struct change_drop_others drop_others;
    } u;
};

/* The natural key of a change within its kind: one fact each (wire_change_key). */
#define CHANGE_KEY_SIZE (UID_SIZE + 64)

/* A change that this program cannot read, kept as its text until one can. */
struct change_unread {
    char kind[KEY_SIZE];
    char key[CHANGE_KEY_SIZE]; /* as far as it could be read; else what the text hashes to */
    char reason[160];
    char *text; /* as on the wire */
};

/* Who receives changes as a file is read. Return ERR_NONE to go on; any other code ends the reading
 * and is what the importer returns. Called on the importer's thread. */
struct change_sink {
    enum err (*take)(void *to, const struct change *change, struct why *why);
    void *to;
};
/* The same of changes that cannot be read; unread is borrowed. */
struct unread_sink {
    enum err (*take)(void *to, const struct change_unread *unread, struct why *why);
    void *to;
};
