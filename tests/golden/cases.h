#pragma once
/* Every screen and case that has a golden picture. */
#include "fixture/stage.h"

struct golden_case {
    const char *name;
    const struct screen *screen;
    enum outcome_kind outcome;     /* OUTCOME_KINDS: none */
    enum refusal reason;
    void (*prepare)(struct stage *stage, struct where *where); /* may be NULL; before entering */
    const char *touches[4];        /* labels in Chinese, one after the other; NULL ends */
};

extern const struct golden_case golden_cases[];
extern const int golden_case_count;
void golden_show(struct stage *stage, const struct golden_case *c);
void golden_show_filled(struct stage *stage, const struct golden_case *c, enum fixture_fill fill);
