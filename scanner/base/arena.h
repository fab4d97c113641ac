/* SPDX-License-Identifier: Apache-2.0 */
/* Memory with one owner: everything of a scan hangs on an arena and goes away with it. */
#ifndef PHS_BASE_ARENA_H
#define PHS_BASE_ARENA_H

#include <stddef.h>

#include "base/slice.h"

/* Not for two threads at once: each worker has its own. In builds with PHS_ARENA_MALLOC (sanitizers, fuzzing)
 * every object is its own malloc, because a pooled arena hides overflows from AddressSanitizer. */
struct phs_arena;

/* Ends the process with a message when memory runs out; so do all functions below. Callers bound their input first. */
struct phs_arena *phs_arena_new(void);

/* An arena whose memory, itself included, is the caller's: size bytes that are zero. It is no larger than that, and all that it
 * hands out lies behind each other, so that the memory can be kept in a file: phs_arena_close makes it ready for that. NULL in
 * builds with PHS_ARENA_MALLOC. */
struct phs_arena *phs_arena_new_in(void *memory, size_t size);
/* What it has handed out stays, and what comes next is memory of the process; phs_arena_free releases that. Returns how many of
 * the bytes are used. */
size_t phs_arena_close(struct phs_arena *arena);

/* Releases adopted handles in reverse order, then all memory. NULL is fine. */
void phs_arena_free(struct phs_arena *arena);

/* Drops the content and keeps the first block, for scratch use inside a loop. */
void phs_arena_reset(struct phs_arena *arena);

/* Zeroed, aligned for any type; size 0 gives a unique non-NULL pointer. */
void *phs_alloc(struct phs_arena *arena, size_t size);

/* count * size with an overflow check. */
void *phs_alloc_n(struct phs_arena *arena, size_t count, size_t size);

/* Copies; the result is NUL-terminated. phs_strdup(NULL) is NULL. */
char *phs_strdup(struct phs_arena *arena, const char *text);
char *phs_strndup(struct phs_arena *arena, const char *text, size_t len);
char *phs_slice_dup(struct phs_arena *arena, struct phs_slice text);
char *phs_printf(struct phs_arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Hands a foreign handle (curl, git, libxml2, SSL) to the arena, which calls release(handle) when it goes. */
void phs_arena_adopt(struct phs_arena *arena, void *handle, void (*release)(void *handle));

/* Bytes handed out so far. */
size_t phs_arena_used(const struct phs_arena *arena);

#define PHS_NEW(arena, type) ((type *)phs_alloc((arena), sizeof(type)))
#define PHS_NEW_N(arena, type, count) ((type *)phs_alloc_n((arena), (count), sizeof(type)))

/* Growing array in an arena: struct { T *at; size_t n, cap; } v = {0}; PHS_PUSH(arena, v, item); */
#define PHS_VEC(type)                                                                                                          \
    struct {                                                                                                                   \
        type *at;                                                                                                              \
        size_t n, cap;                                                                                                         \
    }
#define PHS_PUSH(arena, vec, ...)                                                                                              \
    (phs_vec_room((arena), (void **)&(vec).at, &(vec).cap, (vec).n, sizeof *(vec).at), (vec).at[(vec).n++] = (__VA_ARGS__))

void phs_vec_room(struct phs_arena *arena, void **at, size_t *cap, size_t n, size_t size);

#endif
