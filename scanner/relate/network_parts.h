/* SPDX-License-Identifier: Apache-2.0 */
/* What the files of the network share: who is named at an attribute. */
#ifndef PHS_RELATE_NETWORK_PARTS_H
#define PHS_RELATE_NETWORK_PARTS_H

#include "relate/facts.h"

struct phs_targets {
    struct phs_concluding *c;
    const struct phs_resource *from;
    PHS_VEC(struct phs_resource *) items; /* at most 256 */
    bool any;                             /* something is named there */
    const struct phs_value *unknown;      /* named, but nobody knows what */
    const struct phs_value *literal;      /* named by an id that nothing here has */
};

void phs_network_targets(struct phs_concluding *c, const struct phs_resource *from, const char *attribute,
                         struct phs_targets *ret_targets);

#endif
