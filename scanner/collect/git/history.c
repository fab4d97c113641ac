/* SPDX-License-Identifier: Apache-2.0 */
/* Packs, loose objects, search, origins, in this order; then one event for each value and each kind of record. */
#include "collect/git/history.h"

#include <stdlib.h>

#include "base/clock.h"
#include "base/digest.h"
#include "collect/git/contained.h"
#include "collect/git/history_parts.h"
#include "collect/git/join.h"
#include "collect/git/messages.h"
#include "collect/git/reread.h"
#include "collect/git/role.h"
#include "collect/git/since.h"

enum { MOST_REMEMBERED = 60 << 20, LEAST_UNPACKED = 32 << 20, SHARE_UNPACKED = 16 };

bool phs_history_is_wanted(const struct phs_git_scan *scan, const struct phs_target *target) {
    if (target->history == PHS_HISTORY_SINCE)
        return scan->tree->git_dir && scan->tree->head && scan->tree->whole;
    return target->history != PHS_HISTORY_HEAD && scan->tree->git_dir &&
           (scan->tree->whole || target->history == PHS_HISTORY_ALL);
}

static void hex_of(const struct phs_oid *oid, char ret_hex[PHS_OID_HEX + 1]) {
    for (size_t i = 0; i < PHS_OID_BYTES; i++)
        snprintf(ret_hex + 2 * i, 3, "%02x", oid->id[i]);
}

/* Without a date comes last; then by name, then by place, so that no order of threads or packs shows. */
static bool is_earlier(const struct phs_past_event *a, const struct phs_past_event *b) {
    if (!a->origin != !b->origin)
        return a->origin != NULL;
    if (a->origin && a->origin->when != b->origin->when)
        return a->origin->when < b->origin->when;
    int order = a->origin ? phs_oid_cmp(&a->origin->commit, &b->origin->commit) : 0;
    if (order == 0 && a->blob->said != b->blob->said)
        return a->blob->said < b->blob->said;
    if (order == 0 && a->origin && a->path && b->path)
        order = strcmp(a->path, b->path);
    if (order == 0)
        order = phs_oid_cmp(&a->blob->name, &b->blob->name);
    if (order == 0 && !a->hit != !b->hit)
        return a->hit == NULL;
    return order ? order < 0 : a->hit && a->hit->start < b->hit->start;
}

static void put_event(struct phs_arena *arena, struct phs_map *map, struct phs_slice key, const struct phs_past_event *event) {
    struct phs_past_event *known = phs_map_get(map, key);
    if (known) {
        if (is_earlier(event, known))
            *known = *event;
        return;
    }
    known = PHS_NEW(arena, struct phs_past_event);
    *known = *event;
    phs_map_put(map, phs_slice_n(phs_slice_dup(arena, key), key.len), known);
}

static struct phs_slice secret_key(const struct phs_hit *hit, char ret_key[20]) {
    memcpy(ret_key, &hit->rule, 4);
    memcpy(ret_key + 4, hit->value, 16);
    return phs_slice_n(ret_key, 20);
}

static struct phs_slice record_key(struct phs_arena *scratch, const char *path, const char *category) {
    char *key = phs_printf(scratch, "%s%c%s", path, 0, category);
    return phs_slice_n(key, strlen(path) + 1 + strlen(category));
}

/* Images, lock files and the like are no place for a finding in history either. */
static bool counts(const struct phs_origin *origin) {
    return !origin->path || (phs_file_is_searched(origin->path) && !phs_tree_is_bundled(origin->path));
}

/* Forty digits, between which folders may begin: what a note is about. */
static bool note_name(const char *path, struct phs_oid *ret_oid) {
    char hex[PHS_OID_HEX];
    size_t n = 0;
    for (; *path; path++) {
        if (*path == '/')
            continue;
        if (n == PHS_OID_HEX)
            return false;
        hex[n++] = *path;
    }
    return n == PHS_OID_HEX && phs_oid_parse(phs_slice_n(hex, n), ret_oid);
}

