/* session: which member of staff is signed in, and whose card was tapped. */
#include "desk/staff/staff.h"

#include <string.h>

int64_t desk_staff_id(const struct desk_staff *staff) {
    return clock_ticks_ms() < staff->until_ms ? staff->id : 0;
}

void desk_staff_keep(struct desk_staff *staff) {
    staff->until_ms = clock_ticks_ms() + STAFF_KEPT_MS;
}

void desk_staff_forget(struct desk_staff *staff) {
    staff->id = staff->until_ms = staff->card_of = staff->card_until_ms = 0;
    staff->seen_unknown = false;
    explicit_bzero(staff->name, sizeof staff->name);
}

bool desk_staff_card_is_here(const struct desk_staff *staff) {
    return staff->card_of && clock_ticks_ms() < staff->card_until_ms;
}

enum err desk_staff_card(struct desk_staff *staff, const struct hash *identity, struct why *why,
                         bool *ret_is_staff) {
    struct staff_row row;
    enum err e = store_staff_of_card(staff->context->store, identity, why, &row);
    if (e != ERR_NONE && e != ERR_NOT_FOUND) return e;
    *ret_is_staff = e == ERR_NONE;
    if (e == ERR_NONE) {
        desk_staff_forget(staff);
        staff->card_of = row.id;
        staff->card_until_ms = clock_ticks_ms() + STAFF_KEPT_MS;
    }
    return ERR_NONE;
}

void desk_staff_saw_card(struct desk_staff *staff, const struct hash *identity, bool unknown) {
    staff->seen_card = *identity;
    staff->seen_unknown = unknown;
    desk_staff_keep(staff);
}
