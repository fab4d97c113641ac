/* SPDX-License-Identifier: Apache-2.0 */
/* How wide text is, without a font: on the generous side, so that it fits with any sans serif. */
#ifndef PHS_REPORTS_MAP_MEASURE_H
#define PHS_REPORTS_MAP_MEASURE_H

#include "base/arena.h"

/* Pixels at a font size; never less than a common sans serif takes. */
int phs_measure(const char *text, int font);
/* Lines of at most width pixels, at most max of them; the last ends in an ellipsis when text was cut. White space and
 * controls become single spaces. Returns their number; ret_lines holds max. */
size_t phs_measure_wrap(struct phs_arena *arena, const char *text, int font, int width, size_t max, const char **ret_lines);

#endif
