/* SPDX-License-Identifier: Apache-2.0 */
/* From safeguard states on systems to the status of each control. */
#include "judge/controls.h"

#include "judge/applicability.h"
#include "model/states.h"

struct judging {
    struct phs_run *run;
    struct phs_arena *arena, *scratch; /* of the row at hand */
    const struct phs_catalogue *catalogue;
    struct phs_states *states;
    struct phs_applicability *applicability;
    struct phs_map kinds; /* safeguard id -> bits of system kinds plus one */
    struct phs_map seen;  /* evidence of the row at hand, by fingerprint or address */
    struct group *groups; /* by the index of a control */
    size_t *rows;         /* the same: position in run->controls plus one */
};

struct group {
    PHS_VEC(const struct phs_safeguard *) items;
};

/* A safeguard speaks of the kinds of system that some threat event it interrupts can hit; of all when it interrupts none. */
static void index_kinds(struct judging *judging) {
    for (size_t t = 0; t < judging->catalogue->threats.n; t++) {
        const struct phs_threat *threat = judging->catalogue->threats.at[t];
        for (size_t i = 0; i < threat->safeguards.n; i++) {
            const char *id = threat->safeguards.at[i].safeguard->id;
            uintptr_t bits = (uintptr_t)phs_map_gets(&judging->kinds, id);
            phs_map_puts(&judging->kinds, id, (void *)(bits | threat->kinds));
        }
    }
}

static bool speaks_of(const struct judging *judging, const struct phs_safeguard *safeguard, const struct phs_system *system) {
    uintptr_t bits = (uintptr_t)phs_map_gets(&judging->kinds, safeguard->id);
    return safeguard->whole || bits == 0 || (bits & (1u << system->kind));
}

static void index_safeguards(struct judging *judging) {
    for (size_t s = 0; s < judging->catalogue->safeguards.n; s++) {
        const struct phs_safeguard *safeguard = judging->catalogue->safeguards.at[s];
        for (size_t i = 0; i < safeguard->controls.n; i++)
            PHS_PUSH(judging->arena, judging->groups[safeguard->controls.at[i].control->index].items, safeguard);
    }
}

/* What one system contributes to a control. */
struct part {
    bool failed, all_passed, any;
};

static bool attested_no(const struct phs_risk_safeguard *state) {
    for (size_t i = 0; i < state->attestations.n; i++)
        if (phs_slice_is(phs_text(phs_get(state->attestations.at[i]->attributes, "state")), "fail"))
            return true;
    return false;
}

/* Systems share resources, so the same finding comes more than once; a row lists it once. */
static void add_evidence(struct judging *judging, struct phs_control_status *row, const struct phs_risk_safeguard *state) {
    for (size_t i = 0; i < state->findings.n; i++)
        if (!phs_map_puts(&judging->seen, state->findings.at[i]->fingerprint, row))
            PHS_PUSH(judging->arena, row->findings, state->findings.at[i]);
    for (size_t i = 0; i < state->attestations.n; i++)
        if (!phs_map_puts(&judging->seen, state->attestations.at[i]->address, row))
            PHS_PUSH(judging->arena, row->attestations, state->attestations.at[i]);
}

static void add_safeguard(struct judging *judging, struct phs_control_status *row, const struct phs_safeguard *safeguard,
                          const struct phs_system *system, struct part *part) {
    struct phs_risk_safeguard state = {0};
    phs_states_of(judging->states, safeguard->id, safeguard->title, system, &state);
    for (size_t i = 0; i < state.findings.n; i++)
        part->failed |= state.findings.at[i]->verdict == PHS_FAIL;
    part->failed |= attested_no(&state);
    part->all_passed &= state.state == PHS_STATE_PASS;
    part->any |= state.state != PHS_STATE_UNKNOWN;
    add_evidence(judging, row, &state);
}

static void judge_control(struct judging *judging, struct phs_control_status *row, const struct group *group) {
    bool failed = false, any = false;
    for (size_t s = 0; s < judging->run->map->systems.n; s++) {
        const struct phs_system *system = judging->run->map->systems.at[s];
        struct part part = {false, true, false};
        bool applicable = false;
        for (size_t i = 0; i < group->items.n; i++)
            if (speaks_of(judging, group->items.at[i], system)) {
                applicable = true;
                add_safeguard(judging, row, group->items.at[i], system, &part);
            }
        row->systems_applicable += applicable;
        row->systems_supported += applicable && part.all_passed && !part.failed;
        failed |= part.failed;
        any |= part.any;
    }
    if (failed)
        row->state = PHS_CONTRADICTED;
    else if (row->systems_applicable && row->systems_supported == row->systems_applicable)
        row->state = PHS_SUPPORTED;
    else
        row->state = any ? PHS_PARTLY : PHS_NO_EVIDENCE;
}

