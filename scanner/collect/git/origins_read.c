/* SPDX-License-Identifier: Apache-2.0 */
/* One walk over all trees, commits and tags: of a tree the folders in it and the blobs that were asked for, of a commit its
 * tree, its parents and its time, of a tag what it names, of both their messages. Names that are new against the base are
 * looked up, so that what is missing is known. */
#include <stdlib.h>

#include "collect/git/messages.h"
#include "collect/git/origins_parts.h"
#include "parse/pack/tree.h"

enum { ASKED_BITS = 18, MOST_MISSING = 5 * 1000000, MOST_LOOSE_BYTES = 64 << 20 };

void phs_growing_push(struct phs_growing *growing, uint32_t number) {
    if (growing->n == growing->cap) {
        growing->cap = growing->cap ? growing->cap * 2 : 1024;
        uint32_t *at = realloc(growing->at, growing->cap * sizeof *at);
        if (!at)
            phs_out_of_memory();
        growing->at = at;
    }
    growing->at[growing->n++] = number;
}

uint32_t phs_history_object(const struct phs_history *history, const struct phs_oid *oid) {
    uint32_t object = phs_packs_find(history->ask->packs, oid);
    if (object != PHS_NO_OBJECT)
        return object;
    object = phs_loose_find(history->ask->loose, oid);
    return object == PHS_NO_OBJECT ? PHS_NODE_NONE : history->ask->packs->n + object;
}

static uint32_t first_bits(const uint8_t *id) {
    return phs_be32(id) >> (32 - ASKED_BITS);
}

static bool may_be_asked(const struct phs_history *history, const uint8_t *id) {
    uint32_t bits = first_bits(id);
    return history->asked[bits >> 6] >> (bits & 63) & 1;
}

static uint32_t asked_blob(const struct phs_history *history, const uint8_t *id) {
    size_t low = 0, high = history->ask->n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = memcmp(history->ask->blobs[middle]->id, id, PHS_OID_BYTES);
        if (order == 0)
            return (uint32_t)middle;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return PHS_NODE_NONE;
}

static uint32_t tree_of(struct phs_history *history, struct phs_origins_worker *worker, const uint8_t *id) {
    struct phs_known_tree *known = &worker->known[phs_be32(id + 4) & (PHS_KNOWN_TREES - 1)];
    if (known->node != 0 && memcmp(known->id, id, PHS_OID_BYTES) == 0)
        return known->node - 1;
    struct phs_oid oid = phs_oid_of(id);
    uint32_t node = phs_history_object(history, &oid);
    if (node == PHS_NODE_NONE) {
        worker->missing_trees++;
        return node;
    }
    memcpy(known->id, id, PHS_OID_BYTES);
    known->node = node + 1;
    return node;
}

static void note_missing(struct phs_history *history, struct phs_origins_worker *worker, const uint8_t *id) {
    struct phs_oid oid = phs_oid_of(id);
    if (worker->missing.n >= MOST_MISSING || phs_history_object(history, &oid) != PHS_NODE_NONE)
        return;
    for (size_t i = 0; i < 5; i++)
        phs_growing_push(&worker->missing, phs_be32(id + 4 * i));
}

/* Whether the row may differ from every row of the base. Rows and parts both come in order. */
static bool is_new(const struct phs_delta_parts *parts, size_t *at, size_t start, size_t end) {
    if (!parts)
        return true;
    while (*at < parts->n && parts->at[*at].end < start)
        ++*at;
    return *at < parts->n && parts->at[*at].start < end;
}

static void add_edge(struct phs_history *history, struct phs_origins_worker *worker, struct phs_tree_node *node,
                     uint32_t edge) {
    if (atomic_load_explicit(&history->edges, memory_order_relaxed) >= PHS_MOST_EDGES || worker->edges.n >= UINT32_MAX)
        return;
    phs_growing_push(&worker->edges, edge);
    node->n++;
}

