/* SPDX-License-Identifier: Apache-2.0 */
/* Section 16: what changed since the run before, posture apart from method. */
#include "base/clock.h"
#include "reports/changes.h"
#include "reports/risk_analysis/parts.h"

enum { SHOWN = 60 };

static bool is_up(enum phs_change_kind kind) {
    return kind <= PHS_CHANGE_WORSE;
}

static const char *class_of(enum phs_change_kind kind) {
    return kind == PHS_CHANGE_UNKNOWN || kind == PHS_CHANGE_GONE ? "unknown" : is_up(kind) ? "fail" : "pass";
}

static const char *title_of(const struct phs_view_of *of, const struct phs_change *change, bool finding) {
    const struct phs_check_info *check = finding ? phs_catalogue_check(of->catalogue, change->what) : NULL;
    for (size_t i = 0; !finding && i < of->catalogue->threats.n; i++)
        if (strcmp(of->catalogue->threats.at[i]->id, change->what) == 0)
            return of->catalogue->threats.at[i]->title;
    return check && check->name ? check->name : change->what;
}

/* Levels and systems by the names people gave them; a system that is gone has only its id. */
static const char *level_of(const char *text) {
    enum phs_level level;
    return text && phs_level_parse(phs_slice(text), &level) ? phs_level_title(level) : text;
}

static const char *about_of(const struct phs_view_of *of, const char *about) {
    for (size_t i = 0; of->run->map && i < of->run->map->systems.n; i++)
        if (strcmp(of->run->map->systems.at[i]->id, about) == 0)
            return of->run->map->systems.at[i]->name;
    return about;
}

static struct phs_view_list rows_of(const struct phs_view_of *of, const struct phs_change *at, size_t n, bool method,
                                    bool finding) {
    struct phs_view_list list = {0};
    for (size_t i = 0; i < n && list.items.n < SHOWN; i++) {
        struct phs_map_builder map;
        if (at[i].method != method)
            continue;
        phs_view_start(&map, of->arena);
        phs_view_text(&map, "change", phs_change_name(at[i].kind));
        phs_view_text(&map, "class", class_of(at[i].kind));
        phs_view_text(&map, "title", title_of(of, &at[i], finding));
        phs_view_text(&map, "id", at[i].id);
        phs_view_flag(&map, "linked", is_up(at[i].kind) || at[i].kind == PHS_CHANGE_BETTER);
        phs_view_text(&map, "about", finding ? at[i].about : about_of(of, at[i].about));
        phs_view_text(&map, "before", finding ? at[i].before : level_of(at[i].before));
        phs_view_text(&map, "after", finding ? at[i].after : level_of(at[i].after));
        phs_view_push(&list, &map);
    }
    return list;
}

static struct phs_view_list counts_of(const struct phs_view_of *of, const struct phs_changes *changes) {
    struct phs_view_list list = {0};
    for (enum phs_change_kind kind = 0; kind < PHS_CHANGE_KINDS; kind++) {
        struct phs_map_builder map;
        phs_view_start(&map, of->arena);
        phs_view_text(&map, "change", phs_change_name(kind));
        phs_view_count(&map, "findings", phs_changes_count(changes->findings.at, changes->findings.n, kind, false));
        phs_view_count(&map, "risks", phs_changes_count(changes->risks.at, changes->risks.n, kind, false));
        phs_view_count(&map, "by_method",
                       phs_changes_count(changes->findings.at, changes->findings.n, kind, true) +
                           phs_changes_count(changes->risks.at, changes->risks.n, kind, true));
        phs_view_push(&list, &map);
    }
    return list;
}

void phs_part_change(const struct phs_view_of *of, struct phs_map_builder *view) {
    const struct phs_changes *changes = of->run->changes;
    if (!changes)
        return;
    struct phs_view_list counts = counts_of(of, changes);
    struct phs_view_list risks = rows_of(of, changes->risks.at, changes->risks.n, false, false);
    struct phs_view_list findings = rows_of(of, changes->findings.at, changes->findings.n, false, true);
    struct phs_view_list by_method = rows_of(of, changes->risks.at, changes->risks.n, true, false);
    struct phs_map_builder map;
    phs_view_start(&map, of->arena);
    phs_view_text(&map, "old_run", changes->old_run);
    phs_view_text(&map, "since", phs_view_date(of->arena, changes->old_started));
    phs_view_text(&map, "method", phs_changes_method(of->arena, changes));
    phs_view_list(&map, "change_counts", &counts);
    phs_view_list(&map, "changed_risks", &risks);
    phs_view_list(&map, "changed_findings", &findings);
    phs_view_list(&map, "changed_by_method", &by_method);
    phs_view_flag(&map, "cut", changes->findings.n > SHOWN || changes->risks.n > SHOWN);
    phs_view_value(view, "changes", phs_view_done(&map));
}
