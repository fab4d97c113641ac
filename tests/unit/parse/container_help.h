/* SPDX-License-Identifier: Apache-2.0 */
/* Containers that a test makes, and what they are opened to. */
#ifndef TESTS_UNIT_PARSE_CONTAINER_HELP_H
#define TESTS_UNIT_PARSE_CONTAINER_HELP_H

#include <criterion/criterion.h>
#include <libdeflate.h>

#include "base/buf.h"
#include "parse/container/container.h"

static inline struct phs_slice gzipped(struct phs_arena *into, struct phs_slice text) {
    struct libdeflate_compressor *compressor = libdeflate_alloc_compressor(6);
    size_t room = libdeflate_gzip_compress_bound(compressor, text.len);
    char *out = phs_alloc(into, room);
    size_t n = libdeflate_gzip_compress(compressor, text.ptr, text.len, out, room);
    libdeflate_free_compressor(compressor);
    return phs_slice_n(out, n);
}

static inline struct phs_slice joined(struct phs_arena *into, struct phs_slice a, struct phs_slice b) {
    char *both = phs_alloc(into, a.len + b.len + 1);
    memcpy(both, a.ptr, a.len);
    memcpy(both + a.len, b.ptr, b.len);
    return phs_slice_n(both, a.len + b.len);
}

static inline const char *flags_of(struct phs_arena *into, const struct phs_container *container) {
    return phs_printf(into, "%s%s%s%s%s", container->encrypted ? "encrypted " : "", container->damaged ? "damaged " : "",
                      container->large ? "large " : "", container->nested ? "nested " : "",
                      container->foreign ? "foreign " : "");
}

#endif
