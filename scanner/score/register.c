/* SPDX-License-Identifier: Apache-2.0 */
/* The risk register: which threat events apply to which PHI system, each factor written down as it is counted. */
#include <stdlib.h>

#include "base/digest.h"
#include "model/states.h"
#include "score/formula.h"
#include "score/levels.h"
#include "score/plan.h"
#include "score/score.h"

struct scoring {
    struct phs_run *run;
    struct phs_arena *arena;
    const struct phs_catalogue *catalogue;
    struct phs_levels levels;
    struct phs_states *states;
};

static bool has_category(const struct phs_system *system, const struct phs_threat *threat) {
    if (!threat->categories.n)
        return true;
    for (size_t i = 0; i < threat->categories.n; i++)
        for (size_t c = 0; c < system->categories.n; c++)
            if (phs_slice_ieq(phs_slice(system->categories.at[c]), phs_slice(threat->categories.at[i])))
                return true;
    return false;
}

/* A system that nothing was read of may be anything its kind can be. */
static bool has_member(const struct phs_system *system, const struct phs_threat *threat) {
    if (!threat->members.n || !system->members.n)
        return true;
    for (size_t t = 0; t < threat->members.n; t++)
        for (size_t m = 0; m < system->members.n; m++)
            if (phs_glob_match(threat->members.at[t], system->members.at[m]->type))
                return true;
    return false;
}

static bool is_model_flow(const struct phs_flow *flow) {
    return flow->resource && phs_is_true(phs_get(flow->resource->attributes, "model_host"));
}

static bool has_flow(const struct scoring *scoring, const struct phs_system *system, const char *wanted) {
    for (size_t i = 0; i < scoring->run->map->flows.n; i++) {
        const struct phs_flow *flow = scoring->run->map->flows.at[i];
        if ((flow->from == system || flow->to == system) && flow->vendor_name &&
            (strcmp(wanted, "model") != 0 || is_model_flow(flow)))
            return true;
    }
    return false;
}

static bool has_role(const struct scoring *scoring, const struct phs_threat *threat) {
    const char *role = scoring->run->scope ? scoring->run->scope->organization.role : NULL;
    for (size_t i = 0; i < threat->roles.n; i++)
        if (role && strcmp(threat->roles.at[i], role) == 0)
            return true;
    return threat->roles.n == 0;
}

static bool applies(const struct scoring *scoring, const struct phs_threat *threat, const struct phs_system *system) {
    return (threat->kinds & (1u << system->kind)) && has_category(system, threat) && has_member(system, threat) &&
           has_role(scoring, threat) && (!threat->requires_flow || has_flow(scoring, system, threat->requires_flow));
}

static void factor(struct scoring *scoring, struct phs_risk *risk, const char *name, const char *value, int points,
                   const char *reason) {
    struct phs_factor entry = {name, value, true, points, reason};
    PHS_PUSH(scoring->arena, risk->factors, entry);
}

static void impact_factor(struct scoring *scoring, struct phs_risk *risk, const char *name, const char *value,
                          const char *reason) {
    struct phs_factor entry = {name, value, false, 0, reason};
    PHS_PUSH(scoring->arena, risk->factors, entry);
}

static void initiation(struct scoring *scoring, struct phs_risk *risk, const struct phs_threat *threat) {
    const struct phs_system *system = risk->system;
    const char *exposure = threat->exposure ? threat->exposure : phs_exposure_name(system->exposure);
    const char *reason = threat->exposure ? "set by the threat event" : system->exposure_reason;
    int base, exposed, exploitable;
    if (!threat->exposure && system->exposure == PHS_EXPOSURE_UNKNOWN) {
        exposure = phs_exposure_name(PHS_INTERNAL);
        reason = phs_printf(scoring->arena, "%s; counted as internal until somebody knows",
                            system->exposure_reason ? system->exposure_reason : "nobody could see who reaches it");
    }
    phs_weights_points(&scoring->levels.weights, "threat_base", threat->source, &base);
    phs_weights_points(&scoring->levels.weights, "exposure", exposure, &exposed);
    phs_weights_points(&scoring->levels.weights, "exploitability", threat->exploitability, &exploitable);
    factor(scoring, risk, "threat base", threat->source, base, threat->citation);
    factor(scoring, risk, "exposure", exposure, exposed, reason);
    factor(scoring, risk, "exploitability", threat->exploitability, exploitable, NULL);
    risk->p_init = phs_score_initiation(base, exposed, exploitable);
    risk->l_init = phs_weights_band(&scoring->levels.weights, risk->p_init);
}

