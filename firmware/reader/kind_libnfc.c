/* libnfc: any reader that libnfc 1.8 drives.
 *
 * A card is found by selecting it, type A and type B in turn, with a bounded number of attempts
 * (NP_INFINITE_SELECT off). RATS is not sent (NP_AUTO_ISO14443_4 off): only the UID is needed, and
 * a card that received no RATS stays selectable. On the PN53x family one attempt for each poll is
 * set instead of libnfc's three: a poll without a card then takes about 8 ms instead of 18. */
#include "reader/kind.h"

#include "base/bytes.h"
#include "reader/find.h"

#include <errno.h>
#include <nfc/nfc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* Exported by libnfc for its own tools, but in no installed header. Without it the three attempts
 * stay. */
int pn53x_transceive(struct nfc_device *device, const uint8_t *command, const size_t command_bytes,
                     uint8_t *answer, const size_t answer_bytes, int timeout_ms)
    __attribute__((weak));

#define FIELD_OFF_MS 8 /* ISO 14443-3 6.2.2: a card is reset after 5 ms without a field */
#define RETRY_TIMEOUT_MS 300
#define SET_UP_TRIES 6

struct libnfc {
    nfc_context *context;
    nfc_device *device;
    char node[FIND_DEVICE_MAX]; /* "": not a device file */
};

static bool libnfc_takes(const char *device) {
    (void)device;
    return true;
}

static bool is_pn53x(const char *connstring) {
    static const char *const drivers[] = {"pn532_uart:", "pn532_spi:", "pn532_i2c:", "pn53x_usb:",
                                          "acr122_usb:", "acr122s:",   "arygon:"};
    for (size_t i = 0; i < ARRAY_LENGTH(drivers); i++)
        if (!strncmp(connstring, drivers[i], strlen(drivers[i]))) return true;
    return false;
}

/* RFConfiguration item 5 (UM0701-02 7.3.1): MxRtyATR, MxRtyPSL, MxRtyPassiveActivation. */
static int set_one_attempt(nfc_device *device) {
    static const uint8_t command[] = {0x32, 0x05, 0x00, 0x01, 0x00};
    if (!pn53x_transceive || !is_pn53x(nfc_device_get_connstring(device))) return 0;
    return pn53x_transceive(device, command, sizeof command, NULL, 0, RETRY_TIMEOUT_MS);
}

/* nfc_open hides a failed initialisation, and the first select would then hit an assertion. */
static bool is_initialised(nfc_device *device) {
    const nfc_modulation_type *modulations = NULL;
    return nfc_device_get_supported_modulation(device, N_INITIATOR, &modulations) >= 0 &&
           modulations;
}

static int set_up(nfc_device *device) {
    int result = nfc_initiator_init(device);
    if (result >= 0) result = nfc_device_set_property_bool(device, NP_INFINITE_SELECT, false);
    if (result >= 0) result = nfc_device_set_property_bool(device, NP_AUTO_ISO14443_4, false);
    if (result >= 0) result = nfc_device_set_property_bool(device, NP_ACTIVATE_FIELD, true);
    return result >= 0 ? set_one_attempt(device) : result;
}

/* On a noisy line a dozen commands rarely all succeed, so they are retried; after a time-out they
 * are not. */
static bool set_up_with_retries(nfc_device *device) {
    int result = -1;
    for (int tries = 0; tries < SET_UP_TRIES && result < 0 && result != NFC_ETIMEOUT; tries++)
        result = set_up(device);
    return result >= 0;
}

static void libnfc_close(void *state) {
    struct libnfc *libnfc = state;
    if (!libnfc) return;
    if (libnfc->device) nfc_close(libnfc->device);
    if (libnfc->context) nfc_exit(libnfc->context);
    free(libnfc);
}

static enum err open_device(struct libnfc *libnfc, const char *connstring, struct why *why) {
    nfc_connstring copy;
    if (!text_copy(copy, sizeof copy, connstring))
        return why_set(why, ERR_BAD_INPUT, "the reader's connection string is too long");
    find_node(connstring, libnfc->node);
    if (libnfc->node[0] && access(libnfc->node, F_OK) < 0)
        return why_set(why, ERR_NOT_FOUND, "the reader is not plugged in");
    if (libnfc->node[0] && access(libnfc->node, R_OK | W_OK) < 0)
        return why_set(why, ERR_PERMISSION, "no permission to use the reader's port");
    libnfc->device = nfc_open(libnfc->context, copy);
    if (!libnfc->device) return why_set(why, ERR_TIMEOUT, "the reader does not answer");
    if (!is_initialised(libnfc->device) || !set_up_with_retries(libnfc->device))
        return why_set(why, ERR_DEVICE, "the reader could not be set up");
    return ERR_NONE;
}

