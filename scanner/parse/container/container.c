/* SPDX-License-Identifier: Apache-2.0 */
/* Which container it is, its limits, and how what is in it is called. */
#include "base/path.h"
#include "parse/container/container_parts.h"

enum { RATIO_FREE_BYTES = 1 << 20, LONGEST_NAME = 200 };

enum phs_container_kind phs_container_kind(struct phs_slice bytes) {
    if (bytes.len > 18 && memcmp(bytes.ptr, "\x1f\x8b\x08", 3) == 0)
        return PHS_CONTAINER_GZIP;
    bool zip = bytes.len > 30 && memcmp(bytes.ptr, "PK\3\4", 4) == 0;
    if (zip && !(bytes.len > 38 && memcmp(bytes.ptr + 30, "META-INF", 8) == 0)) /* a program of Java */
        return PHS_CONTAINER_ZIP;
    if (bytes.len >= 512 && memcmp(bytes.ptr, "SQLite format 3", 16) == 0)
        return PHS_CONTAINER_DATABASE;
    if (phs_is_tar(bytes))
        return PHS_CONTAINER_TAR;
    return PHS_CONTAINER_NONE;
}

static bool wants_all(const char *name) {
    (void)name;
    return true;
}

static struct phs_container_limits effective(const struct phs_container_limits *given) {
    struct phs_container_limits limits = given ? *given : (struct phs_container_limits){0};
    limits.max_bytes = limits.max_bytes ? limits.max_bytes : (size_t)64 << 20;
    limits.max_ratio = limits.max_ratio ? limits.max_ratio : 200;
    limits.wants = limits.wants ? limits.wants : wants_all;
    limits.max_items = limits.max_items ? limits.max_items : 1000;
    return limits;
}

size_t phs_unpacking_room(const struct phs_unpacking *unpacking, size_t packed) {
    size_t left = unpacking->limits.max_bytes - unpacking->text, by_ratio;
    if (__builtin_mul_overflow(packed, unpacking->limits.max_ratio, &by_ratio))
        by_ratio = SIZE_MAX;
    by_ratio = by_ratio > RATIO_FREE_BYTES ? by_ratio : RATIO_FREE_BYTES;
    return left < by_ratio ? left : by_ratio;
}

bool phs_unpacking_has_room(struct phs_unpacking *unpacking) {
    bool room = unpacking->text < unpacking->limits.max_bytes && unpacking->into->items.n < unpacking->limits.max_items;
    unpacking->into->large |= !room;
    return room;
}

void phs_unpacking_add(struct phs_unpacking *unpacking, struct phs_contained item) {
    unpacking->text += item.bytes.len;
    if (phs_container_kind(item.bytes) != PHS_CONTAINER_NONE)
        unpacking->into->nested = true;
    else
        PHS_PUSH(unpacking->arena, unpacking->into->items, item);
}

void phs_container_open(struct phs_arena *arena, struct phs_slice bytes, const struct phs_container_limits *limits,
                        struct phs_container *ret_container) {
    struct phs_unpacking unpacking = {arena, bytes, effective(limits), ret_container, 0};
    *ret_container = (struct phs_container){0};
    switch (phs_container_kind(bytes)) {
    case PHS_CONTAINER_GZIP:
        phs_unpack_gzip(&unpacking);
        break;
    case PHS_CONTAINER_TAR:
        unpacking.into->unpacked += bytes.len;
        phs_unpack_tar(&unpacking, bytes);
        break;
    case PHS_CONTAINER_ZIP:
        phs_unpack_zip(&unpacking);
        break;
    case PHS_CONTAINER_DATABASE:
        phs_unpack_database(&unpacking);
        break;
    case PHS_CONTAINER_NONE:
        break;
    }
}

/* "visits.csv.gz" without its ending; "dump.tgz" is a tar. */
static const char *stem_of(struct phs_arena *arena, const char *path) {
    const char *base = phs_path_base(path), *dot = strrchr(base, '.');
    if (!dot || dot == base)
        return base;
    const char *stem = phs_strndup(arena, base, (size_t)(dot - base));
    return strcmp(dot, ".tgz") == 0 ? phs_printf(arena, "%s.tar", stem) : stem;
}

const char *phs_contained_name(struct phs_arena *arena, const char *path, const char *name) {
    const char *full = name ? name : stem_of(arena, path);
    char *text = phs_strndup(arena, full, strnlen(full, LONGEST_NAME));
    for (char *c = text; *c; c++)
        if ((unsigned char)*c < ' ' || *c == 0x7f)
            *c = ' ';
    return text;
}

/* A file's name may hold folders; a sheet's slashes are none. */
static const char *without_folders(struct phs_arena *arena, const char *name) {
    char *text = phs_strdup(arena, name);
    for (char *c = text; *c; c++)
        if (*c == '/')
            *c = ' ';
    return text;
}

const char *phs_contained_path(struct phs_arena *arena, const char *path, const struct phs_contained *item) {
    if (item->kind == PHS_CONTAINED_FILE && !item->name && !path)
        return NULL;
    const char *folder = path ? phs_path_dir(arena, path) : "";
    if (item->kind == PHS_CONTAINED_FILE)
        return phs_path_join(arena, folder, phs_contained_name(arena, path, item->name));
    const char *stem = path ? stem_of(arena, path) : "", *name = item->name ? without_folders(arena, item->name) : "";
    if (item->kind == PHS_CONTAINED_TABLE) /* a database of a clinic has tables about everything */
        return phs_path_join(arena, folder, phs_printf(arena, "%s/%s.csv", stem, name));
    const char *ending = item->kind == PHS_CONTAINED_SHEET ? "csv" : "txt";
    return phs_path_join(arena, folder, phs_printf(arena, "%s %s.%s", stem, name, ending));
}
