/* SPDX-License-Identifier: Apache-2.0 */
/* phiscope explain for what a run found: the sum behind a risk, the evidence of a finding, a PHI system, a flow. */
#include "reports/story.h"

#include "reports/view.h"

static const char *finding_text(struct phs_story *story, const struct phs_finding *finding) {
    struct phs_place place = finding->place;
    if (!place.source && finding->resource)
        place = finding->resource->place;
    return phs_printf(story->arena, "%s: %s %s", phs_verdict_name(finding->verdict),
                      finding->title ? finding->title : finding->check, phs_view_place(story->arena, place));
}

static void explain_finding(struct phs_story *story, const struct phs_finding *finding) {
    phs_story_title(story, finding->id, finding->title);
    phs_buf_putc(story->terminal.out, '\n');
    phs_story_field(story, "verdict", phs_verdict_name(finding->verdict));
    phs_story_field(story, "priority",
                    phs_printf(story->arena, "%s (severity of the check: %s)", phs_severity_name(finding->priority),
                               phs_severity_name(finding->severity)));
    phs_story_field(story, "check", finding->check);
    phs_story_field(story, "resource", finding->resource ? finding->resource->address : NULL);
    phs_story_field(story, "system", finding->system ? finding->system->name : NULL);
    phs_story_field(story, "reason", finding->reason);
    phs_story_field(story, "exception", finding->exception ? finding->exception->reason : NULL);
    phs_story_field(story, "first seen", phs_view_date(story->arena, finding->first_seen));
    phs_story_field(story, "fingerprint", finding->fingerprint);
    phs_story_part(story, "Evidence");
    for (size_t i = 0; i < finding->evidence.n; i++)
        phs_story_item(story, finding->evidence.at[i].id,
                       phs_printf(story->arena, "%s (%s) %s", finding->evidence.at[i].text, finding->evidence.at[i].class,
                                  phs_view_place(story->arena, finding->evidence.at[i].place)));
}

static void write_sum(struct phs_story *story, const struct phs_risk *risk) {
    const struct phs_risk_run *run = &risk->current;
    phs_story_part(story, "How the level was made");
    for (size_t i = 0; i < risk->factors.n; i++)
        phs_story_item(story,
                       risk->factors.at[i].scored
                           ? phs_printf(story->arena, "%s %+d", risk->factors.at[i].name, risk->factors.at[i].points)
                           : risk->factors.at[i].name,
                       phs_printf(story->arena, "%s%s%s", risk->factors.at[i].value, risk->factors.at[i].reason ? ": " : "",
                                  risk->factors.at[i].reason ? risk->factors.at[i].reason : ""));
    phs_story_item(story, "tried or occurs", phs_printf(story->arena, "%d, %s", risk->p_init, phs_level_title(risk->l_init)));
    phs_story_item(story, "does harm",
                   phs_printf(story->arena, "%d, %s (best %d, worst %d)", run->p_adv[PHS_OBSERVED],
                              phs_level_title(run->l_adv[PHS_OBSERVED]), run->p_adv[PHS_BEST], run->p_adv[PHS_WORST]));
    phs_story_item(story, "likelihood", phs_level_title(run->likelihood[PHS_OBSERVED]));
    phs_story_item(story, "impact",
                   phs_printf(story->arena, "%s (confidentiality %s, integrity %s, availability %s)",
                              phs_level_title(risk->impact), phs_level_name(risk->confidentiality),
                              phs_level_name(risk->integrity), phs_level_name(risk->availability)));
    phs_story_item(story, "table I-2", phs_level_title(run->level[PHS_OBSERVED]));
    if (risk->floor)
        phs_story_item(story, "floor",
                       phs_printf(story->arena, "%s: at least %s", risk->floor, phs_level_title(risk->floor_level)));
}

