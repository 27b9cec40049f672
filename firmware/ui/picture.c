/* picture: one worker and one table under one lock.
 *
 *   FREE -> WANTED -> DECODING -> READY | FAILED -> FREE
 *           (ui)      (worker)    (worker)          (ui, when over budget, oldest first)
 *
 * 1. Only the worker decodes; the ui thread waits for it only in pictures_settle.
 * 2. Pixels of a READY entry never change, and are freed only in pictures_turn or pictures_close.
 */
#include "ui/picture.h"

#include "base/bytes.h"

#include <SDL_image.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ENTRIES 48
#define HASH_SIZE 72
#define KEEP_TURNS 2 /* a picture of the last frames is not dropped */

enum stage { FREE, WANTED, DECODING, READY, FAILED };

struct picture {
    enum stage stage;
    char hash[HASH_SIZE];
    int width, height;
    uint64_t used_at;
    struct pixels pixels;
};

struct pictures {
    char folder[300];
    size_t budget;
    void (*wake)(void *);
    void *wake_arg;
    pthread_t worker;
    bool started, stop, news;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    uint64_t turn;
    struct picture table[ENTRIES];
};

static SDL_Surface *load(const struct pictures *p, const char *hash) {
    char path[400];
    snprintf(path, sizeof path, "%s/%s", p->folder, hash);
    SDL_Surface *any = strchr(hash, '/') ? NULL : IMG_Load(path);
    if (!any) return NULL;
    SDL_Surface *surface = SDL_ConvertSurfaceFormat(any, SDL_PIXELFORMAT_ARGB8888, 0);
    SDL_FreeSurface(any);
    return surface;
}

/* The largest part of `from` with the proportions of `to`, placed a little above the middle, where
 * faces are. */
static struct rect crop_for(const SDL_Surface *from, int width, int height) {
    struct rect crop = {0, 0, from->w, from->h};
    if ((int64_t)from->w * height > (int64_t)from->h * width) {
        crop.w = (int)((int64_t)from->h * width / height);
        crop.x = (from->w - crop.w) / 2;
    } else {
        crop.h = (int)((int64_t)from->w * height / width);
        crop.y = (from->h - crop.h) * 2 / 5;
    }
    if (crop.w < 1) crop.w = 1;
    if (crop.h < 1) crop.h = 1;
    return crop;
}

/* The mean of the source box below one target pixel: good when shrinking; plain repetition when
 * growing. */
static uint32_t mean_of(const SDL_Surface *from, int x1, int y1, int x2, int y2) {
    uint32_t r = 0, g = 0, b = 0, n = 0;
    if (x2 <= x1) x2 = x1 + 1;
    if (y2 <= y1) y2 = y1 + 1;
    for (int y = y1; y < y2; y++) {
        const uint32_t *row =
            (const uint32_t *)((const uint8_t *)from->pixels + (size_t)y * from->pitch);
        for (int x = x1; x < x2; x++, n++) {
            uint32_t alpha = row[x] >> 24;
            r += ((row[x] >> 16 & 255) * alpha + 247 * (255 - alpha)) /
                 255; /* on the colour of paper */
            g += ((row[x] >> 8 & 255) * alpha + 242 * (255 - alpha)) / 255;
            b += ((row[x] & 255) * alpha + 230 * (255 - alpha)) / 255;
        }
    }
    return 0xFF000000u | (r / n) << 16 | (g / n) << 8 | b / n;
}

static void scale_shrinking(const SDL_Surface *from, struct rect crop, struct pixels *to) {
    for (int y = 0; y < to->height; y++) {
        int y1 = crop.y + (int)((int64_t)y * crop.h / to->height);
        int y2 = crop.y + (int)((int64_t)(y + 1) * crop.h / to->height);
        for (int x = 0; x < to->width; x++) {
            int x1 = crop.x + (int)((int64_t)x * crop.w / to->width);
            int x2 = crop.x + (int)((int64_t)(x + 1) * crop.w / to->width);
            to->at[(size_t)y * to->stride + x] = mean_of(from, x1, y1, x2, y2);
        }
    }
}

static void scale_growing(SDL_Surface *from, struct rect crop, struct pixels *to) {
    SDL_Surface *target = SDL_CreateRGBSurfaceWithFormatFrom(
        to->at, to->width, to->height, 32, to->stride * 4, SDL_PIXELFORMAT_ARGB8888);
    if (!target) return;
    SDL_Rect source = {crop.x, crop.y, crop.w, crop.h};
    SDL_FillRect(target, NULL, 0xFFF7F2E6);
    SDL_SetSurfaceBlendMode(from, SDL_BLENDMODE_NONE);
    SDL_SoftStretchLinear(from, &source, target, NULL);
    SDL_FreeSurface(target);
    for (size_t i = 0; i < (size_t)to->stride * to->height; i++) to->at[i] |= 0xFF000000u;
}

static struct pixels decode(const struct pictures *p, const char *hash, int width, int height) {
    struct pixels to = {.width = width, .height = height, .stride = width};
    SDL_Surface *from = load(p, hash);
    if (!from) return to;
    to.at = malloc((size_t)width * height * sizeof *to.at);
    if (to.at) {
        struct rect crop = crop_for(from, width, height);
        if (crop.w >= width)
            scale_shrinking(from, crop, &to);
        else
            scale_growing(from, crop, &to);
    }
    SDL_FreeSurface(from);
    return to;
}

static struct picture *newest_in(struct pictures *p, enum stage stage) {
    struct picture *newest = NULL;
    for (int i = 0; i < ENTRIES; i++)
        if (p->table[i].stage == stage && (!newest || p->table[i].used_at > newest->used_at))
            newest = &p->table[i];
    return newest;
}

