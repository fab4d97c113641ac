/* SPDX-License-Identifier: Apache-2.0 */
/* SOC 2 first: each criterion with the citations beside it, and for each pair the safeguards that speak to both. */
#include "reports/mapping/parts.h"

/* Citations of a criterion in the order of the regulation: those of the crosswalk and those of its safeguards. */
static struct phs_texts citations_of(struct phs_mapping *mapping, const char *criterion) {
    struct phs_texts found = {0};
    const struct phs_framework *rule = phs_catalogue_framework(mapping->of.catalogue, "hipaa");
    for (size_t i = 0; rule && i < rule->controls.n; i++) {
        const char *citation = rule->controls.at[i]->id;
        bool related = phs_mapping_relation(mapping, citation, "soc2", criterion) != PHS_RELATION_NONE;
        for (size_t s = 0; s < mapping->of.catalogue->safeguards.n && !related; s++) {
            const struct phs_safeguard *safeguard = mapping->of.catalogue->safeguards.at[s];
            related = phs_mapping_names(safeguard, "soc2", criterion) && phs_mapping_names(safeguard, "hipaa", citation);
        }
        if (related)
            PHS_PUSH(mapping->of.arena, found, citation);
    }
    return found;
}

/* Those that name the criterion and the citation; citation NULL: those that name the criterion and no citation at all. */
static struct phs_view_list safeguards_of(struct phs_mapping *mapping, const char *criterion, const char *citation) {
    struct phs_view_list list = {0};
    for (size_t s = 0; s < mapping->of.catalogue->safeguards.n; s++) {
        const struct phs_safeguard *safeguard = mapping->of.catalogue->safeguards.at[s];
        if (!phs_mapping_names(safeguard, "soc2", criterion))
            continue;
        bool speaks = citation && phs_mapping_names(safeguard, "hipaa", citation);
        if (!citation) {
            speaks = true;
            for (size_t i = 0; i < safeguard->controls.n; i++)
                speaks &= strcmp(safeguard->controls.at[i].framework, "hipaa") != 0;
        }
        if (speaks)
            phs_view_add(mapping->of.arena, &list, phs_mapping_safeguard(mapping, safeguard));
    }
    return list;
}

static void push_citation(struct phs_mapping *mapping, struct phs_view_list *rows, const char *criterion,
                          const char *citation) {
    struct phs_view_list safeguards = safeguards_of(mapping, criterion, citation);
    enum phs_relation relation = phs_mapping_relation(mapping, citation, "soc2", criterion);
    const struct phs_control *control =
        phs_catalogue_control(mapping->of.catalogue, phs_printf(mapping->of.arena, "hipaa:%s", citation));
    struct phs_map_builder map;
    phs_view_start(&map, mapping->of.arena);
    phs_view_text(&map, "citation", citation);
    phs_view_text(&map, "citation_title", control ? control->title : NULL);
    phs_view_text(&map, "relation",
                  phs_mapping_relation_title(relation == PHS_RELATION_NONE ? PHS_RELATION_SAFEGUARD : relation));
    phs_view_list(&map, "safeguards", &safeguards);
    phs_mapping_put_result(mapping, &map, phs_mapping_status(mapping, "hipaa", citation));
    phs_view_push(rows, &map);
}

static const struct phs_value *criterion_view(struct phs_mapping *mapping, const struct phs_control *control) {
    struct phs_texts citations = citations_of(mapping, control->id);
    struct phs_view_list rows = {0}, alone = safeguards_of(mapping, control->id, NULL);
    struct phs_map_builder map;
    for (size_t i = 0; i < citations.n; i++)
        push_citation(mapping, &rows, control->id, citations.at[i]);
    if (alone.items.n) {
        phs_view_start(&map, mapping->of.arena);
        phs_view_text(&map, "relation", "no citation of the rule");
        phs_view_list(&map, "safeguards", &alone);
        phs_view_push(&rows, &map);
    }
    phs_view_start(&map, mapping->of.arena);
    phs_view_text(&map, "id", control->id);
    phs_view_text(&map, "title", control->title);
    phs_mapping_put_result(mapping, &map, phs_mapping_status(mapping, "soc2", control->id));
    phs_view_list(&map, "rows", &rows);
    return phs_view_done(&map);
}

void phs_mapping_put_criteria(struct phs_mapping *mapping, struct phs_map_builder *view) {
    const struct phs_framework *framework = phs_catalogue_framework(mapping->of.catalogue, "soc2");
    struct phs_view_list groups = {0}, criteria = {0};
    for (size_t i = 0; framework && i < framework->controls.n; i++) {
        const struct phs_control *control = framework->controls.at[i];
        phs_view_add(mapping->of.arena, &criteria, criterion_view(mapping, control));
        bool last = i + 1 == framework->controls.n ||
                    strcmp(control->category ? control->category : "",
                           framework->controls.at[i + 1]->category ? framework->controls.at[i + 1]->category : "") != 0;
        if (!last)
            continue;
        struct phs_map_builder map;
        phs_view_start(&map, mapping->of.arena);
        phs_view_text(&map, "title", control->category ? control->category : "Other");
        phs_view_list(&map, "criteria", &criteria);
        phs_view_push(&groups, &map);
        criteria = (struct phs_view_list){0};
    }
    phs_view_list(view, "groups", &groups);
}
