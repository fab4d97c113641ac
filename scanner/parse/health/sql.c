/* SPDX-License-Identifier: Apache-2.0 */
/* Dumps: rows of COPY ... FROM stdin and of INSERT, with the columns that they name or that CREATE TABLE named before. */
#include "parse/health/sql.h"

enum { LARGEST_SCRIPT = 64 << 10 };

/* A dump names the same columns of the same table in every statement. */
static bool take_list(struct phs_sql_dump *dump, struct phs_slice table) {
    const char *start = dump->at;
    size_t n = dump->list.len;
    if (n && (size_t)(dump->end - start) > n && memcmp(start, dump->list.ptr, n) == 0 && phs_slice_eq(table, dump->of)) {
        for (size_t i = 0; i < n; i++)
            phs_sql_step(dump);
        return true;
    }
    dump->list = PHS_SLICE("");
    dump->last.n = 0;
    dump->last.patients = dump->last.counts = false;
    if (!phs_sql_take_columns(dump, &dump->last))
        return false;
    phs_sql_judge(dump, &dump->last, table);
    dump->list = phs_slice_n(start, (size_t)(dump->at - start));
    dump->of = table;
    return true;
}

static void take_insert(struct phs_sql_dump *dump) {
    struct phs_slice table = phs_sql_take_name(dump);
    const struct phs_sql_columns *columns = phs_map_get(&dump->tables, table);
    phs_sql_skip_space(dump);
    if (dump->at < dump->end && *dump->at == '(' && take_list(dump, table))
        columns = &dump->last;
    if (!phs_sql_take_word(dump, "values"))
        return;
    bool patients = !columns && phs_sql_is_of_patients(table);
    while (phs_sql_take_mark(dump, '(') && !dump->reader->limited) {
        phs_sql_take_row(dump, table, columns, patients);
        dump->rows_end = dump->at[-1] == ')' ? dump->at : dump->rows_end;
        if (!phs_sql_take_mark(dump, ','))
            return;
    }
}

/* COPY t (a, b) FROM stdin; then a row a line, cells apart by tabs, up to a line of \. */
static void take_copy(struct phs_sql_dump *dump) {
    struct phs_sql_columns own = {.n = 0};
    struct phs_slice table = phs_sql_take_name(dump);
    phs_sql_skip_space(dump);
    if (dump->at >= dump->end || *dump->at != '(' || !phs_sql_take_columns(dump, &own) || !phs_sql_take_word(dump, "from") ||
        !phs_sql_take_word(dump, "stdin"))
        return;
    phs_sql_judge(dump, &own, table);
    while (dump->at < dump->end && *dump->at != '\n')
        dump->at++;
    while (dump->at < dump->end && !dump->reader->limited) {
        phs_sql_step(dump);
        const char *stop = memchr(dump->at, '\n', (size_t)(dump->end - dump->at));
        struct phs_slice row = phs_slice_n(dump->at, (size_t)((stop ? stop : dump->end) - dump->at)), cell;
        if (phs_slice_starts(row, "\\."))
            return;
        for (size_t i = 0; own.counts && i < own.n && phs_slice_cut(&row, '\t', &cell); i++)
            phs_sql_take_cell(dump, &own, i, dump->line, cell);
        phs_health_end(dump->reader, true);
        dump->at = stop ? stop : dump->end;
    }
}

static void next_line(struct phs_sql_dump *dump) {
    const char *stop = memchr(dump->at, '\n', (size_t)(dump->end - dump->at));
    dump->at = stop ? stop : dump->end;
    if (dump->at < dump->end)
        phs_sql_step(dump);
}

/* execute "INSERT INTO patients ..." in a program. */
bool phs_health_sql_inside(struct phs_health_reader *reader) {
    struct phs_sql_dump dump = {.reader = reader,
                                .end = reader->bytes.ptr + reader->bytes.len,
                                .guesses = true,
                                .inside = true,
                                .rows_end = reader->bytes.ptr};
    struct phs_slice rest = reader->bytes, line;
    uint32_t number = 0;
    phs_map_init(&dump.tables, reader->arena);
    while (!reader->limited && phs_health_next_line(&rest, &number, &line)) {
        const char *stop = line.ptr + line.len, *from = dump.rows_end > line.ptr ? dump.rows_end : line.ptr;
        if (from >= stop) /* a row of the statement before */
            continue;
        const char *at = memmem(from, (size_t)(stop - from), "INSERT INTO ", 12);
        at = at ? at : memmem(from, (size_t)(stop - from), "insert into ", 12);
        if (!at)
            continue;
        dump.at = at + 12;
        dump.line = number;
        take_insert(&dump);
    }
    return true;
}

/* Words of patients, or two lines with what ails somebody. */
static bool is_about_care(struct phs_slice bytes) {
    struct phs_slice line;
    uint32_t number = 0;
    size_t ill = 0;
    if (phs_health_speaks_of_patients(bytes))
        return true;
    while (ill < 2 && phs_health_next_line(&bytes, &number, &line))
        ill += phs_health_is_complaint(line);
    return ill >= 2;
}

bool phs_health_sql(struct phs_health_reader *reader) {
    struct phs_sql_dump dump = {
        .reader = reader, .at = reader->bytes.ptr, .end = reader->bytes.ptr + reader->bytes.len, .line = 1};
    dump.patients = phs_health_has_word(reader->bytes, "patient");
    dump.guesses = reader->bytes.len < LARGEST_SCRIPT;
    dump.cares = dump.guesses && is_about_care(reader->bytes);
    phs_map_init(&dump.tables, reader->arena);
    while (dump.at < dump.end && !reader->limited) {
        if (phs_sql_take_word(&dump, "create") && phs_sql_take_word(&dump, "table"))
            phs_sql_take_table(&dump);
        else if (phs_sql_take_word(&dump, "insert") && (phs_sql_take_word(&dump, "ignore") || true) &&
                 (phs_sql_take_word(&dump, "into") || true))
            take_insert(&dump);
        else if (phs_sql_take_word(&dump, "into")) /* insert all into ... into ... */
            take_insert(&dump);
        else if (phs_sql_take_word(&dump, "copy"))
            take_copy(&dump);
        else
            next_line(&dump);
    }
    return true;
}
