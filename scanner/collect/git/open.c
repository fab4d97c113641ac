/* SPDX-License-Identifier: Apache-2.0 */
/* The repository that a folder belongs to, or why it is not read. */
#include "collect/git/open.h"

#include <git2/sys/repository.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/git_dir.h"
#include "collect/git/loose.h"
#include "collect/git/tree.h"

void phs_tree_library_init(void) {
    phs_git_library_init();
    /* Content is searched, not trusted: hashing it again would halve the speed. */
    git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, 0);
}

void phs_tree_library_done(void) {
    git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, 1);
    git_libgit2_shutdown();
}

/* "" for the root; NULL: the folder is not below the work tree. A git directory without a configuration counts as bare. */
static const char *prefix_of(struct phs_arena *arena, git_repository *repository, const char *folder) {
    const char *workdir = git_repository_workdir(repository);
    char *real = realpath(folder, NULL), *root = workdir ? realpath(workdir, NULL) : NULL;
    char *own = realpath(git_repository_path(repository), NULL);
    const char *prefix = NULL;
    size_t n = root ? strlen(root) : 0;
    if (!workdir || (real && own && strcmp(real, own) == 0))
        prefix = "";
    else if (real && root && strncmp(real, root, n) == 0 && (real[n] == '/' || real[n] == '\0'))
        prefix = phs_strdup(arena, real[n] ? real + n + 1 : "");
    free(real);
    free(root);
    free(own);
    return prefix;
}

static bool same_place(const char *a, const char *b) {
    char *x = realpath(a, NULL), *y = realpath(b, NULL);
    bool same = x && y && strcmp(x, y) == 0;
    free(x);
    free(y);
    return same;
}

static bool lies_within(const char *path, const char *folder) {
    char *x = realpath(path, NULL), *y = realpath(folder, NULL);
    size_t n = y ? strlen(y) : 0;
    bool within = x && y && strncmp(x, y, n) == 0 && (x[n] == '/' || x[n] == '\0');
    free(x);
    free(y);
    return within;
}

/* "gitdir" of a further work tree names the ".git" that it belongs to; a submodule names its work tree in its configuration. */
static bool points_back(struct phs_arena *arena, git_repository *repository) {
    struct phs_slice bytes = {0};
    const char *own = git_repository_path(repository), *workdir = git_repository_workdir(repository), *named = NULL;
    git_config *config = NULL, *snapshot = NULL;
    if (phs_file_read(arena, phs_path_join(arena, own, "gitdir"), 1 << 16, &bytes, NULL) == PHS_OK)
        return same_place(phs_slice_dup(arena, phs_slice_trim(bytes)), phs_path_join(arena, workdir, ".git"));
    bool back = git_repository_config(&config, repository) == 0 && git_config_snapshot(&snapshot, config) == 0 &&
                git_config_get_string(&named, snapshot, "core.worktree") == 0 &&
                same_place(*named == '/' ? named : phs_path_join(arena, own, named), workdir);
    git_config_free(snapshot);
    git_config_free(config);
    return back;
}

/* A ".git" that leads elsewhere is followed only to where somebody other than this folder says that the two belong together. */
static bool is_own(struct phs_arena *arena, git_repository *repository) {
    const char *workdir = git_repository_workdir(repository), *own = git_repository_path(repository);
    const char *common = git_repository_commondir(repository);
    if (workdir && !lies_within(own, workdir))
        return points_back(arena, repository);
    return lies_within(common, workdir ? workdir : own);
}

/* Objects of this repository and of no other: libgit2 would follow objects/info/alternates anywhere. */
static bool keep_inside(git_repository *repository, const char *git_dir) {
    git_odb *odb = phs_odb_open(git_dir, true);
    bool set = odb && git_repository_set_odb(repository, odb) == 0;
    git_odb_free(odb);
    return set;
}

static bool holds(const char *folder, const char *name) {
    char path[PATH_MAX];
    struct stat info;
    int n = snprintf(path, sizeof path, "%s/%s", folder, name);
    return n < 0 || (size_t)n >= sizeof path || lstat(path, &info) == 0;
}

