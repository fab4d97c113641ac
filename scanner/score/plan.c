/* SPDX-License-Identifier: Apache-2.0 */
/* Steps from findings and questions, each tried alone on the risks it touches. */
#include "score/plan.h"

#include <stdlib.h>

#include "score/decisions.h"

struct planning {
    struct phs_run *run;
    struct phs_arena *arena;
    const struct phs_catalogue *catalogue;
    const struct phs_levels *levels;
    struct phs_map by_id;   /* step id -> struct phs_remediation * */
    struct phs_map threats; /* threat id -> const struct phs_threat * */
};

static struct phs_remediation *step_of(struct planning *planning, const char *kind, const char *name) {
    const char *id = phs_printf(planning->arena, "%s:%s", kind, name);
    struct phs_remediation *step = phs_map_gets(&planning->by_id, id);
    if (step)
        return step;
    step = PHS_NEW(planning->arena, struct phs_remediation);
    step->id = id;
    phs_map_puts(&planning->by_id, id, step);
    PHS_PUSH(planning->arena, planning->run->plan, step);
    return step;
}

static void add_finding(struct planning *planning, const struct phs_finding *finding) {
    if (finding->verdict != PHS_FAIL)
        return;
    struct phs_remediation *step = step_of(planning, "fix", finding->check);
    step->check = finding->check;
    step->safeguard = finding->safeguard;
    step->priority = finding->priority > step->priority ? finding->priority : step->priority;
    PHS_PUSH(planning->arena, step->findings, finding);
}

static bool is_of_check(const void *user, const struct phs_finding *finding) {
    return finding->verdict == PHS_FAIL && strcmp(finding->check, user) == 0;
}

static bool is_safeguard(const void *user, const struct phs_risk_safeguard *safeguard) {
    return strcmp(safeguard->id, user) == 0;
}

static void try_step(struct planning *planning, struct phs_remediation *step, const struct phs_risk *risk) {
    if (step->risks.n && step->risks.at[step->risks.n - 1].risk == risk)
        return;
    struct phs_repair repair = {.finding = step->check ? is_of_check : NULL,
                                .safeguard = step->check ? NULL : is_safeguard,
                                .user = step->check ? step->check : step->safeguard};
    struct phs_remedied after =
        phs_levels_after(planning->levels, risk, phs_map_gets(&planning->threats, risk->threat), &repair);
    PHS_PUSH(planning->arena, step->risks, after);
    step->level = risk->final_observed > step->level ? risk->final_observed : step->level;
    step->level_drop += (int)risk->final_observed - (int)after.level;
    step->p_drop += risk->current.p_adv[PHS_OBSERVED] - after.p_adv;
}

/* A question is worth a step where the risk is high and its answer is what would narrow it most. */
static void ask(struct planning *planning, const struct phs_risk *risk) {
    if (!risk->narrowing || risk->final_observed < PHS_H || !phs_catalogue_safeguard(planning->catalogue, risk->narrowing))
        return;
    struct phs_remediation *step = step_of(planning, "answer", risk->narrowing);
    step->safeguard = risk->narrowing;
    try_step(planning, step, risk);
}

static void try_all(struct planning *planning, const struct phs_risk *risk) {
    for (size_t i = 0; i < risk->safeguards.n; i++)
        for (size_t f = 0; f < risk->safeguards.at[i].findings.n; f++)
            if (risk->safeguards.at[i].findings.at[f]->verdict == PHS_FAIL)
                try_step(planning, step_of(planning, "fix", risk->safeguards.at[i].findings.at[f]->check), risk);
    ask(planning, risk);
}

/* What a step costs where nobody said: by the kind of its safeguard, from the weights. */
static void estimate(struct planning *planning, struct phs_remediation *step) {
    const struct phs_safeguard *safeguard =
        step->safeguard ? phs_catalogue_safeguard(planning->catalogue, step->safeguard) : NULL;
    const char *row = !step->check ? "answer" : safeguard && safeguard->family ? safeguard->family : "technical";
    int hours = 8;
    phs_weights_points(&planning->levels->weights, "effort", row, &hours);
    step->hours = hours;
    step->hours_reason = phs_printf(planning->arena, "assumed for %s", !step->check ? "finding an answer" : row);
    if (step->decision && step->decision->hours >= 0) {
        step->hours = step->decision->hours;
        step->hours_reason = "stated";
    }
}

static const char *owner_of(const struct phs_remediation *step) {
    if (step->decision && step->decision->owner)
        return step->decision->owner;
    for (size_t i = 0; i < step->risks.n; i++)
        if (step->risks.at[i].risk->owner)
            return step->risks.at[i].risk->owner;
    for (size_t i = 0; i < step->risks.n; i++)
        if (step->risks.at[i].risk->system->owner)
            return step->risks.at[i].risk->system->owner;
    return NULL;
}

