/* pinyin: ICU reads the name; surnames that ICU reads as ordinary words are corrected here. */
#include "content/pinyin.h"
#include "base/bytes.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/ustring.h>
#include <unicode/utrans.h>

#define NAME_UNITS_MAX                                                                             \
    512 /* UTF-16 units of a reading: 96 bytes of name give 32 syllables of 6                      \
         */

struct pinyin {
    UTransliterator *as_name, *as_words;
};

static const struct {
    const char *surname, *reading;
    const char
        *unless; /* the two-character surname that begins with it, which ICU reads correctly */
} surnames[] = {
    {"缪", "miao", NULL}, {"覃", "qin", NULL},  {"朴", "piao", NULL}, {"阚", "kan", NULL},
    {"薄", "bo", NULL},   {"乜", "nie", NULL},  {"尉", "wei", "迟"},  {"都", "du", NULL},
    {"句", "gou", NULL},  {"洗", "xian", NULL}, {"能", "nai", NULL},  {"祭", "zhai", NULL},
};

static UTransliterator *open_rules(const char *rules, UErrorCode *code) {
    UChar id[64];
    u_uastrcpy(id, rules);
    return utrans_openU(id, -1, UTRANS_FORWARD, NULL, 0, NULL, code);
}

enum err pinyin_open(struct why *why, struct pinyin **ret_pinyin) {
    UErrorCode code = U_ZERO_ERROR;
    struct pinyin *pinyin = calloc(1, sizeof *pinyin);
    if (!pinyin) return why_set(why, ERR_NO_MEMORY, "pinyin: out of memory");
    pinyin->as_name = open_rules("Han-Latin/Names; Latin-ASCII; Lower", &code);
    pinyin->as_words = open_rules("Han-Latin; Latin-ASCII; Lower", &code);
    if (U_FAILURE(code)) {
        pinyin_close(pinyin);
        return why_set(why, ERR_UNSUPPORTED, "ICU has no Han-Latin transliterator: %s",
                       u_errorName(code));
    }
    *ret_pinyin = pinyin;
    return ERR_NONE;
}

void pinyin_close(struct pinyin *pinyin) {
    if (!pinyin) return;
    if (pinyin->as_name) utrans_close(pinyin->as_name);
    if (pinyin->as_words) utrans_close(pinyin->as_words);
    free(pinyin);
}

/* Letters and digits in lower case; everything between them becomes one space. */
static void keep_letters(char *text) {
    char *out = text;
    for (const char *p = text; *p; p++) {
        bool letter = (*p >= 'a' && *p <= 'z') || (*p >= '0' && *p <= '9');
        if (letter)
            *out++ = *p;
        else if (out > text && out[-1] != ' ' && *p != '\'')
            *out++ = ' ';
    }
    if (out > text && out[-1] == ' ') out--;
    *out = 0;
}

static enum err read_with(UTransliterator *rules, const char *text, struct why *why, char *ret,
                          size_t ret_bytes) {
    UErrorCode code = U_ZERO_ERROR;
    UChar units[NAME_UNITS_MAX];
    int32_t length = 0, limit;
    u_strFromUTF8(units, NAME_UNITS_MAX / 8, &length, text, -1, &code);
    limit = length;
    if (U_SUCCESS(code))
        utrans_transUChars(rules, units, &length, NAME_UNITS_MAX, 0, &limit, &code);
    if (U_SUCCESS(code)) u_strToUTF8(ret, (int32_t)ret_bytes, NULL, units, length, &code);
    if (U_FAILURE(code) || code == U_STRING_NOT_TERMINATED_WARNING)
        return why_set(why, ERR_BAD_INPUT, "读不出拼音 (cannot be read as pinyin)");
    keep_letters(ret);
    return ERR_NONE;
}

/* The complete reading of a name, with its surname corrected. */
static enum err read_name(struct pinyin *pinyin, const char *name, struct why *why, char *ret,
                          size_t ret_bytes) {
    for (size_t i = 0; i < ARRAY_LENGTH(surnames); i++) {
        size_t n = strlen(surnames[i].surname), m = strlen(surnames[i].reading);
        if (strncmp(name, surnames[i].surname, n) != 0) continue;
        const char *unless = surnames[i].unless;
        if (unless && strncmp(name + n, unless, strlen(unless)) == 0) continue;
        memcpy(ret, surnames[i].reading, m);
        ret[m] = ' ';
        enum err e = read_with(pinyin->as_name, name + n, why, ret + m + 1, ret_bytes - m - 1);
        if (e == ERR_NONE && ret[m + 1] == 0) ret[m] = 0;
        return e;
    }
    return read_with(pinyin->as_name, name, why, ret, ret_bytes);
}

enum err pinyin_name(struct pinyin *pinyin, const char *name, struct why *why, char *ret_key,
                     size_t key_bytes) {
    char reading[NAME_UNITS_MAX];
    enum err e = read_name(pinyin, name, why, reading, sizeof reading);
    if (e != ERR_NONE) return e;
    if (strlen(reading) >= key_bytes) {
        size_t n = key_bytes - 1;
        while (n > 0 && reading[n] != ' ') n--;
        reading[n] = 0;
    }
    text_copy(ret_key, key_bytes, reading);
    return ERR_NONE;
}

static void first_letters(const char *reading, char *ret, size_t ret_bytes) {
    size_t used = 0;
    for (const char *p = reading; *p && used + 1 < ret_bytes; p++) {
        if (*p != ' ' && (p == reading || p[-1] == ' ')) ret[used++] = *p;
    }
    ret[used] = 0;
}

enum err pinyin_initials(struct pinyin *pinyin, const char *name, struct why *why,
                         char *ret_initials, size_t initials_bytes) {
    char reading[NAME_UNITS_MAX];
    enum err e = read_name(pinyin, name, why, reading, sizeof reading);
    if (e != ERR_NONE) return e;
    first_letters(reading, ret_initials, initials_bytes);
    size_t n = strlen(ret_initials);
    if (strncmp(name, "吕", strlen("吕")) == 0 && n > 0 && 2 * n + 3 <= initials_bytes) {
        memmove(ret_initials + n + 3, ret_initials + 1, n - 1); /* "lxb" and " lv" and "xb" */
        memcpy(ret_initials + n, " lv", 3);
        ret_initials[2 * n + 2] = 0;
    }
    return ERR_NONE;
}

enum err pinyin_text_initials(struct pinyin *pinyin, const char *text, struct why *why,
                              char *ret_initials, size_t initials_bytes) {
    char reading[NAME_UNITS_MAX];
    enum err e = read_with(pinyin->as_words, text, why, reading, sizeof reading);
    if (e == ERR_NONE) first_letters(reading, ret_initials, initials_bytes);
    return e;
}
