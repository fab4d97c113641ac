/* SPDX-License-Identifier: Apache-2.0 */
/* Values that patterns recognised -> resources that tell where, which kind and how real, and never what. A sighting that the
 * scan of field names made already is added to, so that one fact is one resource. */
#include <stdlib.h>

#include "collect/git/parts.h"
#include "collect/git/role.h"

enum { RECORD_LINES = 12, RECORD_HITS = 64, MOST_CATEGORIES = 32 };

static const char *length_band(uint32_t length) {
    return length < 16    ? "under 16"
           : length < 32  ? "16 to 31"
           : length < 64  ? "32 to 63"
           : length < 128 ? "64 to 127"
                          : "128 and more";
}

/* A value that nobody's name is on counts for nothing where tests and documents invent values all day. */
static enum phs_match_class judged_in_role(const struct phs_git_scan *scan, const struct phs_hit *hit, const char *role) {
    bool generic = phs_is_true(phs_get(scan->rules->patterns[hit->rule]->file, "generic"));
    bool invented = strcmp(role, "test") == 0 || strcmp(role, "docs") == 0;
    return generic && invented && hit->judged == PHS_MATCH_REAL ? PHS_MATCH_COMMON : hit->judged;
}

static void add_secret(struct phs_git_scan *scan, const struct phs_seen_file *file, const struct phs_source *source,
                       const struct phs_hit *hit, unsigned ordinal) {
    struct phs_arena *arena = scan->graph->arena;
    const struct phs_pattern *pattern = scan->rules->patterns[hit->rule];
    const char *role = phs_file_role(file->path);
    enum phs_match_class judged = judged_in_role(scan, hit, role);
    struct phs_resource *resource =
        phs_git_add(scan, "secret_sighting", phs_printf(arena, "secret:%s#%s:%u", source->path, pattern->id, ordinal),
                    phs_printf(arena, "%s in %s", pattern->title, phs_path_base(source->path)), source, hit->line);
    struct phs_map_builder map;
    phs_map_builder_init(&map, arena);
    phs_git_set_text(&map, "rule", pattern->id);
    phs_git_set_text(&map, "title", pattern->title);
    phs_git_set_text(&map, "kind", pattern->category);
    phs_git_set_text(&map, "file", source->path);
    phs_git_set_text(&map, "role", role);
    phs_git_set_text(&map, "prefix", hit->prefix[0] ? phs_strdup(arena, hit->prefix) : NULL);
    phs_git_set_text(&map, "length", length_band(hit->length));
    phs_git_set_bool(&map, "real_looking", judged == PHS_MATCH_REAL);
    if (judged != PHS_MATCH_REAL)
        phs_git_set_text(&map, "reason", judged != hit->judged ? "test path" : phs_match_class_name(judged));
    phs_git_set_bool(&map, "in_ci", strcmp(role, "ci") == 0);
    phs_git_set_number(&map, "line", hit->line);
    phs_git_set_text(&map, "repository", scan->root);
    phs_git_finish(resource, &map);
    scan->real_secrets += judged == PHS_MATCH_REAL && strcmp(role, "test") != 0 && strcmp(role, "docs") != 0;
}

void phs_git_secrets(struct phs_git_scan *scan, const struct phs_seen_file *file) {
    const struct phs_source *source = NULL;
    for (size_t i = 0; i < file->look.hits.n; i++) {
        const struct phs_hit *hit = &file->look.hits.at[i];
        unsigned ordinal = 1;
        if (!scan->rules->secret[hit->rule])
            continue;
        for (size_t k = 0; k < i; k++)
            ordinal += file->look.hits.at[k].rule == hit->rule;
        if (ordinal > PHS_MOST_OF_A_RULE)
            continue;
        if (!source)
            source = phs_git_source(scan, file->path);
        add_secret(scan, file, source, hit, ordinal);
    }
}

/* One category of identifier in one file. */
struct sighting {
    const char *category;
    enum phs_grade grade;
    uint32_t line, count;
    bool real;
    const char *shape;
};

struct sightings {
    struct sighting at[MOST_CATEGORIES];
    size_t n;
};

static enum phs_grade grade_of(const struct phs_git_scan *scan, const struct phs_hit *hit) {
    return scan->rules->secret[hit->rule] ? PHS_GRADE_NONE : scan->rules->patterns[hit->rule]->grade;
}

struct company {
    bool identifier, health;
};

/* What else stands within the lines of one record. */
static struct company company_of(const struct phs_git_scan *scan, const struct phs_file_look *look, size_t index) {
    struct company company = {0};
    const struct phs_hit *hit = &look->hits.at[index];
    size_t low = index > RECORD_HITS ? index - RECORD_HITS : 0;
    size_t high = index + RECORD_HITS < look->hits.n ? index + RECORD_HITS : look->hits.n;
    for (size_t i = low; i < high; i++) {
        const struct phs_hit *other = &look->hits.at[i];
        uint32_t apart = other->line > hit->line ? other->line - hit->line : hit->line - other->line;
        if (i == index || apart > RECORD_LINES)
            continue;
        company.health |= grade_of(scan, other) == PHS_GRADE_HEALTH;
        company.identifier |= grade_of(scan, other) == PHS_GRADE_IDENTIFIER && !scan->rules->weak[other->rule];
    }
    return company;
}

