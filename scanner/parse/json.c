/* SPDX-License-Identifier: Apache-2.0 */
/* JSON by recursive descent. Children wait on a scratch stack until their container closes and is copied at its exact size. */
#include "parse/json.h"

#include "parse/entries.h"
#include "parse/json_scan.h"

enum { DEEPEST = 1000 }; /* recursion must fit the stack of a worker thread */

struct reader {
    struct phs_json_scan scan;
    struct phs_json_limits limits;
    size_t nodes;
    int depth;
    struct phs_arena *scratch; /* the two stacks */
    struct phs_arena *keys;    /* reset after each large object */
    PHS_VEC(const struct phs_value *) items;
    PHS_VEC(struct phs_entry) entries;
};

static const struct phs_value *parse_value(struct reader *reader);

static struct phs_json_limits effective(const struct phs_json_limits *given) {
    struct phs_json_limits limits = given ? *given : (struct phs_json_limits){0};
    limits.max_bytes = limits.max_bytes ? limits.max_bytes : (size_t)1 << 30;
    limits.max_nodes = limits.max_nodes ? limits.max_nodes : 50000000;
    limits.max_depth = limits.max_depth <= 0 ? 200 : limits.max_depth > DEEPEST ? DEEPEST : limits.max_depth;
    return limits;
}

static bool exceeds(const struct reader *reader, const char *what, size_t limit) {
    const struct phs_json_scan *scan = &reader->scan;
    phs_parse_fail(scan->err, PHS_E_LIMIT, scan->source, scan->line, phs_json_column(scan), "%s %zu", what, limit);
    return false;
}

static inline void skip_space(struct phs_json_scan *scan) {
    for (; scan->at < scan->end; scan->at++) {
        char c = *scan->at;
        if (c == '\n') {
            scan->line += scan->line < UINT32_MAX;
            scan->line_start = scan->at + 1;
            scan->trailing_bytes = 0;
        } else if (c != ' ' && c != '\t' && c != '\r') {
            return;
        }
    }
}

static inline struct phs_place place_here(const struct phs_json_scan *scan) {
    return (struct phs_place){.source = scan->source, .line = scan->line, .column = phs_json_column(scan)};
}

static inline void end_here(const struct phs_json_scan *scan, struct phs_place *place) {
    place->end_line = scan->line;
    place->end_column = phs_json_column(scan);
}

static bool parse_literal(struct reader *reader, const char *word, struct phs_value *value, enum phs_kind kind) {
    struct phs_json_scan *scan = &reader->scan;
    size_t len = strlen(word);
    if ((size_t)(scan->end - scan->at) < len || memcmp(scan->at, word, len) != 0)
        return phs_json_fail(scan, "a value is expected here");
    scan->at += len;
    value->kind = kind;
    value->boolean = word[0] == 't';
    return true;
}

static bool parse_number(struct reader *reader, struct phs_value *value) {
    value->kind = PHS_NUMBER;
    return phs_json_scan_number(&reader->scan, &value->number.text, &value->number.value);
}

static bool parse_string(struct reader *reader, struct phs_value *value) {
    value->kind = PHS_STRING;
    value->flags = PHS_VALUE_QUOTED;
    return phs_json_scan_string(&reader->scan, &value->string);
}

/* Behind an item: true to go on with the next one; *ret_closed says that the container ended instead. */
static bool next_item(struct reader *reader, char close, const char *sentence, bool *ret_closed) {
    skip_space(&reader->scan);
    int c = phs_json_peek(&reader->scan);
    *ret_closed = c == close;
    if (c != ',' && c != close)
        return phs_json_fail(&reader->scan, sentence);
    reader->scan.at++;
    return true;
}

static bool is_empty(struct reader *reader, char close) {
    reader->scan.at++;
    skip_space(&reader->scan);
    if (phs_json_peek(&reader->scan) != close)
        return false;
    reader->scan.at++;
    return true;
}

