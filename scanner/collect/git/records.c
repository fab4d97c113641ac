/* SPDX-License-Identifier: Apache-2.0 */
/* What documents and patterns say about patients -> one phi_sighting for each category of a file: grade, class, lines and
 * counts, never a value. A sighting that the scan of field names made already is added to, so that one fact is one resource. */
#include <stddef.h>
#include <stdlib.h>

#include "collect/git/history.h"
#include "collect/git/role.h"

enum { MOST_CATEGORIES = 40, MOST_RANGES = 400 };

struct range {
    uint32_t first, last;
};

/* One category in one file. */
struct sighting {
    const char *category;
    enum phs_grade grade;
    uint32_t line;                      /* of the gravest value */
    uint32_t count[PHS_MATCH_NONE + 1]; /* by class */
    const char *shape;
    PHS_VEC(struct range) lines;
};

struct sightings {
    struct phs_arena *arena;
    struct sighting at[MOST_CATEGORIES];
    size_t n;
    const struct sighting *lead; /* speaks for all of the file */
};

static struct sighting *sighting_of(struct sightings *all, const char *category) {
    size_t i = 0;
    while (i < all->n && strcmp(all->at[i].category, category) != 0)
        i++;
    if (i == MOST_CATEGORIES)
        return NULL;
    if (i == all->n)
        all->at[all->n++] = (struct sighting){.category = category};
    return &all->at[i];
}

static bool is_real(const struct sighting *sighting) {
    return sighting->count[PHS_MATCH_REAL] > 0;
}

/* The line shown is the one of the gravest value. Lines come in order, but for those of patterns behind those of formats. */
static void count(struct sightings *all, const char *category, enum phs_grade grade, enum phs_match_class judged, uint32_t line,
                  uint32_t number, const char *shape) {
    struct sighting *sighting = sighting_of(all, category);
    if (!sighting)
        return;
    bool graver = grade > sighting->grade || (grade == sighting->grade && judged == PHS_MATCH_REAL && !is_real(sighting));
    if (!sighting->line || graver) {
        sighting->line = line;
        sighting->shape = shape;
    }
    sighting->grade = grade > sighting->grade ? grade : sighting->grade;
    sighting->count[judged] += number;
    struct range *last = sighting->lines.n ? &sighting->lines.at[sighting->lines.n - 1] : NULL;
    if (last && line >= last->first && line <= last->last + 1)
        last->last = line > last->last ? line : last->last;
    else
        PHS_PUSH(all->arena, sighting->lines, (struct range){line, line});
}

static bool has_sight(const struct phs_file_look *look, const char *category, uint32_t line) {
    size_t i =
        phs_look_first(look->sights.at, look->sights.n, sizeof *look->sights.at, offsetof(struct phs_health_sight, line), line);
    for (; i < look->sights.n && look->sights.at[i].line == line; i++)
        if (strcmp(look->sights.at[i].category, category) == 0)
            return true;
    return false;
}

/* A document that nothing real is in was made by a generator, and patterns cannot know better. */
static bool is_made_up(const struct phs_file_look *look) {
    for (size_t i = 0; i < look->sights.n; i++)
        if (look->sights.at[i].judged == PHS_MATCH_REAL)
            return false;
    return look->sights.n > 0;
}

static void gather(const struct phs_git_scan *scan, const struct phs_file_look *look, struct sightings *all) {
    bool made_up = is_made_up(look);
    for (size_t i = 0; i < look->sights.n; i++) {
        const struct phs_health_sight *sight = &look->sights.at[i];
        count(all, sight->category, (enum phs_grade)sight->grade, (enum phs_match_class)sight->judged, sight->line,
              sight->count, sight->shape);
    }
    for (size_t i = 0; i < look->hits.n; i++) {
        const struct phs_hit *hit = &look->hits.at[i];
        const char *category = scan->rules->patterns[hit->rule]->category;
        enum phs_grade grade = phs_git_grade(scan->rules, look, i);
        if (grade != PHS_GRADE_NONE && !has_sight(look, category, hit->line))
            count(all, category, grade, made_up && hit->judged == PHS_MATCH_REAL ? PHS_MATCH_SYNTHETIC : hit->judged, hit->line,
                  1, hit->shape);
    }
}

static int by_first(const void *a, const void *b) {
    const struct range *x = a, *y = b;
    return x->first < y->first ? -1 : x->first > y->first;
}

