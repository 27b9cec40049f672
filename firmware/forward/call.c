/* call: one HTTP call, by libcurl.
 * 1. Only https, only TLS 1.2 and later, only the station's own authority, and its fixed name.
 * 2. No redirect is followed and no proxy is used, whatever the environment says.
 * 3. No answer is larger than its limit, and a stalled transfer times out. */
#include "forward/call.h"
#include "base/bytes.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#define CONNECT_MS 10000L
#define DRIP_BYTES 64L /* per second: a transfer slower than that for quiet_s times out */
#define NAME "muster-station"
/* OpenSSL's results for a certificate (x509_vfy.h: X509_V_ERR_CERT_NOT_YET_VALID, _HAS_EXPIRED). */
#define CERT_NOT_YET_VALID 9
#define CERT_HAS_EXPIRED 10

static size_t take_body(char *bytes, size_t one, size_t count, void *to) {
    struct call *call = to;
    (void)one;
    if (call->count + count > call->question.limit) {
        call->oversized = true;
        return 0;
    }
    if (call->question.into >= 0 && call->status / 100 == 2) {
        ssize_t n = write(call->question.into, bytes, count);
        call->file_failed = n < 0 || (size_t)n != count;
        call->count += count;
        return call->file_failed ? 0 : count;
    }
    if (call->count + count + 1 > call->room) {
        size_t room = (call->count + count + 1) * 2;
        char *grown = realloc(call->bytes, room);
        if (!grown) return 0;
        call->bytes = grown;
        call->room = room;
    }
    memcpy(call->bytes + call->count, bytes, count);
    call->count += count;
    call->bytes[call->count] = 0;
    return count;
}

static bool header_is(const char *line, size_t count, const char *name, char *ret, size_t bytes) {
    size_t n = strlen(name);
    if (count < n || strncasecmp(line, name, n) != 0) return false;
    line += n;
    count -= n;
    while (count > 0 && (*line == ' ' || *line == '\t')) line++, count--;
    while (count > 0 && (line[count - 1] == '\r' || line[count - 1] == '\n')) count--;
    snprintf(ret, bytes, "%.*s", (int)count, line);
    return true;
}

/* The status line comes first. If the station sends the complete file although a part was asked
 * for, the earlier part is discarded. */
static size_t take_header(char *line, size_t one, size_t count, void *to) {
    struct call *call = to;
    char value[64];
    (void)one;
    if (count > 9 && strncmp(line, "HTTP/", 5) == 0) {
        const char *space = memchr(line, ' ', count);
        call->status = space ? strtol(space + 1, NULL, 10) : 0;
        call->type[0] = 0;
        call->upload_offset = -1;
        if (call->status == 200 && call->question.into >= 0)
            call->file_failed = ftruncate(call->question.into, call->question.into_at) < 0;
    }
    header_is(line, count, "Content-Type:", call->type, sizeof call->type);
    if (header_is(line, count, "Upload-Offset:", value, sizeof value))
        call->upload_offset = strtoll(value, NULL, 10);
    return count;
}

static int look_for_stop(void *to, curl_off_t a, curl_off_t b, curl_off_t c, curl_off_t d) {
    struct call *call = to;
    (void)a, (void)b, (void)c, (void)d;
    return __atomic_load_n(call->stop, __ATOMIC_ACQUIRE);
}

