/* picture: limits are checked in the header, then the picture is decoded completely, scaled down
 * and stored without metadata.
 * 1. Header limits come before any decoding: a decompression bomb costs nothing.
 * 2. The same file always becomes the same bytes and so the same name.
 * 3. A blob is written completely or not at all; an existing one is not written again. */
#include "content/picture.h"
#include "content/pixels.h"

#include <libgen.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct format {
    enum err (*look)(const uint8_t *b, size_t n, struct why *why, struct picture_facts *ret);
    enum err (*read)(const uint8_t *b, size_t n, struct why *why, struct pixels *ret);
};

static const struct format jpeg = {pixels_look_jpeg, pixels_read_jpeg};
static const struct format png = {pixels_look_png, pixels_read_png};
static const struct format webp = {pixels_look_webp, pixels_read_webp};

static const struct format *format_of(const uint8_t *bytes, size_t count) {
    if (count >= 3 && memcmp(bytes, "\xFF\xD8\xFF", 3) == 0) return &jpeg;
    if (count >= 8 && memcmp(bytes, "\x89PNG\r\n\x1A\n", 8) == 0) return &png;
    if (count >= 12 && memcmp(bytes, "RIFF", 4) == 0 && memcmp(bytes + 8, "WEBP", 4) == 0)
        return &webp;
    return NULL;
}

static enum err within_limits(const struct picture_facts *facts, struct why *why) {
    if (facts->width <= 0 || facts->height <= 0)
        return why_set(why, ERR_BAD_INPUT, "图片损坏 (a damaged picture)");
    if (facts->width > SCREENSHOT_SIDE_MAX || facts->height > SCREENSHOT_SIDE_MAX ||
        (int64_t)facts->width * facts->height > PICTURE_PIXELS_MAX)
        return why_set(
            why, ERR_BAD_INPUT,
            "图片 %d×%d 太大，边长最多 %d，像素最多 2400 万 (too large: at most %d px a side and "
            "24 megapixels)",
            facts->width, facts->height, SCREENSHOT_SIDE_MAX, SCREENSHOT_SIDE_MAX);
    return ERR_NONE;
}

static bool keep_as_it_is(const struct picture_facts *facts, size_t count) {
    return facts->clean && facts->orientation == 1 && count <= PICTURE_KEPT_BYTES_MAX &&
           facts->width <= PICTURE_KEPT_SIDE_MAX && facts->height <= PICTURE_KEPT_SIDE_MAX;
}

enum err picture_prepare(const uint8_t *bytes, size_t count, struct why *why, uint8_t **ret_bytes,
                         size_t *ret_count) {
    struct picture_facts facts = {.orientation = 1};
    struct pixels pixels = {0};
    const struct format *format = format_of(bytes, count);
    if (!format)
        return why_set(why, ERR_BAD_INPUT,
                       "不是 JPEG、PNG 或 WebP 图片 (not a JPEG, PNG or WebP picture)");
    enum err e = format->look(bytes, count, why, &facts);
    if (e == ERR_NONE) e = within_limits(&facts, why);
    if (e == ERR_NONE) e = format->read(bytes, count, why, &pixels);
    if (e != ERR_NONE) return e;
    if (keep_as_it_is(&facts, count)) {
        uint8_t *copy = malloc(count);
        if (copy) {
            memcpy(copy, bytes, count);
            *ret_bytes = copy;
            *ret_count = count;
        } else {
            e = why_set(why, ERR_NO_MEMORY, "out of memory");
        }
    } else {
        e = pixels_shrink(&pixels, PICTURE_KEPT_SIDE_MAX, why);
        if (e == ERR_NONE) e = pixels_turn(&pixels, facts.orientation, why);
        if (e == ERR_NONE)
            e = pixels_write_jpeg(&pixels, PICTURE_QUALITY, why, ret_bytes, ret_count);
    }
    free(pixels.rgb);
    return e;
}

/* The real path of a picture, if source is allowed to name it. */
static enum err resolve(const struct source *source, int line, const char *path, struct why *why,
                        char ret_real[static PATH_MAX]) {
    char folder[PATH_MAX], root[PATH_MAX], wanted[PATH_MAX + 512], copy[PATH_MAX];
    struct stat st;
    snprintf(copy, sizeof copy, "%s", source->path);
    if (!realpath(dirname(copy), folder))
        return why_set(why, ERR_IO, "%s: the folder does not exist", source->name);
    snprintf(copy, sizeof copy, "%s", folder);
    snprintf(root, sizeof root, "%s", dirname(copy));
    if (path[0] == '/' || snprintf(wanted, sizeof wanted, "%s/%s", folder, path) >= PATH_MAX)
        return refuse(why, source, line,
                      "图片路径要写相对路径 (a picture's path must be relative)");
    if (!realpath(wanted, ret_real) || stat(ret_real, &st) < 0 || !S_ISREG(st.st_mode))
        return refuse(why, source, line, "找不到图片 %s (no such picture)", excerpt_of(path).text);
    size_t n = strcmp(root, "/") == 0 ? 0 : strlen(root);
    if (strncmp(ret_real, root, n) != 0 || ret_real[n] != '/')
        return refuse(why, source, line,
                      "图片 %s 不在内容文件夹里 (the picture is outside the folder)",
                      excerpt_of(path).text);
    return ERR_NONE;
}

static enum err keep(const struct source *source, const uint8_t *bytes, size_t count,
                     struct why *why, char ret_blob[static BLOB_SIZE]) {
    char file[PATH_MAX], name[BLOB_SIZE];
    struct hash hash = crypto_keyed_hash(NULL, bytes, count, NULL, 0);
    hex_from_bytes(hash.bytes, HASH_BYTES, name);
    enum err e = ERR_NONE;
    if (source->ctx->blob_folder) {
        snprintf(file, sizeof file, "%s/%s", source->ctx->blob_folder, name);
        if (access(file, F_OK) != 0) e = file_write_atomic(file, bytes, count, 0644, why);
    }
    if (e == ERR_NONE) memcpy(ret_blob, name, sizeof name);
    return e;
}

enum err picture_import(const struct source *source, int line, const char *path, struct why *why,
                        char ret_blob[static BLOB_SIZE]) {
    char real[PATH_MAX];
    char *bytes = NULL;
    uint8_t *kept = NULL;
    size_t count = 0, kept_count = 0;
    struct why reason = {0};
    enum err e = resolve(source, line, path, why, real);
    if (e != ERR_NONE) return e;
    e = file_read(real, SCREENSHOT_BYTES_MAX, &reason, &bytes, &count);
    if (e == ERR_BAD_INPUT)
        e = refuse(why, source, line, "图片 %s 超过 %u MiB (larger than %u MiB)",
                   excerpt_of(path).text, SCREENSHOT_BYTES_MAX >> 20, SCREENSHOT_BYTES_MAX >> 20);
    else if (e != ERR_NONE)
        *why = reason;
    if (e != ERR_NONE) return e;
    e = picture_prepare((const uint8_t *)bytes, count, &reason, &kept, &kept_count);
    if (e == ERR_BAD_INPUT)
        e = refuse(why, source, line, "%s: %s", excerpt_of(path).text, reason.text);
    else if (e != ERR_NONE)
        *why = reason;
    if (e == ERR_NONE) e = keep(source, kept, kept_count, why, ret_blob);
    free(kept);
    free(bytes);
    return e;
}
