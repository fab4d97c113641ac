/* SPDX-License-Identifier: Apache-2.0 */
/* Notification clocks from the table, by role, place and number of persons. */
#include "law/clocks.h"

#include <stdlib.h>

#include "base/clock.h"
#include "catalogue/tsv.h"
#include "law/days.h"
#include "model/run.h"

enum { DAY = 24 * 3600, HOUR = 3600, ORAL_DELAY_DAYS = 30 };

struct counting {
    struct phs_arena *arena;
    const struct phs_breach_facts *facts;
    const struct phs_tsv *clocks, *breach_rule, *state_law;
    struct phs_breach *breach;
};

const char *phs_clock_state_name(enum phs_clock_state state) {
    static const char *const names[] = {"runs", "does not apply", "unknown"};
    return names[state];
}

static const char *cell(const struct counting *counting, size_t row, const char *column) {
    return phs_slice_dup(counting->arena, phs_tsv_cell(counting->clocks, row, column));
}

static bool is(const struct counting *counting, size_t row, const char *column, const char *word) {
    return phs_slice_is(phs_tsv_cell(counting->clocks, row, column), word);
}

static int64_t number(const struct counting *counting, size_t row, const char *column) {
    double value = 0;
    phs_slice_number(phs_tsv_cell(counting->clocks, row, column), &value);
    return (int64_t)value;
}

/* The row of the law that a clock rests on: its citation and how far it was checked. */
static void cite(const struct counting *counting, size_t row, struct phs_clock *clock) {
    const struct phs_tsv *tables[] = {counting->breach_rule, counting->state_law};
    struct phs_slice law = phs_tsv_cell(counting->clocks, row, "law");
    clock->citation = phs_slice_dup(counting->arena, law);
    clock->verification = "no row of the law";
    for (size_t t = 0; t < 2; t++)
        for (size_t i = 0; i < tables[t]->rows.n; i++)
            if (phs_slice_eq(phs_tsv_cell(tables[t], i, "id"), law)) {
                const char *said = phs_slice_dup(counting->arena, phs_tsv_cell(tables[t], i, t ? "verified" : "verified_by"));
                clock->citation = phs_printf(counting->arena, "%s%s", t ? "" : "45 CFR ",
                                             phs_slice_dup(counting->arena, phs_tsv_cell(tables[t], i, "citation")));
                clock->verification = said;
                clock->verified = t == 0 || strncmp(said, "yes", 3) == 0;
            }
    if (is(counting, row, "condition", "holder")) {
        clock->verified = false;
        clock->verification = "what it asks of those who merely hold data was not compared with the statute";
    }
}

/* Where the clock starts; 0 when that has not happened. */
static int64_t start_of(const struct counting *counting, size_t row) {
    const struct phs_breach_facts *facts = counting->facts;
    if (is(counting, row, "start", "notified"))
        return facts->notified;
    if (is(counting, row, "start", "year_end"))
        return phs_day_year_end(facts->discovered);
    if (is(counting, row, "start", "individual_notice") || is(counting, row, "start", "hhs_notice"))
        return 0;
    return facts->discovered;
}

static const char *start_words(const struct counting *counting, size_t row) {
    return is(counting, row, "start", "notified")            ? "from the day on which the covered entity is told"
           : is(counting, row, "start", "year_end")          ? "after the end of the calendar year of discovery"
           : is(counting, row, "start", "individual_notice") ? "from the notice to residents"
           : is(counting, row, "start", "hhs_notice")        ? "from the notice to HHS"
                                                             : "from discovery";
}

static bool is_federal(const struct phs_clock *clock) {
    return strncmp(clock->id, "hipaa.", 6) == 0;
}

static const char *term_of(const struct counting *counting, size_t row, const struct phs_clock *clock) {
    int64_t amount = number(counting, row, "amount");
    if (clock->at_once)
        return "at once, without a number of days";
    const char *unit = is(counting, row, "unit", "hours")           ? "hours"
                       : is(counting, row, "unit", "business_days") ? "business days (holidays are not known here)"
                                                                    : "calendar days";
    return phs_printf(counting->arena, "%lld %s%s, %s", (long long)amount, unit,
                      is_federal(clock) && amount == 60 && !is(counting, row, "start", "year_end") ? " (outer limit)" : "",
                      start_words(counting, row));
}

static int64_t due_of(const struct counting *counting, size_t row, int64_t start, struct phs_clock *clock) {
    int64_t amount = number(counting, row, "amount");
    if (is(counting, row, "unit", "hours")) {
        clock->exact = true;
        return start + amount * HOUR;
    }
    return phs_day_end(is(counting, row, "unit", "business_days") ? phs_day_after_business(start, amount)
                                                                  : start + amount * DAY);
}

/* 164.412: a written request for the time it states, an oral one for 30 days at most. It moves federal clocks alone. */
static void apply_delay(const struct counting *counting, struct phs_clock *clock) {
    const struct phs_breach_facts *facts = counting->facts;
    int64_t until = facts->delay_until;
    if (!until || !is_federal(clock) || !clock->due)
        return;
    if (facts->delay_oral && until > facts->discovered + ORAL_DELAY_DAYS * DAY)
        until = facts->discovered + ORAL_DELAY_DAYS * DAY;
    if (phs_day_end(until) <= clock->due)
        return;
    clock->due = phs_day_end(until);
    clock->reason = phs_printf(counting->arena, "%s; moved by a request of law enforcement (164.412)", clock->reason);
}