/* The level of the risk and the priority of the failure weigh the same; a question counts like a failure of medium priority. */
static int urgency(const struct phs_remediation *step) {
    return (int)step->level + (step->check ? (int)step->priority : (int)PHS_SEV_MEDIUM);
}

static int by_number(double a, double b) {
    return a < b ? 1 : a > b ? -1 : 0;
}

static int most_urgent_first(const void *left, const void *right) {
    const struct phs_remediation *a = *(struct phs_remediation *const *)left, *b = *(struct phs_remediation *const *)right;
    int order = urgency(b) - urgency(a);
    double hours_a = a->hours > 0 ? a->hours : 1, hours_b = b->hours > 0 ? b->hours : 1;
    order = order ? order : (b->check != NULL) - (a->check != NULL);
    order = order ? order : by_number(a->level_drop / hours_a, b->level_drop / hours_b);
    order = order ? order : by_number(a->p_drop / hours_a, b->p_drop / hours_b);
    order = order ? order : (int)b->priority - (int)a->priority;
    return order ? order : strcmp(a->id, b->id);
}

/* What was decided to be done, on one system or everywhere. */
struct done {
    const struct planning *planning;
    const struct phs_risk *risk;
};

static bool will_pass(const void *user, const struct phs_finding *finding) {
    const struct done *done = user;
    if (finding->verdict != PHS_FAIL)
        return false;
    const struct phs_decision *decision =
        phs_decision_of_step(done->planning->run, finding->check, finding->safeguard, done->risk->system);
    return decision && decision->treatment == PHS_MITIGATE;
}

static bool will_be_there(const void *user, const struct phs_risk_safeguard *safeguard) {
    const struct done *done = user;
    const struct phs_decision *decision = phs_decision_of_step(done->planning->run, NULL, safeguard->id, done->risk->system);
    return decision && decision->treatment == PHS_MITIGATE;
}

static void plan_risk(struct planning *planning, struct phs_risk *risk) {
    struct done done = {planning, risk};
    struct phs_repair repair = {will_pass, will_be_there, &done};
    phs_decide_risk(planning->run, risk);
    struct phs_remedied after =
        phs_levels_after(planning->levels, risk, phs_map_gets(&planning->threats, risk->threat), &repair);
    bool avoided = risk->treatment && strcmp(risk->treatment, phs_treatment_name(PHS_AVOID)) == 0;
    risk->planned_p_adv = avoided ? 0 : after.p_adv;
    risk->planned_likelihood = avoided ? PHS_VL : after.likelihood;
    risk->planned = avoided ? PHS_VL : after.level;
    risk->planned_known = avoided || after.p_adv != risk->current.p_adv[PHS_OBSERVED] || after.level != risk->final_observed;
    if (risk->planned_known && !risk->treatment)
        risk->treatment = phs_treatment_name(PHS_MITIGATE);
}

static void finish_steps(struct planning *planning) {
    struct phs_run *run = planning->run;
    for (size_t i = 0; i < run->plan.n; i++) {
        struct phs_remediation *step = run->plan.at[i];
        step->decision = phs_decision_of_step(run, step->check, step->safeguard, NULL);
        step->due = step->decision ? step->decision->due : 0;
        step->owner = owner_of(step);
        estimate(planning, step);
    }
    if (run->plan.n)
        qsort(run->plan.at, run->plan.n, sizeof *run->plan.at, most_urgent_first);
}

void phs_plan_make(struct phs_run *run, const struct phs_catalogue *catalogue, const struct phs_levels *levels) {
    struct planning planning = {.run = run, .arena = run->arena, .catalogue = catalogue, .levels = levels};
    phs_map_init(&planning.by_id, run->arena);
    phs_map_init(&planning.threats, run->arena);
    for (size_t i = 0; i < catalogue->threats.n; i++)
        phs_map_puts(&planning.threats, catalogue->threats.at[i]->id, catalogue->threats.at[i]);
    memset(&run->plan, 0, sizeof run->plan);
    for (size_t i = 0; i < run->findings.n; i++)
        add_finding(&planning, run->findings.at[i]);
    for (size_t i = 0; i < run->risks.n; i++)
        try_all(&planning, run->risks.at[i]);
    for (size_t i = 0; i < run->risks.n; i++)
        plan_risk(&planning, run->risks.at[i]);
    finish_steps(&planning);
    phs_decisions_note_unused(run);
}
