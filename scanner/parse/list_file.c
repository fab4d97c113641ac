/* SPDX-License-Identifier: Apache-2.0 */
/* Lists of entries. */
#include "parse/list_file.h"

#include "base/clock.h"
#include "parse/yaml.h"

enum phs_code phs_list_file_read(struct phs_arena *arena, const char *path, struct phs_slice bytes, const char *key,
                                 const struct phs_value **ret_list, const char **ret_problem, struct phs_err *err) {
    struct phs_source *source = PHS_NEW(arena, struct phs_source);
    const struct phs_value *document;
    source->path = phs_strdup(arena, path);
    enum phs_code code = phs_yaml_parse_one(arena, source, bytes, NULL, &document, err);
    if (code != PHS_OK)
        return code;
    const struct phs_value *list = phs_is(document, PHS_MAP) ? phs_get(document, key) : document;
    *ret_list = phs_is(list, PHS_LIST) ? list : NULL;
    *ret_problem = NULL;
    if (!*ret_list && document && document->kind != PHS_NULL)
        *ret_problem = phs_printf(arena, "%s: expected a list of %s", phs_place_text(arena, document->place), key);
    return PHS_OK;
}

int64_t phs_list_file_date(struct phs_arena *arena, const struct phs_value *entry, const char *key, const char **problem) {
    const struct phs_value *value = phs_get(entry, key);
    int64_t when = 0;
    if (value && value->kind != PHS_NULL && !phs_time_parse(phs_text(value), &when) && !*problem)
        *problem = phs_printf(arena, "`%s` is no date (write it as 2026-12-31)", key);
    return when;
}
