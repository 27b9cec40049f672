/* main: one binary, two programs. Executed with READER_CHILD it is the reader's process
 * (reader/reader.h), else it is the kiosk or one of its commands. */
#include "app/configure.h"
#include "app/signals.h"
#include "base/crypto.h"
#include "base/log.h"
#include "cli/command.h"
#include "reader/reader.h"

#include <string.h>

int main(int argc, char **argv) {
    if (argc > 1 && strcmp(argv[1], READER_CHILD) == 0) return reader_child_main(argc, argv);
    struct options options;
    struct config config;
    struct why why = {0};
    int code = EXIT_OK;
    if (!command_line_read(argc, argv, &options, &code)) return code;
    const struct command *command = command_find(&options);
    if (!command) return EXIT_USAGE;
    if (!configure(&options, &config)) return EXIT_CONFIG;
    if (crypto_init(&why) != ERR_NONE) {
        log_error("main", "%s", why.text);
        return EXIT_PROBLEM;
    }
    if (command->runs_until_stopped) signals_block();
    return command->run(&config, &options);
}
