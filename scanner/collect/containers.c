/* SPDX-License-Identifier: Apache-2.0 */
/* One walk over a target for all of its files that declare something by their content or name. */
#include "collect/containers.h"

#include "base/file.h"
#include "collect/arm/arm.h"
#include "collect/cloudformation/cloudformation.h"
#include "collect/docker/docker.h"
#include "collect/kubernetes/kubernetes.h"
#include "collect/kubernetes/render.h"
#include "collect/pulumi/pulumi.h"
#include "collect/remarks.h"
#include "collect/source/language.h"
#include "collect/terraform_json/terraform_json.h"

enum { MOST_FILE_BYTES = 8 << 20, MOST_SMALL_BYTES = 1 << 20 };

enum format { NEITHER, MANIFEST, STATE, SAVED_PLAN, KUSTOMIZATION, DOCKERFILE, COMPOSE, BICEP };

struct reading {
    struct phs_containers *containers;
    const struct phs_target *target;
    const char *shown, *environment;
    struct phs_arena *scratch; /* of one file */
    struct phs_map patches;    /* files that a kustomization takes as pieces */
    struct phs_map rendered;   /* files that stand in what helm or kustomize made of them */
    bool instructions;
    struct phs_cfn_library *templates;   /* these two are judged together, after the walk */
    struct phs_arm_library *deployments; /* templates of Azure */
    struct phs_tfjson_library *plans;    /* NULL in a repository: what lies there is nobody's present infrastructure */
    struct phs_pulumi_library *stacks;   /* taken where plans are */
    size_t files, resources;
};

void phs_containers_init(struct phs_containers *containers, struct phs_graph *graph, const char *folder,
                         const struct phs_catalogue *catalogue, struct phs_progress *progress) {
    *containers = (struct phs_containers){graph, folder, catalogue, progress, {0}};
    phs_map_init(&containers->seen, graph->arena);
}

static bool is_kustomization(struct phs_slice name) {
    return phs_slice_is(name, "kustomization.yaml") || phs_slice_is(name, "kustomization.yml") ||
           phs_slice_is(name, "Kustomization");
}

/* A program, or YAML that names types of Pulumi's own: what it makes is in no file of the folder. */
static bool is_pulumi(const char *path) {
    struct phs_slice name = phs_slice(phs_path_base(path));
    return phs_slice_is(name, "Pulumi.yaml") || phs_slice_is(name, "Pulumi.yml");
}

static enum format format_of(const char *path) {
    struct phs_slice name = phs_slice(phs_path_base(path));
    if (is_kustomization(name))
        return KUSTOMIZATION;
    if (phs_is_dockerfile(path))
        return DOCKERFILE;
    if (phs_is_compose_file(path))
        return COMPOSE;
    if (phs_slice_ends(name, ".tfstate"))
        return STATE;
    if (phs_slice_ends(name, ".tfplan") || phs_slice_is(name, "tfplan"))
        return SAVED_PLAN;
    if (phs_slice_ends(name, ".bicep") || phs_slice_ends(name, ".bicepparam"))
        return BICEP;
    return phs_slice_ends(name, ".yaml") || phs_slice_ends(name, ".yml") || phs_slice_ends(name, ".json") ||
                   phs_slice_ends(name, ".template")
               ? MANIFEST
               : NEITHER;
}

/* False for a file that an earlier target has read already. */
static bool is_unread(const struct reading *reading, const char *shown) {
    const struct phs_map *seen = &reading->containers->seen;
    const char *key = phs_printf(reading->containers->graph->arena, "%s\n%s", reading->environment, shown);
    return !phs_map_gets(seen, reading->target->kind == PHS_TARGET_REPOSITORY ? shown : key);
}

/* The same, and from now on it has been read. */
static bool is_first(struct reading *reading, const char *shown) {
    struct phs_map *seen = &reading->containers->seen;
    struct phs_arena *arena = reading->containers->graph->arena;
    if (!is_unread(reading, shown))
        return false;
    phs_map_puts(seen, phs_strdup(arena, shown), reading->containers);
    phs_map_puts(seen, phs_printf(arena, "%s\n%s", reading->environment, shown), reading->containers);
    return true;
}

static bool read_bytes(struct reading *reading, const char *shown, size_t limit, struct phs_slice *ret_bytes) {
    struct phs_graph *graph = reading->containers->graph;
    struct phs_err err = {0};
    phs_arena_reset(reading->scratch);
    const char *path = phs_path_join(reading->scratch, reading->containers->folder, shown);
    if (phs_file_read(reading->scratch, path, limit, ret_bytes, &err) == PHS_OK)
        return true;
    phs_graph_cover(graph, "file", shown, PHS_NOT_READ, false, phs_printf(graph->arena, "%s: %s", shown, err.text),
                    (struct phs_place){0});
    return false;
}

