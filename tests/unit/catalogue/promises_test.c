/* SPDX-License-Identifier: Apache-2.0 */
/* Holds every built-in file to its promises, whoever wrote it. What a check's examples give is run by judge's tests. */
#include <criterion/criterion.h>

#include "catalogue/catalogue.h"
#include "catalogue/lexicon.h"
#include "catalogue/tsv.h"
#include "collect/git/rules.h"
#include "support/catalogue.h"

/* Shorter than this is no prose. */
enum { SENTENCE = 20, TITLE = 10 };

static struct phs_arena *arena;
static struct phs_catalogue *catalogue;
static struct phs_tsv *weights;

static void load(void) {
    struct phs_err err;
    arena = phs_arena_new();
    catalogue = built_in_catalogue(arena);
    if (phs_tsv_parse(arena, "checks/weights.tsv", phs_catalogue_file("checks/weights.tsv"), &weights, &err) != PHS_OK)
        cr_assert_fail("%s", err.text);
}

static void unload(void) {
    phs_arena_free(arena);
}

TestSuite(promises, .init = load, .fini = unload);

static bool is_prose(const char *text) {
    return text && phs_slice_trim(phs_slice(text)).len >= SENTENCE;
}

static bool has_weight(const char *group, const char *name) {
    for (size_t i = 0; i < weights->rows.n; i++)
        if (phs_slice_is(phs_tsv_cell(weights, i, "group"), group) && phs_slice_is(phs_tsv_cell(weights, i, "name"), name))
            return true;
    return false;
}

Test(promises, nothing_built_in_is_broken_or_points_nowhere) {
    for (size_t i = 0; i < catalogue->errors.n; i++)
        cr_expect(false, "%s", catalogue->errors.at[i]);
    for (size_t i = 0; i < catalogue->warnings.n; i++)
        cr_expect(false, "%s", catalogue->warnings.at[i]);
    cr_expect(catalogue->safeguards.n > 0 && catalogue->threats.n > 0 && catalogue->vendors.n > 0 && catalogue->patterns.n > 0);
}

/* "checks/aws/s3/x.yaml" says aws.s3.x. */
static const char *id_of_file(const char *path) {
    char *id = phs_strdup(arena, path + strlen("checks/"));
    *strrchr(id, '.') = '\0';
    for (char *c = id; *c; c++)
        if (*c == '/')
            *c = '.';
    return id;
}

Test(promises, the_id_of_a_check_is_its_path) {
    for (size_t i = 0; i < catalogue->checks.n; i++) {
        const struct phs_check_info *check = catalogue->checks.at[i];
        cr_expect_str_eq(check->id, id_of_file(check->place.source->path));
    }
}

Test(promises, a_check_says_why_and_what_to_do) {
    for (size_t i = 0; i < catalogue->checks.n; i++) {
        const struct phs_check_info *check = catalogue->checks.at[i];
        cr_expect(is_prose(check->why), "%s: why is tiny", check->id);
        cr_expect(is_prose(check->remedy), "%s: remedy is tiny", check->id);
        cr_expect(strlen(check->name) >= TITLE, "%s: name is tiny", check->id);
        cr_expect(check->safeguard != NULL, "%s: no safeguard", check->id);
        cr_expect(!check->foreign, "%s: no phiscope block", check->id);
    }
}

static size_t examples_with(const struct phs_check_info *check, const char *verdict) {
    const struct phs_value *examples = phs_catalogue_examples(arena, check->file);
    size_t n = 0;
    for (size_t i = 0; phs_is(examples, PHS_LIST) && i < examples->list.n; i++)
        n += phs_slice_is(phs_text(phs_get(examples->list.at[i], "verdict")), verdict);
    return n;
}

Test(promises, a_check_has_an_example_that_passes_and_one_that_fails) {
    for (size_t i = 0; i < catalogue->checks.n; i++) {
        const struct phs_check_info *check = catalogue->checks.at[i];
        cr_expect(examples_with(check, "pass") > 0, "%s: no example passes", check->id);
        cr_expect(examples_with(check, "fail") > 0, "%s: no example fails", check->id);
    }
}

