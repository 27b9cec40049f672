/* settings: what staff set takes precedence over the configuration. */
#include "desk/settings.h"
#include "base/log.h"

void settings_read(struct desk_context *context) {
    struct desk_config *c = &context->config;
    int32_t masked = c->names_masked;
    struct {
        enum staff_setting setting;
        int32_t *value;
    } held[] = {{SETTING_VOLUME, &c->volume},
                {SETTING_BRIGHTNESS, &c->brightness},
                {SETTING_OPENS_BEFORE, &c->rules.opens_before_min},
                {SETTING_CLOSES_AFTER, &c->rules.closes_after_min},
                {SETTING_LATE_AFTER, &c->rules.late_after_min},
                {SETTING_NAMES_MASKED, &masked}};
    struct why why = {0};
    for (size_t i = 0; i < ARRAY_LENGTH(held); i++) {
        int32_t before = *held[i].value;
        if (held[i].setting == SETTING_BRIGHTNESS && before < 0) continue; /* no backlight to set */
        if (store_setting(context->store, held[i].setting, &why, held[i].value) != ERR_NONE)
            log_warn("desk", "settings: %s", why.text);
        if (*held[i].value != before && c->board.apply)
            c->board.apply(c->to, held[i].setting, *held[i].value);
    }
    c->names_masked = masked;
    store_set_rules(context->store, &c->rules);
}
