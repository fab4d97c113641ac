/* SPDX-License-Identifier: Apache-2.0 */
/* CSV bytes to a table: encoding, separator, then fields into rows. */
#include "parse/csv.h"

#include "parse/charset.h"
#include "parse/csv_scan.h"
#include "parse/fail.h"
#include "parse/table_build.h"

/* "" inside quotes stands for one quote. */
static struct phs_slice field_text(struct phs_arena *arena, const struct phs_csv_field *field) {
    if (!field->has_doubled)
        return field->raw;
    char *out = phs_alloc(arena, field->raw.len);
    size_t n = 0;
    for (size_t i = 0; i < field->raw.len; i++) {
        out[n++] = field->raw.ptr[i];
        i += field->raw.ptr[i] == '"';
    }
    return phs_slice_n(out, n);
}

static bool add_field(struct phs_table_builder *builder, const struct phs_csv_field *field, uint32_t column) {
    if (field->unclosed) {
        phs_parse_fail(builder->err, PHS_E_INPUT, builder->source, field->place.line, field->place.column,
                       "this quote is never closed");
        return false;
    }
    if (field->trailing)
        phs_table_note(builder, field->place.line, "text behind a closing quote is left out");
    struct phs_cell cell = {PHS_CELL_TEXT, column, field->raw, field->place};
    cell.place.source = builder->source;
    if (field->raw.len <= builder->limits.max_cell_bytes)
        cell.text = field_text(builder->arena, field);
    return phs_table_add_cell(builder, cell);
}

struct record {
    uint32_t line, fields;
    uint32_t expected; /* of the first record; 0 before it */
};

/* A blank line is no ragged row. */
static bool end_record(struct phs_table_builder *builder, struct record *record) {
    char sentence[96];
    bool blank = builder->row.n == 0;
    if (!blank && record->expected == 0)
        record->expected = record->fields;
    if (!blank && record->fields != record->expected) {
        snprintf(sentence, sizeof sentence, "%u fields in a row, the first row has %u", record->fields, record->expected);
        phs_table_note(builder, record->line, sentence);
    }
    record->fields = 0;
    return phs_table_end_row(builder, record->line);
}

static bool read_records(struct phs_table_builder *builder, struct phs_csv_scan *scan) {
    struct phs_csv_field field;
    struct record record = {0};
    while (phs_csv_next(scan, &field)) {
        if (record.fields == 0)
            record.line = field.place.line;
        record.fields += record.fields < UINT32_MAX;
        if (!add_field(builder, &field, record.fields) || (field.ends_record && !end_record(builder, &record)))
            return false;
    }
    return record.fields == 0 || end_record(builder, &record);
}

/* Excel's first line "sep=;" names the separator and is no data. */
static bool take_declared_separator(struct phs_csv_scan *scan) {
    struct phs_slice text = scan->text;
    bool declared = text.len >= 5 && phs_slice_ieq(phs_slice_n(text.ptr, 4), PHS_SLICE("sep=")) &&
                    (text.len == 5 || text.ptr[5] == '\r' || text.ptr[5] == '\n');
    if (!declared || !memchr(",;\t|", text.ptr[4], 4))
        return false;
    scan->separator = text.ptr[4];
    scan->at = text.len > 6 && text.ptr[5] == '\r' && text.ptr[6] == '\n' ? 7 : text.len > 5 ? 6 : 5;
    scan->line = 2;
    return true;
}

static void note_encoding(struct phs_table_builder *builder, size_t damaged, size_t nuls) {
    if (damaged > 0)
        phs_table_note(builder, 0, "broken UTF-16: the damaged characters are replaced");
    if (nuls > 0)
        phs_table_note(builder, 0, "NUL characters are left out");
}

enum phs_code phs_csv_parse(struct phs_arena *arena, const struct phs_source *source, struct phs_slice bytes,
                            const struct phs_table_limits *limits, struct phs_table *ret_table, struct phs_err *err) {
    struct phs_err own;
    struct phs_table_builder builder = {.arena = arena, .source = source, .err = err ? err : &own};
    builder.limits = phs_table_limits_complete(limits);
    if (bytes.len > builder.limits.max_bytes)
        return phs_parse_fail(err, PHS_E_LIMIT, source, 0, 0, "larger than %zu bytes", builder.limits.max_bytes);
    struct phs_table table = {0};
    size_t damaged, nuls;
    struct phs_csv_scan scan = {.line = 1, .column = 1};
    scan.text = phs_charset_to_utf8(arena, bytes, &table.encoding, &damaged, &nuls);
    note_encoding(&builder, damaged, nuls);
    if (!take_declared_separator(&scan))
        scan.separator = phs_csv_separator(scan.text);
    table.separator = scan.separator;
    builder.scratch = phs_arena_new();
    bool ok = read_records(&builder, &scan);
    phs_arena_free(builder.scratch);
    if (!ok)
        return builder.err->code;
    phs_table_take(&builder, &table);
    *ret_table = table;
    return PHS_OK;
}
