/* story: heads and bodies of stories and guides. */
#include "import.h"

#define HEAD "---\nname: 吕小兵\ntitle: 急救课\nsummary: 一句话\nconsent: yes\n"
#define STORY(body) HEAD "---\n" body

static const char *body_of(struct scratch *s, const char *body, struct collected *c) {
    char text[40000];
    snprintf(text, sizeof text, HEAD "---\n%s", body);
    if (import_text(s, "stories/a.md", text, c) != ERR_NONE)
        fail_msg("%s in: %s", s->why.text, body);
    return c->list[0].u.story.body;
}

static void a_head_is_read(void **state) {
    struct collected c = {0};
    const char *text = "---\r\nname: 吕小兵\r\ntitle : 急救：课\r\nsummary: a: b\r\n\r\nhonour: "
                       "三等功\r\nfirst_class: 是\r\n"
                       "tags: 老山战役, 班长，女兵、 卫生员\r\nsource: 人民网\r\nconsent: "
                       "no\r\nsample: yes\r\norder: 7\r\n---\r\n正文\r\n";
    assert_int_equal(import_text(*state, "stories/lv-xiaobing.md", text, &c), ERR_NONE);
    const struct change_story *s = &c.list[0].u.story;
    assert_int_equal(c.count, 1);
    assert_string_equal(s->key, "lv-xiaobing");
    assert_string_equal(s->card.name, "吕小兵");
    assert_string_equal(s->card.title, "急救：课");
    assert_string_equal(s->card.summary, "a: b");
    assert_string_equal(s->card.honour, "三等功");
    assert_string_equal(s->name_key, "lu xiao bing");
    assert_string_equal(s->initials, "lxb lvxb");
    assert_true(s->card.first_class && s->card.sample && !s->consent);
    assert_int_equal(s->order, 7);
    assert_int_equal(s->tag_count, 4);
    assert_string_equal(s->tags[1], "班长");
    assert_string_equal(s->tags[2], "女兵");
    assert_string_equal(s->tags[3], "卫生员");
    assert_string_equal(s->source, "人民网");
    assert_string_equal(s->body, "正文\n");
    assert_string_equal(s->picture, "");
    collected_finish(&c);
}

static void markdown_becomes_blocks(void **state) {
    static const struct {
        const char *markdown, *blocks;
    } cases[] = {
        {"一\n\n二\n", "一\n二\n"},
        {"一\n二\n", "一二\n"},
        {"one\ntwo\n", "one two\n"},
        {"# 标题\n正文\n", "# 标题\n正文\n"},
        {"### 小标题\n", "# 小标题\n"},
        {"- 甲\n- 乙\n", "- 甲\n- 乙\n"},
        {"- 甲\n\n- 乙\n", "- 甲\n- 乙\n"},
        {"1. 甲\n2. 乙\n   - 丙\n", "- 甲\n- 乙\n- 丙\n"},
        {"> 一步\n> 不退\n", "> 一步不退\n"},
        {"**粗** *斜* [链](http://x) `码`\n", "粗 斜 链 码\n"},
        {"甲&amp;乙 &lt;丙&gt;\n", "甲&乙 <丙>\n"},
        {"一  \n二\n", "一\n二\n"},
        {"\\# 不是标题\n", "＃ 不是标题\n"},
        {"\\- 不是列表\n", "－ 不是列表\n"},
        {"\\! 不是图片\n", "！ 不是图片\n"},
        {"一\n\n---\n\n二\n", "一\n二\n"},
        {"```\n甲\n乙\n```\n", "甲\n乙\n"},
        {"    缩进也是段落\n", "缩进也是段落\n"},
        {"3 < 5\n", "3 < 5\n"},
    };
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
        struct collected c = {0};
        assert_string_equal(body_of(*state, cases[i].markdown, &c), cases[i].blocks);
        collected_finish(&c);
    }
}

static void a_picture_is_its_own_block(void **state) {
    struct scratch *s = *state;
    struct collected c = {0};
    char *jpeg;
    size_t count;
    assert_int_equal(file_read(SAMPLE "/pictures/zhou-maolin.jpg", 8 << 20, NULL, &jpeg, &count),
                     ERR_NONE);
    scratch_write(s, "pictures/a.jpg", jpeg, count);
    free(jpeg);
    const char *body = body_of(s, "前 ![奖章 *一枚*](../pictures/a.jpg) 后\n", &c);
    size_t offset = 0;
    struct markup_block block;
    assert_true(markup_next(body, &offset, &block));
    assert_memory_equal(block.text, "前", 3);
    assert_true(markup_next(body, &offset, &block));
    assert_int_equal(block.kind, MARKUP_PICTURE);
    assert_memory_equal(block.text, "奖章 一枚", block.bytes);
    char blob[PATH_MAX];
    snprintf(blob, sizeof blob, "%s/%s", s->blobs, block.picture);
    assert_int_equal(access(blob, R_OK), 0);
    assert_true(markup_next(body, &offset, &block));
    assert_memory_equal(block.text, "后", block.bytes);
    assert_false(markup_next(body, &offset, &block));
    collected_finish(&c);
}

