/* SPDX-License-Identifier: Apache-2.0 */
/* A blob is matched in full when nothing is known of its base. Where the base held nothing, no match can lie outside of what is
 * new and the margin around it, and what is there is looked at first; the blob is matched in full only when something shows.
 * Where the base held anything at all (a match, or a word of a pattern that reaches far), the words that it holds were kept
 * while others build on it: only what is new is read for words and rules, and expressions run around all words again. So a hit
 * never depends on how git packed the blob. */
#include "collect/git/search.h"

#include <stdlib.h>

#include "base/pool.h"
#include "collect/git/documents.h"
#include "collect/git/parts.h"
#include "parse/container/container.h"

enum { SPEAKS_WITHIN = 32 << 10 };
enum { CLEAN = 1, HOLDS_SOMETHING, NOT_TEXT, NOT_LOOKED_AT };

struct worker {
    struct phs_arena *scratch, *kept;
    struct phs_match_scratch *matching;
    PHS_VEC(struct phs_hit_blob) blobs;
    PHS_VEC(struct phs_oid) done;
    PHS_VEC(struct phs_oid) unread[PHS_UNREAD_KINDS];
    PHS_VEC(struct phs_container_blob) containers;
    size_t blobs_read, limited, pointers, hits;
    uint64_t bytes, matched;
    git_odb *odb;
    struct phs_match_trace *trace; /* of the blob that was looked at last, or NULL */
    const char *document;          /* the blob under way is a document about patients: what its name would be */
};

/* A blob that is looked at. */
struct looked {
    const struct phs_oid *name;
    struct phs_slice bytes;
    const struct phs_delta_parts *parts; /* NULL: it is whole, or nothing is known of its base */
    uint8_t base_state;
    const struct phs_match_trace *base; /* or NULL */
    bool traced;                        /* others build on it */
};

struct searching {
    const struct phs_search *search;
    size_t margin;
    struct worker workers[PHS_WALK_MOST_WORKERS];
    atomic_uint too_large, damaged;
    bool cut_short; /* a bound of the packs was reached */
    /* By object of the packs; a chain of deltas is walked by one thread. */
    struct phs_match_trace **traces; /* of a blob that holds something, while others build on it */
    uint32_t *waiting;               /* how many wanted blobs build on it and were not seen yet */
};

static void prepare(struct searching *searching, struct worker *worker) {
    if (worker->scratch) {
        phs_arena_reset(worker->scratch);
        return;
    }
    worker->scratch = phs_arena_new();
    worker->kept = phs_arena_new();
    worker->matching = phs_match_scratch_new(worker->kept, searching->search->rules->matcher);
}

/* Of the past only what looks real is told. */
static bool is_worth_keeping(const struct phs_rules *rules, const struct phs_hit *hit, enum phs_grade grade) {
    return hit->judged == PHS_MATCH_REAL && (rules->secret[hit->rule] || grade != PHS_GRADE_NONE);
}

/* Even one that is nobody's by itself, as a date is. */
static bool has_identifier(const struct phs_rules *rules, const struct phs_file_look *look) {
    for (size_t i = 0; i < look->hits.n; i++)
        if (!rules->secret[look->hits.at[i].rule] && look->hits.at[i].judged == PHS_MATCH_REAL)
            return true;
    return false;
}

static void keep(struct searching *searching, struct worker *worker, const struct phs_oid *name, struct phs_slice bytes,
                 const struct phs_matches *found) {
    const struct phs_rules *rules = searching->search->rules;
    struct phs_file_look all = {0};
    struct phs_hit_blob blob = {.name = *name, .size = (uint32_t)bytes.len};
    size_t n = 0;
    phs_look_keep(rules, worker->scratch, bytes, found, &all);
    blob.speaks = !worker->document && has_identifier(rules, &all) &&
                  phs_health_speaks_of_patients(phs_slice_n(bytes.ptr, bytes.len < SPEAKS_WITHIN ? bytes.len : SPEAKS_WITHIN));
    bool made_up = worker->document && phs_documents_read(worker->scratch, worker->document, bytes, &all);
    worker->limited += all.limited;
    uint8_t *grades = PHS_NEW_N(worker->scratch, uint8_t, all.hits.n);
    for (size_t i = 0; i < all.hits.n; i++) {
        enum phs_grade grade = phs_git_grade(rules, &all, i);
        if (!is_worth_keeping(rules, &all.hits.at[i], grade) || worker->hits + n >= PHS_SEARCH_MOST_HITS ||
            (made_up && !rules->secret[all.hits.at[i].rule]))
            continue;
        all.hits.at[n] = all.hits.at[i];
        grades[n++] = (uint8_t)grade;
    }
    if (n == 0 && all.sights.n == 0 && !blob.speaks)
        return;
    worker->hits += n + all.sights.n;
    blob.look.limited = all.limited;
    for (size_t i = 0; i < all.sights.n; i++)
        PHS_PUSH(worker->kept, blob.look.sights, all.sights.at[i]);
    for (size_t i = 0; i < n; i++)
        PHS_PUSH(worker->kept, blob.look.hits, all.hits.at[i]);
    blob.grades = PHS_NEW_N(worker->kept, uint8_t, n);
    memcpy(blob.grades, grades, n);
    PHS_PUSH(worker->kept, worker->blobs, blob);
}

