/* SPDX-License-Identifier: Apache-2.0 */
/* A row about a contract -> an `agreement` with its clauses and its state under the one clock. */
#include "base/clock.h"
#include "collect/clauses.h"
#include "collect/vendor_fields.h"

static bool says_anything(const struct phs_inventory *inventory, const struct phs_inventory_row *row) {
    static const char *const telling[] = {"kind",     "signed",       "effective", "expires",
                                          "document", "not_required", "clauses",   NULL};
    for (const char *const *field = telling; *field; field++)
        if (phs_inventory_get(inventory, row, *field))
            return true;
    for (size_t i = 0; i < PHS_CLAUSE_COUNT; i++)
        if (phs_inventory_get(inventory, row, phs_clauses[i].id))
            return true;
    return false;
}

/* -1 before today, 1 after today, 0 today; fallback for what is no known date. */
static int against_today(const struct phs_value *date, int fallback) {
    int64_t when;
    if (!phs_is(date, PHS_STRING) || !phs_time_parse(date->string, &when))
        return fallback;
    int64_t days = phs_days_between(phs_clock_now(), when);
    return days < 0 ? -1 : days > 0;
}

static const struct phs_value *unknown_state(struct phs_arena *arena, const struct phs_value *because) {
    return phs_value_unknown(arena, because->unknown.reason, because->unknown.why, because->place);
}

struct dates {
    const struct phs_value *signed_, *effective, *expires, *not_required;
};

static const struct phs_value *text(struct phs_arena *arena, const char *word) {
    return phs_value_text(arena, word);
}

/* An agreement counts on the day it expires; a later date is the first day without it. */
static const struct phs_value *state_of(struct phs_arena *arena, const struct dates *d) {
    if (phs_is(d->not_required, PHS_STRING))
        return text(arena, "not_required");
    if (phs_is(d->signed_, PHS_UNKNOWN))
        return unknown_state(arena, d->signed_);
    if (!d->signed_ || (phs_is(d->signed_, PHS_BOOL) && !d->signed_->boolean))
        return text(arena, "unsigned");
    if (against_today(d->expires, 0) < 0)
        return text(arena, "expired");
    if (against_today(d->effective, 0) > 0 || against_today(d->signed_, 0) > 0)
        return text(arena, "pending");
    if (phs_is(d->expires, PHS_UNKNOWN))
        return unknown_state(arena, d->expires);
    return text(arena, "in_force");
}

/* "not required" with nothing behind it is not a reason: the state stays unknown. */
static struct dates dates_of(struct phs_inventory *inventory, const struct phs_inventory_row *row) {
    struct phs_arena *arena = inventory->graph->arena;
    struct dates d = {.signed_ = phs_inventory_get(inventory, row, "signed"),
                      .effective = phs_inventory_get(inventory, row, "effective"),
                      .expires = phs_inventory_get(inventory, row, "expires"),
                      .not_required = phs_inventory_get(inventory, row, "not_required")};
    const struct phs_value *answer = phs_cell_bool(arena, d.not_required);
    if (phs_is(answer, PHS_BOOL) || phs_slice_ieq(phs_text(d.not_required), PHS_SLICE("not required"))) {
        if (!phs_is(answer, PHS_BOOL) || answer->boolean)
            d.signed_ =
                phs_value_unknown(arena, PHS_WHY_UNREAD, "the inventory says that no agreement is required, without a reason",
                                  d.not_required->place);
        d.not_required = NULL;
    }
    return d;
}

static void put_signed(struct phs_arena *arena, struct phs_map_builder *map, const struct phs_value *value) {
    if (phs_is(value, PHS_BOOL))
        value = value->boolean ? phs_value_unknown(arena, PHS_WHY_UNREAD, "signed, on a day that the inventory does not give",
                                                   value->place)
                               : NULL;
    phs_map_builder_put(map, "signed", value);
}

static void put_notice(struct phs_inventory *inventory, const struct phs_inventory_row *row, struct phs_map_builder *map) {
    const struct phs_value *hours = phs_inventory_get(inventory, row, "notice_hours");
    const struct phs_value *days = phs_inventory_get(inventory, row, "notice_days");
    if (!hours && phs_is(days, PHS_NUMBER))
        hours = phs_value_number(inventory->graph->arena, days->number.value * 24, days->place);
    phs_map_builder_put(map, "notice_hours", hours ? hours : days);
}

