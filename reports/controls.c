/* SPDX-License-Identifier: Apache-2.0 */
/* Controls follow from the safeguard and nowhere else (DESIGN.md); reports only look them up. */
#include "reports/controls.h"

struct phs_texts phs_controls_of(struct phs_arena *arena, const struct phs_safeguard *safeguard, const char *specification) {
    struct phs_texts keys = {0};
    if (specification)
        PHS_PUSH(arena, keys, specification);
    for (size_t i = 0; safeguard && i < safeguard->controls.n; i++) {
        const struct phs_control_ref *ref = &safeguard->controls.at[i];
        const char *key = phs_printf(arena, "%s:%s", ref->framework, ref->id);
        if (!specification || strcmp(key, specification) != 0)
            PHS_PUSH(arena, keys, key);
    }
    return keys;
}

const char *phs_framework_title(const struct phs_catalogue *catalogue, const char *framework) {
    const struct phs_framework *found = phs_catalogue_framework(catalogue, framework);
    return found && found->title ? found->title : framework;
}