/* Health and an identifier in one record are PHI; a date or a telephone number alone is nothing. */
static enum phs_grade grade_in_record(const struct phs_git_scan *scan, const struct phs_file_look *look, size_t index) {
    enum phs_grade own = grade_of(scan, &look->hits.at[index]);
    struct company company = company_of(scan, look, index);
    if (own == PHS_GRADE_HEALTH)
        return company.identifier ? PHS_GRADE_PHI : PHS_GRADE_NONE;
    if (own != PHS_GRADE_IDENTIFIER)
        return PHS_GRADE_NONE;
    if (company.health)
        return PHS_GRADE_PHI;
    return scan->rules->weak[look->hits.at[index].rule] && !company.identifier ? PHS_GRADE_NONE : PHS_GRADE_IDENTIFIER;
}

static void count_hit(struct sightings *all, const char *category, enum phs_grade grade, const struct phs_hit *hit) {
    size_t i = 0;
    while (i < all->n && strcmp(all->at[i].category, category) != 0)
        i++;
    if (i == MOST_CATEGORIES)
        return;
    if (i == all->n)
        all->at[all->n++] = (struct sighting){.category = category};
    struct sighting *sighting = &all->at[i];
    bool real = hit->judged == PHS_MATCH_REAL;
    /* The line shown is the one of the gravest value. */
    if (!sighting->line || grade > sighting->grade || (grade == sighting->grade && real && !sighting->real)) {
        sighting->line = hit->line;
        sighting->shape = hit->shape;
    }
    sighting->grade = grade > sighting->grade ? grade : sighting->grade;
    sighting->real |= real;
    sighting->count++;
}

static const struct phs_value *category_list(struct phs_arena *arena, const struct sightings *all, enum phs_grade grade) {
    const struct phs_value *items[MOST_CATEGORIES];
    size_t n = 0;
    for (size_t i = 0; i < all->n; i++)
        if (all->at[i].grade == grade)
            items[n++] = phs_value_text(arena, all->at[i].category);
    return phs_value_list(arena, items, n, (struct phs_place){0});
}

/* The scan of field names saw the category in this file: what the values add. */
static void add_to(struct phs_arena *arena, struct phs_resource *resource, const struct sighting *sighting) {
    struct phs_map_builder map;
    const struct phs_value *before = resource->attributes;
    phs_map_builder_init(&map, arena);
    for (size_t i = 0; phs_is(before, PHS_MAP) && i < before->map.n; i++)
        phs_map_builder_set(&map, before->map.at[i].key, before->map.at[i].key_place, before->map.at[i].value);
    phs_git_set_number(&map, "values", sighting->count);
    bool graver = sighting->grade == PHS_GRADE_PHI && !phs_slice_is(phs_text(phs_get(before, "grade")), "phi");
    if (graver)
        phs_git_set_text(&map, "grade", phs_grade_name(sighting->grade));
    if (!phs_get(before, "shape") && sighting->shape && *sighting->shape)
        phs_git_set_text(&map, "shape", phs_strdup(arena, sighting->shape));
    phs_git_set_bool(&map, "real_looking", sighting->real || phs_is_true(phs_get(before, "real_looking")));
    resource->attributes = resource->original = phs_map_builder_done(&map, resource->place);
}

static void add_sighting(struct phs_git_scan *scan, const struct phs_seen_file *file, const struct phs_source *source,
                         const struct sightings *all, const struct sighting *sighting) {
    struct phs_arena *arena = scan->graph->arena;
    const char *address = phs_printf(arena, "phi:%s#%s", source->path, sighting->category);
    struct phs_resource *resource = phs_graph_find(scan->graph, scan->root, scan->environment, address);
    struct phs_map_builder map;
    if (resource && strcmp(resource->type, "phi_sighting") == 0) {
        add_to(arena, resource, sighting);
        return;
    }
    resource =
        phs_git_add(scan, "phi_sighting", address,
                    phs_printf(arena, "%s in %s", sighting->category, phs_path_base(source->path)), source, sighting->line);
    phs_map_builder_init(&map, arena);
    phs_git_set_text(&map, "file", source->path);
    phs_git_set_text(&map, "role", phs_file_record_role(file->path));
    phs_git_set_text(&map, "grade", phs_grade_name(sighting->grade));
    phs_git_set_text(&map, "category", sighting->category);
    const struct phs_value *categories = category_list(arena, all, sighting->grade);
    phs_map_builder_set(&map, PHS_SLICE("categories"), categories->place, categories);
    phs_git_set_number(&map, "count", sighting->count);
    phs_git_set_number(&map, "values", sighting->count);
    phs_git_set_text(&map, "shape", sighting->shape && *sighting->shape ? phs_strdup(arena, sighting->shape) : NULL);
    phs_git_set_bool(&map, "real_looking", sighting->real);
    phs_git_set_text(&map, "repository", scan->root);
    phs_git_finish(resource, &map);
}

static int by_category(const void *a, const void *b) {
    return strcmp(((const struct sighting *)a)->category, ((const struct sighting *)b)->category);
}

void phs_git_identifiers(struct phs_git_scan *scan, const struct phs_seen_file *file) {
    struct sightings all = {.n = 0};
    for (size_t i = 0; i < file->look.hits.n; i++) {
        enum phs_grade grade = grade_in_record(scan, &file->look, i);
        if (grade != PHS_GRADE_NONE)
            count_hit(&all, scan->rules->patterns[file->look.hits.at[i].rule]->category, grade, &file->look.hits.at[i]);
    }
    if (all.n == 0)
        return;
    const struct phs_source *source = phs_git_source(scan, file->path);
    qsort(all.at, all.n, sizeof *all.at, by_category);
    for (size_t i = 0; i < all.n; i++)
        add_sighting(scan, file, source, &all, &all.at[i]);
}
