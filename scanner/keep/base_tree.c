/* SPDX-License-Identifier: Apache-2.0 */
/* The files of a commit in a temporary folder. The repository may be hostile: only regular files are written, below one folder
 * that we made, and names are taken as libgit2 checked them. */
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <git2.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/commits.h"
#include "base/file.h"
#include "base/git_dir.h"
#include "keep/gate.h"

enum { MAX_FILES = 500000, MAX_DEPTH = 64 };
static const uint64_t max_bytes = 4ull << 30;

struct writing {
    struct phs_arena *arena;
    git_repository *repository;
    size_t files;
    uint64_t bytes;
    struct phs_err *err;
};

static enum phs_code git_fail(struct phs_err *err, enum phs_code code, const char *what) {
    const git_error *last = git_error_last();
    return phs_fail(err, code, "%s: %s", what, last && last->message ? last->message : "git gave no reason");
}

static enum phs_code write_all(int file, const char *bytes, size_t n) {
    while (n) {
        ssize_t done = write(file, bytes, n);
        if (done < 0 && errno == EINTR)
            continue;
        if (done <= 0)
            return PHS_E_IO;
        bytes += done;
        n -= (size_t)done;
    }
    return PHS_OK;
}

static enum phs_code write_blob(struct writing *writing, const git_oid *id, const char *path) {
    git_blob *blob = NULL;
    if (git_blob_lookup(&blob, writing->repository, id) != 0)
        return git_fail(writing->err, PHS_E_INPUT, "an object of the base commit cannot be read");
    uint64_t size = (uint64_t)git_blob_rawsize(blob);
    writing->bytes += size;
    enum phs_code code = PHS_OK;
    if (++writing->files > MAX_FILES || writing->bytes > max_bytes)
        code = phs_fail(writing->err, PHS_E_LIMIT, "the base commit has more than %d files or 4 GiB", MAX_FILES);
    int file = code ? -1 : open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (!code && (file < 0 || write_all(file, git_blob_rawcontent(blob), (size_t)size)))
        code = phs_fail(writing->err, PHS_E_IO, "cannot write the base commit to a temporary folder");
    if (file >= 0)
        close(file);
    git_blob_free(blob);
    return code;
}

/* git allows what a file system must not be given. */
static bool safe_name(const char *name) {
    return *name && !strchr(name, '/') && strcmp(name, ".") != 0 && strcmp(name, "..") != 0 && strcasecmp(name, ".git") != 0;
}

static enum phs_code write_tree(struct writing *writing, const git_oid *id, const char *folder, int depth) {
    git_tree *tree = NULL;
    enum phs_code code = PHS_OK;
    if (depth > MAX_DEPTH)
        return phs_fail(writing->err, PHS_E_LIMIT, "the base commit has folders nested deeper than %d", MAX_DEPTH);
    if (git_tree_lookup(&tree, writing->repository, id) != 0)
        return git_fail(writing->err, PHS_E_INPUT, "a tree of the base commit cannot be read");
    for (size_t i = 0; !code && i < git_tree_entrycount(tree); i++) {
        const git_tree_entry *entry = git_tree_entry_byindex(tree, i);
        const char *name = git_tree_entry_name(entry);
        git_filemode_t mode = git_tree_entry_filemode(entry);
        const char *path = phs_path_join(writing->arena, folder, name);
        if (!safe_name(name))
            continue;
        if (mode == GIT_FILEMODE_TREE)
            code = mkdir(path, 0700) ? phs_fail(writing->err, PHS_E_IO, "cannot make a temporary folder")
                                     : write_tree(writing, git_tree_entry_id(entry), path, depth + 1);
        else if (mode == GIT_FILEMODE_BLOB || mode == GIT_FILEMODE_BLOB_EXECUTABLE)
            code = write_blob(writing, git_tree_entry_id(entry), path);
    }
    git_tree_free(tree);
    return code;
}

static enum phs_code parted_at(struct writing *writing, const git_oid *id, git_commit **ret_commit) {
    if (git_commit_lookup(ret_commit, writing->repository, id) != 0)
        return git_fail(writing->err, PHS_E_INPUT, "the base commit cannot be read");
    return PHS_OK;
}

