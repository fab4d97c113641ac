/* SPDX-License-Identifier: Apache-2.0 */
/* libdeflate: no window to carry along, twice as fast as zlib where everything is in memory. */
#include "parse/pack/inflate.h"

#include <libdeflate.h>

#include "base/err.h"

static void release(void *handle) {
    libdeflate_free_decompressor(handle);
}

struct phs_inflater *phs_inflater_new(struct phs_arena *arena) {
    struct libdeflate_decompressor *decompressor = libdeflate_alloc_decompressor();
    if (!decompressor)
        phs_out_of_memory();
    phs_arena_adopt(arena, decompressor, release);
    return (struct phs_inflater *)decompressor;
}

/* The checksum of the stream is checked by libdeflate, so that a damaged object is told. */
bool phs_inflate(struct phs_inflater *inflater, struct phs_slice in, void *out, size_t size) {
    size_t used, got = 0;
    return libdeflate_zlib_decompress_ex((struct libdeflate_decompressor *)inflater, in.ptr, in.len, out, size, &used, &got) ==
               LIBDEFLATE_SUCCESS &&
           got == size;
}
