/* SPDX-License-Identifier: Apache-2.0 */
/* Jenkinsfiles: strings, comments and words of any bytes; every name that comes out is touched. */
#include "collect/git/ci.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static size_t touch(const struct phs_ci_names *names) {
    size_t sum = 0;
    for (size_t i = 0; i < names->n; i++)
        for (size_t k = 0; k < phs_text(names->at[i]).len; k++)
            sum += (unsigned char)phs_text(names->at[i]).ptr[k];
    return sum;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct phs_arena *arena = phs_arena_new();
    struct phs_ci *ci = PHS_NEW(arena, struct phs_ci);
    struct phs_map_builder map;
    ci->arena = arena;
    ci->system = "jenkins";
    phs_ci_jenkins(ci, phs_slice_n((const char *)data, size));
    volatile size_t sum = touch(&ci->unpinned) + touch(&ci->injections) + touch(&ci->literal_credentials) +
                          touch(&ci->printed_secrets) + touch(&ci->exposed_artifacts) + touch(&ci->interpolated_secrets);
    (void)sum;
    phs_map_builder_init(&map, arena);
    phs_ci_finish(ci, &map);
    phs_arena_free(arena);
    return 0;
}
