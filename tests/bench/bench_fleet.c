/* The station with many kiosks, over real TLS.
 *
 *   bench_fleet rate     KIOSKS kiosks (220), together RATE records per second (500), SECONDS (30)
 *   bench_fleet drain    one outbox of ROWS (100,000), compared with the same rows through libpq
 *   bench_fleet polls    POLLS idle long polls (1,000)
 *
 * With $MUSTER_POSTGRES (tests/station/with-postgres) into PostgreSQL, otherwise into SQLite. */
#include "rig.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *engine_word;

static int compare(const void *a, const void *b) {
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return x < y ? -1 : x > y;
}

/* --- rate --- */
struct sender {
    struct kiosk kiosk;
    int64_t *took_us;
    int count, room;
    double every_ms;
    int64_t until_ms;
};

static void *send_at_rate(void *arg) {
    struct sender *s = arg;
    double next = (double)now_ms() + crypto_random_below((uint32_t)s->every_ms + 1);
    while (now_ms() < s->until_ms && s->count < s->room) {
        int64_t wait = (int64_t)next - now_ms();
        if (wait > 0) sleep_ms((int)wait);
        next += s->every_ms;
        s->kiosk.worst_us = 0;
        if (kiosk_send(&s->kiosk, 1)) s->took_us[s->count++] = s->kiosk.worst_us;
    }
    return NULL;
}

static void rate(struct place *place, const struct instance *station) {
    int kiosks = rounds("KIOSKS", 220), per_second = rounds("RATE", 500),
        seconds = rounds("SECONDS", 30);
    struct sender *senders = calloc((size_t)kiosks, sizeof *senders);
    pthread_t *threads = calloc((size_t)kiosks, sizeof *threads);
    int room = per_second * seconds / kiosks * 2 + 64;
    int64_t all = 0;
    for (int i = 0; i < kiosks; i++) {
        char id[24];
        snprintf(id, sizeof id, "kiosk-%04d", i);
        kiosk_pair(&senders[i].kiosk, place, id);
        senders[i].kiosk.port = station->port;
        kiosk_send(&senders[i].kiosk, 1); /* connected, as in normal operation */
        senders[i].room = room;
        senders[i].took_us = calloc((size_t)room, sizeof(int64_t));
        senders[i].every_ms = 1000.0 * kiosks / per_second;
    }
    for (int i = 0; i < kiosks; i++) {
        senders[i].until_ms = now_ms() + seconds * 1000;
        pthread_create(&threads[i], NULL, send_at_rate, &senders[i]);
    }
    for (int i = 0; i < kiosks; i++) pthread_join(threads[i], NULL);
    for (int i = 0; i < kiosks; i++) all += senders[i].count;
    int64_t *took = calloc((size_t)all, sizeof *took), n = 0;
    for (int i = 0; i < kiosks; i++) {
        memcpy(took + n, senders[i].took_us, (size_t)senders[i].count * sizeof *took);
        n += senders[i].count;
        kiosk_is_whole(&senders[i].kiosk, place);
    }
    qsort(took, (size_t)n, sizeof *took, compare);
    printf("| %d kiosks, %d records/s for %d s into %s: receipt | median %.1f ms, p99 %.1f ms, "
           "most %.1f ms;"
           " %lld of %lld receipted, each stored once |\n",
           kiosks, per_second, seconds, engine_word, (double)took[n / 2] / 1e3,
           (double)took[n * 99 / 100] / 1e3, (double)took[n - 1] / 1e3, (long long)n,
           (long long)all);
}

/* --- drain --- */
static double plain_insert(struct place *place, int rows) {
    struct db *db = ledger_db(place->ledger);
    struct why why = {0};
    char raw[400];
    if (db_script(db, &why,
                  "CREATE TABLE plain (kiosk TEXT, seq BIGINT, raw TEXT,"
                  " PRIMARY KEY (kiosk, seq))") != ERR_NONE)
        FAIL("%s", why.text);
    memset(raw, 'x', sizeof raw - 1);
    raw[sizeof raw - 1] = 0;
    int64_t begun = now_ms();
    for (int i = 0; i < rows; i++) {
        if (i % 256 == 0 && db_begin(db, &why) != ERR_NONE) FAIL("%s", why.text);
        if (db_queue(db, &why,
                     "INSERT INTO plain (kiosk, seq, raw) VALUES ($1, $2, $3) ON CONFLICT DO"
                     " NOTHING",
                     "tit", "kiosk-1", (int64_t)i, raw) != ERR_NONE)
            FAIL("%s", why.text);
        if ((i % 256 == 255 || i == rows - 1) &&
            (db_flush(db, &why) != ERR_NONE || db_commit(db, &why) != ERR_NONE))
            FAIL("%s", why.text);
    }
    return rows * 1000.0 / (double)(now_ms() - begun);
}

