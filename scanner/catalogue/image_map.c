/* SPDX-License-Identifier: Apache-2.0 */
/* Maps the image from the program's file, privately: what a scan writes into its catalogue stays its own. */
#include <fcntl.h>
#include <link.h>
#include <sys/mman.h>
#include <unistd.h>

#include "catalogue/catalogue.h"
#include "catalogue/image.h"

struct phs_slice phs_image_blob(struct phs_slice image) {
    struct phs_image_head head;
    if (image.len < sizeof head)
        return PHS_SLICE("");
    memcpy(&head, image.ptr, sizeof head);
    if (memcmp(head.magic, "PHSIMG\0\1", sizeof head.magic) != 0 || head.blob_length > image.len - sizeof head)
        return PHS_SLICE("");
    return phs_slice_n(image.ptr + sizeof head, head.blob_length);
}

struct search {
    uintptr_t address;
    off_t offset; /* in the file of the program; -1: not found */
};

/* The program is the first object. */
static int look_for(struct dl_phdr_info *object, size_t size, void *user) {
    struct search *search = user;
    (void)size;
    for (unsigned i = 0; i < object->dlpi_phnum; i++) {
        const ElfW(Phdr) *part = &object->dlpi_phdr[i];
        uintptr_t start = object->dlpi_addr + part->p_vaddr;
        if (part->p_type == PT_LOAD && search->address >= start && search->address - start < part->p_filesz)
            search->offset = (off_t)(part->p_offset + (search->address - start));
    }
    return 1;
}

static void *map_at(const struct phs_image_head *head, off_t offset) {
    int file = open("/proc/self/exe", O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return NULL;
    void *base = (void *)(uintptr_t)head->base; /* an older kernel takes the address for a wish */
    void *at = mmap(base, head->length, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_FIXED_NOREPLACE, file, offset);
    close(file);
    if (at != MAP_FAILED && at == base && memcmp(at, head, sizeof *head) == 0)
        return at;
    if (at != MAP_FAILED)
        munmap(at, head->length);
    return NULL;
}

static void release(void *at) {
    const struct phs_image_head *head = at;
    phs_arena_free((struct phs_arena *)((char *)at + head->arena));
    munmap(at, head->length);
}

struct phs_catalogue *phs_image_map(struct phs_arena *arena, struct phs_slice image) {
    const struct phs_image_head *head = (const void *)image.ptr;
    struct search search = {.address = (uintptr_t)image.ptr, .offset = -1};
    if (phs_image_blob(image).len == 0 || !head->arena || head->length != image.len)
        return NULL;
    dl_iterate_phdr(look_for, &search);
    char *at = search.offset < 0 ? NULL : map_at(head, search.offset);
    if (!at)
        return NULL;
    phs_arena_adopt(arena, at, release);
    return (struct phs_catalogue *)(at + head->catalogue);
}
