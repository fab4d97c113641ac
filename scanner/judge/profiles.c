/* SPDX-License-Identifier: Apache-2.0 */
/* Asks every rule of every profile about every endpoint whose TLS was looked at whole. The gate's few questions cannot tell
 * what is accepted besides, so an endpoint in that mode is left out rather than listed as open throughout. */
#include "judge/profiles.h"

#include "judge/policy/policy.h"

static const struct phs_place nowhere = {0};

struct intake {
    struct phs_run *run;
    const struct phs_profile *profile;
    const struct phs_profile_rule *rule;
    PHS_VEC(struct phs_conformance) answers;
};

static bool is_looked_at(const struct phs_resource *resource) {
    return strcmp(resource->type, "tls_endpoint") == 0 && phs_is_true(phs_get(resource->attributes, "tls")) &&
           !phs_slice_is(phs_text(phs_get(resource->attributes, "mode")), "gate");
}

static void take(void *user, const struct phs_judgement *judgement) {
    struct intake *intake = user;
    struct phs_arena *arena = intake->run->arena;
    if (!is_looked_at(judgement->resource) || judgement->verdict == PHS_NOT_APPLICABLE ||
        (intake->rule->where && !phs_get_path(judgement->resource->attributes, intake->rule->where)))
        return;
    struct phs_conformance answer = {.profile = intake->profile->id,
                                     .title = intake->profile->title,
                                     .rule = intake->rule->id,
                                     .section = intake->rule->section,
                                     .level = intake->rule->level,
                                     .asks = intake->rule->asks,
                                     .resource = judgement->resource,
                                     .verdict = judgement->verdict,
                                     .reason = phs_strdup(arena, judgement->verdict == PHS_PASS ? NULL : judgement->reason)};
    PHS_PUSH(arena, intake->answers, answer);
}

static void ask(struct intake *intake, struct phs_policy_desk *desk, struct phs_arena *scratch) {
    const struct phs_policy_sink sink = {take, intake};
    struct phs_policy *policy;
    struct phs_err err;
    if (phs_policy_compile(scratch, &intake->rule->question, NULL, &policy, &err) == PHS_OK)
        phs_policy_judge(policy, desk, scratch, &sink);
    else
        PHS_PUSH(intake->run->arena, intake->run->warnings, phs_strdup(intake->run->arena, err.text));
    phs_arena_reset(scratch);
}

static void ask_all(struct intake *intake, const struct phs_catalogue *catalogue) {
    struct phs_arena *keeping = phs_arena_new(), *scratch = phs_arena_new();
    struct phs_policy_desk *desk = phs_policy_desk_new(keeping, intake->run->graph);
    for (size_t i = 0; i < catalogue->profiles.n; i++) {
        intake->profile = catalogue->profiles.at[i];
        for (size_t k = 0; k < intake->profile->rules.n; k++) {
            intake->rule = intake->profile->rules.at[k];
            ask(intake, desk, scratch);
        }
    }
    phs_arena_free(scratch);
    phs_arena_free(keeping);
}

/* What one profile comes to at one endpoint. */
struct sum {
    size_t questions, met, open, shall_open;
    PHS_VEC(const struct phs_value *) shall, should;
};

static bool is_shall(const struct phs_conformance *answer) {
    return strncmp(answer->level, "shall", 5) == 0;
}

static void count(struct phs_arena *arena, struct sum *sum, const struct phs_conformance *answer) {
    sum->questions++;
    sum->met += answer->verdict == PHS_PASS;
    sum->open += answer->verdict == PHS_VERDICT_UNKNOWN;
    sum->shall_open += answer->verdict == PHS_VERDICT_UNKNOWN && is_shall(answer);
    if (answer->verdict != PHS_FAIL)
        return;
    struct phs_value *word = PHS_NEW(arena, struct phs_value);
    *word = *phs_value_text(arena, answer->rule);
    word->flags |= PHS_VALUE_WORD;
    if (is_shall(answer))
        PHS_PUSH(arena, sum->shall, word);
    else
        PHS_PUSH(arena, sum->should, word);
}

