/* export: every tap onto a stick, as .xlsx and .csv, on a separate thread and connection.
 *
 *   count -> rows into NAME.xlsx.part and NAME.csv.part -> fsync -> rename -> syncfs -> done
 * 1. A file under its final name is complete. After a failure the .part files are removed if the
 *    stick still allows it.
 * 2. The desk and the screen never wait for it: they read its progress. */
#include "base/log.h"
#include "content/table.h"
#include "content/xlsx.h"
#include "desk/core/job.h"
#include "desk/staff/staff.h"
#include "desk/staff/tap_row.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define PATH_SIZE 400
#define LOOK_EVERY 256 /* rows between two checks for stop, and between two reports of progress */

struct export_job {
    char data_directory[256], stick[256];
    enum err (*open_stick)(void *to, const char *folder, bool writable, struct why *why);
    void *to;
    bool stick_opened;
    struct job job;
    struct staff_export progress; /* by the job's mutex */

    char part[2][PATH_SIZE], whole[2][PATH_SIZE]; /* .xlsx, .csv */
    struct xlsx *xlsx;
    FILE *csv;
    struct table table;
    int32_t rows;
    struct why why;
    enum err e;
};

static bool report(struct export_job *job, enum staff_export_state state, enum err code) {
    job_lock(&job->job);
    job->progress.state = state;
    job->progress.code = code;
    job->progress.rows = job->rows;
    job_unlock(&job->job);
    return job_goes_on(&job->job);
}

static void put(void *to, const struct export_tap *tap) {
    struct export_job *job = to;
    struct tap_row row;
    if (job->e != ERR_NONE) return;
    tap_row_fill_spoken(&row, tap);
    job->e = xlsx_row(job->xlsx, row.values, &job->why);
    if (job->e == ERR_NONE) job->e = table_row(&job->table, row.values, &job->why);
    if (job->e == ERR_NONE && ++job->rows % LOOK_EVERY == 0) {
        if (ferror(job->csv)) job->e = why_set(&job->why, ERR_IO, "the stick cannot be written");
        if (!report(job, EXPORT_RUNNING, ERR_NONE))
            job->e = why_set(&job->why, ERR_TIMEOUT, "stopped");
    }
}

static enum err begin(struct export_job *job) {
    job->csv = fopen(job->part[1], "wxe");
    if (!job->csv)
        return why_set(&job->why, err_from_errno(errno), "%s: %s", job->part[1], strerror(errno));
    table_begin(&job->table, job->csv, TABLE_CSV, tap_row_titles, TAP_COLUMNS);
    return xlsx_open(job->part[0], "签到记录", tap_row_titles, tap_row_widths, TAP_COLUMNS,
                     &job->why, &job->xlsx);
}

/* A read-only stick is remounted writable while the export runs. */
static enum err begin_on_stick(struct export_job *job) {
    enum err e = begin(job);
    if ((e != ERR_READ_ONLY && e != ERR_PERMISSION) || !job->open_stick) return e;
    e = job->open_stick(job->to, job->stick, true, &job->why);
    job->stick_opened = e == ERR_NONE;
    return e == ERR_NONE ? begin(job) : e;
}

static void shut_stick(struct export_job *job) {
    struct why why = {0};
    if (job->stick_opened && job->open_stick(job->to, job->stick, false, &why) != ERR_NONE)
        log_warn("desk", "export: the stick stays writable: %s", why.text);
}

static enum err flush(const char *path, struct why *why) {
    int fd = open(path, O_RDWR | O_CLOEXEC);
    bool ok = fd >= 0 && fsync(fd) == 0;
    enum err e =
        ok ? ERR_NONE : why_set(why, err_from_errno(errno), "%s: %s", path, strerror(errno));
    if (fd >= 0) close(fd);
    return e;
}

