/* Text: lines begin as GB/T 15834 requires, no byte is lost, and text is shrunk before it is cut.
 */
#include "ui/text.h"

#include "base/bytes.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct text *text;
static const struct text_style body = {.face = FACE_SANS, .size_px = 40};

static const char story[] = "战役打响后，他带着一个班守在阵地前沿的“猫耳洞”里。洞口窄得只容一人侧身"
                            "，一守就是六个月！他说：“回来了，就好好过日子。”"
                            "（据本人口述）敌人先后十多次趁夜偷袭，都被他们打了回去……归来以后，他很"
                            "少提起这段往事；只说那是一班人一起守下来的。"
                            "《英雄谱》第 12 卷、第 38 页，收录了他 1984 年 12 "
                            "月荣立一等功的事迹——全文 2,400 字，见 www.example.org。";

static int open_text(void **state) {
    struct why why;
    (void)state;
    return text_open(&why, &text) != ERR_NONE;
}

static int close_text(void **state) {
    (void)state;
    text_close(text);
    return 0;
}

/* Closing marks may not begin a line, opening marks may not end one. */
static void no_line_begins_or_ends_with_a_forbidden_mark(void **state) {
    static const char *const closing[] = {"，", "。", "、", "；", "：", "？",
                                          "！", "”",  "）", "》", "…",  "·"};
    static const char *const opening[] = {"“", "（", "《"};
    (void)state;
    for (int width = 160; width < 1000; width += 7) {
        const struct text_block *b = text_lay_out(text, story, body, width);
        for (int i = 1; i < b->line_count; i++) {
            for (size_t k = 0; k < ARRAY_LENGTH(closing); k++)
                assert_true(strncmp(story + b->lines[i].from, closing[k], strlen(closing[k])) != 0);
            for (size_t k = 0; k < ARRAY_LENGTH(opening); k++)
                assert_true(strncmp(story + b->lines[i - 1].to - strlen(opening[k]), opening[k],
                                    strlen(opening[k])) != 0);
        }
    }
}

static void every_line_fits_and_every_byte_is_on_one(void **state) {
    (void)state;
    for (int width = 200; width < 1000; width += 31) {
        const struct text_block *b = text_lay_out(text, story, body, width);
        int at = 0;
        for (int i = 0; i < b->line_count; i++) {
            assert_true(b->lines[i].width <= width);
            for (; at < b->lines[i].from; at++) assert_int_equal(story[at], ' ');
            at = b->lines[i].to;
        }
        assert_int_equal(at, (int)strlen(story));
        assert_false(b->cut);
    }
}

static void a_word_longer_than_the_line_is_broken(void **state) {
    (void)state;
    const struct text_block *b =
        text_lay_out(text, "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch", body, 300);
    assert_true(b->broken);
    assert_true(b->line_count > 2);
    for (int i = 0; i < b->line_count; i++) assert_true(b->lines[i].width <= 300);
}

static void paragraphs_and_empty_text_have_lines(void **state) {
    (void)state;
    assert_int_equal(text_lay_out(text, "一\n\n三", body, 500)->line_count, 3);
    assert_int_equal(text_lay_out(text, "", body, 500)->line_count, 1);
    assert_int_equal(text_lay_out(text, "", body, 500)->width, 0);
}

static void too_many_lines_end_in_an_ellipsis(void **state) {
    struct text_style two = body;
    (void)state;
    two.max_lines = 2;
    const struct text_block *b = text_lay_out(text, story, two, 400);
    assert_true(b->cut);
    assert_int_equal(b->line_count, 2);
    assert_true(b->lines[1].width <= 400);
}

static void fitting_shrinks_before_it_cuts(void **state) {
    (void)state;
    struct text_style fit =
        text_fit(text, "退役军人活动日", (struct text_style){.face = FACE_BOLD, .size_px = 80}, 300,
                 100, 20);
    const struct text_block *b = text_lay_out(text, "退役军人活动日", fit, 300);
    assert_true(fit.size_px < 80 && fit.size_px >= 20);
    assert_false(b->cut);
    assert_true(b->width <= 300 && b->height <= 100);
}

static void balanced_lines_need_no_more_room(void **state) {
    (void)state;
    int lines = text_lay_out(text, story, body, 700)->line_count;
    int width = text_balanced_width(text, story, body, 700);
    assert_true(width <= 700);
    assert_int_equal(text_lay_out(text, story, body, width)->line_count, lines);
}

static void a_block_dropped_from_the_cache_is_laid_out_again(void **state) {
    char words[32];
    (void)state;
    int width = text_lay_out(text, "王建国", body, 0)->width;
    for (int i = 0; i < 2000; i++) {
        snprintf(words, sizeof words, "第 %d 位", i);
        assert_true(text_lay_out(text, words, body, 0)->width > 0);
    }
    assert_int_equal(text_lay_out(text, "王建国", body, 0)->width, width);
}

static void glyphs_survive_a_full_cache(void **state) {
    char words[8];
    (void)state;
    for (uint32_t c = 0x4E00; c < 0x4E00 + 3000; c++) {
        snprintf(words, sizeof words, "%c%c%c", (int)(0xE0 | c >> 12), (int)(0x80 | (c >> 6 & 63)),
                 (int)(0x80 | (c & 63)));
        text_warm(text, words, (struct text_style){.face = FACE_SANS, .size_px = 60});
    }
    const struct text_block *b =
        text_lay_out(text, "国", (struct text_style){.face = FACE_SANS, .size_px = 60}, 0);
    assert_true(fonts_glyph(text_fonts(text), FACE_SANS, 60, b->glyphs[0].id).mask.width > 30);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_line_begins_or_ends_with_a_forbidden_mark),
        cmocka_unit_test(every_line_fits_and_every_byte_is_on_one),
        cmocka_unit_test(a_word_longer_than_the_line_is_broken),
        cmocka_unit_test(paragraphs_and_empty_text_have_lines),
        cmocka_unit_test(too_many_lines_end_in_an_ellipsis),
        cmocka_unit_test(fitting_shrinks_before_it_cuts),
        cmocka_unit_test(balanced_lines_need_no_more_room),
        cmocka_unit_test(a_block_dropped_from_the_cache_is_laid_out_again),
        cmocka_unit_test(glyphs_survive_a_full_cache),
    };
    return cmocka_run_group_tests(tests, open_text, close_text);
}
