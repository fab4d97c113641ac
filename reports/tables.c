/* SPDX-License-Identifier: Apache-2.0 */
/* Cells of tables, and tables as CSV. */
#include "reports/tables.h"

#include "base/clock.h"
#include "base/escape.h"

static const char *scalar(struct phs_arena *arena, const struct phs_value *value) {
    const char *text = phs_scalar_text(arena, value);
    return text ? text : "";
}

/* "a[].b": b of every a. */
static const char *joined(struct phs_arena *arena, const struct phs_value *row, const char *path, const char *brackets) {
    const struct phs_value *list = phs_get_path(row, phs_strndup(arena, path, (size_t)(brackets - path)));
    struct phs_buf text;
    phs_buf_init(&text, 1 << 20);
    for (size_t i = 0; phs_is(list, PHS_LIST) && i < list->list.n; i++) {
        const struct phs_value *item = list->list.at[i];
        const char *part = scalar(arena, brackets[2] == '.' ? phs_get_path(item, brackets + 3) : item);
        if (text.len && *part)
            phs_buf_puts(&text, "; ");
        phs_buf_puts(&text, part);
    }
    const char *copy = phs_strdup(arena, phs_buf_text(&text));
    phs_buf_done(&text);
    return copy;
}

const char *phs_table_cell(struct phs_arena *arena, const struct phs_column *column, const struct phs_value *row,
                           size_t number) {
    if (strcmp(column->path, "#") == 0)
        return phs_printf(arena, "%zu", number);
    const char *brackets = strstr(column->path, "[]");
    return brackets ? joined(arena, row, column->path, brackets) : scalar(arena, phs_get_path(row, column->path));
}

static void put(struct phs_buf *out, const char *text, bool last) {
    phs_escape_csv(out, phs_slice(text));
    phs_buf_puts(out, last ? "\r\n" : ",");
}

void phs_table_write_csv(const struct phs_table *table, struct phs_buf *out) {
    size_t n = table->column_count;
    struct phs_arena *scratch = phs_arena_new();
    for (size_t c = 0; c < n; c++)
        put(out, table->columns[c].title, c + 1 == n);
    for (size_t r = 0; r < table->rows.items.n; r++) {
        for (size_t c = 0; c < n; c++)
            put(out, phs_table_cell(scratch, &table->columns[c], table->rows.items.at[r], r + 1), c + 1 == n);
        phs_arena_reset(scratch);
    }
    phs_arena_free(scratch);
}

struct phs_book phs_book_of(struct phs_arena *arena, const struct phs_value *view, const char *title,
                            const char *organization) {
    struct phs_book book = {.title = title, .organization = organization};
    book.footer = phs_text_or(arena, phs_get_path(view, "document.line"), "");
    phs_time_parse(phs_text(phs_get_path(view, "run.started")), &book.made);
    return book;
}
