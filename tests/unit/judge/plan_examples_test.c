/* SPDX-License-Identifier: Apache-2.0 */
/* The same stack as source and as a plan of it: every example of every check is evaluated, written down as Terraform prints a
 * plan, read back and judged; the verdict must be the one that the example names. */
#include <criterion/criterion.h>
#include <stdlib.h>

#include "base/json_writer.h"
#include "collect/terraform/terraform.h"
#include "collect/terraform_json/terraform_json.h"
#include "one_check.h"

/* ---- a plan out of what the reader of source found */

static bool is_planned(const struct phs_resource *resource) {
    return strcmp(resource->type, "module") != 0 && strncmp(resource->type, "provider.", 9) != 0;
}

static bool is_wholly_unknown(const struct phs_value *value) {
    return value->kind == PHS_UNKNOWN || ((value->flags & PHS_VALUE_JSON) && phs_find_unknown(value));
}

static void write_key(struct phs_json *json, struct phs_slice key) {
    char text[1024];
    cr_assert_lt(key.len, sizeof text);
    memcpy(text, key.ptr, key.len);
    text[key.len] = '\0';
    phs_json_key(json, text);
}

/* Values leave out what is unknown; the tree beside them says true there. */
static void write_known(struct phs_json *json, const struct phs_value *value) {
    if (is_wholly_unknown(value)) {
        phs_json_null(json);
    } else if (value->kind == PHS_MAP) {
        phs_json_object(json);
        for (size_t i = 0; i < value->map.n; i++) {
            write_key(json, value->map.at[i].key);
            write_known(json, value->map.at[i].value);
        }
        phs_json_object_end(json);
    } else if (value->kind == PHS_LIST) {
        phs_json_array(json);
        for (size_t i = 0; i < value->list.n; i++)
            write_known(json, value->list.at[i]);
        phs_json_array_end(json);
    } else {
        struct phs_value plain = *value;
        plain.flags &= ~(unsigned)PHS_VALUE_SENSITIVE;
        phs_value_write_json(json, &plain);
    }
}

static void write_unknown(struct phs_json *json, const struct phs_value *value) {
    if (value->kind == PHS_MAP && !is_wholly_unknown(value)) {
        phs_json_object(json);
        for (size_t i = 0; i < value->map.n; i++)
            if (phs_find_unknown(value->map.at[i].value)) {
                write_key(json, value->map.at[i].key);
                write_unknown(json, value->map.at[i].value);
            }
        phs_json_object_end(json);
    } else if (value->kind == PHS_LIST && !is_wholly_unknown(value)) {
        phs_json_array(json);
        for (size_t i = 0; i < value->list.n; i++)
            write_unknown(json, value->list.at[i]);
        phs_json_array_end(json);
    } else {
        phs_json_bool(json, is_wholly_unknown(value));
    }
}

/* Expressions as far as a plan has them: for each argument what it refers to. Addresses stand as if one module held all. */
static void write_references(struct phs_json *json, struct phs_arena *arena, const struct phs_graph *graph,
                             const struct phs_resource *from, const char *attribute) {
    const struct phs_value *value = phs_find_unknown(phs_get_path(from->attributes, attribute));
    phs_json_object(json);
    phs_json_key(json, "references");
    phs_json_array(json);
    if (value && value->unknown.ref)
        phs_json_string(
            json, phs_printf(arena, "%s.%s", value->unknown.ref, value->unknown.attribute ? value->unknown.attribute : "arn"));
    for (size_t i = 0; i < graph->mentions.n; i++) {
        const struct phs_mention *mention = &graph->mentions.at[i];
        if (mention->from == from && mention->attribute && strcmp(mention->attribute, attribute) == 0)
            phs_json_string(json, mention->target);
    }
    phs_json_array_end(json);
    phs_json_object_end(json);
}

/* "a.0.b": written below a path of its own each, which is what a plan without lists would say. */
static void write_expressions(struct phs_json *json, struct phs_arena *arena, const struct phs_graph *graph,
                              const struct phs_resource *from, const char *prefix, int depth) {
    PHS_VEC(const char *) done = {0};
    size_t skip = strlen(prefix);
    phs_json_object(json);
    for (size_t i = 0; i < graph->mentions.n; i++) {
        const struct phs_mention *mention = &graph->mentions.at[i];
        if (mention->from != from || !mention->attribute || strncmp(mention->attribute, prefix, skip) != 0)
            continue;
        struct phs_slice rest = phs_slice(mention->attribute + skip), segment;
        if (!phs_slice_cut(&rest, '.', &segment) || depth > 8)
            continue;
        const char *name = phs_slice_dup(arena, segment);
        bool seen = false;
        for (size_t k = 0; k < done.n; k++)
            seen |= strcmp(done.at[k], name) == 0;
        if (seen)
            continue;
        PHS_PUSH(arena, done, name);
        phs_json_key(json, name);
        if (rest.len)
            write_expressions(json, arena, graph, from, phs_printf(arena, "%s%s.", prefix, name), depth + 1);
        else
            write_references(json, arena, graph, from, mention->attribute);
    }
    phs_json_object_end(json);
}

