/* SPDX-License-Identifier: Apache-2.0 */
/* Vendors and agreements, clause by clause: a BAA is no yes or no. */
#include "base/clock.h"
#include "reports/risk_analysis/parts.h"

static const char *text_of(const struct phs_view_of *of, const struct phs_resource *resource, const char *key) {
    const struct phs_value *value = phs_get(resource->attributes, key);
    if (phs_is(value, PHS_UNKNOWN))
        return "unknown";
    return value ? phs_scalar_text(of->arena, value) : NULL;
}

static const char *list_of(const struct phs_view_of *of, const struct phs_resource *resource, const char *key) {
    const struct phs_value *value = phs_get(resource->attributes, key);
    const char *text = "";
    for (size_t i = 0; phs_is(value, PHS_LIST) && i < value->list.n; i++)
        text = phs_printf(of->arena, "%s%s%s", text, *text ? ", " : "", phs_text_or(of->arena, value->list.at[i], "?"));
    return text;
}

static bool is_clause(const struct phs_control *control) {
    return control->level && strcmp(control->level, "contract-clause") == 0;
}

/* The twelve clauses of 164.504(e)(2) beside what the register says about each. */
static void put_clauses(const struct phs_view_of *of, struct phs_map_builder *map, const struct phs_resource *agreement) {
    const struct phs_value *clauses = phs_get(agreement->attributes, "clauses");
    const struct phs_framework *rule = phs_catalogue_framework(of->catalogue, "hipaa-privacy");
    struct phs_view_list list = {0};
    size_t stated = 0, missing = 0, total = 0;
    for (size_t i = 0; rule && i < rule->controls.n; i++) {
        const struct phs_control *control = rule->controls.at[i];
        if (!is_clause(control))
            continue;
        total++;
        const struct phs_value *value = phs_get_slice(clauses, phs_text(phs_get(control->row, "ref")));
        bool there = phs_is_true(value), absent = phs_is(value, PHS_BOOL) && !value->boolean;
        stated += there;
        missing += absent;
        struct phs_map_builder row;
        phs_view_start(&row, of->arena);
        phs_view_text(&row, "citation", control->id);
        phs_view_text(&row, "title", control->title);
        phs_view_text(&row, "state", there ? "present" : absent ? "missing" : "not recorded");
        phs_view_text(&row, "class", there ? "pass" : absent ? "fail" : "unknown");
        phs_view_push(&list, &row);
    }
    phs_view_count(map, "clauses_total", total);
    phs_view_count(map, "clauses_present", stated);
    phs_view_count(map, "clauses_missing", missing);
    phs_view_flag(map, "clauses_recorded", stated + missing > 0);
    if (stated + missing > 0)
        phs_view_list(map, "clauses", &list);
}

static void put_agreements(const struct phs_view_of *of, struct phs_map_builder *view, const char *direction, const char *key) {
    const struct phs_resource_list *all = phs_graph_of_type(of->run->graph, "agreement");
    struct phs_view_list list = {0};
    for (size_t i = 0; i < all->items.n; i++) {
        const struct phs_resource *agreement = all->items.at[i];
        const char *state = text_of(of, agreement, "state"), *towards = text_of(of, agreement, "direction");
        if (!towards || strcmp(towards, direction) != 0)
            continue;
        bool good = state && (strcmp(state, "in_force") == 0 || strcmp(state, "not_required") == 0);
        struct phs_map_builder map;
        phs_view_start(&map, of->arena);
        phs_view_text(&map, "counterparty", text_of(of, agreement, "counterparty"));
        phs_view_text(&map, "kind", text_of(of, agreement, "kind"));
        phs_view_text(&map, "services", list_of(of, agreement, "services"));
        phs_view_text(&map, "signed", text_of(of, agreement, "signed"));
        phs_view_text(&map, "expires", text_of(of, agreement, "expires"));
        phs_view_text(&map, "state",
                      !state                               ? "unknown"
                      : strcmp(state, "in_force") == 0     ? "in force"
                      : strcmp(state, "not_required") == 0 ? "not required"
                                                           : state);
        phs_view_text(&map, "class", good ? "pass" : !state || strcmp(state, "unknown") == 0 ? "unknown" : "fail");
        phs_view_text(&map, "not_required", text_of(of, agreement, "not_required"));
        phs_view_text(&map, "notice_hours", text_of(of, agreement, "notice_hours"));
        phs_view_text(&map, "place", phs_view_place(of->arena, agreement->place));
        put_clauses(of, &map, agreement);
        phs_view_push(&list, &map);
    }
    phs_view_list(view, key, &list);
}

static const char *offers_text(const struct phs_view_of *of, const char *name) {
    const struct phs_vendor_info *info = name ? phs_catalogue_vendor(of->catalogue, name) : NULL;
    if (!info || info->services.n == 0)
        return NULL;
    const char *text = "";
    for (size_t i = 0; i < info->services.n; i++)
        text = phs_printf(of->arena, "%s%s%s: %s (as of %s)", text, *text ? "; " : "", info->services.at[i].name,
                          info->services.at[i].offers_baa ? info->services.at[i].offers_baa : "unknown",
                          info->services.at[i].as_of ? info->services.at[i].as_of : "no date");
    return text;
}

