/* A file is imported completely or not at all; the error has file, line and reason. */
#include "flow.h"

#include <string.h>

CLAIM(a_refused_file_changes_nothing_and_names_its_line) {
    const char *output = NULL;
    flow_start(f, AT_ACTIVITY);
    flow_shell(f, NULL,
               "mkdir -p $DIR/bad && printf 'member_no,name\\nLS0010,好的\\nLS0011,\\n' > "
               "$DIR/bad/roster.csv");
    flow_expect(f, flow_shell(f, &output, "$KIOSK --data $DATA import $DIR/bad/roster.csv") == 5);
    flow_expect(f, strstr(output, "roster.csv:3") != NULL);
    flow_exported(f, "members", "LS0010", 0);
}
