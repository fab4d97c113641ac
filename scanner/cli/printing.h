/* SPDX-License-Identifier: Apache-2.0 */
/* Reports as PDF and DOCX: our own HTML through a program of the distribution, run without a shell, with a clean environment,
 * in a private folder that is removed. */
#ifndef PHS_CLI_PRINTING_H
#define PHS_CLI_PRINTING_H

#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"

/* Chromium, found on PATH; tagged, with title, language and bookmarks. PHS_E_MISSING names the package, PHS_E_LIMIT after two
 * minutes. The page gets a policy that refuses scripts and every fetch, whatever its template says. */
enum phs_code phs_print_pdf(struct phs_arena *arena, struct phs_slice html, struct phs_slice *ret_bytes, struct phs_err *err);

/* pandoc, found on PATH. when: of the run, so that the same page gives the same bytes. */
enum phs_code phs_print_docx(struct phs_arena *arena, struct phs_slice html, int64_t when, struct phs_slice *ret_bytes,
                             struct phs_err *err);

#endif
