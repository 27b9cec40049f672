/* png: reads and writes PNG files with SDL_image. */
#include "ui/png.h"

#include <SDL_image.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum err png_write(const struct pixels *pixels, const char *path, struct why *why) {
    SDL_Surface *surface = SDL_CreateRGBSurfaceWithFormatFrom(
        pixels->at, pixels->width, pixels->height, 32, pixels->stride * 4, SDL_PIXELFORMAT_RGB888);
    bool done = surface && IMG_SavePNG(surface, path) == 0;
    SDL_FreeSurface(surface);
    return done ? ERR_NONE : why_set(why, ERR_IO, "%s: %s", path, SDL_GetError());
}

enum err png_read(const char *path, struct why *why, struct pixels *ret_pixels) {
    SDL_Surface *any = IMG_Load(path);
    SDL_Surface *surface = any ? SDL_ConvertSurfaceFormat(any, SDL_PIXELFORMAT_ARGB8888, 0) : NULL;
    SDL_FreeSurface(any);
    if (!surface) return why_set(why, ERR_NOT_FOUND, "%s: %s", path, SDL_GetError());
    struct pixels pixels = {.width = surface->w, .height = surface->h, .stride = surface->w};
    pixels.at = malloc((size_t)surface->w * surface->h * sizeof *pixels.at);
    for (int y = 0; pixels.at && y < surface->h; y++)
        memcpy(pixels.at + (size_t)y * surface->w,
               (uint8_t *)surface->pixels + (size_t)y * surface->pitch, (size_t)surface->w * 4);
    SDL_FreeSurface(surface);
    if (!pixels.at) return why_set(why, ERR_NO_MEMORY, "%s", path);
    *ret_pixels = pixels;
    return ERR_NONE;
}
