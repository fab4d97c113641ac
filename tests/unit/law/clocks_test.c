/* SPDX-License-Identifier: Apache-2.0 */
/* Clocks at their thresholds: 499, 500 and 501 are three different cases. */
#include <criterion/criterion.h>

#include "base/clock.h"
#include "law/clocks.h"
#include "law/facts.h"

static struct phs_breach_facts facts_of(struct phs_arena *arena, const char *yaml) {
    struct phs_breach_facts facts;
    struct phs_err err = {0};
    cr_assert_eq(phs_breach_facts_parse(arena, "incident.yaml", phs_slice(yaml), &facts, &err), PHS_OK, "%s", err.text);
    return facts;
}

static const struct phs_breach *clocks_of(struct phs_arena *arena, const char *yaml) {
    struct phs_breach_facts *facts = PHS_NEW(arena, struct phs_breach_facts);
    struct phs_breach *breach;
    struct phs_err err = {0};
    *facts = facts_of(arena, yaml);
    cr_assert_eq(phs_breach_clocks(arena, facts, &breach, &err), PHS_OK, "%s", err.text);
    return breach;
}

/* "runs 2026-04-30", "does not apply", "unknown", "runs", "absent". */
static const char *state(struct phs_arena *arena, const struct phs_breach *breach, const char *id) {
    for (size_t i = 0; i < breach->clocks.n; i++) {
        const struct phs_clock *clock = &breach->clocks.at[i];
        char date[21];
        if (strcmp(clock->id, id) != 0)
            continue;
        if (clock->state != PHS_CLOCK_RUNS || !clock->due)
            return phs_clock_state_name(clock->state);
        phs_time_format(clock->due, date);
        return phs_printf(arena, "runs %.*s", clock->exact ? 16 : 10, date);
    }
    return "absent";
}

struct row {
    const char *scenario, *yaml, *id, *expected;
};

static void hold(const struct row *rows, size_t n) {
    for (size_t i = 0; i < n; i++) {
        struct phs_arena *arena = phs_arena_new();
        const char *got = state(arena, clocks_of(arena, rows[i].yaml), rows[i].id);
        cr_expect_str_eq(got, rows[i].expected, "%s, %s: %s, not %s", rows[i].scenario, rows[i].id, got, rows[i].expected);
        phs_arena_free(arena);
    }
}
#define HOLD(rows) hold(rows, sizeof(rows) / sizeof *(rows))

Test(clocks, numbers_of_persons_decide_what_the_federal_rule_asks) {
    static const struct row rows[] = {
        {"499 in one state", "{discovered: 2026-03-01, individuals: {TX: 499}}", "hipaa.individuals", "runs 2026-04-30"},
        {"499 in one state", "{discovered: 2026-03-01, individuals: {TX: 499}}", "hipaa.hhs", "does not apply"},
        {"499 in one state", "{discovered: 2026-03-01, individuals: {TX: 499}}", "hipaa.hhs-annual", "runs 2027-03-01"},
        {"499 in one state", "{discovered: 2026-03-01, individuals: {TX: 499}}", "hipaa.media:TX", "does not apply"},
        {"500 in one state", "{discovered: 2026-03-01, individuals: {TX: 500}}", "hipaa.hhs", "runs 2026-04-30"},
        {"500 in one state", "{discovered: 2026-03-01, individuals: {TX: 500}}", "hipaa.hhs-annual", "does not apply"},
        {"500 in one state", "{discovered: 2026-03-01, individuals: {TX: 500}}", "hipaa.media:TX", "does not apply"},
        {"501 in one state", "{discovered: 2026-03-01, individuals: {TX: 501}}", "hipaa.hhs", "runs 2026-04-30"},
        {"501 in one state", "{discovered: 2026-03-01, individuals: {TX: 501}}", "hipaa.media:TX", "runs 2026-04-30"},
        {"501 over two states", "{discovered: 2026-03-01, individuals: {TX: 300, OH: 201}}", "hipaa.hhs", "runs 2026-04-30"},
        {"501 over two states", "{discovered: 2026-03-01, individuals: {TX: 300, OH: 201}}", "hipaa.media:TX",
         "does not apply"},
        {"nobody knows how many", "{discovered: 2026-03-01, individuals: {TX: unknown}}", "hipaa.hhs", "unknown"},
        {"600 here, more elsewhere", "{discovered: 2026-03-01, individuals: {TX: 600, OH: unknown}}", "hipaa.hhs",
         "runs 2026-04-30"},
        {"600 here, more elsewhere", "{discovered: 2026-03-01, individuals: {TX: 600, OH: unknown}}", "hipaa.hhs-annual",
         "does not apply"},
        {"nothing stated", "{discovered: 2026-03-01}", "hipaa.individuals", "unknown"},
        {"discovered on new year's eve", "{discovered: 2026-12-31, individuals: {TX: 1}}", "hipaa.hhs-annual",
         "runs 2027-03-01"},
        {"in a leap year", "{discovered: 2027-05-01, individuals: {TX: 1}}", "hipaa.hhs-annual", "runs 2028-02-29"},
    };
    HOLD(rows);
}

