/* SPDX-License-Identifier: Apache-2.0 */
/* A view of bytes that somebody else owns: what parsers hand around instead of copies. */
#ifndef PHS_BASE_SLICE_H
#define PHS_BASE_SLICE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* Not NUL-terminated; ptr may be NULL only when len is 0. */
struct phs_slice {
    const char *ptr;
    size_t len;
};

#define PHS_SLICE(literal) ((struct phs_slice){(literal), sizeof(literal) - 1})

/* The same in a table that is made while compiling. */
#define PHS_SLICE_IN_TABLE(literal)                                                                                            \
    { (literal), sizeof(literal) - 1 }

static inline struct phs_slice phs_slice(const char *text) {
    return (struct phs_slice){text, text ? strlen(text) : 0};
}

static inline struct phs_slice phs_slice_n(const char *ptr, size_t len) {
    return (struct phs_slice){ptr, len};
}

static inline bool phs_slice_eq(struct phs_slice a, struct phs_slice b) {
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

static inline bool phs_slice_is(struct phs_slice a, const char *text) {
    return phs_slice_eq(a, phs_slice(text));
}

static inline bool phs_slice_starts(struct phs_slice a, const char *prefix) {
    size_t n = strlen(prefix);
    return a.len >= n && (n == 0 || memcmp(a.ptr, prefix, n) == 0);
}

static inline bool phs_slice_ends(struct phs_slice a, const char *suffix) {
    size_t n = strlen(suffix);
    return a.len >= n && (n == 0 || memcmp(a.ptr + a.len - n, suffix, n) == 0);
}

/* ASCII white space off both ends. */
struct phs_slice phs_slice_trim(struct phs_slice a);

/* Order by bytes, shorter first on a tie: <0, 0, >0. */
int phs_slice_cmp(struct phs_slice a, struct phs_slice b);

/* ASCII case folded equality. */
bool phs_slice_ieq(struct phs_slice a, struct phs_slice b);

/* Position of needle in hay, or (size_t)-1. */
size_t phs_slice_find(struct phs_slice hay, struct phs_slice needle);
/* The same whatever the case of ASCII letters. */
size_t phs_slice_ifind(struct phs_slice hay, struct phs_slice needle);
/* FNV-1a, for a place in a small table of what can be made again; who chooses input can choose it. */
uint32_t phs_slice_hash(struct phs_slice a);

/* Cuts *rest at the first byte sep: returns what stood before it and leaves what stood behind. False at the end; a
 * separator that is the last byte ends its part and begins none, as a line break ends a line. */
bool phs_slice_cut(struct phs_slice *rest, char sep, struct phs_slice *ret_part);

/* Whole slice is a decimal number that a double holds (no locale, no hex, no inf, at most 1024 bytes): the
 * number. ".5" and "1." are none. */
bool phs_slice_number(struct phs_slice a, double *ret_number);

/* Shell-style glob over a path: '*' stops at '/', '**' does not, '?' is one byte but '/', '[a-z]' and '[!a-z]' a class,
 * a backslash takes the next byte as it is. "**" + "/" at the start of a component also stands for no folder at all. Takes
 * at most quadratic time, whatever the pattern. */
bool phs_glob_match(const char *pattern, const char *path);

#endif
