/* SPDX-License-Identifier: Apache-2.0 */
/* The parts of phiscope.yaml, one reader each; used by scope.c alone. */
#ifndef PHS_COLLECT_SCOPE_PARTS_H
#define PHS_COLLECT_SCOPE_PARTS_H

#include "collect/entry.h"

void phs_scope_organization(struct phs_entry_reader *reader, const struct phs_value *map);
void phs_scope_targets(struct phs_entry_reader *reader, const struct phs_value *map);
void phs_scope_phi(struct phs_entry_reader *reader, const struct phs_value *map);
void phs_scope_gate(struct phs_entry_reader *reader, const struct phs_value *map);

#endif
