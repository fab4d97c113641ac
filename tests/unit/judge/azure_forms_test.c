/* SPDX-License-Identifier: Apache-2.0 */
/* The verdict does not change with the way a template is written: every example of a check in Azure's JSON is written as Bicep,
 * and as JSON with parameters, variables, loops, conditions and nested deployments, and judged again. */
#include <criterion/criterion.h>
#include <stdlib.h>

#include "base/buf.h"
#include "catalogue/foreign.h"
#include "collect/arm/arm.h"
#include "collect/pulumi/pulumi.h"
#include "one_check.h"
#include "parse/json.h"
#include "support/json_text.h"

static struct phs_arena *arena;

/* ---- values as text */

static void write_bicep(struct phs_buf *out, const struct phs_value *value) {
    if (value->kind == PHS_STRING) {
        phs_buf_putc(out, '\'');
        for (size_t i = 0; i < value->string.len; i++) {
            if (strchr("'\\$", value->string.ptr[i]))
                phs_buf_putc(out, '\\');
            phs_buf_putc(out, value->string.ptr[i]);
        }
        phs_buf_putc(out, '\'');
        return;
    }
    if (value->kind != PHS_MAP && value->kind != PHS_LIST) {
        phs_buf_puts(out, value->kind == PHS_NULL ? "null" : phs_scalar_text(arena, value));
        return;
    }
    bool map = value->kind == PHS_MAP;
    phs_buf_puts(out, map ? "{\n" : "[\n");
    for (size_t i = 0; i < (map ? value->map.n : value->list.n); i++) {
        if (map)
            phs_buf_printf(out, "'%.*s': ", (int)value->map.at[i].key.len, value->map.at[i].key.ptr);
        write_bicep(out, map ? value->map.at[i].value : value->list.at[i]);
        phs_buf_putc(out, '\n');
    }
    phs_buf_putc(out, map ? '}' : ']');
}

static const char *taken(struct phs_buf *out) {
    const char *text = phs_strdup(arena, phs_buf_text(out));
    phs_buf_done(out);
    return text;
}

static const char *as_bicep(const struct phs_value *value) {
    struct phs_buf out;
    phs_buf_init(&out, 1 << 20);
    write_bicep(&out, value);
    return taken(&out);
}

static const char *as_json(const struct phs_value *value) {
    return json_text(arena, value);
}

/* ---- forms: $T type, $N name, $P properties, $J properties in JSON, $S those in a text of Bicep */

