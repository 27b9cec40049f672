/* voice: splits a sentence where the script changes. Chinese goes to one voice of espeak-ng as
 * pinyin, Latin words to the other. (espeak-ng's voice "cmn" reads characters, but wrongly.) */
#include "sound/voice.h"
#include "base/bytes.h"
#include "sound/speakable.h"

#include <espeak-ng/speak_lib.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/ustring.h>
#include <unicode/utrans.h>

#define WORDS_A_MINUTE 150 /* espeak's default is 175, which is too fast for old people */
#define SENTENCE_BYTES 1024
#define PINYIN_BYTES 4096
#define SAMPLES_MOST (22050 * 60) /* a minute: longer than any sentence */
#define POLYPHONES_MOST 1024

struct polyphone {
    char word[32], pinyin[64];
    size_t bytes;
};

struct voice {
    UTransliterator *han;
    int rate_hz;
    pthread_mutex_t lock; /* of the samples */
    int16_t *samples;
    size_t count, room;
    struct polyphone *polyphones;
    int polyphone_count;
};

static void read_polyphone(struct voice *voice, const char *line) {
    struct polyphone p = {0};
    if (line[0] == '#' || voice->polyphone_count == POLYPHONES_MOST) return;
    if (sscanf(line, "%31s %63[^\n]", p.word, p.pinyin) != 2) return;
    p.bytes = strlen(p.word);
    voice->polyphones[voice->polyphone_count++] = p;
}

static enum err read_polyphones(struct voice *voice, const char *path, struct why *why) {
    char *text = NULL;
    size_t bytes = 0;
    voice->polyphones = calloc(POLYPHONES_MOST, sizeof *voice->polyphones);
    if (!voice->polyphones) return why_set(why, ERR_NO_MEMORY, "voice: out of memory");
    enum err e = file_read(path, 1 << 20, why, &text, &bytes);
    if (e != ERR_NONE) return e;
    for (char *line = text; line && *line;) {
        char *end = strchr(line, '\n');
        if (end) *end = 0;
        read_polyphone(voice, line);
        line = end ? end + 1 : NULL;
    }
    free(text);
    return ERR_NONE;
}

static bool append_samples(struct voice *voice, const short *samples, int count) {
    size_t n = voice->count + (size_t)count;
    if (n > SAMPLES_MOST) return false;
    if (n > voice->room) {
        int16_t *more = realloc(voice->samples, 2 * n * sizeof *more);
        if (!more) return false;
        voice->samples = more;
        voice->room = 2 * n;
    }
    memcpy(voice->samples + voice->count, samples, (size_t)count * sizeof *samples);
    voice->count = n;
    return true;
}

/* Called on a thread of espeak-ng, whose end can only be polled for: hence the lock. Returning 1
 * stops it. */
static int keep_samples(short *samples, int count, espeak_EVENT *events) {
    struct voice *voice = events->user_data;
    if (!voice || !samples || count <= 0) return 0;
    pthread_mutex_lock(&voice->lock);
    bool kept = append_samples(voice, samples, count);
    pthread_mutex_unlock(&voice->lock);
    return !kept;
}

static enum err open_engines(struct voice *voice, struct why *why) {
    UErrorCode code = U_ZERO_ERROR;
    UChar rules[64];
    u_uastrcpy(rules, "Han-Latin; Latin-NumericPinyin");
    voice->han = utrans_openU(rules, -1, UTRANS_FORWARD, NULL, 0, NULL, &code);
    if (U_FAILURE(code))
        return why_set(why, ERR_UNSUPPORTED, "ICU has no Han-Latin transliterator: %s",
                       u_errorName(code));
    voice->rate_hz = espeak_Initialize(AUDIO_OUTPUT_RETRIEVAL, 0, NULL, espeakINITIALIZE_DONT_EXIT);
    if (voice->rate_hz <= 0) return why_set(why, ERR_UNSUPPORTED, "espeak-ng could not start");
    espeak_SetSynthCallback(keep_samples);
    espeak_SetParameter(espeakRATE, WORDS_A_MINUTE, 0);
    return ERR_NONE;
}

enum err voice_open(const char *polyphones, struct why *why, struct voice **ret_voice) {
    struct voice *voice = calloc(1, sizeof *voice);
    if (!voice) return why_set(why, ERR_NO_MEMORY, "voice: out of memory");
    pthread_mutex_init(&voice->lock, NULL);
    enum err e = read_polyphones(voice, polyphones, why);
    if (e == ERR_NONE) e = open_engines(voice, why);
    if (e == ERR_NONE)
        *ret_voice = voice;
    else
        voice_close(voice);
    return e;
}

void voice_close(struct voice *voice) {
    if (!voice) return;
    if (voice->rate_hz > 0) espeak_Terminate();
    if (voice->han) utrans_close(voice->han);
    if (voice->samples) explicit_bzero(voice->samples, voice->room * sizeof *voice->samples);
    free(voice->samples);
    free(voice->polyphones);
    pthread_mutex_destroy(&voice->lock);
    free(voice);
}