/* Where the two parted; ref itself where that is not here. */
static void part(struct writing *writing, const git_oid *head, const git_oid *ref, git_oid *ret_id) {
    struct phs_commits ours, theirs;
    git_oid_cpy(ret_id, ref);
    if (git_repository_is_shallow(writing->repository) != 1) {
        git_merge_base(ret_id, writing->repository, head, ref);
        return;
    }
    phs_commits_read(writing->arena, writing->repository, ref, NULL, &theirs);
    phs_commits_read(writing->arena, writing->repository, head, NULL, &ours);
    for (size_t i = 0; i < ours.items.n; i++)
        if (phs_commits_hold(&theirs, &ours.items.at[i])) {
            git_oid_cpy(ret_id, &ours.items.at[i]);
            return;
        }
}

static enum phs_code write_commit(struct writing *writing, const char *ref, const char *folder, struct phs_base *base) {
    git_object *object = NULL, *commit = NULL;
    git_commit *parted = NULL;
    char hex[GIT_OID_HEXSZ + 1];
    enum phs_code code = PHS_OK;
    if (git_revparse_single(&object, writing->repository, ref) != 0 || git_object_peel(&commit, object, GIT_OBJECT_COMMIT) != 0)
        code = phs_fail(writing->err, PHS_E_MISSING,
                        "there is no commit %s in this repository (a shallow clone may lack it: fetch it first)", ref);
    /* Where the two parted: what the base branch fixed since is not new in this one. */
    git_oid id, head;
    if (!code) {
        git_oid_cpy(&id, git_object_id(commit));
        if (git_reference_name_to_id(&head, writing->repository, "HEAD") == 0)
            part(writing, &head, git_object_id(commit), &id);
        code = parted_at(writing, &id, &parted);
    }
    if (!code) {
        base->commit = phs_strdup(writing->arena, git_oid_tostr(hex, sizeof hex, &id));
        code = write_tree(writing, git_commit_tree_id(parted), folder, 0);
    }
    git_commit_free(parted);
    git_object_free(commit);
    git_object_free(object);
    return code;
}

/* Where folder lies below the work tree: "" at its top. */
static const char *place_below(struct phs_arena *arena, git_repository *repository, const char *folder) {
    char *full = realpath(folder, NULL);
    const char *top = git_repository_workdir(repository);
    char *top_full = top ? realpath(top, NULL) : NULL;
    const char *place = "";
    if (full && top_full && strncmp(full, top_full, strlen(top_full)) == 0 && full[strlen(top_full)] == '/')
        place = phs_strdup(arena, full + strlen(top_full) + 1);
    free(full);
    free(top_full);
    return place;
}

/* The folder becomes the root of a repository without commits, as the real one is the root of its own: collectors then say the
 * same about both. */
static void mark_as_root(const char *folder) {
    git_repository *empty = NULL;
    if (git_repository_init(&empty, folder, 0) == 0)
        git_repository_free(empty);
}

static const char *temporary_folder(struct phs_arena *arena) {
    const char *base = getenv("TMPDIR");
    char *path = phs_printf(arena, "%s/phiscope-base-XXXXXX", base && *base ? base : "/tmp");
    return mkdtemp(path);
}

enum phs_code phs_base_take(struct phs_arena *arena, const char *folder, const char *ref, struct phs_base *ret_base,
                            struct phs_err *err) {
    struct writing writing = {.arena = arena, .err = err};
    struct phs_base base = {0};
    phs_git_library_init();
    if (!phs_git_dir_is_plain(arena, folder)) {
        git_libgit2_shutdown();
        return phs_fail(
            err, PHS_E_INPUT,
            "%s: its git directory or configuration leads to a pipe, a device, objects elsewhere or in a circle: refused",
            folder);
    }
    if (git_repository_open_ext(&writing.repository, folder, 0, NULL) != 0) {
        git_libgit2_shutdown();
        return phs_fail(err, PHS_E_MISSING, "%s is in no git repository, so there is no base to compare with", folder);
    }
    base.tree = temporary_folder(arena);
    enum phs_code code =
        base.tree ? write_commit(&writing, ref, base.tree, &base) : phs_fail(err, PHS_E_IO, "cannot make a temporary folder");
    base.folder = base.tree ? phs_path_join(arena, base.tree, place_below(arena, writing.repository, folder)) : NULL;
    if (base.tree && !code)
        mark_as_root(base.tree);
    git_repository_free(writing.repository);
    git_libgit2_shutdown();
    if (code) {
        phs_base_drop(&base);
        return code;
    }
    *ret_base = base;
    return PHS_OK;
}

static int remove_one(const char *path, const struct stat *info, int kind, struct FTW *at) {
    (void)info;
    (void)kind;
    (void)at;
    return remove(path);
}

void phs_base_drop(const struct phs_base *base) {
    if (base->tree)
        nftw(base->tree, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}
