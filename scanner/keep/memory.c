/* SPDX-License-Identifier: Apache-2.0 */
/* One table, made when it is first needed. What goes wrong here only costs time, so it is not told. */
#include "keep/memory.h"

#include "keep/statement.h"

static const char schema[] =
    "CREATE TABLE IF NOT EXISTS memory(key TEXT PRIMARY KEY, rules TEXT NOT NULL, bytes BLOB NOT NULL) "
    "STRICT, WITHOUT ROWID";

static sqlite3_stmt *prepare(struct phs_store *store, const char *sql) {
    sqlite3_stmt *statement = NULL;
    if (phs_statement_run(store, schema, NULL) != PHS_OK || phs_statement_prepare(store, sql, &statement, NULL) != PHS_OK)
        return NULL;
    return statement;
}

static bool load(void *user, struct phs_arena *arena, const char *key, const char *rules, struct phs_slice *ret_bytes) {
    sqlite3_stmt *statement = prepare(user, "SELECT bytes FROM memory WHERE key=? AND rules=?");
    bool found = false;
    if (!statement)
        return false;
    phs_bind_text(statement, 1, key);
    phs_bind_text(statement, 2, rules);
    if (sqlite3_step(statement) == SQLITE_ROW) {
        const void *bytes = sqlite3_column_blob(statement, 0);
        int n = sqlite3_column_bytes(statement, 0);
        if (bytes && n > 0) {
            *ret_bytes = phs_slice_n(phs_strndup(arena, bytes, (size_t)n), (size_t)n);
            found = true;
        }
    }
    sqlite3_finalize(statement);
    return found;
}

static void save(void *user, const char *key, const char *rules, struct phs_slice bytes) {
    sqlite3_stmt *statement = prepare(user, "INSERT OR REPLACE INTO memory(key, rules, bytes) VALUES(?,?,?)");
    if (!statement)
        return;
    phs_bind_text(statement, 1, key);
    phs_bind_text(statement, 2, rules);
    sqlite3_bind_blob64(statement, 3, bytes.ptr, bytes.len, SQLITE_TRANSIENT);
    phs_statement_once(user, statement, NULL);
    sqlite3_finalize(statement);
}

struct phs_memory phs_store_memory(struct phs_store *store) {
    return (struct phs_memory){.user = store, .load = load, .save = save};
}