static void write_safeguards(struct phs_story *story, const struct phs_risk *risk) {
    phs_story_part(story, "Safeguards that interrupt it");
    for (size_t i = 0; i < risk->safeguards.n; i++) {
        const struct phs_risk_safeguard *safeguard = &risk->safeguards.at[i];
        phs_story_item(story, safeguard->id,
                       phs_printf(story->arena, "%s, %d %%: %s", phs_safeguard_state_name(safeguard->state), safeguard->effect,
                                  safeguard->reason ? safeguard->reason : safeguard->title));
        for (size_t k = 0; k < safeguard->findings.n; k++)
            phs_story_item(story, phs_printf(story->arena, "  %s", safeguard->findings.at[k]->id),
                           finding_text(story, safeguard->findings.at[k]));
    }
}

static void write_treatment(struct phs_story *story, const struct phs_run *run, const struct phs_risk *risk) {
    phs_story_field(story, "treatment", risk->treatment ? risk->treatment : "nobody has decided");
    phs_story_field(story, "planned",
                    risk->planned_known ? phs_level_title(risk->planned) : "the same: no decided step moves it");
    phs_story_field(story, "owner", risk->owner);
    phs_story_field(story, "due", phs_view_date(story->arena, risk->due));
    phs_story_field(story, "cure by", phs_view_date(story->arena, phs_risk_cure_by(risk, run->started)));
}

/* What each step of the plan would leave of it, alone. */
static void write_steps(struct phs_story *story, const struct phs_run *run, const struct phs_risk *risk) {
    bool any = false;
    for (size_t i = 0; i < run->plan.n; i++)
        for (size_t k = 0; k < run->plan.at[i]->risks.n; k++) {
            const struct phs_remedied *after = &run->plan.at[i]->risks.at[k];
            if (after->risk != risk)
                continue;
            if (!any)
                phs_story_part(story, "Steps that touch it, each alone");
            any = true;
            phs_story_item(story, run->plan.at[i]->id,
                           phs_printf(story->arena, "leaves %s, does harm %d instead of %d", phs_level_title(after->level),
                                      after->p_adv, risk->current.p_adv[PHS_OBSERVED]));
        }
}

static void explain_risk(struct phs_story *story, const struct phs_run *run, const struct phs_risk *risk) {
    phs_story_title(story, risk->id, phs_printf(story->arena, "%s: %s", risk->threat_title, risk->system->name));
    phs_buf_putc(story->terminal.out, '\n');
    phs_story_field(story, "statement", risk->statement);
    phs_story_field(story, "level",
                    phs_printf(story->arena, "%s as observed; %s at best, %s at worst; inherent %s",
                               phs_level_title(risk->final_observed), phs_level_title(risk->final_best),
                               phs_level_title(risk->final_worst), phs_level_title(risk->final_inherent)));
    phs_story_field(story, "threat", risk->threat);
    phs_story_field(story, "system", risk->system->id);
    phs_story_field(story, "narrowing", risk->narrowing);
    phs_story_field(story, "first seen", phs_view_date(story->arena, risk->first_seen));
    write_treatment(story, run, risk);
    write_sum(story, risk);
    write_safeguards(story, risk);
    write_steps(story, run, risk);
}

static void write_risks_of(struct phs_story *story, const struct phs_run *run, const struct phs_system *system) {
    phs_story_part(story, "Its risks");
    for (size_t i = 0; i < run->risks.n; i++)
        if (run->risks.at[i]->system == system)
            phs_story_item(story, run->risks.at[i]->id,
                           phs_printf(story->arena, "%s: %s", phs_level_title(run->risks.at[i]->final_observed),
                                      run->risks.at[i]->threat_title));
}

