/* settings: settings of all kiosks, and the station's own deadline for requests. */
#include "console/console_private.h"

#include <stdio.h>
#include <stdlib.h>

/* from, to: range of a number; own: a setting of the station, otherwise a fact for the kiosks. */
static const struct setting {
    const char *key;
    int from, to;
    bool own;
} settings[] = {
    {"rules.opens_before_min", 0, 1440, false},
    {"rules.closes_after_min", 0, 1440, false},
    {"rules.late_after_min", 0, 1440, false},
    {"rules.names_masked", 0, 1, false},
    {"sound.volume", 0, 100, false},
    {"display.brightness", 0, 100, false},
    {"requests.due_days", 0, 365, true},
    {"glass.keep_days", 1, 90, true},
};

static bool take_value(void *to, const struct db_row *row) {
    json_t *fact = json_loads(db_text(row, 0), 0, NULL);
    const char *key = json_string_value(json_object_get(fact, "key"));
    if (key) json_object_set(to, key, json_object_get(fact, "value"));
    json_decref(fact);
    return true;
}

struct own {
    const char *key, *value;
};

static enum err set_own(struct console_call *call, void *arg, struct why *why) {
    const struct own *own = arg;
    enum err e = ledger_meta_set(call->ledger, own->key, own->value, why);
    return e == ERR_NONE ? console_audit(call, "setting", own->key, why) : e;
}

/* The defaults. */
static void add_own(struct console_call *call, json_t *values, const char *key, int64_t usual) {
    char text[16] = "", number[24];
    struct why why;
    snprintf(number, sizeof number, "%lld", (long long)usual);
    bool set = ledger_meta_get(call->ledger, key, &why, text, sizeof text) == ERR_NONE && text[0];
    json_object_set_new(values, key, json_string(set ? text : number));
}

enum err settings_get(struct console_call *call, struct why *why) {
    const struct station *s = call->station;
    json_t *values = json_object();
    enum err e = db_query(call->db, why, take_value, values,
                          "SELECT body FROM fact WHERE kind='setting'", "");
    add_own(call, values, "requests.due_days", DUE_DAYS);
    add_own(call, values, "glass.keep_days", SCREENSHOT_KEEP_DAYS);
    call->reply = json_pack("{so s{ss ss ss ss ss}}", "values", values, "station", "name",
                            s->config.name, "version", MUSTER_VERSION, "ledger",
                            db_is_postgres(call->db) ? "PostgreSQL" : "SQLite", "tier",
                            s->config.id, "fingerprint", s->keys.fingerprint);
    return e;
}

static enum err set_fact(struct console_call *call, const char *key, const char *value,
                         struct why *why) {
    struct change *change = NULL;
    json_t *object = value[0]
                         ? json_pack("{ss ss ss}", "kind", "setting", "key", key, "value", value)
                         : json_pack("{ss ss ss}", "kind", "remove", "of", "setting", "key", key);
    enum err e = console_change(call, object, why, &change);
    json_decref(object);
    if (e == ERR_NONE) e = console_apply(call, change, "setting", why);
    free(change);
    return e;
}

enum err setting_save(struct console_call *call, struct why *why) {
    char value[8];
    const char *key = console_text(call, "key");
    enum err e = CONSOLE_FIELD(call, why, "value", false, value);
    if (e != ERR_NONE) return e;
    for (size_t i = 0; i < ARRAY_LENGTH(settings); i++) {
        if (strcmp(settings[i].key, key) != 0) continue;
        int n = atoi(value);
        bool number = strspn(value, "0123456789") == strlen(value);
        if (!number || n < settings[i].from || n > settings[i].to || (settings[i].own && !value[0]))
            return console_refuse(call, why, 400, "bad_field", settings[i].key);
        return settings[i].own ? console_transact(call, set_own, &(struct own){key, value}, why)
                               : set_fact(call, key, value, why);
    }
    return console_refuse(call, why, 400, "bad_input", "key");
}
