/* window: the video part of SDL.
 *
 * The picture is drawn in memory and handed over whole: into the window's surface where the driver
 * has one (X11, offscreen, dummy), otherwise through one streaming texture (kmsdrm, Wayland).
 * Drivers that can block in SDL_WaitEvent do so; the others are polled every few milliseconds while
 * the window waits on an eventfd. */
#include "ui/window.h"

#include <SDL.h>
#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

#define SLICE_MS 8 /* polling interval of a touch panel that cannot be waited on */

struct window {
    SDL_Window *sdl;
    SDL_Renderer *renderer; /* NULL: the window's surface is used */
    SDL_Texture *texture;
    int rotation;
    bool full_screen;
    bool blocks;  /* SDL_WaitEvent sleeps with this driver */
    bool devices; /* the driver has input devices to poll */
    int wake_fd;
    Uint32 wake_event;
    SDL_FingerID finger;
    bool touching;
};

static void hints(void) {
    SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1");
    SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION,
                "0"); /* otherwise a frame costs 23-103 ms on X11 */
    SDL_SetHint(SDL_HINT_TOUCH_MOUSE_EVENTS, "0");
    SDL_SetHint(SDL_HINT_MOUSE_TOUCH_EVENTS, "0");
    SDL_SetHint(SDL_HINT_VIDEO_ALLOW_SCREENSAVER, "0");
    SDL_SetHint(SDL_HINT_VIDEO_MINIMIZE_ON_FOCUS_LOSS, "0");
    SDL_SetHint(SDL_HINT_WINDOWS_NO_CLOSE_ON_ALT_F4, "1");
    SDL_SetHint(SDL_HINT_RENDER_SCALE_QUALITY, "nearest");
}

static bool open_output(struct window *window) {
    if (SDL_GetWindowSurface(window->sdl)) return true;
    window->renderer =
        SDL_CreateRenderer(window->sdl, -1, SDL_RENDERER_ACCELERATED | SDL_RENDERER_PRESENTVSYNC);
    if (!window->renderer) window->renderer = SDL_CreateRenderer(window->sdl, -1, 0);
    return window->renderer != NULL;
}

static SDL_Window *open_window(const struct window_config *config) {
    SDL_DisplayMode mode = {.w = 1080, .h = 1920};
    bool own_size = config->width > 0 && config->height > 0;
    if (!own_size) SDL_GetDesktopDisplayMode(0, &mode);
    Uint32 flags = config->full_screen ? SDL_WINDOW_FULLSCREEN_DESKTOP | SDL_WINDOW_BORDERLESS : 0;
    return SDL_CreateWindow(config->title, SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED,
                            own_size ? config->width : mode.w, own_size ? config->height : mode.h,
                            flags);
}

static void know_driver(struct window *window) {
    const char *driver = SDL_GetCurrentVideoDriver();
    window->blocks = strcmp(driver, "x11") == 0 || strcmp(driver, "wayland") == 0;
    window->devices = strcmp(driver, "dummy") != 0 && strcmp(driver, "offscreen") != 0;
}

enum err window_open(const struct window_config *config, struct why *why,
                     struct window **ret_window) {
    struct window *window = calloc(1, sizeof *window);
    if (!window) return why_set(why, ERR_NO_MEMORY, "window");
    window->rotation = config->rotation;
    window->full_screen = config->full_screen;
    window->wake_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    hints();
    if (SDL_InitSubSystem(SDL_INIT_VIDEO) == 0) window->sdl = open_window(config);
    if (!window->sdl || !open_output(window)) {
        why_set(why, ERR_DEVICE, "display: %s", SDL_GetError());
        window_close(window);
        return ERR_DEVICE;
    }
    window->wake_event = SDL_RegisterEvents(1);
    know_driver(window);
    if (config->full_screen) {
        SDL_ShowCursor(SDL_DISABLE);
        SDL_SetWindowGrab(window->sdl, SDL_TRUE);
    }
    *ret_window = window;
    return ERR_NONE;
}

