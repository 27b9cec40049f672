#pragma once
/* Requests of members and visitors: filed, followed, rated. The desk's thread only. */
#include "desk/sync/sync.h"
#include "desk/visitor.h"

struct requests {
    struct desk_context *context;
    struct visitor *visitor;
    bool has_voice_note; /* the request that is being filed */
    struct hash voice_note;
};

/* Each in one transaction; the answer is valid once ERR_NONE is returned. */
enum err requests_file(struct requests *r, const struct intent *intent, struct answer *answer,
                       struct why *why);
enum err requests_track(struct requests *r, const struct intent *intent, struct answer *answer,
                        struct why *why);
enum err requests_rate(struct requests *r, const struct intent *intent, struct answer *answer,
                       struct why *why);
/* Inside a transaction: a request without text, to join a team. */
enum err requests_join_team(struct desk_context *context, int64_t member_id, const char *category,
                            const char *team, const struct moment *at, struct why *why,
                            struct answer_ticket *ret_ticket);
/* Seals what an older program stored unsealed. */
enum err requests_seal_old(struct desk_context *context, struct why *why);
