/* SPDX-License-Identifier: Apache-2.0 */
/* Numbers of eight bytes and texts behind their length. The reader believes nothing: the store may have been somebody else's.
 */
#include "collect/git/remember.h"

#include "base/buf.h"
#include "base/digest.h"

enum {
    MAGIC = 0x68697339,
    LONGEST_PATH = 4096,
    LONGEST_CATEGORY = 24,
    NO_CLASS = 0,
    SMALLEST_BLOB = 128,
    SMALLEST_MEMBER = 8,
    SMALLEST_HIT = 88,
    SMALLEST_SIGHT = 48
};

static void put(struct phs_buf *out, uint64_t number) {
    phs_buf_add(out, &number, sizeof number);
}

static void put_text(struct phs_buf *out, const char *text) {
    put(out, text ? strlen(text) + 1 : 0);
    if (text)
        phs_buf_puts(out, text);
}

/* Values become their number in the order in which they are met. */
static uint64_t class_of(struct phs_arena *arena, struct phs_map *classes, const struct phs_hit *hit) {
    char *key = phs_alloc(arena, 20);
    memcpy(key, &hit->rule, 4);
    memcpy(key + 4, hit->value, 16);
    void *known = phs_map_get(classes, phs_slice_n(key, 20));
    if (!known) {
        known = (void *)(uintptr_t)(classes->n + 1);
        phs_map_put(classes, phs_slice_n(key, 20), known);
    }
    return (uint64_t)(uintptr_t)known;
}

static void write_hit(struct phs_buf *out, struct phs_arena *arena, struct phs_map *classes, const struct phs_hit *hit,
                      uint8_t grade) {
    put(out, hit->member);
    put(out, hit->rule);
    put(out, hit->line);
    put(out, hit->start);
    put(out, hit->length);
    put(out, hit->judged);
    put(out, hit->rare);
    put(out, grade);
    put(out, hit->value[0] || hit->value[1] ? class_of(arena, classes, hit) : NO_CLASS);
    put_text(out, hit->prefix);
    put_text(out, hit->shape);
}

static void write_sight(struct phs_buf *out, const struct phs_health_sight *sight) {
    put_text(out, sight->category);
    put(out, sight->member);
    put(out, sight->line);
    put(out, sight->count);
    put(out, sight->grade);
    put_text(out, sight->shape);
}

static void write_blob(struct phs_buf *out, struct phs_arena *arena, struct phs_map *classes, const struct phs_hit_blob *blob,
                       const struct phs_origin *origin) {
    phs_buf_add(out, blob->name.id, PHS_OID_BYTES);
    put(out, blob->said);
    put(out, blob->size);
    put(out, blob->speaks);
    put(out, blob->reread);
    put(out, blob->look.limited);
    put(out, origin->reachable);
    phs_buf_add(out, origin->commit.id, PHS_OID_BYTES);
    put(out, (uint64_t)origin->when);
    put_text(out, origin->path);
    put(out, blob->look.members.n);
    for (size_t i = 0; i < blob->look.members.n; i++)
        put_text(out, blob->look.members.at[i].name);
    put(out, blob->look.hits.n);
    for (size_t i = 0; i < blob->look.hits.n; i++)
        write_hit(out, arena, classes, &blob->look.hits.at[i], blob->grades[i]);
    put(out, blob->look.sights.n);
    for (size_t i = 0; i < blob->look.sights.n; i++)
        write_sight(out, &blob->look.sights.at[i]);
}

static void put_names(struct phs_buf *out, const struct phs_oid *names, size_t n) {
    put(out, n);
    phs_buf_add(out, names, n * sizeof *names);
}

void phs_remembered_write(struct phs_buf *out, const struct phs_remembered *remembered) {
    const struct phs_searched *searched = &remembered->past.searched;
    const struct phs_origins *origins = &remembered->past.origins;
    struct phs_arena *arena = phs_arena_new();
    struct phs_map classes;
    phs_map_init(&classes, arena);
    put(out, MAGIC);
    phs_buf_add(out, remembered->state, PHS_DIGEST_BYTES);
    phs_buf_add(out, remembered->tips, PHS_DIGEST_BYTES);
    const size_t numbers[] = {searched->blobs_read,
                              searched->too_large,
                              searched->damaged,
                              searched->limited,
                              searched->pointers,
                              searched->cut_short,
                              origins->commits,
                              origins->missing_blobs,
                              origins->missing_trees,
                              origins->missing_commits,
                              origins->damaged,
                              origins->limited,
                              remembered->unreached_objects,
                              origins->too_large,
                              remembered->past.messages,
                              remembered->past.not_reread,
                              searched->unpacked};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        put(out, numbers[i]);
    put(out, searched->blobs.n);
    for (size_t i = 0; i < searched->blobs.n; i++)
        write_blob(out, arena, &classes, &searched->blobs.at[i], &origins->at[i]);
    put_names(out, remembered->known, remembered->known_count);
    put_names(out, remembered->known_messages, remembered->known_message_count);
    for (int kind = 0; kind < PHS_UNREAD_KINDS; kind++)
        put_names(out, searched->unread[kind].at, searched->unread[kind].n);
    phs_arena_free(arena);
    uint8_t seal[PHS_DIGEST_BYTES];
    phs_sha256_of(phs_slice_n(out->ptr, out->len), seal);
    phs_buf_add(out, seal, sizeof seal);
}

