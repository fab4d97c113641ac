/* SPDX-License-Identifier: Apache-2.0 */
/* JSON inside of other texts: bodies that logs print, documents of a script, messages that a queue gave back. Each object is
 * read as if it stood alone. */
#include <ctype.h>

#include "parse/health/blocks.h"
#include "parse/health/record.h"

enum { SHORTEST_BLOCK = 20, MOST_FRAME_COLUMNS = 40, LONGEST_PRINTED = 1000 };

static void read_block(struct phs_health_reader *reader, struct phs_slice block, uint32_t line) {
    struct phs_slice whole = reader->bytes;
    size_t before = reader->items.n;
    reader->bytes = block;
    if (memmem(block.ptr, block.len, "\"resourceType\"", 14))
        phs_health_fhir_json(reader);
    else
        phs_health_json(reader, true, false);
    reader->bytes = whole;
    for (size_t i = before; i < reader->items.n; i++)
        reader->items.at[i].line += line - 1;
}

void phs_health_embedded(struct phs_health_reader *reader) {
    const char *at = reader->bytes.ptr, *end = at + reader->bytes.len, *counted = at;
    struct phs_blocks *blocks = PHS_NEW(reader->arena, struct phs_blocks);
    uint32_t line = 1;
    *blocks = (struct phs_blocks){.arena = reader->arena, .at = at, .end = end};
    while (!reader->limited && (at = memchr(at, '{', (size_t)(end - at))) != NULL) {
        const char *stop = phs_block_opens(at, end) ? phs_block_end(blocks, at) : NULL;
        if (!stop || stop - at < SHORTEST_BLOCK) {
            at++;
            continue;
        }
        for (; counted < at; counted++)
            line += *counted == '\n';
        read_block(reader, phs_slice_n(at, (size_t)(stop - at)), line);
        at = stop;
    }
}

/* What a notebook printed, a string a line: columns end where their names end. */
struct frame {
    const struct phs_health_column *column[MOST_FRAME_COLUMNS];
    size_t end[MOST_FRAME_COLUMNS], n;
    bool counts;
};

/* "   mrn  name\\n", : what is between the quotes. False: no such line. */
static bool string_of(struct phs_slice line, struct phs_slice *ret_text) {
    line = phs_slice_trim(line);
    if (line.len < 4 || line.ptr[0] != '"')
        return false;
    size_t n = line.len - (line.ptr[line.len - 1] == ',');
    if (line.ptr[n - 1] != '"')
        return false;
    n--;
    n -= n > 2 && line.ptr[n - 2] == '\\' && line.ptr[n - 1] == 'n' ? 2 : 0;
    *ret_text = phs_slice_n(line.ptr + 1, n - 1);
    return true;
}

static void read_head(struct frame *frame, struct phs_slice text) {
    const struct phs_health_column *found[MOST_FRAME_COLUMNS];
    size_t known = 0;
    bool patients = false;
    frame->n = 0;
    for (size_t i = 0; i < text.len && frame->n < MOST_FRAME_COLUMNS; i++) {
        size_t start = i;
        while (i < text.len && text.ptr[i] != ' ')
            i++;
        if (i == start)
            continue;
        bool patient = false;
        const struct phs_health_column *column = phs_health_column_named(phs_slice_n(text.ptr + start, i - start), &patient);
        if (column)
            found[known++] = column;
        patients |= patient;
        frame->column[frame->n] = column;
        frame->end[frame->n++] = i;
    }
    frame->counts = frame->n >= 3 && phs_health_columns_count(found, known, patients);
}

static void take_printed(struct phs_health_reader *reader, const struct frame *frame, struct phs_slice text, uint32_t line) {
    size_t from = 0;
    while (from < text.len && isdigit((unsigned char)text.ptr[from])) /* the number of the row */
        from++;
    for (size_t i = 0; i < frame->n && from < text.len; i++) {
        size_t end = frame->end[i] < text.len ? frame->end[i] : text.len;
        struct phs_slice cell = phs_slice_trim(phs_slice_n(text.ptr + from, end > from ? end - from : 0));
        if (frame->column[i] && cell.len)
            phs_health_take(reader, frame->column[i], line, cell);
        from = end > from ? end : from;
    }
    phs_health_end(reader, true);
}

void phs_health_printed(struct phs_health_reader *reader) {
    struct phs_slice rest = reader->bytes, line, text;
    struct frame frame = {.counts = false};
    uint32_t number = 0;
    while (!reader->limited && phs_health_next_line(&rest, &number, &line)) {
        if (line.len > LONGEST_PRINTED || !string_of(line, &text))
            frame.counts = false;
        else if (frame.counts && text.len && isdigit((unsigned char)text.ptr[0]))
            take_printed(reader, &frame, text, number);
        else
            read_head(&frame, text);
    }
}
