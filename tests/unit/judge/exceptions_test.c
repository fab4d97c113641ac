/* SPDX-License-Identifier: Apache-2.0 */
#include "judge/exceptions.h"

#include <criterion/criterion.h>

#include "base/clock.h"

static struct phs_run *run_at(struct phs_arena *arena, const char *date) {
    struct phs_run *run = PHS_NEW(arena, struct phs_run);
    run->arena = arena;
    cr_assert(phs_time_parse(phs_slice(date), &run->started));
    run->graph = PHS_NEW(arena, struct phs_graph);
    phs_graph_init(run->graph, arena);
    return run;
}

static struct phs_finding *finding(struct phs_run *run, const char *check, const char *address, enum phs_verdict verdict) {
    struct phs_finding *made = PHS_NEW(run->arena, struct phs_finding);
    made->check = check;
    made->verdict = verdict;
    made->resource = phs_graph_find(run->graph, "r", "", address);
    if (!made->resource)
        made->resource = phs_graph_add(run->graph, "r", "", "t", address);
    phs_fingerprint(check, made->resource, NULL, made->fingerprint);
    PHS_PUSH(run->arena, run->findings, made);
    return made;
}

struct row {
    const char *scenario, *entry;
    bool hides;
    const char *warning; /* part of a warning that must be there, or NULL */
};

#define FULL "reason: r, approver: Officer, expires: 2026-12-31"

Test(exceptions, takes_effect_only_when_it_is_complete_and_in_time) {
    static const struct row rows[] = {
        {"complete", "{check: c.one, resource: 'm.a', " FULL "}", true, NULL},
        {"every instance", "{check: c.one, resource: 'm.*', " FULL "}", true, NULL},
        {"by check alone", "{check: c.one, " FULL "}", true, NULL},
        {"another check", "{check: c.two, resource: 'm.a', " FULL "}", false, "names nothing that was found"},
        {"another resource", "{check: c.one, resource: 'm.b', " FULL "}", false, "names nothing that was found"},
        {"no reason", "{check: c.one, approver: Officer, expires: 2026-12-31}", false, "no reason"},
        {"no approver", "{check: c.one, reason: r, expires: 2026-12-31}", false, "no approver"},
        {"no expiry", "{check: c.one, reason: r, approver: Officer}", false, "no expiry"},
        {"expired yesterday", "{check: c.one, reason: r, approver: Officer, expires: 2026-02-28}", false,
         "expired on 2026-02-28"},
        {"expires today", "{check: c.one, reason: r, approver: Officer, expires: 2026-03-01}", true, NULL},
        {"no date", "{check: c.one, reason: r, approver: Officer, expires: soon}", false, "is no date"},
        {"nothing named", "{" FULL "}", false, "names no check"},
        {"no map", "just text", false, "is no map"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct phs_arena *arena = phs_arena_new();
        struct phs_run *run = run_at(arena, "2026-03-01");
        struct phs_finding *fail = finding(run, "c.one", "m.a", PHS_FAIL), *pass = finding(run, "c.one", "m.p", PHS_PASS);
        struct phs_err err = {0};
        const char *text = phs_printf(arena, "exceptions:\n  - %s\n", rows[i].entry);
        cr_assert_eq(phs_exceptions_parse(run, "exceptions.yaml", phs_slice(text), &err), PHS_OK, "%s: %s", rows[i].scenario,
                     err.text);
        phs_exceptions_apply(run);
        cr_expect_eq(fail->exception != NULL, rows[i].hides, "%s", rows[i].scenario);
        cr_expect_null(pass->exception, "%s: a pass needs no exception", rows[i].scenario);
        cr_expect_eq(run->warnings.n, rows[i].warning ? 1 : 0, "%s: %zu warnings", rows[i].scenario, run->warnings.n);
        if (rows[i].warning && run->warnings.n)
            cr_expect(strstr(run->warnings.at[0], rows[i].warning) && strstr(run->warnings.at[0], "exceptions.yaml:2"),
                      "%s: %s", rows[i].scenario, run->warnings.at[0]);
        phs_arena_free(arena);
    }
}

Test(exceptions, a_file_that_cannot_be_read_is_one_sentence) {
    struct phs_arena *arena = phs_arena_new();
    struct phs_run *run = run_at(arena, "2026-03-01");
    struct phs_err err = {0};
    cr_expect_eq(phs_exceptions_parse(run, "exceptions.yaml", PHS_SLICE("exceptions: [\n"), &err), PHS_E_INPUT);
    cr_expect(strstr(err.text, "exceptions.yaml:"), "%s", err.text);
    cr_expect_eq(run->exceptions.n, 0);
    phs_arena_free(arena);
}
