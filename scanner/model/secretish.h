/* SPDX-License-Identifier: Apache-2.0 */
/* Whether a setting looks like a secret written out, by its name and its text. For deciding what is never kept, and for checks
 * that ask whether a literal should have been a reference. */
#ifndef PHS_MODEL_SECRETISH_H
#define PHS_MODEL_SECRETISH_H

#include <stdbool.h>

#include "base/slice.h"

/* The name of a variable, key or argument speaks of a secret: DB_PASSWORD, apiKey, AWS_SECRET_ACCESS_KEY. Not so what points to
 * one: PASSWORD_FILE, TOKEN_URL, SECRET_NAME. */
bool phs_secretish_name(struct phs_slice name);

/* The text is one whatever its name: a private key, credentials in a URL, a token with a known beginning. */
bool phs_secretish_text(struct phs_slice text);

/* Both together: a name that speaks of a secret counts only with a text that could be one (not empty, a reference, a flag, a
 * path or a number of few digits). */
bool phs_secretish(struct phs_slice name, struct phs_slice text);

#endif
