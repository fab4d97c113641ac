/* SPDX-License-Identifier: Apache-2.0 */
/* Slices: trimming, comparing, searching and cutting without a copy. */
#include "base/slice.h"

static bool is_space(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static int lower(int c) {
    return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
}

struct phs_slice phs_slice_trim(struct phs_slice a) {
    while (a.len > 0 && is_space(a.ptr[0])) {
        a.ptr++;
        a.len--;
    }
    while (a.len > 0 && is_space(a.ptr[a.len - 1]))
        a.len--;
    return a;
}

int phs_slice_cmp(struct phs_slice a, struct phs_slice b) {
    size_t common = a.len < b.len ? a.len : b.len;
    int order = common > 0 ? memcmp(a.ptr, b.ptr, common) : 0;
    return order != 0 ? order : (a.len > b.len) - (a.len < b.len);
}

bool phs_slice_ieq(struct phs_slice a, struct phs_slice b) {
    if (a.len != b.len)
        return false;
    for (size_t i = 0; i < a.len; i++) {
        if (lower(a.ptr[i]) != lower(b.ptr[i]))
            return false;
    }
    return true;
}

size_t phs_slice_find(struct phs_slice hay, struct phs_slice needle) {
    if (needle.len == 0)
        return 0;
    const char *found = hay.len > 0 ? memmem(hay.ptr, hay.len, needle.ptr, needle.len) : NULL;
    return found ? (size_t)(found - hay.ptr) : (size_t)-1;
}

bool phs_slice_cut(struct phs_slice *rest, char sep, struct phs_slice *ret_part) {
    if (rest->len == 0)
        return false;
    const char *at = memchr(rest->ptr, sep, rest->len);
    size_t len = at ? (size_t)(at - rest->ptr) : rest->len;
    size_t used = at ? len + 1 : len;
    *ret_part = phs_slice_n(rest->ptr, len);
    *rest = phs_slice_n(rest->ptr + used, rest->len - used);
    return true;
}
