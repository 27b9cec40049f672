/* rig: stations as processes, kiosks as outboxes in memory. */
#include "rig.h"
#include "scratch/scratch.h"

#include "base/bytes.h"
#include "wire/records.h"

#include <errno.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define ANSWERS_MS 20000

static pid_t children[64];
static int child_count;
static struct place *places[16];
static CURL *handles[512];
static int place_count, handle_count;

static struct place *new_place(void) {
    struct place *p = calloc(1, sizeof *p);
    if (!p || place_count == 16) FAIL("too many stations");
    return places[place_count++] = p;
}

void rig_finish(void) {
    for (int i = 0; i < handle_count; i++) curl_easy_cleanup(handles[i]);
    for (int i = 0; i < place_count; i++) {
        place_close(places[i]);
        free(places[i]);
    }
    curl_global_cleanup();
}

void kill_children(void) {
    for (int i = 0; i < child_count; i++)
        if (children[i] > 0) kill(children[i], SIGKILL);
}

void claim_fail(const char *file, int line, const char *fmt, ...) {
    va_list args;
    fprintf(stderr, "%s:%d: ", file, line);
    va_start(args, fmt);
    vfprintf(stderr, fmt, args);
    va_end(args);
    fprintf(stderr, "\n");
    kill_children();
    exit(1);
}

void claim_skip(const char *why) {
    fprintf(stderr, "skipped: %s\n", why);
    kill_children();
    exit(77);
}

int rounds(const char *name, int otherwise) {
    const char *text = getenv(name);
    return text ? atoi(text) : otherwise;
}

int64_t now_ms(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * INT64_C(1000) + t.tv_nsec / 1000000;
}

static int64_t now_us(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * INT64_C(1000000) + t.tv_nsec / 1000;
}

void sleep_ms(int ms) {
    nanosleep(&(struct timespec){ms / 1000, ms % 1000 * 1000000L}, NULL);
}

int shell(const char *fmt, ...) {
    char line[2048];
    va_list args;
    va_start(args, fmt);
    vsnprintf(line, sizeof line, fmt, args);
    va_end(args);
    int rc = system(line);
    return WIFEXITED(rc) ? WEXITSTATUS(rc) : -1;
}

/* --- places --- */
void place_open(struct place *place) {
    struct why why = {0};
    if (place->ledger) return;
    if (ledger_open(place->url, &why, &place->ledger) != ERR_NONE) FAIL("%s", why.text);
}

void place_close(struct place *place) {
    ledger_close(place->ledger);
    place->ledger = NULL;
}

struct place *place_at(const char *dir, const char *db) {
    struct place *p = new_place();
    TEXT_COPY(p->dir, dir);
    if (shell("echo demo-demo-demo | %s init --dir %s --name 示例站 --listen 127.0.0.1 --port 0"
              " --password-stdin %s '%s' >/dev/null",
              STATION_PATH, p->dir, db ? "--db" : "--admin", db ? db : "admin") != 0)
        FAIL("muster-station init failed");
    place_config(p, "connections_per_address", "0");
    if (db)
        TEXT_COPY(p->url, db);
    else
        snprintf(p->url, sizeof p->url, "%s/ledger.db", p->dir);
    place_open(p);
    return p;
}

struct place *place_new(const char *db) {
    char dir[64];
    SCRATCH_TEMPLATE(dir, "place");
    if (!mkdtemp(dir)) FAIL("cannot create a folder");
    return place_at(dir, db);
}

struct place *place_copy(const struct place *other) {
    struct place *p = new_place();
    *p = *other;
    p->ledger = NULL;
    SCRATCH_TEMPLATE(p->dir, "place");
    if (!mkdtemp(p->dir) || shell("cp -a %s/. %s/", other->dir, p->dir) != 0)
        FAIL("cannot copy the folder");
    place_open(p);
    return p;
}

void place_config(struct place *place, const char *key, const char *value) {
    if (shell("sed -i 's|^%s = .*|%s = %s|' %s/station.conf", key, key, value, place->dir) != 0)
        FAIL("cannot change the config");
}

int64_t place_one(struct place *place, const char *sql) {
    int64_t value = 0;
    struct why why = {0};
    if (db_one(ledger_db(place->ledger), &why, &value, sql, "") != ERR_NONE) FAIL("%s", why.text);
    return value;
}

