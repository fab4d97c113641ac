/* SPDX-License-Identifier: Apache-2.0 */
/* Locations and messages of SARIF. */
#include "reports/sarif.h"

/* RFC 3986, a relative reference: everything but unreserved characters and '/' is encoded, so that no byte of a file name is
 * a scheme, a query or a fragment. */
static const char *uri_of(struct phs_arena *arena, const char *path) {
    struct phs_buf uri;
    phs_buf_init(&uri, 3 * strlen(path) + 1);
    for (const unsigned char *c = (const unsigned char *)path; *c; c++) {
        bool plain = (*c >= 'a' && *c <= 'z') || (*c >= 'A' && *c <= 'Z') || (*c >= '0' && *c <= '9') || strchr("-._~/", *c);
        if (plain)
            phs_buf_putc(&uri, (char)*c);
        else
            phs_buf_printf(&uri, "%%%02X", *c);
    }
    const char *text = phs_strdup(arena, phs_buf_text(&uri));
    phs_buf_done(&uri);
    return text;
}

static void write_region(struct phs_json *json, const struct phs_located *located) {
    if (!located->line)
        return;
    phs_json_key(json, "region");
    phs_json_object(json);
    phs_json_put_int(json, "startLine", located->line);
    if (located->column)
        phs_json_put_int(json, "startColumn", located->column);
    if (located->end_line)
        phs_json_put_int(json, "endLine", located->end_line);
    if (located->end_column && (located->end_line > located->line || located->end_column > located->column))
        phs_json_put_int(json, "endColumn", located->end_column);
    phs_json_object_end(json);
}

static void write_logical(struct phs_json *json, const char *name, const char *full, const char *kind) {
    phs_json_object(json);
    phs_json_put(json, "name", name);
    phs_json_put(json, "fullyQualifiedName", full);
    phs_json_put(json, "kind", kind);
    phs_json_object_end(json);
}

/* A workbook has no lines: sheet and row stand beside it. */
static void write_logicals(struct phs_sarif *sarif, const struct phs_located *located, const char *resource) {
    bool row = located->row && *located->row;
    if (!row && !resource)
        return;
    phs_json_key(&sarif->json, "logicalLocations");
    phs_json_array(&sarif->json);
    if (row)
        write_logical(&sarif->json, located->row,
                      phs_printf(sarif->arena, "%s/%s/%u", located->path, located->sheet, located->row_number), "row");
    if (resource)
        write_logical(&sarif->json, resource, resource, "resource");
    phs_json_array_end(&sarif->json);
}

void phs_sarif_location_said(struct phs_sarif *sarif, const struct phs_located *located, const char *resource,
                             const char *message) {
    struct phs_json *json = &sarif->json;
    phs_json_object(json);
    phs_json_key(json, "physicalLocation");
    phs_json_object(json);
    phs_json_key(json, "artifactLocation");
    phs_json_object(json);
    phs_json_put(json, "uri", uri_of(sarif->arena, located->path));
    phs_json_put(json, "uriBaseId", "%SRCROOT%");
    phs_json_object_end(json);
    write_region(json, located);
    phs_json_object_end(json);
    write_logicals(sarif, located, resource);
    if (message)
        phs_sarif_message(sarif, "message", message, NULL);
    phs_json_object_end(json);
}

void phs_sarif_location(struct phs_sarif *sarif, const struct phs_located *located, const char *resource) {
    phs_sarif_location_said(sarif, located, resource, NULL);
}

/* SARIF 3.11.5 and 3.11.6: "{0}" is a placeholder and "[a](b)" a link, unless braces are doubled and brackets escaped. */
static const char *plain(struct phs_arena *arena, const char *text) {
    bool link = strstr(text, "](") != NULL;
    struct phs_buf out;
    phs_buf_init(&out, 2 * strlen(text) + 1);
    for (const char *c = text; *c; c++) {
        if (link && (*c == '[' || *c == ']' || *c == '\\'))
            phs_buf_putc(&out, '\\');
        if (*c == '{' || *c == '}')
            phs_buf_putc(&out, *c);
        phs_buf_putc(&out, *c);
    }
    const char *copy = phs_strdup(arena, phs_buf_text(&out));
    phs_buf_done(&out);
    return copy;
}

void phs_sarif_message(struct phs_sarif *sarif, const char *key, const char *text, const char *markdown) {
    phs_json_key(&sarif->json, key);
    phs_json_object(&sarif->json);
    phs_json_put(&sarif->json, "text", plain(sarif->arena, text));
    phs_json_put(&sarif->json, "markdown", markdown);
    phs_json_object_end(&sarif->json);
}
