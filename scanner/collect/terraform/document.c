/* SPDX-License-Identifier: Apache-2.0 */
/* aws_iam_policy_document as the AWS provider renders it (statements merged by sid, lists of one as text, lists sorted from the
 * end, &{ as ${), and the few other data sources whose answer is in front of us. */
#include "collect/terraform/encode.h"
#include "collect/terraform/scan.h"
#include "parse/json.h"

struct document {
    struct phs_arena *arena;
    struct phs_place place;
    const struct phs_value *version, *id;
    PHS_VEC(const struct phs_value *) statements;
};

/* "&{aws:username}" is how HCL writes a policy variable. */
static const struct phs_value *policy_text(struct phs_arena *arena, const struct phs_value *value) {
    const struct phs_value *text = value->kind == PHS_UNKNOWN ? NULL : phs_tf_to_string(arena, value);
    if (!text || text->kind != PHS_STRING)
        return value;
    char *copy = phs_slice_dup(arena, text->string);
    for (size_t i = 0; i + 1 < text->string.len; i++)
        if (copy[i] == '&' && copy[i + 1] == '{')
            copy[i] = '$';
    return phs_value_string(arena, phs_slice_n(copy, text->string.len), text->place);
}

static int from_the_end(const void *a, const void *b) {
    return -phs_tf_scalar_cmp(*(const struct phs_value *const *)a, *(const struct phs_value *const *)b);
}

/* One element as text, several as a list. */
static const struct phs_value *text_or_list(struct phs_arena *arena, const struct phs_value *list, bool sorted) {
    if (list->kind != PHS_LIST)
        return list;
    const struct phs_value **items = PHS_NEW_N(arena, const struct phs_value *, list->list.n);
    for (size_t i = 0; i < list->list.n; i++)
        items[i] = policy_text(arena, list->list.at[i]);
    if (list->list.n == 1)
        return items[0];
    if (sorted && list->list.n > 1)
        qsort(items, list->list.n, sizeof *items, from_the_end);
    return phs_value_list(arena, items, list->list.n, list->place);
}

static bool is_set(const struct phs_value *value) {
    return value && value->kind != PHS_NULL && !(value->kind == PHS_LIST && value->list.n == 0) &&
           !(value->kind == PHS_STRING && value->string.len == 0);
}

static const struct phs_value *sorted_map(const struct phs_value *map, struct phs_arena *arena) {
    const struct phs_entry **entries = phs_tf_sorted_entries(arena, map);
    struct phs_map_builder sorted;
    phs_map_builder_init(&sorted, arena);
    for (size_t i = 0; i < map->map.n; i++)
        phs_map_builder_set(&sorted, entries[i]->key, entries[i]->key_place, entries[i]->value);
    return phs_map_builder_done(&sorted, map->place);
}

/* Puts value beside what the key has: text and lists become one list. */
static void append(struct phs_map_builder *map, struct phs_arena *arena, struct phs_slice key, const struct phs_value *value) {
    const struct phs_value *old = phs_map_builder_get(map, key);
    PHS_VEC(const struct phs_value *) items = {0};
    if (!old) {
        phs_map_builder_set(map, key, value->place, value);
        return;
    }
    const struct phs_value *both[2] = {old, value};
    for (size_t b = 0; b < 2; b++) {
        if (both[b]->kind != PHS_LIST)
            PHS_PUSH(arena, items, both[b]);
        for (size_t i = 0; both[b]->kind == PHS_LIST && i < both[b]->list.n; i++)
            PHS_PUSH(arena, items, both[b]->list.at[i]);
    }
    phs_map_builder_set(map, key, value->place, phs_value_list(arena, items.at, items.n, value->place));
}

static const struct phs_value *principals(struct phs_arena *arena, const struct phs_value *blocks) {
    if (blocks->kind != PHS_LIST)
        return blocks;
    struct phs_map_builder map;
    phs_map_builder_init(&map, arena);
    for (size_t i = 0; i < blocks->list.n; i++) {
        const struct phs_value *type = phs_get(blocks->list.at[i], "type"), *who = phs_get(blocks->list.at[i], "identifiers");
        const struct phs_value *unknown = phs_is(type, PHS_UNKNOWN) ? type : NULL;
        if (unknown || !who || !phs_is(type, PHS_STRING))
            return unknown ? unknown : phs_value_because(arena, PHS_WHY_ERROR, blocks->place, "principals lack a type");
        const struct phs_value *value = text_or_list(arena, who, true);
        if (blocks->list.n == 1 && phs_slice_is(type->string, "*") && phs_slice_is(phs_text(value), "*"))
            return value;
        append(&map, arena, type->string, value);
    }
    return sorted_map(phs_map_builder_done(&map, blocks->place), arena);
}

