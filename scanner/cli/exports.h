/* SPDX-License-Identifier: Apache-2.0 */
/* --format of scan and gate beyond text and json. */
#ifndef PHS_CLI_EXPORTS_H
#define PHS_CLI_EXPORTS_H

#include "reports/export.h"

#define PHS_EXPORT_WORDS "sarif junit github markdown"
#define PHS_EXPORT_HELP "text (default), json (phiscope.run/1), sarif, junit, github (annotations) or markdown"

/* False when format is none of them. folder: the one that paths of the run are relative to; it is looked up in its git
 * repository, whose root the places are written from. */
bool phs_export_write(struct phs_buf *out, const char *format, const char *folder, struct phs_export *export);

#endif
