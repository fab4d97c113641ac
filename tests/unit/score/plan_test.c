/* SPDX-License-Identifier: Apache-2.0 */
/* What a step takes off, what was decided about it, and what the register then looks like. */
#include "fixture.h"

#include "score/decisions.h"

static void say_of(struct fixture *f, const char *check, const char *safeguard, enum phs_verdict verdict) {
    say(f, safeguard, verdict);
    f->run.findings.at[f->run.findings.n - 1]->check = check;
}

static const struct phs_remediation *step(const struct fixture *f, const char *id) {
    for (size_t i = 0; i < f->run.plan.n; i++)
        if (strcmp(f->run.plan.at[i]->id, id) == 0)
            return f->run.plan.at[i];
    return NULL;
}

static void decide(struct fixture *f, const char *yaml) {
    struct phs_err err = {0};
    cr_assert_eq(phs_decisions_parse(&f->run, "treatments.yaml", phs_slice(yaml), &err), PHS_OK, "%s", err.text);
}

Test(plan, two_failures_of_one_safeguard_are_two_steps_and_neither_alone_makes_it_whole) {
    struct fixture f = with_system(PHS_SYSTEM_STORE, "aws_db_instance");
    say_of(&f, "a.kept", "backup", PHS_FAIL);
    say_of(&f, "b.long", "backup", PHS_FAIL);
    const struct phs_risk *lost = risk(&f, "store-lost");
    cr_assert_eq(lost->current.p_adv[PHS_OBSERVED], 100);
    const struct phs_remediation *first = step(&f, "fix:a.kept");
    cr_assert_not_null(first);
    cr_assert_eq(first->findings.n, 1);
    for (size_t i = 0; i < first->risks.n; i++)
        if (first->risks.at[i].risk == lost) {
            cr_expect_eq(first->risks.at[i].p_adv, 60, "very strong (80) by half: %d", first->risks.at[i].p_adv);
            cr_expect_lt(first->risks.at[i].level, lost->final_observed, "the floor is gone once it does not fail outright");
        }
    phs_arena_free(f.arena);
}

Test(plan, no_step_raises_a_risk) {
    struct fixture f = with_system(PHS_SYSTEM_STORE, "aws_db_instance");
    const char *safeguards[] = {"backup", "encryption-at-rest", "public-exposure", "strong-authentication", "audit-logging"};
    for (size_t i = 0; i < sizeof safeguards / sizeof *safeguards; i++) {
        say_of(&f, safeguards[i], safeguards[i], i % 2 ? PHS_FAIL : PHS_VERDICT_UNKNOWN);
        say_of(&f, phs_printf(f.arena, "%s.second", safeguards[i]), safeguards[i], PHS_FAIL);
    }
    risk(&f, "store-lost");
    cr_assert_gt(f.run.plan.n, 4);
    for (size_t i = 0; i < f.run.plan.n; i++)
        for (size_t k = 0; k < f.run.plan.at[i]->risks.n; k++) {
            const struct phs_remedied *after = &f.run.plan.at[i]->risks.at[k];
            cr_expect_leq(after->level, after->risk->final_observed, "%s", f.run.plan.at[i]->id);
            cr_expect_leq(after->p_adv, after->risk->current.p_adv[PHS_OBSERVED], "%s", f.run.plan.at[i]->id);
        }
    phs_arena_free(f.arena);
}

Test(plan, what_was_decided_moves_the_planned_level_and_nothing_else) {
    struct fixture f = with_system(PHS_SYSTEM_STORE, "aws_db_instance");
    say_of(&f, "a.kept", "backup", PHS_FAIL);
    enum phs_level before = risk(&f, "store-lost")->final_observed;
    cr_expect_not(risk(&f, "store-lost")->planned_known);
    decide(&f, "- {check: 'a.*', treatment: mitigate, owner: Ops, due: 2026-12-01, hours: 3}\n");
    const struct phs_risk *lost = risk(&f, "store-lost");
    cr_expect_eq(lost->final_observed, before);
    cr_expect(lost->planned_known);
    cr_expect_lt(lost->planned, before);
    cr_expect_str_eq(lost->treatment, "mitigate");
    cr_expect_eq(step(&f, "fix:a.kept")->hours, 3);
    cr_expect_str_eq(step(&f, "fix:a.kept")->owner, "Ops");
    cr_expect(f.run.decisions.at[0]->used);
    phs_arena_free(f.arena);
}

Test(plan, a_decision_for_one_system_says_nothing_of_another) {
    struct fixture f = with_system(PHS_SYSTEM_STORE, "aws_db_instance");
    say_of(&f, "a.kept", "backup", PHS_FAIL);
    decide(&f, "- {check: a.kept, system: Elsewhere, treatment: mitigate}\n");
    cr_expect_not(risk(&f, "store-lost")->planned_known);
    cr_expect_gt(f.run.warnings.n, 0, "it names nothing that was found");
    phs_arena_free(f.arena);
}

struct bad_row {
    const char *scenario, *yaml, *says;
};

Test(plan, a_decision_that_cannot_count_takes_no_effect_and_is_said) {
    static const struct bad_row rows[] = {
        {"no such treatment", "- {check: a.kept, treatment: ignore}", "mitigate, accept, transfer or avoid"},
        {"names nothing", "- {treatment: mitigate}", "it names no"},
        {"acceptance without approver", "- {check: a.kept, treatment: accept, expires: 2099-01-01}", "`approver`"},
        {"acceptance without end", "- {check: a.kept, treatment: accept, approver: CTO}", "`expires`"},
        {"acceptance that is over", "- {check: a.kept, treatment: accept, approver: CTO, expires: 2020-01-01}",
         "expired on 2020"},
        {"a date that is none", "- {check: a.kept, treatment: mitigate, due: soon}", "`due` is no date"},
        {"hours that are none", "- {check: a.kept, treatment: mitigate, hours: few}", "`hours` is no number"},
        {"no map", "- mitigate", "no map of keys"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct fixture f = with_system(PHS_SYSTEM_STORE, "aws_db_instance");
        f.run.started = 1780000000;
        say_of(&f, "a.kept", "backup", PHS_FAIL);
        decide(&f, rows[i].yaml);
        cr_assert_gt(f.run.warnings.n, 0, "%s", rows[i].scenario);
        cr_expect(strstr(f.run.warnings.at[0], rows[i].says), "%s: %s", rows[i].scenario, f.run.warnings.at[0]);
        cr_expect_not(risk(&f, "store-lost")->planned_known, "%s", rows[i].scenario);
        phs_arena_free(f.arena);
    }
}

Test(plan, an_accepted_risk_keeps_its_level) {
    struct fixture f = with_system(PHS_SYSTEM_STORE, "aws_db_instance");
    f.run.started = 1780000000;
    say_of(&f, "a.kept", "backup", PHS_FAIL);
    const struct phs_risk *lost = risk(&f, "store-lost");
    enum phs_level before = lost->final_observed;
    decide(&f, phs_printf(f.arena, "- {risk: %s, treatment: accept, approver: CTO, expires: 2099-01-01}\n", lost->id));
    lost = risk(&f, "store-lost");
    cr_expect_eq(lost->final_observed, before);
    cr_expect_eq(lost->planned, before);
    cr_expect_str_eq(lost->treatment, "accept");
    cr_expect_str_eq(lost->owner, "CTO");
    phs_arena_free(f.arena);
}