static size_t read_one(struct reading *reading, enum format format, const char *shown, struct phs_slice bytes) {
    struct phs_graph *graph = reading->containers->graph;
    const struct phs_kubernetes_file manifest = {graph, reading->shown, reading->environment, shown};
    const struct phs_docker_file docker = {graph, reading->shown,        reading->environment,
                                           shown, reading->instructions, reading->containers->folder};
    switch (format) {
    case MANIFEST:
        return phs_kubernetes_read(&manifest, bytes);
    case DOCKERFILE:
        return phs_dockerfile_read(&docker, bytes);
    case COMPOSE:
        return phs_compose_read(&docker, bytes);
    case BICEP:
    case KUSTOMIZATION:
    case STATE:
    case SAVED_PLAN:
    case NEITHER:
        break;
    }
    return 0;
}

/* A plan may be bigger than any manifest: its first words say whether it is one. */
static bool begins_like(struct reading *reading, const char *shown, bool (*may_be)(struct phs_slice start)) {
    char start[4096];
    phs_arena_reset(reading->scratch);
    FILE *file = fopen(phs_path_join(reading->scratch, reading->containers->folder, shown), "rbe");
    size_t n = file ? fread(start, 1, sizeof start, file) : 0;
    if (file)
        fclose(file);
    return may_be(phs_slice_n(start, n));
}

static bool begins_like_a_plan(struct reading *reading, const char *shown) {
    return begins_like(reading, shown, phs_terraform_json_may_be);
}

/* True where the file is what Pulumi says of a stack, or one that cannot be read. */
static bool took_stack(struct reading *reading, const struct phs_walk_entry *entry, const char *shown) {
    struct phs_slice bytes;
    if (!reading->plans || !phs_slice_ends(phs_slice(entry->path), ".json") || !begins_like(reading, shown, phs_pulumi_may_be))
        return false;
    if (!is_unread(reading, shown))
        return false;
    if (!read_bytes(reading, shown, PHS_TERRAFORM_JSON_MOST_BYTES, &bytes))
        return true;
    return phs_pulumi_offer(reading->stacks, shown, bytes) && is_first(reading, shown);
}

/* True where the file is a plan or a state, or one that cannot be read. */
static bool took_plan(struct reading *reading, enum format format, const struct phs_walk_entry *entry, const char *shown) {
    struct phs_slice bytes, name = phs_slice(entry->path);
    bool json = phs_slice_ends(name, ".json") && !phs_slice_ends(name, ".tf.json");
    if (!reading->plans || (format != STATE && format != SAVED_PLAN && !json))
        return format == STATE || format == SAVED_PLAN;
    if (format == SAVED_PLAN && !begins_like_a_plan(reading, shown)) {
        phs_terraform_json_binary(reading->plans, shown);
        return true;
    }
    if (!begins_like_a_plan(reading, shown))
        return format == STATE;
    if (!is_unread(reading, shown) || !read_bytes(reading, shown, PHS_TERRAFORM_JSON_MOST_BYTES, &bytes))
        return true;
    return phs_terraform_json_offer(reading->plans, shown, bytes) && is_first(reading, shown);
}

static void read_file(struct reading *reading, const struct phs_walk_entry *entry) {
    struct phs_graph *graph = reading->containers->graph;
    enum format format = format_of(entry->path);
    const char *shown = phs_path_clean(graph->arena, phs_path_join(graph->arena, reading->shown, entry->path));
    struct phs_slice bytes;
    if (is_pulumi(entry->path) && is_first(reading, shown))
        phs_pulumi_project(reading->stacks, shown);
    if (took_plan(reading, format, entry, shown) || is_pulumi(entry->path) || took_stack(reading, entry, shown))
        return;
    /* Big JSON and YAML files are data; a manifest of that size would be a line of coverage in nobody's interest. */
    if (format == NEITHER || format == KUSTOMIZATION || (format == MANIFEST && entry->size > MOST_FILE_BYTES))
        return;
    if (!is_first(reading, shown) ||
        !read_bytes(reading, shown, format == MANIFEST || format == BICEP ? MOST_FILE_BYTES : MOST_SMALL_BYTES, &bytes))
        return;
    if (format == MANIFEST && phs_map_gets(&reading->rendered, shown))
        return;
    if (format == MANIFEST && phs_map_gets(&reading->patches, shown)) {
        phs_graph_cover(
            graph, "file", shown, PHS_NOT_READ, false,
            phs_printf(graph->arena, "%s: a patch of a kustomization; render it first and scan what comes out", shown),
            (struct phs_place){0});
        return;
    }
    phs_remarks_read(graph, shown, bytes);
    if (format == MANIFEST && phs_cloudformation_offer(reading->templates, shown, bytes))
        return;
    if ((format == MANIFEST || format == BICEP) && phs_arm_offer(reading->deployments, shown, bytes))
        return;
    size_t added = read_one(reading, format, shown, bytes);
    reading->files += added > 0;
    reading->resources += added;
}