/* "12", "14-20": in order and without overlap; no more than most, and how many ranges stand behind them. */
static const struct phs_value *line_list(struct phs_arena *arena, struct sighting *sighting, size_t most, size_t *ret_left) {
    const struct phs_value **items = PHS_NEW_N(arena, const struct phs_value *, sighting->lines.n);
    size_t n = 0;
    qsort(sighting->lines.at, sighting->lines.n, sizeof *sighting->lines.at, by_first);
    for (size_t i = 0; i < sighting->lines.n;) {
        struct range range = sighting->lines.at[i++];
        for (; i < sighting->lines.n && sighting->lines.at[i].first <= range.last + 1; i++)
            if (sighting->lines.at[i].last > range.last)
                range.last = sighting->lines.at[i].last;
        if (n == most) {
            ++*ret_left;
            continue;
        }
        const char *text = range.first == range.last ? phs_printf(arena, "%u", range.first)
                                                     : phs_printf(arena, "%u-%u", range.first, range.last);
        items[n++] = phs_value_text(arena, text);
    }
    return phs_value_list(arena, items, n, (struct phs_place){0});
}

static const struct phs_value *category_list(struct phs_arena *arena, const struct sightings *all, enum phs_grade grade) {
    const struct phs_value *items[MOST_CATEGORIES];
    size_t n = 0;
    for (size_t i = 0; i < all->n; i++)
        if (all->at[i].grade == grade)
            items[n++] = phs_value_text(arena, all->at[i].category);
    return phs_value_list(arena, items, n, (struct phs_place){0});
}

static uint32_t values_of(const struct sighting *sighting) {
    uint32_t sum = 0;
    for (size_t i = 0; i <= PHS_MATCH_NONE; i++)
        sum += sighting->count[i];
    return sum;
}

/* The class of the gravest, and how many of each there are. */
static void set_classes(struct phs_map_builder *map, const struct sighting *sighting) {
    static const enum phs_match_class shown[] = {PHS_MATCH_REAL, PHS_MATCH_SYNTHETIC, PHS_MATCH_DOCUMENTED};
    const char *class = NULL;
    for (size_t i = 0; i < sizeof shown / sizeof *shown; i++) {
        if (sighting->count[shown[i]] == 0)
            continue;
        class = class ? class : phs_match_class_name(shown[i]);
        phs_git_set_number(map, phs_match_class_name(shown[i]), sighting->count[shown[i]]);
    }
    phs_git_set_text(map, "class", class ? class : "documented");
}

size_t phs_git_rank(const char *category, enum phs_grade grade) {
    static const char *const order[] = {"ssn", "mrn", "patient_id", "insurance_id", "account_number", "name"};
    size_t rank = 0;
    while (rank < sizeof order / sizeof *order && strcmp(order[rank], category) != 0)
        rank++;
    return rank + (grade == PHS_GRADE_PHI ? 0U : grade == PHS_GRADE_HEALTH ? 200U : 100U);
}

/* The category that speaks for its file: findings name one, with the lines of all. */
static const struct sighting *lead_of(const struct sightings *all) {
    const struct sighting *lead = NULL;
    size_t best = 0;
    for (size_t i = 0; i < all->n; i++) {
        const struct sighting *each = &all->at[i];
        size_t rank = phs_git_rank(each->category, each->grade) + (is_real(each) ? 0 : 10);
        if (!lead || rank < best) {
            lead = each;
            best = rank;
        }
    }
    return lead;
}

/* With the member of a container that the look is of. */
static const char *address_of(const struct phs_git_scan *scan, const struct phs_seen_file *file) {
    return phs_look_address(scan->graph->arena, file->path, &file->look, file->member);
}

static const char *file_of(const struct phs_git_scan *scan, const struct phs_seen_file *file) {
    return phs_path_join(scan->graph->arena, scan->root, address_of(scan, file));
}

static void set_values(const struct phs_git_scan *scan, const struct phs_seen_file *file, struct phs_map_builder *map,
                       struct sightings *all, struct sighting *sighting, const struct phs_source *source) {
    const struct phs_file_look *look = &file->look;
    if (scan->past)
        phs_past_set(map, phs_past_record(scan->past, address_of(scan, file), sighting->category));
    phs_git_set_text(map, "member", source->member);
    phs_git_set_number(map, "values", values_of(sighting));
    set_classes(map, sighting);
    phs_git_set_text(map, "format", look->format);
    bool leads = sighting->category == all->lead->category;
    size_t left = 0;
    if (!leads)
        phs_git_set_text(map, "told_with", phs_printf(map->arena, "phi:%s#%s", file_of(scan, file), all->lead->category));
    /* As many as there are sights of one file: nothing is left out where all lines of the file are told. */
    const struct phs_value *lines = line_list(map->arena, sighting, leads ? PHS_HEALTH_MOST_SIGHTS : MOST_RANGES, &left);
    phs_map_builder_set(map, PHS_SLICE("lines"), lines->place, lines);
    if (left)
        phs_git_set_number(map, "lines_left_out", (double)left);
}

