/* SPDX-License-Identifier: Apache-2.0 */
/* Declarations of a folder, with override files merged in: an argument replaces its namesake, nested blocks replace all blocks
 * of their type, locals and provider arguments are taken one by one. */
#include "collect/terraform/scan.h"

/* "dynamic" blocks go under the name of the block that they make. */
static struct phs_slice block_name(const struct phs_hcl_block *block) {
    return phs_slice_is(block->type, "dynamic") ? phs_hcl_label(block, 0) : block->type;
}

static bool replaces_block(const struct phs_hcl_body *over, const struct phs_hcl_block *block) {
    for (size_t i = 0; i < over->block_count; i++)
        if (phs_slice_eq(block_name(&over->blocks[i]), block_name(block)))
            return true;
    return false;
}

static void merge_attributes(struct phs_arena *arena, struct phs_hcl_body *body, const struct phs_hcl_body *over) {
    PHS_VEC(struct phs_hcl_attribute) list = {0};
    for (size_t i = 0; i < body->attribute_count; i++)
        PHS_PUSH(arena, list, body->attributes[i]);
    for (size_t i = 0; i < over->attribute_count; i++) {
        size_t k = 0;
        while (k < list.n && !phs_slice_eq(list.at[k].name, over->attributes[i].name))
            k++;
        if (k < list.n)
            list.at[k] = over->attributes[i];
        else
            PHS_PUSH(arena, list, over->attributes[i]);
    }
    body->attributes = list.at;
    body->attribute_count = list.n;
}

static void merge_blocks(struct phs_arena *arena, struct phs_hcl_body *body, const struct phs_hcl_body *over) {
    PHS_VEC(struct phs_hcl_block) list = {0};
    for (size_t i = 0; i < body->block_count; i++)
        if (!replaces_block(over, &body->blocks[i]))
            PHS_PUSH(arena, list, body->blocks[i]);
    for (size_t i = 0; i < over->block_count; i++)
        PHS_PUSH(arena, list, over->blocks[i]);
    body->blocks = list.at;
    body->block_count = list.n;
}

static bool flag(const struct phs_hcl_body *body, const char *name, bool fallback) {
    const struct phs_hcl_attribute *attribute = phs_hcl_attribute(body, name);
    if (!attribute || attribute->expr->kind != PHS_HCL_LITERAL || attribute->expr->literal->kind != PHS_BOOL)
        return fallback;
    return attribute->expr->literal->boolean;
}

static void read_variable(struct phs_tf_scan *scan, struct phs_tf_decl *decl) {
    const struct phs_hcl_attribute *type = phs_hcl_attribute(&decl->body, "type");
    decl->var_type = phs_tf_type_parse(scan->arena, type ? type->expr : NULL);
    decl->nullable = flag(&decl->body, "nullable", true);
}

static void add(struct phs_tf_scan *scan, struct phs_tf_dir *dir, struct phs_tf_decl *decl, bool override) {
    struct phs_map *map = &dir->decls[decl->kind];
    struct phs_tf_decl *old = phs_map_gets(map, decl->key);
    if (!old) {
        phs_map_puts(map, decl->key, decl);
        old = decl;
    } else if (override) {
        merge_attributes(scan->arena, &old->body, &decl->body);
        merge_blocks(scan->arena, &old->body, &decl->body);
        old->expr = decl->expr ? decl->expr : old->expr;
        old->damaged |= decl->damaged;
    }
    if (old->kind == PHS_TF_VARIABLE)
        read_variable(scan, old);
    if (old->kind == PHS_TF_VARIABLE || old->kind == PHS_TF_OUTPUT)
        old->sensitive = flag(&old->body, "sensitive", false);
}

static void declare_locals(struct phs_tf_scan *scan, struct phs_tf_dir *dir, const struct phs_hcl_body *body, bool override) {
    for (size_t i = 0; i < body->attribute_count; i++) {
        const struct phs_hcl_attribute *attribute = &body->attributes[i];
        struct phs_tf_decl *decl = PHS_NEW(scan->arena, struct phs_tf_decl);
        decl->kind = PHS_TF_LOCAL;
        decl->type = "";
        decl->name = decl->key = phs_slice_dup(scan->arena, attribute->name);
        decl->expr = attribute->expr;
        decl->place = decl->header = attribute->place;
        add(scan, dir, decl, override);
    }
}

static const char *provider_key(struct phs_arena *arena, const struct phs_hcl_body *body, const char *name) {
    const struct phs_hcl_attribute *attribute = phs_hcl_attribute(body, "alias");
    struct phs_slice alias;
    if (!attribute || !phs_hcl_static_string(attribute->expr, &alias))
        return name;
    return phs_printf(arena, "%s.%.*s", name, (int)alias.len, alias.ptr);
}

static const char *key_of(struct phs_arena *arena, const struct phs_tf_decl *decl) {
    if (decl->kind == PHS_TF_RESOURCE)
        return phs_printf(arena, "%s.%s", decl->type, decl->name);
    if (decl->kind == PHS_TF_DATA)
        return phs_printf(arena, "data.%s.%s", decl->type, decl->name);
    if (decl->kind == PHS_TF_MODULE)
        return phs_printf(arena, "module.%s", decl->name);
    return decl->kind == PHS_TF_PROVIDER ? provider_key(arena, &decl->body, decl->name) : decl->name;
}

static bool kind_of(const struct phs_hcl_block *block, enum phs_tf_decl_kind *ret_kind) {
    static const struct {
        const char *type;
        enum phs_tf_decl_kind kind;
        size_t labels;
    } kinds[] = {{"resource", PHS_TF_RESOURCE, 2}, {"data", PHS_TF_DATA, 2},     {"module", PHS_TF_MODULE, 1},
                 {"variable", PHS_TF_VARIABLE, 1}, {"output", PHS_TF_OUTPUT, 1}, {"provider", PHS_TF_PROVIDER, 1}};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (phs_slice_is(block->type, kinds[i].type)) {
            *ret_kind = kinds[i].kind;
            return block->label_count == kinds[i].labels;
        }
    return false;
}

void phs_tf_declare(struct phs_tf_scan *scan, struct phs_tf_dir *dir, const struct phs_hcl_body *body, bool override) {
    for (size_t i = 0; i < body->block_count; i++) {
        const struct phs_hcl_block *block = &body->blocks[i];
        enum phs_tf_decl_kind kind;
        if (phs_slice_is(block->type, "locals"))
            declare_locals(scan, dir, &block->body, override);
        if (phs_slice_is(block->type, "terraform"))
            phs_tf_require(scan, dir, &block->body);
        if (!kind_of(block, &kind))
            continue;
        struct phs_tf_decl *decl = PHS_NEW(scan->arena, struct phs_tf_decl);
        decl->kind = kind;
        decl->type = block->label_count == 2 ? phs_slice_dup(scan->arena, phs_hcl_label(block, 0)) : "";
        decl->name = phs_slice_dup(scan->arena, phs_hcl_label(block, block->label_count - 1));
        decl->body = block->body;
        decl->place = block->place;
        decl->header = block->header;
        decl->damaged = block->damaged;
        decl->key = key_of(scan->arena, decl);
        add(scan, dir, decl, override);
    }
}

const struct phs_tf_decl *phs_tf_find_decl(const struct phs_tf_dir *dir, enum phs_tf_decl_kind kind, struct phs_slice key) {
    return phs_map_get(&dir->decls[kind], key);
}