struct reading {
    struct phs_arena *arena;
    struct phs_slice rest;
    bool failed;
};

static const char *take(struct reading *reading, size_t n) {
    if (reading->failed || reading->rest.len < n) {
        reading->failed = true;
        return NULL;
    }
    const char *at = reading->rest.ptr;
    reading->rest = phs_slice_n(at + n, reading->rest.len - n);
    return at;
}

static uint64_t get(struct reading *reading, uint64_t most) {
    uint64_t number = 0;
    const char *at = take(reading, sizeof number);
    if (at)
        memcpy(&number, at, sizeof number);
    reading->failed |= number > most;
    return reading->failed ? 0 : number;
}

static void get_bytes(struct reading *reading, void *to, size_t n) {
    const char *at = take(reading, n);
    if (at)
        memcpy(to, at, n);
}

static const char *get_text(struct reading *reading, size_t longest) {
    size_t n = (size_t)get(reading, longest + 1);
    const char *at = n ? take(reading, n - 1) : NULL;
    return at ? phs_strndup(reading->arena, at, n - 1) : NULL;
}

static void get_short(struct reading *reading, char *to, size_t size) {
    const char *text = get_text(reading, size - 1);
    if (text)
        memcpy(to, text, strlen(text) + 1);
}

static struct phs_hit read_hit(struct reading *reading, const struct phs_rules *rules, size_t members, uint8_t *ret_grade) {
    struct phs_hit hit = {.member = (uint32_t)get(reading, members)};
    hit.rule = (uint32_t)get(reading, rules->n - 1);
    hit.line = (uint32_t)get(reading, UINT32_MAX);
    hit.start = (uint32_t)get(reading, UINT32_MAX);
    hit.length = (uint32_t)get(reading, UINT32_MAX);
    hit.judged = (enum phs_match_class)get(reading, PHS_MATCH_NONE);
    hit.rare = get(reading, 1);
    *ret_grade = (uint8_t)get(reading, PHS_GRADE_PHI);
    hit.value[0] = get(reading, UINT64_MAX);
    hit.value[1] = hit.value[0] ? UINT64_MAX : 0;
    get_short(reading, hit.prefix, sizeof hit.prefix);
    get_short(reading, hit.shape, sizeof hit.shape);
    return hit;
}

/* A category is part of addresses: nothing but what we write ourselves. */
static bool is_category(const char *text) {
    for (size_t i = 0; text && text[i]; i++)
        if (!((text[i] >= 'a' && text[i] <= 'z') || text[i] == '_'))
            return false;
    return text && *text;
}

static struct phs_health_sight read_sight(struct reading *reading, size_t members) {
    struct phs_health_sight sight = {.category = get_text(reading, LONGEST_CATEGORY), .judged = PHS_MATCH_REAL};
    sight.member = (uint32_t)get(reading, members);
    sight.line = (uint32_t)get(reading, UINT32_MAX);
    sight.count = (uint32_t)get(reading, UINT32_MAX);
    sight.grade = (uint8_t)get(reading, PHS_GRADE_PHI);
    get_short(reading, sight.shape, sizeof sight.shape);
    reading->failed |= !is_category(sight.category);
    return sight;
}

static void read_blob(struct reading *reading, const struct phs_rules *rules, struct phs_hit_blob *blob,
                      struct phs_origin *origin) {
    get_bytes(reading, blob->name.id, PHS_OID_BYTES);
    blob->said = (enum phs_said)get(reading, PHS_SAID_OF_TAG);
    blob->size = (uint32_t)get(reading, UINT32_MAX);
    blob->speaks = get(reading, 1);
    blob->reread = get(reading, 1);
    blob->look.limited = get(reading, 1);
    origin->reachable = get(reading, 1);
    get_bytes(reading, origin->commit.id, PHS_OID_BYTES);
    origin->when = (int64_t)get(reading, UINT64_MAX);
    origin->path = get_text(reading, LONGEST_PATH);
    size_t n = (size_t)get(reading, reading->rest.len / SMALLEST_MEMBER);
    for (size_t i = 0; i < n && !reading->failed; i++)
        PHS_PUSH(reading->arena, blob->look.members, (struct phs_look_member){.name = get_text(reading, LONGEST_PATH)});
    n = (size_t)get(reading, reading->rest.len / SMALLEST_HIT);
    blob->grades = PHS_NEW_N(reading->arena, uint8_t, n);
    for (size_t i = 0; i < n && !reading->failed; i++) {
        struct phs_hit hit = read_hit(reading, rules, blob->look.members.n, &blob->grades[i]);
        PHS_PUSH(reading->arena, blob->look.hits, hit);
    }
    n = (size_t)get(reading, reading->rest.len / SMALLEST_SIGHT);
    for (size_t i = 0; i < n && !reading->failed; i++) {
        struct phs_health_sight sight = read_sight(reading, blob->look.members.n);
        PHS_PUSH(reading->arena, blob->look.sights, sight);
    }
}

