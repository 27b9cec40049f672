/* verify: checks the audit log's hash chain. */
#include "app/configure.h"
#include "base/log.h"
#include "cli/command.h"
#include "store/store.h"

#include <stdio.h>

int command_verify(const struct config *config, const struct options *options) {
    (void)options;
    struct activity_rules rules = configure_rules(config);
    struct why why = {0};
    struct store *store = NULL;
    int64_t broken = 0;
    enum err e = store_open_to_read(config->data_directory, &rules, &why, &store);
    if (e != ERR_NONE) {
        log_error("verify", "%s: %s", err_name(e), why.text);
        return EXIT_STORE;
    }
    e = store_audit_check(store, &why, &broken);
    store_close(store);
    if (e != ERR_NONE) {
        log_error("verify", "%s: %s", err_name(e), why.text);
        return EXIT_STORE;
    }
    if (broken) {
        printf("审计记录在第 %lld 行断开 (the audit log is broken at row %lld)\n",
               (long long)broken, (long long)broken);
        return EXIT_PROBLEM;
    }
    printf("审计记录完整 (the audit log is intact)\n");
    return EXIT_OK;
}