static void safeguards(struct scoring *scoring, struct phs_risk *risk, const struct phs_threat *threat) {
    for (size_t i = 0; i < threat->safeguards.n; i++) {
        struct phs_risk_safeguard safeguard = {0};
        phs_states_of(scoring->states, threat->safeguards.at[i].safeguard->id, threat->safeguards.at[i].safeguard->title,
                      risk->system, &safeguard);
        phs_weights_points(&scoring->levels.weights, "effect", threat->safeguards.at[i].effect, &safeguard.effect);
        PHS_PUSH(scoring->arena, risk->safeguards, safeguard);
    }
}

/* What the system itself says, else what its kind has by default; a threat event may do less than that. */
static enum phs_level harm(struct scoring *scoring, const struct phs_system *system, const char *said, const char *aspect,
                           bool harmed, const char *most) {
    enum phs_level level = PHS_M, cap;
    const char *name = said ? said
                            : phs_weights_text(&scoring->levels.weights, "default_impact",
                                               phs_printf(scoring->arena, "%s-%s", phs_system_kind_name(system->kind), aspect));
    if (!harmed)
        return PHS_VL;
    if (name)
        phs_level_parse(phs_slice(name), &level);
    if (most && phs_level_parse(phs_slice(most), &cap) && cap < level)
        level = cap;
    return level;
}

/* Encryption makes data unreadable only to somebody without the key: where the threat event is one that encryption interrupts.
 */
static bool unreadable(const struct phs_threat *threat, const struct phs_system *system) {
    if (system->encrypted != PHS_YES || system->key_outside != PHS_YES)
        return false;
    for (size_t i = 0; i < threat->safeguards.n; i++) {
        const char *id = threat->safeguards.at[i].safeguard->id;
        if (strcmp(id, "encryption-at-rest") == 0 || strcmp(id, "device-encryption") == 0)
            return true;
    }
    return false;
}

static const char *records_text(struct scoring *scoring, int64_t records) {
    return records < 0 ? "unknown" : phs_printf(scoring->arena, "%lld", (long long)records);
}

static void impact(struct scoring *scoring, struct phs_risk *risk, const struct phs_threat *threat) {
    const struct phs_system *system = risk->system;
    bool deidentified = strcmp(system->identifiers, "deidentified") == 0 && system->deidentification_basis;
    struct phs_impact_input input = {
        .records = system->records,
        .special = system->special.n > 0,
        .identifiers = strcmp(system->identifiers, "deidentified") == 0 && !deidentified ? "full" : system->identifiers,
        .unreadable = unreadable(threat, system),
    };
    risk->records_unknown = system->records < 0;
    risk->confidentiality =
        threat->harms_confidentiality ? phs_score_confidentiality(&scoring->levels.weights, &input) : PHS_VL;
    risk->integrity =
        harm(scoring, system, system->integrity_impact, "integrity", threat->harms_integrity, threat->integrity_impact);
    risk->availability = harm(scoring, system, system->availability_impact, "availability", threat->harms_availability,
                              threat->availability_impact);
    risk->impact = risk->confidentiality > risk->integrity ? risk->confidentiality : risk->integrity;
    risk->impact = risk->availability > risk->impact ? risk->availability : risk->impact;
    if (threat->harms_confidentiality) {
        impact_factor(scoring, risk, "records", records_text(scoring, system->records),
                      risk->records_unknown
                          ? "nobody said how many, so it counts as High"
                          : phs_printf(scoring->arena, "that many count as %s",
                                       phs_level_title(phs_weights_records(&scoring->levels.weights, system->records))));
        impact_factor(scoring, risk, "identifiers", input.identifiers, system->deidentification_basis);
        impact_factor(scoring, risk, "special category", input.special ? "yes" : "no", input.special ? "one level up" : NULL);
        impact_factor(scoring, risk, "unreadable", input.unreadable ? "yes" : "no",
                      input.unreadable ? "encrypted, and the key is outside what this event reaches: two levels down" : NULL);
    }
}

/* The unknown with the greatest effect moves p_adv furthest. */
static void name_narrowing(struct phs_risk *risk) {
    int most = 0;
    for (size_t i = 0; i < risk->safeguards.n; i++)
        if (risk->safeguards.at[i].state == PHS_STATE_UNKNOWN && risk->safeguards.at[i].effect > most) {
            most = risk->safeguards.at[i].effect;
            risk->narrowing = risk->safeguards.at[i].id;
        }
}

