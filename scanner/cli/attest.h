/* SPDX-License-Identifier: Apache-2.0 */
/* Between the files of `phiscope attest`: the file of statements, and the person in front of it. */
#ifndef PHS_CLI_ATTEST_H
#define PHS_CLI_ATTEST_H

#include "catalogue/catalogue.h"
#include "cli/commands.h"
#include "model/run.h"

/* A file of statements that grows at its end: what stands in it, comments too, is never rewritten. */
struct phs_statements {
    struct phs_arena *arena;
    const char *path;
    const char *text; /* as read; "" for a file that is to be made */
    size_t count;     /* of statements in it */
    int indent;       /* columns before the dash */
};

/* One statement; NULL: not said. */
struct phs_statement {
    const char *safeguard, *system, *answer, *statement, *by, *role, *date, *review_by, *reason;
    PHS_VEC(const char *) evidence;
};

/* PHS_E_USAGE with a sentence for a file that is no YAML list of statements at whose end one can be added. */
enum phs_code phs_statements_open(struct phs_arena *arena, const char *path, struct phs_statements *ret_statements,
                                  struct phs_err *err);
/* Writes the file as it was with this statement behind it: whole or not at all. The same call again, with more said, replaces
 * what the first one wrote; phs_statements_keep makes it part of the file. */
enum phs_code phs_statements_save(struct phs_statements *statements, const struct phs_statement *statement,
                                  struct phs_err *err);
void phs_statements_keep(struct phs_statements *statements, const struct phs_statement *statement);

/* What is known of each safeguard: NULL when nobody stated anything. */
const struct phs_resource *phs_attest_known(const struct phs_graph *graph, const char *safeguard);

/* Walks a person through the questions; each answer is on disk before the next is asked. The number of statements completed; -1
 * when the file could not be written and the person gave up. */
int phs_attest_walk(struct phs_arena *arena, const struct phs_catalogue *catalogue, const struct phs_graph *graph,
                    struct phs_statements *statements, const char *family, bool all);

/* Questions and what is known, one row a safeguard: CSV, or a workbook. */
enum phs_code phs_attest_export(struct phs_arena *arena, const struct phs_catalogue *catalogue, const struct phs_graph *graph,
                                bool workbook, struct phs_buf *out, struct phs_err *err);

#endif
