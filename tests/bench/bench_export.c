/* bench_export DATA_FOLDER STICK_FOLDER: the time to export all taps to a stick as .xlsx and .csv.
 */
#include "base/clock.h"
#include "desk/desk.h"
#include "desk/staff/staff.h"

#include <stdio.h>
#include <time.h>

int main(int argc, char **argv) {
    struct export_job *job = NULL;
    struct staff_export now = {.state = EXPORT_RUNNING};
    struct why why = {0};
    if (argc != 3) return 2;
    int64_t since = clock_ticks_ms();
    struct desk_config config = {.data_directory = argv[1]};
    if (export_job_start(&config, argv[2], "benchbenchbench0", &why, &job) != ERR_NONE) return 1;
    while (now.state == EXPORT_RUNNING) {
        nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
        export_job_read(job, &now);
    }
    printf("| staff: export of %d taps to .xlsx and .csv | %.2f s, %s |\n", now.rows,
           (double)(clock_ticks_ms() - since) / 1e3,
           now.state == EXPORT_DONE ? "whole" : err_name(now.code));
    export_job_close(job);
    return now.state == EXPORT_DONE ? 0 : 1;
}
