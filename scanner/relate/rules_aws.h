/* SPDX-License-Identifier: Apache-2.0 */
/* Who a rule of AWS is about (rules_aws_source.c). */
#ifndef PHS_RELATE_RULES_AWS_H
#define PHS_RELATE_RULES_AWS_H

#include "model/resource.h"

struct phs_rule_source {
    bool everybody;
    const struct phs_value *unknown; /* why it may be everybody, or NULL */
    struct phs_place place;
};

/* Where the rule stands: what it refers to is looked up from there. */
struct phs_rule_place {
    struct phs_graph *graph;
    const struct phs_resource *resource;
};

struct phs_rule_source phs_rule_source_aws(const struct phs_rule_place *at, const struct phs_value *rule);

#endif
