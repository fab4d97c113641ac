/* SPDX-License-Identifier: Apache-2.0 */
/* RFC 4180 scanning. Records end with LF, CRLF or CR; a quote counts only as the first character of a field. */
#include "parse/csv_scan.h"

enum { SAMPLE_RECORDS = 50, SAMPLE_BYTES = 256 * 1024 };

static int peek(const struct phs_csv_scan *scan) {
    return scan->at < scan->text.len ? (unsigned char)scan->text.ptr[scan->at] : -1;
}

/* One byte on; line breaks inside quotes count as lines. */
static void step(struct phs_csv_scan *scan) {
    unsigned char c = (unsigned char)scan->text.ptr[scan->at++];
    bool is_break = c == '\n' || (c == '\r' && peek(scan) != '\n');
    if (is_break) {
        scan->line += scan->line < UINT32_MAX;
        scan->column = 1;
    } else if ((c & 0xC0) != 0x80 && scan->column < UINT32_MAX) {
        scan->column++;
    }
}

static bool at_end_of_field(const struct phs_csv_scan *scan) {
    int c = peek(scan);
    return c < 0 || c == '\n' || c == '\r' || c == scan->separator;
}

static void skip_to_end_of_field(struct phs_csv_scan *scan) {
    while (!at_end_of_field(scan))
        step(scan);
}

static void scan_quoted(struct phs_csv_scan *scan, struct phs_csv_field *field) {
    step(scan);
    size_t start = scan->at;
    for (;; step(scan)) {
        if (peek(scan) < 0) {
            field->unclosed = true;
            break;
        }
        if (peek(scan) != '"')
            continue;
        if (scan->at + 1 >= scan->text.len || scan->text.ptr[scan->at + 1] != '"')
            break;
        field->has_doubled = true;
        step(scan);
    }
    field->raw = phs_slice_n(scan->text.ptr + start, scan->at - start);
    field->quoted = true;
    if (!field->unclosed)
        step(scan);
    field->trailing = !at_end_of_field(scan);
    skip_to_end_of_field(scan);
}

static void scan_bare(struct phs_csv_scan *scan, struct phs_csv_field *field) {
    size_t start = scan->at;
    skip_to_end_of_field(scan);
    field->raw = phs_slice_n(scan->text.ptr + start, scan->at - start);
}

/* Over the separator or the line break behind a field. */
static bool skip_delimiter(struct phs_csv_scan *scan) {
    int c = peek(scan);
    if (c < 0)
        return true;
    step(scan);
    if (c == '\r' && peek(scan) == '\n')
        step(scan);
    return c != scan->separator;
}

bool phs_csv_next(struct phs_csv_scan *scan, struct phs_csv_field *ret_field) {
    struct phs_csv_field field = {.place = {.line = scan->line, .column = scan->column}};
    if (scan->at >= scan->text.len && !scan->after_separator)
        return false;
    if (peek(scan) == '"')
        scan_quoted(scan, &field);
    else
        scan_bare(scan, &field);
    field.place.end_line = scan->line;
    field.place.end_column = scan->column;
    field.ends_record = skip_delimiter(scan);
    scan->after_separator = !field.ends_record;
    *ret_field = field;
    return true;
}

struct evenness {
    size_t first; /* separators in the first record */
    size_t like;  /* records with as many */
};

static struct evenness measure(struct phs_slice text, char separator) {
    struct phs_csv_scan scan = {.text = text, .line = 1, .column = 1, .separator = separator};
    struct phs_csv_field field;
    struct evenness result = {0};
    size_t records = 0, separators = 0;
    while (records < SAMPLE_RECORDS && phs_csv_next(&scan, &field)) {
        separators += !field.ends_record;
        if (!field.ends_record)
            continue;
        if (records == 0)
            result.first = separators;
        result.like += separators == result.first;
        records++;
        separators = 0;
    }
    return result;
}

char phs_csv_separator(struct phs_slice text) {
    static const char candidates[] = {',', ';', '\t'};
    struct phs_slice sample = text.len > SAMPLE_BYTES ? phs_slice_n(text.ptr, SAMPLE_BYTES) : text;
    struct evenness best = {0};
    char separator = ',';
    for (size_t i = 0; i < sizeof candidates; i++) {
        struct evenness one = measure(sample, candidates[i]);
        if (one.first == 0)
            continue;
        if (best.first == 0 || one.like > best.like || (one.like == best.like && one.first > best.first)) {
            best = one;
            separator = candidates[i];
        }
    }
    return separator;
}
