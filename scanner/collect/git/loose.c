/* SPDX-License-Identifier: Apache-2.0 */
/* The listing by our own walk, so that names that are none and links that lead out are passed over. */
#include "collect/git/loose.h"

#include <git2/odb_backend.h>
#include <git2/sys/odb_backend.h>
#include <stdlib.h>

#include "base/file.h"
#include "base/git_dir.h"

enum { MOST_LOOSE = 2000000, FASTEST = 1, UNLIMITED = 0 };

static void add_folder(git_odb *odb, const char *path, bool with_packs) {
    git_odb_backend *loose = NULL, *packed = NULL;
    if (git_odb_backend_loose(&loose, path, FASTEST, 0, UNLIMITED, UNLIMITED) == 0 && git_odb_add_backend(odb, loose, 1) != 0)
        loose->free(loose);
    if (with_packs && git_odb_backend_pack(&packed, path) == 0 && git_odb_add_backend(odb, packed, 2) != 0)
        packed->free(packed);
}

git_odb *phs_odb_open(const char *git_dir, bool with_packs) {
    struct phs_arena *scratch = phs_arena_new();
    struct phs_git_objects objects;
    git_odb *odb = NULL;
    phs_git_objects_find(scratch, git_dir, &objects);
    if (git_odb_new(&odb) != 0)
        odb = NULL;
    for (size_t i = 0; odb && i < objects.n; i++)
        add_folder(odb, objects.at[i], with_packs);
    phs_arena_free(scratch);
    return odb;
}

static bool enters(void *user, const char *path) {
    (void)user;
    return strlen(path) == 2;
}

static bool name_of(const char *path, struct phs_oid *ret_name) {
    char hex[PHS_OID_HEX];
    if (strlen(path) != PHS_OID_HEX + 1 || path[2] != '/')
        return false;
    memcpy(hex, path, 2);
    memcpy(hex + 2, path + 3, PHS_OID_HEX - 2);
    return phs_oid_parse(phs_slice_n(hex, PHS_OID_HEX), ret_name);
}

static void read_head(git_odb *odb, struct phs_loose *loose) {
    git_oid id;
    size_t size;
    git_object_t type;
    memcpy(id.id, loose->name.id, PHS_OID_BYTES);
    if (!odb || git_odb_read_header(&size, &type, odb, &id) != 0 || type < GIT_OBJECT_COMMIT || type > GIT_OBJECT_TAG)
        return;
    loose->kind = (enum phs_object_kind)type;
    loose->size = size;
}

static int by_name(const void *a, const void *b) {
    return phs_oid_cmp(&((const struct phs_loose *)a)->name, &((const struct phs_loose *)b)->name);
}

static void list_folder(struct phs_arena *arena, const char *path, const struct phs_packs *packs, git_odb *odb,
                        struct phs_loose_list *list) {
    const struct phs_walk_options options = {.enter = enters, .max_files = MOST_LOOSE, .max_depth = 2};
    struct phs_arena *scratch = phs_arena_new();
    struct phs_walk walk = {0};
    struct phs_loose loose = {.kind = PHS_OBJECT_NONE};
    if (phs_walk(scratch, path, &options, &walk, NULL) != PHS_OK)
        list->limited = true;
    for (size_t i = 0; i < walk.files.n; i++) {
        if (!name_of(walk.files.at[i].path, &loose.name) || phs_packs_hold(packs, &loose.name))
            continue;
        loose.kind = PHS_OBJECT_NONE;
        read_head(odb, &loose);
        list->damaged += loose.kind == PHS_OBJECT_NONE;
        PHS_PUSH(arena, list->items, loose);
    }
    phs_arena_free(scratch);
}

/* In several folders the same object may lie. */
static void sort(struct phs_loose_list *list) {
    size_t kept = 0;
    if (list->items.n)
        qsort(list->items.at, list->items.n, sizeof *list->items.at, by_name);
    for (size_t i = 0; i < list->items.n; i++)
        if (kept == 0 || by_name(&list->items.at[kept - 1], &list->items.at[i]) != 0)
            list->items.at[kept++] = list->items.at[i];
    list->items.n = kept;
}

void phs_loose_list_read(struct phs_arena *arena, const char *git_dir, const struct phs_packs *packs,
                         struct phs_loose_list *ret_list) {
    struct phs_git_objects objects;
    *ret_list = (struct phs_loose_list){.git_dir = git_dir};
    git_odb *odb = phs_odb_open(git_dir, false);
    phs_git_objects_find(arena, git_dir, &objects);
    for (size_t i = 0; i < objects.n; i++)
        list_folder(arena, objects.at[i], packs, odb, ret_list);
    sort(ret_list);
    git_odb_free(odb);
}

uint32_t phs_loose_find(const struct phs_loose_list *list, const struct phs_oid *oid) {
    size_t low = 0, high = list->items.n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = phs_oid_cmp(&list->items.at[middle].name, oid);
        if (order == 0)
            return (uint32_t)middle;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return PHS_NO_OBJECT;
}
