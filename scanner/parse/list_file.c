/* SPDX-License-Identifier: Apache-2.0 */
/* Lists of entries. */
#include "parse/list_file.h"

#include "base/clock.h"
#include "parse/yaml.h"

enum phs_code phs_list_file_read(struct phs_run *run, const char *path, struct phs_slice bytes, const char *key,
                                 phs_list_file_entry *read_entry, struct phs_err *err) {
    struct phs_source *source = PHS_NEW(run->arena, struct phs_source);
    const struct phs_value *document;
    source->path = phs_strdup(run->arena, path);
    enum phs_code code = phs_yaml_parse_one(run->arena, source, bytes, NULL, &document, err);
    if (code != PHS_OK)
        return code;
    const struct phs_value *list = phs_is(document, PHS_MAP) ? phs_get(document, key) : document;
    bool known = phs_is(list, PHS_LIST);
    for (size_t i = 0; known && i < list->list.n; i++)
        read_entry(run, list->list.at[i]);
    if (!known && document && document->kind != PHS_NULL)
        PHS_PUSH(run->arena, run->warnings,
                 phs_printf(run->arena, "%s: expected a list of %s", phs_place_text(run->arena, document->place), key));
    return PHS_OK;
}

int64_t phs_list_file_date(struct phs_arena *arena, const struct phs_value *entry, const char *key, const char **problem) {
    const struct phs_value *value = phs_get(entry, key);
    int64_t when = 0;
    if (value && value->kind != PHS_NULL && !phs_time_parse(phs_text(value), &when) && !*problem)
        *problem = phs_printf(arena, "`%s` is no date (write it as 2026-12-31)", key);
    return when;
}
