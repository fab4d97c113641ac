/* SPDX-License-Identifier: Apache-2.0 */
/* Who approved what: by content, so that the same posture a day later is still approved and another one is not. */
#include "keep/approvals.h"

#include "keep/changes.h"
#include "keep/statement.h"

static enum phs_code content_of(struct phs_store *store, struct phs_arena *arena, const char *id, const char **ret_content,
                                struct phs_err *err) {
    sqlite3_stmt *statement;
    enum phs_code code = phs_statement_prepare(store, "SELECT content FROM runs WHERE id=?", &statement, err);
    if (code != PHS_OK)
        return code;
    phs_bind_text(statement, 1, id);
    *ret_content = sqlite3_step(statement) == SQLITE_ROW ? phs_column_text(arena, statement, 0) : "";
    sqlite3_finalize(statement);
    return **ret_content
               ? PHS_OK
               : phs_fail(err, PHS_E_MISSING, "run %s was kept by an older phiscope and has no hash; scan again.", id);
}

enum phs_code phs_store_approve(struct phs_store *store, struct phs_arena *arena, const char *run_id,
                                struct phs_approval *approval, struct phs_err *err) {
    sqlite3_stmt *statement;
    enum phs_code code = phs_store_run_id(store, arena, run_id, &run_id, err);
    if (code == PHS_OK)
        code = content_of(store, arena, run_id, &approval->content, err);
    if (code == PHS_OK)
        code = phs_statement_prepare(store, "INSERT OR REPLACE INTO approvals VALUES(?,?,?,?,?)", &statement, err);
    if (code != PHS_OK)
        return code;
    phs_bind_text(statement, 1, approval->content);
    phs_bind_text(statement, 2, approval->name);
    phs_bind_text(statement, 3, approval->role);
    sqlite3_bind_int64(statement, 4, approval->at);
    phs_bind_text(statement, 5, approval->note);
    code = phs_statement_once(store, statement, err);
    sqlite3_finalize(statement);
    return code;
}

enum phs_code phs_store_approval(struct phs_store *store, struct phs_arena *arena, const char *content,
                                 struct phs_approval **ret_approval, struct phs_err *err) {
    sqlite3_stmt *statement;
    enum phs_code code =
        phs_statement_prepare(store, "SELECT name,role,at,note FROM approvals WHERE content=?", &statement, err);
    *ret_approval = NULL;
    if (code != PHS_OK)
        return code;
    phs_bind_text(statement, 1, content);
    if (sqlite3_step(statement) == SQLITE_ROW) {
        struct phs_approval *approval = PHS_NEW(arena, struct phs_approval);
        *approval = (struct phs_approval){phs_column_text(arena, statement, 0), phs_column_text(arena, statement, 1),
                                          phs_column_text(arena, statement, 3), sqlite3_column_int64(statement, 2), content};
        *ret_approval = approval;
    }
    return sqlite3_finalize(statement) == SQLITE_OK ? PHS_OK : phs_statement_fail(store, err);
}
