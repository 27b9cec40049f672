/* link: the words of troubles on the way to the station; what passes on the way to it. */
#include "model/link.h"

#include <stdlib.h>

static const struct {
    const char *code, *words;
} troubles[LINK_TROUBLES] = {
    [LINK_OK] = {"", "well"},
    [LINK_NOT_PAIRED] = {"L-NONE", "paired with no station"},
    [LINK_DOWN] = {"L-DOWN", "nobody answers at the station's address"},
    [LINK_DNS] = {"L-DNS", "the station's name is not known in this network"},
    [LINK_TIMEOUT] = {"L-TIME", "no answer in time"},
    [LINK_NOT_OURS] = {"L-OTHER", "somebody else answers: a log-in page or a proxy"},
    [LINK_CERTIFICATE] = {"L-CERT", "the certificate is not our station's"},
    [LINK_CERTIFICATE_EARLY] = {"L-EARLY",
                                "the certificate is not valid yet by this kiosk's clock"},
    [LINK_CERTIFICATE_LATE] = {"L-LATE", "the certificate has expired by this kiosk's clock"},
    [LINK_UNKNOWN_TOKEN] = {"L-TOKEN", "the station does not know this kiosk"},
    [LINK_REVOKED] = {"L-REVOKED", "the station has revoked this kiosk"},
    [LINK_REFUSED] = {"L-BATCH", "the station does not take what was sent"},
    [LINK_STATION_TROUBLE] = {"L-STATION", "the station has trouble of its own"},
    [LINK_TRUNCATED] = {"L-CUT", "the answer broke off"},
    [LINK_OVERSIZED] = {"L-LARGE", "the answer is larger than any of ours"},
    [LINK_BAD_REPLY] = {"L-REPLY", "the answer cannot be read"},
    [LINK_BAD_RECEIPT] = {"L-RECEIPT", "a receipt for what was not sent"},
    [LINK_STORE] = {"L-STORE", "this kiosk's own store does not take it"},
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
        return "what the station says of it makes no sense";
    case FETCH_OTHER_MACHINE:
        return "it is for another kind of machine";
    case FETCH_NO_ROOM:
        return "the disk has less than twice its size free, or does not take it";
    case FETCH_DAMAGED:
        return "a part of it comes wrong again and again";
    case FETCH_MISSING:
        return "the station has not all of it";
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
