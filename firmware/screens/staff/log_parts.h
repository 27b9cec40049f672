#pragma once
/* The parts of the log of check-ins (log.c). UI thread only. */
#include "screens/staff/page.h"

void log_draw_stats(struct page *page, const struct staff_log *log);
void log_draw_bars(struct page *page, const struct staff_log *log);
/* One row for each check-in of this page of the log. */
void log_draw_rows(struct page *page, const struct staff_log *log);
