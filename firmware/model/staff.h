#pragma once
/* What staff see and do at the kiosk: flat values, copied whole. Names are in full: only signed-in
 * staff are answered. */
#include "model/link_state.h"
#include "model/outcome.h"

#define PIN_DIGITS 6
#define PIN_SIZE (PIN_DIGITS + 1)
#define PIN_TRIES 5              /* wrong ones before the lock */
#define PIN_LOCK_MS (15 * 60000) /* the lock */
#define STAFF_ROWS 8             /* rows of a page of the log */
#define STAFF_PEOPLE 12          /* of a page of names */
#define STAFF_BARS 36            /* five minutes each: three hours of arrivals */
#define STAFF_BAR_MS (5 * 60000)
#define STAFF_GRIDS 24
#define STAFF_LINES 8    /* of the program's own log */
#define STAFF_DEFERRED 3 /* deferred changes that are shown with their reason */
#define STAFF_RESTORED_MS (30 * INT64_C(86400000)) /* how long a restored station is reported */
#define STAFF_SEARCH_SIZE 16

enum staff_view {
    STAFF_LOG,          /* scope, at -> log */
    STAFF_ACTIVITIES,   /* offset -> activities: what the log and the lists may be about */
    STAFF_ABSENT,       /* scope, offset, running -> people */
    STAFF_PEOPLE_FOUND, /* search, offset, scope.occurrence_id -> people */
    STAFF_QUEUE,        /* -> queue */
    STAFF_DEVICE,       /* -> device */
    STAFF_SETTINGS,     /* -> settings */
    STAFF_EXPORT,       /* -> export: its progress */
    STAFF_IMPORT,       /* -> import: what is on the stick, or the progress */
    STAFF_COLLEAGUES,   /* offset -> colleagues: whose PIN may be reset */
    STAFF_UPDATE,       /* -> update: what can be installed, or the progress */
    STAFF_PAIR,         /* -> pair: the station, and the progress of pairing */
    STAFF_VIEWS
};

/* The scope of a list: one activity, or one day, or one person; within it, one grid. */
struct staff_scope {
    int64_t occurrence_id; /* 0: see day_ms */
    int64_t day_ms;        /* any moment of the day; 0 and no activity: today's, or the newest */
    int64_t member_id;     /* all of this person's; the two above are then ignored */
    int64_t grid_id;       /* 0: all */
};

/* Where a page of the log begins: behind this row (older), or before it (newer). */
struct staff_place {
    int64_t at_ms, occurrence_id, member_id; /* at_ms 0: at the newest */
    bool newer;
};

struct staff_ask {
    enum staff_view view;
    struct staff_scope scope;
    struct staff_place from;
    int32_t offset;
    bool running; /* STAFF_ABSENT: absent three times in a row */
    char search[STAFF_SEARCH_SIZE];
};

struct staff_log_row {
    int64_t occurrence_id, member_id;
    int64_t at_ms;    /* by the kiosk's clock */
    int64_t shown_ms; /* corrected if the clock was found to be wrong later */
    bool late, by_hand, corrected;
    char name[NAME_SIZE], grid[TITLE_SIZE], title[TITLE_SIZE], by[NAME_SIZE];
};

struct staff_grid {
    int64_t id;
    char name[TITLE_SIZE];
};

struct staff_log {
    struct staff_scope scope;     /* as answered: never without an activity, a day or a person */
    struct occurrence occurrence; /* id 0: a day, or a person's */
    char person[NAME_SIZE];
    int32_t arrived, expected, waiting; /* expected 0: not known */
    int32_t rows;                       /* of the whole scope */
    int32_t count;
    struct staff_log_row row[STAFF_ROWS];
    int64_t first_bar_ms; /* 0: no chart */
    int32_t bar_count;
    int32_t bars[STAFF_BARS];
    int64_t chain_broken; /* the first row of the audit log whose hash is wrong; 0: none */
    int32_t grid_count;
    struct staff_grid grids[STAFF_GRIDS];
};

struct staff_activities {
    int32_t total, count;
    struct {
        int64_t id, start_ms;
        char title[TITLE_SIZE];
        int32_t arrived;
    } row[STAFF_ROWS];
};

struct staff_people {
    struct occurrence occurrence; /* id 0: there is none */
    int32_t total, count;
    struct {
        int64_t id;
        char member_no[32], name[NAME_SIZE], grid[TITLE_SIZE];
        bool is_in;    /* checked in at the occurrence */
        int32_t cards; /* valid ones */
    } row[STAFF_PEOPLE];
    int32_t grid_count;
    struct staff_grid grids[STAFF_GRIDS];
};

struct staff_deferred {
    char kind[32], reason[160]; /* the program's reason, in English */
};

struct staff_queue {
    int32_t waiting;
    int64_t oldest_ms;      /* 0: none is pending */
    int32_t deferred_count; /* changes of the station that could not be applied yet */
    int32_t deferred_shown;
    struct staff_deferred deferred[STAFF_DEFERRED]; /* the first of them */
    int64_t restored_ms; /* UTC, when the station was restored from a backup; 0: not recently */
    struct link_state link;
};

