#pragma once
/* Runs one standard tool without a shell, with limits on its time and its output. */
#include <stdbool.h>

enum tool_end {
    TOOL_DONE,           /* exit status 0 */
    TOOL_FAILED,         /* another exit status, or not started */
    TOOL_MISSING,        /* not installed */
    TOOL_TIMEOUT,        /* killed after limit_s */
    TOOL_OUTPUT_TOO_LONG /* killed after too much output */
};

struct tool {
    const char *folder;      /* where the tools are (tests); NULL: /usr/bin */
    const char *const *argv; /* argv[0]: its name in folder; ends with NULL */
    const char *input;       /* for its standard input, or NULL */
    int limit_s;
    void (*on_line)(void *to, const char *line); /* for each line of output, or NULL */
    void *to;
};

/* last: the last line of its standard error or, if that is empty, of its standard output. */
enum tool_end tool_run(const struct tool *tool, char last[static 256]);
