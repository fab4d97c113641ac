/* SPDX-License-Identifier: Apache-2.0 */
/* The views of the documents and their renderings: the same parts as in the risk analysis, so that the two never differ. */
#include "reports/document.h"

#include "reports/documents/parts.h"
#include "reports/writing.h"

void phs_cite(struct phs_cited *cited, const struct phs_finding *finding) {
    phs_map_puts(&cited->by_id, finding->id, (void *)(uintptr_t)finding);
    if (finding->safeguard)
        phs_map_puts(&cited->safeguards, finding->safeguard, cited);
}

void phs_cite_safeguard(struct phs_cited *cited, const struct phs_run *run, const char *safeguard) {
    phs_map_puts(&cited->safeguards, safeguard, cited);
    for (size_t i = 0; i < run->findings.n; i++)
        if (run->findings.at[i]->safeguard && run->findings.at[i]->verdict != PHS_NOT_APPLICABLE &&
            strcmp(run->findings.at[i]->safeguard, safeguard) == 0)
            phs_cite(cited, run->findings.at[i]);
}

static void plan(const struct phs_view_of *of, struct phs_map_builder *view, struct phs_cited *cited) {
    phs_part_plan(of, view, true);
    for (size_t i = 0; i < of->run->plan.n; i++) {
        const struct phs_remediation *step = of->run->plan.at[i];
        for (size_t k = 0; k < step->findings.n; k++)
            phs_cite(cited, step->findings.at[k]);
        if (step->safeguard)
            phs_map_puts(&cited->safeguards, step->safeguard, cited);
    }
}

/* Findings about what a register lists. */
static void cite_types(const struct phs_run *run, struct phs_cited *cited, const char *const *types) {
    for (size_t i = 0; i < run->findings.n; i++) {
        const struct phs_finding *finding = run->findings.at[i];
        for (size_t k = 0; finding->resource && finding->verdict != PHS_NOT_APPLICABLE && types[k]; k++)
            if (strcmp(finding->resource->type, types[k]) == 0)
                phs_cite(cited, finding);
    }
}

static void vendors(const struct phs_view_of *of, struct phs_map_builder *view, struct phs_cited *cited) {
    static const char *const types[] = {"vendor", "agreement", "phi_flow", "outbound_call", NULL};
    static const char *const safeguards[] = {"business-associate-agreement", "agreement-clauses", "vendor-oversight"};
    for (size_t i = 0; i < sizeof safeguards / sizeof *safeguards; i++)
        phs_map_puts(&cited->safeguards, safeguards[i], cited);
    phs_part_vendors(of, view);
    phs_part_flows(of, view);
    cite_types(of->run, cited, types);
}

static void inventory(const struct phs_view_of *of, struct phs_map_builder *view, struct phs_cited *cited) {
    phs_map_puts(&cited->safeguards, "asset-inventory", cited);
    phs_part_scope(of, view);
    phs_part_inventory(of, view);
    phs_part_flows(of, view);
    phs_part_charts(of, view);
    for (size_t i = 0; i < of->run->findings.n; i++)
        if (of->run->findings.at[i]->system && of->run->findings.at[i]->verdict == PHS_FAIL)
            phs_cite(cited, of->run->findings.at[i]);
}

static void cite_listed(const struct phs_view_of *of, struct phs_cited *cited, const struct phs_value *safeguards) {
    for (size_t i = 0; safeguards && i < safeguards->list.n; i++)
        phs_cite_safeguard(cited, of->run, phs_text_or(of->arena, phs_get(safeguards->list.at[i], "id"), ""));
}

static void breach(const struct phs_view_of *of, struct phs_map_builder *view, struct phs_cited *cited) {
    phs_part_vendors(of, view);
    phs_part_law(of, view);
    phs_part_breach(of, view);
    cite_listed(of, cited, phs_map_builder_get(view, PHS_SLICE("plans")));
}