static enum err libnfc_open(const char *device, unsigned attempt, struct why *why,
                            void **ret_state) {
    char connstring[FIND_DEVICE_MAX];
    struct libnfc *libnfc = calloc(1, sizeof *libnfc);
    if (!libnfc) return why_set(why, ERR_NO_MEMORY, "out of memory");
    setenv("LIBNFC_LOG_LEVEL", "0", 0); /* else it logs every damaged frame */
    nfc_init(&libnfc->context);
    enum err e = ERR_NOT_FOUND;
    if (!libnfc->context) {
        e = why_set(why, ERR_NO_MEMORY, "libnfc did not start");
    } else if (!find_device(libnfc->context, device, attempt, connstring)) {
        why_set(why, e, "no reader was found");
    } else {
        e = open_device(libnfc, connstring, why);
    }
    if (e != ERR_NONE) {
        libnfc_close(libnfc);
        return e;
    }
    *ret_state = libnfc;
    return ERR_NONE;
}

static enum poll_result poll_result_of(const struct libnfc *libnfc, int result) {
    if (libnfc->node[0] && access(libnfc->node, F_OK) < 0) return POLL_DISCONNECTED;
    if (result == NFC_ENOTSUCHDEV) return POLL_DISCONNECTED;
    return result == NFC_ETIMEOUT ? POLL_TIMEOUT : POLL_ERROR;
}

static bool tag_from_a(const nfc_iso14443a_info *info, struct tag *ret_tag) {
    struct tag tag = {.tech = TAG_A, .sak = info->btSak};
    if (info->szUidLen > TAG_UID_MAX) return false;
    tag.uid_length = (uint8_t)info->szUidLen;
    memcpy(tag.uid, info->abtUid, tag.uid_length);
    tag.atqa = (uint16_t)(info->abtAtqa[0] << 8 | info->abtAtqa[1]);
    *ret_tag = tag;
    return tag_is_sound(ret_tag);
}

static bool tag_from_b(const nfc_iso14443b_info *info, struct tag *ret_tag) {
    *ret_tag = (struct tag){.tech = TAG_B, .uid_length = sizeof info->abtPupi};
    memcpy(ret_tag->uid, info->abtPupi, sizeof info->abtPupi);
    return true;
}

static enum poll_result libnfc_poll(void *state, enum tag_tech tech, struct tag *ret_tag) {
    struct libnfc *libnfc = state;
    nfc_target target = {0};
    const nfc_modulation modulation = {.nmt = tech == TAG_A ? NMT_ISO14443A : NMT_ISO14443B,
                                       .nbr = NBR_106};
    int found = nfc_initiator_select_passive_target(libnfc->device, modulation, NULL, 0, &target);
    if (found < 0) return poll_result_of(libnfc, found);
    if (found == 0) return POLL_EMPTY;
    bool sound =
        tech == TAG_A ? tag_from_a(&target.nti.nai, ret_tag) : tag_from_b(&target.nti.nbi, ret_tag);
    return sound ? POLL_CARD : POLL_GARBLED;
}

static enum poll_result libnfc_cycle(void *state) {
    struct libnfc *libnfc = state;
    struct timespec off = {.tv_nsec = FIELD_OFF_MS * 1000000l};
    int result = nfc_device_set_property_bool(libnfc->device, NP_ACTIVATE_FIELD, false);
    if (result < 0) return poll_result_of(libnfc, result);
    nanosleep(&off, NULL);
    result = nfc_device_set_property_bool(libnfc->device, NP_ACTIVATE_FIELD, true);
    return result < 0 ? poll_result_of(libnfc, result) : POLL_EMPTY;
}

const struct reader_kind reader_kind_libnfc = {
    .name = "libnfc",
    .takes = libnfc_takes,
    .open = libnfc_open,
    .poll = libnfc_poll,
    .cycle = libnfc_cycle,
    .close = libnfc_close,
};
