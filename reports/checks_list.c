/* SPDX-License-Identifier: Apache-2.0 */
/* phiscope checks: what is asked, how severe it is, which safeguard it tests. */
#include "reports/checks_list.h"

#include <cjson/cJSON.h>
#include <strings.h>

#include "reports/controls.h"

static bool contains(const char *text, const char *word) {
    return text && strcasestr(text, word) != NULL;
}

bool phs_checks_filter_takes(const struct phs_checks_filter *filter, const struct phs_check_info *check) {
    const char *safeguard = check->safeguard ? check->safeguard->id : NULL;
    if (filter->word && !contains(check->id, filter->word) && !contains(check->name, filter->word) &&
        !contains(check->category, filter->word) && !contains(safeguard, filter->word))
        return false;
    if (filter->safeguard && (!safeguard || strcmp(safeguard, filter->safeguard) != 0))
        return false;
    return !filter->has_severity || (check->has_severity && check->severity >= filter->severity);
}

static enum phs_color color_of(enum phs_severity severity) {
    return severity >= PHS_SEV_HIGH ? PHS_COLOR_RED : severity == PHS_SEV_MEDIUM ? PHS_COLOR_YELLOW : PHS_COLOR_PLAIN;
}

static void write_line(struct phs_terminal *terminal, const struct phs_check_info *check, size_t width) {
    const char *severity = check->has_severity ? phs_severity_name(check->severity) : "-";
    phs_terminal_colored(terminal, check->has_severity ? color_of(check->severity) : PHS_COLOR_PLAIN, severity);
    phs_buf_printf(terminal->out, "%*s", (int)(10 - strlen(severity)), "");
    phs_terminal_text(terminal, check->id);
    phs_buf_printf(terminal->out, "%*s", (int)(width + 2 - strlen(check->id)), "");
    phs_terminal_text(terminal, check->name ? check->name : "");
    phs_buf_putc(terminal->out, '\n');
}

void phs_checks_write_text(struct phs_terminal *terminal, const struct phs_catalogue *catalogue,
                           const struct phs_checks_filter *filter) {
    size_t width = 0, count = 0;
    for (size_t i = 0; i < catalogue->checks.n; i++) {
        size_t length = strlen(catalogue->checks.at[i]->id);
        if (phs_checks_filter_takes(filter, catalogue->checks.at[i]) && length > width)
            width = length < 60 ? length : 60;
    }
    for (size_t i = 0; i < catalogue->checks.n; i++) {
        const struct phs_check_info *check = catalogue->checks.at[i];
        if (!phs_checks_filter_takes(filter, check))
            continue;
        count++;
        size_t length = strlen(check->id);
        write_line(terminal, check, length > width ? length : width);
    }
    phs_buf_printf(terminal->out, "%zu of %zu checks. phiscope explain ID tells the whole story of one.\n", count,
                   catalogue->checks.n);
}

static void put(cJSON *object, const char *key, const char *text) {
    if (text)
        cJSON_AddStringToObject(object, key, text);
    else
        cJSON_AddNullToObject(object, key);
}

static cJSON *check_object(struct phs_arena *arena, const struct phs_check_info *check) {
    cJSON *object = cJSON_CreateObject();
    put(object, "id", check->id);
    put(object, "name", check->name);
    put(object, "category", check->category);
    put(object, "severity", check->has_severity ? phs_severity_name(check->severity) : NULL);
    put(object, "safeguard", check->safeguard ? check->safeguard->id : NULL);
    put(object, "specification", check->specification);
    put(object, "why", check->why);
    put(object, "remedy", check->remedy);
    cJSON_AddBoolToObject(object, "foreign", check->foreign);
    put(object, "file", phs_place_text(arena, check->place));
    cJSON *controls = cJSON_AddArrayToObject(object, "controls");
    struct phs_texts keys = phs_controls_of(arena, check->safeguard, check->specification);
    for (size_t i = 0; i < keys.n; i++)
        cJSON_AddItemToArray(controls, cJSON_CreateString(keys.at[i]));
    return object;
}

void phs_checks_write_json(struct phs_buf *out, struct phs_arena *arena, const struct phs_catalogue *catalogue,
                           const struct phs_checks_filter *filter) {
    cJSON *root = cJSON_CreateObject();
    put(root, "schema", "phiscope.checks/1");
    put(root, "catalogue_sha256", catalogue->sha256);
    cJSON *checks = cJSON_AddArrayToObject(root, "checks");
    for (size_t i = 0; i < catalogue->checks.n; i++)
        if (phs_checks_filter_takes(filter, catalogue->checks.at[i]))
            cJSON_AddItemToArray(checks, check_object(arena, catalogue->checks.at[i]));
    char *text = cJSON_Print(root);
    phs_buf_puts(out, text ? text : "{}");
    phs_buf_putc(out, '\n');
    cJSON_free(text);
    cJSON_Delete(root);
}
