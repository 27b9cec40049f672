/* out-of-order: shows the out-of-order page while the kiosk is down. It must not depend on anything
 * that may have crashed: no display server, no graphics library, no store. It writes a prepared
 * picture to the kernel's framebuffer and waits for SIGTERM.
 *
 *   muster-out-of-order FOLDER [CONFIG...]
 *
 * FOLDER holds page.txt, portrait.png and landscape.png. The text of page.txt is first written to
 * standard output (the console), for machines without a framebuffer. [display] rotation is read
 * from each CONFIG; the last one wins. For tests, MUSTER_FRAMEBUFFER names another device than
 * /dev/fb0, and MUSTER_FRAMEBUFFER_SIZE=WIDTHxHEIGHT makes it a plain file. */
#include "base/config.h"

#include <fcntl.h>
#include <linux/fb.h>
#include <linux/kd.h>
#include <png.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

struct screen {
    int fd;
    int width, height, line_bytes; /* of the device, before rotation */
    int bits;                      /* per pixel: 32 (xRGB) or 16 (RGB 565) */
};

struct still {
    int width, height;
    uint32_t *pixels; /* 0x00RRGGBB */
};

static bool screen_open(struct screen *screen) {
    const char *path = getenv("MUSTER_FRAMEBUFFER"), *size = getenv("MUSTER_FRAMEBUFFER_SIZE");
    struct fb_var_screeninfo seen;
    struct fb_fix_screeninfo fixed;
    screen->fd = open(path ? path : "/dev/fb0", O_RDWR | O_CLOEXEC);
    if (screen->fd < 0) return false;
    screen->bits = 32;
    if (size) {
        if (sscanf(size, "%dx%d", &screen->width, &screen->height) != 2) return false;
        screen->line_bytes = screen->width * 4;
        return true;
    }
    if (ioctl(screen->fd, FBIOGET_VSCREENINFO, &seen) < 0 ||
        ioctl(screen->fd, FBIOGET_FSCREENINFO, &fixed) < 0)
        return false;
    screen->width = (int)seen.xres;
    screen->height = (int)seen.yres;
    screen->bits = (int)seen.bits_per_pixel;
    screen->line_bytes = (int)fixed.line_length;
    return screen->bits == 32 || screen->bits == 16;
}

static bool still_read(const char *folder, bool portrait, struct still *still) {
    char path[512];
    png_image image = {.version = PNG_IMAGE_VERSION};
    snprintf(path, sizeof path, "%s/%s.png", folder, portrait ? "portrait" : "landscape");
    if (!png_image_begin_read_from_file(&image, path)) return false;
    image.format = PNG_FORMAT_BGRA;
    still->width = (int)image.width;
    still->height = (int)image.height;
    still->pixels = malloc(PNG_IMAGE_SIZE(image));
    bool read = still->pixels && png_image_finish_read(&image, NULL, still->pixels, 0, NULL) != 0;
    png_image_free(&image);
    return read;
}

/* The mean of the source pixels that pixel (x, y) of a width x height scaling covers. */
static uint32_t scaled(const struct still *s, int x, int y, int width, int height) {
    int x1 = x * s->width / width, x2 = (x + 1) * s->width / width;
    int y1 = y * s->height / height, y2 = (y + 1) * s->height / height;
    uint32_t red = 0, green = 0, blue = 0, n = 0;
    if (x2 == x1) x2++;
    if (y2 == y1) y2++;
    for (int v = y1; v < y2; v++)
        for (int u = x1; u < x2; u++, n++) {
            uint32_t p = s->pixels[(size_t)v * s->width + u];
            red += p >> 16 & 255;
            green += p >> 8 & 255;
            blue += p & 255;
        }
    return (red / n) << 16 | (green / n) << 8 | blue / n;
}

