#pragma once
/* The state of a voice note, from the sound to the screens: a flat value, copied whole. */
#include <stdint.h>

#define VOICE_NOTE_MOST_MS 60000
#define VOICE_NOTE_BYTES_MOST (1 << 20) /* a minute is 120 KB */

enum voice_note_kind {
    VOICE_NOTE_NONE,
    VOICE_NOTE_RECORDING,
    VOICE_NOTE_KEPT,
    VOICE_NOTE_PLAYING,
    VOICE_NOTE_NO_MICROPHONE
};

struct voice_note_state {
    enum voice_note_kind kind;
    int32_t ms;    /* recorded so far, or its total length */
    int32_t level; /* RECORDING: how loud it is now, 0..100 */
};

enum voice_note_action {
    VOICE_NOTE_RECORD, /* from the beginning: an earlier recording is discarded */
    VOICE_NOTE_STOP,   /* recording, or playing */
    VOICE_NOTE_PLAY,
    VOICE_NOTE_DISCARD
};