static uint8_t judge(struct searching *searching, struct worker *worker, const struct looked *at,
                     const struct phs_matches *found) {
    if (found->items.n || worker->document)
        keep(searching, worker, at->name, at->bytes, found);
    else
        worker->limited += found->limited;
    if (!found->limited)
        PHS_PUSH(worker->kept, worker->done, *at->name);
    return found->items.n || found->limited || found->anchored ? HOLDS_SOMETHING : CLEAN;
}

/* Of a blob in which patterns find nothing. */
static void keep_document(struct searching *searching, struct worker *worker, const struct looked *at) {
    static const struct phs_matches nothing;
    if (worker->document)
        keep(searching, worker, at->name, at->bytes, &nothing);
}

static uint8_t match_whole(struct searching *searching, struct worker *worker, const struct looked *at) {
    struct phs_matcher *matcher = searching->search->rules->matcher;
    struct phs_matches found;
    worker->matched += at->bytes.len;
    if (!at->traced)
        phs_match_bytes(matcher, worker->matching, worker->scratch, at->bytes, &found);
    else
        phs_match_traced(matcher, worker->matching, worker->scratch, at->bytes, &found, &worker->trace);
    return judge(searching, worker, at, &found);
}

/* Bytes that are read because a part is new. */
static size_t read_for(const struct searching *searching, struct phs_slice bytes, const struct phs_delta_part *part) {
    size_t before = part->start < searching->margin ? part->start : searching->margin, after = bytes.len - part->end;
    return before + (part->end - part->start) + (after < searching->margin ? after : searching->margin);
}

static uint8_t match_changed(struct searching *searching, struct worker *worker, const struct looked *at) {
    struct phs_matches found;
    struct phs_match_part *parts = PHS_NEW_N(worker->scratch, struct phs_match_part, at->parts->n);
    for (size_t i = 0; i < at->parts->n; i++) {
        const struct phs_delta_part *part = &at->parts->at[i];
        parts[i] = (struct phs_match_part){part->start, part->end, part->from};
        worker->matched += read_for(searching, at->bytes, part);
    }
    phs_match_changed(searching->search->rules->matcher, worker->matching, worker->scratch, at->bytes, at->base, parts,
                      at->parts->n, &found, &worker->trace);
    return judge(searching, worker, at, &found);
}

/* Whether anything shows in or near a part that is new. */
static bool shows_anything(struct searching *searching, struct worker *worker, struct phs_slice bytes,
                           const struct phs_delta_parts *parts) {
    for (size_t i = 0; i < parts->n; i++) {
        worker->matched += read_for(searching, bytes, &parts->at[i]);
        if (bytes.len && phs_match_shows(searching->search->rules->matcher, worker->matching, worker->scratch, bytes,
                                         parts->at[i].start, parts->at[i].end))
            return true;
    }
    return false;
}

static uint8_t look_at(struct searching *searching, struct worker *worker, const struct looked *at) {
    bool by_parts = at->parts && !searching->search->whole;
    worker->blobs_read++;
    worker->bytes += at->bytes.len;
    if (at->bytes.len > PHS_SEARCH_MOST_BYTES) {
        atomic_fetch_add(&searching->too_large, 1);
        return NOT_LOOKED_AT;
    }
    if (phs_look_is_pointer(at->bytes)) {
        worker->pointers++;
        return NOT_LOOKED_AT;
    }
    prepare(searching, worker);
    worker->document = phs_documents_format(at->bytes);
    if (phs_look_is_binary(at->bytes)) {
        struct looked text = {.name = at->name};
        if (phs_look_decode(worker->scratch, at->bytes, &text.bytes)) {
            worker->document = phs_documents_format(text.bytes);
            match_whole(searching, worker, &text);
            return NOT_TEXT;
        }
        if (phs_container_kind(at->bytes) != PHS_CONTAINER_NONE) {
            PHS_PUSH(worker->kept, worker->containers, (struct phs_container_blob){*at->name, (uint32_t)at->bytes.len});
            return NOT_TEXT;
        }
        keep_document(searching, worker, at);
        if (!worker->document)
            PHS_PUSH(worker->kept, worker->unread[phs_unread_kind(at->bytes)], *at->name);
        PHS_PUSH(worker->kept, worker->done, *at->name);
        return NOT_TEXT;
    }
    if (by_parts && at->base_state == CLEAN && !shows_anything(searching, worker, at->bytes, at->parts)) {
        keep_document(searching, worker, at);
        PHS_PUSH(worker->kept, worker->done, *at->name);
        return CLEAN;
    }
    return by_parts && at->base_state == HOLDS_SOMETHING && at->base ? match_changed(searching, worker, at)
                                                                     : match_whole(searching, worker, at);
}

