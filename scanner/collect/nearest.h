/* SPDX-License-Identifier: Apache-2.0 */
/* The word that a person most likely meant. */
#ifndef PHS_COLLECT_NEAREST_H
#define PHS_COLLECT_NEAREST_H

#include "base/slice.h"

/* The shortest of words (ended by NULL) that begins like the word, if that has three letters; else the first with the smallest
 * edit distance, where that is at most a third of its length; else NULL. */
const char *phs_nearest(struct phs_slice word, const char *const *words);

#endif
