/* SPDX-License-Identifier: Apache-2.0 */
/* A remembered value is a number that stands for itself. Where it meets a value that was just read, one blob that has it is
 * read again, so that both are told by the key of this process. A blob of the tree that history knows needs not even that. */
#include "collect/git/join.h"

#include "collect/git/contained.h"

#include <stdlib.h>

static bool is_remembered(const struct phs_hit *hit) {
    return hit->value[1] == UINT64_MAX && hit->value[0] != 0;
}

static struct phs_hit_blob *find_blob(const struct phs_searched *searched, const uint8_t *name) {
    size_t low = 0, high = searched->blobs.n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = memcmp(searched->blobs.at[middle].name.id, name, PHS_OID_BYTES);
        if (order == 0)
            return &searched->blobs.at[middle];
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

static const struct phs_hit *same_hit(const struct phs_hit_blob *blob, const struct phs_hit *hit) {
    for (size_t i = 0; blob && i < blob->look.hits.n; i++)
        if (blob->look.hits.at[i].rule == hit->rule && blob->look.hits.at[i].start == hit->start &&
            blob->look.hits.at[i].member == hit->member)
            return &blob->look.hits.at[i];
    return NULL;
}

static bool asks(const struct phs_git_scan *scan, const struct phs_hit *hit) {
    return scan->rules->secret[hit->rule] && hit->judged == PHS_MATCH_REAL;
}

static const struct phs_hit *hit_in_history(const struct phs_git_scan *scan, const struct phs_searched *searched, size_t file,
                                            const struct phs_hit *hit) {
    const struct phs_tree_file *in_tree = &scan->tree->files.at[file];
    return in_tree->on_disk ? NULL : same_hit(find_blob(searched, in_tree->id.id), hit);
}

static bool read_value(git_odb *odb, const struct phs_oid *name, const struct phs_hit *hit, uint64_t ret_value[2]) {
    git_odb_object *object = NULL;
    git_oid id;
    memcpy(id.id, name->id, PHS_OID_BYTES);
    if (!odb || git_odb_read(&object, odb, &id) != 0)
        return false;
    struct phs_slice bytes = phs_slice_n(git_odb_object_data(object), git_odb_object_size(object));
    struct phs_arena *decoded = phs_arena_new();
    bool inside = hit->member ? phs_contained_text(decoded, bytes, hit->member, &bytes) : true;
    if (!hit->member)
        phs_look_decode(decoded, bytes, &bytes);
    inside = inside && hit->start <= bytes.len && hit->length <= bytes.len - hit->start;
    if (inside)
        phs_look_number(phs_slice_n(bytes.ptr + hit->start, hit->length), ret_value);
    phs_arena_free(decoded);
    git_odb_object_free(object);
    return inside;
}

struct number {
    uint64_t value[2];
};

/* Each remembered value of these rules once, from the first blob that has it. */
static void read_again(struct phs_git_scan *scan, struct phs_arena *arena, struct phs_searched *searched, const bool *needed) {
    git_odb *odb = NULL;
    struct phs_map read;
    phs_map_init(&read, arena);
    for (size_t i = 0; i < searched->blobs.n; i++)
        for (size_t k = 0; k < searched->blobs.at[i].look.hits.n; k++) {
            struct phs_hit *hit = &searched->blobs.at[i].look.hits.at[k];
            if (!is_remembered(hit) || !needed[hit->rule])
                continue;
            char *key = phs_alloc(arena, 12);
            memcpy(key, &hit->rule, 4);
            memcpy(key + 4, &hit->value[0], 8);
            struct number *number = phs_map_get(&read, phs_slice_n(key, 12));
            if (!number) {
                odb = odb ? odb : phs_odb_open(scan->tree->git_dir, true);
                number = PHS_NEW(arena, struct number);
                if (!read_value(odb, &searched->blobs.at[i].name, hit, number->value))
                    memcpy(number->value, hit->value, sizeof number->value);
                phs_map_put(&read, phs_slice_n(key, 12), number);
            }
            memcpy(hit->value, number->value, sizeof hit->value);
        }
    git_odb_free(odb);
}

void phs_join_tree(struct phs_git_scan *scan, struct phs_arena *arena, struct phs_searched *searched, const bool *needed) {
    bool *rules = PHS_NEW_N(arena, bool, scan->rules->n + 1);
    if (needed)
        memcpy(rules, needed, scan->rules->n * sizeof *rules);
    for (size_t i = 0; i < scan->n; i++)
        for (size_t k = 0; k < scan->files[i].look.hits.n; k++) {
            const struct phs_hit *hit = &scan->files[i].look.hits.at[k];
            if (asks(scan, hit) && !hit_in_history(scan, searched, i, hit))
                rules[hit->rule] = true;
        }
    read_again(scan, arena, searched, rules);
    for (size_t i = 0; i < scan->n; i++)
        for (size_t k = 0; k < scan->files[i].look.hits.n; k++) {
            struct phs_hit *hit = &scan->files[i].look.hits.at[k];
            const struct phs_hit *known = asks(scan, hit) ? hit_in_history(scan, searched, i, hit) : NULL;
            if (known && is_remembered(known))
                memcpy(hit->value, known->value, sizeof hit->value);
        }
}

static bool is_there(const struct phs_packs *packs, const struct phs_loose_list *loose, const struct phs_oid *name) {
    return phs_packs_hold(packs, name) || phs_loose_find(loose, name) != PHS_NO_OBJECT;
}

static int by_oid(const void *a, const void *b) {
    return phs_oid_cmp(a, b);
}

static bool is_listed(const struct phs_oid *names, size_t n, const struct phs_oid *name) {
    return n && bsearch(name, names, n, sizeof *names, by_oid);
}

static int by_name(const void *a, const void *b) {
    return phs_oid_cmp(&((const struct phs_hit_blob *)a)->name, &((const struct phs_hit_blob *)b)->name);
}

static void join_known(struct phs_arena *arena, const struct phs_packs *packs, const struct phs_loose_list *loose,
                       const struct phs_remembered *before, struct phs_remembered *now) {
    const struct phs_searched *searched = &now->past.searched;
    size_t kept = 0;
    now->known = PHS_NEW_N(arena, struct phs_oid, searched->done.n + (before ? before->known_count : 0));
    for (size_t i = 0; before && i < before->known_count; i++)
        if (is_there(packs, loose, &before->known[i]))
            now->known[kept++] = before->known[i];
    now->past.searched.blobs_read += kept;
    for (size_t i = 0; i < searched->done.n; i++)
        now->known[kept++] = searched->done.at[i];
    if (kept)
        qsort(now->known, kept, sizeof *now->known, by_oid);
    now->known_count = kept;
}

static void join_unread(struct phs_arena *arena, const struct phs_packs *packs, const struct phs_loose_list *loose,
                        const struct phs_remembered *remembered, struct phs_searched *now) {
    const struct phs_searched *before = &remembered->past.searched;
    const struct phs_oid *known = remembered->known;
    size_t known_count = remembered->known_count;
    for (int kind = 0; kind < PHS_UNREAD_KINDS; kind++) {
        for (size_t i = 0; i < before->unread[kind].n; i++)
            if (is_listed(known, known_count, &before->unread[kind].at[i]) &&
                is_there(packs, loose, &before->unread[kind].at[i]))
                PHS_PUSH(arena, now->unread[kind], before->unread[kind].at[i]);
        if (now->unread[kind].n)
            qsort(now->unread[kind].at, now->unread[kind].n, sizeof *now->unread[kind].at, by_oid);
    }
}

void phs_join_before(struct phs_arena *arena, const struct phs_packs *packs, const struct phs_loose_list *loose,
                     const struct phs_remembered *before, struct phs_remembered *now) {
    struct phs_searched *searched = &now->past.searched;
    join_known(arena, packs, loose, before, now);
    if (before)
        join_unread(arena, packs, loose, before, searched);
    for (size_t i = 0; before && i < before->past.searched.blobs.n; i++) {
        const struct phs_hit_blob *blob = &before->past.searched.blobs.at[i];
        if (blob->said == PHS_SAID_IN_FILE && is_listed(before->known, before->known_count, &blob->name) &&
            is_there(packs, loose, &blob->name))
            PHS_PUSH(arena, searched->blobs, *blob);
    }
    if (searched->blobs.n)
        qsort(searched->blobs.at, searched->blobs.n, sizeof *searched->blobs.at, by_name);
}

void phs_join_messages(struct phs_arena *arena, const struct phs_packs *packs, const struct phs_loose_list *loose,
                       const struct phs_remembered *before, struct phs_messages *messages) {
    messages->known = before->known_messages;
    messages->known_count = before->known_message_count;
    for (size_t i = 0; i < before->past.searched.blobs.n; i++) {
        const struct phs_hit_blob *blob = &before->past.searched.blobs.at[i];
        const struct phs_message message = {*blob, {.commit = blob->name, .when = before->past.origins.at[i].when}};
        if (blob->said != PHS_SAID_IN_FILE && is_listed(messages->known, messages->known_count, &blob->name) &&
            is_there(packs, loose, &blob->name))
            PHS_PUSH(arena, messages->items, message);
    }
}

/* Both lists are by name. */
static void merge(struct phs_arena *arena, const struct phs_messages *messages, struct phs_past *past) {
    struct phs_searched all = past->searched;
    size_t n = all.blobs.n + messages->items.n, blob = 0, message = 0;
    struct phs_origin *origins = PHS_NEW_N(arena, struct phs_origin, n);
    all.blobs.at = NULL;
    all.blobs.n = all.blobs.cap = 0;
    for (size_t i = 0; i < n; i++) {
        bool is_blob = message == messages->items.n ||
                       (blob < past->searched.blobs.n &&
                        phs_oid_cmp(&past->searched.blobs.at[blob].name, &messages->items.at[message].blob.name) < 0);
        origins[i] = is_blob ? past->origins.at[blob] : messages->items.at[message].origin;
        PHS_PUSH(arena, all.blobs, is_blob ? past->searched.blobs.at[blob] : messages->items.at[message].blob);
        *(is_blob ? &blob : &message) += 1;
    }
    past->searched = all;
    past->origins.at = origins;
}

void phs_join_said(struct phs_arena *arena, const struct phs_messages *messages, struct phs_remembered *now) {
    now->known_messages = messages->seen;
    now->known_message_count = messages->seen_count;
    now->past.messages = messages->read;
    now->past.searched.limited += messages->limited;
    now->past.searched.cut_short |= messages->cut_short;
    merge(arena, messages, &now->past);
}

void phs_join_values(struct phs_git_scan *scan, struct phs_arena *arena, struct phs_searched *searched) {
    bool *needed = PHS_NEW_N(arena, bool, scan->rules->n + 1);
    for (size_t i = 0; i < searched->blobs.n; i++)
        for (size_t k = 0; k < searched->blobs.at[i].look.hits.n; k++)
            needed[searched->blobs.at[i].look.hits.at[k].rule] |= !is_remembered(&searched->blobs.at[i].look.hits.at[k]);
    phs_join_tree(scan, arena, searched, needed);
}
