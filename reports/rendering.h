/* SPDX-License-Identifier: Apache-2.0 */
/* A view through a template: the built-in one, or a file of the same name that somebody keeps beside it. */
#ifndef PHS_REPORTS_RENDERING_H
#define PHS_REPORTS_RENDERING_H

#include "base/buf.h"
#include "reports/mustache.h"

/* name: below reports/templates/, "risk-analysis.html". own: names to struct phs_slice *, from phs_templates_read; NULL: none.
 * Text is escaped for HTML where the name ends so, else for Markdown. Partials are found the same way; one that nobody has is a
 * PHS_E_INPUT, since a misspelled section would otherwise just be missing. */
enum phs_code phs_template_render(struct phs_arena *arena, const char *name, const struct phs_map *own,
                                  const struct phs_value *view, struct phs_buf *out, struct phs_err *err);

#endif
