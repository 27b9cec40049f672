#pragma once
/* chip: executes the commands of a PN532 (NXP UM0701-02, chapter 7). One thread. It reads no clock:
 * the caller passes the time of each command, and chip_due returns the time of the next step. */
#include "field.h"
#include "frame.h"

#define CHIP_NEVER INT64_MAX

/* Durations of the radio. The manual has no figures. These are from ISO 14443-3 and from the model
 * of the kiosk's first measurements: 5 ms of quiet field before a request (4.2.1), about 2 ms per
 * cascade level, 5 ms for RATS and its answer. All can be changed. */
struct chip_timing {
    int64_t turnaround_ns; /* from the end of the command to the start of the ACK */
    int64_t attempt_ns;    /* one request without an answer */
    int64_t cascade_ns;    /* anticollision and select, per level; also ATTRIB */
    int64_t rats_ns;
    int64_t exchange_ns; /* one command to a card and its answer */
};

struct chip_faults {
    bool status80;  /* the next status byte has bit 7 set */
    int ats;        /* -1, or the length byte of the next type A target's ATS */
    int uid_length; /* -1, or the UID length reported for the next type A target */
    bool die;       /* dies before the ACK of the next command, until woken */
    int naks;       /* the number of commands to answer with a NACK */
};

enum chip_work { CHIP_IDLE, CHIP_ANSWERING, CHIP_LISTENING, CHIP_SELECTING };

struct chip {
    struct chip_timing timing;
    struct chip_faults faults;
    struct field field;
    bool awake, dead;
    uint8_t parameters;      /* SetParameters; bit 4: automatic RATS */
    uint8_t passive_retries; /* MxRtyPassiveActivation */
    int64_t answer_wait_ns;  /* RFConfiguration item 2: time-out for a silent card */
    uint8_t registers[256];  /* 6300..63FF, of the radio unit */

    enum chip_work work;
    int64_t due_ns;
    uint8_t command;
    uint8_t wanted, attempts; /* targets; attempts left, FF: no limit */
    bool b;                   /* the requested technology is B */
    uint8_t uid[CARD_UID_MAX], uid_length;
    int slot; /* of the card being selected */
    int targets[2], target_count;
    uint8_t types[16], type_count, type_at; /* InAutoPoll */
    uint8_t polls;
    int64_t period_ns, slot_ends_ns;
    struct frame answer;
    uint64_t requests; /* sent so far */
};

void chip_init(struct chip *chip);
void chip_reset(struct chip *chip); /* as after power-on; durations and cards are kept */
void chip_wake(struct chip *chip);  /* a byte 55 on the line */
void chip_abort(struct chip *chip); /* the host has sent an ACK or another command */

/* A command that was complete at at_ns. Returns false if the chip is asleep or dead and sends
 * nothing. unknown: the chip answers with the error frame. Otherwise chip_due returns when to call
 * chip_step. */
bool chip_accept(struct chip *chip, const struct frame *command, int64_t at_ns, bool *ret_unknown);
int64_t chip_due(const struct chip *chip);

/* Does the work that is due. Returns true if *ret_answer must be sent to the host. Call it until
 * chip_due is in the future. */
bool chip_step(struct chip *chip, struct frame *ret_answer);

/* chip_radio.c: the commands that use the radio. */
void chip_list(struct chip *chip, const struct frame *command, int64_t at_ns);
void chip_auto_poll(struct chip *chip, const struct frame *command, int64_t at_ns);
bool chip_radio_step(struct chip *chip);
