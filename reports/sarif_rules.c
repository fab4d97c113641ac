/* SPDX-License-Identifier: Apache-2.0 */
/* The rules of a SARIF log: what checks/ says about every check that failed or could not answer. */
#include "base/escape.h"
#include "reports/controls.h"
#include "reports/sarif.h"

enum { MOST_TAGS = 20 }; /* GitHub refuses a rule with more */

static int by_id(const void *a, const void *b) {
    return strcmp((*(struct phs_sarif_rule *const *)a)->id, (*(struct phs_sarif_rule *const *)b)->id);
}

void phs_sarif_rules_find(struct phs_sarif *sarif) {
    const struct phs_run *run = sarif->export->run;
    phs_map_init(&sarif->rule_by_id, sarif->arena);
    for (size_t i = 0; i < run->findings.n; i++) {
        const struct phs_finding *finding = run->findings.at[i];
        if (finding->verdict == PHS_PASS || finding->verdict == PHS_NOT_APPLICABLE ||
            phs_map_gets(&sarif->rule_by_id, finding->check))
            continue;
        struct phs_sarif_rule *rule = PHS_NEW(sarif->arena, struct phs_sarif_rule);
        rule->id = finding->check;
        rule->check = phs_catalogue_check(sarif->export->catalogue, finding->check);
        rule->finding = finding;
        phs_map_puts(&sarif->rule_by_id, rule->id, rule);
        PHS_PUSH(sarif->arena, sarif->rules, rule);
    }
    if (sarif->rules.n)
        qsort(sarif->rules.at, sarif->rules.n, sizeof *sarif->rules.at, by_id);
    for (size_t i = 0; i < sarif->rules.n; i++)
        sarif->rules.at[i]->index = i;
}

/* CVSS-like, as GitHub sorts by it: its bands are 9, 7 and 4. */
static const char *security_severity(enum phs_severity severity) {
    static const char *const numbers[] = {"0.0", "2.5", "5.5", "8.0", "9.5"};
    return numbers[severity];
}

static void write_properties(struct phs_sarif *sarif, const struct phs_sarif_rule *rule, const struct phs_texts *controls) {
    struct phs_json *json = &sarif->json;
    size_t count = 1;
    phs_json_key(json, "properties");
    phs_json_object(json);
    phs_json_key(json, "tags");
    phs_json_array(json);
    phs_json_string(json, "security");
    if (rule->finding->safeguard) {
        phs_json_string(json, phs_printf(sarif->arena, "safeguard:%s", rule->finding->safeguard));
        count++;
    }
    for (size_t i = 0; i < controls->n && count < MOST_TAGS; i++, count++)
        phs_json_string(json, controls->at[i]);
    phs_json_array_end(json);
    phs_json_put(json, "security-severity", security_severity(rule->finding->severity));
    phs_json_key(json, "controls");
    phs_json_array(json);
    for (size_t i = 0; i < controls->n; i++)
        phs_json_string(json, controls->at[i]);
    phs_json_array_end(json);
    phs_json_object_end(json);
}

static void paragraph(struct phs_buf *out, const char *title, const char *text) {
    if (!text || !*text)
        return;
    phs_buf_puts(out, title);
    phs_escape_markdown(out, phs_slice(text));
    phs_buf_puts(out, "\n\n");
}

static const char *help_markdown(struct phs_sarif *sarif, const struct phs_check_info *check,
                                 const struct phs_texts *controls) {
    struct phs_buf out;
    phs_buf_init(&out, (size_t)1 << 20);
    paragraph(&out, "", check->why);
    paragraph(&out, "**Instead:** ", check->remedy);
    for (size_t i = 0; i < controls->n; i++) {
        phs_buf_puts(&out, i ? ", " : "**Controls:** ");
        phs_escape_markdown(&out, phs_slice(controls->at[i]));
    }
    const char *text = phs_strdup(sarif->arena, phs_buf_text(&out));
    phs_buf_done(&out);
    return text;
}

static void write_help(struct phs_sarif *sarif, const struct phs_check_info *check, const struct phs_texts *controls) {
    const char *why = check->why ? check->why : check->name;
    const char *text = check->remedy ? phs_printf(sarif->arena, "%s Instead: %s", why, check->remedy) : why;
    phs_sarif_message(sarif, "help", text, check->why ? help_markdown(sarif, check, controls) : NULL);
}

static void write_rule(struct phs_sarif *sarif, const struct phs_sarif_rule *rule) {
    struct phs_json *json = &sarif->json;
    const struct phs_check_info *check = rule->check;
    const char *title = rule->finding->title ? rule->finding->title : rule->id;
    const struct phs_safeguard *safeguard =
        rule->finding->safeguard ? phs_catalogue_safeguard(sarif->export->catalogue, rule->finding->safeguard) : NULL;
    struct phs_texts controls = phs_controls_of(sarif->arena, safeguard, rule->finding->specification);
    phs_json_object(json);
    phs_json_put(json, "id", rule->id);
    phs_sarif_message(sarif, "shortDescription", title, NULL);
    phs_sarif_message(sarif, "fullDescription", check && check->why ? check->why : title, NULL);
    if (check)
        write_help(sarif, check, &controls);
    if (check && check->guideline && phs_slice_starts(phs_slice(check->guideline), "https://"))
        phs_json_put(json, "helpUri", check->guideline);
    phs_json_key(json, "defaultConfiguration");
    phs_json_object(json);
    phs_json_put(json, "level", phs_export_level(rule->finding->severity));
    phs_json_object_end(json);
    write_properties(sarif, rule, &controls);
    phs_json_object_end(json);
}

void phs_sarif_tool(struct phs_sarif *sarif) {
    struct phs_json *json = &sarif->json;
    phs_json_key(json, "tool");
    phs_json_object(json);
    phs_json_key(json, "driver");
    phs_json_object(json);
    phs_json_put(json, "name", "phiscope");
    phs_json_put(json, "version", sarif->export->run->version);
    phs_json_key(json, "rules");
    phs_json_array(json);
    for (size_t i = 0; i < sarif->rules.n; i++)
        write_rule(sarif, sarif->rules.at[i]);
    phs_json_array_end(json);
    phs_json_object_end(json);
    phs_json_object_end(json);
}
