/* SPDX-License-Identifier: Apache-2.0 */
/* The risk analysis as tables: the register with the columns of NIST IR 8286 in front, and what it rests on. */
#include "reports/risk_analysis/parts.h"

#define TEXT PHS_COLUMN_TEXT
#define NUMBER PHS_COLUMN_NUMBER
#define DATE PHS_COLUMN_DATE
#define LEVEL PHS_COLUMN_LEVEL

/* NIST IR 8286, figure 3, in its order and words; behind them what our method knows beyond it. */
static const struct phs_column of_register[] = {
    {"ID", "id", TEXT, 12},
    {"Priority", "#", NUMBER, 9},
    {"Risk Description", "statement", TEXT, 60},
    {"Risk Category", "category", TEXT, 16},
    {"Current Assessment: Likelihood", "likelihood.title", LEVEL, 14},
    {"Current Assessment: Impact", "impact.title", LEVEL, 14},
    {"Current Assessment: Exposure Rating", "observed.title", LEVEL, 14},
    {"Risk Response Type", "treatment", TEXT, 14},
    {"Risk Response Cost (hours)", "response_hours", NUMBER, 12},
    {"Risk Response Description", "responses[].title", TEXT, 50},
    {"Risk Owner", "owner", TEXT, 20},
    {"Status", "status", TEXT, 16},
    {"System", "system", TEXT, 28},
    {"Threat Event", "title", TEXT, 36},
    {"Due", "due", DATE, 12},
    {"First Seen", "first_seen", DATE, 12},
    {"Inherent", "inherent.title", LEVEL, 12},
    {"Best Case", "best.title", LEVEL, 12},
    {"Worst Case", "worst.title", LEVEL, 12},
    {"Planned", "planned_shown", LEVEL, 12},
    {"Floor", "floor.name", TEXT, 24},
    {"Failing Or Unknown Safeguards", "weak_safeguards[]", TEXT, 50},
    {"Findings", "finding_ids[]", TEXT, 40},
};
static const struct phs_column of_plan[] = {
    {"Step", "number", NUMBER, 7},
    {"Change", "title", TEXT, 44},
    {"How", "how", TEXT, 60},
    {"Key", "key", TEXT, 34},
    {"Where", "where", TEXT, 36},
    {"Highest Risk", "level.title", LEVEL, 13},
    {"Effect", "drop", TEXT, 34},
    {"Levels Down", "level_drop", NUMBER, 9},
    {"Hours", "hours", NUMBER, 9},
    {"Hours From", "hours_reason", TEXT, 30},
    {"Treatment", "treatment", TEXT, 12},
    {"Owner", "owner", TEXT, 20},
    {"Due", "due", DATE, 12},
    {"Note", "note", TEXT, 30},
    {"Findings", "findings[].id", TEXT, 36},
    {"Risks", "risks[].id", TEXT, 36},
};
static const struct phs_column of_findings[] = {
    {"ID", "id", TEXT, 12},
    {"Verdict", "verdict", TEXT, 14},
    {"Priority", "priority", TEXT, 11},
    {"Title", "title", TEXT, 46},
    {"Resource", "resource", TEXT, 40},
    {"Place", "place", TEXT, 36},
    {"System", "system", TEXT, 26},
    {"Safeguard", "safeguard", TEXT, 34},
    {"Reason", "reason", TEXT, 60},
    {"Controls", "controls", TEXT, 30},
    {"Check", "check", TEXT, 36},
    {"First Seen", "first_seen", DATE, 12},
    {"Exception", "exception.reason", TEXT, 30},
    {"Approved By", "exception.approver", TEXT, 20},
    {"Exception Ends", "exception.expires", DATE, 12},
    {"Evidence", "evidence[].text", TEXT, 60},
};
static const struct phs_column of_systems[] = {
    {"ID", "id", TEXT, 26},
    {"System", "name", TEXT, 30},
    {"Kind", "kind", TEXT, 14},
    {"Categories", "categories", TEXT, 28},
    {"Special Law", "special", TEXT, 18},
    {"Records", "record_count", NUMBER, 14},
    {"Identifiers", "identifiers", TEXT, 18},
    {"Exposure", "exposure", TEXT, 16},
    {"Why", "exposure_reason", TEXT, 40},
    {"Encrypted", "encrypted", TEXT, 11},
    {"Owner", "owner", TEXT, 20},
    {"Parts", "member_count", NUMBER, 8},
    {"Risks", "risk_count", NUMBER, 8},
    {"Highest Risk", "worst.title", LEVEL, 13},
    {"Place", "place", TEXT, 34},
    {"Not Evaluated Because", "not_evaluated", TEXT, 40},
    {"Believed To Hold PHI Because", "beliefs[].reason", TEXT, 50},
};
static const struct phs_column of_vendors[] = {
    {"Vendor Or Party", "name", TEXT, 30},
    {"Row", "what", TEXT, 22},
    {"Services", "services", TEXT, 30},
    {"Handles PHI", "phi", TEXT, 12},
    {"Model Host", "model_host", TEXT, 12},
    {"Flows", "flows", NUMBER, 8},
    {"Agreement", "state", TEXT, 16},
    {"Signed", "signed", DATE, 12},
    {"Expires", "expires", DATE, 12},
    {"Clauses Present", "clauses_present", NUMBER, 10},
    {"Clauses Missing", "clauses_missing", NUMBER, 10},
    {"Notice Hours", "notice_hours", NUMBER, 9},
    {"Publicly Offers A BAA", "offers", TEXT, 46},
    {"Owner", "owner", TEXT, 20},
    {"Place", "place", TEXT, 34},
};
static const struct phs_column of_controls[] = {
    {"Citation", "id", TEXT, 26},
    {"Title", "title", TEXT, 40},
    {"Binding", "binding", TEXT, 13},
    {"Result", "state", TEXT, 22},
    {"Systems Supported", "supported", NUMBER, 11},
    {"Systems Applicable", "applicable", NUMBER, 11},
    {"Reason", "reason", TEXT, 60},
    {"Attestations", "attestations", NUMBER, 12},
    {"Findings (First 8)", "findings[].id", TEXT, 40},
};
static const struct phs_column of_limits[] = {
    {"Kind", "kind", TEXT, 24},    {"What", "what", TEXT, 60},     {"State", "state", TEXT, 16},
    {"Items", "items", NUMBER, 9}, {"Reason", "reason", TEXT, 70},
};

