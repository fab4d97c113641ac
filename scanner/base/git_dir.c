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

/* What an absolute or relative name leads to, where it lies within root; else NULL. */
static const char *folder_within(struct phs_arena *arena, const char *root, const char *from, struct phs_slice name) {
    const char *path = phs_slice_dup(arena, name), *found = NULL;
    struct stat info;
    char *real = realpath(*path == '/' ? path : phs_path_join(arena, from, path), NULL);
    size_t n = strlen(root);
    if (real && strncmp(real, root, n) == 0 && real[n] == '/' && lstat(real, &info) == 0 && S_ISDIR(info.st_mode))
        found = phs_strdup(arena, real);
    free(real);
    return found;
}

static bool is_listed(const struct phs_git_objects *objects, const char *path) {
    for (size_t i = 0; i < objects->n; i++)
        if (strcmp(objects->at[i], path) == 0)
            return true;
    return false;
}

/* Each line a folder; behind '#' nothing; a name in quotes is none that anybody wrote by hand. */
static void add_alternates(struct phs_arena *arena, const char *root, const char *from, struct phs_git_objects *objects) {
    enum { LARGEST = 1 << 16 };
    struct phs_slice bytes, line;
    struct stat info;
    const char *file = phs_path_join(arena, from, "info/alternates");
    if (lstat(file, &info) != 0)
        return;
    if (!S_ISREG(info.st_mode) || phs_file_read(arena, file, LARGEST, &bytes, NULL) != PHS_OK) {
        objects->elsewhere = true;
        return;
    }
    while (phs_slice_cut(&bytes, '\n', &line)) {
        line = phs_slice_trim(line);
        if (line.len == 0 || line.ptr[0] == '#')
            continue;
        const char *folder = folder_within(arena, root, from, line);
        if (folder && is_listed(objects, folder))
            continue;
        if (folder && objects->n < PHS_GIT_MOST_OBJECT_FOLDERS)
            objects->at[objects->n++] = folder;
        else
            objects->elsewhere = true;
    }
}

void phs_git_objects_find(struct phs_arena *arena, const char *git_dir, struct phs_git_objects *ret_objects) {
    char *real = realpath(git_dir, NULL), *slash = real ? strrchr(real, '/') : NULL;
    *ret_objects = (struct phs_git_objects){.at = {phs_path_join(arena, git_dir, "objects")}, .n = 1};
    const char *own = real ? phs_path_join(arena, real, "objects") : ret_objects->at[0];
    ret_objects->at[0] = own;
    if (slash && slash != real && strcmp(slash, "/.git") == 0)
        *slash = '\0';
    for (size_t i = 0; real && i < ret_objects->n; i++)
        add_alternates(arena, real, ret_objects->at[i], ret_objects);
    free(real);
}

/* Objects of an alternate are read as its own are. */
static bool objects_are_plain(struct phs_arena *arena, struct looking *looking, const char *git_dir) {
    struct phs_git_objects objects;
    phs_git_objects_find(arena, git_dir, &objects);
    for (size_t i = 1; i < objects.n; i++)
        if (!holds_plain(looking, AT_FDCWD, objects.at[i], NO_LINKS, DEEPEST))
            return false;
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
                 holds_plain(&looking, folder, "objects", NO_LINKS, DEEPEST) && objects_are_plain(arena, &looking, git_dir);
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
