/* SPDX-License-Identifier: Apache-2.0 */
/* From the indexes to one table of objects in the order in which they lie, each linked to what it builds on. A delta that hangs
 * on itself, or on nothing, is never reached from an object that is whole: cycles need no special case. */
#include <stdlib.h>

#include "base/pool.h"
#include "collect/git/packs.h"

enum { CHUNK = 8192, DIGIT_BITS = 16, DIGITS = 1 << DIGIT_BITS };

struct linking {
    struct phs_packs *packs;
};

/* By 16 bits at a time: the offsets of a large pack are sorted in a few milliseconds. */
static void sort_by_offset(struct phs_packed *objects, struct phs_packed *other, uint32_t n, uint64_t most) {
    uint32_t *counts = calloc(DIGITS + 1, sizeof *counts);
    if (!counts)
        phs_out_of_memory();
    for (unsigned shift = 0; shift < 64 && most >> shift; shift += DIGIT_BITS) {
        memset(counts, 0, (DIGITS + 1) * sizeof *counts);
        for (uint32_t i = 0; i < n; i++)
            counts[(objects[i].offset >> shift & (DIGITS - 1)) + 1]++;
        for (uint32_t i = 0; i < DIGITS; i++)
            counts[i + 1] += counts[i];
        for (uint32_t i = 0; i < n; i++)
            other[counts[objects[i].offset >> shift & (DIGITS - 1)]++] = objects[i];
        memcpy(objects, other, n * sizeof *objects);
    }
    free(counts);
}

static void take_rows(struct phs_packs *packs, size_t number) {
    struct phs_pack_file *file = &packs->files.at[number];
    struct phs_packed *objects = packs->objects + file->first;
    uint64_t most = 0;
    for (uint32_t i = 0; i < file->n; i++) {
        objects[i] = (struct phs_packed){.offset = phs_idx_offset(&file->idx, i),
                                         .row = i,
                                         .base = PHS_NO_OBJECT,
                                         .child = PHS_NO_OBJECT,
                                         .sibling = PHS_NO_OBJECT,
                                         .pack = (uint16_t)number};
        if (objects[i].offset > file->bytes.len)
            objects[i].offset = file->bytes.len;
        most = objects[i].offset > most ? objects[i].offset : most;
    }
    struct phs_packed *other = calloc(file->n ? file->n : 1, sizeof *other);
    if (!other)
        phs_out_of_memory();
    sort_by_offset(objects, other, file->n, most);
    free(other);
    for (uint32_t i = 0; i < file->n; i++)
        file->by_row[objects[i].row] = file->first + i;
}

static uint32_t at_offset(const struct phs_packs *packs, const struct phs_pack_file *file, uint64_t offset) {
    uint32_t low = file->first, high = file->first + file->n;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (packs->objects[middle].offset < offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low < file->first + file->n && packs->objects[low].offset == offset ? low : PHS_NO_OBJECT;
}

static void read_head(struct phs_packs *packs, uint32_t number) {
    struct phs_packed *object = &packs->objects[number];
    const struct phs_pack_file *file = &packs->files.at[object->pack];
    struct phs_pack_entry entry;
    uint32_t row;
    if (!phs_pack_entry_read(file->bytes, object->offset, &entry))
        return;
    if (entry.kept == PHS_KEPT_WHOLE)
        object->kind = (uint8_t)entry.kind;
    else if (entry.kept == PHS_KEPT_BY_OFFSET)
        object->base = at_offset(packs, file, entry.base_offset);
    else if (phs_idx_find(&file->idx, &entry.base, &row))
        object->base = file->by_row[row];
}

static void read_heads(void *user, size_t item, unsigned worker) {
    struct phs_packs *packs = ((struct linking *)user)->packs;
    uint32_t start = (uint32_t)item * CHUNK, end = packs->n - start < CHUNK ? packs->n : start + CHUNK;
    (void)worker;
    for (uint32_t i = start; i < end; i++)
        read_head(packs, i);
}

static void order_objects(struct phs_packs *packs) {
    struct phs_packed *objects = packs->objects;
    uint32_t end = 0;
    for (uint32_t i = packs->n; i-- > 0;)
        if (objects[i].base != PHS_NO_OBJECT) {
            objects[i].sibling = objects[objects[i].base].child;
            objects[objects[i].base].child = i;
        }
    for (uint32_t i = 0; i < packs->n; i++)
        if (objects[i].kind != PHS_OBJECT_NONE)
            packs->order[end++] = i;
    for (uint32_t at = 0; at < end; at++) {
        const struct phs_packed *base = &objects[packs->order[at]];
        for (uint32_t child = base->child; child != PHS_NO_OBJECT; child = objects[child].sibling) {
            objects[child].kind = base->kind;
            packs->order[end++] = child;
        }
    }
    packs->reached = end;
}

static void release(void *handle) {
    free(handle);
}

static void *table(struct phs_packs *packs, size_t n, size_t size) {
    void *at = calloc(n ? n : 1, size);
    if (!at)
        phs_out_of_memory();
    phs_arena_adopt(packs->arena, at, release);
    return at;
}

void phs_packs_link(struct phs_packs *packs) {
    struct linking linking = {packs};
    packs->objects = table(packs, packs->n, sizeof *packs->objects);
    packs->order = table(packs, packs->n, sizeof *packs->order);
    for (size_t i = 0; i < packs->files.n; i++) {
        struct phs_pack_file *file = &packs->files.at[i];
        file->by_row = table(packs, file->n, sizeof(uint32_t));
        phs_idx_quicken(&file->idx, table(packs, phs_idx_starts(&file->idx), sizeof(uint32_t)));
        take_rows(packs, i);
    }
    phs_pool_run(0, (packs->n + CHUNK - 1) / CHUNK, read_heads, &linking);
    order_objects(packs);
}
