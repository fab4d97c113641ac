/* SPDX-License-Identifier: Apache-2.0 */
/* Paths, for the commits that have something first: their trees are read once more, along what leads to it. */
#include <stdlib.h>

#include "base/pool.h"
#include "collect/git/chain.h"
#include "collect/git/origins_parts.h"
#include "parse/pack/tree.h"

enum { MOST_TREE_BYTES = 64 << 20, DEEPEST = 128, LONGEST_PATH = 4096, MOST_TREES = 200000 };

struct wanted {
    uint32_t commit, blob;
};

struct worker {
    struct phs_arena *arena;
    struct phs_chain_reader *reader;
    git_odb *odb;
};

struct finding {
    struct phs_history *history;
    const struct wanted *wanted; /* by commit, then blob */
    size_t *starts;              /* of each commit's, and the end */
    char **paths;                /* by blob, malloc */
    struct worker workers[PHS_WALK_MOST_WORKERS];
};

struct descent {
    struct finding *finding;
    struct worker *worker;
    const struct wanted *wanted;
    size_t n, trees;
    char path[LONGEST_PATH];
};

static int by_commit(const void *a, const void *b) {
    const struct wanted *x = a, *y = b;
    if (x->commit != y->commit)
        return x->commit < y->commit ? -1 : 1;
    return x->blob < y->blob ? -1 : x->blob > y->blob;
}

