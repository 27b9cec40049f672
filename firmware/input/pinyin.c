/* pinyin: libpinyin without learning. Letters are parsed twice: as typed, and as a southern accent
 * may have meant them. Candidates for all letters come before those for a part of them. */
#include "input/pinyin.h"

#include "base/bytes.h"
#include "input/own_words.h"

#include <pinyin.h>
#include <stdlib.h>
#include <string.h>

#define OWN_WORD_COUNT 50000 /* the frequency given to own words: above all others */
#define TAIL_CHARACTERS 4    /* of the text before, for the next word */

/* Sort order of libpinyin: the longest first, then the most frequent. */
#define ORDER SORT_BY_PHRASE_LENGTH_AND_PINYIN_LENGTH_AND_FREQUENCY

static const unsigned exact_options =
    PINYIN_CORRECT_ALL | USE_DIVIDED_TABLE | USE_RESPLIT_TABLE | PINYIN_INCOMPLETE;
static const unsigned fuzzy_options = PINYIN_CORRECT_ALL | USE_DIVIDED_TABLE | USE_RESPLIT_TABLE |
                                      PINYIN_INCOMPLETE | PINYIN_AMB_C_CH | PINYIN_AMB_S_SH |
                                      PINYIN_AMB_Z_ZH | PINYIN_AMB_F_H | PINYIN_AMB_L_N |
                                      PINYIN_AMB_AN_ANG | PINYIN_AMB_EN_ENG | PINYIN_AMB_IN_ING;

struct pinyin_input {
    pinyin_context_t *context;
    pinyin_instance_t *instance;
    struct own_words words;
};

static void add_own_words(struct pinyin_input *p) {
    import_iterator_t *to = pinyin_begin_add_phrases(p->context, USER_DICTIONARY);
    for (int i = 0; i < p->words.count; i++)
        pinyin_iterator_add_phrase(to, p->words.words[i].text, p->words.words[i].pinyin,
                                   OWN_WORD_COUNT);
    pinyin_end_add_phrases(to);
}

enum err pinyin_input_open(const char *words_path, struct why *why,
                           struct pinyin_input **ret_input) {
    enum err e = ERR_NO_MEMORY;
    struct pinyin_input *p = calloc(1, sizeof *p);
    if (!p) return why_set(why, e, "pinyin");
    if (words_path && (e = own_words_open(words_path, why, &p->words))) goto fail;
    p->context =
        pinyin_init(MUSTER_PINYIN_DATA, NULL); /* no user folder, so that nothing is learned */
    if (!p->context) {
        e = why_set(why, ERR_NOT_FOUND, "libpinyin: no data in %s", MUSTER_PINYIN_DATA);
        goto fail;
    }
    pinyin_set_options(p->context, exact_options);
    add_own_words(p);
    p->instance = pinyin_alloc_instance(p->context);
    if (!p->instance) {
        e = why_set(why, ERR_NO_MEMORY, "pinyin");
        goto fail;
    }
    *ret_input = p;
    return ERR_NONE;
fail:
    pinyin_input_close(p);
    return e;
}

void pinyin_input_close(struct pinyin_input *p) {
    if (!p) return;
    if (p->instance) pinyin_free_instance(p->instance);
    if (p->context) pinyin_fini(p->context);
    own_words_finish(&p->words);
    free(p);
}

static void put(struct pinyin_candidates *c, const char *text, bool fuzzy, int index) {
    if (c->count == PINYIN_CANDIDATES || strlen(text) >= PINYIN_TEXT || !text[0]) return;
    for (int i = 0; i < c->count; i++)
        if (strcmp(c->candidates[i].text, text) == 0) return;
    struct pinyin_candidate *one = &c->candidates[c->count++];
    TEXT_COPY(one->text, text);
    one->fuzzy = fuzzy;
    one->index = index;
}

/* Parses the letters and guesses; returns the number of libpinyin's candidates. */
static int guess(struct pinyin_input *p, const char *letters, bool fuzzy) {
    guint count = 0;
    pinyin_set_options(p->context, fuzzy ? fuzzy_options : exact_options);
    pinyin_reset(p->instance);
    pinyin_parse_more_full_pinyins(p->instance, letters);
    pinyin_guess_sentence(p->instance);
    if (!pinyin_guess_candidates(p->instance, 0, ORDER)) return 0;
    pinyin_get_n_candidate(p->instance, &count);
    return (int)count;
}