static bool parse_items(struct reader *reader) {
    for (bool closed = is_empty(reader, ']'); !closed;) {
        skip_space(&reader->scan);
        const struct phs_value *item = parse_value(reader);
        if (!item)
            return false;
        PHS_PUSH(reader->scratch, reader->items, item);
        if (!next_item(reader, ']', "',' or ']' is expected here", &closed))
            return false;
    }
    return true;
}

static bool parse_list(struct reader *reader, struct phs_value *value) {
    size_t base = reader->items.n;
    if (!parse_items(reader))
        return false;
    value->kind = PHS_LIST;
    value->list.n = reader->items.n - base;
    value->list.at = PHS_NEW_N(reader->scan.arena, const struct phs_value *, value->list.n);
    if (value->list.n > 0)
        memcpy(value->list.at, reader->items.at + base, value->list.n * sizeof *value->list.at);
    reader->items.n = base;
    return true;
}

static bool parse_member(struct reader *reader) {
    struct phs_json_scan *scan = &reader->scan;
    struct phs_entry entry = {.key_place = place_here(scan)};
    if (phs_json_peek(scan) != '"')
        return phs_json_fail(scan, "a key in double quotes is expected here");
    if (!phs_json_scan_string(scan, &entry.key))
        return false;
    end_here(scan, &entry.key_place);
    skip_space(scan);
    if (phs_json_peek(scan) != ':')
        return phs_json_fail(scan, "':' is expected here");
    scan->at++;
    skip_space(scan);
    entry.value = parse_value(reader);
    if (!entry.value)
        return false;
    PHS_PUSH(reader->scratch, reader->entries, entry);
    return true;
}

static bool parse_members(struct reader *reader) {
    for (bool closed = is_empty(reader, '}'); !closed;) {
        skip_space(&reader->scan);
        if (!parse_member(reader) || !next_item(reader, '}', "',' or '}' is expected here", &closed))
            return false;
    }
    return true;
}

static bool keys_are_unique(struct reader *reader, struct phs_entry *entries, size_t *n) {
    size_t earlier, repeat = phs_entries_repeat(reader->keys, entries, *n, &earlier);
    if (repeat == *n)
        return true;
    if (reader->limits.allow_duplicates) {
        *n = phs_entries_last_wins(reader->keys, entries, *n);
        return true;
    }
    const struct phs_place *place = &entries[repeat].key_place;
    phs_parse_fail(reader->scan.err, PHS_E_INPUT, reader->scan.source, place->line, place->column,
                   "this key stands twice in one object, first on line %u", entries[earlier].key_place.line);
    return false;
}

static bool parse_map(struct reader *reader, struct phs_value *value) {
    size_t base = reader->entries.n;
    if (!parse_members(reader))
        return false;
    size_t n = reader->entries.n - base;
    struct phs_entry *entries = PHS_NEW_N(reader->scan.arena, struct phs_entry, n);
    if (n > 0)
        memcpy(entries, reader->entries.at + base, n * sizeof *entries);
    reader->entries.n = base;
    if (!keys_are_unique(reader, entries, &n))
        return false;
    value->kind = PHS_MAP;
    value->map.at = entries;
    value->map.n = n;
    return true;
}

static bool parse_container(struct reader *reader, struct phs_value *value, bool is_map) {
    if (reader->depth >= reader->limits.max_depth)
        return exceeds(reader, "nested deeper than", (size_t)reader->limits.max_depth);
    reader->depth++;
    bool ok = is_map ? parse_map(reader, value) : parse_list(reader, value);
    reader->depth--;
    return ok;
}

