/* SPDX-License-Identifier: Apache-2.0 */
/* Every run walks over all checks and all controls, and reads a few words of each. In the order of loading each of them lies on
 * a page of its own, among texts that hardly any run reads; here they are put beside each other. */
#include "catalogue/nouns.h"

static void compact_checks(struct phs_catalogue *catalogue) {
    size_t n = catalogue->checks.n;
    struct phs_check_info *all = PHS_NEW_N(catalogue->arena, struct phs_check_info, n);
    for (size_t i = 0; i < n; i++) {
        all[i] = *catalogue->checks.at[i];
        catalogue->checks.at[i] = &all[i];
        phs_map_puts(&catalogue->check_by_id, all[i].id, &all[i]);
    }
}

static void compact_framework(struct phs_catalogue *catalogue, struct phs_framework *framework) {
    size_t n = framework->controls.n;
    struct phs_control *all = PHS_NEW_N(catalogue->arena, struct phs_control, n);
    for (size_t i = 0; i < n; i++) {
        all[i] = *framework->controls.at[i];
        all[i].key = phs_strdup(catalogue->arena, all[i].key);
        framework->controls.at[i] = &all[i];
        phs_map_puts(&catalogue->control_by_key, all[i].key, &all[i]);
    }
}

void phs_catalogue_compact(struct phs_catalogue *catalogue) {
    compact_checks(catalogue);
    for (size_t i = 0; i < catalogue->frameworks.n; i++)
        compact_framework(catalogue, catalogue->frameworks.at[i]);
    for (size_t i = 0; i < catalogue->safeguards.n; i++)
        for (size_t k = 0; k < catalogue->safeguards.at[i]->controls.n; k++) {
            struct phs_control_ref *ref = &catalogue->safeguards.at[i]->controls.at[k];
            ref->control = phs_map_gets(&catalogue->control_by_key, ref->control->key);
        }
}
