/* SPDX-License-Identifier: Apache-2.0 */
/* Values of a root's variables from files, later ones winning: terraform.tfvars, *.auto.tfvars, the var_files of the target.
 * TF_VAR_ in the environment is ignored on purpose: the verdict must not depend on who runs the scan. */
#include "base/file.h"
#include "collect/terraform/scan.h"

static void read_file(struct phs_tf_root *root, const char *path) {
    bool damaged;
    const struct phs_hcl_body *body = phs_tf_parse_file(root->scan, path, &damaged);
    struct phs_hcl_scope scope = {.arena = root->scan->arena, .diags = &root->diags, .budget = &root->budget};
    for (size_t i = 0; body && i < body->attribute_count; i++) {
        const struct phs_value *value = phs_hcl_eval(&scope, body->attributes[i].expr);
        phs_map_put(&root->values, body->attributes[i].name, (void *)(uintptr_t)value);
    }
}

/* The scope asked for this file: said once, however many roots there are. */
static bool is_there(struct phs_tf_scan *scan, const char *path) {
    if (phs_is_file(phs_tf_disk_path(scan, path)))
        return true;
    for (size_t i = 0; i < scan->graph->coverage.n; i++)
        if (strcmp(scan->graph->coverage.at[i].what, path) == 0)
            return false;
    phs_graph_cover(scan->graph, "file", path, PHS_NOT_READ, true,
                    phs_printf(scan->arena, "%s: there is no such variable file", path), scan->target->place);
    return false;
}

void phs_tf_read_variables(struct phs_tf_root *root, struct phs_tf_dir *dir) {
    struct phs_tf_scan *scan = root->scan;
    for (size_t i = 0; i < dir->variable_files.n; i++)
        read_file(root, phs_path_join(scan->arena, dir->path, dir->variable_files.at[i]));
    for (size_t i = 0; scan->target && i < scan->target->var_files.n; i++) {
        const char *path = phs_path_join(scan->arena, scan->target->path, scan->target->var_files.at[i]);
        path = phs_path_clean(scan->arena, path);
        if (is_there(scan, path))
            read_file(root, path);
    }
}
