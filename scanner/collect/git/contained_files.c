/* SPDX-License-Identifier: Apache-2.0 */
/* Which containers are opened. What they unpack to is not known before, so they are opened in rounds, and how much came out of
 * a round decides about the next: which are read depends on no thread. */
#include <stdlib.h>

#include "base/pool.h"
#include "collect/git/contained.h"

enum {
    MOST_UNPACKED = 256 << 20,
    MOST_OF_A_ROUND = 16,
    MOST_PACKED_OF_A_ROUND = 1 << 20,
    MOST_THREADS = 4,
    LARGEST_PACKED = 64 << 20
};

struct candidate {
    uint32_t size, item; /* item: of files or of containers */
    const char *path;    /* or NULL */
    const struct phs_oid *name;
};

struct opened {
    struct phs_file_look look;
    uint8_t *grades;
    size_t unpacked;
    bool is_read;
};

struct worker {
    struct phs_contained_worker at;
    struct phs_tree_reader reader;
    git_odb *odb;
    bool ready;
};

struct opening {
    const struct phs_rules *rules;
    const struct phs_tree *tree;
    const char *git_dir;
    struct candidate *candidates;
    struct opened *opened; /* by candidate */
    size_t first;          /* of the round */
    struct worker workers[MOST_THREADS];
};

static int by_size(const void *a, const void *b) {
    const struct candidate *x = a, *y = b;
    if (x->size != y->size)
        return x->size < y->size ? -1 : 1;
    return x->path ? strcmp(x->path, y->path) : phs_oid_cmp(x->name, y->name);
}

/* Many small ones or few large ones: what is opened beyond the bound is no more than a round. */
static size_t round_at(const struct candidate *candidates, size_t at, size_t n) {
    size_t end = at + 1, packed = candidates[at].size;
    while (end < n && end - at < MOST_OF_A_ROUND && packed + candidates[end].size <= MOST_PACKED_OF_A_ROUND)
        packed += candidates[end++].size;
    return end - at;
}

/* Returns how many were opened. */
static size_t open_rounds(struct opening *opening, size_t n, uint64_t before, uint64_t most,
                          void (*open)(void *user, size_t item, unsigned worker)) {
    unsigned threads = phs_pool_threads();
    uint64_t unpacked = before;
    size_t at = 0;
    while (at < n && unpacked < most) {
        size_t round = round_at(opening->candidates, at, n);
        opening->first = at;
        phs_pool_run(threads < MOST_THREADS ? threads : MOST_THREADS, round, open, opening);
        for (size_t i = at; i < at + round; i++)
            unpacked += opening->opened[i].unpacked;
        at += round;
    }
    return at;
}

static void release(struct opening *opening) {
    for (size_t i = 0; i < MOST_THREADS; i++) {
        struct worker *worker = &opening->workers[i];
        if (worker->ready && opening->tree)
            phs_tree_reader_close(&worker->reader);
        git_odb_free(worker->odb);
        phs_arena_free(worker->at.scratch);
        phs_arena_free(worker->at.kept);
    }
}

/* Out of the arenas of the workers. */
static void copy_look(struct phs_arena *arena, const struct phs_file_look *from, struct phs_file_look *to) {
    to->limited |= from->limited;
    to->unread = from->unread;
    for (size_t i = 0; i < from->members.n; i++)
        PHS_PUSH(arena, to->members,
                 (struct phs_look_member){phs_strdup(arena, from->members.at[i].name), from->members.at[i].format});
    for (size_t i = 0; i < from->hits.n; i++)
        PHS_PUSH(arena, to->hits, from->hits.at[i]);
    for (size_t i = 0; i < from->sights.n; i++)
        PHS_PUSH(arena, to->sights, from->sights.at[i]);
}

static void open_file(void *user, size_t item, unsigned number) {
    struct opening *opening = user;
    struct worker *worker = &opening->workers[number];
    const struct candidate *candidate = &opening->candidates[opening->first + item];
    struct opened *opened = &opening->opened[opening->first + item];
    struct phs_arena *scratch = phs_arena_new();
    struct phs_slice bytes = {0};
    if (!worker->ready)
        phs_tree_reader_open(&worker->reader, opening->tree);
    worker->ready = true;
    enum phs_tree_outcome outcome =
        phs_tree_read(&worker->reader, scratch, &opening->tree->files.at[candidate->item], LARGEST_PACKED, &bytes);
    opened->look.unread = outcome == PHS_TREE_TOO_LARGE ? PHS_UNREAD_LARGE : PHS_UNREAD_DAMAGED;
    if (outcome == PHS_TREE_READ)
        opened->unpacked = phs_contained_look(opening->rules, &worker->at, candidate->path, bytes, &opened->look);
    phs_arena_free(scratch);
}

