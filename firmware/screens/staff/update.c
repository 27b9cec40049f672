/* staff_update: installs a system update from a stick or from the station: its description, the
 * progress, then a restart of the machine. */
#include "screens/staff/page.h"

#include <stdio.h>

enum { ID_BACK = ID_STAFF_OWN, ID_LOOK, ID_INSTALL, ID_REBOOT, ID_REBOOT_YES };

struct updating {
    struct staff_scope scope;
    struct staff_query query;
    bool sure;
    struct staff_acted acted;
};

static void act(struct asks *asks, enum staff_action action) {
    staff_act(asks, action);
}

static void update_enter(void *state, const struct where *where, const struct outcome *outcome,
                         struct asks *asks) {
    (void)outcome;
    ((struct updating *)state)->scope = where->staff;
    act(asks, STAFF_LOOK_FOR_UPDATE);
}

static void update_answer(void *state, const struct answer *answer, struct asks *asks) {
    struct updating *u = state;
    staff_query_take(&u->query, answer, STAFF_UPDATE);
    if (!staff_acted_take(&u->acted, answer)) return;
    staff_query(asks, STAFF_UPDATE, &u->scope);
}

static struct step update_lead(const void *state) {
    const struct updating *u = state;
    return staff_lead(&u->query, &u->acted);
}

static struct step update_touch(void *state, struct touched touched, struct asks *asks) {
    struct updating *u = state;
    struct step step;
    if (staff_touched(touched, &u->scope, &step)) return step;
    if (touched.id == ID_BACK)
        return step_with(STEP_STAFF_DEVICE, &(struct where){.staff = u->scope});
    if (touched.id == ID_LOOK) act(asks, STAFF_LOOK_FOR_UPDATE);
    if (touched.id == ID_INSTALL) act(asks, STAFF_INSTALL_UPDATE);
    if (touched.id == ID_REBOOT_YES) act(asks, STAFF_REBOOT);
    u->sure = touched.id == ID_REBOOT;
    return step_to(STEP_REDRAW);
}

static void draw_bundle(struct page *page, const struct staff_update *now) {
    form_line(page, page_word(page, WORD_STAFF_UPDATE_FROM),
              page_word(page, now->from_station ? WORD_STAFF_UPDATE_FROM_STATION
                                                : WORD_STAFF_UPDATE_FROM_STICK));
    if (!now->from_station) form_line(page, page_word(page, WORD_STAFF_UPDATE_FILE), now->file);
    if (!now->compatible[0]) return;
    form_line(page, page_word(page, WORD_STAFF_VERSION), now->version);
    form_line(page, page_word(page, WORD_STAFF_UPDATE_FOR), now->compatible);
    form_line(page, page_word(page, WORD_STAFF_UPDATE_HERE), now->machine);
}

static void draw_percent(struct page *page, int32_t percent) {
    char n[16], words[48];
    snprintf(n, sizeof n, "%d", percent);
    strings_fill(words, sizeof words, page_word(page, WORD_STAFF_PERCENT), "n", n, NULL);
    page_text(page, words, FACE_BOLD, 54, 150, page->ui->theme->ink);
    page_gap(page, 16);
    form_progress(page, percent, 100);
}

static void draw_failed(struct page *page, const struct staff_update *now) {
    char words[256];
    strings_fill(words, sizeof words, page_word(page, WORD_STAFF_UPDATE_FAILED), "code",
                 err_name(now->code), NULL);
    form_message(page, words, false);
}

static enum word trouble_word(enum fetch_trouble trouble) {
    switch (trouble) {
    case FETCH_OK:
    case FETCH_BAD_MANIFEST:
        break;
    case FETCH_OTHER_MACHINE:
        return WORD_STAFF_FETCH_OTHER;
    case FETCH_NO_ROOM:
        return WORD_STAFF_FETCH_DISK;
    case FETCH_DAMAGED:
        return WORD_STAFF_FETCH_DAMAGED;
    case FETCH_MISSING:
        return WORD_STAFF_FETCH_MISSING;
    }
    return WORD_STAFF_FETCH_BAD;
}

/* There is nothing to install yet. */
static void draw_absent(struct page *page, const struct link_fetch *fetch) {
    char words[256];
    switch (fetch->stage) {
    case FETCH_NONE:
    case FETCH_READY: /* the file is being checked */
        page_text(page, page_word(page, WORD_STAFF_UPDATE_ABSENT), FACE_SANS, 42, 150,
                  page->ui->theme->ink);
        return;
    case FETCH_REFUSED:
        form_message(page, page_word(page, trouble_word(fetch->trouble)), false);
        break;
    case FETCH_COMING:
        if (!fetch->version[0]) { /* its description is being fetched */
            page_text(page, page_word(page, WORD_STAFF_UPDATE_LOOKING), FACE_SANS, 42, 150,
                      page->ui->theme->quiet);
            return;
        }
        strings_fill(words, sizeof words, page_word(page, WORD_STAFF_FETCH_COMING), "version",
                     fetch->version, NULL);
        form_message(page, words, true);
        draw_percent(page, fetch->percent);
        return;
    }
    if (fetch->version[0]) form_line(page, page_word(page, WORD_STAFF_VERSION), fetch->version);
}

