/* SPDX-License-Identifier: Apache-2.0 */
/* Inside match/ only: filters of our own, where an expression would be tried at every other word of a file. */
#ifndef PHS_PARSE_MATCH_FILTERS_H
#define PHS_PARSE_MATCH_FILTERS_H

#include "base/slice.h"

/* Whether the rule may match anywhere in bytes: never false where it does. */
typedef bool (*phs_match_filter)(struct phs_slice bytes);

/* "named:address-password" and the like; true: filter is such a name, and *ret_filter what it means, NULL where nothing does.
 */
bool phs_match_filter_named(const char *filter, phs_match_filter *ret_filter);

#endif