void window_close(struct window *window) {
    if (!window) return;
    if (window->texture) SDL_DestroyTexture(window->texture);
    if (window->renderer) SDL_DestroyRenderer(window->renderer);
    if (window->sdl) SDL_DestroyWindow(window->sdl);
    SDL_QuitSubSystem(SDL_INIT_VIDEO);
    if (window->wake_fd >= 0) close(window->wake_fd);
    free(window);
}

static bool sideways(const struct window *window) {
    return window->rotation == 90 || window->rotation == 270;
}

static void panel_size(const struct window *window, int *ret_width, int *ret_height) {
    if (window->renderer)
        SDL_GetRendererOutputSize(window->renderer, ret_width, ret_height);
    else
        SDL_GetWindowSize(window->sdl, ret_width, ret_height);
}

void window_size(const struct window *window, int *ret_width, int *ret_height) {
    if (sideways(window))
        panel_size(window, ret_height, ret_width);
    else
        panel_size(window, ret_width, ret_height);
}

void window_rotate(struct window *window, int rotation) {
    window->rotation = rotation;
    window->touching = false;
}

/* Each row of the picture becomes a row or a column of the panel. */
static void copy_turned(const struct pixels *from, int rotation, uint8_t *to, int pitch) {
    int w = from->width, h = from->height;
    for (int y = 0; y < h; y++) {
        const uint32_t *row = from->at + (size_t)y * from->stride;
        if (rotation == 0) {
            memcpy(to + (size_t)y * pitch, row, (size_t)w * 4);
            continue;
        }
        for (int x = 0; x < w; x++) {
            int px = rotation == 90 ? h - 1 - y : rotation == 180 ? w - 1 - x : y;
            int py = rotation == 90 ? x : rotation == 180 ? h - 1 - y : w - 1 - x;
            memcpy(to + (size_t)py * pitch + (size_t)px * 4, row + x, 4);
        }
    }
}

static bool same_layout(const SDL_PixelFormat *format) {
    return format->BytesPerPixel == 4 && format->Rmask == 0x00FF0000 && format->Bmask == 0x000000FF;
}

struct pixels window_pixels(struct window *window) {
    SDL_Surface *surface =
        window->renderer || window->rotation ? NULL : SDL_GetWindowSurface(window->sdl);
    if (!surface || !same_layout(surface->format) || SDL_MUSTLOCK(surface) || surface->pitch % 4)
        return (struct pixels){0};
    return (struct pixels){surface->pixels, surface->w, surface->h, surface->pitch / 4};
}

static bool through_staging(struct window *window, const struct pixels *pixels,
                            SDL_Surface *surface) {
    SDL_Surface *staging =
        SDL_CreateRGBSurfaceWithFormat(0, surface->w, surface->h, 32, SDL_PIXELFORMAT_ARGB8888);
    if (!staging) return false;
    copy_turned(pixels, window->rotation, staging->pixels, staging->pitch);
    SDL_SetSurfaceBlendMode(staging, SDL_BLENDMODE_NONE);
    bool done = SDL_BlitSurface(staging, NULL, surface, NULL) == 0;
    SDL_FreeSurface(staging);
    return done;
}

static bool present_surface(struct window *window, const struct pixels *pixels) {
    SDL_Surface *surface = SDL_GetWindowSurface(window->sdl);
    int width = sideways(window) ? pixels->height : pixels->width;
    int height = sideways(window) ? pixels->width : pixels->height;
    if (!surface || surface->w != width || surface->h != height) return false;
    if (surface->pixels == (void *)pixels->at) return SDL_UpdateWindowSurface(window->sdl) == 0;
    if (same_layout(surface->format))
        copy_turned(pixels, window->rotation, surface->pixels, surface->pitch);
    else if (!through_staging(window, pixels, surface))
        return false;
    return SDL_UpdateWindowSurface(window->sdl) == 0;
}

