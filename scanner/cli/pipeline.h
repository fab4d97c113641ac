/* SPDX-License-Identifier: Apache-2.0 */
/* One scan from argv to a run: the only place that knows the order of the stages. */
#ifndef PHS_CLI_PIPELINE_H
#define PHS_CLI_PIPELINE_H

#include "catalogue/catalogue.h"
#include "model/run.h"

struct phs_scan_options {
    const char *scope_file; /* NULL: phiscope.yaml in folder when there, else folder itself is the target */
    const char *folder;     /* "." */
    /* The gate reads these as of the base commit; NULL: from scope_file and from where the scope says. */
    struct phs_scope *scope;
    const char *decisions_file; /* in place of the scope's: the gate's */
    const char *exceptions_file;
    const struct phs_run *before;     /* gate: remarks in code count for what they covered there; NULL: no gate */
    const char *const *check_folders; /* --checks */
    size_t check_folder_count;
    const char *const *plugins; /* --plugin: .so files */
    size_t plugin_count;
    const char *history;  /* "all" or "head" for every repository; NULL: as the scope says */
    const char *since;    /* commit id: of every repository that has it, the commits that it does not lead to; or NULL */
    bool whole_blobs;     /* see struct phs_scope */
    const char *store;    /* SQLite file, NULL: none */
    const char *tls_mode; /* "gate", "default" or "deep"; NULL: default */
    const char *method;   /* "nist" or "strict" */
    bool quantify;        /* the money run is asked for */
    bool progress;
};

/* The built-in catalogue and the folders of --checks; PHS_E_USAGE when one of their files cannot be loaded. */
enum phs_code phs_pipeline_catalogue(struct phs_arena *arena, const char *const *folders, size_t n,
                                     struct phs_catalogue **ret_catalogue, struct phs_err *err);

/* Everything lives in arena. PHS_E_USAGE for a scope that cannot be used at all. */
enum phs_code phs_pipeline_run(struct phs_arena *arena, const struct phs_scan_options *options,
                               struct phs_catalogue **ret_catalogue, struct phs_run **ret_run, struct phs_err *err);

/* The scope of the options as phs_pipeline_run reads it. */
enum phs_code phs_pipeline_scope(struct phs_arena *arena, const struct phs_scan_options *options, struct phs_scope **ret_scope,
                                 struct phs_err *err);

#endif
