/* SPDX-License-Identifier: Apache-2.0 */
/* What to do, worst first: the steps of the run's plan. */
#include "reports/documents/parts.h"

enum { FIRST_STEPS = 5 };

/* The systems of its findings and risks, each once. */
static const char *where(const struct phs_view_of *of, const struct phs_remediation *step) {
    PHS_VEC(const char *) names = {0};
    for (size_t i = 0; i < step->findings.n + step->risks.n; i++) {
        bool finding = i < step->findings.n;
        const struct phs_system *system =
            finding ? step->findings.at[i]->system : step->risks.at[i - step->findings.n].risk->system;
        if (step->findings.n && !finding)
            break;
        bool known = system == NULL;
        for (size_t k = 0; !known && k < names.n; k++)
            known = strcmp(names.at[k], system->name) == 0;
        if (!known)
            PHS_PUSH(of->arena, names, system->name);
    }
    enum { SHOWN = 4 };
    const char *text = phs_view_join(of->arena, names.at, names.n < SHOWN ? names.n : SHOWN);
    return names.n > SHOWN ? phs_printf(of->arena, "%s and %zu more", text, names.n - SHOWN) : text;
}

static struct phs_view_list risk_links(const struct phs_view_of *of, const struct phs_remediation *step) {
    struct phs_view_list list = {0};
    for (size_t i = 0; i < step->risks.n; i++) {
        struct phs_map_builder map;
        phs_view_start(&map, of->arena);
        phs_view_text(&map, "id", step->risks.at[i].risk->id);
        phs_view_level(&map, "level", step->risks.at[i].risk->final_observed);
        phs_view_level(&map, "after", step->risks.at[i].level);
        phs_view_flag(&map, "falls", step->risks.at[i].level < step->risks.at[i].risk->final_observed);
        phs_view_push(&list, &map);
    }
    return list;
}

static const char *title_of(const struct phs_view_of *of, const struct phs_remediation *step,
                            const struct phs_safeguard *safeguard) {
    if (!step->check)
        return phs_printf(of->arena, "Find out: %s", safeguard ? safeguard->title : step->safeguard);
    return step->findings.n && step->findings.at[0]->title ? step->findings.at[0]->title : step->check;
}

const char *phs_part_step_title(const struct phs_view_of *of, const struct phs_remediation *step) {
    return title_of(of, step, step->safeguard ? phs_catalogue_safeguard(of->catalogue, step->safeguard) : NULL);
}

/* "takes 3 risks down by 4 levels together" */
static const char *drop_text(const struct phs_view_of *of, const struct phs_remediation *step) {
    size_t falling = 0;
    for (size_t i = 0; i < step->risks.n; i++)
        falling += step->risks.at[i].level < step->risks.at[i].risk->final_observed;
    if (falling == 1 && step->level_drop == 1)
        return "1 risk one level down";
    if (falling)
        return phs_printf(of->arena, "%s down, %d levels together", phs_count_text(of->arena, falling, "risk", NULL),
                          step->level_drop);
    if (step->p_drop > 0)
        return phs_printf(of->arena, "no level by itself, %d points off the likelihood of harm", step->p_drop);
    return step->risks.n ? "nothing by itself: other failures keep the level" : NULL;
}

static void put_effect(const struct phs_view_of *of, struct phs_map_builder *map, const struct phs_remediation *step) {
    phs_view_text(map, "drop", drop_text(of, step));
    phs_view_count(map, "level_drop", (size_t)(step->level_drop > 0 ? step->level_drop : 0));
    phs_view_count(map, "p_drop", (size_t)(step->p_drop > 0 ? step->p_drop : 0));
    phs_view_printf(map, "hours", "%g", step->hours);
    phs_view_text(map, "hours_reason", step->hours_reason);
    phs_view_text(map, "treatment", step->decision ? phs_treatment_name(step->decision->treatment) : NULL);
    phs_view_text(map, "note", step->decision ? step->decision->note : NULL);
    phs_view_text(map, "due", phs_view_date(of->arena, step->due));
    phs_view_text(map, "owner", step->owner);
}

static const struct phs_value *step_view(const struct phs_view_of *of, const struct phs_remediation *step, size_t number,
                                         bool ticket) {
    struct phs_view_list findings = phs_part_finding_links(of, step->findings.at, step->findings.n);
    struct phs_view_list risks = risk_links(of, step);
    const struct phs_check_info *check = step->check ? phs_catalogue_check(of->catalogue, step->check) : NULL;
    const struct phs_safeguard *safeguard = step->safeguard ? phs_catalogue_safeguard(of->catalogue, step->safeguard) : NULL;
    const char *how = check ? check->remedy : !safeguard ? NULL : safeguard->question ? safeguard->question : safeguard->what;
    struct phs_map_builder map;
    phs_view_start(&map, of->arena);
    phs_view_count(&map, "number", number);
    phs_view_text(&map, "key", step->check ? step->check : step->id);
    phs_view_text(&map, "title", title_of(of, step, safeguard));
    phs_view_flag(&map, "question", !step->check);
    phs_view_text(&map, "how", how);
    phs_view_text(&map, "safeguard", safeguard ? safeguard->title : NULL);
    phs_view_text(&map, "safeguard_id", step->safeguard);
    phs_view_text(&map, "where", where(of, step));
    phs_view_text(&map, "priority", step->check ? phs_severity_name(step->priority) : NULL);
    phs_view_flag(&map, "has_level", step->risks.n > 0);
    phs_view_level(&map, "level", step->level);
    put_effect(of, &map, step);
    if (ticket)
        phs_part_ticket(of, &map, step, how, where(of, step), drop_text(of, step));
    phs_view_list(&map, "findings", &findings);
    phs_view_list(&map, "risks", &risks);
    phs_view_count(&map, "risk_count", step->risks.n);
    phs_view_text(&map, "risks_text", phs_count_text(of->arena, step->risks.n, "risk", NULL));
    phs_view_count(&map, "finding_count", step->findings.n);
    return phs_view_done(&map);
}

static void put_acceptances(const struct phs_view_of *of, struct phs_map_builder *view) {
    struct phs_view_list list = {0};
    for (size_t i = 0; i < of->run->exceptions.n; i++) {
        const struct phs_exception *exception = of->run->exceptions.at[i];
        struct phs_map_builder map;
        phs_view_start(&map, of->arena);
        phs_view_text(&map, "what",
                      exception->risk          ? exception->risk
                      : exception->fingerprint ? exception->fingerprint
                      : exception->check       ? exception->check
                                               : "any check");
        phs_view_text(&map, "resource", exception->resource);
        phs_view_text(&map, "reason", exception->reason);
        phs_view_text(&map, "approver", exception->approver);
        phs_view_text(&map, "expires", phs_view_date(of->arena, exception->expires));
        phs_view_text(&map, "problem", exception->problem);
        phs_view_flag(&map, "used", exception->used);
        phs_view_text(&map, "place", phs_view_place(of->arena, exception->place));
        phs_view_push(&list, &map);
    }
    phs_view_list(view, "acceptances", &list);
}

void phs_part_plan(const struct phs_view_of *of, struct phs_map_builder *view, bool tickets) {
    struct phs_view_list first = {0}, all = {0};
    for (size_t i = 0; i < of->run->plan.n; i++) {
        const struct phs_value *step = step_view(of, of->run->plan.at[i], i + 1, tickets);
        phs_view_add(of->arena, &all, step);
        if (i < FIRST_STEPS)
            phs_view_add(of->arena, &first, step);
    }
    phs_view_list(view, "steps", &all);
    phs_view_list(view, "first_steps", &first);
    put_acceptances(of, view);
}
