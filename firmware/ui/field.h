#pragma once
/* A text field with a cursor. It shows whole lines, always including the one with the cursor. UI
 * thread only. */
#include "ui/widget.h"

struct field {
    const char *text, *hint; /* hint: shown while there is no text */
    int cursor;              /* a byte of text */
    int id;                  /* of its target; 0: the field cannot be touched */
};

int widget_field_height(const struct ui *ui, int lines);
void widget_field(struct ui *ui, struct rect r, const struct field *field);
/* The byte of text before which a touch at (x, y) of the field, which is w x h px, puts the cursor.
 */
int widget_field_byte(struct ui *ui, const struct field *field, int w, int h, int x, int y);
