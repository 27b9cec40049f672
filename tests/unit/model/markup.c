/* markup: a body is read block by block, and text that only looks like a mark stays text. */
#include "model/markup.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#define HASH64 "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

static void each_kind_is_told_apart(void **state) {
    (void)state;
    static const struct {
        const char *line;
        enum markup_kind kind;
        const char *text;
    } lines[] = {
        {"老山战役", MARKUP_PARAGRAPH, "老山战役"},
        {"# 今天", MARKUP_HEADING, "今天"},
        {"- 水杯", MARKUP_ITEM, "水杯"},
        {"> 一步不退", MARKUP_QUOTE, "一步不退"},
        {"! " HASH64 " 奖章", MARKUP_PICTURE, "奖章"},
        {"! " HASH64, MARKUP_PICTURE, ""},
        {"! not-a-hash 奖章", MARKUP_PARAGRAPH, "! not-a-hash 奖章"},
        {"! " HASH64 "0 奖章", MARKUP_PARAGRAPH, "! " HASH64 "0 奖章"},
        {"#今天", MARKUP_PARAGRAPH, "#今天"},
        {"-", MARKUP_PARAGRAPH, "-"},
        {"# ", MARKUP_HEADING, ""},
    };
    for (size_t i = 0; i < ARRAY_LENGTH(lines); i++) {
        size_t offset = 0;
        struct markup_block block;
        assert_true(markup_next(lines[i].line, &offset, &block));
        assert_int_equal(block.kind, lines[i].kind);
        assert_int_equal(block.bytes, strlen(lines[i].text));
        assert_memory_equal(block.text, lines[i].text, block.bytes);
        if (block.kind == MARKUP_PICTURE) assert_string_equal(block.picture, HASH64);
        assert_false(markup_next(lines[i].line, &offset, &block));
    }
}

static void blocks_come_in_order_and_end(void **state) {
    (void)state;
    const char *body = "\n一\n\n# 二\n三\n";
    size_t offset = 0, count = 0;
    struct markup_block block;
    while (markup_next(body, &offset, &block)) count++;
    assert_int_equal(count, 3);
    offset = 0;
    assert_false(markup_next("", &offset, &block));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_kind_is_told_apart),
        cmocka_unit_test(blocks_come_in_order_and_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