/* --- instances --- */
void serve_at(struct instance *in, struct place *place, int port) {
    char log[160], text[16], line[512] = "";
    snprintf(log, sizeof log, "%s/serve.log", place->dir);
    snprintf(text, sizeof text, "%d", port);
    unlink(log);
    *in = (struct instance){.place = place, .pid = fork()};
    if (in->pid == 0) {
        if (!freopen(log, "w", stdout) || !freopen(log, "a", stderr)) _exit(126);
        execl(STATION_PATH, STATION_PATH, "serve", "--dir", place->dir, "--port", text,
              (char *)NULL);
        _exit(127);
    }
    if (child_count < 64) children[child_count++] = in->pid;
    for (int64_t end = now_ms() + ANSWERS_MS; now_ms() < end; sleep_ms(20)) {
        FILE *f = fopen(log, "r");
        while (f && fgets(line, sizeof line, f)) {
            const char *at = strstr(line, "https://127.0.0.1:");
            if (at) in->port = atoi(at + 18);
        }
        if (f) fclose(f);
        if (in->port) return;
        if (waitpid(in->pid, NULL, WNOHANG) == in->pid) break;
    }
    shell("cat %s >&2", log);
    FAIL("the station did not start");
}

void serve(struct instance *in, struct place *place) {
    serve_at(in, place, 0);
}

void stop(struct instance *in, int signal) {
    if (in->pid <= 0) return;
    kill(in->pid, signal);
    waitpid(in->pid, NULL, 0);
    for (int i = 0; i < child_count; i++)
        if (children[i] == in->pid) children[i] = 0;
    in->pid = 0;
}

/* --- kiosks --- */
void kiosk_pair(struct kiosk *k, struct place *place, const char *id) {
    struct ledger_kiosk known;
    struct why why = {0};
    char code[9];
    int64_t now = clock_now().utc_ms;
    *k = (struct kiosk){.place = place, .curl = curl_easy_init()};
    if (handle_count == 512) FAIL("too many kiosks");
    handles[handle_count++] = k->curl;
    TEXT_COPY(k->id, id);
    if (ledger_pair_code(place->ledger, id, false, "test", now, &why, code) != ERR_NONE ||
        ledger_pair(place->ledger, code, id, "0", now, &why, &known, k->token) != ERR_NONE)
        FAIL("%s", why.text);
}

static size_t take(char *bytes, size_t one, size_t count, void *to) {
    struct reply *r = to;
    (void)one;
    char *grown = realloc(r->body, r->count + count + 1);
    if (!grown) return 0;
    r->body = grown;
    memcpy(r->body + r->count, bytes, count);
    r->count += count;
    r->body[r->count] = 0;
    return count;
}

static struct reply call(CURL *c, struct place *place, int port, const char *method,
                         const char *path, const char *token, const char *header, const char *body,
                         size_t count) {
    char url[512], to[64], ca[160], bearer[160];
    struct reply r = {0};
    struct curl_slist *headers = NULL, *route = NULL;
    snprintf(url, sizeof url, "https://muster-station%s", path);
    snprintf(to, sizeof to, "::127.0.0.1:%d", port);
    snprintf(ca, sizeof ca, "%s/ca.pem", place->dir);
    snprintf(bearer, sizeof bearer, "Authorization: Bearer %s", token ? token : "");
    if (token) headers = curl_slist_append(headers, bearer);
    if (header) headers = curl_slist_append(headers, header);
    headers = curl_slist_append(headers, "Expect:");
    route = curl_slist_append(route, to);
    curl_easy_reset(c);
    curl_easy_setopt(c, CURLOPT_URL, url);
    curl_easy_setopt(c, CURLOPT_PATH_AS_IS, 1L);
    curl_easy_setopt(c, CURLOPT_CONNECT_TO, route);
    curl_easy_setopt(c, CURLOPT_CAINFO, ca);
    curl_easy_setopt(c, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(c, CURLOPT_TIMEOUT_MS, 30000L);
    curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, take);
    curl_easy_setopt(c, CURLOPT_WRITEDATA, &r);
    if (body) {
        curl_easy_setopt(c, CURLOPT_POSTFIELDS, body);
        curl_easy_setopt(c, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)count);
    }
    if (strcmp(method, "HEAD") == 0) curl_easy_setopt(c, CURLOPT_NOBODY, 1L);
    curl_easy_setopt(c, CURLOPT_CUSTOMREQUEST, method);
    if (curl_easy_perform(c) == CURLE_OK) {
        const char *type = NULL;
        curl_easy_getinfo(c, CURLINFO_RESPONSE_CODE, &r.status);
        curl_easy_getinfo(c, CURLINFO_CONTENT_TYPE, &type);
        snprintf(r.type, sizeof r.type, "%s", type ? type : "");
    }
    curl_slist_free_all(headers);
    curl_slist_free_all(route);
    if (!r.body) r.body = strdup("");
    return r;
}

