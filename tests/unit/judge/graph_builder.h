/* SPDX-License-Identifier: Apache-2.0 */
/* Builds graphs and policies from short YAML texts and spells the verdicts as one line: "good=P bad=F unk=U".
 *
 * A graph is a list of {a: address, t: type (default: the address up to its first dot), refs: [addresses], attrs: {...},
 * collector, unread: bool}. In attributes "?variable" is an unknown, "?template" one that cannot be null, "?id:ADDRESS" the id
 * of a resource to come, {__blocks: [...]} nested blocks, {__default: v} a provider's default. */
#ifndef PHS_TESTS_GRAPH_BUILDER_H
#define PHS_TESTS_GRAPH_BUILDER_H

#include <criterion/criterion.h>

#include "base/buf.h"
#include "judge/policy/policy.h"
#include "parse/yaml.h"

struct bench {
    struct phs_arena *arena;
    struct phs_graph graph;
    struct phs_check_info check;
    struct phs_policy *policy;
    struct phs_policy_notes notes;
    struct phs_err err;
    struct phs_buf line;    /* verdicts */
    struct phs_buf reasons; /* address: reason [word] per line */
};

static inline const struct phs_value *bench_yaml(struct phs_arena *arena, const char *text) {
    static const struct phs_source source = {.kind = PHS_SOURCE_FILE, .path = "test.yaml"};
    const struct phs_yaml_options options = {.typing_1_1 = true};
    const struct phs_value *value = NULL;
    struct phs_err err;
    enum phs_code code = phs_yaml_parse_one(arena, &source, phs_slice(text), &options, &value, &err);
    cr_assert_eq(code, PHS_OK, "%s in: %s", err.text, text);
    return value;
}

static inline const struct phs_value *bench_unknown(struct phs_arena *arena, struct phs_slice text, struct phs_place place) {
    char *word = phs_slice_dup(arena, text);
    bool is_id = strncmp(word, "?id:", 4) == 0, is_data = strcmp(word, "?data") == 0;
    enum phs_reason reason = is_id ? PHS_WHY_COMPUTED : is_data ? PHS_WHY_DATA : PHS_WHY_VARIABLE;
    struct phs_value *value = PHS_NEW(arena, struct phs_value);
    *value = *phs_value_unknown(arena, reason, is_id ? "it exists only after apply" : "variable v has no value", place);
    if (is_id) {
        value->unknown.ref = word + 4;
        value->unknown.attribute = "id";
    }
    if (strcmp(word, "?template") == 0)
        value->flags |= PHS_VALUE_NOT_NULL;
    return value;
}

static inline const struct phs_value *bench_value(struct phs_arena *arena, const struct phs_value *in) {
    struct phs_value *out = PHS_NEW(arena, struct phs_value);
    *out = *in;
    if (in->kind == PHS_STRING && phs_slice_starts(in->string, "?"))
        return bench_unknown(arena, in->string, in->place);
    if (phs_get(in, "__blocks") || phs_get(in, "__default")) {
        bool blocks = phs_get(in, "__blocks") != NULL;
        *out = *bench_value(arena, phs_get(in, blocks ? "__blocks" : "__default"));
        out->flags |= blocks ? PHS_VALUE_BLOCKS : PHS_VALUE_DEFAULT;
        return out;
    }
    if (in->kind == PHS_LIST) {
        out->list.at = PHS_NEW_N(arena, const struct phs_value *, in->list.n + 1);
        for (size_t i = 0; i < in->list.n; i++)
            out->list.at[i] = bench_value(arena, in->list.at[i]);
    }
    if (in->kind == PHS_MAP) {
        out->map.at = PHS_NEW_N(arena, struct phs_entry, in->map.n + 1);
        for (size_t i = 0; i < in->map.n; i++) {
            out->map.at[i] = in->map.at[i];
            out->map.at[i].value = bench_value(arena, in->map.at[i].value);
        }
    }
    return out;
}

static inline void bench_resource(struct bench *bench, const struct phs_value *entry) {
    struct phs_arena *arena = bench->arena;
    const char *address = phs_text_or(arena, phs_get(entry, "a"), "t_a.x");
    const char *dot = strchr(address, '.');
    char *type = phs_get(entry, "t") ? phs_slice_dup(arena, phs_text(phs_get(entry, "t")))
                                     : phs_strndup(arena, address, dot ? (size_t)(dot - address) : strlen(address));
    struct phs_resource *resource = phs_graph_add(&bench->graph, "infra", "", type, address);
    const struct phs_value *attrs = phs_get(entry, "attrs");
    resource->collector = phs_text_or(arena, phs_get(entry, "collector"), "terraform");
    resource->attributes = attrs ? bench_value(arena, attrs) : bench_yaml(arena, "{}");
    resource->original = resource->attributes;
    resource->place = entry->place;
    if (phs_get(entry, "written"))
        resource->type_as_written = phs_text_or(arena, phs_get(entry, "written"), "");
    if (phs_get(entry, "existence"))
        resource->existence = phs_value_unknown(arena, PHS_WHY_VARIABLE, "variable n has no value", entry->place);
}

