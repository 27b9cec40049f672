/* fake: a file says which cards are on the reader, for tests of the layers above.
 *
 * "fake:PATH"; each line of PATH is a card ("A 04A1B2C3D4E5F6") or one of the words mute, error,
 * garbled. Without the file the reader is unplugged. Write a new file and rename it into place. */
#include "reader/kind.h"

#include "base/bytes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define PREFIX "fake:"

struct fake {
    char path[256];
    int shown[2]; /* cards of each technology shown since the field came on */
};

static bool fake_takes(const char *device) {
    return !strncmp(device, PREFIX, strlen(PREFIX));
}

static enum err fake_open(const char *device, unsigned attempt, struct why *why, void **ret_state) {
    (void)attempt;
    const char *path = device + strlen(PREFIX);
    if (access(path, R_OK) < 0) return why_set(why, ERR_NOT_FOUND, "the reader is not plugged in");
    struct fake *fake = calloc(1, sizeof *fake);
    if (!fake) return why_set(why, ERR_NO_MEMORY, "out of memory");
    TEXT_COPY(fake->path, path);
    *ret_state = fake;
    return ERR_NONE;
}

static bool card_from_line(const char *line, enum tag_tech tech, struct tag *ret_tag) {
    char letter, hex[2 * TAG_UID_MAX + 1];
    struct tag tag = {.tech = tech};
    size_t count;
    if (sscanf(line, "%c %20s", &letter, hex) != 2 || letter != (tech == TAG_A ? 'A' : 'B'))
        return false;
    if (bytes_from_hex(hex, tag.uid, sizeof tag.uid, &count) != ERR_NONE) return false;
    tag.uid_length = (uint8_t)count;
    *ret_tag = tag;
    return true;
}

static enum poll_result result_in(const char *line) {
    if (!strncmp(line, "mute", 4)) return POLL_TIMEOUT;
    if (!strncmp(line, "error", 5)) return POLL_ERROR;
    return strncmp(line, "garbled", 7) ? POLL_EMPTY : POLL_GARBLED;
}

/* The next card of the technology: each answers once until the field is cycled. */
static enum poll_result fake_poll(void *state, enum tag_tech tech, struct tag *ret_tag) {
    struct fake *fake = state;
    char line[80];
    enum poll_result result = POLL_EMPTY;
    int nth = 0;
    FILE *file = fopen(fake->path, "re");
    if (!file) return POLL_DISCONNECTED;
    while (result == POLL_EMPTY && fgets(line, sizeof line, file)) {
        result = result_in(line);
        if (result != POLL_EMPTY || !card_from_line(line, tech, ret_tag)) continue;
        if (nth++ == fake->shown[tech]) result = POLL_CARD;
    }
    fclose(file);
    fake->shown[tech] = result == POLL_CARD ? fake->shown[tech] + 1 : 0;
    return result;
}

static enum poll_result fake_cycle(void *state) {
    struct fake *fake = state;
    fake->shown[TAG_A] = fake->shown[TAG_B] = 0;
    return POLL_EMPTY;
}

const struct reader_kind reader_kind_fake = {
    .name = "fake",
    .takes = fake_takes,
    .open = fake_open,
    .poll = fake_poll,
    .cycle = fake_cycle,
    .close = free,
};
