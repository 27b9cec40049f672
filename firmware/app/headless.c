/* headless: the desk and the forward, until a signal comes. */
#include "app/headless.h"

#include "app/app_private.h"
#include "app/signals.h"
#include "base/log.h"

#include <semaphore.h>

static void stop(void *to) {
    sem_post(to);
}

static void wait_for_signal(sem_t *ended) {
    while (sem_wait(ended) != 0) {
    } /* EINTR */
}

static enum err open_all(struct rooms *rooms, sem_t *ended, struct why *why,
                         struct signals **ret_signals) {
    enum err e = rooms_open_desk(rooms, why);
    if (e == ERR_NONE) e = rooms_open_forward(rooms, why);
    if (e == ERR_NONE) e = signals_open(stop, ended, why, ret_signals);
    return e;
}

int headless_run(const struct config *config) {
    struct rooms rooms;
    struct why why = {0};
    struct signals *signals = NULL;
    sem_t ended;
    sem_init(&ended, 0, 0);
    rooms_init(&rooms, config);
    int code = rooms_claim(&rooms, &why) == ERR_NONE ? EXIT_OK : EXIT_STORE;
    if (code == EXIT_OK && open_all(&rooms, &ended, &why, &signals) != ERR_NONE)
        code = EXIT_PROBLEM;
    if (code == EXIT_OK) {
        platform_notify_ready();
        wait_for_signal(&ended);
        platform_notify_stopping();
    } else {
        log_error("app", "%s", why.text);
    }
    signals_close(signals);
    rooms_close(&rooms);
    sem_destroy(&ended);
    return code;
}
