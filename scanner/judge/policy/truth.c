/* SPDX-License-Identifier: Apache-2.0 */
/* Kleene's three-valued logic, with a fourth answer that has no bearing at all. */
#include "judge/policy/node.h"

enum truth phs_truth_not(enum truth a) {
    if (a == SAYS_YES)
        return SAYS_NO;
    return a == SAYS_NO ? SAYS_YES : a;
}

enum truth phs_truth_and(enum truth a, enum truth b) {
    if (a == SAYS_NOTHING || b == SAYS_NOTHING)
        return a == SAYS_NOTHING ? b : a;
    if (a == SAYS_NO || b == SAYS_NO)
        return SAYS_NO;
    return a == SAYS_MAYBE || b == SAYS_MAYBE ? SAYS_MAYBE : SAYS_YES;
}

enum truth phs_truth_or(enum truth a, enum truth b) {
    return phs_truth_not(phs_truth_and(phs_truth_not(a), phs_truth_not(b)));
}
