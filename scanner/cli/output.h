/* SPDX-License-Identifier: Apache-2.0 */
/* Where a command's result goes: standard output, or a file that appears whole or not at all. */
#ifndef PHS_CLI_OUTPUT_H
#define PHS_CLI_OUTPUT_H

#include "base/buf.h"
#include "cli/commands.h"

struct phs_output {
    struct phs_buf buf; /* write here */
    const char *file;   /* NULL: standard output */
};

/* file NULL or "-": standard output. */
void phs_output_open(struct phs_output *output, const char *file);
/* Says what went wrong and returns false when the result did not get where it should. */
bool phs_output_close(struct phs_output *output);
/* Standard output is a terminal that shows colour and the user did not refuse it (NO_COLOR, TERM=dumb). */
bool phs_output_has_color(const struct phs_output *output);

#endif
