/* SPDX-License-Identifier: Apache-2.0 */
/* Roles against the tables. */
#include "judge/applicability.h"

#include "catalogue/tsv.h"

struct phs_applicability {
    struct phs_arena *arena;
    const char *role;
    const struct phs_tsv *table; /* NULL: no table */
};

struct phs_applicability *phs_applicability_of(struct phs_arena *arena, const char *role) {
    struct phs_applicability *applicability = PHS_NEW(arena, struct phs_applicability);
    struct phs_tsv *table = NULL;
    struct phs_err err = {0};
    const char *path = "checks/frameworks/applicability.tsv";
    applicability->arena = arena;
    applicability->role = role;
    if (role && phs_tsv_parse(arena, path, phs_catalogue_file(path), &table, &err) == PHS_OK)
        applicability->table = table;
    return applicability;
}

static bool lists(struct phs_slice list, char separator, const char *word) {
    struct phs_slice item;
    while (list.len && phs_slice_cut(&list, separator, &item))
        if (phs_slice_is(phs_slice_trim(item), word))
            return true;
    return false;
}

/* CE and BA of the tables. */
static const char *letters(const char *role) {
    return strcmp(role, "business_associate") == 0 || strcmp(role, "agent") == 0 || strcmp(role, "subcontractor") == 0 ? "BA"
                                                                                                                       : "CE";
}

static const char *reason(const struct phs_applicability *applicability, const char *binds) {
    return phs_printf(applicability->arena, "the scope states the role %s, and this binds %s", applicability->role, binds);
}

static const char *by_letters(const struct phs_applicability *applicability, const struct phs_control *control) {
    struct phs_slice applies = phs_text(phs_get(control->row, "applies_to"));
    bool entities = lists(applies, ',', "CE"), associates = lists(applies, ',', "BA");
    if (entities == associates || lists(applies, ',', letters(applicability->role)))
        return NULL;
    return reason(applicability, entities ? "covered entities" : "business associates");
}

const char *phs_applicability_reason(const struct phs_applicability *applicability, const struct phs_control *control) {
    if (!applicability->table)
        return NULL;
    for (size_t i = 0; i < applicability->table->rows.n; i++) {
        const char *glob = phs_slice_dup(applicability->arena, phs_tsv_cell(applicability->table, i, "control"));
        if (phs_slice_is(phs_tsv_cell(applicability->table, i, "framework"), control->framework) &&
            phs_glob_match(glob, control->id) &&
            !lists(phs_tsv_cell(applicability->table, i, "roles"), ';', applicability->role))
            return reason(applicability, phs_slice_dup(applicability->arena, phs_tsv_cell(applicability->table, i, "binds")));
    }
    return by_letters(applicability, control);
}
