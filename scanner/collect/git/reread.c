/* SPDX-License-Identifier: Apache-2.0 */
/* The earliest version of a path, by the commit that had it first. */
#include "collect/git/reread.h"

#include <stdlib.h>

#include "base/pool.h"
#include "collect/git/documents.h"
#include "collect/git/role.h"

enum { LARGEST = 96 << 10, LEAST_IN_ALL = 128 << 10, SHARE = 2048, MOST_THREADS = 16 };

struct worker {
    struct phs_arena *kept;
    git_odb *odb;
};

struct rereading {
    const struct phs_git_scan *scan;
    struct phs_past *past;
    PHS_VEC(size_t) chosen; /* places in searched */
    struct worker workers[MOST_THREADS];
};

static int by_path(const void *key, const void *file) {
    return strcmp(key, ((const struct phs_seen_file *)file)->path);
}

bool phs_reread_is_told(const struct phs_seen_file *file) {
    return file->look.sights.n > 0;
}

static bool stands_in_tree(const struct phs_git_scan *scan, const char *path) {
    const struct phs_seen_file *file = scan->n ? bsearch(path, scan->files, scan->n, sizeof *scan->files, by_path) : NULL;
    return file && phs_reread_is_told(file);
}

struct candidate {
    const char *path;
    size_t blob;
    uint32_t size;
    int64_t when;
    const struct phs_oid *name;
};

static int by_place(const void *a, const void *b) {
    const struct candidate *x = a, *y = b;
    int order = strcmp(x->path, y->path);
    if (order == 0 && x->when != y->when)
        return x->when < y->when ? -1 : 1;
    return order ? order : phs_oid_cmp(x->name, y->name);
}

static bool is_candidate(const struct phs_git_scan *scan, const struct phs_hit_blob *blob, const struct phs_origin *origin) {
    return blob->speaks && origin->reachable && origin->path && phs_file_is_searched(origin->path) &&
           !phs_tree_is_bundled(origin->path) && !stands_in_tree(scan, origin->path);
}

static uint64_t room_of(const struct phs_packs *packs) {
    uint64_t bytes = 0;
    for (size_t i = 0; i < packs->files.n; i++)
        bytes += packs->files.at[i].bytes.len;
    return LEAST_IN_ALL + bytes / SHARE;
}

/* The smallest first, so that most are read. */
static int by_size(const void *a, const void *b) {
    const struct candidate *x = a, *y = b;
    return x->size != y->size ? (x->size < y->size ? -1 : 1) : strcmp(x->path, y->path);
}

static void choose(struct rereading *rereading, struct phs_arena *arena, uint64_t room) {
    struct phs_past *past = rereading->past;
    PHS_VEC(struct candidate) all = {0};
    size_t paths = 0;
    for (size_t i = 0; i < past->searched.blobs.n; i++) {
        const struct phs_hit_blob *blob = &past->searched.blobs.at[i];
        const struct phs_origin *origin = &past->origins.at[i];
        if (is_candidate(rereading->scan, blob, origin))
            PHS_PUSH(arena, all, (struct candidate){origin->path, i, blob->size, origin->when, &blob->name});
    }
    if (all.n)
        qsort(all.at, all.n, sizeof *all.at, by_place);
    for (size_t i = 0; i < all.n; i++)
        if (paths == 0 || strcmp(all.at[paths - 1].path, all.at[i].path) != 0)
            all.at[paths++] = all.at[i];
    if (paths)
        qsort(all.at, paths, sizeof *all.at, by_size);
    past->not_reread = 0;
    for (size_t i = 0; i < paths; i++) {
        if (all.at[i].size > LARGEST || all.at[i].size > room) {
            past->not_reread++;
            continue;
        }
        room -= all.at[i].size;
        PHS_PUSH(arena, rereading->chosen, all.at[i].blob);
    }
}

static void read_one(void *user, size_t item, unsigned number) {
    struct rereading *rereading = user;
    struct worker *worker = &rereading->workers[number];
    struct phs_hit_blob *blob = &rereading->past->searched.blobs.at[rereading->chosen.at[item]];
    git_odb_object *object = NULL;
    git_object_t type;
    git_oid id;
    size_t size;
    if (!worker->kept) {
        worker->kept = phs_arena_new();
        worker->odb = phs_odb_open(rereading->scan->tree->git_dir, true);
    }
    memcpy(id.id, blob->name.id, PHS_OID_BYTES);
    if (blob->reread || !worker->odb || git_odb_read_header(&size, &type, worker->odb, &id) != 0 || size > LARGEST ||
        git_odb_read(&object, worker->odb, &id) != 0)
        return;
    phs_documents_read(worker->kept, rereading->past->origins.at[rereading->chosen.at[item]].path,
                       phs_slice_n(git_odb_object_data(object), git_odb_object_size(object)), &blob->look);
    git_odb_object_free(object);
}

/* Out of the arenas of the workers. */
static void copy_sights(struct phs_arena *arena, struct phs_hit_blob *blob) {
    struct phs_file_look look = blob->look;
    blob->look.sights.at = NULL;
    blob->look.sights.n = blob->look.sights.cap = 0;
    for (size_t i = 0; i < look.sights.n; i++)
        PHS_PUSH(arena, blob->look.sights, look.sights.at[i]);
    blob->reread = true;
}

static void forget_others(struct rereading *rereading, struct phs_arena *arena) {
    struct phs_searched *searched = &rereading->past->searched;
    bool *chosen = PHS_NEW_N(arena, bool, searched->blobs.n);
    for (size_t i = 0; i < rereading->chosen.n; i++)
        chosen[rereading->chosen.at[i]] = true;
    for (size_t i = 0; i < searched->blobs.n; i++)
        if (searched->blobs.at[i].reread && !chosen[i]) {
            searched->blobs.at[i].look.sights.n = 0;
            searched->blobs.at[i].reread = false;
        }
}

void phs_reread(const struct phs_git_scan *scan, struct phs_arena *arena, const struct phs_packs *packs,
                struct phs_past *past) {
    struct rereading *rereading = PHS_NEW(arena, struct rereading);
    unsigned threads = phs_pool_threads();
    *rereading = (struct rereading){.scan = scan, .past = past};
    choose(rereading, arena, room_of(packs));
    forget_others(rereading, arena);
    phs_pool_run(threads < MOST_THREADS ? threads : MOST_THREADS, rereading->chosen.n, read_one, rereading);
    for (size_t i = 0; i < rereading->chosen.n; i++)
        copy_sights(arena, &past->searched.blobs.at[rereading->chosen.at[i]]);
    for (size_t w = 0; w < MOST_THREADS; w++) {
        git_odb_free(rereading->workers[w].odb);
        phs_arena_free(rereading->workers[w].kept);
    }
}
