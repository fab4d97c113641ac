/* SPDX-License-Identifier: Apache-2.0 */
/* The lightest branches first and the heaviest last, in the place of its base: held bases halve in weight each, so forty frames
 * are enough for any pack, and a chain of a million deltas needs two buffers. */
#include "collect/git/walk.h"

#include <stdlib.h>

#include "base/pool.h"

enum {
    FRAMES = 40,
    SMALLEST_CLASS = 12,
    CLASSES = 20,
    SLACK = 64,
    MOST_OBJECT = 64 << 20,
    MOST_HELD = 384 << 20 /* of one worker */
};

struct buffer {
    char *at;
    size_t size; /* of the content */
    unsigned class;
};

struct frame {
    uint32_t object, next, heavy; /* next: child that comes */
    struct buffer content;
    uint8_t state;
};

struct worker {
    struct phs_arena *arena;
    struct phs_inflater *inflater;
    char *free[CLASSES];
    struct buffer delta;
    struct phs_delta_parts parts;
    size_t held;
    struct frame frames[FRAMES];
    unsigned depth;
};

struct walking {
    struct phs_pack_walk *walk;
    uint32_t *roots;
    size_t most_object;
    uint64_t most_made;
    struct worker workers[PHS_WALK_MOST_WORKERS];
};

static unsigned class_of(size_t size) {
    unsigned class = 0;
    while (((size_t)1 << (class + SMALLEST_CLASS)) < size + SLACK)
        class ++;
    return class;
}

/* Freed buffers of a class hang on each other; the link lies in their first bytes. */
static struct buffer take(struct worker *worker, size_t size) {
    unsigned class = class_of(size);
    char *at = worker->free[class];
    if (at)
        memcpy(&worker->free[class], at, sizeof at);
    else
        at = malloc((size_t)1 << (class + SMALLEST_CLASS));
    if (!at)
        phs_out_of_memory();
    worker->held += (size_t)1 << (class + SMALLEST_CLASS);
    return (struct buffer){at, size, class};
}

static void give(struct worker *worker, struct buffer *buffer) {
    if (!buffer->at)
        return;
    worker->held -= (size_t)1 << (buffer->class + SMALLEST_CLASS);
    if (buffer->class + SMALLEST_CLASS > 22) { /* large ones go back at once */
        free(buffer->at);
    } else {
        memcpy(buffer->at, &worker->free[buffer->class], sizeof buffer->at);
        worker->free[buffer->class] = buffer->at;
    }
    *buffer = (struct buffer){0};
}

static struct phs_slice stream_of(const struct phs_pack_file *file, const struct phs_pack_entry *entry) {
    return phs_slice_n(file->bytes.ptr + entry->data, file->bytes.len - (size_t)entry->data);
}

static void lose(struct phs_packed *objects, uint32_t object, atomic_uint *counter) {
    atomic_fetch_add_explicit(counter, objects[object].weight, memory_order_relaxed);
}

static bool room_for(struct walking *walking, const struct worker *worker, uint32_t object, uint64_t size) {
    struct phs_pack_walk *walk = walking->walk;
    if (size > walking->most_object || worker->held + size > MOST_HELD) {
        lose(walk->packs->objects, object, &walk->too_large);
        return false;
    }
    if (atomic_fetch_add_explicit(&walk->made, size, memory_order_relaxed) + size > walking->most_made) {
        lose(walk->packs->objects, object, &walk->cut_short);
        return false;
    }
    return true;
}

static bool inflate_into(struct walking *walking, struct worker *worker, uint32_t object, const struct phs_pack_entry *entry,
                         struct buffer *ret_buffer) {
    struct phs_packs *packs = walking->walk->packs;
    struct buffer buffer = take(worker, (size_t)entry->size);
    if (phs_inflate(worker->inflater, stream_of(&packs->files.at[packs->objects[object].pack], entry), buffer.at,
                    buffer.size)) {
        *ret_buffer = buffer;
        return true;
    }
    give(worker, &buffer);
    lose(packs->objects, object, &walking->walk->damaged);
    return false;
}

static bool make_whole(struct walking *walking, struct worker *worker, uint32_t object, struct buffer *ret_buffer) {
    const struct phs_packs *packs = walking->walk->packs;
    const struct phs_packed *packed = &packs->objects[object];
    struct phs_pack_entry entry;
    if (!phs_pack_entry_read(packs->files.at[packed->pack].bytes, packed->offset, &entry))
        return false;
    return room_for(walking, worker, object, entry.size) && inflate_into(walking, worker, object, &entry, ret_buffer);
}

static bool make_delta(struct walking *walking, struct worker *worker, uint32_t object, const struct buffer *base,
                       struct buffer *ret_buffer) {
    struct phs_packs *packs = walking->walk->packs;
    const struct phs_packed *packed = &packs->objects[object];
    struct phs_pack_entry entry;
    struct buffer delta;
    uint64_t base_size, size;
    if (!phs_pack_entry_read(packs->files.at[packed->pack].bytes, packed->offset, &entry) ||
        !room_for(walking, worker, object, entry.size) || !inflate_into(walking, worker, object, &entry, &delta))
        return false;
    struct phs_slice bytes = phs_slice_n(delta.at, delta.size);
    bool made = false;
    if (!phs_delta_sizes(bytes, &base_size, &size)) {
        lose(packs->objects, object, &walking->walk->damaged);
    } else if (room_for(walking, worker, object, size)) {
        struct buffer out = take(worker, (size_t)size);
        worker->parts.n = 0;
        made = phs_delta_apply(phs_slice_n(base->at, base->size), bytes, out.at, out.size, &worker->parts);
        if (made)
            *ret_buffer = out;
        else
            give(worker, &out), lose(packs->objects, object, &walking->walk->damaged);
    }
    give(worker, &delta);
    return made;
}