static bool set_always(struct call *call) {
    CURL *e = call->easy;
    CURLcode bad = CURLE_OK;
#define SET(option, value) bad = bad ? bad : curl_easy_setopt(e, option, value)
    SET(CURLOPT_NOSIGNAL, 1L);
    SET(CURLOPT_PROTOCOLS_STR, "https");
    SET(CURLOPT_FOLLOWLOCATION, 0L);
    SET(CURLOPT_PROXY, "");
    SET(CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
    SET(CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
    SET(CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
    SET(CURLOPT_CAINFO, NULL);
    SET(CURLOPT_CAPATH, NULL);
    SET(CURLOPT_SSL_VERIFYPEER, 1L);
    SET(CURLOPT_SSL_VERIFYHOST, 2L);
    SET(CURLOPT_CONNECTTIMEOUT_MS, CONNECT_MS);
    SET(CURLOPT_LOW_SPEED_LIMIT, DRIP_BYTES);
    SET(CURLOPT_WRITEFUNCTION, take_body);
    SET(CURLOPT_WRITEDATA, call);
    SET(CURLOPT_HEADERFUNCTION, take_header);
    SET(CURLOPT_HEADERDATA, call);
    SET(CURLOPT_XFERINFOFUNCTION, look_for_stop);
    SET(CURLOPT_XFERINFODATA, call);
    SET(CURLOPT_NOPROGRESS, 0L);
    SET(CURLOPT_QUICK_EXIT, 1L);
    SET(CURLOPT_PRIVATE, call);
    SET(CURLOPT_ERRORBUFFER, call->said);
    return bad == CURLE_OK;
}

bool call_init(struct call *call, bool *stop) {
    *call = (struct call){.stop = stop, .easy = curl_easy_init(), .upload_offset = -1};
    return call->easy && set_always(call);
}

static void forget_lists(struct call *call) {
    curl_slist_free_all(call->headers);
    curl_slist_free_all(call->route);
    call->headers = call->route = NULL;
}

void call_finish(struct call *call) {
    if (call->easy) curl_easy_cleanup(call->easy);
    forget_lists(call);
    free(call->bytes);
    *call = (struct call){0};
}

static bool add(struct curl_slist **list, const char *text) {
    struct curl_slist *longer = curl_slist_append(*list, text);
    if (longer) *list = longer;
    return longer != NULL;
}

static bool set_headers(struct call *call, const struct target *target) {
    const struct question *q = &call->question;
    char line[TOKEN_HEADER_SIZE];
    bool ok = add(&call->headers, "Expect:") && add(&call->headers, "Accept: application/json");
    snprintf(line, sizeof line, "Authorization: Bearer %s", target->token);
    if (ok && target->token[0]) ok = add(&call->headers, line);
    if (ok && q->method == METHOD_POST) ok = add(&call->headers, "Content-Type: application/json");
    if (ok && q->method == METHOD_PUT)
        ok = add(&call->headers, "Content-Type: application/octet-stream");
    snprintf(line, sizeof line, "Content-Range: %s", q->content_range);
    if (ok && q->content_range[0]) ok = add(&call->headers, line);
    return ok;
}

static CURLcode set_method(struct call *call) {
    const struct question *q = &call->question;
    CURL *e = call->easy;
    CURLcode bad = CURLE_OK;
    char range[48];
    SET(CURLOPT_HTTPGET, 1L);
    SET(CURLOPT_CUSTOMREQUEST, NULL);
    SET(CURLOPT_NOBODY, q->method == METHOD_HEAD ? 1L : 0L);
    if (q->method == METHOD_POST || q->method == METHOD_PUT) {
        SET(CURLOPT_POST, 1L);
        SET(CURLOPT_POSTFIELDS, q->body);
        SET(CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)q->body_bytes);
        if (q->method == METHOD_PUT) SET(CURLOPT_CUSTOMREQUEST, "PUT");
    }
    snprintf(range, sizeof range, "%lld-", (long long)q->from);
    SET(CURLOPT_RANGE, q->from > 0 ? range : NULL);
    return bad;
}

bool call_begin(struct call *call, const struct target *target, const struct question *question) {
    CURL *e = call->easy;
    CURLcode bad = CURLE_OK;
    char url[256], route[ADDRESS_SIZE + 32];
    const char *port = strrchr(target->address, ':');
    forget_lists(call);
    call->question = *question;
    call->count = 0;
    call->status = 0;
    call->oversized = call->file_failed = false;
    call->said[0] = 0;
    if (call->bytes) call->bytes[0] = 0;
    snprintf(url, sizeof url, "https://" NAME "%s%s", port, question->path);
    snprintf(route, sizeof route, NAME "%s:%s", port, target->address);
    if (!add(&call->route, route) || !set_headers(call, target)) return false;
    bad = set_method(call);
    struct curl_blob ca = {(void *)(uintptr_t)target->ca, target->ca ? strlen(target->ca) : 0,
                           CURL_BLOB_COPY};
    SET(CURLOPT_URL, url);
    SET(CURLOPT_CONNECT_TO, call->route);
    SET(CURLOPT_HTTPHEADER, call->headers);
    SET(CURLOPT_LOW_SPEED_TIME, (long)question->quiet_s);
    SET(CURLOPT_FRESH_CONNECT, call->fresh ? 1L : 0L);
    if (target->ca) SET(CURLOPT_CAINFO_BLOB, &ca);
    call->fresh = false;
    return bad == CURLE_OK;
}
#undef SET

bool call_is_json(const struct call *call) {
    size_t n = strlen("application/json");
    return strncasecmp(call->type, "application/json", n) == 0 &&
           (call->type[n] == 0 || call->type[n] == ';' || call->type[n] == ' ');
}

static enum link_trouble judge_certificate(struct call *call) {
    long result = 0;
    curl_easy_getinfo(call->easy, CURLINFO_SSL_VERIFYRESULT, &result);
    if (result == CERT_NOT_YET_VALID) return LINK_CERTIFICATE_EARLY;
    return result == CERT_HAS_EXPIRED ? LINK_CERTIFICATE_LATE : LINK_CERTIFICATE;
}

/* The station closed the connection; or it speaks no TLS; or OpenSSL failed on its certificate
 * before it could verify it (a signature by another key of the same name). */
static enum link_trouble judge_handshake(const struct call *call, long error) {
    if (error == ECONNRESET || error == EPIPE || strstr(call->said, "SSL_ERROR_SYSCALL"))
        return LINK_DOWN;
    bool protocol = strstr(call->said, "SSL routines") || !strstr(call->said, "routines");
    return protocol ? LINK_NOT_OURS : LINK_CERTIFICATE;
}

static enum link_trouble judge_transfer(struct call *call, CURLcode code) {
    long error = 0;
    curl_easy_getinfo(call->easy, CURLINFO_OS_ERRNO, &error);
    switch ((int)code) {
    case CURLE_COULDNT_RESOLVE_HOST:
        return LINK_DNS;
    case CURLE_COULDNT_CONNECT:
        return LINK_DOWN;
    case CURLE_OPERATION_TIMEDOUT:
        return LINK_TIMEOUT;
    case CURLE_PEER_FAILED_VERIFICATION:
        return judge_certificate(call);
    case CURLE_SSL_CONNECT_ERROR:
        return judge_handshake(call, error);
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_WEIRD_SERVER_REPLY:
    case CURLE_TOO_MANY_REDIRECTS:
        return LINK_NOT_OURS;
    case CURLE_WRITE_ERROR:
        return call->oversized ? LINK_OVERSIZED : LINK_STORE;
    case CURLE_FILESIZE_EXCEEDED:
        return LINK_OVERSIZED;
    case CURLE_OUT_OF_MEMORY:
        return LINK_STORE;
    case CURLE_PARTIAL_FILE:
    case CURLE_GOT_NOTHING:
    case CURLE_RECV_ERROR:
    case CURLE_SEND_ERROR:
        return LINK_TRUNCATED;
    default:
        return call->oversized ? LINK_OVERSIZED : LINK_BAD_REPLY;
    }
}

static enum link_trouble judge_status(struct call *call) {
    enum method method = call->question.method;
    bool bare = method == METHOD_HEAD || method == METHOD_PUT || call->question.into >= 0;
    bool ours = call_is_json(call) || (bare && strncasecmp(call->type, "text/", 5) != 0);
    if (call->status >= 500) return LINK_STATION_TROUBLE;
    if (call->status / 100 == 3 || !ours) return LINK_NOT_OURS;
    switch (call->status) {
    case 200:
    case 201:
    case 202:
    case 206:
    case 403:
    case 404:
    case 409:
    case 416:
    case 422:
        return LINK_OK;
    case 401:
        return call->bytes && strstr(call->bytes, "\"revoked\"") ? LINK_REVOKED
                                                                 : LINK_UNKNOWN_TOKEN;
    case 413:
    case 429:
        return LINK_STATION_TROUBLE;
    case 400:
        return LINK_REFUSED;
    default:
        return LINK_NOT_OURS;
    }
}

enum link_trouble call_judge(struct call *call, CURLcode code) {
    call->under_way = false;
    if (call->file_failed) return LINK_STORE;
    return code == CURLE_OK ? judge_status(call) : judge_transfer(call, code);
}
