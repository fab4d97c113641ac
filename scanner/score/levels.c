/* SPDX-License-Identifier: Apache-2.0 */
/* Levels of one risk. */
#include "score/levels.h"

#include "model/states.h"
#include "score/formula.h"

enum { MOST_SAFEGUARDS = 128 };

static size_t effects_of(const struct phs_risk *risk, struct phs_effect *effects) {
    size_t n = risk->safeguards.n < MOST_SAFEGUARDS ? risk->safeguards.n : MOST_SAFEGUARDS;
    for (size_t i = 0; i < n; i++)
        effects[i] = (struct phs_effect){risk->safeguards.at[i].effect, risk->safeguards.at[i].state};
    return n;
}

static void run_views(const struct phs_levels *levels, const struct phs_risk *risk, const struct phs_effect *effects, size_t n,
                      struct phs_risk_run *out) {
    for (enum phs_view view = PHS_OBSERVED; view < PHS_VIEW_COUNT; view++) {
        out->p_adv[view] = phs_score_adverse(&levels->weights, effects, n, view);
        out->l_adv[view] = phs_weights_band(&levels->weights, out->p_adv[view]);
        out->likelihood[view] = phs_score_likelihood(risk->l_init, out->l_adv[view], levels->strict);
        out->level[view] = phs_score_risk(out->likelihood[view], risk->impact);
    }
}

static bool is_repaired(const struct phs_repair *repair, const struct phs_finding *finding) {
    return repair && repair->finding && repair->finding(repair->user, finding);
}

static bool observed_fail(const struct phs_risk *risk, const struct phs_safeguard *safeguard, const struct phs_repair *repair) {
    for (size_t i = 0; safeguard && i < risk->safeguards.n; i++)
        for (size_t f = 0; strcmp(risk->safeguards.at[i].id, safeguard->id) == 0 && f < risk->safeguards.at[i].findings.n; f++)
            if (risk->safeguards.at[i].findings.at[f]->verdict == PHS_FAIL &&
                !is_repaired(repair, risk->safeguards.at[i].findings.at[f]))
                return true;
    return false;
}

static enum phs_safeguard_state state_after(const struct phs_risk_safeguard *safeguard, const struct phs_repair *repair) {
    if (!repair)
        return safeguard->state;
    if (repair->safeguard && safeguard->state == PHS_STATE_UNKNOWN && repair->safeguard(repair->user, safeguard))
        return PHS_STATE_PASS;
    return repair->finding ? phs_states_if(safeguard, repair->finding, repair->user) : safeguard->state;
}

static bool safeguard_fails(const struct phs_risk *risk, const struct phs_safeguard *safeguard,
                            const struct phs_repair *repair) {
    for (size_t i = 0; safeguard && i < risk->safeguards.n; i++)
        if (strcmp(risk->safeguards.at[i].id, safeguard->id) == 0)
            return state_after(&risk->safeguards.at[i], repair) == PHS_STATE_FAIL;
    return false;
}

static bool unbound_flow(const struct phs_levels *levels, const struct phs_system *system) {
    for (size_t i = 0; i < levels->map->flows.n; i++) {
        const struct phs_flow *flow = levels->map->flows.at[i];
        if (flow->to == system &&
            (flow->baa == PHS_BAA_NONE_FOUND || flow->baa == PHS_BAA_EXPIRED || flow->baa == PHS_BAA_OUT_OF_SCOPE))
            return true;
    }
    return false;
}

/* A flow is bound once what fails about agreements is repaired. */
static bool binds_flows(const struct phs_risk *risk, const struct phs_threat *threat, const struct phs_repair *repair) {
    return repair && threat->floor_safeguard && observed_fail(risk, threat->floor_safeguard, NULL) &&
           !observed_fail(risk, threat->floor_safeguard, repair);
}

/* Observed facts only: what nobody could see raises no floor. */
static bool floor_holds(const struct phs_levels *levels, const struct phs_risk *risk, const struct phs_threat *threat,
                        const struct phs_repair *repair) {
    const struct phs_system *system = risk->system;
    bool open = system->exposure == PHS_PUBLIC_ANON || system->exposure == PHS_PUBLIC_AUTH;
    if (system->records == 0)
        return false;
    if (strcmp(threat->floor, "phi_store_internet_reachable") == 0)
        return system->kind == PHS_SYSTEM_STORE && open && observed_fail(risk, threat->floor_safeguard, repair);
    if (strcmp(threat->floor, "phi_flow_without_baa") == 0)
        return unbound_flow(levels, system) && !binds_flows(risk, threat, repair);
    if (strcmp(threat->floor, "phi_system_without_backup") == 0)
        return safeguard_fails(risk, threat->floor_safeguard, repair);
    return observed_fail(risk, threat->floor_safeguard, repair);
}

static enum phs_level floor_of(const struct phs_levels *levels, const struct phs_risk *risk, const struct phs_threat *threat,
                               const struct phs_repair *repair, const char **ret_row) {
    enum phs_level floor = PHS_VL;
    const char *text = threat->floor ? phs_weights_text(&levels->weights, "floor", threat->floor) : NULL;
    *ret_row = NULL;
    if (!text || !phs_level_parse(phs_slice(text), &floor) || !floor_holds(levels, risk, threat, repair))
        return PHS_VL;
    *ret_row = threat->floor;
    return floor;
}

static enum phs_level at_least(enum phs_level level, enum phs_level floor) {
    return level > floor ? level : floor;
}

void phs_levels_fill(const struct phs_levels *levels, struct phs_risk *risk, const struct phs_threat *threat) {
    struct phs_effect effects[MOST_SAFEGUARDS];
    size_t n = effects_of(risk, effects);
    run_views(levels, risk, effects, n, &risk->current);
    run_views(levels, risk, NULL, 0, &risk->inherent);
    enum phs_level floor = floor_of(levels, risk, threat, NULL, &risk->floor);
    risk->floor_level = floor;
    risk->final_observed = at_least(risk->current.level[PHS_OBSERVED], floor);
    risk->final_worst = at_least(risk->current.level[PHS_WORST], floor);
    risk->final_best = at_least(risk->current.level[PHS_BEST], floor);
    risk->final_inherent = at_least(risk->inherent.level[PHS_OBSERVED], floor);
}

struct phs_remedied phs_levels_after(const struct phs_levels *levels, const struct phs_risk *risk,
                                     const struct phs_threat *threat, const struct phs_repair *repair) {
    struct phs_effect effects[MOST_SAFEGUARDS];
    struct phs_risk_run after;
    const char *row;
    size_t n = effects_of(risk, effects);
    for (size_t i = 0; i < n; i++)
        effects[i].state = state_after(&risk->safeguards.at[i], repair);
    run_views(levels, risk, effects, n, &after);
    return (struct phs_remedied){
        .risk = risk,
        .p_adv = after.p_adv[PHS_OBSERVED],
        .likelihood = after.likelihood[PHS_OBSERVED],
        .level = at_least(after.level[PHS_OBSERVED], floor_of(levels, risk, threat, repair, &row)),
    };
}
