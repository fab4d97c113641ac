/* SPDX-License-Identifier: Apache-2.0 */
/* A look at each table of checks/maps/ while it is packed: rows that make no sense end the build. */
#include "catalogue/foreign.h"
#include "catalogue/nouns.h"

void phs_read_foreign(struct phs_reading *reading) {
    const char *problem = NULL;
    if (reading->document->builtin && !reading->document->packing)
        return;
    const struct phs_tsv *table = phs_reading_table(reading);
    if (!table)
        return;
    phs_foreign_add(phs_foreign_map_new(reading->arena), table, &problem);
    if (problem)
        phs_reading_break(reading, NULL, "%s", problem);
}
