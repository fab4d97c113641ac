/* SPDX-License-Identifier: Apache-2.0 */
/* scope -> collect -> relate -> map -> judge -> score -> keep. */
#include "cli/pipeline.h"

#include "base/clock.h"
#include "base/digest.h"
#include "base/file.h"
#include "collect/collect.h"
#include "collect/plugged.h"
#include "collect/scope.h"
#include "judge/exceptions.h"
#include "judge/judge.h"
#include "judge/plugins.h"
#include "judge/specifications.h"
#include "keep/approvals.h"
#include "keep/changes.h"
#include "keep/memory.h"
#include "map/incidents.h"
#include "map/map.h"
#include "relate/relate.h"
#include "score/decisions.h"
#include "score/money/money.h"
#include "score/score.h"

enum { MAX_BESIDE_BYTES = 16 * 1024 * 1024 };

struct pipeline {
    struct phs_arena *arena;
    const struct phs_scan_options *options;
    struct phs_scope *scope;
    struct phs_catalogue *catalogue;
    struct phs_plugins plugins;
    struct phs_progress *progress;
    struct phs_tls_probe *endpoints; /* begun and not ended; NULL: none */
    struct phs_run *run;
    struct phs_store *store; /* NULL: none */
    struct phs_memory memory;
};

enum phs_code phs_pipeline_scope(struct phs_arena *arena, const struct phs_scan_options *options, struct phs_scope **ret_scope,
                                 struct phs_err *err) {
    if (options->scope) {
        *ret_scope = options->scope;
        return PHS_OK;
    }
    if (options->scope_file)
        return phs_scope_read(arena, options->scope_file, ret_scope, err);
    if (!phs_is_dir(options->folder))
        return phs_fail(err, PHS_E_USAGE, "%s is no folder that can be read; a scope file is named with --scope.",
                        options->folder);
    const char *file = phs_path_join(arena, options->folder, "phiscope.yaml");
    if (phs_is_file(file))
        return phs_scope_read(arena, file, ret_scope, err);
    *ret_scope = phs_scope_default(arena, options->folder);
    return PHS_OK;
}

static void set_history(struct phs_scope *scope, const struct phs_scan_options *options) {
    scope->whole_blobs = options->whole_blobs;
    for (size_t i = 0; i < scope->targets.n; i++) {
        struct phs_target *target = &scope->targets.at[i];
        if (target->kind != PHS_TARGET_REPOSITORY)
            continue;
        target->since = options->since;
        if (options->since)
            target->history = PHS_HISTORY_SINCE;
        else if (options->history)
            target->history = strcmp(options->history, "all") == 0 ? PHS_HISTORY_ALL : PHS_HISTORY_HEAD;
    }
}

static enum phs_code load_plugins(struct pipeline *p, struct phs_err *err) {
    for (size_t i = 0; i < p->options->plugin_count; i++) {
        enum phs_code code = phs_plugin_load(p->arena, p->options->plugins[i], p->scope, p->catalogue, &p->plugins, err);
        if (code != PHS_OK)
            return phs_fail(err, PHS_E_USAGE, "%s", phs_strdup(p->arena, err->text));
    }
    return PHS_OK;
}

static const struct phs_map *remarked_in(struct phs_arena *arena, const struct phs_run *before) {
    struct phs_map *map = PHS_NEW(arena, struct phs_map);
    phs_map_init(map, arena);
    for (size_t i = 0; i < before->findings.n; i++)
        if (before->findings.at[i]->exception && before->findings.at[i]->exception->remark)
            phs_map_puts(map, before->findings.at[i]->fingerprint, before->findings.at[i]);
    return map;
}

static struct phs_run *new_run(struct pipeline *p) {
    struct phs_run *run = PHS_NEW(p->arena, struct phs_run);
    run->arena = p->arena;
    run->started = phs_clock_now();
    run->version = PHS_VERSION;
    run->catalogue_sha256 = p->catalogue->sha256;
    run->method = p->options->method;
    run->scope = p->scope;
    run->graph = PHS_NEW(p->arena, struct phs_graph);
    phs_graph_init(run->graph, p->arena);
    for (size_t i = 0; i < p->catalogue->warnings.n; i++)
        PHS_PUSH(p->arena, run->warnings, p->catalogue->warnings.at[i]);
    run->remarked = p->options->before ? remarked_in(p->arena, p->options->before) : NULL;
    return run;
}

