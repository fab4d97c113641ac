/* SPDX-License-Identifier: Apache-2.0 */
/* Tips to reachable commits, and the steps in their order. */
#include "collect/git/origins.h"

#include <stdlib.h>

#include "collect/git/messages.h"
#include "collect/git/origins_parts.h"

enum { DEEPEST_TAG = 16 };

void *phs_history_table(size_t n, size_t size) {
    void *at = calloc(n ? n : 1, size);
    if (!at)
        phs_out_of_memory();
    return at;
}

/* The commit that a ref stands for, through tags of tags; PHS_NODE_NONE for what is none. */
static uint32_t commit_at(struct phs_history *history, const struct phs_oid *oid) {
    uint32_t object = phs_history_object(history, oid);
    struct phs_tag_node *tag;
    for (int depth = 0; object != PHS_NODE_NONE && (tag = phs_history_tag(history, object)) != NULL; depth++) {
        if (depth == DEEPEST_TAG) {
            history->out->limited = true;
            return PHS_NODE_NONE;
        }
        tag->reachable = true;
        object = tag->target;
    }
    return object == PHS_NODE_NONE ? object : history->commit_of[object];
}

static void reach(struct phs_history *history, struct phs_growing *open, uint32_t commit) {
    if (commit == PHS_NODE_NONE || history->commits[commit].reachable)
        return;
    history->commits[commit].reachable = true;
    history->out->commits++;
    phs_growing_push(open, commit);
}

static void reach_all(struct phs_history *history) {
    struct phs_growing open = {0};
    for (size_t i = 0; i < history->ask->tips->items.n; i++)
        reach(history, &open, commit_at(history, &history->ask->tips->items.at[i]));
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
    free(history->tags);
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

static int by_oid(const void *a, const void *b) {
    return phs_oid_cmp(a, b);
}

static void name_seen(const struct phs_history *history, struct phs_messages *messages) {
    struct phs_oid *seen = PHS_NEW_N(history->arena, struct phs_oid, (size_t)history->commit_count + history->tag_count);
    size_t n = 0, kept = 0;
    for (uint32_t i = 0; i < history->commit_count; i++)
        if (history->commits[i].read)
            seen[n++] = phs_history_name(history, history->commits[i].object);
    for (uint32_t i = 0; i < history->tag_count; i++)
        if (history->tags[i].read)
            seen[n++] = phs_history_name(history, history->tags[i].object);
    if (n)
        qsort(seen, n, sizeof *seen, by_oid);
    for (size_t i = 0; i < n; i++)
        if ((kept == 0 || phs_oid_cmp(&seen[kept - 1], &seen[i]) != 0) &&
            !(messages->unfit.n && bsearch(&seen[i], messages->unfit.at, messages->unfit.n, sizeof *seen, by_oid)))
            seen[kept++] = seen[i];
    messages->seen = seen;
    messages->seen_count = kept;
}

/* A commit speaks for itself, as a tag does that a ref leads to. */
static void tell_messages(struct phs_history *history) {
    struct phs_messages *messages = history->ask->messages;
    phs_messages_gather(messages, history->arena);
    if (messages->names)
        name_seen(history, messages);
    for (size_t i = 0; i < messages->items.n; i++) {
        struct phs_message *message = &messages->items.at[i];
        uint32_t object = phs_history_object(history, &message->blob.name);
        const struct phs_tag_node *tag = object == PHS_NODE_NONE ? NULL : phs_history_tag(history, object);
        uint32_t commit = object == PHS_NODE_NONE ? object : history->commit_of[object];
        message->origin.reachable = tag ? tag->reachable : commit != PHS_NODE_NONE && history->commits[commit].reachable;
    }
}

void phs_origins_find(struct phs_arena *arena, const struct phs_origins_ask *ask, struct phs_origins *ret_origins) {
    struct phs_history *history = PHS_NEW(arena, struct phs_history);
    *ret_origins = (struct phs_origins){.at = PHS_NEW_N(arena, struct phs_origin, ask->n)};
    *history = (struct phs_history){
        .arena = arena, .ask = ask, .out = ret_origins, .n = ask->packs->n + (uint32_t)ask->loose->items.n};
    history->trees = phs_history_table(history->n, sizeof *history->trees);
    history->commit_of = phs_history_table(history->n, sizeof *history->commit_of);
    uint32_t *first = phs_history_table(ask->n, sizeof *first);
    memset(first, 0xff, ask->n * sizeof *first);
    phs_history_read(history);
    phs_packs_relax(ask->packs); /* of what was read only a few trees are met again */
    reach_all(history);
    if (ask->messages)
        tell_messages(history);
    phs_history_mark(history);
    phs_history_first(history, first);
    tell(history, first);
    phs_history_paths(history, first);
    free(first);
    release(history);
}
