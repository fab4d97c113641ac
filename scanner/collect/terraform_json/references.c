/* SPDX-License-Identifier: Apache-2.0 */
/* The configuration part of a plan: which resource each argument refers to, through variables and outputs of modules. */
#include "collect/terraform_json/parts.h"

static void read_module(struct phs_tfjson_file *file, const struct phs_tfjson_module *module, int depth) {
    const struct phs_value *resources = phs_get(module->value, "resources"), *calls = phs_get(module->value, "module_calls");
    for (size_t i = 0; phs_is(resources, PHS_LIST) && i < resources->list.n; i++) {
        struct phs_slice address = phs_text(phs_get(resources->list.at[i], "address"));
        struct phs_tfjson_config *config = PHS_NEW(file->arena, struct phs_tfjson_config);
        *config = (struct phs_tfjson_config){resources->list.at[i], module};
        if (address.len)
            phs_map_puts(&file->configs, phs_printf(file->arena, "%s%.*s", module->prefix, (int)address.len, address.ptr),
                         config);
    }
    for (size_t i = 0; depth < PHS_TFJSON_MAX_MODULES && phs_is(calls, PHS_MAP) && i < calls->map.n; i++) {
        struct phs_slice name = calls->map.at[i].key;
        struct phs_tfjson_module *inner = PHS_NEW(file->arena, struct phs_tfjson_module);
        *inner = (struct phs_tfjson_module){phs_get(calls->map.at[i].value, "module"),
                                            phs_printf(file->arena, "%smodule.%.*s.", module->prefix, (int)name.len, name.ptr),
                                            name, module};
        read_module(file, inner, depth + 1);
    }
}

void phs_tfjson_read_configuration(struct phs_tfjson_file *file) {
    struct phs_tfjson_module *root = PHS_NEW(file->arena, struct phs_tfjson_module);
    *root = (struct phs_tfjson_module){.value = phs_get_path(file->value, "configuration.root_module"), .prefix = ""};
    if (root->value)
        read_module(file, root, 0);
}

/* ---- what an expression refers to */

struct targets {
    struct phs_tfjson_file *file;
    PHS_VEC(const char *) addresses;
    const char *attribute; /* of the first one */
    size_t budget;
    bool by_index; /* count.index or each.key picks the instance */
};

static void follow(struct targets *targets, const struct phs_tfjson_module *module, const struct phs_value *expression,
                   int depth);

/* The end of the segment that starts at text: a dot outside of brackets. */
static size_t segment(struct phs_slice text) {
    int depth = 0;
    for (size_t i = 0; i < text.len; i++) {
        depth += text.ptr[i] == '[';
        depth -= text.ptr[i] == ']' && depth;
        if (text.ptr[i] == '.' && !depth)
            return i;
    }
    return text.len;
}

static struct phs_slice behind(struct phs_slice text, size_t n) {
    return n < text.len ? phs_slice_n(text.ptr + n + 1, text.len - n - 1) : PHS_SLICE("");
}

static bool is_instance_of(const char *instance, const char *address) {
    size_t n = strlen(address);
    return strncmp(instance, address, n) == 0 && (!instance[n] || instance[n] == '[');
}

static void add_target(struct targets *targets, const struct phs_tfjson_module *module, struct phs_slice reference) {
    struct phs_arena *arena = targets->file->arena;
    size_t n = segment(reference);
    if (phs_slice_starts(reference, "data."))
        n += 1 + segment(behind(reference, n));
    size_t end = n + 1 + segment(behind(reference, n));
    if (n >= reference.len)
        return;
    end = end < reference.len ? end : reference.len;
    struct phs_slice attribute = behind(reference, end);
    const char *address = phs_printf(arena, "%s%.*s", module->prefix, (int)end, reference.ptr);
    if (!targets->addresses.n && attribute.len)
        targets->attribute = phs_slice_dup(arena, phs_slice_n(attribute.ptr, segment(attribute)));
    /* "c[0].id", "c[0]" and "c" are what one reference is written as: the first says it all. */
    for (size_t i = 0; i < targets->addresses.n; i++)
        if (is_instance_of(targets->addresses.at[i], address))
            return;
    PHS_PUSH(arena, targets->addresses, address);
}

static struct phs_slice name_of(struct phs_slice text) {
    struct phs_slice name = phs_slice_n(text.ptr, segment(text));
    for (size_t i = 0; i < name.len; i++)
        if (name.ptr[i] == '[')
            name.len = i;
    return name;
}

static void follow_output(struct targets *targets, const struct phs_tfjson_module *module, struct phs_slice rest, int depth) {
    struct phs_slice call = name_of(rest), output = name_of(behind(rest, segment(rest)));
    const struct phs_value *called = phs_get(phs_get_slice(phs_get(module->value, "module_calls"), call), "module");
    struct phs_tfjson_module *inner = PHS_NEW(targets->file->arena, struct phs_tfjson_module);
    *inner = (struct phs_tfjson_module){
        called, phs_printf(targets->file->arena, "%smodule.%.*s.", module->prefix, (int)call.len, call.ptr), call, module};
    if (called && output.len)
        follow(targets, inner, phs_get(phs_get_slice(phs_get(called, "outputs"), output), "expression"), depth + 1);
}

