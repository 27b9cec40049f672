#pragma once
/* The reading of a name, for sorting and for the search by initials. One thread at a time. */
#include "base/err.h"

#include <stddef.h>

struct pinyin;

/* ICU's transliterator: 115-250 ms the first time in a process. */
MUST_CHECK enum err pinyin_open(struct why *why, struct pinyin **ret_pinyin);
void pinyin_close(struct pinyin *pinyin); /* NULL ok */

/* 王建国 -> "wang jian guo"; the first character is read as a surname if its reading as a word
 * differs (缪 miao, 覃 qin, 朴 piao). Cut at a whole syllable if ret_key is too small. */
MUST_CHECK enum err pinyin_name(struct pinyin *pinyin, const char *name, struct why *why,
                                char *ret_key, size_t key_bytes);

/* 王建国 -> "wjg"; 吕小兵 -> "lxb lvxb", for those who type ü as v. Only readings that fit
 * completely.
 */
MUST_CHECK enum err pinyin_initials(struct pinyin *pinyin, const char *name, struct why *why,
                                    char *ret_initials, size_t initials_bytes);

/* 优待证怎么办 -> "ydzzmb": of any text, read as words. */
MUST_CHECK enum err pinyin_text_initials(struct pinyin *pinyin, const char *text, struct why *why,
                                         char *ret_initials, size_t initials_bytes);