/* The scan of field names saw the category in this file: what the values add. A format knows better than names do. */
static void add_to(struct phs_git_scan *scan, struct phs_resource *resource, const struct phs_seen_file *file,
                   struct sightings *all, struct sighting *sighting) {
    const struct phs_file_look *look = &file->look;
    struct phs_map_builder map;
    const struct phs_value *before = resource->attributes;
    phs_map_builder_init(&map, scan->graph->arena);
    for (size_t i = 0; phs_is(before, PHS_MAP) && i < before->map.n; i++)
        phs_map_builder_set(&map, before->map.at[i].key, before->map.at[i].key_place, before->map.at[i].value);
    bool graver = sighting->grade == PHS_GRADE_PHI && !phs_slice_is(phs_text(phs_get(before, "grade")), "phi");
    if (graver)
        phs_git_set_text(&map, "grade", phs_grade_name(sighting->grade));
    if (graver || look->format)
        resource->place.line = sighting->line;
    if (!phs_get(before, "shape") && sighting->shape && *sighting->shape)
        phs_git_set_text(&map, "shape", phs_strdup(scan->graph->arena, sighting->shape));
    phs_git_set_bool(&map, "real_looking",
                     is_real(sighting) || (!look->format && phs_is_true(phs_get(before, "real_looking"))));
    set_values(scan, file, &map, all, sighting, resource->place.source);
    resource->attributes = resource->original = phs_map_builder_done(&map, resource->place);
}

static void add_sighting(struct phs_git_scan *scan, const struct phs_seen_file *file, const struct phs_source *source,
                         struct sightings *all, struct sighting *sighting) {
    struct phs_arena *arena = scan->graph->arena;
    const char *address = phs_printf(arena, "phi:%s#%s", file_of(scan, file), sighting->category);
    struct phs_resource *resource = phs_graph_find(scan->graph, scan->root, scan->environment, address);
    struct phs_map_builder map;
    if (resource && strcmp(resource->type, "phi_sighting") == 0) {
        add_to(scan, resource, file, all, sighting);
        return;
    }
    resource = phs_git_add(scan, "phi_sighting", address,
                           phs_printf(arena, "%s in %s", sighting->category, phs_path_base(file_of(scan, file))), source,
                           sighting->line);
    phs_map_builder_init(&map, arena);
    phs_git_set_text(&map, "file", source->path);
    phs_git_set_text(&map, "role", phs_file_record_role(file->path));
    phs_git_set_text(&map, "grade", phs_grade_name(sighting->grade));
    phs_git_set_text(&map, "category", sighting->category);
    const struct phs_value *categories = category_list(arena, all, sighting->grade);
    phs_map_builder_set(&map, PHS_SLICE("categories"), categories->place, categories);
    phs_git_set_number(&map, "count", values_of(sighting));
    phs_git_set_text(&map, "shape", sighting->shape && *sighting->shape ? phs_strdup(arena, sighting->shape) : NULL);
    phs_git_set_bool(&map, "real_looking", is_real(sighting));
    set_values(scan, file, &map, all, sighting, source);
    phs_git_set_text(&map, "repository", scan->root);
    phs_git_finish(resource, &map);
}

static int by_category(const void *a, const void *b) {
    return strcmp(((const struct sighting *)a)->category, ((const struct sighting *)b)->category);
}

/* The lead's finding shows every line of the file that tells anything. */
static void take_all_lines(struct sightings *all) {
    struct sighting *lead = &all->at[all->lead - all->at];
    for (size_t i = 0; i < all->n; i++)
        for (size_t k = 0; &all->at[i] != lead && k < all->at[i].lines.n; k++)
            PHS_PUSH(all->arena, lead->lines, all->at[i].lines.at[k]);
}

static void add_identifiers(struct phs_git_scan *scan, const struct phs_seen_file *file) {
    if (file->look.hits.n == 0 && file->look.sights.n == 0)
        return;
    struct phs_arena *scratch = phs_arena_new();
    struct sightings *all = PHS_NEW(scratch, struct sightings);
    all->arena = scratch;
    gather(scan, &file->look, all);
    if (all->n) {
        const struct phs_source *source = phs_git_source_of(scan, file);
        qsort(all->at, all->n, sizeof *all->at, by_category);
        all->lead = lead_of(all);
        take_all_lines(all);
        for (size_t i = 0; i < all->n; i++)
            add_sighting(scan, file, source, all, &all->at[i]);
    }
    phs_arena_free(scratch);
}

void phs_git_identifiers(struct phs_git_scan *scan, const struct phs_seen_file *file) {
    for (uint32_t member = 0; member <= file->look.members.n; member++) {
        const struct phs_seen_file part = {file->path, file->seen, phs_look_member(&file->look, member), member};
        add_identifiers(scan, &part);
    }
}