void phs_part_add_rows(struct phs_arena *arena, struct phs_view_list *rows, const struct phs_value *list) {
    for (size_t i = 0; phs_is(list, PHS_LIST) && i < list->list.n; i++)
        phs_view_add(arena, rows, list->list.at[i]);
}

/* Copies of the maps with one more key, so that a row says which list it is from. */
static void add_with(struct phs_arena *arena, struct phs_view_list *rows, const struct phs_value *list, const char *key,
                     const char *word, const char *name) {
    for (size_t i = 0; phs_is(list, PHS_LIST) && i < list->list.n; i++) {
        const struct phs_value *item = list->list.at[i];
        struct phs_map_builder map;
        phs_view_start(&map, arena);
        for (size_t k = 0; phs_is(item, PHS_MAP) && k < item->map.n; k++)
            phs_map_builder_set(&map, item->map.at[k].key, item->map.at[k].key_place, item->map.at[k].value);
        phs_view_text(&map, key, word);
        if (name)
            phs_view_value(&map, name, phs_is(item, PHS_MAP) ? phs_get(item, "counterparty") : item);
        phs_view_push(rows, &map);
    }
}

static struct phs_view_list list_of(struct phs_arena *arena, const struct phs_value *view, const char *key) {
    struct phs_view_list rows = {0};
    phs_part_add_rows(arena, &rows, phs_get(view, key));
    return rows;
}

