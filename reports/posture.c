/* SPDX-License-Identifier: Apache-2.0 */
/* The posture: named keys are taken over, everything else stays behind. */
#include "reports/posture.h"

#include "reports/rendering.h"

struct gathering {
    struct phs_arena *arena;
    struct phs_view_list groups, counts;
    size_t states[5];
};

static const char *const states[] = {"contradicted", "partly supported", "supported", "no machine evidence", "not applicable"};

static void take(struct phs_map_builder *map, const struct phs_value *from, const char *key, const char *as) {
    phs_view_value(map, as, phs_get(from, key));
}

static const struct phs_value *some(struct phs_arena *arena, const struct phs_value *from, const char *const *keys) {
    struct phs_map_builder map;
    phs_view_start(&map, arena);
    for (; *keys; keys++)
        take(&map, from, *keys, *keys);
    return phs_view_done(&map);
}

/* {id or citation, title, binding, state, class}: what the control is and what came out, never why. */
static void add_controls(struct gathering *all, const char *title, const struct phs_value *controls, const char *id) {
    struct phs_view_list list = {0};
    struct phs_map_builder group;
    for (size_t i = 0; phs_is(controls, PHS_LIST) && i < controls->list.n; i++) {
        struct phs_map_builder map;
        phs_view_start(&map, all->arena);
        take(&map, controls->list.at[i], id, "id");
        take(&map, controls->list.at[i], "title", "title");
        take(&map, controls->list.at[i], "binding", "binding");
        take(&map, controls->list.at[i], "state", "state");
        take(&map, controls->list.at[i], "class", "class");
        phs_view_text(&map, "group", title);
        for (size_t s = 0; s < sizeof states / sizeof *states; s++)
            all->states[s] += phs_slice_is(phs_text(phs_get(controls->list.at[i], "state")), states[s]);
        phs_view_push(&list, &map);
    }
    phs_view_start(&group, all->arena);
    phs_view_text(&group, "title", title);
    phs_view_list(&group, "controls", &list);
    phs_view_push(&all->groups, &group);
}

static void count(struct gathering *all, const char *what, const struct phs_value *number) {
    struct phs_map_builder map;
    if (!phs_is(number, PHS_NUMBER))
        return;
    phs_view_start(&map, all->arena);
    phs_view_text(&map, "what", what);
    phs_view_value(&map, "count", number);
    phs_view_push(&all->counts, &map);
}

