/* SPDX-License-Identifier: Apache-2.0 */
/* What the files of the search for origins share: trees and commits as numbers. Objects of packs have their numbers there,
 * loose ones come behind them; a blob that was asked for is its place in the question with the highest bit set. */
#ifndef PHS_COLLECT_GIT_ORIGINS_PARTS_H
#define PHS_COLLECT_GIT_ORIGINS_PARTS_H

#include "collect/git/origins.h"
#include "parse/pack/commit.h"

enum { PHS_NODE_NONE = UINT32_MAX, PHS_NODE_BLOB = INT32_MIN, PHS_MOST_EDGES = 96 << 20 };

#define PHS_IS_BLOB(node) ((node) >> 31)
#define PHS_BLOB_OF(node) ((node)&0x7fffffffu)

struct phs_growing {
    uint32_t *at;
    size_t n, cap;
};

/* What a tree holds that matters: folders, and blobs that were asked for. */
struct phs_tree_node {
    uint32_t first, n; /* in the edges of its worker */
    uint8_t worker;
    uint8_t mark; /* enum phs_mark */
};
enum phs_mark { PHS_MARK_NONE, PHS_MARK_OPEN, PHS_MARK_EMPTY, PHS_MARK_HOLDS };

struct phs_commit_node {
    uint32_t object, tree;
    uint32_t parents, parent_count; /* in `parents` of its worker; commits by object number */
    int64_t when;
    uint8_t worker;
    bool read, reachable;
};

struct phs_tag_node {
    uint32_t object, target; /* target: an object of any kind, or PHS_NODE_NONE */
    bool read, reachable;
};

struct phs_known_tree {
    uint8_t id[PHS_OID_BYTES];
    uint32_t node;
};
enum { PHS_KNOWN_TREES = 1 << 15 };

struct phs_origins_worker {
    struct phs_growing edges, parents;
    struct phs_known_tree *known; /* trees that were looked up last */
    struct phs_growing missing;   /* five numbers a name */
    size_t missing_trees, damaged;
};

struct phs_history {
    struct phs_arena *arena;
    const struct phs_origins_ask *ask;
    struct phs_origins *out;
    uint32_t n;                  /* objects, packed and loose */
    struct phs_tree_node *trees; /* by object */
    uint32_t *commit_of;         /* by object: place in commits, or PHS_NODE_NONE */
    struct phs_commit_node *commits;
    uint32_t commit_count;
    struct phs_tag_node *tags; /* by object */
    uint32_t tag_count;
    uint64_t asked[1 << 12]; /* a bit for each first 18 bits of a name that was asked for */
    atomic_size_t edges;
    struct phs_origins_worker workers[PHS_WALK_MOST_WORKERS];
};

/* PHS_NODE_NONE when it is not there. */
uint32_t phs_history_object(const struct phs_history *history, const struct phs_oid *oid);
/* NULL: it is no tag. */
struct phs_tag_node *phs_history_tag(const struct phs_history *history, uint32_t object);
/* Zeroed, for free(). */
void *phs_history_table(size_t n, size_t size);
void phs_growing_push(struct phs_growing *growing, uint32_t number);
/* origins_read.c: fills trees and commits. */
void phs_history_read(struct phs_history *history);
/* origins_mark.c: leaves of each tree only what leads to a blob that was asked for, by number. */
void phs_history_mark(struct phs_history *history);
/* origins_first.c: which commit has each first. ret_first: by blob, place in commits or PHS_NODE_NONE. */
void phs_history_first(struct phs_history *history, uint32_t *ret_first);
/* origins_path.c */
void phs_history_paths(struct phs_history *history, const uint32_t *first);

static inline struct phs_oid phs_history_name(const struct phs_history *history, uint32_t object) {
    const struct phs_packs *packs = history->ask->packs;
    return object < packs->n ? phs_packed_name(packs, object) : history->ask->loose->items.at[object - packs->n].name;
}

static inline const uint32_t *phs_edges_of(const struct phs_history *history, uint32_t tree) {
    const struct phs_tree_node *node = &history->trees[tree];
    return history->workers[node->worker].edges.at + node->first;
}

#endif
