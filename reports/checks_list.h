/* SPDX-License-Identifier: Apache-2.0 */
/* The list of checks, for people and for programs. */
#ifndef PHS_REPORTS_CHECKS_LIST_H
#define PHS_REPORTS_CHECKS_LIST_H

#include "catalogue/catalogue.h"
#include "reports/terminal.h"

struct phs_checks_filter {
    const char *word;      /* in id, name, category or safeguard, any case; NULL: any */
    const char *safeguard; /* id, or NULL */
    bool has_severity;
    enum phs_severity severity; /* this or above */
};

bool phs_checks_filter_takes(const struct phs_checks_filter *filter, const struct phs_check_info *check);
void phs_checks_write_text(struct phs_terminal *terminal, const struct phs_catalogue *catalogue,
                           const struct phs_checks_filter *filter);
/* phiscope.checks/1 */
void phs_checks_write_json(struct phs_buf *out, struct phs_arena *arena, const struct phs_catalogue *catalogue,
                           const struct phs_checks_filter *filter);

#endif
