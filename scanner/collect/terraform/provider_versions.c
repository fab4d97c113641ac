/* SPDX-License-Identifier: Apache-2.0 */
/* Versions of providers: what required_providers allows, and what .terraform.lock.hcl has chosen. */
#include "base/path.h"
#include "collect/terraform/scan.h"

static void keep(struct phs_tf_scan *scan, struct phs_map *providers, struct phs_slice name, struct phs_slice version) {
    if (name.len && version.len && version.len < 200)
        phs_map_puts(providers, phs_slice_dup(scan->arena, name), phs_slice_dup(scan->arena, version));
}

/* aws = { source = "hashicorp/aws", version = "~> 5.0" }, in old files aws = "~> 2.0" */
static void read_provider(struct phs_tf_scan *scan, struct phs_map *providers, const struct phs_hcl_attribute *attribute) {
    const struct phs_hcl_expr *expr = phs_hcl_unwrap(attribute->expr);
    struct phs_slice key, version;
    if (phs_hcl_static_string(expr, &version))
        keep(scan, providers, attribute->name, version);
    for (size_t i = 0; expr && expr->kind == PHS_HCL_OBJECT && i < expr->object.n; i++)
        if (phs_hcl_static_string(expr->object.at[i].key, &key) && phs_slice_is(key, "version") &&
            phs_hcl_static_string(expr->object.at[i].value, &version))
            keep(scan, providers, attribute->name, version);
}

void phs_tf_require(struct phs_tf_scan *scan, struct phs_tf_dir *dir, const struct phs_hcl_body *terraform) {
    if (!dir->providers.arena)
        phs_map_init(&dir->providers, scan->arena);
    for (const struct phs_hcl_block *block = phs_hcl_next_block(terraform, "required_providers", NULL); block;
         block = phs_hcl_next_block(terraform, "required_providers", block))
        for (size_t i = 0; i < block->body.attribute_count; i++)
            read_provider(scan, &dir->providers, &block->body.attributes[i]);
}

/* provider "registry.terraform.io/hashicorp/aws" { version = "5.31.0" } */
static void read_lock(struct phs_tf_root *root, struct phs_map *providers) {
    struct phs_tf_scan *scan = root->scan;
    static const struct phs_source source = {.kind = PHS_SOURCE_FILE, .path = ".terraform.lock.hcl"};
    const char *path = phs_path_join(scan->arena, root->path, ".terraform.lock.hcl");
    struct phs_slice text, version;
    if (phs_file_read(scan->arena, phs_tf_disk_path(scan, path), PHS_TF_MAX_SOURCE, &text, NULL) != PHS_OK)
        return;
    const struct phs_hcl_file *file = phs_hcl_parse(scan->arena, &source, text, NULL);
    for (const struct phs_hcl_block *block = phs_hcl_next_block(&file->body, "provider", NULL); block;
         block = phs_hcl_next_block(&file->body, "provider", block)) {
        const struct phs_hcl_attribute *attribute = phs_hcl_attribute(&block->body, "version");
        struct phs_slice rest = phs_hcl_label(block, 0), part, name = {"", 0};
        while (phs_slice_cut(&rest, '/', &part))
            name = part;
        if (attribute && phs_hcl_static_string(attribute->expr, &version))
            keep(scan, providers, name, version);
    }
}

void phs_tf_note_versions(struct phs_tf_root *root, const struct phs_tf_dir *dir, bool files) {
    struct phs_tf_scan *scan = root->scan;
    struct phs_graph *graph = scan->graph;
    struct phs_map providers;
    phs_map_init(&providers, scan->arena);
    for (size_t i = 0; dir->providers.arena && i < dir->providers.n; i++)
        phs_map_put(&providers, dir->providers.items[i].key, dir->providers.items[i].value);
    if (files)
        read_lock(root, &providers);
    for (size_t i = 0; i < providers.n; i++) {
        struct phs_provider_version version = {
            phs_strdup(graph->arena, root->path), phs_strdup(graph->arena, scan->environment),
            phs_slice_dup(graph->arena, providers.items[i].key), phs_strdup(graph->arena, providers.items[i].value)};
        PHS_PUSH(graph->arena, graph->providers, version);
    }
}
