/* SPDX-License-Identifier: Apache-2.0 */
/* The verdict does not change with the way a configuration is written: every Terraform example of every check is rewritten in
 * each form of rewrite.h and judged again. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "collect/terraform/terraform.h"
#include "one_check.h"
#include "rewrite.h"

struct example {
    const struct phs_catalogue *catalogue;
    const struct phs_check_info *check;
    struct phs_slice text;
    size_t number;
    const char *folder;
};

/* "module.rewritten[0].aws_x.y[\"rewritten\"]" -> "aws_x.y": what the rewriting put there. */
static const char *plain_address(struct phs_arena *arena, const char *address) {
    struct phs_buf out;
    static const char *const added[] = {"module.rewritten[\"rewritten\"].", "module.rewritten[0].", "module.rewritten.",
                                        "[\"rewritten\"]", "[0]"};
    phs_buf_init(&out, 4096);
    while (*address) {
        size_t skip = 0;
        for (size_t i = 0; !skip && i < sizeof added / sizeof *added; i++)
            if (strncmp(address, added[i], strlen(added[i])) == 0)
                skip = strlen(added[i]);
        if (!skip)
            phs_buf_putc(&out, *address);
        address += skip ? skip : 1;
    }
    const char *text = phs_strdup(arena, phs_buf_text(&out));
    phs_buf_done(&out);
    return text;
}

/* "aws_x.y pass" of each finding, sorted, one a line. */
static const char *verdicts(struct phs_arena *arena, const struct example *example, struct phs_graph *graph) {
    PHS_VEC(const char *) lines = {0};
    struct phs_run run = judged_by(arena, example->catalogue, example->check, graph);
    for (size_t i = 0; i < run.findings.n; i++) {
        const struct phs_finding *finding = run.findings.at[i];
        const char *address = plain_address(arena, finding->resource->address);
        if (!strstr(address, "rewritten"))
            PHS_PUSH(arena, lines, phs_printf(arena, "%s %s", address, phs_verdict_name(finding->verdict)));
    }
    return sorted_lines(arena, lines.at, lines.n);
}

static void put(struct phs_arena *arena, const char *folder, const char *name, const char *text) {
    FILE *file = fopen(phs_path_join(arena, folder, name), "w"); /* not phs_file_write: it waits for the disk */
    cr_assert_not_null(file);
    cr_assert_geq(fputs(text, file), 0);
    cr_assert_eq(fclose(file), 0);
}

static const char *const subfolders[] = {"", "inner", "inner/most"};
static const char *const files[] = {"main.tf", "main.tf.json", "terraform.tfvars"};

static void empty(struct phs_arena *arena, const char *folder) {
    for (size_t i = 0; i < 3; i++)
        for (size_t k = 0; k < 3; k++)
            unlink(phs_printf(arena, "%s/%s/%s", folder, subfolders[i], files[k]));
}

/* Writes the folders of the form; how deep the text itself lies. */
static size_t lay_out(struct phs_arena *arena, const char *folder, const struct rewritten *made, enum form form) {
    const char *repeat = form == FORM_MODULE_COUNT  ? "count = 1\n"
                         : form == FORM_MODULE_EACH ? "for_each = toset([\"rewritten\"])\n"
                                                    : "";
    size_t depth = form == FORM_NESTED ? 2 : form == FORM_MODULE || form == FORM_INPUT || *repeat ? 1 : 0;
    if (depth)
        put(arena, folder, "main.tf",
            phs_printf(arena, "module \"rewritten\" {\nsource = \"./inner\"\n%s%s}\n", repeat, made->inputs));
    if (depth > 1)
        put(arena, folder, "inner/main.tf", "module \"rewritten\" {\nsource = \"./most\"\n}\n");
    put(arena, phs_path_join(arena, folder, subfolders[depth]), made->path, made->text);
    if (*made->variables)
        put(arena, folder, "terraform.tfvars", made->variables);
    return depth;
}

static const char *judged_as(struct phs_arena *arena, const struct example *example, const struct rewritten *made,
                             enum form form) {
    struct phs_graph graph;
    struct phs_target target = {.path = ".", .environment = ""};
    phs_graph_init(&graph, arena);
    if (form == FORM_TFVARS || form == FORM_INPUT || form == FORM_MODULE || form == FORM_NESTED || form == FORM_MODULE_COUNT ||
        form == FORM_MODULE_EACH) {
        empty(arena, example->folder);
        lay_out(arena, example->folder, made, form);
        phs_terraform_collect(&graph, example->folder, &target, NULL);
    } else {
        phs_terraform_collect_text(&graph, made->path, phs_slice(made->text));
    }
    return verdicts(arena, example, &graph);
}

