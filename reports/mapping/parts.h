/* SPDX-License-Identifier: Apache-2.0 */
/* Between the files of the mapping: what relates controls, and the pieces of the view. */
#ifndef PHS_REPORTS_MAPPING_PARTS_H
#define PHS_REPORTS_MAPPING_PARTS_H

#include "catalogue/tsv.h"
#include "reports/tables.h"

enum { PHS_MOST_COLUMNS = 3 };

struct phs_mapping {
    struct phs_view_of of;
    struct phs_tsv *crosswalk;
    const char *columns[PHS_MOST_COLUMNS]; /* framework ids beyond hipaa and soc2 */
    size_t column_count;
    struct phs_map status_by_key; /* "soc2:CC6.1" -> struct phs_control_status * */
    struct phs_map evidence_by_safeguard;
};

/* How a criterion came to stand beside a citation. */
enum phs_relation {
    PHS_RELATION_NONE,
    PHS_RELATION_CONFIRMED, /* the crosswalk has it and a second source agrees */
    PHS_RELATION_OWN,       /* the crosswalk has it, no second source does */
    PHS_RELATION_SAFEGUARD, /* only through a safeguard that names both */
};

/* Reads checks/frameworks/crosswalk.tsv. */
enum phs_code phs_mapping_read_crosswalk(struct phs_mapping *mapping, struct phs_err *err);
/* Of the crosswalk alone. */
enum phs_relation phs_mapping_relation(const struct phs_mapping *mapping, const char *citation, const char *framework,
                                       const char *id);
/* Ids of a framework beside a citation, in the crosswalk's order. */
struct phs_texts phs_mapping_beside(const struct phs_mapping *mapping, const char *citation, const char *framework);
const char *phs_mapping_relation_title(enum phs_relation relation);

const struct phs_control_status *phs_mapping_status(const struct phs_mapping *mapping, const char *framework, const char *id);
bool phs_mapping_names(const struct phs_safeguard *safeguard, const char *framework, const char *id);

/* {state, class, supported, applicable, applies, reason}; a control without a row of the run has no machine evidence. */
void phs_mapping_put_result(const struct phs_mapping *mapping, struct phs_map_builder *map,
                            const struct phs_control_status *status);
/* {id, title, question, tests: [{id}], tests_text, pass, fail, unknown, attested, evidence_text, places: [..], more}. */
const struct phs_value *phs_mapping_safeguard(struct phs_mapping *mapping, const struct phs_safeguard *safeguard);

void phs_mapping_put_criteria(struct phs_mapping *mapping, struct phs_map_builder *view);
void phs_mapping_put_rule(struct phs_mapping *mapping, struct phs_map_builder *view);
/* Failing tests with exceptions and management's response, who does which part, and the organizations below. */
enum phs_code phs_mapping_put_responses(struct phs_mapping *mapping, struct phs_map_builder *view, struct phs_err *err);

/* All tables of the workbook; the first has a line per criterion, citation and safeguard. */
void phs_mapping_tables(struct phs_arena *arena, const struct phs_value *view, struct phs_tables *ret_tables);

#endif
