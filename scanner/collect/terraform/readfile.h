/* SPDX-License-Identifier: Apache-2.0 */
/* Files that functions read: only below the scanned folder, never out of it through a symbolic link. */
#ifndef PHS_COLLECT_TERRAFORM_READFILE_H
#define PHS_COLLECT_TERRAFORM_READFILE_H

#include "collect/terraform/kit.h"

/* False leaves the unknown or error in ret_bad. */
bool phs_tf_read(const struct phs_tf_args *args, struct phs_slice name, struct phs_slice *ret_bytes,
                 const struct phs_value **ret_bad);
/* The real path when name is a file or folder inside host->top; NULL when it is not there; *ret_outside when it leads out. */
const char *phs_tf_inside(const struct phs_tf_args *args, struct phs_slice name, bool *ret_outside);
/* False when the text is no base64. */
bool phs_tf_unbase64(struct phs_arena *arena, struct phs_slice text, struct phs_slice *ret_bytes);

#endif