static struct phs_view_list controls_of(struct phs_arena *arena, const struct phs_value *view) {
    struct phs_view_list rows = {0};
    const struct phs_value *groups = phs_get(view, "rule");
    for (size_t i = 0; phs_is(groups, PHS_LIST) && i < groups->list.n; i++)
        phs_part_add_rows(arena, &rows, phs_get(groups->list.at[i], "controls"));
    return rows;
}

static struct phs_view_list limits_of(struct phs_arena *arena, const struct phs_value *view) {
    struct phs_view_list rows = {0};
    add_with(arena, &rows, phs_get(view, "not_looked"), "kind", "not looked at", "what");
    phs_part_add_rows(arena, &rows, phs_get(view, "coverage"));
    const struct phs_value *systems = phs_get(view, "systems_not_evaluated");
    for (size_t i = 0; phs_is(systems, PHS_LIST) && i < systems->list.n; i++) {
        struct phs_map_builder map;
        phs_view_start(&map, arena);
        phs_view_text(&map, "kind", "system");
        phs_view_value(&map, "what", phs_get(systems->list.at[i], "name"));
        phs_view_text(&map, "state", "not evaluated");
        phs_view_value(&map, "reason", phs_get(systems->list.at[i], "reason"));
        phs_view_push(&rows, &map);
    }
    add_with(arena, &rows, phs_get(view, "warnings"), "kind", "warning", "what");
    return rows;
}

static struct phs_view_list vendors_of(struct phs_arena *arena, const struct phs_value *view) {
    struct phs_view_list rows = {0};
    add_with(arena, &rows, phs_get(view, "vendors"), "what", "vendor", NULL);
    add_with(arena, &rows, phs_get(view, "agreements"), "what", "agreement, they receive", "name");
    add_with(arena, &rows, phs_get(view, "customer_agreements"), "what", "agreement, they give", "name");
    return rows;
}

static struct phs_view_list findings_of(struct phs_arena *arena, const struct phs_value *view) {
    struct phs_view_list rows = list_of(arena, view, "open_findings");
    phs_part_add_rows(arena, &rows, phs_get(view, "closed_findings"));
    phs_part_add_rows(arena, &rows, phs_get(view, "cited_findings"));
    return rows;
}

#define SHEET(name, columns, list, rows)                                                                                       \
    { name, columns, sizeof(columns) / sizeof *(columns), list, rows }

/* The rows are a list of the view, or gathered. */
static const struct sheet {
    const char *name;
    const struct phs_column *columns;
    size_t column_count;
    const char *list;
    struct phs_view_list (*rows)(struct phs_arena *arena, const struct phs_value *view);
} sheets[] = {
    SHEET("Register", of_register, "risks", NULL),     SHEET("Plan", of_plan, "steps", NULL),
    SHEET("Findings", of_findings, NULL, findings_of), SHEET("Systems", of_systems, "systems", NULL),
    SHEET("Vendors", of_vendors, NULL, vendors_of),    SHEET("Controls", of_controls, NULL, controls_of),
    SHEET("Limits", of_limits, NULL, limits_of),
};

struct phs_table phs_part_table(struct phs_arena *arena, const struct phs_value *view, const char *name) {
    const struct sheet *sheet = sheets;
    while (strcmp(sheet->name, name) != 0)
        sheet++;
    return (struct phs_table){sheet->name, sheet->columns, sheet->column_count,
                              sheet->list ? list_of(arena, view, sheet->list) : sheet->rows(arena, view)};
}

void phs_risk_analysis_tables(struct phs_arena *arena, const struct phs_value *view, struct phs_tables *ret_tables) {
    for (size_t i = 0; i < sizeof sheets / sizeof *sheets; i++)
        PHS_PUSH(arena, ret_tables->items, phs_part_table(arena, view, sheets[i].name));
}
