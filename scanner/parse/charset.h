/* SPDX-License-Identifier: Apache-2.0 */
/* Text of unknown encoding to UTF-8, for files that people export from office programs. */
#ifndef PHS_PARSE_CHARSET_H
#define PHS_PARSE_CHARSET_H

#include "base/arena.h"

/* By its byte order mark UTF-8 or UTF-16; without one UTF-8 where valid, else Windows-1252. The result is valid UTF-8 without
 * mark and without NUL: bytes itself where nothing had to change. ret_encoding is the name in table.h. ret_damaged counts
 * halves of surrogate pairs and odd last bytes (now U+FFFD), ret_nuls the NULs that were removed. */
struct phs_slice phs_charset_to_utf8(struct phs_arena *arena, struct phs_slice bytes, const char **ret_encoding,
                                     size_t *ret_damaged, size_t *ret_nuls);

/* Whether bytes are UTF-16: by their mark, or because every second one of the first is NUL and no other, as in plain text that
 * was written without a mark. */
bool phs_charset_is_utf16(struct phs_slice bytes, bool *ret_big_endian);

/* Valid UTF-8 without mark; NULs stay. */
struct phs_slice phs_charset_from_utf16(struct phs_arena *arena, struct phs_slice bytes, bool big_endian);

#endif
