/* SPDX-License-Identifier: Apache-2.0 */
/* A folder of somebody's own templates, read for reports/rendering.h. */
#ifndef PHS_CLI_OWN_TEMPLATES_H
#define PHS_CLI_OWN_TEMPLATES_H

#include "base/arena.h"
#include "base/err.h"
#include "base/map.h"

/* Every .html, .md and .css below folder by its path there ("risk-analysis/front.html"), as struct phs_slice *. At most 200
 * files of 1 MiB. PHS_E_INPUT for a folder without any: a misspelled path must not pass for "nothing is different". */
enum phs_code phs_own_templates_read(struct phs_arena *arena, const char *folder, struct phs_map *ret_files,
                                     struct phs_err *err);

#endif
