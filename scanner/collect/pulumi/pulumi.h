/* SPDX-License-Identifier: Apache-2.0 */
/* What Pulumi itself says as JSON: `pulumi preview --json`, `pulumi stack export`, and checkpoints of a file backend. */
#ifndef PHS_COLLECT_PULUMI_PULUMI_H
#define PHS_COLLECT_PULUMI_PULUMI_H

#include "model/run.h"

/* Files of one target; each is a root by itself. */
struct phs_pulumi_library;

struct phs_pulumi_library *phs_pulumi_library(struct phs_graph *graph, const struct phs_target *target);

/* Whether a file that begins like this may be one: worth reading however big it is. */
bool phs_pulumi_may_be(struct phs_slice start);

/* Takes a preview or an export; false for any other file. bytes may go away afterwards. */
bool phs_pulumi_offer(struct phs_pulumi_library *library, const char *shown, struct phs_slice bytes);

/* A project's Pulumi.yaml: a line of coverage unless a preview or an export lies in or below its folder. */
void phs_pulumi_project(struct phs_pulumi_library *library, const char *shown);

/* Adds what was taken and lines of coverage; returns how many resources were added. */
size_t phs_pulumi_run(struct phs_pulumi_library *library);

/* One file in memory as root "example": for tests. */
void phs_pulumi_collect_text(struct phs_graph *graph, const char *path, struct phs_slice bytes);

#endif