/* The last that builds on a blob lets go of what is known of it. */
static void let_go(struct searching *searching, uint32_t base) {
    if (base == PHS_NO_OBJECT || --searching->waiting[base] > 0)
        return;
    phs_match_trace_free(searching->traces[base]);
    searching->traces[base] = NULL;
}

static uint8_t visit(void *user, const struct phs_visit *about) {
    struct searching *searching = user;
    struct worker *worker = &searching->workers[about->worker];
    const struct phs_packs *packs = searching->search->packs;
    uint32_t base = packs->objects[about->object].base;
    struct phs_oid name = phs_packed_name(packs, about->object);
    const struct looked at = {.name = &name,
                              .bytes = about->bytes,
                              .parts = about->parts,
                              .base_state = about->base_state,
                              .base = about->parts && base != PHS_NO_OBJECT ? searching->traces[base] : NULL,
                              .traced = searching->waiting[about->object] > 0 && !searching->search->whole};
    worker->trace = NULL;
    uint8_t state = look_at(searching, worker, &at);
    if (state == HOLDS_SOMETHING && at.traced)
        searching->traces[about->object] = worker->trace;
    else
        phs_match_trace_free(worker->trace);
    let_go(searching, base);
    return state;
}

static bool is_known(const struct phs_search *search, const struct phs_oid *name) {
    size_t low = 0, high = search->known_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = phs_oid_cmp(&search->known[middle], name);
        if (order == 0)
            return true;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return false;
}

/* The same object in a second pack, and what an earlier scan looked at, is built where something hangs on it and not searched.
 */
static void choose(const struct phs_search *search) {
    struct phs_packs *packs = search->packs;
    for (uint32_t i = 0; i < packs->n; i++) {
        struct phs_packed *object = &packs->objects[i];
        object->state = 0;
        object->wanted = object->kind == PHS_OBJECT_BLOB;
        if (!object->wanted || (packs->files.n == 1 && !search->known_count))
            continue;
        struct phs_oid name = phs_packed_name(packs, i);
        object->wanted = (packs->files.n == 1 || phs_packs_find(packs, &name) == i) && !is_known(search, &name);
    }
}

static void search_packs(struct searching *searching) {
    struct phs_pack_walk walk = {
        .packs = searching->search->packs, .near = (uint32_t)(2 * searching->margin), .visit = visit, .user = searching};
    const struct phs_packs *packs = searching->search->packs;
    choose(searching->search);
    searching->traces = calloc((size_t)packs->n + 1, sizeof *searching->traces);
    searching->waiting = calloc((size_t)packs->n + 1, sizeof *searching->waiting);
    if (!searching->traces || !searching->waiting)
        phs_out_of_memory();
    for (uint32_t i = 0; i < packs->n; i++)
        if (packs->objects[i].wanted && packs->objects[i].base != PHS_NO_OBJECT)
            searching->waiting[packs->objects[i].base]++;
    phs_packs_walk(&walk);
    for (uint32_t i = 0; i < packs->n; i++)
        phs_match_trace_free(searching->traces[i]);
    free(searching->traces);
    free(searching->waiting);
    atomic_fetch_add(&searching->too_large, atomic_load(&walk.too_large));
    atomic_fetch_add(&searching->damaged, atomic_load(&walk.damaged));
    searching->cut_short = atomic_load(&walk.cut_short) > 0;
}

