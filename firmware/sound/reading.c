/* reading: plays sentence after sentence on a separate channel.
 * 1. A stop takes effect within one buffer of the device.
 * 2. The text is wiped after reading: it may be personal data. */
#include "sound/reading.h"
#include "base/bytes.h"
#include "base/crypto.h"
#include "base/log.h"
#include "sound/voice.h"

#include <SDL.h>
#include <SDL_mixer.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define CHANNEL 1
#define SENTENCE_MOST 360 /* bytes: 120 characters; longer ones are cut where they can be */

struct reading {
    struct voice *voice;
    char recordings[288];
    char text[READING_TEXT_SIZE];
    size_t at; /* in text: where the next sentence begins */
    bool under_way, chinese;
    Mix_Chunk *chunk; /* being played */
    uint8_t *bytes;   /* its samples, where they must be freed here */
};

enum err reading_open(const char *speech, const char *recordings, struct why *why,
                      struct reading **ret_reading) {
    char path[320];
    struct reading *reading = calloc(1, sizeof *reading);
    if (!reading) return why_set(why, ERR_NO_MEMORY, "reading: out of memory");
    TEXT_COPY(reading->recordings, recordings);
    snprintf(path, sizeof path, "%s/polyphones.txt", speech);
    enum err e = voice_open(path, why, &reading->voice);
    if (e == ERR_NONE)
        *ret_reading = reading;
    else
        free(reading);
    return e;
}

static void drop_chunk(struct reading *reading) {
    Mix_HaltChannel(CHANNEL);
    Mix_FreeChunk(reading->chunk);
    SDL_free(reading->bytes);
    reading->chunk = NULL;
    reading->bytes = NULL;
}

void reading_stop(struct reading *reading) {
    drop_chunk(reading);
    explicit_bzero(reading->text, sizeof reading->text);
    reading->at = 0;
    reading->under_way = false;
}

void reading_close(struct reading *reading) {
    if (!reading) return;
    reading_stop(reading);
    voice_close(reading->voice);
    free(reading);
}

void reading_begin(struct reading *reading, const char *text, bool chinese) {
    reading_stop(reading);
    TEXT_COPY(reading->text, text);
    reading->chinese = chinese;
    reading->under_way = true;
}

bool reading_under_way(const struct reading *reading) {
    return reading->under_way;
}

/* The length in bytes of the sentence end at `at`; 0: there is none. */
static size_t end_at(const char *at, size_t taken) {
    static const char *const ends[] = {"\n", "。", "！", "？", "；", "!", "?", ". "};
    static const char *const pauses[] = {"，", "：", "、", ", "};
    for (size_t i = 0; i < ARRAY_LENGTH(ends); i++)
        if (strncmp(at, ends[i], strlen(ends[i])) == 0) return strlen(ends[i]);
    for (size_t i = 0; i < ARRAY_LENGTH(pauses) && taken > SENTENCE_MOST / 2; i++)
        if (strncmp(at, pauses[i], strlen(pauses[i])) == 0) return strlen(pauses[i]);
    return 0;
}

/* The next sentence that is not empty; false: the text has ended. */
static bool next_sentence(struct reading *reading, char ret_sentence[static SENTENCE_MOST + 8]) {
    const char *text = reading->text;
    for (;;) {
        size_t from = reading->at, n = 0, end = 0;
        if (!text[from]) return false;
        while (text[from + n] && !(end = end_at(text + from + n, n)) && n < SENTENCE_MOST) {
            n++;
            while (((unsigned char)text[from + n] & 0xC0) == 0x80) n++;
        }
        snprintf(ret_sentence, SENTENCE_MOST + 8, "%.*s", (int)(n + (end == 3 ? end : 0)),
                 text + from);
        reading->at = from + n + end;
        if (ret_sentence[strspn(ret_sentence, " \t\r\xC2\xB7")]) return true;
    }
}

static Mix_Chunk *recorded(const struct reading *reading, const char *sentence) {
    char path[420], hex[HASH_BYTES * 2 + 1];
    struct hash hash = crypto_keyed_hash(NULL, sentence, strlen(sentence), NULL, 0);
    for (int i = 0; i < HASH_BYTES; i++) snprintf(hex + 2 * i, 3, "%02x", hash.bytes[i]);
    static const char *const endings[] = {"ogg", "wav"};
    for (size_t i = 0; i < ARRAY_LENGTH(endings); i++) {
        snprintf(path, sizeof path, "%s/%s.%s", reading->recordings, hex, endings[i]);
        if (access(path, R_OK) == 0) return Mix_LoadWAV(path);
    }
    return NULL;
}

/* Converts the voice's samples to the rate of the device. */
static Mix_Chunk *synthesised(struct reading *reading, const char *sentence) {
    struct why why = {0};
    const int16_t *samples = NULL;
    size_t count = 0;
    int rate = 0, channels = 0;
    uint16_t format = 0;
    if (voice_say(reading->voice, sentence, reading->chinese, &why, &samples, &count) != ERR_NONE) {
        log_warn("sound", "%s", why.text);
        return NULL;
    }
    if (count == 0 || !Mix_QuerySpec(&rate, &format, &channels)) return NULL;
    SDL_AudioStream *stream = SDL_NewAudioStream(AUDIO_S16SYS, 1, voice_rate_hz(reading->voice),
                                                 format, (uint8_t)channels, rate);
    int bytes = 0;
    if (stream && SDL_AudioStreamPut(stream, samples, (int)(count * sizeof *samples)) == 0 &&
        SDL_AudioStreamFlush(stream) == 0)
        bytes = SDL_AudioStreamAvailable(stream);
    reading->bytes = bytes > 0 ? SDL_malloc((size_t)bytes) : NULL;
    if (reading->bytes) bytes = SDL_AudioStreamGet(stream, reading->bytes, bytes);
    SDL_FreeAudioStream(stream);
    return reading->bytes && bytes > 0 ? Mix_QuickLoad_RAW(reading->bytes, (uint32_t)bytes) : NULL;
}

bool reading_step(struct reading *reading) {
    char sentence[SENTENCE_MOST + 8];
    if (reading->chunk && Mix_Playing(CHANNEL)) return true;
    while (next_sentence(reading, sentence)) {
        drop_chunk(reading);
        reading->chunk = recorded(reading, sentence);
        if (!reading->chunk) reading->chunk = synthesised(reading, sentence);
        if (reading->chunk && Mix_PlayChannel(CHANNEL, reading->chunk, 0) >= 0) return true;
    }
    reading_stop(reading);
    return false;
}
