/* SPDX-License-Identifier: Apache-2.0 */
/* Decimal text to double for parsers that have already checked its shape: fast for short numbers, never failing for long ones.
 */
#ifndef PHS_PARSE_DECIMAL_H
#define PHS_PARSE_DECIMAL_H

#include "base/slice.h"

/* text is [+-] digits [. digits] [e [+-] digits], where digits on one side of the point may be missing. Nearest double; where
 * none is near +-infinity or 0. */
double phs_decimal_value(struct phs_slice text);

#endif
