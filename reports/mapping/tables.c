/* SPDX-License-Identifier: Apache-2.0 */
/* The mapping as tables: a line per criterion, citation and safeguard; a cell without a partner stays empty. */
#include "reports/mapping/parts.h"

struct table {
    struct phs_arena *arena;
    const struct phs_value *view;
    struct phs_view_list lines;
};

static const char *text_of(struct table *table, const struct phs_value *map, const char *key) {
    const char *text = phs_scalar_text(table->arena, phs_get(map, key));
    return text ? text : "";
}

static void put(struct table *table, struct phs_map_builder *line, const char *key, const struct phs_value *map,
                const char *from) {
    phs_view_text(line, key, text_of(table, map, from));
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

static void put_safeguard(struct table *table, struct phs_map_builder *line, const struct phs_value *safeguard) {
    put(table, line, "safeguard", safeguard, "id");
    put(table, line, "safeguard_title", safeguard, "title");
    put(table, line, "tests", safeguard, "tests_text");
    put(table, line, "evidence", safeguard, "evidence_text");
    put(table, line, "fail", safeguard, "fail");
    put(table, line, "unknown", safeguard, "unknown");
    put(table, line, "pass", safeguard, "pass");
    put(table, line, "attested", safeguard, "attested");
    phs_view_text(line, "places", safeguard ? places_of(table, safeguard) : "");
}

static void add_line(struct table *table, const struct phs_value *criterion, const struct phs_value *row,
                     const struct phs_value *safeguard) {
    const struct phs_value *columns = phs_get(table->view, "frameworks");
    struct phs_map_builder line;
    phs_view_start(&line, table->arena);
    put(table, &line, "criterion", criterion, "id");
    put(table, &line, "criterion_title", criterion, "title");
    put(table, &line, "citation", row, "citation");
    put(table, &line, "citation_title", row, "citation_title");
    put(table, &line, "relation", row, "relation");
    put_safeguard(table, &line, safeguard);
    put(table, &line, "criterion_result", criterion, "state");
    put(table, &line, "systems_supported", criterion, "supported");
    put(table, &line, "systems_applicable", criterion, "applicable");
    for (size_t i = 0; phs_is(columns, PHS_LIST) && i < columns->list.n; i++)
        phs_view_text(&line, text_of(table, columns->list.at[i], "id"),
                      row ? column_of(table, text_of(table, row, "citation"), i) : "");
    put(table, &line, "citation_result", row, "state");
    phs_view_push(&table->lines, &line);
}

static void add_criterion(struct table *table, const struct phs_value *criterion) {
    const struct phs_value *rows = phs_get(criterion, "rows");
    if (rows->list.n == 0)
        add_line(table, criterion, NULL, NULL);
    for (size_t i = 0; i < rows->list.n; i++) {
        const struct phs_value *safeguards = phs_get(rows->list.at[i], "safeguards");
        if (safeguards->list.n == 0)
            add_line(table, criterion, rows->list.at[i], NULL);
        for (size_t k = 0; k < safeguards->list.n; k++)
            add_line(table, criterion, rows->list.at[i], safeguards->list.at[k]);
    }
}

static struct phs_view_list lines_of(struct phs_arena *arena, const struct phs_value *view) {
    struct table table = {.arena = arena, .view = view};
    const struct phs_value *groups = phs_get(view, "groups");
    for (size_t g = 0; phs_is(groups, PHS_LIST) && g < groups->list.n; g++) {
        const struct phs_value *criteria = phs_get(groups->list.at[g], "criteria");
        for (size_t i = 0; i < criteria->list.n; i++)
            add_criterion(&table, criteria->list.at[i]);
    }
    return table.lines;
}

#define TEXT PHS_COLUMN_TEXT
#define NUMBER PHS_COLUMN_NUMBER

static const struct phs_column first[] = {
    {"criterion", "criterion", TEXT, 10},
    {"criterion_title", "criterion_title", TEXT, 36},
    {"citation", "citation", TEXT, 24},
    {"citation_title", "citation_title", TEXT, 34},
    {"relation", "relation", TEXT, 20},
    {"safeguard", "safeguard", TEXT, 26},
    {"safeguard_title", "safeguard_title", TEXT, 34},
    {"tests", "tests", TEXT, 44},
    {"evidence", "evidence", TEXT, 28},
    {"fail", "fail", NUMBER, 8},
    {"unknown", "unknown", NUMBER, 9},
    {"pass", "pass", NUMBER, 8},
    {"attested", "attested", NUMBER, 9},
    {"places", "places", TEXT, 48},
    {"criterion_result", "criterion_result", TEXT, 20},
    {"systems_supported", "systems_supported", NUMBER, 11},
    {"systems_applicable", "systems_applicable", NUMBER, 11},
};
static const struct phs_column last = {"citation_result", "citation_result", TEXT, 20};

static const struct phs_column of_rule[] = {
    {"citation", "citation", TEXT, 26},
    {"title", "title", TEXT, 40},
    {"binding", "binding", TEXT, 13},
    {"safeguards", "safeguards[].title", TEXT, 60},
    {"soc2", "soc2[].id", TEXT, 30},
    {"result", "state", TEXT, 20},
    {"systems_supported", "supported", NUMBER, 11},
    {"systems_applicable", "applicable", NUMBER, 11},
    {"reason", "reason", TEXT, 60},
};
static const struct phs_column of_limits[] = {{"not_read", "text", TEXT, 100}};

static const struct phs_column of_exceptions[] = {
    {"criteria", "criteria", TEXT, 24},   {"citations", "citations", TEXT, 30}, {"safeguard", "safeguard", TEXT, 36},
    {"test", "check", TEXT, 34},          {"title", "title", TEXT, 44},         {"fails", "count", NUMBER, 8},
    {"accepted", "excepted", NUMBER, 10}, {"exception", "exception", TEXT, 40}, {"management_response", "response", TEXT, 50},
};
static const struct phs_column of_responsibilities[] = {
    {"safeguard", "safeguard", TEXT, 44}, {"criteria", "criteria", TEXT, 24},
    {"provider", "provider", TEXT, 40},   {"us", "us", TEXT, 36},
    {"customer", "customer", TEXT, 44},
};
static const struct phs_column of_subservice[] = {
    {"organization", "name", TEXT, 28},
    {"services", "services", TEXT, 36},
    {"phi", "phi", TEXT, 12},
    {"agreement", "agreement", TEXT, 40},
};

enum { FIRST = sizeof first / sizeof *first };

static struct phs_table mapping_lines(struct phs_arena *arena, const struct phs_value *view) {
    const struct phs_value *frameworks = phs_get(view, "frameworks");
    size_t further = phs_is(frameworks, PHS_LIST) ? frameworks->list.n : 0, n = 0;
    struct phs_column *columns = PHS_NEW_N(arena, struct phs_column, FIRST + further + 1);
    for (; n < FIRST; n++)
        columns[n] = first[n];
    for (size_t i = 0; i < further; i++) {
        const char *id = phs_text_or(arena, phs_get(frameworks->list.at[i], "id"), "");
        columns[n++] = (struct phs_column){id, id, TEXT, 26};
    }
    columns[n++] = last;
    return (struct phs_table){"SOC 2 and HIPAA", columns, n, lines_of(arena, view)};
}

static void add_table(struct phs_arena *arena, const struct phs_value *view, const char *key, struct phs_table table,
                      struct phs_tables *tables) {
    const struct phs_value *rows = phs_get(view, key);
    for (size_t i = 0; phs_is(rows, PHS_LIST) && i < rows->list.n; i++)
        phs_view_add(arena, &table.rows, rows->list.at[i]);
    PHS_PUSH(arena, tables->items, table);
}

#define COUNT(rows_of) .columns = rows_of, .column_count = sizeof(rows_of) / sizeof *(rows_of)

void phs_mapping_tables(struct phs_arena *arena, const struct phs_value *view, struct phs_tables *ret_tables) {
    struct phs_table lines = mapping_lines(arena, view);
    struct phs_table rule = {.name = "HIPAA citations", .columns = of_rule, .column_count = sizeof of_rule / sizeof *of_rule};
    struct phs_table limits = {.name = "Limits", .columns = of_limits, .column_count = 1};
    const struct phs_value *rows = phs_get(view, "rule"), *lost = phs_get(view, "not_read");
    for (size_t i = 0; phs_is(rows, PHS_LIST) && i < rows->list.n; i++)
        phs_view_add(arena, &rule.rows, rows->list.at[i]);
    for (size_t i = 0; phs_is(lost, PHS_LIST) && i < lost->list.n; i++) {
        struct phs_map_builder map;
        phs_view_start(&map, arena);
        phs_view_value(&map, "text", lost->list.at[i]);
        phs_view_push(&limits.rows, &map);
    }
    PHS_PUSH(arena, ret_tables->items, lines);
    PHS_PUSH(arena, ret_tables->items, rule);
    add_table(arena, view, "exceptions", (struct phs_table){.name = "Exceptions", COUNT(of_exceptions)}, ret_tables);
    add_table(arena, view, "responsibilities", (struct phs_table){.name = "Responsibilities", COUNT(of_responsibilities)},
              ret_tables);
    add_table(arena, view, "subservice", (struct phs_table){.name = "Subservice organizations", COUNT(of_subservice)},
              ret_tables);
    PHS_PUSH(arena, ret_tables->items, limits);
}
