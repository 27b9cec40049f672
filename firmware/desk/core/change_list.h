#pragma once
/* Inside the desk room only: changes are kept in memory until they are applied, so that the
 * transaction does not include the time to read the file. One thread.
 */
#include "model/change.h"

struct change_list;
struct change_list *change_list_new(void); /* NULL: no memory */
void change_list_free(struct change_list *list);

/* Puts into list (a change_sink's take). */
enum err change_list_take(void *list, const struct change *change, struct why *why);
/* Gives all of it, in order; stops at the sink's first error. */
MUST_CHECK enum err change_list_give(const struct change_list *list, const struct change_sink *sink,
                                     struct why *why);