static void bad_stories_are_refused(void **state) {
    static const struct {
        const char *text, *where, *reason;
    } cases[] = {
        {"", "a.md:1:", "first line"},
        {"name: x\n", "a.md:1:", "first line"},
        {"---\nname: x\n", "a.md:2:", "no closing"},
        {"---\nname: x\nwhat\n---\n", "a.md:3:", "key: value"},
        {"---\nname: x\nnmae: y\n---\n", "a.md:3:", "unknown key"},
        {"---\nname: x\nname: y\n---\n", "a.md:3:", "duplicate key"},
        {"---\nname: x\ntitle: t\nsummary: s\n---\n一\n", "a.md:1:", "consent is missing"},
        {"---\nname: x\ntitle: t\nsummary: s\nconsent: maybe\n---\n一\n", "a.md:5:", "yes or no"},
        {"---\nname:\ntitle: t\nsummary: s\nconsent: yes\n---\n一\n", "a.md:2:", "name is missing"},
        {"---\nname: x\ntitle: t\nsummary: 320102197901011234\nconsent: yes\n---\n一\n",
         "a.md:4:", "identity-card"},
        {HEAD "order: -1\n---\n一\n", "a.md:6:", "0-9999"},
        {HEAD "tags: 1,2,3,4,5,6,7\n---\n一\n", "a.md:6:", "at most 6"},
        {HEAD "tags: 一二三四五六七八九十一二三四五六\n---\n一\n", "a.md:6:", "too long"},
        {HEAD "portrait: no.jpg\n---\n一\n", "a.md:6:", "no such picture"},
        {HEAD "portrait: /etc/passwd\n---\n一\n", "a.md:6:", "relative"},
        {HEAD "portrait: ../../../etc/passwd\n---\n一\n", "a.md:6:", "("},
        {HEAD "portrait: .\n---\n一\n", "a.md:6:", "no such picture"},
        {HEAD "portrait: a.md\n---\n一\n", "a.md:6:", "not a JPEG"},
        {STORY(""), "a.md:7:", "no text"},
        {STORY("一\n\n<b>二</b>\n"), "a.md:9:", "HTML"},
        {STORY("一\n\n<div>\n二\n</div>\n"), "a.md:", "HTML"},
        {STORY("一\n\n![x](no.jpg)\n"), "a.md:9:", "no such picture"},
        {STORY("身份证 320102197901011234\n"), "a.md:7:", "identity-card"},
    };
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++)
        assert_refused(*state, "stories/a.md", cases[i].text, cases[i].where, cases[i].reason);
}

static void a_picture_outside_the_folder_is_refused_even_by_a_link(void **state) {
    struct scratch *s = *state;
    char link[PATH_MAX];
    scratch_write(s, "stories/x.md", "", 0);
    scratch_path(s, "stories/link.jpg", link);
    assert_int_equal(symlink(SAMPLE "/pictures/zhou-maolin.jpg", link), 0);
    assert_refused(s, "stories/a.md", HEAD "portrait: link.jpg\n---\n一\n",
                   "a.md:6:", "outside the folder");
}

static void too_long_a_text_is_refused(void **state) {
    char text[60000] = HEAD "---\n";
    for (int i = 0; i < 600; i++) strcat(text, "一二三四五六七八九十\n\n");
    assert_refused(*state, "stories/a.md", text, "a.md:", "too long");
    char one[30000] = HEAD "---\n";
    for (int i = 0; i < 600; i++) strcat(one, "一二三四五六七八九十");
    assert_refused(*state, "stories/a.md", one, "a.md:", "too long");
}

static void a_guide_is_read(void **state) {
    struct collected c = {0};
    assert_int_equal(import_text(*state, "guides/card.md",
                                 "---\ntitle: 优待证\nsummary: 一句话\ncategory: 优抚双拥\nsample: "
                                 "yes\n---\n带身份证。\n",
                                 &c),
                     ERR_NONE);
    const struct change_guide *g = &c.list[0].u.guide;
    assert_int_equal(c.list[0].kind, CHANGE_GUIDE);
    assert_string_equal(g->key, "card");
    assert_string_equal(g->initials, "ydz");
    assert_int_equal(g->order, 9999);
    assert_true(g->card.sample);
    assert_refused(*state, "guides/a.md", "---\ntitle: x\nconsent: yes\n---\n",
                   "a.md:3:", "unknown key");
    collected_finish(&c);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_head_is_read, scratch_open, scratch_close),
        cmocka_unit_test_setup_teardown(markdown_becomes_blocks, scratch_open, scratch_close),
        cmocka_unit_test_setup_teardown(a_picture_is_its_own_block, scratch_open, scratch_close),
        cmocka_unit_test_setup_teardown(bad_stories_are_refused, scratch_open, scratch_close),
        cmocka_unit_test_setup_teardown(a_picture_outside_the_folder_is_refused_even_by_a_link,
                                        scratch_open, scratch_close),
        cmocka_unit_test_setup_teardown(too_long_a_text_is_refused, scratch_open, scratch_close),
        cmocka_unit_test_setup_teardown(a_guide_is_read, scratch_open, scratch_close),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
