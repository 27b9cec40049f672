#pragma once
/* The store: the kiosk's one database (SQLite, WAL, synchronous=FULL) in DIR/muster.db.
 *
 * One struct store belongs to one thread. The desk owns the one that writes; export opens another
 * (store_open_to_read). Verbs that write are called between store_begin and store_commit; nothing
 * has happened until store_commit returns ERR_NONE.
 *
 * Errors: ERR_DISK_FULL and ERR_READ_ONLY: nothing was written, try again later. ERR_CORRUPT: close
 * the store and open it again with store_open, which moves the damaged file aside. ERR_NEWER: a
 * newer version wrote it; it is not touched. ERR_NOT_FOUND: no such row. Outputs are unchanged on
 * failure. */
#include "base/clock.h"
#include "model/change.h"
#include "model/check_in.h"
#include "model/intent.h"
#include "store/staff.h"
#include "store/station.h"

struct store;

/* What opening had to do; staff are informed. */
struct store_report {
    bool made;    /* there was none */
    bool damaged; /* the file was moved aside */
    bool
        rolled_back; /* an update was rolled back: the store of the newer version was moved aside */
    bool from_snapshot;   /* the newest good snapshot was opened */
    int32_t carried_over; /* records carried over from the damaged file */
    char aside[256];      /* where the damaged file is now */
    char reason[128];     /* what was wrong with it */
};

/* Open, check (quick_check), repair where needed, migrate. Makes DIR (0700) where there is none. */
MUST_CHECK enum err store_open(const char *dir, const struct activity_rules *rules, struct why *why,
                               struct store_report *ret_report, struct store **ret_store);
MUST_CHECK enum err store_open_to_read(const char *dir, const struct activity_rules *rules,
                                       struct why *why, struct store **ret_store);
/* A second connection that writes, beside the desk's, which is open and healthy. */
MUST_CHECK enum err store_open_beside(const char *dir, const struct activity_rules *rules,
                                      struct why *why, struct store **ret_store);
/* A copy, in memory, of all tables that changes touch: an import has the same effect on it as on
 * DIR's store. It does not block writers (scratch.c). */
MUST_CHECK enum err store_open_scratch(const char *dir, const struct activity_rules *rules,
                                       int64_t now_ms, struct why *why, struct store **ret_store);
void store_close(struct store *store); /* NULL ok; open transactions are rolled back */

MUST_CHECK enum err store_begin(struct store *store, struct why *why);
MUST_CHECK enum err store_commit(struct store *store,
                                 struct why *why); /* rolls back where it fails */
void store_rollback(struct store *store);

const char *store_engine(void); /* SQLite's version */

/* The rules for activities that do not specify their own. */
void store_set_rules(struct store *store, const struct activity_rules *rules);

/* Writes a dummy value, to see whether the disk accepts it. */
MUST_CHECK enum err store_probe(struct store *store, int64_t now_ms, struct why *why);

/* Another process committed since the last call (an import): what was read may be outdated. */
bool store_changed_outside(struct store *store);

/* --- snapshots (snapshot.c) --- */
/* Starts a snapshot, or continues the one that was begun: copies up to `pages` pages (below 0:
 * all). *ret_done: the new snapshot is complete, and only the last three are kept. Between calls
 * the store may write. */
MUST_CHECK enum err store_snapshot_step(struct store *store, int pages, int64_t now_ms,
                                        struct why *why, bool *ret_done);
int64_t store_snapshot_newest_ms(const char *dir); /* 0: none */

/* --- taps (tap.c) --- */
struct tap_member {
    int64_t id;
    char name[NAME_SIZE];
};
/* The facts that the rules need about this card: its standing, its member, the open activities. */
MUST_CHECK enum err store_tap_facts(struct store *store, const struct hash *identity,
                                    int64_t now_ms, struct why *why, struct tap_facts *ret_facts,
                                    struct tap_member *ret_member);
/* The same for a member already known (an answer on the screen). */
MUST_CHECK enum err store_member_facts(struct store *store, int64_t member_id, int64_t now_ms,
                                       struct why *why, struct tap_facts *ret_facts,
                                       struct tap_member *ret_member);
