/* announce: announces the station on the local network by mDNS (RFC 6762) through Avahi, so that
 * kiosks can find it. Without the Avahi daemon the log has a line and staff type the address. */
#include "service/station.h"

#include "base/log.h"

#include <avahi-client/client.h>
#include <avahi-client/publish.h>
#include <avahi-common/alternative.h>
#include <avahi-common/error.h>
#include <avahi-common/malloc.h>
#include <avahi-common/thread-watch.h>
#include <stdlib.h>

#define SERVICE "_muster._tcp"

struct announce {
    AvahiThreadedPoll *poll;
    AvahiClient *client;
    AvahiEntryGroup *group;
    char *name;
    uint16_t port;
};

static void publish(struct announce *a, AvahiClient *client);

static void on_group(AvahiEntryGroup *group, AvahiEntryGroupState state, void *to) {
    struct announce *a = to;
    a->group = group;
    if (state != AVAHI_ENTRY_GROUP_COLLISION) return;
    char *other = avahi_alternative_service_name(a->name); /* another station uses the name */
    avahi_free(a->name);
    a->name = other;
    publish(a, avahi_entry_group_get_client(group));
}

static void publish(struct announce *a, AvahiClient *client) {
    if (!a->group) a->group = avahi_entry_group_new(client, on_group, a);
    if (!a->group || !avahi_entry_group_is_empty(a->group)) return;
    int rc = avahi_entry_group_add_service(a->group, AVAHI_IF_UNSPEC, AVAHI_PROTO_UNSPEC, 0,
                                           a->name, SERVICE, NULL, NULL, a->port, NULL);
    if (rc >= 0) rc = avahi_entry_group_commit(a->group);
    if (rc < 0) log_warn("announce", "not announced on the network: %s", avahi_strerror(rc));
}

static void on_client(AvahiClient *client, AvahiClientState state, void *to) {
    struct announce *a = to;
    if (state == AVAHI_CLIENT_S_RUNNING) publish(a, client);
    if ((state == AVAHI_CLIENT_S_COLLISION || state == AVAHI_CLIENT_S_REGISTERING) && a->group)
        avahi_entry_group_reset(a->group);
}

struct announce *announce_open(const char *name, uint16_t port) {
    int error = 0;
    struct announce *a = calloc(1, sizeof *a);
    if (!a) return NULL;
    a->port = port;
    a->name = avahi_strndup(name, 63); /* RFC 6763: a label */
    a->poll = avahi_threaded_poll_new();
    if (a->poll)
        a->client = avahi_client_new(avahi_threaded_poll_get(a->poll), AVAHI_CLIENT_NO_FAIL,
                                     on_client, a, &error);
    if (a->client && avahi_threaded_poll_start(a->poll) >= 0) return a;
    log_info("announce", "cannot use Avahi (%s): the station's address must be typed at kiosks",
             avahi_strerror(error));
    announce_close(a);
    return NULL;
}

void announce_close(struct announce *a) {
    if (!a) return;
    if (a->poll) avahi_threaded_poll_stop(a->poll);
    if (a->client) avahi_client_free(a->client);
    if (a->poll) avahi_threaded_poll_free(a->poll);
    avahi_free(a->name);
    free(a);
}