static const struct {
    const char *name, *files[3][2];
} forms[] = {
    {"literal", {{"main.bicep", "resource r '$T@2023-01-01' = {\nname: $N\nproperties: $P\n}"}}},
    {"on one line", {{"main.bicep", "resource r '$T@2023-01-01' = { name: $N, properties: union($P, {}) }"}}},
    {"variable", {{"main.bicep", "var p = $P\nresource r '$T@2023-01-01' = {\nname: $N\nproperties: p\n}"}}},
    {"variable behind a variable",
     {{"main.bicep", "resource r '$T@2023-01-01' = {\nname: $N\nproperties: q.a[0]\n}\nvar q = {\na: [\np\n]\n}\nvar p = $P"}}},
    {"parameter with a default",
     {{"main.bicep", "param p object = $P\nresource r '$T@2023-01-01' = {\nname: $N\nproperties: p\n}"}}},
    {"parameter file",
     {{"main.bicep", "param p object\nresource r '$T@2023-01-01' = {\nname: $N\nproperties: p\n}"},
      {"main.bicepparam", "using './main.bicep'\nvar v = $P\nparam p = v"}}},
    {"parameter file in JSON",
     {{"main.bicep", "param p object\nresource r '$T@2023-01-01' = {\nname: $N\nproperties: p\n}"},
      {"main.parameters.json",
       "{\"$schema\": \"https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#\", "
       "\"parameters\": {\"p\": {\"value\": $J}}}"}}},
    {"module",
     {{"main.bicep", "module m 'inner/a.bicep' = {\nname: 'm'\nparams: {\np: $P\n}\n}"},
      {"inner/a.bicep", "param p object\nresource r '$T@2023-01-01' = {\nname: $N\nproperties: p\n}"}}},
    {"module in a module, in a loop",
     {{"main.bicep", "module m 'b.bicep' = [for i in range(0, 1): {\nname: 'm${i}'\nparams: {\np: $P\n}\n}]"},
      {"b.bicep", "param p object\nmodule m 'a.bicep' = {\nname: 'm'\nparams: {\np: p\n}\n}"},
      {"a.bicep", "param p object\nresource r '$T@2023-01-01' = {\nname: $N\nproperties: p\n}"}}},
    {"output of a module",
     {{"main.bicep",
       "module m 'a.bicep' = {\nname: 'm'\n}\nresource r '$T@2023-01-01' = {\nname: $N\nproperties: m.outputs.p\n}"},
      {"a.bicep", "output p object = $P"}}},
    {"module in JSON",
     {{"main.bicep", "module m 'a.json' = {\nname: 'm'\nparams: {\np: $P\n}\n}"},
      {"a.json", "{\"$schema\": \"https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#\", "
                 "\"parameters\": {\"p\": {\"type\": \"object\"}}, \"resources\": [{\"type\": \"$T\", \"name\": $M, "
                 "\"properties\": \"[parameters('p')]\"}]}"}}},
    {"loop", {{"main.bicep", "resource r '$T@2023-01-01' = [for (x, i) in [$P]: {\nname: $N\nproperties: x\n}]"}}},
    {"condition",
     {{"main.bicep", "param yes bool = true\nresource r '$T@2023-01-01' = if (yes && 1 < 2) {\nname: $N\nproperties: $P\n}"}}},
    {"ternary",
     {{"main.bicep", "param yes bool = true\nresource r '$T@2023-01-01' = {\nname: $N\nproperties: yes\n  ? $P\n  : {}\n}"}}},
    {"nothing, or else",
     {{"main.bicep", "param p object?\nresource r '$T@2023-01-01' = {\nname: $N\nproperties: p.?q ?? $P\n}"}}},
    {"spread", {{"main.bicep", "var p = $P\nresource r '$T@2023-01-01' = {\nname: $N\nproperties: {\n...p\n}\n}"}}},
    {"function",
     {{"main.bicep", "func f(a object) object => a\nresource r '$T@2023-01-01' = {\nname: $N\nproperties: f($P)\n}"}}},
    {"lambda",
     {{"main.bicep",
       "resource r '$T@2023-01-01' = {\nname: $N\nproperties: first(filter(map([1, 2], i => union($P, {})), p => true))\n}"}}},
    {"keys of an object",
     {{"main.bicep",
       "resource r '$T@2023-01-01' = {\nname: $N\nproperties: toObject(items($P), e => e.key, e => e.value)\n}"}}},
    {"text of JSON", {{"main.bicep", "resource r '$T@2023-01-01' = {\nname: $N\nproperties: json($S)\n}"}}},
    {"import",
     {{"main.bicep", "import {\n  p as q\n} from 'a.bicep'\nresource r '$T@2023-01-01' = {\nname: $N\nproperties: q\n}"},
      {"a.bicep", "@export()\nvar p = $P"}}},
    {"import of everything",
     {{"main.bicep", "import * as a from 'a.bicep'\nresource r '$T@2023-01-01' = {\nname: $N\nproperties: a.f()\n}"},
      {"a.bicep", "var p = $P\n@export()\nfunc f() object => p"}}},
    {"what another one says",
     {{"main.bicep",
       "resource o 'A.B/c@1' = {\nname: 'o'\nproperties: {\np: $P\n}\n}\nresource r '$T@2023-01-01' = {\nname: $N\n"
       "properties: o.properties.p\n}"}}},
    {"JSON: parameter and variable",
     {{"main.json", "{\"$schema\": \"https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#\", "
                    "\"parameters\": {\"p\": {\"defaultValue\": $J}}, \"variables\": {\"v\": \"[parameters('p')]\"}, "
                    "\"resources\": [{\"type\": \"$T\", \"name\": $M, \"properties\": \"[variables('v')]\"}]}"}}},
    {"JSON: loop and condition",
     {{"main.json",
       "{\"$schema\": \"https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#\", "
       "\"variables\": {\"v\": [$J]}, \"resources\": [{\"condition\": \"[equals(1, 1)]\", \"copy\": {\"name\": \"l\", "
       "\"count\": \"[length(variables('v'))]\"}, \"type\": \"$T\", \"name\": $M, \"properties\": "
       "\"[variables('v')[copyIndex('l')]]\"}]}"}}},
    {"JSON: deployment inside",
     {{"main.json", "{\"$schema\": \"https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#\", "
                    "\"resources\": [{\"type\": \"Microsoft.Resources/deployments\", \"name\": \"in\", \"properties\": "
                    "{\"expressionEvaluationOptions\": {\"scope\": \"inner\"}, \"parameters\": {\"p\": {\"value\": $J}}, "
                    "\"template\": {\"parameters\": {\"p\": {}}, \"resources\": [{\"type\": \"$T\", \"name\": $M, "
                    "\"properties\": \"[parameters('p')]\"}]}}}]}"}}},
    {"JSON: deployment in a file beside",
     {{"main.json", "{\"$schema\": \"https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#\", "
                    "\"resources\": [{\"type\": \"Microsoft.Resources/deployments\", \"name\": \"in\", \"properties\": "
                    "{\"parameters\": {\"p\": {\"value\": $J}}, \"templateLink\": {\"relativePath\": \"linked/a.json\"}}}]}"},
      {"linked/a.json", "{\"$schema\": \"https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#\", "
                        "\"parameters\": {\"p\": {}}, \"resources\": [{\"type\": \"$T\", \"name\": $M, \"properties\": "
                        "\"[parameters('p')]\"}]}"}}},
    {"JSON: function and lambda",
     {{"main.json", "{\"$schema\": \"https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#\", "
                    "\"variables\": {\"v\": $J}, \"functions\": [{\"namespace\": \"n\", \"members\": {\"f\": {\"parameters\": "
                    "[{\"name\": \"a\"}], \"output\": {\"value\": \"[map(parameters('a'), lambda('x', "
                    "lambdaVariables('x')))]\"}}}}], \"resources\": [{\"type\": \"$T\", \"name\": $M, \"properties\": "
                    "\"[n.f(createArray(variables('v')))[0]]\"}]}"}}},
};

