/* Any bytes as a config file and as a setup file: accepted or rejected with a reason, never a
 * crash. */
#include "base/config.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    char *text = malloc(size + 1);
    if (!text) return 0;
    if (size) memcpy(text, data, size);
    text[size] = 0;
    struct config config;
    struct why why = {0};
    config_defaults(&config);
    enum err e = config_parse(text, "fuzz", &why, &config);
    if (e != ERR_NONE && !why.text[0]) abort(); /* rejected without a reason */
    struct setup setup = {0};
    char local[256];
    why.text[0] = 0;
    config_defaults(&setup.config);
    e = setup_parse(text, "fuzz", &why, &setup, local, sizeof local);
    if (e != ERR_NONE && !why.text[0]) abort();
    if (e == ERR_NONE && config_parse(local, "local", &why, &config) != ERR_NONE)
        abort(); /* what goes into local.conf must be readable there */
    free(text);
    return 0;
}
