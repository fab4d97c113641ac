/* SPDX-License-Identifier: Apache-2.0 */
/* What an auditor asks after the results: which tests failed and what management does about them, who does which part of a
 * safeguard, and which organizations stand below us. */
#include "base/clock.h"
#include "reports/mapping/parts.h"
#include "reports/risk_analysis/parts.h"

/* Of one check that fails. */
struct failing {
    const struct phs_safeguard *safeguard;
    const char *check, *title;
    size_t count, excepted;
    struct phs_texts exceptions, responses; /* each once */
};

struct failings {
    struct phs_arena *arena;
    struct phs_map by_check;
    PHS_VEC(struct failing *) items;
};

static void add_once(struct phs_arena *arena, struct phs_texts *texts, const char *text) {
    for (size_t i = 0; i < texts->n; i++)
        if (strcmp(texts->at[i], text) == 0)
            return;
    PHS_PUSH(arena, *texts, text);
}

static const char *exception_text(struct phs_arena *arena, const struct phs_exception *exception) {
    const char *until = phs_view_date(arena, exception->expires);
    return phs_printf(arena, "%s%s%s%s%s", exception->reason ? exception->reason : "no reason",
                      exception->approver ? ", accepted by " : "", exception->approver ? exception->approver : "",
                      until ? " until " : "", until ? until : "");
}

static void gather_failing(struct phs_mapping *mapping, struct failings *all) {
    for (size_t i = 0; i < mapping->of.run->findings.n; i++) {
        const struct phs_finding *finding = mapping->of.run->findings.at[i];
        if (finding->verdict != PHS_FAIL || !finding->safeguard)
            continue;
        struct failing *failing = phs_map_gets(&all->by_check, finding->check);
        if (!failing) {
            failing = PHS_NEW(all->arena, struct failing);
            failing->safeguard = phs_catalogue_safeguard(mapping->of.catalogue, finding->safeguard);
            failing->check = finding->check;
            failing->title = finding->title;
            phs_map_puts(&all->by_check, finding->check, failing);
            PHS_PUSH(all->arena, all->items, failing);
        }
        failing->count++;
        failing->excepted += finding->exception != NULL;
        if (finding->exception)
            add_once(all->arena, &failing->exceptions, exception_text(all->arena, finding->exception));
    }
}

static const char *response_text(struct phs_arena *arena, const char *treatment, const char *owner, int64_t due) {
    const char *until = phs_view_date(arena, due);
    return phs_printf(arena, "%s%s%s%s%s", treatment, owner ? ", " : "", owner ? owner : "", until ? ", by " : "",
                      until ? until : "");
}

/* What was decided about the step that repairs it. */
static void gather_steps(const struct phs_run *run, struct failings *all) {
    for (size_t i = 0; i < run->plan.n; i++) {
        const struct phs_remediation *step = run->plan.at[i];
        struct failing *failing = step->check && step->decision ? phs_map_gets(&all->by_check, step->check) : NULL;
        if (failing)
            add_once(all->arena, &failing->responses,
                     response_text(all->arena, phs_treatment_name(step->decision->treatment), step->owner, step->due));
    }
}

/* What was decided for one system alone. */
static void gather_systems(const struct phs_run *run, struct failings *all) {
    for (size_t i = 0; i < run->decisions.n; i++) {
        const struct phs_decision *decision = run->decisions.at[i];
        for (size_t k = 0; decision->system && k < run->findings.n; k++) {
            const struct phs_finding *finding = run->findings.at[k];
            if (finding->verdict != PHS_FAIL || !finding->safeguard ||
                !phs_decision_concerns(decision, finding->check, finding->safeguard, finding->system))
                continue;
            struct failing *failing = phs_map_gets(&all->by_check, finding->check);
            const char *text =
                response_text(all->arena, phs_treatment_name(decision->treatment), decision->owner, decision->due);
            add_once(all->arena, &failing->responses, phs_printf(all->arena, "%s (%s)", text, finding->system->name));
        }
    }
}

/* What was decided about a risk that it raises, where that is no step of the plan. */
static void gather_risks(const struct phs_run *run, struct failings *all) {
    for (size_t i = 0; i < run->risks.n; i++) {
        const struct phs_risk *risk = run->risks.at[i];
        bool decided = risk->treatment && (risk->owner || risk->due);
        for (size_t s = 0; decided && s < risk->safeguards.n; s++)
            for (size_t k = 0; k < risk->safeguards.at[s].findings.n; k++) {
                const struct phs_finding *finding = risk->safeguards.at[s].findings.at[k];
                struct failing *failing = finding->verdict == PHS_FAIL ? phs_map_gets(&all->by_check, finding->check) : NULL;
                if (failing)
                    add_once(all->arena, &failing->responses,
                             phs_printf(all->arena, "%s (%s)",
                                        response_text(all->arena, risk->treatment, risk->owner, risk->due), risk->id));
            }
    }
}

static const char *controls_of(struct phs_arena *arena, const struct phs_safeguard *safeguard, const char *framework) {
    const char *text = "";
    for (size_t i = 0; safeguard && i < safeguard->controls.n; i++)
        if (strcmp(safeguard->controls.at[i].framework, framework) == 0)
            text = phs_printf(arena, "%s%s%s", text, *text ? ", " : "", safeguard->controls.at[i].id);
    return text;
}

