/* request: parses and checks the only untrusted input of this program.
 * 1. No argument begins with '-', so a tool cannot mistake one for an option.
 * 2. No control character is accepted, so an argument cannot end a line of a tool's input. */
#include "request.h"

#include "base/bytes.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define DIGITS "0123456789"
#define LOWER "abcdefghijklmnopqrstuvwxyz"
#define UPPER "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define ZONES "/usr/share/zoneinfo/"

static bool is_plain(const char *line, size_t bytes) {
    for (size_t i = 0; i < bytes; i++)
        if (((unsigned char)line[i] < ' ' && line[i] != '\t') || line[i] == 0x7f) return false;
    return utf8_valid(line, bytes);
}

bool request_parse(char *line, size_t bytes, struct request *ret_request) {
    struct request request = {.verb = line, .argument = {"", ""}};
    if (bytes == 0 || bytes >= REQUEST_SIZE || line[0] == '\t' || !is_plain(line, bytes))
        return false;
    line[bytes] = 0;
    for (char *tab = strchr(line, '\t'); tab; tab = strchr(tab + 1, '\t')) {
        if (request.count == REQUEST_ARGUMENTS) return false;
        *tab = 0;
        request.argument[request.count++] = tab + 1;
    }
    *ret_request = request;
    return true;
}

static bool consists_of(const char *text, size_t least, size_t most, const char *of) {
    size_t n = strlen(text);
    return n >= least && n <= most && strspn(text, of) == n;
}

bool argument_is_time(const char *text) {
    if (!consists_of(text, 10, 10, DIGITS)) return false;
    long long seconds = atoll(text);
    return seconds >= 1577836800 && seconds < 4102444800;
}

bool argument_is_zone(const char *text) {
    char path[sizeof ZONES + 64];
    struct stat st;
    if (!consists_of(text, 1, 47, UPPER LOWER DIGITS "_+-/") || text[0] == '/' || text[0] == '-')
        return false;
    snprintf(path, sizeof path, "%s%s", ZONES, text);
    return stat(path, &st) == 0 && S_ISREG(st.st_mode);
}

bool argument_is_ssid(const char *text) {
    size_t n = strlen(text);
    return n >= 1 && n <= 32 && text[0] != '-';
}

bool argument_is_passphrase(const char *text) {
    size_t n = strlen(text);
    if (n == 0) return true;
    if (n == 64) return consists_of(text, 64, 64, DIGITS "abcdefABCDEF");
    for (size_t i = 0; i < n; i++)
        if (text[i] < ' ' || text[i] > '~') return false;
    return n >= 8 && n <= 63;
}

bool argument_is_partition(const char *text) {
    return consists_of(text, 3, 15, LOWER DIGITS) && text[0] >= 'a';
}

bool argument_is_bundle(const char *text, const char *folder) {
    static const char ending[] = ".raucb";
    char real[PATH_MAX];
    struct stat st;
    size_t n = strlen(text), within = strlen(folder);
    if (strncmp(text, folder, within) != 0 || text[within] != '/' || n < sizeof ending ||
        strcmp(text + n - (sizeof ending - 1), ending) != 0)
        return false;
    return realpath(text, real) && strcmp(real, text) == 0 && stat(real, &st) == 0 &&
           S_ISREG(st.st_mode);
}
