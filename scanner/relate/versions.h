/* SPDX-License-Identifier: Apache-2.0 */
/* Version constraints as Terraform writes them. */
#ifndef PHS_RELATE_VERSIONS_H
#define PHS_RELATE_VERSIONS_H

#include <stdbool.h>

#include "base/slice.h"

/* Every version that `constraint` allows ("~> 5.0", ">= 4.0, < 6.0", "5.31.0") is one that `range` allows. False also for what
 * cannot be read, and for a constraint that nothing meets. */
bool phs_versions_within(struct phs_slice constraint, struct phs_slice range);

#endif
