/* SPDX-License-Identifier: Apache-2.0 */
/* Runs the declarative checks, one a task, then the C checks, and gathers all findings in the order of check ids. */
#include "judge/judge.h"

#include "base/pool.h"
#include "judge/c_checks.h"
#include "judge/controls.h"
#include "judge/exceptions.h"
#include "judge/findings.h"
#include "judge/inline.h"
#include "judge/profiles.h"
#include "judge/relevance.h"
#include "judge/specifications.h"

enum { MAX_WORKERS = 64 };

/* What one check came to; written by one worker, read after all are done. */
struct outcome {
    PHS_VEC(struct phs_finding *) findings;
    const char *problem; /* the check could not be compiled */
    bool passes_on_missing;
    struct phs_policy_notes notes;
};

struct worker {
    struct phs_arena *arena, *scratch;
    struct phs_policy_desk *desk;
};

struct judging {
    struct phs_run *run;
    const struct phs_catalogue *catalogue;
    struct phs_membership membership;
    struct phs_relevance relevance;
    struct outcome *outcomes;
    PHS_VEC(size_t) asked; /* checks that a run can say something about */
    struct worker workers[MAX_WORKERS];
};

/* Where one check's judgements go. */
struct intake {
    struct judging *judging;
    struct worker *worker;
    const struct phs_check_info *check;
    struct outcome *outcome;
};

static void take(void *user, const struct phs_judgement *judgement) {
    struct intake *intake = user;
    struct phs_finding *finding =
        phs_finding_new(intake->worker->arena, &intake->judging->membership, intake->check, judgement);
    PHS_PUSH(intake->worker->arena, intake->outcome->findings, finding);
}

static void set_up_worker(struct judging *judging, struct worker *worker) {
    if (worker->arena)
        return;
    worker->arena = phs_arena_new();
    worker->scratch = phs_arena_new();
    worker->desk = phs_policy_desk_new(worker->arena, judging->run->graph);
}

/* Checks about what the judge itself makes: they run last, over findings that are known by then. */
static bool is_late(const struct phs_check_info *check) {
    return strncmp(check->id, "law.", 4) == 0;
}

/* Policies of users are compiled whatever a run holds, so that what is wrong with one is said. */
static bool is_relevant(const struct judging *judging, const struct phs_check_info *check) {
    return !check->builtin || (check->definition && phs_relevance_of_check(&judging->relevance, check));
}

static void judge_with(struct judging *judging, size_t item, struct worker *worker) {
    const struct phs_check_info *check = judging->catalogue->checks.at[item];
    struct outcome *outcome = &judging->outcomes[item];
    struct phs_policy *policy;
    struct phs_err err;
    if (check->kind != PHS_CHECK_DECLARATIVE || !check->definition)
        return;
    if (phs_policy_compile(worker->arena, check, &outcome->notes, &policy, &err) != PHS_OK) {
        outcome->problem = phs_strdup(worker->arena, err.text);
        return;
    }
    struct intake intake = {judging, worker, check, outcome};
    const struct phs_policy_sink sink = {take, &intake};
    phs_policy_judge(policy, worker->desk, worker->scratch, &sink);
    phs_arena_reset(worker->scratch);
    outcome->passes_on_missing = check->foreign && phs_policy_passes_on_missing(policy);
}

static void judge_check(void *user, size_t item, unsigned number) {
    struct judging *judging = user;
    struct worker *worker = &judging->workers[number];
    set_up_worker(judging, worker);
    judge_with(judging, judging->asked.at[item], worker);
}

static void choose(struct judging *judging) {
    for (size_t i = 0; i < judging->catalogue->checks.n; i++) {
        const struct phs_check_info *check = judging->catalogue->checks.at[i];
        if (check->definition && !is_late(check) && is_relevant(judging, check))
            PHS_PUSH(judging->run->arena, judging->asked, i);
    }
}

/* A few checks about a few resources are through before another thread has started. */
static unsigned threads_for(const struct judging *judging) {
    enum { EACH = 64, MANY_RESOURCES = 500 };
    size_t most = phs_pool_threads(), wanted = judging->asked.n / EACH + 1;
    if (judging->run->graph->resources.n < MANY_RESOURCES && wanted < most)
        most = wanted;
    return (unsigned)(most < MAX_WORKERS ? most : MAX_WORKERS);
}

/* Why a C check does not know is its own sentence; the word says only who said so. */
static void take_answer(void *user, const struct phs_c_answer *answer) {
    struct intake *intake = user;
    struct phs_arena *arena = intake->judging->run->arena;
    struct phs_judgement judgement = {answer->resource, answer->verdict, answer->reason, NULL, answer->place};
    if (answer->verdict == PHS_VERDICT_UNKNOWN)
        judgement.reason_word = "check";
    PHS_PUSH(arena, intake->outcome->findings, phs_finding_new(arena, &intake->judging->membership, intake->check, &judgement));
}