Test(clocks, states_have_their_own) {
    static const struct row rows[] = {
        {"California", "{discovered: 2026-03-01, individuals: {CA: 1}}", "ca.residents", "runs 2026-03-31"},
        {"California, 500", "{discovered: 2026-03-01, individuals: {CA: 500}}", "ca.attorney-general", "does not apply"},
        {"California, 501", "{discovered: 2026-03-01, individuals: {CA: 501}}", "ca.attorney-general", "runs"},
        {"a clinic, from a Sunday", "{discovered: 2026-03-01, licensed_facility: true, individuals: {CA: 1}}", "ca.facility",
         "runs 2026-03-20"},
        {"no clinic", "{discovered: 2026-03-01, licensed_facility: false, individuals: {CA: 1}}", "ca.facility",
         "does not apply"},
        {"nobody stated a licence", "{discovered: 2026-03-01, individuals: {CA: 1}}", "ca.facility", "unknown"},
        {"New York", "{discovered: 2026-03-01, individuals: {NY: 3}}", "ny.residents", "runs 2026-03-31"},
        {"New York, 5,000", "{discovered: 2026-03-01, individuals: {NY: 5000}}", "ny.agencies", "does not apply"},
        {"New York, 5,001", "{discovered: 2026-03-01, individuals: {NY: 5001}}", "ny.agencies", "runs 2026-03-31"},
        {"Texas, 249", "{discovered: 2026-03-01, individuals: {TX: 249}}", "tx.attorney-general", "does not apply"},
        {"Texas, 250", "{discovered: 2026-03-01, individuals: {TX: 250}}", "tx.attorney-general", "runs 2026-03-31"},
        {"Texas, nobody there", "{discovered: 2026-03-01, individuals: {TX: 0}}", "tx.residents", "does not apply"},
        {"Europe, hours from the minute", "{discovered: '2026-03-01T14:30:00Z', individuals: {EU: 2}}", "gdpr.authority",
         "runs 2026-03-04T14:30"},
        {"Europe is no state for the media", "{discovered: 2026-03-01, individuals: {EU: 9000}}", "hipaa.media:EU", "absent"},
    };
    HOLD(rows);
}

Test(clocks, the_role_decides_whose_they_are_and_when_they_start) {
    static const struct row rows[] = {
        {"associate", "{role: business_associate, discovered: 2026-03-01, individuals: {TX: 9}}", "hipaa.covered-entity",
         "runs 2026-04-30"},
        {"associate: the entity's clock waits", "{role: business_associate, discovered: 2026-03-01, individuals: {TX: 9}}",
         "hipaa.individuals.ba", "runs"},
        {"associate: told on the fifth",
         "{role: business_associate, discovered: 2026-03-01, notified: 2026-03-05, individuals: {TX: 9}}",
         "hipaa.individuals.ba", "runs 2026-05-04"},
        {"associate: not its own", "{role: business_associate, discovered: 2026-03-01, individuals: {TX: 9}}",
         "hipaa.individuals", "absent"},
        {"agent: its discovery is the entity's", "{role: agent, discovered: 2026-03-01, individuals: {TX: 9}}",
         "hipaa.individuals.agent", "runs 2026-04-30"},
        {"agent tells at once", "{role: agent, discovered: 2026-03-01, individuals: {TX: 9}}", "hipaa.covered-entity.agent",
         "runs 2026-03-01"},
        {"holder of the data", "{role: business_associate, discovered: 2026-03-01, individuals: {CA: 9}}", "ca.owner",
         "runs 2026-03-01"},
        {"an insurer", "{discovered: '2026-03-01T10:00:00Z', parties: [{name: Harbor Mutual, kind: insurer, hours: 24}]}",
         "contract:harbor-mutual", "runs 2026-03-02T10:00"},
        {"a contract without hours", "{discovered: 2026-03-01, parties: [{name: Harbor Mutual}]}", "contract:harbor-mutual",
         "unknown"},
    };
    HOLD(rows);
}