static void look_at_loose(void *user, size_t item, unsigned number) {
    struct searching *searching = user;
    struct worker *worker = &searching->workers[number];
    const struct phs_loose *loose = &searching->search->loose->items.at[item];
    git_odb_object *object = NULL;
    git_oid id;
    if (loose->kind != PHS_OBJECT_BLOB || is_known(searching->search, &loose->name))
        return;
    if (loose->size > PHS_SEARCH_MOST_BYTES) {
        atomic_fetch_add(&searching->too_large, 1);
        return;
    }
    if (!worker->odb)
        worker->odb = phs_odb_open(searching->search->loose->git_dir, searching->search->loose->with_packs);
    memcpy(id.id, loose->name.id, PHS_OID_BYTES);
    if (!worker->odb || git_odb_read(&object, worker->odb, &id) != 0) {
        atomic_fetch_add(&searching->damaged, 1);
        return;
    }
    const struct looked at = {.name = &loose->name,
                              .bytes = phs_slice_n(git_odb_object_data(object), git_odb_object_size(object))};
    look_at(searching, worker, &at);
    git_odb_object_free(object);
}

static int by_oid(const void *a, const void *b) {
    return phs_oid_cmp(a, b);
}

static int by_name(const void *a, const void *b) {
    return phs_oid_cmp(&((const struct phs_hit_blob *)a)->name, &((const struct phs_hit_blob *)b)->name);
}

/* Copies out of the arenas of the workers, in an order that threads have no part in. */
static void collect(struct phs_arena *arena, struct searching *searching, struct phs_searched *searched) {
    for (size_t w = 0; w < PHS_WALK_MOST_WORKERS; w++) {
        struct worker *worker = &searching->workers[w];
        searched->blobs_read += worker->blobs_read;
        searched->limited += worker->limited;
        searched->pointers += worker->pointers;
        searched->bytes += worker->bytes;
        searched->matched += worker->matched;
        searched->cut_short |= worker->hits >= PHS_SEARCH_MOST_HITS;
        for (size_t i = 0; i < worker->blobs.n; i++) {
            const struct phs_hit_blob *kept = &worker->blobs.at[i];
            struct phs_hit_blob blob = *kept;
            blob.look = (struct phs_file_look){.limited = kept->look.limited};
            for (size_t k = 0; k < kept->look.hits.n; k++)
                PHS_PUSH(arena, blob.look.hits, kept->look.hits.at[k]);
            for (size_t k = 0; k < kept->look.sights.n; k++)
                PHS_PUSH(arena, blob.look.sights, kept->look.sights.at[k]);
            blob.grades = PHS_NEW_N(arena, uint8_t, kept->look.hits.n);
            memcpy(blob.grades, kept->grades, kept->look.hits.n);
            PHS_PUSH(arena, searched->blobs, blob);
        }
        for (size_t i = 0; i < worker->done.n; i++)
            PHS_PUSH(arena, searched->done, worker->done.at[i]);
        for (size_t i = 0; i < worker->containers.n; i++)
            PHS_PUSH(arena, searched->containers, worker->containers.at[i]);
        for (int kind = 0; kind < PHS_UNREAD_KINDS; kind++)
            for (size_t i = 0; i < worker->unread[kind].n; i++)
                PHS_PUSH(arena, searched->unread[kind], worker->unread[kind].at[i]);
        git_odb_free(worker->odb);
        phs_arena_free(worker->scratch);
        phs_arena_free(worker->kept);
    }
    for (int kind = 0; kind < PHS_UNREAD_KINDS; kind++)
        if (searched->unread[kind].n)
            qsort(searched->unread[kind].at, searched->unread[kind].n, sizeof *searched->unread[kind].at, by_oid);
    if (searched->containers.n)
        qsort(searched->containers.at, searched->containers.n, sizeof *searched->containers.at, by_oid);
    if (searched->done.n)
        qsort(searched->done.at, searched->done.n, sizeof *searched->done.at, by_oid);
    if (searched->blobs.n)
        qsort(searched->blobs.at, searched->blobs.n, sizeof *searched->blobs.at, by_name);
}

void phs_search_run(struct phs_arena *arena, const struct phs_search *search, struct phs_searched *ret_searched) {
    struct searching *searching = PHS_NEW(arena, struct searching);
    unsigned threads = phs_pool_threads();
    *searching = (struct searching){.search = search, .margin = phs_matcher_margin(search->rules->matcher)};
    *ret_searched = (struct phs_searched){0};
    search_packs(searching);
    phs_pool_run(threads < PHS_WALK_MOST_WORKERS ? threads : PHS_WALK_MOST_WORKERS, search->loose->items.n, look_at_loose,
                 searching);
    collect(arena, searching, ret_searched);
    ret_searched->too_large = atomic_load(&searching->too_large);
    ret_searched->damaged = atomic_load(&searching->damaged);
    ret_searched->cut_short |= searching->cut_short;
}
