/* SPDX-License-Identifier: Apache-2.0 */
/* What the run says about each standard of the rule, decisions about addressable ones, and the mapping to other
 * frameworks. Status comes from the run; nothing is decided here. */
#include "reports/risk_analysis/parts.h"

static const char *state_class(enum phs_control_state state) {
    static const char *const classes[] = {"fail", "partly", "pass", "unknown", "na"};
    return classes[state];
}

static const char *binding(const struct phs_control *control) {
    if (!control->status)
        return NULL;
    return strcmp(control->status, "R") == 0 ? "required" : strcmp(control->status, "A") == 0 ? "addressable" : NULL;
}

enum { SHOWN_FINDINGS = 8 };

/* What contradicts or leaves open comes before what supports. */
static struct phs_view_list shown_findings(const struct phs_view_of *of, const struct phs_control_status *status) {
    static const enum phs_verdict order[] = {PHS_FAIL, PHS_VERDICT_UNKNOWN, PHS_PASS, PHS_NOT_APPLICABLE};
    struct phs_view_list links = {0};
    for (size_t k = 0; k < sizeof order / sizeof *order; k++)
        for (size_t i = 0; i < status->findings.n && links.items.n < SHOWN_FINDINGS; i++)
            if (status->findings.at[i]->verdict == order[k])
                phs_view_add(of->arena, &links, phs_part_finding_link(of, status->findings.at[i]));
    return links;
}

static void put_control(const struct phs_view_of *of, const struct phs_control_status *status,
                        const struct phs_control *control, struct phs_map_builder *ret_map) {
    struct phs_view_list links = shown_findings(of, status);
    struct phs_map_builder map;
    phs_view_start(&map, of->arena);
    phs_view_text(&map, "id", status->control);
    phs_view_text(&map, "title", status->title);
    phs_view_text(&map, "binding", binding(control));
    phs_view_flag(&map, "is_standard", control->level && strcmp(control->level, "specification") != 0);
    phs_view_text(&map, "text", control->text);
    phs_view_text(&map, "state", phs_control_state_name(status->state));
    phs_view_text(&map, "class", state_class(status->state));
    phs_view_count(&map, "supported", status->systems_supported);
    phs_view_count(&map, "applicable", status->systems_applicable);
    phs_view_flag(&map, "applies", status->systems_applicable > 0);
    phs_view_text(&map, "reason", status->reason);
    phs_view_list(&map, "findings", &links);
    phs_view_count(&map, "attestations", status->attestations.n);
    if (status->findings.n > links.items.n)
        phs_view_count(&map, "more", status->findings.n - links.items.n);
    *ret_map = map;
}

static const struct phs_value *control_view(const struct phs_view_of *of, const struct phs_control_status *status,
                                            const struct phs_control *control) {
    struct phs_map_builder map;
    put_control(of, status, control, &map);
    return phs_view_done(&map);
}

static const struct phs_control *control_of(const struct phs_view_of *of, const struct phs_control_status *status) {
    return phs_catalogue_control(of->catalogue, phs_printf(of->arena, "%s:%s", status->framework, status->control));
}

static bool is_rule(const struct phs_control_status *status) {
    return strcmp(status->framework, "hipaa") == 0;
}

static bool is_spoken_to(const struct phs_view_of *of, const struct phs_control_status *status,
                         const struct phs_map *safeguards) {
    for (size_t i = 0; safeguards && i < safeguards->n; i++) {
        const struct phs_safeguard *safeguard =
            phs_catalogue_safeguard(of->catalogue, phs_slice_dup(of->arena, safeguards->items[i].key));
        for (size_t k = 0; safeguard && k < safeguard->controls.n; k++)
            if (strcmp(safeguard->controls.at[k].framework, "hipaa") == 0 &&
                strcmp(safeguard->controls.at[k].id, status->control) == 0)
                return true;
    }
    return !safeguards;
}

/* The Security Rule, group by group in the order of the regulation. */
void phs_part_rule(const struct phs_view_of *of, struct phs_map_builder *view, const struct phs_map *safeguards) {
    struct phs_view_list groups = {0}, rows = {0};
    const char *category = NULL;
    struct phs_map_builder group;
    for (size_t i = 0; i <= of->run->controls.n; i++) {
        const struct phs_control_status *status = i < of->run->controls.n ? &of->run->controls.at[i] : NULL;
        if (status && (!is_rule(status) || !is_spoken_to(of, status, safeguards)))
            continue;
        const struct phs_control *control = status ? control_of(of, status) : NULL;
        const char *next = control && control->category ? control->category : "Other";
        if (category && (!status || strcmp(next, category) != 0)) {
            phs_view_start(&group, of->arena);
            phs_view_text(&group, "title", category);
            phs_view_list(&group, "controls", &rows);
            phs_view_push(&groups, &group);
            rows = (struct phs_view_list){0};
        }
        if (control)
            phs_view_add(of->arena, &rows, control_view(of, status, control));
        category = next;
    }
    phs_view_list(view, "rule", &groups);
}