MUST_CHECK enum err store_check_in(struct store *store, int64_t occurrence_id, int64_t member_id,
                                   int64_t at_ms, bool late, struct why *why);
MUST_CHECK enum err store_sign_out(struct store *store, int64_t occurrence_id, int64_t member_id,
                                   int64_t at_ms, int32_t minutes, struct why *why);
MUST_CHECK enum err store_touch_check_in(struct store *store, int64_t occurrence_id,
                                         int64_t member_id, int64_t at_ms,
                                         struct why *why); /* the cool-down runs from here */
struct tallies {
    int32_t nth_today, times_this_month, volunteer_minutes;
};
MUST_CHECK enum err store_tallies(struct store *store, int64_t member_id, int64_t occurrence_id,
                                  int64_t now_ms, struct why *why, struct tallies *ret_tallies);
/* The newest answered request that the member has not seen; number "": none. */
MUST_CHECK enum err store_waiting_answer(struct store *store, int64_t member_id, struct why *why,
                                         char ret_number[static TICKET_SIZE],
                                         char ret_category[static TITLE_SIZE]);

/* --- records and the outbox (record.c) --- */
struct record {
    const char
        *kind; /* checkin signout visit refused_tap signup request staff_action device_status */
    struct moment at;
    const char *outcome;           /* "": it is no tap */
    const char *reason;            /* "" */
    int64_t member_id;             /* 0: none */
    const struct hash *card;       /* NULL: none */
    int64_t occurrence_id;         /* 0: none */
    int64_t request_id;            /* 0: none */
    const char *detail;            /* "" */
    const char *staff;             /* the key of the member of staff; NULL: none */
    int32_t minutes;               /* signout: the minutes counted */
    const struct hash *screenshot; /* device_status; NULL: none */
};
/* Add the record and its outbox row, numbered with the next seq. */
MUST_CHECK enum err store_add_record(struct store *store, const struct record *record,
                                     struct why *why, int64_t *ret_seq);
MUST_CHECK enum err store_pending(struct store *store, struct why *why, int32_t *ret_rows,
                                  int64_t *ret_oldest_ms);
const char *store_kiosk_id(const struct store *store);

/* --- screenshots (screenshot.c) --- */
#define SCREENSHOT_SETTING_SIZE 64
/* The station's setting for this kiosk; "": none. */
MUST_CHECK enum err store_screenshot_setting(struct store *store, int kiosk_number, struct why *why,
                                             char ret_value[static SCREENSHOT_SETTING_SIZE]);
MUST_CHECK enum err store_screenshot_last(struct store *store, struct why *why,
                                          int64_t *ret_asked_ms);
MUST_CHECK enum err store_screenshot_answered(struct store *store, int64_t asked_ms,
                                              struct why *why);
/* Records in the outbox that name one. */
MUST_CHECK enum err store_screenshots_pending(struct store *store, struct why *why,
                                              int64_t *ret_rows);

/* --- sign-ups and activities (activity.c) --- */
MUST_CHECK enum err store_sign_up(struct store *store, int64_t occurrence_id, int64_t member_id,
                                  int64_t at_ms, struct why *why,
                                  enum outcome_kind *ret_kind, /* SIGNED_UP, _WAITING, _ALREADY */
                                  int32_t *ret_nth_waiting);   /* 0: has a place */
MUST_CHECK enum err store_cancel_sign_up(struct store *store, int64_t occurrence_id,
                                         int64_t member_id, struct why *why);
MUST_CHECK enum err store_occurrence(struct store *store, int64_t id, struct why *why,
                                     struct occurrence *ret_occurrence);
MUST_CHECK enum err store_activity_page(struct store *store, int64_t id, struct why *why,
                                        struct answer_activity *ret_page);
MUST_CHECK enum err store_month(struct store *store, int year, int month, struct why *why,
                                struct answer_month *ret_month);
MUST_CHECK enum err store_days(struct store *store, int year, int month, int day, int days,
                               struct why *why, struct answer_day *ret_day);
MUST_CHECK enum err store_today(struct store *store, int64_t now_ms, struct why *why,
                                struct answer_today *ret_today);

