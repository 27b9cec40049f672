/* speakable: spells out digits the way people say them. Each rule reads the text from one position
 * on and converts what it recognises; the first rule that matches wins. */
#include "sound/speakable.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const digits[] = {"零", "一", "二", "三", "四", "五", "六", "七", "八", "九"};

struct out {
    char *text;
    size_t used, bytes;
};

static void put(struct out *out, const char *text) {
    size_t n = strlen(text);
    if (out->used + n >= out->bytes) return;
    memcpy(out->text + out->used, text, n + 1);
    out->used += n;
}

static size_t run(const char *at) {
    return strspn(at, "0123456789");
}

static int number(const char *at, size_t n) {
    char text[8];
    snprintf(text, sizeof text, "%.*s", (int)(n < 7 ? n : 7), at);
    return atoi(text);
}

/* 一三八: digit by digit; in telephone numbers 1 is read 幺. */
static void put_digits(struct out *out, const char *at, size_t n, bool telephone) {
    for (size_t i = 0; i < n; i++)
        if (isdigit((unsigned char)at[i]))
            put(out, telephone && at[i] == '1' ? "幺" : digits[at[i] - '0']);
}

/* 0..9999 within a larger number; leading: digits precede it. */
static void put_under_10000(struct out *out, int n, bool leading) {
    static const int units[] = {1000, 100, 10, 1};
    static const char *const names[] = {"千", "百", "十", ""};
    bool any = leading, gap = false;
    for (int i = 0; i < 4; i++) {
        int d = n / units[i] % 10;
        if (d == 0) {
            gap = any;
            continue;
        }
        if (gap) put(out, "零");
        gap = false;
        if (!(d == 1 && units[i] == 10 && !any)) put(out, digits[d]);
        put(out, names[i]);
        any = true;
    }
}

static void put_whole(struct out *out, int64_t n) {
    static const struct {
        int64_t unit;
        const char *name;
    } groups[] = {{100000000, "亿"}, {10000, "万"}, {1, ""}};
    bool any = false;
    if (n == 0) put(out, "零");
    for (int i = 0; i < 3 && n; i++) {
        int part = (int)(n / groups[i].unit % 10000);
        n %= groups[i].unit;
        if (part == 0) continue;
        if (any && part < 1000) put(out, "零");
        put_under_10000(out, part, false);
        put(out, groups[i].name);
        any = true;
    }
}

static bool begins(const char *at, const char *word) {
    return strncmp(at, word, strlen(word)) == 0;
}

static size_t spaces(const char *at) {
    return strspn(at, " ");
}

/* 2026-11-24 */
static size_t take_date(const char *at, struct out *out) {
    if (run(at) != 4 || at[4] != '-' || run(at + 5) != 2 || at[7] != '-' || run(at + 8) != 2)
        return 0;
    put_digits(out, at, 4, false);
    put(out, "年");
    put_whole(out, number(at + 5, 2));
    put(out, "月");
    put_whole(out, number(at + 8, 2));
    put(out, "日");
    return 10;
}

/* 2026年 */
static size_t take_year(const char *at, struct out *out) {
    if (run(at) != 4 || !begins(at + 4 + spaces(at + 4), "年")) return 0;
    put_digits(out, at, 4, false);
    return 4 + spaces(at + 4);
}

/* 09:30 -> 九点半 */
static size_t take_time(const char *at, struct out *out) {
    size_t h = run(at);
    if (h < 1 || h > 2 || at[h] != ':' || run(at + h + 1) != 2) return 0;
    int hour = number(at, h), minute = number(at + h + 1, 2);
    if (hour > 24 || minute > 59) return 0;
    if (hour == 2)
        put(out, "两");
    else
        put_whole(out, hour);
    put(out, "点");
    if (minute == 30) {
        put(out, "半");
    } else if (minute > 0) {
        if (minute < 10) put(out, "零");
        put_whole(out, minute);
        put(out, "分");
    }
    size_t used = h + 3;
    if (at[used] == ':' && run(at + used + 1) == 2) used += 3; /* seconds are not spoken */
    return used;
}

