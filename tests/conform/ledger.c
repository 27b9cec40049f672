/* ledger: one list that both engines must pass. $MUSTER_LEDGER, or $MUSTER_POSTGRES, says which. */
#include "ledger_rig.h"

int main(void) {
    if (crypto_init(&why) != ERR_NONE) return 1;
    return ledger_records_run() + ledger_feed_run() + ledger_staff_run() + ledger_parallel_run() +
           ledger_desk_run() + ledger_update_run();
}
