/* deck: reads the cards file. */
#include "deck.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool add(struct deck *deck, const struct card *card) {
    if ((deck->count & (deck->count - 1)) == 0) { /* all slots used, at each power of two */
        size_t room = deck->count ? deck->count * 2 : 1;
        struct card *cards = realloc(deck->cards, room * sizeof *cards);
        if (!cards) return false;
        deck->cards = cards;
    }
    deck->cards[deck->count++] = *card;
    return true;
}

static bool read_line(struct deck *deck, char *line) {
    struct card card;
    line[strcspn(line, "\r\n")] = '\0';
    char *rest = line, *name = strsep(&rest, ","), *tech = strsep(&rest, ",");
    char *uid = strsep(&rest, ","), *kind = strsep(&rest, ",");
    if (!uid || !*name || strlen(name) >= sizeof card.name) return false;
    if (!card_make(tech, uid, kind, &card)) return false;
    strcpy(card.name, name);
    return add(deck, &card);
}

bool deck_read(struct deck *deck, const char *path, int *ret_line) {
    char line[256];
    FILE *file = fopen(path, "re");
    *ret_line = 0;
    if (!file) return false;
    bool good = true;
    for (int number = 1; good && fgets(line, sizeof line, file); number++) {
        char *text = strncmp(line, "\xEF\xBB\xBF", 3) ? line : line + 3; /* a BOM */
        if (text[0] == '#' || text[0] == '\n' || !strncmp(text, "name,", 5)) continue;
        good = read_line(deck, text);
        if (!good) *ret_line = number;
    }
    fclose(file);
    return good;
}

void deck_free(struct deck *deck) {
    free(deck->cards);
    *deck = (struct deck){0};
}

const struct card *deck_find(const struct deck *deck, const char *name) {
    for (size_t i = 0; i < deck->count; i++)
        if (!strcmp(deck->cards[i].name, name)) return &deck->cards[i];
    return NULL;
}