static bool texture_fits(struct window *window, int width, int height) {
    int w = 0, h = 0;
    if (window->texture) SDL_QueryTexture(window->texture, NULL, NULL, &w, &h);
    if (w == width && h == height) return true;
    if (window->texture) SDL_DestroyTexture(window->texture);
    window->texture = SDL_CreateTexture(window->renderer, SDL_PIXELFORMAT_ARGB8888,
                                        SDL_TEXTUREACCESS_STREAMING, width, height);
    return window->texture != NULL;
}

static bool present_texture(struct window *window, const struct pixels *pixels) {
    void *to;
    int pitch;
    int width = sideways(window) ? pixels->height : pixels->width;
    int height = sideways(window) ? pixels->width : pixels->height;
    if (!texture_fits(window, width, height) ||
        SDL_LockTexture(window->texture, NULL, &to, &pitch) != 0)
        return false;
    copy_turned(pixels, window->rotation, to, pitch);
    SDL_UnlockTexture(window->texture);
    if (SDL_RenderCopy(window->renderer, window->texture, NULL, NULL) != 0) return false;
    SDL_RenderPresent(window->renderer);
    return true;
}

bool window_present(struct window *window, const struct pixels *pixels) {
    return window->renderer ? present_texture(window, pixels) : present_surface(window, pixels);
}

void window_wake(void *arg) {
    struct window *window = arg;
    uint64_t one = 1;
    if (window->blocks) {
        SDL_Event event = {.type = window->wake_event};
        SDL_PushEvent(&event);
    }
    while (write(window->wake_fd, &one, sizeof one) < 0 && errno == EINTR) {
    }
}

/* SDL_POLLSENTINEL, which SDL puts between two rounds of polling, is not an event. */
static bool events_waiting(void) {
    return SDL_HasEvents(SDL_FIRSTEVENT, SDL_POLLSENTINEL - 1) ||
           SDL_HasEvents(SDL_POLLSENTINEL + 1, SDL_LASTEVENT);
}

static void wait_on_eventfd(struct window *window, int timeout_ms) {
    struct pollfd fd = {.fd = window->wake_fd, .events = POLLIN};
    int slice = window->devices ? SLICE_MS : 1000;
    for (int64_t waited = 0; timeout_ms < 0 || waited < timeout_ms; waited += slice) {
        int left =
            timeout_ms < 0 || timeout_ms - waited > slice ? slice : (int)(timeout_ms - waited);
        SDL_PumpEvents();
        if (events_waiting() || poll(&fd, 1, left) > 0) break;
    }
}

void window_wait(struct window *window, int timeout_ms) {
    uint64_t wakes;
    if (timeout_ms == 0) return;
    if (window->blocks)
        SDL_WaitEventTimeout(NULL, timeout_ms);
    else
        wait_on_eventfd(window, timeout_ms);
    while (read(window->wake_fd, &wakes, sizeof wakes) < 0 && errno == EINTR) {
    }
}

static struct window_event touched(const struct window *window, enum window_event_kind kind, int px,
                                   int py) {
    int width, height;
    panel_size(window, &width, &height);
    switch (window->rotation) {
    case 90:
        return (struct window_event){kind, py, width - 1 - px};
    case 180:
        return (struct window_event){kind, width - 1 - px, height - 1 - py};
    case 270:
        return (struct window_event){kind, height - 1 - py, px};
    default:
        return (struct window_event){kind, px, py};
    }
}

/* Only the first finger counts, until it is lifted. */
static bool finger_counts(struct window *window, const SDL_TouchFingerEvent *finger) {
    if (finger->type == SDL_FINGERDOWN) {
        window->finger = finger->fingerId;
        window->touching = true;
        return true;
    }
    bool counts = window->touching && finger->fingerId == window->finger;
    if (counts && finger->type == SDL_FINGERUP) window->touching = false;
    return counts;
}

