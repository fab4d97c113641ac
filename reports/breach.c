/* SPDX-License-Identifier: Apache-2.0 */
/* The view of an incident and its renderings. */
#include "reports/breach.h"

#include "base/clock.h"
#include "reports/mustache.h"
#include "reports/terminal.h"
#include "reports/view.h"

enum { MOST_TEXT = 4 * 1024 * 1024 };

static const char *moment(struct phs_arena *arena, int64_t when, bool exact) {
    char text[21];
    if (!when)
        return NULL;
    phs_time_format(when, text);
    return exact ? phs_printf(arena, "%.10s %.5s UTC", text, text + 11) : phs_printf(arena, "%.10s", text);
}

static const char *left(struct phs_arena *arena, const struct phs_clock *clock, int64_t now) {
    int64_t days = phs_days_between(now, clock->due);
    if (clock->due < now)
        return "over";
    if (clock->exact && clock->due - now < 72 * 3600)
        return phs_printf(arena, "%lld hours left", (long long)((clock->due - now) / 3600));
    return phs_printf(arena, "%lld day%s left", (long long)days, days == 1 ? "" : "s");
}

static const struct phs_value *clock_view(struct phs_arena *arena, const struct phs_clock *clock, int64_t now) {
    struct phs_map_builder map;
    bool runs = clock->state == PHS_CLOCK_RUNS;
    phs_view_start(&map, arena);
    phs_view_text(&map, "id", clock->id);
    phs_view_text(&map, "duty", clock->duty);
    phs_view_text(&map, "to", clock->to);
    phs_view_text(&map, "whose", clock->whose);
    phs_view_text(&map, "citation", clock->citation);
    phs_view_text(&map, "state", phs_clock_state_name(clock->state));
    phs_view_text(&map, "class", runs ? "fail" : clock->state == PHS_CLOCK_UNKNOWN ? "unknown" : "na");
    phs_view_text(&map, "due", clock->at_once ? "at once" : moment(arena, clock->due, clock->exact));
    phs_view_text(&map, "left", runs && clock->due && !clock->at_once ? left(arena, clock, now) : NULL);
    phs_view_flag(&map, "over", runs && clock->due && !clock->at_once && clock->due < now);
    phs_view_text(&map, "term", clock->term);
    phs_view_text(&map, "reason", clock->reason);
    phs_view_text(&map, "note", clock->note);
    phs_view_flag(&map, "verified", clock->verified);
    phs_view_text(&map, "verification", clock->verification);
    return phs_view_done(&map);
}

static void put_clocks(struct phs_arena *arena, struct phs_map_builder *view, const struct phs_breach *breach, int64_t now) {
    static const char *const keys[] = {"running", "not_applicable", "unknown"};
    struct phs_view_list lists[3] = {0};
    for (size_t i = 0; i < breach->clocks.n; i++)
        phs_view_add(arena, &lists[breach->clocks.at[i].state], clock_view(arena, &breach->clocks.at[i], now));
    for (size_t i = 0; i < 3; i++)
        phs_view_list(view, keys[i], &lists[i]);
    phs_view_flag(view, "any_unknown", lists[PHS_CLOCK_UNKNOWN].items.n > 0);
    if (lists[PHS_CLOCK_RUNS].items.n)
        phs_view_value(view, "strictest", lists[PHS_CLOCK_RUNS].items.at[0]);
}

static void put_counts(struct phs_arena *arena, struct phs_map_builder *view, const struct phs_breach_facts *facts) {
    struct phs_view_list list = {0};
    bool known;
    int64_t total = phs_breach_total(facts, &known);
    for (size_t i = 0; i < facts->counts.n; i++) {
        struct phs_map_builder map;
        phs_view_start(&map, arena);
        phs_view_text(&map, "where", facts->counts.at[i].where);
        phs_view_text(&map, "persons",
                      facts->counts.at[i].persons < 0 ? "unknown" : phs_view_thousands(arena, facts->counts.at[i].persons));
        phs_view_push(&list, &map);
    }
    phs_view_list(view, "counts", &list);
    phs_view_text(view, "total",
                  known   ? phs_view_thousands(arena, total)
                  : total ? phs_printf(arena, "at least %s", phs_view_thousands(arena, total))
                          : "unknown");
}

static void put_factors(struct phs_arena *arena, struct phs_map_builder *view, const struct phs_breach_facts *facts) {
    struct phs_view_list list = {0};
    for (size_t i = 0; i < PHS_INCIDENT_FACTORS; i++) {
        struct phs_map_builder map;
        phs_view_start(&map, arena);
        phs_view_count(&map, "number", i + 1);
        phs_view_text(&map, "question", phs_incident_factor(i));
        phs_view_text(&map, "answer", facts->factors[i]);
        phs_view_push(&list, &map);
    }
    phs_view_list(view, "factors", &list);
}