static void put_record(const struct phs_view_of *of, struct phs_map_builder *map, const char *specification) {
    for (size_t i = 0; i < of->run->records.n; i++) {
        const struct phs_decision_record *record = of->run->records.at[i];
        struct phs_map_builder inner;
        if (!record->specification || strcmp(record->specification, specification) != 0)
            continue;
        phs_view_start(&inner, of->arena);
        phs_view_text(&inner, "decision", record->decision);
        phs_view_text(&inner, "rationale", record->rationale);
        phs_view_text(&inner, "alternative", record->alternative);
        phs_view_text(&inner, "approver", record->approver);
        phs_view_text(&inner, "decided", phs_view_date(of->arena, record->decided));
        phs_view_text(&inner, "review", phs_view_date(of->arena, record->review));
        phs_view_text(&inner, "problem", record->problem);
        phs_view_text(&inner, "place", phs_view_place(of->arena, record->place));
        phs_view_value(map, "record", phs_view_done(&inner));
        return;
    }
}

static const struct phs_value *decision_view(const struct phs_view_of *of, const struct phs_control_status *status,
                                             const struct phs_control *control) {
    struct phs_map_builder map;
    put_control(of, status, control, &map);
    put_record(of, &map, status->control);
    return phs_view_done(&map);
}

static bool is_decided(const struct phs_view_of *of, const char *specification) {
    for (size_t i = 0; i < of->run->records.n; i++) {
        const struct phs_decision_record *record = of->run->records.at[i];
        if (record->specification && !record->problem && strcmp(record->specification, specification) == 0)
            return true;
    }
    return false;
}

/* Addressable specifications that nothing supports: each needs it done, or a decision on record. */
static void put_decisions(const struct phs_view_of *of, struct phs_map_builder *view) {
    struct phs_view_list list = {0};
    size_t decided = 0, contradicted = 0;
    for (size_t i = 0; i < of->run->controls.n; i++) {
        const struct phs_control_status *status = &of->run->controls.at[i];
        const struct phs_control *control = is_rule(status) ? control_of(of, status) : NULL;
        bool addressable = control && control->status && strcmp(control->status, "A") == 0;
        if (!addressable || status->state == PHS_SUPPORTED || status->state == PHS_CONTROL_NA)
            continue;
        phs_view_add(of->arena, &list, decision_view(of, status, control));
        decided += is_decided(of, status->control);
        contradicted += !is_decided(of, status->control) && status->state == PHS_CONTRADICTED;
    }
    phs_view_list(view, "decisions", &list);
    phs_view_count(view, "decisions_needed", list.items.n);
    phs_view_count(view, "decisions_made", decided);
    phs_view_count(view, "decisions_contradicted", contradicted);
}

static const char *ids_of(const struct phs_view_of *of, const struct phs_safeguard *safeguard, const char *framework) {
    const char *text = "";
    for (size_t i = 0; i < safeguard->controls.n; i++)
        if (strcmp(safeguard->controls.at[i].framework, framework) == 0)
            text = phs_printf(of->arena, "%s%s%s", text, *text ? ", " : "", safeguard->controls.at[i].id);
    return text;
}

static size_t checks_of(const struct phs_catalogue *catalogue, const struct phs_safeguard *safeguard) {
    size_t count = 0;
    for (size_t i = 0; i < catalogue->checks.n; i++)
        count += catalogue->checks.at[i]->safeguard == safeguard;
    return count;
}

static void put_mapping(const struct phs_view_of *of, struct phs_map_builder *view) {
    static const char *const frameworks[] = {"hipaa", "soc2", "nist80053r5", "csf2", "iso27001"};
    struct phs_view_list list = {0};
    for (size_t i = 0; i < of->catalogue->safeguards.n; i++) {
        const struct phs_safeguard *safeguard = of->catalogue->safeguards.at[i];
        struct phs_map_builder map;
        phs_view_start(&map, of->arena);
        phs_view_text(&map, "id", safeguard->id);
        phs_view_text(&map, "title", safeguard->title);
        phs_view_text(&map, "family", safeguard->family);
        phs_view_count(&map, "checks", checks_of(of->catalogue, safeguard));
        for (size_t k = 0; k < sizeof frameworks / sizeof *frameworks; k++)
            phs_view_text(&map, frameworks[k], ids_of(of, safeguard, frameworks[k]));
        phs_view_push(&list, &map);
    }
    phs_view_list(view, "mapping", &list);
}

void phs_part_controls(const struct phs_view_of *of, struct phs_map_builder *view) {
    phs_part_rule(of, view, NULL);
    put_decisions(of, view);
    put_mapping(of, view);
}
