/* SPDX-License-Identifier: Apache-2.0 */
/* Counts the Security Rule. Public datasets miss specifications, keep one that was removed in 2013, or label some wrongly. */
#include <criterion/criterion.h>

#include "catalogue/catalogue.h"
#include "catalogue/tsv.h"
#include "support/catalogue.h"

static struct phs_arena *arena;
static struct phs_catalogue *catalogue;

static void load(void) {
    arena = phs_arena_new();
    catalogue = built_in_catalogue(arena);
}

static void unload(void) {
    phs_arena_free(arena);
}

TestSuite(frameworks, .init = load, .fini = unload);

static bool is_in(const struct phs_control *control, const char *sections) {
    char section[] = {control->id[4], control->id[5], control->id[6], '\0'};
    return strstr(sections, section) != NULL;
}

/* Two rows of one standard share part_of: 164.308(b)(1) and (2), 164.316(b)(1)(i) and (ii). */
static size_t count_standards(const char *sections) {
    const struct phs_framework *hipaa = phs_catalogue_framework(catalogue, "hipaa");
    struct phs_map seen;
    phs_map_init(&seen, arena);
    for (size_t i = 0; i < hipaa->controls.n; i++) {
        struct phs_control *control = hipaa->controls.at[i];
        if (strcmp(control->level, "standard") == 0 && is_in(control, sections))
            phs_map_puts(&seen, control->part_of ? control->part_of : control->id, control);
    }
    return seen.n;
}

static size_t count_specifications(const char *sections, const char *status) {
    const struct phs_framework *hipaa = phs_catalogue_framework(catalogue, "hipaa");
    size_t n = 0;
    for (size_t i = 0; i < hipaa->controls.n; i++) {
        const struct phs_control *control = hipaa->controls.at[i];
        n += strcmp(control->level, "specification") == 0 && is_in(control, sections) &&
             (!status || strcmp(control->status, status) == 0);
    }
    return n;
}

Test(frameworks, the_security_rule_has_18_standards_and_36_specifications_in_308_310_and_312) {
    cr_expect_eq(count_standards("308 310 312"), 18);
    cr_expect_eq(count_specifications("308 310 312", NULL), 36);
    cr_expect_eq(count_specifications("308 310 312", "R"), 14);
    cr_expect_eq(count_specifications("308 310 312", "A"), 22);
}

Test(frameworks, with_314_and_316_there_are_22_standards) {
    cr_expect_eq(count_standards("308 310 312 314 316"), 22);
    cr_expect_eq(count_specifications("314 316", "A"), 0);
}

Test(frameworks, every_specification_belongs_to_a_standard) {
    const struct phs_framework *hipaa = phs_catalogue_framework(catalogue, "hipaa");
    for (size_t i = 0; i < hipaa->controls.n; i++) {
        const struct phs_control *control = hipaa->controls.at[i];
        if (strcmp(control->level, "specification") != 0)
            continue;
        const struct phs_control *parent =
            control->part_of ? phs_catalogue_control(catalogue, phs_printf(arena, "hipaa:%s", control->part_of)) : NULL;
        cr_expect(parent && strcmp(parent->level, "standard") == 0, "%s", control->id);
    }
}

static const struct {
    const char *scenario, *key, *status; /* NULL: must not exist */
} labels[] = {
    {"authorisation and supervision, wrongly required elsewhere", "hipaa:164.308(a)(3)(ii)(A)", "A"},
    {"disposal, wrongly addressable elsewhere", "hipaa:164.310(d)(2)(i)", "R"},
    {"media re-use, wrongly addressable elsewhere", "hipaa:164.310(d)(2)(ii)", "R"},
    {"encryption at rest", "hipaa:164.312(a)(2)(iv)", "A"},
    {"encryption in transit", "hipaa:164.312(e)(2)(ii)", "A"},
    {"unique user identification", "hipaa:164.312(a)(2)(i)", "R"},
    {"risk analysis", "hipaa:164.308(a)(1)(ii)(A)", "R"},
    {"written contract since 2013", "hipaa:164.308(b)(3)", "R"},
    {"a paragraph that went in 2013", "hipaa:164.308(b)(4)", NULL},
    {"a standard without a specification", "hipaa:164.312(b)", "N/A"},
};

Test(frameworks, labels_are_those_of_the_regulation) {
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
        const struct phs_control *control = phs_catalogue_control(catalogue, labels[i].key);
        if (!labels[i].status)
            cr_expect_null(control, "%s", labels[i].scenario);
        else
            cr_expect(control && strcmp(control->status, labels[i].status) == 0, "%s", labels[i].scenario);
    }
}

Test(frameworks, every_control_of_the_security_rule_says_how_it_was_verified) {
    const struct phs_framework *hipaa = phs_catalogue_framework(catalogue, "hipaa");
    for (size_t i = 0; i < hipaa->controls.n; i++)
        cr_expect(phs_text(phs_get(hipaa->controls.at[i]->row, "verified_by")).len > 0, "%s", hipaa->controls.at[i]->id);
}

static const struct {
    const char *id;
    size_t controls;
} sizes[] = {{"csf2", 106}, {"iso27001", 93}, {"soc2", 61}, {"hipaa", 83}, {"nprm2025", 26}};

Test(frameworks, have_as_many_controls_as_their_publishers_count) {
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        const struct phs_framework *framework = phs_catalogue_framework(catalogue, sizes[i].id);
        cr_assert(framework != NULL, "%s", sizes[i].id);
        cr_expect_eq(framework->controls.n, sizes[i].controls, "%s has %zu", sizes[i].id, framework->controls.n);
    }
}

static void expect_known(const struct phs_tsv *table, size_t row, const char *column, const char *framework) {
    struct phs_slice ids = phs_tsv_cell(table, row, column), id;
    while (phs_slice_cut(&ids, ';', &id))
        cr_expect(phs_catalogue_control(catalogue, phs_printf(arena, "%s:%.*s", framework, (int)id.len, id.ptr)),
                  "row %zu: %s:%.*s", row, framework, (int)id.len, id.ptr);
}

Test(frameworks, the_crosswalk_names_controls_that_exist) {
    struct phs_tsv *table;
    struct phs_err err;
    const char *path = "checks/frameworks/crosswalk.tsv";
    cr_assert_eq(phs_tsv_parse(arena, path, phs_catalogue_file(path), &table, &err), PHS_OK);
    cr_expect_eq(table->rows.n, 100);
    for (size_t i = 0; i < table->rows.n; i++) {
        expect_known(table, i, "soc2", "soc2");
        expect_known(table, i, "nist80053r5", "nist80053r5");
        expect_known(table, i, "csf2", "csf2");
        expect_known(table, i, "iso27001", "iso27001");
        expect_known(table, i, "iso27001_chain", "iso27001");
    }
}
