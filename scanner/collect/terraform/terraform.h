/* SPDX-License-Identifier: Apache-2.0 */
/* Terraform configuration -> resources with evaluated attributes, and mentions of what they refer to. */
#ifndef PHS_COLLECT_TERRAFORM_TERRAFORM_H
#define PHS_COLLECT_TERRAFORM_TERRAFORM_H

#include "base/progress.h"
#include "catalogue/catalogue.h"
#include "model/resource.h"
#include "model/run.h"

/* folder is the scope's; target->path is relative to it. Every folder below with .tf files that no local module call names is a
 * root. Problems become lines of coverage. */
void phs_terraform_collect(struct phs_graph *graph, const char *folder, const struct phs_target *target,
                           struct phs_progress *progress);

/* The same with what the catalogue knows of modules that are not on disk. */
void phs_terraform_collect_known(struct phs_graph *graph, const char *folder, const struct phs_target *target,
                                 const struct phs_catalogue *catalogue, struct phs_progress *progress);

/* One file in memory as root "example": for the examples of checks and for tests. Reads nothing from disk. */
void phs_terraform_collect_text(struct phs_graph *graph, const char *path, struct phs_slice bytes);
void phs_terraform_collect_text_known(struct phs_graph *graph, const char *path, struct phs_slice bytes,
                                      const struct phs_catalogue *catalogue);

#endif
