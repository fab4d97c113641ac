/* SPDX-License-Identifier: Apache-2.0 */
/* The first page: who, when, with what; what was looked at and what not; the counts; who must sign. */
#include "base/clock.h"
#include "reports/risk_analysis/parts.h"

enum { TOP_RISKS = 10 };

static void put_organization(const struct phs_view_of *of, struct phs_map_builder *view) {
    const struct phs_scope *scope = of->run->scope;
    const char *role = scope->organization.role;
    struct phs_map_builder map;
    phs_view_start(&map, of->arena);
    phs_view_text(&map, "name", scope->organization.name);
    phs_view_text(&map, "shown", scope->organization.name ? scope->organization.name : "An organization without a name yet");
    phs_view_text(&map, "role", role);
    if (role)
        phs_view_text(&map, "role_title",
                      strcmp(role, "covered_entity") == 0       ? "Covered entity"
                      : strcmp(role, "business_associate") == 0 ? "Business associate"
                      : strcmp(role, "subcontractor") == 0      ? "Subcontractor of a business associate"
                      : strcmp(role, "hybrid_entity") == 0      ? "Hybrid entity"
                                                                : role);
    if (scope->organization.states.n)
        phs_view_text(&map, "states", phs_view_join(of->arena, scope->organization.states.at, scope->organization.states.n));
    phs_view_text(&map, "security_official", scope->organization.security_official);
    phs_view_text(&map, "privacy_official", scope->organization.privacy_official);
    phs_view_value(view, "organization", phs_view_done(&map));
}

static void put_run(const struct phs_view_of *of, struct phs_map_builder *view) {
    char when[21];
    phs_time_format(of->run->started, when);
    bool strict = of->run->method && strcmp(of->run->method, "strict") == 0;
    struct phs_map_builder map;
    phs_view_start(&map, of->arena);
    phs_view_text(&map, "id", of->run->id);
    phs_view_text(&map, "started", when);
    phs_view_text(&map, "date", phs_view_date(of->arena, of->run->started));
    phs_view_text(&map, "version", of->run->version);
    phs_view_text(&map, "catalogue_sha256", of->run->catalogue_sha256);
    phs_view_text(&map, "weights_sha256", of->run->weights_sha256);
    phs_view_text(&map, "method", of->run->method);
    phs_view_flag(&map, "strict", strict);
    phs_view_text(&map, "scope_file", of->run->scope->file);
    phs_view_value(view, "run", phs_view_done(&map));
    phs_view_flag(view, "draft", of->run->approved_by == NULL);
    phs_view_text(view, "approved_by", of->run->approved_by);
}

static const char *target_kind(enum phs_target_kind kind) {
    static const char *const titles[] = {
        "Infrastructure as code", "Source repository", "Network endpoint",        "Vendor list",
        "Customer list",          "Asset list",        "Resources from a program"};
    return titles[kind];
}

static const char *state_of_target(const struct phs_view_of *of, const struct phs_target *target, const char **ret_reason,
                                   size_t *ret_items) {
    const char *state = "not read";
    *ret_items = 0;
    *ret_reason = NULL;
    for (size_t i = 0; i < of->run->graph->coverage.n; i++) {
        const struct phs_coverage *coverage = &of->run->graph->coverage.at[i];
        if (strcmp(coverage->what, target->path) != 0)
            continue;
        *ret_items += coverage->items;
        if (coverage->reason && (!*ret_reason || coverage->state != PHS_READ))
            *ret_reason = coverage->reason;
        if (coverage->state == PHS_READ)
            state = strcmp(state, "not read") == 0 ? "read" : state;
        else if (coverage->state == PHS_READ_PARTLY)
            state = "read in part";
    }
    return state;
}

static void put_targets(const struct phs_view_of *of, struct phs_map_builder *view) {
    struct phs_view_list list = {0};
    for (size_t i = 0; i < of->run->scope->targets.n; i++) {
        const struct phs_target *target = &of->run->scope->targets.at[i];
        const char *reason;
        size_t items;
        struct phs_map_builder map;
        phs_view_start(&map, of->arena);
        phs_view_text(&map, "kind", target_kind(target->kind));
        phs_view_text(&map, "path", target->path);
        phs_view_text(&map, "environment", target->environment);
        phs_view_text(&map, "state", state_of_target(of, target, &reason, &items));
        phs_view_count(&map, "items", items);
        phs_view_text(&map, "reason", reason);
        phs_view_push(&list, &map);
    }
    phs_view_list(view, "targets", &list);
}

