/* staff_link: the state of the connection to the station in words, and what staff can do. */
#include "screens/staff/page.h"

static const struct {
    enum word words, advice;
} said[LINK_TROUBLES] = {
    [LINK_OK] = {WORD_LINK_OK, WORD_LINK_DO_NOTHING},
    [LINK_NOT_PAIRED] = {WORD_STAFF_NOT_LINKED, WORD_LINK_DO_NOTHING},
    [LINK_DOWN] = {WORD_LINK_DOWN, WORD_LINK_DO_CABLE},
    [LINK_DNS] = {WORD_LINK_DNS, WORD_LINK_DO_NAME},
    [LINK_TIMEOUT] = {WORD_LINK_TIME, WORD_LINK_DO_WAIT},
    [LINK_NOT_OURS] = {WORD_LINK_OTHER, WORD_LINK_DO_LOG_IN},
    [LINK_CERTIFICATE] = {WORD_LINK_CERT, WORD_LINK_DO_PAIR},
    [LINK_CERTIFICATE_EARLY] = {WORD_LINK_EARLY, WORD_LINK_DO_CLOCK},
    [LINK_CERTIFICATE_LATE] = {WORD_LINK_LATE, WORD_LINK_DO_CLOCK},
    [LINK_UNKNOWN_TOKEN] = {WORD_LINK_TOKEN, WORD_LINK_DO_CONSOLE},
    [LINK_REVOKED] = {WORD_LINK_REVOKED, WORD_LINK_DO_CONSOLE},
    [LINK_REFUSED] = {WORD_LINK_BATCH, WORD_LINK_DO_REPORT},
    [LINK_STATION_TROUBLE] = {WORD_LINK_STATION, WORD_LINK_DO_WAIT},
    [LINK_TRUNCATED] = {WORD_LINK_CUT, WORD_LINK_DO_WAIT},
    [LINK_OVERSIZED] = {WORD_LINK_LARGE, WORD_LINK_DO_REPORT},
    [LINK_BAD_REPLY] = {WORD_LINK_REPLY, WORD_LINK_DO_REPORT},
    [LINK_BAD_RECEIPT] = {WORD_LINK_RECEIPT, WORD_LINK_DO_REPORT},
    [LINK_STORE] = {WORD_LINK_STORE, WORD_LINK_DO_DISK},
    [LINK_WRONG_CODE] = {WORD_LINK_CODE, WORD_LINK_DO_CODE},
    [LINK_CODE_VOID] = {WORD_LINK_VOID, WORD_LINK_DO_CODE},
};

const char *staff_trouble_words(const struct page *page, enum link_trouble trouble) {
    return page_word(page, said[(unsigned)trouble < LINK_TROUBLES ? trouble : 0].words);
}

const char *staff_link_words(const struct page *page, const struct link_state *link) {
    return staff_trouble_words(page, link->paired ? link->trouble : LINK_NOT_PAIRED);
}

const char *staff_link_advice(const struct page *page, enum link_trouble trouble) {
    return page_word(page, said[(unsigned)trouble < LINK_TROUBLES ? trouble : 0].advice);
}