/* Clauses that are listed are there; "all" means all twelve. */
static void add_listed(struct phs_inventory *inventory, const struct phs_inventory_row *row, struct phs_map_builder *clauses) {
    struct phs_arena *arena = inventory->graph->arena;
    const struct phs_value *list = phs_inventory_get(inventory, row, "clauses");
    for (size_t i = 0; phs_is(list, PHS_LIST) && i < list->list.n; i++) {
        struct phs_slice word = phs_text(list->list.at[i]);
        const struct phs_clause *clause = phs_clause_named(word);
        bool all = phs_slice_ieq(word, PHS_SLICE("all"));
        for (size_t k = 0; k < PHS_CLAUSE_COUNT; k++)
            if (all || clause == &phs_clauses[k])
                phs_map_builder_put(clauses, phs_clauses[k].id, phs_value_bool(arena, true, list->list.at[i]->place));
        if (!all && !clause)
            phs_inventory_note(inventory, list->list.at[i]->place, false,
                               "\"%.*s\" is none of the twelve clauses of 164.504(e)(2)", (int)(word.len > 60 ? 60 : word.len),
                               word.ptr);
    }
}

/* clauses: {subcontractors: true, BAA-12: false} */
static void add_named(struct phs_inventory *inventory, const struct phs_value *map, struct phs_map_builder *clauses) {
    for (size_t i = 0; phs_is(map, PHS_MAP) && i < map->map.n; i++) {
        const struct phs_entry *entry = &map->map.at[i];
        const struct phs_clause *clause = phs_clause_named(entry->key);
        if (clause)
            phs_map_builder_put(clauses, clause->id, phs_cell_bool(inventory->graph->arena, entry->value));
        else
            phs_inventory_note(inventory, entry->key_place, false, "\"%.*s\" is none of the twelve clauses of 164.504(e)(2)",
                               (int)(entry->key.len > 60 ? 60 : entry->key.len), entry->key.ptr);
    }
}

static const struct phs_value *clauses_of(struct phs_inventory *inventory, const struct phs_inventory_row *row) {
    struct phs_map_builder clauses;
    phs_map_builder_init(&clauses, inventory->graph->arena);
    add_listed(inventory, row, &clauses);
    add_named(inventory, phs_inventory_raw(inventory, row, "clauses"), &clauses);
    for (size_t i = 0; i < PHS_CLAUSE_COUNT; i++)
        phs_map_builder_put(&clauses, phs_clauses[i].id, phs_inventory_get(inventory, row, phs_clauses[i].id));
    return clauses.entries.n ? phs_map_builder_done(&clauses, row->place) : NULL;
}

static const struct phs_value *kind_of(struct phs_inventory *inventory, const struct phs_inventory_row *row) {
    struct phs_arena *arena = inventory->graph->arena;
    const char *kind = phs_inventory_text(inventory, row, "kind");
    char *squashed = kind ? phs_squash(arena, phs_slice(kind)) : NULL;
    if (!squashed || !*squashed || strcmp(squashed, "businessassociateagreement") == 0)
        return text(arena, "baa");
    return text(arena, strcmp(squashed, "dataprocessingagreement") == 0 ? "dpa" : squashed);
}

static const char *free_address(const struct phs_graph *graph, const char *root, const char *direction,
                                const char *counterparty) {
    for (unsigned n = 1;; n++) {
        const char *address = phs_printf(graph->arena, "agreement:%s/%s/%u", direction, counterparty, n);
        if (!phs_graph_find(graph, root, "", address))
            return address;
    }
}

struct phs_resource *phs_agreement_add(struct phs_inventory *inventory, const struct phs_inventory_row *row, bool upstream,
                                       const char *counterparty) {
    static const char *const copied[] = {"effective", "expires", "services", "zero_retention", "document", NULL};
    struct phs_arena *arena = inventory->graph->arena;
    const char *direction = upstream ? "upstream" : "downstream";
    struct phs_map_builder map;
    if (!says_anything(inventory, row))
        return NULL;
    struct dates dates = dates_of(inventory, row);
    struct phs_resource *agreement = phs_graph_add(inventory->graph, inventory->path, "", "agreement",
                                                   free_address(inventory->graph, inventory->path, direction, counterparty));
    phs_map_builder_init(&map, arena);
    phs_map_builder_put(&map, "direction", text(arena, direction));
    phs_map_builder_put(&map, "counterparty", text(arena, counterparty));
    phs_map_builder_put(&map, "kind", kind_of(inventory, row));
    put_signed(arena, &map, dates.signed_);
    phs_inventory_copy(inventory, row, &map, copied);
    put_notice(inventory, row, &map);
    phs_map_builder_put(&map, "clauses", clauses_of(inventory, row));
    phs_map_builder_put(&map, "not_required", dates.not_required);
    phs_map_builder_put(&map, "state", state_of(arena, &dates));
    agreement->attributes = agreement->original = phs_map_builder_done(&map, row->place);
    agreement->name = phs_printf(arena, "agreement with %s", counterparty);
    agreement->collector = inventory->spec->kind;
    agreement->directness = PHS_DECLARED;
    agreement->place = row->place;
    return agreement;
}
