/* SPDX-License-Identifier: Apache-2.0 */
/* "mode name NUL 20 bytes", again and again. */
#include <endian.h>

#include "parse/pack/tree.h"

enum { LONGEST_MODE = 7 };

/* The first NUL of a name, eight bytes at a time: names are short, and there are millions of them. */
static const char *end_of_name(const char *name, size_t room) {
    const uint64_t ones = 0x0101010101010101u, tops = 0x8080808080808080u;
    size_t at = 0;
    for (; at + 8 <= room; at += 8) {
        uint64_t eight;
        memcpy(&eight, name + at, 8);
        eight = le64toh(eight);
        uint64_t nul = (eight - ones) & ~eight & tops;
        if (nul)
            return name + at + (unsigned)__builtin_ctzll(nul) / 8;
    }
    return at < room ? memchr(name + at, '\0', room - at) : NULL;
}

bool phs_tree_row_next(struct phs_slice *rest, struct phs_tree_row *ret_row) {
    uint32_t mode = 0;
    size_t at = 0;
    if (rest->len > 6 && memcmp(rest->ptr, "100644 ", 7) == 0) { /* most */
        mode = 0100644;
        at = 6;
    }
    while (at < rest->len && at < LONGEST_MODE && rest->ptr[at] >= '0' && rest->ptr[at] <= '7')
        mode = mode << 3 | (uint32_t)(rest->ptr[at++] - '0');
    if (at == 0 || at >= rest->len || rest->ptr[at] != ' ')
        return false;
    const char *name = rest->ptr + at + 1;
    size_t room = rest->len - at - 1;
    const char *end = end_of_name(name, room);
    if (!end || end == name || room - (size_t)(end - name) - 1 < PHS_OID_BYTES)
        return false;
    *ret_row = (struct phs_tree_row){mode, {name, (size_t)(end - name)}, (const uint8_t *)end + 1};
    const char *next = end + 1 + PHS_OID_BYTES;
    rest->len -= (size_t)(next - rest->ptr);
    rest->ptr = next;
    return true;
}
