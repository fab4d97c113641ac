/* SPDX-License-Identifier: Apache-2.0 */
/* Instances of resources, data sources and modules by count and for_each. Where the number is unknown one instance stands for
 * all and carries the reason. */
#include "base/file.h"
#include "collect/terraform/encode.h"
#include "collect/terraform/scan.h"

struct phs_tf_node *phs_tf_node(struct phs_tf_module *module, enum phs_tf_decl_kind kind, struct phs_slice key) {
    struct phs_tf_node *node = phs_map_get(&module->nodes, key);
    if (node)
        return node;
    const struct phs_tf_decl *decl = phs_tf_find_decl(module->dir, kind, key);
    if (!decl)
        return NULL;
    struct phs_arena *arena = module->root->scan->arena;
    node = PHS_NEW(arena, struct phs_tf_node);
    node->decl = decl;
    node->module = module;
    node->address = phs_printf(arena, "%s%s", module->prefix, decl->key);
    phs_map_init(&node->by_key, arena);
    phs_map_puts(&module->nodes, decl->key, node);
    phs_map_puts(&module->root->nodes, node->address, node);
    return node;
}

/* "k" as Terraform writes it in an address. */
static const char *quoted(struct phs_arena *arena, struct phs_slice key) {
    struct phs_buf out;
    phs_buf_init(&out, 64 * 1024);
    phs_buf_putc(&out, '"');
    for (size_t i = 0; i < key.len; i++) {
        if (key.ptr[i] == '"' || key.ptr[i] == '\\')
            phs_buf_putc(&out, '\\');
        if (key.ptr[i] == '\n')
            phs_buf_puts(&out, "\\n");
        else
            phs_buf_putc(&out, key.ptr[i]);
    }
    phs_buf_putc(&out, '"');
    const char *text = phs_strdup(arena, phs_buf_text(&out));
    phs_buf_done(&out);
    return text;
}

static struct phs_tf_instance *add_instance(struct phs_tf_node *node, const struct phs_value *key,
                                            const struct phs_value *value) {
    struct phs_arena *arena = node->module->root->scan->arena;
    struct phs_tf_instance *instance = PHS_NEW(arena, struct phs_tf_instance);
    instance->node = node;
    instance->key = key;
    instance->value = value;
    instance->address = node->address;
    if (key && key->kind == PHS_NUMBER)
        instance->address = phs_printf(arena, "%s[%.0f]", node->address, key->number.value);
    if (key && key->kind == PHS_STRING) {
        instance->address = phs_printf(arena, "%s[%s]", node->address, quoted(arena, key->string));
        phs_map_put(&node->by_key, key->string, instance);
    }
    PHS_PUSH(arena, node->instances, instance);
    phs_map_puts(&node->module->root->addresses, instance->address, instance);
    node->module->root->instances++;
    return instance;
}

static void add_symbolic(struct phs_tf_node *node, const struct phs_value *unknown) {
    node->existence = unknown;
    add_instance(node, NULL, NULL);
}

static void add_refused(struct phs_tf_node *node, struct phs_place place) {
    struct phs_tf_root *root = node->module->root;
    struct phs_arena *arena = root->scan->arena;
    if (!root->full)
        phs_graph_cover(root->scan->graph, "infrastructure", root->path, PHS_READ_PARTLY, true,
                        phs_printf(arena, "%s: more than %d resources and modules; not all were expanded",
                                   phs_place_text(arena, place), (int)PHS_TF_MAX_INSTANCES),
                        place);
    root->full = true;
    add_symbolic(node, phs_value_because(arena, PHS_WHY_LIMIT, place, "the root has too many instances"));
}

static bool has_room(const struct phs_tf_node *node, double n) {
    return (double)node->module->root->instances + n <= PHS_TF_MAX_INSTANCES;
}

