/* commands: the table of them. */
#include "app/headless.h"
#include "app/kiosk.h"
#include "base/bytes.h"
#include "cli/command.h"

#include <string.h>

static int run_headless(const struct config *config, const struct options *options) {
    (void)options;
    return headless_run(config);
}

static const struct command commands[] = {
    {"", "", "run the kiosk", kiosk_run, true},
    {"import", "FILE|FOLDER...",
     "import a roster, cards, activities, stories, guides, or a signed pack", command_import,
     false},
    {"export", "taps|requests|members [--format csv|json]", "write a table to standard output",
     command_export, false},
    {"export", "voice-note NAME", "write a voice note (Opus); \"export requests\" gives its name",
     command_export, false},
    {"staff", "add NAME NUMBER | reset NAME | list",
     "manage who may sign in on the kiosk: add the card that was shown with NUMBER, reset a PIN, "
     "list all",
     command_staff, false},
    {"pair", "--station HOST[:PORT] --code CODE [--fingerprint HEX] [--drop-cards]",
     "pair this kiosk with a station; the code is shown in the station's console", command_pair,
     false},
    {"unpair", "", "end the pairing", command_unpair, false},
    {"forward", "", "upload records without user interface and reader", run_headless, true},
    {"verify", "", "verify the audit log's hash chain", command_verify, false},
};

static const struct command check = {.name = "--check", .run = command_check};

const struct command *command_find(const struct options *options) {
    const char *name = options->argument_count > 0 ? options->arguments[0] : "";
    if (options->check) return &check;
    for (size_t i = 0; i < ARRAY_LENGTH(commands); i++)
        if (strcmp(commands[i].name, name) == 0) return &commands[i];
    fprintf(stderr, "muster-kiosk: there is no command \"%s\"; see --help\n", name);
    return NULL;
}

void commands_help(FILE *to) {
    for (size_t i = 0; i < ARRAY_LENGTH(commands); i++) {
        const struct command *c = &commands[i];
        fprintf(to, "  muster-kiosk [options]%s%s%s%s\n      %s\n", c->name[0] ? " " : "", c->name,
                c->arguments[0] ? " " : "", c->arguments, c->help);
    }
}
