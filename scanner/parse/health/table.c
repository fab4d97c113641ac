/* SPDX-License-Identifier: Apache-2.0 */
/* Tables by their header: every row is a record. Quoted cells may hold line breaks; a row stands on the line on which it
 * begins. */
#include <ctype.h>

#include "parse/health/record.h"

enum {
    MOST_COLUMNS = 400,
    HEADER_WITHIN = 30,
    LONGEST_HEADER = 4000,
    MOST_MISFITS = 4,
    TITLE_LINES = 6,
    FEWEST_BESIDE = 4,
    LARGEST_LIST = 64 << 10
};

struct table {
    const char *at, *end;
    char delimiter;
    bool alone; /* of its columns only that of the patient is ours: names in it must be some */
    uint32_t line;
    struct phs_slice cell[MOST_COLUMNS];
    size_t n;
    struct phs_slice head[MOST_COLUMNS]; /* what the columns are called */
    const char *row;                     /* where the row under way begins */
    bool guesses;                        /* short enough to look at every value */
};

static size_t count(struct phs_slice line, char c) {
    size_t n = 0;
    for (size_t i = 0; i < line.len; i++)
        n += line.ptr[i] == c;
    return n;
}

/* Columns of a listing stand two spaces or more apart. */
static size_t split_by_spaces(struct phs_slice line, struct phs_slice cell[MOST_COLUMNS]) {
    size_t n = 0, start = 0;
    for (size_t i = 0; i <= line.len && n < MOST_COLUMNS; i++) {
        bool gap = i == line.len || (line.ptr[i] == ' ' && i + 1 < line.len && line.ptr[i + 1] == ' ');
        if (!gap)
            continue;
        if (i > start)
            cell[n++] = phs_slice_trim(phs_slice_n(line.ptr + start, i - start));
        while (i < line.len && line.ptr[i] == ' ')
            i++;
        start = i;
    }
    return n;
}

/* The one that the header has most of. */
static char delimiter_of(struct phs_slice header) {
    static const char marks[] = ",\t|;~^";
    char best = 0;
    size_t most = 1;
    for (const char *c = marks; *c; c++)
        if (count(header, *c) > most) {
            most = count(header, *c);
            best = *c;
        }
    return best;
}

/* Behind the closing quote; a quote that is never closed ends with the bytes. */
static const char *quoted(struct table *table, const char *at, struct phs_slice *ret_cell) {
    const char *start = ++at;
    while (at < table->end && !(*at == '"' && (at + 1 == table->end || at[1] != '"'))) {
        table->line += *at == '\n';
        at += *at == '"' ? 2 : 1;
    }
    if (at > table->end)
        at = table->end;
    *ret_cell = phs_slice_trim(phs_slice_n(start, (size_t)(at - start)));
    while (at < table->end && *at != table->delimiter && *at != '\n')
        at++;
    return at;
}

static const char *unquoted(const struct table *table, const char *at, struct phs_slice *ret_cell) {
    const char *start = at;
    while (at < table->end && *at != table->delimiter && *at != '\n' && *at != '\r')
        at++;
    *ret_cell = phs_slice_trim(phs_slice_n(start, (size_t)(at - start)));
    while (at < table->end && *at == '\r')
        at++;
    return at;
}

static bool next_row(struct table *table, uint32_t *ret_line) {
    table->n = 0;
    if (table->at >= table->end)
        return false;
    *ret_line = table->line;
    table->row = table->at;
    for (;;) {
        struct phs_slice cell;
        table->at =
            table->at < table->end && *table->at == '"' ? quoted(table, table->at, &cell) : unquoted(table, table->at, &cell);
        if (table->n < MOST_COLUMNS)
            table->cell[table->n++] = cell;
        if (table->at >= table->end)
            return true;
        if (*table->at == '\n' || *table->at != table->delimiter) {
            table->line += *table->at == '\n';
            table->at++;
            return true;
        }
        table->at++;
    }
}

