/* SPDX-License-Identifier: Apache-2.0 */
/* Opening, closing, and the schema of the store. */
#include "keep/store.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "keep/statement.h"

enum { SCHEMA_VERSION = 2, APPLICATION_ID = 0x70687331 /* "phs1" */ };

static const char schema[] =
    "CREATE TABLE runs(id TEXT PRIMARY KEY, started INTEGER NOT NULL, version TEXT NOT NULL, catalogue TEXT NOT NULL,"
    " weights TEXT NOT NULL, method TEXT NOT NULL, passes INTEGER NOT NULL, fails INTEGER NOT NULL, unknowns INTEGER NOT NULL,"
    " suppressed INTEGER NOT NULL, risks_high INTEGER NOT NULL) STRICT;"
    "CREATE TABLE findings(run TEXT NOT NULL REFERENCES runs(id) ON DELETE CASCADE, fingerprint TEXT NOT NULL,"
    " check_id TEXT NOT NULL, verdict TEXT NOT NULL, severity TEXT NOT NULL, priority TEXT NOT NULL, type TEXT NOT NULL,"
    " address TEXT NOT NULL, place TEXT NOT NULL, suppressed INTEGER NOT NULL, PRIMARY KEY(run, fingerprint)) STRICT, WITHOUT "
    "ROWID;"
    "CREATE TABLE risks(run TEXT NOT NULL REFERENCES runs(id) ON DELETE CASCADE, id TEXT NOT NULL, threat TEXT NOT NULL,"
    " system TEXT NOT NULL, level TEXT NOT NULL, PRIMARY KEY(run, id)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE first_seen(key TEXT PRIMARY KEY, at INTEGER NOT NULL) STRICT, WITHOUT ROWID;"
    "CREATE TABLE blobs(object TEXT NOT NULL, ruleset TEXT NOT NULL, PRIMARY KEY(object, ruleset)) STRICT, WITHOUT ROWID;";

/* What version 2 added. */
static const char since_2[] =
    "ALTER TABLE runs ADD COLUMN content TEXT NOT NULL DEFAULT '';"
    "CREATE TABLE approvals(content TEXT PRIMARY KEY, name TEXT NOT NULL, role TEXT NOT NULL, at INTEGER NOT NULL,"
    " note TEXT NOT NULL) STRICT, WITHOUT ROWID;";

static enum phs_code number_of(struct phs_store *store, const char *pragma, int64_t *ret_number, struct phs_err *err) {
    sqlite3_stmt *statement = NULL;
    enum phs_code code = phs_statement_prepare(store, pragma, &statement, err);
    if (code)
        return code;
    *ret_number = sqlite3_step(statement) == SQLITE_ROW ? sqlite3_column_int64(statement, 0) : -1;
    sqlite3_finalize(statement);
    return PHS_OK;
}

/* Somebody else may hand us this file: no triggers, views or functions of theirs run. */
static void harden(struct phs_store *store) {
    sqlite3_db_config(store->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(store->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    sqlite3_db_config(store->db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
    sqlite3_limit(store->db, SQLITE_LIMIT_LENGTH, 64 << 20);
    sqlite3_busy_timeout(store->db, 10000);
}

/* From the version that the file has (0: empty) to ours, in one transaction. */
static enum phs_code upgrade(struct phs_store *store, int64_t version, struct phs_err *err) {
    char pragmas[96];
    enum phs_code code = phs_statement_run(store, "BEGIN IMMEDIATE", err);
    if (!code && version < 1)
        code = phs_statement_run(store, schema, err);
    if (!code && version < 2)
        code = phs_statement_run(store, since_2, err);
    snprintf(pragmas, sizeof pragmas, "PRAGMA application_id=%d; PRAGMA user_version=%d", APPLICATION_ID, SCHEMA_VERSION);
    if (!code)
        code = phs_statement_run(store, pragmas, err);
    if (!code)
        return phs_statement_run(store, "COMMIT", err);
    phs_statement_run(store, "ROLLBACK", NULL);
    return code;
}

static enum phs_code adopt(struct phs_store *store, struct phs_err *err) {
    int64_t application = 0, version = 0, tables = 0;
    enum phs_code code = number_of(store, "PRAGMA application_id", &application, err);
    if (!code)
        code = number_of(store, "PRAGMA user_version", &version, err);
    if (!code)
        code = number_of(store, "SELECT count(*) FROM sqlite_master", &tables, err);
    if (code)
        return code;
    if (tables == 0)
        return upgrade(store, 0, err);
    if (application != APPLICATION_ID)
        return phs_fail(err, PHS_E_INPUT, "%s is a database, but not a store of phiscope", store->path);
    if (version > SCHEMA_VERSION)
        return phs_fail(err, PHS_E_INPUT, "%s was written by a newer phiscope", store->path);
    return version < SCHEMA_VERSION ? upgrade(store, version, err) : PHS_OK;
}

/* The file must never be readable by others, not even for a moment. */
static enum phs_code make_private(const char *path, struct phs_err *err) {
    int file = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (file < 0)
        return phs_fail(err, PHS_E_IO, "cannot open the store %s: %s", path, strerror(errno));
    close(file);
    return PHS_OK;
}

enum phs_code phs_store_open(const char *path, struct phs_store **ret_store, struct phs_err *err) {
    enum phs_code code = make_private(path, err);
    if (code)
        return code;
    struct phs_store *store = calloc(1, sizeof *store);
    if (!store)
        phs_die("out of memory");
    store->path = strdup(path);
    if (sqlite3_open_v2(path, &store->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOFOLLOW, NULL) !=
        SQLITE_OK) {
        code = phs_fail(err, PHS_E_IO, "cannot open the store %s: %s", path, sqlite3_errmsg(store->db));
        phs_store_close(store);
        return code;
    }
    harden(store);
    code = adopt(store, err);
    if (!code)
        code = phs_statement_run(store, "PRAGMA foreign_keys=ON", err);
    if (code) {
        phs_store_close(store);
        return code;
    }
    *ret_store = store;
    return PHS_OK;
}

void phs_store_close(struct phs_store *store) {
    if (!store)
        return;
    sqlite3_close(store->db);
    free(store->path);
    free(store);
}
