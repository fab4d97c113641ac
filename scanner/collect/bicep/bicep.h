/* SPDX-License-Identifier: Apache-2.0 */
/* Bicep -> the items that a template of Azure has: arm/ evaluates the functions and makes resources of the items. */
#ifndef PHS_COLLECT_BICEP_BICEP_H
#define PHS_COLLECT_BICEP_BICEP_H

#include "collect/arm/template.h"

/* By the end of its name: .bicep, .bicepparam */
bool phs_bicep_is_file(const char *path);
/* Takes the file; one that cannot be read becomes a line of coverage. */
bool phs_bicep_offer(struct phs_arm_library *library, const char *shown, struct phs_slice bytes);
/* Every file that no other one names as its module, with its parameter files. */
void phs_bicep_run(struct phs_arm_library *library);
/* What the body of the item says, but for what steers the deployment; mentions go below the path under. */
const struct phs_value *phs_bicep_evaluated(struct phs_arm_template *template, struct phs_arm_item *item, const char *under);

#endif
