/* SPDX-License-Identifier: Apache-2.0 */
/* Thin cover over SQLite's statements. */
#include "keep/statement.h"

enum phs_code phs_statement_fail(struct phs_store *store, struct phs_err *err) {
    int rc = sqlite3_errcode(store->db) & 0xff;
    bool broken = rc == SQLITE_CORRUPT || rc == SQLITE_NOTADB || rc == SQLITE_ERROR;
    return phs_fail(err, broken ? PHS_E_INPUT : PHS_E_IO, "the store %s: %s", store->path, sqlite3_errmsg(store->db));
}

enum phs_code phs_statement_prepare(struct phs_store *store, const char *sql, sqlite3_stmt **ret_statement,
                                    struct phs_err *err) {
    if (sqlite3_prepare_v2(store->db, sql, -1, ret_statement, NULL) != SQLITE_OK)
        return phs_statement_fail(store, err);
    return PHS_OK;
}

enum phs_code phs_statement_run(struct phs_store *store, const char *sql, struct phs_err *err) {
    return sqlite3_exec(store->db, sql, NULL, NULL, NULL) == SQLITE_OK ? PHS_OK : phs_statement_fail(store, err);
}

enum phs_code phs_statement_once(struct phs_store *store, sqlite3_stmt *statement, struct phs_err *err) {
    int rc = sqlite3_step(statement);
    enum phs_code code = rc == SQLITE_DONE || rc == SQLITE_ROW ? PHS_OK : phs_statement_fail(store, err);
    sqlite3_reset(statement);
    return code;
}

void phs_bind_text(sqlite3_stmt *statement, int at, const char *text) {
    sqlite3_bind_text(statement, at, text ? text : "", -1, SQLITE_TRANSIENT);
}

const char *phs_column_text(struct phs_arena *arena, sqlite3_stmt *statement, int at) {
    const unsigned char *text = sqlite3_column_text(statement, at);
    return phs_strdup(arena, text ? (const char *)text : "");
}
