/* SPDX-License-Identifier: Apache-2.0 */
/* The crosswalk table, and which of its pairs a second source agrees with. */
#include "reports/mapping/parts.h"

enum phs_code phs_mapping_read_crosswalk(struct phs_mapping *mapping, struct phs_err *err) {
    const char *path = "checks/frameworks/crosswalk.tsv";
    return phs_tsv_parse(mapping->of.arena, path, phs_catalogue_file(path), &mapping->crosswalk, err);
}

static size_t row_of(const struct phs_mapping *mapping, const char *citation) {
    for (size_t row = 0; row < mapping->crosswalk->rows.n; row++)
        if (phs_slice_is(phs_tsv_cell(mapping->crosswalk, row, "hipaa"), citation))
            return row;
    return (size_t)-1;
}

/* Position of id in "a;b;c", or (size_t)-1. */
static size_t position(struct phs_slice list, const char *id) {
    struct phs_slice part;
    for (size_t i = 0; phs_slice_cut(&list, ';', &part); i++)
        if (phs_slice_is(part, id))
            return i;
    return (size_t)-1;
}

static bool is_yes(struct phs_slice list, size_t at) {
    struct phs_slice part;
    for (size_t i = 0; phs_slice_cut(&list, ';', &part); i++)
        if (i == at)
            return phs_slice_is(part, "yes");
    return false;
}

/* soc2_confirmed is yes or no per id; the other frameworks list the ids; NIST's own table needs no second source. */
static bool is_confirmed(const struct phs_mapping *mapping, size_t row, const char *framework, const char *id, size_t at) {
    if (strcmp(framework, "nist80053r5") == 0)
        return true;
    struct phs_slice cell = phs_tsv_cell(mapping->crosswalk, row, phs_printf(mapping->of.arena, "%s_confirmed", framework));
    return strcmp(framework, "soc2") == 0 ? is_yes(cell, at) : position(cell, id) != (size_t)-1;
}

enum phs_relation phs_mapping_relation(const struct phs_mapping *mapping, const char *citation, const char *framework,
                                       const char *id) {
    size_t row = row_of(mapping, citation);
    if (row == (size_t)-1)
        return PHS_RELATION_NONE;
    size_t at = position(phs_tsv_cell(mapping->crosswalk, row, framework), id);
    if (at == (size_t)-1)
        return PHS_RELATION_NONE;
    return is_confirmed(mapping, row, framework, id, at) ? PHS_RELATION_CONFIRMED : PHS_RELATION_OWN;
}

struct phs_texts phs_mapping_beside(const struct phs_mapping *mapping, const char *citation, const char *framework) {
    struct phs_texts ids = {0};
    size_t row = row_of(mapping, citation);
    struct phs_slice list = row == (size_t)-1 ? (struct phs_slice){0} : phs_tsv_cell(mapping->crosswalk, row, framework), part;
    while (phs_slice_cut(&list, ';', &part))
        if (part.len)
            PHS_PUSH(mapping->of.arena, ids, phs_slice_dup(mapping->of.arena, part));
    return ids;
}

const char *phs_mapping_relation_title(enum phs_relation relation) {
    static const char *const titles[] = {"", "confirmed by a second source", "our own choice, unconfirmed",
                                         "only through the safeguard"};
    return titles[relation];
}

const struct phs_control_status *phs_mapping_status(const struct phs_mapping *mapping, const char *framework, const char *id) {
    return phs_map_gets(&mapping->status_by_key, phs_printf(mapping->of.arena, "%s:%s", framework, id));
}

bool phs_mapping_names(const struct phs_safeguard *safeguard, const char *framework, const char *id) {
    for (size_t i = 0; i < safeguard->controls.n; i++)
        if (strcmp(safeguard->controls.at[i].framework, framework) == 0 && strcmp(safeguard->controls.at[i].id, id) == 0)
            return true;
    return false;
}