static const struct phs_value *conditions(struct phs_arena *arena, const struct phs_value *blocks) {
    if (blocks->kind != PHS_LIST)
        return blocks;
    struct phs_map_builder tests;
    phs_map_builder_init(&tests, arena);
    for (size_t i = 0; i < blocks->list.n; i++) {
        const struct phs_value *test = phs_get(blocks->list.at[i], "test"), *name = phs_get(blocks->list.at[i], "variable");
        const struct phs_value *values = phs_get(blocks->list.at[i], "values");
        if (phs_is(test, PHS_UNKNOWN) || phs_is(name, PHS_UNKNOWN))
            return phs_is(test, PHS_UNKNOWN) ? test : name;
        if (!phs_is(test, PHS_STRING) || !phs_is(name, PHS_STRING) || !values)
            return phs_value_because(arena, PHS_WHY_ERROR, blocks->place, "a condition lacks test, variable or values");
        struct phs_map_builder names;
        phs_map_builder_init(&names, arena);
        const struct phs_value *old = phs_map_builder_get(&tests, test->string);
        for (size_t k = 0; old && k < old->map.n; k++)
            phs_map_builder_set(&names, old->map.at[k].key, old->map.at[k].key_place, old->map.at[k].value);
        append(&names, arena, policy_text(arena, name)->string, text_or_list(arena, values, false));
        phs_map_builder_set(&tests, test->string, test->place, sorted_map(phs_map_builder_done(&names, blocks->place), arena));
    }
    return sorted_map(phs_map_builder_done(&tests, blocks->place), arena);
}

static const struct phs_value *statement_of(struct phs_arena *arena, const struct phs_value *block) {
    static const struct {
        const char *from, *to;
    } lists[] = {
        {"actions", "Action"}, {"not_actions", "NotAction"}, {"resources", "Resource"}, {"not_resources", "NotResource"}};
    if (block->kind != PHS_MAP)
        return block;
    struct phs_map_builder map;
    phs_map_builder_init(&map, arena);
    const struct phs_value *sid = phs_get(block, "sid"), *effect = phs_get(block, "effect");
    if (is_set(sid))
        phs_map_builder_set(&map, PHS_SLICE("Sid"), sid->place, sid);
    phs_map_builder_set(&map, PHS_SLICE("Effect"), block->place, is_set(effect) ? effect : phs_value_text(arena, "Allow"));
    for (size_t i = 0; i < 4; i++) {
        const struct phs_value *list = phs_get(block, lists[i].from);
        if (is_set(list))
            phs_map_builder_set(&map, phs_slice(lists[i].to), list->place, text_or_list(arena, list, true));
    }
    const struct phs_value *who = phs_get(block, "principals"), *not_who = phs_get(block, "not_principals");
    const struct phs_value *when = phs_get(block, "condition");
    if (is_set(who))
        phs_map_builder_set(&map, PHS_SLICE("Principal"), who->place, principals(arena, who));
    if (is_set(not_who))
        phs_map_builder_set(&map, PHS_SLICE("NotPrincipal"), not_who->place, principals(arena, not_who));
    if (is_set(when))
        phs_map_builder_set(&map, PHS_SLICE("Condition"), when->place, conditions(arena, when));
    return phs_map_builder_done(&map, block->place);
}

/* A statement with the sid of an earlier one takes its place. */
static void add_statement(struct document *document, const struct phs_value *statement) {
    struct phs_slice sid = phs_text(phs_get(statement, "Sid"));
    for (size_t i = 0; sid.len && i < document->statements.n; i++)
        if (phs_slice_eq(phs_text(phs_get(document->statements.at[i], "Sid")), sid)) {
            document->statements.at[i] = statement;
            return;
        }
    PHS_PUSH(document->arena, document->statements, statement);
}

static void add_document(struct document *document, const struct phs_value *source) {
    const struct phs_value *tree = source;
    if (source->kind == PHS_STRING && source->string.len == 0)
        return;
    if (source->kind == PHS_STRING && phs_json_parse(document->arena, NULL, source->string, NULL, &tree, NULL) != PHS_OK)
        tree = phs_value_because(document->arena, PHS_WHY_ERROR, source->place, "a source policy document is no JSON");
    if (tree->kind == PHS_UNKNOWN)
        PHS_PUSH(document->arena, document->statements, tree);
    const struct phs_value *statements = phs_get(tree, "Statement"), *id = phs_get(tree, "Id"),
                           *version = phs_get(tree, "Version");
    document->id = is_set(id) ? id : document->id;
    document->version = is_set(version) ? version : document->version;
    if (!statements)
        return;
    if (statements->kind != PHS_LIST)
        add_statement(document, statements);
    for (size_t i = 0; statements->kind == PHS_LIST && i < statements->list.n; i++)
        add_statement(document, statements->list.at[i]);
}

