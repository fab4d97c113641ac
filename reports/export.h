/* SPDX-License-Identifier: Apache-2.0 */
/* A run for machines around a repository: code scanning, test reports, annotations, a comment on a pull request. All four say
 * of a finding where in the repository a person would change something, also where there is no code. */
#ifndef PHS_REPORTS_EXPORT_H
#define PHS_REPORTS_EXPORT_H

#include "base/buf.h"
#include "catalogue/catalogue.h"
#include "model/run.h"

struct phs_export {
    struct phs_arena *arena;
    const struct phs_run *run;
    const struct phs_catalogue *catalogue;
    const char *prefix; /* folder of the scope below the root of the repository: "examples/scribe", "" when it is the root */
    bool gate;          /* the run was compared with a base: is_new counts */
    const char *base;   /* what it was compared with, or NULL */
};

/* SARIF 2.1.0: failures as results, what is unknown or was not read as notifications. */
void phs_sarif_write(struct phs_buf *out, const struct phs_export *export);
/* JUnit XML: a suite per check, a case per verdict; unknown and accepted ones are skipped with the reason. */
void phs_junit_write(struct phs_buf *out, const struct phs_export *export);
/* GitHub workflow commands: ::error file=...,line=...::message. */
void phs_annotations_write(struct phs_buf *out, const struct phs_export *export);
/* Markdown for a comment on a pull request: at most 65,536 characters, which is what GitHub takes. */
void phs_summary_markdown_write(struct phs_buf *out, const struct phs_export *export);

/* Where in the repository. */
struct phs_located {
    const char *path;                            /* relative to the root of the repository, '/' between components */
    uint32_t line, column, end_line, end_column; /* 0: not known, and always for a workbook and an archive */
    const char *row;                             /* "Vendors row 5" of a workbook, "visits.csv:5" of an archive, else NULL */
    uint32_t row_number;
    const char *sheet;
};

/* The first that lies in a file: the finding's place, its evidence, its resource, its system, the target of the scope that
 * led there; else the scope file. */
struct phs_located phs_locate_finding(const struct phs_export *export, const struct phs_finding *finding);
struct phs_located phs_locate_place(const struct phs_export *export, struct phs_place place);
/* "vendors.xlsx Vendors row 5", "infra/main.tf:3", "infra/main.tf". */
const char *phs_located_text(struct phs_arena *arena, const struct phs_located *located);

/* "error", "warning" or "note": critical and high, medium, the rest. */
const char *phs_export_level(enum phs_severity severity);
/* "S3 buckets ...: storage_encrypted is false", without what is not there. */
const char *phs_export_sentence(struct phs_arena *arena, const struct phs_finding *finding);
/* "accepted until 2026-06-30 by CTO: reason"; NULL for a finding without an exception. */
const char *phs_export_accepted(struct phs_arena *arena, const struct phs_finding *finding);
/* A fail that this run is to be blamed for: no exception hides it, and in a gate it is new. */
bool phs_export_counts(const struct phs_export *export, const struct phs_finding *finding);

#endif
