#pragma once
/* The state of the link to the station, as staff see it. Pure values. */
#include "model/outcome.h"

#define ADDRESS_SIZE 96     /* host[:port] */
#define FINGERPRINT_SIZE 40 /* sixteen bytes as eight groups of four hex digits */
#define STATIONS_FOUND 6

/* Why the last attempt failed. */
enum link_trouble {
    LINK_OK,
    LINK_NOT_PAIRED,
    LINK_DOWN,        /* no answer at the address */
    LINK_DNS,         /* the name is not known */
    LINK_TIMEOUT,     /* no answer in time, or a stalled transfer */
    LINK_NOT_OURS,    /* an answer, but not a station's: a log-in page, a proxy */
    LINK_CERTIFICATE, /* not signed by our station's authority */
    LINK_CERTIFICATE_EARLY,
    LINK_CERTIFICATE_LATE, /* not valid yet, or expired, by this kiosk's clock */
    LINK_UNKNOWN_TOKEN,
    LINK_REVOKED,
    LINK_REFUSED, /* the station refuses the batch: a bug */
    LINK_STATION_TROUBLE,
    LINK_TRUNCATED,
    LINK_OVERSIZED,
    LINK_BAD_REPLY,
    LINK_BAD_RECEIPT, /* for rows that were not sent */
    LINK_STORE,       /* this kiosk's own disk */
    LINK_WRONG_CODE,  /* pairing */
    LINK_CODE_VOID,
    LINK_TROUBLES
};

/* Stable, as staff read it aloud: "L-DNS". Never NULL. */
const char *link_code(enum link_trouble trouble);
/* For the log, in English. */
const char *link_words(enum link_trouble trouble);
/* A retry soon does not help: only staff, or a long wait, can end it. */
bool link_error_is_permanent(enum link_trouble trouble);

struct link_state {
    bool paired;
    enum link_trouble trouble; /* LINK_OK: the last attempt went through */
    int64_t success_ms;        /* UTC, of the last success; 0: none since the start */
    int64_t trouble_ms;        /* UTC, of the first failure since */
    char station[TITLE_SIZE];
    char address[ADDRESS_SIZE];
};

/* The system update that the station has for this type of machine. */
enum fetch_stage {
    FETCH_NONE,
    FETCH_COMING,  /* percent */
    FETCH_READY,   /* complete, in DATA/updates */
    FETCH_REFUSED, /* trouble */
};
enum fetch_trouble {
    FETCH_OK,
    FETCH_BAD_MANIFEST,  /* its description is invalid */
    FETCH_OTHER_MACHINE, /* it is for another type of machine */
    FETCH_NO_ROOM,       /* less than twice its size is free here; retried */
    FETCH_DAMAGED,       /* a part has a wrong hash repeatedly */
    FETCH_MISSING        /* the station lacks a part; retried */
};
const char *fetch_words(enum fetch_trouble trouble); /* for the log, in English */
struct link_fetch {
    enum fetch_stage stage;
    enum fetch_trouble trouble;
    int32_t percent;
    char version[64]; /* "": not known */
};

enum pair_stage {
    PAIR_NONE,
    PAIR_REACHING,    /* for its certificate */
    PAIR_FINGERPRINT, /* staff compare the fingerprint */
    PAIR_ASKING,      /* with the code */
    PAIR_CARDS,       /* cards of this kiosk would have to be enrolled again: staff are asked */
    PAIR_DONE,
    PAIR_FAILED
};
struct link_pair {
    enum pair_stage stage;
    enum link_trouble trouble; /* PAIR_FAILED */
    char address[ADDRESS_SIZE];
    char fingerprint[FINGERPRINT_SIZE];
    char station[TITLE_SIZE];
    int32_t cards;
    bool looking; /* for stations on the local network */
    int32_t found_count;
    struct {
        char name[TITLE_SIZE];
        char address[ADDRESS_SIZE];
    } found[STATIONS_FOUND];
};
