/* pixels_jpeg: libjpeg, every warning that means "incomplete" is treated as an error. */
#include "content/pixels.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jpeglib.h>

#include <jerror.h>

/* Markers, ITU-T T.81 table B.1. */
enum {
    SOI = 0xD8,
    EOI = 0xD9,
    SOS = 0xDA,
    RST0 = 0xD0,
    RST7 = 0xD7,
    APP0 = 0xE0,
    APP1 = 0xE1,
    APP2 = 0xE2,
    APP14 = 0xEE,
    APP15 = 0xEF,
    COM = 0xFE
};

#define SCANS_MAX 64           /* a progressive JPEG has about ten; thousands are a bomb */
#define TAG_ORIENTATION 0x0112 /* EXIF 2.3, table 4 */

static unsigned two(const uint8_t *p, bool little) {
    return little ? (unsigned)(p[1] << 8 | p[0]) : (unsigned)(p[0] << 8 | p[1]);
}

static unsigned four(const uint8_t *p, bool little) {
    return little ? two(p + 2, true) << 16 | two(p, true) : two(p, false) << 16 | two(p + 2, false);
}

/* The orientation in an APP1 segment of n bytes; 1: there is no valid one. */
static int orientation_of(const uint8_t *exif, size_t n) {
    if (n < 14 || memcmp(exif, "Exif\0\0", 6) != 0) return 1;
    const uint8_t *tiff = exif + 6;
    size_t left = n - 6;
    bool little = tiff[0] == 'I';
    size_t ifd = four(tiff + 4, little);
    if (ifd > left || left - ifd < 2) return 1;
    size_t entries = two(tiff + ifd, little);
    for (size_t i = 0, at = ifd + 2; i < entries && at + 12 <= left; i++, at += 12) {
        if (two(tiff + at, little) != TAG_ORIENTATION) continue;
        unsigned value = two(tiff + at + 8, little);
        return value >= 1 && value <= 8 ? (int)value : 1;
    }
    return 1;
}

/* Offset of the next marker in entropy-coded data from at on. */
static size_t skip_scan(const uint8_t *b, size_t n, size_t at) {
    for (; at + 1 < n; at++) {
        if (b[at] == 0xFF && b[at + 1] != 0 && !(b[at + 1] >= RST0 && b[at + 1] <= RST7)) return at;
    }
    return n;
}

/* Walks the segments: what the file contains besides the picture, and its orientation. */
static void walk(const uint8_t *b, size_t n, struct picture_facts *facts) {
    size_t at = 2;
    facts->clean = false;
    facts->orientation = 1;
    bool extras = false;
    while (at + 4 <= n) {
        if (b[at] != 0xFF) return;
        unsigned marker = b[at + 1];
        size_t length = two(b + at + 2, false);
        if (marker == 0xFF) {
            at++;
            continue;
        }
        if (length < 2 || length > n - at - 2) return;
        if (marker == APP1) facts->orientation = orientation_of(b + at + 4, length - 2);
        if (marker == COM ||
            (marker > APP0 && marker <= APP15 && marker != APP2 && marker != APP14))
            extras = true;
        if (marker == APP2 && (length < 14 || memcmp(b + at + 4, "ICC_PROFILE", 12) != 0))
            extras = true;
        at += 2 + length;
        if (marker == SOS) at = skip_scan(b, n, at);
        if (at + 2 == n && b[at] == 0xFF && b[at + 1] == EOI) {
            facts->clean = !extras;
            return;
        }
    }
}

struct guard {
    struct jpeg_error_mgr mgr;
    struct jpeg_progress_mgr progress;
    jmp_buf back;
    char text[JMSG_LENGTH_MAX];
};

static void on_error(j_common_ptr info) {
    struct guard *guard = (struct guard *)info->err;
    info->err->format_message(info, guard->text);
    longjmp(guard->back, 1);
}

static void on_message(j_common_ptr info, int level) {
    if (level >= 0) return; /* a trace */
    int code = info->err->msg_code;
    if (code != JWRN_EXTRANEOUS_DATA && code != JWRN_ADOBE_XFORM && code != JWRN_JFIF_MAJOR)
        on_error(info);
}

static void on_progress(j_common_ptr info) {
    struct guard *guard = (struct guard *)info->err;
    if (!info->is_decompressor || ((j_decompress_ptr)info)->input_scan_number <= SCANS_MAX) return;
    snprintf(guard->text, sizeof guard->text, "more than %d scans", SCANS_MAX);
    longjmp(guard->back, 1);
}

