/* SPDX-License-Identifier: Apache-2.0 */
/* Settings of workloads (environment, config maps, secrets) -> what they point to: hosts of URLs, names, ARNs. */
#ifndef PHS_COLLECT_SETTINGS_H
#define PHS_COLLECT_SETTINGS_H

#include "model/resource.h"

/* Mentions that begin with "name:" carry a host or the name of a bucket, database or service; relate/ knows whose it is. Of a
 * text that looks like a secret, and of `secret` settings altogether, only the hosts of URLs are taken. At most 200 a
 * resource. */
void phs_settings_mention(struct phs_graph *graph, struct phs_resource *resource, const char *attribute, struct phs_slice key,
                          struct phs_slice text, bool secret, struct phs_place place);

#endif
