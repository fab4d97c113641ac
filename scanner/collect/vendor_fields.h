/* SPDX-License-Identifier: Apache-2.0 */
/* What columns vendor and customer inventories have; used by vendors.c and agreements.c. */
#ifndef PHS_COLLECT_VENDOR_FIELDS_H
#define PHS_COLLECT_VENDOR_FIELDS_H

#include "collect/inventory.h"

extern const struct phs_inventory_spec phs_vendor_spec, phs_customer_spec;

/* The agreement of a row -> an `agreement` resource with its state; NULL when the row says nothing about one. */
struct phs_resource *phs_agreement_add(struct phs_inventory *inventory, const struct phs_inventory_row *row, bool upstream,
                                       const char *counterparty);

#endif