static void put(struct phs_map_builder *map, const char *key, const struct phs_value *value) {
    phs_map_builder_set(map, phs_slice(key), nowhere, value);
}

/* That nothing more is amiss is known only when nothing is open. */
static const struct phs_value *shall_not_met(struct phs_arena *arena, const struct sum *sum) {
    if (sum->shall_open && !sum->shall.n)
        return phs_value_unknown(arena, PHS_WHY_UNREAD,
                                 phs_printf(arena, "%zu of its requirements could not be asked", sum->shall_open), nowhere);
    return phs_value_list(arena, sum->shall.at, sum->shall.n, nowhere);
}

static const struct phs_value *sum_value(struct phs_arena *arena, const struct sum *sum, bool asked) {
    struct phs_map_builder map;
    phs_map_builder_init(&map, arena);
    put(&map, "asked", phs_value_bool(arena, asked, nowhere));
    put(&map, "questions", phs_value_number(arena, (double)sum->questions, nowhere));
    put(&map, "met", phs_value_number(arena, (double)sum->met, nowhere));
    put(&map, "open", phs_value_number(arena, (double)sum->open, nowhere));
    put(&map, "shall_not_met", shall_not_met(arena, sum));
    put(&map, "should_not_met", phs_value_list(arena, sum->should.at, sum->should.n, nowhere));
    return phs_map_builder_done(&map, nowhere);
}

static void write_down(struct phs_run *run, const struct phs_catalogue *catalogue, const struct intake *intake,
                       struct phs_resource *resource) {
    struct phs_map_builder all, map;
    phs_map_builder_init(&all, run->arena);
    phs_map_builder_init(&map, run->arena);
    for (size_t i = 0; i < catalogue->profiles.n; i++) {
        const struct phs_profile *profile = catalogue->profiles.at[i];
        struct sum sum = {0};
        for (size_t k = 0; k < intake->answers.n; k++) {
            const struct phs_conformance *answer = &intake->answers.at[k];
            if (answer->resource != resource || answer->profile != profile->id)
                continue;
            count(run->arena, &sum, answer);
            PHS_PUSH(run->arena, run->conformance, *answer);
        }
        bool asked = run->scope && run->scope->profile && strcmp(run->scope->profile, profile->word) == 0;
        put(&map, profile->id, sum_value(run->arena, &sum, asked));
    }
    for (size_t i = 0; i < resource->attributes->map.n; i++)
        phs_map_builder_set(&all, resource->attributes->map.at[i].key, nowhere, resource->attributes->map.at[i].value);
    put(&all, "profiles", phs_map_builder_done(&map, nowhere));
    resource->attributes = phs_map_builder_done(&all, resource->attributes->place);
}

static void warn_of_unknown(struct phs_run *run, const struct phs_catalogue *catalogue) {
    const char *words = "", *wanted = run->scope ? run->scope->profile : NULL;
    for (size_t i = 0; wanted && i < catalogue->profiles.n; i++) {
        if (strcmp(catalogue->profiles.at[i]->word, wanted) == 0)
            return;
        words = phs_printf(run->arena, "%s%s%s", words, *words ? ", " : "", catalogue->profiles.at[i]->word);
    }
    if (wanted)
        PHS_PUSH(run->arena, run->warnings, phs_printf(run->arena, "profile %s is none that is known: %s", wanted, words));
}

void phs_profiles_judge(struct phs_run *run, const struct phs_catalogue *catalogue) {
    struct intake intake = {.run = run};
    bool any = false;
    warn_of_unknown(run, catalogue);
    for (size_t i = 0; i < run->graph->resources.n && !any; i++)
        any = is_looked_at(run->graph->resources.at[i]);
    if (!any)
        return;
    ask_all(&intake, catalogue);
    for (size_t i = 0; i < run->graph->resources.n; i++)
        if (is_looked_at(run->graph->resources.at[i]))
            write_down(run, catalogue, &intake, run->graph->resources.at[i]);
}
