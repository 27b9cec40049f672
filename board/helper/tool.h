#pragma once
/* One standard tool, run without a shell: bounded in time and in what it says. */
#include <stdbool.h>

enum tool_end {
    TOOL_DONE,    /* exit status 0 */
    TOOL_FAILED,  /* another */
    TOOL_MISSING, /* not installed */
    TOOL_LATE,    /* killed when its time was over */
    TOOL_LOUD     /* killed, having said too much */
};

struct tool {
    const char *folder;      /* instead of /usr/bin, for tests; NULL: /usr/bin */
    const char *const *argv; /* argv[0]: its name in the folder; NULL at the end */
    const char *input;       /* on its standard input; NULL: nothing */
    int limit_s;
    void (*said)(void *to, const char *line); /* each line of its standard output; NULL: nobody */
    void *to;
};

/* last: the last line that it wrote to standard error, or else to standard output. */
enum tool_end tool_run(const struct tool *tool, char last[static 256]);
