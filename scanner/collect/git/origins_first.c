/* SPDX-License-Identifier: Apache-2.0 */
/* Which commit has a blob where none of its parents has. Only what leads to blobs that were asked for is compared, and of that
 * only what differs, so that most commits cost nothing. */
#include <stdlib.h>

#include "collect/git/origins_parts.h"

enum { DEEPEST = 256 };
static const uint64_t most_steps = UINT64_C(2000000000);

struct comparing {
    struct phs_history *history;
    struct phs_growing mine, theirs, next_mine, next_theirs, my_blobs, their_blobs;
    uint64_t steps;
};

static int by_number(const void *a, const void *b) {
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return x < y ? -1 : x > y;
}

static void sort(struct phs_growing *numbers) {
    size_t kept = 0;
    bool sorted = true;
    for (size_t i = 1; sorted && i < numbers->n; i++)
        sorted = numbers->at[i - 1] < numbers->at[i];
    if (sorted)
        return;
    qsort(numbers->at, numbers->n, sizeof *numbers->at, by_number);
    for (size_t i = 0; i < numbers->n; i++)
        if (kept == 0 || numbers->at[kept - 1] != numbers->at[i])
            numbers->at[kept++] = numbers->at[i];
    numbers->n = kept;
}

/* Leaves in each what the other does not have. */
static void drop_common(struct phs_growing *a, struct phs_growing *b) {
    size_t i = 0, k = 0, kept_a = 0, kept_b = 0;
    while (i < a->n && k < b->n) {
        if (a->at[i] == b->at[k])
            i++, k++;
        else if (a->at[i] < b->at[k])
            a->at[kept_a++] = a->at[i++];
        else
            b->at[kept_b++] = b->at[k++];
    }
    while (i < a->n)
        a->at[kept_a++] = a->at[i++];
    while (k < b->n)
        b->at[kept_b++] = b->at[k++];
    a->n = kept_a;
    b->n = kept_b;
}

/* One level down: folders into next, blobs aside. */
static void descend(struct comparing *comparing, const struct phs_growing *trees, struct phs_growing *next,
                    struct phs_growing *blobs) {
    const struct phs_history *history = comparing->history;
    next->n = 0;
    for (size_t i = 0; i < trees->n; i++) {
        const uint32_t *edges = phs_edges_of(history, trees->at[i]);
        uint32_t n = history->trees[trees->at[i]].n;
        comparing->steps += n;
        for (uint32_t k = 0; k < n; k++)
            phs_growing_push(PHS_IS_BLOB(edges[k]) ? blobs : next, edges[k]);
    }
}

static bool leads_somewhere(const struct phs_history *history, uint32_t tree) {
    return tree != PHS_NODE_NONE && history->trees[tree].mark == PHS_MARK_HOLDS;
}

static void start(struct comparing *comparing, const struct phs_commit_node *commit) {
    const struct phs_history *history = comparing->history;
    const uint32_t *parents = history->workers[commit->worker].parents.at + commit->parents;
    comparing->mine.n = comparing->theirs.n = comparing->my_blobs.n = comparing->their_blobs.n = 0;
    phs_growing_push(&comparing->mine, commit->tree);
    for (uint32_t i = 0; i < commit->parent_count; i++) {
        uint32_t parent = parents[i] == PHS_NODE_NONE ? PHS_NODE_NONE : history->commit_of[parents[i]];
        if (parent != PHS_NODE_NONE && history->commits[parent].read && leads_somewhere(history, history->commits[parent].tree))
            phs_growing_push(&comparing->theirs, history->commits[parent].tree);
    }
}

static void swap(struct phs_growing *a, struct phs_growing *b) {
    struct phs_growing keep = *a;
    *a = *b;
    *b = keep;
}

/* my_blobs: what the commit has and no parent. */
static void compare(struct comparing *comparing, const struct phs_commit_node *commit) {
    start(comparing, commit);
    for (int depth = 0; depth < DEEPEST; depth++) {
        sort(&comparing->mine);
        sort(&comparing->theirs);
        drop_common(&comparing->mine, &comparing->theirs);
        if (comparing->mine.n == 0)
            break;
        descend(comparing, &comparing->mine, &comparing->next_mine, &comparing->my_blobs);
        descend(comparing, &comparing->theirs, &comparing->next_theirs, &comparing->their_blobs);
        swap(&comparing->mine, &comparing->next_mine);
        swap(&comparing->theirs, &comparing->next_theirs);
    }
    /* What is left of theirs may still hold what was moved up; a blob that was only moved is in an earlier commit anyway. */
    sort(&comparing->my_blobs);
    sort(&comparing->their_blobs);
    drop_common(&comparing->my_blobs, &comparing->their_blobs);
}

static bool is_earlier(const struct phs_history *history, const struct phs_commit_node *a, const struct phs_commit_node *b) {
    if (a->when != b->when)
        return a->when < b->when;
    struct phs_oid x = phs_history_name(history, a->object), y = phs_history_name(history, b->object);
    return phs_oid_cmp(&x, &y) < 0;
}

void phs_history_first(struct phs_history *history, uint32_t *ret_first) {
    struct comparing comparing = {.history = history};
    for (uint32_t i = 0; i < history->commit_count; i++) {
        const struct phs_commit_node *commit = &history->commits[i];
        if (!commit->reachable || !leads_somewhere(history, commit->tree))
            continue;
        if (comparing.steps > most_steps) {
            history->out->limited = true;
            break;
        }
        compare(&comparing, commit);
        for (size_t k = 0; k < comparing.my_blobs.n; k++) {
            uint32_t *first = &ret_first[PHS_BLOB_OF(comparing.my_blobs.at[k])];
            if (*first == PHS_NODE_NONE || is_earlier(history, commit, &history->commits[*first]))
                *first = i;
        }
    }
    struct phs_growing *all[] = {&comparing.mine,        &comparing.theirs,   &comparing.next_mine,
                                 &comparing.next_theirs, &comparing.my_blobs, &comparing.their_blobs};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        free(all[i]->at);
}
