/* SPDX-License-Identifier: Apache-2.0 */
/* Tables that stand upright: "Name, Marta Halvorsen" below "Born, 3/14/1961", and long ones of an id, an attribute and a value.
 * A column of cells that are names of columns says what stands behind each of them. */
#include <ctype.h>

#include "parse/health/record.h"

enum { MOST_CELLS = 40, LONGEST_LINE = 4000, MOST_LABELS = 3, FEWEST_ROWS = 3, MOST_FOUND = 64, HEAD = 1024 };

struct rows {
    struct phs_slice cell[MOST_CELLS];
    size_t n;
};

static char delimiter_of(struct phs_slice bytes) {
    static const char marks[] = "\t;|,";
    struct phs_slice head = phs_slice_n(bytes.ptr, bytes.len < HEAD ? bytes.len : HEAD);
    for (const char *mark = marks; *mark; mark++)
        if (memchr(head.ptr, *mark, head.len))
            return *mark;
    return 0;
}

static struct phs_slice unquoted(struct phs_slice cell) {
    cell = phs_slice_trim(cell);
    return cell.len > 1 && cell.ptr[0] == '"' && cell.ptr[cell.len - 1] == '"' ? phs_slice_n(cell.ptr + 1, cell.len - 2) : cell;
}

/* Marks between quotes end nothing. */
static void split(struct phs_slice line, char mark, struct rows *row) {
    size_t start = 0;
    bool quoted = false;
    row->n = 0;
    for (size_t i = 0; i <= line.len && row->n < MOST_CELLS; i++) {
        quoted ^= i < line.len && line.ptr[i] == '"';
        if (i < line.len && (quoted || line.ptr[i] != mark))
            continue;
        row->cell[row->n++] = unquoted(phs_slice_n(line.ptr + start, i - start));
        start = i + 1;
    }
}

static const struct phs_health_column *label_at(const struct rows *row, size_t k, bool *ret_patient) {
    *ret_patient = false;
    return k + 1 < row->n && row->cell[k].len > 1 && row->cell[k].len < 40 ? phs_health_column_named(row->cell[k], ret_patient)
                                                                           : NULL;
}

static bool fits(const struct phs_health_column *column, struct phs_slice value) {
    return value.len > 1 && (column->kind == PHS_HEALTH_FACT || phs_health_fits(column->category, value));
}

/* Whether column k names what stands behind it, of a patient. */
static bool counts(struct phs_slice bytes, char mark, size_t k, bool speaks) {
    const struct phs_health_column *found[MOST_FOUND];
    struct rows row;
    struct phs_slice line;
    uint32_t number = 0;
    size_t n = 0, rows = 0;
    bool patients = speaks, patient;
    while (n < MOST_FOUND && phs_health_next_line(&bytes, &number, &line)) {
        if (line.len > LONGEST_LINE)
            continue;
        split(line, mark, &row);
        rows += row.n > k + 1;
        const struct phs_health_column *column = label_at(&row, k, &patient);
        if (!column || !fits(column, row.cell[k + 1]) || (n && found[n - 1] == column))
            continue;
        patients |= patient;
        found[n++] = column;
    }
    return n >= FEWEST_ROWS && n * 3 >= rows && phs_health_columns_count(found, n, patients);
}

static void take_row(struct phs_health_reader *reader, const struct rows *row, size_t k, uint32_t number) {
    bool patient;
    const struct phs_health_column *column = label_at(row, k, &patient);
    for (size_t i = k + 1; i < row->n; i++) {
        const char *category = column ? NULL : phs_health_guess(row->cell[k], row->cell[i]);
        if (column && fits(column, row->cell[i]))
            phs_health_take(reader, column, number, row->cell[i]);
        else if (category)
            phs_health_add(reader, category, PHS_HEALTH_CONTACT, number, row->cell[i]);
    }
}

bool phs_health_vertical(struct phs_health_reader *reader, bool speaks) {
    char mark = delimiter_of(reader->bytes);
    size_t k = 0;
    while (mark && k < MOST_LABELS && !counts(reader->bytes, mark, k, speaks))
        k++;
    if (!mark || k == MOST_LABELS)
        return false;
    struct phs_slice rest = reader->bytes, line;
    struct rows row;
    uint32_t number = 0;
    while (!reader->limited && phs_health_next_line(&rest, &number, &line)) {
        if (line.len > LONGEST_LINE)
            continue;
        split(line, mark, &row);
        if (row.n > k + 1)
            take_row(reader, &row, k, number);
    }
    phs_health_end(reader, true);
    return true;
}