/* --- requests (request.c) --- */
/* A request as it is stored: sealed to the station (base/seal.h). The words before sealing are the
 * phone number, a line feed, and the text. */
struct filed {
    const char *category; /* key; "team:KEY" asks to join that team */
    const char *title;    /* of the category on the ticket; NULL: looked up */
    const void *sealed;
    size_t sealed_bytes;
    const struct hash *voice_note; /* its sealed file; NULL: there is none */
    int64_t member_id;             /* 0: none */
    int64_t at_ms;
};
/* kiosk_number 1..999: the prefix of the ticket number, so that no two kiosks of a station issue
 * the same; 0: three digits derived from this kiosk's id. */
MUST_CHECK enum err store_file_request(struct store *store, const struct filed *filed,
                                       int kiosk_number, struct why *why, int64_t *ret_id,
                                       struct answer_ticket *ret_ticket);
/* What number and digits must hash to (store_track). */
MUST_CHECK enum err store_set_code(struct store *store, int64_t id, const struct hash *code,
                                   struct why *why);
/* A request that an older version stored unsealed; *ret_id 0: none. And its replacement by sealed
 * words. */
MUST_CHECK enum err store_unsealed(struct store *store, struct why *why, int64_t *ret_id,
                                   char ret_text[static REQUEST_TEXT_SIZE],
                                   char ret_phone[static PHONE_SIZE]);
MUST_CHECK enum err store_seal_request(struct store *store, int64_t id, const void *sealed,
                                       size_t sealed_bytes, struct why *why);

/* Follow a request (track.c). By code, if it is not NULL: five wrong tries lock the number for ten
 * minutes. Otherwise the member's own requests. Inside a transaction that is to be committed
 * whatever was found. *ret_id 0: not found. */
MUST_CHECK enum err store_track(struct store *store, const char *number, const struct hash *code,
                                int64_t member_id, int64_t now_ms, struct why *why, int64_t *ret_id,
                                struct answer_track *ret_track);
MUST_CHECK enum err store_track_page(struct store *store, int64_t id, bool full_name,
                                     struct why *why, struct answer_track *ret_track);
/* ERR_NOT_FOUND: there is no answer yet. word: sealed, or 0 bytes. */
MUST_CHECK enum err store_rate(struct store *store, int64_t id, enum rating rating,
                               const void *word, size_t word_bytes, struct why *why);
MUST_CHECK enum err store_categories(struct store *store, struct why *why,
                                     struct answer_categories *ret_categories);

/* --- the notice board, teams (notice.c, team.c) --- */
MUST_CHECK enum err store_notices(struct store *store, int64_t now_ms, struct why *why,
                                  struct answer_notices *ret_notices);
MUST_CHECK enum err store_teams(struct store *store, int64_t now_ms, struct why *why,
                                struct answer_teams *ret_teams);
MUST_CHECK enum err store_team(struct store *store, int64_t id, int64_t now_ms, struct why *why,
                               struct answer_team *ret_team);
/* The category of a request to join it, its name, and whether the member is in it already. */
MUST_CHECK enum err store_team_of(struct store *store, int64_t id, int64_t member_id,
                                  struct why *why, char ret_category[static KEY_SIZE + 8],
                                  char ret_name[static TITLE_SIZE], bool *ret_in_it);

/* --- the appearance that a member prefers, and visits (appearance.c) --- */
MUST_CHECK enum err store_keep_appearance(struct store *store, int64_t member_id,
                                          const struct appearance *look,
                                          struct why *why); /* kept false: it is deleted */
MUST_CHECK enum err store_appearance(struct store *store, int64_t member_id, struct why *why,
                                     struct appearance *ret_look);
MUST_CHECK enum err store_visited(struct store *store, int64_t member_id, int64_t at_ms,
                                  struct why *why);

/* --- people (member.c) --- */
MUST_CHECK enum err store_mine(struct store *store, int64_t member_id, int64_t now_ms,
                               struct why *why, struct answer_mine *ret_mine);
/* Pinyin initials ("wjg"), the beginning of a name, or of a member number; in name_key order. */
MUST_CHECK enum err store_find_members(struct store *store, const char *search, int offset,
                                       int limit, struct why *why,
                                       struct answer_members *ret_members);
