/* SPDX-License-Identifier: Apache-2.0 */
/* Opening: each file checked to be a file of this folder before it is mapped. */
#include "collect/git/packs.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/git_dir.h"
#include "parse/pack/midx.h"

enum { MOST_PACKS = 20000, MOST_OBJECTS = 200000000, MOST_PROBLEMS = 20, SMALLEST_LARGE = 31 };

struct mapping {
    void *at;
    size_t size;
};

static void problem(struct phs_packs *packs, const char *sentence) {
    if (packs->problems.n < MOST_PROBLEMS)
        PHS_PUSH(packs->arena, packs->problems, sentence);
}

static void unmap(void *handle) {
    struct mapping *mapping = handle;
    munmap(mapping->at, mapping->size);
}

static bool map_file(struct phs_arena *arena, int folder, const char *name, struct phs_slice *ret_bytes) {
    struct stat status;
    int file = openat(folder, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (file < 0)
        return false;
    bool regular = fstat(file, &status) == 0 && S_ISREG(status.st_mode) && status.st_size > 0;
    void *at = regular ? mmap(NULL, (size_t)status.st_size, PROT_READ, MAP_PRIVATE, file, 0) : MAP_FAILED;
    close(file);
    if (at == MAP_FAILED)
        return false;
    struct mapping *mapping = PHS_NEW(arena, struct mapping);
    *mapping = (struct mapping){at, (size_t)status.st_size};
    phs_arena_adopt(arena, mapping, unmap);
    *ret_bytes = phs_slice_n(at, (size_t)status.st_size);
    return true;
}

static int by_text(const void *a, const void *b) {
    return strcmp(*(char *const *)a, *(char *const *)b);
}

struct names {
    PHS_VEC(const char *) items;
};

static void list_packs(struct phs_packs *packs, int folder, struct names *ret_names) {
    DIR *listing = fdopendir(dup(folder));
    const struct dirent *entry;
    while (listing && (entry = readdir(listing)) != NULL) {
        if (!phs_slice_ends(phs_slice(entry->d_name), ".pack"))
            continue;
        if (ret_names->items.n == MOST_PACKS) {
            problem(packs, "there are more packs than are read");
            break;
        }
        PHS_PUSH(packs->arena, ret_names->items, phs_strdup(packs->arena, entry->d_name));
    }
    if (listing)
        closedir(listing);
    if (ret_names->items.n)
        qsort(ret_names->items.at, ret_names->items.n, sizeof *ret_names->items.at, by_text);
}

static const char *sibling_name(struct phs_arena *arena, const char *pack, const char *suffix) {
    return phs_printf(arena, "%.*s%s", (int)(strlen(pack) - 5), pack, suffix);
}

/* The rows of one pack out of the index of all, written as an index of version 2, so that there is one kind of index. */
struct rows {
    PHS_VEC(struct phs_midx_row) items;
};

static void put32(char *at, uint32_t number) {
    for (int i = 0; i < 4; i++)
        at[i] = (char)(number >> (24 - 8 * i));
}

static void write_rows(const struct rows *rows, char *names, char *offsets, char *large) {
    uint32_t larges = 0;
    for (size_t i = 0; i < rows->items.n; i++) {
        const struct phs_midx_row *row = &rows->items.at[i];
        memcpy(names + i * PHS_OID_BYTES, row->name.id, PHS_OID_BYTES);
        if (row->offset >> SMALLEST_LARGE) {
            put32(large + 8 * (size_t)larges, (uint32_t)(row->offset >> 32));
            put32(large + 8 * (size_t)larges + 4, (uint32_t)row->offset);
            put32(offsets + 4 * i, UINT32_C(1) << 31 | larges++);
        } else {
            put32(offsets + 4 * i, (uint32_t)row->offset);
        }
    }
}

static struct phs_slice index_of_rows(struct phs_arena *arena, const struct rows *rows) {
    size_t n = rows->items.n, large = 0;
    for (size_t i = 0; i < n; i++)
        large += rows->items.at[i].offset >> SMALLEST_LARGE != 0;
    size_t size = 8 + 1024 + n * 28 + large * 8 + 40;
    char *bytes = phs_alloc(arena, size), *names = bytes + 8 + 1024;
    memcpy(bytes, "\377tOc\0\0\0\2", 8);
    for (size_t first = 0, i = 0; first < 256; first++) {
        while (i < n && rows->items.at[i].name.id[0] <= first)
            i++;
        put32(bytes + 8 + 4 * first, (uint32_t)i);
    }
    write_rows(rows, names, names + n * 24, names + n * 28);
    return phs_slice_n(bytes, size);
}

static bool index_from_midx(struct phs_packs *packs, const struct phs_midx *midx, const char *index_name,
                            struct phs_slice *ret_bytes) {
    struct rows rows = {0};
    struct phs_midx_row row;
    for (uint32_t i = 0; i < midx->n; i++)
        if (phs_midx_row(midx, i, &row) && strcmp(midx->packs.at[row.pack], index_name) == 0)
            PHS_PUSH(packs->arena, rows.items, row);
    if (rows.items.n == 0)
        return false;
    *ret_bytes = index_of_rows(packs->arena, &rows);
    return true;
}

static void add_pack(struct phs_packs *packs, int folder, const char *name, const struct phs_midx *midx) {
    struct phs_arena *arena = packs->arena;
    struct phs_pack_file file = {.name = name};
    struct phs_err err = {0};
    struct phs_slice index;
    uint32_t claimed;
    const char *index_name = sibling_name(arena, name, ".idx");
    if (!map_file(arena, folder, name, &file.bytes)) {
        problem(packs, phs_printf(arena, "%s is no file of its folder that can be read: refused", name));
    } else if (!map_file(arena, folder, index_name, &index) && !index_from_midx(packs, midx, index_name, &index)) {
        problem(packs, phs_printf(arena, "%s has no index: its objects were not read", name));
    } else if (phs_idx_parse(index, &file.idx, &err) != PHS_OK || phs_pack_head(file.bytes, &claimed, &err) != PHS_OK) {
        problem(packs, phs_printf(arena, "%s was not read: %s", name, err.text));
    } else if (packs->n > MOST_OBJECTS - file.idx.n) {
        problem(packs, phs_printf(arena, "%s was not read: there are more objects than are looked at", name));
    } else {
        struct stat status;
        file.first = packs->n;
        file.n = file.idx.n;
        file.promisor = fstatat(folder, sibling_name(arena, name, ".promisor"), &status, AT_SYMLINK_NOFOLLOW) == 0;
        packs->n += file.n;
        PHS_PUSH(arena, packs->files, file);
    }
}

static int open_folder(struct phs_packs *packs, const char *path) {
    struct stat status;
    int objects = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    int folder = objects < 0 ? -1 : openat(objects, "pack", O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (objects < 0)
        problem(packs, "objects/ is no folder of the repository: refused");
    else if (folder < 0 && fstatat(objects, "pack", &status, AT_SYMLINK_NOFOLLOW) == 0)
        problem(packs, "objects/pack is no folder of the repository: refused");
    if (objects >= 0)
        close(objects);
    return folder;
}

static void open_one(struct phs_packs *packs, const char *path) {
    struct phs_arena *arena = packs->arena;
    struct names names = {0};
    struct phs_midx midx = {0};
    struct phs_slice bytes;
    struct phs_err err = {0};
    int folder = open_folder(packs, path);
    if (folder < 0)
        return;
    list_packs(packs, folder, &names);
    if (map_file(arena, folder, "multi-pack-index", &bytes) && phs_midx_parse(arena, bytes, &midx, &err) != PHS_OK)
        problem(packs, phs_strdup(arena, err.text));
    for (size_t i = 0; i < names.items.n; i++)
        add_pack(packs, folder, names.items.at[i], &midx);
    close(folder);
}

void phs_packs_open(struct phs_arena *arena, const char *git_dir, struct phs_packs *ret_packs) {
    struct phs_git_objects objects;
    *ret_packs = (struct phs_packs){.arena = arena};
    phs_git_objects_find(arena, git_dir, &objects);
    for (size_t i = 0; i < objects.n; i++)
        open_one(ret_packs, objects.at[i]);
    if (objects.elsewhere)
        problem(ret_packs, "objects/info/alternates names objects outside of the repository, which were not opened");
}

struct phs_oid phs_packed_name(const struct phs_packs *packs, uint32_t object) {
    const struct phs_packed *packed = &packs->objects[object];
    return phs_idx_name(&packs->files.at[packed->pack].idx, packed->row);
}

void phs_packs_relax(const struct phs_packs *packs) {
    for (size_t i = 0; i < packs->files.n; i++) {
        const struct phs_slice bytes = packs->files.at[i].bytes;
        madvise((void *)(uintptr_t)bytes.ptr, bytes.len, MADV_DONTNEED);
    }
}

bool phs_packs_hold(const struct phs_packs *packs, const struct phs_oid *oid) {
    uint32_t row;
    for (size_t i = 0; i < packs->files.n; i++)
        if (phs_idx_find(&packs->files.at[i].idx, oid, &row))
            return true;
    return false;
}

uint32_t phs_packs_find(const struct phs_packs *packs, const struct phs_oid *oid) {
    uint32_t row;
    for (size_t i = 0; i < packs->files.n; i++)
        if (phs_idx_find(&packs->files.at[i].idx, oid, &row))
            return packs->files.at[i].by_row[row];
    return PHS_NO_OBJECT;
}
