#pragma once
/* Taps, and the questions on the screen that follow from one, to an outcome. The desk's thread
 * only. */
#include "desk/maintenance.h"
#include "model/tap.h"

struct taps {
    struct desk_context *context;
    struct visitor *visitor;
    struct desk_staff *staff;
    struct maintenance *maintenance;
};

void taps_on_reader(struct taps *taps, const struct reader_event *event);
void taps_on_sign_out(struct taps *taps, const struct intent *intent);
void taps_on_choose(struct taps *taps, const struct intent *intent);