static void count_run(struct gathering *all, const struct phs_value *view) {
    static const struct {
        const char *path, *what;
    } rows[] = {
        {"numbers.systems", "systems with patient information"},
        {"numbers.flows", "flows of patient information"},
        {"numbers.resources", "resources read"},
        {"numbers.pass", "checks passed"},
        {"numbers.fail", "checks failed"},
        {"numbers.unknown", "checks that could not be answered"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        count(all, rows[i].what, phs_get_path(view, rows[i].path));
    const struct phs_value *levels = phs_get_path(view, "numbers.levels");
    for (size_t i = 0; phs_is(levels, PHS_LIST) && i < levels->list.n; i++)
        count(all,
              phs_printf(all->arena, "risks, level %s",
                         phs_text_or(all->arena, phs_get_path(levels->list.at[i], "level.title"), "?")),
              phs_get(levels->list.at[i], "count"));
}

/* Lengths of lists of the documents: all items, or those whose key is a word. */
static void count_lists(struct gathering *all, const struct phs_value *view) {
    static const struct {
        const char *schema, *list, *key, *word, *what;
    } rows[] = {
        {"phiscope.plan/1", "steps", NULL, NULL, "steps of the plan"},
        {"phiscope.plan/1", "steps", "treatment", "mitigate", "steps that somebody decided to take"},
        {"phiscope.plan/1", "acceptances", NULL, NULL, "exceptions and accepted risks"},
        {"phiscope.vendors/1", "vendors", NULL, NULL, "vendors"},
        {"phiscope.vendors/1", "agreements", NULL, NULL, "agreements with those who receive patient information"},
        {"phiscope.vendors/1", "agreements", "state", "in force", "of these, in force"},
        {"phiscope.vendors/1", "flows", NULL, NULL, "flows of patient information"},
        {"phiscope.inventory/1", "systems", NULL, NULL, "systems with patient information"},
        {"phiscope.inventory/1", "members", NULL, NULL, "parts of these systems"},
        {"phiscope.inventory/1", "flows", NULL, NULL, "flows of patient information"},
        {"phiscope.breach-readiness/1", "duties", NULL, NULL, "clocks that the law starts"},
        {"phiscope.breach-readiness/1", "plans", NULL, NULL, "plans asked for"},
        {"phiscope.breach-readiness/1", "plans", "state", "seen", "of these, attested or seen"},
        {"phiscope.breach-readiness/1", "missing", NULL, NULL, "things missing for the day of an incident"},
        {"phiscope.nprm/1", "proposals", NULL, NULL, "proposals that are not in force"},
        {"phiscope.evidence/1", "evidence_files", NULL, NULL, "files of evidence with a digest"},
        {"phiscope.evidence/1", "evidence_apart", NULL, NULL, "sources of evidence without a digest"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct phs_value *list = phs_get(view, rows[i].list);
        size_t n = 0;
        if (!phs_slice_is(phs_text(phs_get(view, "schema")), rows[i].schema) || !phs_is(list, PHS_LIST))
            continue;
        for (size_t k = 0; k < list->list.n; k++)
            n += !rows[i].key || phs_slice_is(phs_text(phs_get(list->list.at[k], rows[i].key)), rows[i].word);
        count(all, rows[i].what, phs_value_number(all->arena, (double)n, (struct phs_place){0}));
    }
}

static void count_states(struct gathering *all) {
    for (size_t s = 0; s < sizeof states / sizeof *states; s++)
        count(all, phs_printf(all->arena, "controls, %s", states[s]),
              phs_value_number(all->arena, (double)all->states[s], (struct phs_place){0}));
}

/* Groups of citations {title, controls} of the risk analysis; of the mapping its criteria, and citations as one list. */
static void gather(struct gathering *all, const struct phs_value *view) {
    const struct phs_value *rule = phs_get(view, "rule"), *groups = phs_get(view, "groups");
    bool mapping = groups != NULL;
    for (size_t i = 0; phs_is(groups, PHS_LIST) && i < groups->list.n; i++)
        add_controls(all, phs_text_or(all->arena, phs_get(groups->list.at[i], "title"), ""),
                     phs_get(groups->list.at[i], "criteria"), "id");
    if (mapping)
        add_controls(all, "HIPAA Security Rule", rule, "citation");
    for (size_t i = 0; !mapping && phs_is(rule, PHS_LIST) && i < rule->list.n; i++)
        add_controls(all, phs_text_or(all->arena, phs_get(rule->list.at[i], "title"), ""),
                     phs_get(rule->list.at[i], "controls"), "id");
}

const struct phs_value *phs_posture_view(struct phs_arena *arena, const struct phs_value *view, enum phs_audience audience) {
    static const char *const of_run[] = {"id", "started", "date", "version", "catalogue_sha256", "weights_sha256", NULL};
    const struct phs_value *organization = phs_get(view, "organization");
    struct gathering all = {.arena = arena};
    struct phs_map_builder map;
    gather(&all, view);
    if (audience == PHS_AUDIENCE_PUBLIC) {
        count_run(&all, view);
        count_lists(&all, view);
    }
    count_states(&all);
    phs_view_start(&map, arena);
    phs_view_text(&map, "schema", "phiscope.posture/1");
    phs_view_text(&map, "document_title", phs_text_or(arena, phs_get(view, "document_title"), "Security posture"));
    phs_view_value(&map, "organization", phs_is(organization, PHS_MAP) ? phs_get(organization, "shown") : organization);
    phs_view_value(&map, "run", some(arena, phs_get(view, "run"), of_run));
    take(&map, view, "draft", "draft");
    phs_view_list(&map, "counts", &all.counts);
    if (audience == PHS_AUDIENCE_CUSTOMER)
        phs_view_list(&map, "control_groups", &all.groups);
    phs_view_flag(&map, "has_controls", audience == PHS_AUDIENCE_CUSTOMER);
    return phs_view_done(&map);
}

static const struct phs_column of_controls[] = {
    {"Control", "id", PHS_COLUMN_TEXT, 26},   {"Title", "title", PHS_COLUMN_TEXT, 50},
    {"Group", "group", PHS_COLUMN_TEXT, 34},  {"Binding", "binding", PHS_COLUMN_TEXT, 13},
    {"Result", "state", PHS_COLUMN_TEXT, 22},
};
static const struct phs_column of_counts[] = {{"What", "what", PHS_COLUMN_TEXT, 50}, {"Count", "count", PHS_COLUMN_NUMBER, 12}};

static void add_tables(struct phs_arena *arena, const struct phs_value *posture, struct phs_tables *ret_tables) {
    struct phs_table controls = {
        .name = "Controls", .columns = of_controls, .column_count = sizeof of_controls / sizeof *of_controls};
    struct phs_table counts = {.name = "Counts", .columns = of_counts, .column_count = sizeof of_counts / sizeof *of_counts};
    const struct phs_value *groups = phs_get(posture, "control_groups"), *numbers = phs_get(posture, "counts");
    for (size_t i = 0; phs_is(groups, PHS_LIST) && i < groups->list.n; i++) {
        const struct phs_value *list = phs_get(groups->list.at[i], "controls");
        for (size_t k = 0; k < list->list.n; k++)
            phs_view_add(arena, &controls.rows, list->list.at[k]);
    }
    for (size_t i = 0; phs_is(numbers, PHS_LIST) && i < numbers->list.n; i++)
        phs_view_add(arena, &counts.rows, numbers->list.at[i]);
    if (groups)
        PHS_PUSH(arena, ret_tables->items, controls);
    PHS_PUSH(arena, ret_tables->items, counts);
}

enum phs_code phs_posture_write(struct phs_arena *arena, const struct phs_value *posture, enum phs_report_format format,
                                const struct phs_map *templates, struct phs_buf *out, struct phs_err *err) {
    if (format == PHS_REPORT_JSON) {
        phs_view_write_json(posture, out);
        return PHS_OK;
    }
    if (format == PHS_REPORT_HTML || format == PHS_REPORT_MARKDOWN)
        return phs_template_render(arena, format == PHS_REPORT_HTML ? "posture.html" : "posture.md", templates, posture, out,
                                   err);
    struct phs_book book = phs_book_of(arena, posture, phs_text_or(arena, phs_get(posture, "document_title"), ""),
                                       phs_text_or(arena, phs_get(posture, "organization"), ""));
    add_tables(arena, posture, &book.tables);
    if (format == PHS_REPORT_XLSX)
        return phs_book_write_xlsx(arena, &book, out, err);
    phs_table_write_csv(&book.tables.items.at[0], out);
    return PHS_OK;
}
