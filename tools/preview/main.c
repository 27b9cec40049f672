/* preview: draws one story as the kiosk does, without a window.
 *
 *   muster-preview ASSETS BLOBS STATION < change.json > picture.png
 *
 * 1. The kiosk's own story screen draws the picture, so staff see what the kiosk will show. The
 *    panel is always 1080x1920 at the default diagonal, the text has normal size, and the buttons
 *    to other stories are inactive.
 * 2. The station has checked the input; it is checked here again. */
#include "base/bytes.h"
#include "base/clock.h"
#include "screens/list.h"
#include "screens/shell/frame.h"
#include "screens/widgets/words.h"
#include "ui/png.h"
#include "wire/changes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define WIDTH 1080
#define HEIGHT 1920
#define STORY_MOST (1024 * 1024)
#define PICTURE_BYTES (48u << 20)

struct preview {
    struct ui ui;
    struct hall hall;
    struct frame frame;
    void *state;
    struct change change;
    struct answer answer;
};

static enum err read_story(struct preview *p, struct why *why) {
    char *text = malloc(STORY_MOST);
    size_t bytes = text ? fread(text, 1, STORY_MOST, stdin) : 0;
    enum err e = bytes && bytes < STORY_MOST
                     ? wire_change_read(text, bytes, why, &p->change)
                     : why_set(why, ERR_BAD_INPUT, "no story on standard input");
    free(text);
    return e == ERR_NONE && p->change.kind != CHANGE_STORY
               ? why_set(why, ERR_BAD_INPUT, "not a story")
               : e;
}

/* The desk's answer if the story were in the store. */
static void fill_answer(struct preview *p) {
    const struct change_story *s = &p->change.u.story;
    struct answer_story *a = &p->answer.u.story;
    p->answer.kind = ANSWER_STORY;
    a->card = s->card;
    a->card.id = 1;
    a->object = s->object;
    a->tag_count = s->tag_count;
    memcpy(a->tags, s->tags, sizeof a->tags);
    a->picture_count = s->picture_count;
    memcpy(a->pictures, s->pictures, sizeof a->pictures);
    TEXT_COPY(a->picture, s->picture);
    TEXT_COPY(a->source, s->source);
    TEXT_COPY(a->body, s->body);
}

static void draw(struct preview *p) {
    const struct screen *screen = &screen_story;
    struct where where = {.id = 1};
    struct asks asks = {0};
    p->hall.utc_ms = clock_now().utc_ms;
    p->hall.reader_up = p->hall.store_open = true;
    p->frame = (struct frame){.ui = &p->ui,
                              .hall = &p->hall,
                              .screen = screen,
                              .state = p->state,
                              .reading = READING_READY,
                              .left_ms = -1};
    screen->enter(p->state, &where, NULL, &asks);
    screen->answer(p->state, &p->answer, &asks);
    frame_draw(&p->frame);
    while (p->ui.canvas.waiting) {
        pictures_settle(p->ui.canvas.pictures);
        frame_draw(&p->frame);
    }
}

static enum err write_out(struct preview *p, struct why *why) {
    char path[] = "/tmp/muster-picture-XXXXXX", *bytes = NULL;
    size_t count = 0;
    int file = mkstemp(path);
    if (file < 0) return why_set(why, ERR_IO, "cannot create a file for the picture in /tmp");
    close(file);
    enum err e = png_write(&p->ui.canvas.pixels, path, why);
    if (e == ERR_NONE) e = file_read(path, PICTURE_BYTES, why, &bytes, &count);
    unlink(path);
    if (e == ERR_NONE && fwrite(bytes, 1, count, stdout) != count)
        e = why_set(why, ERR_IO, "the picture could not be written");
    free(bytes);
    return e == ERR_NONE && fflush(stdout) != 0
               ? why_set(why, ERR_IO, "cannot write all of the picture")
               : e;
}

static enum err run(struct preview *p, char **argv, struct why *why) {
    struct ui_config config = {.assets_folder = argv[1],
                               .blob_folder = argv[2],
                               .keys = word_keys,
                               .key_count = WORD_COUNT,
                               .picture_bytes = PICTURE_BYTES};
    struct metrics metrics = metrics_make(WIDTH, HEIGHT, 0, TEXT_NORMAL, false);
    enum err e = read_story(p, why);
    if (e != ERR_NONE) return e;
    TEXT_COPY(p->hall.station, argv[3]);
    fill_answer(p);
    e = ui_open(&p->ui, &config, why);
    if (e != ERR_NONE) return e;
    p->ui.theme = &theme_day;
    p->state = calloc(1, screen_story.state_size + 1);
    e = p->state ? ui_set_metrics(&p->ui, &metrics, NULL, why)
                 : why_set(why, ERR_NO_MEMORY, "no memory for the screen");
    if (e == ERR_NONE) draw(p);
    if (e == ERR_NONE) e = write_out(p, why);
    free(p->state);
    ui_finish(&p->ui);
    return e;
}

int main(int argc, char **argv) {
    struct why why = {0};
    if (argc != 4) {
        fprintf(stderr, "muster-preview ASSETS BLOBS STATION < change.json > picture.png\n");
        return 2;
    }
    struct preview *p = calloc(1, sizeof *p);
    enum err e = p ? run(p, argv, &why) : why_set(&why, ERR_NO_MEMORY, "no memory");
    if (e != ERR_NONE) fprintf(stderr, "muster-preview: %s\n", why.text);
    free(p);
    return e == ERR_NONE ? 0 : 1;
}
