/* 编号 姓名 网格 队伍 电话 军种 入伍年份 服役地, as staff would write them. */
#include "flow.h"

#include <stdio.h>

CLAIM(chinese_column_titles_are_read_in_any_order) {
    char path[128];
    flow_prepare(f);
    flow_shell(
        f, NULL,
        "printf '服役地,入伍年份,军种,电话,队伍,网格,姓名,编号\\n云南,1979,陆军,16900000021,MD,G2,"
        "曾国强,LS0021\\n' > $DIR/roster.csv");
    snprintf(path, sizeof path, "%s/roster.csv", f->dir);
    flow_import(f, path);
    flow_exported(f, "members", "LS0021,曾国强,荷塘网格,美德传播,16900000021,陆军,1979,云南", 1);
}
