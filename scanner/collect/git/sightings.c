/* SPDX-License-Identifier: Apache-2.0 */
/* Secrets that patterns recognised -> resources that tell where, which kind and how real, and never what; and what an
 * identifier is worth among its neighbours. */
#include <stdlib.h>

#include "collect/git/history.h"
#include "collect/git/role.h"

enum { RECORD_LINES = 12, RECORD_HITS = 64 };

static const char *length_band(uint32_t length) {
    return length < 16    ? "under 16"
           : length < 32  ? "16 to 31"
           : length < 64  ? "32 to 63"
           : length < 128 ? "64 to 127"
                          : "128 and more";
}

/* Labels of boxes are words of many languages, which the table of letters that follow each other does not know. */
enum phs_match_class phs_git_judged(const struct phs_git_scan *scan, const struct phs_hit *hit, const char *path) {
    bool generic = phs_is_true(phs_get(scan->rules->patterns[hit->rule]->file, "generic"));
    return generic && !hit->rare && hit->judged == PHS_MATCH_REAL && phs_file_is_translation(path) ? PHS_MATCH_COMMON
                                                                                                   : hit->judged;
}

static void add_secret(struct phs_git_scan *scan, const struct phs_seen_file *file, const struct phs_source *source,
                       const struct phs_hit *hit, unsigned ordinal) {
    struct phs_arena *arena = scan->graph->arena;
    const struct phs_pattern *pattern = scan->rules->patterns[hit->rule];
    const char *role = phs_file_role(file->path);
    enum phs_match_class judged = phs_git_judged(scan, hit, file->path);
    const char *named = phs_path_join(arena, scan->root, phs_look_address(arena, file->path, &file->look, file->member));
    struct phs_resource *resource =
        phs_git_add(scan, "secret_sighting", phs_printf(arena, "secret:%s#%s:%u", named, pattern->id, ordinal),
                    phs_printf(arena, "%s in %s", pattern->title, phs_path_base(named)), source, hit->line);
    struct phs_map_builder map;
    phs_map_builder_init(&map, arena);
    phs_git_set_text(&map, "rule", pattern->id);
    phs_git_set_text(&map, "title", pattern->title);
    phs_git_set_text(&map, "kind", pattern->category);
    phs_git_set_text(&map, "file", source->path);
    phs_git_set_text(&map, "member", source->member);
    phs_git_set_text(&map, "role", role);
    phs_git_set_text(&map, "prefix", hit->prefix[0] ? phs_strdup(arena, hit->prefix) : NULL);
    phs_git_set_text(&map, "length", length_band(hit->length));
    phs_git_set_bool(&map, "real_looking", judged == PHS_MATCH_REAL);
    if (judged != PHS_MATCH_REAL)
        phs_git_set_text(&map, "reason", judged != hit->judged ? "translation" : phs_match_class_name(judged));
    phs_git_set_bool(&map, "in_ci", strcmp(role, "ci") == 0);
    phs_git_set_number(&map, "line", hit->line);
    if (scan->past && judged == PHS_MATCH_REAL)
        phs_past_set(&map, phs_past_secret(scan->past, hit));
    phs_git_set_text(&map, "repository", scan->root);
    phs_git_finish(resource, &map);
    scan->real_secrets += judged == PHS_MATCH_REAL && strcmp(role, "test") != 0 && strcmp(role, "docs") != 0;
}

static void add_secrets(struct phs_git_scan *scan, const struct phs_seen_file *file) {
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
            source = phs_git_source_of(scan, file);
        add_secret(scan, file, source, hit, ordinal);
    }
}

void phs_git_secrets(struct phs_git_scan *scan, const struct phs_seen_file *file) {
    for (uint32_t member = 0; member <= file->look.members.n; member++) {
        const struct phs_seen_file part = {file->path, file->seen, phs_look_member(&file->look, member), member};
        add_secrets(scan, &part);
    }
}

static enum phs_grade grade_of(const struct phs_rules *rules, const struct phs_hit *hit) {
    return rules->secret[hit->rule] ? PHS_GRADE_NONE : rules->patterns[hit->rule]->grade;
}

struct company {
    bool identifier, health;
};

/* What else stands within the lines of one record. */
static struct company company_of(const struct phs_rules *rules, const struct phs_file_look *look, size_t index) {
    struct company company = {0};
    const struct phs_hit *hit = &look->hits.at[index];
    size_t low = index > RECORD_HITS ? index - RECORD_HITS : 0;
    size_t high = index + RECORD_HITS < look->hits.n ? index + RECORD_HITS : look->hits.n;
    for (size_t i = low; i < high; i++) {
        const struct phs_hit *other = &look->hits.at[i];
        uint32_t apart = other->line > hit->line ? other->line - hit->line : hit->line - other->line;
        if (i == index || apart > RECORD_LINES)
            continue;
        company.health |= grade_of(rules, other) == PHS_GRADE_HEALTH;
        company.identifier |= grade_of(rules, other) == PHS_GRADE_IDENTIFIER && !rules->weak[other->rule];
    }
    return company;
}

/* Health and an identifier in one record are PHI; a date or a telephone number alone is nothing. */
enum phs_grade phs_git_grade(const struct phs_rules *rules, const struct phs_file_look *look, size_t index) {
    enum phs_grade own = grade_of(rules, &look->hits.at[index]);
    struct company company = company_of(rules, look, index);
    if (own == PHS_GRADE_HEALTH)
        return company.identifier ? PHS_GRADE_PHI : PHS_GRADE_NONE;
    if (own != PHS_GRADE_IDENTIFIER)
        return PHS_GRADE_NONE;
    if (company.health)
        return PHS_GRADE_PHI;
    return rules->weak[look->hits.at[index].rule] && !company.identifier ? PHS_GRADE_NONE : PHS_GRADE_IDENTIFIER;
}
