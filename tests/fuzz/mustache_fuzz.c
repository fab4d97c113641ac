/* SPDX-License-Identifier: Apache-2.0 */
/* Input: template NUL partial NUL view as JSON. Whatever the template, rendering ends within its bounds. */
#include <stdint.h>

#include "parse/json.h"
#include "reports/mustache.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool only_partial(void *user, struct phs_slice name, struct phs_slice *ret_text) {
    *ret_text = *(struct phs_slice *)user;
    return name.len > 0 && name.ptr[0] == 'p';
}

static struct phs_slice cut(struct phs_slice *rest) {
    const char *end = rest->len ? memchr(rest->ptr, 0, rest->len) : NULL;
    size_t n = end ? (size_t)(end - rest->ptr) : rest->len;
    struct phs_slice part = phs_slice_n(rest->ptr, n);
    size_t skip = end ? n + 1 : n;
    *rest = phs_slice_n(rest->ptr + skip, rest->len - skip);
    return part;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct phs_arena *arena = phs_arena_new();
    struct phs_slice rest = phs_slice_n(size ? (const char *)data : "", size);
    struct phs_slice text = cut(&rest), partial = cut(&rest);
    const struct phs_value *view = NULL;
    struct phs_json_limits limits = {.max_depth = 16, .allow_duplicates = true};
    if (phs_json_parse(arena, NULL, rest, &limits, &view, NULL) != PHS_OK)
        view = NULL;
    struct phs_mustache options = {
        .escape = (enum phs_mustache_escape)(size % 3), .partial = only_partial, .user = &partial, .max_steps = 20000};
    struct phs_buf out;
    phs_buf_init(&out, 1 << 16);
    struct phs_err err;
    phs_mustache_render(arena, "fuzz", text, view, &options, &out, &err);
    if (out.len > 1 << 16)
        __builtin_trap();
    phs_buf_done(&out);
    phs_arena_free(arena);
    return 0;
}
