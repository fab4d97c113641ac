/* SPDX-License-Identifier: Apache-2.0 */
/* What to do, worst first. A step is one check that fails (one kind of change, wherever it is needed), or one question that
 * nobody has answered and that keeps a risk high. */
#include "reports/risk_analysis/parts.h"

enum { FIRST_STEPS = 5 };

struct step {
    const char *key; /* check id, or safeguard id for a question */
    const struct phs_check_info *check;
    const struct phs_safeguard *safeguard;
    const char *title;
    PHS_VEC(const struct phs_finding *) findings;
    PHS_VEC(const struct phs_risk *) risks;
    enum phs_level level;       /* highest of its risks */
    enum phs_severity priority; /* highest of its findings */
    size_t order;
};

struct steps {
    const struct phs_view_of *of;
    struct phs_map by_key;
    PHS_VEC(struct step *) items;
};

static struct step *step_of(struct steps *steps, const char *key) {
    struct step *step = phs_map_gets(&steps->by_key, key);
    if (step)
        return step;
    step = PHS_NEW(steps->of->arena, struct step);
    step->key = key;
    step->order = steps->items.n;
    phs_map_puts(&steps->by_key, key, step);
    PHS_PUSH(steps->of->arena, steps->items, step);
    return step;
}

static void add_finding(struct steps *steps, const struct phs_finding *finding) {
    if (finding->verdict != PHS_FAIL)
        return;
    struct step *step = step_of(steps, finding->check);
    step->check = phs_catalogue_check(steps->of->catalogue, finding->check);
    step->safeguard = finding->safeguard ? phs_catalogue_safeguard(steps->of->catalogue, finding->safeguard) : NULL;
    step->title = finding->title ? finding->title : finding->check;
    if (finding->priority > step->priority)
        step->priority = finding->priority;
    PHS_PUSH(steps->of->arena, step->findings, finding);
}

static void add_risk(struct steps *steps, struct step *step, const struct phs_risk *risk) {
    if (step->risks.n && step->risks.at[step->risks.n - 1] == risk)
        return;
    PHS_PUSH(steps->of->arena, step->risks, risk);
    if (risk->final_observed > step->level)
        step->level = risk->final_observed;
}

/* A question: the safeguard whose answer would narrow the risk most, where nothing is known of it. */
static void add_question(struct steps *steps, const struct phs_risk *risk) {
    const struct phs_safeguard *safeguard =
        risk->narrowing ? phs_catalogue_safeguard(steps->of->catalogue, risk->narrowing) : NULL;
    if (!safeguard || risk->final_observed < PHS_H)
        return;
    struct step *step = step_of(steps, phs_printf(steps->of->arena, "answer:%s", safeguard->id));
    step->safeguard = safeguard;
    step->title = phs_printf(steps->of->arena, "Find out: %s", safeguard->title);
    add_risk(steps, step, risk);
}

static void join_findings(struct steps *steps, const struct phs_risk *risk) {
    for (size_t i = 0; i < risk->safeguards.n; i++)
        for (size_t k = 0; k < risk->safeguards.at[i].findings.n; k++) {
            const struct phs_finding *finding = risk->safeguards.at[i].findings.at[k];
            if (finding->verdict == PHS_FAIL)
                add_risk(steps, step_of(steps, finding->check), risk);
        }
    add_question(steps, risk);
}

/* The level of the risk and the priority of the failure weigh the same; a question counts like a failure of medium priority. */
static int urgency(const struct step *step) {
    return (int)step->level + (step->findings.n ? (int)step->priority : (int)PHS_SEV_MEDIUM);
}

static int worst_first(const void *a, const void *b) {
    const struct step *x = *(struct step *const *)a, *y = *(struct step *const *)b;
    if (urgency(x) != urgency(y))
        return urgency(x) < urgency(y) ? 1 : -1;
    if (x->priority != y->priority)
        return x->priority < y->priority ? 1 : -1;
    if (x->risks.n != y->risks.n)
        return x->risks.n < y->risks.n ? 1 : -1;
    return x->order < y->order ? -1 : x->order > y->order;
}

/* The systems of its findings and risks, each once. */
static const char *where(const struct phs_view_of *of, const struct step *step) {
    PHS_VEC(const char *) names = {0};
    for (size_t i = 0; i < step->findings.n + step->risks.n; i++) {
        bool finding = i < step->findings.n;
        const struct phs_system *system = finding ? step->findings.at[i]->system : step->risks.at[i - step->findings.n]->system;
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

static const char *owner_of(const struct step *step) {
    for (size_t i = 0; i < step->risks.n; i++)
        if (step->risks.at[i]->owner)
            return step->risks.at[i]->owner;
    for (size_t i = 0; i < step->risks.n; i++)
        if (step->risks.at[i]->system->owner)
            return step->risks.at[i]->system->owner;
    return NULL;
}

static struct phs_view_list risk_links(const struct phs_view_of *of, const struct step *step) {
    struct phs_view_list list = {0};
    for (size_t i = 0; i < step->risks.n; i++) {
        struct phs_map_builder map;
        phs_view_start(&map, of->arena);
        phs_view_text(&map, "id", step->risks.at[i]->id);
        phs_view_level(&map, "level", step->risks.at[i]->final_observed);
        phs_view_push(&list, &map);
    }
    return list;
}

static const struct phs_value *step_view(const struct phs_view_of *of, const struct step *step, size_t number) {
    struct phs_view_list findings = phs_part_finding_links(of, step->findings.at, step->findings.n);
    struct phs_view_list risks = risk_links(of, step);
    struct phs_map_builder map;
    phs_view_start(&map, of->arena);
    phs_view_count(&map, "number", number);
    phs_view_text(&map, "key", step->key);
    phs_view_text(&map, "title", step->title);
    phs_view_flag(&map, "question", step->findings.n == 0);
    phs_view_text(&map, "how",
                  step->check       ? step->check->remedy
                  : step->safeguard ? step->safeguard->question ? step->safeguard->question : step->safeguard->what
                                    : NULL);
    phs_view_text(&map, "safeguard", step->safeguard ? step->safeguard->title : NULL);
    phs_view_text(&map, "where", where(of, step));
    phs_view_text(&map, "priority", step->findings.n ? phs_severity_name(step->priority) : NULL);
    phs_view_flag(&map, "has_level", step->risks.n > 0);
    phs_view_level(&map, "level", step->level);
    phs_view_text(&map, "owner", owner_of(step));
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

void phs_part_plan(const struct phs_view_of *of, struct phs_map_builder *view) {
    struct steps steps = {.of = of};
    struct phs_view_list first = {0}, all = {0};
    phs_map_init(&steps.by_key, of->arena);
    for (size_t i = 0; i < of->run->findings.n; i++)
        add_finding(&steps, of->run->findings.at[i]);
    for (size_t i = 0; i < of->run->risks.n; i++)
        join_findings(&steps, of->run->risks.at[i]);
    if (steps.items.n)
        qsort(steps.items.at, steps.items.n, sizeof *steps.items.at, worst_first);
    for (size_t i = 0; i < steps.items.n; i++) {
        const struct phs_value *step = step_view(of, steps.items.at[i], i + 1);
        phs_view_add(of->arena, &all, step);
        if (i < FIRST_STEPS)
            phs_view_add(of->arena, &first, step);
    }
    phs_view_list(view, "steps", &all);
    phs_view_list(view, "first_steps", &first);
    put_acceptances(of, view);
}