/* The text of libpinyin's candidate; NULL: none. *ret_whole: it covers all letters. */
static const char *candidate_text(struct pinyin_input *p, int index, bool *ret_whole) {
    lookup_candidate_t *candidate = NULL;
    lookup_candidate_type_t type = NORMAL_CANDIDATE;
    const gchar *text = NULL;
    if (!pinyin_get_candidate(p->instance, (guint)index, &candidate) ||
        !pinyin_get_candidate_string(p->instance, candidate, &text))
        return NULL;
    pinyin_get_candidate_type(p->instance, candidate, &type);
    *ret_whole = type == NBEST_MATCH_CANDIDATE;
    return text;
}

struct found {
    struct pinyin_candidates whole, part;
};

static void find(struct pinyin_input *p, const char *letters, bool fuzzy, struct found *found) {
    int count = guess(p, letters, fuzzy);
    found->whole.count = found->part.count = 0;
    for (int i = 0; i < count && found->part.count < PINYIN_CANDIDATES; i++) {
        bool whole = false;
        const char *text = candidate_text(p, i, &whole);
        if (text) put(whole ? &found->whole : &found->part, text, fuzzy, i);
    }
}

/* Adds the candidates of at least so many characters. */
static void put_all(struct pinyin_candidates *to, const struct pinyin_candidates *from,
                    size_t characters) {
    for (int i = 0; i < from->count; i++)
        if (utf8_length(from->candidates[i].text) >= characters)
            put(to, from->candidates[i].text, from->candidates[i].fuzzy, from->candidates[i].index);
}

static bool letters_are_sound(const char *letters) {
    size_t count = strlen(letters);
    return count > 0 && count <= PINYIN_LETTERS && letters[0] != '\'' &&
           strspn(letters, "abcdefghijklmnopqrstuvwxyz'") == count;
}

void pinyin_input_candidates(struct pinyin_input *p, const char *letters,
                             struct pinyin_candidates *ret) {
    struct found exact, fuzzy;
    ret->count = 0;
    if (!letters_are_sound(letters)) return;
    find(p, letters, false, &exact);
    find(p, letters, true, &fuzzy);
    put_all(ret, &exact.whole, 1);
    put_all(ret, &fuzzy.whole, 1);
    put_all(ret, &exact.part, 2);
    put_all(ret, &fuzzy.part, 2);
    put_all(ret, &exact.part, 1);
    put_all(ret, &fuzzy.part, 1);
}

int pinyin_input_covers(struct pinyin_input *p, const char *letters,
                        const struct pinyin_candidate *candidate) {
    lookup_candidate_t *chosen = NULL;
    int all = (int)strlen(letters);
    if (!letters_are_sound(letters)) return all;
    int count = guess(p, letters, candidate->fuzzy);
    if (candidate->index >= count ||
        !pinyin_get_candidate(p->instance, (guint)candidate->index, &chosen))
        return all;
    int end = pinyin_choose_candidate(p->instance, 0, chosen);
    while (end < all && end > 0 && letters[end] == '\'') end++;
    return end < 1 || end > all ? all : end;
}

/* The last `characters` of text; NULL: there are fewer, or one of them is not a Chinese character.
 */
static const char *tail_of(const char *text, int characters) {
    const char *at = text + strlen(text);
    for (int i = 0; i < characters; i++) {
        if (at - text < 3 || (unsigned char)at[-3] < 0xE4) return NULL; /* U+4000 and above */
        at -= 3;
    }
    return at;
}

static void put_own_next(const struct pinyin_input *p, const char *tail,
                         struct pinyin_candidates *ret) {
    size_t bytes = strlen(tail);
    for (int i = 0; i < p->words.count; i++)
        if (strncmp(p->words.words[i].text, tail, bytes) == 0)
            put(ret, p->words.words[i].text + bytes, false, -1);
}

static void put_guessed_next(struct pinyin_input *p, const char *tail,
                             struct pinyin_candidates *ret) {
    guint count = 0;
    pinyin_reset(p->instance);
    if (!pinyin_guess_predicted_candidates(p->instance, tail)) return;
    pinyin_get_n_candidate(p->instance, &count);
    for (guint i = 0; i < count && ret->count < PINYIN_CANDIDATES; i++) {
        bool whole;
        const char *text = candidate_text(p, (int)i, &whole);
        if (text) put(ret, text, false, -1);
    }
}

void pinyin_input_next(struct pinyin_input *p, const char *before, struct pinyin_candidates *ret) {
    ret->count = 0;
    for (int characters = TAIL_CHARACTERS; characters > 0; characters--) {
        const char *tail = tail_of(before, characters);
        if (!tail) continue;
        if (characters > 1) put_own_next(p, tail, ret);
        put_guessed_next(p, tail, ret);
    }
}