/* A specification of the rule is what its safeguards say. A criterion of another framework asks for more than the safeguards
 * that touch it: green checks alone do not make it green. */
static bool is_broader(const struct phs_control_status *row) {
    return strncmp(row->framework, "hipaa", 5) != 0;
}

static const char *reason_of(struct judging *judging, const struct phs_control_status *row, const struct group *group) {
    if (!group->items.n)
        return "no safeguard of the catalogue speaks to it";
    if (!row->systems_applicable)
        return "no PHI system that it could apply to was found";
    return phs_printf(judging->arena, "%zu of %zu systems have a pass or an attestation with evidence for every safeguard",
                      row->systems_supported, row->systems_applicable);
}

/* A duty of others is no gap of ours; that it is theirs is recorded. */
static bool is_others(struct judging *judging, const struct phs_control *control) {
    const char *reason = phs_applicability_reason(judging->applicability, control);
    struct phs_control_status row = {.framework = control->framework,
                                     .control = control->id,
                                     .title = control->title,
                                     .state = PHS_CONTROL_NA,
                                     .reason = reason};
    if (!reason)
        return false;
    PHS_PUSH(judging->arena, judging->run->controls, row);
    judging->rows[control->index] = judging->run->controls.n;
    return true;
}

static void add_row(struct judging *judging, const struct phs_control *control) {
    if (is_others(judging, control))
        return;
    const struct group *group = &judging->groups[control->index];
    struct phs_control_status row = {.framework = control->framework, .control = control->id, .title = control->title};
    phs_map_init(&judging->seen, judging->scratch);
    judge_control(judging, &row, group);
    phs_arena_reset(judging->scratch);
    row.reason = reason_of(judging, &row, group);
    if (row.state == PHS_SUPPORTED && is_broader(&row)) {
        row.state = PHS_PARTLY;
        row.reason = phs_printf(judging->arena, "%s; it asks for more than safeguards on systems can show", row.reason);
    }
    PHS_PUSH(judging->arena, judging->run->controls, row);
    judging->rows[control->index] = judging->run->controls.n;
}

/* Worst first. */
static int badness(enum phs_control_state state) {
    static const int order[] = {
        [PHS_CONTRADICTED] = 4, [PHS_NO_EVIDENCE] = 3, [PHS_PARTLY] = 2, [PHS_SUPPORTED] = 1, [PHS_CONTROL_NA] = 0};
    return order[state];
}

/* A standard without safeguards of its own starts from its specifications alone. */
static void lower_standard(struct judging *judging, const struct phs_control *control) {
    const char *key = control->part_of ? phs_printf(judging->arena, "%s:%s", control->framework, control->part_of) : NULL;
    const struct phs_control *above = key ? phs_catalogue_control(judging->catalogue, key) : NULL;
    size_t parent_at = above ? judging->rows[above->index] : 0, own_at = judging->rows[control->index];
    if (!parent_at || !own_at || parent_at == own_at)
        return;
    struct phs_control_status *parent = &judging->run->controls.at[parent_at - 1];
    const struct phs_control_status *own = &judging->run->controls.at[own_at - 1];
    bool bare = !judging->groups[above->index].items.n;
    bool first = bare && parent->state == PHS_NO_EVIDENCE && strncmp(parent->reason, "no safeguard", 12) == 0;
    if (!first && badness(own->state) <= badness(parent->state))
        return;
    parent->state = own->state;
    parent->reason = phs_printf(judging->arena, "the worst of its specifications is %s", own->control);
}

void phs_controls_judge(struct phs_run *run, const struct phs_catalogue *catalogue) {
    struct judging judging = {.run = run, .arena = run->arena, .scratch = phs_arena_new(), .catalogue = catalogue};
    phs_map_init(&judging.kinds, run->arena);
    judging.groups = PHS_NEW_N(run->arena, struct group, catalogue->control_by_key.n);
    judging.rows = PHS_NEW_N(run->arena, size_t, catalogue->control_by_key.n);
    judging.states = phs_states_new(run->arena, run);
    judging.applicability = phs_applicability_of(run->arena, run->scope ? run->scope->organization.role : NULL);
    index_kinds(&judging);
    index_safeguards(&judging);
    for (size_t f = 0; f < catalogue->frameworks.n; f++)
        for (size_t c = 0; c < catalogue->frameworks.at[f]->controls.n; c++)
            add_row(&judging, catalogue->frameworks.at[f]->controls.at[c]);
    for (size_t f = 0; f < catalogue->frameworks.n; f++)
        for (size_t c = 0; c < catalogue->frameworks.at[f]->controls.n; c++)
            lower_standard(&judging, catalogue->frameworks.at[f]->controls.at[c]);
    phs_arena_free(judging.scratch);
}
