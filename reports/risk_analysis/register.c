/* SPDX-License-Identifier: Apache-2.0 */
/* The risk register: each level with the sum it came from. */
#include "base/clock.h"
#include "reports/risk_analysis/parts.h"

static struct phs_view_list factors_of(const struct phs_view_of *of, const struct phs_risk *risk) {
    struct phs_view_list list = {0};
    for (size_t i = 0; i < risk->factors.n; i++) {
        const struct phs_factor *factor = &risk->factors.at[i];
        struct phs_map_builder map;
        phs_view_start(&map, of->arena);
        phs_view_text(&map, "name", factor->name);
        phs_view_text(&map, "value", factor->value);
        if (factor->scored)
            phs_view_printf(&map, "points", "%+d", factor->points);
        else
            phs_view_text(&map, "points", "");
        phs_view_text(&map, "reason", factor->reason);
        phs_view_push(&list, &map);
    }
    return list;
}

static const char *state_title(enum phs_safeguard_state state) {
    static const char *const titles[] = {"works", "partly", "fails", "unknown"};
    return titles[state];
}

static const char *state_class(enum phs_safeguard_state state) {
    static const char *const classes[] = {"pass", "partly", "fail", "unknown"};
    return classes[state];
}

static struct phs_view_list safeguards_of(const struct phs_view_of *of, const struct phs_risk *risk) {
    struct phs_view_list list = {0};
    for (size_t i = 0; i < risk->safeguards.n; i++) {
        const struct phs_risk_safeguard *safeguard = &risk->safeguards.at[i];
        struct phs_view_list findings = phs_part_finding_links(of, safeguard->findings.at, safeguard->findings.n);
        struct phs_view_list attested = {0};
        for (size_t k = 0; k < safeguard->attestations.n; k++)
            phs_view_add(of->arena, &attested,
                         phs_value_text(of->arena, phs_view_place(of->arena, safeguard->attestations.at[k]->place)));
        struct phs_map_builder map;
        phs_view_start(&map, of->arena);
        phs_view_text(&map, "id", safeguard->id);
        phs_view_text(&map, "title", safeguard->title);
        phs_view_count(&map, "effect", (size_t)safeguard->effect);
        phs_view_text(&map, "state", state_title(safeguard->state));
        phs_view_text(&map, "class", state_class(safeguard->state));
        phs_view_text(&map, "reason", safeguard->reason);
        phs_view_list(&map, "findings", &findings);
        phs_view_list(&map, "attestations", &attested);
        phs_view_push(&list, &map);
    }
    return list;
}

static void put_levels(const struct phs_view_of *of, struct phs_map_builder *map, const struct phs_risk *risk) {
    phs_view_level(map, "observed", risk->final_observed);
    phs_view_level(map, "inherent", risk->final_inherent);
    phs_view_level(map, "worst", risk->final_worst);
    phs_view_level(map, "best", risk->final_best);
    phs_view_level(map, "planned", risk->planned);
    phs_view_flag(map, "has_planned", risk->planned_known);
    phs_view_flag(map, "has_range", risk->final_best != risk->final_worst);
    phs_view_level(map, "initiation", risk->l_init);
    phs_view_level(map, "adverse", risk->current.l_adv[PHS_OBSERVED]);
    phs_view_level(map, "likelihood", risk->current.likelihood[PHS_OBSERVED]);
    phs_view_level(map, "impact", risk->impact);
    phs_view_level(map, "confidentiality", risk->confidentiality);
    phs_view_level(map, "integrity", risk->integrity);
    phs_view_level(map, "availability", risk->availability);
    phs_view_level(map, "from_table", risk->current.level[PHS_OBSERVED]);
    phs_view_count(map, "p_initiation", (size_t)risk->p_init);
    phs_view_count(map, "p_adverse", (size_t)risk->current.p_adv[PHS_OBSERVED]);
    phs_view_count(map, "p_adverse_worst", (size_t)risk->current.p_adv[PHS_WORST]);
    phs_view_count(map, "p_adverse_best", (size_t)risk->current.p_adv[PHS_BEST]);
    if (!risk->floor)
        return;
    struct phs_map_builder floor;
    phs_view_start(&floor, of->arena);
    phs_view_text(&floor, "name", risk->floor);
    phs_view_level(&floor, "level", risk->floor_level);
    phs_view_value(map, "floor", phs_view_done(&floor));
}

static void put_narrowing(const struct phs_view_of *of, struct phs_map_builder *map, const struct phs_risk *risk) {
    if (!risk->narrowing)
        return;
    const struct phs_safeguard *safeguard = phs_catalogue_safeguard(of->catalogue, risk->narrowing);
    struct phs_map_builder inner;
    phs_view_start(&inner, of->arena);
    phs_view_text(&inner, "id", risk->narrowing);
    phs_view_text(&inner, "title", safeguard ? safeguard->title : risk->narrowing);
    phs_view_text(&inner, "question", safeguard ? safeguard->question : NULL);
    phs_view_value(map, "narrowing", phs_view_done(&inner));
}

/* Steps of the plan by the risk that they work on. */
struct responses {
    struct phs_view_list list;
    double hours;
};

