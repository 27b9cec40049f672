/* glass_event: how many bytes of an event need copying. */
#include "model/glass_event.h"

static size_t answer_size(const struct answer *answer) {
#define SIZE(kind, type, member) [ANSWER_##kind] = sizeof(type),
    static const size_t sizes[ANSWER_KINDS] = {ANSWERS(SIZE)};
#undef SIZE
    if ((unsigned)answer->kind >= ANSWER_KINDS) return sizeof *answer;
    return offsetof(struct answer, u) + sizes[answer->kind];
}

size_t glass_event_size(const struct glass_event *event) {
    size_t head = offsetof(struct glass_event, u);
    switch (event->kind) {
    case GLASS_OUTCOME:
        return head + sizeof event->u.outcome;
    case GLASS_ANSWER:
        return head + answer_size(&event->u.answer);
    case GLASS_READER:
        return head + sizeof event->u.reader;
    case GLASS_STORE:
        return head + sizeof event->u.store;
    case GLASS_SPEAKING:
        return head + sizeof event->u.speaking;
    case GLASS_VOICE_NOTE:
        return head + sizeof event->u.voice_note;
    case GLASS_ROTATION:
        return head + sizeof event->u.rotation;
    case GLASS_SCREENSHOT:
        return head + sizeof event->u.screenshot;
    case GLASS_CHANGED:
        return head;
    }
    return sizeof *event;
}
