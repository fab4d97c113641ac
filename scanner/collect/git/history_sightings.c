/* SPDX-License-Identifier: Apache-2.0 */
/* Resources of what HEAD does not have any more. A value that still stands there is one finding, and that one says since when.
 */
#include <stdlib.h>

#include "collect/git/history.h"
#include "collect/git/role.h"

enum { MOST_OF_A_FILE = 20, MOST_CATEGORIES = 32 };

/* The commit that a place begins with says which message is meant. */
static const char *shown_path(const struct phs_past_event *event) {
    return event->blob->said == PHS_SAID_OF_COMMIT ? "commit message"
           : event->blob->said == PHS_SAID_OF_TAG  ? "tag message"
                                                   : event->origin->path;
}

static const struct phs_source *source_at(struct phs_git_scan *scan, const struct phs_past_event *event) {
    struct phs_arena *arena = scan->graph->arena;
    const struct phs_origin *origin = event->origin;
    struct phs_source *source = PHS_NEW(arena, struct phs_source);
    char *hex = phs_alloc(arena, PHS_OID_HEX + 1);
    for (size_t i = 0; i < PHS_OID_BYTES; i++)
        snprintf(hex + 2 * i, 3, "%02x", origin->commit.id[i]);
    *source = (struct phs_source){
        .kind = PHS_SOURCE_COMMIT, .path = phs_path_join(arena, scan->root, shown_path(event)), .commit = hex};
    source->member = phs_look_member_name(arena, origin->path, &event->blob->look, phs_past_member(event));
    return source;
}

/* Rule and value of every hit in the tree. */
static void note_tree(const struct phs_git_scan *scan, struct phs_arena *scratch, struct phs_map *ret_known) {
    phs_map_init(ret_known, scratch);
    for (size_t i = 0; i < scan->n; i++)
        for (size_t k = 0; k < scan->files[i].look.hits.n; k++) {
            const struct phs_hit *hit = &scan->files[i].look.hits.at[k];
            if (!scan->rules->secret[hit->rule])
                continue;
            char *key = phs_alloc(scratch, 20);
            memcpy(key, &hit->rule, 4);
            memcpy(key + 4, hit->value, 16);
            phs_map_put(ret_known, phs_slice_n(key, 20), (void *)hit);
        }
}

struct events {
    PHS_VEC(const struct phs_past_event *) items;
};

static int by_place(const void *a, const void *b) {
    const struct phs_past_event *x = *(const struct phs_past_event *const *)a, *y = *(const struct phs_past_event *const *)b;
    int order = strcmp(x->path, y->path);
    if (order == 0 && (x->sight || y->sight)) /* records: one of a category, whatever told it */
        return x->sight && y->sight ? strcmp(x->sight->category, y->sight->category) : x->sight ? -1 : 1;
    if (order == 0 && x->hit->rule != y->hit->rule)
        order = x->hit->rule < y->hit->rule ? -1 : 1;
    if (order == 0 && x->origin->when != y->origin->when)
        order = x->origin->when < y->origin->when ? -1 : 1;
    if (order == 0)
        order = phs_oid_cmp(&x->origin->commit, &y->origin->commit);
    if (order == 0)
        order = phs_oid_cmp(&x->blob->name, &y->blob->name);
    return order ? order : x->hit->start < y->hit->start ? -1 : x->hit->start > y->hit->start;
}

static void choose(const struct phs_git_scan *scan, struct phs_arena *scratch, const struct phs_map *all,
                   const struct phs_map *known, struct events *ret_events) {
    for (size_t i = 0; i < all->n; i++) {
        const struct phs_past_event *event = all->items[i].value;
        if (event->origin && event->origin->path && !(known && phs_map_get(known, all->items[i].key)) &&
            (!known || phs_git_judged(scan, event->hit, event->origin->path) == PHS_MATCH_REAL))
            PHS_PUSH(scratch, ret_events->items, event);
    }
    if (ret_events->items.n)
        qsort(ret_events->items.at, ret_events->items.n, sizeof *ret_events->items.at, by_place);
}

static const char *length_band(uint32_t length) {
    return length < 16    ? "under 16"
           : length < 32  ? "16 to 31"
           : length < 64  ? "32 to 63"
           : length < 128 ? "64 to 127"
                          : "128 and more";
}

/* What was said in no file is everybody's who has a clone, as code is. */
static const char *role_of(const struct phs_past_event *event) {
    return event->blob->said == PHS_SAID_IN_FILE ? phs_file_role(event->origin->path) : "message";
}

/* For addresses: what stands in no file has a name of its own. */
static const char *file_of(struct phs_git_scan *scan, const struct phs_past_event *event) {
    return phs_path_join(scan->graph->arena, scan->root, event->path);
}

