/* find: stations that announce themselves on the local network, by mDNS (RFC 6762) through Avahi.
 * Without the Avahi daemon none is found, and the address has to be typed. */
#include "forward/pair.h"

#include "base/clock.h"

#include <avahi-client/client.h>
#include <avahi-client/lookup.h>
#include <avahi-common/address.h>
#include <avahi-common/error.h>
#include <avahi-common/simple-watch.h>
#include <stdio.h>
#include <string.h>

#define SERVICE "_muster._tcp"
#define LOOK_MS 1500

struct search {
    struct link_pair *pair;
    AvahiClient *client;
};

static void found(AvahiServiceResolver *resolver, AvahiIfIndex interface, AvahiProtocol protocol,
                  AvahiResolverEvent event, const char *name, const char *type, const char *domain,
                  const char *host, const AvahiAddress *address, uint16_t port,
                  AvahiStringList *txt, AvahiLookupResultFlags flags, void *to) {
    struct search *search = to;
    struct link_pair *pair = search->pair;
    char text[AVAHI_ADDRESS_STR_MAX], whole[ADDRESS_SIZE];
    (void)interface, (void)protocol, (void)type, (void)domain, (void)host, (void)txt, (void)flags;
    if (event == AVAHI_RESOLVER_FOUND && pair->found_count < STATIONS_FOUND) {
        avahi_address_snprint(text, sizeof text, address);
        snprintf(whole, sizeof whole, "%s:%u", text, port);
        bool known = station_address(whole, whole) != ERR_NONE;
        for (int i = 0; i < pair->found_count; i++)
            known |= strcmp(pair->found[i].address, whole) == 0;
        if (!known) {
            TEXT_COPY(pair->found[pair->found_count].name, name);
            TEXT_COPY(pair->found[pair->found_count++].address, whole);
        }
    }
    avahi_service_resolver_free(resolver);
}

static void browsed(AvahiServiceBrowser *browser, AvahiIfIndex interface, AvahiProtocol protocol,
                    AvahiBrowserEvent event, const char *name, const char *type, const char *domain,
                    AvahiLookupResultFlags flags, void *to) {
    struct search *search = to;
    (void)browser, (void)flags;
    if (event == AVAHI_BROWSER_NEW)
        avahi_service_resolver_new(search->client, interface, protocol, name, type, domain,
                                   AVAHI_PROTO_INET, 0, found, search);
}

static void client_changed(AvahiClient *client, AvahiClientState state, void *to) {
    (void)client, (void)state, (void)to;
}

void find_stations(struct link_pair *pair, const bool *stop) {
    int error = 0;
    pair->found_count = 0;
    AvahiSimplePoll *poll = avahi_simple_poll_new();
    if (!poll) return;
    struct search search = {.pair = pair};
    search.client =
        avahi_client_new(avahi_simple_poll_get(poll), 0, client_changed, &search, &error);
    AvahiServiceBrowser *browser =
        search.client ? avahi_service_browser_new(search.client, AVAHI_IF_UNSPEC, AVAHI_PROTO_INET,
                                                  SERVICE, NULL, 0, browsed, &search)
                      : NULL;
    int64_t end = clock_ticks_ms() + LOOK_MS;
    while (browser && clock_ticks_ms() < end && !__atomic_load_n(stop, __ATOMIC_ACQUIRE))
        if (avahi_simple_poll_iterate(poll, 100) != 0) break;
    if (search.client) avahi_client_free(search.client); /* and its browser and resolvers */
    avahi_simple_poll_free(poll);
}
