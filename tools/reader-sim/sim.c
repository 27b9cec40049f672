/* sim: the commands: one function each, listed in a table. */
#include "sim.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define MS 1000000ll
#define TAP_MS 600 /* how long a person holds a card to the reader */
#define WORDS_MAX 8

int64_t sim_now_ns(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000000000ll + now.tv_nsec;
}

struct words {
    int count;
    char *word[WORDS_MAX];
};

/* Returns NULL, or why the command failed. extra is appended to "ok t=NS". */
typedef const char *command_fn(struct sim *sim, const struct words *words, char *extra);
#define EXTRA_MAX (SIM_REPLY_MAX - 64)

static void trace(struct sim *sim, const char *event, const char *card) {
    if (!sim->trace) return;
    fprintf(sim->trace, "{\"t\":%lld,\"event\":\"%s\"", (long long)sim_now_ns(), event);
    if (card) fprintf(sim->trace, ",\"card\":\"%s\"", card);
    fputs("}\n", sim->trace);
    fflush(sim->trace);
}

static const char *place_one(struct sim *sim, const char *what) {
    struct card card;
    const struct card *named = deck_find(&sim->deck, what);
    if (named) {
        card = *named;
    } else if (!card_from_text(what, &card)) {
        return "no card with that name, and not TECH:UID[:KIND]";
    }
    if (!field_place(&sim->device.chip.field, &card)) return "the field is full";
    sim->placed++;
    trace(sim, "placed", card.name[0] ? card.name : card_kind_word(card.kind));
    return NULL;
}

static const char *place_from(struct sim *sim, const struct words *words, int first) {
    const char *refused = first < words->count ? NULL : "missing argument: a card";
    sim->remove_ns = CHIP_NEVER;
    for (int i = first; i < words->count && !refused; i++) refused = place_one(sim, words->word[i]);
    return refused;
}

static void clear(struct sim *sim) {
    if (field_count(&sim->device.chip.field)) trace(sim, "removed", NULL);
    field_clear(&sim->device.chip.field);
    sim->remove_ns = CHIP_NEVER;
}

static const char *do_place(struct sim *sim, const struct words *words, char *extra) {
    (void)extra;
    return place_from(sim, words, 1);
}

static const char *do_remove(struct sim *sim, const struct words *words, char *extra) {
    (void)words, (void)extra;
    clear(sim);
    return NULL;
}

static const char *hold_for(struct sim *sim, const struct words *words, int first, int64_t ms) {
    clear(sim);
    const char *refused = place_from(sim, words, first);
    if (!refused) sim->remove_ns = sim_now_ns() + ms * MS;
    return refused;
}

static const char *do_hold(struct sim *sim, const struct words *words, char *extra) {
    (void)extra;
    if (words->count < 2) return "missing argument: MS";
    int64_t ms = atoll(words->word[1]);
    if (words->count > 2) return hold_for(sim, words, 2, ms);
    sim->remove_ns = sim_now_ns() + ms * MS;
    return NULL;
}

static const char *do_tap(struct sim *sim, const struct words *words, char *extra) {
    (void)extra;
    return hold_for(sim, words, 1, TAP_MS);
}

static const char *do_swap(struct sim *sim, const struct words *words, char *extra) {
    (void)extra;
    clear(sim);
    return place_from(sim, words, 1);
}

static const char *do_next(struct sim *sim, const struct words *words, char *extra) {
    if (!sim->deck.count) return "no cards file; see --cards";
    const struct card *card = &sim->deck.cards[sim->next++ % sim->deck.count];
    struct words tap = {2, {words->word[0], (char *)card->name}};
    snprintf(extra, EXTRA_MAX, "card=%s", card->name);
    return hold_for(sim, &tap, 1, TAP_MS);
}

static const char *set_share(double *share, const struct words *words) {
    char *end = NULL;
    double value = words->count == 2 ? strtod(words->word[1], &end) : -1;
    if (!(value >= 0 && value <= 1) || *end) return "the argument must be from 0 to 1";
    *share = value;
    return NULL;
}

static const char *do_noise(struct sim *sim, const struct words *words, char *extra) {
    (void)extra;
    return set_share(&sim->device.line.bit_errors, words);
}

static const char *do_bad_frames(struct sim *sim, const struct words *words, char *extra) {
    (void)extra;
    return set_share(&sim->device.line.bad_frames, words);
}

static const char *do_lose(struct sim *sim, const struct words *words, char *extra) {
    (void)extra;
    return set_share(&sim->device.line.lost_bytes, words);
}

static const char *do_delay(struct sim *sim, const struct words *words, char *extra) {
    (void)extra;
    if (words->count != 2) return "missing argument: MS";
    sim->device.line.delay_ns = atoll(words->word[1]) * MS;
    return NULL;
}

static const char *do_attempt(struct sim *sim, const struct words *words, char *extra) {
    (void)extra;
    if (words->count != 2 || atoll(words->word[1]) < 1) return "missing argument: MS";
    sim->device.chip.timing.attempt_ns = atoll(words->word[1]) * MS;
    return NULL;
}

static const char *do_nak(struct sim *sim, const struct words *words, char *extra) {
    (void)extra;
    sim->device.chip.faults.naks = words->count > 1 ? atoi(words->word[1]) : 1;
    return NULL;
}

static const char *do_mute(struct sim *sim, const struct words *words, char *extra) {
    (void)extra;
    sim->device.mute = !strcmp(words->word[0], "mute");
    trace(sim, words->word[0], NULL);
    return NULL;
}

