/* SPDX-License-Identifier: Apache-2.0 */
/* The host's side of the collector contract. */
#include "collect/plugged.h"

#include "base/file.h"
#include "parse/json.h"

enum { MAX_RESOURCES_A_FILE = 100000, DEFAULT_MAX_BYTES = 8 << 20, MAX_DEPTH = 250 };

struct phs_collecting {
    struct phs_graph *graph;
    const struct phs_collector *collector;
    const struct phs_target *target;
    const struct phs_source *source;
    size_t added;
    bool problems;
};

static struct phs_place line_place(const struct phs_collecting *collecting, uint32_t line) {
    return (struct phs_place){collecting->source, line, 0, line, 0};
}

static struct phs_resource *host_add(struct phs_collecting *collecting, const char *type, const char *address, uint32_t line) {
    if (!type || !address || collecting->added >= MAX_RESOURCES_A_FILE)
        return NULL;
    struct phs_resource *resource =
        phs_graph_add(collecting->graph, collecting->target->path, collecting->target->environment, type, address);
    resource->collector = collecting->collector->name;
    resource->place = line_place(collecting, line);
    struct phs_map_builder empty;
    phs_map_builder_init(&empty, collecting->graph->arena);
    resource->attributes = resource->original = phs_map_builder_done(&empty, resource->place);
    collecting->added++;
    return resource;
}

/* Places in the plugin's JSON text mean nothing to a reader: the fact stands where the resource stands. The tree was made by us
 * a moment ago and nobody else holds it yet. */
static void move_places(const struct phs_value *value, struct phs_place place, int depth) {
    ((struct phs_value *)(uintptr_t)value)->place = place;
    for (size_t i = 0; value->kind == PHS_LIST && depth < MAX_DEPTH && i < value->list.n; i++)
        move_places(value->list.at[i], place, depth + 1);
    for (size_t i = 0; value->kind == PHS_MAP && depth < MAX_DEPTH && i < value->map.n; i++)
        move_places(value->map.at[i].value, place, depth + 1);
}

static int host_attributes(struct phs_collecting *collecting, struct phs_resource *resource, const char *json, size_t length) {
    const struct phs_value *value;
    struct phs_err err = {0};
    if (!resource || !json)
        return -1;
    /* The tree points into the text, which is the plugin's. */
    struct phs_slice copy = phs_slice_n(phs_strndup(collecting->graph->arena, json, length), length);
    if (phs_json_parse(collecting->graph->arena, collecting->source, copy, NULL, &value, &err) || value->kind != PHS_MAP)
        return -1;
    move_places(value, resource->place, 0);
    resource->attributes = resource->original = value;
    return 0;
}

static int host_link(struct phs_collecting *collecting, struct phs_resource *resource, const char *kind, const char *target) {
    for (int i = 0; resource && kind && target && i < PHS_LINK_COUNT; i++)
        if (strcmp(phs_link_name((enum phs_link_kind)i), kind) == 0) {
            phs_graph_mention(collecting->graph, resource, (enum phs_link_kind)i, target, NULL, resource->place);
            return 0;
        }
    return -1;
}

static void host_problem(struct phs_collecting *collecting, uint32_t line, const char *sentence) {
    struct phs_place place = line_place(collecting, line);
    collecting->problems = true;
    phs_graph_cover(collecting->graph, "file", collecting->source->path, PHS_READ_PARTLY, false, sentence, place);
}

static const struct phs_collector_host host = {
    .size = sizeof(struct phs_collector_host),
    .version = PHS_API_VERSION,
    .add = host_add,
    .attributes = host_attributes,
    .link = host_link,
    .problem = host_problem,
};

static bool wants(const struct phs_collector *collector, const char *path) {
    for (const char *const *glob = collector->globs; *glob; glob++)
        if (phs_glob_match(*glob, path))
            return true;
    return false;
}

static void collect_file(struct phs_collecting *collecting, const char *folder, const char *path) {
    struct phs_arena *scratch = phs_arena_new();
    struct phs_source *source = PHS_NEW(collecting->graph->arena, struct phs_source);
    struct phs_slice bytes;
    struct phs_err err = {0};
    size_t limit = collecting->collector->max_bytes ? collecting->collector->max_bytes : DEFAULT_MAX_BYTES;
    source->path = phs_path_join(collecting->graph->arena, collecting->target->path, path);
    collecting->source = source;
    if (phs_file_read(scratch, phs_path_join(scratch, folder, path), limit, &bytes, &err))
        host_problem(collecting, 0, err.text);
    else if (collecting->collector->collect(&host, collecting, path, bytes.ptr, bytes.len) != 0 && !collecting->problems)
        host_problem(collecting, 0, phs_printf(scratch, "the collector %s could not read it", collecting->collector->name));
    phs_arena_free(scratch);
}

static void collect_target(struct phs_graph *graph, const struct phs_scope *scope, const struct phs_target *target,
                           const struct phs_collector *collector) {
    struct phs_arena *scratch = phs_arena_new();
    const char *folder = phs_path_join(scratch, scope->folder, target->path);
    struct phs_walk walk = {0};
    struct phs_err err = {0};
    /* A target that cannot be walked was already said by the collector that owns it. */
    if (phs_walk(scratch, folder, NULL, &walk, &err) == PHS_OK)
        for (size_t i = 0; i < walk.files.n; i++)
            if (wants(collector, walk.files.at[i].path)) {
                struct phs_collecting collecting = {.graph = graph, .collector = collector, .target = target};
                collect_file(&collecting, folder, walk.files.at[i].path);
            }
    phs_arena_free(scratch);
}

static bool is_tree(const struct phs_target *target) {
    return target->kind == PHS_TARGET_INFRASTRUCTURE || target->kind == PHS_TARGET_REPOSITORY;
}

/* A folder that is named as infrastructure and as repository is one folder. */
static bool was_walked(const struct phs_scope *scope, size_t at) {
    for (size_t i = 0; i < at; i++)
        if (is_tree(&scope->targets.at[i]) && strcmp(scope->targets.at[i].path, scope->targets.at[at].path) == 0)
            return true;
    return false;
}

void phs_plugged_collect(struct phs_graph *graph, const struct phs_scope *scope, const struct phs_collector *const *collectors,
                         size_t n) {
    for (size_t c = 0; c < n; c++)
        for (size_t t = 0; t < scope->targets.n; t++) {
            if (is_tree(&scope->targets.at[t]) && !was_walked(scope, t))
                collect_target(graph, scope, &scope->targets.at[t], collectors[c]);
        }
}
