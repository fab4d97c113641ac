/* SPDX-License-Identifier: Apache-2.0 */
/* What would be needed on the day of an incident: who is to be told within how many hours, which plans a person has attested,
 * and what is missing. Whether something is a breach is for people to decide. */
#include "catalogue/tsv.h"
#include "reports/documents/parts.h"

static const char *role_of(const struct phs_run *run) {
    const char *role = run->scope->organization.role;
    if (!role)
        return NULL;
    return strcmp(role, "business_associate") == 0 || strcmp(role, "subcontractor") == 0 ? "business_associate"
                                                                                         : "covered_entity";
}

static bool has_state(const struct phs_run *run, struct phs_slice state) {
    for (size_t i = 0; i < run->scope->organization.states.n; i++)
        if (phs_slice_is(state, run->scope->organization.states.at[i]))
            return true;
    return false;
}

/* The duties of an agent start from facts of one incident; phiscope breach has them. */
static bool concerns(const struct phs_run *run, const struct phs_tsv *table, size_t row) {
    struct phs_slice role = phs_tsv_cell(table, row, "role"), where = phs_tsv_cell(table, row, "where");
    const char *own = role_of(run);
    if (phs_slice_is(role, "agent") || (own && !phs_slice_is(role, "*") && !phs_slice_is(role, own)))
        return false;
    return where.len == 0 || phs_slice_is(where, "*") || has_state(run, where);
}

static const char *start_text(struct phs_slice start) {
    static const struct {
        const char *word, *text;
    } starts[] = {
        {"discovery", "from discovery"},
        {"notified", "from the day the covered entity was told"},
        {"year_end", "after the end of the year of discovery"},
        {"individual_notice", "from the notice to individuals"},
        {"hhs_notice", "from the notice to HHS"},
    };
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
        if (phs_slice_is(start, starts[i].word))
            return starts[i].text;
    return "";
}

static const char *term(const struct phs_view_of *of, const struct phs_tsv *table, size_t row) {
    struct phs_slice unit = phs_tsv_cell(table, row, "unit"), amount = phs_tsv_cell(table, row, "amount");
    if (phs_slice_is(unit, "at_once"))
        return "at once";
    const char *word = phs_slice_is(unit, "business_days") ? "business days"
                       : phs_slice_is(unit, "hours")       ? "hours"
                                                           : "calendar days";
    return phs_printf(of->arena, "%.*s %s %s", (int)amount.len, amount.ptr, word,
                      start_text(phs_tsv_cell(table, row, "start")));
}

/* Row of the law behind a clock, for its source and whether anybody checked it. */
static const struct phs_control *law_of(const struct phs_view_of *of, struct phs_slice law) {
    const char *name = phs_slice_dup(of->arena, law);
    const struct phs_control *control = phs_catalogue_control(of->catalogue, phs_printf(of->arena, "hipaa-breach:%s", name));
    return control ? control : phs_catalogue_control(of->catalogue, phs_printf(of->arena, "state-law:%s", name));
}

static const char *own_text(const struct phs_view_of *of, const struct phs_tsv *table, size_t row, const char *column) {
    struct phs_slice text = phs_tsv_cell(table, row, column);
    return text.len ? phs_slice_dup(of->arena, text) : NULL;
}

/* How far the row was compared with the law: our table of clocks knows better what it asks of a mere holder. */
static const char *verification(const struct phs_view_of *of, const struct phs_tsv *table, size_t row,
                                const struct phs_control *law) {
    if (phs_slice_is(phs_tsv_cell(table, row, "condition"), "holder"))
        return "what it asks of those who merely hold data was not compared with the statute";
    const char *said = law ? phs_text_or(of->arena, phs_get(law->row, "verified"), NULL) : "no row of the law";
    return said ? said : "yes";
}

static void put_duties(const struct phs_view_of *of, struct phs_map_builder *view) {
    const char *path = "checks/frameworks/clocks.tsv";
    struct phs_view_list list = {0};
    struct phs_tsv *table;
    if (phs_tsv_parse(of->arena, path, phs_catalogue_file(path), &table, NULL) != PHS_OK)
        return;
    for (size_t row = 0; row < table->rows.n; row++) {
        struct phs_slice where = phs_tsv_cell(table, row, "where");
        struct phs_map_builder map;
        if (!concerns(of->run, table, row))
            continue;
        const struct phs_control *law = law_of(of, phs_tsv_cell(table, row, "law"));
        phs_view_start(&map, of->arena);
        phs_view_text(&map, "id", own_text(of, table, row, "id"));
        phs_view_text(&map, "law", own_text(of, table, row, "law"));
        phs_view_text(&map, "duty", own_text(of, table, row, "duty"));
        phs_view_text(&map, "whose", own_text(of, table, row, "whose"));
        phs_view_text(&map, "term", term(of, table, row));
        phs_view_text(&map, "where", where.len == 0 || phs_slice_is(where, "*") ? "federal" : phs_slice_dup(of->arena, where));
        phs_view_text(&map, "note", own_text(of, table, row, "note"));
        phs_view_verified(&map, verification(of, table, row, law));
        phs_view_text(&map, "as_of", law ? phs_text_or(of->arena, phs_get(law->row, "as_of"), NULL) : NULL);
        phs_view_push(&list, &map);
    }
    phs_view_list(view, "duties", &list);
}

