/* SPDX-License-Identifier: Apache-2.0 */
/* Findings with their evidence: where every number of the report ends. */
#include "reports/controls.h"
#include "reports/risk_analysis/parts.h"

const char *phs_part_verdict_title(enum phs_verdict verdict) {
    return verdict == PHS_NOT_APPLICABLE ? "not applicable" : phs_verdict_name(verdict);
}

static const char *verdict_class(enum phs_verdict verdict) {
    return verdict == PHS_NOT_APPLICABLE ? "na" : phs_verdict_name(verdict);
}

const char *phs_part_finding_place(const struct phs_view_of *of, const struct phs_finding *finding) {
    struct phs_place place = finding->place;
    if (!place.source && finding->resource)
        place = finding->resource->place;
    return phs_view_place(of->arena, place);
}

const struct phs_value *phs_part_finding_link(const struct phs_view_of *of, const struct phs_finding *finding) {
    struct phs_map_builder map;
    phs_view_start(&map, of->arena);
    phs_view_text(&map, "id", finding->id);
    phs_view_text(&map, "verdict", phs_part_verdict_title(finding->verdict));
    phs_view_text(&map, "class", verdict_class(finding->verdict));
    return phs_view_done(&map);
}

struct phs_view_list phs_part_finding_links(const struct phs_view_of *of, const struct phs_finding *const *findings, size_t n) {
    struct phs_view_list list = {0};
    for (size_t i = 0; i < n; i++)
        phs_view_add(of->arena, &list, phs_part_finding_link(of, findings[i]));
    return list;
}

static struct phs_view_list evidence_of(const struct phs_view_of *of, const struct phs_finding *finding) {
    struct phs_view_list list = {0};
    for (size_t i = 0; i < finding->evidence.n; i++) {
        const struct phs_evidence *evidence = &finding->evidence.at[i];
        struct phs_map_builder map;
        phs_view_start(&map, of->arena);
        phs_view_text(&map, "id", evidence->id);
        phs_view_text(&map, "text", evidence->text);
        phs_view_text(&map, "class", evidence->class);
        phs_view_text(&map, "place", phs_view_place(of->arena, evidence->place));
        phs_view_push(&list, &map);
    }
    return list;
}

static void put_exception(const struct phs_view_of *of, struct phs_map_builder *map, const struct phs_exception *exception) {
    if (!exception)
        return;
    struct phs_map_builder inner;
    phs_view_start(&inner, of->arena);
    phs_view_text(&inner, "reason", exception->reason);
    phs_view_text(&inner, "approver", exception->approver);
    phs_view_text(&inner, "expires", phs_view_date(of->arena, exception->expires));
    phs_view_value(map, "exception", phs_view_done(&inner));
}

const struct phs_value *phs_part_finding(const struct phs_view_of *of, const struct phs_finding *finding) {
    const struct phs_safeguard *safeguard =
        finding->safeguard ? phs_catalogue_safeguard(of->catalogue, finding->safeguard) : NULL;
    struct phs_texts controls = phs_controls_of(of->arena, safeguard, finding->specification);
    struct phs_view_list evidence = evidence_of(of, finding);
    struct phs_map_builder map;
    phs_view_start(&map, of->arena);
    phs_view_text(&map, "id", finding->id);
    phs_view_text(&map, "check", finding->check);
    phs_view_text(&map, "title", finding->title ? finding->title : finding->check);
    phs_view_text(&map, "verdict", phs_part_verdict_title(finding->verdict));
    phs_view_text(&map, "class", verdict_class(finding->verdict));
    phs_view_text(&map, "priority", phs_severity_name(finding->priority));
    phs_view_text(&map, "severity", phs_severity_name(finding->severity));
    phs_view_text(&map, "resource", finding->resource ? finding->resource->address : NULL);
    phs_view_text(&map, "place", phs_part_finding_place(of, finding));
    phs_view_text(&map, "system", finding->system ? finding->system->name : NULL);
    phs_view_text(&map, "system_id", finding->system ? finding->system->id : NULL);
    phs_view_text(&map, "safeguard", safeguard ? safeguard->title : finding->safeguard);
    phs_view_text(&map, "safeguard_id", finding->safeguard);
    phs_view_text(&map, "reason", finding->reason);
    phs_view_text(&map, "controls", phs_view_join(of->arena, controls.at, controls.n));
    phs_view_text(&map, "first_seen", phs_view_date(of->arena, finding->first_seen));
    put_exception(of, &map, finding->exception);
    phs_view_list(&map, "evidence", &evidence);
    return phs_view_done(&map);
}

void phs_part_findings(const struct phs_view_of *of, struct phs_map_builder *view) {
    struct phs_view_list open = {0}, closed = {0};
    size_t evidence = 0;
    for (size_t i = 0; i < of->run->findings.n; i++) {
        const struct phs_finding *finding = of->run->findings.at[i];
        bool is_open = finding->verdict == PHS_FAIL || finding->verdict == PHS_VERDICT_UNKNOWN;
        phs_view_add(of->arena, is_open ? &open : &closed, phs_part_finding(of, finding));
        evidence += finding->evidence.n;
    }
    phs_view_list(view, "open_findings", &open);
    phs_view_list(view, "closed_findings", &closed);
    phs_view_count(view, "evidence_count", evidence);
}
