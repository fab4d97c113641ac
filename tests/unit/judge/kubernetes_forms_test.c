/* SPDX-License-Identifier: Apache-2.0 */
/* One manifest in several spellings: every Kubernetes example of every check as JSON in a List, in the reverse order, and as
 * manifests of Terraform's kubernetes provider; the verdicts must be those of the YAML. */
#include <criterion/criterion.h>
#include <stdlib.h>

#include "base/buf.h"
#include "collect/kubernetes/kubernetes.h"
#include "collect/terraform/terraform.h"
#include "one_check.h"
#include "parse/yaml.h"
#include "support/json_text.h"

enum form { FORM_YAML, FORM_LIST, FORM_REVERSED, FORM_MANIFEST, FORM_KUBECTL, FORM_COUNT_OF };

static const char *const names[] = {"YAML", "a List in JSON", "the other way round", "kubernetes_manifest", "kubectl_manifest"};

/* A list in a list says nothing new, and the configuration of kubeadm is no object of a cluster. */
static bool is_object(const struct phs_value *value) {
    struct phs_slice kind = phs_text(phs_get(value, "kind"));
    return phs_is(value, PHS_MAP) && !phs_slice_ends(kind, "List") && !phs_slice_is(kind, "ClusterConfiguration");
}

/* Documents of the text; false where one is no object. */
static bool documents(struct phs_arena *arena, struct phs_slice text, struct phs_yaml *ret_yaml) {
    static const struct phs_yaml_options as_kubectl = {.typing_1_1 = true, .allow_duplicates = true};
    struct phs_err err;
    if (phs_yaml_parse(arena, NULL, text, &as_kubectl, ret_yaml, &err) != PHS_OK)
        return false;
    for (size_t i = 0; i < ret_yaml->n; i++)
        if (ret_yaml->at[i].code != PHS_OK || !is_object(ret_yaml->at[i].value))
            return false;
    return ret_yaml->n > 0;
}

/* A quoted text of HCL. */
static void put_quoted(struct phs_buf *out, const char *text) {
    phs_buf_putc(out, '"');
    for (; *text; text++) {
        if (*text == '"' || *text == '\\')
            phs_buf_putc(out, '\\');
        if ((*text == '$' || *text == '%') && text[1] == '{')
            phs_buf_putc(out, *text);
        phs_buf_putc(out, *text);
    }
    phs_buf_putc(out, '"');
}

static const char *written(struct phs_arena *arena, const struct phs_yaml *yaml, enum form form) {
    struct phs_buf out;
    phs_buf_init(&out, 4 << 20);
    phs_buf_puts(&out, form == FORM_LIST ? "{\"apiVersion\":\"v1\",\"kind\":\"List\",\"items\":[" : "");
    for (size_t i = 0; i < yaml->n; i++) {
        const char *json = json_text(arena, yaml->at[form == FORM_REVERSED ? yaml->n - 1 - i : i].value);
        if (form == FORM_LIST) {
            phs_buf_printf(&out, "%s%s", i ? "," : "", json);
        } else if (form == FORM_REVERSED) {
            phs_buf_printf(&out, "---\n%s\n", json);
        } else {
            phs_buf_printf(&out,
                           form == FORM_MANIFEST ? "resource \"kubernetes_manifest\" \"m%zu\" {\n  manifest = jsondecode("
                                                 : "resource \"kubectl_manifest\" \"m%zu\" {\n  yaml_body = ",
                           i);
            put_quoted(&out, json);
            phs_buf_puts(&out, form == FORM_MANIFEST ? ")\n}\n" : "\n}\n");
        }
    }
    phs_buf_puts(&out, form == FORM_LIST ? "]}" : "");
    const char *text = phs_strdup(arena, phs_buf_text(&out));
    phs_buf_done(&out);
    return text;
}

/* The verdicts, sorted. Addresses differ with the form. */
static const char *verdicts(struct phs_arena *arena, const struct phs_catalogue *catalogue, const struct phs_check_info *asked,
                            struct phs_graph *graph) {
    PHS_VEC(const char *) lines = {0};
    struct phs_run run = judged_by(arena, catalogue, asked, graph);
    for (size_t i = 0; i < run.findings.n; i++)
        if (run.findings.at[i]->verdict != PHS_NOT_APPLICABLE)
            PHS_PUSH(arena, lines, phs_verdict_name(run.findings.at[i]->verdict));
    return sorted_lines(arena, lines.at, lines.n);
}

static const char *judged(const struct phs_catalogue *catalogue, const struct phs_check_info *check, struct phs_slice text,
                          enum form form, struct phs_arena *arena) {
    struct phs_graph graph;
    struct phs_yaml yaml = {0};
    phs_graph_init(&graph, arena);
    if (!documents(arena, text, &yaml))
        return NULL;
    if (form == FORM_YAML)
        phs_kubernetes_collect_text(&graph, "example.yaml", text);
    else if (form == FORM_LIST || form == FORM_REVERSED)
        phs_kubernetes_collect_text(&graph, form == FORM_LIST ? "example.json" : "example.yaml",
                                    phs_slice(written(arena, &yaml, form)));
    else
        phs_terraform_collect_text(&graph, "example.tf", phs_slice(written(arena, &yaml, form)));
    return verdicts(arena, catalogue, check, &graph);
}

Test(kubernetes_forms, the_verdict_does_not_change_with_the_way_a_manifest_is_written) {
    struct phs_arena *arena = phs_arena_new();
    size_t compared = 0;
    setenv("PHISCOPE_CLOCK", "2026-03-01T00:00:00Z", 1);
    struct phs_catalogue *catalogue = built_in_catalogue(arena);
    for (size_t i = 0; i < catalogue->checks.n; i++) {
        const struct phs_value *examples = phs_catalogue_examples(arena, catalogue->checks.at[i]->file);
        for (size_t k = 0; examples && k < examples->list.n; k++) {
            struct phs_slice text = phs_text(phs_get(examples->list.at[k], "kubernetes"));
            struct phs_arena *scratch = phs_arena_new();
            const char *wanted = text.len ? judged(catalogue, catalogue->checks.at[i], text, FORM_YAML, scratch) : NULL;
            for (enum form form = FORM_LIST; wanted && form < FORM_COUNT_OF; form++, compared++) {
                const char *is = judged(catalogue, catalogue->checks.at[i], text, form, scratch);
                cr_expect_str_eq(is, wanted, "%s example %zu as %s: %s, not %s", catalogue->checks.at[i]->id, k + 1,
                                 names[form], is, wanted);
            }
            phs_arena_free(scratch);
        }
    }
    cr_expect_gt(compared, 1000);
    phs_arena_free(arena);
}