/* Charts and overlays of a folder that an earlier target has read are not rendered again. */
static void render_all(struct reading *reading, const struct phs_walk *walk) {
    struct phs_containers *containers = reading->containers;
    struct phs_rendering rendering = {.graph = containers->graph,
                                      .folder = containers->folder,
                                      .shown = reading->shown,
                                      .environment = reading->environment,
                                      .done = &reading->rendered};
    const char *key = phs_printf(containers->graph->arena, "rendered %s", reading->shown);
    phs_map_init(&reading->rendered, containers->graph->arena);
    if (phs_map_gets(&containers->seen, key))
        return;
    phs_map_puts(&containers->seen, key, containers);
    phs_kubernetes_render(&rendering, walk);
    reading->files += rendering.files;
    reading->resources += rendering.resources;
}

static void read_kustomizations(struct reading *reading, const struct phs_walk *walk) {
    struct phs_arena *arena = reading->containers->graph->arena;
    struct phs_slice bytes;
    for (size_t i = 0; i < walk->files.n; i++) {
        const char *shown = phs_path_clean(arena, phs_path_join(arena, reading->shown, walk->files.at[i].path));
        if (format_of(shown) == KUSTOMIZATION && read_bytes(reading, shown, MOST_SMALL_BYTES, &bytes))
            phs_kustomization_read(arena, shown, bytes, &reading->patches);
    }
}

/* Policies of others are the only ones that ask about single instructions. */
static bool has_foreign(const struct phs_catalogue *catalogue) {
    for (size_t i = 0; i < catalogue->checks.n; i++)
        if (catalogue->checks.at[i]->foreign)
            return true;
    return false;
}

static bool was_left_out(const struct phs_graph *graph, size_t lines) {
    for (size_t i = lines; i < graph->coverage.n; i++)
        if (strcmp(graph->coverage.at[i].kind, "file") == 0)
            return true;
    return false;
}

void phs_containers_collect(struct phs_containers *containers, const struct phs_target *target) {
    struct phs_graph *graph = containers->graph;
    struct phs_arena *arena = phs_arena_new();
    const struct phs_walk_options options = {.enter = phs_source_enters};
    struct reading reading = {.containers = containers,
                              .target = target,
                              .shown = phs_path_clean(graph->arena, target->path),
                              .environment = target->environment ? target->environment : "",
                              .scratch = phs_arena_new(),
                              .instructions = has_foreign(containers->catalogue)};
    struct phs_walk walk = {0};
    size_t lines = graph->coverage.n;
    reading.templates = phs_cloudformation_library(graph, containers->folder, target);
    reading.deployments = phs_arm_library(graph, containers->folder, target);
    reading.stacks = phs_pulumi_library(graph, target);
    if (target->kind == PHS_TARGET_INFRASTRUCTURE)
        reading.plans = phs_terraform_json_library(graph, containers->folder, target);
    phs_map_init(&reading.patches, graph->arena);
    /* A folder that cannot be walked is reported by the collector that the target was made for. */
    if (phs_walk(arena, phs_path_join(arena, containers->folder, target->path), &options, &walk, NULL) == PHS_OK) {
        phs_progress_stage(containers->progress, "reading manifests", walk.files.n);
        read_kustomizations(&reading, &walk);
        render_all(&reading, &walk);
        for (size_t i = 0; i < walk.files.n; i++)
            phs_arm_saw(reading.deployments, phs_path_clean(arena, phs_path_join(arena, reading.shown, walk.files.at[i].path)));
        for (size_t i = 0; i < walk.files.n; i++) {
            phs_progress_step(containers->progress, walk.files.at[i].path);
            read_file(&reading, &walk.files.at[i]);
        }
        phs_cloudformation_run(reading.templates);
        phs_arm_run(reading.deployments);
        if (reading.plans)
            phs_terraform_json_run(reading.plans);
        phs_pulumi_run(reading.stacks);
    }
    if (reading.files)
        phs_graph_cover(graph, "manifests", reading.shown, was_left_out(graph, lines) ? PHS_READ_PARTLY : PHS_READ, false,
                        was_left_out(graph, lines) ? "some manifests were not read as a whole" : NULL, target->place)
            ->items = reading.resources;
    phs_arena_free(reading.scratch);
    phs_arena_free(arena);
}
