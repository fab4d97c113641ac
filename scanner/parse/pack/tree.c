/* SPDX-License-Identifier: Apache-2.0 */
/* "mode name NUL 20 bytes", again and again. */
#include "parse/pack/tree.h"

enum { LONGEST_MODE = 7 };

bool phs_tree_row_next(struct phs_slice *rest, struct phs_tree_row *ret_row) {
    uint32_t mode = 0;
    size_t at = 0;
    while (at < rest->len && at < LONGEST_MODE && rest->ptr[at] >= '0' && rest->ptr[at] <= '7')
        mode = mode << 3 | (uint32_t)(rest->ptr[at++] - '0');
    if (at == 0 || at >= rest->len || rest->ptr[at] != ' ')
        return false;
    const char *name = rest->ptr + at + 1;
    size_t room = rest->len - at - 1;
    const char *end = memchr(name, '\0', room);
    if (!end || end == name || room - (size_t)(end - name) - 1 < PHS_OID_BYTES)
        return false;
    *ret_row = (struct phs_tree_row){mode, {name, (size_t)(end - name)}, (const uint8_t *)end + 1};
    const char *next = end + 1 + PHS_OID_BYTES;
    rest->len -= (size_t)(next - rest->ptr);
    rest->ptr = next;
    return true;
}
