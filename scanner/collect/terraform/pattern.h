/* SPDX-License-Identifier: Apache-2.0 */
/* Regular expressions of Terraform functions on PCRE2, with limits that end a hostile pattern. */
#ifndef PHS_COLLECT_TERRAFORM_PATTERN_H
#define PHS_COLLECT_TERRAFORM_PATTERN_H

#include "collect/terraform/kit.h"

/* Replaces every match of pattern by replacement, in PCRE2's extended notation (\U, \L). */
const struct phs_value *phs_tf_pattern_case(const struct phs_tf_args *args, struct phs_slice text, struct phs_slice pattern,
                                            struct phs_slice replacement);

#endif