static uint8_t visit(struct walking *walking, struct worker *worker, uint32_t object, const struct buffer *content,
                     uint8_t base_state, bool whole) {
    struct phs_packed *packed = &walking->walk->packs->objects[object];
    if (!packed->wanted)
        return 0;
    const struct phs_visit about = {.object = object,
                                    .worker = (unsigned)(worker - walking->workers),
                                    .bytes = phs_slice_n(content->at, content->size),
                                    .parts = whole ? NULL : &worker->parts,
                                    .base_state = base_state};
    packed->state = walking->walk->visit(walking->walk->user, &about);
    return packed->state;
}

static uint32_t heaviest(const struct phs_packed *objects, uint32_t object) {
    uint32_t heavy = PHS_NO_OBJECT;
    for (uint32_t child = objects[object].child; child != PHS_NO_OBJECT; child = objects[child].sibling)
        if (objects[child].weight && (heavy == PHS_NO_OBJECT || objects[child].weight > objects[heavy].weight))
            heavy = child;
    return heavy;
}

static void push(struct walking *walking, struct worker *worker, uint32_t object, struct buffer content, uint8_t state) {
    const struct phs_packed *objects = walking->walk->packs->objects;
    uint32_t heavy = heaviest(objects, object);
    if (heavy == PHS_NO_OBJECT || worker->depth == FRAMES) {
        give(worker, &content);
        return;
    }
    worker->frames[worker->depth++] = (struct frame){object, objects[object].child, heavy, content, state};
}

/* The next child of the uppermost frame that is wanted and not its heaviest; then that one. */
static uint32_t next_child(const struct phs_packed *objects, struct frame *frame) {
    while (frame->next != PHS_NO_OBJECT) {
        uint32_t child = frame->next;
        frame->next = objects[child].sibling;
        if (objects[child].weight && child != frame->heavy)
            return child;
    }
    return frame->heavy;
}

static void walk_chain(struct walking *walking, struct worker *worker) {
    const struct phs_packed *objects = walking->walk->packs->objects;
    while (worker->depth > 0) {
        struct frame *frame = &worker->frames[worker->depth - 1];
        uint32_t child = next_child(objects, frame);
        struct frame base = *frame;
        struct buffer content;
        bool last = child == frame->heavy;
        bool made = make_delta(walking, worker, child, &base.content, &content);
        if (last) {
            worker->depth--;
            give(worker, &base.content);
        }
        if (made)
            push(walking, worker, child, content, visit(walking, worker, child, &content, base.state, false));
    }
}

static void walk_root(void *user, size_t item, unsigned number) {
    struct walking *walking = user;
    struct worker *worker = &walking->workers[number];
    uint32_t root = walking->roots[item];
    struct buffer content;
    if (!worker->arena) {
        worker->arena = phs_arena_new();
        worker->inflater = phs_inflater_new(worker->arena);
        worker->parts = (struct phs_delta_parts){.at = PHS_NEW_N(worker->arena, struct phs_delta_part, PHS_WALK_PARTS),
                                                 .cap = PHS_WALK_PARTS,
                                                 .near = walking->walk->near};
    }
    if (!make_whole(walking, worker, root, &content))
        return;
    push(walking, worker, root, content, visit(walking, worker, root, &content, 0, true));
    walk_chain(walking, worker);
}

static void release(struct walking *walking) {
    for (size_t i = 0; i < PHS_WALK_MOST_WORKERS; i++) {
        struct worker *worker = &walking->workers[i];
        for (size_t class = 0; class < CLASSES; class ++)
            while (worker->free[class]) {
                char *at = worker->free[class];
                memcpy(&worker->free[class], at, sizeof at);
                free(at);
            }
        phs_arena_free(worker->arena);
    }
    free(walking->roots);
}

static size_t weigh(struct phs_packs *packs, uint32_t *roots) {
    size_t n = 0;
    for (uint32_t i = 0; i < packs->n; i++)
        packs->objects[i].weight = 0;
    for (uint32_t at = packs->reached; at-- > 0;) {
        struct phs_packed *object = &packs->objects[packs->order[at]];
        object->weight += object->wanted;
        if (object->base != PHS_NO_OBJECT)
            packs->objects[object->base].weight += object->weight;
    }
    for (uint32_t i = 0; i < packs->n; i++)
        if (packs->objects[i].base == PHS_NO_OBJECT && packs->objects[i].weight)
            roots[n++] = i;
    return n;
}

static uint64_t default_budget(const struct phs_packs *packs) {
    uint64_t bytes = 0;
    for (size_t i = 0; i < packs->files.n; i++)
        bytes += packs->files.at[i].bytes.len;
    return ((uint64_t)16 << 30) + 64 * bytes;
}

void phs_packs_walk(struct phs_pack_walk *walk) {
    struct walking *walking = calloc(1, sizeof *walking);
    if (!walking || !(walking->roots = calloc(walk->packs->n ? walk->packs->n : 1, sizeof *walking->roots)))
        phs_out_of_memory();
    unsigned threads = walk->threads ? walk->threads : phs_pool_threads();
    walking->walk = walk;
    walking->most_object = walk->most_bytes ? walk->most_bytes : MOST_OBJECT;
    walking->most_made = walk->most_in_all ? walk->most_in_all : default_budget(walk->packs);
    size_t roots = weigh(walk->packs, walking->roots);
    phs_pool_run(threads < PHS_WALK_MOST_WORKERS ? threads : PHS_WALK_MOST_WORKERS, roots, walk_root, walking);
    release(walking);
    free(walking);
}