static void put_plans(const struct phs_view_of *of, struct phs_map_builder *view) {
    static const char *const plans[] = {"incident-response", "breach-notification", "prompt-injection-plan",
                                        "training-leak-plan", "model-cache-plan"};
    struct phs_view_list list = {0};
    for (size_t i = 0; i < sizeof plans / sizeof *plans; i++) {
        const struct phs_safeguard *safeguard = phs_catalogue_safeguard(of->catalogue, plans[i]);
        if (safeguard)
            phs_view_add(of->arena, &list, phs_part_safeguard_state(of, safeguard));
    }
    phs_view_list(view, "plans", &list);
}

static void add_missing(const struct phs_view_of *of, struct phs_view_list *list, const char *sentence) {
    phs_view_add(of->arena, list, phs_value_text(of->arena, sentence));
}

static void add_people(const struct phs_view_of *of, struct phs_view_list *missing) {
    const struct phs_scope *scope = of->run->scope;
    if (!scope->organization.security_official)
        add_missing(of, missing, "The scope names no security official: nobody is down to lead the response.");
    if (!scope->organization.privacy_official)
        add_missing(of, missing,
                    "The scope names no privacy official: nobody is down to judge the four factors and to sign the notices.");
    if (!scope->organization.role)
        add_missing(of, missing,
                    "The scope does not say whether you are a covered entity or a business associate: whom you must tell first "
                    "depends on it.");
    if (!scope->organization.states.n)
        add_missing(of, missing, "The scope names no State: State clocks, often shorter than the federal one, are not listed.");
}

static void add_agreements(const struct phs_view_of *of, struct phs_view_list *missing) {
    const struct phs_resource_list *all = phs_graph_of_type(of->run->graph, "agreement");
    if (!all->items.n)
        add_missing(of, missing, "No agreement is on record: who must tell whom, and how fast, cannot be looked up.");
    for (size_t i = 0; i < all->items.n; i++) {
        const struct phs_value *is = all->items.at[i]->attributes;
        if (phs_is(phs_get(is, "notice_hours"), PHS_NUMBER) || phs_slice_is(phs_text(phs_get(is, "state")), "not_required"))
            continue;
        add_missing(of, missing,
                    phs_printf(of->arena, "The agreement with %s records no hours within which an incident is to be told (%s).",
                               phs_text_or(of->arena, phs_get(is, "counterparty"), "somebody without a name"),
                               phs_view_place(of->arena, all->items.at[i]->place)));
    }
}

static void add_states(const struct phs_view_of *of, struct phs_view_list *missing) {
    const char *path = "checks/frameworks/clocks.tsv";
    struct phs_tsv *table;
    if (phs_tsv_parse(of->arena, path, phs_catalogue_file(path), &table, NULL) != PHS_OK)
        return;
    for (size_t i = 0; i < of->run->scope->organization.states.n; i++) {
        const char *state = of->run->scope->organization.states.at[i];
        bool known = false;
        for (size_t row = 0; !known && row < table->rows.n; row++)
            known = phs_slice_is(phs_tsv_cell(table, row, "where"), state);
        if (!known)
            add_missing(of, missing,
                        phs_printf(of->arena, "Our table has no clock for %s: look its law up before you need it.", state));
    }
}

static void add_plans(const struct phs_view_of *of, struct phs_view_list *missing, const struct phs_value *plans) {
    for (size_t i = 0; plans && i < plans->list.n; i++)
        if (phs_slice_is(phs_text(phs_get(plans->list.at[i], "class")), "unknown"))
            add_missing(of, missing,
                        phs_printf(of->arena, "Nobody has attested, with evidence and in date: %s.",
                                   phs_text_or(of->arena, phs_get(plans->list.at[i], "title"), "?")));
}

void phs_part_breach(const struct phs_view_of *of, struct phs_map_builder *view) {
    struct phs_view_list missing = {0};
    put_duties(of, view);
    put_plans(of, view);
    add_people(of, &missing);
    add_agreements(of, &missing);
    add_plans(of, &missing, phs_map_builder_get(view, PHS_SLICE("plans")));
    add_states(of, &missing);
    phs_view_list(view, "missing", &missing);
}
