/* voice_note: capture -> Opus -> memory.
 *
 *   none --record--> recording --stop, or a minute--> kept --play--> playing --stop, end--> kept
 *     ^------------------------ discard, from any of them -----------------------'
 *
 * 1. A discard from another thread takes effect immediately: audio encoded afterwards belongs to a
 * discarded note (`mine` differs from `made`) and is dropped. */
#include "sound/voice_note.h"
#include "base/log.h"

#include <SDL.h>
#include <SDL_mixer.h>
#include <math.h>
#include <opusenc.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#define CHANNEL 2
#define RATE_HZ 48000       /* the sample rate of Opus */
#define CAPTURE_FRAMES 960  /* 20 ms */
#define BITS_A_SECOND 16000 /* wide-band speech, RFC 7587 3.1.1 */
#define SAMPLES_MOST ((int64_t)RATE_HZ * VOICE_NOTE_MOST_MS / 1000)
#define REPORT_SAMPLES (RATE_HZ / 10)
#define QUIETEST_DB (-50.0) /* relative to full scale: the zero of the meter */

struct voice_note {
    pthread_mutex_t lock; /* protects the next five */
    uint8_t *bytes;
    size_t count, room;
    unsigned made; /* incremented by every note that is begun or discarded */
    bool finished;

    /* The sound's thread. */
    unsigned mine; /* the note that the other fields belong to */
    SDL_AudioDeviceID microphone;
    OggOpusEnc *encoder;
    OggOpusComments *comments;
    Mix_Chunk *chunk;
    int64_t samples, reported_samples;
    struct voice_note_state state, reported;
};

enum err voice_note_open(struct why *why, struct voice_note **ret_note) {
    struct voice_note *note = calloc(1, sizeof *note);
    if (!note) return why_set(why, ERR_NO_MEMORY, "voice note: out of memory");
    pthread_mutex_init(&note->lock, NULL);
    *ret_note = note;
    return ERR_NONE;
}

/* Under the lock. */
static void wipe(struct voice_note *note) {
    if (note->bytes) explicit_bzero(note->bytes, note->room);
    free(note->bytes);
    note->bytes = NULL;
    note->count = note->room = 0;
    note->finished = false;
    note->made++;
}

void voice_note_discard(struct voice_note *note) {
    pthread_mutex_lock(&note->lock);
    wipe(note);
    pthread_mutex_unlock(&note->lock);
}

static bool is_mine(struct voice_note *note) {
    pthread_mutex_lock(&note->lock);
    bool mine = note->made == note->mine;
    pthread_mutex_unlock(&note->lock);
    return mine;
}

/* Under the lock. realloc would leave the old bytes in freed memory. */
static bool make_room(struct voice_note *note, size_t bytes) {
    size_t room = note->room ? note->room : 4096;
    while (room < bytes) room *= 2;
    if (room == note->room) return true;
    uint8_t *more = bytes + 4096 <= VOICE_NOTE_BYTES_MOST ? malloc(room) : NULL;
    if (!more) return false;
    if (note->count) memcpy(more, note->bytes, note->count);
    if (note->bytes) explicit_bzero(note->bytes, note->room);
    free(note->bytes);
    note->bytes = more;
    note->room = room;
    return true;
}

static int on_written(void *to, const unsigned char *bytes, opus_int32 count) {
    struct voice_note *note = to;
    pthread_mutex_lock(&note->lock);
    bool kept = note->made == note->mine && make_room(note, note->count + (size_t)count);
    if (kept) {
        memcpy(note->bytes + note->count, bytes, (size_t)count);
        note->count += (size_t)count;
    }
    pthread_mutex_unlock(&note->lock);
    return !kept;
}

static int on_closed(void *to) {
    (void)to;
    return 0;
}

static bool open_encoder(struct voice_note *note) {
    static const OpusEncCallbacks callbacks = {on_written, on_closed};
    int error = 0;
    note->comments = ope_comments_create();
    if (note->comments)
        note->encoder =
            ope_encoder_create_callbacks(&callbacks, note, note->comments, RATE_HZ, 1, 0, &error);
    if (!note->encoder) return false;
    ope_encoder_ctl(note->encoder, OPUS_SET_BITRATE(BITS_A_SECOND));
    ope_encoder_ctl(note->encoder, OPUS_SET_SIGNAL(OPUS_SIGNAL_VOICE));
    return true;
}

static void close_recorder(struct voice_note *note) {
    if (note->microphone) SDL_CloseAudioDevice(note->microphone);
    if (note->encoder) ope_encoder_destroy(note->encoder);
    if (note->comments) ope_comments_destroy(note->comments);
    note->microphone = 0;
    note->encoder = NULL;
    note->comments = NULL;
}

static void close_player(struct voice_note *note) {
    if (!note->chunk) return;
    Mix_HaltChannel(CHANNEL);
    explicit_bzero(note->chunk->abuf, note->chunk->alen);
    Mix_FreeChunk(note->chunk);
    note->chunk = NULL;
}

