/* SPDX-License-Identifier: Apache-2.0 */
/* The proposed rule: each proposal beside what today's run shows of the safeguards that it speaks of. Counts, no score, and
 * nothing here moves a level: levels are computed from the rule in force. */
#include "reports/documents/parts.h"

enum { SHOWN_FINDINGS = 8 };

/* Counts of findings by verdict, and how many of the attestations hold. */
struct seen {
    size_t verdicts[PHS_NOT_APPLICABLE + 1], attested, claimed;
    struct phs_view_list links, attestations;
};

static void see_findings(const struct phs_view_of *of, const char *safeguard, struct seen *seen) {
    static const enum phs_verdict order[] = {PHS_FAIL, PHS_VERDICT_UNKNOWN, PHS_PASS};
    for (size_t k = 0; k < sizeof order / sizeof *order; k++)
        for (size_t i = 0; i < of->run->findings.n; i++) {
            const struct phs_finding *finding = of->run->findings.at[i];
            if (!finding->safeguard || finding->verdict != order[k] || strcmp(finding->safeguard, safeguard) != 0)
                continue;
            if (++seen->verdicts[finding->verdict] && seen->links.items.n < SHOWN_FINDINGS)
                phs_view_add(of->arena, &seen->links, phs_part_finding_link(of, finding));
        }
}

static void see_attestations(const struct phs_view_of *of, const char *safeguard, struct seen *seen) {
    const struct phs_resource_list *all = phs_graph_of_type(of->run->graph, "attestation");
    for (size_t i = 0; i < all->items.n; i++) {
        const struct phs_value *is = all->items.at[i]->attributes;
        struct phs_slice state = phs_text(phs_get(is, "state"));
        struct phs_map_builder map;
        if (!phs_slice_is(phs_text(phs_get(is, "safeguard")), safeguard))
            continue;
        seen->claimed++;
        seen->attested += phs_slice_is(state, "pass");
        phs_view_start(&map, of->arena);
        phs_view_text(&map, "answer", phs_text_or(of->arena, phs_get(is, "answer"), "not stated"));
        phs_view_text(&map, "by", phs_text_or(of->arena, phs_get(is, "by"), NULL));
        phs_view_text(&map, "date", phs_text_or(of->arena, phs_get(is, "date"), NULL));
        phs_view_text(&map, "review_by", phs_text_or(of->arena, phs_get(is, "review_by"), NULL));
        phs_view_text(&map, "why", phs_text_or(of->arena, phs_get(is, "state_reason"), NULL));
        phs_view_text(&map, "class",
                      phs_slice_is(state, "pass")      ? "pass"
                      : phs_slice_is(state, "partial") ? "partly"
                      : phs_slice_is(state, "fail")    ? "fail"
                                                       : "unknown");
        phs_view_text(&map, "place", phs_view_place(of->arena, all->items.at[i]->place));
        phs_view_push(&seen->attestations, &map);
    }
}

static const char *seen_text(const struct phs_view_of *of, const struct seen *seen) {
    const char *text = "";
    static const char *const words[] = {"pass", "fail", "unknown"};
    static const enum phs_verdict order[] = {PHS_FAIL, PHS_VERDICT_UNKNOWN, PHS_PASS};
    for (size_t k = 0; k < sizeof order / sizeof *order; k++)
        if (seen->verdicts[order[k]])
            text = phs_printf(of->arena, "%s%s%zu %s", text, *text ? ", " : "", seen->verdicts[order[k]], words[order[k]]);
    if (seen->claimed)
        text =
            phs_printf(of->arena, "%s%s%zu of %zu attestations hold", text, *text ? ", " : "", seen->attested, seen->claimed);
    return *text ? text : "nothing was seen or attested";
}

const struct phs_value *phs_part_safeguard_state(const struct phs_view_of *of, const struct phs_safeguard *safeguard) {
    struct seen seen = {0};
    see_findings(of, safeguard->id, &seen);
    see_attestations(of, safeguard->id, &seen);
    size_t total = seen.verdicts[PHS_PASS] + seen.verdicts[PHS_FAIL] + seen.verdicts[PHS_VERDICT_UNKNOWN];
    bool fails = seen.verdicts[PHS_FAIL] > 0, open = seen.verdicts[PHS_VERDICT_UNKNOWN] > 0;
    bool holds = seen.verdicts[PHS_PASS] + seen.attested > 0;
    struct phs_map_builder map;
    phs_view_start(&map, of->arena);
    phs_view_text(&map, "id", safeguard->id);
    phs_view_text(&map, "title", safeguard->title);
    phs_view_text(&map, "question", safeguard->question);
    phs_view_text(&map, "state", fails ? "something fails" : !holds ? "nothing shows it" : open ? "seen in part" : "seen");
    phs_view_text(&map, "class", fails ? "fail" : !holds ? "unknown" : open ? "partly" : "pass");
    phs_view_count(&map, "pass", seen.verdicts[PHS_PASS]);
    phs_view_count(&map, "fail", seen.verdicts[PHS_FAIL]);
    phs_view_count(&map, "unknown", seen.verdicts[PHS_VERDICT_UNKNOWN]);
    phs_view_count(&map, "attested", seen.attested);
    phs_view_text(&map, "text", seen_text(of, &seen));
    phs_view_list(&map, "findings", &seen.links);
    phs_view_count(&map, "more", total > seen.links.items.n ? total - seen.links.items.n : 0);
    phs_view_list(&map, "attestations", &seen.attestations);
    return phs_view_done(&map);
}

static struct phs_view_list safeguards_of(const struct phs_view_of *of, const struct phs_control *proposal) {
    struct phs_slice rest = phs_text(phs_get(proposal->row, "safeguards")), id;
    struct phs_view_list list = {0};
    while (phs_slice_cut(&rest, ';', &id)) {
        const struct phs_safeguard *safeguard = phs_catalogue_safeguard(of->catalogue, phs_slice_dup(of->arena, id));
        if (safeguard)
            phs_view_add(of->arena, &list, phs_part_safeguard_state(of, safeguard));
    }
    return list;
}

static const char *cell(const struct phs_view_of *of, const struct phs_control *proposal, const char *column) {
    const char *text = phs_text_or(of->arena, phs_get(proposal->row, column), NULL);
    return text && *text && strcmp(text, "-") != 0 ? text : NULL;
}

void phs_part_proposals(const struct phs_view_of *of, struct phs_map_builder *view) {
    const struct phs_framework *framework = phs_catalogue_framework(of->catalogue, "nprm2025");
    struct phs_view_list list = {0};
    for (size_t i = 0; framework && i < framework->controls.n; i++) {
        const struct phs_control *control = framework->controls.at[i];
        struct phs_view_list safeguards = safeguards_of(of, control);
        struct phs_map_builder map;
        phs_view_start(&map, of->arena);
        phs_view_text(&map, "id", control->id);
        phs_view_text(&map, "title", control->title);
        phs_view_text(&map, "text", control->text);
        phs_view_text(&map, "term", cell(of, control, "number"));
        phs_view_text(&map, "today", cell(of, control, "current_equivalent"));
        phs_view_text(&map, "checked", cell(of, control, "checked_against"));
        phs_view_list(&map, "safeguards", &safeguards);
        phs_view_push(&list, &map);
    }
    phs_view_list(view, "proposals", &list);
    phs_view_text(view, "proposals_version", framework ? framework->version : NULL);
    phs_view_text(view, "proposals_source", framework ? framework->source : NULL);
}
