/* SPDX-License-Identifier: Apache-2.0 */
/* The documents as tables; where the risk analysis has the same table it is that one. */
#include "reports/documents/parts.h"

#define TEXT PHS_COLUMN_TEXT
#define NUMBER PHS_COLUMN_NUMBER
#define DATE PHS_COLUMN_DATE

/* A line a step. Jira, GitHub's importers, Linear and GitLab all map columns by their titles. */
static const struct phs_column of_tickets[] = {
    {"title", "ticket.title", TEXT, 40},   {"body", "ticket.body", TEXT, 80},
    {"labels", "ticket.labels", TEXT, 30}, {"priority", "ticket.priority", TEXT, 10},
    {"due", "ticket.due", DATE, 12},       {"owner", "ticket.owner", TEXT, 20},
    {"hours", "hours", NUMBER, 8},         {"risk_drop", "level_drop", NUMBER, 8},
    {"point_drop", "p_drop", NUMBER, 8},   {"findings", "findings[].id", TEXT, 30},
    {"risks", "risks[].id", TEXT, 30},     {"verify", "verify", TEXT, 40},
    {"id", "ticket.id", TEXT, 30},
};
static const struct phs_column of_accepted[] = {
    {"What", "what", TEXT, 34},     {"Resource", "resource", TEXT, 34},
    {"Reason", "reason", TEXT, 60}, {"Approved By", "approver", TEXT, 24},
    {"Ends", "expires", DATE, 12},  {"No Effect Because", "problem", TEXT, 34},
    {"Place", "place", TEXT, 30},
};
static const struct phs_column of_clauses[] = {
    {"Agreement With", "counterparty", TEXT, 30},
    {"Citation", "citation", TEXT, 26},
    {"Clause", "title", TEXT, 44},
    {"State", "state", TEXT, 14},
};
static const struct phs_column of_facts[] = {
    {"Vendor", "vendor", TEXT, 28},
    {"Service", "service", TEXT, 34},
    {"Publicly Offers A BAA", "offers", TEXT, 20},
    {"As Of", "as_of", TEXT, 12},
    {"Age", "age", TEXT, 24},
    {"Note", "note", TEXT, 50},
    {"Source", "source", TEXT, 50},
    {"Confidence", "confidence", TEXT, 20},
};
static const struct phs_column of_flows[] = {
    {"ID", "id", TEXT, 30},
    {"From", "from", TEXT, 26},
    {"To", "to", TEXT, 26},
    {"Host", "host", TEXT, 26},
    {"For", "purpose", TEXT, 30},
    {"Agreement", "baa", TEXT, 16},
    {"Why", "baa_reason", TEXT, 44},
    {"Encrypted", "encrypted", TEXT, 11},
    {"Redaction", "redaction", TEXT, 16},
    {"Basis", "redaction_basis", TEXT, 20},
    {"How Known", "known", TEXT, 20},
    {"Place", "place", TEXT, 34},
};
static const struct phs_column of_parts[] = {
    {"Part", "address", TEXT, 44}, {"Environment", "environment", TEXT, 14},
    {"Type", "type", TEXT, 26},    {"System", "system", TEXT, 28},
    {"Place", "place", TEXT, 34},  {"Read By", "collector", TEXT, 14},
};
static const struct phs_column of_duties[] = {
    {"ID", "id", TEXT, 24},          {"Where", "where", TEXT, 10}, {"Duty", "duty", TEXT, 44},
    {"Whose", "whose", TEXT, 18},    {"Within", "term", TEXT, 40}, {"Law", "law", TEXT, 22},
    {"Holds For", "note", TEXT, 44}, {"As Of", "as_of", TEXT, 14}, {"Checked", "checked", TEXT, 24},
};
static const struct phs_column of_plans[] = {
    {"ID", "id", TEXT, 26},
    {"Plan", "title", TEXT, 44},
    {"State", "state", TEXT, 20},
    {"Seen", "text", TEXT, 34},
    {"Attested By", "attestations[].by", TEXT, 28},
    {"On", "attestations[].date", TEXT, 14},
    {"Findings", "findings[].id", TEXT, 34},
};
static const struct phs_column of_missing[] = {{"What Is Missing", "text", TEXT, 100}};
static const struct phs_column of_proposals[] = {
    {"Proposal", "id", TEXT, 26},
    {"Title", "title", TEXT, 36},
    {"It Asks", "text", TEXT, 60},
    {"Term", "term", TEXT, 20},
    {"In Force Today", "today", TEXT, 26},
    {"Safeguards", "safeguards[].title", TEXT, 50},
    {"State", "safeguards[].state", TEXT, 30},
    {"Seen", "safeguards[].text", TEXT, 44},
    {"Read From", "checked", TEXT, 26},
};

