/* SPDX-License-Identifier: Apache-2.0 */
/* Logic-less templates: the Mustache subset that reports are written in, over value trees. */
#ifndef PHS_REPORTS_MUSTACHE_H
#define PHS_REPORTS_MUSTACHE_H

#include "base/buf.h"
#include "base/err.h"
#include "model/value.h"

/* What {{name}} does with text; {{{name}}} and {{&name}} never escape. */
enum phs_mustache_escape { PHS_MUSTACHE_HTML, PHS_MUSTACHE_MARKDOWN, PHS_MUSTACHE_NONE };

struct phs_mustache {
    enum phs_mustache_escape escape;
    /* Text of a partial; false when there is none, which renders nothing. NULL: there are no partials. */
    bool (*partial)(void *user, struct phs_slice name, struct phs_slice *ret_text);
    void *user;
    int max_depth;    /* sections and partials within each other; 0: 64 */
    size_t max_steps; /* tags and texts rendered; 0: 20,000,000 */
};

/* Follows the public Mustache spec 1.4 (interpolation, sections, inverted, comments, partials, delimiters with their rules for
 * white space); lambdas, inheritance and dynamic names are no part of it. False are: missing, null, false, 0, an unknown, an
 * empty text and an empty list. Map keys with a dot in them cannot be reached. Nothing in the view is ever read as a
 * template. PHS_E_INPUT with "name:line: sentence" for a broken template, PHS_E_LIMIT where a bound or out's ceiling is met. */
enum phs_code phs_mustache_render(struct phs_arena *arena, const char *name, struct phs_slice text,
                                  const struct phs_value *view, const struct phs_mustache *options, struct phs_buf *out,
                                  struct phs_err *err);

#endif
