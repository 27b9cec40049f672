/* link: what staff do about the station: send now, pair, unpair. The forward does the network part;
 * its progress arrives as LINK_PAIR. */
#include "base/log.h"
#include "desk/staff/staff.h"

#include <stdlib.h>
#include <string.h>

bool desk_staff_links(enum staff_action action) {
    return action == STAFF_SEND_NOW || action == STAFF_PAIR_FIND || action == STAFF_PAIR_REACH ||
           action == STAFF_PAIR_AGREE || action == STAFF_PAIR_CANCEL;
}

bool desk_staff_pairs(enum staff_action action) {
    return action == STAFF_PAIR_CODE || (desk_staff_links(action) && action != STAFF_SEND_NOW);
}

static enum link_tell_kind tell_of(enum staff_action action) {
    return action == STAFF_PAIR_FIND    ? LINK_FIND
           : action == STAFF_PAIR_REACH ? LINK_REACH
           : action == STAFF_PAIR_CODE  ? LINK_CODE
           : action == STAFF_PAIR_AGREE ? LINK_AGREE
           : action == STAFF_SEND_NOW   ? LINK_SEND_NOW
                                        : LINK_CANCEL;
}

static void unpair(struct desk_staff *staff, struct staff_done *done) {
    struct why why = {0};
    done->code = pairing_remove(staff->context->data_directory, &why);
    done->result = done->code == ERR_NONE ? STAFF_OK : STAFF_FAILED;
    if (done->code != ERR_NONE) log_error("desk", "unpair: %s", why.text);
    staff->sync->pair = (struct link_pair){.stage = PAIR_NONE};
    desk_pairing_check(staff->sync, false);
}

void desk_staff_link(struct desk_staff *staff, const struct staff_do *action,
                     struct staff_done *done) {
    struct link_tell tell = {.kind = tell_of(action->action)};
    struct why why = {0};
    done->result = STAFF_OK;
    if (action->action == STAFF_UNPAIR) {
        unpair(staff, done);
        return;
    }
    if (action->action == STAFF_SEND_NOW && !staff->context->paired) {
        done->result = STAFF_NOT_LINKED;
        return;
    }
    TEXT_COPY(tell.text, action->text);
    TEXT_COPY(tell.kiosk, store_kiosk_id(staff->context->store));
    struct hash key = desk_card_key_hash(staff->context);
    memcpy(tell.card_key_hash, key.bytes, HASH_BYTES);
    if (store_count_cards(staff->context->store, &why, &tell.cards) != ERR_NONE)
        log_warn("desk", "cards: %s", why.text);
    if (!context_forward(staff->context, &tell)) {
        done->result = STAFF_FAILED;
        done->code = ERR_BUSY;
    }
}