static inline void bench_links(struct bench *bench, const struct phs_value *entry) {
    const struct phs_value *refs = phs_get(entry, "refs");
    const char *address = phs_text_or(bench->arena, phs_get(entry, "a"), "t_a.x");
    struct phs_resource *from = phs_graph_find(&bench->graph, "infra", "", address);
    for (size_t i = 0; refs && i < refs->list.n; i++) {
        struct phs_resource *to = phs_graph_find(&bench->graph, "infra", "", phs_text_or(bench->arena, refs->list.at[i], ""));
        cr_assert(from && to, "reference from %s to nothing", address);
        phs_graph_link(&bench->graph, from, PHS_REFERS_TO, to, NULL, refs->list.at[i]->place);
    }
}

static inline void bench_init(struct bench *bench, const char *graph) {
    memset(bench, 0, sizeof *bench);
    bench->arena = phs_arena_new();
    phs_graph_init(&bench->graph, bench->arena);
    phs_buf_init(&bench->line, 1 << 20);
    phs_buf_init(&bench->reasons, 1 << 20);
    const struct phs_value *entries = bench_yaml(bench->arena, graph);
    for (size_t i = 0; i < entries->list.n; i++)
        bench_resource(bench, entries->list.at[i]);
    for (size_t i = 0; i < entries->list.n; i++)
        bench_links(bench, entries->list.at[i]);
}

static inline void bench_done(struct bench *bench) {
    phs_buf_done(&bench->line);
    phs_buf_done(&bench->reasons);
    phs_arena_free(bench->arena);
}

static inline void bench_take(void *user, const struct phs_judgement *judgement) {
    static const char letters[] = {[PHS_PASS] = 'P', [PHS_FAIL] = 'F', [PHS_VERDICT_UNKNOWN] = 'U'};
    struct bench *bench = user;
    const char *address = judgement->resource->address, *dot = strrchr(address, '.');
    phs_buf_printf(&bench->line, "%s%s=%c", bench->line.len ? " " : "", dot ? dot + 1 : address, letters[judgement->verdict]);
    phs_buf_printf(&bench->reasons, "%s: %s%s%s%s\n", dot ? dot + 1 : address, judgement->reason,
                   judgement->reason_word ? " [" : "", judgement->reason_word ? judgement->reason_word : "",
                   judgement->reason_word ? "]" : "");
}

/* native: as if the check had a phiscope: block. provider NULL: no scope. */
static inline enum phs_code bench_compile(struct bench *bench, const char *definition, bool native, const char *provider) {
    bench->check = (struct phs_check_info){.id = "test.policy", .foreign = !native, .provider = provider};
    bench->check.definition = bench_yaml(bench->arena, definition);
    return phs_policy_compile(bench->arena, &bench->check, &bench->notes, &bench->policy, &bench->err);
}

static inline void bench_run(struct bench *bench) {
    const struct phs_policy_sink sink = {bench_take, bench};
    struct phs_arena *scratch = phs_arena_new();
    phs_buf_clear(&bench->line);
    phs_buf_clear(&bench->reasons);
    phs_policy_judge(bench->policy, phs_policy_desk_new(bench->arena, &bench->graph), scratch, &sink);
    phs_arena_free(scratch);
}

#define HOLDS_IN(mode_native, scope_provider, scenario, graph_text, definition, expected)                                      \
    do {                                                                                                                       \
        struct bench bench_;                                                                                                   \
        bench_init(&bench_, graph_text);                                                                                       \
        enum phs_code code_ = bench_compile(&bench_, definition, mode_native, scope_provider);                                 \
        cr_expect_eq(code_, PHS_OK, "%s: %s", scenario, bench_.err.text);                                                      \
        if (code_ == PHS_OK) {                                                                                                 \
            bench_run(&bench_);                                                                                                \
            cr_expect_str_eq(phs_buf_text(&bench_.line), expected, "%s: got \"%s\", expected \"%s\"\n%s", scenario,            \
                             phs_buf_text(&bench_.line), expected, phs_buf_text(&bench_.reasons));                             \
        }                                                                                                                      \
        bench_done(&bench_);                                                                                                   \
    } while (0)

#define HOLDS(scenario, graph_text, definition, expected) HOLDS_IN(false, NULL, scenario, graph_text, definition, expected)

#endif