bool phs_tree_may_have_git(const char *folder) {
    char path[PATH_MAX];
    if (!realpath(folder, path))
        return true; /* whoever opens it says why it cannot be */
    for (;;) {
        char *slash = strrchr(path, '/');
        if (holds(path, ".git") || holds(path, "HEAD"))
            return true;
        if (!slash || !*path)
            return false;
        *slash = '\0';
    }
}

static bool is_folder(const char *path) {
    struct stat info;
    return lstat(path, &info) == 0 && S_ISDIR(info.st_mode);
}

/* A folder that holds objects and refs in itself, whatever else is wrong with it. */
static bool looks_like_git_dir(struct phs_arena *arena, const char *path) {
    return is_folder(path) && is_folder(phs_path_join(arena, path, "objects")) && is_folder(phs_path_join(arena, path, "refs"));
}

/* "key = value" anywhere, whatever the section: libgit2 has refused the file as a whole. */
static bool config_says(struct phs_arena *arena, const char *git_dir, const char *key, const char *value) {
    enum { LARGEST = 1 << 20 };
    struct phs_slice bytes, line, name;
    if (phs_file_read_in(arena, git_dir, "config", LARGEST, &bytes, NULL) != PHS_OK)
        return false;
    while (phs_slice_cut(&bytes, '\n', &line))
        if (phs_slice_cut(&line, '=', &name) && phs_slice_ieq(phs_slice_trim(name), phs_slice(key)) &&
            phs_slice_ieq(phs_slice_trim(line), phs_slice(value)))
            return true;
    return false;
}

/* The folder itself, or what is above it: where the objects are is known to nobody but libgit2 when ".git" is a file. */
static const char *nearest_git_dir(struct phs_arena *arena, const char *folder, bool *ret_here) {
    char *real = realpath(folder, NULL), *slash;
    const char *found = NULL;
    for (*ret_here = true; real && !found; *ret_here = false) {
        const char *inner = phs_path_join(arena, real, ".git");
        if (looks_like_git_dir(arena, inner) || looks_like_git_dir(arena, real)) {
            found = is_folder(inner) ? inner : phs_strdup(arena, real);
            break;
        }
        if (!(slash = strrchr(real, '/')) || !*real)
            break;
        *slash = '\0';
    }
    free(real);
    return found;
}

/* libgit2 refuses what it does not know. What can be read of it all the same is read. */
static void explain(struct phs_arena *arena, const char *folder, int refusal, struct phs_opened *ret_opened) {
    bool here = false;
    const char *git_dir = nearest_git_dir(arena, folder, &here);
    if (refusal == GIT_ENOTFOUND && !(git_dir && here) && !holds(folder, ".git"))
        return;
    if (git_dir && config_says(arena, git_dir, "objectformat", "sha256")) {
        ret_opened->problem = "the repository names its objects by SHA-256, which is not read";
    } else if (git_dir && config_says(arena, git_dir, "refstorage", "reftable")) {
        ret_opened->problem = "the repository keeps its refs in a reftable, which is not read";
    } else {
        ret_opened->problem =
            "the repository cannot be opened: its configuration or its HEAD is damaged or of a kind that is not read";
        ret_opened->git_dir = here ? git_dir : NULL;
        ret_opened->prefix = here ? "" : NULL;
    }
}

void phs_repository_open(struct phs_arena *arena, const char *folder, struct phs_opened *ret_opened) {
    git_repository *repository = NULL;
    *ret_opened = (struct phs_opened){0};
    if (!phs_git_dir_is_plain(arena, folder)) {
        ret_opened->problem =
            "its git directory or configuration leads to a pipe, a device, objects elsewhere or in a circle: refused";
        return;
    }
    int refusal = git_repository_open_ext(&repository, folder, 0, NULL);
    if (refusal != 0) {
        explain(arena, folder, refusal, ret_opened);
        return;
    }
    const char *git_dir = phs_strdup(arena, git_repository_commondir(repository));
    const char *prefix = prefix_of(arena, repository, folder);
    if (!is_own(arena, repository) || !keep_inside(repository, git_dir))
        ret_opened->problem = "its git directory lies outside and does not point back: refused";
    else if (!prefix)
        ret_opened->problem = "its repository says that its work tree lies elsewhere";
    if (ret_opened->problem) {
        git_repository_free(repository);
        return;
    }
    *ret_opened = (struct phs_opened){.repository = repository, .git_dir = git_dir, .prefix = prefix};
}