static void *work(void *arg) {
    struct pictures *p = arg;
    pthread_mutex_lock(&p->lock);
    while (!p->stop) {
        struct picture *picture = newest_in(p, WANTED);
        if (!picture) {
            pthread_cond_wait(&p->changed, &p->lock);
            continue;
        }
        picture->stage = DECODING;
        char hash[HASH_SIZE];
        int width = picture->width, height = picture->height;
        TEXT_COPY(hash, picture->hash);
        pthread_mutex_unlock(&p->lock);
        struct pixels pixels = decode(p, hash, width, height);
        pthread_mutex_lock(&p->lock);
        picture->pixels = pixels;
        picture->stage = pixels.at ? READY : FAILED;
        p->news = true;
        pthread_cond_broadcast(&p->changed);
        if (p->wake) p->wake(p->wake_arg);
    }
    pthread_mutex_unlock(&p->lock);
    SDL_TLSCleanup(); /* frees SDL's error text of this thread, which SDL did not create */
    return NULL;
}

static bool worker_start(struct pictures *p) {
    sigset_t all, old;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &old);
    p->started = pthread_create(&p->worker, NULL, work, p) == 0;
    pthread_sigmask(SIG_SETMASK, &old, NULL);
    if (p->started) pthread_setname_np(p->worker, "pictures");
    return p->started;
}

enum err pictures_open(const char *folder, size_t budget_bytes, void (*wake)(void *), void *arg,
                       struct why *why, struct pictures **ret_pictures) {
    struct pictures *p = calloc(1, sizeof *p);
    if (!p) return why_set(why, ERR_NO_MEMORY, "pictures");
    p->budget = budget_bytes;
    p->wake = wake;
    p->wake_arg = arg;
    p->turn = 1;
    TEXT_COPY(p->folder, folder);
    pthread_mutex_init(&p->lock, NULL);
    pthread_cond_init(&p->changed, NULL);
    if (!worker_start(p)) {
        pictures_close(p);
        return why_set(why, ERR_NO_MEMORY, "pictures: no thread");
    }
    *ret_pictures = p;
    return ERR_NONE;
}

static void picture_free(struct picture *picture) {
    free(picture->pixels.at);
    *picture = (struct picture){.stage = FREE};
}

void pictures_close(struct pictures *p) {
    if (!p) return;
    if (p->started) {
        pthread_mutex_lock(&p->lock);
        p->stop = true;
        pthread_cond_broadcast(&p->changed);
        pthread_mutex_unlock(&p->lock);
        pthread_join(p->worker, NULL);
    }
    for (int i = 0; i < ENTRIES; i++) picture_free(&p->table[i]);
    pthread_cond_destroy(&p->changed);
    pthread_mutex_destroy(&p->lock);
    free(p);
}

static struct picture *find(struct pictures *p, const char *hash, int width, int height) {
    struct picture *oldest = NULL;
    for (int i = 0; i < ENTRIES; i++) {
        struct picture *at = &p->table[i];
        if (at->stage != FREE && at->width == width && at->height == height &&
            strcmp(at->hash, hash) == 0)
            return at;
        if (at->stage != DECODING && (!oldest || at->used_at < oldest->used_at)) oldest = at;
    }
    if (!oldest || (oldest->stage != FREE && oldest->used_at + KEEP_TURNS > p->turn)) return NULL;
    picture_free(oldest);
    oldest->stage = WANTED;
    oldest->width = width;
    oldest->height = height;
    TEXT_COPY(oldest->hash, hash);
    pthread_cond_broadcast(&p->changed);
    return oldest;
}

const struct pixels *pictures_get(struct pictures *p, const char *hash, int width, int height,
                                  bool *ret_pending) {
    *ret_pending = false;
    if (!hash[0] || width < 1 || height < 1) return NULL;
    pthread_mutex_lock(&p->lock);
    struct picture *picture = find(p, hash, width, height);
    if (picture) picture->used_at = p->turn;
    bool ready = picture && picture->stage == READY;
    *ret_pending = picture && (picture->stage == WANTED || picture->stage == DECODING);
    pthread_mutex_unlock(&p->lock);
    return ready ? &picture->pixels : NULL;
}

static size_t bytes_kept(const struct pictures *p) {
    size_t bytes = 0;
    for (int i = 0; i < ENTRIES; i++)
        if (p->table[i].stage == READY)
            bytes += (size_t)p->table[i].width * p->table[i].height * sizeof(uint32_t);
    return bytes;
}

static struct picture *oldest_unused(struct pictures *p) {
    struct picture *oldest = NULL;
    for (int i = 0; i < ENTRIES; i++) {
        struct picture *at = &p->table[i];
        if (at->stage == READY && at->used_at + KEEP_TURNS < p->turn &&
            (!oldest || at->used_at < oldest->used_at))
            oldest = at;
    }
    return oldest;
}

void pictures_turn(struct pictures *p) {
    pthread_mutex_lock(&p->lock);
    p->turn++;
    for (struct picture *old; bytes_kept(p) > p->budget && (old = oldest_unused(p));)
        picture_free(old);
    pthread_mutex_unlock(&p->lock);
}

bool pictures_news(struct pictures *p) {
    pthread_mutex_lock(&p->lock);
    bool news = p->news;
    p->news = false;
    pthread_mutex_unlock(&p->lock);
    return news;
}

void pictures_settle(struct pictures *p) {
    pthread_mutex_lock(&p->lock);
    while (newest_in(p, WANTED) || newest_in(p, DECODING)) pthread_cond_wait(&p->changed, &p->lock);
    pthread_mutex_unlock(&p->lock);
}
