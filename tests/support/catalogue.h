/* SPDX-License-Identifier: Apache-2.0 */
/* The catalogue that is built in, for a test. */
#ifndef TESTS_SUPPORT_CATALOGUE_H
#define TESTS_SUPPORT_CATALOGUE_H

#include <criterion/criterion.h>

#include "catalogue/catalogue.h"

static inline struct phs_catalogue *built_in_catalogue(struct phs_arena *where) {
    struct phs_catalogue *loaded = NULL;
    struct phs_err err = {0};
    cr_assert_eq(phs_catalogue_load(where, NULL, 0, &loaded, &err), PHS_OK, "%s", err.text);
    return loaded;
}

#endif