/* Nobody says what the properties are. */
static const struct {
    const char *name, *files[3][2];
} open_forms[] = {
    {"parameter without a value",
     {{"main.bicep", "param p object\nresource r '$T@2023-01-01' = {\nname: $N\nproperties: p\n}"}}},
    {"spread of what is not known",
     {{"main.bicep", "param p object\nresource r '$T@2023-01-01' = {\nname: $N\nproperties: {\n...p\n}\n}"}}},
    {"output of a module in a registry",
     {{"main.bicep",
       "module m 'br/public:avm/res/x:1.0' = {\nname: 'm'\n}\nresource r '$T@2023-01-01' = {\nname: $N\nproperties: "
       "m.outputs.p\n}"}}},
    {"JSON: parameter without a value",
     {{"main.json", "{\"$schema\": \"https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#\", "
                    "\"parameters\": {\"p\": {\"type\": \"object\"}}, \"resources\": [{\"type\": \"$T\", \"name\": $M, "
                    "\"properties\": \"[parameters('p')]\"}]}"}}},
};

/* ---- judging */

struct example {
    const struct phs_catalogue *catalogue;
    const struct phs_check_info *check;
    const char *verdict;
    const struct phs_value *resource;
    size_t number;
};

static const char *filled(const struct example *example, const char *form) {
    const struct phs_value *properties = phs_get(example->resource, "properties"), *name = phs_get(example->resource, "name");
    struct phs_buf out;
    phs_buf_init(&out, 1 << 20);
    for (; *form; form++) {
        if (*form != '$' || !form[1] || !strchr("TNPJSM", form[1])) {
            phs_buf_putc(&out, *form);
            continue;
        }
        switch (*++form) {
        case 'T':
            phs_buf_slice(&out, phs_text(phs_get(example->resource, "type")));
            break;
        case 'N':
            phs_buf_puts(&out, as_bicep(name));
            break;
        case 'M':
            phs_buf_puts(&out, as_json(name));
            break;
        case 'P':
            phs_buf_puts(&out, as_bicep(properties));
            break;
        case 'J':
            phs_buf_puts(&out, as_json(properties));
            break;
        default:
            phs_buf_puts(&out, as_bicep(phs_value_text(arena, as_json(properties))));
        }
    }
    return taken(&out);
}

/* Every finding of the check is the wanted one, and there is one. */
static void judge_one(const struct example *example, struct phs_graph *graph, const char *name, const char *text,
                      const char *wanted) {
    struct phs_run run = judged_by(arena, example->catalogue, example->check, graph);
    cr_expect_gt(run.findings.n, 0, "%s example %zu, %s: nothing was judged\n%s", example->check->id, example->number, name,
                 text);
    for (size_t i = 0; i < run.findings.n; i++)
        cr_expect_str_eq(phs_verdict_name(run.findings.at[i]->verdict), wanted, "%s example %zu, %s: %s instead of %s: %s\n%s",
                         example->check->id, example->number, name, phs_verdict_name(run.findings.at[i]->verdict), wanted,
                         run.findings.at[i]->evidence.n ? run.findings.at[i]->evidence.at[0].text : "", text);
}