static void draw_state(struct page *page, const struct staff_update *now) {
    switch (now->state) {
    case UPDATE_NONE:
    case UPDATE_LOOKING:
        page_text(page, page_word(page, WORD_STAFF_UPDATE_LOOKING), FACE_SANS, 42, 150,
                  page->ui->theme->quiet);
        return;
    case UPDATE_ABSENT:
        draw_absent(page, &now->fetch);
        return;
    case UPDATE_UNABLE:
        page_text(page, page_word(page, WORD_STAFF_UPDATE_UNABLE), FACE_SANS, 42, 150,
                  page->ui->theme->ink);
        return;
    case UPDATE_BAD:
        form_message(page, page_word(page, WORD_STAFF_UPDATE_BAD), false);
        break;
    case UPDATE_OTHER:
        form_message(page, page_word(page, WORD_STAFF_UPDATE_OTHER), false);
        break;
    case UPDATE_SEEN:
        page_text(page, page_word(page, WORD_STAFF_UPDATE_SEEN), FACE_SANS, 42, 150,
                  page->ui->theme->ink);
        page_gap(page, 16);
        break;
    case UPDATE_INSTALLING:
        form_message(page,
                     page_word(page, now->from_station ? WORD_STAFF_UPDATE_INSTALLING_FETCHED
                                                       : WORD_STAFF_UPDATE_INSTALLING),
                     true);
        draw_percent(page, now->percent);
        break;
    case UPDATE_INSTALLED:
        form_message(page,
                     page_word(page, now->from_station ? WORD_STAFF_UPDATE_INSTALLED_FETCHED
                                                       : WORD_STAFF_UPDATE_INSTALLED),
                     true);
        break;
    case UPDATE_FAILED:
        draw_failed(page, now);
        break;
    }
    draw_bundle(page, now);
    if (now->state == UPDATE_BAD || now->state == UPDATE_FAILED) {
        page_gap(page, 16);
        page_text(page, now->words, FACE_SANS, 36, 150, page->ui->theme->quiet);
    }
}

/* The main action of this state. */
static struct action main_action(const struct page *page, const struct updating *u) {
    enum staff_update_state state = u->query.here ? u->query.answer.u.update.state : UPDATE_NONE;
    if (state == UPDATE_SEEN)
        return (struct action){.label = page_word(page, WORD_STAFF_UPDATE_INSTALL),
                               .style = STYLE_PRIMARY,
                               .id = ID_INSTALL};
    if (state == UPDATE_INSTALLED)
        return (struct action){
            .label = page_word(page, u->sure ? WORD_STAFF_REBOOT_YES : WORD_STAFF_REBOOT),
            .style = u->sure ? STYLE_DANGER : STYLE_PRIMARY,
            .id = u->sure ? ID_REBOOT_YES : ID_REBOOT};
    bool running = state == UPDATE_LOOKING || state == UPDATE_INSTALLING;
    return (struct action){.label = page_word(page, WORD_STAFF_IMPORT_AGAIN),
                           .style = running ? STYLE_OFF : STYLE_PLAIN,
                           .id = ID_LOOK};
}

static void update_draw(const void *state, int64_t since_ms, struct page *page) {
    const struct updating *u = state;
    bool trouble =
        u->acted.here && u->acted.done.result != STAFF_OK && u->acted.done.result != STAFF_ALREADY;
    const struct action actions[] = {
        {.label = page_word(page, WORD_BACK), .icon = "chevron-left", .id = ID_BACK},
        main_action(page, u)};
    (void)since_ms;
    staff_begin(page, u->query.answer.who, STEP_STAFF_UPDATE, actions, 2);
    page_heading(page, page_word(page, WORD_STAFF_UPDATE_TITLE), "");
    if (trouble)
        form_message(page, staff_result_words(page, &u->acted.done), false);
    else if (u->query.here)
        draw_state(page, &u->query.answer.u.update);
    else
        page_empty(page, WORD_LOADING);
    page_end(page);
}

const struct screen screen_staff_update = {.name = "staff_update",
                                           .state_size = sizeof(struct updating),
                                           .timeout_ms = STAFF_TIMEOUT_MS,
                                           .personal = true,
                                           .enter = update_enter,
                                           .touch = update_touch,
                                           .answer = update_answer,
                                           .lead = update_lead,
                                           .draw = update_draw};
