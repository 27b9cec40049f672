/* claims: runs the named claim. */
#include "rig.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>

static struct claim *claims;

void claim_add(struct claim *claim) {
    claim->next = claims;
    claims = claim;
}

int main(int argc, char **argv) {
    struct why why;
    if (argc != 2 || crypto_init(&why) != ERR_NONE) return 2;
    signal(SIGPIPE, SIG_IGN);
    curl_global_init(CURL_GLOBAL_DEFAULT);
    for (struct claim *c = claims; c; c = c->next) {
        if (strcmp(c->name, argv[1]) != 0) continue;
        c->run();
        kill_children();
        rig_finish();
        return 0;
    }
    fprintf(stderr, "unknown claim %s\n", argv[1]);
    return 2;
}
