/* SPDX-License-Identifier: Apache-2.0 */
/* Base64 (RFC 4648, 4 and 5). */
#ifndef PHS_BASE_BASE64_H
#define PHS_BASE_BASE64_H

#include "base/arena.h"

enum phs_base64 {
    PHS_BASE64_PLAIN = 0,
    PHS_BASE64_URL = 1,    /* '-' and '_' are letters too */
    PHS_BASE64_SPACES = 2, /* white space is passed over */
};

/* Of a letter; -1 for what is none. */
int phs_base64_value(char c, unsigned kinds);
/* Bytes of a text up to the first character that is no letter (the '=' at its end is none), at most `most`; how many. ret_read:
 * how many characters they took, white space with them; or NULL. */
size_t phs_base64_decode(struct phs_slice text, unsigned kinds, char *out, size_t most, size_t *ret_read);
/* With '=' at the end. In arena. */
struct phs_slice phs_base64_encode(struct phs_arena *arena, struct phs_slice bytes);

#endif