static void hold(const struct example *example, const char *name, const char *const files[3][2], const char *wanted) {
    struct phs_graph graph;
    phs_graph_init(&graph, arena);
    struct phs_arm_library *library = phs_arm_library(&graph, NULL, NULL);
    for (size_t i = 0; i < 3 && files[i][0]; i++)
        phs_arm_offer(library, files[i][0], phs_slice(filled(example, files[i][1])));
    phs_arm_run(library);
    judge_one(example, &graph, name, filled(example, files[0][1]), wanted);
    bool unread = strstr(files[0][1], "br/public") != NULL;
    cr_expect_eq(graph.coverage.n, unread, "%s, %s: %s", example->check->id, name,
                 graph.coverage.n ? graph.coverage.at[0].reason : "");
}

static size_t hold_check(const struct phs_catalogue *catalogue, const struct phs_check_info *check) {
    size_t n = 0;
    const struct phs_value *examples = phs_catalogue_examples(catalogue->arena, check->file);
    for (size_t k = 0; examples && k < examples->list.n; k++) {
        const struct phs_value *example = examples->list.at[k], *list = NULL;
        struct phs_slice text = phs_text(phs_get(example, "arm"));
        struct phs_err err = {0};
        struct phs_source source = {.path = "example"};
        if (!text.len)
            continue;
        arena = phs_arena_new();
        cr_assert_eq(phs_json_parse(arena, &source, text, NULL, &list, &err), PHS_OK, "%s: %s", check->id, err.text);
        struct example one = {catalogue, check, phs_text_or(arena, phs_get(example, "verdict"), ""), NULL, k + 1};
        one.resource = list->list.n == 1 ? list->list.at[0] : NULL;
        for (size_t form = 0; one.resource && form < sizeof forms / sizeof *forms; form++)
            hold(&one, forms[form].name, forms[form].files, one.verdict);
        for (size_t form = 0; one.resource && form < sizeof open_forms / sizeof *open_forms; form++)
            hold(&one, open_forms[form].name, open_forms[form].files, "unknown");
        n += one.resource != NULL;
        phs_arena_free(arena);
    }
    return n;
}

Test(azure_forms, the_verdict_does_not_change_with_the_way_a_template_is_written) {
    struct phs_arena *own = phs_arena_new();
    size_t examples = 0;
    setenv("PHISCOPE_CLOCK", "2026-03-01T00:00:00Z", 1);
    struct phs_catalogue *catalogue = built_in_catalogue(own);
    for (size_t i = 0; i < catalogue->checks.n; i++)
        examples += hold_check(catalogue, catalogue->checks.at[i]);
    cr_expect_geq(examples, 40);
    phs_arena_free(own);
}

/* ---- as a preview of Pulumi's azure-native */

struct previewing {
    const struct phs_foreign_map *map;
    const struct phs_foreign_type *type;
    struct phs_json *json;
};

/* What a member of a template is called below a path of inputs. */
static const char *input_name(const struct previewing *p, const char *path, struct phs_slice key) {
    size_t n = strlen(path);
    for (size_t i = 0; i < p->type->properties.n; i++) {
        const struct phs_foreign_property *property = p->type->properties.at[i];
        const char *own = property->path;
        if (strncmp(own, path, n) == 0 && (!n || own[n] == '.') && !strchr(own + n + (n > 0), '.') &&
            phs_slice_ieq(phs_slice(property->rules.at[0].to), key))
            return own + n + (n > 0);
    }
    return phs_slice_dup(arena, key);
}

static void write_inputs(const struct previewing *p, const struct phs_value *value, const char *path);

static void write_members(const struct previewing *p, const struct phs_value *map, const char *path) {
    static const char *const left_out[] = {"type", "apiVersion", "dependsOn", "comments"};
    for (size_t i = 0; i < map->map.n; i++) {
        const struct phs_entry *entry = &map->map.at[i];
        bool skip = !*path && phs_slice_is(entry->key, "name");
        for (size_t k = 0; !*path && k < sizeof left_out / sizeof *left_out; k++)
            skip |= phs_slice_is(entry->key, left_out[k]);
        if (phs_slice_is(entry->key, "properties") && entry->value->kind == PHS_MAP) {
            write_members(p, entry->value, path);
        } else if (!skip) {
            const char *name = input_name(p, path, entry->key);
            phs_json_key(p->json, name);
            write_inputs(p, entry->value, *path ? phs_printf(arena, "%s.%s", path, name) : name);
        }
    }
}

