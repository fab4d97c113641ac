/* SPDX-License-Identifier: Apache-2.0 */
/* The parts of the risk analysis, one function a part; each puts its keys into the view. */
#ifndef PHS_REPORTS_RISK_ANALYSIS_PARTS_H
#define PHS_REPORTS_RISK_ANALYSIS_PARTS_H

#include "reports/tables.h"
#include "reports/tally.h"
#include "reports/view.h"

/* Sections 1-2 and the first page: identity, counts, heat map, top risks. */
void phs_part_front(const struct phs_view_of *of, struct phs_map_builder *view);
void phs_part_heat(const struct phs_view_of *of, struct phs_map_builder *view);
/* Bars for drawings: PHI by system, coverage, change. Where there is nothing to draw the chart is not there. */
void phs_part_charts(const struct phs_view_of *of, struct phs_map_builder *view);
/* Sections 3, 5, 6: targets, systems, inventory, flows. */
void phs_part_scope(const struct phs_view_of *of, struct phs_map_builder *view);
void phs_part_inventory(const struct phs_view_of *of, struct phs_map_builder *view);
void phs_part_flows(const struct phs_view_of *of, struct phs_map_builder *view);
/* Section 7. */
void phs_part_vendors(const struct phs_view_of *of, struct phs_map_builder *view);
/* Section 8: threat events, and what fails under each safeguard. */
void phs_part_threats(const struct phs_view_of *of, struct phs_map_builder *view);
/* Sections 9, 14, 17, 18 and the state of the rule's standards. */
void phs_part_controls(const struct phs_view_of *of, struct phs_map_builder *view);
/* `rule` alone; safeguards: only citations that one of these ids names, NULL: all. */
void phs_part_rule(const struct phs_view_of *of, struct phs_map_builder *view, const struct phs_map *safeguards);
/* Sections 4, 10, 11, 12. */
void phs_part_register(const struct phs_view_of *of, struct phs_map_builder *view);
/* Section 12: what it could cost, when that was asked for. */
void phs_part_money(const struct phs_view_of *of, struct phs_map_builder *view);
/* Section 13 and the five things to do first; tickets: each step also as an issue tracker takes it, which names places. */
void phs_part_plan(const struct phs_view_of *of, struct phs_map_builder *view, bool tickets);
/* Annex B: OCR's audit protocol by citation. */
void phs_part_protocol(const struct phs_view_of *of, struct phs_map_builder *view);
/* Section 16. */
void phs_part_change(const struct phs_view_of *of, struct phs_map_builder *view);
/* Section 15 and the penalty table. */
void phs_part_law(const struct phs_view_of *of, struct phs_map_builder *view);
/* Sections 19, 20: limits, findings and evidence. */
void phs_part_limits(const struct phs_view_of *of, struct phs_map_builder *view);
void phs_part_findings(const struct phs_view_of *of, struct phs_map_builder *view);

/* The register first. */
void phs_risk_analysis_tables(struct phs_arena *arena, const struct phs_value *view, struct phs_tables *ret_tables);
/* "Register", "Plan", "Findings", "Systems", "Vendors", "Controls" or "Limits" of whatever part of them the view has. */
struct phs_table phs_part_table(struct phs_arena *arena, const struct phs_value *view, const char *name);
/* rows of a list at a key, appended. */
void phs_part_add_rows(struct phs_arena *arena, struct phs_view_list *rows, const struct phs_value *list);

/* Identity of organization and run, draft or approved: what every document says on its cover. */
void phs_part_cover(const struct phs_view_of *of, struct phs_map_builder *view);
const struct phs_value *phs_part_flow(const struct phs_view_of *of, const struct phs_flow *flow);
/* A finding with its evidence, as annex E lists it. */
const struct phs_value *phs_part_finding(const struct phs_view_of *of, const struct phs_finding *finding);
/* {id, verdict, class, place} for a link to a finding. */
const struct phs_value *phs_part_finding_link(const struct phs_view_of *of, const struct phs_finding *finding);
struct phs_view_list phs_part_finding_links(const struct phs_view_of *of, const struct phs_finding *const *findings, size_t n);
/* "fail", "unknown", "pass", "not applicable", and the class that a template colours by. */
const char *phs_part_verdict_title(enum phs_verdict verdict);
const char *phs_part_step_title(const struct phs_view_of *of, const struct phs_remediation *step);
/* Place of the finding, else of what it is about. */
const char *phs_part_finding_place(const struct phs_view_of *of, const struct phs_finding *finding);

#endif
