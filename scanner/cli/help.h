/* SPDX-License-Identifier: Apache-2.0 */
/* Help and version texts from the command table. */
#ifndef PHS_CLI_HELP_H
#define PHS_CLI_HELP_H

#include "base/buf.h"
#include "cli/commands.h"

void phs_help_all(struct phs_buf *out);
void phs_help_version(struct phs_buf *out);
void phs_help_command(struct phs_buf *out, const struct phs_command *command);
/* One sentence about a command that does not exist. */
void phs_help_unknown(struct phs_arena *arena, const char *name);

#endif