static void write_inputs(const struct previewing *p, const struct phs_value *value, const char *path) {
    if (value->kind == PHS_MAP) {
        phs_json_object(p->json);
        write_members(p, value, path);
        phs_json_object_end(p->json);
    } else if (value->kind == PHS_LIST) {
        phs_json_array(p->json);
        for (size_t i = 0; i < value->list.n; i++)
            write_inputs(p, value->list.at[i], path);
        phs_json_array_end(p->json);
    } else {
        phs_value_write_json(p->json, value);
    }
}

static const char *token_of(const struct phs_foreign_map *map, struct phs_slice written, const struct phs_foreign_type **ret) {
    for (size_t i = 0; i < map->types.n; i++)
        for (size_t k = 0; k < map->types.at[i]->variants.n; k++)
            if (!map->types.at[i]->variants.at[k].when &&
                phs_slice_ieq(phs_slice(map->types.at[i]->variants.at[k].type), written)) {
                *ret = map->types.at[i];
                return phs_printf(arena, "azure-native:%s", map->types.at[i]->written);
            }
    return NULL;
}

/* A preview that plans the resource; NULL where the provider has no such type or Azure's functions are called. */
static const char *as_preview(const struct phs_foreign_map *map, const struct phs_value *resource) {
    struct phs_buf out;
    struct phs_json json;
    struct previewing p = {.map = map, .json = &json};
    const char *token = token_of(map, phs_text(phs_get(resource, "type")), &p.type);
    if (!token || strstr(as_json(resource), "\"["))
        return NULL;
    phs_buf_init(&out, 1 << 20);
    phs_json_init(&json, &out, false);
    phs_json_object(&json);
    phs_json_key(&json, phs_slice_dup(arena, phs_slice(input_name(&p, "", PHS_SLICE("name")))));
    phs_json_string(&json, "visits");
    write_members(&p, resource, "");
    phs_json_object_end(&json);
    const char *inputs = taken(&out), *urn = phs_printf(arena, "urn:pulumi:prod::clinic::%s::visits", token);
    return phs_printf(arena,
                      "{\"steps\":[{\"op\":\"create\",\"urn\":\"%s\",\"newState\":{\"urn\":\"%s\",\"custom\":true,"
                      "\"type\":\"%s\",\"inputs\":%s}}]}",
                      urn, urn, token, inputs);
}

static size_t preview_check(const struct phs_catalogue *catalogue, const struct phs_check_info *check,
                            const struct phs_foreign_map *map) {
    size_t n = 0;
    const struct phs_value *examples = phs_catalogue_examples(catalogue->arena, check->file);
    for (size_t k = 0; examples && k < examples->list.n; k++) {
        const struct phs_value *example = examples->list.at[k], *list = NULL;
        struct phs_slice text = phs_text(phs_get(example, "arm"));
        struct phs_source source = {.path = "example"};
        struct phs_graph graph;
        arena = phs_arena_new();
        bool single = text.len && phs_json_parse(arena, &source, text, NULL, &list, NULL) == PHS_OK && list->list.n == 1;
        const char *preview = single ? as_preview(map, list->list.at[0]) : NULL;
        if (preview) {
            struct example one = {catalogue, check, phs_text_or(arena, phs_get(example, "verdict"), ""), NULL, k + 1};
            phs_graph_init(&graph, arena);
            phs_pulumi_collect_text(&graph, "preview.json", phs_slice(preview));
            judge_one(&one, &graph, "a preview of Pulumi", preview, one.verdict);
            cr_expect_eq(graph.coverage.n, 0);
            n++;
        }
        phs_arena_free(arena);
    }
    return n;
}

Test(azure_forms, a_preview_of_azure_native_is_judged_as_the_template_is) {
    struct phs_arena *own = phs_arena_new();
    size_t examples = 0;
    setenv("PHISCOPE_CLOCK", "2026-03-01T00:00:00Z", 1);
    struct phs_catalogue *catalogue = built_in_catalogue(own);
    const struct phs_foreign_map *map = phs_foreign_load(own, "azure-native");
    for (size_t i = 0; i < catalogue->checks.n; i++)
        examples += preview_check(catalogue, catalogue->checks.at[i], map);
    cr_expect_geq(examples, 30, "%zu", examples);
    phs_arena_free(own);
}
