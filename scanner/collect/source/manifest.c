/* SPDX-License-Identifier: Apache-2.0 */
/* Dependencies that a manifest names: weaker than an import, since nothing says that they are called. */
#include <ctype.h>

#include "base/file.h"
#include "collect/source/scan_parts.h"
#include "parse/json.h"

enum { LONGEST_NAME = 200 };

/* Distributions spell names with dashes where code imports with dots or underscores. */
static void add_dependency(struct phs_scan *scan, struct phs_slice name) {
    char other[LONGEST_NAME];
    struct phs_reach reach;
    name = phs_slice_trim(name);
    if (name.len == 0 || name.len >= LONGEST_NAME)
        return;
    if (phs_catalogue_reach_import(scan->catalogue, name, &reach)) {
        phs_scan_package(scan, name, true);
        return;
    }
    for (const char *c = "._"; *c && name.ptr[0] != '@'; c++) {
        for (size_t i = 0; i < name.len; i++)
            other[i] = name.ptr[i] == '-' ? *c : name.ptr[i];
        if (phs_catalogue_reach_import(scan->catalogue, phs_slice_n(other, name.len), &reach)) {
            phs_add_call(scan, phs_slice_dup(scan->arena, name), NULL, &reach, true, true);
            return;
        }
    }
}

static void json_manifest(struct phs_scan *scan, struct phs_slice bytes) {
    static const char *const keys[] = {"dependencies", "optionalDependencies", "peerDependencies", "devDependencies",
                                       "require"};
    const struct phs_value *root = NULL;
    struct phs_source *source = PHS_NEW(scan->arena, struct phs_source);
    const struct phs_json_limits limits = {.max_depth = 60, .max_nodes = 200000, .allow_duplicates = true};
    if (phs_json_parse(scan->arena, source, bytes, &limits, &root, NULL) != PHS_OK)
        return;
    for (size_t k = 0; k < sizeof keys / sizeof keys[0]; k++) {
        const struct phs_value *map = phs_get(root, keys[k]);
        for (size_t i = 0; phs_is(map, PHS_MAP) && i < map->map.n; i++) {
            scan->line = map->map.at[i].key_place.line;
            add_dependency(scan, map->map.at[i].key);
        }
    }
}

static bool is_name_byte(char c) {
    return isalnum((unsigned char)c) || (c && strchr("._-/@", c));
}

/* The name that a line begins with, behind quotes and the words that introduce it: openai==1.2, "openai>=1", gem "x", require
 * a/b v1. */
static void line_manifest(struct phs_scan *scan, struct phs_slice line) {
    static const char *const lead[] = {"gem ", "require ", "implementation ", "api ", "<PackageReference Include=", "- "};
    line = phs_slice_trim(line);
    for (size_t i = 0; i < sizeof lead / sizeof lead[0]; i++)
        if (phs_slice_starts(line, lead[i]))
            line = phs_slice_trim(phs_slice_n(line.ptr + strlen(lead[i]), line.len - strlen(lead[i])));
    if (line.len && (line.ptr[0] == '#' || (line.len > 1 && line.ptr[0] == '/' && line.ptr[1] == '/')))
        return;
    while (line.len && (*line.ptr == '"' || *line.ptr == '\'' || *line.ptr == '('))
        line = phs_slice_n(line.ptr + 1, line.len - 1);
    size_t n = 0;
    while (n < line.len && is_name_byte(line.ptr[n]))
        n++;
    add_dependency(scan, phs_slice_n(line.ptr, n));
}

/* dependencies = ["a>=1", "b"] on one line: every quoted text is one. */
static void quoted_names(struct phs_scan *scan, struct phs_slice line) {
    struct phs_slice part;
    size_t open = phs_slice_find(line, PHS_SLICE("["));
    if (open == (size_t)-1)
        return;
    line = phs_slice_n(line.ptr + open + 1, line.len - open - 1);
    while (phs_slice_cut(&line, ',', &part))
        line_manifest(scan, part);
}

void phs_scan_manifest(struct phs_scan *scan, struct phs_slice bytes) {
    struct phs_slice rest = bytes, line;
    if (phs_slice_ends(phs_slice(scan->path), ".json")) {
        json_manifest(scan, bytes);
        return;
    }
    for (scan->line = 1; phs_slice_cut(&rest, '\n', &line); scan->line++) {
        line_manifest(scan, line);
        quoted_names(scan, line);
    }
}
