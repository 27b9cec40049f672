#pragma once
/* The setup wizard of a new kiosk. The desk's thread only. */
#include "desk/core/context.h"
#include "desk/core/job.h"

struct wireless_job;

struct setup {
    struct desk_context *context;
    struct answer_setup state; /* as set so far, since this start of the program */
    struct wireless_job *wireless;
};

void setup_init(struct setup *setup, struct desk_context *context);
void setup_finish(struct setup *setup); /* ends the wireless job */
/* INTENT_SETUP_SEE and INTENT_SETUP_DO. ERR_PERMISSION: this kiosk is set up. */
MUST_CHECK enum err setup_answer(struct setup *setup, const struct intent *intent,
                                 struct answer_setup *ret, struct why *why);
void setup_watch(struct setup *setup, int64_t now_ms); /* the wireless job's progress */
bool setup_is_busy(const struct setup *setup);
