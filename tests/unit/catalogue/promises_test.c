/* SPDX-License-Identifier: Apache-2.0 */
/* Holds every built-in file to its promises, whoever wrote it. What a check's examples give is run by judge's tests. */
#include <criterion/criterion.h>

#include "catalogue/catalogue.h"
#include "catalogue/tsv.h"

static struct phs_arena *arena;
static struct phs_catalogue *catalogue;

static void load(void) {
    struct phs_err err;
    arena = phs_arena_new();
    if (phs_catalogue_load(arena, NULL, 0, &catalogue, &err) != PHS_OK)
        cr_assert_fail("%s", err.text);
}

static void unload(void) {
    phs_arena_free(arena);
}

TestSuite(promises, .init = load, .fini = unload);

Test(promises, nothing_built_in_is_broken_or_points_nowhere) {
    for (size_t i = 0; i < catalogue->errors.n; i++)
        cr_expect(false, "%s", catalogue->errors.at[i]);
    for (size_t i = 0; i < catalogue->warnings.n; i++)
        cr_expect(false, "%s", catalogue->warnings.at[i]);
}
