/* SPDX-License-Identifier: Apache-2.0 */
/* A repository target: lists its tree, looks at its files on a few threads, and adds what they show in the order of their
 * paths. */
#include "collect/git/git.h"

#include "base/pool.h"
#include "collect/git/contained.h"
#include "collect/git/history.h"
#include "collect/git/role.h"

enum { MOST_FILE_BYTES = 128 << 20, MOST_THREADS = 16 };

struct worker {
    struct phs_arena *scratch, *kept;
    struct phs_tree_reader reader;
    struct phs_match_scratch *matching;
};

struct looking {
    const struct phs_rules *rules;
    const struct phs_tree *tree;
    struct phs_seen_file *files;
    struct phs_progress *progress;
    struct worker workers[MOST_THREADS];
};

static void prepare(struct looking *looking, struct worker *worker) {
    if (worker->scratch) {
        phs_arena_reset(worker->scratch);
        return;
    }
    worker->scratch = phs_arena_new();
    worker->kept = phs_arena_new();
    worker->matching = phs_match_scratch_new(worker->kept, looking->rules->matcher);
    phs_tree_reader_open(&worker->reader, looking->tree);
}

static void look_at_file(void *user, size_t item, unsigned number) {
    static const enum phs_seen seen[] = {PHS_LOOKED_AT, PHS_OVER_SIZE, PHS_NOT_THERE};
    struct looking *looking = user;
    struct worker *worker = &looking->workers[number];
    struct phs_seen_file *file = &looking->files[item];
    struct phs_slice bytes = {0};
    phs_progress_step(looking->progress, file->path);
    file->look.kind = phs_file_kind_of(file->path);
    if (!phs_file_is_searched(file->path) && file->look.kind == PHS_FILE_PLAIN)
        return;
    prepare(looking, worker);
    file->seen = seen[phs_tree_read(&worker->reader, worker->scratch, &looking->tree->files.at[item], MOST_FILE_BYTES, &bytes)];
    if (file->seen == PHS_LOOKED_AT)
        phs_look_at(looking->rules, worker->matching, worker->scratch, worker->kept, file->path, bytes, &file->look);
}

static void release(struct looking *looking) {
    for (size_t i = 0; i < MOST_THREADS; i++) {
        phs_tree_reader_close(&looking->workers[i].reader);
        phs_arena_free(looking->workers[i].scratch);
        phs_arena_free(looking->workers[i].kept);
    }
}

struct phs_resource *phs_git_add(struct phs_git_scan *scan, const char *type, const char *address, const char *name,
                                 const struct phs_source *source, uint32_t line) {
    struct phs_resource *resource = phs_graph_add(scan->graph, scan->root, scan->environment, type, address);
    resource->name = name;
    resource->collector = "git";
    resource->directness = PHS_SOURCE;
    resource->place = (struct phs_place){.source = source, .line = line};
    if (scan->repository)
        phs_graph_link(scan->graph, resource, PHS_BELONGS_TO, scan->repository, "repository", resource->place);
    return resource;
}

const struct phs_source *phs_git_source_of(struct phs_git_scan *scan, const struct phs_seen_file *file) {
    struct phs_arena *arena = scan->graph->arena;
    struct phs_source *source = PHS_NEW(arena, struct phs_source);
    *source = (struct phs_source){.kind = PHS_SOURCE_FILE,
                                  .path = phs_path_join(arena, scan->root, file->path),
                                  .member = phs_look_member_name(arena, file->path, &file->look, file->member)};
    return source;
}

const struct phs_source *phs_git_source(struct phs_git_scan *scan, const char *path) {
    struct phs_source *source = PHS_NEW(scan->graph->arena, struct phs_source);
    *source = (struct phs_source){.kind = PHS_SOURCE_FILE, .path = phs_path_join(scan->graph->arena, scan->root, path)};
    return source;
}

void phs_git_finish(struct phs_resource *resource, struct phs_map_builder *attributes) {
    resource->attributes = resource->original = phs_map_builder_done(attributes, resource->place);
}

static void set(struct phs_map_builder *map, const char *key, const struct phs_value *value) {
    phs_map_builder_set(map, phs_slice(key), value->place, value);
}

void phs_git_set_text(struct phs_map_builder *map, const char *key, const char *text) {
    if (text)
        set(map, key, phs_value_text(map->arena, text));
}

void phs_git_set_bool(struct phs_map_builder *map, const char *key, bool value) {
    set(map, key, phs_value_bool(map->arena, value, (struct phs_place){0}));
}

