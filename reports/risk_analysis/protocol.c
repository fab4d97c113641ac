/* SPDX-License-Identifier: Apache-2.0 */
/* Annex B: what OCR's audit protocol asks for, by citation, with where this report answers. The protocol of July 2018 goes by
 * citation and gives its inquiries no numbers; its wording is not repeated. */
#include "reports/risk_analysis/parts.h"

enum { MOST_SECTIONS = 6 };

/* Sections that answer what begins so, the longest beginning first; section 9 answers every citation of the Security Rule. */
static const struct {
    const char *begins;
    const char *sections[MOST_SECTIONS];
} answers[] = {
    {"164.306(d)(3)", {"14"}},
    {"164.306(e)", {"16"}},
    {"164.308(a)(1)(ii)(A)", {"3", "8", "10", "11", "12"}},
    {"164.308(a)(1)(ii)(B)", {"13"}},
    {"164.308(a)(1)(i)", {"12", "13"}},
    {"164.308(a)(2)", {"1"}},
    {"164.308(a)(6)", {"15"}},
    {"164.308(a)(8)", {"16"}},
    {"164.308(b)", {"7"}},
    {"164.310(d)(1)", {"5"}},
    {"164.310(d)(2)(iii)", {"5"}},
    {"164.312(e)", {"6"}},
    {"164.314(a)", {"7"}},
    {"164.316(b)", {"20"}},
    {"164.402", {"15"}},
    {"164.404", {"15"}},
    {"164.406", {"15"}},
    {"164.408", {"15"}},
    {"164.410", {"15"}},
    {"164.412", {"15"}},
    {"164.414", {"15"}},
    {"164.502(e)", {"7"}},
    {"164.504(e)", {"7"}},
    {"164.514(a)", {"6"}},
    {"164.514(b)", {"6"}},
};

static void add_section(const struct phs_view_of *of, struct phs_view_list *list, const char *section) {
    struct phs_map_builder map;
    phs_view_start(&map, of->arena);
    phs_view_text(&map, "label", section);
    phs_view_printf(&map, "anchor", "s%s", section);
    phs_view_push(list, &map);
}

static struct phs_view_list places_of(const struct phs_view_of *of, const char *citation, bool of_rule) {
    struct phs_view_list list = {0};
    for (size_t i = 0; i < sizeof answers / sizeof *answers; i++)
        if (phs_slice_starts(phs_slice(citation), answers[i].begins))
            for (size_t k = 0; k < MOST_SECTIONS && answers[i].sections[k]; k++)
                add_section(of, &list, answers[i].sections[k]);
    if (of_rule)
        add_section(of, &list, "9");
    return list;
}

static const struct phs_control_status *status_of(const struct phs_run *run, const struct phs_control *control) {
    for (size_t i = 0; i < run->controls.n; i++)
        if (strcmp(run->controls.at[i].framework, control->framework) == 0 &&
            strcmp(run->controls.at[i].control, control->id) == 0)
            return &run->controls.at[i];
    return NULL;
}

static void push_line(const struct phs_view_of *of, struct phs_view_list *lines, const struct phs_control *control) {
    static const char *const classes[] = {"fail", "partly", "pass", "unknown", "na"};
    bool of_rule = strcmp(control->framework, "hipaa") == 0;
    const char *citation = of_rule ? control->id : phs_text_or(of->arena, phs_get(control->row, "citation"), control->id);
    const struct phs_control_status *status = of_rule ? status_of(of->run, control) : NULL;
    struct phs_view_list places = places_of(of, citation, of_rule);
    struct phs_map_builder map;
    phs_view_start(&map, of->arena);
    phs_view_text(&map, "citation", citation);
    phs_view_text(&map, "title", control->title);
    phs_view_text(&map, "state", status ? phs_control_state_name(status->state) : NULL);
    phs_view_text(&map, "class", status ? classes[status->state] : NULL);
    phs_view_list(&map, "places", &places);
    phs_view_text(&map, "asks", phs_text_or(of->arena, phs_get(control->row, of_rule ? "evidence_hint" : "text"), NULL));
    phs_view_push(lines, &map);
}

/* The eighteen identifiers are a list inside one inquiry, and rows without a citation are no part of the protocol. */
static bool is_asked(const struct phs_control *control) {
    return strncmp(control->id, "164.", 4) == 0 &&
           !(control->category && phs_slice_starts(phs_slice(control->category), "De-identification"));
}

void phs_part_protocol(const struct phs_view_of *of, struct phs_map_builder *view) {
    static const struct {
        const char *framework, *title;
    } rules[] = {{"hipaa", "Security Rule"},
                 {"hipaa-breach", "Breach Notification Rule"},
                 {"hipaa-privacy", "Privacy Rule, as far as our tables go"}};
    struct phs_view_list groups = {0};
    for (size_t r = 0; r < sizeof rules / sizeof *rules; r++) {
        const struct phs_framework *rule = phs_catalogue_framework(of->catalogue, rules[r].framework);
        struct phs_view_list lines = {0};
        struct phs_map_builder map;
        for (size_t i = 0; rule && i < rule->controls.n; i++)
            if (is_asked(rule->controls.at[i]))
                push_line(of, &lines, rule->controls.at[i]);
        phs_view_start(&map, of->arena);
        phs_view_text(&map, "title", rules[r].title);
        phs_view_list(&map, "lines", &lines);
        phs_view_push(&groups, &map);
    }
    phs_view_list(view, "audit_protocol", &groups);
}
