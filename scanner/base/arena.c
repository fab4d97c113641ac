/* SPDX-License-Identifier: Apache-2.0 */
/* Arena blocks, adopted handles and the two ways to hand out memory: from blocks, or one malloc per object for sanitizers. */
#include "base/arena.h"

#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>

#include "base/err.h"

enum { FIRST_BLOCK = 16 * 1024, LARGEST_BLOCK = 1024 * 1024, MOST_SPARE = 16 };

struct block {
    struct block *next;
    size_t size, used; /* bytes of data */
    bool zeroed;       /* data beyond used is zero */
    bool mapped;       /* the block is one mapping of LARGEST_BLOCK bytes, not malloc's */
    max_align_t data[];
};

struct adopted {
    struct adopted *next;
    void *handle;
    void (*release)(void *handle);
};

struct phs_arena {
    struct block *first;   /* kept by a reset */
    struct block *current; /* newest of the list that starts at first */
    struct adopted *adopted;
    size_t used;
    void **objects; /* PHS_ARENA_MALLOC only */
    size_t object_count, object_cap;
    bool lent; /* its memory is the caller's */
};

struct phs_arena *phs_arena_new(void) {
    struct phs_arena *arena = calloc(1, sizeof *arena);
    if (!arena)
        phs_out_of_memory();
    return arena;
}

#ifdef PHS_ARENA_MALLOC

struct phs_arena *phs_arena_new_in(void *memory, size_t size) {
    (void)memory, (void)size;
    return NULL;
}

size_t phs_arena_close(struct phs_arena *arena) {
    (void)arena;
    return 0;
}

static void *obtain(struct phs_arena *arena, size_t size) {
    if (arena->object_count == arena->object_cap) {
        arena->object_cap = arena->object_cap ? arena->object_cap * 2 : 64;
        void **grown = realloc(arena->objects, arena->object_cap * sizeof *grown);
        if (!grown)
            phs_out_of_memory();
        arena->objects = grown;
    }
    void *object = calloc(1, size ? size : 1);
    if (!object)
        phs_out_of_memory();
    return arena->objects[arena->object_count++] = object;
}

static void drop_memory(struct phs_arena *arena) {
    while (arena->object_count > 0)
        free(arena->objects[--arena->object_count]);
}

#else

/* Mappings that an arena gave back, for the next one: a scratch arena that grows and is reset for every file asks the kernel
 * once. */
static struct {
    pthread_mutex_t lock;
    struct block *at;
    size_t n;
} spare = {.lock = PTHREAD_MUTEX_INITIALIZER};

static struct block *take_spare(void) {
    pthread_mutex_lock(&spare.lock);
    struct block *block = spare.at;
    if (block) {
        spare.at = block->next;
        spare.n--;
    }
    pthread_mutex_unlock(&spare.lock);
    return block;
}

static bool put_spare(struct block *block) {
    pthread_mutex_lock(&spare.lock);
    bool kept = spare.n < MOST_SPARE;
    if (kept) {
        block->next = spare.at;
        spare.at = block;
        spare.n++;
    }
    pthread_mutex_unlock(&spare.lock);
    return kept;
}

/* All its pages at once, which costs a third of one fault a page, and zero without being written. */
static struct block *map_block(void) {
    struct block *block = take_spare();
    bool used_before = block != NULL;
    if (!used_before) {
        void *memory = mmap(NULL, LARGEST_BLOCK, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE, -1, 0);
        if (memory == MAP_FAILED)
            phs_out_of_memory();
        block = memory;
    }
    *block = (struct block){.size = LARGEST_BLOCK - sizeof *block, .zeroed = !used_before, .mapped = true};
    return block;
}

static struct block *malloc_block(size_t size) {
    if (size > SIZE_MAX - sizeof(struct block))
        phs_out_of_memory();
    struct block *block = malloc(sizeof *block + size);
    if (!block)
        phs_out_of_memory();
    *block = (struct block){.size = size};
    return block;
}

static void free_block(struct block *block) {
    if (!block->mapped)
        free(block);
    else if (!put_spare(block))
        munmap(block, LARGEST_BLOCK);
}

