#pragma once
/* How a name is read: for sorting, and for finding it by its initials. One thread at a time. */
#include "base/err.h"

#include <stddef.h>

struct pinyin;

/* ICU's transliterator: 115-250 ms the first time in a process. */
MUST_CHECK enum err pinyin_open(struct why *why, struct pinyin **ret_pinyin);
void pinyin_close(struct pinyin *pinyin); /* takes NULL */

/* 王建国 -> "wang jian guo"; the first character is read as a surname where it is one read
 * otherwise as a word (缪 miao, 覃 qin, 朴 piao). Cut at a whole syllable where ret_key is too
 * small. */
MUST_CHECK enum err pinyin_name(struct pinyin *pinyin, const char *name, struct why *why,
                                char *ret_key, size_t key_bytes);

/* 王建国 -> "wjg"; 吕小兵 -> "lxb lvxb", as those find it who type ü as v. At most what fits whole.
 */
MUST_CHECK enum err pinyin_initials(struct pinyin *pinyin, const char *name, struct why *why,
                                    char *ret_initials, size_t initials_bytes);

/* 优待证怎么办 -> "ydzzmb": of any text, read as words. */
MUST_CHECK enum err pinyin_text_initials(struct pinyin *pinyin, const char *text, struct why *why,
                                         char *ret_initials, size_t initials_bytes);