static void add_documents(struct document *document, const struct phs_value *body, const char *list_name,
                          const char *old_name) {
    const struct phs_value *list = phs_get(body, list_name), *old = phs_get(body, old_name);
    if (is_set(old))
        add_document(document, old);
    if (is_set(list) && list->kind != PHS_LIST)
        add_document(document, list);
    for (size_t i = 0; phs_is(list, PHS_LIST) && i < list->list.n; i++)
        add_document(document, list->list.at[i]);
}

static const struct phs_value *document_tree(struct document *document, const struct phs_value *body) {
    struct phs_arena *arena = document->arena;
    const struct phs_value *own = phs_get(body, "statement"), *version = phs_get(body, "version"),
                           *id = phs_get(body, "policy_id");
    document->version = phs_value_text(arena, "2012-10-17");
    add_documents(document, body, "source_policy_documents", "source_json");
    document->version = is_set(version) ? version : document->version;
    document->id = is_set(id) ? id : document->id;
    if (own && own->kind == PHS_UNKNOWN)
        PHS_PUSH(arena, document->statements, own);
    for (size_t i = 0; phs_is(own, PHS_LIST) && i < own->list.n; i++)
        add_statement(document, statement_of(arena, own->list.at[i]));
    add_documents(document, body, "override_policy_documents", "override_json");
    struct phs_map_builder map;
    phs_map_builder_init(&map, arena);
    phs_map_builder_set(&map, PHS_SLICE("Version"), document->place, document->version);
    if (document->id)
        phs_map_builder_set(&map, PHS_SLICE("Id"), document->place, document->id);
    if (document->statements.n)
        phs_map_builder_set(&map, PHS_SLICE("Statement"), document->place,
                            phs_value_list(arena, document->statements.at, document->statements.n, document->place));
    return phs_map_builder_done(&map, document->place);
}

static void put_pretty(struct phs_buf *out, struct phs_arena *arena, const struct phs_value *value, int depth) {
    bool map = value->kind == PHS_MAP;
    size_t n = map ? value->map.n : value->kind == PHS_LIST ? value->list.n : 0;
    if (n == 0 || depth > 50) {
        phs_buf_slice(out, phs_tf_json_text(arena, value));
        return;
    }
    phs_buf_puts(out, map ? "{\n" : "[\n");
    for (size_t i = 0; i < n; i++) {
        phs_buf_printf(out, "%*s", (depth + 1) * 2, "");
        if (map) {
            phs_buf_slice(out, phs_tf_json_text(arena, phs_value_string(arena, value->map.at[i].key, value->place)));
            phs_buf_puts(out, ": ");
        }
        put_pretty(out, arena, map ? value->map.at[i].value : value->list.at[i], depth + 1);
        phs_buf_puts(out, i + 1 < n ? ",\n" : "\n");
    }
    phs_buf_printf(out, "%*s%c", depth * 2, "", map ? '}' : ']');
}

static const struct phs_value *rendered_document(struct phs_arena *arena, const struct phs_value *body,
                                                 struct phs_place place) {
    struct document document = {.arena = arena, .place = place};
    const struct phs_value *tree = document_tree(&document, body);
    if (phs_find_unknown(tree))
        return phs_tf_with_flags(arena, tree, PHS_VALUE_JSON);
    struct phs_buf out;
    phs_buf_init(&out, PHS_TF_MAX_RESULT);
    put_pretty(&out, arena, tree, 0);
    struct phs_slice text = phs_slice_n(phs_strndup(arena, phs_buf_text(&out), out.len), out.len);
    bool failed = out.failed;
    phs_buf_done(&out);
    return failed ? phs_value_because(arena, PHS_WHY_LIMIT, place, "a policy document is too large")
                  : phs_value_string(arena, text, place);
}

/* Parts are taken over without their marks, so the whole carries them. */
static const struct phs_value *policy_document(struct phs_arena *arena, const struct phs_value *body, struct phs_place place) {
    const struct phs_value *document = rendered_document(arena, body, place);
    return phs_tf_with_flags(arena, document, phs_tf_is_sensitive(body) ? PHS_VALUE_SENSITIVE : 0);
}

