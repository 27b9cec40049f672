/* glass_event: how many bytes of an event need copying. */
#include "model/glass_event.h"

static size_t answer_size(const struct answer *a) {
    size_t head = offsetof(struct answer, u);
    switch (a->kind) {
    case ANSWER_TODAY:
        return head + sizeof a->u.today;
    case ANSWER_STORIES:
        return head + sizeof a->u.stories;
    case ANSWER_STORY:
        return head + sizeof a->u.story;
    case ANSWER_MONTH:
        return head + sizeof a->u.month;
    case ANSWER_DAY:
        return head + sizeof a->u.day;
    case ANSWER_ACTIVITY:
        return head + sizeof a->u.activity;
    case ANSWER_CATEGORIES:
        return head + sizeof a->u.categories;
    case ANSWER_GUIDES:
        return head + sizeof a->u.guides;
    case ANSWER_GUIDE:
        return head + sizeof a->u.guide;
    case ANSWER_MAP:
        return head + sizeof a->u.map;
    case ANSWER_MINE:
        return head + sizeof a->u.mine;
    case ANSWER_MEMBERS:
        return head + sizeof a->u.members;
    case ANSWER_TICKET:
        return head + sizeof a->u.ticket;
    case ANSWER_STAFF:
        return head + sizeof a->u.staff;
    case ANSWER_STAFF_DONE:
        return head + sizeof a->u.staff_done;
    case ANSWER_TRACK:
        return head + sizeof a->u.track;
    case ANSWER_NOTICES:
        return head + sizeof a->u.notices;
    case ANSWER_TEAMS:
        return head + sizeof a->u.teams;
    case ANSWER_TEAM:
        return head + sizeof a->u.team;
    case ANSWER_SETUP:
        return head + sizeof a->u.setup;
    case ANSWER_KEPT:
        return head;
    case ANSWER_FAILED:
        return head + sizeof a->u.failed;
    case ANSWER_KINDS:
        break;
    }
    return sizeof *a;
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
    case GLASS_PICTURE:
        return head + sizeof event->u.picture;
    case GLASS_CHANGED:
        return head;
    }
    return sizeof *event;
}
