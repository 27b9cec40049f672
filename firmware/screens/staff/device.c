/* staff_device: the state of the machine. */
#include "screens/staff/page.h"
#include "screens/widgets/dates.h"

#include <stdio.h>

enum { ID_STATION = ID_STAFF_OWN, ID_UPDATE };

struct device {
    struct staff_scope scope;
    struct staff_query query;
};

static void device_enter(void *state, const struct where *where, const struct outcome *outcome,
                         struct asks *asks) {
    struct device *d = state;
    (void)outcome;
    d->scope = where->staff;
    staff_query(asks, STAFF_DEVICE, &d->scope);
}

static void device_answer(void *state, const struct answer *answer, struct asks *asks) {
    (void)asks;
    staff_query_take(&((struct device *)state)->query, answer, STAFF_DEVICE);
}

static struct step device_lead(const void *state) {
    const struct device *d = state;
    return step_to(d->query.gone ? STEP_DONE : STEP_STAY);
}

static struct step device_touch(void *state, struct touched touched, struct asks *asks) {
    struct device *d = state;
    struct step step;
    if (staff_touched(touched, &d->scope, &step)) return step;
    (void)asks;
    if (touched.id == ID_STATION)
        return step_with(STEP_STAFF_PAIR, &(struct where){.staff = d->scope});
    if (touched.id == ID_UPDATE)
        return step_with(STEP_STAFF_UPDATE, &(struct where){.staff = d->scope});
    return step_to(STEP_REDRAW);
}

static void gigabytes(int64_t bytes, char *ret, size_t size) {
    if (bytes < 0)
        snprintf(ret, size, "—");
    else
        snprintf(ret, size, "%.1f GB", (double)bytes / 1e9);
}

static void draw_facts(struct page *page, const struct staff_device *d) {
    char text[64];
    form_line(page, page_word(page, WORD_STAFF_READER_STATE),
              page_word(page, page->hall->reader_up ? WORD_STAFF_GOOD : WORD_STAFF_READER_DOWN));
    form_line(page, page_word(page, WORD_STAFF_CLOCK),
              page_word(page, d->clock_synced ? WORD_STAFF_SYNCED : WORD_STAFF_NOT_SYNCED));
    gigabytes(d->disk_free_bytes, text, sizeof text);
    form_line(page, page_word(page, WORD_STAFF_DISK), text);
    gigabytes(d->memory_free_bytes, text, sizeof text);
    form_line(page, page_word(page, WORD_STAFF_MEMORY), text);
    if (d->temperature_c == INT32_MIN)
        snprintf(text, sizeof text, "—");
    else
        snprintf(text, sizeof text, "%d °C", d->temperature_c);
    form_line(page, page_word(page, WORD_STAFF_TEMPERATURE), text);
    form_line(page, page_word(page, WORD_STAFF_NETWORKS),
              d->networks_up ? d->networks : page_word(page, WORD_STAFF_NO_NETWORK));
    snprintf(text, sizeof text, "Muster %s · SQLite %s", d->version, d->sqlite);
    form_line(page, page_word(page, WORD_STAFF_VERSION), text);
    form_line(page, page_word(page, WORD_STAFF_SYSTEM), d->system);
    form_line(page, page_word(page, WORD_STAFF_KIOSK), d->kiosk);
    if (d->kiosk_number) {
        snprintf(text, sizeof text, "%03d", d->kiosk_number);
        form_line(page, page_word(page, WORD_STAFF_KIOSK_NUMBER), text);
    }
    form_line(page, page_word(page, WORD_STAFF_QUEUE_STATE), staff_link_words(page, &d->link));
    if (d->link.paired) {
        form_line(page, page_word(page, WORD_STAFF_STATION_NAME), d->link.station);
        form_line(page, page_word(page, WORD_STAFF_STATION_ADDRESS), d->link.address);
    }
    if (d->pictures) form_message(page, page_word(page, WORD_STAFF_PICTURES), true);
    if (d->restored) form_message(page, page_word(page, WORD_STAFF_RESTORED), false);
}

/* "<4>desk: ...": a line of the log begins with its priority of syslog(3). Errors and warnings are
 * marked. */
static void draw_log_line(struct page *page, const char *line) {
    char words[160];
    bool has = line[0] == '<' && line[1] >= '0' && line[1] <= '7' && line[2] == '>';
    bool grave = has && line[1] <= '4';
    snprintf(words, sizeof words, "%s %s", grave ? "！" : "·", has ? line + 3 : line);
    page_text(page, words, FACE_SANS, 30, 140,
              grave ? page->ui->theme->red : page->ui->theme->quiet);
}

static void device_draw(const void *state, int64_t since_ms, struct page *page) {
    const struct device *s = state;
    const struct staff_device *d = &s->query.answer.u.device;
    const struct action actions[] = {
        {.label = page_word(page, WORD_STAFF_OUT), .id = ID_STAFF_OUT},
        {.label = page_word(page, WORD_STAFF_STATION), .style = STYLE_PRIMARY, .id = ID_STATION},
        {.label = page_word(page, WORD_STAFF_UPDATE), .id = ID_UPDATE}};
    (void)since_ms;
    staff_begin(page, s->query.answer.who, STEP_STAFF_DEVICE, actions, 3);
    if (s->query.here) {
        draw_facts(page, d);
        page_gap(page, 24);
        page_text(page, page_word(page, WORD_STAFF_LOG_TAIL), FACE_BOLD, 38, 145,
                  page->ui->theme->ink);
        for (int i = 0; i < d->line_count; i++) draw_log_line(page, d->lines[i]);
        page_gap(page, 24);
    } else {
        page_empty(page, WORD_LOADING);
    }
    page_end(page);
}

const struct screen screen_staff_device = {.name = "staff_device",
                                           .state_size = sizeof(struct device),
                                           .timeout_ms = STAFF_TIMEOUT_MS,
                                           .personal = true,
                                           .enter = device_enter,
                                           .touch = device_touch,
                                           .answer = device_answer,
                                           .lead = device_lead,
                                           .draw = device_draw};
