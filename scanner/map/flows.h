/* SPDX-License-Identifier: Apache-2.0 */
/* What the files about flows share. */
#ifndef PHS_MAP_FLOWS_H
#define PHS_MAP_FLOWS_H

#include "map/parts.h"

struct phs_flow *phs_flow_new(struct phs_mapping *mapping, const char *from, const char *to, struct phs_place place);
void phs_flow_believe(struct phs_mapping *mapping, struct phs_flow *flow, enum phs_basis basis, enum phs_confidence confidence,
                      struct phs_place place, const char *reason);
/* Names the receiver: vendor, service and the third-party system (third_party.c). */
void phs_flow_attach(struct phs_mapping *mapping, struct phs_flow *flow, const char *vendor, const char *service);
/* The sending system by its name or by the folder it is built from; NULL. */
struct phs_system *phs_flow_sender(const struct phs_mapping *mapping, const char *name);
/* An outbound call becomes a flow, or more evidence for one, when it carries PHI (flows_seen.c). */
void phs_flow_seen(struct phs_mapping *mapping, struct phs_resource *call);

#endif
