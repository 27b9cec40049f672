/* pairing_file: one line and the station's answer. */
#include "wire/pairing_file.h"

#include <ctype.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum err pairing_write(const struct pairing *pairing, struct why *why, char **ret_text) {
    char *answer = NULL, *text = NULL;
    enum err e = wire_pair_answer_write(&pairing->answer, why, &answer);
    if (e != ERR_NONE) return e;
    int n = asprintf(&text, "%s\n%s\n", pairing->address, answer);
    crypto_wipe(answer, strlen(answer));
    free(answer);
    if (n < 0) return why_set(why, ERR_NO_MEMORY, "no memory for a pairing");
    *ret_text = text;
    return ERR_NONE;
}

enum err pairing_read(const char *text, size_t bytes, struct why *why,
                      struct pairing *ret_pairing) {
    struct pairing pairing = {0};
    char line[ADDRESS_SIZE + 1];
    const char *end = memchr(text, '\n', bytes);
    if (!end || (size_t)(end - text) >= ADDRESS_SIZE)
        return why_set(why, ERR_BAD_INPUT, "not a pairing: it begins with no address");
    memcpy(line, text, (size_t)(end - text));
    line[end - text] = 0;
    if (station_address(line, pairing.address) != ERR_NONE)
        return why_set(why, ERR_BAD_INPUT, "not a pairing: it begins with no address");
    size_t left = bytes - (size_t)(end + 1 - text);
    enum err e = wire_pair_answer_read(end + 1, left, why, &pairing.answer);
    if (e == ERR_NONE) *ret_pairing = pairing;
    crypto_wipe(&pairing, sizeof pairing);
    return e;
}

static bool host_is_sound(const char *host, size_t bytes, bool v6) {
    if (bytes == 0 || bytes > 80 || host[0] == '-' || host[0] == '.') return false;
    for (size_t i = 0; i < bytes; i++) {
        bool known = v6 ? isxdigit((unsigned char)host[i]) || host[i] == ':' || host[i] == '.'
                        : isalnum((unsigned char)host[i]) || host[i] == '.' || host[i] == '-';
        if (!known) return false;
    }
    return true;
}

enum err station_address(const char *typed, char ret_address[static ADDRESS_SIZE]) {
    while (*typed == ' ') typed++;
    size_t bytes = strlen(typed);
    while (bytes > 0 && typed[bytes - 1] == ' ') bytes--;
    bool v6 = typed[0] == '[';
    const char *host = typed + v6, *end = v6 ? memchr(typed, ']', bytes) : NULL;
    if (v6 && !end) return ERR_BAD_INPUT;
    size_t host_bytes = v6 ? (size_t)(end - host) : strcspn(typed, ":");
    if (host_bytes > bytes) host_bytes = bytes;
    if (!host_is_sound(host, host_bytes, v6)) return ERR_BAD_INPUT;
    const char *rest = host + host_bytes + v6;
    long port = STATION_PORT;
    if (rest < typed + bytes) {
        size_t digits = strspn(rest + 1, "0123456789");
        if (*rest != ':' || digits < 1 || digits > 5 || rest + 1 + digits != typed + bytes)
            return ERR_BAD_INPUT;
        port = strtol(rest + 1, NULL, 10);
    }
    if (port < 1 || port > 65535) return ERR_BAD_INPUT;
    snprintf(ret_address, ADDRESS_SIZE, v6 ? "[%.*s]:%ld" : "%.*s:%ld", (int)host_bytes, host,
             port);
    return ERR_NONE;
}

enum err pairing_save(const char *data_directory, const struct pairing *pairing, struct why *why) {
    char path[PATH_MAX], *text = NULL;
    snprintf(path, sizeof path, "%s/station", data_directory);
    enum err e = folder_make(path, 0700, why);
    if (e == ERR_NONE) e = pairing_write(pairing, why, &text);
    if (e != ERR_NONE) return e;
    snprintf(path, sizeof path, "%s/" PAIRING_FILE, data_directory);
    e = file_write_atomic(path, text, strlen(text), 0600, why);
    crypto_wipe(text, strlen(text));
    free(text);
    return e;
}

enum err pairing_remove(const char *data_directory, struct why *why) {
    char path[PATH_MAX];
    snprintf(path, sizeof path, "%s/" PAIRING_FILE, data_directory);
    if (unlink(path) == 0) return ERR_NONE;
    return why_set(why, err_from_errno(errno), "%s: %s", path, strerror(errno));
}

enum err pairing_load(const char *data_directory, struct why *why, struct pairing *ret_pairing) {
    char path[PATH_MAX], *text = NULL;
    size_t count = 0;
    struct stat st;
    snprintf(path, sizeof path, "%s/" PAIRING_FILE, data_directory);
    if (stat(path, &st) < 0) return why_set(why, ERR_NOT_FOUND, "not paired with a station");
    if ((st.st_mode & 077) != 0)
        return why_set(why, ERR_PERMISSION,
                       "%s can be read by others; chmod 600 it and ask who had it", path);
    enum err e = file_read(path, PAIRING_FILE_MAX, why, &text, &count);
    if (e != ERR_NONE) return e;
    e = pairing_read(text, count, why, ret_pairing);
    crypto_wipe(text, count);
    free(text);
    return e == ERR_NONE ? e : why_add(why, e, "%s", path);
}
