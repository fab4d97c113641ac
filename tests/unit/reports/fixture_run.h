/* SPDX-License-Identifier: Apache-2.0 */
/* Runs for the tests of reports: made by the real pipeline, so that no test agrees with a shape that nothing makes. */
#ifndef TESTS_UNIT_REPORTS_FIXTURE_RUN_H
#define TESTS_UNIT_REPORTS_FIXTURE_RUN_H

#include <criterion/criterion.h>

#include "cli/pipeline.h"

struct fixture_run {
    struct phs_arena *arena;
    struct phs_catalogue *catalogue;
    struct phs_run *run;
};

static inline struct fixture_run fixture_run(const char *folder) {
    struct fixture_run fixture = {.arena = phs_arena_new()};
    struct phs_scan_options options = {.folder = folder, .method = "nist"};
    struct phs_err err = {0};
    cr_assert_eq(phs_pipeline_run(fixture.arena, &options, &fixture.catalogue, &fixture.run, &err), PHS_OK, "%s", err.text);
    return fixture;
}

#endif
