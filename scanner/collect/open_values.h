/* SPDX-License-Identifier: Apache-2.0 */
/* {"unknown": "not-read", "why": "it did not answer"} in what other programs feed: our own way of writing what is not known. */
#ifndef PHS_COLLECT_OPEN_VALUES_H
#define PHS_COLLECT_OPEN_VALUES_H

#include "model/value.h"

/* value itself when it holds no such map; else a copy of what stands above them. The reason is a word of phs_reason_name; any
 * other counts as "not-read". */
const struct phs_value *phs_open_values(struct phs_arena *arena, const struct phs_value *value);

#endif
