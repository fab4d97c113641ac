/* SPDX-License-Identifier: Apache-2.0 */
/* Tracked files as they are about to be committed: staged ones, and changed ones as they lie on the disk. What is not tracked
 * (settings of this machine, built things) was given to nobody, and a file that was only deleted here still is in HEAD. Not by
 * git_status_list_new: it reads what attributes and ignores the work tree holds, and waits where one of them is a pipe. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/map.h"
#include "collect/git/tree_parts.h"

enum { LARGEST_HASHED = 128 << 20 };

struct comparing {
    struct phs_listing *listing;
    struct phs_arena *scratch;
    struct phs_map head; /* path below the target -> struct phs_tree_file */
    const char *root;    /* of the work tree, with a slash at its end */
    struct stat index;   /* the file */
    const char *parent;  /* that was looked at last */
    bool parent_is_inside;
};

/* No link among the folders above a file, so that nothing outside of the work tree is read. */
static bool lies_inside(struct comparing *comparing, const char *path) {
    const char *end = strrchr(path, '/');
    char *parent = phs_strndup(comparing->scratch, path, end ? (size_t)(end - path) : 0);
    struct stat info;
    if (comparing->parent && strcmp(comparing->parent, parent) == 0)
        return comparing->parent_is_inside;
    comparing->parent = parent;
    comparing->parent_is_inside = true;
    for (size_t i = 0; *parent && comparing->parent_is_inside; i++) {
        char was = parent[i];
        if (was != '/' && was != '\0')
            continue;
        parent[i] = '\0';
        comparing->parent_is_inside =
            lstat(phs_printf(comparing->scratch, "%s%s", comparing->root, parent), &info) == 0 && S_ISDIR(info.st_mode);
        parent[i] = was;
        if (was == '\0')
            break;
    }
    return comparing->parent_is_inside;
}

/* git itself believes the time and the size that the index has; what was written in the second of the index is read. */
static bool may_differ(const struct comparing *comparing, const git_index_entry *entry, const struct stat *info) {
    int64_t seconds = entry->mtime.seconds, of_index = comparing->index.st_mtim.tv_sec;
    return (uint32_t)info->st_size != entry->file_size || (int32_t)info->st_mtim.tv_sec != entry->mtime.seconds ||
           (entry->mtime.nanoseconds && (uint32_t)info->st_mtim.tv_nsec != entry->mtime.nanoseconds) || seconds >= of_index;
}

static bool differs_on_disk(struct comparing *comparing, const git_index_entry *entry) {
    struct stat info;
    git_oid id;
    const char *file = phs_printf(comparing->scratch, "%s%s", comparing->root, entry->path);
    if (lstat(file, &info) != 0 || !S_ISREG(info.st_mode) || !lies_inside(comparing, entry->path))
        return false;
    if (git_index_entry_stage(entry) != 0)
        return true;
    return may_differ(comparing, entry, &info) &&
           (info.st_size > LARGEST_HASHED || git_odb_hashfile(&id, file, GIT_OBJECT_BLOB) != 0 ||
            !git_oid_equal(&id, &entry->id));
}

static void compare(struct comparing *comparing, const git_index_entry *entry, const char *prefix) {
    struct phs_listing *listing = comparing->listing;
    size_t skip = *prefix ? strlen(prefix) + 1 : 0;
    if ((entry->mode != GIT_FILEMODE_BLOB && entry->mode != GIT_FILEMODE_BLOB_EXECUTABLE) ||
        (skip && (strncmp(entry->path, prefix, skip - 1) != 0 || entry->path[skip - 1] != '/')) ||
        phs_tree_is_bundled(entry->path + skip))
        return;
    const struct phs_tree_file *head = phs_map_gets(&comparing->head, entry->path + skip);
    bool on_disk = differs_on_disk(comparing, entry),
         staged = !listing->full && (!head || !git_oid_equal(&head->id, &entry->id));
    if (!on_disk && !staged)
        return;
    struct phs_tree_file file = {
        .path = phs_strdup(listing->arena, entry->path + skip), .id = entry->id, .on_disk = on_disk, .changed = true};
    PHS_PUSH(listing->arena, listing->tree->files, file);
}

static void compare_all(struct comparing *comparing, git_index *index, const char *prefix) {
    struct phs_tree *tree = comparing->listing->tree;
    size_t n = tree->files.n;
    struct phs_tree_file *head = PHS_NEW_N(comparing->scratch, struct phs_tree_file, n);
    phs_map_init(&comparing->head, comparing->scratch);
    for (size_t i = 0; i < n; i++) {
        head[i] = tree->files.at[i];
        phs_map_puts(&comparing->head, head[i].path, &head[i]);
    }
    for (size_t i = 0; i < git_index_entrycount(index); i++)
        compare(comparing, git_index_get_byindex(index, i), prefix);
}

void phs_listing_changes(struct phs_listing *listing, const char *prefix) {
    struct comparing comparing = {.listing = listing, .root = git_repository_workdir(listing->repository)};
    git_index *index = NULL;
    if (!comparing.root)
        return;
    if (git_repository_index(&index, listing->repository) != 0) {
        phs_listing_gap(listing, "the index cannot be read, so HEAD was read without what the working copy changed");
        return;
    }
    comparing.scratch = phs_arena_new();
    if (git_index_path(index) && stat(git_index_path(index), &comparing.index) == 0)
        compare_all(&comparing, index, prefix);
    phs_arena_free(comparing.scratch);
    git_index_free(index);
}
