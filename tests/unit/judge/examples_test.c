/* SPDX-License-Identifier: Apache-2.0 */
/* Judges every example of every check: what a check's file says about itself is
 * what it does. */
#include <criterion/criterion.h>
#include <stdlib.h>

#include "base/clock.h"
#include "collect/arm/arm.h"
#include "collect/cloudformation/cloudformation.h"
#include "collect/docker/docker.h"
#include "collect/kubernetes/kubernetes.h"
#include "collect/resources_json.h"
#include "collect/terraform/terraform.h"
#include "judge/judge.h"
#include "relate/relate.h"
#include "support/catalogue.h"

struct example {
    const struct phs_catalogue *catalogue;
    const struct phs_check_info *check;
    const struct phs_value *value;
    size_t number;
    const char *format; /* key of the text that is judged; NULL: the list of resources */
};

/* An example is the list of resources alone. */
static void collect_arm(struct phs_graph *graph, const char *path, struct phs_slice bytes) {
    static const char schema[] = "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#";
    const char *text =
        phs_printf(graph->arena, "{\"$schema\": \"%s\", \"resources\": %.*s}", schema, (int)bytes.len, bytes.ptr);
    phs_arm_collect_text(graph, path, phs_slice(text));
}

/* Examples as texts of a format, by key. */
static const struct {
    const char *key, *path;
    void (*collect)(struct phs_graph *graph, const char *path, struct phs_slice bytes);
} texts[] = {
    {"terraform", "example.tf", phs_terraform_collect_text},
    {"kubernetes", "example.yaml", phs_kubernetes_collect_text},
    {"dockerfile", "Dockerfile", phs_dockerfile_collect_text},
    {"compose", "compose.yaml", phs_compose_collect_text},
    {"cloudformation", "template.yaml", phs_cloudformation_collect_text},
    {"arm", "main.json", collect_arm},
    {"bicep", "main.bicep", phs_arm_collect_text},
};

static void collect_example(const struct example *example, struct phs_graph *graph) {
    const struct phs_value *list = example->format ? NULL : phs_get(example->value, "resources");
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (example->format && strcmp(example->format, texts[i].key) == 0)
            texts[i].collect(graph, texts[i].path, phs_text(phs_get(example->value, texts[i].key)));
    if (list) {
        size_t added = phs_resources_add(graph, "example", "", list);
        cr_expect_eq(added, list->list.n, "%s example %zu: %zu of %zu resources were read", example->check->id, example->number,
                     added, list->list.n);
    }
    phs_relate(graph);
}

static bool is_meant(const struct example *example, const struct phs_finding *finding) {
    const struct phs_value *address = phs_get(example->value, "address");
    if (phs_is(address, PHS_MAP))
        address = example->format ? phs_get(address, example->format) : NULL;
    return !address || phs_slice_is(phs_text(address), finding->resource->address);
}

static const char *shown(const struct example *example) {
    return example->format ? example->format : "resources";
}

/* All findings that the example speaks about have its verdict, and there is one
 * at least. */
static void compare(const struct example *example, const struct phs_run *run) {
    const char *wanted = phs_text_or(run->arena, phs_get(example->value, "verdict"), "?");
    size_t seen = 0;
    for (size_t i = 0; i < run->findings.n; i++) {
        const struct phs_finding *finding = run->findings.at[i];
        if (!is_meant(example, finding))
            continue;
        seen++;
        cr_expect_str_eq(phs_verdict_name(finding->verdict), wanted, "%s example %zu as %s (%s): %s is %s, not %s: %s",
                         example->check->id, example->number, shown(example), phs_place_text(run->arena, example->value->place),
                         finding->resource->address, phs_verdict_name(finding->verdict), wanted,
                         finding->evidence.n ? finding->evidence.at[0].text : "");
    }
    bool silent = strcmp(wanted, "none") == 0 || strcmp(wanted, "not_applicable") == 0;
    cr_expect(seen > 0 || silent, "%s example %zu as %s (%s): nothing was judged", example->check->id, example->number,
              shown(example), phs_place_text(run->arena, example->value->place));
    for (size_t i = 0; i < run->warnings.n; i++)
        cr_expect_fail("%s example %zu: %s", example->check->id, example->number, run->warnings.at[i]);
}

static void judge_example(const struct example *example) {
    struct phs_arena *arena = phs_arena_new();
    struct phs_graph graph;
    struct phs_catalogue one = *example->catalogue;
    struct phs_check_info *check = PHS_NEW(arena, struct phs_check_info);
    *check = *example->check;
    memset(&one.checks, 0, sizeof one.checks);
    memset(&one.frameworks, 0, sizeof one.frameworks);
    PHS_PUSH(arena, one.checks, check);
    phs_graph_init(&graph, arena);
    collect_example(example, &graph);
    struct phs_run run = {.arena = arena, .graph = &graph, .started = phs_clock_now()};
    phs_judge(&run, &one);
    compare(example, &run);
    phs_arena_free(arena);
}

/* One verdict, however the example is written. */
static void judge_formats(struct example example) {
    if (phs_get(example.value, "resources"))
        judge_example(&example);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (phs_get(example.value, texts[i].key)) {
            example.format = texts[i].key;
            judge_example(&example);
        }
}

Test(examples, every_check_judges_its_own_examples_as_it_says) {
    struct phs_arena *arena = phs_arena_new();
    size_t judged = 0;
    /* Examples with dates are written for this day. */
    setenv("PHISCOPE_CLOCK", "2026-03-01T00:00:00Z", 1);
    struct phs_catalogue *catalogue = built_in_catalogue(arena);
    for (size_t i = 0; i < catalogue->checks.n; i++) {
        const struct phs_check_info *check = catalogue->checks.at[i];
        const struct phs_value *examples = phs_catalogue_examples(arena, check->file);
        for (size_t k = 0; examples && k < examples->list.n; k++, judged++)
            judge_formats((struct example){catalogue, check, examples->list.at[k], k + 1, NULL});
    }
    cr_expect_gt(judged, catalogue->checks.n, "every check has two examples at least");
    phs_arena_free(arena);
}
