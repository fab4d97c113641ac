/* SPDX-License-Identifier: Apache-2.0 */
/* Joins what the files name: check -> safeguard -> controls, threat -> safeguards. What points nowhere is a warning and is left
 * out. */
#include <stdlib.h>

#include "catalogue/nouns.h"

static void warn(struct phs_catalogue *catalogue, struct phs_place place, const char *what) {
    const char *text = phs_printf(catalogue->arena, "%s: %s", phs_place_text(catalogue->arena, place), what);
    PHS_PUSH(catalogue->arena, catalogue->warnings, text);
}

static void join_controls(struct phs_catalogue *catalogue, struct phs_safeguard *safeguard) {
    size_t kept = 0;
    for (size_t i = 0; i < safeguard->controls.n; i++) {
        struct phs_control_ref ref = safeguard->controls.at[i];
        ref.control = phs_map_gets(&catalogue->control_by_key, phs_control_key(catalogue->arena, ref.framework, ref.id));
        if (ref.control)
            safeguard->controls.at[kept++] = ref;
        else
            warn(catalogue, safeguard->place,
                 phs_printf(catalogue->arena, "control %s:%s does not exist", ref.framework, ref.id));
    }
    safeguard->controls.n = kept;
}

static const struct phs_safeguard *safeguard_named(struct phs_catalogue *catalogue, struct phs_slice id,
                                                   struct phs_place place) {
    const struct phs_safeguard *safeguard = phs_map_get(&catalogue->safeguard_by_id, id);
    if (!safeguard)
        warn(catalogue, place, phs_printf(catalogue->arena, "safeguard %.*s does not exist", (int)id.len, id.ptr));
    return safeguard;
}

static void join_threat(struct phs_catalogue *catalogue, struct phs_threat *threat) {
    const struct phs_value *named = phs_get(threat->file, "safeguards");
    for (size_t i = 0; i < named->map.n; i++) {
        const struct phs_entry *entry = &named->map.at[i];
        const struct phs_safeguard *safeguard = safeguard_named(catalogue, entry->key, entry->key_place);
        if (safeguard)
            PHS_PUSH(catalogue->arena, threat->safeguards,
                     (struct phs_threat_safeguard){safeguard, phs_slice_dup(catalogue->arena, phs_text(entry->value))});
    }
    const struct phs_value *floor = phs_get_path(threat->file, "floor.safeguard");
    if (floor)
        threat->floor_safeguard = safeguard_named(catalogue, phs_text(floor), floor->place);
}

static bool check_is_joined(struct phs_catalogue *catalogue, struct phs_check_info *check) {
    if (check->foreign)
        return true;
    const struct phs_value *named = phs_get_path(check->file, "phiscope.safeguard");
    check->safeguard = safeguard_named(catalogue, phs_text(named), named->place);
    if (check->specification && !phs_map_gets(&catalogue->control_by_key, check->specification)) {
        warn(catalogue, check->place, phs_printf(catalogue->arena, "specification %s does not exist", check->specification));
        check->specification = NULL;
    }
    return check->safeguard != NULL;
}

/* A check of ours without a safeguard speaks to no control and no risk: it is not run, and the warning says so. */
static void join_checks(struct phs_catalogue *catalogue) {
    size_t kept = 0;
    for (size_t i = 0; i < catalogue->checks.n; i++)
        if (check_is_joined(catalogue, catalogue->checks.at[i]))
            catalogue->checks.at[kept++] = catalogue->checks.at[i];
    catalogue->checks.n = kept;
    /* Rebuilt, so that nothing finds a check that is not run. */
    phs_map_init(&catalogue->check_by_id, catalogue->arena);
    for (size_t i = 0; i < kept; i++)
        phs_map_puts(&catalogue->check_by_id, catalogue->checks.at[i]->id, catalogue->checks.at[i]);
}

/* Every noun begins with its id or name. */
static int by_first_text(const void *a, const void *b) {
    const char *const *first = *(const char *const *const *)a, *const *second = *(const char *const *const *)b;
    return strcmp(*first, *second);
}

#define SORT(vec)                                                                                                              \
    do {                                                                                                                       \
        if ((vec).n)                                                                                                           \
            qsort((void *)(vec).at, (vec).n, sizeof *(vec).at, by_first_text);                                                 \
    } while (0)

void phs_catalogue_join(struct phs_catalogue *catalogue) {
    for (size_t i = 0; i < catalogue->safeguards.n; i++)
        join_controls(catalogue, catalogue->safeguards.at[i]);
    for (size_t i = 0; i < catalogue->threats.n; i++)
        join_threat(catalogue, catalogue->threats.at[i]);
    join_checks(catalogue);
    SORT(catalogue->checks);
    SORT(catalogue->safeguards);
    SORT(catalogue->threats);
    SORT(catalogue->frameworks);
    SORT(catalogue->vendors);
    SORT(catalogue->patterns);
    SORT(catalogue->modules);
    phs_catalogue_index_vendors(catalogue);
}
