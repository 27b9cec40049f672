#pragma once
/* Maintenance of the store, and of what depends on it: open, reopen, check, snapshot; and what the
 * parts have left in context->due. The desk's thread only. */
#include "desk/staff/staff.h"
#include "desk/visitor.h"

struct maintenance {
    struct desk_context *context;
    struct desk_staff *staff;
    struct desk_sync *sync;
    const struct visitor *visitor;
    int64_t next_check_ms, next_snapshot_ms; /* clock_ticks_ms */
    bool snapshot_under_way;
    bool clock_known;
};

void maintenance_open_store(struct maintenance *m);
/* true: the store was damaged, is open again, and the verb that failed is worth one more try. */
bool maintenance_reopen(struct maintenance *m);
/* After each arrival: carries out what is due. */
void maintenance_settle(struct maintenance *m);
/* Between arrivals; and how long the desk may wait for the next one. */
void maintenance_run(struct maintenance *m);
int maintenance_wait_ms(const struct maintenance *m);
void maintenance_last_snapshot(struct maintenance *m);