MUST_CHECK enum err store_map(struct store *store, struct why *why, struct answer_map *ret_map);

/* --- stories and guides (story.c, guide.c) --- */
MUST_CHECK enum err store_stories(struct store *store, const char *tag, const char *initials,
                                  int offset, int limit, struct why *why,
                                  struct answer_stories *ret_stories);
MUST_CHECK enum err store_story(struct store *store, int64_t id, const char *tag, struct why *why,
                                struct answer_story *ret_story);
MUST_CHECK enum err store_guides(struct store *store, const char *search, int offset, int limit,
                                 struct why *why, struct answer_guides *ret_guides);
MUST_CHECK enum err store_guide(struct store *store, int64_t id, struct why *why,
                                struct answer_guide *ret_guide);

/* --- facts from the station (apply.c) --- */
/* Sets the name of the file that the changes of this transaction come from (without folders). */
void store_set_source(struct store *store, const char *source);
/* Upsert one change; inside a transaction. CHANGE_DROP_OTHERS drops what was not named in this
 * transaction: future occurrences of the same source without check-ins or sign-ups; the stories or
 * guides without a CHANGE_KEEP. */
MUST_CHECK enum err store_apply(struct store *store, const struct change *change, struct why *why);
/* Rows added or changed by store_apply since store_begin: 0 when a file changed nothing. */
int64_t store_applied(const struct store *store);
/* Rows of what a change of this kind makes; 0 for kinds that make none. */
MUST_CHECK enum err store_count_rows(struct store *store, enum change_kind kind, struct why *why,
                                     int64_t *ret_rows);

/* --- the audit log (audit.c) --- */
MUST_CHECK enum err store_audit(struct store *store, int64_t at_ms, const char *who,
                                const char *what, const char *detail, struct why *why);
/* Verifies the chain; *ret_broken is the first row whose hash is wrong, 0 if there is none. */
MUST_CHECK enum err store_audit_check(struct store *store, struct why *why, int64_t *ret_broken);

/* --- export (export.c) --- */
struct export_tap {
    char kiosk[KEY_SIZE];
    int64_t seq, at_ms;
    bool synced;
    char kind[KEY_SIZE], member_no[KEY_SIZE], name[NAME_SIZE], activity[TITLE_SIZE];
    char outcome[KEY_SIZE], reason[KEY_SIZE], detail[64];
};
#define REQUEST_SEALED_SIZE (REQUEST_TEXT_SIZE + PHONE_SIZE + 64)
struct export_request {
    char number[TICKET_SIZE], member_no[KEY_SIZE], name[NAME_SIZE], category[TITLE_SIZE];
    uint8_t sealed[REQUEST_SEALED_SIZE]; /* phone, line feed, text; base/seal.h */
    uint8_t remark[REQUEST_SEALED_SIZE]; /* sealed in the same way; with the rating */
    size_t sealed_bytes, remark_bytes;
    int64_t at_ms;
    int32_t stage;
    enum rating rating;
    bool has_voice_note;
    struct hash voice_note; /* DATA/outgoing/HASH.sealed */
    bool waiting;           /* its record has no receipt yet */
};
struct export_member {
    char member_no[KEY_SIZE], name[NAME_SIZE], grid[TITLE_SIZE], team[TITLE_SIZE],
        phone[PHONE_SIZE], branch[KEY_SIZE];
    int32_t joined_year, province, cards;
    bool has_left;
};
/* Calls back once for each row, in order of seq, number or member_no. */
MUST_CHECK enum err store_count_taps(struct store *store, struct why *why, int32_t *ret_taps);
MUST_CHECK enum err store_export_taps(struct store *store,
                                      void (*row)(void *to, const struct export_tap *), void *to,
                                      struct why *why);
MUST_CHECK enum err store_export_requests(struct store *store,
                                          void (*row)(void *to, const struct export_request *),
                                          void *to, struct why *why);
MUST_CHECK enum err store_export_members(struct store *store,
                                         void (*row)(void *to, const struct export_member *),
                                         void *to, struct why *why);
