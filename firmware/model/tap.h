#pragma once
/* Events of the reader: one value per event. Posted by the reader thread, read by the desk. */
#include "model/tag.h"

enum reader_event_kind {
    READER_TAP,       /* one presentation of one card */
    READER_TWO_CARDS, /* more than one card in the field */
    READER_TRY_AGAIN, /* a card was there but could not be read */
    READER_UP,        /* the reader answers */
    READER_DOWN,      /* absent, silent, or its driver crashed; reason says which */
};

struct reader_event {
    enum reader_event_kind kind;
    struct tag tag;  /* READER_TAP only */
    int64_t seen_ns; /* clock_trace_ns when the card was known */
    char reason[64]; /* READER_DOWN: for staff and the log, English */
};
