/* SPDX-License-Identifier: Apache-2.0 */
/* Asks every rule of every profile about every endpoint whose TLS was looked at whole. The gate's few questions cannot tell
 * what is accepted besides, so an endpoint in that mode is left out rather than listed as open throughout. */
#include "judge/profiles.h"

#include "judge/policy/policy.h"
#include "model/value_pool.h"

static const struct phs_place nowhere = {0};

static const uint32_t NONE = UINT32_MAX;

/* What was answered, in the order of profiles and rules; those about one endpoint are a chain. */
struct answer {
    struct phs_conformance is;
    uint32_t next; /* about the same endpoint, or NONE */
};

struct intake {
    struct phs_run *run;
    struct phs_arena *own; /* of the answers, until they stand by endpoint */
    const struct phs_profile *profile;
    const struct phs_profile_rule *rule;
    PHS_VEC(struct answer) answers;
    struct chain {
        uint32_t first, last;
    } * chains;                 /* by index of the resource */
    struct phs_map reasons;     /* text -> its only copy */
    struct phs_value_pool pool; /* of the sums */
};

static bool is_looked_at(const struct phs_resource *resource) {
    return strcmp(resource->type, "tls_endpoint") == 0 && phs_is_true(phs_get(resource->attributes, "tls")) &&
           !phs_slice_is(phs_text(phs_get(resource->attributes, "mode")), "gate");
}

static const char *keep_reason(struct intake *intake, const char *reason) {
    const char *kept = phs_map_gets(&intake->reasons, reason);
    if (!kept) {
        char *copy = phs_strdup(intake->run->arena, reason);
        phs_map_puts(&intake->reasons, copy, copy);
        kept = copy;
    }
    return kept;
}

static void add_answer(struct intake *intake, const struct phs_conformance *is) {
    struct chain *chain = &intake->chains[is->resource->index];
    uint32_t at = (uint32_t)intake->answers.n;
    struct answer answer = {*is, NONE};
    PHS_PUSH(intake->own, intake->answers, answer);
    if (chain->first == NONE)
        chain->first = at;
    else
        intake->answers.at[chain->last].next = at;
    chain->last = at;
}

static void take(void *user, const struct phs_judgement *judgement) {
    struct intake *intake = user;
    if (!is_looked_at(judgement->resource) || judgement->verdict == PHS_NOT_APPLICABLE ||
        (intake->rule->where && !phs_get_path(judgement->resource->attributes, intake->rule->where)))
        return;
    struct phs_conformance is = {.profile = intake->profile->id,
                                 .title = intake->profile->title,
                                 .rule = intake->rule->id,
                                 .section = intake->rule->section,
                                 .level = intake->rule->level,
                                 .asks = intake->rule->asks,
                                 .resource = judgement->resource,
                                 .verdict = judgement->verdict};
    if (judgement->verdict != PHS_PASS && judgement->reason)
        is.reason = keep_reason(intake, judgement->reason);
    add_answer(intake, &is);
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

/* The sum of each profile at one endpoint; its answers go to the run in the order in which they stand here. */
static const struct phs_value *sums(struct phs_run *run, const struct phs_catalogue *catalogue, struct intake *intake,
                                    struct phs_arena *scratch, size_t resource) {
    uint32_t at = intake->chains[resource].first;
    struct phs_map_builder map;
    phs_map_builder_init(&map, scratch);
    for (size_t i = 0; i < catalogue->profiles.n; i++) {
        const struct phs_profile *profile = catalogue->profiles.at[i];
        struct sum sum = {0};
        for (; at != NONE && intake->answers.at[at].is.profile == profile->id; at = intake->answers.at[at].next) {
            count(scratch, &sum, &intake->answers.at[at].is);
            run->conformance.at[run->conformance.n++] = intake->answers.at[at].is;
        }
        bool asked = run->scope && run->scope->profile && strcmp(run->scope->profile, profile->word) == 0;
        put(&map, profile->id, sum_value(scratch, &sum, asked));
    }
    return phs_value_keep(&intake->pool, phs_map_builder_done(&map, nowhere));
}

static void write_down(struct phs_run *run, const struct phs_catalogue *catalogue, struct intake *intake,
                       struct phs_resource *resource) {
    struct phs_arena *scratch = phs_arena_new();
    const struct phs_value *old = resource->attributes;
    struct phs_value *value = PHS_NEW(run->arena, struct phs_value);
    *value = *old;
    value->map.at = PHS_NEW_N(run->arena, struct phs_entry, old->map.n + 1);
    value->map.n = 0;
    for (size_t i = 0; i < old->map.n; i++)
        if (!phs_slice_is(old->map.at[i].key, "profiles")) /* of an earlier scan, when the endpoint came from a file */
            value->map.at[value->map.n++] = old->map.at[i];
    value->map.at[value->map.n++] =
        (struct phs_entry){.key = PHS_SLICE("profiles"), .value = sums(run, catalogue, intake, scratch, resource->index)};
    resource->attributes = value;
    phs_arena_free(scratch);
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

static void begin(struct intake *intake, struct phs_run *run) {
    *intake = (struct intake){.run = run, .own = phs_arena_new()};
    intake->chains = PHS_NEW_N(intake->own, struct chain, run->graph->resources.n);
    for (size_t i = 0; i < run->graph->resources.n; i++)
        intake->chains[i] = (struct chain){NONE, NONE};
    phs_map_init(&intake->reasons, run->arena);
    phs_value_pool_init(&intake->pool, run->arena);
}

void phs_profiles_judge(struct phs_run *run, const struct phs_catalogue *catalogue) {
    struct intake intake;
    bool any = false;
    warn_of_unknown(run, catalogue);
    for (size_t i = 0; i < run->graph->resources.n && !any; i++)
        any = is_looked_at(run->graph->resources.at[i]);
    if (!any)
        return;
    begin(&intake, run);
    ask_all(&intake, catalogue);
    run->conformance.at = PHS_NEW_N(run->arena, struct phs_conformance, intake.answers.n);
    run->conformance.cap = intake.answers.n;
    for (size_t i = 0; i < run->graph->resources.n; i++)
        if (is_looked_at(run->graph->resources.at[i]))
            write_down(run, catalogue, &intake, run->graph->resources.at[i]);
    phs_arena_free(intake.own);
}
