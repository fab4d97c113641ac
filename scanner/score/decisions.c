/* SPDX-License-Identifier: Apache-2.0 */
/* Reading treatments and finding the one that speaks of a risk or a step. */
#include "score/decisions.h"

#include "base/clock.h"
#include "parse/list_file.h"

static const char *const names[] = {NULL, "mitigate", "accept", "transfer", "avoid"};

const char *phs_treatment_name(enum phs_treatment treatment) {
    return names[treatment];
}

bool phs_treatment_parse(struct phs_slice name, enum phs_treatment *ret_treatment) {
    for (enum phs_treatment i = PHS_MITIGATE; i <= PHS_AVOID; i++)
        if (phs_slice_ieq(name, phs_slice(names[i]))) {
            *ret_treatment = i;
            return true;
        }
    return false;
}

static const char *treatment_problem(struct phs_arena *arena, const struct phs_value *entry, struct phs_decision *decision) {
    struct phs_slice word = phs_text(phs_get(entry, "treatment"));
    if (phs_treatment_parse(word, &decision->treatment))
        return NULL;
    return phs_printf(arena, "`treatment` is mitigate, accept, transfer or avoid, not `%s`", phs_slice_dup(arena, word));
}

static const char *acceptance_problem(struct phs_arena *arena, const struct phs_run *run, const struct phs_decision *decision) {
    char text[11];
    if (decision->treatment != PHS_ACCEPT)
        return NULL;
    if (!decision->approver)
        return "an acceptance needs an `approver`";
    if (!decision->expires)
        return "an acceptance needs a date on which it `expires`";
    if (decision->expires >= run->started)
        return NULL;
    phs_date_format(decision->expires, text);
    return phs_printf(arena, "the acceptance expired on %s", text);
}

static bool read_number(const struct phs_value *value, double *ret_number) {
    if (phs_is(value, PHS_NUMBER))
        *ret_number = value->number.value;
    return phs_is(value, PHS_NUMBER) || phs_slice_number(phs_text(value), ret_number);
}

static double hours_of(struct phs_arena *arena, struct phs_decision *decision, const struct phs_value *entry) {
    const struct phs_value *value = phs_get(entry, "hours");
    double hours = -1;
    if (!value || value->kind == PHS_NULL)
        return -1;
    if (read_number(value, &hours) && hours >= 0 && hours <= 1e6)
        return hours;
    if (!decision->problem)
        decision->problem = phs_strdup(arena, "`hours` is no number of hours of work");
    return -1;
}

static void read_entry(struct phs_run *run, const struct phs_value *entry) {
    struct phs_arena *arena = run->arena;
    struct phs_decision *decision = PHS_NEW(arena, struct phs_decision);
    decision->place = entry->place;
    decision->risk = phs_text_or(arena, phs_get(entry, "risk"), NULL);
    decision->check = phs_text_or(arena, phs_get(entry, "check"), NULL);
    decision->safeguard = phs_text_or(arena, phs_get(entry, "safeguard"), NULL);
    decision->system = phs_text_or(arena, phs_get(entry, "system"), NULL);
    decision->owner = phs_text_or(arena, phs_get(entry, "owner"), NULL);
    decision->approver = phs_text_or(arena, phs_get(entry, "approver"), NULL);
    decision->note = phs_text_or(arena, phs_get(entry, "note"), NULL);
    decision->problem = phs_is(entry, PHS_MAP) ? treatment_problem(arena, entry, decision) : "it is no map of keys";
    if (!decision->problem && !decision->risk && !decision->check && !decision->safeguard)
        decision->problem = "it names no `risk`, `check` or `safeguard`";
    decision->due = phs_list_file_date(arena, entry, "due", &decision->problem);
    decision->expires = phs_list_file_date(arena, entry, "expires", &decision->problem);
    decision->hours = hours_of(arena, decision, entry);
    if (!decision->problem)
        decision->problem = acceptance_problem(arena, run, decision);
    if (decision->problem)
        PHS_PUSH(arena, run->warnings,
                 phs_printf(arena, "%s: this treatment takes no effect: %s", phs_place_text(arena, decision->place),
                            decision->problem));
    PHS_PUSH(arena, run->decisions, decision);
}

enum phs_code phs_decisions_parse(struct phs_run *run, const char *path, struct phs_slice bytes, struct phs_err *err) {
    return phs_list_file_read(run, path, bytes, "treatments", read_entry, err);
}

const struct phs_decision *phs_decision_of_step(const struct phs_run *run, const char *check, const char *safeguard,
                                                const struct phs_system *system) {
    for (size_t i = 0; i < run->decisions.n; i++) {
        struct phs_decision *decision = run->decisions.at[i];
        if (!phs_decision_concerns(decision, check, safeguard, system))
            continue;
        decision->used = true;
        return decision;
    }
    return NULL;
}

static void apply_acceptances(struct phs_run *run, struct phs_risk *risk) {
    for (size_t e = 0; e < run->exceptions.n; e++) {
        struct phs_exception *exception = run->exceptions.at[e];
        if (!exception->risk || exception->problem || strcmp(risk->id, exception->risk) != 0)
            continue;
        risk->treatment = phs_treatment_name(PHS_ACCEPT);
        risk->owner = exception->approver;
        risk->due = exception->expires;
        exception->used = true;
    }
}

void phs_decide_risk(struct phs_run *run, struct phs_risk *risk) {
    apply_acceptances(run, risk);
    for (size_t i = 0; i < run->decisions.n; i++) {
        struct phs_decision *decision = run->decisions.at[i];
        if (decision->problem || !decision->risk || strcmp(decision->risk, risk->id) != 0)
            continue;
        decision->used = true;
        risk->treatment = phs_treatment_name(decision->treatment);
        risk->owner = decision->owner ? decision->owner : decision->approver ? decision->approver : risk->owner;
        risk->due = decision->treatment == PHS_ACCEPT ? decision->expires : decision->due;
    }
}

void phs_decisions_note_unused(struct phs_run *run) {
    for (size_t i = 0; i < run->decisions.n; i++) {
        const struct phs_decision *decision = run->decisions.at[i];
        if (!decision->used && !decision->problem)
            PHS_PUSH(run->arena, run->warnings,
                     phs_printf(run->arena, "%s: this treatment names nothing that was found",
                                phs_place_text(run->arena, decision->place)));
    }
}