static void explain_system(struct phs_story *story, const struct phs_run *run, const struct phs_system *system) {
    phs_story_title(story, system->id, system->name);
    phs_buf_putc(story->terminal.out, '\n');
    phs_story_field(story, "kind", phs_system_kind_name(system->kind));
    phs_story_field(story, "holds", phs_view_join(story->arena, system->categories.at, system->categories.n));
    phs_story_field(story, "special", phs_view_join(story->arena, system->special.at, system->special.n));
    phs_story_field(story, "records", system->records < 0 ? "not known" : phs_view_thousands(story->arena, system->records));
    phs_story_field(story, "exposure", phs_exposure_name(system->exposure));
    phs_story_field(story, "because", system->exposure_reason);
    phs_story_field(story, "encrypted", phs_tri_name(system->encrypted));
    phs_story_field(story, "owner", system->owner ? system->owner : "nobody named");
    phs_story_part(story, "Why it is believed to hold PHI");
    for (size_t i = 0; i < system->beliefs.n; i++)
        phs_story_item(story, phs_basis_name(system->beliefs.at[i].basis),
                       phs_printf(story->arena, "%s (%s confidence) %s", system->beliefs.at[i].reason,
                                  phs_confidence_name(system->beliefs.at[i].confidence),
                                  phs_view_place(story->arena, system->beliefs.at[i].place)));
    phs_story_part(story, "Made of");
    for (size_t i = 0; i < system->members.n; i++)
        phs_story_item(story, system->members.at[i]->address, phs_view_place(story->arena, system->members.at[i]->place));
    write_risks_of(story, run, system);
}

static void explain_flow(struct phs_story *story, const struct phs_flow *flow) {
    phs_story_title(story, flow->id, phs_printf(story->arena, "%s to %s", flow->from_name, flow->to_name));
    phs_buf_putc(story->terminal.out, '\n');
    phs_story_field(story, "purpose", flow->purpose ? flow->purpose : "not stated");
    phs_story_field(story, "host", flow->host);
    phs_story_field(story, "agreement", phs_printf(story->arena, "%s: %s", phs_baa_name(flow->baa), flow->baa_reason));
    phs_story_field(story, "encrypted", phs_tri_name(flow->encrypted));
    phs_story_field(story, "redaction", flow->redaction ? flow->redaction : "unknown");
    for (size_t i = 0; i < flow->beliefs.n; i++)
        phs_story_field(story, "known from",
                        phs_printf(story->arena, "%s %s", flow->beliefs.at[i].reason,
                                   phs_view_place(story->arena, flow->beliefs.at[i].place)));
}

bool phs_explain_found(struct phs_story *story, const struct phs_run *run, const char *id) {
    for (size_t i = 0; i < run->risks.n; i++)
        if (strcmp(run->risks.at[i]->id, id) == 0)
            return explain_risk(story, run, run->risks.at[i]), true;
    for (size_t i = 0; i < run->findings.n; i++)
        if (strcmp(run->findings.at[i]->id, id) == 0)
            return explain_finding(story, run->findings.at[i]), true;
    for (size_t i = 0; run->map && i < run->map->systems.n; i++)
        if (strcmp(run->map->systems.at[i]->id, id) == 0)
            return explain_system(story, run, run->map->systems.at[i]), true;
    for (size_t i = 0; run->map && i < run->map->flows.n; i++)
        if (strcmp(run->map->flows.at[i]->id, id) == 0)
            return explain_flow(story, run->map->flows.at[i]), true;
    return false;
}

const char **phs_explain_found_ids(const struct phs_run *run, struct phs_arena *arena) {
    PHS_VEC(const char *) ids = {0};
    for (size_t i = 0; i < run->risks.n; i++)
        PHS_PUSH(arena, ids, run->risks.at[i]->id);
    for (size_t i = 0; i < run->findings.n; i++)
        PHS_PUSH(arena, ids, run->findings.at[i]->id);
    for (size_t i = 0; run->map && i < run->map->systems.n; i++)
        PHS_PUSH(arena, ids, run->map->systems.at[i]->id);
    for (size_t i = 0; run->map && i < run->map->flows.n; i++)
        PHS_PUSH(arena, ids, run->map->flows.at[i]->id);
    PHS_PUSH(arena, ids, NULL);
    return ids.at;
}
