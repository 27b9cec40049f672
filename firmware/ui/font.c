/* font: FreeType reads outlines from the file as it needs them: with the file mapped, each glyph
 * would bring 64 KiB of its neighbours into memory. HarfBuzz maps the file for the few tables it
 * reads. The glyph cache is one table and one arena; when either is full, everything is dropped and
 * filled again while drawing. Callers keep no pointer into it across calls. */
#include "ui/font.h"

#include <ft2build.h>
#include FT_FREETYPE_H
#include <fcntl.h>
#include <hb-ot.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define FOLDER "/usr/share/fonts/opentype/noto/"
#define SC_INDEX 2 /* Simplified Chinese in Debian's collections */
#define SLOTS 8192 /* a power of two */
#define ARENA_BYTES (6 << 20)

static const char *const face_files[FACES] = {
    [FACE_SANS] = FOLDER "NotoSansCJK-Regular.ttc",
    [FACE_BOLD] = FOLDER "NotoSansCJK-Bold.ttc",
    [FACE_SERIF] = FOLDER "NotoSerifCJK-Bold.ttc",
};

struct slot {
    uint64_t key; /* 0: free */
    uint32_t offset;
    uint16_t width, height;
    int16_t left, top;
};

struct fonts {
    FT_Library library;
    FT_Face faces[FACES];
    struct FT_StreamRec_ streams[FACES];
    hb_font_t *shapers[FACES];
    int size_px[FACES];
    struct slot *slots;
    int used;
    uint8_t *arena;
    size_t arena_used;
};

enum err fonts_open(struct why *why, struct fonts **ret_fonts) {
    for (int i = 0; i < FACES; i++)
        if (access(face_files[i], R_OK) != 0)
            return why_set(why, ERR_NOT_FOUND,
                           "font %s is missing: install the package fonts-noto-cjk", face_files[i]);
    struct fonts *fonts = calloc(1, sizeof *fonts);
    if (!fonts) return why_set(why, ERR_NO_MEMORY, "fonts");
    fonts->slots = calloc(SLOTS, sizeof *fonts->slots);
    fonts->arena = malloc(ARENA_BYTES);
    if (!fonts->slots || !fonts->arena || FT_Init_FreeType(&fonts->library) != 0) {
        fonts_close(fonts);
        return why_set(why, ERR_NO_MEMORY, "fonts");
    }
    *ret_fonts = fonts;
    return ERR_NONE;
}

void fonts_close(struct fonts *fonts) {
    if (!fonts) return;
    for (int i = 0; i < FACES; i++) {
        hb_font_destroy(fonts->shapers[i]);
        if (fonts->faces[i]) FT_Done_Face(fonts->faces[i]);
    }
    if (fonts->library) FT_Done_FreeType(fonts->library);
    free(fonts->slots);
    free(fonts->arena);
    free(fonts);
}

static unsigned long stream_read(FT_Stream stream, unsigned long offset, unsigned char *to,
                                 unsigned long count) {
    if (count == 0) return offset > stream->size; /* a seek: non-zero is an error */
    ssize_t got = pread((int)stream->descriptor.value, to, count, (off_t)offset);
    return got > 0 ? (unsigned long)got : 0;
}

static void stream_close(FT_Stream stream) {
    close((int)stream->descriptor.value);
}

static FT_Face face_open(struct fonts *fonts, enum face face) {
    struct stat file;
    FT_Face opened = NULL;
    int fd = open(face_files[face], O_RDONLY | O_CLOEXEC);
    if (fd < 0 || fstat(fd, &file) != 0) return NULL;
    struct FT_StreamRec_ *stream = &fonts->streams[face];
    *stream = (struct FT_StreamRec_){
        .size = (unsigned long)file.st_size, .read = stream_read, .close = stream_close};
    stream->descriptor.value = fd;
    FT_Open_Args args = {.flags = FT_OPEN_STREAM, .stream = stream};
    return FT_Open_Face(fonts->library, &args, SC_INDEX, &opened) == 0 ? opened : NULL;
}

