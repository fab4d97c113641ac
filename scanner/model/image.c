/* SPDX-License-Identifier: Apache-2.0 */
/* registry/name:tag@digest, cut from the right. */
#include "model/image.h"

static const struct phs_value *piece(struct phs_arena *arena, struct phs_slice text, struct phs_place place, bool assumed) {
    struct phs_value *value = (struct phs_value *)(uintptr_t)phs_value_string(arena, text, place);
    value->flags |= assumed ? PHS_VALUE_DEFAULT : 0;
    return value;
}

/* The first component is a registry when it has a dot or a port, or is localhost. */
static bool is_registry(struct phs_slice first) {
    return phs_slice_is(first, "localhost") || memchr(first.ptr, '.', first.len) || memchr(first.ptr, ':', first.len);
}

static size_t last_of(struct phs_slice text, char c) {
    for (size_t i = text.len; i > 0; i--)
        if (text.ptr[i - 1] == c)
            return i - 1;
    return (size_t)-1;
}

const struct phs_value *phs_image_value(struct phs_arena *arena, const struct phs_value *reference) {
    if (phs_is(reference, PHS_UNKNOWN))
        return reference;
    struct phs_slice rest = phs_slice_trim(phs_text(reference));
    if (!rest.len)
        return NULL;
    struct phs_place place = reference->place;
    struct phs_map_builder map;
    phs_map_builder_init(&map, arena);
    phs_map_builder_set(&map, PHS_SLICE("reference"), place, piece(arena, rest, place, false));
    size_t at = last_of(rest, '@');
    struct phs_slice digest = {0}, tag = {0}, registry = {0};
    if (at != (size_t)-1) {
        digest = phs_slice_n(rest.ptr + at + 1, rest.len - at - 1);
        rest.len = at;
    }
    size_t colon = last_of(rest, ':'), slash = last_of(rest, '/');
    if (colon != (size_t)-1 && (slash == (size_t)-1 || colon > slash)) {
        tag = phs_slice_n(rest.ptr + colon + 1, rest.len - colon - 1);
        rest.len = colon;
    }
    const char *first = rest.len ? memchr(rest.ptr, '/', rest.len) : NULL;
    if (first && is_registry(phs_slice_n(rest.ptr, (size_t)(first - rest.ptr)))) {
        registry = phs_slice_n(rest.ptr, (size_t)(first - rest.ptr));
        rest = phs_slice_n(first + 1, rest.len - registry.len - 1);
    }
    phs_map_builder_set(&map, PHS_SLICE("registry"), place,
                        piece(arena, registry.len ? registry : PHS_SLICE("docker.io"), place, !registry.len));
    phs_map_builder_set(&map, PHS_SLICE("name"), place, piece(arena, rest, place, false));
    if (tag.len || !digest.len)
        phs_map_builder_set(&map, PHS_SLICE("tag"), place, piece(arena, tag.len ? tag : PHS_SLICE("latest"), place, !tag.len));
    if (digest.len)
        phs_map_builder_set(&map, PHS_SLICE("digest"), place, piece(arena, digest, place, false));
    phs_map_builder_set(&map, PHS_SLICE("pinned"), place, phs_value_bool(arena, digest.len > 0, place));
    return phs_map_builder_done(&map, place);
}
