/* update: stores a RAUC bundle for all kiosks of one machine type, cut into blobs. Kiosks fetch it
 * when they are idle, and staff install it. The kiosk's machine verifies the signature, not the
 * station. */
#include "cli/command.h"

#include "base/bytes.h"
#include "base/clock.h"
#include "wire/update_manifest.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#define PART_BYTES (8 * 1024 * 1024)
#define ENDING ".raucb"

struct cutting {
    struct ledger *ledger;
    struct update_manifest *manifest;
    char hash[BLOB_SIZE]; /* hash of the manifest, once it is stored */
};

static enum err measure(const char *path, FILE *file, struct update_manifest *m, struct why *why) {
    struct stat st;
    size_t n = strlen(path);
    if (n < sizeof ENDING || strcmp(path + n - (sizeof ENDING - 1), ENDING) != 0)
        return why_set(why, ERR_BAD_INPUT, "%s: the name does not end with " ENDING "", path);
    if (fstat(fileno(file), &st) < 0)
        return why_set(why, err_from_errno(errno), "%s: %s", path, strerror(errno));
    if (!S_ISREG(st.st_mode) || st.st_size == 0 || st.st_size > UPDATE_BYTES_MAX)
        return why_set(why, ERR_BAD_INPUT, "%s: not a file, or empty, or larger than 1 GiB", path);
    m->bytes = st.st_size;
    if ((m->bytes + m->part_bytes - 1) / m->part_bytes > UPDATE_PARTS_MAX)
        return why_set(why, ERR_BAD_INPUT, "more than %d parts; use larger parts",
                       UPDATE_PARTS_MAX);
    return ERR_NONE;
}

static enum err store_parts(struct cutting *c, FILE *file, struct why *why) {
    struct update_manifest *m = c->manifest;
    struct hash_state all;
    enum err e = ERR_NONE;
    char *part = malloc((size_t)m->part_bytes);
    if (!part) return why_set(why, ERR_NO_MEMORY, "no memory for a part");
    crypto_hash_begin(&all);
    for (int64_t left = m->bytes; e == ERR_NONE && left > 0;) {
        size_t want = (size_t)(left < m->part_bytes ? left : m->part_bytes);
        if (fread(part, 1, want, file) != want) {
            e = why_set(why, ERR_IO, "cannot read the file, or it changed meanwhile");
            break;
        }
        crypto_hash_add(&all, part, want);
        left -= (int64_t)want;
        e = ledger_blob_put(c->ledger, part, want, clock_now().utc_ms, why,
                            m->parts[m->part_count]);
        m->part_count += e == ERR_NONE;
    }
    m->hash = crypto_hash_end(&all);
    free(part);
    return e;
}

static enum err store_manifest(struct cutting *c, struct why *why) {
    char *text = NULL;
    enum err e = update_manifest_write(c->manifest, why, &text);
    if (e == ERR_NONE)
        e = ledger_blob_put(c->ledger, text, strlen(text), clock_now().utc_ms, why, c->hash);
    free(text);
    return e;
}

static enum err offer(struct ledger *ledger, const char *machine, const char *version,
                      const char *hash, struct why *why) {
    struct ledger_update update = {.machine = machine,
                                   .version = version,
                                   .manifest = hash,
                                   .who = "command",
                                   .now_ms = clock_now().utc_ms};
    return ledger_update_offer(ledger, &update, why);
}

static enum err take(struct ledger *ledger, const char *path, struct update_manifest *m,
                     struct why *why) {
    struct cutting c = {.ledger = ledger, .manifest = m};
    FILE *file = fopen(path, "rb");
    if (!file) return why_set(why, err_from_errno(errno), "%s: %s", path, strerror(errno));
    enum err e = measure(path, file, m, why);
    if (e == ERR_NONE) e = store_parts(&c, file, why);
    fclose(file);
    if (e == ERR_NONE) e = store_manifest(&c, why);
    if (e == ERR_NONE) e = offer(ledger, m->compatible, m->version, c.hash, why);
    if (e == ERR_NONE) {
        printf("%s %s: %lld bytes in %d parts; kiosks of this type fetch it when they are idle\n",
               m->compatible, m->version, (long long)m->bytes, m->part_count);
    } else if (m->part_count > 0) {
        struct why left = {0};
        if (ledger_update_forget(ledger, m, &left) != ERR_NONE)
            fprintf(stderr, "muster-station: cannot delete its parts yet: %s\n", left.text);
    }
    return e;
}

/* Returns false after it has reported invalid arguments. */
static bool read_words(const char *machine, const char *version, const char *part_bytes,
                       struct update_manifest *m) {
    char *end = NULL;
    m->part_bytes = part_bytes ? strtoll(part_bytes, &end, 10) : PART_BYTES;
    bool fit = TEXT_COPY(m->compatible, machine) && TEXT_COPY(m->version, version);
    if (!fit || !update_word_is_sound(machine) || !update_word_is_sound(version))
        fprintf(stderr,
                "muster-station: --machine (at most %zu characters) and --version"
                " may contain only A-Z a-z 0-9 . _ + ~ : -\n",
                MACHINE_SIZE - 1);
    else if ((end && *end) || m->part_bytes < UPDATE_PART_LEAST || m->part_bytes > UPDATE_PART_MOST)
        fprintf(stderr, "muster-station: --part-bytes must be %d to %d\n", UPDATE_PART_LEAST,
                UPDATE_PART_MOST);
    else
        return true;
    return false;
}

static int usage(void) {
    fprintf(stderr, "muster-station update --machine COMPATIBLE --version V [--part-bytes N] "
                    "FILE" ENDING "\nmuster-station update --machine COMPATIBLE --drop\n");
    return 2;
}

int command_update(int argc, char **argv) {
    struct station_config config;
    struct ledger *ledger = NULL;
    struct why why = {0};
    int exit = command_begin(&argc, argv, &config);
    if (exit != 0) return exit;
    const char *machine = command_option(&argc, argv, "--machine"),
               *version = command_option(&argc, argv, "--version"),
               *part_bytes = command_option(&argc, argv, "--part-bytes");
    bool drop = command_flag(&argc, argv, "--drop");
    if (!machine || argc != (drop ? 1 : 2) || !version != drop) return usage();
    struct update_manifest *m = calloc(1, sizeof *m);
    if (!m || !read_words(machine, drop ? "none" : version, part_bytes, m)) {
        free(m);
        return 2;
    }
    enum err e = command_ledger(&config, &why, &ledger);
    if (e == ERR_NONE)
        e = drop ? offer(ledger, machine, "", "", &why) : take(ledger, argv[1], m, &why);
    ledger_close(ledger);
    free(m);
    return e == ERR_NONE ? 0 : command_failed(e, &why);
}
