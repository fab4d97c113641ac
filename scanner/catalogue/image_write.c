/* SPDX-License-Identifier: Apache-2.0 */
/* Loads the blob where the image will lie and keeps the memory; runs only while phiscope is built. */
#include <stdio.h>
#include <sys/mman.h>

#include "catalogue/image.h"
#include "catalogue/nouns.h"

/* Far from where kernels put programs and libraries, and below the smallest address space of a 64-bit machine. */
#define IMAGE_BASE ((uintptr_t)0x2000000000)
enum { MOST_BYTES = 256 << 20, ALIGNMENT = 16 };

static size_t aligned(size_t n) {
    return (n + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
}

struct range {
    uintptr_t start, end;
};

struct ranges {
    struct range at[512];
    size_t n;
};

static void read_ranges(struct ranges *ranges) {
    FILE *maps = fopen("/proc/self/maps", "r");
    char line[512];
    unsigned long long start, end;
    while (maps && ranges->n < sizeof ranges->at / sizeof *ranges->at && fgets(line, sizeof line, maps))
        if (sscanf(line, "%llx-%llx", &start, &end) == 2 && start != IMAGE_BASE)
            ranges->at[ranges->n++] = (struct range){(uintptr_t)start, (uintptr_t)end};
    if (maps)
        fclose(maps);
}

/* A word that is an address of this process outside of the image would be one of nothing in another. */
static enum phs_code look_for_strays(const char *at, size_t from, size_t length, struct phs_err *err) {
    struct ranges ranges = {0};
    read_ranges(&ranges);
    for (size_t i = from; i + sizeof(uintptr_t) <= length; i += sizeof(uintptr_t)) {
        uintptr_t word;
        memcpy(&word, at + i, sizeof word);
        for (size_t k = 0; k < ranges.n; k++)
            if (word >= ranges.at[k].start && word < ranges.at[k].end)
                return phs_fail(err, PHS_E_INTERNAL, "the catalogue's memory points out of itself at %zu: %#zx", i,
                                (size_t)word);
    }
    return ranges.n ? PHS_OK : phs_fail(err, PHS_E_INTERNAL, "this process cannot see its own memory");
}

static enum phs_code load_at(char *base, struct phs_image_head *head, struct phs_err *err) {
    struct phs_arena *arena = (struct phs_arena *)(base + head->arena);
    struct phs_blob blob;
    struct phs_catalogue *catalogue;
    enum phs_code code = phs_blob_open(phs_slice_n(base + sizeof *head, head->blob_length), &blob, err);
    if (code == PHS_OK)
        code = phs_catalogue_of_blob(arena, &blob, &catalogue, err);
    if (code != PHS_OK)
        return code;
    phs_catalogue_join(catalogue);
    phs_catalogue_compact(catalogue);
    phs_catalogue_fix(catalogue);
    head->catalogue = (uint64_t)((char *)catalogue - base);
    head->length = aligned(head->arena + phs_arena_close(arena));
    memcpy(base, head, sizeof *head);
    return look_for_strays(base, head->arena, head->length, err);
}

/* ThreadSanitizer's shadow lies over nearly every number, so that strays cannot be told from it. */
static bool keeps_no_memory(void) {
#ifdef __SANITIZE_THREAD__
    return true;
#else
    return false;
#endif
}

static enum phs_code write_memory(struct phs_buf *out, struct phs_image_head *head, struct phs_slice blob,
                                  struct phs_err *err) {
    char *base = mmap((void *)IMAGE_BASE, MOST_BYTES, PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED_NOREPLACE, -1, 0);
    size_t start = aligned(sizeof *head + blob.len);
    if (base == MAP_FAILED || base != (char *)IMAGE_BASE || start > MOST_BYTES / 2)
        return PHS_E_LIMIT;
    memcpy(base + sizeof *head, blob.ptr, blob.len);
    enum phs_code code = PHS_E_LIMIT;
    if (phs_arena_new_in(base + start, MOST_BYTES - start)) {
        head->arena = start;
        code = load_at(base, head, err);
        if (code == PHS_OK)
            phs_buf_add(out, base, head->length);
    }
    munmap(base, MOST_BYTES);
    return code;
}

enum phs_code phs_image_write(struct phs_buf *out, struct phs_slice blob, struct phs_err *err) {
    struct phs_image_head head = {
        .magic = "PHSIMG\0\1", .base = IMAGE_BASE, .length = sizeof head + blob.len, .blob_length = blob.len};
    enum phs_code code = keeps_no_memory() ? PHS_E_LIMIT : write_memory(out, &head, blob, err);
    if (code != PHS_E_LIMIT)
        return code;
    head.arena = head.catalogue = 0;
    head.length = sizeof head + blob.len;
    phs_buf_add(out, &head, sizeof head);
    phs_buf_slice(out, blob);
    return PHS_OK;
}