/* What stands in no file has a name instead of a path. A note is a file called as the object that it is about. */
static void name_said(const struct phs_reading *reading, struct phs_past *past) {
    static const char *const names[] = {
        [PHS_SAID_OF_COMMIT] = "commit message of", [PHS_SAID_OF_TAG] = "tag message of", [PHS_SAID_IN_NOTE] = "note about"};
    char hex[PHS_OID_HEX + 1];
    for (size_t i = 0; i < past->searched.blobs.n; i++) {
        struct phs_hit_blob *blob = &past->searched.blobs.at[i];
        struct phs_origin *origin = &past->origins.at[i];
        struct phs_oid about = blob->name;
        if (blob->said == PHS_SAID_IN_FILE && origin->path && note_name(origin->path, &about) &&
            (phs_packs_hold(&reading->packs, &about) || phs_loose_find(&reading->loose, &about) != PHS_NO_OBJECT))
            blob->said = PHS_SAID_IN_NOTE;
        if (blob->said == PHS_SAID_IN_FILE)
            continue;
        hex_of(&about, hex);
        origin->path = phs_printf(reading->arena, "%s %s", names[blob->said], hex);
    }
}

static struct phs_past_event event_of(struct phs_arena *arena, const struct phs_hit_blob *blob, const struct phs_origin *origin,
                                      const struct phs_hit *hit, const struct phs_health_sight *sight) {
    uint32_t member = hit ? hit->member : sight->member;
    const char *path = origin->path ? phs_look_address(arena, origin->path, &blob->look, member) : NULL;
    return (struct phs_past_event){origin->reachable ? origin : NULL, blob, hit, sight, path};
}

static void gather(struct phs_git_scan *scan, struct phs_arena *arena, struct phs_past *past) {
    struct phs_arena *scratch = phs_arena_new();
    char key[20];
    for (size_t i = 0; i < past->searched.blobs.n; i++) {
        const struct phs_hit_blob *blob = &past->searched.blobs.at[i];
        const struct phs_origin *origin = &past->origins.at[i];
        for (size_t k = 0; counts(origin) && k < blob->look.hits.n; k++) {
            struct phs_past_event event = event_of(arena, blob, origin, &blob->look.hits.at[k], NULL);
            if (scan->rules->secret[event.hit->rule])
                put_event(arena, &past->secrets, secret_key(event.hit, key), &event);
            else if (origin->path)
                put_event(arena, &past->records,
                          record_key(scratch, event.path, scan->rules->patterns[event.hit->rule]->category), &event);
        }
        bool sights = counts(origin) && origin->path && !phs_health_is_of_nobody(origin->path);
        for (size_t k = 0; sights && k < blob->look.sights.n; k++) {
            struct phs_past_event event = event_of(arena, blob, origin, NULL, &blob->look.sights.at[k]);
            put_event(arena, &past->records, record_key(scratch, event.path, event.sight->category), &event);
        }
        phs_arena_reset(scratch);
    }
    phs_arena_free(scratch);
}

const char *phs_past_category(const struct phs_git_scan *scan, const struct phs_past_event *event) {
    return event->sight ? event->sight->category : scan->rules->patterns[event->hit->rule]->category;
}

uint32_t phs_past_member(const struct phs_past_event *event) {
    return event->hit ? event->hit->member : event->sight->member;
}

const struct phs_past_event *phs_past_secret(const struct phs_past *past, const struct phs_hit *hit) {
    char key[20];
    return past->read ? phs_map_get(&past->secrets, secret_key(hit, key)) : NULL;
}

const struct phs_past_event *phs_past_record(const struct phs_past *past, const char *path, const char *category) {
    if (!past->read)
        return NULL;
    struct phs_arena *scratch = phs_arena_new();
    const struct phs_past_event *event = phs_map_get(&past->records, record_key(scratch, path, category));
    phs_arena_free(scratch);
    return event;
}

void phs_past_set(struct phs_map_builder *map, const struct phs_past_event *event) {
    char hex[PHS_OID_HEX + 1], date[11];
    if (!event || !event->origin)
        return;
    hex_of(&event->origin->commit, hex);
    if (event->blob->said != PHS_SAID_OF_TAG)
        phs_git_set_text(map, "first_commit", phs_strdup(map->arena, hex));
    if (event->origin->when <= 0)
        return;
    phs_date_format(event->origin->when, date);
    phs_git_set_text(map, "first_seen", phs_strdup(map->arena, date));
}

static void add_number(struct phs_sha256 *sha, uint64_t number) {
    phs_sha256_add(sha, &number, sizeof number);
}

/* What is read again of the past depends on what the tree tells, and that on the working copy where it was changed. */
static void add_changed(const struct phs_git_scan *scan, struct phs_sha256 *sha) {
    for (size_t i = 0; i < scan->n; i++)
        if (scan->tree->files.at[i].on_disk && phs_reread_is_told(&scan->files[i]))
            phs_sha256_field(sha, scan->files[i].path);
}

