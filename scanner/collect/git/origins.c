/* SPDX-License-Identifier: Apache-2.0 */
/* Tips to reachable commits, and the steps in their order. */
#include "collect/git/origins.h"

#include <stdlib.h>

#include "collect/git/chain.h"
#include "collect/git/origins_parts.h"

enum { MOST_TAG_BYTES = 1 << 20, DEEPEST_TAG = 16 };

static void *table(size_t n, size_t size) {
    void *at = calloc(n ? n : 1, size);
    if (!at)
        phs_out_of_memory();
    return at;
}

static bool read_tag(const struct phs_history *history, struct phs_chain_reader *reader, uint32_t object,
                     struct phs_oid *ret_oid) {
    const struct phs_origins_ask *ask = history->ask;
    bool read = false;
    if (object < ask->packs->n) {
        char *bytes;
        size_t size;
        if (!phs_chain_read(reader, object, MOST_TAG_BYTES, &bytes, &size))
            return false;
        read = phs_tag_parse(phs_slice_n(bytes, size), ret_oid);
        free(bytes);
        return read;
    }
    git_odb *odb = phs_odb_open(ask->loose->git_dir, false);
    git_odb_object *found = NULL;
    git_oid id;
    memcpy(id.id, ask->loose->items.at[object - ask->packs->n].name.id, PHS_OID_BYTES);
    if (odb && git_odb_read(&found, odb, &id) == 0)
        read = phs_tag_parse(phs_slice_n(git_odb_object_data(found), git_odb_object_size(found)), ret_oid);
    git_odb_object_free(found);
    git_odb_free(odb);
    return read;
}

static enum phs_object_kind kind_of(const struct phs_history *history, uint32_t object) {
    const struct phs_packs *packs = history->ask->packs;
    return object < packs->n ? (enum phs_object_kind)packs->objects[object].kind
                             : history->ask->loose->items.at[object - packs->n].kind;
}

/* The commit that a ref stands for, through tags of tags; PHS_NODE_NONE for what is none. */
static uint32_t commit_at(struct phs_history *history, struct phs_chain_reader *reader, struct phs_oid oid) {
    for (int depth = 0; depth < DEEPEST_TAG; depth++) {
        uint32_t object = phs_history_object(history, &oid);
        if (object == PHS_NODE_NONE)
            return PHS_NODE_NONE;
        if (kind_of(history, object) != PHS_OBJECT_TAG)
            return history->commit_of[object];
        if (!read_tag(history, reader, object, &oid))
            return PHS_NODE_NONE;
    }
    return PHS_NODE_NONE;
}

static void reach(struct phs_history *history, struct phs_growing *open, uint32_t commit) {
    if (commit == PHS_NODE_NONE || history->commits[commit].reachable)
        return;
    history->commits[commit].reachable = true;
    history->out->commits++;
    phs_growing_push(open, commit);
}

static void reach_all(struct phs_history *history) {
    struct phs_arena *scratch = phs_arena_new();
    struct phs_chain_reader *reader = phs_chain_reader_new(scratch, history->ask->packs);
    struct phs_growing open = {0};
    for (size_t i = 0; i < history->ask->tips->items.n; i++)
        reach(history, &open, commit_at(history, reader, history->ask->tips->items.at[i]));
    while (open.n > 0) {
        const struct phs_commit_node *commit = &history->commits[open.at[--open.n]];
        const uint32_t *parents = history->workers[commit->worker].parents.at + commit->parents;
        for (uint32_t i = 0; commit->read && i < commit->parent_count; i++) {
            history->out->missing_commits += parents[i] == PHS_NODE_NONE;
            if (parents[i] != PHS_NODE_NONE)
                reach(history, &open, history->commit_of[parents[i]]);
        }
    }
    free(open.at);
    phs_arena_free(scratch);
}

static void release(struct phs_history *history) {
    for (size_t w = 0; w < PHS_WALK_MOST_WORKERS; w++) {
        free(history->workers[w].edges.at);
        free(history->workers[w].parents.at);
        free(history->workers[w].missing.at);
        free(history->workers[w].known);
    }
    free(history->trees);
    free(history->commit_of);
    free(history->commits);
}

static void tell(struct phs_history *history, const uint32_t *first) {
    const struct phs_packs *packs = history->ask->packs;
    for (size_t i = 0; i < history->ask->n; i++) {
        if (first[i] == PHS_NODE_NONE)
            continue;
        const struct phs_commit_node *commit = &history->commits[first[i]];
        struct phs_origin *origin = &history->out->at[i];
        origin->reachable = true;
        origin->when = commit->when;
        origin->commit = commit->object < packs->n ? phs_packed_name(packs, commit->object)
                                                   : history->ask->loose->items.at[commit->object - packs->n].name;
    }
}

void phs_origins_find(struct phs_arena *arena, const struct phs_origins_ask *ask, struct phs_origins *ret_origins) {
    struct phs_history *history = PHS_NEW(arena, struct phs_history);
    *ret_origins = (struct phs_origins){.at = PHS_NEW_N(arena, struct phs_origin, ask->n)};
    *history = (struct phs_history){
        .arena = arena, .ask = ask, .out = ret_origins, .n = ask->packs->n + (uint32_t)ask->loose->items.n};
    history->trees = table(history->n, sizeof *history->trees);
    history->commit_of = table(history->n, sizeof *history->commit_of);
    uint32_t *first = table(ask->n, sizeof *first);
    memset(first, 0xff, ask->n * sizeof *first);
    phs_history_read(history);
    reach_all(history);
    phs_history_mark(history);
    phs_history_first(history, first);
    tell(history, first);
    phs_history_paths(history, first);
    free(first);
    release(history);
}
