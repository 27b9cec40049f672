/* sound: a thread that waits for commands; it plays a chime or reads a text sentence by sentence.
 * 1. The newest chime wins: people hear the result of their own tap, not of the one before. */
#include "sound/sound.h"
#include "base/bytes.h"
#include "base/log.h"
#include "base/mailbox.h"
#include "sound/reading.h"
#include "sound/voice_note.h"

#include <SDL.h>
#include <SDL_mixer.h>
#include <pthread.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define RATE_HZ 44100
#define BUFFER_FRAMES                                                                              \
    1024 /* 23 ms: short enough after a tap, without drop-outs on a small board                    \
          */

#define SENTENCE_LOOK_MS 20 /* polling interval for the end of a sentence */

struct word {
    enum { WORD_PLAY, WORD_VOLUME, WORD_SPEAK, WORD_HUSH, WORD_NOTE } kind;
    int value;
    char text[READING_TEXT_SIZE]; /* WORD_SPEAK */
};

struct sound {
    pthread_t thread;
    struct mailbox *box;
    struct sound_config config;
    char folder[256], speech[256], recordings[288];
    int volume;
    bool open, closing, speaking;
    struct reading *reading; /* NULL: there is no voice on this machine */
    struct voice_note *note;
    struct word word; /* too large for the stack */
    Mix_Chunk *chimes[SOUND_CHIMES];
};

static void load(struct sound *sound) {
    static const char *const names[SOUND_CHIMES] = {"success.wav", "again.wav", "refused.wav"};
    for (int i = 0; i < SOUND_CHIMES; i++) {
        char path[320];
        snprintf(path, sizeof path, "%s/%s", sound->folder, names[i]);
        sound->chimes[i] = Mix_LoadWAV(path);
        if (!sound->chimes[i]) log_warn("sound", "%s: %s", path, Mix_GetError());
    }
}

static void set_volume(struct sound *sound, int volume) {
    sound->volume = volume;
    if (sound->open) Mix_Volume(-1, volume * MIX_MAX_VOLUME / 100);
}

static void open_device(struct sound *sound) {
    sound->open = SDL_InitSubSystem(SDL_INIT_AUDIO) == 0 &&
                  Mix_OpenAudio(RATE_HZ, AUDIO_S16SYS, 1, BUFFER_FRAMES) == 0;
    if (!sound->open) {
        log_warn("sound", "no sound on this machine: %s", SDL_GetError());
        return;
    }
    load(sound);
    Mix_Init(MIX_INIT_OPUS);
    set_volume(sound, sound->volume);
    struct why why = {0};
    if (sound->config.speech &&
        reading_open(sound->speech, sound->recordings, &why, &sound->reading) != ERR_NONE)
        log_warn("sound", "reading aloud is not available: %s", why.text);
}

static void play(struct sound *sound, int chime) {
    if (!sound->open || !sound->chimes[chime] || sound->volume == 0) return;
    Mix_HaltChannel(0);
    Mix_PlayChannel(0, sound->chimes[chime], 0);
}

static void close_device(struct sound *sound) {
    voice_note_stop(sound->note);
    if (sound->open) {
        reading_close(sound->reading);
        Mix_HaltChannel(-1);
        for (int i = 0; i < SOUND_CHIMES; i++) Mix_FreeChunk(sound->chimes[i]);
        Mix_CloseAudio();
        Mix_Quit();
    }
    SDL_QuitSubSystem(SDL_INIT_AUDIO);
    SDL_TLSCleanup(); /* frees SDL's error text of this thread, which SDL did not create */
}

static void report_speaking(struct sound *sound, bool speaking) {
    if (sound->speaking == speaking) return;
    sound->speaking = speaking;
    if (sound->config.speaking) sound->config.speaking(sound->config.to, speaking);
}

static void speak(struct sound *sound) {
    if (!sound->reading || sound->volume == 0) return;
    reading_begin(sound->reading, sound->word.text, sound->word.value);
    report_speaking(sound, reading_step(sound->reading));
}

static void hush(struct sound *sound) {
    if (sound->reading) reading_stop(sound->reading);
    report_speaking(sound, false);
}

static void report_note(struct sound *sound) {
    struct voice_note_state state;
    if (voice_note_step(sound->note, &state) && sound->config.noted)
        sound->config.noted(sound->config.to, &state);
}