/* Facts about vendors age: after half a year a row is a question again. */
enum { FRESH_DAYS = 180 };

static void put_age(const struct phs_view_of *of, struct phs_map_builder *map, const char *as_of) {
    int64_t when;
    /* A month alone counts from its first day: rather asked again too early. */
    const char *day = as_of && strlen(as_of) == strlen("2026-06") ? phs_printf(of->arena, "%s-01", as_of) : as_of;
    bool dated = day && phs_time_parse(phs_slice(day), &when);
    int64_t days = dated ? phs_days_between(when, of->run->started) : -1;
    phs_view_text(map, "as_of", as_of ? as_of : "no date");
    phs_view_text(map, "age",
                  !dated              ? "age unknown"
                  : days < 0          ? "dated after this run"
                  : days > FRESH_DAYS ? phs_printf(of->arena, "%lld days old: ask again", (long long)days)
                                      : phs_printf(of->arena, "%lld days old", (long long)days));
    phs_view_text(map, "class", dated && days <= FRESH_DAYS ? "na" : "unknown");
}

static struct phs_view_list facts_of(const struct phs_view_of *of, const char *name) {
    const struct phs_vendor_info *info = name ? phs_catalogue_vendor(of->catalogue, name) : NULL;
    struct phs_view_list list = {0};
    for (size_t i = 0; info && i < info->services.n; i++) {
        const struct phs_vendor_service *service = &info->services.at[i];
        struct phs_map_builder map;
        phs_view_start(&map, of->arena);
        phs_view_text(&map, "service", service->name);
        phs_view_text(&map, "offers", service->offers_baa ? service->offers_baa : "unknown");
        phs_view_text(&map, "note", service->note);
        phs_view_text(&map, "source", service->source);
        phs_view_text(&map, "confidence", service->confidence);
        put_age(of, &map, service->as_of);
        phs_view_push(&list, &map);
    }
    return list;
}

/* Flows to one vendor; NULL: those to third parties that no list names. */
static struct phs_view_list routes_to(const struct phs_view_of *of, const struct phs_resource *vendor) {
    struct phs_view_list list = {0};
    for (size_t i = 0; of->run->map && i < of->run->map->flows.n; i++)
        if (of->run->map->flows.at[i]->vendor == vendor && (vendor || of->run->map->flows.at[i]->vendor_name))
            phs_view_add(of->arena, &list, phs_part_flow(of, of->run->map->flows.at[i]));
    return list;
}

static size_t flows_to(const struct phs_run *run, const struct phs_resource *vendor) {
    size_t count = 0;
    for (size_t i = 0; run->map && i < run->map->flows.n; i++)
        count += run->map->flows.at[i]->vendor == vendor;
    return count;
}

void phs_part_vendors(const struct phs_view_of *of, struct phs_map_builder *view) {
    const struct phs_resource_list *all = phs_graph_of_type(of->run->graph, "vendor");
    struct phs_view_list list = {0}, unlisted = routes_to(of, NULL);
    for (size_t i = 0; i < all->items.n; i++) {
        const struct phs_resource *vendor = all->items.at[i];
        struct phs_view_list routes = routes_to(of, vendor), facts = facts_of(of, text_of(of, vendor, "catalogue"));
        const struct phs_value *handles = phs_get(vendor->attributes, "handles_phi");
        struct phs_map_builder map;
        phs_view_start(&map, of->arena);
        phs_view_text(&map, "name", text_of(of, vendor, "name"));
        phs_view_text(&map, "services", list_of(of, vendor, "services"));
        phs_view_text(&map, "phi", phs_is(handles, PHS_BOOL) ? handles->boolean ? "yes" : "no" : "not stated");
        phs_view_text(&map, "model_host", phs_is_true(phs_get(vendor->attributes, "model_host")) ? "yes" : "no");
        phs_view_text(&map, "owner", text_of(of, vendor, "owner"));
        phs_view_text(&map, "offers", offers_text(of, text_of(of, vendor, "catalogue")));
        phs_view_count(&map, "flows", flows_to(of->run, vendor));
        phs_view_list(&map, "routes", &routes);
        phs_view_list(&map, "facts", &facts);
        phs_view_flag(&map, "model_host_yes", phs_is_true(phs_get(vendor->attributes, "model_host")));
        phs_view_text(&map, "place", phs_view_place(of->arena, vendor->place));
        phs_view_push(&list, &map);
    }
    phs_view_list(view, "vendors", &list);
    phs_view_list(view, "unlisted", &unlisted);
    put_agreements(of, view, "downstream", "agreements");
    put_agreements(of, view, "upstream", "customer_agreements");
}
