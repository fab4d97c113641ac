/* SPDX-License-Identifier: Apache-2.0 */
/* Runs the checks that are written in C, built in or from plugins, through the table of phiscope/check.h. */
#ifndef PHS_JUDGE_C_CHECKS_H
#define PHS_JUDGE_C_CHECKS_H

#include "catalogue/catalogue.h"
#include "model/run.h"

/* One answer of a C check. */
struct phs_c_answer {
    struct phs_resource *resource;
    enum phs_verdict verdict;
    const char *reason;
    struct phs_place place;
};

/* Asks check about every resource of its types in graph order; calls answer for each. A check that gives no answer or two, or
 * one outside the four, gives unknown with that as its reason. */
void phs_c_check_run(struct phs_run *run, const struct phs_check_info *check,
                     void (*answer)(void *user, const struct phs_c_answer *answer), void *user);

#endif
