/* SPDX-License-Identifier: Apache-2.0 */
/* The Security Rule first: each citation with the criteria and the further frameworks that the crosswalk sets beside it. */
#include "reports/mapping/parts.h"

static struct phs_view_list beside(struct phs_mapping *mapping, const char *citation, const char *framework) {
    struct phs_texts ids = phs_mapping_beside(mapping, citation, framework);
    struct phs_view_list list = {0};
    for (size_t i = 0; i < ids.n; i++) {
        enum phs_relation relation = phs_mapping_relation(mapping, citation, framework, ids.at[i]);
        struct phs_map_builder map;
        phs_view_start(&map, mapping->of.arena);
        phs_view_text(&map, "id", ids.at[i]);
        phs_view_text(&map, "relation", phs_mapping_relation_title(relation));
        phs_view_flag(&map, "unconfirmed", relation != PHS_RELATION_CONFIRMED);
        phs_view_push(&list, &map);
    }
    return list;
}

static void put_columns(struct phs_mapping *mapping, struct phs_map_builder *map, const char *citation) {
    struct phs_view_list columns = {0}, soc2 = beside(mapping, citation, "soc2");
    phs_view_list(map, "soc2", &soc2);
    for (size_t i = 0; i < mapping->column_count; i++) {
        struct phs_view_list ids = beside(mapping, citation, mapping->columns[i]);
        struct phs_map_builder column;
        phs_view_start(&column, mapping->of.arena);
        phs_view_text(&column, "framework", mapping->columns[i]);
        phs_view_list(&column, "ids", &ids);
        phs_view_push(&columns, &column);
    }
    phs_view_list(map, "columns", &columns);
}

static struct phs_view_list safeguards_of(struct phs_mapping *mapping, const char *citation) {
    struct phs_view_list list = {0};
    for (size_t i = 0; i < mapping->of.catalogue->safeguards.n; i++)
        if (phs_mapping_names(mapping->of.catalogue->safeguards.at[i], "hipaa", citation))
            phs_view_add(mapping->of.arena, &list, phs_mapping_safeguard(mapping, mapping->of.catalogue->safeguards.at[i]));
    return list;
}

void phs_mapping_put_rule(struct phs_mapping *mapping, struct phs_map_builder *view) {
    const struct phs_framework *rule = phs_catalogue_framework(mapping->of.catalogue, "hipaa");
    struct phs_view_list rows = {0};
    for (size_t i = 0; rule && i < rule->controls.n; i++) {
        const struct phs_control *control = rule->controls.at[i];
        struct phs_view_list safeguards = safeguards_of(mapping, control->id);
        struct phs_map_builder map;
        phs_view_start(&map, mapping->of.arena);
        phs_view_text(&map, "citation", control->id);
        phs_view_text(&map, "title", control->title);
        phs_view_text(&map, "binding",
                      !control->status                    ? NULL
                      : strcmp(control->status, "R") == 0 ? "required"
                      : strcmp(control->status, "A") == 0 ? "addressable"
                                                          : NULL);
        phs_view_list(&map, "safeguards", &safeguards);
        put_columns(mapping, &map, control->id);
        phs_mapping_put_result(mapping, &map, phs_mapping_status(mapping, "hipaa", control->id));
        phs_view_push(&rows, &map);
    }
    phs_view_list(view, "rule", &rows);
}
