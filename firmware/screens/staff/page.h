#pragma once
/* What the staff pages share: the dark bar with the signed-in name, the tabs, the pad of digits and
 * the search for a member. UI thread only. */
#include "screens/shell/screen.h"
#include "screens/widgets/form.h"

enum staff_id { /* targets that mean the same on every page; a page's own follow after ID_STAFF_OWN
                 */
                ID_STAFF_OUT = 100,
                ID_STAFF_TAB, /* arg: enum step_kind */
                ID_STAFF_KEY, /* arg: a letter or digit */
                ID_STAFF_ERASE,
                ID_STAFF_CLEAR,
                ID_STAFF_PERSON, /* arg: row of the people */
                ID_STAFF_BEFORE,
                ID_STAFF_AFTER,
                ID_STAFF_PIN_NEXT,
                ID_STAFF_OWN
};

#define STAFF_TIMEOUT_MS 120000

/* Draws bar, actions and tabs; the body begins below them. tab: the step that opens this page;
 * STEP_STAY: no tabs (not signed in). */
void staff_begin(struct page *page, const char *who, enum step_kind tab,
                 const struct action *actions, int count);
/* true: the touch was on the bar or a tab, and *ret_step is where it leads. */
bool staff_touched(struct touched touched, const struct staff_scope *scope, struct step *ret_step);

/* Asks the desk for a view. */
struct staff_ask *staff_query(struct asks *asks, enum staff_view view,
                              const struct staff_scope *scope);

struct staff_query {
    bool here, gone; /* gone: nobody is signed in any more */
    enum err failed;
    struct staff_answer answer;
};
/* true: *query has a new answer of this view. */
bool staff_query_take(struct staff_query *query, const struct answer *answer, enum staff_view view);

/* Asks the desk for an action; the caller fills in the rest. */
struct staff_do *staff_act(struct asks *asks, enum staff_action action);

struct staff_acted {
    bool here; /* the result of the newest action is known */
    struct staff_done done;
};
/* true: *acted has a new result. */
bool staff_acted_take(struct staff_acted *acted, const struct answer *answer);

/* For struct screen, lead: STEP_DONE once an answer says that nobody is signed in any more. */
struct step staff_lead(const struct staff_query *query, const struct staff_acted *acted);

/* --- words --- */
/* What the result of an action means. */
const char *staff_result_words(const struct page *page, const struct staff_done *done);
/* link.c */
const char *staff_link_words(const struct page *page, const struct link_state *link);
const char *staff_trouble_words(const struct page *page, enum link_trouble trouble);
const char *staff_link_advice(const struct page *page, enum link_trouble trouble);
void staff_digits(struct page *page, bool typed);
void staff_dots(struct page *page, int typed); /* of PIN_DIGITS */

/* --- a new PIN, typed twice (new_pin.c) --- */
struct staff_new_pin {
    char typed[PIN_SIZE], first[PIN_SIZE];
    bool again, differs;
};
/* true: both entries are equal, and p->typed is the new PIN. */
bool staff_new_pin_touch(struct staff_new_pin *p, struct touched touched);
bool staff_new_pin_full(const struct staff_new_pin *p);
struct action staff_new_pin_action(const struct page *page, const struct staff_new_pin *p);
void staff_new_pin_draw(struct page *page, const struct staff_new_pin *p, const char *name);

/* --- the search for a member (find.c) --- */
struct staff_find {
    char search[STAFF_SEARCH_SIZE];
    int32_t offset;
    struct staff_query query;
    bool chosen;
    int row;
};
void staff_find_ask(const struct staff_find *find, const struct staff_scope *scope,
                    struct asks *asks);
/* true: the touch belonged to the search. */
bool staff_find_touch(struct staff_find *find, struct touched touched,
                      const struct staff_scope *scope, struct asks *asks);
void staff_find_draw(const struct staff_find *find, struct page *page);