static const struct phs_value *rendered_template(struct phs_tf_instance *instance, const struct phs_value *body,
                                                 struct phs_place place) {
    struct phs_tf_root *root = instance->node->module->root;
    const struct phs_value *empty = phs_map_builder_done(&(struct phs_map_builder){.arena = root->scan->arena}, place);
    const struct phs_value *args[2] = {phs_get(body, "template"), phs_get(body, "vars")};
    if (!args[0])
        return NULL;
    if (!args[1] || args[1]->kind == PHS_NULL)
        args[1] = empty;
    if (args[1]->kind == PHS_LIST && args[1]->list.n == 1) /* written as a block, as before 0.12 */
        args[1] = args[1]->list.at[0];
    return phs_tf_call(&root->host, root->scan->arena, PHS_SLICE("templatestring"), args, 2, place);
}

static const struct phs_value *file_content(struct phs_tf_instance *instance, const struct phs_value *body,
                                            struct phs_place place) {
    struct phs_tf_root *root = instance->node->module->root;
    const struct phs_value *name = phs_get(body, "filename");
    return name ? phs_tf_call(&root->host, root->scan->arena, PHS_SLICE("file"), &name, 1, place) : NULL;
}

/* What is known of the parts of a start-up document, one behind the other: packed as it is, the whole is read nowhere. */
static const struct phs_value *cloud_init(struct phs_tf_instance *instance, const struct phs_value *body,
                                          struct phs_place place) {
    struct phs_arena *arena = instance->node->module->root->scan->arena;
    const struct phs_value *parts = phs_get(body, "part"), *computed = phs_tf_computed(instance, "rendered", place);
    struct phs_value *copy = PHS_NEW(arena, struct phs_value);
    struct phs_hint *hint = PHS_NEW(arena, struct phs_hint);
    struct phs_buf out;
    phs_buf_init(&out, PHS_TF_MAX_RESULT);
    for (size_t i = 0; phs_is(parts, PHS_LIST) && i < parts->list.n; i++) {
        const struct phs_value *content = phs_get(parts->list.at[i], "content");
        const struct phs_hint *known = phs_is(content, PHS_UNKNOWN) ? content->unknown.hint : NULL;
        phs_buf_slice(&out, known && known->outline.len ? known->outline : known ? known->prefix : phs_text(content));
        phs_buf_puts(&out, "\n");
        if (known && !known->outline.len)
            phs_buf_slice(&out, known->suffix);
    }
    hint->outline = phs_slice_n(phs_strndup(arena, phs_buf_text(&out), out.len), out.len);
    bool failed = out.failed || computed->kind != PHS_UNKNOWN;
    phs_buf_done(&out);
    *copy = *computed;
    if (!failed)
        copy->unknown.hint = hint;
    return copy;
}

const struct phs_value *phs_tf_data_value(struct phs_tf_instance *instance, const struct phs_value *body,
                                          struct phs_slice attribute, struct phs_place place) {
    const struct phs_tf_decl *decl = instance->node->decl;
    struct phs_arena *arena = instance->node->module->root->scan->arena;
    bool data = decl->kind == PHS_TF_DATA;
    if (data && strcmp(decl->type, "aws_iam_policy_document") == 0 &&
        (phs_slice_is(attribute, "json") || phs_slice_is(attribute, "minified_json")))
        return policy_document(arena, body, decl->place);
    if (data && strcmp(decl->type, "google_iam_policy") == 0 && phs_slice_is(attribute, "policy_data"))
        return phs_tf_google_policy(arena, body, decl->place);
    if (data && strcmp(decl->type, "template_file") == 0 && phs_slice_is(attribute, "rendered"))
        return rendered_template(instance, body, place);
    if (data && (strcmp(decl->type, "cloudinit_config") == 0 || strcmp(decl->type, "template_cloudinit_config") == 0) &&
        phs_slice_is(attribute, "rendered"))
        return cloud_init(instance, body, place);
    if (data && strcmp(decl->type, "local_file") == 0 && phs_slice_is(attribute, "content"))
        return file_content(instance, body, place);
    if (data && strcmp(decl->type, "null_data_source") == 0 && phs_slice_is(attribute, "outputs"))
        return phs_get(body, "inputs");
    if (!data && strcmp(decl->type, "terraform_data") == 0 && phs_slice_is(attribute, "output"))
        return phs_get(body, "input");
    return NULL;
}