void voice_note_record(struct voice_note *note) {
    SDL_AudioSpec want = {.freq = RATE_HZ,
                          .format = AUDIO_S16SYS,
                          .channels = 1,
                          .samples = CAPTURE_FRAMES},
                  have;
    voice_note_stop(note);
    pthread_mutex_lock(&note->lock);
    wipe(note);
    note->mine = note->made;
    pthread_mutex_unlock(&note->lock);
    note->samples = note->reported_samples = 0;
    note->microphone = SDL_OpenAudioDevice(NULL, 1, &want, &have, 0);
    if (!note->microphone || !open_encoder(note)) {
        log_warn("sound", "the microphone cannot be opened: %s", SDL_GetError());
        close_recorder(note);
        note->state = (struct voice_note_state){.kind = VOICE_NOTE_NO_MICROPHONE};
        return;
    }
    note->state = (struct voice_note_state){.kind = VOICE_NOTE_RECORDING};
    SDL_PauseAudioDevice(note->microphone, 0);
}

static void finish(struct voice_note *note) {
    bool whole = note->samples > 0 && ope_encoder_drain(note->encoder) == OPE_OK;
    close_recorder(note);
    pthread_mutex_lock(&note->lock);
    bool kept = whole && note->made == note->mine;
    if (kept) note->finished = true;
    if (!kept && note->made == note->mine) wipe(note);
    pthread_mutex_unlock(&note->lock);
    note->state = (struct voice_note_state){.kind = kept ? VOICE_NOTE_KEPT : VOICE_NOTE_NONE,
                                            .ms = kept ? note->state.ms : 0};
}

void voice_note_stop(struct voice_note *note) {
    if (note->state.kind == VOICE_NOTE_RECORDING) finish(note);
    if (note->state.kind != VOICE_NOTE_PLAYING) return;
    close_player(note);
    note->state.kind = VOICE_NOTE_KEPT;
}

bool voice_note_copy(struct voice_note *note, uint8_t **ret_bytes, size_t *ret_count) {
    uint8_t *copy = NULL;
    pthread_mutex_lock(&note->lock);
    if (note->finished && (copy = malloc(note->count))) {
        memcpy(copy, note->bytes, note->count);
        *ret_bytes = copy;
        *ret_count = note->count;
    }
    pthread_mutex_unlock(&note->lock);
    return copy != NULL;
}

void voice_note_play(struct voice_note *note) {
    uint8_t *bytes = NULL;
    size_t count = 0;
    voice_note_stop(note);
    if (!voice_note_copy(note, &bytes, &count)) return;
    note->chunk = Mix_LoadWAV_RW(SDL_RWFromConstMem(bytes, (int)count), 1);
    explicit_bzero(bytes, count);
    free(bytes);
    if (note->chunk && Mix_PlayChannel(CHANNEL, note->chunk, 0) >= 0)
        note->state.kind = VOICE_NOTE_PLAYING;
    else
        log_warn("sound", "the voice note cannot be played: %s", Mix_GetError());
}

/* The root mean square in decibels, scaled from the meter's zero to full scale. */
static int level_of(const int16_t *samples, int count) {
    double sum = 0;
    for (int i = 0; i < count; i++) sum += (double)samples[i] * samples[i];
    double db = sum > 0 ? 10 * log10(sum / count / (32768.0 * 32768.0)) : QUIETEST_DB;
    return db <= QUIETEST_DB ? 0 : (int)(100 * (1 - db / QUIETEST_DB));
}

static void take_samples(struct voice_note *note) {
    int16_t samples[CAPTURE_FRAMES];
    for (;;) {
        int n =
            (int)(SDL_DequeueAudio(note->microphone, samples, sizeof samples) / sizeof *samples);
        if (n > SAMPLES_MOST - note->samples) n = (int)(SAMPLES_MOST - note->samples);
        if (n <= 0) break;
        ope_encoder_write(note->encoder, samples, n);
        note->samples += n;
        note->state.level = level_of(samples, n);
        explicit_bzero(samples, sizeof samples);
    }
    note->state.ms = (int32_t)(note->samples * 1000 / RATE_HZ);
    if (note->samples >= SAMPLES_MOST) finish(note);
}

/* Frees what another thread has discarded in the meantime. */
static void forget(struct voice_note *note) {
    close_recorder(note);
    close_player(note);
    note->state = (struct voice_note_state){0};
    pthread_mutex_lock(&note->lock);
    note->mine = note->made;
    pthread_mutex_unlock(&note->lock);
}

bool voice_note_step(struct voice_note *note, struct voice_note_state *ret_state) {
    if (!is_mine(note)) forget(note);
    if (note->state.kind == VOICE_NOTE_RECORDING) take_samples(note);
    if (note->state.kind == VOICE_NOTE_PLAYING && !Mix_Playing(CHANNEL)) voice_note_stop(note);
    bool grown = note->state.kind == VOICE_NOTE_RECORDING &&
                 note->samples - note->reported_samples >= REPORT_SAMPLES;
    if (note->state.kind == note->reported.kind && !grown) return false;
    note->reported_samples = note->samples;
    *ret_state = note->reported = note->state;
    return true;
}

bool voice_note_under_way(const struct voice_note *note) {
    return note->state.kind == VOICE_NOTE_RECORDING || note->state.kind == VOICE_NOTE_PLAYING;
}

void voice_note_close(struct voice_note *note) {
    if (!note) return;
    close_recorder(note);
    close_player(note);
    voice_note_discard(note);
    pthread_mutex_destroy(&note->lock);
    free(note);
}