static void set_running(const struct counting *counting, size_t row, struct phs_clock *clock, const char *why) {
    int64_t start = start_of(counting, row);
    clock->state = PHS_CLOCK_RUNS;
    clock->at_once = is(counting, row, "unit", "at_once");
    clock->term = term_of(counting, row, clock);
    clock->reason = why;
    if (clock->at_once)
        clock->due = counting->facts->discovered;
    else if (start)
        clock->due = due_of(counting, row, start, clock);
    apply_delay(counting, clock);
}

static const char *plural(struct phs_arena *arena, int64_t persons) {
    return phs_printf(arena, "%lld %s", (long long)persons, persons == 1 ? "person" : "persons");
}

/* The threshold of a row against a count: -500 means fewer than 500. */
static void decide(const struct counting *counting, size_t row, struct phs_clock *clock, int64_t persons, bool known,
                   const char *where) {
    int64_t limit = number(counting, row, "at_least"), most = limit < 0 ? -limit - 1 : INT64_MAX;
    int64_t least = limit < 0 ? 1 : limit;
    const char *at = *where ? phs_printf(counting->arena, " in %s", where) : "";
    clock->term = term_of(counting, row, clock);
    if (known && persons >= least && persons <= most) {
        set_running(counting, row, clock, phs_printf(counting->arena, "%s%s", plural(counting->arena, persons), at));
    } else if (known || persons > most) {
        clock->state = PHS_CLOCK_DOES_NOT_APPLY;
        clock->reason = limit < 0 ? phs_printf(counting->arena, "%s%s: 500 or more", plural(counting->arena, persons), at)
                                  : phs_printf(counting->arena, "%s%s: fewer than %lld", plural(counting->arena, persons), at,
                                               (long long)limit);
    } else if (limit > 0 && persons >= least) {
        set_running(counting, row, clock, phs_printf(counting->arena, "at least %s%s", plural(counting->arena, persons), at));
    } else {
        clock->state = PHS_CLOCK_UNKNOWN;
        clock->reason = phs_printf(counting->arena, "nobody stated how many persons%s", at);
    }
}

static struct phs_clock new_clock(const struct counting *counting, size_t row, const char *place) {
    struct phs_clock clock = {.id = cell(counting, row, "id")};
    const char *to = cell(counting, row, "to"), *note = cell(counting, row, "note");
    if (*place)
        clock.id = phs_printf(counting->arena, "%s:%s", clock.id, place);
    clock.duty = cell(counting, row, "duty");
    if (is(counting, row, "condition", "holder") || *place)
        clock.duty = phs_printf(counting->arena, "%s (%s)", clock.duty, *place ? place : cell(counting, row, "where"));
    clock.whose = cell(counting, row, "whose");
    clock.to = *place ? phs_printf(counting->arena, "%s in %s", to, place) : to;
    clock.note = *note ? note : NULL;
    cite(counting, row, &clock);
    return clock;
}

static void push(struct counting *counting, struct phs_clock clock) {
    PHS_PUSH(counting->arena, counting->breach->clocks, clock);
}

/* Some clocks run only for licensed facilities; what nobody stated about a licence is unknown. */
static bool lacks_condition(const struct counting *counting, size_t row, struct phs_clock *clock) {
    if (!is(counting, row, "condition", "licensed_facility") || counting->facts->licensed_facility)
        return false;
    bool stated = counting->facts->licence_stated;
    clock->state = stated ? PHS_CLOCK_DOES_NOT_APPLY : PHS_CLOCK_UNKNOWN;
    clock->term = term_of(counting, row, clock);
    clock->reason = stated ? "only licensed clinics and facilities"
                           : "only licensed clinics and facilities, and nobody stated licensed_facility";
    return true;
}

static void count_total(struct counting *counting, size_t row) {
    struct phs_clock clock = new_clock(counting, row, "");
    bool known;
    int64_t total = phs_breach_total(counting->facts, &known);
    decide(counting, row, &clock, total, known, "");
    push(counting, clock);
}

static void count_states(struct counting *counting, size_t row) {
    bool every = is(counting, row, "where", "*");
    for (size_t i = 0; i < counting->facts->counts.n; i++) {
        const struct phs_breach_count *count = &counting->facts->counts.at[i];
        if (every ? strcmp(count->where, "EU") == 0 : !is(counting, row, "where", count->where))
            continue;
        struct phs_clock clock = new_clock(counting, row, every ? count->where : "");
        if (!lacks_condition(counting, row, &clock))
            decide(counting, row, &clock, count->persons < 0 ? 0 : count->persons, count->persons >= 0, count->where);
        push(counting, clock);
    }
}

static void count_row(struct counting *counting, size_t row) {
    if (!is(counting, row, "role", "*") && !is(counting, row, "role", phs_breach_role_name(counting->facts->role)))
        return;
    if (is(counting, row, "count", "total"))
        count_total(counting, row);
    else
        count_states(counting, row);
}