/* 107-0312: a ticket's number */
static size_t take_ticket(const char *at, struct out *out) {
    size_t tail = run(at) == 3 && at[3] == '-' ? run(at + 4) : 0;
    if (tail < 4) return 0;
    put_digits(out, at, 3, true);
    put(out, "，");
    put_digits(out, at + 4, tail, true);
    return 4 + tail;
}

/* "169 0000 1234", or seven or more digits in a row */
static size_t take_telephone(const char *at, struct out *out) {
    size_t used = run(at), count = used, group = used;
    while (group >= 3 && group <= 4 && at[used] == ' ' && run(at + used + 1) >= 3) {
        group = run(at + used + 1);
        used += 1 + group;
        count += group;
    }
    if (count < 7) return 0;
    for (size_t i = 0; i < used;) {
        size_t n = run(at + i);
        put_digits(out, at + i, n, true);
        i += n + (at[i + n] == ' ');
        if (i < used) put(out, "，");
    }
    return used;
}

/* 2 人 is 两人; 2 月 is 二月 */
static bool is_counted(const char *at) {
    static const char *const measures[] = {"个", "人",   "位", "次", "天", "周", "名", "张",
                                           "条", "小时", "件", "家", "户", "台", "本", "项"};
    at += spaces(at);
    for (size_t i = 0; i < sizeof measures / sizeof measures[0]; i++)
        if (begins(at, measures[i])) return true;
    return false;
}

static size_t take_number(const char *at, struct out *out) {
    size_t n = run(at), used = n;
    if (n == 0 || n > 12) return 0;
    bool percent =
        at[n] == '%' || (at[n] == '.' && run(at + n + 1) && at[n + 1 + run(at + n + 1)] == '%');
    if (percent) put(out, "百分之");
    if (at[0] == '0' && n > 1)
        put_digits(out, at, n, false); /* 0312 is not a quantity */
    else if (n == 1 && at[0] == '2' && is_counted(at + 1))
        put(out, "两");
    else
        put_whole(out, strtoll(at, NULL, 10));
    if (at[n] == '.' && run(at + n + 1) > 0) {
        put(out, "点");
        put_digits(out, at + n + 1, run(at + n + 1), false);
        used += 1 + run(at + n + 1);
    }
    used += percent;
    return used + spaces(at + used);
}

/* ¥120 -> 一百二十元 */
static size_t take_money(const char *at, struct out *out) {
    size_t sign = begins(at, "¥") ? strlen("¥") : begins(at, "￥") ? strlen("￥") : 0;
    size_t used = sign ? take_number(at + sign, out) : 0;
    if (used == 0) return 0;
    put(out, "元");
    return sign + used;
}

/* 09:30–11:30: from … to …; 王*国: a masked name */
static size_t take_sign(const char *at, struct out *out) {
    if (begins(at, "–") && isdigit((unsigned char)at[strlen("–")])) {
        put(out, "到");
        return strlen("–");
    }
    if (at[0] != '*') return 0;
    put(out, "某");
    return strspn(at, "*");
}

static size_t take_character(const char *at, struct out *out) {
    size_t n = 1;
    char one[5] = {at[0]};
    while (n < 4 && ((unsigned char)at[n] & 0xC0) == 0x80) one[n] = at[n], n++;
    put(out, one);
    return n;
}

void speakable_zh(const char *text, char *ret_text, size_t bytes) {
    static size_t (*const rules[])(const char *, struct out *) = {
        take_date,      take_year,  take_time,   take_ticket,
        take_telephone, take_money, take_number, take_sign};
    struct out out = {.text = ret_text, .bytes = bytes};
    ret_text[0] = 0;
    while (*text) {
        size_t used = 0;
        for (size_t i = 0; used == 0 && i < sizeof rules / sizeof rules[0]; i++)
            used = rules[i](text, &out);
        text += used ? used : take_character(text, &out);
    }
}
