/* setup_zone: the time zone of all times that the kiosk shows. */
#include "screens/setup/page.h"

#include <string.h>

enum { ID_ZONE = ID_SETUP_OWN };

static const struct {
    const char *name;
    enum word word;
} zones[] = {{"Asia/Shanghai", WORD_SETUP_ZONE_SHANGHAI},
             {"Asia/Urumqi", WORD_SETUP_ZONE_URUMQI},
             {"Asia/Hong_Kong", WORD_SETUP_ZONE_HONG_KONG},
             {"Asia/Macau", WORD_SETUP_ZONE_MACAU},
             {"Asia/Taipei", WORD_SETUP_ZONE_TAIPEI}};

struct zone_step {
    struct setup_query query;
};

static struct step zone_touch(void *state, struct touched touched, struct asks *asks) {
    struct step step;
    (void)state;
    if (setup_touched(touched, STEP_SETUP_READER, STEP_SETUP_NETWORK, &step)) return step;
    setup_do(asks, SETUP_ZONE, zones[touched.arg].name, "");
    return step_to(STEP_REDRAW);
}

static void zone_draw(const void *state, int64_t since_ms, struct page *page) {
    const struct zone_step *s = state;
    struct form_button buttons[ARRAY_LENGTH(zones)];
    (void)since_ms;
    for (size_t i = 0; i < ARRAY_LENGTH(zones); i++) {
        bool chosen = s->query.here && strcmp(zones[i].name, s->query.answer.zone) == 0;
        buttons[i] = (struct form_button){page_word(page, zones[i].word),
                                          chosen ? STYLE_CHOSEN : STYLE_PLAIN, ID_ZONE, (int)i};
    }
    setup_begin(page, 5, WORD_SETUP_ZONE);
    setup_trouble(page, &s->query);
    setup_line(page, WORD_SETUP_ZONE_LINE);
    form_buttons(page, buttons, ARRAY_LENGTH(zones));
    page_end(page);
}

static void zone_answer(void *state, const struct answer *answer, struct asks *asks) {
    (void)asks;
    setup_query_take(&((struct zone_step *)state)->query, answer);
}

const struct screen screen_setup_zone = {.name = "setup_zone",
                                         .state_size = sizeof(struct zone_step),
                                         .enter = setup_enter,
                                         .touch = zone_touch,
                                         .answer = zone_answer,
                                         .outcome = setup_keep_tap,
                                         .draw = zone_draw};
