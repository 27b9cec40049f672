#pragma once
/* Markdown to the blocks of model/markup.h. One thread. */
#include "content/front_matter.h"

/* Paragraphs, headings, lists, quotations and pictures stay; emphasis and links become their text;
 * rules are removed. Refused with its line: HTML, and a body over BODY_SIZE. Picture paths are
 * relative to the file; pictures are imported one by one. */
MUST_CHECK enum err markdown_to_markup(const struct source *source, const struct front_matter *head,
                                       struct why *why, char ret_body[static BODY_SIZE]);
