/* SPDX-License-Identifier: Apache-2.0 */
/* Which address ranges are the internet and not somebody's network. */
#ifndef PHS_RELATE_RANGES_H
#define PHS_RELATE_RANGES_H

#include <stdbool.h>

#include "base/map.h"

/* "0.0.0.0/0", "::/0", and ranges that nobody owns as a whole, with which lists spell everybody in pieces: IPv4 up to /7
 * ("0.0.0.0/1" and "128.0.0.0/1"), IPv6 up to /11 ("2000::/3"), but no private, local or multicast ones. */
bool phs_range_is_everybody(struct phs_slice text);

#endif
