/* SPDX-License-Identifier: Apache-2.0 */
/* Packs as a test wants them: which object builds on which, copy by copy. Names are made up, since content is searched and not
 * trusted. */
#ifndef TESTS_UNIT_COLLECT_PACKING_H
#define TESTS_UNIT_COLLECT_PACKING_H

#include <libdeflate.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/buf.h"
#include "base/file.h"
#include "collect/git/packs.h"

struct packed_object {
    uint64_t offset;
    uint8_t name[20];
};

struct packing {
    struct phs_arena *arena;
    struct phs_buf pack;
    PHS_VEC(struct packed_object) objects;
};

static inline void packing_put32(struct phs_buf *buf, uint64_t number) {
    for (int shift = 24; shift >= 0; shift -= 8)
        phs_buf_putc(buf, (char)(number >> shift));
}

static inline void packing_init(struct packing *packing, struct phs_arena *arena) {
    *packing = (struct packing){.arena = arena};
    phs_buf_init(&packing->pack, 64 << 20);
    phs_buf_add(&packing->pack, "PACK\0\0\0\2\0\0\0\0", 12);
}

static inline void packing_deflate(struct phs_buf *out, struct phs_slice bytes) {
    struct libdeflate_compressor *compressor = libdeflate_alloc_compressor(1);
    size_t room = libdeflate_zlib_compress_bound(compressor, bytes.len);
    char *space = malloc(room);
    phs_buf_add(out, space, libdeflate_zlib_compress(compressor, bytes.ptr, bytes.len, space, room));
    free(space);
    libdeflate_free_compressor(compressor);
}

static inline size_t packing_begin(struct packing *packing, unsigned type, uint64_t size) {
    struct packed_object object = {.offset = packing->pack.len};
    size_t number = packing->objects.n;
    object.name[0] = (uint8_t)(number * 37);
    object.name[1] = (uint8_t)(number >> 8);
    object.name[2] = (uint8_t)number;
    uint64_t rest = size >> 4;
    phs_buf_putc(&packing->pack, (char)(type << 4 | (size & 15) | (rest ? 0x80 : 0)));
    for (; rest; rest >>= 7)
        phs_buf_putc(&packing->pack, (char)((rest & 0x7f) | (rest >> 7 ? 0x80 : 0)));
    PHS_PUSH(packing->arena, packing->objects, object);
    return number;
}

/* type: 1 commit, 2 tree, 3 blob. claimed: the size that the head says. */
static inline size_t packing_whole(struct packing *packing, unsigned type, struct phs_slice bytes, uint64_t claimed) {
    size_t number = packing_begin(packing, type, claimed);
    packing_deflate(&packing->pack, bytes);
    return number;
}

static inline size_t packing_delta(struct packing *packing, size_t base, struct phs_slice delta) {
    size_t number = packing_begin(packing, 6, delta.len);
    uint64_t distance = packing->objects.at[number].offset - packing->objects.at[base].offset;
    char bytes[10];
    int n = 9;
    bytes[9] = (char)(distance & 0x7f);
    while (distance >>= 7)
        bytes[--n] = (char)(0x80 | (--distance & 0x7f));
    phs_buf_add(&packing->pack, bytes + n, (size_t)(10 - n));
    packing_deflate(&packing->pack, delta);
    return number;
}

static inline size_t packing_delta_by_name(struct packing *packing, const uint8_t name[20], struct phs_slice delta) {
    size_t number = packing_begin(packing, 7, delta.len);
    phs_buf_add(&packing->pack, name, 20);
    packing_deflate(&packing->pack, delta);
    return number;
}

static inline void delta_number(struct phs_buf *delta, uint64_t number) {
    for (; number >> 7; number >>= 7)
        phs_buf_putc(delta, (char)(0x80 | (number & 0x7f)));
    phs_buf_putc(delta, (char)number);
}

static inline void delta_begin(struct phs_buf *delta, uint64_t base, uint64_t result) {
    phs_buf_init(delta, 64 << 20);
    delta_number(delta, base);
    delta_number(delta, result);
}

static inline void delta_copy(struct phs_buf *delta, size_t from, size_t n) {
    while (n > 0) {
        size_t size = n < 0xffff ? n : 0xffff;
        phs_buf_putc(delta, (char)(0x80 | 0x0f | 0x30));
        for (int i = 0; i < 4; i++)
            phs_buf_putc(delta, (char)(from >> (8 * i)));
        phs_buf_putc(delta, (char)size);
        phs_buf_putc(delta, (char)(size >> 8));
        from += size;
        n -= size;
    }
}

static inline void delta_insert(struct phs_buf *delta, struct phs_slice bytes) {
    while (bytes.len > 0) {
        size_t size = bytes.len < 127 ? bytes.len : 127;
        phs_buf_putc(delta, (char)size);
        phs_buf_add(delta, bytes.ptr, size);
        bytes = phs_slice_n(bytes.ptr + size, bytes.len - size);
    }
}

static inline int packing_by_name(const void *a, const void *b) {
    return memcmp(((const struct packed_object *)a)->name, ((const struct packed_object *)b)->name, 20);
}

/* Writes folder/objects/pack/pack-NAME.pack and .idx. */
static inline void packing_write(struct packing *packing, const char *folder, const char *name) {
    struct phs_arena *arena = packing->arena;
    struct phs_buf idx;
    size_t n = packing->objects.n;
    phs_buf_add(&packing->pack, "01234567890123456789", 20);
    qsort(packing->objects.at, n, sizeof *packing->objects.at, packing_by_name);
    phs_buf_init(&idx, 64 << 20);
    phs_buf_add(&idx, "\377tOc\0\0\0\2", 8);
    for (size_t first = 0, i = 0; first < 256; first++) {
        while (i < n && packing->objects.at[i].name[0] <= first)
            i++;
        packing_put32(&idx, i);
    }
    for (size_t i = 0; i < n; i++)
        phs_buf_add(&idx, packing->objects.at[i].name, 20);
    for (size_t i = 0; i < n; i++)
        packing_put32(&idx, 0);
    for (size_t i = 0; i < n; i++)
        packing_put32(&idx, packing->objects.at[i].offset);
    phs_buf_add(&idx, "0123456789012345678901234567890123456789", 40);
    mkdir(folder, 0700);
    mkdir(phs_printf(arena, "%s/objects", folder), 0700);
    mkdir(phs_printf(arena, "%s/objects/pack", folder), 0700);
    phs_file_write(phs_printf(arena, "%s/objects/pack/pack-%s.pack", folder, name),
                   phs_slice_n(packing->pack.ptr, packing->pack.len), false, NULL);
    phs_file_write(phs_printf(arena, "%s/objects/pack/pack-%s.idx", folder, name), phs_slice_n(idx.ptr, idx.len), false, NULL);
    phs_buf_done(&idx);
    phs_buf_done(&packing->pack);
}

#endif
