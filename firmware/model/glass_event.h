#pragma once
/* All events from other threads to the screens, in one mailbox. */
#include "model/intent.h"
#include "model/voice_note.h"

enum glass_event_kind {
    GLASS_OUTCOME, /* of a tap, or of INTENT_SIGN_OUT / INTENT_CHOOSE */
    GLASS_ANSWER,
    GLASS_READER,     /* reader up or down */
    GLASS_STORE,      /* store opened, or lost, or recovered from damage */
    GLASS_SPEAKING,   /* reading aloud began or ended */
    GLASS_VOICE_NOTE, /* the state of the recording or playback */
    GLASS_ROTATION,   /* the config turned the panel */
    GLASS_CHANGED,    /* content changed: what is shown must be asked for again */
    GLASS_SCREENSHOT, /* staff at the station ask for a screenshot -> INTENT_SCREENSHOT */
};

struct store_state {
    bool open;
    enum err code;   /* why not */
    bool read_only;  /* or disk full: taps are refused */
    bool restored;   /* a damaged store was moved aside; staff are informed */
    int32_t waiting; /* outbox rows */
};

struct glass_event {
    enum glass_event_kind kind;
    union {
        struct outcome outcome;
        struct answer answer;
        struct {
            bool up;
            char reason[64];
        } reader;
        struct store_state store;
        bool speaking;
        struct voice_note_state voice_note;
        int rotation; /* degrees clockwise */
        struct {
            int64_t asked_ms; /* which ask it is */
        } screenshot;
    } u;
};

/* Bytes that need copying for this kind: events are posted at the size they need. */
size_t glass_event_size(const struct glass_event *event);