static void nprm(const struct phs_view_of *of, struct phs_map_builder *view, struct phs_cited *cited) {
    phs_part_proposals(of, view);
    const struct phs_value *proposals = phs_map_builder_get(view, PHS_SLICE("proposals"));
    for (size_t i = 0; proposals && i < proposals->list.n; i++)
        cite_listed(of, cited, phs_get(proposals->list.at[i], "safeguards"));
}

static void evidence(const struct phs_view_of *of, struct phs_map_builder *view, struct phs_cited *cited) {
    phs_map_puts(&cited->safeguards, "documentation-retention", cited);
    phs_map_puts(&cited->safeguards, "documentation-records", cited);
    phs_part_files(of, view);
}

static const struct kind {
    const char *name, *schema, *title;
    void (*put)(const struct phs_view_of *of, struct phs_map_builder *view, struct phs_cited *cited);
} kinds[] = {
    [PHS_DOCUMENT_PLAN] = {"plan", "phiscope.plan/1", "Remediation plan", plan},
    [PHS_DOCUMENT_VENDORS] = {"vendors", "phiscope.vendors/1", "Vendor and BAA register", vendors},
    [PHS_DOCUMENT_INVENTORY] = {"inventory", "phiscope.inventory/1", "PHI inventory and data flows", inventory},
    [PHS_DOCUMENT_BREACH] = {"breach-readiness", "phiscope.breach-readiness/1", "Breach readiness", breach},
    [PHS_DOCUMENT_NPRM] = {"nprm", "phiscope.nprm/1", "Readiness for the proposed Security Rule", nprm},
    [PHS_DOCUMENT_EVIDENCE] = {"evidence", "phiscope.evidence/1", "Evidence manifest", evidence},
};

static void put_cited(const struct phs_view_of *of, struct phs_map_builder *view, const struct phs_cited *cited) {
    struct phs_view_list list = {0};
    for (size_t i = 0; i < of->run->findings.n; i++)
        if (phs_map_gets(&cited->by_id, of->run->findings.at[i]->id) == of->run->findings.at[i])
            phs_view_add(of->arena, &list, phs_part_finding(of, of->run->findings.at[i]));
    phs_view_list(view, "cited_findings", &list);
    phs_view_count(view, "cited_count", list.items.n);
}

const struct phs_value *phs_document_view(struct phs_arena *arena, enum phs_document document, const struct phs_run *run,
                                          const struct phs_catalogue *catalogue) {
    struct phs_view_of of = {arena, run, catalogue};
    struct phs_cited cited;
    struct phs_map_builder view;
    phs_map_init(&cited.by_id, arena);
    phs_map_init(&cited.safeguards, arena);
    phs_view_start(&view, arena);
    phs_view_text(&view, "schema", kinds[document].schema);
    phs_view_text(&view, "document_title", kinds[document].title);
    phs_part_cover(&of, &view);
    phs_view_flag(&view, "has_register", false);
    kinds[document].put(&of, &view, &cited);
    put_cited(&of, &view, &cited);
    phs_part_rule(&of, &view, &cited.safeguards);
    return phs_view_done(&view);
}

static const char *name_of(const struct phs_value *view) {
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (phs_slice_is(phs_text(phs_get(view, "schema")), kinds[i].schema))
            return kinds[i].name;
    return "";
}

enum phs_code phs_document_write(struct phs_arena *arena, const struct phs_value *view, enum phs_report_format format,
                                 const struct phs_map *templates, struct phs_buf *out, struct phs_err *err) {
    struct phs_written written = {.title = phs_text_or(arena, phs_get(view, "document_title"), ""),
                                  .organization = phs_text_or(arena, phs_get_path(view, "organization.shown"), ""),
                                  .template = phs_printf(arena, "documents/%s", name_of(view)),
                                  .tables = phs_document_tables};
    return phs_report_write(arena, &written, view, format, templates, out, err);
}