/* What a contract says comes first where it is shorter; where it says nothing, that is said. */
static void count_party(struct counting *counting, const struct phs_breach_party *party) {
    struct phs_clock clock = {
        .id = phs_printf(counting->arena, "contract:%s", phs_slug(counting->arena, party->name)),
        .duty = phs_printf(counting->arena, "tell %s (%s)", party->name, party->kind),
        .whose = "our",
        .to = party->name,
        .citation = phs_place_text(counting->arena, party->place),
        .verified = true,
        .verification = "as stated in the inventory or the facts",
        .state = party->hours >= 0 ? PHS_CLOCK_RUNS : PHS_CLOCK_UNKNOWN,
        .exact = true,
    };
    if (party->hours >= 0) {
        clock.due = counting->facts->discovered + (int64_t)(party->hours * HOUR);
        clock.term = phs_printf(counting->arena, "%g hours, from discovery", party->hours);
        clock.reason = "by contract";
    } else {
        clock.term = "not stated";
        clock.reason = "nobody recorded the hours of this contract; look it up";
    }
    push(counting, clock);
}

static int rank(const struct phs_clock *clock) {
    return clock->state == PHS_CLOCK_RUNS ? clock->due ? 0 : 1 : clock->state == PHS_CLOCK_UNKNOWN ? 2 : 3;
}

static int strictest_first(const void *left, const void *right) {
    const struct phs_clock *a = left, *b = right;
    if (rank(a) != rank(b))
        return rank(a) - rank(b);
    if (a->due != b->due)
        return a->due < b->due ? -1 : 1;
    return strcmp(a->id, b->id);
}

static bool has_law(const struct counting *counting, const char *where) {
    for (size_t i = 0; i < counting->clocks->rows.n; i++)
        if (is(counting, i, "where", where))
            return true;
    return false;
}

static void note(struct counting *counting, const char *sentence) {
    PHS_PUSH(counting->arena, counting->breach->notes, sentence);
}

static void write_notes(struct counting *counting) {
    const struct phs_breach_facts *facts = counting->facts;
    note(counting,
         "Whether this is a breach is for people to decide: 164.402(2) presumes one unless a documented assessment of four "
         "factors shows a low probability of compromise, and 164.414(b) puts the burden of proof on you.");
    note(counting, "Sixty days is the outer limit of the federal rule; notice is due without unreasonable delay.");
    if (facts->role != PHS_ROLE_COVERED_ENTITY)
        note(counting,
             facts->role == PHS_ROLE_AGENT
                 ? "You act as agent of the covered entity: your discovery counts as its own, so its clocks already run."
                 : "You are no agent of the covered entity: its clocks start when you tell it. If you act as its agent, they "
                   "already "
                   "run; set role: agent.");
    if (!facts->counts.n)
        note(counting,
             "Nobody stated how many persons of which state are affected; state clocks cannot be listed before that.");
    for (size_t i = 0; i < facts->counts.n; i++)
        if (!has_law(counting, facts->counts.at[i].where))
            note(counting, phs_printf(counting->arena, "No clock of %s is in the table: ask counsel, most states have one.",
                                      facts->counts.at[i].where));
    note(counting, "Rows marked unverified were not compared with the statute or rest on a secondary source; check them before "
                   "you rely on them. Statutes have "
                   "exceptions, and some defer to HIPAA: this is a list of dates to look at, not legal advice.");
}

static enum phs_code tables(struct counting *counting, struct phs_err *err) {
    static const char *const paths[] = {"checks/frameworks/clocks.tsv", "checks/frameworks/hipaa-breach.tsv",
                                        "checks/frameworks/state-law.tsv"};
    const struct phs_tsv **into[] = {&counting->clocks, &counting->breach_rule, &counting->state_law};
    for (size_t i = 0; i < 3; i++) {
        struct phs_tsv *table;
        enum phs_code code = phs_tsv_parse(counting->arena, paths[i], phs_catalogue_file(paths[i]), &table, err);
        if (code != PHS_OK)
            return code;
        *into[i] = table;
    }
    return PHS_OK;
}

enum phs_code phs_breach_clocks(struct phs_arena *arena, const struct phs_breach_facts *facts, struct phs_breach **ret_breach,
                                struct phs_err *err) {
    struct counting counting = {.arena = arena, .facts = facts, .breach = PHS_NEW(arena, struct phs_breach)};
    enum phs_code code = tables(&counting, err);
    if (code != PHS_OK)
        return code;
    counting.breach->facts = facts;
    for (size_t i = 0; i < counting.clocks->rows.n; i++)
        count_row(&counting, i);
    for (size_t i = 0; i < facts->parties.n; i++)
        count_party(&counting, &facts->parties.at[i]);
    if (counting.breach->clocks.n)
        qsort(counting.breach->clocks.at, counting.breach->clocks.n, sizeof *counting.breach->clocks.at, strictest_first);
    write_notes(&counting);
    *ret_breach = counting.breach;
    return PHS_OK;
}