/* "Weight clinic roster" above a table says whose names stand in it. */
static bool is_title(struct phs_slice line) {
    static const char *const words[] = {"patient",     "clinic",     "hospital", "admission",   "discharge",
                                        "appointment", "surgery",    "nursing",  "immuniz",     "vaccin",
                                        "transplant",  "pathology",  "handover", "diabetes",    "oncology",
                                        "dialysis",    "medication", "referral", "prescription"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (phs_health_has_word(line, words[i]))
            return true;
    return false;
}

/* Animals and those who work there are no patients, whatever the title says. */
static bool is_of_others(const struct table *table) {
    static const char *const heads[] = {"species",   "breed",  "pet name",  "pet",        "animal",
                                        "job title", "role",   "specialty", "speciality", "credentials",
                                        "hire date", "salary", "on call",   "shift",      "pager"};
    for (size_t i = 0; i < table->n; i++)
        for (size_t k = 0; k < sizeof heads / sizeof *heads; k++)
            if (phs_slice_ieq(table->cell[i], phs_slice(heads[k])))
                return true;
    return false;
}

/* Which columns are ours, and whether they make a table of patients. */
static bool read_header(struct table *table, bool titled, const struct phs_health_column *by_column[MOST_COLUMNS]) {
    const struct phs_health_column *found[MOST_COLUMNS];
    size_t n = 0;
    bool others = is_of_others(table), patients = titled && !others, own = false;
    memcpy(table->head, table->cell, table->n * sizeof *table->cell);
    for (size_t i = 0; i < table->n; i++) {
        bool patient;
        by_column[i] = phs_health_column_named(table->cell[i], &patient);
        if (phs_slice_ieq(table->cell[i], PHS_SLICE("child"))) /* in programs those of a tree */
            by_column[i] = phs_health_column_exactly("student");
        else if (phs_slice_ieq(table->cell[i], PHS_SLICE("born")))
            by_column[i] = phs_health_column_exactly("dob");
        patients |= by_column[i] && patient;
        own |= by_column[i] && by_column[i]->kind <= PHS_HEALTH_WEAK && (patient || strcmp(by_column[i]->category, "ssn") == 0);
        if (by_column[i])
            found[n++] = by_column[i];
    }
    if (others && !own)
        return false;
    for (size_t i = 0; n == 1 && i < table->n; i++) /* one column alone is no header among numbers */
        if (table->cell[i].len && (isdigit((unsigned char)table->cell[i].ptr[0]) || table->cell[i].ptr[0] == '('))
            return false;
    table->alone = n == 1 && found[0]->patient && strcmp(found[0]->category, "patient_id") == 0 && table->n >= FEWEST_BESIDE;
    return table->alone || phs_health_columns_count(found, n, patients);
}

/* Where nothing else says whose values these are, an address of mail does. */
static void take_mail(struct phs_health_reader *reader, const struct table *table, uint32_t line, size_t columns,
                      const struct phs_health_column *const *by_column) {
    for (size_t i = 0; i < columns; i++)
        if (by_column[i] && by_column[i]->kind != PHS_HEALTH_CONTACT && by_column[i]->kind != PHS_HEALTH_FACT)
            return;
    for (size_t i = 0; i < table->n && i < columns; i++)
        if (by_column[i] && strcmp(by_column[i]->category, "email") == 0)
            phs_health_add(reader, "email", PHS_HEALTH_STRONG, line, table->cell[i]);
}

/* HALVORSEN, MARTA without quotes is two cells: one more than there are columns. */
static void mend_name(struct table *table, size_t columns, const struct phs_health_column *const *by_column) {
    if (table->n != columns + 1)
        return;
    for (size_t i = 0; i < columns; i++) {
        struct phs_slice last = table->cell[i], first = table->cell[i + 1];
        bool name = by_column[i] && by_column[i]->kind <= PHS_HEALTH_WEAK && last.len > 1 && first.len > 1 &&
                    phs_health_fits("name", last) && phs_health_fits("name", first) && isupper((unsigned char)first.ptr[0]);
        if (!name)
            continue;
        table->cell[i] = phs_slice_n(last.ptr, (size_t)(first.ptr + first.len - last.ptr));
        memmove(&table->cell[i + 1], &table->cell[i + 2], (table->n - i - 2) * sizeof *table->cell);
        table->n--;
        return;
    }
}

/* A note in quotes goes on over lines, each of which may name somebody. */
static void take_lines(struct phs_health_reader *reader, const struct table *table, uint32_t line, struct phs_slice cell) {
    struct phs_slice rest = cell, text;
    for (const char *at = table->row; at < cell.ptr; at++)
        line += *at == '\n';
    for (line--; phs_health_next_line(&rest, &line, &text);)
        phs_health_things(reader, line, text);
}

/* A column that is nobody's by its name, in a row that is somebody's. */
static void take_unnamed(struct phs_health_reader *reader, const struct table *table, uint32_t line, size_t i) {
    const char *category = phs_health_guess(table->head[i], table->cell[i]);
    if (category)
        phs_health_add(reader, category, PHS_HEALTH_CONTACT, line, table->cell[i]);
}

static void take_row(struct phs_health_reader *reader, struct table *table, uint32_t line, size_t columns,
                     const struct phs_health_column *const *by_column) {
    mend_name(table, columns, by_column);
    take_mail(reader, table, line, columns, by_column);
    for (size_t i = 0; i < table->n && i < columns; i++) {
        if (by_column[i])
            phs_health_take(reader, by_column[i], line, table->cell[i]);
        else if (table->guesses || reader->items.n == reader->record)
            take_unnamed(reader, table, line, i);
        if (memchr(table->cell[i].ptr, '\n', table->cell[i].len))
            take_lines(reader, table, line, table->cell[i]);
    }
    phs_health_end(reader, true);
}

/* What the header does not say the first rows may: "Payee" above names, "Memo" above "copay DOS 3/2/23". */
static bool read_rows(const struct table *header, struct table *table, bool titled,
                      const struct phs_health_column **by_column) {
    struct phs_health_profile profile = {.columns = header->n};
    size_t people;
    bool parts;
    uint32_t line;
    *table = *header;
    if (header->n > PHS_HEALTH_PROFILE_COLUMNS || is_of_others(header))
        return false;
    while (profile.rows < PHS_HEALTH_PROFILE_ROWS && next_row(table, &line) && table->n + 1 >= header->n)
        phs_health_profile_row(&profile, table->cell, table->n);
    if (!phs_health_profile_tells(&profile, header->head, titled, &people, &parts))
        return false;
    by_column[people] = phs_health_column_exactly(parts ? "firstname" : "name");
    if (parts)
        by_column[people + 1] = phs_health_column_exactly("lastname");
    return true;
}

/* Words in every cell, none of which is a value. */
static bool is_whole(const struct table *table) {
    for (size_t i = 0; i < table->n; i++) {
        struct phs_slice cell = table->cell[i];
        if (cell.len < 2 || cell.len > 40 || memchr(cell.ptr, ' ', cell.len))
            return false;
        for (size_t k = 0; k < cell.len; k++)
            if (!isalnum((unsigned char)cell.ptr[k]) && cell.ptr[k] != '_')
                return false;
        if (isdigit((unsigned char)cell.ptr[0]))
            return false;
    }
    return table->n >= 3;
}

/* Titles, dates of printing and empty lines may stand above the header. */
static bool find_header(struct table *table, struct table *ahead, struct phs_slice bytes, bool titled, bool speaks,
                        const struct phs_health_column **by_column) {
    struct phs_slice rest = bytes, header;
    uint32_t line = 0, unused;
    const char *start = rest.ptr;
    while (line < HEADER_WITHIN && phs_health_next_line(&rest, &line, &header)) {
        *table = (struct table){.at = start, .end = bytes.ptr + bytes.len, .line = line, .delimiter = delimiter_of(header)};
        bool row = table->delimiter && next_row(table, &unused) && table->n >= 3;
        if (row && read_header(table, titled, by_column) && !table->alone)
            return true;
        if (row && speaks && read_rows(table, ahead, titled, by_column))
            return true;
        if (row && is_whole(table)) /* the header of another table: what stands below it are rows */
            return false;
        titled |= is_title(header);
        start = rest.ptr;
    }
    return false;
}

bool phs_health_table(struct phs_health_reader *reader, bool titled, bool speaks) {
    struct table *table = PHS_NEW(reader->arena, struct table);
    const struct phs_health_column **by_column = PHS_NEW_N(reader->arena, const struct phs_health_column *, MOST_COLUMNS);
    struct phs_slice bytes = reader->bytes;
    uint32_t line = 0;
    if (phs_slice_starts(bytes, "\xEF\xBB\xBF"))
        bytes = phs_slice_n(bytes.ptr + 3, bytes.len - 3);
    if (!find_header(table, PHS_NEW(reader->arena, struct table), bytes, titled, speaks, by_column))
        return false;
    size_t columns = table->n;
    table->guesses = reader->bytes.len < LARGEST_LIST;
    while (!reader->limited && next_row(table, &line))
        take_row(reader, table, line, columns, by_column);
    return true;
}

static bool has_capital(struct phs_slice value) {
    for (size_t i = 0; i < value.len; i++)
        if (isupper((unsigned char)value.ptr[i]) || (unsigned char)value.ptr[i] > 127)
            return true;
    return false;
}

/* In a text a line of commas is prose more often than a row: every value has to be what its column says. */
static bool row_fits(const struct table *table, const struct phs_health_column *const *by_column) {
    size_t fitting = 0, others = 0, ours = 0;
    for (size_t i = 0; i < table->n; i++) {
        if (!by_column[i] || by_column[i]->kind == PHS_HEALTH_FACT || table->cell[i].len == 0)
            continue;
        ours++;
        if (table->alone && !(phs_health_looks_like_name(table->cell[i]) && phs_health_has_known_name(table->cell[i])))
            others++;
        else if (strcmp(by_column[i]->category, "name") == 0 && !has_capital(table->cell[i]))
            others++; /* "date of birth" in the description of a table */
        else if (phs_health_fits(by_column[i]->category, table->cell[i]))
            fitting++;
        else
            others++;
    }
    return (fitting >= 2 || (fitting == 1 && ours == 1)) && fitting > others;
}

static bool is_rule(const struct table *table) {
    size_t marks = 0;
    for (size_t i = 0; i < table->n; i++)
        for (size_t k = 0; k < table->cell[i].len; k++, marks++)
            if (!strchr("-:=+ ", table->cell[i].ptr[k]))
                return false;
    return marks > 0;
}

/* Rows below a header within a text, up to one that is none. Returns where to go on. */
static void take_rows(struct phs_health_reader *reader, struct table *table, const struct phs_health_column *const *by_column) {
    size_t columns = table->n;
    for (;;) {
        const char *before = table->at;
        uint32_t line_before = table->line, line;
        if (reader->limited || !next_row(table, &line))
            return;
        if (is_rule(table)) /* "-----+------" too */
            continue;
        if (table->n != columns || !row_fits(table, by_column)) {
            table->at = before;
            table->line = line_before;
            return;
        }
        take_row(reader, table, line, columns, by_column);
    }
}

/* The cells of a row by the column above them: empty ones leave no trace but a gap. */
static void align(struct table *table, const char *row, const size_t *starts, size_t columns) {
    struct phs_slice cell[MOST_COLUMNS];
    size_t n = table->n, column = 0;
    if (n == columns)
        return;
    memcpy(cell, table->cell, n * sizeof *cell);
    for (size_t i = 0; i < columns; i++)
        table->cell[i] = PHS_SLICE("");
    for (size_t i = 0; i < n; i++) {
        size_t start = (size_t)(cell[i].ptr - row);
        while (column + 1 < columns && starts[column + 1] <= start + 1)
            column++;
        if (table->cell[column].len == 0)
            table->cell[column] = cell[i];
    }
    table->n = columns;
}

/* A header of words two spaces apart, and rows that fit below it; some lines between them may fit nothing: "(empty)". */
static void take_listing(struct phs_health_reader *reader, struct table *table, const struct phs_health_column **by_column,
                         struct phs_slice header, bool titled, struct phs_slice *rest, uint32_t *line) {
    struct phs_slice row, after = *rest;
    size_t *starts = PHS_NEW_N(reader->arena, size_t, MOST_COLUMNS), columns, misfits = 0;
    uint32_t number = *line;
    table->n = split_by_spaces(header, table->cell);
    if (table->n < 3 || !read_header(table, titled, by_column))
        return;
    columns = table->n;
    for (size_t i = 0; i < columns; i++)
        starts[i] = (size_t)(table->cell[i].ptr - header.ptr);
    while (!reader->limited && misfits < MOST_MISFITS && phs_health_next_line(&after, &number, &row)) {
        table->n = split_by_spaces(row, table->cell);
        bool rule = table->n == columns && is_rule(table);
        align(table, row.ptr, starts, columns);
        if (!rule && !row_fits(table, by_column)) {
            misfits++;
            continue;
        }
        misfits = 0;
        if (!rule)
            take_row(reader, table, number, columns, by_column);
        *rest = after;
        *line = number;
    }
}

bool phs_health_tables(struct phs_health_reader *reader) {
    struct table *table = PHS_NEW(reader->arena, struct table);
    const struct phs_health_column **by_column = PHS_NEW_N(reader->arena, const struct phs_health_column *, MOST_COLUMNS);
    struct phs_slice rest = reader->bytes, header;
    uint32_t line = 0, titled = 0, unused; /* titled: the last line that a title speaks for */
    const char *start = rest.ptr;
    while (!reader->limited && phs_health_next_line(&rest, &line, &header)) {
        char delimiter = header.len < LONGEST_HEADER ? delimiter_of(header) : 0;
        *table =
            (struct table){.at = start, .end = reader->bytes.ptr + reader->bytes.len, .line = line, .delimiter = delimiter};
        if (delimiter && next_row(table, &unused) && table->n >= 3 && read_header(table, titled >= line, by_column)) {
            table->guesses = true;
            take_rows(reader, table, by_column);
            rest = phs_slice_n(table->at, (size_t)(table->end - table->at));
            line = table->line - 1;
        }
        start = rest.ptr;
        if (!delimiter && header.len < LONGEST_HEADER && memmem(header.ptr, header.len, "  ", 2))
            take_listing(reader, table, by_column, header, titled >= line, &rest, &line);
        if (header.len < LONGEST_HEADER && is_title(header))
            titled = line + TITLE_LINES;
    }
    return true;
}
