/* SPDX-License-Identifier: Apache-2.0 */
/* Templates of Azure Resource Manager (JSON and Bicep) -> resources under the names that they are written with; relate/ turns
 * these into Terraform's by checks/maps/arm/. */
#ifndef PHS_COLLECT_ARM_ARM_H
#define PHS_COLLECT_ARM_ARM_H

#include "model/run.h"

/* Templates and parameter files of one target, gathered first: which parameter file belongs to a template is told by its name.
 */
struct phs_arm_library;

/* folder is the scope's; NULL: nothing is read from disk. */
struct phs_arm_library *phs_arm_library(struct phs_graph *graph, const char *folder, const struct phs_target *target);

/* A file that the walk over the target saw: only those are read for loadTextContent and its kin. */
void phs_arm_saw(struct phs_arm_library *library, const char *shown);

/* Takes a template or a parameter file, known by its $schema, or a Bicep file, known by its name; false for any other. bytes
 * may go away afterwards. */
bool phs_arm_offer(struct phs_arm_library *library, const char *shown, struct phs_slice bytes);

/* Evaluates what was taken, adds a line of coverage when there was something and returns how many resources were added. */
size_t phs_arm_run(struct phs_arm_library *library);

/* One template in memory: for tests. */
void phs_arm_collect_text(struct phs_graph *graph, const char *path, struct phs_slice bytes);

/* The shape in which the tables of checks/maps/arm/ find properties: {sku, properties: {a}} is {sku, a}, at every depth. */
const struct phs_value *phs_arm_flat(struct phs_arena *arena, const struct phs_value *resource);
/* "Microsoft.Storage/storageAccounts/blobServices": only says more about its parent. */
bool phs_arm_is_part(const char *type);

#endif
