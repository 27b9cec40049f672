/* iCalendar is UTF-8 (RFC 5545, 3.1.4); guessing another encoding could show wrong text. */
#include "flow.h"

#include <string.h>

CLAIM(a_calendar_in_gbk_is_refused_with_its_reason) {
    const char *output = NULL;
    flow_prepare(f);
    flow_shell(f, NULL, "iconv -f UTF-8 -t GBK %s/activities.ics > $DIR/activities.ics",
               STATION_PATH);
    flow_expect(f, flow_shell(f, &output,
                              "$KIOSK --data $DATA --clock '%s' import $DIR/activities.ics",
                              f->clock) == 5);
    flow_expect(f, strstr(output, "activities.ics:") && strstr(output, "UTF-8"));
    flow_start(f, AT_ACTIVITY);
    flow_tap_gives(f, WANG, "welcome"); /* the existing data is kept */
}