static bool take_finger(struct window *window, const SDL_TouchFingerEvent *finger,
                        struct window_event *ret) {
    int width, height;
    if (!finger_counts(window, finger)) return false;
    panel_size(window, &width, &height);
    enum window_event_kind kind = finger->type == SDL_FINGERDOWN ? WINDOW_TOUCH_DOWN
                                  : finger->type == SDL_FINGERUP ? WINDOW_TOUCH_UP
                                                                 : WINDOW_TOUCH_MOVE;
    *ret = touched(window, kind, (int)(finger->x * (float)width), (int)(finger->y * (float)height));
    return true;
}

static bool take_mouse(struct window *window, const SDL_Event *event, struct window_event *ret) {
    if (event->type == SDL_MOUSEMOTION) {
        if (!(event->motion.state & SDL_BUTTON_LMASK)) return false;
        *ret = touched(window, WINDOW_TOUCH_MOVE, event->motion.x, event->motion.y);
        return true;
    }
    if (event->button.button != SDL_BUTTON_LEFT) return false;
    *ret = touched(window, event->type == SDL_MOUSEBUTTONDOWN ? WINDOW_TOUCH_DOWN : WINDOW_TOUCH_UP,
                   event->button.x, event->button.y);
    return true;
}

/* The display came back or was replaced: textures may be lost. */
static bool take_reset(struct window *window, struct window_event *ret) {
    if (window->texture) SDL_DestroyTexture(window->texture);
    window->texture = NULL;
    ret->kind = WINDOW_REDRAW;
    return true;
}

static bool take(struct window *window, const SDL_Event *event, struct window_event *ret) {
    switch (event->type) {
    case SDL_FINGERDOWN:
    case SDL_FINGERUP:
    case SDL_FINGERMOTION:
        return take_finger(window, &event->tfinger, ret);
    case SDL_MOUSEBUTTONDOWN:
    case SDL_MOUSEBUTTONUP:
    case SDL_MOUSEMOTION:
        return take_mouse(window, event, ret);
    case SDL_RENDER_TARGETS_RESET:
    case SDL_RENDER_DEVICE_RESET:
    case SDL_DISPLAYEVENT:
        return take_reset(window, ret);
    case SDL_WINDOWEVENT:
        ret->kind = WINDOW_REDRAW;
        return event->window.event == SDL_WINDOWEVENT_EXPOSED ||
               event->window.event == SDL_WINDOWEVENT_SIZE_CHANGED ||
               event->window.event == SDL_WINDOWEVENT_RESTORED ||
               event->window.event == SDL_WINDOWEVENT_SHOWN;
    case SDL_QUIT:
        ret->kind = WINDOW_CLOSE;
        return !window->full_screen;
    default:
        return false;
    }
}

bool window_next(struct window *window, struct window_event *ret_event) {
    SDL_Event event;
    while (SDL_PollEvent(&event))
        if (take(window, &event, ret_event)) return true;
    return false;
}

void window_touch(struct window *window, enum window_event_kind kind, int x, int y) {
    int width, height, px = x, py = y;
    panel_size(window, &width, &height);
    if (window->rotation == 90) px = width - 1 - y, py = x;
    if (window->rotation == 180) px = width - 1 - x, py = height - 1 - y;
    if (window->rotation == 270) px = y, py = height - 1 - x;
    SDL_Event event;
    memset(&event, 0, sizeof event); /* a union: {0} would leave all but its first member */
    event.tfinger.type = kind == WINDOW_TOUCH_DOWN ? SDL_FINGERDOWN
                         : kind == WINDOW_TOUCH_UP ? SDL_FINGERUP
                                                   : SDL_FINGERMOTION;
    event.tfinger.x = ((float)px + 0.5f) / (float)width;
    event.tfinger.y = ((float)py + 0.5f) / (float)height;
    SDL_PushEvent(&event);
}
