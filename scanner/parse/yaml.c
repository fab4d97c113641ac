/* SPDX-License-Identifier: Apache-2.0 */
/* Cuts a YAML stream into documents before libyaml sees it: libyaml stops for good at the first syntax error. A line that
 * begins with "---" or "..." always is a document marker (YAML 1.2.2 rule 206 forbids it in content), so cutting there is
 * exact. */
#include "parse/yaml.h"

#include "parse/fail.h"
#include "parse/yaml_build.h"
#include "parse/yaml_lines.h"

enum { DEEPEST = 1000 }; /* recursion must fit the stack of a worker thread */

static struct phs_yaml_options effective(const struct phs_yaml_options *given) {
    struct phs_yaml_options options = given ? *given : (struct phs_yaml_options){0};
    options.max_bytes = options.max_bytes ? options.max_bytes : (size_t)64 << 20;
    options.max_nodes = options.max_nodes ? options.max_nodes : 1000000;
    options.max_documents = options.max_documents ? options.max_documents : 100000;
    options.max_depth = options.max_depth <= 0 ? 200 : options.max_depth > DEEPEST ? DEEPEST : options.max_depth;
    return options;
}

static bool is_marker(struct phs_slice line, const char *marker) {
    if (!phs_slice_starts(line, marker))
        return false;
    char next = line.len > 3 ? line.ptr[3] : '\n';
    return next == ' ' || next == '\t' || next == '\n' || next == '\r';
}

enum line_kind { LINE_NOTHING, LINE_DIRECTIVE, LINE_START, LINE_END, LINE_TEXT };

static enum line_kind kind_of(struct phs_slice line) {
    if (is_marker(line, "---"))
        return LINE_START;
    if (is_marker(line, "..."))
        return LINE_END;
    struct phs_slice text = phs_slice_trim(line);
    if (text.len == 0 || text.ptr[0] == '#')
        return LINE_NOTHING;
    return line.ptr[0] == '%' ? LINE_DIRECTIVE : LINE_TEXT;
}

struct splitter {
    struct phs_slice rest;
    uint32_t line; /* lines in front of rest */
};

/* The lines up to the end of one document. *ret_full says that there is more than comments in it. */
static struct phs_yaml_piece cut_piece(struct splitter *splitter, bool *ret_full) {
    struct phs_yaml_piece piece = {phs_slice_n(splitter->rest.ptr, 0), splitter->line};
    struct phs_slice rest = splitter->rest, line;
    bool started = false, ended = false, has_directive = false;
    while (!ended && phs_yaml_cut_line(&rest, &line)) {
        enum line_kind kind = kind_of(line);
        if (kind == LINE_START && started)
            break;
        has_directive |= !started && kind == LINE_DIRECTIVE;
        started |= kind == LINE_START || kind == LINE_TEXT;
        ended = kind == LINE_END;
        piece.text.len += line.len;
        splitter->line += splitter->line < UINT32_MAX;
        splitter->rest = rest;
    }
    *ret_full = started || has_directive;
    return piece;
}

/* The next document with the directives in front of it; false at the end of the stream. */
static bool next_piece(struct splitter *splitter, struct phs_yaml_piece *ret_piece) {
    bool full = false;
    while (!full && splitter->rest.len > 0)
        *ret_piece = cut_piece(splitter, &full);
    return full;
}

/* "---" with nothing behind it, as rendered charts have many. */
static bool is_void(const struct phs_yaml_document *document) {
    const struct phs_place *place = &document->place;
    return document->value && document->value->kind == PHS_NULL && place->line == place->end_line &&
           place->column == place->end_column;
}

static bool starts_with(struct phs_slice bytes, const char *prefix, size_t n) {
    return bytes.len >= n && memcmp(bytes.ptr, prefix, n) == 0;
}

static enum phs_code check_stream(const struct phs_source *source, struct phs_slice bytes, size_t max_bytes,
                                  struct phs_err *err) {
    if (bytes.len > max_bytes)
        return phs_parse_fail(err, PHS_E_LIMIT, source, 0, 0, "larger than %zu bytes", max_bytes);
    if (starts_with(bytes, "\xFF\xFE", 2) || starts_with(bytes, "\xFE\xFF", 2))
        return phs_parse_fail(err, PHS_E_UNSUPPORTED, source, 1, 1, "UTF-16 text; save the file as UTF-8");
    return PHS_OK;
}

static struct phs_yaml_document too_many(struct phs_arena *arena, const struct phs_source *source, uint32_t line,
                                         size_t limit) {
    struct phs_err err;
    phs_parse_fail(&err, PHS_E_LIMIT, source, line + 1, 1, "more documents than %zu; the rest is not read", limit);
    return (struct phs_yaml_document){
        .error = phs_strdup(arena, err.text), .code = PHS_E_LIMIT, .place = {source, line + 1, 1, line + 1, 1}};
}

enum phs_code phs_yaml_parse(struct phs_arena *arena, const struct phs_source *source, struct phs_slice bytes,
                             const struct phs_yaml_options *given, struct phs_yaml *ret_yaml, struct phs_err *err) {
    struct phs_yaml_options options = effective(given);
    enum phs_code code = check_stream(source, bytes, options.max_bytes, err);
    if (code != PHS_OK)
        return code;
    size_t bom = starts_with(bytes, "\xEF\xBB\xBF", 3) ? 3 : 0;
    struct splitter splitter = {phs_slice_n(bytes.ptr + bom, bytes.len - bom), 0};
    PHS_VEC(struct phs_yaml_document) documents = {0};
    struct phs_yaml_piece piece;
    for (size_t pieces = 0; next_piece(&splitter, &piece); pieces++) {
        if (pieces == options.max_documents) {
            PHS_PUSH(arena, documents, too_many(arena, source, piece.lines_before, options.max_documents));
            break;
        }
        struct phs_yaml_document document;
        phs_yaml_build(arena, source, piece, &options, &document);
        if (!is_void(&document))
            PHS_PUSH(arena, documents, document);
    }
    *ret_yaml = (struct phs_yaml){documents.at, documents.n};
    return PHS_OK;
}

enum phs_code phs_yaml_parse_one(struct phs_arena *arena, const struct phs_source *source, struct phs_slice bytes,
                                 const struct phs_yaml_options *options, const struct phs_value **ret_value,
                                 struct phs_err *err) {
    struct phs_yaml yaml;
    enum phs_code code = phs_yaml_parse(arena, source, bytes, options, &yaml, err);
    if (code != PHS_OK)
        return code;
    for (size_t i = 0; i < yaml.n; i++)
        if (!yaml.at[i].value)
            return phs_fail(err, yaml.at[i].code, "%s", yaml.at[i].error);
    if (yaml.n > 1)
        return phs_parse_fail(err, PHS_E_INPUT, source, yaml.at[1].place.line, 1, "one document is expected, not several");
    *ret_value = yaml.n == 1 ? yaml.at[0].value : phs_value_null(arena, (struct phs_place){.source = source});
    return PHS_OK;
}