struct staff_device {
    bool reader_up, clock_synced, restored;
    bool pictures;                              /* the station may ask for screenshots */
    int64_t disk_free_bytes, memory_free_bytes; /* -1: not known */
    int32_t temperature_c;                      /* INT32_MIN: no sensor */
    int32_t kiosk_number;                       /* the prefix of its ticket numbers; 0: derived */
    struct link_state link;
    int32_t networks_up;
    char networks[96]; /* "eth0 192.168.1.20" */
    char version[32], sqlite[32], system[64], kiosk[32];
    int32_t line_count;
    char lines[STAFF_LINES][128];
};

struct staff_settings {
    int32_t volume, brightness; /* percent; brightness -1: the panel has none to set */
    int32_t opens_before_min, closes_after_min, late_after_min;
    bool names_masked;
};

enum staff_export_state {
    EXPORT_NONE,
    EXPORT_RUNNING,
    EXPORT_DONE,
    EXPORT_NO_STICK,
    EXPORT_FAILED
};

struct staff_export {
    enum staff_export_state state;
    enum err code; /* EXPORT_FAILED */
    int32_t rows, total;
    char file[64]; /* the name on the stick, without its ending */
};

/* The kinds of files on a stick, in the order of import. */
enum import_kind {
    IMPORT_SETTINGS,
    IMPORT_GRIDS,
    IMPORT_TEAMS,
    IMPORT_MEMBERS,
    IMPORT_CARDS,
    IMPORT_ACTIVITIES,
    IMPORT_CATEGORIES,
    IMPORT_STEPS,
    IMPORT_NOTICES,
    IMPORT_STORIES,
    IMPORT_GUIDES,
    IMPORT_PACKS, /* refused ones only: the changes of a pack are counted by their kinds */
    IMPORT_KINDS
};

enum staff_import_state {
    IMPORT_NONE,
    IMPORT_LOOKING, /* reading the stick; nothing is changed */
    IMPORT_SEEN,    /* the counts are what an import would do */
    IMPORT_TAKING,
    IMPORT_TAKEN, /* the counts are what was done */
    IMPORT_EMPTY, /* there is nothing to import on the stick */
    IMPORT_FAILED /* code; files that were imported before the failure stay imported */
};

#define IMPORT_REFUSALS 12 /* shown in words; more are counted */
#define IMPORT_REFUSAL_SIZE 256

struct staff_import {
    enum staff_import_state state;
    enum err code;
    bool was_taking;  /* IMPORT_FAILED: some files may have been imported */
    char folder[160]; /* on the stick; "": the stick itself */
    int32_t files, files_total;
    struct {
        int32_t added, changed, removed; /* rows */
        int32_t refused;                 /* complete files */
    } kinds[IMPORT_KINDS];
    int32_t refusals; /* of all files; the first of them in words: */
    char refusal[IMPORT_REFUSALS][IMPORT_REFUSAL_SIZE];
};
int32_t staff_import_rows(const struct staff_import *import);  /* added, changed or removed */
int32_t staff_import_wrong(const struct staff_import *import); /* files refused */

enum staff_update_state {
    UPDATE_NONE,
    UPDATE_LOOKING,
    UPDATE_ABSENT,     /* none on a stick, and none complete from the station */
    UPDATE_UNABLE,     /* this machine has no slots to install one in */
    UPDATE_BAD,        /* words: not signed correctly, or damaged */
    UPDATE_OTHER,      /* for another type of machine */
    UPDATE_SEEN,       /* may be installed */
    UPDATE_INSTALLING, /* percent */
    UPDATE_INSTALLED,  /* takes effect at the next start of the machine */
    UPDATE_FAILED      /* code, words; the running system is unchanged */
};

struct staff_update {
    enum staff_update_state state;
    enum err code;
    int32_t percent;
    bool from_station;       /* false: from a stick */
    struct link_fetch fetch; /* what the station has for this machine */
    char file[96];           /* its name on the stick */
    char version[64], compatible[64],
        machine[64]; /* the type of machine it is for, and the type of this one */
    char words[160]; /* of the tool that refused */
};

struct staff_colleagues {
    int32_t total, count;
    struct {
        int64_t id;
        char name[NAME_SIZE];
        bool self;       /* is signed in now */
        int64_t left_ms; /* of the lock; 0: open */
    } row[STAFF_ROWS];
};

struct staff_pair {
    struct link_state link;
    struct link_pair pair;
};

struct staff_answer {
    enum staff_view view;
    char who[NAME_SIZE]; /* signed in */
    union {
        struct staff_log log;
        struct staff_activities activities;
        struct staff_people people;
        struct staff_queue queue;
        struct staff_device device;
        struct staff_settings settings;
        struct staff_export export;
        struct staff_import import;
        struct staff_colleagues colleagues;
        struct staff_update update;
        struct staff_pair pair;
    } u;
};

