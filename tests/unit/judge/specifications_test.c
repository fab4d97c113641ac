/* SPDX-License-Identifier: Apache-2.0 */
/* Addressable specifications that something fails, with and without a record. */
#include <criterion/criterion.h>

#include "judge/specifications.h"
#include "support/catalogue.h"

struct fixture {
    struct phs_arena *arena;
    struct phs_catalogue *catalogue;
    struct phs_run run;
    struct phs_system system;
};

static void set_up(struct fixture *f) {
    memset(f, 0, sizeof *f);
    f->arena = phs_arena_new();
    f->catalogue = built_in_catalogue(f->arena);
    f->run = (struct phs_run){.arena = f->arena, .started = 1780000000};
    f->run.graph = PHS_NEW(f->arena, struct phs_graph);
    phs_graph_init(f->run.graph, f->arena);
    f->system.name = "It";
}

static void fail_at(struct fixture *f, const char *safeguard, const char *specification, bool on_system) {
    struct phs_finding *finding = PHS_NEW(f->arena, struct phs_finding);
    finding->check = "t.check";
    finding->safeguard = safeguard;
    finding->specification = specification;
    finding->verdict = PHS_FAIL;
    finding->system = on_system ? &f->system : NULL;
    PHS_PUSH(f->arena, f->run.findings, finding);
}

static void record(struct fixture *f, const char *yaml) {
    struct phs_err err = {0};
    cr_assert_eq(phs_records_parse(&f->run, "decisions.yaml", phs_slice(yaml), &err), PHS_OK, "%s", err.text);
}

/* The state of the record of a specification, or "absent". */
static const char *state(struct fixture *f, const char *id) {
    phs_specifications_add(&f->run, f->catalogue);
    const struct phs_resource_list *list = phs_graph_of_type(f->run.graph, "specification");
    for (size_t i = 0; list && i < list->items.n; i++)
        if (strcmp(list->items.at[i]->address, id) == 0)
            return phs_text_or(f->arena, phs_get(list->items.at[i]->attributes, "record"), "?");
    return "absent";
}

#define GOOD                                                                                                                   \
    "decision: alternative, rationale: r, alternative: a, approver: CTO, decided: 2026-01-01, "                                \
    "review: 2099-01-01"

struct row {
    const char *scenario, *safeguard, *specification;
    bool on_system;
    const char *yaml, *id, *expected;
};

Test(specifications, a_failed_addressable_specification_needs_a_record_in_order) {
    static const struct row rows[] = {
        {"no record", "encryption-at-rest", "hipaa:164.312(a)(2)(iv)", true, "[]", "164.312(a)(2)(iv)", "none"},
        {"a record", "encryption-at-rest", "hipaa:164.312(a)(2)(iv)", true, "[{specification: 164.312(a)(2)(iv), " GOOD "}]",
         "164.312(a)(2)(iv)", "in order"},
        {"with the framework's name", "encryption-at-rest", "hipaa:164.312(a)(2)(iv)", true,
         "[{specification: 'hipaa:164.312(a)(2)(iv)', " GOOD "}]", "164.312(a)(2)(iv)", "in order"},
        {"its review is over", "encryption-at-rest", "hipaa:164.312(a)(2)(iv)", true,
         "[{specification: 164.312(a)(2)(iv), decision: implement, rationale: r, approver: CTO, decided: 2020-01-01, review: "
         "2021-01-01}]",
         "164.312(a)(2)(iv)", "overdue"},
        {"no approver", "encryption-at-rest", "hipaa:164.312(a)(2)(iv)", true,
         "[{specification: 164.312(a)(2)(iv), decision: implement, rationale: r, decided: 2026-01-01, review: 2099-01-01}]",
         "164.312(a)(2)(iv)", "incomplete"},
        {"an alternative that is not named", "encryption-at-rest", "hipaa:164.312(a)(2)(iv)", true,
         "[{specification: 164.312(a)(2)(iv), decision: alternative, rationale: r, approver: C, decided: 2026-01-01, review: "
         "2099-01-01}]",
         "164.312(a)(2)(iv)", "incomplete"},
        {"a bad record and a good one", "encryption-at-rest", "hipaa:164.312(a)(2)(iv)", true,
         "[{specification: 164.312(a)(2)(iv)}, {specification: 164.312(a)(2)(iv), " GOOD "}]", "164.312(a)(2)(iv)", "in order"},
        {"of another specification", "encryption-at-rest", "hipaa:164.312(a)(2)(iv)", true,
         "[{specification: 164.312(a)(2)(iii), " GOOD "}]", "164.312(a)(2)(iv)", "none"},
        {"not on a PHI system", "encryption-at-rest", "hipaa:164.312(a)(2)(iv)", false, "[]", "164.312(a)(2)(iv)", "absent"},
        {"a required specification", "backup", "hipaa:164.308(a)(7)(ii)(A)", true, "[]", "164.308(a)(7)(ii)(A)", "absent"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct fixture f;
        set_up(&f);
        fail_at(&f, rows[i].safeguard, rows[i].specification, rows[i].on_system);
        record(&f, rows[i].yaml);
        const char *got = state(&f, rows[i].id);
        cr_expect_str_eq(got, rows[i].expected, "%s: %s, not %s", rows[i].scenario, got, rows[i].expected);
        phs_arena_free(f.arena);
    }
}

Test(specifications, a_record_replaces_nothing_that_is_required) {
    struct fixture f;
    set_up(&f);
    record(&f, "[{specification: 164.308(a)(7)(ii)(A), " GOOD "}]");
    state(&f, "x");
    cr_assert_eq(f.run.warnings.n, 1);
    cr_expect(strstr(f.run.warnings.at[0], "not addressable but required"), "%s", f.run.warnings.at[0]);
    phs_arena_free(f.arena);
}