/* The picture scaled to fit the upright screen; borders get the picture's background colour. */
static uint32_t upright_pixel(const struct still *s, int x, int y, int width, int height) {
    int w = width, h = (int)((int64_t)s->height * width / s->width);
    if (h > height) {
        h = height;
        w = (int)((int64_t)s->width * height / s->height);
    }
    x -= (width - w) / 2;
    y -= (height - h) / 2;
    return x >= 0 && y >= 0 && x < w && y < h ? scaled(s, x, y, w, h) : s->pixels[0];
}

/* The pixel of the upright picture at (x, y) of the device, rotated as in the kiosk's window. */
static uint32_t device_pixel(const struct screen *screen, const struct still *s, int rotation,
                             int x, int y) {
    int w = screen->width, h = screen->height;
    switch (rotation) {
    case 90:
        return upright_pixel(s, y, w - 1 - x, h, w);
    case 180:
        return upright_pixel(s, w - 1 - x, h - 1 - y, w, h);
    case 270:
        return upright_pixel(s, h - 1 - y, x, h, w);
    default:
        return upright_pixel(s, x, y, w, h);
    }
}

/* The frame is written in one call. For a write of a single line, Linux 6.1 computes an empty
 * damage area and shows nothing (drm_fb_helper_memory_range_to_clip, where a range ends with its
 * line). */
static bool show(const struct screen *screen, const struct still *still, int rotation) {
    size_t size = (size_t)screen->line_bytes * screen->height;
    uint8_t *frame = calloc(1, size);
    for (int y = 0; frame && y < screen->height; y++) {
        uint8_t *line = frame + (size_t)y * screen->line_bytes;
        for (int x = 0; x < screen->width; x++) {
            uint32_t p = device_pixel(screen, still, rotation, x, y);
            uint16_t narrow = (uint16_t)((p >> 8 & 0xF800) | (p >> 5 & 0x07E0) | (p >> 3 & 0x1F));
            if (screen->bits == 32)
                memcpy(line + x * 4, &p, 4);
            else
                memcpy(line + x * 2, &narrow, 2);
        }
    }
    bool shown = frame && pwrite(screen->fd, frame, size, 0) == (ssize_t)size;
    free(frame);
    return shown;
}

static void print_words(const char *folder) {
    char path[512], text[2048];
    snprintf(path, sizeof path, "%s/page.txt", folder);
    FILE *file = fopen(path, "r");
    size_t n = file ? fread(text, 1, sizeof text, file) : 0;
    if (file) fclose(file);
    fwrite(text, 1, n, stdout);
    fflush(stdout);
}

static int rotation_of(char **configs, int count) {
    struct config config;
    struct why why;
    config_defaults(&config);
    for (int i = 0; i < count; i++)
        if (access(configs[i], R_OK) == 0 && config_read(configs[i], &why, &config) != ERR_NONE)
            fprintf(stderr, "muster-out-of-order: %s\n", why.text);
    return config.rotation;
}

int main(int argc, char **argv) {
    struct screen screen = {.fd = -1};
    struct still still = {0};
    sigset_t ends;
    int seen;
    if (argc < 2) {
        fprintf(stderr, "muster-out-of-order FOLDER [CONFIG...]\n");
        return 2;
    }
    sigemptyset(&ends);
    sigaddset(&ends, SIGTERM);
    sigaddset(&ends, SIGINT);
    sigprocmask(SIG_BLOCK, &ends, NULL);
    print_words(argv[1]);
    int rotation = rotation_of(argv + 2, argc - 2);
    bool drawn = screen_open(&screen);
    bool turned = rotation == 90 || rotation == 270;
    if (drawn) drawn = still_read(argv[1], (screen.width < screen.height) != turned, &still);
    /* Keep the console from drawing over the picture. */
    if (drawn) ioctl(STDIN_FILENO, KDSETMODE, KD_GRAPHICS);
    if (drawn) drawn = show(&screen, &still, rotation);
    if (!drawn)
        fprintf(stderr, "muster-out-of-order: cannot show the picture, showing text only\n");
    free(still.pixels);
    sigwait(&ends, &seen);
    ioctl(STDIN_FILENO, KDSETMODE, KD_TEXT);
    if (screen.fd >= 0) close(screen.fd);
    return 0;
}
