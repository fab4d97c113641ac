/* SPDX-License-Identifier: Apache-2.0 */
/* Rows of sheets and tables -> CSV, a line each, with the row that each line is. */
#include "parse/container/container_parts.h"

void phs_rows_init(struct phs_rows_writer *writer, struct phs_unpacking *unpacking, enum phs_contained_kind kind,
                   const char *name) {
    *writer = (struct phs_rows_writer){.unpacking = unpacking, .kind = kind, .name = name};
    phs_buf_init(&writer->out, unpacking->limits.max_bytes - unpacking->text);
}

/* Quoted only where it has to be: what reads CSV reads both. A break within a cell would be one of lines. */
void phs_rows_cell(struct phs_rows_writer *writer, struct phs_slice text) {
    bool quoted = false;
    for (size_t i = 0; i < text.len; i++)
        quoted |= text.ptr[i] == ',' || text.ptr[i] == '"';
    if (writer->in_row++)
        phs_buf_putc(&writer->out, ',');
    if (quoted)
        phs_buf_putc(&writer->out, '"');
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (c == '"')
            phs_buf_putc(&writer->out, '"');
        phs_buf_putc(&writer->out, c == '\n' || c == '\r' || c == '\0' ? ' ' : c);
    }
    if (quoted)
        phs_buf_putc(&writer->out, '"');
}

void phs_rows_end(struct phs_rows_writer *writer, uint32_t row) {
    phs_buf_putc(&writer->out, '\n');
    if (!writer->out.failed)
        PHS_PUSH(writer->unpacking->arena, writer->rows, row);
    writer->in_row = 0;
}

void phs_rows_done(struct phs_rows_writer *writer) {
    struct phs_unpacking *unpacking = writer->unpacking;
    struct phs_slice text = phs_slice_n(writer->out.ptr, writer->out.len);
    unpacking->into->large |= writer->out.failed;
    if (text.len && phs_unpacking_has_room(unpacking))
        phs_unpacking_add(unpacking,
                          (struct phs_contained){.kind = writer->kind,
                                                 .name = writer->name,
                                                 .bytes = phs_slice_n(phs_slice_dup(unpacking->arena, text), text.len),
                                                 .rows = writer->rows.at,
                                                 .row_count = (uint32_t)writer->rows.n});
    phs_buf_done(&writer->out);
}
