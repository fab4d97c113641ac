/* SPDX-License-Identifier: Apache-2.0 */
/* A repository that a test commits to by libgit2, and its history as it is told, with and without a memory. */
#ifndef TESTS_UNIT_COLLECT_COMMITTING_H
#define TESTS_UNIT_COLLECT_COMMITTING_H

#include <ftw.h>
#include <git2.h>
#include <sys/stat.h>
#include <unistd.h>

#include "collecting.h"

#include "base/file.h"
#include "collect/git/git.h"
#include "collect/git/parts.h"
#include "collect/source/source.h"

static struct phs_catalogue *catalogue;
static char folder[] = "/tmp/phiscope-history-XXXXXX";
static git_repository *repository;
static git_index *index_of;
static git_oid last;
static int64_t now = 1700000000;
static const char *said = "x"; /* the message of the next commits */

static inline void open_repository(void) {
    struct phs_err err = {0};
    open_graph();
    cr_assert_eq(phs_catalogue_load(arena, NULL, 0, &catalogue, &err), PHS_OK, "%s", err.text);
    git_libgit2_init();
    git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 0);
    cr_assert_not_null(mkdtemp(folder));
    scope.folder = folder;
    cr_assert_eq(git_repository_init(&repository, phs_printf(arena, "%s/app", folder), false), 0);
    cr_assert_eq(git_index_new(&index_of), 0);
}

static inline int remove_one(const char *path, const struct stat *status, int kind, struct FTW *walk) {
    (void)status, (void)kind, (void)walk;
    return remove(path);
}

static inline void close_repository(void) {
    git_index_free(index_of);
    git_repository_free(repository);
    git_libgit2_shutdown();
    nftw(folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
    close_graph();
}

static inline void put(const char *path, const char *text) {
    git_index_entry entry = {.mode = GIT_FILEMODE_BLOB, .path = path};
    cr_assert_eq(git_blob_create_from_buffer(&entry.id, repository, text, strlen(text)), 0);
    cr_assert_eq(git_index_add(index_of, &entry), 0);
}

static inline void drop(const char *path) {
    cr_assert_eq(git_index_remove_bypath(index_of, path), 0);
}

/* A day later. */
static inline const char *commit(const char *ref) {
    git_oid tree_id;
    git_tree *tree;
    git_signature *who;
    git_commit *parent = NULL;
    git_reference *head = NULL;
    bool has = git_reference_lookup(&head, repository, "refs/heads/master") == 0;
    cr_assert_eq(git_index_write_tree_to(&tree_id, index_of, repository), 0);
    cr_assert_eq(git_tree_lookup(&tree, repository, &tree_id), 0);
    cr_assert_eq(git_signature_new(&who, "A", "a@b.test", now += 86400, 0), 0);
    if (has)
        cr_assert_eq(git_commit_lookup(&parent, repository, git_reference_target(head)), 0);
    const git_commit *parents[] = {parent};
    cr_assert_eq(git_commit_create(&last, repository, ref, who, who, NULL, said, tree, parent ? 1 : 0, parents), 0);
    git_reference_free(head);
    git_commit_free(parent);
    git_signature_free(who);
    git_tree_free(tree);
    return git_oid_tostr_s(&last);
}

static inline void collect(enum phs_history_depth depth) {
    const struct phs_target target = {.kind = PHS_TARGET_REPOSITORY, .path = "app", .environment = "", .history = depth};
    phs_source_collect(&graph, scope.folder, &target, catalogue, NULL);
    phs_git_collect(&graph, &scope, &target, catalogue, NULL);
}

static inline size_t count_of(const char *type) {
    return phs_graph_of_type(&graph, type)->items.n;
}

static inline const char *token(void) {
    return phs_printf(arena, "TOKEN = '%s%s'\n", "ghp_", "q7Zk2Vx9LmP4sT8wRbY3nC6dFhJ1gKa5eUo0");
}

static inline const struct phs_coverage *history_coverage(void) {
    for (size_t i = 0; i < graph.coverage.n; i++)
        if (strcmp(graph.coverage.at[i].kind, "history") == 0)
            return &graph.coverage.at[i];
    return NULL;
}

static struct phs_slice remembered;
static size_t loads, saves;

static inline bool load(void *user, struct phs_arena *into, const char *key, const char *rules, struct phs_slice *ret_bytes) {
    (void)user, (void)key, (void)rules;
    if (remembered.len)
        *ret_bytes = phs_slice_n(phs_strndup(into, remembered.ptr, remembered.len), remembered.len);
    loads += remembered.len > 0;
    return remembered.len > 0;
}

static inline void save(void *user, const char *key, const char *rules, struct phs_slice bytes) {
    (void)user, (void)key, (void)rules;
    remembered = phs_slice_n(phs_strndup(arena, bytes.ptr, bytes.len), bytes.len);
    saves++;
}

/* Everything that the collector told, with or without a memory. */
static inline const char *told(const struct phs_memory *memory) {
    phs_graph_init(&graph, arena);
    scope.memory = memory;
    collect(PHS_HISTORY_ALL);
    scope.memory = NULL;
    const char *text = phs_strdup(arena, everything());
    for (size_t i = 0; i < graph.coverage.n; i++)
        text = phs_printf(arena, "%s%s %zu %s\n", text, graph.coverage.at[i].kind, graph.coverage.at[i].items,
                          graph.coverage.at[i].reason ? graph.coverage.at[i].reason : "");
    return text;
}

#endif
