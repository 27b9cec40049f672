/* icon: a small table from (name, size) to coverage, dropped as a whole when it is full. Colours in
 * the files are ignored: only the coverage of each pixel counts. */
#include "ui/icon.h"

#include "base/bytes.h"

#include <SDL_image.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ICONS 96
#define NAME_BYTES 40
#define FILE_MAX 65536

struct icon {
    char name[NAME_BYTES];
    int size_px;
    struct mask mask;
    uint8_t *bytes;
};

struct icons {
    char folder[300];
    struct icon table[ICONS];
    int count;
};

enum err icons_open(const char *folder, struct why *why, struct icons **ret_icons) {
    struct icons *icons = calloc(1, sizeof *icons);
    if (!icons) return why_set(why, ERR_NO_MEMORY, "icons");
    TEXT_COPY(icons->folder, folder);
    *ret_icons = icons;
    return ERR_NONE;
}

static void icons_drop(struct icons *icons) {
    for (int i = 0; i < icons->count; i++) free(icons->table[i].bytes);
    icons->count = 0;
}

void icons_close(struct icons *icons) {
    if (!icons) return;
    icons_drop(icons);
    free(icons);
}

static SDL_Surface *rasterise(const char *folder, const char *name, int size_px) {
    char path[400];
    char *svg = NULL;
    size_t bytes;
    struct why why;
    snprintf(path, sizeof path, "%s/%s.svg", folder, name);
    if (strchr(name, '/') || file_read(path, FILE_MAX, &why, &svg, &bytes)) return NULL;
    SDL_RWops *source =
        SDL_RWFromConstMem(svg, (int)bytes); /* IMG_LoadSizedSVG_RW does not close it */
    SDL_Surface *drawn = source ? IMG_LoadSizedSVG_RW(source, size_px, size_px) : NULL;
    if (source) SDL_RWclose(source);
    free(svg);
    if (!drawn) return NULL;
    SDL_Surface *surface = SDL_ConvertSurfaceFormat(drawn, SDL_PIXELFORMAT_ARGB8888, 0);
    SDL_FreeSurface(drawn);
    return surface;
}

static struct mask coverage_of(const SDL_Surface *surface, uint8_t **ret_bytes) {
    uint8_t *bytes = malloc((size_t)surface->w * surface->h);
    if (!bytes) return (struct mask){0};
    for (int y = 0; y < surface->h; y++) {
        const uint32_t *row =
            (const uint32_t *)((const uint8_t *)surface->pixels + (size_t)y * surface->pitch);
        for (int x = 0; x < surface->w; x++) bytes[y * surface->w + x] = (uint8_t)(row[x] >> 24);
    }
    *ret_bytes = bytes;
    return (struct mask){bytes, surface->w, surface->h, surface->w};
}

struct mask icons_mask(struct icons *icons, const char *name, int size_px) {
    for (int i = 0; i < icons->count; i++)
        if (icons->table[i].size_px == size_px && strcmp(icons->table[i].name, name) == 0)
            return icons->table[i].mask;
    if (icons->count == ICONS) icons_drop(icons);
    struct icon *icon = &icons->table[icons->count++];
    *icon = (struct icon){.size_px = size_px};
    TEXT_COPY(icon->name, name);
    SDL_Surface *surface = rasterise(icons->folder, name, size_px);
    if (surface) icon->mask = coverage_of(surface, &icon->bytes);
    SDL_FreeSurface(surface);
    return icon->mask;
}