static enum err name_whole(struct export_job *job) {
    for (int i = 0; i < 2; i++) {
        enum err e = flush(job->part[i], &job->why);
        if (e != ERR_NONE) return e;
    }
    for (int i = 0; i < 2; i++)
        if (rename(job->part[i], job->whole[i]) < 0)
            return why_set(&job->why, err_from_errno(errno), "%s: %s", job->whole[i],
                           strerror(errno));
    int fd = open(job->stick, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool ok = fd >= 0 && fsync(fd) == 0 && syncfs(fd) == 0;
    enum err e =
        ok ? ERR_NONE
           : why_set(&job->why, err_from_errno(errno), "%s: %s", job->stick, strerror(errno));
    if (fd >= 0) close(fd);
    return e;
}

static enum err end(struct export_job *job) {
    enum err e = job->e;
    if (e == ERR_NONE) e = table_end(&job->table, &job->why);
    if (job->csv && fclose(job->csv) != 0 && e == ERR_NONE)
        e = why_set(&job->why, err_from_errno(errno), "the stick: %s", strerror(errno));
    enum err x = xlsx_close(job->xlsx, e == ERR_NONE ? &job->why : NULL);
    job->csv = NULL;
    job->xlsx = NULL;
    if (e == ERR_NONE) e = x;
    return e == ERR_NONE ? name_whole(job) : e;
}

static enum err write_rows(struct export_job *job, struct store *store) {
    int32_t total = 0;
    enum err e = store_count_taps(store, &job->why, &total);
    if (e != ERR_NONE) return e;
    job_copy(&job->job, &job->progress.total, &total, sizeof total);
    e = store_export_taps(store, put, job, &job->why);
    return e != ERR_NONE ? e : job->e;
}

static void run(void *arg) {
    struct export_job *job = arg;
    struct activity_rules rules = {0};
    struct store *store = NULL;
    enum err e = store_open_to_read(job->data_directory, &rules, &job->why, &store);
    if (e == ERR_NONE) e = begin_on_stick(job);
    if (e == ERR_NONE) e = write_rows(job, store);
    job->e = e;
    e = end(job);
    store_close(store);
    if (e != ERR_NONE) {
        for (int i = 0; i < 2; i++) unlink(job->part[i]);
        log_warn("desk", "export: %s: %s", err_name(e), job->why.text);
    }
    shut_stick(job);
    report(job, e == ERR_NONE ? EXPORT_DONE : EXPORT_FAILED, e);
}

static void name_files(struct export_job *job, const char *kiosk) {
    static const char *const endings[] = {"xlsx", "csv"};
    struct civil now = civil_from_ms(clock_now().utc_ms);
    snprintf(job->progress.file, sizeof job->progress.file,
             "签到记录-%04d%02d%02d-%02d%02d%02d-%.4s", now.year % 10000, now.month % 100,
             now.day % 100, now.hour % 100, now.minute % 100, now.second % 100, kiosk);
    for (int i = 0; i < 2; i++) {
        snprintf(job->whole[i], PATH_SIZE, "%s/%s.%s", job->stick, job->progress.file, endings[i]);
        snprintf(job->part[i], PATH_SIZE, "%s/%s.%s.part", job->stick, job->progress.file,
                 endings[i]);
    }
}

enum err export_job_start(const struct desk_config *config, const char *stick, const char *kiosk,
                          struct why *why, struct export_job **ret_job) {
    struct export_job *job = calloc(1, sizeof *job);
    if (!job) return why_set(why, ERR_NO_MEMORY, "no memory to export");
    TEXT_COPY(job->data_directory, config->data_directory);
    job->open_stick = config->board.open_stick;
    job->to = config->to;
    TEXT_COPY(job->stick, stick);
    name_files(job, kiosk);
    job->progress.state = EXPORT_RUNNING;
    job_init(&job->job, "export", run, job);
    enum err e = job_begin(&job->job, EXPORT_RUNNING, why);
    if (e == ERR_NONE)
        *ret_job = job;
    else
        export_job_close(job);
    return e;
}

void export_job_read(struct export_job *job, struct staff_export *ret) {
    *ret = (struct staff_export){.state = EXPORT_NONE};
    if (job) job_copy(&job->job, ret, &job->progress, sizeof *ret);
}

void export_job_close(struct export_job *job) {
    if (!job) return;
    job_finish(&job->job);
    free(job);
}

bool export_job_is_busy(const struct export_job *job) {
    return job && job->job.watched_state == EXPORT_RUNNING;
}

void export_job_watch(struct desk_staff *staff, int64_t now_ms) {
    struct export_job *job = staff->export;
    struct staff_export now;
    if (!job || !job_is_due(&job->job, now_ms)) return;
    export_job_read(job, &now);
    if (job_has_news(&job->job, now.state, now.state == EXPORT_RUNNING))
        context_post_changed(staff->context);
}

void desk_staff_export(struct desk_staff *staff, struct staff_done *done) {
    char stick[256];
    struct why why = {0};
    const struct desk_config *config = &staff->context->config;
    struct staff_export running;
    export_job_read(staff->export, &running);
    if (running.state == EXPORT_RUNNING) {
        done->result = STAFF_ALREADY;
        return;
    }
    export_job_close(staff->export);
    staff->export = NULL;
    if (!config->board.stick || !config->board.stick(config->to, stick, sizeof stick)) {
        done->result = STAFF_NO_STICK;
        return;
    }
    done->code = export_job_start(config, stick, store_kiosk_id(staff->context->store), &why,
                                  &staff->export);
    if (done->code != ERR_NONE) done->result = STAFF_FAILED;
}