static FT_Face face_at(struct fonts *fonts, enum face face, int size_px) {
    if (!fonts->faces[face]) fonts->faces[face] = face_open(fonts, face);
    if (!fonts->faces[face]) return NULL;
    if (fonts->size_px[face] != size_px) {
        FT_Set_Pixel_Sizes(fonts->faces[face], 0, (FT_UInt)size_px);
        fonts->size_px[face] = size_px;
    }
    return fonts->faces[face];
}

static hb_font_t *shaper_open(enum face face) {
    hb_blob_t *blob = hb_blob_create_from_file_or_fail(face_files[face]);
    if (!blob) return hb_font_get_empty();
    hb_face_t *hb_face = hb_face_create(blob, SC_INDEX);
    hb_font_t *font = hb_font_create(hb_face);
    hb_ot_font_set_funcs(font);
    hb_face_destroy(hb_face);
    hb_blob_destroy(blob);
    return font;
}

hb_font_t *fonts_shaper(struct fonts *fonts, enum face face, int size_px) {
    if (!fonts->shapers[face]) fonts->shapers[face] = shaper_open(face);
    hb_font_set_scale(fonts->shapers[face], size_px * 64, size_px * 64);
    return fonts->shapers[face];
}

void fonts_extent(struct fonts *fonts, enum face face, int size_px, int *ret_above,
                  int *ret_below) {
    (void)fonts;
    (void)face;
    *ret_above = (size_px * 880 + 999) / 1000; /* the em box of Noto CJK: 880 up, 120 down */
    *ret_below = (size_px * 120 + 999) / 1000;
}

static struct slot *slot_for(struct fonts *fonts, uint64_t key) {
    uint64_t hash = key * 0x9E3779B97F4A7C15u;
    size_t at = (size_t)(hash >> 40) & (SLOTS - 1);
    while (fonts->slots[at].key && fonts->slots[at].key != key) at = (at + 1) & (SLOTS - 1);
    return &fonts->slots[at];
}

static void cache_drop(struct fonts *fonts) {
    memset(fonts->slots, 0, SLOTS * sizeof *fonts->slots);
    fonts->used = 0;
    fonts->arena_used = 0;
}

static bool rasterise(struct fonts *fonts, FT_Face ft, uint32_t glyph_id, struct slot *slot) {
    if (FT_Load_Glyph(ft, glyph_id, FT_LOAD_RENDER | FT_LOAD_NO_HINTING) != 0) return false;
    const FT_Bitmap *bitmap = &ft->glyph->bitmap;
    uint8_t *to = fonts->arena + fonts->arena_used;
    for (unsigned row = 0; row < bitmap->rows; row++)
        memcpy(to + (size_t)row * bitmap->width, bitmap->buffer + (ptrdiff_t)row * bitmap->pitch,
               bitmap->width);
    slot->offset = (uint32_t)fonts->arena_used;
    slot->width = (uint16_t)bitmap->width;
    slot->height = (uint16_t)bitmap->rows;
    slot->left = (int16_t)ft->glyph->bitmap_left;
    slot->top = (int16_t)ft->glyph->bitmap_top;
    fonts->arena_used += (size_t)bitmap->width * bitmap->rows;
    return true;
}

struct glyph fonts_glyph(struct fonts *fonts, enum face face, int size_px, uint32_t glyph_id) {
    uint64_t key = ((uint64_t)(face + 1) << 48) | ((uint64_t)size_px << 32) | glyph_id;
    struct slot *slot = slot_for(fonts, key);
    if (!slot->key) {
        size_t most =
            (size_t)size_px * size_px * 6; /* room for the widest dash: two em by one and a half */
        if (fonts->used > SLOTS * 3 / 4 || fonts->arena_used + most > ARENA_BYTES) {
            cache_drop(fonts);
            slot = slot_for(fonts, key);
        }
        FT_Face ft = face_at(fonts, face, size_px);
        if (!ft || most > ARENA_BYTES || !rasterise(fonts, ft, glyph_id, slot))
            return (struct glyph){0};
        slot->key = key;
        fonts->used++;
    }
    return (struct glyph){
        .mask = {fonts->arena + slot->offset, slot->width, slot->height, slot->width},
        .left = slot->left,
        .top = slot->top};
}