static void take_note(struct sound *sound, enum voice_note_action action) {
    if (action == VOICE_NOTE_RECORD || action == VOICE_NOTE_PLAY) hush(sound);
    if (action == VOICE_NOTE_RECORD) voice_note_record(sound->note);
    if (action == VOICE_NOTE_STOP) voice_note_stop(sound->note);
    if (action == VOICE_NOTE_PLAY) voice_note_play(sound->note);
    report_note(
        sound); /* VOICE_NOTE_DISCARD: the note has been discarded already; this reports it */
}

static void take(struct sound *sound) {
    switch (sound->word.kind) {
    case WORD_PLAY:
        play(sound, sound->word.value);
        break;
    case WORD_VOLUME:
        set_volume(sound, sound->word.value);
        break;
    case WORD_SPEAK:
        speak(sound);
        break;
    case WORD_HUSH:
        hush(sound);
        break;
    case WORD_NOTE:
        take_note(sound, (enum voice_note_action)sound->word.value);
        break;
    }
}

static int wait_ms(const struct sound *sound) {
    if (voice_note_under_way(sound->note)) return VOICE_NOTE_STEP_MS;
    return sound->reading && reading_under_way(sound->reading) ? SENTENCE_LOOK_MS : -1;
}

static void *run(void *arg) {
    struct sound *sound = arg;
    pthread_setname_np(pthread_self(), "sound");
    open_device(sound);
    for (;;) {
        bool reads = sound->reading && reading_under_way(sound->reading);
        if (mailbox_take(sound->box, wait_ms(sound), &sound->word, NULL))
            take(sound);
        else if (__atomic_load_n(&sound->closing, __ATOMIC_ACQUIRE))
            break;
        else if (reads && !reading_step(sound->reading))
            report_speaking(sound, false);
        report_note(sound);
    }
    close_device(sound);
    return NULL;
}

enum err sound_open(const struct sound_config *config, struct why *why, struct sound **ret_sound) {
    struct sound *sound = calloc(1, sizeof *sound);
    if (!sound) return why_set(why, ERR_NO_MEMORY, "sound: out of memory");
    sound->config = *config;
    TEXT_COPY(sound->folder, config->chimes);
    TEXT_COPY(sound->speech, config->speech ? config->speech : "");
    TEXT_COPY(sound->recordings, config->recordings ? config->recordings : "");
    sound->volume = config->volume;
    sound->box = mailbox_new(8, sizeof(struct word), NULL, NULL);
    sigset_t all, old;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &old);
    bool up = sound->box && voice_note_open(why, &sound->note) == ERR_NONE &&
              pthread_create(&sound->thread, NULL, run, sound) == 0;
    pthread_sigmask(SIG_SETMASK, &old, NULL);
    if (up) {
        *ret_sound = sound;
        return ERR_NONE;
    }
    voice_note_close(sound->note);
    mailbox_free(sound->box);
    free(sound);
    return why_set(why, ERR_NO_MEMORY, "sound: cannot start its thread");
}

static void post(struct sound *sound, int kind, int value) {
    struct word word;
    word.kind = kind;
    word.value = value;
    if (sound) mailbox_post(sound->box, &word, offsetof(struct word, text));
}

void sound_play(struct sound *sound, enum sound_chime chime) {
    post(sound, WORD_PLAY, (int)chime);
}

void sound_speak(struct sound *sound, const char *text, bool chinese) {
    struct word *word = sound ? calloc(1, sizeof *word) : NULL;
    if (!word) return;
    word->kind = WORD_SPEAK;
    word->value = chinese;
    TEXT_COPY(word->text, text);
    mailbox_post(sound->box, word, offsetof(struct word, text) + strlen(word->text) + 1);
    explicit_bzero(word, sizeof *word);
    free(word);
}

void sound_hush(struct sound *sound) {
    post(sound, WORD_HUSH, 0);
}

void sound_set_volume(struct sound *sound, int volume) {
    post(sound, WORD_VOLUME, volume);
}

void sound_note(struct sound *sound, enum voice_note_action action) {
    if (sound && action == VOICE_NOTE_DISCARD) voice_note_discard(sound->note);
    post(sound, WORD_NOTE, (int)action);
}

bool sound_note_copy(struct sound *sound, uint8_t **ret_bytes, size_t *ret_count) {
    return sound && voice_note_copy(sound->note, ret_bytes, ret_count);
}

void sound_close(struct sound *sound) {
    if (!sound) return;
    __atomic_store_n(&sound->closing, true, __ATOMIC_RELEASE);
    mailbox_close(sound->box);
    pthread_join(sound->thread, NULL);
    voice_note_close(sound->note);
    mailbox_free(sound->box);
    free(sound);
}
