/* ledger: the claims that both engines must pass. $MUSTER_POSTGRES selects PostgreSQL, otherwise
 * SQLite is used. */
#include "ledger_rig.h"

int main(void) {
    if (crypto_init(&why) != ERR_NONE) return 1;
    return ledger_records_run() + ledger_feed_run() + ledger_staff_run() + ledger_parallel_run() +
           ledger_desk_run() + ledger_update_run();
}
