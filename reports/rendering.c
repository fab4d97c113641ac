/* SPDX-License-Identifier: Apache-2.0 */
/* Finding templates by name, one's own first. */
#include "reports/rendering.h"

#include "catalogue/catalogue.h"

struct finding {
    struct phs_arena *arena;
    const struct phs_map *own;
    const char *missing; /* the first partial that nobody has */
};

static struct phs_slice find(struct finding *finding, struct phs_slice name) {
    const struct phs_slice *mine = finding->own ? phs_map_get(finding->own, name) : NULL;
    if (mine)
        return *mine;
    return phs_catalogue_file(phs_printf(finding->arena, "reports/templates/%.*s", (int)name.len, name.ptr));
}

static bool find_partial(void *user, struct phs_slice name, struct phs_slice *ret_text) {
    struct finding *finding = user;
    *ret_text = find(finding, name);
    if (!ret_text->ptr && !finding->missing)
        finding->missing = phs_slice_dup(finding->arena, name);
    return ret_text->ptr != NULL;
}

enum phs_code phs_template_render(struct phs_arena *arena, const char *name, const struct phs_map *own,
                                  const struct phs_value *view, struct phs_buf *out, struct phs_err *err) {
    struct finding finding = {.arena = arena, .own = own};
    bool html = phs_slice_ends(phs_slice(name), ".html");
    struct phs_mustache options = {
        .escape = html ? PHS_MUSTACHE_HTML : PHS_MUSTACHE_MARKDOWN, .partial = find_partial, .user = &finding};
    enum phs_code code = phs_mustache_render(arena, name, find(&finding, phs_slice(name)), view, &options, out, err);
    if (code == PHS_OK && finding.missing)
        return phs_fail(err, PHS_E_INPUT, "%s: there is no template %s.", name, finding.missing);
    return code;
}
