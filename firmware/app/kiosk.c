/* kiosk: opens the rooms, runs the user interface, closes them, and starts again where staff asked
 * for it.
 *
 * A signal always ends the program. One that arrives while a restart is under way is either seen
 * here before execv, or stays pending and is delivered to the program that execv starts. */
#include "app/kiosk.h"

#include "app/app_private.h"
#include "app/configure.h"
#include "app/signals.h"
#include "base/log.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

/* On the signals' thread. */
static void stop(void *to) {
    struct rooms *rooms = to;
    __atomic_store_n(&rooms->ended, true, __ATOMIC_RELEASE);
    __atomic_store_n(&rooms->stop, true, __ATOMIC_RELEASE);
    if (rooms->glass) glass_wake(rooms->glass);
}

static bool restarts(const struct rooms *rooms) {
    return __atomic_load_n(&rooms->restart, __ATOMIC_ACQUIRE) &&
           !__atomic_load_n(&rooms->ended, __ATOMIC_ACQUIRE);
}

/* For the service manager a restart by staff is no stop: the service goes on in the same process.
 */
static void notify_stopping(struct rooms *rooms) {
    platform_watchdog_release(rooms->watchdog);
    if (!restarts(rooms)) platform_notify_stopping();
}

static int execute_again(const struct options *options) {
    log_info("app", "restarting, as staff asked");
    execv("/proc/self/exe", options->argv);
    log_error("app", "cannot restart: %s", strerror(errno));
    return EXIT_PROBLEM;
}

int kiosk_run(const struct config *config, const struct options *options) {
    struct rooms rooms;
    struct why why = {0};
    struct signals *signals = NULL;
    rooms_init(&rooms, config);
    rooms.config_path = configure_path(options);
    int code = rooms_open(&rooms, options, &why);
    if (code == EXIT_OK && signals_open(stop, &rooms, &why, &signals) != ERR_NONE)
        code = EXIT_PROBLEM;
    if (code == EXIT_OK)
        glass_run(rooms.glass, &rooms.stop);
    else
        log_error("app", "%s", why.text);
    notify_stopping(&rooms);
    signals_close(signals); /* before the glass that stop() wakes; later signals stay pending */
    rooms_close(&rooms);
    return restarts(&rooms) ? execute_again(options) : code;
}
