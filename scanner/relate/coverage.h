/* SPDX-License-Identifier: Apache-2.0 */
/* What is covered by a setting of its own or by something that covers many at once: shared by logging and backup. */
#ifndef PHS_RELATE_COVERAGE_H
#define PHS_RELATE_COVERAGE_H

#include "relate/facts.h"

/* Rows of one table by type, with the answer of its own settings; then what covers many at once. */
struct phs_covering {
    struct phs_concluding *c;
    const char *group;
    struct phs_answer (*elsewhere)(struct phs_covering *covering, const struct phs_resource *resource);
};

/* Concludes GROUP.covered for every resource of the table's types. */
void phs_covering_conclude(struct phs_covering *covering, const char *path);

bool phs_covering_same_root(const struct phs_resource *a, const struct phs_resource *b);

/* Does one of the attributes of `from` name the resource by reference, ARN or pattern? */
struct phs_answer phs_covering_named(struct phs_concluding *c, const struct phs_resource *from, const char *const *paths,
                                     const struct phs_resource *resource);
bool phs_covering_links(const struct phs_resource *from, const struct phs_resource *to, const char *attribute);

/* Is the word the value, or one of its items? */
bool phs_covering_says(const struct phs_value *list, const char *word);

#endif