static void read_tree(struct phs_history *history, struct phs_origins_worker *worker, uint8_t number, uint32_t object,
                      struct phs_slice bytes, const struct phs_delta_parts *parts) {
    struct phs_tree_node *node = &history->trees[object];
    struct phs_slice rest = bytes;
    struct phs_tree_row row;
    size_t part = 0, start = 0;
    *node = (struct phs_tree_node){.first = (uint32_t)worker->edges.n, .worker = number};
    while (phs_tree_row_next(&rest, &row)) {
        size_t end = bytes.len - rest.len;
        if (phs_mode_is_folder(row.mode)) {
            uint32_t tree = tree_of(history, worker, row.id);
            if (tree != PHS_NODE_NONE)
                add_edge(history, worker, node, tree);
        } else if (may_be_asked(history, row.id)) {
            uint32_t blob = asked_blob(history, row.id);
            if (blob != PHS_NODE_NONE)
                add_edge(history, worker, node, blob | 0x80000000u);
        }
        if (phs_mode_is_file(row.mode) && is_new(parts, &part, start, end))
            note_missing(history, worker, row.id);
        start = end;
    }
    worker->damaged += rest.len != 0;
    atomic_fetch_add_explicit(&history->edges, node->n, memory_order_relaxed);
}

/* The same object in a second pack is looked at once. */
static void look_at_message(struct phs_history *history, uint8_t number, uint32_t object, enum phs_object_kind kind,
                            struct phs_slice bytes, int64_t when) {
    const struct phs_packs *packs = history->ask->packs;
    struct phs_oid name;
    if (!history->ask->messages)
        return;
    name = phs_history_name(history, object);
    if (packs->files.n < 2 || object >= packs->n || phs_packs_find(packs, &name) == object)
        phs_messages_look(history->ask->messages, number, &name, kind, bytes, when);
}

static void read_tag(struct phs_history *history, struct phs_origins_worker *worker, uint8_t number, uint32_t object,
                     struct phs_slice bytes) {
    struct phs_tag tag;
    if (!phs_tag_parse(bytes, &tag)) {
        worker->damaged++;
        return;
    }
    struct phs_tag_node *node = phs_history_tag(history, object);
    node->target = phs_history_object(history, &tag.target);
    node->read = true;
    look_at_message(history, number, object, PHS_OBJECT_TAG, bytes, tag.tagged);
}

static void read_commit(struct phs_history *history, struct phs_origins_worker *worker, uint8_t number, uint32_t object,
                        struct phs_slice bytes) {
    struct phs_commit_node *node = &history->commits[history->commit_of[object]];
    struct phs_commit commit;
    if (!phs_commit_parse(bytes, &commit)) {
        worker->damaged++;
        return;
    }
    node->worker = number;
    node->when = commit.committed;
    node->tree = phs_history_object(history, &commit.tree);
    worker->missing_trees += node->tree == PHS_NODE_NONE;
    node->parents = (uint32_t)worker->parents.n;
    node->parent_count = (uint32_t)commit.parent_count;
    for (size_t i = 0; i < commit.parent_count; i++)
        phs_growing_push(&worker->parents, phs_history_object(history, &commit.parents[i]));
    node->read = true;
    look_at_message(history, number, object, PHS_OBJECT_COMMIT, bytes, commit.committed);
}

static void prepare(struct phs_origins_worker *worker) {
    if (worker->known)
        return;
    worker->known = calloc(PHS_KNOWN_TREES, sizeof *worker->known);
    if (!worker->known)
        phs_out_of_memory();
}

static void read_object(struct phs_history *history, uint8_t number, uint32_t object, enum phs_object_kind kind,
                        struct phs_slice bytes, const struct phs_delta_parts *parts) {
    struct phs_origins_worker *worker = &history->workers[number];
    prepare(worker);
    if (kind == PHS_OBJECT_TREE)
        read_tree(history, worker, number, object, bytes, parts);
    else if (kind == PHS_OBJECT_COMMIT)
        read_commit(history, worker, number, object, bytes);
    else
        read_tag(history, worker, number, object, bytes);
}

static uint8_t visit(void *user, const struct phs_visit *about) {
    struct phs_history *history = user;
    read_object(history, (uint8_t)about->worker, about->object,
                (enum phs_object_kind)history->ask->packs->objects[about->object].kind, about->bytes,
                about->base_state ? about->parts : NULL);
    return 1;
}

static bool is_read(unsigned kind) {
    return kind == PHS_OBJECT_TREE || kind == PHS_OBJECT_COMMIT || kind == PHS_OBJECT_TAG;
}

