/* qr: a QR code (ISO/IEC 18004) with its quiet zone of four modules. */
#include "ui/widget.h"

#include <qrencode.h>

#define QUIET 4

bool widget_qr(struct ui *ui, struct rect r, const char *words) {
    QRcode *code = QRcode_encodeString8bit(words, 0, QR_ECLEVEL_M);
    if (!code) return false;
    int side = r.w < r.h ? r.w : r.h;
    int module = side / (code->width + 2 * QUIET);
    int left = r.x + (r.w - module * code->width) / 2, top = r.y + (r.h - module * code->width) / 2;
    canvas_fill(&ui->canvas, r, 0xFFFFFFFF);
    for (int y = 0; y < code->width && module > 0; y++)
        for (int x = 0; x < code->width; x++)
            if (code->data[y * code->width + x] & 1)
                canvas_fill(&ui->canvas,
                            (struct rect){left + x * module, top + y * module, module, module},
                            0xFF000000);
    QRcode_free(code);
    return module > 0;
}
