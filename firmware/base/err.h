#pragma once
/* Errors: a code for the program, a sentence for staff.
 *
 * A function that can fail because of the world returns `enum err`, takes a `struct why *`, and
 * leaves its outputs untouched on failure. Each layer may put context in front of the text
 * (why_add). A bug of our own is an assert, not an error. Any thread; nothing is shared. */

#define MUST_CHECK __attribute__((warn_unused_result))
#define PRINTF_LIKE(fmt, args) __attribute__((format(printf, fmt, args)))

enum err {
    ERR_NONE = 0,
    ERR_BAD_INPUT, /* input that is refused; why names file, line and reason */
    ERR_NOT_FOUND,
    ERR_NO_MEMORY,
    ERR_IO, /* the medium failed; a retry may help */
    ERR_DISK_FULL,
    ERR_READ_ONLY,
    ERR_CORRUPT, /* stored bytes are damaged */
    ERR_NEWER,   /* written by a newer program; left unchanged */
    ERR_BUSY,    /* held by another process */
    ERR_PERMISSION,
    ERR_DEVICE, /* reader, display, sound */
    ERR_TIMEOUT,
    ERR_UNSUPPORTED,
};

struct why {
    char text[512]; /* UTF-8, without a final full stop or line end */
};

/* The short, stable name of a code, which staff can read out: "E-DISK". Never NULL. */
const char *err_name(enum err e);

/* Sets the text and returns e, so that a failure is one line: return why_set(why, ERR_IO, ...).
 * why may be NULL. */
enum err why_set(struct why *why, enum err e, const char *fmt, ...) PRINTF_LIKE(3, 4);

/* Puts "context: " in front of the text and returns e. why may be NULL. */
enum err why_add(struct why *why, enum err e, const char *fmt, ...) PRINTF_LIKE(3, 4);

/* The code for an errno value. */
enum err err_from_errno(int error);
