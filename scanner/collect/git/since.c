/* SPDX-License-Identifier: Apache-2.0 */
/* Oldest commit first, by libgit2 over the objects of this repository alone. Of a merge only what none of its parents has is
 * its own: the rest came from one of them. */
#include "collect/git/since.h"

#include <git2/sys/repository.h>
#include <stdlib.h>

#include "base/commits.h"
#include "base/file.h"
#include "base/map.h"

enum { MOST_COMMITS = 20000, MOST_BLOBS = 1000000 };

struct found {
    struct phs_loose blob;
    struct phs_origin origin;
};

struct since {
    struct phs_arena *arena;
    git_repository *repository;
    git_odb *odb;
    struct phs_map seen; /* id of a blob -> nothing */
    PHS_VEC(struct found) found;
    struct phs_since *result;
};

static struct phs_oid oid_of(const git_oid *id) {
    struct phs_oid oid;
    memcpy(oid.id, id->id, PHS_OID_BYTES);
    return oid;
}

/* What another parent has at that path is its. */
static bool has_at(git_commit *commit, const char *path, const git_oid *id) {
    git_tree *tree = NULL;
    git_tree_entry *entry = NULL;
    bool same = git_commit_tree(&tree, commit) == 0 && git_tree_entry_bypath(&entry, tree, path) == 0 &&
                git_oid_equal(git_tree_entry_id(entry), id);
    git_tree_entry_free(entry);
    git_tree_free(tree);
    return same;
}

static bool is_of_another_parent(git_commit *commit, const git_diff_file *file) {
    for (unsigned i = 1; i < git_commit_parentcount(commit); i++) {
        git_commit *parent = NULL;
        bool same = git_commit_parent(&parent, commit, i) == 0 && has_at(parent, file->path, &file->id);
        git_commit_free(parent);
        if (same)
            return true;
    }
    return false;
}

static void add_blob(struct since *since, git_commit *commit, const git_diff_file *file) {
    struct phs_oid name = oid_of(&file->id);
    char *key = phs_strndup(since->arena, (const char *)name.id, PHS_OID_BYTES);
    git_object_t type;
    size_t size = 0;
    if (phs_map_put(&since->seen, phs_slice_n(key, PHS_OID_BYTES), key))
        return;
    if (git_odb_read_header(&size, &type, since->odb, &file->id) != 0 || type != GIT_OBJECT_BLOB) {
        since->result->origins.missing_blobs++;
        return;
    }
    struct found found = {.blob = {name, PHS_OBJECT_BLOB, size},
                          .origin = {.reachable = true,
                                     .commit = oid_of(git_commit_id(commit)),
                                     .when = git_commit_time(commit),
                                     .path = phs_strdup(since->arena, file->path)}};
    PHS_PUSH(since->arena, since->found, found);
}

static void add_diff(struct since *since, git_commit *commit, git_diff *diff) {
    for (size_t i = 0; i < git_diff_num_deltas(diff); i++) {
        const git_diff_delta *delta = git_diff_get_delta(diff, i);
        bool file = delta->new_file.mode == GIT_FILEMODE_BLOB || delta->new_file.mode == GIT_FILEMODE_BLOB_EXECUTABLE;
        if (since->found.n >= MOST_BLOBS)
            since->result->limited = true;
        else if (file && delta->status != GIT_DELTA_DELETED && !is_of_another_parent(commit, &delta->new_file))
            add_blob(since, commit, &delta->new_file);
    }
}

static void add_commit(struct since *since, const git_oid *id) {
    git_diff_options options;
    git_commit *commit = NULL, *parent = NULL;
    git_tree *new = NULL, *old = NULL;
    git_diff *diff = NULL;
    git_diff_options_init(&options, GIT_DIFF_OPTIONS_VERSION);
    options.flags = GIT_DIFF_IGNORE_SUBMODULES | GIT_DIFF_SKIP_BINARY_CHECK;
    bool read = git_commit_lookup(&commit, since->repository, id) == 0 && git_commit_tree(&new, commit) == 0;
    if (read && git_commit_parentcount(commit) > 0)
        read = git_commit_parent(&parent, commit, 0) == 0 && git_commit_tree(&old, parent) == 0;
    if (read && git_diff_tree_to_tree(&diff, since->repository, old, new, &options) == 0)
        add_diff(since, commit, diff);
    else
        since->result->cut = true;
    git_diff_free(diff);
    git_tree_free(old);
    git_tree_free(new);
    git_commit_free(parent);
    git_commit_free(commit);
}