/* Packs by their checksum and length, loose objects and refs by their names: content cannot change below a name. */
static void digest(struct phs_reading *reading) {
    struct phs_sha256 sha;
    phs_sha256_init(&sha);
    add_number(&sha, reading->tips.items.n);
    phs_sha256_add(&sha, reading->tips.items.at, reading->tips.items.n * sizeof *reading->tips.items.at);
    add_number(&sha, reading->tips.shallow);
    for (size_t i = 0; i < reading->packs.files.n; i++) {
        phs_sha256_add(&sha, reading->packs.files.at[i].idx.pack.id, PHS_OID_BYTES);
        add_number(&sha, reading->packs.files.at[i].bytes.len);
    }
    for (size_t i = 0; i < reading->packs.problems.n; i++)
        phs_sha256_field(&sha, reading->packs.problems.at[i]);
    for (size_t i = 0; i < reading->loose.items.n; i++) {
        phs_sha256_add(&sha, reading->loose.items.at[i].name.id, PHS_OID_BYTES);
        add_number(&sha, reading->loose.items.at[i].kind);
    }
    add_changed(reading->scan, &sha);
    phs_sha256_done(&sha, reading->now.state);
}

/* Where its own objects lie tells repositories apart in one store. */
static const char *memory_key(struct phs_reading *reading) {
    uint8_t bytes[PHS_DIGEST_BYTES];
    char hex[2 * PHS_DIGEST_BYTES + 1];
    char *real = realpath(reading->scan->tree->git_dir, NULL);
    phs_sha256_of(phs_slice(real ? real : reading->scan->tree->git_dir), bytes);
    free(real);
    phs_hex(bytes, sizeof bytes, hex);
    return phs_printf(reading->arena, "history:%.32s", hex);
}

static void recall(struct phs_reading *reading) {
    const struct phs_memory *memory = reading->scan->memory;
    struct phs_slice bytes;
    if (!memory || reading->scan->whole_blobs ||
        !memory->load(memory->user, reading->arena, memory_key(reading), reading->scan->rules_digest, &bytes))
        return;
    reading->has_before = phs_remembered_read(reading->arena, bytes, reading->scan->rules, &reading->before);
}

static bool is_unchanged(const struct phs_reading *reading) {
    return reading->has_before && memcmp(reading->before.state, reading->now.state, PHS_DIGEST_BYTES) == 0;
}

/* Of a history that is large no more than a share, so that reading it stays as quick as walking it. */
static struct phs_contained_room room_of(const struct phs_reading *reading) {
    struct phs_contained_room room = {.git_dir = reading->scan->tree->git_dir, .most = LEAST_UNPACKED};
    for (size_t i = 0; i < reading->packs.files.n; i++)
        room.most += reading->packs.files.at[i].bytes.len / SHARE_UNPACKED;
    room.before = reading->has_before ? reading->before.past.searched.unpacked : 0;
    return room;
}

/* False: more containers are there than may be opened, and which are is chosen among all of them, those of earlier scans too.
 */
static bool search_new(struct phs_reading *reading) {
    const struct phs_search search = {.rules = reading->scan->rules,
                                      .packs = &reading->packs,
                                      .loose = &reading->loose,
                                      .whole = reading->scan->whole_blobs,
                                      .known = reading->has_before ? reading->before.known : NULL,
                                      .known_count = reading->has_before ? reading->before.known_count : 0};
    phs_packs_link(&reading->packs);
    phs_search_run(reading->arena, &search, &reading->now.past.searched);
    phs_packs_relax(&reading->packs);
    const struct phs_contained_room room = room_of(reading);
    bool all = phs_contained_past(reading->arena, search.rules, &room, &reading->now.past.searched);
    if (!all && room.before > 0)
        return false;
    reading->now.unreached_objects = reading->packs.n - reading->packs.reached;
    return true;
}

static bool keeps(const struct phs_reading *reading) {
    return reading->scan->memory && !reading->scan->whole_blobs;
}

/* Of files; before messages are joined to them. */
static void name_blobs(struct phs_reading *reading, const struct phs_oid ***ret_names) {
    const struct phs_searched *searched = &reading->now.past.searched;
    *ret_names = PHS_NEW_N(reading->arena, const struct phs_oid *, searched->blobs.n);
    for (size_t i = 0; i < searched->blobs.n; i++)
        (*ret_names)[i] = &searched->blobs.at[i].name;
}

