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

enum { BLOCK = 64 };

/* Whether one of BLOCK places may be where needle begins: its first and its last byte stand there, but for the bit of the case
 * where that does not count. Compilers make one comparison for many bytes of it. */
static bool may_begin_within(const char *at, struct phs_slice needle, char case_bit) {
    char first = (char)(needle.ptr[0] | case_bit), last = (char)(needle.ptr[needle.len - 1] | case_bit);
    unsigned char any = 0;
    for (size_t i = 0; i < BLOCK; i++)
        any |= (unsigned char)(((char)(at[i] | case_bit) == first) & ((char)(at[i + needle.len - 1] | case_bit) == last));
    return any;
}

/* Several times as fast as memmem, which looks at a byte at a time where a needle is short. */
static size_t find(struct phs_slice hay, struct phs_slice needle, bool any_case) {
    char case_bit = any_case ? 0x20 : 0;
    if (needle.len == 0)
        return 0;
    if (hay.len < needle.len)
        return (size_t)-1;
    size_t places = hay.len - needle.len + 1, at = 0;
    while (at < places) {
        size_t n = places - at < BLOCK ? places - at : BLOCK;
        bool may = n < BLOCK || may_begin_within(hay.ptr + at, needle, case_bit);
        for (size_t i = 0; may && i < n; i++) {
            struct phs_slice there = phs_slice_n(hay.ptr + at + i, needle.len);
            if ((char)(*there.ptr | case_bit) == (char)(*needle.ptr | case_bit) &&
                (any_case ? phs_slice_ieq(there, needle) : memcmp(there.ptr, needle.ptr, needle.len) == 0))
                return at + i;
        }
        at += n;
    }
    return (size_t)-1;
}

size_t phs_slice_find(struct phs_slice hay, struct phs_slice needle) {
    return find(hay, needle, false);
}

size_t phs_slice_ifind(struct phs_slice hay, struct phs_slice needle) {
    return find(hay, needle, true);
}

uint32_t phs_slice_hash(struct phs_slice a) {
    uint32_t hash = 2166136261u;
    for (size_t i = 0; i < a.len; i++)
        hash = (hash ^ (unsigned char)a.ptr[i]) * 16777619u;
    return hash ^ hash >> 16;
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