/* One after the other: their host hands out memory of the run. */
static void judge_code(struct judging *judging) {
    for (size_t i = 0; i < judging->catalogue->checks.n; i++) {
        const struct phs_check_info *check = judging->catalogue->checks.at[i];
        struct intake intake = {judging, NULL, check, &judging->outcomes[i]};
        if (check->kind != PHS_CHECK_DECLARATIVE && check->code)
            phs_c_check_run(judging->run, check, take_answer, &intake);
        else if (check->kind != PHS_CHECK_DECLARATIVE)
            judging->outcomes[i].problem =
                phs_printf(judging->run->arena, "check %s: its code is not part of this build", check->id);
    }
}

static void release_arena(void *arena) {
    phs_arena_free(arena);
}

/* The workers' arenas hold the findings: they go with the run. */
static void keep_workers(struct judging *judging) {
    for (size_t i = 0; i < MAX_WORKERS; i++) {
        struct worker *worker = &judging->workers[i];
        if (!worker->arena)
            continue;
        phs_arena_free(worker->scratch);
        phs_arena_adopt(judging->run->arena, worker->arena, release_arena);
    }
}

/* Room for all at once: an array that grows in an arena leaves its smaller selves behind. */
static void make_room(struct judging *judging) {
    struct phs_run *run = judging->run;
    size_t n = run->findings.n;
    for (size_t i = 0; i < judging->catalogue->checks.n; i++)
        n += judging->outcomes[i].findings.n;
    struct phs_finding **at = PHS_NEW_N(run->arena, struct phs_finding *, n);
    if (run->findings.n)
        memcpy(at, run->findings.at, run->findings.n * sizeof *at);
    run->findings.at = at;
    run->findings.cap = n;
}

static void gather(struct judging *judging) {
    struct phs_run *run = judging->run;
    size_t on_missing = 0;
    make_room(judging);
    for (size_t i = 0; i < judging->catalogue->checks.n; i++) {
        const struct outcome *outcome = &judging->outcomes[i];
        for (size_t k = 0; k < outcome->findings.n; k++)
            PHS_PUSH(run->arena, run->findings, outcome->findings.at[k]);
        if (outcome->problem)
            PHS_PUSH(run->arena, run->warnings, outcome->problem);
        for (size_t k = 0; judging->catalogue->checks.at[i]->foreign && k < outcome->notes.items.n; k++)
            PHS_PUSH(run->arena, run->warnings, outcome->notes.items.at[k]);
        on_missing += outcome->passes_on_missing;
    }
    if (on_missing)
        PHS_PUSH(run->arena, run->warnings,
                 phs_printf(run->arena,
                            "%zu foreign %s is_false, is_not_empty or a not_ operator, which hold for a missing attribute too",
                            on_missing, on_missing == 1 ? "policy uses" : "policies use"));
}

static void judge_late(struct judging *judging) {
    struct phs_run *run = judging->run;
    struct worker worker = {phs_arena_new(), phs_arena_new(), NULL};
    worker.desk = phs_policy_desk_new(worker.arena, run->graph);
    phs_membership_build(run->arena, run, &judging->membership);
    for (size_t i = 0; i < judging->catalogue->checks.n; i++) {
        size_t before = judging->outcomes[i].findings.n;
        if (!is_late(judging->catalogue->checks.at[i]))
            continue;
        judge_with(judging, i, &worker);
        for (size_t k = before; k < judging->outcomes[i].findings.n; k++)
            PHS_PUSH(run->arena, run->findings, judging->outcomes[i].findings.at[k]);
    }
    phs_arena_free(worker.scratch);
    phs_arena_adopt(run->arena, worker.arena, release_arena);
}

void phs_judge(struct phs_run *run, const struct phs_catalogue *catalogue) {
    struct judging judging = {.run = run, .catalogue = catalogue};
    if (!run->map)
        run->map = PHS_NEW(run->arena, struct phs_phi_map);
    phs_profiles_judge(run, catalogue);
    judging.outcomes = PHS_NEW_N(run->arena, struct outcome, catalogue->checks.n + 1);
    phs_membership_build(run->arena, run, &judging.membership);
    phs_relevance_init(&judging.relevance, run->arena, run->graph);
    choose(&judging);
    phs_pool_run(threads_for(&judging), judging.asked.n, judge_check, &judging);
    judge_code(&judging);
    keep_workers(&judging);
    gather(&judging);
    phs_specifications_add(run, catalogue);
    judge_late(&judging);
    phs_findings_sort(run);
    phs_inline_exceptions(run, catalogue);
    phs_exceptions_apply(run);
    phs_controls_judge(run, catalogue);
}