static const char *do_unplug(struct sim *sim, const struct words *words, char *extra) {
    (void)words, (void)extra;
    port_unplug(&sim->device.port);
    trace(sim, "unplug", NULL);
    return NULL;
}

static const char *do_replug(struct sim *sim, const struct words *words, char *extra) {
    (void)words, (void)extra;
    if (sim->device.port.master >= 0) return NULL;
    if (!device_plug(&sim->device)) return strerror(errno);
    trace(sim, "replug", NULL);
    return NULL;
}

static const char *do_fault(struct sim *sim, const struct words *words, char *extra) {
    (void)extra;
    struct chip_faults *faults = &sim->device.chip.faults;
    const char *what = words->count > 1 ? words->word[1] : "";
    int value = words->count > 2 ? (int)strtol(words->word[2], NULL, 16) & 0xFF : -1;
    if (!strcmp(what, "status80")) {
        faults->status80 = true;
    } else if (!strcmp(what, "die-before-ack")) {
        faults->die = true;
    } else if (!strcmp(what, "ats") && value >= 0) {
        faults->ats = value;
    } else if (!strcmp(what, "uid-length") && value >= 0) {
        faults->uid_length = value;
    } else {
        return "usage: fault status80 | die-before-ack | ats HEX | uid-length HEX";
    }
    return NULL;
}

static const char *do_status(struct sim *sim, const struct words *words, char *extra) {
    (void)words;
    const struct device *device = &sim->device;
    size_t n = (size_t)snprintf(
        extra, EXTRA_MAX,
        "plugged=%d mute=%d awake=%d field=%d requests=%llu frames=%llu answers=%llu bad=%llu "
        "placed=%llu path=%s cards=",
        device->port.master >= 0, device->mute, device->chip.awake, device->chip.field.on,
        (unsigned long long)device->chip.requests, (unsigned long long)device->frames_in,
        (unsigned long long)device->frames_out, (unsigned long long)device->bad_in,
        (unsigned long long)sim->placed, device->port.path);
    for (int i = 0; i < FIELD_SLOTS && n < EXTRA_MAX; i++) {
        const struct card *card = &device->chip.field.cards[i];
        if (!device->chip.field.taken[i]) continue;
        n += (size_t)snprintf(extra + n, EXTRA_MAX - n, "%s,",
                              card->name[0] ? card->name : card_kind_word(card->kind));
    }
    return NULL;
}

static const char *do_quit(struct sim *sim, const struct words *words, char *extra) {
    (void)words, (void)extra;
    sim->quit = true;
    return NULL;
}

static const struct {
    const char *word;
    command_fn *run;
} commands[] = {
    {"place", do_place},     {"remove", do_remove},
    {"hold", do_hold},       {"tap", do_tap},
    {"swap", do_swap},       {"next", do_next},
    {"noise", do_noise},     {"bad-frames", do_bad_frames},
    {"lose", do_lose},       {"delay", do_delay},
    {"attempt", do_attempt}, {"nak", do_nak},
    {"mute", do_mute},       {"unmute", do_mute},
    {"unplug", do_unplug},   {"replug", do_replug},
    {"fault", do_fault},     {"status", do_status},
    {"quit", do_quit},
};

static const char *run_words(struct sim *sim, const struct words *words, char *extra) {
    for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++)
        if (!strcmp(words->word[0], commands[i].word)) return commands[i].run(sim, words, extra);
    return "unknown command";
}

void sim_command(struct sim *sim, char *line, char ret_reply[SIM_REPLY_MAX]) {
    char extra[EXTRA_MAX] = "";
    struct words words = {0};
    for (char *word; words.count < WORDS_MAX && (word = strsep(&line, " \t\r\n"));)
        if (*word) words.word[words.count++] = word;
    const char *refused = words.count ? run_words(sim, &words, extra) : "empty line";
    if (refused) {
        snprintf(ret_reply, SIM_REPLY_MAX, "error: %s", refused);
    } else {
        snprintf(ret_reply, SIM_REPLY_MAX, "ok t=%lld%s%s", (long long)sim_now_ns(),
                 extra[0] ? " " : "", extra);
    }
}

int64_t sim_due(const struct sim *sim) {
    int64_t due_ns = device_due(&sim->device);
    if (sim->remove_ns < due_ns) due_ns = sim->remove_ns;
    if (sim->script && sim->script_ns < due_ns) due_ns = sim->script_ns;
    return due_ns;
}

static void run_script_line(struct sim *sim, int64_t now_ns) {
    char line[512], copy[512], reply[SIM_REPLY_MAX];
    if (!fgets(line, sizeof line, sim->script)) {
        fclose(sim->script);
        sim->script = NULL;
        sim->quit = sim->quit || sim->script_quits;
        return;
    }
    line[strcspn(line, "#\r\n")] = '\0';
    if (!line[strspn(line, " \t")]) return;
    if (!strncmp(line, "wait ", 5)) {
        sim->script_ns = now_ns + atoll(line + 5) * MS;
        return;
    }
    strcpy(copy, line);
    sim_command(sim, line, reply);
    fprintf(stderr, "%s: %s\n", copy, reply);
}

void sim_run(struct sim *sim, int64_t now_ns) {
    if (sim->remove_ns <= now_ns) clear(sim);
    if (sim->script && sim->script_ns <= now_ns) run_script_line(sim, now_ns);
    device_run(&sim->device, now_ns);
}
