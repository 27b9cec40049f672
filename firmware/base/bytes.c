/* bytes: bounded copies, UTF-8, hex, whole files. */
#include "base/bytes.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

bool text_copy(char *ret_field, size_t field_bytes, const char *text) {
    size_t n = strlen(text);
    bool whole = n < field_bytes;
    if (!whole) {
        n = field_bytes - 1;
        while (n > 0 && ((unsigned char)text[n] & 0xC0) == 0x80) n--;
    }
    memmove(ret_field, text, n);
    ret_field[n] = 0;
    return whole;
}

/* Length of the sequence at p (1-4) and its code point, or 0 if it is not valid UTF-8. */
static size_t decode(const unsigned char *p, size_t left, uint32_t *ret_cp) {
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    size_t n = p[0] < 0x80             ? 1
               : (p[0] & 0xE0) == 0xC0 ? 2
               : (p[0] & 0xF0) == 0xE0 ? 3
               : (p[0] & 0xF8) == 0xF0 ? 4
                                       : 0;
    if (n == 0 || n > left) return 0;
    uint32_t cp = n == 1 ? p[0] : p[0] & (0xFFu >> (n + 1));
    for (size_t i = 1; i < n; i++) {
        if ((p[i] & 0xC0) != 0x80) return 0;
        cp = cp << 6 | (p[i] & 0x3F);
    }
    if (cp < least[n] || cp > 0x10FFFF || (cp >= 0xD800 && cp <= 0xDFFF)) return 0;
    *ret_cp = cp;
    return n;
}

bool utf8_valid(const char *text, size_t bytes) {
    const unsigned char *p = (const unsigned char *)text;
    uint32_t cp;
    while (bytes > 0) {
        size_t n = decode(p, bytes, &cp);
        if (n == 0) return false;
        p += n;
        bytes -= n;
    }
    return true;
}

const char *utf8_next(const char *text, uint32_t *ret_code_point) {
    if (*text == 0) return NULL;
    size_t n = decode((const unsigned char *)text, strnlen(text, 4), ret_code_point);
    if (n == 0) {
        *ret_code_point = 0xFFFD;
        n = 1;
    }
    return text + n;
}

size_t utf8_length(const char *text) {
    size_t count = 0;
    uint32_t cp;
    while ((text = utf8_next(text, &cp))) count++;
    return count;
}

void hex_from_bytes(const uint8_t *bytes, size_t count, char *ret_hex) {
    static const char digits[] = "0123456789abcdef";
    for (size_t i = 0; i < count; i++) {
        ret_hex[2 * i] = digits[bytes[i] >> 4];
        ret_hex[2 * i + 1] = digits[bytes[i] & 15];
    }
    ret_hex[2 * count] = 0;
}

static int hex_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

enum err bytes_from_hex(const char *hex, uint8_t *ret_bytes, size_t max, size_t *ret_count) {
    size_t n = strlen(hex);
    if (n % 2 != 0 || n / 2 > max) return ERR_BAD_INPUT;
    for (size_t i = 0; i < n; i++) {
        if (hex_value(hex[i]) < 0) return ERR_BAD_INPUT;
    }
    for (size_t i = 0; i < n / 2; i++) {
        ret_bytes[i] = (uint8_t)(hex_value(hex[2 * i]) << 4 | hex_value(hex[2 * i + 1]));
    }
    *ret_count = n / 2;
    return ERR_NONE;
}

enum err file_read(const char *path, size_t max, struct why *why, char **ret_bytes,
                   size_t *ret_count) {
    enum err e = ERR_NONE;
    char *buffer = NULL;
    struct stat st;
    int fd =
        open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK); /* a FIFO is refused instead of blocking */
    if (fd < 0 || fstat(fd, &st) < 0) {
        e = why_set(why, err_from_errno(errno), "%s: %s", path, strerror(errno));
        goto out;
    }
    if (!S_ISREG(st.st_mode) || (uint64_t)st.st_size > max) {
        e = why_set(why, ERR_BAD_INPUT, "%s: %s", path,
                    S_ISREG(st.st_mode) ? "larger than the limit" : "not a regular file");
        goto out;
    }
    size_t size = (size_t)st.st_size, used = 0;
    buffer = malloc(size + 1);
    if (!buffer) {
        e = why_set(why, ERR_NO_MEMORY, "%s: out of memory", path);
        goto out;
    }
    while (used < size) {
        ssize_t n = read(fd, buffer + used, size - used);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) {
            e = why_set(why, err_from_errno(errno), "%s: %s", path, strerror(errno));
            goto out;
        }
        if (n == 0) break;
        used += (size_t)n;
    }
    buffer[used] = 0;
    *ret_bytes = buffer;
    *ret_count = used;
    buffer = NULL;
out:
    free(buffer);
    if (fd >= 0) close(fd);
    return e;
}

static int write_all(int fd, const char *bytes, size_t count) {
    while (count > 0) {
        ssize_t n = write(fd, bytes, count);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return -1;
        bytes += n;
        count -= (size_t)n;
    }
    return 0;
}

static int sync_folder_of(const char *path) {
    char copy[PATH_MAX];
    snprintf(copy, sizeof copy, "%s", path);
    int fd = open(dirname(copy), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) return -1;
    int result = fsync(fd);
    close(fd);
    return result;
}

enum err file_write_atomic(const char *path, const void *bytes, size_t count, unsigned mode,
                           struct why *why) {
    char tmp[PATH_MAX];
    snprintf(tmp, sizeof tmp, "%s.tmp", path);
    int fd = open(tmp, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode);
    if (fd < 0) return why_set(why, err_from_errno(errno), "%s: %s", tmp, strerror(errno));
    int failed = write_all(fd, bytes, count) < 0 || fsync(fd) < 0;
    int error = errno;
    if (close(fd) < 0 && !failed) {
        failed = 1;
        error = errno;
    }
    if (!failed && (rename(tmp, path) < 0 || sync_folder_of(path) < 0)) {
        failed = 1;
        error = errno;
    }
    if (!failed) return ERR_NONE;
    unlink(tmp);
    return why_set(why, err_from_errno(error), "%s: %s", path, strerror(error));
}

enum err folder_make(const char *path, unsigned mode, struct why *why) {
    char part[PATH_MAX];
    snprintf(part, sizeof part, "%s", path);
    for (char *p = part + 1;; p++) {
        if (*p != '/' && *p != 0) continue;
        char end = *p;
        *p = 0;
        if (mkdir(part, mode) < 0 && errno != EEXIST)
            return why_set(why, err_from_errno(errno), "%s: %s", part, strerror(errno));
        if (end == 0) return ERR_NONE;
        *p = end;
    }
}
