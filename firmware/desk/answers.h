#pragma once
/* What the screens ask to see or to file, answered. The desk's thread only. */
#include "desk/maintenance.h"
#include "desk/requests.h"
#include "desk/setup.h"

struct answers {
    struct desk_context *context;
    struct visitor *visitor;
    struct desk_staff *staff;
    struct requests *requests;
    struct setup *setup;
    struct maintenance *maintenance;
};

/* Only the intents of INTENTS_ANSWERED. */
void answers_on_intent(struct answers *answers, const struct intent *intent);
