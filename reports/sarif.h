/* SPDX-License-Identifier: Apache-2.0 */
/* Between the sarif*.c files: the state of one log, and pieces that several parts write. */
#ifndef PHS_REPORTS_SARIF_H
#define PHS_REPORTS_SARIF_H

#include "base/json_writer.h"
#include "reports/export.h"

struct phs_sarif_rule {
    const char *id;
    size_t index;
    const struct phs_check_info *check; /* NULL: no file of checks/ stands behind it (policy-change) */
    const struct phs_finding *finding;  /* the first one, for what check does not say */
};

struct phs_sarif {
    struct phs_json json;
    struct phs_arena *arena;
    const struct phs_export *export;
    PHS_VEC(struct phs_sarif_rule *) rules; /* by id */
    struct phs_map rule_by_id;
};

/* Every check with a failure or an open question. */
void phs_sarif_rules_find(struct phs_sarif *sarif);
void phs_sarif_tool(struct phs_sarif *sarif);
void phs_sarif_invocation(struct phs_sarif *sarif);

/* {physicalLocation, logicalLocations}; resource may be NULL. */
void phs_sarif_location(struct phs_sarif *sarif, const struct phs_located *located, const char *resource);
/* The same with a message for this place. */
void phs_sarif_location_said(struct phs_sarif *sarif, const struct phs_located *located, const char *resource,
                             const char *message);
/* key: {text, markdown}; text is escaped so that nothing in it is a placeholder or a link. markdown may be NULL and is taken
 * as it is. */
void phs_sarif_message(struct phs_sarif *sarif, const char *key, const char *text, const char *markdown);

#endif