static const struct wanted *find_blob(const struct descent *descent, const uint8_t *id) {
    const struct phs_origins_ask *ask = descent->finding->history->ask;
    size_t low = 0, high = descent->n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = memcmp(ask->blobs[descent->wanted[middle].blob]->id, id, PHS_OID_BYTES);
        if (order == 0)
            return &descent->wanted[middle];
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

static bool read_object(struct descent *descent, uint32_t object, char **ret_bytes, size_t *ret_size) {
    const struct phs_origins_ask *ask = descent->finding->history->ask;
    struct worker *worker = descent->worker;
    git_odb_object *read = NULL;
    git_oid id;
    if (object < ask->packs->n)
        return phs_chain_read(worker->reader, object, MOST_TREE_BYTES, ret_bytes, ret_size);
    if (!worker->odb)
        worker->odb = phs_odb_open(ask->loose->git_dir, false);
    memcpy(id.id, ask->loose->items.at[object - ask->packs->n].name.id, PHS_OID_BYTES);
    if (!worker->odb || git_odb_read(&read, worker->odb, &id) != 0)
        return false;
    *ret_size = git_odb_object_size(read);
    *ret_bytes = malloc(*ret_size + 1);
    if (!*ret_bytes)
        phs_out_of_memory();
    memcpy(*ret_bytes, git_odb_object_data(read), *ret_size);
    git_odb_object_free(read);
    return true;
}

static void keep_path(struct descent *descent, const struct wanted *wanted) {
    char **path = &descent->finding->paths[wanted->blob];
    if (*path && strcmp(*path, descent->path) <= 0)
        return;
    free(*path);
    *path = strdup(descent->path);
    if (!*path)
        phs_out_of_memory();
}

static bool leads_somewhere(const struct phs_history *history, uint32_t tree) {
    return tree != PHS_NODE_NONE && history->trees[tree].mark == PHS_MARK_HOLDS;
}

/* The folder of that name in the tree, where it leads to something; what does not is looked up nowhere. */
static uint32_t folder_of(const struct phs_history *history, uint32_t tree, const uint8_t *id) {
    enum { FEW = 8 };
    const uint32_t *edges = phs_edges_of(history, tree);
    uint32_t n = history->trees[tree].n;
    struct phs_oid oid = phs_oid_of(id);
    if (n > FEW) {
        uint32_t below = phs_history_object(history, &oid);
        return leads_somewhere(history, below) ? below : PHS_NODE_NONE;
    }
    for (uint32_t i = 0; i < n; i++) {
        struct phs_oid name;
        if (PHS_IS_BLOB(edges[i]))
            continue;
        name = phs_history_name(history, edges[i]);
        if (phs_oid_cmp(&name, &oid) == 0)
            return edges[i];
    }
    return PHS_NODE_NONE;
}

static void look_into(struct descent *descent, uint32_t tree, size_t length, int depth) {
    struct phs_history *history = descent->finding->history;
    struct phs_tree_row row;
    char *bytes;
    size_t size;
    if (depth > DEEPEST || descent->trees++ > MOST_TREES || !read_object(descent, tree, &bytes, &size))
        return;
    struct phs_slice rest = phs_slice_n(bytes, size);
    while (phs_tree_row_next(&rest, &row)) {
        size_t end = length + (length > 0) + row.name.len;
        if (end >= LONGEST_PATH)
            continue;
        if (length)
            descent->path[length] = '/';
        memcpy(descent->path + end - row.name.len, row.name.ptr, row.name.len);
        descent->path[end] = '\0';
        const struct wanted *wanted = NULL;
        uint32_t below = phs_mode_is_folder(row.mode) ? folder_of(history, tree, row.id) : PHS_NODE_NONE;
        if (below != PHS_NODE_NONE)
            look_into(descent, below, end, depth + 1);
        else if (!phs_mode_is_folder(row.mode) && (wanted = find_blob(descent, row.id)) != NULL)
            keep_path(descent, wanted);
    }
    free(bytes);
}

static void find_of_commit(void *user, size_t item, unsigned number) {
    struct finding *finding = user;
    struct worker *worker = &finding->workers[number];
    const struct wanted *wanted = finding->wanted + finding->starts[item];
    struct descent *descent = calloc(1, sizeof *descent);
    if (!descent)
        phs_out_of_memory();
    if (!worker->arena) {
        worker->arena = phs_arena_new();
        worker->reader = phs_chain_reader_new(worker->arena, finding->history->ask->packs);
    }
    *descent = (struct descent){
        .finding = finding, .worker = worker, .wanted = wanted, .n = finding->starts[item + 1] - finding->starts[item]};
    look_into(descent, finding->history->commits[wanted->commit].tree, 0, 0);
    free(descent);
}

static size_t group(struct finding *finding, const struct wanted *wanted, size_t n) {
    size_t groups = 0;
    for (size_t i = 0; i < n; i++)
        if (i == 0 || wanted[i].commit != wanted[i - 1].commit)
            finding->starts[groups++] = i;
    finding->starts[groups] = n;
    return groups;
}

void phs_history_paths(struct phs_history *history, const uint32_t *first) {
    struct phs_arena *arena = history->arena;
    size_t asked = history->ask->n, n = 0;
    unsigned threads = phs_pool_threads();
    struct wanted *wanted = PHS_NEW_N(arena, struct wanted, asked);
    struct finding *finding = PHS_NEW(arena, struct finding);
    for (size_t i = 0; i < asked; i++)
        if (first[i] != PHS_NODE_NONE)
            wanted[n++] = (struct wanted){first[i], (uint32_t)i};
    qsort(wanted, n, sizeof *wanted, by_commit);
    *finding = (struct finding){.history = history,
                                .wanted = wanted,
                                .starts = PHS_NEW_N(arena, size_t, n + 1),
                                .paths = PHS_NEW_N(arena, char *, asked)};
    phs_pool_run(threads < PHS_WALK_MOST_WORKERS ? threads : PHS_WALK_MOST_WORKERS, group(finding, wanted, n), find_of_commit,
                 finding);
    for (size_t i = 0; i < asked; i++) {
        history->out->at[i].path = phs_strdup(arena, finding->paths[i]);
        free(finding->paths[i]);
    }
    for (size_t w = 0; w < PHS_WALK_MOST_WORKERS; w++) {
        git_odb_free(finding->workers[w].odb);
        phs_arena_free(finding->workers[w].arena);
    }
}
