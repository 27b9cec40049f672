/* change_list: changes kept at their own size. A struct change is as large as the largest story; a
 * member needs a fortieth of that. */
#include "desk/core/change_list.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#define BLOCK_BYTES ((size_t)1 << 20)

struct block {
    struct block *next;
    size_t used;
    _Alignas(max_align_t) uint8_t bytes[BLOCK_BYTES];
};
struct change_list {
    struct block *first, *last;
};

/* How many bytes of a struct change its kind uses, from the beginning. */
static size_t bytes_of(enum change_kind kind) {
#define UP_TO(member) (offsetof(struct change, u) + sizeof((struct change *)0)->u.member)
    static const size_t bytes[CHANGE_KINDS] = {[CHANGE_GRID] = UP_TO(grid),
                                               [CHANGE_TEAM] = UP_TO(team),
                                               [CHANGE_MEMBER] = UP_TO(member),
                                               [CHANGE_CARD] = UP_TO(card),
                                               [CHANGE_OCCURRENCE] = UP_TO(occurrence),
                                               [CHANGE_STORY] = UP_TO(story),
                                               [CHANGE_GUIDE] = UP_TO(guide),
                                               [CHANGE_CATEGORY] = UP_TO(category),
                                               [CHANGE_SETTING] = UP_TO(setting),
                                               [CHANGE_NOTICE] = UP_TO(notice),
                                               [CHANGE_REQUEST_STEP] = UP_TO(request_step),
                                               [CHANGE_KEEP] = UP_TO(keep),
                                               [CHANGE_DROP_OTHERS] = UP_TO(drop_others)};
    size_t align = _Alignof(max_align_t);
    size_t n = kind < CHANGE_KINDS && bytes[kind] ? bytes[kind] : sizeof(struct change);
    return (n + align - 1) / align * align;
}

struct change_list *change_list_new(void) {
    return calloc(1, sizeof(struct change_list));
}

void change_list_free(struct change_list *list) {
    if (!list) return;
    for (struct block *block = list->first, *next; block; block = next) {
        next = block->next;
        free(block);
    }
    free(list);
}

enum err change_list_take(void *to, const struct change *change, struct why *why) {
    struct change_list *list = to;
    size_t n = bytes_of(change->kind), has = n < sizeof *change ? n : sizeof *change;
    if (!list->last || list->last->used + n > BLOCK_BYTES) {
        struct block *block = malloc(sizeof *block);
        if (!block) return why_set(why, ERR_NO_MEMORY, "no memory for the changes of a file");
        block->next = NULL;
        block->used = 0;
        if (list->last)
            list->last->next = block;
        else
            list->first = block;
        list->last = block;
    }
    memcpy(list->last->bytes + list->last->used, change, has);
    list->last->used += n;
    return ERR_NONE;
}

enum err change_list_give(const struct change_list *list, const struct change_sink *sink,
                          struct why *why) {
    enum err e = ERR_NONE;
    struct change *change = calloc(1, sizeof *change);
    if (!change) return why_set(why, ERR_NO_MEMORY, "no memory for the changes of a file");
    for (const struct block *block = list->first; e == ERR_NONE && block; block = block->next) {
        for (size_t at = 0; e == ERR_NONE && at < block->used;) {
            enum change_kind kind;
            memcpy(&kind, block->bytes + at + offsetof(struct change, kind), sizeof kind);
            size_t n = bytes_of(kind), has = n < sizeof *change ? n : sizeof *change;
            memcpy(change, block->bytes + at, has);
            e = sink->take(sink->to, change, why);
            at += n;
        }
    }
    free(change);
    return e;
}
