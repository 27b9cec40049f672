/* err: error codes and the text that goes with them. */
#include "base/err.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

const char *err_name(enum err e) {
    switch (e) {
    case ERR_NONE:
        return "OK";
    case ERR_BAD_INPUT:
        return "E-INPUT";
    case ERR_NOT_FOUND:
        return "E-MISSING";
    case ERR_NO_MEMORY:
        return "E-MEMORY";
    case ERR_IO:
        return "E-IO";
    case ERR_DISK_FULL:
        return "E-DISK";
    case ERR_READ_ONLY:
        return "E-READONLY";
    case ERR_CORRUPT:
        return "E-DAMAGE";
    case ERR_NEWER:
        return "E-NEWER";
    case ERR_BUSY:
        return "E-BUSY";
    case ERR_PERMISSION:
        return "E-ACCESS";
    case ERR_DEVICE:
        return "E-DEVICE";
    case ERR_TIMEOUT:
        return "E-TIMEOUT";
    case ERR_UNSUPPORTED:
        return "E-KIND";
    }
    return "E-UNKNOWN";
}

enum err why_set(struct why *why, enum err e, const char *fmt, ...) {
    if (!why) return e;
    va_list args;
    va_start(args, fmt);
    vsnprintf(why->text, sizeof why->text, fmt, args);
    va_end(args);
    return e;
}

enum err why_add(struct why *why, enum err e, const char *fmt, ...) {
    if (!why) return e;
    char context[256];
    va_list args;
    va_start(args, fmt);
    vsnprintf(context, sizeof context, fmt, args);
    va_end(args);
    struct why old = *why;
    int used = snprintf(why->text, sizeof why->text, "%s: ", context);
    snprintf(why->text + used, sizeof why->text - (size_t)used, "%s", old.text);
    return e;
}

enum err err_from_errno(int error) {
    switch (error) {
    case 0:
        return ERR_NONE;
    case ENOENT:
        return ERR_NOT_FOUND;
    case ENOMEM:
        return ERR_NO_MEMORY;
    case ENOSPC:
    case EDQUOT:
        return ERR_DISK_FULL;
    case EROFS:
        return ERR_READ_ONLY;
    case EACCES:
    case EPERM:
        return ERR_PERMISSION;
    case EBUSY:
    case EAGAIN:
        return ERR_BUSY;
    case ETIMEDOUT:
        return ERR_TIMEOUT;
    default:
        return ERR_IO;
    }
}
