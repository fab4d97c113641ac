/* SPDX-License-Identifier: Apache-2.0 */
/* The positive forms of all operators. value is NULL when missing and never an unknown (but for exists and any). */
#ifndef PHS_JUDGE_POLICY_TESTS_H
#define PHS_JUDGE_POLICY_TESTS_H

#include "judge/policy/node.h"

#define PHS_OPERATOR_TEST(name)                                                                                                \
    enum truth name(struct eval *eval, const struct op *op, const struct operand *operand, const struct phs_value *value)

PHS_OPERATOR_TEST(phs_test_any);
PHS_OPERATOR_TEST(phs_test_exists);
PHS_OPERATOR_TEST(phs_test_equals);
PHS_OPERATOR_TEST(phs_test_equals_ignore_case);
PHS_OPERATOR_TEST(phs_test_regex);
PHS_OPERATOR_TEST(phs_test_empty);
PHS_OPERATOR_TEST(phs_test_true);
PHS_OPERATOR_TEST(phs_test_contains);
PHS_OPERATOR_TEST(phs_test_within);
PHS_OPERATOR_TEST(phs_test_affix);   /* detail: 0 prefix, 1 suffix */
PHS_OPERATOR_TEST(phs_test_compare); /* detail: enum relation */
PHS_OPERATOR_TEST(phs_test_subset);
PHS_OPERATOR_TEST(phs_test_intersects);
PHS_OPERATOR_TEST(phs_test_length); /* detail: enum relation */
PHS_OPERATOR_TEST(phs_test_words);  /* detail: enum relation */
PHS_OPERATOR_TEST(phs_test_range);
PHS_OPERATOR_TEST(phs_test_cidr);

#endif