int voice_rate_hz(const struct voice *voice) {
    return voice->rate_hz;
}

static const struct polyphone *polyphone_at(const struct voice *voice, const char *at) {
    const struct polyphone *best = NULL;
    for (int i = 0; i < voice->polyphone_count; i++) {
        const struct polyphone *p = &voice->polyphones[i];
        if ((!best || p->bytes > best->bytes) && strncmp(at, p->word, p->bytes) == 0) best = p;
    }
    return best;
}

static void transliterate(struct voice *voice, const char *text, char *ret_text, size_t bytes) {
    UErrorCode code = U_ZERO_ERROR;
    UChar units[PINYIN_BYTES];
    int32_t n = 0, limit;
    ret_text[0] = 0;
    u_strFromUTF8WithSub(units, PINYIN_BYTES - 1, &n, text, -1, ' ', NULL, &code);
    limit = n;
    utrans_transUChars(voice->han, units, &n, PINYIN_BYTES - 1, 0, &limit, &code);
    u_strToUTF8(ret_text, (int32_t)bytes - 1, &limit, units, n, &code);
    if (U_FAILURE(code))
        ret_text[0] = 0;
    else
        ret_text[limit < (int32_t)bytes ? limit : (int32_t)bytes - 1] = 0;
}

static void append(char *text, size_t bytes, const char *more) {
    size_t used = strlen(text);
    snprintf(text + used, bytes - used, "%s%s", used ? " " : "", more);
}

/* Words of the list get the pinyin of the list; the text between them is transliterated by ICU. */
void voice_pinyin(struct voice *voice, const char *sentence, char *ret_text, size_t bytes) {
    char plain[SENTENCE_BYTES] = "", read[PINYIN_BYTES];
    size_t used = 0;
    ret_text[0] = 0;
    for (;;) {
        const struct polyphone *p = *sentence ? polyphone_at(voice, sentence) : NULL;
        if ((p || !*sentence || used + 5 >= sizeof plain) && used) {
            transliterate(voice, plain, read, sizeof read);
            append(ret_text, bytes, read);
            plain[used = 0] = 0;
        }
        if (!*sentence) return;
        if (p) {
            append(ret_text, bytes, p->pinyin);
            sentence += p->bytes;
            continue;
        }
        do plain[used++] = *sentence++;
        while (((unsigned char)*sentence & 0xC0) == 0x80);
        plain[used] = 0;
    }
}

static enum err say_run(struct voice *voice, const char *name, const char *text, struct why *why) {
    if (espeak_SetVoiceByName(name) != EE_OK)
        return why_set(why, ERR_UNSUPPORTED, "espeak-ng has no voice %s", name);
    if (espeak_Synth(text, strlen(text) + 1, 0, POS_CHARACTER, 0, espeakCHARS_UTF8, NULL, voice) !=
            EE_OK ||
        espeak_Synchronize() != EE_OK)
        return why_set(why, ERR_UNSUPPORTED, "espeak-ng cannot synthesise a sentence");
    return ERR_NONE;
}

static bool is_latin(const char *at) {
    return (*at >= 'a' && *at <= 'z') || (*at >= 'A' && *at <= 'Z');
}

/* Letters, and characters between two of them. */
static size_t latin_run(const char *at) {
    size_t last = 0;
    for (size_t i = 0; at[i] && !(at[i] & 0x80); i++)
        if (is_latin(at + i)) last = i + 1;
    return last;
}

static enum err say_chinese(struct voice *voice, const char *sentence, struct why *why) {
    char words[SENTENCE_BYTES * 2], pinyin[PINYIN_BYTES], part[SENTENCE_BYTES];
    enum err e = ERR_NONE;
    speakable_zh(sentence, words, sizeof words);
    for (const char *at = words; *at && e == ERR_NONE;) {
        size_t n = is_latin(at) ? latin_run(at) : 0;
        bool latin = n > 0;
        while (!latin && at[n] && !is_latin(at + n)) n++;
        snprintf(part, sizeof part, "%.*s", (int)(n < sizeof part ? n : sizeof part - 1), at);
        if (!latin) voice_pinyin(voice, part, pinyin, sizeof pinyin);
        e = say_run(voice, latin ? "en" : "cmn-latn-pinyin", latin ? part : pinyin, why);
        at += n;
    }
    return e;
}

enum err voice_say(struct voice *voice, const char *sentence, bool chinese, struct why *why,
                   const int16_t **ret_samples, size_t *ret_count) {
    pthread_mutex_lock(&voice->lock);
    voice->count = 0;
    pthread_mutex_unlock(&voice->lock);
    enum err e = chinese ? say_chinese(voice, sentence, why) : say_run(voice, "en", sentence, why);
    pthread_mutex_lock(&voice->lock);
    *ret_samples = voice->samples;
    *ret_count = voice->count;
    pthread_mutex_unlock(&voice->lock);
    return e;
}