enum staff_action {
    STAFF_SIGN_IN,     /* pin; the card was tapped before */
    STAFF_CHECK_IN,    /* member_id, occurrence_id, reason */
    STAFF_UNDO,        /* member_id, occurrence_id, reason */
    STAFF_BIND_CARD,   /* member_id gets the card that was tapped; value 1: the member's other cards
                          are revoked */
    STAFF_CARD_LOST,   /* member_id: all valid cards of the member */
    STAFF_CARD_REVOKE, /* the same */
    STAFF_SET,         /* setting, value */
    STAFF_SET_CLOCK,   /* value: seconds to move forward, or back */
    STAFF_START_EXPORT,
    STAFF_SEND_NOW,
    STAFF_RESTART,
    STAFF_LOOK_AT_STICK, /* -> STAFF_IMPORT shows what an import would change */
    STAFF_TAKE_STICK,    /* what was seen */
    STAFF_LEAVE_STICK,   /* or leave it */
    STAFF_RESET_PIN,     /* member_id: a colleague, or oneself; pin: the new one */
    STAFF_RESET_BY_FILE, /* pin: the new one, for the member of staff whose card was tapped; a file
                            on the stick, signed by the station, allows it. No sign-in is needed */
    STAFF_PAIR_FIND,     /* look for stations on the network */
    STAFF_PAIR_REACH,    /* text: an address; its fingerprint comes */
    STAFF_PAIR_CODE,     /* text: the code; the fingerprint was compared */
    STAFF_PAIR_AGREE,    /* although cards must be enrolled again */
    STAFF_PAIR_CANCEL,
    STAFF_UNPAIR,
    STAFF_LOOK_FOR_UPDATE, /* on the stick, else from the station -> STAFF_UPDATE */
    STAFF_INSTALL_UPDATE,  /* what was seen */
    STAFF_REBOOT,          /* the machine */
    STAFF_ACTIONS
};

enum staff_reason {
    REASON_FORGOTTEN,
    REASON_BROKEN_CARD,
    REASON_READER,
    REASON_MISTAKE,
    REASON_OTHER,
    STAFF_REASONS
};

enum staff_setting {
    SETTING_VOLUME,
    SETTING_BRIGHTNESS,
    SETTING_OPENS_BEFORE,
    SETTING_CLOSES_AFTER,
    SETTING_LATE_AFTER,
    SETTING_NAMES_MASKED,
    STAFF_SETTINGS_COUNT
};

struct staff_do {
    enum staff_action action;
    int64_t member_id, occurrence_id;
    enum staff_reason reason;
    enum staff_setting setting;
    int32_t value;
    char pin[PIN_SIZE];
    char text[ADDRESS_SIZE];
};

enum staff_result {
    STAFF_OK,
    STAFF_WRONG_PIN,  /* tries_left */
    STAFF_LOCKED,     /* left_ms */
    STAFF_SIGNED_OUT, /* no one is signed in any more */
    STAFF_ALREADY,    /* it is done already */
    STAFF_NO_CARD,    /* no unknown card was tapped */
    STAFF_NO_STICK,
    STAFF_NOT_LINKED, /* no station to send to */
    STAFF_WEAK_PIN,   /* not six digits, all the same, or a run */
    STAFF_NO_FILE,    /* no file on the stick allows it: none, not signed by the station, not for
                         this person and kiosk, too old, or used before */
    STAFF_FAILED,     /* code */
};

struct staff_done {
    enum staff_action action;
    enum staff_result result;
    enum err code;
    int32_t tries_left;
    int64_t left_ms;
};

/* Stable words for records and the audit log. Never NULL. */
const char *staff_reason_word(enum staff_reason reason);   /* "card_forgotten" */
const char *staff_action_word(enum staff_action action);   /* "manual_check_in" */
const char *staff_setting_key(enum staff_setting setting); /* in the table setting */

/* A PIN: six digits, and not one digit six times nor a run (123456). */
bool staff_pin_is_sound(const char *pin);

/* --- five wrong PINs, then a quarter of an hour --- */
struct pin_guard {
    int32_t wrong;
    int64_t left_ms; /* of the lock, when it was last counted; 0: open */
    char boot[64];   /* and when that was: the boot's id and its CLOCK_BOOTTIME */
    int64_t mono_ms;
};
/* Count the lock down to now. Only running time counts, so that setting the clock does not shorten
 * it; after a restart it continues from the last stored value. */
void pin_guard_count(struct pin_guard *guard, const char *boot, int64_t mono_ms);
/* A try begins: it is counted as wrong before the PIN is verified, so that pulling the plug gains
 * no extra try. false: locked. */
bool pin_guard_try(struct pin_guard *guard, const char *boot, int64_t mono_ms);
void pin_guard_open(struct pin_guard *guard); /* it was right */
