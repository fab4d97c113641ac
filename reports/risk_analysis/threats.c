/* SPDX-License-Identifier: Apache-2.0 */
/* Threat events and the systems they were asked of; vulnerabilities as what fails or is unknown under each safeguard. */
#include "reports/risk_analysis/parts.h"

static void count_risks(const struct phs_run *run, const char *threat, size_t *ret_count, enum phs_level *ret_worst) {
    *ret_count = 0;
    *ret_worst = PHS_VL;
    for (size_t i = 0; i < run->risks.n; i++) {
        if (strcmp(run->risks.at[i]->threat, threat) != 0)
            continue;
        (*ret_count)++;
        if (run->risks.at[i]->final_observed > *ret_worst)
            *ret_worst = run->risks.at[i]->final_observed;
    }
}

static void put_threats(const struct phs_view_of *of, struct phs_map_builder *view) {
    struct phs_view_list list = {0};
    for (size_t i = 0; i < of->catalogue->threats.n; i++) {
        const struct phs_threat *threat = of->catalogue->threats.at[i];
        size_t count;
        enum phs_level worst;
        count_risks(of->run, threat->id, &count, &worst);
        struct phs_map_builder map;
        phs_view_start(&map, of->arena);
        phs_view_text(&map, "id", threat->id);
        phs_view_text(&map, "title", threat->title);
        phs_view_text(&map, "source", threat->source);
        phs_view_text(&map, "citation", threat->citation);
        phs_view_count(&map, "systems", count);
        phs_view_flag(&map, "applies", count > 0);
        if (count)
            phs_view_level(&map, "worst", worst);
        phs_view_push(&list, &map);
    }
    phs_view_list(view, "threats", &list);
}

/* The failing and unknown findings of one safeguard. */
static void put_weakness(const struct phs_view_of *of, struct phs_view_list *list, const struct phs_safeguard *safeguard) {
    PHS_VEC(const struct phs_finding *) fails = {0};
    PHS_VEC(const struct phs_finding *) unknowns = {0};
    for (size_t i = 0; i < of->run->findings.n; i++) {
        const struct phs_finding *finding = of->run->findings.at[i];
        if (!finding->safeguard || strcmp(finding->safeguard, safeguard->id) != 0)
            continue;
        if (finding->verdict == PHS_FAIL)
            PHS_PUSH(of->arena, fails, finding);
        else if (finding->verdict == PHS_VERDICT_UNKNOWN)
            PHS_PUSH(of->arena, unknowns, finding);
    }
    if (fails.n + unknowns.n == 0)
        return;
    struct phs_view_list failing = phs_part_finding_links(of, fails.at, fails.n);
    struct phs_view_list open = phs_part_finding_links(of, unknowns.at, unknowns.n);
    struct phs_map_builder map;
    phs_view_start(&map, of->arena);
    phs_view_text(&map, "id", safeguard->id);
    phs_view_text(&map, "title", safeguard->title);
    phs_view_text(&map, "why", safeguard->why);
    phs_view_count(&map, "fail_count", fails.n);
    phs_view_count(&map, "unknown_count", unknowns.n);
    phs_view_list(&map, "fails", &failing);
    phs_view_list(&map, "unknowns", &open);
    phs_view_push(list, &map);
}

void phs_part_threats(const struct phs_view_of *of, struct phs_map_builder *view) {
    struct phs_view_list weaknesses = {0};
    put_threats(of, view);
    for (size_t i = 0; i < of->catalogue->safeguards.n; i++)
        put_weakness(of, &weaknesses, of->catalogue->safeguards.at[i]);
    phs_view_list(view, "weaknesses", &weaknesses);
}