static void find_origins(struct phs_reading *reading) {
    struct phs_past *past = &reading->now.past;
    struct phs_messages messages;
    const struct phs_oid **names;
    name_blobs(reading, &names);
    phs_messages_init(&messages, reading->arena, reading->scan->rules);
    messages.names = keeps(reading);
    if (reading->has_before)
        phs_join_messages(reading->arena, &reading->packs, &reading->loose, &reading->before, &messages);
    const struct phs_origins_ask ask = {&reading->packs, &reading->loose,        &reading->tips,
                                        names,           past->searched.blobs.n, &messages};
    phs_origins_find(reading->arena, &ask, &past->origins);
    phs_join_said(reading->arena, &messages, &reading->now);
}

static void put_away(struct phs_reading *reading) {
    const struct phs_memory *memory = reading->scan->memory;
    struct phs_buf bytes;
    if (!keeps(reading))
        return;
    phs_buf_init(&bytes, MOST_REMEMBERED);
    phs_remembered_write(&bytes, &reading->now);
    if (!bytes.failed)
        memory->save(memory->user, memory_key(reading), reading->scan->rules_digest, phs_slice_n(bytes.ptr, bytes.len));
    phs_buf_done(&bytes);
}

/* Only the commits of a change: no pack is walked, and nothing is remembered. */
static void read_change(struct phs_reading *reading, const struct phs_target *target) {
    const struct phs_search search = {
        .rules = reading->scan->rules, .packs = &reading->packs, .loose = &reading->loose, .whole = reading->scan->whole_blobs};
    struct phs_past *past = &reading->now.past;
    struct phs_since since;
    struct phs_messages messages;
    const struct phs_oid **names;
    phs_since_read(reading->arena, reading->scan->tree->git_dir, reading->scan->tree->head, target->since, &since);
    reading->loose = since.blobs;
    reading->change_is_cut = since.cut;
    phs_search_run(reading->arena, &search, &past->searched);
    const struct phs_contained_room room = room_of(reading);
    phs_contained_past(reading->arena, search.rules, &room, &past->searched);
    name_blobs(reading, &names);
    phs_since_origins(reading->arena, &since, names, past->searched.blobs.n, &past->origins);
    past->origins.limited = since.limited;
    phs_messages_init(&messages, reading->arena, reading->scan->rules);
    phs_messages_read(&messages, reading->arena, reading->scan->tree->git_dir, since.commits.at, since.commits.n);
    phs_join_said(reading->arena, &messages, &reading->now);
}

static void read_all(struct phs_reading *reading) {
    phs_packs_open(reading->arena, reading->scan->tree->git_dir, &reading->packs);
    phs_loose_list_read(reading->arena, reading->scan->tree->git_dir, &reading->packs, &reading->loose);
    phs_tips_read(reading->arena, reading->scan->tree->git_dir, &reading->tips);
    for (size_t i = 0; i < reading->packs.files.n; i++)
        reading->tips.partial |= reading->packs.files.at[i].promisor;
    digest(reading);
    recall(reading);
    if (is_unchanged(reading)) {
        reading->now = reading->before;
        phs_join_tree(reading->scan, reading->arena, &reading->now.past.searched, NULL);
    } else {
        if (!search_new(reading)) {
            reading->has_before = false;
            search_new(reading);
        }
        phs_join_before(reading->arena, &reading->packs, &reading->loose, reading->has_before ? &reading->before : NULL,
                        &reading->now);
        find_origins(reading);
        if (reading->has_before)
            phs_join_values(reading->scan, reading->arena, &reading->now.past.searched);
        phs_reread(reading->scan, reading->arena, &reading->packs, &reading->now.past);
        put_away(reading);
    }
}

void phs_history_collect(struct phs_git_scan *scan, const struct phs_target *target, struct phs_arena *arena,
                         struct phs_progress *progress, struct phs_past *ret_past) {
    struct phs_reading *reading = PHS_NEW(arena, struct phs_reading);
    *reading = (struct phs_reading){.scan = scan, .arena = arena};
    phs_progress_stage(progress, "reading history", 0);
    if (target->history == PHS_HISTORY_SINCE)
        read_change(reading, target);
    else
        read_all(reading);
    *ret_past = reading->now.past;
    ret_past->read = true;
    phs_map_init(&ret_past->secrets, arena);
    phs_map_init(&ret_past->records, arena);
    name_said(reading, ret_past);
    gather(scan, arena, ret_past);
    phs_history_cover(reading, target, ret_past);
}
