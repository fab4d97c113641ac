/* SPDX-License-Identifier: Apache-2.0 */
/* What libgit2 opens of a git directory: its uppermost files, info/, refs/ and objects/, and what its configuration includes.
 */
#include "base/git_dir.h"

#include <dirent.h>
#include <fcntl.h>
#include <git2.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"

enum { DEEPEST = 64, MOST_ENTRIES = 8000000, LARGEST_CONFIG = 1 << 20, DEEPEST_INCLUDE = 8, MOST_INCLUDES = 64 };

void phs_git_library_init(void) {
    /* Settings of single work trees, promises about objects, links by relative paths. */
    static const char *harmless[] = {"worktreeconfig", "partialclone", "preciousobjects", "relativeworktrees"};
    git_libgit2_init();
    git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 0);
    git_libgit2_opts(GIT_OPT_SET_EXTENSIONS, harmless, sizeof harmless / sizeof *harmless);
}

/* refs/ may hold links, as HEAD may be one; among objects they lead to those of another repository. */
enum links { LINKS_TO_FILES, NO_LINKS };

struct looking {
    size_t entries;
};

static bool holds_plain(struct looking *looking, int parent, const char *name, enum links links, int depth);

static bool is_plain(struct looking *looking, int folder, const struct dirent *entry, enum links links, int depth) {
    struct stat info;
    unsigned char type = entry->d_type;
    if (type == DT_REG)
        return true;
    if (fstatat(folder, entry->d_name, &info, AT_SYMLINK_NOFOLLOW) != 0)
        return true;
    if (S_ISLNK(info.st_mode))
        return links == LINKS_TO_FILES &&
               (fstatat(folder, entry->d_name, &info, 0) != 0 || S_ISREG(info.st_mode) || S_ISDIR(info.st_mode));
    if (S_ISDIR(info.st_mode))
        return depth == 0 || holds_plain(looking, folder, entry->d_name, links, depth - 1);
    return S_ISREG(info.st_mode) || S_ISSOCK(info.st_mode); /* of git's own fsmonitor; opening one fails at once */
}

static bool is_dots(const char *name) {
    return strcmp(name, ".") == 0 || strcmp(name, "..") == 0;
}

static bool holds_plain(struct looking *looking, int parent, const char *name, enum links links, int depth) {
    int follow = links == NO_LINKS ? O_NOFOLLOW : 0;
    int folder = openat(parent, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NONBLOCK | follow);
    DIR *listing = folder < 0 ? NULL : fdopendir(folder);
    const struct dirent *entry;
    struct stat info;
    bool plain = true;
    if (!listing) {
        if (folder >= 0)
            close(folder);
        return fstatat(parent, name, &info, AT_SYMLINK_NOFOLLOW) != 0 || S_ISDIR(info.st_mode);
    }
    while (plain && (entry = readdir(listing)) != NULL)
        plain = is_dots(entry->d_name) || (++looking->entries < MOST_ENTRIES && is_plain(looking, folder, entry, links, depth));
    closedir(listing);
    return plain;
}

static bool includes_are_plain(struct phs_arena *arena, const char *file, int depth, size_t *files);

/* "path = NAME" of an include. What is written with escapes is not followed by guessing. */
static bool include_is_plain(struct phs_arena *arena, const char *file, struct phs_slice value, int depth, size_t *files) {
    struct stat info;
    const char *home = getenv("HOME"), *slash = strrchr(file, '/'), *path;
    value = phs_slice_trim(value);
    if (value.len > 1 && value.ptr[0] == '"' && value.ptr[value.len - 1] == '"')
        value = phs_slice_n(value.ptr + 1, value.len - 2);
    if (memchr(value.ptr, '\\', value.len) || memchr(value.ptr, '"', value.len))
        return false;
    path = phs_slice_dup(arena, value);
    if (path[0] == '~' && path[1] == '/')
        path = phs_path_join(arena, home ? home : "/", path + 2);
    else if (path[0] != '/')
        path = phs_path_join(arena, phs_strndup(arena, file, slash ? (size_t)(slash - file) : 0), path);
    if (stat(path, &info) != 0)
        return true;
    return S_ISREG(info.st_mode) && depth > 0 && (*files)++ < MOST_INCLUDES &&
           includes_are_plain(arena, path, depth - 1, files);
}

static bool includes_are_plain(struct phs_arena *arena, const char *file, int depth, size_t *files) {
    struct phs_slice bytes, line, name;
    if (phs_file_read(arena, file, LARGEST_CONFIG, &bytes, NULL) != PHS_OK)
        return !phs_is_file(file);
    if (!strcasestr(bytes.ptr, "[include"))
        return true;
    while (phs_slice_cut(&bytes, '\n', &line)) {
        const char *bracket = line.len ? memrchr(line.ptr, ']', line.len) : NULL;
        struct phs_slice pair = bracket ? phs_slice_n(bracket + 1, line.len - (size_t)(bracket + 1 - line.ptr)) : line;
        if (phs_slice_cut(&pair, '=', &name) && phs_slice_ieq(phs_slice_trim(name), PHS_SLICE("path")) &&
            !include_is_plain(arena, file, pair, depth, files))
            return false;
    }
    return true;
}

static bool one_is_plain(struct phs_arena *arena, const char *git_dir) {
    struct looking looking = {0};
    size_t files = 0;
    int folder = open(git_dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0)
        return true;
    bool plain = holds_plain(&looking, folder, ".", LINKS_TO_FILES, 0) &&
                 holds_plain(&looking, folder, "info", LINKS_TO_FILES, DEEPEST) &&
                 holds_plain(&looking, folder, "refs", LINKS_TO_FILES, DEEPEST) &&
                 holds_plain(&looking, folder, "objects", NO_LINKS, DEEPEST);
    close(folder);
    return plain && includes_are_plain(arena, phs_path_join(arena, git_dir, "config"), DEEPEST_INCLUDE, &files);
}

/* Of a further work tree: the directory that it has in common with the others. */
static const char *common_dir(struct phs_arena *arena, const char *git_dir) {
    enum { LONGEST = 1 << 16 };
    struct phs_slice bytes;
    if (phs_file_read_in(arena, git_dir, "commondir", LONGEST, &bytes, NULL) != PHS_OK)
        return NULL;
    const char *path = phs_slice_dup(arena, phs_slice_trim(bytes));
    return *path == '/' ? path : phs_path_join(arena, git_dir, path);
}

bool phs_git_dir_is_plain(struct phs_arena *arena, const char *folder) {
    git_buf found = {0};
    if (git_repository_discover(&found, folder, 0, NULL) != 0)
        return true;
    const char *git_dir = phs_strdup(arena, found.ptr), *common = common_dir(arena, git_dir);
    git_buf_dispose(&found);
    return one_is_plain(arena, git_dir) && (!common || one_is_plain(arena, common));
}