static bool shows_something(const struct phs_value *example) {
    static const char *const keys[] = {"terraform", "resources",      "kubernetes", "dockerfile",
                                       "compose",   "cloudformation", "arm",        "bicep"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (phs_get(example, keys[i]))
            return true;
    return false;
}

Test(promises, an_example_names_a_verdict_and_what_it_is_about) {
    for (size_t i = 0; i < catalogue->checks.n; i++) {
        const struct phs_check_info *check = catalogue->checks.at[i];
        const struct phs_value *examples = phs_catalogue_examples(arena, check->file);
        for (size_t k = 0; phs_is(examples, PHS_LIST) && k < examples->list.n; k++) {
            const struct phs_value *example = examples->list.at[k];
            struct phs_slice verdict = phs_text(phs_get(example, "verdict"));
            bool known = phs_slice_is(verdict, "pass") || phs_slice_is(verdict, "fail") || phs_slice_is(verdict, "unknown") ||
                         phs_slice_is(verdict, "not_applicable");
            cr_expect(known, "%s: example %zu has no verdict", check->id, k + 1);
            cr_expect(shows_something(example), "%s: example %zu shows nothing", check->id, k + 1);
        }
    }
}

Test(promises, a_safeguard_has_prose_and_a_control) {
    for (size_t i = 0; i < catalogue->safeguards.n; i++) {
        const struct phs_safeguard *safeguard = catalogue->safeguards.at[i];
        cr_expect(is_prose(safeguard->what), "%s: what is tiny", safeguard->id);
        cr_expect(is_prose(safeguard->why), "%s: why is tiny", safeguard->id);
        cr_expect(safeguard->controls.n > 0, "%s: no control", safeguard->id);
    }
}

Test(promises, a_control_is_named_once_by_a_safeguard) {
    for (size_t i = 0; i < catalogue->safeguards.n; i++) {
        const struct phs_safeguard *safeguard = catalogue->safeguards.at[i];
        for (size_t a = 0; a < safeguard->controls.n; a++)
            for (size_t b = a + 1; b < safeguard->controls.n; b++)
                cr_expect(safeguard->controls.at[a].control != safeguard->controls.at[b].control, "%s names %s twice",
                          safeguard->id, safeguard->controls.at[a].id);
    }
}

Test(promises, a_safeguard_is_tested_by_a_check_or_asked_of_a_person) {
    for (size_t i = 0; i < catalogue->safeguards.n; i++) {
        const struct phs_safeguard *safeguard = catalogue->safeguards.at[i];
        bool tested = false;
        for (size_t k = 0; k < catalogue->checks.n; k++)
            tested |= catalogue->checks.at[k]->safeguard == safeguard;
        cr_expect(tested || safeguard->question || safeguard->family[0] == 't', "%s: nothing can ever answer it",
                  safeguard->id);
    }
}

Test(promises, a_threat_has_its_weights) {
    for (size_t i = 0; i < catalogue->threats.n; i++) {
        const struct phs_threat *threat = catalogue->threats.at[i];
        cr_expect(has_weight("threat_base", threat->source), "%s: source %s", threat->id, threat->source);
        cr_expect(has_weight("exploitability", threat->exploitability), "%s: %s", threat->id, threat->exploitability);
        cr_expect(!threat->exposure || has_weight("exposure", threat->exposure), "%s: %s", threat->id, threat->exposure);
        cr_expect(!threat->floor || has_weight("floor", threat->floor), "%s: floor %s", threat->id, threat->floor);
        for (size_t k = 0; k < threat->safeguards.n; k++)
            cr_expect(has_weight("effect", threat->safeguards.at[k].effect), "%s: %s", threat->id,
                      threat->safeguards.at[k].effect);
    }
}

Test(promises, a_threat_says_which_system_it_is_about) {
    for (size_t i = 0; i < catalogue->threats.n; i++) {
        const struct phs_threat *threat = catalogue->threats.at[i];
        cr_expect(is_prose(threat->statement) && strstr(threat->statement, "{system}"), "%s: statement", threat->id);
        cr_expect(threat->safeguards.n > 0, "%s: nothing interrupts it", threat->id);
    }
}

Test(promises, a_service_of_a_vendor_says_since_when_and_how_firmly) {
    for (size_t i = 0; i < catalogue->vendors.n; i++)
        for (size_t k = 0; k < catalogue->vendors.at[i]->services.n; k++) {
            const struct phs_vendor_service *service = &catalogue->vendors.at[i]->services.at[k];
            cr_expect(service->as_of[0] >= '0' && service->as_of[0] <= '9', "%s %s: as_of", catalogue->vendors.at[i]->name,
                      service->name);
            cr_expect(*service->confidence && *service->source, "%s %s", catalogue->vendors.at[i]->name, service->name);
        }
}

/* An example of a secret stands in pieces, so that no file of ours looks like a leak. */
static struct phs_slice joined(const struct phs_value *sample) {
    struct phs_slice pieces[16];
    size_t n = phs_is(sample, PHS_LIST) ? sample->list.n : 1, length = 0;
    cr_assert(n <= 16);
    for (size_t i = 0; i < n; i++) {
        pieces[i] = phs_text(phs_is(sample, PHS_LIST) ? sample->list.at[i] : sample);
        length += pieces[i].len;
    }
    char *text = phs_alloc(arena, length + 1);
    for (size_t i = 0, at = 0; i < n; at += pieces[i++].len)
        memcpy(text + at, pieces[i].ptr, pieces[i].len);
    return phs_slice_n(text, length);
}

/* As a scan of a repository matches: word, expression, validator. */
static bool matches(const struct phs_pattern *pattern, struct phs_slice text) {
    static struct phs_rules rules;
    static struct phs_match_scratch *scratch;
    struct phs_matches found;
    if (!scratch) {
        struct phs_err err = {0};
        phs_rules_init(&rules, arena, catalogue);
        cr_assert_eq(rules.problems.n, 0, "%s", rules.problems.n ? rules.problems.at[0] : "");
        cr_assert_eq(phs_matcher_check(rules.matcher, &err), PHS_OK, "%s", err.text);
        scratch = phs_match_scratch_new(arena, rules.matcher);
    }
    phs_match_bytes(rules.matcher, scratch, arena, text, &found);
    for (size_t i = 0; i < found.items.n; i++)
        if (rules.patterns[found.items.at[i].rule] == pattern && found.items.at[i].judged == PHS_MATCH_REAL)
            return true;
    return false;
}

/* As a scan of source matches: a name by its words, a FHIR resource by its type. */
static const struct phs_pattern *field_pattern(struct phs_slice name) {
    static struct phs_lexicon lexicon;
    bool person;
    if (!lexicon.slots)
        phs_lexicon_init(&lexicon, arena, catalogue);
    const struct phs_lexeme *lexeme = phs_map_get(&lexicon.resource_types, name);
    lexeme = lexeme ? lexeme : phs_lexicon_find(&lexicon, name, &person);
    return lexeme ? lexeme->pattern : NULL;
}

/* Grade none: named so that nobody adds it, and counts for nothing. */
static bool is_counted(const struct phs_pattern *pattern) {
    return strcmp(pattern->kind, "field") != 0 || pattern->grade != PHS_GRADE_NONE;
}

static bool recognises(const struct phs_pattern *pattern, struct phs_slice text) {
    if (strcmp(pattern->kind, "field") == 0)
        return field_pattern(text) == pattern;
    return pattern->regex && matches(pattern, text);
}

static void expect_samples(const struct phs_pattern *pattern, const char *key, bool expected) {
    const struct phs_value *samples = phs_get(pattern->file, key);
    bool judged_by_word = strcmp(pattern->kind, "field") != 0 && !pattern->regex;
    cr_expect(phs_is(samples, PHS_LIST) && samples->list.n > 0, "%s: no %s", pattern->id, key);
    for (size_t i = 0; phs_is(samples, PHS_LIST) && i < samples->list.n && !judged_by_word; i++)
        cr_expect(recognises(pattern, joined(samples->list.at[i])) == expected, "%s: %s number %zu", pattern->id, key, i + 1);
}

Test(promises, a_pattern_recognises_its_examples_and_not_its_counter_examples) {
    for (size_t i = 0; i < catalogue->patterns.n; i++) {
        expect_samples(catalogue->patterns.at[i], "examples", is_counted(catalogue->patterns.at[i]));
        expect_samples(catalogue->patterns.at[i], "counter_examples", false);
    }
}

Test(promises, a_word_belongs_to_one_field_pattern) {
    for (size_t i = 0; i < catalogue->patterns.n; i++) {
        const struct phs_pattern *pattern = catalogue->patterns.at[i];
        for (size_t k = 0; strcmp(pattern->kind, "field") == 0 && k < pattern->words.n; k++)
            cr_expect(field_pattern(phs_slice(pattern->words.at[k])) == (is_counted(pattern) ? pattern : NULL),
                      "%s: %s is taken", pattern->id, pattern->words.at[k]);
    }
}

Test(promises, every_safeguard_interrupts_a_threat_event) {
    for (size_t s = 0; s < catalogue->safeguards.n; s++) {
        bool used = false;
        for (size_t t = 0; !used && t < catalogue->threats.n; t++)
            for (size_t i = 0; i < catalogue->threats.at[t]->safeguards.n; i++)
                used = used || catalogue->threats.at[t]->safeguards.at[i].safeguard == catalogue->safeguards.at[s];
        cr_expect(used, "%s interrupts nothing", catalogue->safeguards.at[s]->id);
    }
}

Test(promises, every_kind_of_system_has_threat_events_of_several_sources) {
    for (enum phs_system_kind kind = 0; kind < PHS_SYSTEM_KIND_COUNT; kind++) {
        const char *sources[2] = {NULL, NULL};
        for (size_t t = 0; t < catalogue->threats.n; t++) {
            const struct phs_threat *threat = catalogue->threats.at[t];
            if (!(threat->kinds & (1U << kind)) || threat->roles.n)
                continue;
            if (!sources[0])
                sources[0] = threat->source;
            else if (strcmp(sources[0], threat->source) != 0)
                sources[1] = threat->source;
        }
        cr_expect(sources[1], "%s", phs_system_kind_name(kind));
    }
}

Test(promises, every_specification_of_the_security_rule_has_a_safeguard) {
    const struct phs_framework *rule = phs_catalogue_framework(catalogue, "hipaa");
    for (size_t c = 0; c < rule->controls.n; c++) {
        bool spoken = false;
        if (strcmp(rule->controls.at[c]->level, "specification") != 0)
            continue;
        for (size_t s = 0; s < catalogue->safeguards.n; s++)
            for (size_t i = 0; i < catalogue->safeguards.at[s]->controls.n; i++)
                spoken = spoken || (strcmp(catalogue->safeguards.at[s]->controls.at[i].framework, "hipaa") == 0 &&
                                    strcmp(catalogue->safeguards.at[s]->controls.at[i].id, rule->controls.at[c]->id) == 0);
        cr_expect(spoken, "%s", rule->controls.at[c]->id);
    }
}