static void set_common(struct phs_git_scan *scan, struct phs_map_builder *map, const struct phs_past_event *event) {
    struct phs_arena *arena = scan->graph->arena;
    phs_git_set_text(map, "file", phs_path_join(arena, scan->root, event->origin->path));
    phs_git_set_text(map, "member",
                     phs_look_member_name(arena, event->origin->path, &event->blob->look, phs_past_member(event)));
    phs_git_set_text(map, "role", "history");
    phs_git_set_text(map, "file_role", role_of(event));
    phs_git_set_bool(map, "real_looking", true);
    phs_git_set_bool(map, "in_head", false);
    phs_past_set(map, event);
    phs_git_set_text(map, "repository", scan->root);
}

static void add_secret(struct phs_git_scan *scan, const struct phs_past_event *event, unsigned ordinal) {
    struct phs_arena *arena = scan->graph->arena;
    const struct phs_pattern *pattern = scan->rules->patterns[event->hit->rule];
    const struct phs_source *source = source_at(scan, event);
    const char *file = file_of(scan, event);
    struct phs_map_builder map;
    struct phs_resource *resource = phs_git_add(
        scan, "secret_sighting", phs_printf(arena, "secret:%s#%s:history:%u", file, pattern->id, ordinal),
        phs_printf(arena, "%s in the history of %s", pattern->title, phs_path_base(file)), source, event->hit->line);
    phs_map_builder_init(&map, arena);
    phs_git_set_text(&map, "rule", pattern->id);
    phs_git_set_text(&map, "title", pattern->title);
    phs_git_set_text(&map, "kind", pattern->category);
    phs_git_set_text(&map, "prefix", event->hit->prefix[0] ? phs_strdup(arena, event->hit->prefix) : NULL);
    phs_git_set_text(&map, "length", length_band(event->hit->length));
    phs_git_set_bool(&map, "in_ci", strcmp(role_of(event), "ci") == 0);
    phs_git_set_number(&map, "line", event->hit->line);
    set_common(scan, &map, event);
    phs_git_finish(resource, &map);
}

static void add_secrets(struct phs_git_scan *scan, const struct events *events) {
    unsigned ordinal = 0;
    for (size_t i = 0; i < events->items.n; i++) {
        const struct phs_past_event *event = events->items.at[i], *before = i ? events->items.at[i - 1] : NULL;
        bool same = before && before->hit->rule == event->hit->rule && strcmp(before->path, event->path) == 0;
        ordinal = same ? ordinal + 1 : 1;
        if (ordinal <= MOST_OF_A_FILE)
            add_secret(scan, event, ordinal);
    }
}

/* What one version of a file shows of its categories. */
struct shown {
    const char *category;
    enum phs_grade grade;
    size_t count;
};

struct showing {
    struct shown at[MOST_CATEGORIES];
    size_t n;
};

static void show(struct showing *showing, const char *category, enum phs_grade grade, size_t count) {
    size_t at = 0;
    while (at < showing->n && strcmp(showing->at[at].category, category) < 0)
        at++;
    if (at < showing->n && strcmp(showing->at[at].category, category) == 0) {
        showing->at[at].count += count;
        showing->at[at].grade = grade > showing->at[at].grade ? grade : showing->at[at].grade;
        return;
    }
    if (showing->n == MOST_CATEGORIES)
        return;
    memmove(showing->at + at + 1, showing->at + at, (showing->n++ - at) * sizeof *showing->at);
    showing->at[at] = (struct shown){category, grade, count};
}

static bool has_sight(const struct phs_hit_blob *blob, uint32_t member, const char *category) {
    for (size_t i = 0; i < blob->look.sights.n; i++)
        if (blob->look.sights.at[i].member == member && strcmp(blob->look.sights.at[i].category, category) == 0)
            return true;
    return false;
}

/* A format counts values better than patterns do. */
static void show_all(const struct phs_git_scan *scan, const struct phs_hit_blob *blob, uint32_t member,
                     struct showing *showing) {
    for (size_t i = 0; i < blob->look.sights.n; i++) {
        const struct phs_health_sight *sight = &blob->look.sights.at[i];
        if (sight->member == member)
            show(showing, sight->category, (enum phs_grade)sight->grade, sight->count);
    }
    for (size_t i = 0; i < blob->look.hits.n; i++) {
        uint32_t rule = blob->look.hits.at[i].rule;
        if (!scan->rules->secret[rule] && blob->look.hits.at[i].member == member)
            show(showing, scan->rules->patterns[rule]->category, (enum phs_grade)blob->grades[i],
                 !has_sight(blob, member, scan->rules->patterns[rule]->category));
    }
}