/* A file that the scope names beside its targets: what cannot be read counts for nothing, and is said. */
static void read_beside(struct pipeline *p, const char *what, const char *named, const char *file, struct phs_place place,
                        enum phs_code (*parse)(struct phs_run *, const char *, struct phs_slice, struct phs_err *),
                        const size_t *items) {
    struct phs_slice bytes;
    struct phs_err err = {0};
    if (!named)
        return;
    const char *path = file ? file : phs_path_join(p->arena, p->scope->folder, named), *reason = NULL;
    if (phs_file_read(p->arena, path, MAX_BESIDE_BYTES, &bytes, &err) != PHS_OK)
        reason = phs_printf(p->arena, "%s: %s%s", phs_place_text(p->arena, place), named,
                            err.text + (strncmp(err.text, path, strlen(path)) == 0 ? strlen(path) : 0));
    else if (parse(p->run, named, bytes, &err) != PHS_OK)
        reason = phs_strdup(p->arena, err.text);
    struct phs_coverage *coverage =
        phs_graph_cover(p->run->graph, what, named, reason ? PHS_NOT_READ : PHS_READ, true, reason, place);
    coverage->items = *items;
}

static void read_files_beside(struct pipeline *p) {
    read_beside(p, "exceptions", p->scope->exceptions, p->options->exceptions_file, p->scope->exceptions_place,
                phs_exceptions_parse, &p->run->exceptions.n);
    read_beside(p, "decisions", p->scope->decisions, p->options->decisions_file, p->scope->decisions_place, phs_records_parse,
                &p->run->records.n);
    read_beside(p, "treatments", p->scope->treatments, NULL, p->scope->treatments_place, phs_decisions_parse,
                &p->run->decisions.n);
}

static void digest_findings(struct phs_sha256 *sha, const struct phs_run *run) {
    for (size_t i = 0; i < run->findings.n; i++) {
        phs_sha256_field(sha, run->findings.at[i]->fingerprint);
        phs_sha256_field(sha, phs_verdict_name(run->findings.at[i]->verdict));
        phs_sha256_field(sha, run->findings.at[i]->reason);
    }
}

static void digest_rest(struct phs_sha256 *sha, const struct phs_run *run) {
    for (size_t i = 0; i < run->graph->coverage.n; i++) {
        phs_sha256_field(sha, run->graph->coverage.at[i].what);
        phs_sha256_field(sha, run->graph->coverage.at[i].reason);
    }
    for (size_t i = 0; i < run->risks.n; i++) {
        phs_sha256_field(sha, run->risks.at[i]->id);
        phs_sha256_field(sha, phs_level_name(run->risks.at[i]->final_observed));
        phs_sha256_field(sha, phs_level_name(run->risks.at[i]->planned));
        phs_sha256_field(sha, run->risks.at[i]->treatment);
        phs_sha256_field(sha, run->risks.at[i]->owner);
    }
}

/* What the run says, whenever it was made. */
static const char *content_of(const struct phs_run *run) {
    struct phs_sha256 sha;
    uint8_t digest[32];
    char hex[65];
    phs_sha256_init(&sha);
    phs_sha256_field(&sha, run->version);
    phs_sha256_field(&sha, run->catalogue_sha256);
    phs_sha256_field(&sha, run->weights_sha256);
    phs_sha256_field(&sha, run->method);
    phs_sha256_field(&sha, run->scope->organization.name);
    digest_findings(&sha, run);
    digest_rest(&sha, run);
    phs_sha256_done(&sha, digest);
    phs_hex(digest, sizeof digest, hex);
    return phs_strdup(run->arena, hex);
}

/* The same content at the same time is the same run. */
static const char *id_of(const struct phs_run *run) {
    struct phs_sha256 sha;
    uint8_t digest[32];
    char when[21], hex[65];
    phs_time_format(run->started, when);
    phs_sha256_init(&sha);
    phs_sha256_field(&sha, when);
    phs_sha256_field(&sha, run->content_sha256);
    phs_sha256_done(&sha, digest);
    phs_hex(digest, sizeof digest, hex);
    return phs_printf(run->arena, "run-%.12s", hex);
}