static void follow_one(struct targets *targets, const struct phs_tfjson_module *module, struct phs_slice reference, int depth) {
    static const char *const own[] = {"each.", "count.", "local.", "path.", "terraform.", "self."};
    for (size_t i = 0; i < sizeof own / sizeof *own; i++) {
        targets->by_index |= phs_slice_is(reference, "each.key") || phs_slice_is(reference, "count.index");
        if (phs_slice_starts(reference, own[i]))
            return;
    }
    if (phs_slice_starts(reference, "var.")) {
        const struct phs_value *calls = module->outer ? phs_get(module->outer->value, "module_calls") : NULL;
        const struct phs_value *given = phs_get(phs_get_slice(calls, module->call), "expressions");
        follow(targets, module->outer, phs_get_slice(given, name_of(behind(reference, 3))), depth + 1);
    } else if (phs_slice_starts(reference, "module.")) {
        follow_output(targets, module, behind(reference, 6), depth);
    } else {
        add_target(targets, module, reference);
    }
}

static void follow(struct targets *targets, const struct phs_tfjson_module *module, const struct phs_value *expression,
                   int depth) {
    const struct phs_value *references = phs_get(expression, "references");
    if (!module || depth > PHS_TFJSON_MAX_MODULES)
        return;
    for (size_t i = 0; phs_is(references, PHS_LIST) && i < references->list.n && targets->budget; i++) {
        targets->budget--;
        follow_one(targets, module, phs_text(references->list.at[i]), depth);
    }
}

static bool has_many(struct phs_tfjson_file *file, const char *address) {
    const struct phs_tfjson_config *config = phs_map_gets(&file->configs, phs_address_without_indices(file->arena, address));
    return config && (phs_get(config->resource, "count_expression") || phs_get(config->resource, "for_each_expression"));
}

/* "[0]" at the end of an address, or "". */
static const char *index_of(const char *address) {
    size_t n = strlen(address);
    if (n == 0 || address[n - 1] != ']')
        return "";
    while (n && address[n - 1] != '[')
        n--;
    return n ? address + n - 1 : "";
}

/* The instance that the subject means: modules around both are the same ones, and with count.index or each.key so is the
 * index. */
static const char *beside_subject(const struct targets *targets, const char *target) {
    struct phs_arena *arena = targets->file->arena;
    const char *subject = targets->file->subject, *whole = target, *prefix = "";
    bool bare = !strchr(target, '[');
    while (subject && strncmp(subject, "module.", 7) == 0) {
        size_t n = 7 + segment(phs_slice(subject + 7));
        const char *here = phs_strndup(arena, subject, n), *written = phs_address_without_indices(arena, here);
        size_t w = strlen(written);
        if (!subject[n] || strncmp(target, written, w) != 0 || target[w] != '.')
            break;
        prefix = phs_printf(arena, "%s%s.", prefix, here);
        subject += n + 1;
        target += w + 1;
    }
    const char *index = targets->by_index && bare && has_many(targets->file, whole) ? index_of(targets->file->subject) : "";
    const char *indexed = phs_printf(arena, "%s%s%s", prefix, target, index);
    /* count.index may be part of a sum; then there need not be an instance of that index, and any may be meant. */
    if (*index && !phs_map_gets(&targets->file->unknowns, indexed))
        return phs_printf(arena, "%s%s", prefix, target);
    return indexed;
}

static struct targets targets_of(struct phs_tfjson_file *file, const struct phs_tfjson_config *config,
                                 const struct phs_value *expression) {
    struct targets targets = {.file = file, .budget = 2000};
    follow(&targets, config->module, expression, 0);
    for (size_t i = 0; file->subject && i < targets.addresses.n; i++)
        targets.addresses.at[i] = beside_subject(&targets, targets.addresses.at[i]);
    return targets;
}

bool phs_tfjson_single(struct phs_tfjson_file *file, const struct phs_tfjson_config *config, const struct phs_value *expression,
                       const char **ret_address, const char **ret_attribute) {
    struct targets targets = targets_of(file, config, expression);
    if (targets.addresses.n != 1)
        return false;
    *ret_address = targets.addresses.at[0];
    *ret_attribute = targets.attribute;
    return true;
}

static void mention_below(struct phs_tfjson_file *file, struct phs_resource *resource, const struct phs_tfjson_config *config,
                          const struct phs_value *expression, const char *path, int depth) {
    if (!expression || depth > PHS_TFJSON_MAX_DEPTH)
        return;
    if (phs_get(expression, "references")) {
        struct targets targets = targets_of(file, config, expression);
        for (size_t i = 0; i < targets.addresses.n; i++)
            phs_graph_mention(file->graph, resource, PHS_REFERS_TO, targets.addresses.at[i], path, expression->place);
        return;
    }
    for (size_t i = 0; expression->kind == PHS_MAP && i < expression->map.n; i++) {
        struct phs_slice key = expression->map.at[i].key;
        const char *inner =
            path ? phs_printf(file->arena, "%s.%.*s", path, (int)key.len, key.ptr) : phs_slice_dup(file->arena, key);
        mention_below(file, resource, config, expression->map.at[i].value, inner, depth + 1);
    }
    for (size_t i = 0; expression->kind == PHS_LIST && i < expression->list.n; i++)
        mention_below(file, resource, config, expression->list.at[i], phs_printf(file->arena, "%s.%zu", path ? path : "", i),
                      depth + 1);
}

void phs_tfjson_mention(struct phs_tfjson_file *file, struct phs_resource *resource, const struct phs_tfjson_config *config) {
    if (config)
        mention_below(file, resource, config, phs_get(config->resource, "expressions"), NULL, 0);
}