void phs_contained_tree(struct phs_git_scan *scan, struct phs_arena *arena) {
    struct opening *opening = PHS_NEW(arena, struct opening);
    size_t n = 0;
    for (size_t i = 0; i < scan->n; i++)
        n += scan->files[i].look.container;
    if (n == 0)
        return;
    *opening = (struct opening){.rules = scan->rules,
                                .tree = scan->tree,
                                .candidates = PHS_NEW_N(arena, struct candidate, n),
                                .opened = PHS_NEW_N(arena, struct opened, n)};
    n = 0;
    for (size_t i = 0; i < scan->n; i++)
        if (scan->files[i].look.container)
            opening->candidates[n++] =
                (struct candidate){.size = scan->files[i].look.size, .item = (uint32_t)i, .path = scan->files[i].path};
    qsort(opening->candidates, n, sizeof *opening->candidates, by_size);
    size_t done = open_rounds(opening, n, 0, MOST_UNPACKED, open_file);
    for (size_t i = 0; i < n; i++) {
        struct phs_file_look *look = &scan->files[opening->candidates[i].item].look;
        if (i < done)
            copy_look(arena, &opening->opened[i].look, look);
        else
            look->unread = PHS_UNREAD_MANY;
    }
    release(opening);
}

static void open_blob(void *user, size_t item, unsigned number) {
    struct opening *opening = user;
    struct worker *worker = &opening->workers[number];
    struct opened *opened = &opening->opened[opening->first + item];
    struct phs_hit_blob blob = {.grades = NULL};
    git_odb_object *object = NULL;
    git_oid id;
    if (!worker->odb)
        worker->odb = phs_odb_open(opening->git_dir, true);
    memcpy(id.id, opening->candidates[opening->first + item].name->id, PHS_OID_BYTES);
    if (!worker->odb || git_odb_read(&object, worker->odb, &id) != 0)
        return;
    opened->is_read = true;
    opened->unpacked = phs_contained_search(opening->rules, &worker->at,
                                            phs_slice_n(git_odb_object_data(object), git_odb_object_size(object)), &blob);
    opened->look = blob.look;
    opened->grades = blob.grades;
    git_odb_object_free(object);
}

static void take_blob(struct phs_arena *arena, const struct candidate *candidate, const struct opened *opened,
                      struct phs_searched *searched) {
    struct phs_hit_blob blob = {.name = *candidate->name, .size = candidate->size};
    if (!opened->is_read) {
        searched->damaged++;
        return;
    }
    if (opened->look.unread != PHS_UNREAD_NOTHING)
        PHS_PUSH(arena, searched->unread[opened->look.unread], *candidate->name);
    searched->limited += opened->look.limited;
    if (opened->look.hits.n == 0 && opened->look.sights.n == 0)
        return;
    copy_look(arena, &opened->look, &blob.look);
    blob.grades = PHS_NEW_N(arena, uint8_t, blob.look.hits.n);
    if (blob.look.hits.n) /* else there are no grades */
        memcpy(blob.grades, opened->grades, blob.look.hits.n);
    PHS_PUSH(arena, searched->blobs, blob);
}

static int by_oid(const void *a, const void *b) {
    return phs_oid_cmp(a, b);
}

static int by_name(const void *a, const void *b) {
    return phs_oid_cmp(&((const struct phs_hit_blob *)a)->name, &((const struct phs_hit_blob *)b)->name);
}

static void put_in_order(struct phs_searched *searched) {
    for (int kind = 0; kind < PHS_UNREAD_KINDS; kind++)
        if (searched->unread[kind].n)
            qsort(searched->unread[kind].at, searched->unread[kind].n, sizeof *searched->unread[kind].at, by_oid);
    if (searched->done.n)
        qsort(searched->done.at, searched->done.n, sizeof *searched->done.at, by_oid);
    if (searched->blobs.n)
        qsort(searched->blobs.at, searched->blobs.n, sizeof *searched->blobs.at, by_name);
}

bool phs_contained_past(struct phs_arena *arena, const struct phs_rules *rules, const struct phs_contained_room *room,
                        struct phs_searched *searched) {
    size_t n = searched->containers.n;
    struct opening *opening = PHS_NEW(arena, struct opening);
    searched->unpacked = room->before;
    if (n == 0)
        return true;
    *opening = (struct opening){.rules = rules,
                                .git_dir = room->git_dir,
                                .candidates = PHS_NEW_N(arena, struct candidate, n),
                                .opened = PHS_NEW_N(arena, struct opened, n)};
    for (size_t i = 0; i < n; i++)
        opening->candidates[i] =
            (struct candidate){.size = searched->containers.at[i].size, .name = &searched->containers.at[i].name};
    qsort(opening->candidates, n, sizeof *opening->candidates, by_size);
    size_t done = open_rounds(opening, n, room->before, room->most, open_blob);
    for (size_t i = 0; i < n; i++) {
        if (i < done)
            take_blob(arena, &opening->candidates[i], &opening->opened[i], searched);
        else
            PHS_PUSH(arena, searched->unread[PHS_UNREAD_MANY], *opening->candidates[i].name);
        if (done < n || !opening->opened[i].is_read || opening->opened[i].look.limited)
            continue;
        searched->unpacked += opening->opened[i].unpacked;
        PHS_PUSH(arena, searched->done, *opening->candidates[i].name);
    }
    put_in_order(searched);
    release(opening);
    return done == n;
}
