/* link: the words for errors of the link to the station, and what is on the heap in its messages.
 */
#include "model/link.h"

#include <stdlib.h>

static const struct {
    const char *code, *words;
} troubles[LINK_TROUBLES] = {
    [LINK_OK] = {"", "well"},
    [LINK_NOT_PAIRED] = {"L-NONE", "paired with no station"},
    [LINK_DOWN] = {"L-DOWN", "no answer at the station's address"},
    [LINK_DNS] = {"L-DNS", "the station's name is not known in this network"},
    [LINK_TIMEOUT] = {"L-TIME", "no answer in time"},
    [LINK_NOT_OURS] = {"L-OTHER", "another server answers: a log-in page or a proxy"},
    [LINK_CERTIFICATE] = {"L-CERT", "the certificate is not our station's"},
    [LINK_CERTIFICATE_EARLY] = {"L-EARLY",
                                "the certificate is not valid yet by this kiosk's clock"},
    [LINK_CERTIFICATE_LATE] = {"L-LATE", "the certificate has expired by this kiosk's clock"},
    [LINK_UNKNOWN_TOKEN] = {"L-TOKEN", "the station does not know this kiosk"},
    [LINK_REVOKED] = {"L-REVOKED", "the station has revoked this kiosk"},
    [LINK_REFUSED] = {"L-BATCH", "the station refuses what was sent"},
    [LINK_STATION_TROUBLE] = {"L-STATION", "the station has an internal error"},
    [LINK_TRUNCATED] = {"L-CUT", "the answer broke off"},
    [LINK_OVERSIZED] = {"L-LARGE", "the answer is too large"},
    [LINK_BAD_REPLY] = {"L-REPLY", "the answer cannot be read"},
    [LINK_BAD_RECEIPT] = {"L-RECEIPT", "a receipt for rows that were not sent"},
    [LINK_STORE] = {"L-STORE", "this kiosk's store cannot save it"},
    [LINK_WRONG_CODE] = {"L-CODE", "the code is wrong or old"},
    [LINK_CODE_VOID] = {"L-VOID", "too many wrong codes: the station must show a new one"},
};

const char *link_code(enum link_trouble trouble) {
    return (unsigned)trouble < LINK_TROUBLES ? troubles[trouble].code : "L-?";
}

const char *link_words(enum link_trouble trouble) {
    return (unsigned)trouble < LINK_TROUBLES ? troubles[trouble].words : "unknown";
}

const char *fetch_words(enum fetch_trouble trouble) {
    switch (trouble) {
    case FETCH_OK:
        return "";
    case FETCH_BAD_MANIFEST:
        return "its description is invalid";
    case FETCH_OTHER_MACHINE:
        return "it is for another type of machine";
    case FETCH_NO_ROOM:
        return "the disk has less than twice its size free, or cannot be written";
    case FETCH_DAMAGED:
        return "a part of it has a wrong hash repeatedly";
    case FETCH_MISSING:
        return "the station lacks a part of it";
    }
    return "";
}

bool link_error_is_permanent(enum link_trouble trouble) {
    return trouble == LINK_UNKNOWN_TOKEN || trouble == LINK_REVOKED || trouble == LINK_REFUSED ||
           trouble == LINK_BAD_RECEIPT || trouble == LINK_STATION_TROUBLE;
}

void link_changes_free(struct link_changes *changes) {
    if (!changes) return;
    for (int32_t i = 0; i < changes->unread_count; i++) free(changes->unread[i].text);
    free(changes->unread);
    free(changes);
}