static void drain(struct place *place, const struct instance *station) {
    struct kiosk kiosk;
    int rows = rounds("ROWS", 100000);
    kiosk_pair(&kiosk, place, "kiosk-1");
    kiosk.port = station->port;
    kiosk.made = rows;
    int64_t begun = now_ms();
    kiosk_drain(&kiosk, 600000);
    double per_second = rows * 1000.0 / (double)(now_ms() - begun);
    kiosk_is_whole(&kiosk, place);
    printf(
        "| an outbox of %d rows into %s, 256 at a time, with what follows from each | %.0f rows/s;"
        " the rows alone in the same run, without wire or station: %.0f rows/s |\n",
        rows, engine_word, per_second, plain_insert(place, rows));
}

/* --- polls --- */
static long kilobytes(pid_t pid) {
    char path[64], line[128];
    long kb = 0;
    snprintf(path, sizeof path, "/proc/%d/smaps_rollup", (int)pid);
    FILE *f = fopen(path, "r");
    while (f && fgets(line, sizeof line, f))
        if (strncmp(line, "Pss:", 4) == 0) kb = atol(line + 4);
    if (f) fclose(f);
    return kb;
}

static CURL *poll_of(const struct place *place, const struct kiosk *kiosk, int port,
                     struct curl_slist *headers, struct curl_slist *route) {
    char ca[160];
    CURL *c = curl_easy_init();
    (void)port;
    (void)kiosk;
    snprintf(ca, sizeof ca, "%s/ca.pem", place->dir);
    curl_easy_setopt(c, CURLOPT_URL, "https://muster-station/v1/changes?after=1000000&wait=30");
    curl_easy_setopt(c, CURLOPT_CONNECT_TO, route);
    curl_easy_setopt(c, CURLOPT_CAINFO, ca);
    curl_easy_setopt(c, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(c, CURLOPT_FRESH_CONNECT, 1L);
    return c;
}

static void polls(struct place *place, const struct instance *station) {
    int count = rounds("POLLS", 1000), running = 0;
    struct kiosk kiosk;
    char bearer[160], to[64];
    kiosk_pair(&kiosk, place, "kiosk-1");
    kiosk.port = station->port;
    kiosk_send(&kiosk, 1);
    snprintf(bearer, sizeof bearer, "Authorization: Bearer %s", kiosk.token);
    snprintf(to, sizeof to, "::127.0.0.1:%d", station->port);
    struct curl_slist *headers = curl_slist_append(NULL, bearer),
                      *route = curl_slist_append(NULL, to);
    CURLM *multi = curl_multi_init();
    long before = kilobytes(station->pid);
    for (int i = 0; i < count; i++) {
        curl_multi_add_handle(multi, poll_of(place, &kiosk, station->port, headers, route));
        if (i % 50 == 49)
            for (int64_t end = now_ms() + 200; now_ms() < end;) {
                curl_multi_perform(multi, &running);
                curl_multi_poll(multi, NULL, 0, 20, NULL);
            }
    }
    for (int64_t end = now_ms() + 3000; now_ms() < end;) {
        curl_multi_perform(multi, &running);
        curl_multi_poll(multi, NULL, 0, 50, NULL);
    }
    printf("| %d idle long polls | %.1f MB at the station (%.1f before them); %d were waiting |\n",
           count, (double)kilobytes(station->pid) / 1000, (double)before / 1000, running);
}

int main(int argc, char **argv) {
    struct why why;
    struct instance station;
    const char *url = getenv("MUSTER_POSTGRES"), *what = argc > 1 ? argv[1] : "";
    if (crypto_init(&why) != ERR_NONE) return 1;
    signal(SIGPIPE, SIG_IGN);
    curl_global_init(CURL_GLOBAL_DEFAULT);
    engine_word = url ? "PostgreSQL" : "SQLite";
    struct place *place = place_new(url);
    serve(&station, place);
    if (strcmp(what, "rate") == 0)
        rate(place, &station);
    else if (strcmp(what, "drain") == 0)
        drain(place, &station);
    else if (strcmp(what, "polls") == 0)
        polls(place, &station);
    else
        return fprintf(stderr, "bench_fleet rate|drain|polls\n"), 2;
    stop(&station, SIGTERM);
    return 0;
}