static void write_resource(struct phs_json *json, const struct phs_resource *resource) {
    const char *type = resource->type;
    bool data = strncmp(type, "data.", 5) == 0;
    phs_json_object(json);
    phs_json_put(json, "address", resource->address);
    phs_json_put(json, "mode", data ? "data" : "managed");
    phs_json_put(json, "type", data ? type + 5 : type);
    phs_json_put(json, "name", resource->name);
    phs_json_key(json, "values");
    write_known(json, resource->attributes);
    phs_json_object_end(json);
}

static void write_provider(struct phs_json *json, struct phs_arena *arena, const struct phs_resource *resource) {
    const struct phs_value *attributes = resource->attributes;
    phs_json_key(json, resource->address + strlen("provider."));
    phs_json_object(json);
    phs_json_put(json, "name", resource->type + strlen("provider."));
    phs_json_key(json, "expressions");
    phs_json_object(json);
    for (size_t i = 0; i < attributes->map.n; i++) {
        const struct phs_entry *entry = &attributes->map.at[i];
        if (entry->value->kind == PHS_LIST || entry->value->kind == PHS_MAP)
            continue;
        phs_json_key(json, phs_strndup(arena, entry->key.ptr, entry->key.len));
        phs_json_object(json);
        if (entry->value->kind == PHS_UNKNOWN) {
            phs_json_key(json, "references");
            phs_json_array(json);
            phs_json_string(json, "var.given_later");
            phs_json_array_end(json);
        } else {
            phs_json_key(json, "constant_value");
            write_known(json, entry->value);
        }
        phs_json_object_end(json);
    }
    phs_json_object_end(json);
    phs_json_object_end(json);
}

static void write_plan(struct phs_buf *out, struct phs_arena *arena, const struct phs_graph *graph) {
    struct phs_json json;
    phs_json_init(&json, out, false);
    phs_json_object(&json);
    phs_json_put(&json, "format_version", "1.2");
    phs_json_put(&json, "terraform_version", "1.9.0");
    phs_json_key(&json, "planned_values");
    phs_json_object(&json);
    phs_json_key(&json, "root_module");
    phs_json_object(&json);
    phs_json_key(&json, "resources");
    phs_json_array(&json);
    for (size_t i = 0; i < graph->resources.n; i++)
        if (is_planned(graph->resources.at[i]))
            write_resource(&json, graph->resources.at[i]);
    phs_json_array_end(&json);
    phs_json_object_end(&json);
    phs_json_object_end(&json);
    phs_json_key(&json, "resource_changes");
    phs_json_array(&json);
    for (size_t i = 0; i < graph->resources.n; i++) {
        const struct phs_resource *resource = graph->resources.at[i];
        if (!is_planned(resource))
            continue;
        phs_json_object(&json);
        phs_json_put(&json, "address", resource->address);
        phs_json_key(&json, "change");
        phs_json_object(&json);
        phs_json_key(&json, "after_unknown");
        write_unknown(&json, resource->attributes);
        phs_json_object_end(&json);
        phs_json_object_end(&json);
    }
    phs_json_array_end(&json);
    phs_json_key(&json, "configuration");
    phs_json_object(&json);
    phs_json_key(&json, "provider_config");
    phs_json_object(&json);
    for (size_t i = 0; i < graph->resources.n; i++)
        if (strncmp(graph->resources.at[i]->type, "provider.", 9) == 0)
            write_provider(&json, arena, graph->resources.at[i]);
    phs_json_object_end(&json);
    phs_json_key(&json, "root_module");
    phs_json_object(&json);
    phs_json_key(&json, "resources");
    phs_json_array(&json);
    for (size_t i = 0; i < graph->resources.n; i++) {
        const struct phs_resource *resource = graph->resources.at[i];
        if (!is_planned(resource))
            continue;
        phs_json_object(&json);
        phs_json_put(&json, "address", resource->address);
        phs_json_key(&json, "expressions");
        write_expressions(&json, arena, graph, resource, "", 0);
        phs_json_object_end(&json);
    }
    phs_json_array_end(&json);
    phs_json_object_end(&json);
    phs_json_object_end(&json);
    phs_json_object_end(&json);
    cr_assert(!out->failed);
}

/* ---- the verdicts of both */

static const struct phs_finding *finding_on(const struct phs_run *run, const struct phs_finding *like) {
    for (size_t i = 0; i < run->findings.n; i++)
        if (strcmp(run->findings.at[i]->resource->address, like->resource->address) == 0)
            return run->findings.at[i];
    return NULL;
}

/* What a plan cannot repeat: a module that is not on disk never comes as far as a plan, a document of which a part is unknown
 * is unknown as a whole in one (so is a text of which only parts are known), and what might not exist was decided before it.
 */
