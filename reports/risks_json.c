/* SPDX-License-Identifier: Apache-2.0 */
/* Risks in phiscope.run/1: every factor with its points, every safeguard with the findings behind its state. */
#include "reports/json_parts.h"

static void write_factor(struct phs_json *json, const struct phs_factor *factor) {
    phs_json_object(json);
    phs_json_text(json, "name", factor->name);
    phs_json_text(json, "value", factor->value);
    phs_json_put_bool(json, "scored", factor->scored);
    phs_json_put_int(json, "points", factor->points);
    phs_json_text(json, "reason", factor->reason);
    phs_json_object_end(json);
}

static void write_safeguard(struct phs_json *json, const struct phs_risk_safeguard *safeguard) {
    phs_json_object(json);
    phs_json_text(json, "id", safeguard->id);
    phs_json_text(json, "title", safeguard->title);
    phs_json_put_int(json, "effect", safeguard->effect);
    phs_json_text(json, "state", phs_safeguard_state_name(safeguard->state));
    phs_json_text(json, "reason", safeguard->reason);
    phs_json_key(json, "findings");
    phs_json_array(json);
    for (size_t i = 0; i < safeguard->findings.n; i++)
        phs_json_string(json, safeguard->findings.at[i]->id);
    phs_json_array_end(json);
    phs_json_key(json, "attestations");
    phs_json_array(json);
    for (size_t i = 0; i < safeguard->attestations.n; i++)
        phs_json_string(json, safeguard->attestations.at[i]->address);
    phs_json_array_end(json);
    phs_json_object_end(json);
}

static void write_view(struct phs_json *json, const char *key, const struct phs_risk_run *run, enum phs_view view,
                       enum phs_level level) {
    phs_json_key(json, key);
    phs_json_object(json);
    phs_json_put_int(json, "p_adverse", run->p_adv[view]);
    phs_json_text(json, "l_adverse", phs_level_name(run->l_adv[view]));
    phs_json_text(json, "likelihood", phs_level_name(run->likelihood[view]));
    phs_json_text(json, "level_before_floor", phs_level_name(run->level[view]));
    phs_json_text(json, "level", phs_level_name(level));
    phs_json_object_end(json);
}

static void write_levels(struct phs_json *json, const struct phs_risk *risk) {
    phs_json_text(json, "level", phs_level_name(risk->final_observed));
    phs_json_put_int(json, "p_initiation", risk->p_init);
    phs_json_text(json, "l_initiation", phs_level_name(risk->l_init));
    phs_json_text(json, "impact", phs_level_name(risk->impact));
    phs_json_text(json, "confidentiality", phs_level_name(risk->confidentiality));
    phs_json_text(json, "integrity", phs_level_name(risk->integrity));
    phs_json_text(json, "availability", phs_level_name(risk->availability));
    write_view(json, "inherent", &risk->inherent, PHS_OBSERVED, risk->final_inherent);
    write_view(json, "observed", &risk->current, PHS_OBSERVED, risk->final_observed);
    write_view(json, "worst", &risk->current, PHS_WORST, risk->final_worst);
    write_view(json, "best", &risk->current, PHS_BEST, risk->final_best);
    phs_json_text(json, "floor", risk->floor);
    phs_json_text(json, "floor_level", risk->floor ? phs_level_name(risk->floor_level) : NULL);
}

static void write_risk(struct phs_json *json, const struct phs_risk *risk) {
    phs_json_object(json);
    phs_json_text(json, "id", risk->id);
    phs_json_text(json, "threat", risk->threat);
    phs_json_text(json, "title", risk->threat_title);
    phs_json_text(json, "source", risk->threat_source);
    phs_json_text(json, "system", risk->system ? risk->system->id : NULL);
    phs_json_text(json, "statement", risk->statement);
    write_levels(json, risk);
    phs_json_put_bool(json, "records_unknown", risk->records_unknown);
    phs_json_text(json, "narrowing", risk->narrowing);
    phs_json_key(json, "factors");
    phs_json_array(json);
    for (size_t i = 0; i < risk->factors.n; i++)
        write_factor(json, &risk->factors.at[i]);
    phs_json_array_end(json);
    phs_json_key(json, "safeguards");
    phs_json_array(json);
    for (size_t i = 0; i < risk->safeguards.n; i++)
        write_safeguard(json, &risk->safeguards.at[i]);
    phs_json_array_end(json);
    phs_json_text(json, "planned", phs_level_name(risk->planned));
    phs_json_put_bool(json, "planned_differs", risk->planned_known);
    phs_json_text(json, "treatment", risk->treatment);
    phs_json_text(json, "owner", risk->owner);
    phs_json_time(json, "due", risk->due);
    phs_json_time(json, "first_seen", risk->first_seen);
    phs_json_object_end(json);
}

void phs_json_risks(struct phs_json_run *out) {
    phs_json_key(&out->json, "risks");
    phs_json_array(&out->json);
    for (size_t i = 0; i < out->run->risks.n; i++)
        write_risk(&out->json, out->run->risks.at[i]);
    phs_json_array_end(&out->json);
}

static void write_step(struct phs_json *json, const struct phs_remediation *step) {
    phs_json_object(json);
    phs_json_text(json, "id", step->id);
    phs_json_text(json, "check", step->check);
    phs_json_text(json, "safeguard", step->safeguard);
    phs_json_text(json, "level", phs_level_name(step->level));
    phs_json_text(json, "priority", step->check ? phs_severity_name(step->priority) : NULL);
    phs_json_put_int(json, "level_drop", step->level_drop);
    phs_json_put_int(json, "p_drop", step->p_drop);
    phs_json_key(json, "hours");
    phs_json_number(json, step->hours);
    phs_json_text(json, "hours_reason", step->hours_reason);
    phs_json_text(json, "treatment", step->decision ? phs_treatment_name(step->decision->treatment) : NULL);
    phs_json_text(json, "owner", step->owner);
    phs_json_time(json, "due", step->due);
    phs_json_key(json, "findings");
    phs_json_array(json);
    for (size_t i = 0; i < step->findings.n; i++)
        phs_json_string(json, step->findings.at[i]->id);
    phs_json_array_end(json);
    phs_json_key(json, "risks");
    phs_json_array(json);
    for (size_t i = 0; i < step->risks.n; i++) {
        phs_json_object(json);
        phs_json_text(json, "id", step->risks.at[i].risk->id);
        phs_json_text(json, "after", phs_level_name(step->risks.at[i].level));
        phs_json_object_end(json);
    }
    phs_json_array_end(json);
    phs_json_object_end(json);
}

/* run.json: `plan`. */
void phs_json_plan(struct phs_json_run *out) {
    phs_json_key(&out->json, "plan");
    phs_json_array(&out->json);
    for (size_t i = 0; i < out->run->plan.n; i++)
        write_step(&out->json, out->run->plan.at[i]);
    phs_json_array_end(&out->json);
}
