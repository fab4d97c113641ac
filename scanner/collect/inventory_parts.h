/* SPDX-License-Identifier: Apache-2.0 */
/* How the files of inventory*.c share the work: columns are matched here, tables and documents are read there. */
#ifndef PHS_COLLECT_INVENTORY_PARTS_H
#define PHS_COLLECT_INVENTORY_PARTS_H

#include "base/err.h"
#include "collect/inventory.h"
#include "parse/table.h"

enum { PHS_NO_FIELD = -1 };

/* How firmly a header names a field. */
enum phs_header_match { PHS_HEADER_NONE, PHS_HEADER_CONTAINS, PHS_HEADER_SAME };

/* The field that a header or key names best; PHS_NO_FIELD and PHS_HEADER_NONE when none. */
int phs_header_field(const struct phs_inventory *inventory, struct phs_slice header, enum phs_header_match *ret_match);
/* A header that is the field's own name was read, not guessed. */
bool phs_header_is_own(const struct phs_inventory *inventory, int field, struct phs_slice header);
/* The field that the mapping gives this header, or PHS_NO_FIELD. */
int phs_mapped_field(const struct phs_inventory *inventory, struct phs_slice header);
/* Notes fields of the mapping that the spec does not have. */
void phs_mapping_check(struct phs_inventory *inventory);
/* Notes headers of the mapping that were not found. */
void phs_mapping_missing(struct phs_inventory *inventory);
void phs_column_used(struct phs_inventory *inventory, int field, struct phs_slice header, bool mapped);
void phs_column_unused(struct phs_inventory *inventory, struct phs_slice header);

struct phs_inventory_row *phs_inventory_add_row(struct phs_inventory *inventory, struct phs_place place);
/* Rows of a sheet with a header that we know; false, with nothing added, when there is none. */
bool phs_inventory_table(struct phs_inventory *inventory, const struct phs_table *table);
/* Rows of a YAML or JSON document. */
enum phs_code phs_inventory_document(struct phs_inventory *inventory, const struct phs_value *root, struct phs_err *err);
/* Raw values to typed ones; drops rows without a key. */
void phs_inventory_type(struct phs_inventory *inventory);

#endif
