/* SPDX-License-Identifier: Apache-2.0 */
/* AWS::Include: a piece of a template that stands in a file of its own. What lies in a bucket is not fetched. */
#include "base/file.h"
#include "base/path.h"
#include "collect/cloudformation/stack.h"

enum { MOST_PIECE = 1 << 20 };

static const char *location_of(struct phs_cfn_eval eval, const struct phs_value *transform) {
    struct phs_arena *arena = eval.stack->arena;
    if (!phs_slice_is(phs_text(phs_get(transform, "Name")), "AWS::Include"))
        return NULL;
    const struct phs_value *raw = phs_get(phs_get(transform, "Parameters"), "Location");
    eval.subject = NULL;
    eval.depth++;
    const struct phs_value *value = raw ? phs_cfn_value(eval, raw) : NULL;
    struct phs_slice text = phs_text(value);
    if (!text.len || text.ptr[0] == '/' || phs_slice_find(text, PHS_SLICE("://")) != (size_t)-1)
        return NULL;
    const char *folder = phs_path_dir(arena, eval.stack->template->path);
    const char *path = phs_path_clean(arena, phs_path_join(arena, folder, phs_slice_dup(arena, text)));
    return strncmp(path, "..", 2) == 0 ? NULL : path;
}

const struct phs_value *phs_cfn_include(struct phs_cfn_eval eval, const struct phs_value *transform) {
    struct phs_cfn_library *library = eval.stack->library;
    const char *path = eval.depth > PHS_CFN_MAX_DEPTH ? NULL : location_of(eval, transform);
    struct phs_slice bytes;
    const struct phs_value *value = NULL;
    if (!path)
        return NULL;
    if (phs_map_gets(&library->pieces, path))
        return phs_map_gets(&library->pieces, path);
    const char *file = phs_path_join(library->arena, library->folder, path);
    if (phs_file_read(library->arena, file, MOST_PIECE, &bytes, NULL) != PHS_OK ||
        phs_cfn_parse(library, path, bytes, &value, NULL) != PHS_OK)
        return NULL;
    phs_map_puts(&library->pieces, path, (void *)(uintptr_t)value);
    return value;
}
