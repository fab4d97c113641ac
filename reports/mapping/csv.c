/* SPDX-License-Identifier: Apache-2.0 */
/* The mapping as one table: a line per criterion, citation and safeguard; a cell without a partner stays empty. */
#include "base/escape.h"
#include "reports/mapping/parts.h"

struct table {
    struct phs_arena *arena;
    const struct phs_value *view;
    struct phs_buf *out;
};

static void cell(struct table *table, const char *text, bool last) {
    phs_escape_csv(table->out, phs_slice(text));
    phs_buf_puts(table->out, last ? "\r\n" : ",");
}

static const char *text_of(struct table *table, const struct phs_value *map, const char *key) {
    const char *text = phs_scalar_text(table->arena, phs_get(map, key));
    return text ? text : "";
}

static void cells(struct table *table, const struct phs_value *map, const char *const *keys) {
    for (; *keys; keys++)
        cell(table, text_of(table, map, *keys), false);
}

static const char *places_of(struct table *table, const struct phs_value *safeguard) {
    const struct phs_value *places = phs_get(safeguard, "places");
    const char *text = "";
    for (size_t i = 0; phs_is(places, PHS_LIST) && i < places->list.n; i++)
        text = phs_printf(table->arena, "%s%s%s (%s)", text, *text ? "; " : "", text_of(table, places->list.at[i], "place"),
                          text_of(table, places->list.at[i], "verdict"));
    const char *more = text_of(table, safeguard, "more");
    return *more ? phs_printf(table->arena, "%s; and %s more", text, more) : text;
}

/* "AC-1; AC-2 (unconfirmed)" of one further framework beside the citation. */
static const char *column_of(struct table *table, const char *citation, size_t column) {
    const struct phs_value *rule = phs_get(table->view, "rule");
    const char *text = "";
    for (size_t i = 0; i < rule->list.n; i++) {
        if (strcmp(text_of(table, rule->list.at[i], "citation"), citation) != 0)
            continue;
        const struct phs_value *ids = phs_get(phs_get(rule->list.at[i], "columns")->list.at[column], "ids");
        for (size_t k = 0; k < ids->list.n; k++)
            text = phs_printf(table->arena, "%s%s%s%s", text, *text ? "; " : "", text_of(table, ids->list.at[k], "id"),
                              phs_is_true(phs_get(ids->list.at[k], "unconfirmed")) ? " (unconfirmed)" : "");
    }
    return text;
}

static void write_line(struct table *table, const struct phs_value *criterion, const struct phs_value *row,
                       const struct phs_value *safeguard) {
    static const char *const of_criterion[] = {"id", "title", NULL};
    static const char *const of_row[] = {"citation", "citation_title", "relation", NULL};
    static const char *const of_safeguard[] = {"id",   "title",    "tests_text", "evidence_text", "fail", "unknown",
                                               "pass", "attested", NULL};
    static const char *const of_result[] = {"state", "supported", "applicable", NULL};
    const struct phs_value *columns = phs_get(table->view, "frameworks");
    cells(table, criterion, of_criterion);
    cells(table, row, of_row);
    cells(table, safeguard, of_safeguard);
    cell(table, safeguard ? places_of(table, safeguard) : "", false);
    cells(table, criterion, of_result);
    for (size_t i = 0; i < columns->list.n; i++)
        cell(table, row ? column_of(table, text_of(table, row, "citation"), i) : "", false);
    cell(table, row ? text_of(table, row, "state") : "", true);
}

static void write_criterion(struct table *table, const struct phs_value *criterion) {
    const struct phs_value *rows = phs_get(criterion, "rows");
    if (rows->list.n == 0)
        write_line(table, criterion, NULL, NULL);
    for (size_t i = 0; i < rows->list.n; i++) {
        const struct phs_value *safeguards = phs_get(rows->list.at[i], "safeguards");
        if (safeguards->list.n == 0)
            write_line(table, criterion, rows->list.at[i], NULL);
        for (size_t k = 0; k < safeguards->list.n; k++)
            write_line(table, criterion, rows->list.at[i], safeguards->list.at[k]);
    }
}

void phs_mapping_write_csv(struct phs_arena *arena, const struct phs_value *view, struct phs_buf *out) {
    struct table table = {arena, view, out};
    const struct phs_value *groups = phs_get(view, "groups"), *columns = phs_get(view, "frameworks");
    phs_buf_puts(out,
                 "criterion,criterion_title,citation,citation_title,relation,safeguard,safeguard_title,tests,evidence,fail,"
                 "unknown,pass,attested,places,criterion_result,systems_supported,systems_applicable,");
    for (size_t i = 0; i < columns->list.n; i++)
        cell(&table, text_of(&table, columns->list.at[i], "id"), false);
    phs_buf_puts(out, "citation_result\r\n");
    for (size_t g = 0; g < groups->list.n; g++) {
        const struct phs_value *criteria = phs_get(groups->list.at[g], "criteria");
        for (size_t i = 0; i < criteria->list.n; i++)
            write_criterion(&table, criteria->list.at[i]);
    }
}
