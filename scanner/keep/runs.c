/* SPDX-License-Identifier: Apache-2.0 */
/* Runs in and out of the store, and when things were first seen. */
#include "keep/statement.h"

struct counts {
    int64_t passes, fails, unknowns, suppressed, risks_high;
};

static struct counts count(const struct phs_run *run) {
    struct counts counts = {0};
    for (size_t i = 0; i < run->findings.n; i++) {
        const struct phs_finding *finding = run->findings.at[i];
        counts.passes += finding->verdict == PHS_PASS;
        counts.fails += finding->verdict == PHS_FAIL;
        counts.unknowns += finding->verdict == PHS_VERDICT_UNKNOWN;
        counts.suppressed += finding->exception != NULL;
    }
    for (size_t i = 0; i < run->risks.n; i++)
        counts.risks_high += run->risks.at[i]->final_observed >= PHS_H;
    return counts;
}

static enum phs_code save_head(struct phs_store *store, const struct phs_run *run, struct phs_err *err) {
    struct counts counts = count(run);
    sqlite3_stmt *statement;
    enum phs_code code =
        phs_statement_prepare(store, "INSERT OR REPLACE INTO runs VALUES(?,?,?,?,?,?,?,?,?,?,?,?)", &statement, err);
    if (code)
        return code;
    phs_bind_text(statement, 1, run->id);
    sqlite3_bind_int64(statement, 2, run->started);
    phs_bind_text(statement, 3, run->version);
    phs_bind_text(statement, 4, run->catalogue_sha256);
    phs_bind_text(statement, 5, run->weights_sha256);
    phs_bind_text(statement, 6, run->method);
    sqlite3_bind_int64(statement, 7, counts.passes);
    sqlite3_bind_int64(statement, 8, counts.fails);
    sqlite3_bind_int64(statement, 9, counts.unknowns);
    sqlite3_bind_int64(statement, 10, counts.suppressed);
    sqlite3_bind_int64(statement, 11, counts.risks_high);
    phs_bind_text(statement, 12, run->content_sha256);
    code = phs_statement_once(store, statement, err);
    sqlite3_finalize(statement);
    return code;
}

static void bind_finding(sqlite3_stmt *statement, const struct phs_run *run, const struct phs_finding *finding,
                         struct phs_arena *scratch) {
    phs_bind_text(statement, 1, run->id);
    phs_bind_text(statement, 2, finding->fingerprint);
    phs_bind_text(statement, 3, finding->check);
    phs_bind_text(statement, 4, phs_verdict_name(finding->verdict));
    phs_bind_text(statement, 5, phs_severity_name(finding->severity));
    phs_bind_text(statement, 6, phs_severity_name(finding->priority));
    phs_bind_text(statement, 7, finding->resource ? finding->resource->type : "");
    phs_bind_text(statement, 8, finding->resource ? finding->resource->address : "");
    phs_bind_text(statement, 9, phs_place_text(scratch, finding->place));
    sqlite3_bind_int(statement, 10, finding->exception != NULL);
}

static enum phs_code save_findings(struct phs_store *store, const struct phs_run *run, struct phs_err *err) {
    sqlite3_stmt *statement;
    struct phs_arena *scratch = phs_arena_new();
    enum phs_code code =
        phs_statement_prepare(store, "INSERT OR REPLACE INTO findings VALUES(?,?,?,?,?,?,?,?,?,?)", &statement, err);
    for (size_t i = 0; !code && i < run->findings.n; i++) {
        bind_finding(statement, run, run->findings.at[i], scratch);
        code = phs_statement_once(store, statement, err);
        phs_arena_reset(scratch);
    }
    sqlite3_finalize(statement);
    phs_arena_free(scratch);
    return code;
}

static enum phs_code save_risks(struct phs_store *store, const struct phs_run *run, struct phs_err *err) {
    sqlite3_stmt *statement;
    enum phs_code code = phs_statement_prepare(store, "INSERT OR REPLACE INTO risks VALUES(?,?,?,?,?)", &statement, err);
    for (size_t i = 0; !code && i < run->risks.n; i++) {
        const struct phs_risk *risk = run->risks.at[i];
        phs_bind_text(statement, 1, run->id);
        phs_bind_text(statement, 2, risk->id);
        phs_bind_text(statement, 3, risk->threat);
        phs_bind_text(statement, 4, risk->system->id);
        phs_bind_text(statement, 5, phs_level_name(risk->final_observed));
        code = phs_statement_once(store, statement, err);
    }
    sqlite3_finalize(statement);
    return code;
}