static bool take_commit(struct since *since, const git_oid *id) {
    if (since->result->origins.commits++ < MOST_COMMITS) {
        PHS_PUSH(since->arena, since->result->commits, oid_of(id));
        add_commit(since, id);
        return true;
    }
    since->result->limited = true;
    return false;
}

static void walk(struct since *since, const git_oid *head, const git_oid *base) {
    git_revwalk *commits = NULL;
    git_oid id;
    int more = 0;
    bool begun = git_revwalk_new(&commits, since->repository) == 0 && git_revwalk_push(commits, head) == 0 &&
                 git_revwalk_hide(commits, base) == 0 &&
                 git_revwalk_sorting(commits, GIT_SORT_TOPOLOGICAL | GIT_SORT_TIME | GIT_SORT_REVERSE) == 0;
    while (begun && (more = git_revwalk_next(&id, commits)) == 0 && take_commit(since, &id)) {
    }
    since->result->cut |= !begun || (more != 0 && more != GIT_ITEROVER);
    git_revwalk_free(commits);
}

/* The farthest first, as the oldest are. */
static void walk_shallow(struct since *since, const git_oid *head, const git_oid *base) {
    struct phs_commits old, new;
    phs_commits_read(since->arena, since->repository, base, NULL, &old);
    phs_commits_read(since->arena, since->repository, head, &old, &new);
    while (new.items.n > 0 && take_commit(since, &new.items.at[new.items.n - 1]))
        new.items.n--;
    since->result->cut = true;
}

static int by_name(const void *a, const void *b) {
    return phs_oid_cmp(&((const struct found *)a)->blob.name, &((const struct found *)b)->blob.name);
}

void phs_since_read(struct phs_arena *arena, const char *git_dir, const char *head, const char *base,
                    struct phs_since *ret_since) {
    struct since since = {.arena = arena, .odb = phs_odb_open(git_dir, true), .result = ret_since};
    git_oid from, to;
    *ret_since = (struct phs_since){.blobs = {.git_dir = git_dir, .with_packs = true}};
    phs_map_init(&since.seen, arena);
    if (since.odb && git_oid_fromstr(&to, head) == 0 && git_oid_fromstr(&from, base) == 0 &&
        git_repository_wrap_odb(&since.repository, since.odb) == 0)
        (phs_is_file(phs_path_join(arena, git_dir, "shallow")) ? walk_shallow : walk)(&since, &to, &from);
    else
        ret_since->cut = true;
    git_repository_free(since.repository);
    git_odb_free(since.odb);
    if (since.found.n)
        qsort(since.found.at, since.found.n, sizeof *since.found.at, by_name);
    ret_since->origins.at = PHS_NEW_N(arena, struct phs_origin, since.found.n);
    for (size_t i = 0; i < since.found.n; i++) {
        PHS_PUSH(arena, ret_since->blobs.items, since.found.at[i].blob);
        ret_since->origins.at[i] = since.found.at[i].origin;
    }
}

void phs_since_origins(struct phs_arena *arena, const struct phs_since *since, const struct phs_oid *const *blobs, size_t n,
                       struct phs_origins *ret_origins) {
    *ret_origins = since->origins;
    ret_origins->at = PHS_NEW_N(arena, struct phs_origin, n);
    for (size_t i = 0; i < n; i++) {
        uint32_t at = phs_loose_find(&since->blobs, blobs[i]);
        if (at != PHS_NO_OBJECT)
            ret_origins->at[i] = since->origins.at[at];
    }
}
