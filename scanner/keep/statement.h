/* SPDX-License-Identifier: Apache-2.0 */
/* SQLite statements with our errors; only for the files of keep/. */
#ifndef PHS_KEEP_STATEMENT_H
#define PHS_KEEP_STATEMENT_H

#include <sqlite3.h>

#include "keep/store.h"

struct phs_store {
    sqlite3 *db;
    char *path;
};

enum phs_code phs_statement_prepare(struct phs_store *store, const char *sql, sqlite3_stmt **ret_statement,
                                    struct phs_err *err);
/* One or more statements without results. */
enum phs_code phs_statement_run(struct phs_store *store, const char *sql, struct phs_err *err);
/* Steps once, resets; for INSERT and the like. */
enum phs_code phs_statement_once(struct phs_store *store, sqlite3_stmt *statement, struct phs_err *err);
/* NULL becomes "". */
const char *phs_column_text(struct phs_arena *arena, sqlite3_stmt *statement, int at);
/* NULL is bound as "". */
void phs_bind_text(sqlite3_stmt *statement, int at, const char *text);
/* Failure of the last call as our error. */
enum phs_code phs_statement_fail(struct phs_store *store, struct phs_err *err);

#endif
