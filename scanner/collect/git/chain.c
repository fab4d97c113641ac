/* SPDX-License-Identifier: Apache-2.0 */
/* The chain is gone up to the nearest object that is kept, and made again from there. What is kept is bounded by its number and
 * the size of each. */
#include "collect/git/chain.h"

#include <stdlib.h>

#include "base/err.h"
#include "parse/pack/delta.h"
#include "parse/pack/entry.h"
#include "parse/pack/inflate.h"

enum { SLACK = 64, DEEPEST = 1 << 16, KEPT = 1 << 13, LARGEST_KEPT = 1 << 16, MOST_KEPT_BYTES = 32 << 20 };

struct made {
    char *bytes; /* malloc */
    size_t size;
};

struct kept {
    struct made made;
    uint32_t object; /* and 1; 0: nothing is kept here */
};

struct phs_chain_reader {
    const struct phs_packs *packs;
    struct phs_inflater *inflater;
    struct kept kept[KEPT];
    size_t kept_bytes;
    uint32_t *chain;
    size_t depth, cap;
};

static void release(void *handle) {
    struct phs_chain_reader *reader = handle;
    for (size_t i = 0; i < KEPT; i++)
        free(reader->kept[i].made.bytes);
    free(reader->chain);
}

struct phs_chain_reader *phs_chain_reader_new(struct phs_arena *arena, const struct phs_packs *packs) {
    struct phs_chain_reader *reader = PHS_NEW(arena, struct phs_chain_reader);
    *reader = (struct phs_chain_reader){.packs = packs, .inflater = phs_inflater_new(arena)};
    phs_arena_adopt(arena, reader, release);
    return reader;
}

static struct kept *place_of(struct phs_chain_reader *reader, uint32_t object) {
    return &reader->kept[object % KEPT];
}

static bool copy(const struct made *made, struct made *ret_copy) {
    *ret_copy = (struct made){.bytes = malloc(made->size + SLACK), .size = made->size};
    if (!ret_copy->bytes)
        return false;
    memcpy(ret_copy->bytes, made->bytes, made->size);
    return true;
}

static void keep(struct phs_chain_reader *reader, uint32_t object, const struct made *made) {
    struct kept *kept = place_of(reader, object);
    struct made own;
    size_t bytes = reader->kept_bytes - kept->made.size + made->size;
    if (made->size > LARGEST_KEPT || bytes > MOST_KEPT_BYTES || !copy(made, &own))
        return;
    free(kept->made.bytes);
    reader->kept_bytes = bytes;
    *kept = (struct kept){own, object + 1};
}

/* Objects that have to be made, the last first; false: more than are read, or one that is not there. */
static bool go_up(struct phs_chain_reader *reader, uint32_t object) {
    const struct phs_packed *objects = reader->packs->objects;
    reader->depth = 0;
    if (object == PHS_NO_OBJECT || objects[object].kind == PHS_OBJECT_NONE)
        return false;
    for (uint32_t at = object; at != PHS_NO_OBJECT && place_of(reader, at)->object != at + 1; at = objects[at].base) {
        if (reader->depth == DEEPEST)
            return false;
        if (reader->depth == reader->cap) {
            reader->cap = reader->cap ? 2 * reader->cap : 64;
            reader->chain = realloc(reader->chain, reader->cap * sizeof *reader->chain);
            if (!reader->chain)
                phs_out_of_memory();
        }
        reader->chain[reader->depth++] = at;
    }
    return true;
}

static bool inflate(struct phs_chain_reader *reader, const struct phs_packed *packed, size_t limit,
                    struct phs_pack_entry *ret_entry, struct made *ret_made) {
    const struct phs_pack_file *file = &reader->packs->files.at[packed->pack];
    if (!phs_pack_entry_read(file->bytes, packed->offset, ret_entry) || ret_entry->size > limit)
        return false;
    struct phs_slice stream = phs_slice_n(file->bytes.ptr + ret_entry->data, file->bytes.len - (size_t)ret_entry->data);
    *ret_made = (struct made){.bytes = malloc((size_t)ret_entry->size + SLACK), .size = (size_t)ret_entry->size};
    return ret_made->bytes && phs_inflate(reader->inflater, stream, ret_made->bytes, ret_made->size);
}

/* In place of *made, which its base was. */
static bool apply(struct made *made, struct phs_slice delta, size_t limit) {
    uint64_t base_size, size;
    if (!phs_delta_sizes(delta, &base_size, &size) || size > limit)
        return false;
    struct made next = {.bytes = malloc((size_t)size + SLACK), .size = (size_t)size};
    bool fine = next.bytes && phs_delta_apply(phs_slice_n(made->bytes, made->size), delta, next.bytes, next.size, NULL);
    free(made->bytes);
    *made = next;
    return fine;
}

static bool make(struct phs_chain_reader *reader, uint32_t object, size_t limit, struct made *made) {
    struct phs_pack_entry entry;
    struct made read = {0};
    bool fine = inflate(reader, &reader->packs->objects[object], limit, &entry, &read);
    if (fine && entry.kept == PHS_KEPT_WHOLE) {
        free(made->bytes);
        *made = read;
        return true;
    }
    fine = fine && apply(made, phs_slice_n(read.bytes, read.size), limit);
    free(read.bytes);
    return fine;
}

bool phs_chain_read(struct phs_chain_reader *reader, uint32_t object, size_t limit, char **ret_bytes, size_t *ret_size) {
    struct made made = {0};
    bool fine = go_up(reader, object);
    uint32_t base = fine && reader->depth ? reader->packs->objects[reader->chain[reader->depth - 1]].base : object;
    if (fine && base != PHS_NO_OBJECT)
        fine = copy(&place_of(reader, base)->made, &made);
    while (fine && reader->depth > 0) {
        uint32_t next = reader->chain[--reader->depth];
        fine = make(reader, next, limit, &made);
        if (fine)
            keep(reader, next, &made);
    }
    if (!fine || made.size > limit) {
        free(made.bytes);
        return false;
    }
    *ret_bytes = made.bytes;
    *ret_size = made.size;
    return true;
}