static struct jpeg_error_mgr *guard_init(struct guard *guard) {
    jpeg_std_error(&guard->mgr);
    guard->mgr.error_exit = on_error;
    guard->mgr.emit_message = on_message;
    guard->progress.progress_monitor = on_progress;
    return &guard->mgr;
}

static enum err damaged(struct why *why, const struct guard *guard) {
    return why_set(why, ERR_BAD_INPUT, "JPEG 损坏或不完整 (damaged or cut short: %s)", guard->text);
}

enum err pixels_look_jpeg(const uint8_t *b, size_t n, struct why *why, struct picture_facts *ret) {
    struct jpeg_decompress_struct info;
    struct guard guard = {0};
    memset(&info, 0, sizeof info);
    info.err = guard_init(&guard);
    if (setjmp(guard.back)) {
        jpeg_destroy_decompress(&info);
        return damaged(why, &guard);
    }
    jpeg_create_decompress(&info);
    jpeg_mem_src(&info, b, n);
    jpeg_read_header(&info, TRUE);
    ret->width = (int)info.image_width;
    ret->height = (int)info.image_height;
    bool cmyk = info.num_components == 4;
    jpeg_destroy_decompress(&info);
    if (cmyk)
        return why_set(why, ERR_BAD_INPUT, "是印刷用的 CMYK 图片，请存为 RGB (CMYK; save as RGB)");
    walk(b, n, ret);
    return ERR_NONE;
}

enum err pixels_read_jpeg(const uint8_t *b, size_t n, struct why *why, struct pixels *ret) {
    struct jpeg_decompress_struct info;
    struct guard guard = {0};
    uint8_t *volatile rgb = NULL;
    memset(&info, 0, sizeof info);
    info.err = guard_init(&guard);
    if (setjmp(guard.back)) {
        jpeg_destroy_decompress(&info);
        free(rgb);
        return damaged(why, &guard);
    }
    jpeg_create_decompress(&info);
    info.progress = &guard.progress;
    jpeg_mem_src(&info, b, n);
    jpeg_read_header(&info, TRUE);
    info.out_color_space = JCS_RGB;
    jpeg_start_decompress(&info);
    size_t stride = (size_t)info.output_width * 3;
    rgb = malloc(stride * info.output_height);
    while (rgb && info.output_scanline < info.output_height) {
        JSAMPROW row = rgb + stride * info.output_scanline;
        jpeg_read_scanlines(&info, &row, 1);
    }
    struct pixels pixels = {rgb, (int)info.output_width, (int)info.output_height};
    if (rgb) jpeg_finish_decompress(&info);
    jpeg_destroy_decompress(&info);
    if (!rgb) return why_set(why, ERR_NO_MEMORY, "out of memory");
    *ret = pixels;
    return ERR_NONE;
}

enum err pixels_write_jpeg(const struct pixels *pixels, int quality, struct why *why,
                           uint8_t **ret_bytes, size_t *ret_count) {
    struct jpeg_compress_struct info;
    struct guard guard = {0};
    unsigned char *bytes = NULL;
    unsigned long count = 0;
    memset(&info, 0, sizeof info);
    info.err = guard_init(&guard);
    if (setjmp(guard.back)) {
        jpeg_destroy_compress(&info);
        return why_set(why, ERR_NO_MEMORY, "writing a JPEG: %s", guard.text);
    }
    jpeg_create_compress(&info);
    jpeg_mem_dest(&info, &bytes, &count);
    info.image_width = (JDIMENSION)pixels->width;
    info.image_height = (JDIMENSION)pixels->height;
    info.input_components = 3;
    info.in_color_space = JCS_RGB;
    jpeg_set_defaults(&info);
    jpeg_set_quality(&info, quality, TRUE);
    info.comp_info[0].h_samp_factor = info.comp_info[0].v_samp_factor =
        1; /* 4:4:4: red stays sharp */
    jpeg_start_compress(&info, TRUE);
    while (info.next_scanline < info.image_height) {
        JSAMPROW row = pixels->rgb + (size_t)pixels->width * 3 * info.next_scanline;
        jpeg_write_scanlines(&info, &row, 1);
    }
    jpeg_finish_compress(&info);
    jpeg_destroy_compress(&info);
    *ret_bytes = bytes;
    *ret_count = count;
    return ERR_NONE;
}