static void expand_count(struct phs_tf_node *node, const struct phs_hcl_scope *scope, const struct phs_hcl_attribute *count) {
    const struct phs_value *value = phs_hcl_eval(scope, count->expr);
    const struct phs_value *number = phs_hcl_to_number(scope, value);
    node->repeat = PHS_TF_COUNT;
    if (number && number->kind == PHS_UNKNOWN) {
        add_symbolic(node, number);
    } else if (!number || number->kind != PHS_NUMBER || number->number.value < 0) {
        add_symbolic(node, phs_hcl_wrong(scope, count->place, "count of %s is no number.", node->address));
    } else if (!has_room(node, number->number.value)) {
        add_refused(node, count->place);
    } else {
        for (double i = 0; i + 0.5 < number->number.value; i++)
            add_instance(node, phs_value_number(scope->arena, i, count->place), NULL);
    }
}

static void expand_map(struct phs_tf_node *node, const struct phs_value *map, struct phs_arena *arena) {
    const struct phs_entry **entries = phs_tf_sorted_entries(arena, map);
    for (size_t i = 0; i < map->map.n; i++)
        if (!(map->flags & PHS_VALUE_OPEN) || entries[i]->key.len)
            add_instance(node, phs_value_string(arena, entries[i]->key, entries[i]->key_place), entries[i]->value);
}

/* Elements must be strings; an element that is not known leaves the number of instances open, as elements may be equal. */
static const struct phs_value *unknown_element(const struct phs_value *list) {
    for (size_t i = 0; i < list->list.n; i++)
        if (list->list.at[i]->kind == PHS_UNKNOWN)
            return list->list.at[i];
    return NULL;
}

static void expand_list(struct phs_tf_node *node, const struct phs_value *list, struct phs_arena *arena) {
    for (size_t i = 0; i < list->list.n; i++) {
        const struct phs_value *item = phs_tf_to_string(arena, list->list.at[i]);
        if (item && item->kind == PHS_STRING && !phs_map_get(&node->by_key, item->string))
            add_instance(node, item, item);
    }
}

static bool keys_are_sensitive(const struct phs_value *value) {
    if (value->flags & PHS_VALUE_SENSITIVE)
        return true;
    for (size_t i = 0; value->kind == PHS_LIST && i < value->list.n; i++)
        if (value->list.at[i]->flags & PHS_VALUE_SENSITIVE)
            return true;
    return false;
}

static void expand_each(struct phs_tf_node *node, const struct phs_hcl_scope *scope, const struct phs_hcl_attribute *each) {
    const struct phs_value *value = phs_hcl_eval(scope, each->expr);
    const struct phs_value *open = value->kind == PHS_LIST ? unknown_element(value) : NULL;
    node->repeat = PHS_TF_EACH;
    if (keys_are_sensitive(value)) /* an error in Terraform; here the keys would stand in addresses */
        add_symbolic(node, phs_value_because(scope->arena, PHS_WHY_SENSITIVE, each->place, "for_each of %s is sensitive",
                                             node->address));
    else if (value->kind == PHS_UNKNOWN || open)
        add_symbolic(node, open ? open : value);
    else if (value->kind != PHS_LIST && value->kind != PHS_MAP)
        add_symbolic(node, phs_hcl_wrong(scope, each->place, "for_each of %s is no map or set.", node->address));
    else if (!has_room(node, (double)(value->kind == PHS_MAP ? value->map.n : value->list.n)))
        add_refused(node, each->place);
    else if (value->kind == PHS_MAP)
        expand_map(node, value, scope->arena);
    else
        expand_list(node, value, scope->arena);
}

void phs_tf_expand(struct phs_tf_node *node) {
    if (node->expanded || node->expanding)
        return;
    node->expanding = true;
    struct phs_hcl_scope scope = phs_tf_scope(node->module, NULL);
    const struct phs_hcl_attribute *count = phs_hcl_attribute(&node->decl->body, "count");
    const struct phs_hcl_attribute *each = phs_hcl_attribute(&node->decl->body, "for_each");
    if (count)
        expand_count(node, &scope, count);
    else if (each)
        expand_each(node, &scope, each);
    else if (has_room(node, 1))
        add_instance(node, NULL, NULL);
    else
        add_refused(node, node->decl->header);
    node->expanding = false;
    node->expanded = true;
}

/* ---- module instances */

