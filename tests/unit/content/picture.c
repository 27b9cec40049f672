/* picture: limits, decompression bombs, truncated files, metadata; all made here. */
#include "content/picture.h"
#include "content/pixels.h"
#include "import.h"

#include <png.h>

struct bytes {
    uint8_t *b;
    size_t n;
};

/* A JPEG whose left half is red and right half is blue. */
static struct bytes make_jpeg(int width, int height) {
    struct pixels p = {malloc((size_t)width * (size_t)height * 3), width, height};
    for (int i = 0; i < width * height; i++) {
        bool left = i % width < width / 2;
        p.rgb[3 * i] = left ? 200 : 20, p.rgb[3 * i + 1] = 20, p.rgb[3 * i + 2] = left ? 20 : 200;
    }
    struct bytes out;
    assert_int_equal(pixels_write_jpeg(&p, 80, NULL, &out.b, &out.n), ERR_NONE);
    free(p.rgb);
    return out;
}

static struct bytes make_png(unsigned width, unsigned height) {
    png_image image = {
        .version = PNG_IMAGE_VERSION, .width = width, .height = height, .format = PNG_FORMAT_RGBA};
    uint8_t *rgba = calloc((size_t)width * height, 4); /* fully transparent */
    png_alloc_size_t n = 0;
    assert_true(png_image_write_to_memory(&image, NULL, &n, 0, rgba, 0, NULL));
    struct bytes out = {malloc(n), n};
    assert_true(png_image_write_to_memory(&image, out.b, &n, 0, rgba, 0, NULL));
    out.n = n;
    free(rgba);
    return out;
}

/* jpeg with an APP1 segment: EXIF, little-endian, one entry: orientation. */
static struct bytes with_orientation(struct bytes jpeg, uint8_t orientation) {
    const uint8_t app1[] = {0xFF, 0xE1, 0, 34, 'E',         'x', 'i', 'f', 0,    0,    'I', 'I',
                            42,   0,    8, 0,  0,           0,   1,   0,   0x12, 0x01, 3,   0,
                            1,    0,    0, 0,  orientation, 0,   0,   0,   0,    0,    0,   0};
    struct bytes out = {malloc(jpeg.n + sizeof app1), jpeg.n + sizeof app1};
    memcpy(out.b, jpeg.b, 2);
    memcpy(out.b + 2, app1, sizeof app1);
    memcpy(out.b + 2 + sizeof app1, jpeg.b + 2, jpeg.n - 2);
    free(jpeg.b);
    return out;
}

static struct bytes prepare(struct bytes in) {
    struct bytes out = {0};
    struct why why = {0};
    if (picture_prepare(in.b, in.n, &why, &out.b, &out.n) != ERR_NONE) fail_msg("%s", why.text);
    free(in.b);
    return out;
}

static void assert_not_prepared(struct bytes in, const char *reason) {
    struct bytes out = {0};
    struct why why = {0};
    assert_int_equal(picture_prepare(in.b, in.n, &why, &out.b, &out.n), ERR_BAD_INPUT);
    if (!strstr(why.text, reason)) fail_msg("expected %s, got %s", reason, why.text);
    assert_null(out.b);
    free(in.b);
}

static struct pixels read_jpeg(struct bytes jpeg) {
    struct pixels p;
    assert_int_equal(pixels_read_jpeg(jpeg.b, jpeg.n, NULL, &p), ERR_NONE);
    return p;
}

static void a_small_clean_picture_is_kept_as_it_is(void **state) {
    (void)state;
    struct bytes in = make_jpeg(64, 48), copy = {malloc(in.n), in.n};
    memcpy(copy.b, in.b, in.n);
    struct bytes out = prepare(in);
    assert_int_equal(out.n, copy.n);
    assert_memory_equal(out.b, copy.b, copy.n);
    free(out.b);
    free(copy.b);
}

static void a_large_picture_is_made_smaller(void **state) {
    (void)state;
    struct bytes out = prepare(make_jpeg(3200, 1000));
    struct pixels p = read_jpeg(out);
    assert_int_equal(p.width, 1600);
    assert_int_equal(p.height, 500);
    assert_true(p.rgb[0] > 150 && p.rgb[3 * 1599 + 2] > 150);
    free(p.rgb);
    free(out.b);
}

static void metadata_does_not_survive_and_the_picture_is_upright(void **state) {
    (void)state;
    for (uint8_t orientation = 1; orientation <= 8; orientation++) {
        struct bytes out = prepare(with_orientation(make_jpeg(64, 32), orientation));
        assert_null(memmem(out.b, out.n, "Exif", 4));
        struct pixels p = read_jpeg(out);
        bool turned = orientation >= 5;
        assert_int_equal(p.width, turned ? 32 : 64);
        assert_int_equal(p.height, turned ? 64 : 32);
        /* where the red half is: left (1, 4), right (2, 3), top (5, 6), bottom (7, 8) */
        size_t edge = orientation == 1 || orientation == 4   ? 3 * (16u * 64)
                      : orientation == 2 || orientation == 3 ? 3 * (16u * 64 + 63)
                      : orientation == 5 || orientation == 6 ? 3 * 16u
                                                             : 3 * (63u * 32 + 16);
        assert_true(p.rgb[edge] > 150);
        free(p.rgb);
        free(out.b);
    }
}

