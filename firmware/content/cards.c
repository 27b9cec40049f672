/* cards: cards.csv to keyed hashes.
 * 1. A UID is held here only: in the row, and in one struct tag that is wiped before the next row.
 * 2. No refusal repeats it. */
#include "content/seen.h"
#include "content/sheet.h"
#include "model/tag.h"

#include <string.h>

enum { NUMBER, TECH, UID, COLUMNS };

static const struct sheet_column columns[COLUMNS] = {
    [NUMBER] = {"member_no", "编号", true},
    [TECH] = {"tech", "制式", true},
    [UID] = {"uid", "卡号", true},
};

static enum err tag_of(const struct sheet_row *row, struct why *why, struct tag *tag) {
    char hex[2 * TAG_UID_MAX + 1] = "";
    size_t n = 0, count = 0;
    enum err e = ERR_NONE;
    const char *tech = row->values[TECH];
    if (strlen(tech) != 1 || !strchr("ABab", tech[0]))
        return why_set(why, ERR_BAD_INPUT, "制式只能是 A 或 B (tech must be A or B)");
    tag->tech = tech[0] == 'A' || tech[0] == 'a' ? TAG_A : TAG_B;
    for (const char *p = row->values[UID]; *p && e == ERR_NONE; p++) {
        if (*p == ':' || *p == ' ' || *p == '-') continue;
        if (n + 1 >= sizeof hex)
            e = ERR_BAD_INPUT;
        else
            hex[n++] = *p;
    }
    hex[n] = 0;
    if (e == ERR_NONE) e = bytes_from_hex(hex, tag->uid, sizeof tag->uid, &count);
    tag->uid_length = (uint8_t)count;
    crypto_wipe(hex, sizeof hex);
    if (e != ERR_NONE || !tag_is_sound(tag))
        return why_set(
            why, ERR_BAD_INPUT,
            tag->tech == TAG_A
                ? "A 卡卡号应是 4、7 或 10 字节的十六进制 (uid must be 4, 7 or 10 bytes in hex)"
                : "B 卡卡号应是 4 字节的十六进制 (uid must be 4 bytes in hex)");
    if (tag_is_random(tag))
        return why_set(why, ERR_BAD_INPUT,
                       "08 开头的卡号是手机的随机号，不能登记 (a random UID of a phone, which "
                       "changes at each tap)");
    return ERR_NONE;
}

static enum err take_row(void *to, const struct sheet_row *row, struct why *why) {
    struct seen *identities = to;
    struct change change;
    change_begin(&change, CHANGE_CARD);
    struct tag tag = {0};
    if (has_private_number(row->values[NUMBER]))
        return why_set(why, ERR_BAD_INPUT,
                       "编号像身份证号，请勿录入 (member_no looks like an "
                       "identity-card number; it must not be kept)");
    if (!TEXT_COPY(change.u.card.member_no, row->values[NUMBER]))
        return why_set(why, ERR_BAD_INPUT, "编号太长 (member_no is too long)");
    enum err e = tag_of(row, why, &tag);
    if (e == ERR_NONE) change.u.card.identity = tag_identity(&tag, row->source->ctx->card_key);
    crypto_wipe(&tag, sizeof tag);
    if (e != ERR_NONE) return e;
    int first = seen_add(identities, &change.u.card.identity, sizeof(struct hash), row->line);
    if (first < 0) return why_set(why, ERR_NO_MEMORY, "out of memory");
    if (first > 0)
        return why_set(why, ERR_BAD_INPUT,
                       "卡号重复，第 %d 行已有 (duplicate card, first on line %d)", first, first);
    return yield_change(row->source, &change, why);
}

enum err cards_import(struct source *source, struct why *why) {
    struct seen identities = {0};
    if (!source->ctx->card_key)
        return why_set(why, ERR_UNSUPPORTED, "%s: cards need the station's key", source->name);
    enum err e = sheet_read(source, columns, COLUMNS, take_row, &identities, why);
    seen_finish(&identities);
    return e;
}
