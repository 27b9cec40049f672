/* check: config, fonts, content, store and reader; what is wrong with each, and what to do. */
#include "app/configure.h"
#include "app/unattended.h"
#include "base/bytes.h"
#include "base/log.h"
#include "base/mailbox.h"
#include "cli/command.h"
#include "reader/reader.h"
#include "screens/screens.h"
#include "store/store.h"

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
    struct activity_rules rules = configure_rules(config);
    char path[320];
    snprintf(path, sizeof path, "%s/muster.db", config->data_directory);
    if (access(path, F_OK) < 0) {
        bad(problems, "store", path,
            "there is no store yet: it is created when the kiosk starts or content is imported");
        return;
    }
    if (store_open_to_read(config->data_directory, &rules, &why, &store) != ERR_NONE) {
        bad(problems, "store", why.text,
            "a damaged store is repaired when the kiosk starts; a store of a newer version needs "
            "the newer program");
        return;
    }
    int32_t waiting = 0;
    int64_t oldest = 0, broken = 0;
    struct answer_today *today = calloc(1, sizeof *today);
    char detail[160];
    enum err e = store_pending(store, &why, &waiting, &oldest);
    if (e == ERR_NONE) e = store_audit_check(store, &why, &broken);
    if (e == ERR_NONE && today) e = store_today(store, clock_now().utc_ms, &why, today);
    snprintf(detail, sizeof detail, "kiosk %s, %d records pending upload", store_kiosk_id(store),
             waiting);
    if (e != ERR_NONE)
        bad(problems, "store", why.text,
            "restart the kiosk: it repairs what it can when it starts");
    else
        good("store", detail);
    snprintf(detail, sizeof detail, "the audit log's hash chain is broken at row %lld",
             (long long)broken);
    if (broken)
        bad(problems, "store", detail,
            "the database was changed by another program; keep a copy and inform the station");
    if (e == ERR_NONE && today && today->story_count == 0)
        bad(problems, "content", "there are no stories",
            "run muster-kiosk import FOLDER with the station's content");
    else if (e == ERR_NONE)
        good("content", "stories and activities found");
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
                "check its cable and [reader] device; is another program using it?");
    }
    reader_close(reader);
    mailbox_free(box);
}

static bool ask_no_desk(void *to, const struct intent *intent) {
    (void)to;
    (void)intent;
    return false;
}

/* The glass needs fonts, words and icons to open; a dummy display is enough for that. */
static void check_glass(const struct config *config, int *problems) {
    struct why why = {0};
    struct glass *glass = NULL;
    struct glass_config gc = {.screens = &screens_table,
                              .station = config->station_name,
                              .assets_folder = config->assets_directory,
                              .blob_folder = "",
                              .language = config->language,
                              .width_px = 1080,
                              .height_px = 1920};
    struct glass_calls calls = {.ask = ask_no_desk};
    setenv("SDL_VIDEODRIVER", "dummy", 1);
    if (glass_open(&gc, &calls, &why, &glass) != ERR_NONE)
        bad(problems, "glass", why.text,
            "install fonts-noto-cjk and the muster-assets package, or correct [data] assets");
    else
        good("glass", "fonts, words and icons found");
    glass_close(glass);
}

static void check_disk(const struct config *config, int *problems) {
    struct why why = {0};
    char path[320];
    snprintf(path, sizeof path, "%s/.check", config->data_directory);
    if (folder_make(config->data_directory, 0700, &why) != ERR_NONE ||
        file_write_atomic(path, "x", 1, 0600, &why) != ERR_NONE)
        bad(problems, "disk", why.text,
            "make the data directory writable for the kiosk's user, or free disk space");
    else
        good("disk", config->data_directory);
    unlink(path);
}

/* muster.conf was read before: the program ends where it is refused. */
static void check_config(const struct config *config, int *problems) {
    struct why why = {0};
    struct config local = *config;
    if (config_read_local(config->data_directory, &why, &local) == ERR_NONE)
        good("config", config->station_name);
    else
        bad(problems, "config", why.text, "correct or delete it: until then the kiosk ignores it");
}

static void check_setup(const struct config *config, int *problems) {
    struct why why = {0};
    bool done = false;
    enum err e = unattended_check(config, &why, &done);
    if (e == ERR_NONE)
        good("setup", done ? "the file has been used" : "the file will be used at the next start");
    else if (e != ERR_NOT_FOUND)
        bad(problems, "setup", why.text, "correct the file on the boot partition, and start again");
}

int command_check(const struct config *config, const struct options *options) {
    (void)options;
    int problems = 0;
    check_config(config, &problems);
    check_setup(config, &problems);
    check_disk(config, &problems);
    check_glass(config, &problems);
    check_store(config, &problems);
    check_reader(config, &problems);
    return problems ? EXIT_PROBLEM : EXIT_OK;
}
