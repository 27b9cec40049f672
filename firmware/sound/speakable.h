#pragma once
/* Converts written Chinese to spoken Chinese: dates, times, money, and numbers of people,
 * telephones and tickets. Pure. */
#include <stddef.h>

/* text is UTF-8; ret_text gets "九点半" for "09:30", "零三一二" for "0312", "王某国" for "王*国";
 * everything else is copied. It is cut at a whole character where it does not fit. */
void speakable_zh(const char *text, char *ret_text, size_t bytes);