struct phs_arena *phs_arena_new_in(void *memory, size_t size) {
    struct phs_arena *arena = memory;
    struct block *block =
        (struct block *)((char *)memory + (sizeof *arena + sizeof *block - 1) / sizeof *block * sizeof *block);
    *block = (struct block){.size = size - (size_t)((char *)block->data - (char *)memory), .zeroed = true};
    *arena = (struct phs_arena){.first = block, .current = block, .lent = true};
    return arena;
}

size_t phs_arena_close(struct phs_arena *arena) {
    const struct block *block = arena->first;
    if (block != arena->current || arena->adopted)
        phs_die("an arena in the caller's memory is too small or owns handles");
    arena->first = arena->current = NULL;
    return (size_t)((const char *)block->data + block->used - (const char *)arena);
}

/* Each block is twice the one before, up to the largest; an object that is larger than that has one of its own. */
static struct block *next_block(const struct phs_arena *arena, size_t wanted) {
    size_t size = arena->current ? arena->current->size * 2 : FIRST_BLOCK;
    if (size < LARGEST_BLOCK || wanted > LARGEST_BLOCK - sizeof(struct block))
        return malloc_block(size > wanted && size < LARGEST_BLOCK ? size : wanted);
    return map_block();
}

static void add_block(struct phs_arena *arena, size_t wanted) {
    struct block *block = next_block(arena, wanted);
    if (arena->current)
        arena->current->next = block;
    else
        arena->first = block;
    arena->current = block;
}

static void *obtain(struct phs_arena *arena, size_t size) {
    const size_t align = _Alignof(max_align_t);
    if (size > SIZE_MAX - align)
        phs_out_of_memory();
    size_t rounded = (size ? size + align - 1 : align) / align * align;
    if (!arena->current || arena->current->size - arena->current->used < rounded)
        add_block(arena, rounded);
    char *object = (char *)arena->current->data + arena->current->used;
    arena->current->used += rounded;
    return arena->current->zeroed ? object : memset(object, 0, rounded);
}

static void drop_memory(struct phs_arena *arena) {
    if (!arena->first)
        return;
    for (struct block *block = arena->first->next, *next; block; block = next) {
        next = block->next;
        free_block(block);
    }
    arena->first->next = NULL;
    arena->first->used = 0;
    arena->current = arena->first;
}

#endif

static void release_adopted(struct phs_arena *arena) {
    while (arena->adopted) {
        struct adopted *top = arena->adopted;
        arena->adopted = top->next;
        top->release(top->handle);
    }
}

void phs_arena_reset(struct phs_arena *arena) {
    release_adopted(arena);
    drop_memory(arena);
    arena->used = 0;
}

void phs_arena_free(struct phs_arena *arena) {
    if (!arena)
        return;
    phs_arena_reset(arena);
    free(arena->first);
    free(arena->objects);
    if (!arena->lent)
        free(arena);
}

void *phs_alloc(struct phs_arena *arena, size_t size) {
    void *object = obtain(arena, size);
    arena->used += size;
    return object;
}

void *phs_alloc_n(struct phs_arena *arena, size_t count, size_t size) {
    size_t bytes;
    if (__builtin_mul_overflow(count, size, &bytes))
        phs_out_of_memory();
    return phs_alloc(arena, bytes);
}

void phs_arena_adopt(struct phs_arena *arena, void *handle, void (*release)(void *handle)) {
    struct adopted *entry = PHS_NEW(arena, struct adopted);
    *entry = (struct adopted){arena->adopted, handle, release};
    arena->adopted = entry;
}

size_t phs_arena_used(const struct phs_arena *arena) {
    return arena->used;
}

void phs_vec_room(struct phs_arena *arena, void **at, size_t *cap, size_t n, size_t size) {
    if (n < *cap)
        return;
    size_t larger;
    if (__builtin_mul_overflow(*cap, (size_t)2, &larger))
        phs_out_of_memory();
    if (larger < 8)
        larger = 8;
    void *old, *grown = phs_alloc_n(arena, larger, size);
    memcpy(&old, at, sizeof old); /* *at is a T *, not a void *: copied, not read through the wrong type */
    if (n > 0)
        memcpy(grown, old, n * size);
    memcpy(at, &grown, sizeof grown);
    *cap = larger;
}