/* In the first worker: those of packs are done. */
static void read_loose(struct phs_history *history) {
    const struct phs_loose_list *loose = history->ask->loose;
    git_odb *odb = loose->items.n ? phs_odb_open(loose->git_dir, false) : NULL;
    for (uint32_t i = 0; odb && i < loose->items.n; i++) {
        git_odb_object *object = NULL;
        git_oid id;
        memcpy(id.id, loose->items.at[i].name.id, PHS_OID_BYTES);
        bool too_large = loose->items.at[i].size > MOST_LOOSE_BYTES;
        if (!is_read(loose->items.at[i].kind))
            continue;
        if (too_large || git_odb_read(&object, odb, &id) != 0) {
            history->out->too_large += too_large;
            history->out->damaged += !too_large;
            continue;
        }
        read_object(history, 0, history->ask->packs->n + i, loose->items.at[i].kind,
                    phs_slice_n(git_odb_object_data(object), git_odb_object_size(object)), NULL);
        git_odb_object_free(object);
    }
    git_odb_free(odb);
}

static unsigned kind_of(const struct phs_history *history, uint32_t object) {
    const struct phs_packs *packs = history->ask->packs;
    return object < packs->n ? packs->objects[object].kind : history->ask->loose->items.at[object - packs->n].kind;
}

struct phs_tag_node *phs_history_tag(const struct phs_history *history, uint32_t object) {
    uint32_t low = 0, high = history->tag_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (history->tags[middle].object == object)
            return &history->tags[middle];
        if (history->tags[middle].object < object)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

static void number_tags(struct phs_history *history) {
    uint32_t n = 0;
    history->tags = phs_history_table(history->tag_count, sizeof *history->tags);
    for (uint32_t i = 0; n < history->tag_count; i++)
        if (kind_of(history, i) == PHS_OBJECT_TAG)
            history->tags[n++] = (struct phs_tag_node){.object = i, .target = PHS_NODE_NONE};
}

static void number_commits(struct phs_history *history) {
    for (uint32_t i = 0; i < history->n; i++) {
        unsigned kind = kind_of(history, i);
        history->commit_of[i] = kind == PHS_OBJECT_COMMIT ? history->commit_count++ : PHS_NODE_NONE;
        history->tag_count += kind == PHS_OBJECT_TAG;
    }
    history->commits = phs_history_table(history->commit_count, sizeof *history->commits);
    for (uint32_t i = 0; i < history->n; i++)
        if (history->commit_of[i] != PHS_NODE_NONE)
            history->commits[history->commit_of[i]] = (struct phs_commit_node){.object = i, .tree = PHS_NODE_NONE};
    number_tags(history);
}

static int by_name(const void *a, const void *b) {
    return memcmp(a, b, PHS_OID_BYTES);
}

static size_t count_missing(struct phs_history *history) {
    struct phs_growing all = {0};
    size_t distinct = 0;
    for (size_t w = 0; w < PHS_WALK_MOST_WORKERS; w++)
        for (size_t i = 0; i < history->workers[w].missing.n; i++)
            phs_growing_push(&all, history->workers[w].missing.at[i]);
    if (all.n)
        qsort(all.at, all.n / 5, PHS_OID_BYTES, by_name);
    for (size_t i = 0; i < all.n; i += 5)
        distinct += i == 0 || memcmp(all.at + i - 5, all.at + i, PHS_OID_BYTES) != 0;
    free(all.at);
    return distinct;
}

void phs_history_read(struct phs_history *history) {
    struct phs_packs *packs = history->ask->packs;
    struct phs_pack_walk walk = {.packs = packs, .visit = visit, .user = history};
    for (size_t i = 0; i < history->ask->n; i++) {
        uint32_t bits = first_bits(history->ask->blobs[i]->id);
        history->asked[bits >> 6] |= UINT64_C(1) << (bits & 63);
    }
    number_commits(history);
    for (uint32_t i = 0; i < packs->n; i++) {
        packs->objects[i].wanted = is_read(packs->objects[i].kind);
        packs->objects[i].state = 0;
    }
    phs_packs_walk(&walk);
    read_loose(history);
    history->out->damaged += walk.damaged;
    history->out->too_large += walk.too_large;
    history->out->limited |= walk.cut_short > 0 || atomic_load(&history->edges) >= PHS_MOST_EDGES;
    for (size_t w = 0; w < PHS_WALK_MOST_WORKERS; w++) {
        history->out->missing_trees += history->workers[w].missing_trees;
        history->out->damaged += history->workers[w].damaged;
    }
    history->out->missing_blobs = count_missing(history);
}
