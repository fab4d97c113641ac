/* SPDX-License-Identifier: Apache-2.0 */
/* Lines of a YAML text as libyaml counts them, for places that its marks do not give. */
#ifndef PHS_PARSE_YAML_LINES_H
#define PHS_PARSE_YAML_LINES_H

#include "model/value.h"

/* Cuts the first line, with its break (LF, CRLF, CR), off *rest. False at the end. */
bool phs_yaml_cut_line(struct phs_slice *rest, struct phs_slice *ret_line);

/* A cursor that remembers where it was, since questions come in order. */
struct phs_yaml_lines {
    struct phs_slice text;
    size_t line; /* from 0; begins at offset */
    size_t offset;
};

/* The end of the last line before line `before` that is not blank, and not before `first`: its number (from 0) and its column
 * behind the last character (from 0, in Unicode scalars). */
void phs_yaml_last_text(struct phs_yaml_lines *lines, size_t first, size_t before, size_t *ret_line, size_t *ret_column);

/* Where "{{" or "{%" stands outside comments, line and column from 0: the mark of a template. False when nowhere. */
bool phs_yaml_find_template(struct phs_slice text, size_t *ret_line, size_t *ret_column);

#endif
