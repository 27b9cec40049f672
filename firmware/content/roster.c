/* roster: roster.csv to members. No identity-card number is taken: a field with fifteen digits in a
 * row is refused, and the refusal does not repeat it. */
#include "base/clock.h"
#include "content/pinyin.h"
#include "content/seen.h"
#include "content/sheet.h"
#include "model/province.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { NUMBER, NAME, GRID, TEAM, PHONE, BRANCH, JOINED, SERVED_IN, COLUMNS };

static const struct sheet_column columns[COLUMNS] = {
    [NUMBER] = {"member_no", "编号", true},   [NAME] = {"name", "姓名", true},
    [GRID] = {"grid", "网格", false},         [TEAM] = {"team", "队伍", false},
    [PHONE] = {"phone", "电话", false},       [BRANCH] = {"branch", "军种", false},
    [JOINED] = {"joined", "入伍年份", false}, [SERVED_IN] = {"served_in", "服役地", false},
};

#define JOINED_FIRST 1927 /* the year the army was founded */

struct roster {
    struct pinyin *pinyin;
    struct seen numbers;
    int this_year;
};

static enum err number_of(struct roster *roster, const struct sheet_row *row, struct why *why,
                          struct change_member *member) {
    const char *number = row->values[NUMBER];
    for (const char *p = number; *p; p++) {
        if (!isalnum((unsigned char)*p) && *p != '-' && *p != '_')
            return why_set(
                why, ERR_BAD_INPUT,
                "编号只能有字母、数字、- 和 _ (a member_no has letters, digits, - and _)");
    }
    if (!TEXT_COPY(member->member_no, number))
        return why_set(why, ERR_BAD_INPUT, "编号太长 (member_no is too long)");
    int first = seen_add(&roster->numbers, number, strlen(number), row->line);
    if (first < 0) return why_set(why, ERR_NO_MEMORY, "out of memory");
    if (first > 0)
        return why_set(why, ERR_BAD_INPUT,
                       "编号重复，第 %d 行已有 (duplicate member_no, first on line %d)", first,
                       first);
    return ERR_NONE;
}

/* A mobile number (1 3-9 and nine digits), or a landline with its area code (0 and 9-11 digits), as
 * digits. */
static enum err phone_of(const char *text, struct why *why, char *ret_phone) {
    char digits[PHONE_SIZE] = "";
    size_t n = 0;
    if (strncmp(text, "+86", 3) == 0) text += 3;
    for (; *text; text++) {
        if (*text == ' ' || *text == '-') continue;
        if (!isdigit((unsigned char)*text) || n + 1 >= sizeof digits)
            return why_set(why, ERR_BAD_INPUT, "电话不对 (not a telephone number)");
        digits[n++] = *text;
    }
    bool mobile = n == 11 && digits[0] == '1' && digits[1] >= '3';
    bool landline = n >= 10 && n <= 12 && digits[0] == '0';
    if (n != 0 && !mobile && !landline)
        return why_set(why, ERR_BAD_INPUT, "电话不对 (not a telephone number)");
    memcpy(ret_phone, digits, sizeof digits);
    return ERR_NONE;
}

/* "1979", "1979年", "1979-12", "1979/12/1". */
static enum err joined_of(const struct roster *roster, const char *text, struct why *why,
                          int32_t *ret_year) {
    if (!text[0]) return ERR_NONE;
    char *end;
    long year = strtol(text, &end, 10);
    bool whole =
        end == text + 4 && (*end == 0 || strchr("-/.", *end) || strncmp(end, "年", 3) == 0);
    if (!whole || year < JOINED_FIRST || year > roster->this_year)
        return why_set(why, ERR_BAD_INPUT,
                       "入伍年份不对，应在 %d–%d (joined must be a year in %d-%d)", JOINED_FIRST,
                       roster->this_year, JOINED_FIRST, roster->this_year);
    *ret_year = (int32_t)year;
    return ERR_NONE;
}

static enum err place_of(const struct sheet_row *row, struct why *why,
                         struct change_member *member) {
    if (!TEXT_COPY(member->grid, row->values[GRID]))
        return why_set(why, ERR_BAD_INPUT, "网格太长 (grid is too long)");
    if (!TEXT_COPY(member->team, row->values[TEAM]))
        return why_set(why, ERR_BAD_INPUT, "队伍太长 (team is too long)");
    if (!TEXT_COPY(member->branch, row->values[BRANCH]))
        return why_set(why, ERR_BAD_INPUT, "军种太长 (branch is too long)");
    const char *served_in = row->values[SERVED_IN];
    member->province = served_in[0] ? province_find(served_in) : -1;
    if (served_in[0] && member->province < 0)
        return why_set(why, ERR_BAD_INPUT, "服役地不是省级地名 (served_in is not a province)");
    return ERR_NONE;
}

static enum err name_of(struct roster *roster, const char *name, struct why *why,
                        struct change_member *member) {
    if (!TEXT_COPY(member->name, name))
        return why_set(why, ERR_BAD_INPUT, "姓名太长 (name is too long)");
    enum err e = pinyin_name(roster->pinyin, name, why, member->name_key, sizeof member->name_key);
    if (e == ERR_NONE) {
        e = pinyin_initials(roster->pinyin, name, why, member->initials, sizeof member->initials);
    }
    return e;
}

static enum err take_row(void *to, const struct sheet_row *row, struct why *why) {
    struct roster *roster = to;
    struct change change;
    change_begin(&change, CHANGE_MEMBER);
    struct change_member *member = &change.u.member;
    for (int i = 0; i < COLUMNS; i++) {
        if (has_private_number(row->values[i]))
            return why_set(
                why, ERR_BAD_INPUT,
                "“%s”像身份证号或银行卡号，请勿录入 (%s looks like an identity-card or bank "
                "card number; it must not be kept)",
                columns[i].chinese, columns[i].name);
    }
    enum err e = number_of(roster, row, why, member);
    if (e == ERR_NONE) e = name_of(roster, row->values[NAME], why, member);
    if (e == ERR_NONE) e = phone_of(row->values[PHONE], why, member->phone);
    if (e == ERR_NONE) e = joined_of(roster, row->values[JOINED], why, &member->joined_year);
    if (e == ERR_NONE) e = place_of(row, why, member);
    return e == ERR_NONE ? yield_change(row->source, &change, why) : e;
}

enum err roster_import(struct source *source, struct why *why) {
    struct roster roster = {.this_year = civil_from_ms(source->ctx->now_ms).year};
    enum err e = pinyin_open(why, &roster.pinyin);
    if (e == ERR_NONE) e = sheet_read(source, columns, COLUMNS, take_row, &roster, why);
    seen_finish(&roster.numbers);
    pinyin_close(roster.pinyin);
    return e;
}