static void put_candidate(struct phs_arena *arena, struct phs_map_builder *view,
                          const struct phs_incident_candidate *candidate) {
    struct phs_view_list hosts = {0};
    struct phs_map_builder map;
    if (!candidate)
        return;
    for (size_t i = 0; i < candidate->hosts.n; i++) {
        struct phs_map_builder host;
        phs_view_start(&host, arena);
        phs_view_text(&host, "name", candidate->hosts.at[i].name);
        phs_view_text(&host, "baa", candidate->hosts.at[i].baa);
        phs_view_push(&hosts, &host);
    }
    phs_view_start(&map, arena);
    phs_view_text(&map, "id", candidate->id);
    phs_view_text(&map, "place", phs_view_place(arena, candidate->place));
    phs_view_text(&map, "first_seen", candidate->first_seen);
    phs_view_flag(&map, "in_head", candidate->in_head);
    phs_view_text(&map, "categories", candidate->categories);
    phs_view_count(&map, "values", candidate->count);
    phs_view_list(&map, "hosts", &hosts);
    phs_view_value(view, "candidate", phs_view_done(&map));
}

static void put_texts(struct phs_arena *arena, struct phs_map_builder *view, const char *key, const char *const *texts,
                      size_t n) {
    struct phs_view_list list = {0};
    for (size_t i = 0; i < n; i++)
        phs_view_add(arena, &list, phs_value_text(arena, texts[i]));
    phs_view_list(view, key, &list);
}

const struct phs_value *phs_breach_view(struct phs_arena *arena, const struct phs_breach *breach, const struct phs_run *run,
                                        int64_t now) {
    const struct phs_breach_facts *facts = breach->facts;
    const char *name = run && run->scope ? run->scope->organization.name : NULL;
    struct phs_map_builder view;
    phs_view_start(&view, arena);
    phs_view_text(&view, "schema", "phiscope.breach/1");
    phs_view_text(&view, "title", facts->title ? facts->title : "Incident");
    phs_view_text(&view, "organization", name ? name : "[your organization]");
    phs_view_text(&view, "role", phs_breach_role_title(facts->role));
    phs_view_flag(&view, "covered_entity", facts->role == PHS_ROLE_COVERED_ENTITY);
    phs_view_flag(&view, "associate", facts->role != PHS_ROLE_COVERED_ENTITY);
    phs_view_text(&view, "discovered", moment(arena, facts->discovered, facts->discovered % (24 * 3600) != 0));
    phs_view_flag(&view, "discovery_assumed", facts->discovery_assumed);
    phs_view_text(&view, "as_of", phs_view_date(arena, now));
    put_counts(arena, &view, facts);
    put_texts(arena, &view, "data", facts->data.at, facts->data.n);
    put_clocks(arena, &view, breach, now);
    put_texts(arena, &view, "notes", breach->notes.at, breach->notes.n);
    put_factors(arena, &view, facts);
    put_candidate(arena, &view, facts->candidate);
    return phs_view_done(&view);
}

static bool find_partial(void *user, struct phs_slice name, struct phs_slice *ret_text) {
    *ret_text = phs_catalogue_file(phs_printf(user, "reports/templates/%.*s", (int)name.len, name.ptr));
    return ret_text->ptr != NULL;
}

/* Line by line, so that nothing in a name steers a terminal. */
static void write_safe(struct phs_arena *arena, struct phs_buf *out, struct phs_slice text) {
    struct phs_terminal terminal = {out, false};
    struct phs_slice line;
    while (text.len && phs_slice_cut(&text, '\n', &line)) {
        phs_terminal_text(&terminal, phs_slice_dup(arena, line));
        phs_buf_putc(out, '\n');
    }
}

enum phs_code phs_breach_write(struct phs_arena *arena, const struct phs_value *view, enum phs_breach_format format,
                               struct phs_buf *out, struct phs_err *err) {
    static const char *const files[] = {"reports/templates/breach.txt", "reports/templates/breach.html",
                                        "reports/templates/breach.md"};
    static const enum phs_mustache_escape escapes[] = {PHS_MUSTACHE_NONE, PHS_MUSTACHE_HTML, PHS_MUSTACHE_MARKDOWN};
    if (format == PHS_BREACH_JSON) {
        struct phs_json json;
        phs_json_init(&json, out, true);
        phs_value_write_json(&json, view);
        phs_buf_putc(out, '\n');
        return PHS_OK;
    }
    struct phs_mustache options = {.escape = escapes[format], .partial = find_partial, .user = arena};
    if (format != PHS_BREACH_TEXT)
        return phs_mustache_render(arena, files[format], phs_catalogue_file(files[format]), view, &options, out, err);
    struct phs_buf text;
    phs_buf_init(&text, MOST_TEXT);
    enum phs_code code =
        phs_mustache_render(arena, files[format], phs_catalogue_file(files[format]), view, &options, &text, err);
    if (code == PHS_OK)
        write_safe(arena, out, phs_slice(phs_buf_text(&text)));
    phs_buf_done(&text);
    return code;
}
