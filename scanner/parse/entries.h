/* SPDX-License-Identifier: Apache-2.0 */
/* Keys of one object as they were written: which stand twice, and what is left when the last one wins. */
#ifndef PHS_PARSE_ENTRIES_H
#define PHS_PARSE_ENTRIES_H

#include "model/value.h"

/* Index of the first entry whose key stands before it too, and where that was; n when all keys differ. scratch is reset. */
size_t phs_entries_repeat(struct phs_arena *scratch, const struct phs_entry *entries, size_t n, size_t *ret_earlier);

/* Keeps one entry a key, at the place in the order of the first one with the value and key place of the last one. Returns how
 * many are left. scratch is reset. */
size_t phs_entries_last_wins(struct phs_arena *scratch, struct phs_entry *entries, size_t n);

#endif
