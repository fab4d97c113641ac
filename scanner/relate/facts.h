/* SPDX-License-Identifier: Apache-2.0 */
/* One cell of a table of checks/relate/, asked about one resource: "publicly_accessible" is "true". */
#ifndef PHS_RELATE_FACTS_H
#define PHS_RELATE_FACTS_H

#include "relate/conclusions.h"

/* Every value at a dotted path; lists on the way are gone through, the last one too. Hands over an unknown that is met on the
 * way. False when nothing is there (null is nothing). */
bool phs_facts_each(const struct phs_value *value, const char *path, void (*visit)(void *user, const struct phs_value *value),
                    void *user);

/* The resource that an unknown is an attribute of, or that a literal names by id or ARN through a link at this attribute; NULL.
 */
struct phs_resource *phs_facts_target(const struct phs_concluding *c, const struct phs_resource *from,
                                      const struct phs_value *value);
/* Module that is not on disk and was handed the resource, so that what is absent here may be there; NULL. */
const struct phs_resource *phs_facts_unread_module(const struct phs_resource *resource);

/* Does the row's condition hold? Columns: attribute, is, absent (yes, no or unknown: what a missing attribute means).
 * is: true, false, present, world (an address range that is everybody), a number with >= in front, or words joined with |,
 * behind ! when none of them may be it; public-policy; admits:PORTS, routes-out and public-address ask network.h. Any value of
 * several is enough. */
struct phs_answer phs_fact(struct phs_concluding *c, const struct phs_resource *resource, struct phs_slice attribute,
                           struct phs_slice is, struct phs_slice absent);

/* All rows of a table for the resource and question: rows of one way are joined with and, ways with or. Rows of types that the
 * resource is not are passed over. ret_any: there was a row. */
struct phs_answer phs_facts_ask(struct phs_concluding *c, const struct phs_tsv *table, const size_t *rows, size_t n,
                                const struct phs_resource *resource, const char *question, bool *ret_any);

/* Asks every question of the table of every resource that it has rows for, as `group`. */
void phs_facts_conclude(struct phs_concluding *c, const char *path, const char *group);

#endif