static bool is_sorted(const struct phs_oid *names, size_t n) {
    for (size_t i = 1; i < n; i++)
        if (phs_oid_cmp(&names[i - 1], &names[i]) >= 0)
            return false;
    return true;
}

static void read_numbers(struct reading *reading, struct phs_remembered *remembered) {
    struct phs_searched *searched = &remembered->past.searched;
    struct phs_origins *origins = &remembered->past.origins;
    size_t *numbers[] = {&searched->blobs_read, &searched->too_large, &searched->damaged, &searched->limited,
                         &searched->pointers};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        *numbers[i] = (size_t)get(reading, UINT32_MAX);
    searched->cut_short = get(reading, 1);
    size_t *more[] = {&origins->commits, &origins->missing_blobs, &origins->missing_trees, &origins->missing_commits,
                      &origins->damaged};
    for (size_t i = 0; i < sizeof more / sizeof *more; i++)
        *more[i] = (size_t)get(reading, UINT32_MAX);
    origins->limited = get(reading, 1);
    remembered->unreached_objects = (size_t)get(reading, UINT32_MAX);
    origins->too_large = (size_t)get(reading, UINT32_MAX);
    remembered->past.messages = (size_t)get(reading, UINT32_MAX);
    remembered->past.not_reread = (size_t)get(reading, UINT32_MAX);
    searched->unpacked = get(reading, UINT64_MAX);
}

static struct phs_oid *read_names(struct reading *reading, size_t *ret_n) {
    *ret_n = (size_t)get(reading, reading->rest.len / sizeof(struct phs_oid));
    struct phs_oid *names = PHS_NEW_N(reading->arena, struct phs_oid, *ret_n);
    get_bytes(reading, names, *ret_n * sizeof *names);
    reading->failed |= !is_sorted(names, *ret_n);
    return names;
}

bool phs_remembered_parse(struct phs_arena *arena, struct phs_slice bytes, const struct phs_rules *rules,
                          struct phs_remembered *ret_remembered) {
    struct reading reading = {.arena = arena, .rest = bytes};
    struct phs_remembered *remembered = ret_remembered;
    struct phs_searched *searched = &remembered->past.searched;
    *remembered = (struct phs_remembered){.past.read = true};
    if (get(&reading, UINT64_MAX) != MAGIC || rules->n == 0)
        return false;
    get_bytes(&reading, remembered->state, PHS_DIGEST_BYTES);
    get_bytes(&reading, remembered->tips, PHS_DIGEST_BYTES);
    read_numbers(&reading, remembered);
    size_t n = (size_t)get(&reading, reading.rest.len / SMALLEST_BLOB);
    remembered->past.origins.at = PHS_NEW_N(arena, struct phs_origin, n);
    for (size_t i = 0; i < n && !reading.failed; i++) {
        struct phs_hit_blob blob = {.grades = NULL};
        read_blob(&reading, rules, &blob, &remembered->past.origins.at[i]);
        PHS_PUSH(arena, searched->blobs, blob);
    }
    remembered->known = read_names(&reading, &remembered->known_count);
    remembered->known_messages = read_names(&reading, &remembered->known_message_count);
    for (int kind = 0; kind < PHS_UNREAD_KINDS; kind++) {
        searched->unread[kind].at = read_names(&reading, &searched->unread[kind].n);
        searched->unread[kind].cap = searched->unread[kind].n;
    }
    for (size_t i = 1; i < searched->blobs.n; i++)
        reading.failed |= phs_oid_cmp(&searched->blobs.at[i - 1].name, &searched->blobs.at[i].name) >= 0;
    return !reading.failed && reading.rest.len == 0;
}

/* One bit that a disk lost would otherwise be a date, a place or a finding that nobody can tell from a true one. */
static bool is_whole(struct phs_slice bytes, struct phs_slice *ret_body) {
    uint8_t seal[PHS_DIGEST_BYTES];
    if (bytes.len < sizeof seal)
        return false;
    *ret_body = phs_slice_n(bytes.ptr, bytes.len - sizeof seal);
    phs_sha256_of(*ret_body, seal);
    return memcmp(bytes.ptr + ret_body->len, seal, sizeof seal) == 0;
}

bool phs_remembered_read(struct phs_arena *arena, struct phs_slice bytes, const struct phs_rules *rules,
                         struct phs_remembered *ret_remembered) {
    struct phs_slice body;
    return is_whole(bytes, &body) && phs_remembered_parse(arena, body, rules, ret_remembered);
}
