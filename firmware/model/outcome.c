/* outcome: the stable words that exports, the ledger and the trace use. */
#include "model/outcome.h"

#define WORD(kind, word, record, chime, screen) [OUTCOME_##kind] = word,
#define RECORD(kind, word, record, chime, screen) [OUTCOME_##kind] = record,
#define REASON(kind, word) [REFUSAL_##kind] = word,

const char *outcome_word(enum outcome_kind kind) {
    static const char *const words[OUTCOME_KINDS] = {OUTCOMES(WORD)};
    return (unsigned)kind < OUTCOME_KINDS ? words[kind] : "none";
}

const char *outcome_record(enum outcome_kind kind) {
    static const char *const records[OUTCOME_KINDS] = {OUTCOMES(RECORD)};
    return (unsigned)kind < OUTCOME_KINDS ? records[kind] : "refused_tap";
}

const char *refusal_word(enum refusal reason) {
    static const char *const words[REFUSAL_KINDS] = {REFUSALS(REASON)};
    return (unsigned)reason < REFUSAL_KINDS ? words[reason] : "";
}
