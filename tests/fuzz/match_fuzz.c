/* SPDX-License-Identifier: Apache-2.0 */
/* Arbitrary bytes through every pattern that is built in. Holds: matches in order, inside the bytes, their lines true. */
#include <stdint.h>
#include <stdlib.h>

#include "collect/git/rules.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static struct phs_arena *all;
    static struct phs_rules rules;
    static struct phs_match_scratch *scratch;
    struct phs_err err = {0};
    if (!all) {
        struct phs_catalogue *catalogue;
        all = phs_arena_new();
        if (phs_catalogue_load(all, NULL, 0, &catalogue, &err) != PHS_OK)
            abort();
        phs_rules_init(&rules, all, catalogue);
        scratch = phs_match_scratch_new(all, rules.matcher);
    }
    struct phs_arena *arena = phs_arena_new();
    struct phs_matches found;
    size_t before = 0;
    uint32_t line = 1;
    phs_match_bytes(rules.matcher, scratch, arena, phs_slice_n((const char *)data, size), &found);
    for (size_t i = 0; i < found.items.n; i++) {
        const struct phs_match *match = &found.items.at[i];
        if (match->start < before || match->end < match->start || match->end > size || match->judged >= PHS_MATCH_NONE)
            abort();
        for (size_t k = before; k < match->start; k++)
            line += data[k] == '\n';
        if (line != match->line)
            abort();
        before = match->start;
    }
    phs_arena_free(arena);
    return 0;
}
