/* SPDX-License-Identifier: Apache-2.0 */
/* CloudFormation, SAM and synthesised CDK templates (YAML with short tags, JSON) -> resources under the names that they are
 * written with; relate/ turns these into Terraform's. */
#ifndef PHS_COLLECT_CLOUDFORMATION_CLOUDFORMATION_H
#define PHS_COLLECT_CLOUDFORMATION_CLOUDFORMATION_H

#include "model/run.h"

/* Templates of one target. They are gathered first and evaluated together, because a nested stack is judged through the one
 * that names it and not by itself. */
struct phs_cfn_library;

/* folder: of the scope. Parameter values come from the target's var_files: JSON or YAML, as a list of ParameterKey and
 * ParameterValue, as {Parameters: {...}}, or as a plain map. */
struct phs_cfn_library *phs_cloudformation_library(struct phs_graph *graph, const char *folder,
                                                   const struct phs_target *target);

/* Whether these bytes may be a template: its words stand in it. */
bool phs_cloudformation_may_be(struct phs_slice bytes);

/* Takes a file that is a template; false for any other. A broken one that is meant as a template is taken too, as a line of
 * coverage. bytes may go away afterwards. */
bool phs_cloudformation_offer(struct phs_cfn_library *library, const char *shown, struct phs_slice bytes);

/* Evaluates what was taken, adds a line of coverage when there was something and returns how many resources were added. */
size_t phs_cloudformation_run(struct phs_cfn_library *library);

/* One template in memory as root "example": for the examples of checks and for tests. */
void phs_cloudformation_collect_text(struct phs_graph *graph, const char *path, struct phs_slice bytes);

#endif
