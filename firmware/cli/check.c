/* check: config, fonts, content, store, reader; what is wrong and what to do. */
#include "base/bytes.h"
#include "base/log.h"
#include "base/mailbox.h"
#include "cli/command.h"
#include "reader/reader.h"
#include "screens/shell/glass.h"
#include "store/store.h"
#include "app/unattended.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define READER_WAIT_MS 4000

static void good(const char *what, const char *detail) {
    printf("ok       %-8s %s\n", what, detail);
}

static void bad(int *problems, const char *what, const char *detail, const char *advice) {
    ++*problems;
    printf("PROBLEM  %-8s %s\n         -> %s\n", what, detail, advice);
}

static void check_store(const struct config *config, int *problems) {
    struct why why = {0};
    struct store *store = NULL;
    struct activity_rules rules = command_rules(config);
    char path[320];
    snprintf(path, sizeof path, "%s/muster.db", config->data_directory);
    if (access(path, F_OK) < 0) {
        bad(problems, "store", path,
            "there is none yet: it is made when the kiosk starts or when content is imported");
        return;
    }
    if (store_open_to_read(config->data_directory, &rules, &why, &store) != ERR_NONE) {
        bad(problems, "store", why.text,
            "the kiosk sets damage aside at its start; a newer store needs the newer program");
        return;
    }
    int32_t waiting = 0;
    int64_t oldest = 0, broken = 0;
    struct answer_today *today = calloc(1, sizeof *today);
    char detail[160];
    enum err e = store_pending(store, &why, &waiting, &oldest);
    if (e == ERR_NONE) e = store_audit_check(store, &why, &broken);
    if (e == ERR_NONE && today) e = store_today(store, clock_now().utc_ms, &why, today);
    snprintf(detail, sizeof detail, "kiosk %s, %d records wait for their receipt",
             store_kiosk_id(store), waiting);
    if (e != ERR_NONE)
        bad(problems, "store", why.text, "restart the kiosk: it repairs what it can at its start");
    else
        good("store", detail);
    snprintf(detail, sizeof detail, "the audit log is broken at row %lld", (long long)broken);
    if (broken)
        bad(problems, "store", detail,
            "somebody changed the database by hand; keep a copy and tell the station");
    if (e == ERR_NONE && today && today->story_count == 0)
        bad(problems, "content", "there are no stories to show",
            "muster-kiosk import FOLDER with the station's content");
    else if (e == ERR_NONE)
        good("content", "stories and activities are there");
    free(today);
    store_close(store);
}

static void post_event(void *to, const struct reader_event *event) {
    mailbox_post(to, event, sizeof *event);
}

static void check_reader(const struct config *config, int *problems) {
    struct why why = {0};
    struct reader *reader = NULL;
    struct reader_event event = {.kind = READER_DOWN, .reason = "no answer"};
    struct mailbox *box = mailbox_new(16, sizeof event, NULL, NULL);
    struct reader_config rc = {.device = config->reader_device,
                               .lock_folder = config->data_directory};
    if (!box || reader_open(&rc, post_event, box, &why, &reader) != ERR_NONE) {
        bad(problems, "reader", why.text, "the machine is out of memory or processes");
    } else {
        for (int64_t end = clock_ticks_ms() + READER_WAIT_MS;
             event.kind != READER_UP && clock_ticks_ms() < end;)
            if (!mailbox_take(box, 100, &event, NULL)) continue;
        if (event.kind == READER_UP)
            good("reader", config->reader_device);
        else
            bad(problems, "reader", event.reason,
                "look at its cable and at [reader] device; does another program use it?");
    }
    reader_close(reader);
    mailbox_free(box);
}

static bool ask_nobody(void *to, const struct intent *intent) {
    (void)to;
    (void)intent;
    return false;
}

/* Fonts, words and icons are what the glass needs to open; a dummy display will do. */
static void check_glass(const struct config *config, int *problems) {
    struct why why = {0};
    struct glass *glass = NULL;
    struct glass_config gc = {.station = config->station_name,
                              .assets_folder = config->assets_directory,
                              .blob_folder = "",
                              .language = config->language,
                              .width_px = 1080,
                              .height_px = 1920};
    struct glass_calls calls = {.ask = ask_nobody};
    setenv("SDL_VIDEODRIVER", "dummy", 1);
    if (glass_open(&gc, &calls, &why, &glass) != ERR_NONE)
        bad(problems, "glass", why.text,
            "install fonts-noto-cjk and the muster-assets package, or mend [data] assets");
    else
        good("glass", "fonts, words and icons are there");
    glass_close(glass);
}

static void check_disk(const struct config *config, int *problems) {
    struct why why = {0};
    char path[320];
    snprintf(path, sizeof path, "%s/.check", config->data_directory);
    if (folder_make(config->data_directory, 0700, &why) != ERR_NONE ||
        file_write_atomic(path, "x", 1, 0600, &why) != ERR_NONE)
        bad(problems, "disk", why.text,
            "make the data directory writable for the kiosk's user, or make room on it");
    else
        good("disk", config->data_directory);
    unlink(path);
}

/* The other file was read, or the program would not be here. */
static void check_config(const struct config *config, int *problems) {
    struct why why = {0};
    struct config local = *config;
    if (config_read_local(config->data_directory, &why, &local) == ERR_NONE)
        good("config", config->station_name);
    else
        bad(problems, "config", why.text,
            "mend or delete it: until then the kiosk leaves it aside");
}

static void check_setup(const struct config *config, int *problems) {
    struct why why = {0};
    bool done = false;
    enum err e = unattended_look(config, &why, &done);
    if (e == ERR_NONE)
        good("setup", done ? "the file was used" : "the file is used at the next start");
    else if (e != ERR_NOT_FOUND)
        bad(problems, "setup", why.text, "mend the file on the boot partition, and start again");
}

int command_check(const struct config *config) {
    int problems = 0;
    check_config(config, &problems);
    check_setup(config, &problems);
    check_disk(config, &problems);
    check_glass(config, &problems);
    check_store(config, &problems);
    check_reader(config, &problems);
    return problems ? EXIT_PROBLEM : EXIT_OK;
}
