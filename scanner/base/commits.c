/* SPDX-License-Identifier: Apache-2.0 */
/* Breadth first; what was met is put down before its parents are, so that a forged circle ends. */
#include "base/commits.h"

struct queue {
    PHS_VEC(git_oid) items;
};

static struct phs_slice key_of(const git_oid *id) {
    return phs_slice_n((const char *)id->id, GIT_OID_RAWSZ);
}

bool phs_commits_hold(const struct phs_commits *commits, const git_oid *id) {
    return phs_map_get(&commits->known, key_of(id)) != NULL;
}

static void take(struct phs_arena *arena, git_commit *commit, const git_oid *id, struct queue *queue,
                 struct phs_commits *commits) {
    char *key = phs_strndup(arena, (const char *)id->id, GIT_OID_RAWSZ);
    phs_map_put(&commits->known, phs_slice_n(key, GIT_OID_RAWSZ), key);
    PHS_PUSH(arena, commits->items, *id);
    for (unsigned i = 0; i < git_commit_parentcount(commit); i++)
        PHS_PUSH(arena, queue->items, *git_commit_parent_id(commit, i));
}

void phs_commits_read(struct phs_arena *arena, git_repository *repository, const git_oid *from,
                      const struct phs_commits *hidden, struct phs_commits *ret_commits) {
    struct queue queue = {0};
    *ret_commits = (struct phs_commits){.cut = false};
    phs_map_init(&ret_commits->known, arena);
    PHS_PUSH(arena, queue.items, *from);
    for (size_t i = 0; i < queue.items.n; i++) {
        git_oid id = queue.items.at[i];
        git_commit *commit = NULL;
        if (phs_commits_hold(ret_commits, &id) || (hidden && phs_commits_hold(hidden, &id)))
            continue;
        if (git_commit_lookup(&commit, repository, &id) == 0)
            take(arena, commit, &id, &queue, ret_commits);
        else
            ret_commits->cut = true;
        git_commit_free(commit);
    }
}