static const struct shown *shown_of(const struct showing *showing, const char *category) {
    size_t i = 0;
    while (i + 1 < showing->n && strcmp(showing->at[i].category, category) != 0)
        i++;
    return &showing->at[i];
}

static const struct phs_value *categories_of(struct phs_arena *arena, const struct showing *showing, enum phs_grade grade) {
    const struct phs_value *items[MOST_CATEGORIES];
    size_t n = 0;
    for (size_t i = 0; i < showing->n; i++)
        if (showing->at[i].grade == grade)
            items[n++] = phs_value_text(arena, showing->at[i].category);
    return phs_value_list(arena, items, n, (struct phs_place){0});
}

/* lead: the category that speaks for the file, unless it is this one. */
static void add_record(struct phs_git_scan *scan, const struct phs_past_event *event, const char *lead) {
    struct phs_arena *arena = scan->graph->arena;
    const char *category = phs_past_category(scan, event);
    const char *shape = event->sight ? event->sight->shape : event->hit->shape;
    const struct phs_source *source = source_at(scan, event);
    const char *file = file_of(scan, event);
    struct phs_map_builder map;
    struct showing showing = {.n = 0};
    show_all(scan, event->blob, phs_past_member(event), &showing);
    const struct shown *shown = shown_of(&showing, category);
    struct phs_resource *resource = phs_git_add(scan, "phi_sighting", phs_printf(arena, "phi:%s#%s:history", file, category),
                                                phs_printf(arena, "%s in the history of %s", category, phs_path_base(file)),
                                                source, event->sight ? event->sight->line : event->hit->line);
    phs_map_builder_init(&map, arena);
    phs_git_set_text(&map, "grade", phs_grade_name(shown->grade));
    phs_git_set_text(&map, "category", phs_strdup(arena, category));
    const struct phs_value *categories = categories_of(arena, &showing, shown->grade);
    phs_map_builder_set(&map, PHS_SLICE("categories"), categories->place, categories);
    phs_git_set_number(&map, "count", (double)shown->count);
    phs_git_set_number(&map, "values", (double)shown->count);
    phs_git_set_text(&map, "shape", *shape ? phs_strdup(arena, shape) : NULL);
    if (strcmp(lead, category) != 0)
        phs_git_set_text(&map, "told_with", phs_printf(arena, "phi:%s#%s:history", file, lead));
    set_common(scan, &map, event);
    phs_git_finish(resource, &map);
}

static enum phs_grade grade_of(const struct phs_past_event *event) {
    return event->sight ? (enum phs_grade)event->sight->grade
                        : (enum phs_grade)event->blob->grades[event->hit - event->blob->look.hits.at];
}

/* The gravest, and of those the one that says most about who it is. */
static const char *lead_of(const struct phs_git_scan *scan, const struct phs_past_event *const *events, size_t n) {
    const char *lead = NULL;
    size_t best = 0;
    for (size_t i = 0; i < n; i++) {
        const char *category = phs_past_category(scan, events[i]);
        size_t rank = phs_git_rank(category, grade_of(events[i]));
        if (!lead || rank < best) {
            lead = category;
            best = rank;
        }
    }
    return lead;
}

static bool is_in_tree(const struct phs_git_scan *scan, const struct phs_past_event *event) {
    struct phs_arena *arena = scan->graph->arena;
    const char *address =
        phs_printf(arena, "phi:%s#%s", phs_path_join(arena, scan->root, event->path), phs_past_category(scan, event));
    return phs_graph_find(scan->graph, scan->root, scan->environment, address) != NULL;
}

/* Events of one file stand together. What the tree tells of it too is left to that. */
static void add_records(struct phs_git_scan *scan, struct phs_arena *scratch, const struct events *events) {
    for (size_t i = 0, next; i < events->items.n; i = next) {
        PHS_VEC(const struct phs_past_event *) gone = {0};
        for (next = i; next < events->items.n; next++) {
            const struct phs_past_event *event = events->items.at[next];
            if (strcmp(event->path, events->items.at[i]->path) != 0)
                break;
            if (!is_in_tree(scan, event))
                PHS_PUSH(scratch, gone, event);
        }
        const char *lead = lead_of(scan, gone.at, gone.n);
        for (size_t k = 0; k < gone.n; k++)
            add_record(scan, gone.at[k], lead);
    }
}

void phs_history_sightings(struct phs_git_scan *scan, const struct phs_past *past) {
    struct phs_arena *scratch = phs_arena_new();
    struct events secrets = {0}, records = {0};
    struct phs_map known;
    if (past->read) {
        note_tree(scan, scratch, &known);
        choose(scan, scratch, &past->secrets, &known, &secrets);
        choose(scan, scratch, &past->records, NULL, &records);
        add_secrets(scan, &secrets);
        add_records(scan, scratch, &records);
    }
    phs_arena_free(scratch);
}
