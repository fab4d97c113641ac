/* SPDX-License-Identifier: Apache-2.0 */
/* The views of the documents and their renderings: the same parts as in the risk analysis, so that the two never differ. */
#include "reports/document.h"

#include "reports/documents/parts.h"
#include "reports/mustache.h"

void phs_cite(struct phs_cited *cited, const struct phs_finding *finding) {
    phs_map_puts(&cited->by_id, finding->id, (void *)(uintptr_t)finding);
}

void phs_cite_safeguard(struct phs_cited *cited, const struct phs_run *run, const char *safeguard) {
    for (size_t i = 0; i < run->findings.n; i++)
        if (run->findings.at[i]->safeguard && run->findings.at[i]->verdict != PHS_NOT_APPLICABLE &&
            strcmp(run->findings.at[i]->safeguard, safeguard) == 0)
            phs_cite(cited, run->findings.at[i]);
}

static void plan(const struct phs_view_of *of, struct phs_map_builder *view, struct phs_cited *cited) {
    phs_part_plan(of, view);
    for (size_t i = 0; i < of->run->plan.n; i++)
        for (size_t k = 0; k < of->run->plan.at[i]->findings.n; k++)
            phs_cite(cited, of->run->plan.at[i]->findings.at[k]);
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
    phs_part_vendors(of, view);
    phs_part_flows(of, view);
    cite_types(of->run, cited, types);
}

static void inventory(const struct phs_view_of *of, struct phs_map_builder *view, struct phs_cited *cited) {
    phs_part_scope(of, view);
    phs_part_inventory(of, view);
    phs_part_flows(of, view);
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

static const struct kind {
    const char *name, *schema, *title;
    void (*put)(const struct phs_view_of *of, struct phs_map_builder *view, struct phs_cited *cited);
} kinds[] = {
    [PHS_DOCUMENT_PLAN] = {"plan", "phiscope.plan/1", "Remediation plan", plan},
    [PHS_DOCUMENT_VENDORS] = {"vendors", "phiscope.vendors/1", "Vendor and BAA register", vendors},
    [PHS_DOCUMENT_INVENTORY] = {"inventory", "phiscope.inventory/1", "PHI inventory and data flows", inventory},
    [PHS_DOCUMENT_BREACH] = {"breach-readiness", "phiscope.breach-readiness/1", "Breach readiness", breach},
    [PHS_DOCUMENT_NPRM] = {"nprm", "phiscope.nprm/1", "Readiness for the proposed Security Rule", nprm},
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
    phs_view_start(&view, arena);
    phs_view_text(&view, "schema", kinds[document].schema);
    phs_view_text(&view, "document", kinds[document].name);
    phs_view_text(&view, "document_title", kinds[document].title);
    phs_part_cover(&of, &view);
    kinds[document].put(&of, &view, &cited);
    put_cited(&of, &view, &cited);
    return phs_view_done(&view);
}

static bool find_partial(void *user, struct phs_slice name, struct phs_slice *ret_text) {
    struct phs_arena *arena = user;
    *ret_text = phs_catalogue_file(phs_printf(arena, "reports/templates/%.*s", (int)name.len, name.ptr));
    return ret_text->ptr != NULL;
}

static void write_json(const struct phs_value *view, struct phs_buf *out) {
    struct phs_json json;
    phs_json_init(&json, out, true);
    phs_json_object(&json);
    for (size_t i = 0; i < view->map.n; i++) {
        if (phs_slice_is(view->map.at[i].key, "map_svg"))
            continue;
        phs_json_key(&json, view->map.at[i].key.ptr);
        phs_value_write_json(&json, view->map.at[i].value);
    }
    phs_json_object_end(&json);
    phs_buf_putc(out, '\n');
}

/* A line a step. Jira, GitHub's importers, Linear and GitLab all map columns by their titles. */
static void write_csv(const struct phs_value *view, struct phs_buf *out) {
    static const struct phs_column columns[] = {
        {"title", "ticket.title", PHS_COLUMN_TEXT, 40},   {"body", "ticket.body", PHS_COLUMN_TEXT, 80},
        {"labels", "ticket.labels", PHS_COLUMN_TEXT, 30}, {"priority", "ticket.priority", PHS_COLUMN_TEXT, 10},
        {"due", "ticket.due", PHS_COLUMN_DATE, 12},       {"owner", "ticket.owner", PHS_COLUMN_TEXT, 20},
        {"hours", "hours", PHS_COLUMN_NUMBER, 8},         {"risk_drop", "level_drop", PHS_COLUMN_NUMBER, 8},
        {"point_drop", "p_drop", PHS_COLUMN_NUMBER, 8},   {"findings", "findings[].id", PHS_COLUMN_TEXT, 30},
        {"risks", "risks[].id", PHS_COLUMN_TEXT, 30},     {"verify", "verify", PHS_COLUMN_TEXT, 40},
        {"id", "ticket.id", PHS_COLUMN_TEXT, 30},
    };
    struct phs_table table = {.name = "Plan", .columns = columns, .column_count = sizeof columns / sizeof *columns};
    const struct phs_value *steps = phs_get(view, "steps");
    struct phs_arena *arena = phs_arena_new();
    for (size_t i = 0; steps && i < steps->list.n; i++)
        phs_view_add(arena, &table.rows, steps->list.at[i]);
    phs_table_write_csv(&table, out);
    phs_arena_free(arena);
}

enum phs_code phs_document_write(struct phs_arena *arena, enum phs_document document, const struct phs_value *view,
                                 enum phs_document_format format, struct phs_buf *out, struct phs_err *err) {
    if (format == PHS_DOCUMENT_JSON) {
        write_json(view, out);
        return PHS_OK;
    }
    if (format == PHS_DOCUMENT_CSV) {
        write_csv(view, out);
        return PHS_OK;
    }
    bool html = format == PHS_DOCUMENT_HTML;
    const char *name = phs_printf(arena, "reports/templates/documents/%s.%s", kinds[document].name, html ? "html" : "md");
    struct phs_mustache options = {
        .escape = html ? PHS_MUSTACHE_HTML : PHS_MUSTACHE_MARKDOWN, .partial = find_partial, .user = arena};
    return phs_mustache_render(arena, name, phs_catalogue_file(name), view, &options, out, err);
}
