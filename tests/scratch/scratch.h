#pragma once
/* Where tests keep files: tests/scratch/run gives each test a folder in $TMPDIR and removes it. */
#include <stdio.h>
#include <stdlib.h>

/* The template for mkdtemp(3) or mkstemp(3): "$TMPDIR/muster-NAME-XXXXXX". */
#define SCRATCH_TEMPLATE(field, name)                                                              \
    snprintf((field), sizeof(field), "%s/muster-%s-XXXXXX",                                        \
             getenv("TMPDIR") ? getenv("TMPDIR") : "/tmp", (name))