struct reply ask(struct place *place, int port, const char *method, const char *path,
                 const char *token, const char *header, const char *body, size_t count) {
    CURL *c = curl_easy_init();
    struct reply r = call(c, place, port, method, path, token, header, body, count);
    curl_easy_cleanup(c);
    return r;
}

void reply_free(struct reply *reply) {
    free(reply->body);
    reply->body = NULL;
}

static void fill(struct record_up *r, int64_t seq) {
    *r = (struct record_up){.seq = seq,
                            .at_ms = clock_now().utc_ms,
                            .boot = "boot",
                            .mono_ms = seq,
                            .synced = true,
                            .recurrence_ms = 1,
                            .kind = "checkin",
                            .outcome = "welcome"};
    snprintf(r->uid, sizeof r->uid, "day-%lld@rig", (long long)(seq / 1000));
    snprintf(r->member_no, sizeof r->member_no, "M%lld", (long long)(seq % 1000));
}

bool kiosk_send(struct kiosk *k, int count) {
    static _Thread_local struct record_up records[WIRE_RECORDS_MAX];
    size_t taken = 0, n = 0;
    char *text = NULL;
    int64_t receipt = 0;
    k->made += count;
    for (int64_t seq = k->receipted + 1; seq <= k->made && n < WIRE_RECORDS_MAX; seq++)
        fill(&records[n++], seq);
    if (n == 0) return true;
    if (wire_records_write(records, n, NULL, &text, &taken) != ERR_NONE)
        FAIL("cannot write a batch");
    int64_t begun = now_us();
    struct reply r =
        call(k->curl, k->place, k->port, "POST", "/v1/records", k->token, NULL, text, strlen(text));
    int64_t took = now_us() - begun;
    bool good = r.status == 200 && wire_receipt_read(r.body, r.count, NULL, &receipt) == ERR_NONE &&
                receipt == records[taken - 1].seq;
    if (good) __atomic_store_n(&k->receipted, receipt, __ATOMIC_RELEASE);
    if (good && took > k->worst_us) k->worst_us = took;
    k->bad += !good;
    reply_free(&r);
    free(text);
    return good;
}

void kiosk_drain(struct kiosk *k, int most_ms) {
    for (int64_t end = now_ms() + most_ms; k->receipted < k->made;) {
        if (!kiosk_send(k, 0)) sleep_ms(50);
        if (now_ms() > end)
            FAIL("%s: only %lld of %lld have a receipt", k->id, (long long)k->receipted,
                 (long long)k->made);
    }
}

static void *run_kiosk(void *arg) {
    struct kiosk *k = arg;
    while (!__atomic_load_n(k->stop, __ATOMIC_ACQUIRE))
        if (!kiosk_send(k, k->made - k->receipted < WIRE_RECORDS_MAX ? k->batch : 0)) sleep_ms(20);
    return NULL;
}

void kiosk_run(struct kiosk *k, bool *stop_flag, int batch) {
    k->stop = stop_flag;
    k->batch = batch;
    if (pthread_create(&k->thread, NULL, run_kiosk, k) != 0) FAIL("cannot start a thread");
}

void kiosk_is_whole(const struct kiosk *k, struct place *place) {
    struct why why = {0};
    int64_t rows = 0, different = 0;
    struct db *db = ledger_db(place->ledger);
    if (db_one(db, &why, &rows, "SELECT count(*) FROM record WHERE kiosk=$1 AND seq<=$2", "ti",
               k->id, k->receipted) != ERR_NONE ||
        db_one(db, &why, &different,
               "SELECT count(DISTINCT seq) FROM record WHERE kiosk=$1 AND seq<=$2", "ti", k->id,
               k->receipted) != ERR_NONE)
        FAIL("%s", why.text);
    if (rows != k->receipted || different != k->receipted)
        FAIL("%s: %lld with a receipt, %lld stored, %lld different", k->id, (long long)k->receipted,
             (long long)rows, (long long)different);
}
