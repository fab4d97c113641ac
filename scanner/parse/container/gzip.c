/* SPDX-License-Identifier: Apache-2.0 */
/* RFC 1952: members behind each other are one text. libdeflate needs all of the room beforehand: as the last bytes state it, or
 * more in steps. A text that does not fit is not read at all. */
#include <libdeflate.h>
#include <stdlib.h>

#include "base/err.h"
#include "parse/container/container_parts.h"

enum { LEAST_ROOM = 4096, TRAILER = 4, LIKELY_RATIO = 4 };

struct inflating {
    struct libdeflate_decompressor *decompressor;
    char *out;
    size_t made, room, most;
};

/* What the end of the file states to be the length of its last member. */
static size_t stated(struct phs_slice bytes) {
    const unsigned char *end = (const unsigned char *)bytes.ptr + bytes.len - TRAILER;
    return (size_t)end[0] | (size_t)end[1] << 8 | (size_t)end[2] << 16 | (size_t)end[3] << 24;
}

static void make_room(struct inflating *inflating, size_t room) {
    inflating->room = room < inflating->most ? room : inflating->most;
    char *out = realloc(inflating->out, inflating->room + 1);
    if (!out)
        phs_out_of_memory();
    inflating->out = out;
}

/* One member; again with more room until it fits. */
static enum libdeflate_result inflate_member(struct inflating *inflating, struct phs_slice in, size_t *ret_used) {
    for (;;) {
        size_t made = 0;
        enum libdeflate_result result =
            libdeflate_gzip_decompress_ex(inflating->decompressor, in.ptr, in.len, inflating->out + inflating->made,
                                          inflating->room - inflating->made, ret_used, &made);
        if (result == LIBDEFLATE_SUCCESS)
            inflating->made += made;
        if (result != LIBDEFLATE_INSUFFICIENT_SPACE || inflating->room == inflating->most)
            return result;
        make_room(inflating, 2 * inflating->room);
    }
}

/* Archives of tape are filled up with zeros, and so are files behind their last member. */
static bool is_filling(struct phs_slice rest) {
    for (size_t i = 0; i < rest.len; i++)
        if (rest.ptr[i])
            return false;
    return true;
}

static void inflate_all(struct phs_unpacking *unpacking, struct inflating *inflating) {
    struct phs_slice rest = unpacking->bytes;
    while (rest.len > 0 && !is_filling(rest)) {
        size_t used = 0;
        enum libdeflate_result result = inflate_member(inflating, rest, &used);
        if (result == LIBDEFLATE_INSUFFICIENT_SPACE) {
            unpacking->into->large = true;
            inflating->made = 0;
            return;
        }
        if (result != LIBDEFLATE_SUCCESS || used == 0) {
            unpacking->into->damaged = true;
            return;
        }
        rest = phs_slice_n(rest.ptr + used, rest.len - used);
    }
}

void phs_unpack_gzip(struct phs_unpacking *unpacking) {
    struct inflating inflating = {.decompressor = libdeflate_alloc_decompressor(),
                                  .most = phs_unpacking_room(unpacking, unpacking->bytes.len)};
    size_t likely = LIKELY_RATIO * unpacking->bytes.len, end = stated(unpacking->bytes);
    if (!inflating.decompressor)
        phs_out_of_memory();
    make_room(&inflating, LEAST_ROOM + (end > likely && end <= inflating.most ? end : likely));
    inflate_all(unpacking, &inflating);
    libdeflate_free_decompressor(inflating.decompressor);
    phs_arena_adopt(unpacking->arena, inflating.out, free);
    unpacking->into->unpacked += inflating.made;
    struct phs_slice text = phs_slice_n(inflating.out, inflating.made);
    if (phs_is_tar(text))
        phs_unpack_tar(unpacking, text);
    else if (inflating.made)
        phs_unpacking_add(unpacking, (struct phs_contained){.bytes = text});
}
