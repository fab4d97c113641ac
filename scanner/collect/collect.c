/* SPDX-License-Identifier: Apache-2.0 */
/* Hands each target of the scope to its collector. Inventories come first, so that what code shows meets vendors that are
 * known. */
#include "collect/collect.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "collect/assets.h"
#include "collect/attestations.h"
#include "collect/containers.h"
#include "collect/git/git.h"
#include "collect/resources_json.h"
#include "collect/source/source.h"
#include "collect/terraform/terraform.h"
#include "collect/vendors.h"

struct collecting {
    struct phs_graph *graph;
    const struct phs_scope *scope;
    const struct phs_catalogue *catalogue;
    struct phs_progress *progress;
    struct phs_containers *containers;
};

static void vendors(const struct collecting *c, const struct phs_target *target) {
    phs_vendors_collect(c->graph, c->scope, target, c->catalogue);
}

static void assets(const struct collecting *c, const struct phs_target *target) {
    phs_assets_collect(c->graph, c->scope, target);
}

static void resources(const struct collecting *c, const struct phs_target *target) {
    phs_resources_collect(c->graph, c->scope, target);
}

static void infrastructure(const struct collecting *c, const struct phs_target *target) {
    phs_terraform_collect_known(c->graph, c->scope->folder, target, c->catalogue, c->progress);
}

static void repository(const struct collecting *c, const struct phs_target *target) {
    phs_source_collect(c->graph, c->scope->folder, target, c->catalogue, c->progress);
    phs_git_collect(c->graph, c->scope, target, c->catalogue, c->progress);
}

struct collector {
    const char *kind; /* of the coverage */
    bool wants_folder;
    void (*collect)(const struct collecting *c, const struct phs_target *target);
};

static const struct collector collectors[] = {
    [PHS_TARGET_VENDORS] = {"vendors", false, vendors},
    [PHS_TARGET_CUSTOMERS] = {"customers", false, vendors},
    [PHS_TARGET_ASSETS] = {"assets", false, assets},
    [PHS_TARGET_RESOURCES] = {"resources", false, resources},
    [PHS_TARGET_INFRASTRUCTURE] = {"infrastructure", true, infrastructure},
    [PHS_TARGET_REPOSITORY] = {"repository", true, repository},
};

static void not_read(const struct collecting *c, const struct phs_target *target, const char *why) {
    struct phs_arena *arena = c->graph->arena;
    const char *where = phs_place_text(arena, target->place);
    phs_graph_cover(c->graph, collectors[target->kind].kind, target->path, PHS_NOT_READ, true,
                    phs_printf(arena, "%s%s%s: %s", where, *where ? ": " : "", target->path, why), target->place);
}

/* Why a folder cannot be read, or NULL. */
static const char *folder_problem(struct phs_arena *arena, const char *path) {
    struct stat status;
    if (stat(path, &status) != 0)
        return errno == ENOENT || errno == ENOTDIR ? "there is no such folder"
                                                   : phs_printf(arena, "the folder cannot be reached (%s)", strerror(errno));
    if (!S_ISDIR(status.st_mode))
        return "a folder is expected";
    return access(path, R_OK | X_OK) == 0 ? NULL : "the folder may not be read";
}

static void collect_target(const struct collecting *c, const struct phs_target *target) {
    const struct collector *collector = &collectors[target->kind];
    const char *problem = NULL;
    phs_progress_step(c->progress, target->path);
    if (collector->wants_folder)
        problem = folder_problem(c->graph->arena, phs_path_join(c->graph->arena, c->scope->folder, target->path));
    if (problem)
        not_read(c, target, problem);
    else
        collector->collect(c, target);
}

/* phiscope.yaml may name one target twice; the second reading would only repeat every resource. */
static bool is_repeat(const struct phs_scope *scope, size_t i) {
    const struct phs_target *target = &scope->targets.at[i];
    for (size_t k = 0; k < i; k++) {
        const struct phs_target *before = &scope->targets.at[k];
        if (before->kind == target->kind && strcmp(before->path, target->path) == 0 &&
            strcmp(before->environment ? before->environment : "", target->environment ? target->environment : "") == 0)
            return true;
    }
    return false;
}

static bool is_inventory(enum phs_target_kind kind) {
    return kind != PHS_TARGET_INFRASTRUCTURE && kind != PHS_TARGET_REPOSITORY;
}

struct phs_tls_probe *phs_collect_begin(const struct phs_scope *scope, struct phs_progress *progress) {
    struct phs_arena *arena = phs_arena_new();
    PHS_VEC(const struct phs_target *) endpoints = {0};
    for (size_t i = 0; i < scope->targets.n; i++)
        if (scope->targets.at[i].kind == PHS_TARGET_ENDPOINT && !is_repeat(scope, i))
            PHS_PUSH(arena, endpoints, &scope->targets.at[i]);
    struct phs_tls_probe *probe = phs_tls_begin(scope, endpoints.at, endpoints.n, progress);
    phs_arena_free(arena);
    return probe;
}

static void collect_all(const struct collecting *c, bool inventories) {
    for (size_t i = 0; i < c->scope->targets.n; i++)
        if (c->scope->targets.at[i].kind != PHS_TARGET_ENDPOINT && is_inventory(c->scope->targets.at[i].kind) == inventories &&
            !is_repeat(c->scope, i))
            collect_target(c, &c->scope->targets.at[i]);
}

/* After everything else, infrastructure first: what a repository repeats of it is not read twice. */
static void collect_containers(const struct collecting *c, enum phs_target_kind kind) {
    for (size_t i = 0; i < c->scope->targets.n; i++) {
        const struct phs_target *target = &c->scope->targets.at[i];
        const char *path = phs_path_join(c->graph->arena, c->scope->folder, target->path);
        if (target->kind == kind && !is_repeat(c->scope, i) && !folder_problem(c->graph->arena, path))
            phs_containers_collect(c->containers, target);
    }
}

enum phs_code phs_collect(struct phs_graph *graph, const struct phs_scope *scope, const struct phs_catalogue *catalogue,
                          struct phs_tls_probe *begun, struct phs_progress *progress, struct phs_err *err) {
    struct phs_containers containers;
    const struct collecting c = {
        .graph = graph, .scope = scope, .catalogue = catalogue, .progress = progress, .containers = &containers};
    if (!graph || !scope || !catalogue)
        return phs_fail(err, PHS_E_INTERNAL, "nothing to collect with");
    phs_containers_init(&containers, graph, scope->folder, catalogue, progress);
    phs_progress_stage(progress, "collecting", scope->targets.n);
    collect_all(&c, true);
    phs_attestations_collect(graph, scope, catalogue);
    collect_all(&c, false);
    collect_containers(&c, PHS_TARGET_INFRASTRUCTURE);
    collect_containers(&c, PHS_TARGET_REPOSITORY);
    phs_tls_end(begun, graph);
    return PHS_OK;
}