struct phs_tf_module *phs_tf_module_new(struct phs_tf_root *root, struct phs_tf_dir *dir, struct phs_tf_module *parent,
                                        struct phs_tf_instance *call) {
    struct phs_arena *arena = root->scan->arena;
    struct phs_tf_module *module = PHS_NEW(arena, struct phs_tf_module);
    module->root = root;
    module->dir = dir;
    module->parent = parent;
    module->call = call;
    module->prefix = call ? phs_printf(arena, "%s.", call->address) : "";
    module->depth = parent ? parent->depth + 1 : 0;
    module->key = "";
    if (call)
        module->key = phs_printf(arena, "%s%s%s", parent->key, parent->key[0] ? "." : "", call->node->decl->name);
    for (int kind = 0; kind < PHS_TF_DECL_KINDS; kind++)
        phs_map_init(&module->memos[kind], arena);
    phs_map_init(&module->targets, arena);
    phs_map_init(&module->nodes, arena);
    return module;
}

/* From folder a to folder b, both relative to the same place: "modules/x", "../y", ".". */
static const char *relative_path(struct phs_arena *arena, const char *from, const char *to) {
    struct phs_buf out;
    phs_buf_init(&out, 16 * 1024);
    struct phs_slice a = strcmp(from, ".") == 0 ? phs_slice("") : phs_slice(from);
    struct phs_slice b = strcmp(to, ".") == 0 ? phs_slice("") : phs_slice(to), part_a, part_b, rest_a = a, rest_b = b;
    while (phs_slice_cut(&rest_a, '/', &part_a) && phs_slice_cut(&rest_b, '/', &part_b) && phs_slice_eq(part_a, part_b)) {
        a = rest_a;
        b = rest_b;
    }
    while (a.len && phs_slice_cut(&a, '/', &part_a))
        phs_buf_puts(&out, "../");
    phs_buf_slice(&out, b);
    size_t len = out.len;
    while (len && phs_buf_text(&out)[len - 1] == '/')
        len--;
    const char *text = len ? phs_strndup(arena, phs_buf_text(&out), len) : ".";
    phs_buf_done(&out);
    return text;
}

static const char *local_folder(struct phs_tf_module *module, struct phs_slice source) {
    struct phs_arena *arena = module->root->scan->arena;
    bool local = phs_slice_starts(source, "./") || phs_slice_starts(source, "../") || phs_slice_is(source, ".") ||
                 phs_slice_is(source, "..");
    if (!local)
        return NULL;
    return phs_path_clean(arena, phs_printf(arena, "%s/%s", module->dir->path, phs_slice_dup(arena, source)));
}

static const char *downloaded_folder(struct phs_tf_instance *call) {
    struct phs_tf_module *module = call->node->module;
    struct phs_arena *arena = module->root->scan->arena;
    const char *key = phs_printf(arena, "%s%s%s", module->key, module->key[0] ? "." : "", call->node->decl->name);
    const char *folder = phs_map_gets(&module->root->modules, key);
    return folder ? phs_path_clean(arena, phs_printf(arena, "%s/%s", module->root->path, folder)) : NULL;
}

/* "git::https://user:token@host/x?ref=v1&sshkey=..." without what stands before the @; of the query only the ref stays. */
const char *phs_tf_without_login(struct phs_arena *arena, struct phs_slice source) {
    size_t scheme = phs_slice_find(source, PHS_SLICE("://"));
    size_t from = scheme == (size_t)-1 ? 0 : scheme + 3, at = from;
    size_t query = phs_slice_find(source, PHS_SLICE("?")), ref = phs_slice_find(source, PHS_SLICE("ref="));
    struct phs_slice pin = {"", 0};
    if (query != (size_t)-1) {
        if (ref != (size_t)-1 && ref > query && (source.ptr[ref - 1] == '?' || source.ptr[ref - 1] == '&'))
            pin = phs_slice_n(source.ptr + ref, strcspn(phs_slice_dup(arena, source) + ref, "&"));
        source.len = query;
    }
    for (size_t i = from; i < source.len && source.ptr[i] != '/'; i++)
        at = source.ptr[i] == '@' ? i + 1 : at;
    size_t len = source.len - at < 200 ? source.len - at : 200;
    return phs_printf(arena, "%.*s%.*s%s%.*s", (int)from, source.ptr, (int)len, source.ptr + at, pin.len ? "?" : "",
                      (int)(pin.len < 100 ? pin.len : 100), pin.ptr);
}