Test(clocks, law_enforcement_moves_federal_clocks_only_and_by_word_of_mouth_for_thirty_days) {
    static const struct row rows[] = {
        {"written", "{discovered: 2026-03-01, individuals: {TX: 9}, law_enforcement_delay: {until: 2026-07-01}}",
         "hipaa.individuals", "runs 2026-07-01"},
        {"oral", "{discovered: 2026-03-01, individuals: {TX: 9}, law_enforcement_delay: {until: 2026-07-01, oral: true}}",
         "hipaa.individuals", "runs 2026-04-30"},
        {"not a state's", "{discovered: 2026-03-01, individuals: {TX: 9}, law_enforcement_delay: {until: 2026-07-01}}",
         "tx.residents", "runs 2026-04-30"},
    };
    HOLD(rows);
}

Test(clocks, the_strictest_comes_first_and_unverified_law_is_marked) {
    struct phs_arena *arena = phs_arena_new();
    const struct phs_breach *breach =
        clocks_of(arena, "{discovered: 2026-03-01, licensed_facility: true, individuals: {CA: 600, NY: 2, EU: 1, FL: 4}}");
    cr_expect_str_eq(breach->clocks.at[1].id, "gdpr.authority", "%s", breach->clocks.at[1].id);
    bool noted = false, marked = false;
    for (size_t i = 1; i < breach->clocks.n; i++)
        if (breach->clocks.at[i].state == PHS_CLOCK_RUNS && breach->clocks.at[i].due && breach->clocks.at[i - 1].due)
            cr_expect_geq(breach->clocks.at[i].due, breach->clocks.at[i - 1].due);
    for (size_t i = 0; i < breach->clocks.n; i++)
        marked |= strcmp(breach->clocks.at[i].id, "ca.facility") == 0 && !breach->clocks.at[i].verified;
    for (size_t i = 0; i < breach->notes.n; i++)
        noted |= strstr(breach->notes.at[i], "No clock of FL") != NULL;
    cr_expect(marked, "the 15 business days were not compared with the statute");
    cr_expect(noted, "a state without a row is said");
    phs_arena_free(arena);
}

struct wrong_row {
    const char *yaml, *says;
};

Test(facts, what_cannot_be_read_is_said_with_its_line) {
    static const struct wrong_row rows[] = {
        {"{individuals: {TX: 3}}", "needs `discovered`"},
        {"{discovered: soon}", "`discovered` is a date"},
        {"{discovered: 2026-03-01, individuals: 7}", "`individuals` is a map"},
        {"{discovered: 2026-03-01, individuals: {Texas: 7}}", "two letters"},
        {"{discovered: 2026-03-01, individuals: {TX: 1.5}}", "whole and not negative"},
        {"{discovered: 2026-03-01, individuals: {TX: -1}}", "whole and not negative"},
        {"{discovered: 2026-03-01, individuals: {TX: many}}", "is a number, or unknown"},
        {"{discovered: 2026-03-01, role: boss}", "covered_entity, business_associate or agent"},
        {"{discovered: 2026-03-01, discoverd: 1}", "no `discoverd`"},
        {"{discovered: 2026-03-01, parties: [{hours: 3}]}", "has a name"},
        {"{discovered: 2026-03-01, parties: [{name: X, hours: soon}]}", "number of hours"},
        {"[]", "is a map"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct phs_arena *arena = phs_arena_new();
        struct phs_breach_facts facts;
        struct phs_err err = {0};
        cr_expect_eq(phs_breach_facts_parse(arena, "incident.yaml", phs_slice(rows[i].yaml), &facts, &err), PHS_E_INPUT, "%s",
                     rows[i].yaml);
        cr_expect(strstr(err.text, rows[i].says), "%s: %s", rows[i].yaml, err.text);
        cr_expect(strstr(err.text, "incident.yaml"), "%s", err.text);
        phs_arena_free(arena);
    }
}