/* text in the form, judged as wanted; after is the form that it had before, or FORM_SAME. */
static void hold_form(const struct example *example, struct phs_slice text, enum form after, enum form form, const char *wanted,
                      size_t runs[FORM_COUNT_OF]) {
    struct phs_arena *arena = phs_arena_new();
    struct rewritten made = rewrite(arena, text, form);
    if (made.applies) {
        const char *got = judged_as(arena, example, &made, form);
        runs[form]++;
        cr_expect_str_eq(got, wanted, "%s example %zu %s as %s\n-- expected\n%s-- got\n%s-- from\n%s%s%s", example->check->id,
                         example->number, form_name(after), form_name(form), wanted, got, made.text, made.variables,
                         made.inputs);
    }
    phs_arena_free(arena);
}

/* Forms that others are laid over: what moved out of a resource, or became a block or a text, once more in another way. */
static const enum form first[] = {FORM_LOCAL, FORM_VARIABLE, FORM_DYNAMIC, FORM_JSONENCODE, FORM_HEREDOC, FORM_DOCUMENT};
static const enum form second[] = {FORM_LOCAL, FORM_NESTED, FORM_COUNT, FORM_EACH, FORM_JSON};

static void hold(const struct example *example, size_t runs[FORM_COUNT_OF]) {
    struct phs_arena *arena = phs_arena_new();
    struct phs_graph graph;
    phs_graph_init(&graph, arena);
    phs_terraform_collect_text(&graph, "main.tf", example->text);
    const char *wanted = verdicts(arena, example, &graph);
    for (enum form form = 0; form < FORM_COUNT_OF; form++)
        hold_form(example, example->text, FORM_SAME, form, wanted, runs);
    for (size_t i = 0; i < sizeof first / sizeof *first; i++) {
        struct rewritten made = rewrite(arena, example->text, first[i]);
        for (size_t k = 0; made.applies && k < sizeof second / sizeof *second; k++)
            if (first[i] != second[k])
                hold_form(example, phs_slice(made.text), first[i], second[k], wanted, runs);
    }
    phs_arena_free(arena);
}

static size_t hold_check(const struct phs_catalogue *catalogue, const struct phs_check_info *check, const char *folder,
                         size_t runs[FORM_COUNT_OF]) {
    const struct phs_value *examples = phs_catalogue_examples(catalogue->arena, check->file);
    size_t n = 0;
    for (size_t k = 0; examples && k < examples->list.n; k++) {
        struct phs_slice text = phs_text(phs_get(examples->list.at[k], "terraform"));
        struct example example = {catalogue, check, text, k + 1, folder};
        if (text.len)
            hold(&example, runs);
        n += text.len ? 1 : 0;
    }
    return n;
}

Test(metamorphic, the_verdict_does_not_change_with_the_way_a_configuration_is_written) {
    struct phs_arena *arena = phs_arena_new();
    size_t runs[FORM_COUNT_OF] = {0}, examples = 0;
    char folder[] = "/tmp/phs-metamorphic-XXXXXX";
    setenv("PHISCOPE_CLOCK", "2026-03-01T00:00:00Z", 1);
    struct phs_catalogue *catalogue = built_in_catalogue(arena);
    cr_assert_not_null(mkdtemp(folder));
    mkdir(phs_path_join(arena, folder, "inner"), 0700);
    mkdir(phs_path_join(arena, folder, "inner/most"), 0700);
    for (size_t i = 0; i < catalogue->checks.n; i++)
        examples += hold_check(catalogue, catalogue->checks.at[i], folder, runs);
    empty(arena, folder);
    for (size_t i = 3; i-- > 0;)
        rmdir(phs_path_join(arena, folder, subfolders[i]));
    /* Each form was there in earnest: whole ones for every example, the others where their material is. */
    for (enum form form = 0; form < FORM_COUNT_OF; form++)
        cr_expect_gt(runs[form], form == FORM_SAME || form == FORM_MODULE ? examples - 1 : 0, "%s: %zu runs of %zu examples",
                     form_name(form), runs[form], examples);
    phs_arena_free(arena);
}
