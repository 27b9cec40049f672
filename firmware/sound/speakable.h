#pragma once
/* Words as they are written, to words as they are said: dates, times, money, numbers of people, of
 * telephones and of tickets, in Chinese. Pure. */
#include <stddef.h>

/* text is UTF-8; ret_text gets "九点半" for "09:30", "零三一二" for "0312", "王某国" for "王*国";
 * what is no number stays. Cut at a whole character where it would not fit. */
void speakable_zh(const char *text, char *ret_text, size_t bytes);
