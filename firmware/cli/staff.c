/* staff: adds a member of staff, resets a PIN, lists all. The PIN is typed without echo, or read
 * from a pipe. */
#include "app/configure.h"
#include "base/bytes.h"
#include "base/log.h"
#include "cli/command.h"
#include "store/store.h"

#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

static enum err read_pin(const char *prompt, struct why *why, char ret_pin[static PIN_SIZE]) {
    struct termios shown, hidden;
    char line[64] = "";
    bool terminal = tcgetattr(STDIN_FILENO, &shown) == 0;
    if (terminal) {
        fprintf(stderr, "%s", prompt);
        hidden = shown;
        hidden.c_lflag &= ~(tcflag_t)ECHO;
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden);
    }
    char *got = fgets(line, sizeof line, stdin);
    if (terminal) {
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &shown);
        fputc('\n', stderr);
    }
    line[strcspn(line, "\r\n")] = 0;
    bool sound = got && staff_pin_is_sound(line);
    if (sound) memcpy(ret_pin, line, PIN_SIZE);
    crypto_wipe(line, sizeof line);
    return sound ? ERR_NONE
                 : why_set(why, ERR_BAD_INPUT,
                           "a PIN is six digits, neither all the same nor a run like 123456");
}

static enum err set_pin(struct store *store, const struct staff_row *row, const char *what,
                        struct why *why) {
    char pin[PIN_SIZE] = "", hash[PIN_HASH_BYTES];
    enum err e = read_pin("PIN (6): ", why, pin);
    if (e == ERR_NONE) e = crypto_pin_hash(pin, why, hash);
    crypto_wipe(pin, sizeof pin);
    if (e == ERR_NONE) e = store_staff_set_pin(store, row->id, hash, why);
    return e == ERR_NONE ? store_audit(store, clock_now().utc_ms, "console", what, row->key, why)
                         : e;
}

/* staff add NAME NUMBER: the card that was shown as unknown with that number becomes theirs. */
static enum err add(struct store *store, const char *name, const char *number, struct why *why) {
    struct staff_row row;
    struct hash card;
    enum err e = store_unknown_card(store, number, why, &card);
    if (e == ERR_NONE) e = store_staff_add(store, name, name, why);
    if (e == ERR_NONE) e = store_staff_named(store, name, why, &row);
    if (e == ERR_NONE) e = store_staff_set_card(store, row.id, &card, why);
    return e == ERR_NONE ? set_pin(store, &row, "staff_added", why) : e;
}

static enum err reset(struct store *store, const char *name, struct why *why) {
    struct staff_row row;
    enum err e = store_staff_named(store, name, why, &row);
    return e == ERR_NONE ? set_pin(store, &row, "pin_reset", why) : e;
}

static void list_row(void *to, const struct staff_row *row) {
    (void)to;
    printf("%s  %s%s\n", row->key, row->name, row->guard.left_ms > 0 ? "  (locked)" : "");
}

static enum err change(struct store *store, int count, char **arguments, struct why *why) {
    enum err e = store_begin(store, why);
    if (e != ERR_NONE) return e;
    e = count == 3 ? add(store, arguments[1], arguments[2], why) : reset(store, arguments[1], why);
    if (e == ERR_NONE) return store_commit(store, why);
    store_rollback(store);
    return e;
}

static enum err open_store(const struct config *config, struct why *why, struct store **ret) {
    struct activity_rules rules = configure_rules(config);
    struct store_report report;
    return store_open(config->data_directory, &rules, why, &report, ret);
}

int command_staff(const struct config *config, const struct options *options) {
    char **arguments = options->arguments + 1;
    int count = options->argument_count - 1;
    bool listing = count == 1 && strcmp(arguments[0], "list") == 0;
    bool known = listing || (count == 3 && strcmp(arguments[0], "add") == 0) ||
                 (count == 2 && strcmp(arguments[0], "reset") == 0);
    struct why why = {0};
    struct store *store = NULL;
    if (!known) {
        fprintf(stderr,
                "muster-kiosk staff add NAME NUMBER | reset NAME | list\n"
                "  NUMBER is the number that the kiosk shows when an unknown card is tapped\n");
        return EXIT_USAGE;
    }
    enum err e = open_store(config, &why, &store);
    if (e != ERR_NONE) {
        log_error("staff", "%s: %s", err_name(e), why.text);
        return EXIT_STORE;
    }
    e = listing ? store_staff_each(store, list_row, NULL, &why)
                : change(store, count, arguments, &why);
    store_close(store);
    if (e == ERR_NONE) return EXIT_OK;
    log_error("staff", "%s: %s", err_name(e), why.text);
    return EXIT_PROBLEM;
}