/* Failures and risks keep the earliest time; a pass has none. */
static enum phs_code save_first_seen(struct phs_store *store, const struct phs_run *run, struct phs_err *err) {
    sqlite3_stmt *statement;
    enum phs_code code = phs_statement_prepare(
        store, "INSERT INTO first_seen VALUES(?,?) ON CONFLICT(key) DO UPDATE SET at=min(at,excluded.at)", &statement, err);
    for (size_t i = 0; !code && i < run->findings.n; i++) {
        if (run->findings.at[i]->verdict != PHS_FAIL)
            continue;
        phs_bind_text(statement, 1, run->findings.at[i]->fingerprint);
        sqlite3_bind_int64(statement, 2, run->started);
        code = phs_statement_once(store, statement, err);
    }
    for (size_t i = 0; !code && i < run->risks.n; i++) {
        phs_bind_text(statement, 1, run->risks.at[i]->id);
        sqlite3_bind_int64(statement, 2, run->started);
        code = phs_statement_once(store, statement, err);
    }
    sqlite3_finalize(statement);
    return code;
}

enum phs_code phs_store_save(struct phs_store *store, const struct phs_run *run, struct phs_err *err) {
    enum phs_code code = phs_statement_run(store, "BEGIN IMMEDIATE", err);
    if (code)
        return code;
    code = save_head(store, run, err);
    if (!code)
        code = save_findings(store, run, err);
    if (!code)
        code = save_risks(store, run, err);
    if (!code)
        code = save_first_seen(store, run, err);
    if (!code)
        return phs_statement_run(store, "COMMIT", err);
    phs_statement_run(store, "ROLLBACK", NULL);
    return code;
}

static int64_t first_seen(sqlite3_stmt *statement, const char *key, int64_t otherwise) {
    phs_bind_text(statement, 1, key);
    int64_t at = sqlite3_step(statement) == SQLITE_ROW ? sqlite3_column_int64(statement, 0) : otherwise;
    sqlite3_reset(statement);
    return at;
}

enum phs_code phs_store_stamp(struct phs_store *store, struct phs_run *run, struct phs_err *err) {
    sqlite3_stmt *statement;
    enum phs_code code = phs_statement_prepare(store, "SELECT at FROM first_seen WHERE key=?", &statement, err);
    if (code)
        return code;
    for (size_t i = 0; i < run->findings.n; i++)
        if (run->findings.at[i]->verdict == PHS_FAIL)
            run->findings.at[i]->first_seen = first_seen(statement, run->findings.at[i]->fingerprint, run->started);
    for (size_t i = 0; i < run->risks.n; i++)
        run->risks.at[i]->first_seen = first_seen(statement, run->risks.at[i]->id, run->started);
    sqlite3_finalize(statement);
    return PHS_OK;
}

enum phs_code phs_store_runs(struct phs_store *store, struct phs_arena *arena, size_t limit, struct phs_stored_run **ret_runs,
                             size_t *ret_n, struct phs_err *err) {
    PHS_VEC(struct phs_stored_run) runs = {0};
    sqlite3_stmt *statement;
    enum phs_code code =
        phs_statement_prepare(store,
                              "SELECT id,version,catalogue,started,passes,fails,unknowns,suppressed,risks_high FROM runs ORDER "
                              "BY started DESC, id LIMIT ?",
                              &statement, err);
    if (code)
        return code;
    sqlite3_bind_int64(statement, 1, (sqlite3_int64)limit);
    while (sqlite3_step(statement) == SQLITE_ROW) {
        struct phs_stored_run run = {
            .id = phs_column_text(arena, statement, 0),
            .version = phs_column_text(arena, statement, 1),
            .catalogue_sha256 = phs_column_text(arena, statement, 2),
            .started = sqlite3_column_int64(statement, 3),
            .passes = sqlite3_column_int64(statement, 4),
            .fails = sqlite3_column_int64(statement, 5),
            .unknowns = sqlite3_column_int64(statement, 6),
            .suppressed = sqlite3_column_int64(statement, 7),
            .risks_high = sqlite3_column_int64(statement, 8),
        };
        PHS_PUSH(arena, runs, run);
    }
    code = sqlite3_finalize(statement) == SQLITE_OK ? PHS_OK : phs_statement_fail(store, err);
    *ret_runs = runs.at;
    *ret_n = runs.n;
    return code;
}

enum phs_code phs_store_blob_seen(struct phs_store *store, const char *object, const char *ruleset, bool *ret_seen,
                                  struct phs_err *err) {
    sqlite3_stmt *statement;
    enum phs_code code = phs_statement_prepare(store, "SELECT 1 FROM blobs WHERE object=? AND ruleset=?", &statement, err);
    if (code)
        return code;
    phs_bind_text(statement, 1, object);
    phs_bind_text(statement, 2, ruleset);
    *ret_seen = sqlite3_step(statement) == SQLITE_ROW;
    return sqlite3_finalize(statement) == SQLITE_OK ? PHS_OK : phs_statement_fail(store, err);
}

enum phs_code phs_store_blob_mark(struct phs_store *store, const char *object, const char *ruleset, struct phs_err *err) {
    sqlite3_stmt *statement;
    enum phs_code code = phs_statement_prepare(store, "INSERT OR IGNORE INTO blobs VALUES(?,?)", &statement, err);
    if (code)
        return code;
    phs_bind_text(statement, 1, object);
    phs_bind_text(statement, 2, ruleset);
    code = phs_statement_once(store, statement, err);
    sqlite3_finalize(statement);
    return code;
}
