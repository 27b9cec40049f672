/* sound: a thread that waits for words and plays a file for each.
 * 1. The newest chime wins: a person hears what his own tap gave, not the one before. */
#include "sound/sound.h"
#include "base/bytes.h"
#include "base/log.h"
#include "base/mailbox.h"

#include <SDL.h>
#include <SDL_mixer.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

#define RATE_HZ 44100
#define BUFFER_FRAMES 1024 /* 23 ms: soon enough after a tap, and no drop-outs on a small board */

struct word {
    enum { WORD_PLAY, WORD_VOLUME } kind;
    int value;
};

struct sound {
    pthread_t thread;
    struct mailbox *box;
    char folder[256];
    int volume;
    bool open;
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
    set_volume(sound, sound->volume);
}

static void play(struct sound *sound, int chime) {
    if (!sound->open || !sound->chimes[chime] || sound->volume == 0) return;
    Mix_HaltChannel(0);
    Mix_PlayChannel(0, sound->chimes[chime], 0);
}

static void close_device(struct sound *sound) {
    if (sound->open) {
        Mix_HaltChannel(-1);
        for (int i = 0; i < SOUND_CHIMES; i++) Mix_FreeChunk(sound->chimes[i]);
        Mix_CloseAudio();
    }
    SDL_QuitSubSystem(SDL_INIT_AUDIO);
    SDL_TLSCleanup(); /* SDL keeps its error words for each thread, and this one is not SDL's own */
}

static void *run(void *arg) {
    struct sound *sound = arg;
    struct word word;
    pthread_setname_np(pthread_self(), "sound");
    open_device(sound);
    while (mailbox_take(sound->box, -1, &word, NULL)) {
        switch (word.kind) {
        case WORD_PLAY:
            play(sound, word.value);
            break;
        case WORD_VOLUME:
            set_volume(sound, word.value);
            break;
        }
    }
    close_device(sound);
    return NULL;
}

enum err sound_open(const char *folder, int volume, struct why *why, struct sound **ret_sound) {
    struct sound *sound = calloc(1, sizeof *sound);
    if (!sound) return why_set(why, ERR_NO_MEMORY, "sound: out of memory");
    TEXT_COPY(sound->folder, folder);
    sound->volume = volume;
    sound->box = mailbox_new(8, sizeof(struct word), NULL, NULL);
    sigset_t all, old;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &old);
    bool up = sound->box && pthread_create(&sound->thread, NULL, run, sound) == 0;
    pthread_sigmask(SIG_SETMASK, &old, NULL);
    if (up) {
        *ret_sound = sound;
        return ERR_NONE;
    }
    mailbox_free(sound->box);
    free(sound);
    return why_set(why, ERR_NO_MEMORY, "sound: cannot start its thread");
}

static void tell(struct sound *sound, int kind, int value) {
    struct word word = {.value = value};
    word.kind = kind;
    if (sound) mailbox_post(sound->box, &word, sizeof word);
}

void sound_play(struct sound *sound, enum sound_chime chime) {
    tell(sound, WORD_PLAY, (int)chime);
}

void sound_set_volume(struct sound *sound, int volume) {
    tell(sound, WORD_VOLUME, volume);
}

void sound_close(struct sound *sound) {
    if (!sound) return;
    mailbox_close(sound->box);
    pthread_join(sound->thread, NULL);
    mailbox_free(sound->box);
    free(sound);
}
