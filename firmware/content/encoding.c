/* encoding: which of the two encodings a Chinese station's files are in, strictly. */
#include "content/encoding.h"
#include "base/bytes.h"
#include "base/crypto.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/ucnv.h>

#define FIRST_THREE_BYTE                                                                           \
    0x800 /* first code point that UTF-8 writes in three bytes; all 汉字 are above */

static int line_at(const char *bytes, size_t offset) {
    int line = 1;
    for (size_t i = 0; i < offset; i++) line += bytes[i] == '\n';
    return line;
}

/* Offset of the first byte that is not UTF-8 (or text), or count. */
static size_t first_bad(const char *bytes, size_t count) {
    size_t good = 0;
    while (good < count) {
        size_t n = 1;
        if ((unsigned char)bytes[good] >= 0x80) {
            for (n = 2; n <= 4 && good + n <= count && !utf8_valid(bytes + good, n);) n++;
            if (n > 4 || good + n > count) return good;
        }
        good += n;
    }
    return count;
}

static bool looks_like_gb18030(const char *bytes, size_t count) {
    bool beyond_ascii = false;
    for (size_t i = 0; i < count; i++) {
        unsigned char c = (unsigned char)bytes[i];
        if (c >= 0xE0) return false; /* a lead byte of three or four: U+0800 or above */
        if (c >= 0x80) beyond_ascii = true;
    }
    return beyond_ascii;
}

/* NULL: the bytes are not GB18030, or out of memory. */
static char *from_gb18030(const char *bytes, size_t count, size_t *ret_count) {
    UErrorCode code = U_ZERO_ERROR;
    UConverter *from = ucnv_open("gb18030", &code), *to = ucnv_open("utf-8", &code);
    size_t room = count * 3 + 1; /* two bytes of GB become three at most, one becomes one */
    char *text = malloc(room), *target = text;
    const char *at = bytes;
    if (U_FAILURE(code) || !text) goto bad;
    ucnv_setToUCallBack(from, UCNV_TO_U_CALLBACK_STOP, NULL, NULL, NULL, &code);
    ucnv_setFromUCallBack(to, UCNV_FROM_U_CALLBACK_STOP, NULL, NULL, NULL, &code);
    ucnv_convertEx(to, from, &target, text + room - 1, &at, bytes + count, NULL, NULL, NULL, NULL,
                   true, true, &code);
    if (U_FAILURE(code)) goto bad;
    *target = 0;
    *ret_count = (size_t)(target - text);
    goto out;
bad:
    if (text) crypto_wipe(text, room);
    free(text);
    text = NULL;
out:
    ucnv_close(from);
    ucnv_close(to);
    return text;
}

static enum err refuse_controls(const char *bytes, size_t count, struct why *why, int *ret_line) {
    for (size_t i = 0; i < count; i++) {
        unsigned char c = (unsigned char)bytes[i];
        if ((c >= 0x20 && c != 0x7F) || c == '\t' || c == '\r' || c == '\n') continue;
        *ret_line = line_at(bytes, i);
        return why_set(why, ERR_BAD_INPUT, "有控制字符 0x%02X (a control character)", c);
    }
    return ERR_NONE;
}

enum err text_decode(const char *bytes, size_t count, struct why *why, int *ret_line,
                     enum encoding *ret_encoding, char **ret_text, size_t *ret_count) {
    *ret_line = 1;
    if (count >= 2 && (memcmp(bytes, "\xFF\xFE", 2) == 0 || memcmp(bytes, "\xFE\xFF", 2) == 0))
        return why_set(why, ERR_BAD_INPUT, "是 UTF-16，请另存为 UTF-8 (UTF-16; save as UTF-8)");
    bool bom = count >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0;
    if (bom) bytes += 3, count -= 3;
    enum err e = refuse_controls(bytes, count, why, ret_line);
    if (e != ERR_NONE) return e;

    size_t bad = first_bad(bytes, count), length = count;
    enum encoding encoding = ENCODING_UTF8;
    char *text = NULL;
    if (!bom && (bad < count || looks_like_gb18030(bytes, count))) {
        text = from_gb18030(bytes, count, &length);
        if (text) encoding = ENCODING_GB18030;
    }
    if (!text && bad < count) {
        *ret_line = line_at(bytes, bad);
        return why_set(why, ERR_BAD_INPUT,
                       bom ? "有 UTF-8 标记却不是 UTF-8 (marked as UTF-8 but is not)"
                           : "既不是 UTF-8 也不是 GB18030 (neither UTF-8 nor GB18030)");
    }
    if (!text) {
        text = malloc(count + 1);
        if (!text) return why_set(why, ERR_NO_MEMORY, "内存不足 (out of memory)");
        memcpy(text, bytes, count);
        text[count] = 0;
        length = count;
    }
    *ret_encoding = encoding;
    *ret_text = text;
    *ret_count = length;
    return ERR_NONE;
}
