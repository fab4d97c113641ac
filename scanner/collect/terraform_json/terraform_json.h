/* SPDX-License-Identifier: Apache-2.0 */
/* What Terraform itself says as JSON: `terraform show -json` of a plan or a state, and state files as they lie on disk. */
#ifndef PHS_COLLECT_TERRAFORM_JSON_TERRAFORM_JSON_H
#define PHS_COLLECT_TERRAFORM_JSON_TERRAFORM_JSON_H

#include "model/run.h"

enum { PHS_TERRAFORM_JSON_MOST_BYTES = 256 << 20 };

/* Files of one target. They are gathered first: a folder's only plan and its only state stand for the root module in that
 * folder and are merged with it (state before plan before source); of several plans or states in one folder each is a root by
 * itself. */
struct phs_tfjson_library;

struct phs_tfjson_library *phs_terraform_json_library(struct phs_graph *graph, const char *folder,
                                                      const struct phs_target *target);

/* Whether a file that begins like this may be a plan or a state: worth reading however big it is. */
bool phs_terraform_json_may_be(struct phs_slice start);

/* Takes a plan or a state; false for any other file. bytes may go away afterwards. */
bool phs_terraform_json_offer(struct phs_tfjson_library *library, const char *shown, struct phs_slice bytes);

/* A plan as Terraform saves it is no JSON: a line of coverage that says what to do. */
void phs_terraform_json_binary(struct phs_tfjson_library *library, const char *shown);

/* Adds what was taken and a line of coverage for each file; returns how many resources were added. */
size_t phs_terraform_json_run(struct phs_tfjson_library *library);

/* One file in memory as root "example": for tests. */
void phs_terraform_json_collect_text(struct phs_graph *graph, const char *path, struct phs_slice bytes);

#endif
