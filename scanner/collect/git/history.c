/* SPDX-License-Identifier: Apache-2.0 */
/* Packs, loose objects, search, origins, in this order; then one event for each value and each kind of record. */
#include "collect/git/history.h"

#include "base/clock.h"
#include "collect/git/role.h"

bool phs_history_is_wanted(const struct phs_git_scan *scan, const struct phs_target *target) {
    return target->history != PHS_HISTORY_HEAD && scan->tree->git_dir &&
           (scan->tree->whole || target->history == PHS_HISTORY_ALL);
}

/* Without a date comes last; then by name, then by place, so that no order of threads or packs shows. */
static bool is_earlier(const struct phs_past_event *a, const struct phs_past_event *b) {
    if (!a->origin != !b->origin)
        return a->origin != NULL;
    if (a->origin && a->origin->when != b->origin->when)
        return a->origin->when < b->origin->when;
    int order = a->origin ? phs_oid_cmp(&a->origin->commit, &b->origin->commit) : 0;
    if (order == 0 && a->origin && a->origin->path && b->origin->path)
        order = strcmp(a->origin->path, b->origin->path);
    if (order == 0)
        order = phs_oid_cmp(&a->blob->name, &b->blob->name);
    return order ? order < 0 : a->hit->start < b->hit->start;
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

static void gather(struct phs_git_scan *scan, struct phs_arena *arena, struct phs_past *past) {
    struct phs_arena *scratch = phs_arena_new();
    char key[20];
    for (size_t i = 0; i < past->searched.blobs.n; i++) {
        const struct phs_hit_blob *blob = &past->searched.blobs.at[i];
        const struct phs_origin *origin = &past->origins.at[i];
        for (size_t k = 0; counts(origin) && k < blob->look.hits.n; k++) {
            struct phs_past_event event = {origin->reachable ? origin : NULL, blob, &blob->look.hits.at[k]};
            if (scan->rules->secret[event.hit->rule])
                put_event(arena, &past->secrets, secret_key(event.hit, key), &event);
            else if (origin->path)
                put_event(arena, &past->records,
                          record_key(scratch, origin->path, scan->rules->patterns[event.hit->rule]->category), &event);
        }
        phs_arena_reset(scratch);
    }
    phs_arena_free(scratch);
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

static void hex_of(const struct phs_oid *oid, char ret_hex[PHS_OID_HEX + 1]) {
    for (size_t i = 0; i < PHS_OID_BYTES; i++)
        snprintf(ret_hex + 2 * i, 3, "%02x", oid->id[i]);
}

void phs_past_set(struct phs_map_builder *map, const struct phs_past_event *event) {
    char hex[PHS_OID_HEX + 1], date[11];
    if (!event || !event->origin)
        return;
    hex_of(&event->origin->commit, hex);
    phs_git_set_text(map, "first_commit", phs_strdup(map->arena, hex));
    if (event->origin->when <= 0)
        return;
    phs_date_format(event->origin->when, date);
    phs_git_set_text(map, "first_seen", phs_strdup(map->arena, date));
}

struct reasons {
    struct phs_arena *arena;
    const char *text;
};

static void add(struct reasons *reasons, const char *sentence) {
    reasons->text = reasons->text ? phs_printf(reasons->arena, "%s; %s", reasons->text, sentence) : sentence;
}

static void add_count(struct reasons *reasons, size_t n, const char *what) {
    if (n)
        add(reasons, phs_printf(reasons->arena, "%zu %s", n, what));
}

static size_t unreached(const struct phs_past *past) {
    size_t n = 0;
    for (size_t i = 0; i < past->secrets.n; i++)
        n += !((const struct phs_past_event *)past->secrets.items[i].value)->origin;
    return n;
}

static void cover(struct phs_git_scan *scan, const struct phs_target *target, const struct phs_past *past,
                  const struct phs_packs *packs, const struct phs_loose_list *loose, const struct phs_tips *tips) {
    struct phs_arena *arena = scan->graph->arena;
    struct reasons reasons = {.arena = arena};
    for (size_t i = 0; i < packs->problems.n; i++)
        add(&reasons, phs_strdup(arena, packs->problems.at[i]));
    if (tips->shallow)
        add(&reasons, "the clone is shallow: what was committed before it begins is not here");
    add_count(&reasons, past->origins.missing_blobs,
              tips->partial ? "files are not here, because the clone is partial" : "files that commits name are not here");
    add_count(&reasons, past->origins.missing_trees, "folders that commits name are not here");
    if (!tips->shallow)
        add_count(&reasons, past->origins.missing_commits, "commits that others build on are not here");
    add_count(&reasons, packs->n - packs->reached + loose->damaged + past->searched.damaged + past->origins.damaged,
              "objects are damaged");
    add_count(&reasons, past->searched.too_large, "files are over 64 MB");
    add_count(&reasons, past->searched.limited, "files have more matches than are kept");
    if (past->searched.cut_short || past->origins.limited || tips->limited || loose->limited)
        add(&reasons, "a bound was reached before the end");
    bool partly = reasons.text != NULL;
    add_count(&reasons, unreached(past), "secrets stand only in objects that no branch, tag, stash or reflog leads to");
    phs_graph_cover(scan->graph, "history", scan->root, partly ? PHS_READ_PARTLY : PHS_READ, target->history == PHS_HISTORY_ALL,
                    reasons.text, target->place)
        ->items = past->searched.blobs_read;
}

void phs_history_collect(struct phs_git_scan *scan, const struct phs_target *target, struct phs_arena *arena,
                         struct phs_progress *progress, struct phs_past *ret_past) {
    struct phs_packs packs;
    struct phs_loose_list loose;
    struct phs_tips tips;
    const char *git_dir = scan->tree->git_dir;
    phs_progress_stage(progress, "reading history", 0);
    phs_packs_open(arena, git_dir, &packs);
    phs_packs_link(&packs);
    phs_loose_list_read(arena, git_dir, &packs, &loose);
    phs_tips_read(arena, git_dir, &tips);
    for (size_t i = 0; i < packs.files.n; i++)
        tips.partial |= packs.files.at[i].promisor;
    const struct phs_search search = {.rules = scan->rules, .packs = &packs, .loose = &loose, .whole = scan->whole_blobs};
    *ret_past = (struct phs_past){.read = true};
    phs_map_init(&ret_past->secrets, arena);
    phs_map_init(&ret_past->records, arena);
    phs_search_run(arena, &search, &ret_past->searched);
    const struct phs_oid **names = PHS_NEW_N(arena, const struct phs_oid *, ret_past->searched.blobs.n);
    for (size_t i = 0; i < ret_past->searched.blobs.n; i++)
        names[i] = &ret_past->searched.blobs.at[i].name;
    const struct phs_origins_ask ask = {&packs, &loose, &tips, names, ret_past->searched.blobs.n};
    phs_origins_find(arena, &ask, &ret_past->origins);
    gather(scan, arena, ret_past);
    cover(scan, target, ret_past, &packs, &loose, &tips);
}