/* Sentences for "what we did not look at": everything unread, and the kinds of sources that nobody named. */
static void put_not_looked(const struct phs_view_of *of, struct phs_map_builder *view) {
    static const struct {
        enum phs_target_kind kind;
        const char *sentence;
    } absent[] = {
        {PHS_TARGET_INFRASTRUCTURE, "No infrastructure code was named, so no cloud configuration was judged from it."},
        {PHS_TARGET_REPOSITORY, "No source repository was named, so no code was searched for patient data and its recipients."},
        {PHS_TARGET_VENDORS, "No vendor list was named, so agreements with those who receive PHI could not be looked up."},
        {PHS_TARGET_ASSETS,
         "No asset list was named, so laptops, phones, imaging devices and paper are only known if declared."},
        {PHS_TARGET_ENDPOINT, "No network endpoint was named: what servers really answer "
                              "was not tested."},
    };
    struct phs_view_list list = {0};
    for (size_t i = 0; i < of->run->graph->coverage.n; i++) {
        const struct phs_coverage *coverage = &of->run->graph->coverage.at[i];
        if (coverage->asked && coverage->state != PHS_READ)
            phs_view_add(
                of->arena, &list,
                phs_value_text(of->arena, phs_printf(of->arena, "%s %s: %s.", coverage->what,
                                                     coverage->state == PHS_NOT_READ ? "was not read" : "was read in part",
                                                     coverage->reason ? coverage->reason : "no reason was given")));
    }
    for (size_t k = 0; k < sizeof absent / sizeof *absent; k++) {
        bool named = false;
        for (size_t i = 0; i < of->run->scope->targets.n; i++)
            named |= of->run->scope->targets.at[i].kind == absent[k].kind;
        if (!named)
            phs_view_add(of->arena, &list, phs_value_text(of->arena, absent[k].sentence));
    }
    phs_view_add(of->arena, &list,
                 phs_value_text(of->arena,
                                "Live cloud accounts, people at work and rooms were not observed; what is known of them "
                                "was declared or attested."));
    phs_view_list(view, "not_looked", &list);
}

static void put_numbers(const struct phs_view_of *of, struct phs_map_builder *view) {
    struct phs_tally tally = phs_tally_of(of->run);
    struct phs_view_list levels = {0};
    struct phs_map_builder map;
    for (int level = PHS_VH; level >= PHS_VL; level--) {
        phs_view_start(&map, of->arena);
        phs_view_level(&map, "level", (enum phs_level)level);
        phs_view_count(&map, "count", tally.risk_by_level[level]);
        phs_view_push(&levels, &map);
    }
    phs_view_start(&map, of->arena);
    phs_view_list(&map, "levels", &levels);
    phs_view_count(&map, "risks", of->run->risks.n);
    phs_view_text(&map, "risks_text", phs_count_text(of->arena, of->run->risks.n, "risk", NULL));
    phs_view_text(&map, "systems_text", phs_count_text(of->arena, of->run->map ? of->run->map->systems.n : 0, "system", NULL));
    phs_view_text(&map, "flows_text", phs_count_text(of->arena, of->run->map ? of->run->map->flows.n : 0, "flow", NULL));
    phs_view_text(&map, "fail_text", phs_count_text(of->arena, tally.fail, "failing check", NULL));
    phs_view_count(&map, "systems", of->run->map ? of->run->map->systems.n : 0);
    phs_view_count(&map, "flows", of->run->map ? of->run->map->flows.n : 0);
    phs_view_count(&map, "flows_without_baa", tally.flows_without_baa);
    phs_view_count(&map, "resources", of->run->graph->resources.n);
    phs_view_count(&map, "fail", tally.fail);
    phs_view_count(&map, "unknown", tally.unknown);
    phs_view_count(&map, "pass", tally.pass);
    phs_view_count(&map, "not_applicable", tally.not_applicable);
    phs_view_count(&map, "suppressed", tally.suppressed);
    phs_view_value(view, "numbers", phs_view_done(&map));
}

static void put_top(const struct phs_view_of *of, struct phs_map_builder *view) {
    struct phs_view_list list = {0};
    for (size_t i = 0; i < of->run->risks.n && i < TOP_RISKS; i++) {
        const struct phs_risk *risk = of->run->risks.at[i];
        struct phs_map_builder map;
        phs_view_start(&map, of->arena);
        phs_view_text(&map, "id", risk->id);
        phs_view_text(&map, "title", risk->threat_title);
        phs_view_text(&map, "statement", risk->statement);
        phs_view_text(&map, "system", risk->system->name);
        phs_view_text(&map, "system_id", risk->system->id);
        phs_view_level(&map, "observed", risk->final_observed);
        phs_view_level(&map, "best", risk->final_best);
        phs_view_level(&map, "worst", risk->final_worst);
        phs_view_flag(&map, "has_range", risk->final_best != risk->final_worst);
        phs_view_push(&list, &map);
    }
    phs_view_list(view, "top_risks", &list);
}

void phs_part_cover(const struct phs_view_of *of, struct phs_map_builder *view) {
    phs_view_text(view, "audience", "internal");
    put_organization(of, view);
    put_run(of, view);
    put_targets(of, view);
    put_not_looked(of, view);
}

void phs_part_front(const struct phs_view_of *of, struct phs_map_builder *view) {
    phs_view_text(view, "schema", "phiscope.risk-analysis/1");
    phs_part_cover(of, view);
    put_numbers(of, view);
    put_top(of, view);
}
