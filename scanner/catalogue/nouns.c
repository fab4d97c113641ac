/* SPDX-License-Identifier: Apache-2.0 */
/* Which noun a document is, by its folder, and an empty catalogue to put it in. */
#include "catalogue/nouns.h"

enum { MAPS = 9 };

static struct phs_map *map_of(struct phs_catalogue *catalogue, size_t i) {
    struct phs_map *maps[MAPS] = {&catalogue->check_by_id,    &catalogue->safeguard_by_id, &catalogue->threat_by_id,
                                  &catalogue->control_by_key, &catalogue->framework_by_id, &catalogue->vendor_by_name,
                                  &catalogue->reach_by_host,  &catalogue->reach_by_import, &catalogue->pattern_by_id};
    return maps[i];
}

struct phs_catalogue *phs_catalogue_new(struct phs_arena *arena) {
    struct phs_catalogue *catalogue = PHS_NEW(arena, struct phs_catalogue);
    catalogue->arena = arena;
    for (size_t i = 0; i < MAPS; i++)
        phs_map_init(map_of(catalogue, i), arena);
    return catalogue;
}

void phs_catalogue_fix(struct phs_catalogue *catalogue) {
    for (size_t i = 0; i < MAPS; i++)
        phs_map_fix(map_of(catalogue, i));
}

struct area {
    const char *prefix;
    void (*read)(struct phs_reading *reading);
    bool table;
};

static const struct area areas[] = {
    {"safeguards/", phs_read_safeguard, false},
    {"threats/", phs_read_threat, false},
    {"frameworks/", phs_read_framework, true},
    {"vendors/", phs_read_vendor, false},
    {"vendors/domains.", phs_read_vendor_table, true},
    {"patterns/", phs_read_pattern, false},
    {"modules/", phs_read_module, false},
    {"maps/", phs_read_foreign, true},
    {"profiles/", phs_read_profile, false},
};

/* Somebody's folder of policies may be called vendors/ too: what has metadata is a check wherever it lies. */
static bool is_of(const struct phs_document *document, const struct area *area) {
    if (phs_get(document->value, "metadata"))
        return false;
    return area->table == (document->value == NULL) && phs_slice_starts(phs_slice(document->below), area->prefix);
}

static void read_document(struct phs_catalogue *catalogue, const struct phs_document *document) {
    struct phs_reading reading = {catalogue->arena, catalogue, document, false};
    for (size_t i = 0; i < sizeof areas / sizeof *areas; i++)
        if (is_of(document, &areas[i])) {
            areas[i].read(&reading);
            return;
        }
    if (phs_is(document->value, PHS_MAP))
        phs_read_check(&reading);
    else if (document->value && document->builtin)
        phs_reading_break(&reading, document->value, "the file is no map");
    else if (document->value && document->value->kind != PHS_NULL)
        phs_reading_warn(&reading, document->value, "left out: the file is no map");
}

void phs_catalogue_add(struct phs_catalogue *catalogue, const struct phs_document *documents, size_t n) {
    /* Tables last: a vendor's own file goes before its row in domains.tsv. */
    for (size_t i = 0; i < n; i++)
        if (documents[i].value)
            read_document(catalogue, &documents[i]);
    for (size_t i = 0; i < n; i++)
        if (!documents[i].value)
            read_document(catalogue, &documents[i]);
}
