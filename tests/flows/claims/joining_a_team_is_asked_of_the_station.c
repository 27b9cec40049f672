/* A tap on the team's page sends a request to the station. */
#include "flow.h"

CLAIM(joining_a_team_is_asked_of_the_station) {
    flow_start(f, AT_ACTIVITY);
    flow_home(f);
    flow_touch(f, "志愿队伍");
    flow_screen(f, "teams");
    flow_touch(f, "美德传播");
    flow_screen(f, "team");
    flow_sees(f, "讲红色故事");
    flow_touch(f, "我想加入");
    flow_tap_gives(f, LI, "signed_up");
    flow_sees(f, "已转告服务站");
    flow_exported(f, "requests", "team:MD", 1);
}
