/* SPDX-License-Identifier: Apache-2.0 */
/* Evaluates one root module into the graph. */
#ifndef PHS_COLLECT_TERRAFORM_ROOT_H
#define PHS_COLLECT_TERRAFORM_ROOT_H

#include "collect/terraform/scan.h"

/* files: the root stands on disk, so that its variable files and what its functions name are read. */
void phs_tf_root_run(struct phs_tf_scan *scan, struct phs_tf_dir *dir, bool files);

#endif