static void push_failing(struct phs_mapping *mapping, struct phs_view_list *list, const struct failing *failing) {
    struct phs_arena *arena = mapping->of.arena;
    bool answered = failing->responses.n > 0, excepted = failing->excepted == failing->count;
    struct phs_map_builder map;
    phs_view_start(&map, arena);
    phs_view_text(&map, "criteria", controls_of(arena, failing->safeguard, "soc2"));
    phs_view_text(&map, "citations", controls_of(arena, failing->safeguard, "hipaa"));
    phs_view_text(&map, "safeguard", failing->safeguard ? failing->safeguard->title : "");
    phs_view_text(&map, "check", failing->check);
    phs_view_text(&map, "title", failing->title);
    phs_view_count(&map, "count", failing->count);
    phs_view_count(&map, "excepted", failing->excepted);
    phs_view_text(&map, "exception",
                  failing->exceptions.n ? phs_view_join(arena, failing->exceptions.at, failing->exceptions.n) : "none");
    phs_view_text(&map, "response",
                  answered ? phs_view_join(arena, failing->responses.at, failing->responses.n) : "none recorded");
    phs_view_text(&map, "class", answered || excepted ? "partly" : "fail");
    phs_view_push(list, &map);
}

static void put_failing(struct phs_mapping *mapping, struct phs_map_builder *view) {
    struct failings all = {.arena = mapping->of.arena};
    struct phs_view_list list = {0};
    size_t unanswered = 0;
    phs_map_init(&all.by_check, all.arena);
    gather_failing(mapping, &all);
    gather_steps(mapping->of.run, &all);
    gather_systems(mapping->of.run, &all);
    gather_risks(mapping->of.run, &all);
    for (size_t i = 0; i < all.items.n; i++) {
        push_failing(mapping, &list, all.items.at[i]);
        unanswered += all.items.at[i]->responses.n == 0 && all.items.at[i]->excepted < all.items.at[i]->count;
    }
    phs_view_list(view, "exceptions", &list);
    phs_view_count(view, "unanswered", unanswered);
}

static enum phs_code put_responsibility(struct phs_mapping *mapping, struct phs_map_builder *view, struct phs_err *err) {
    static const char path[] = "checks/responsibility.tsv";
    struct phs_arena *arena = mapping->of.arena;
    struct phs_tsv *table;
    struct phs_view_list list = {0};
    enum phs_code code = phs_tsv_parse(arena, path, phs_catalogue_file(path), &table, err);
    for (size_t i = 0; code == PHS_OK && i < table->rows.n; i++) {
        const char *id = phs_slice_dup(arena, phs_tsv_cell(table, i, "safeguard"));
        const struct phs_safeguard *safeguard = phs_catalogue_safeguard(mapping->of.catalogue, id);
        struct phs_slice provider = phs_tsv_cell(table, i, "provider"), customer = phs_tsv_cell(table, i, "customer");
        if (!safeguard)
            continue;
        struct phs_map_builder map;
        phs_view_start(&map, arena);
        phs_view_text(&map, "safeguard", safeguard->title);
        phs_view_text(&map, "criteria", controls_of(arena, safeguard, "soc2"));
        phs_view_text(&map, "provider", provider.len ? phs_slice_dup(arena, provider) : "nothing");
        phs_view_text(&map, "us",
                      phs_slice_is(provider, "all of it") ? "choose the provider and look at its report" : "the rest");
        phs_view_text(&map, "customer", customer.len ? phs_slice_dup(arena, customer) : "nothing");
        phs_view_push(&list, &map);
    }
    phs_view_list(view, "responsibilities", &list);
    return code;
}

/* What the agreements of its flows are, each state once. */
static const char *agreements_of(struct phs_arena *arena, const struct phs_value *routes) {
    struct phs_texts states = {0};
    for (size_t i = 0; phs_is(routes, PHS_LIST) && i < routes->list.n; i++)
        add_once(arena, &states, phs_text_or(arena, phs_get(routes->list.at[i], "baa"), "unknown"));
    return states.n ? phs_view_join(arena, states.at, states.n) : "no flow to it was seen or declared";
}

/* The vendors of the register. Their own controls are carved out: nobody of us tested them. */
static void put_subservice(struct phs_mapping *mapping, struct phs_map_builder *view) {
    struct phs_arena *arena = mapping->of.arena;
    struct phs_map_builder parts;
    struct phs_view_list list = {0};
    phs_view_start(&parts, arena);
    phs_part_vendors(&mapping->of, &parts);
    const struct phs_value *vendors = phs_get(phs_view_done(&parts), "vendors");
    for (size_t i = 0; phs_is(vendors, PHS_LIST) && i < vendors->list.n; i++) {
        const struct phs_value *vendor = vendors->list.at[i];
        struct phs_map_builder map;
        phs_view_start(&map, arena);
        phs_view_text(&map, "name", phs_text_or(arena, phs_get(vendor, "name"), "no name"));
        phs_view_text(&map, "services", phs_text_or(arena, phs_get(vendor, "services"), ""));
        phs_view_text(&map, "phi", phs_text_or(arena, phs_get(vendor, "phi"), "not stated"));
        phs_view_text(&map, "agreement", agreements_of(arena, phs_get(vendor, "routes")));
        phs_view_push(&list, &map);
    }
    phs_view_list(view, "subservice", &list);
}

enum phs_code phs_mapping_put_responses(struct phs_mapping *mapping, struct phs_map_builder *view, struct phs_err *err) {
    put_failing(mapping, view);
    put_subservice(mapping, view);
    return put_responsibility(mapping, view, err);
}