static bool is_repeatable(const struct phs_graph *graph) {
    for (size_t i = 0; i < graph->resources.n; i++) {
        const struct phs_resource *resource = graph->resources.at[i];
        if (resource->existence || phs_is(resource->attributes, PHS_UNKNOWN) ||
            (strcmp(resource->type, "module") == 0 && phs_get(resource->attributes, "phiscope_unread")))
            return false;
    }
    return true;
}

static bool has_torn_document(const struct phs_value *value, int depth) {
    if ((value->flags & PHS_VALUE_JSON) && phs_find_unknown(value))
        return true;
    if (value->kind == PHS_UNKNOWN && value->unknown.hint &&
        (value->unknown.hint->suffix.len || value->unknown.hint->outline.len))
        return true;
    for (size_t i = 0; depth < 60 && value->kind == PHS_MAP && i < value->map.n; i++)
        if (has_torn_document(value->map.at[i].value, depth + 1))
            return true;
    for (size_t i = 0; depth < 60 && value->kind == PHS_LIST && i < value->list.n; i++)
        if (has_torn_document(value->list.at[i], depth + 1))
            return true;
    return false;
}

/* A text whose known parts stand between unknown ones: nothing of it is in a plan. */
static bool has_outline(const struct phs_value *value, int depth) {
    if (value->kind == PHS_UNKNOWN && value->unknown.hint && value->unknown.hint->outline.len)
        return true;
    for (size_t i = 0; depth < 60 && value->kind == PHS_MAP && i < value->map.n; i++)
        if (has_outline(value->map.at[i].value, depth + 1))
            return true;
    return false;
}

static bool has_torn_documents(const struct phs_graph *graph) {
    for (size_t i = 0; i < graph->resources.n; i++)
        if (has_torn_document(graph->resources.at[i]->attributes, 0))
            return true;
    return false;
}

static void compare(const struct phs_check_info *check, size_t number, const struct phs_run *source, const struct phs_run *plan,
                    bool torn) {
    for (size_t i = 0; i < source->findings.n; i++) {
        const struct phs_finding *one = source->findings.at[i], *other = finding_on(plan, one);
        if (strcmp(one->resource->type, "module") == 0)
            continue;
        cr_expect(other, "%s example %zu: nothing was judged of %s in the plan", check->id, number, one->resource->address);
        bool lost = torn && has_outline(one->resource->attributes, 0);
        bool may_be_open = torn && other && (other->verdict == PHS_VERDICT_UNKNOWN || lost);
        cr_expect(!other || other->verdict == one->verdict || may_be_open, "%s example %zu: %s is %s, and %s in a plan: %s",
                  check->id, number, one->resource->address, phs_verdict_name(one->verdict),
                  other ? phs_verdict_name(other->verdict) : "?", other && other->evidence.n ? other->evidence.at[0].text : "");
    }
}

static bool repeat_as_plan(const struct phs_catalogue *catalogue, const struct phs_check_info *check, size_t number,
                           struct phs_slice text) {
    struct phs_arena *arena = phs_arena_new();
    struct phs_graph first, second;
    struct phs_buf out;
    phs_buf_init(&out, 16 << 20);
    phs_graph_init(&first, arena);
    phs_graph_init(&second, arena);
    phs_terraform_collect_text(&first, "example.tf", text);
    bool repeatable = is_repeatable(&first), torn = has_torn_documents(&first);
    if (repeatable) {
        write_plan(&out, arena, &first);
        phs_terraform_json_collect_text(&second, "plan.json", phs_slice_n(phs_buf_text(&out), out.len));
        struct phs_run source = judged_by(arena, catalogue, check, &first), plan = judged_by(arena, catalogue, check, &second);
        compare(check, number, &source, &plan, torn);
    }
    phs_buf_done(&out);
    phs_arena_free(arena);
    return repeatable;
}

Test(plan_examples, a_plan_of_every_example_gets_its_verdict) {
    struct phs_arena *arena = phs_arena_new();
    size_t repeated = 0, passed_over = 0;
    setenv("PHISCOPE_CLOCK", "2026-03-01T00:00:00Z", 1);
    struct phs_catalogue *catalogue = built_in_catalogue(arena);
    for (size_t i = 0; i < catalogue->checks.n; i++) {
        const struct phs_check_info *check = catalogue->checks.at[i];
        const struct phs_value *examples = phs_catalogue_examples(arena, check->file);
        for (size_t k = 0; examples && k < examples->list.n; k++) {
            struct phs_slice text = phs_text(phs_get(examples->list.at[k], "terraform"));
            if (text.len && repeat_as_plan(catalogue, check, k + 1, text))
                repeated++;
            else if (text.len)
                passed_over++;
        }
    }
    cr_log_info("%zu examples repeated as plans, %zu passed over", repeated, passed_over);
    cr_expect_gt(repeated, 10 * passed_over, "%zu examples could not be repeated, %zu could", passed_over, repeated);
    phs_arena_free(arena);
}