static const char *fill(struct phs_arena *arena, const char *text, const struct phs_system *system) {
    struct phs_buf out;
    phs_buf_init(&out, 8192);
    for (const char *at = text; *at;) {
        if (strncmp(at, "{system}", 8) == 0) {
            phs_buf_puts(&out, system->name);
            at += 8;
        } else if (strncmp(at, "{exposure}", 10) == 0) {
            phs_buf_puts(&out, system->exposure_reason ? system->exposure_reason : phs_exposure_name(system->exposure));
            at += 10;
        } else {
            phs_buf_putc(&out, *at++);
        }
    }
    const char *filled = phs_strdup(arena, phs_buf_text(&out));
    phs_buf_done(&out);
    return filled;
}

static const char *risk_id(struct phs_arena *arena, const struct phs_threat *threat, const struct phs_system *system) {
    struct phs_sha256 sha;
    uint8_t digest[32];
    char hex[65];
    phs_sha256_init(&sha);
    phs_sha256_field(&sha, "phiscope.risk/1");
    phs_sha256_field(&sha, threat->id);
    phs_sha256_field(&sha, system->id);
    phs_sha256_done(&sha, digest);
    phs_hex(digest, sizeof digest, hex);
    return phs_printf(arena, "R-%.8s", hex);
}

static void add_risk(struct scoring *scoring, const struct phs_threat *threat, struct phs_system *system) {
    struct phs_risk *risk = PHS_NEW(scoring->arena, struct phs_risk);
    risk->id = risk_id(scoring->arena, threat, system);
    risk->threat = threat->id;
    risk->threat_title = threat->title;
    risk->threat_source = threat->source;
    risk->system = system;
    initiation(scoring, risk, threat);
    safeguards(scoring, risk, threat);
    impact(scoring, risk, threat);
    phs_levels_fill(&scoring->levels, risk, threat);
    name_narrowing(risk);
    risk->statement = fill(scoring->arena, threat->statement ? threat->statement : threat->title, system);
    PHS_PUSH(scoring->arena, scoring->run->risks, risk);
}

/* Level as observed, floors, evidence, then how likely and how bad, then names: total, so the order never depends on chance. */
static int by_height(const void *left, const void *right) {
    const struct phs_risk *a = *(struct phs_risk *const *)left, *b = *(struct phs_risk *const *)right;
    long weight_a = (long)a->p_init * a->current.p_adv[PHS_OBSERVED],
         weight_b = (long)b->p_init * b->current.p_adv[PHS_OBSERVED];
    if (a->final_observed != b->final_observed)
        return a->final_observed < b->final_observed ? 1 : -1;
    if ((a->floor != NULL) != (b->floor != NULL))
        return a->floor ? -1 : 1;
    if (phs_risk_saw_a_fail(a) != phs_risk_saw_a_fail(b))
        return phs_risk_saw_a_fail(a) ? -1 : 1;
    if (weight_a != weight_b)
        return weight_a < weight_b ? 1 : -1;
    if (a->impact != b->impact)
        return a->impact < b->impact ? 1 : -1;
    int names = strcmp(a->system->name, b->system->name);
    return names ? names : strcmp(a->threat, b->threat);
}

enum phs_code phs_score(struct phs_run *run, const struct phs_catalogue *catalogue, struct phs_err *err) {
    struct scoring scoring = {.run = run, .arena = run->arena, .catalogue = catalogue};
    enum phs_code code = phs_weights_parse(run->arena, phs_catalogue_file("checks/weights.tsv"), &scoring.levels.weights, err);
    if (code)
        return code;
    run->weights_sha256 = phs_strdup(run->arena, scoring.levels.weights.sha256);
    scoring.levels.strict = run->method && strcmp(run->method, "strict") == 0;
    scoring.levels.map = run->map;
    scoring.states = phs_states_new(run->arena, run);
    for (size_t s = 0; s < run->map->systems.n; s++)
        for (size_t t = 0; t < catalogue->threats.n; t++)
            if (applies(&scoring, catalogue->threats.at[t], run->map->systems.at[s]))
                add_risk(&scoring, catalogue->threats.at[t], run->map->systems.at[s]);
    if (run->risks.n)
        qsort(run->risks.at, run->risks.n, sizeof *run->risks.at, by_height);
    phs_plan_make(run, catalogue, &scoring.levels);
    return PHS_OK;
}
