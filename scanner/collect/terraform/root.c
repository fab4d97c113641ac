/* SPDX-License-Identifier: Apache-2.0 */
/* One root module: its inputs, its downloaded modules, and the templates that its expressions render. */
#include "collect/terraform/root.h"

#include "base/file.h"
#include "parse/json.h"

/* The variables of a template are the only names in it. */
static const struct phs_value *render(void *user, struct phs_slice text, const char *path, const struct phs_value *vars,
                                      struct phs_place place) {
    struct phs_tf_module *module = user;
    struct phs_arena *arena = module->root->scan->arena;
    struct phs_hcl_scope scope = phs_tf_scope(module, NULL);
    struct phs_source *source = PHS_NEW(arena, struct phs_source);
    struct phs_hcl_diags diags = {.arena = arena};
    struct phs_hcl_local *locals = PHS_NEW_N(arena, struct phs_hcl_local, vars->map.n);
    for (size_t i = 0; i < vars->map.n; i++)
        locals[i] = (struct phs_hcl_local){vars->map.at[i].key, vars->map.at[i].value, i ? &locals[i - 1] : NULL};
    scope.locals = vars->map.n ? &locals[vars->map.n - 1] : NULL;
    scope.variable = NULL;
    *source = (struct phs_source){.kind = PHS_SOURCE_FILE, .path = path};
    const struct phs_hcl_expr *expr =
        phs_hcl_parse_template(arena, source, text, (struct phs_place){.source = source}, NULL, &diags);
    if (diags.errors)
        return phs_hcl_wrong(&scope, place, "The template %s is not valid.", path);
    return phs_tf_json_template(&scope, expr, phs_hcl_eval(&scope, expr));
}

static void read_modules_json(struct phs_tf_root *root) {
    struct phs_arena *arena = root->scan->arena;
    const char *path = phs_path_join(arena, root->path, ".terraform/modules/modules.json");
    const struct phs_value *tree;
    struct phs_slice text;
    if (phs_file_read(arena, phs_tf_disk_path(root->scan, path), PHS_TF_MAX_SOURCE, &text, NULL) != PHS_OK)
        return;
    if (phs_json_parse(arena, NULL, text, NULL, &tree, NULL) != PHS_OK) {
        phs_tf_cover_file(root->scan, path, PHS_NOT_READ, phs_printf(arena, "%s: no JSON", path), (struct phs_place){0});
        return;
    }
    const struct phs_value *list = phs_get(tree, "Modules");
    for (size_t i = 0; phs_is(list, PHS_LIST) && i < list->list.n; i++) {
        const char *folder = phs_text_or(arena, phs_get(list->list.at[i], "Dir"), NULL);
        struct phs_slice key = phs_text(phs_get(list->list.at[i], "Key"));
        if (folder && key.len)
            phs_map_put(&root->modules, key, (void *)(uintptr_t)folder);
    }
}

void phs_tf_root_run(struct phs_tf_scan *scan, struct phs_tf_dir *dir, bool files) {
    struct phs_tf_root *root = PHS_NEW(scan->arena, struct phs_tf_root);
    root->scan = scan;
    root->path = dir->path;
    root->budget = phs_hcl_budget_default();
    root->diags = (struct phs_hcl_diags){.arena = scan->arena};
    phs_map_init(&root->values, scan->arena);
    phs_map_init(&root->modules, scan->arena);
    phs_map_init(&root->nodes, scan->arena);
    phs_map_init(&root->addresses, scan->arena);
    struct phs_tf_module *module = phs_tf_module_new(root, dir, NULL, NULL);
    module->relative = ".";
    root->host.bytes_left = 256 * 1024 * 1024;
    root->host.render = render;
    root->host.user = module;
    if (files) {
        root->host.top = phs_tf_disk_path(scan, scan->top);
        root->host.cwd = phs_tf_disk_path(scan, dir->path);
        phs_tf_read_variables(root, dir);
        read_modules_json(root);
    }
    phs_tf_note_versions(root, dir, files);
    phs_tf_emit(module);
    if (root->budget.reported)
        phs_graph_cover(scan->graph, "infrastructure", dir->path, PHS_READ_PARTLY, true,
                        phs_printf(scan->arena, "%s is too large to evaluate as a whole", dir->path), (struct phs_place){0});
}