static const struct phs_column of_files[] = {
    {"SHA-256", "sha256", TEXT, 66},
    {"Path", "path", TEXT, 60},
    {"Bytes", "bytes", NUMBER, 12},
    {"Observations", "observations", NUMBER, 13},
};
static const struct phs_column of_apart[] = {
    {"Source", "place", TEXT, 60},
    {"No Digest Because", "reason", TEXT, 60},
    {"Observations", "observations", NUMBER, 13},
};

/* Items of an inner list, each with one key of the map around it. */
static struct phs_view_list inner(struct phs_arena *arena, const struct phs_value *outer, const char *list, const char *from,
                                  const char *as) {
    struct phs_view_list rows = {0};
    for (size_t i = 0; phs_is(outer, PHS_LIST) && i < outer->list.n; i++) {
        const struct phs_value *items = phs_get(outer->list.at[i], list);
        for (size_t k = 0; phs_is(items, PHS_LIST) && k < items->list.n; k++) {
            const struct phs_value *item = items->list.at[k];
            struct phs_map_builder map;
            phs_view_start(&map, arena);
            phs_view_value(&map, as, phs_get(outer->list.at[i], from));
            for (size_t e = 0; phs_is(item, PHS_MAP) && e < item->map.n; e++)
                phs_map_builder_set(&map, item->map.at[e].key, item->map.at[e].key_place, item->map.at[e].value);
            phs_view_push(&rows, &map);
        }
    }
    return rows;
}

static struct phs_view_list texts(struct phs_arena *arena, const struct phs_value *list) {
    struct phs_view_list rows = {0};
    for (size_t i = 0; phs_is(list, PHS_LIST) && i < list->list.n; i++) {
        struct phs_map_builder map;
        phs_view_start(&map, arena);
        phs_view_value(&map, "text", list->list.at[i]);
        phs_view_push(&rows, &map);
    }
    return rows;
}

struct making {
    struct phs_arena *arena;
    const struct phs_value *view;
    struct phs_tables *tables;
};

static void add(struct making *making, const char *name, const struct phs_column *columns, size_t n,
                struct phs_view_list rows) {
    PHS_PUSH(making->arena, making->tables->items, (struct phs_table){name, columns, n, rows});
}
#define ADD(name, columns, rows) add(making, name, columns, sizeof(columns) / sizeof *(columns), rows)

static struct phs_view_list list_of(struct making *making, const char *key) {
    struct phs_view_list rows = {0};
    phs_part_add_rows(making->arena, &rows, phs_get(making->view, key));
    return rows;
}

static void same(struct making *making, const char *name) {
    PHS_PUSH(making->arena, making->tables->items, phs_part_table(making->arena, making->view, name));
}

static void plan(struct making *making) {
    ADD("Tickets", of_tickets, list_of(making, "steps"));
    same(making, "Plan");
    ADD("Exceptions", of_accepted, list_of(making, "acceptances"));
}

static void vendors(struct making *making) {
    same(making, "Vendors");
    ADD("Clauses", of_clauses,
        inner(making->arena, phs_get(making->view, "agreements"), "clauses", "counterparty", "counterparty"));
    ADD("Public offers", of_facts, inner(making->arena, phs_get(making->view, "vendors"), "facts", "name", "vendor"));
    ADD("Flows", of_flows, list_of(making, "flows"));
}

static void inventory(struct making *making) {
    same(making, "Systems");
    ADD("Parts", of_parts, list_of(making, "members"));
    ADD("Flows", of_flows, list_of(making, "flows"));
}

static void breach(struct making *making) {
    ADD("Duties", of_duties, list_of(making, "duties"));
    ADD("Plans", of_plans, list_of(making, "plans"));
    ADD("Missing", of_missing, texts(making->arena, phs_get(making->view, "missing")));
    same(making, "Vendors");
}

static void nprm(struct making *making) {
    ADD("Proposals", of_proposals, list_of(making, "proposals"));
}

static void evidence(struct making *making) {
    ADD("Files", of_files, list_of(making, "evidence_files"));
    ADD("Without digest", of_apart, list_of(making, "evidence_apart"));
}

void phs_document_tables(struct phs_arena *arena, const struct phs_value *view, struct phs_tables *ret_tables) {
    static const struct {
        const char *schema;
        void (*add)(struct making *making);
    } kinds[] = {{"phiscope.plan/1", plan},           {"phiscope.vendors/1", vendors},
                 {"phiscope.inventory/1", inventory}, {"phiscope.breach-readiness/1", breach},
                 {"phiscope.nprm/1", nprm},           {"phiscope.evidence/1", evidence}};
    struct making making = {arena, view, ret_tables};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (phs_slice_is(phs_text(phs_get(view, "schema")), kinds[i].schema))
            kinds[i].add(&making);
    same(&making, "Controls");
    same(&making, "Findings");
    same(&making, "Limits");
}
