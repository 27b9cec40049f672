/* The encoding of CSV files from Excel on a Chinese Windows. */
#include "flow.h"

#include <stdio.h>

CLAIM(a_roster_in_gb18030_is_imported) {
    char path[128];
    flow_prepare(f);
    flow_shell(
        f, NULL,
        "printf '编号,姓名,网格\\r\\nLS0020,㙓建国,G1\\r\\n' | iconv -t GB18030 > $DIR/roster.csv");
    snprintf(path, sizeof path, "%s/roster.csv", f->dir);
    flow_import(f, path);
    flow_exported(f, "members", "LS0020,㙓建国,东篱网格", 1);
}
