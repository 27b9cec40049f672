/* intent: which answer belongs to which intent. */
#include "model/intent.h"

enum answer_kind intent_answer(enum intent_kind kind) {
#define ANSWERED(kind, name, answer) [INTENT_##kind] = ANSWER_##answer,
#define OTHER(kind, answer) [INTENT_##kind] = ANSWER_##answer,
    static const enum answer_kind answers[INTENT_KINDS] = {INTENTS_ANSWERED(ANSWERED)
                                                               INTENTS_OTHER(OTHER)};
#undef ANSWERED
#undef OTHER
    return (unsigned)kind < INTENT_KINDS ? answers[kind] : ANSWER_KINDS;
}