/* What the store knows beside the run: who approved the same content, and what changed since the run before. */
static enum phs_code recall(struct pipeline *p, struct phs_store *store, struct phs_err *err) {
    struct phs_approval *approval;
    struct phs_changes *changes = NULL;
    char date[11];
    enum phs_code code = phs_store_approval(store, p->arena, p->run->content_sha256, &approval, err);
    if (code == PHS_OK)
        code = phs_store_changes(store, p->arena, NULL, p->run->id, &changes, err);
    if (code != PHS_OK)
        return code;
    p->run->changes = changes;
    if (!approval)
        return PHS_OK;
    phs_date_format(approval->at, date);
    p->run->approved_by = phs_printf(p->arena, "%s, %s, %s", approval->name, approval->role, date);
    return PHS_OK;
}

static enum phs_code keep(struct pipeline *p, struct phs_err *err) {
    if (!p->store)
        return PHS_OK;
    enum phs_code code = phs_store_stamp(p->store, p->run, err);
    if (code == PHS_OK)
        code = phs_store_save(p->store, p->run, err);
    if (code == PHS_OK)
        code = recall(p, p->store, err);
    return code;
}

static enum phs_code open_store(struct pipeline *p, struct phs_err *err) {
    if (!p->options->store)
        return PHS_OK;
    enum phs_code code = phs_store_open(p->options->store, &p->store, err);
    if (code != PHS_OK)
        return code;
    p->memory = phs_store_memory(p->store);
    p->scope->memory = &p->memory;
    return PHS_OK;
}

static enum phs_code run_stages(struct pipeline *p, struct phs_err *err) {
    struct phs_run *run = p->run;
    struct phs_tls_probe *endpoints = p->endpoints;
    p->endpoints = NULL;
    enum phs_code code = phs_collect(run->graph, p->scope, p->catalogue, endpoints, p->progress, err);
    if (code != PHS_OK)
        return code;
    phs_plugged_collect(run->graph, p->scope, p->plugins.collectors.at, p->plugins.collectors.n);
    phs_progress_stage(p->progress, "relating", 0);
    phs_relate(run->graph);
    run->map = phs_map_build(run->graph, p->scope, p->catalogue);
    phs_map_incidents(run, p->catalogue);
    phs_map_remark(run);
    read_files_beside(p);
    phs_progress_stage(p->progress, "judging", 0);
    phs_judge(run, p->catalogue);
    code = phs_score(run, p->catalogue, err);
    if (code == PHS_OK && p->options->quantify)
        code = phs_money_run(run, err);
    if (code != PHS_OK)
        return code;
    run->content_sha256 = content_of(run);
    run->id = id_of(run);
    return keep(p, err);
}

static enum phs_code load(struct pipeline *p, struct phs_err *err) {
    const struct phs_scan_options *options = p->options;
    enum phs_code code =
        phs_pipeline_catalogue(p->arena, options->check_folders, options->check_folder_count, &p->catalogue, err);
    return code == PHS_OK ? load_plugins(p, err) : code;
}

/* Checks that a user named may be refused, and come before anything is asked or kept; the built-in ones load while the
 * endpoints answer. */
static enum phs_code open_all(struct pipeline *p, struct phs_err *err) {
    bool named = p->options->check_folder_count > 0 || p->options->plugin_count > 0;
    enum phs_code code = named ? load(p, err) : PHS_OK;
    if (code == PHS_OK)
        code = open_store(p, err);
    if (code != PHS_OK)
        return code;
    p->endpoints = phs_collect_begin(p->scope, p->progress);
    return named ? PHS_OK : load(p, err);
}

enum phs_code phs_pipeline_run(struct phs_arena *arena, const struct phs_scan_options *options,
                               struct phs_catalogue **ret_catalogue, struct phs_run **ret_run, struct phs_err *err) {
    struct pipeline p = {.arena = arena, .options = options};
    enum phs_code code = phs_pipeline_scope(arena, options, &p.scope, err);
    if (code != PHS_OK)
        return code;
    p.scope->tls_mode = options->tls_mode;
    set_history(p.scope, options);
    p.progress = options->progress ? phs_progress_new() : NULL;
    code = open_all(&p, err);
    if (code == PHS_OK) {
        p.run = new_run(&p);
        code = run_stages(&p, err);
    }
    phs_tls_end(p.endpoints, NULL);
    p.scope->memory = NULL;
    phs_store_close(p.store);
    phs_progress_free(p.progress);
    if (code != PHS_OK)
        return code;
    *ret_catalogue = p.catalogue;
    *ret_run = p.run;
    return PHS_OK;
}