static const char *refusal(struct phs_tf_instance *call, const char *folder, struct phs_slice source) {
    struct phs_tf_module *module = call->node->module;
    struct phs_arena *arena = module->root->scan->arena;
    const char *name = call->node->address;
    if (!folder)
        return phs_printf(arena, "%s is not on disk (source %s)", name, phs_tf_without_login(arena, source));
    if (!phs_tf_is_inside(module->root->scan, folder))
        return phs_printf(arena, "%s lies outside the scanned folder", name);
    for (const struct phs_tf_module *above = module; above; above = above->parent)
        if (strcmp(above->dir->path, folder) == 0)
            return phs_printf(arena, "%s calls the folder that it stands in (%s) once more", name, folder);
    if (module->depth + 1 >= PHS_TF_MAX_DEPTH)
        return phs_printf(arena, "%s is nested more than %d modules deep", name, (int)PHS_TF_MAX_DEPTH);
    if (phs_tf_dir_load(module->root->scan, folder)->file_count == 0)
        return phs_printf(arena, "%s has no .tf files in %s", name, folder);
    return NULL;
}

/* Said once a call: its instances have one source. */
static void cover_known(struct phs_tf_node *node, const struct phs_module_info *known) {
    struct phs_tf_scan *scan = node->module->root->scan;
    const char *what = phs_path_join(scan->arena, node->module->root->path, node->address);
    const char *where = phs_place_text(scan->arena, phs_tf_place_in(node->module, node->decl->header));
    if (known->complete)
        phs_graph_cover(scan->graph, "module", what, PHS_READ, false, NULL, node->decl->header);
    else
        phs_graph_cover(scan->graph, "module", what, PHS_READ_PARTLY, false,
                        phs_printf(scan->arena, "%s: %s is not on disk; it is judged by its inputs, as %s describes them",
                                   where, node->address, known->path),
                        node->decl->header);
}

static struct phs_tf_module *known_child(struct phs_tf_instance *call, struct phs_tf_dir *known) {
    struct phs_tf_node *node = call->node;
    if (call == node->instances.at[0] && !node->module->dir->known)
        cover_known(node, known->known);
    struct phs_tf_module *child = phs_tf_module_new(node->module->root, known, node->module, call);
    child->relative = ".";
    return child;
}

struct phs_tf_module *phs_tf_child(struct phs_tf_instance *call) {
    struct phs_tf_node *node = call->node;
    if (call->child || node->unresolved)
        return call->child;
    const struct phs_hcl_attribute *attribute = phs_hcl_attribute(&node->decl->body, "source");
    struct phs_slice source = {"", 0};
    phs_hcl_static_string(attribute ? attribute->expr : NULL, &source);
    const char *folder = local_folder(node->module, source);
    if (!folder)
        folder = downloaded_folder(call);
    struct phs_tf_scan *scan = node->module->root->scan;
    struct phs_tf_dir *known = folder && refusal(call, folder, source) == NULL ? NULL : phs_tf_known(scan, node->decl);
    if (known && node->module->depth + 1 < PHS_TF_MAX_DEPTH)
        return call->child = known_child(call, known);
    node->unresolved = refusal(call, folder, source);
    if (node->unresolved) {
        phs_graph_cover(scan->graph, "module", phs_path_join(scan->arena, node->module->root->path, node->address),
                        PHS_NOT_READ, false,
                        phs_printf(scan->arena, "%s: %s", phs_place_text(scan->arena, node->decl->header), node->unresolved),
                        node->decl->header);
        return NULL;
    }
    struct phs_tf_root *root = node->module->root;
    call->child = phs_tf_module_new(root, phs_tf_dir_load(root->scan, folder), node->module, call);
    call->child->relative = relative_path(root->scan->arena, root->path, folder);
    return call->child;
}
