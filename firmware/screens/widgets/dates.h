#pragma once
/* Dates and spans as people say them, in the language of the display. UI thread only. */
#include "screens/widgets/page_body.h"

void dates_time(int64_t utc_ms, char *ret_text, size_t bytes); /* 09:26 */
void dates_bar(const struct page *page, char *ret_text,
               size_t bytes); /* 11月23日 星期一 农历十月十五 */
void dates_day(const struct page *page, int64_t utc_ms, char *ret_text,
               size_t bytes); /* 11月23日 星期一 */
void dates_month(const struct page *page, int64_t utc_ms, char *ret_text,
                 size_t bytes); /* 2026年11月 */
void dates_span(const struct page *page, const struct occurrence *o, char *ret_text,
                size_t bytes); /* 09:30–11:30 */
/* 今天 · 还有 4 分钟开始 */
void dates_until(const struct page *page, const struct occurrence *o, char *ret_text, size_t bytes);
void dates_length(const struct page *page, int minutes, char *ret_text,
                  size_t bytes);                                 /* 1小时35分 */
const char *dates_weekday(const struct page *page, int weekday); /* 1 Monday ... 7: 星期一 */
bool dates_is_today(const struct page *page, int year, int month, int day);
/* 十月十五; false: outside the table, or not used in this language. */
bool dates_lunar_date(int year, int month, int day, char *ret_text, size_t bytes);
