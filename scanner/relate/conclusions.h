/* SPDX-License-Identifier: Apache-2.0 */
/* What relate/ concludes once for everybody: written as `concluded.GROUP.NAME` among the canonical attributes, with the clause
 * that led there. README.md lists them. */
#ifndef PHS_RELATE_CONCLUSIONS_H
#define PHS_RELATE_CONCLUSIONS_H

#include "catalogue/tsv.h"
#include "model/resource.h"
#include "relate/answer.h"

struct phs_concluding {
    struct phs_graph *graph;
    struct phs_arena *scratch;
    struct phs_map *notes; /* by resource index: "group" -> struct phs_map_builder * */
    size_t n;
    struct phs_map subnets, tables; /* answers that many resources share: resource index as text -> struct phs_answer * */
};

/* Writes one conclusion; later ones of a name replace earlier ones. group and name are literals. */
void phs_conclude(struct phs_concluding *c, const struct phs_resource *resource, const char *group, const char *name,
                  struct phs_answer answer);
void phs_conclude_value(struct phs_concluding *c, const struct phs_resource *resource, const char *group, const char *name,
                        const struct phs_value *value);
/* What was concluded so far; NULL. */
const struct phs_value *phs_concluded(const struct phs_concluding *c, const struct phs_resource *resource, const char *group,
                                      const char *name);
/* One of our own words. */
const struct phs_value *phs_conclude_word(struct phs_concluding *c, const char *word, struct phs_place place);

/* A table of checks/relate/ by its path; rows that cannot be read are none (the catalogue's test holds them). */
const struct phs_tsv *phs_conclusions_table(struct phs_concluding *c, const char *path);

/* The groups, each in its own file; in this order, since later ones read what earlier ones wrote. */
void phs_conclude_access(struct phs_concluding *c);      /* access.c: what a resource's own policy lets in */
void phs_conclude_permissions(struct phs_concluding *c); /* permissions.c: what roles, users, groups and policies allow */
void phs_conclude_exposure(struct phs_concluding *c);    /* exposure.c: who can reach it */
void phs_conclude_encryption(struct phs_concluding *c);  /* encryption.c: at rest, and whose key */
void phs_conclude_logging(struct phs_concluding *c);     /* coverage.c: whether use leaves a trace */
void phs_conclude_backup(struct phs_concluding *c);      /* coverage.c: whether there is a copy */

#endif