static void index_plan(const struct phs_view_of *of, struct phs_map *ret_by_risk) {
    phs_map_init(ret_by_risk, of->arena);
    for (size_t i = 0; i < of->run->plan.n; i++) {
        const struct phs_remediation *step = of->run->plan.at[i];
        struct phs_map_builder map;
        phs_view_start(&map, of->arena);
        phs_view_count(&map, "number", i + 1);
        phs_view_text(&map, "key", step->check ? step->check : step->id);
        phs_view_text(&map, "title", phs_part_step_title(of, step));
        const struct phs_value *view = phs_view_done(&map);
        for (size_t k = 0; k < step->risks.n; k++) {
            struct responses *known = phs_map_gets(ret_by_risk, step->risks.at[k].risk->id);
            if (!known)
                phs_map_puts(ret_by_risk, step->risks.at[k].risk->id, known = PHS_NEW(of->arena, struct responses));
            phs_view_add(of->arena, &known->list, view);
            known->hours += step->hours;
        }
    }
}

static void put_response(struct phs_map_builder *map, const struct phs_risk *risk, const struct phs_map *by_risk) {
    static const struct responses none;
    const struct responses *responses = phs_map_gets(by_risk, risk->id);
    responses = responses ? responses : &none;
    bool accepted = risk->treatment && strcmp(risk->treatment, "accept") == 0;
    phs_view_list(map, "responses", &responses->list);
    if (responses->list.items.n)
        phs_view_printf(map, "response_hours", "%g", responses->hours);
    phs_view_text(map, "status", accepted ? "Accepted" : risk->treatment ? "Response decided" : "No decision yet");
    phs_view_text(map, "planned_shown", risk->planned_known ? phs_level_title(risk->planned) : NULL);
}

/* Names of the safeguards that fail or are unknown, and the findings behind all of them, each once and in order. */
static void put_weak(const struct phs_view_of *of, struct phs_map_builder *map, const struct phs_risk *risk) {
    struct phs_view_list weak = {0}, ids = {0};
    struct phs_map seen;
    phs_map_init(&seen, of->arena);
    for (size_t i = 0; i < risk->safeguards.n; i++) {
        const struct phs_risk_safeguard *safeguard = &risk->safeguards.at[i];
        if (safeguard->state != PHS_STATE_PASS)
            phs_view_add(
                of->arena, &weak,
                phs_value_text(of->arena, phs_printf(of->arena, "%s (%s)", safeguard->title, state_title(safeguard->state))));
        for (size_t k = 0; k < safeguard->findings.n; k++)
            if (!phs_map_puts(&seen, safeguard->findings.at[k]->id, &seen))
                phs_view_add(of->arena, &ids, phs_value_text(of->arena, safeguard->findings.at[k]->id));
    }
    phs_view_list(map, "weak_safeguards", &weak);
    phs_view_list(map, "finding_ids", &ids);
}

static const struct phs_value *risk_view(const struct phs_view_of *of, const struct phs_risk *risk,
                                         const struct phs_map *by_risk) {
    struct phs_view_list factors = factors_of(of, risk), safeguards = safeguards_of(of, risk);
    struct phs_map_builder map;
    phs_view_start(&map, of->arena);
    phs_view_text(&map, "id", risk->id);
    phs_view_text(&map, "threat", risk->threat);
    phs_view_text(&map, "title", risk->threat_title);
    phs_view_text(&map, "source", risk->threat_source);
    phs_view_text(&map, "system", risk->system->name);
    phs_view_text(&map, "system_id", risk->system->id);
    phs_view_text(&map, "statement", risk->statement);
    phs_view_text(&map, "treatment", risk->treatment);
    phs_view_text(&map, "owner", risk->owner ? risk->owner : risk->system->owner);
    phs_view_text(&map, "due", phs_view_date(of->arena, risk->due));
    phs_view_text(&map, "first_seen", phs_view_date(of->arena, risk->first_seen));
    if (risk->first_seen && risk->first_seen < of->run->started)
        phs_view_count(&map, "age_days", (size_t)phs_days_between(risk->first_seen, of->run->started));
    phs_view_text(&map, "cure_by", phs_view_date(of->arena, phs_risk_cure_by(risk, of->run->started)));
    phs_view_flag(&map, "records_unknown", risk->records_unknown);
    phs_view_flag(&map, "open", risk->final_observed >= PHS_H);
    put_levels(of, &map, risk);
    put_narrowing(of, &map, risk);
    phs_view_text(&map, "category", risk->threat_source);
    put_response(&map, risk, by_risk);
    put_weak(of, &map, risk);
    phs_view_list(&map, "factors", &factors);
    phs_view_list(&map, "safeguards", &safeguards);
    return phs_view_done(&map);
}

void phs_part_register(const struct phs_view_of *of, struct phs_map_builder *view) {
    struct phs_view_list list = {0};
    struct phs_map by_risk;
    index_plan(of, &by_risk);
    for (size_t i = 0; i < of->run->risks.n; i++)
        phs_view_add(of->arena, &list, risk_view(of, of->run->risks.at[i], &by_risk));
    phs_view_list(view, "risks", &list);
}
