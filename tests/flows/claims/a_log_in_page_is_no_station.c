/* A captive portal answers every call with HTML. */
#include "flow.h"

CLAIM(a_log_in_page_is_no_station) {
    flow_survives_station(f, "mode html", "L-OTHER");
}
