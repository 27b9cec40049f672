#pragma once
/* chip: what a PN532 does with a command (NXP UM0701-02, chapter 7). One thread; knows no clock:
 * it is told when a command was complete and says when it wants to be called again. */
#include "field.h"
#include "frame.h"

#define CHIP_NEVER INT64_MAX

/* How long the radio takes. The manual gives no figures; these are ISO 14443-3's and the model in
 * which the kiosk's figures were first taken: 5 ms of quiet field before a request (4.2.1), about
 * 2 ms a cascade level, 5 ms for RATS and its answer. All can be set. */
struct chip_timing {
    int64_t turnaround_ns; /* command complete -> ACK begins */
    int64_t attempt_ns;    /* one request without an answer */
    int64_t cascade_ns;    /* anticollision and select, each level; also ATTRIB */
    int64_t rats_ns;
    int64_t exchange_ns; /* one command to a card and its answer */
};

struct chip_faults {
    bool status80;  /* the next status byte has bit 7 set */
    int ats;        /* -1, or the length byte of an ATS put behind the next type A target */
    int uid_length; /* -1, or the UID length claimed for the next type A target */
    bool die;       /* dies before the ACK of the next command, until it is woken anew */
    int naks;       /* so many commands are answered by a NACK */
};

enum chip_work { CHIP_IDLE, CHIP_ANSWERING, CHIP_LISTENING, CHIP_SELECTING };

struct chip {
    struct chip_timing timing;
    struct chip_faults faults;
    struct field field;
    bool awake, dead;
    uint8_t parameters;      /* SetParameters; bit 4: automatic RATS */
    uint8_t passive_retries; /* MxRtyPassiveActivation */
    int64_t answer_wait_ns;  /* RFConfiguration item 2: how long a silent card is waited for */
    uint8_t registers[256];  /* 6300..63FF, the radio unit's */

    enum chip_work work;
    int64_t due_ns;
    uint8_t command;
    uint8_t wanted, attempts; /* targets; attempts left, FF for ever */
    bool b;                   /* what is being listened for */
    uint8_t uid[CARD_UID_MAX], uid_length;
    int slot; /* of the card being selected */
    int targets[2], target_count;
    uint8_t types[16], type_count, type_at; /* InAutoPoll */
    uint8_t polls;
    int64_t period_ns, slot_ends_ns;
    struct frame answer;
    uint64_t requests; /* sent into the field */
};

void chip_init(struct chip *chip);
void chip_reset(struct chip *chip); /* as after a power cut; times and cards stay */
void chip_wake(struct chip *chip);  /* a byte 55 on the line */
void chip_abort(struct chip *chip); /* the host sent an ACK, or another command */

/* A command, whole at at_ns. false: the chip sleeps or is dead and nothing will come. unknown: the
 * chip answers with the error frame. Else chip_due says when to call chip_step. */
bool chip_accept(struct chip *chip, const struct frame *command, int64_t at_ns, bool *ret_unknown);
int64_t chip_due(const struct chip *chip);

/* Work that is due; true when *ret_answer goes to the host. Call until chip_due lies ahead. */
bool chip_step(struct chip *chip, struct frame *ret_answer);

/* chip_radio.c: the commands that listen. */
void chip_list(struct chip *chip, const struct frame *command, int64_t at_ns);
void chip_auto_poll(struct chip *chip, const struct frame *command, int64_t at_ns);
bool chip_radio_step(struct chip *chip);