static bool parse_into(struct reader *reader, struct phs_value *value) {
    int c = phs_json_peek(&reader->scan);
    if (c == '-' || (c >= '0' && c <= '9'))
        return parse_number(reader, value);
    switch (c) {
    case '{':
        return parse_container(reader, value, true);
    case '[':
        return parse_container(reader, value, false);
    case '"':
        return parse_string(reader, value);
    case 't':
        return parse_literal(reader, "true", value, PHS_BOOL);
    case 'f':
        return parse_literal(reader, "false", value, PHS_BOOL);
    case 'n':
        return parse_literal(reader, "null", value, PHS_NULL);
    case -1:
        return phs_json_fail(&reader->scan, "the file ends where a value is expected");
    default:
        return phs_json_fail(&reader->scan, "a value is expected here");
    }
}

/* The cursor stands on the value's first byte. */
static const struct phs_value *parse_value(struct reader *reader) {
    if (reader->nodes++ >= reader->limits.max_nodes) {
        exceeds(reader, "more values than", reader->limits.max_nodes);
        return NULL;
    }
    struct phs_value *value = PHS_NEW(reader->scan.arena, struct phs_value);
    value->place = place_here(&reader->scan);
    if (!parse_into(reader, value))
        return NULL;
    end_here(&reader->scan, &value->place);
    return value;
}

static bool skip_bom(struct reader *reader) {
    struct phs_json_scan *scan = &reader->scan;
    if (scan->end - scan->at < 3 || memcmp(scan->at, "\xEF\xBB\xBF", 3) != 0)
        return true;
    if (reader->limits.refuse_bom)
        return phs_json_fail(scan, "a byte order mark is not allowed here");
    scan->at += 3;
    scan->line_start = scan->at;
    return true;
}

static const struct phs_value *parse_whole(struct reader *reader) {
    struct phs_json_scan *scan = &reader->scan;
    if ((size_t)(scan->end - scan->at) > reader->limits.max_bytes) {
        exceeds(reader, "more bytes than", reader->limits.max_bytes);
        return NULL;
    }
    if (!skip_bom(reader))
        return NULL;
    skip_space(scan);
    const struct phs_value *value = parse_value(reader);
    if (!value)
        return NULL;
    skip_space(scan);
    if (scan->at < scan->end) {
        phs_json_fail(scan, "there is more behind the end of the value");
        return NULL;
    }
    return value;
}

static enum phs_code parse_from_line(struct phs_arena *arena, const struct phs_source *source, struct phs_slice bytes,
                                     const struct phs_json_limits *limits, uint32_t line, const struct phs_value **ret_value,
                                     struct phs_err *err) {
    struct phs_err own;
    struct reader reader = {.limits = effective(limits), .scratch = phs_arena_new(), .keys = phs_arena_new()};
    const char *start = bytes.ptr ? bytes.ptr : "";
    reader.scan = (struct phs_json_scan){arena, source, err ? err : &own, start, start + bytes.len, start, 0, line};
    const struct phs_value *value = parse_whole(&reader);
    phs_arena_free(reader.scratch);
    phs_arena_free(reader.keys);
    if (!value)
        return reader.scan.err->code;
    *ret_value = value;
    return PHS_OK;
}

enum phs_code phs_json_parse(struct phs_arena *arena, const struct phs_source *source, struct phs_slice bytes,
                             const struct phs_json_limits *limits, const struct phs_value **ret_value, struct phs_err *err) {
    return parse_from_line(arena, source, bytes, limits, 1, ret_value, err);
}

void phs_ndjson_init(struct phs_ndjson *reader, struct phs_arena *arena, const struct phs_source *source,
                     struct phs_slice bytes, const struct phs_json_limits *limits) {
    *reader = (struct phs_ndjson){.arena = arena, .source = source, .limits = limits, .rest = bytes};
}

bool phs_ndjson_next(struct phs_ndjson *reader, const struct phs_value **ret_value, struct phs_err *err) {
    struct phs_slice line;
    *ret_value = NULL;
    while (phs_slice_cut(&reader->rest, '\n', &line)) {
        reader->line++;
        if (phs_slice_trim(line).len == 0)
            continue;
        parse_from_line(reader->arena, reader->source, line, reader->limits, reader->line, ret_value, err);
        return true;
    }
    return false;
}