void phs_git_set_number(struct phs_map_builder *map, const char *key, double value) {
    set(map, key, phs_value_number(map->arena, value, (struct phs_place){0}));
}

/* Why the history that is there, or that was asked for, is not read; NULL: nobody asked, and there is none. */
static const char *why_no_history(const struct phs_git_scan *scan, const struct phs_target *target) {
    if (scan->tree->git_dir && !scan->tree->whole)
        return target->history == PHS_HISTORY_SINCE
                   ? "the target is a folder of its repository: only what stands in it now was read, not each commit of the "
                     "change"
                   : "the target is a folder of its repository, whose history is read where all of it is asked for";
    if (scan->tree->closed)
        return scan->tree->closed;
    return target->history == PHS_HISTORY_ALL ? "there is no repository here, so there is no history to read" : NULL;
}

static void cover_unread_history(const struct phs_git_scan *scan, const struct phs_target *target) {
    const char *reason = target->history == PHS_HISTORY_HEAD ? NULL : why_no_history(scan, target);
    if (reason)
        phs_graph_cover(scan->graph, "history", scan->root, PHS_NOT_READ, target->history == PHS_HISTORY_ALL,
                        phs_strdup(scan->graph->arena, reason), target->place);
}

static void add_all(struct phs_git_scan *scan) {
    for (size_t i = 0; i < scan->n; i++) {
        phs_git_secrets(scan, &scan->files[i]);
        phs_git_identifiers(scan, &scan->files[i]);
        phs_git_file_facts(scan, &scan->files[i]);
        phs_git_workflow(scan, &scan->files[i]);
    }
    if (scan->past)
        phs_history_sightings(scan, scan->past);
    phs_git_repository_facts(scan);
}

static void look_at_all(struct phs_git_scan *scan, const struct phs_target *target, struct phs_arena *arena,
                        struct phs_progress *progress) {
    struct phs_past past;
    struct looking looking = {.rules = scan->rules, .tree = scan->tree, .files = scan->files, .progress = progress};
    unsigned threads = phs_pool_threads();
    phs_progress_stage(progress, "searching the repository", scan->n);
    phs_pool_run(threads < MOST_THREADS ? threads : MOST_THREADS, scan->n, look_at_file, &looking);
    phs_contained_tree(scan, arena);
    if (phs_history_is_wanted(scan, target)) {
        phs_history_collect(scan, target, arena, progress, &past);
        scan->past = &past;
    } else {
        cover_unread_history(scan, target);
    }
    add_all(scan);
    scan->past = NULL;
    release(&looking);
}

void phs_git_collect(struct phs_graph *graph, const struct phs_scope *scope, const struct phs_target *target,
                     const struct phs_catalogue *catalogue, struct phs_progress *progress) {
    struct phs_arena *arena = phs_arena_new();
    struct phs_rules rules;
    struct phs_tree tree;
    struct phs_err err = {0};
    struct phs_git_scan scan = {.graph = graph,
                                .rules = &rules,
                                .tree = &tree,
                                .whole_blobs = scope->whole_blobs,
                                .memory = scope->memory,
                                .rules_digest = phs_printf(arena, "%s %s", PHS_VERSION, catalogue->sha256),
                                .root = phs_path_clean(graph->arena, target->path),
                                .environment = target->environment ? target->environment : ""};
    const char *folder = phs_path_join(arena, scope->folder, target->path);
    bool may_have_git = phs_tree_may_have_git(folder);
    if (may_have_git)
        phs_tree_library_init();
    phs_look_init();
    if (phs_tree_list(arena, folder, &tree, &err) != PHS_OK) {
        phs_graph_cover(graph, "git", scan.root, PHS_NOT_READ, true, phs_strdup(graph->arena, err.text), target->place);
    } else {
        phs_rules_init(&rules, arena, catalogue);
        scan.repository = phs_graph_find(graph, scan.root, scan.environment, phs_printf(arena, "repository:%s", scan.root));
        scan.n = tree.files.n;
        scan.files = PHS_NEW_N(arena, struct phs_seen_file, tree.files.n);
        for (size_t i = 0; i < scan.n; i++)
            scan.files[i].path = tree.files.at[i].path;
        look_at_all(&scan, target, arena, progress);
        phs_git_cover(&scan, target);
    }
    phs_arena_free(arena);
    if (may_have_git)
        phs_tree_library_done();
}
