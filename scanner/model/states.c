/* SPDX-License-Identifier: Apache-2.0 */
/* Findings by system and safeguard, and what they add up to. */
#include "model/states.h"

struct bucket {
    PHS_VEC(const struct phs_finding *) findings;
    struct phs_risk_safeguard answer; /* once it was asked for: many controls ask the same */
    bool known;
};

struct phs_states {
    struct phs_arena *arena;
    const struct phs_run *run;
    struct phs_map by_key; /* "system id and safeguard id" -> struct bucket * */
};

static const char *key_of(struct phs_arena *arena, const struct phs_system *system, const char *safeguard) {
    return phs_printf(arena, "%s %s", system->id, safeguard);
}

static struct bucket *bucket_of(struct phs_states *states, const struct phs_system *system, const char *safeguard) {
    const char *key = key_of(states->arena, system, safeguard);
    struct bucket *bucket = phs_map_gets(&states->by_key, key);
    if (!bucket) {
        bucket = PHS_NEW(states->arena, struct bucket);
        phs_map_puts(&states->by_key, key, bucket);
    }
    return bucket;
}

static void put(struct phs_states *states, const struct phs_system *system, const struct phs_finding *finding) {
    PHS_PUSH(states->arena, bucket_of(states, system, finding->safeguard)->findings, finding);
}

/* Findings of each resource, so that every system looks only at its own. */
static void index_findings(struct phs_states *states) {
    const struct phs_run *run = states->run;
    struct phs_arena *scratch = phs_arena_new();
    struct bucket *by_resource = PHS_NEW_N(scratch, struct bucket, run->graph->resources.n);
    for (size_t i = 0; i < run->findings.n; i++) {
        const struct phs_finding *finding = run->findings.at[i];
        if (finding->safeguard && finding->resource && finding->resource->index < run->graph->resources.n)
            PHS_PUSH(scratch, by_resource[finding->resource->index].findings, finding);
    }
    for (size_t s = 0; s < run->map->systems.n; s++) {
        struct phs_system *system = run->map->systems.at[s];
        struct bucket *own = system->resource ? &by_resource[system->resource->index] : NULL;
        for (size_t f = 0; own && f < own->findings.n; f++)
            put(states, system, own->findings.at[f]);
        for (size_t m = 0; m < system->members.n; m++) {
            struct bucket *bucket = &by_resource[system->members.at[m]->index];
            for (size_t f = 0; f < bucket->findings.n; f++)
                put(states, system, bucket->findings.at[f]);
        }
    }
    phs_arena_free(scratch);
}

struct phs_states *phs_states_new(struct phs_arena *arena, const struct phs_run *run) {
    struct phs_states *states = PHS_NEW(arena, struct phs_states);
    states->arena = arena;
    states->run = run;
    phs_map_init(&states->by_key, arena);
    index_findings(states);
    return states;
}

struct tally {
    size_t passed, failed, partial, unknown;
};

static void count_verdict(struct tally *tally, enum phs_verdict verdict) {
    tally->passed += verdict == PHS_PASS;
    tally->failed += verdict == PHS_FAIL;
    tally->unknown += verdict == PHS_VERDICT_UNKNOWN;
}

static void count_attestation(struct tally *tally, const struct phs_resource *attestation) {
    struct phs_slice state = phs_text(phs_get(attestation->attributes, "state"));
    tally->passed += phs_slice_is(state, "pass");
    tally->failed += phs_slice_is(state, "fail");
    tally->partial += phs_slice_is(state, "partial");
    tally->unknown += phs_slice_is(state, "unknown");
}

static void count_findings(const struct phs_states *states, const char *safeguard, const struct phs_system *system,
                           struct phs_risk_safeguard *out, struct tally *tally) {
    const struct bucket *bucket = phs_map_gets(&states->by_key, key_of(states->arena, system, safeguard));
    for (size_t i = 0; bucket && i < bucket->findings.n; i++) {
        const struct phs_finding *finding = bucket->findings.at[i];
        if (finding->verdict == PHS_NOT_APPLICABLE)
            continue;
        count_verdict(tally, finding->verdict);
        PHS_PUSH(states->arena, out->findings, finding);
    }
}

static bool speaks_of(const struct phs_resource *attestation, const char *safeguard, const struct phs_system *system) {
    struct phs_slice about = phs_text(phs_get(attestation->attributes, "system"));
    return phs_slice_is(phs_text(phs_get(attestation->attributes, "safeguard")), safeguard) &&
           (!about.len || phs_slice_ieq(about, phs_slice(system->name)) || phs_slice_is(about, system->id));
}

static void count_attestations(const struct phs_states *states, const char *safeguard, const struct phs_system *system,
                               struct phs_risk_safeguard *out, struct tally *tally) {
    const struct phs_resource_list *list = phs_graph_of_type(states->run->graph, "attestation");
    for (size_t i = 0; i < list->items.n; i++) {
        struct phs_resource *attestation = list->items.at[i];
        if (!speaks_of(attestation, safeguard, system))
            continue;
        count_attestation(tally, attestation);
        PHS_PUSH(states->arena, out->attestations, attestation);
    }
}

static enum phs_safeguard_state sum(const struct tally *tally) {
    if (!tally->passed && !tally->failed && !tally->partial)
        return PHS_STATE_UNKNOWN;
    if (tally->failed && !tally->passed && !tally->partial)
        return PHS_STATE_FAIL;
    return tally->failed || tally->partial || tally->unknown ? PHS_STATE_PARTIAL : PHS_STATE_PASS;
}

static void compute(const struct phs_states *states, const char *safeguard, const struct phs_system *system,
                    struct phs_risk_safeguard *out) {
    struct tally tally = {0};
    count_findings(states, safeguard, system, out, &tally);
    count_attestations(states, safeguard, system, out, &tally);
    out->state = sum(&tally);
    if (!out->findings.n && !out->attestations.n)
        out->reason = "no check judged it here and nobody attested it";
    else
        out->reason = phs_printf(states->arena, "%zu passed, %zu failed, %zu partly, %zu unknown", tally.passed, tally.failed,
                                 tally.partial, tally.unknown);
}

void phs_states_of(struct phs_states *states, const char *safeguard, const char *title, const struct phs_system *system,
                   struct phs_risk_safeguard *ret_safeguard) {
    struct bucket *bucket = bucket_of(states, system, safeguard);
    if (!bucket->known) {
        compute(states, safeguard, system, &bucket->answer);
        bucket->known = true;
    }
    *ret_safeguard = bucket->answer;
    ret_safeguard->id = safeguard;
    ret_safeguard->title = title;
}

enum phs_safeguard_state phs_states_if(const struct phs_risk_safeguard *safeguard,
                                       bool (*repaired)(const void *user, const struct phs_finding *finding),
                                       const void *user) {
    struct tally tally = {0};
    for (size_t i = 0; i < safeguard->findings.n; i++)
        count_verdict(&tally, repaired(user, safeguard->findings.at[i]) ? PHS_PASS : safeguard->findings.at[i]->verdict);
    for (size_t i = 0; i < safeguard->attestations.n; i++)
        count_attestation(&tally, safeguard->attestations.at[i]);
    return sum(&tally);
}