static void what_hides_behind_the_picture_does_not_survive(void **state) {
    (void)state;
    struct bytes in = make_jpeg(64, 32);
    in.b = realloc(in.b, in.n + 16);
    memcpy(in.b + in.n, "32.05N,118.76E\xFF\xD9", 16);
    in.n += 16;
    struct bytes out = prepare(in);
    assert_null(memmem(out.b, out.n, "32.05N", 6));
    free(out.b);
}

static void a_transparent_png_lies_on_paper(void **state) {
    (void)state;
    struct pixels p;
    struct bytes in = make_png(40, 30);
    assert_int_equal(pixels_read_png(in.b, in.n, NULL, &p), ERR_NONE);
    assert_int_equal(p.rgb[0], 0xF7);
    free(p.rgb);
    struct bytes out = prepare(in); /* clean and small: stored unchanged */
    assert_memory_equal(out.b, "\x89PNG", 4);
    free(out.b);
    out = prepare(make_png(2000, 100));
    assert_memory_equal(out.b, "\xFF\xD8\xFF", 3);
    free(out.b);
}

static void too_large_is_seen_in_the_header(void **state) {
    (void)state;
    assert_not_prepared(make_png(8193, 1), "too large");
    assert_not_prepared(make_png(8000, 3001), "24 megapixels");
    struct bytes bomb = make_jpeg(16, 16); /* claims 65500 x 65500 */
    uint8_t *sof = memmem(bomb.b, bomb.n, "\xFF\xC0", 2);
    assert_non_null(sof);
    sof[5] = sof[7] = 0xFF, sof[6] = sof[8] = 0xDC;
    assert_not_prepared(bomb, "too large");
}

static void cut_or_damaged_files_are_refused(void **state) {
    (void)state;
    for (int i = 1; i < 20; i++) {
        struct bytes jpeg = make_jpeg(200, 150), png = make_png(200, 150);
        jpeg.n = jpeg.n * (size_t)i / 20;
        png.n = (png.n - 12) * (size_t)i / 20; /* the 12 bytes of IEND are not picture data */
        assert_not_prepared(jpeg, "(");
        assert_not_prepared(png, "(");
    }
    struct bytes png = make_png(50, 50);
    png.b[png.n / 2] ^= 0x55;
    assert_not_prepared(png, "PNG");
    static const char webp[] = "RIFF\x1A\0\0\0WEBPVP8L\x0D\0\0\0\x2F\0\0\0";
    struct bytes cut = {malloc(sizeof webp), sizeof webp - 1};
    memcpy(cut.b, webp, sizeof webp);
    assert_not_prepared(cut, "WebP");
    struct bytes gif = {(uint8_t *)strdup("GIF89a...................."), 20};
    assert_not_prepared(gif, "not a JPEG");
    assert_not_prepared((struct bytes){calloc(1, 1), 0}, "not a JPEG");
}

static void the_same_bytes_are_the_same_blob(void **state) {
    struct scratch *s = *state;
    struct bytes jpeg = make_jpeg(64, 48);
    scratch_write(s, "pictures/a.jpg", jpeg.b, jpeg.n);
    scratch_write(s, "stories/a.md", "", 0);
    char path[PATH_MAX], first[BLOB_SIZE], second[BLOB_SIZE], expected[BLOB_SIZE], blob[PATH_MAX];
    scratch_path(s, "stories/a.md", path);
    struct content_context ctx = {.blob_folder = s->blobs};
    struct source source = {.path = path, .name = "a.md", .ctx = &ctx};
    assert_int_equal(picture_import(&source, 1, "../pictures/a.jpg", NULL, first), ERR_NONE);
    assert_int_equal(picture_import(&source, 1, "../pictures/a.jpg", NULL, second), ERR_NONE);
    struct hash hash = crypto_keyed_hash(NULL, jpeg.b, jpeg.n, NULL, 0);
    hex_from_bytes(hash.bytes, HASH_BYTES, expected);
    assert_string_equal(first, expected);
    assert_string_equal(second, expected);
    snprintf(blob, sizeof blob, "%s/%s", s->blobs, first);
    struct stat st;
    assert_int_equal(stat(blob, &st), 0);
    assert_int_equal(st.st_size, jpeg.n);
    free(jpeg.b);
}

static void a_file_over_the_limit_is_refused(void **state) {
    struct scratch *s = *state;
    char *large = calloc(1, (8 << 20) + 1);
    scratch_write(s, "stories/large.jpg", large, (8 << 20) + 1);
    free(large);
    assert_refused(
        s, "stories/a.md",
        "---\nname: x\ntitle: t\nsummary: s\nconsent: yes\nportrait: large.jpg\n---\n一\n",
        "a.md:6:", "8 MiB");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_small_clean_picture_is_kept_as_it_is),
        cmocka_unit_test(a_large_picture_is_made_smaller),
        cmocka_unit_test(metadata_does_not_survive_and_the_picture_is_upright),
        cmocka_unit_test(what_hides_behind_the_picture_does_not_survive),
        cmocka_unit_test(a_transparent_png_lies_on_paper),
        cmocka_unit_test(too_large_is_seen_in_the_header),
        cmocka_unit_test(cut_or_damaged_files_are_refused),
        cmocka_unit_test_setup_teardown(the_same_bytes_are_the_same_blob, scratch_open,
                                        scratch_close),
        cmocka_unit_test_setup_teardown(a_file_over_the_limit_is_refused, scratch_open,
                                        scratch_close),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
