/* SPDX-License-Identifier: Apache-2.0 */
/* Between the walk over values and the filters inside it. */
#ifndef PHS_JUDGE_POLICY_JSONPATH_FILTER_H
#define PHS_JUDGE_POLICY_JSONPATH_FILTER_H

#include "judge/policy/jsonpath_steps.h"

void phs_jsonpath_walk(struct eval *eval, const struct jsonpath_steps *steps, const struct phs_value *root,
                       struct jsonpath_matches *ret_matches);
enum truth phs_jsonpath_filter(struct eval *eval, const struct jsonpath_filter *filter, const struct phs_value *element);

#endif
