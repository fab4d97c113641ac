/* SPDX-License-Identifier: Apache-2.0 */
/* Between the files of the documents: the parts that the risk analysis does not have in this depth. */
#ifndef PHS_REPORTS_DOCUMENTS_PARTS_H
#define PHS_REPORTS_DOCUMENTS_PARTS_H

#include "reports/risk_analysis/parts.h"

/* Findings that a document links to, each once, in the order of the run, and the safeguards that it speaks of. */
struct phs_cited {
    struct phs_map by_id, safeguards;
};
void phs_cite(struct phs_cited *cited, const struct phs_finding *finding);
void phs_cite_safeguard(struct phs_cited *cited, const struct phs_run *run, const char *safeguard);

/* title, body, labels, priority and due of a step, as an issue tracker takes them; verify: the command that shows it is done.
 */
void phs_part_ticket(const struct phs_view_of *of, struct phs_map_builder *map, const struct phs_remediation *step,
                     const char *how, const char *where, const char *drop);
/* Duties, notice hours, plans, contacts, candidates and what is missing for the day of an incident. */
void phs_part_breach(const struct phs_view_of *of, struct phs_map_builder *view);
/* {title, question, state, class, pass, fail, unknown, attested, text, findings} of one safeguard in this run. */
const struct phs_value *phs_part_safeguard_state(const struct phs_view_of *of, const struct phs_safeguard *safeguard);
/* Files that evidence stands in, with digests, and what has none. */
void phs_part_files(const struct phs_view_of *of, struct phs_map_builder *view);
/* Rows of the proposed rule with what the run shows today. */
void phs_part_proposals(const struct phs_view_of *of, struct phs_map_builder *view);

/* The tables of a document's view, by the schema that it names; none for another view. */
void phs_document_tables(struct phs_arena *arena, const struct phs_value *view, struct phs_tables *ret_tables);

#endif
