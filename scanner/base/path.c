/* SPDX-License-Identifier: Apache-2.0 */
/* Paths as text; nothing here looks at the disk. */
#include "base/path.h"

static bool next_part(struct phs_slice *rest, struct phs_slice *ret_part) {
    while (phs_slice_cut(rest, '/', ret_part)) {
        if (ret_part->len > 0 && !phs_slice_is(*ret_part, "."))
            return true;
    }
    return false;
}

/* Drops the last component of out; false when there is none or it is "..". */
static bool drop_last(const char *out, size_t floor, size_t *len) {
    size_t begin = *len;
    while (begin > floor && out[begin - 1] != '/')
        begin--;
    if (*len == floor || phs_slice_is(phs_slice_n(out + begin, *len - begin), ".."))
        return false;
    *len = begin > floor ? begin - 1 : floor;
    return true;
}

static char *normalise(struct phs_arena *arena, const char *path, bool resolve_dotdot) {
    struct phs_slice rest = phs_slice(path), part;
    char *out = phs_alloc(arena, rest.len + 2);
    size_t floor = path[0] == '/' ? 1 : 0, len = floor;
    out[0] = '/';
    while (next_part(&rest, &part)) {
        if (resolve_dotdot && phs_slice_is(part, "..") && (drop_last(out, floor, &len) || (floor == 1 && len == floor)))
            continue;
        if (len > floor)
            out[len++] = '/';
        memcpy(out + len, part.ptr, part.len);
        len += part.len;
    }
    if (len == 0)
        out[len++] = '.';
    out[len] = '\0';
    return out;
}

char *phs_path_join(struct phs_arena *arena, const char *dir, const char *name) {
    if (dir[0] == '\0' || strcmp(dir, ".") == 0 || name[0] == '/')
        return normalise(arena, name, false);
    return normalise(arena, phs_printf(arena, "%s/%s", dir, name), false);
}

char *phs_path_dir(struct phs_arena *arena, const char *path) {
    size_t len = strlen(path);
    while (len > 1 && path[len - 1] == '/')
        len--;
    while (len > 0 && path[len - 1] != '/')
        len--;
    if (len == 0)
        return phs_strdup(arena, ".");
    while (len > 1 && path[len - 1] == '/')
        len--;
    return phs_strndup(arena, path, len);
}

const char *phs_path_base(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

char *phs_path_clean(struct phs_arena *arena, const char *path) {
    return normalise(arena, path, true);
}
