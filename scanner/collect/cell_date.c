/* SPDX-License-Identifier: Apache-2.0 */
/* Dates as people write them: ISO, 3/4/2025, 4.3.2025, 4 March 2025, and the day numbers that spreadsheets leave in CSV. */
#include <ctype.h>

#include "base/clock.h"
#include "collect/cell.h"

/* Runs of digits or letters of a date text. */
struct piece {
    struct phs_slice text;
    char before; /* separator in front: '/', '.', '-', ' ' or 0 */
    int number;  /* -1 for letters */
};

enum { MOST_PIECES = 4 };

static size_t cut_pieces(struct phs_slice text, struct piece pieces[MOST_PIECES]) {
    size_t n = 0, i = 0;
    char before = 0;
    while (i < text.len) {
        unsigned char c = (unsigned char)text.ptr[i];
        if (!isalnum(c)) {
            if (c != ' ' || before == 0)
                before = (char)c;
            i++;
            continue;
        }
        if (n == MOST_PIECES)
            return MOST_PIECES + 1;
        size_t start = i;
        bool digits = isdigit(c);
        while (i < text.len && isalnum((unsigned char)text.ptr[i]) && digits == (isdigit((unsigned char)text.ptr[i]) != 0))
            i++;
        double number = -1;
        struct phs_slice piece = phs_slice_n(text.ptr + start, i - start);
        if (digits && (piece.len > 4 || !phs_slice_number(piece, &number)))
            return MOST_PIECES + 1;
        pieces[n++] = (struct piece){.text = piece, .before = before, .number = (int)number};
        before = 0;
    }
    return n;
}

static int month_named(struct phs_slice text) {
    static const char *const names[] = {"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"};
    if (text.len < 3)
        return 0;
    for (int i = 0; i < 12; i++)
        if (phs_slice_ieq(phs_slice_n(text.ptr, 3), phs_slice(names[i])))
            return i + 1;
    return 0;
}

/* NULL when it is no calendar date. */
static const struct phs_value *iso(struct phs_arena *arena, int year, int month, int day, struct phs_place place) {
    int64_t when;
    char date[11];
    if (year < 100)
        year += 2000;
    if (year < 1900 || year > 2200 || month < 1 || month > 12 || day < 1 || day > 31)
        return NULL;
    const char *text = phs_printf(arena, "%04d-%02d-%02d", year, month, day);
    if (!phs_time_parse(phs_slice(text), &when))
        return NULL;
    phs_date_format(when, date);
    return phs_value_string(arena, phs_slice(phs_strdup(arena, date)), place);
}

static bool is_slashed(const struct piece *p, size_t n) {
    return n == 3 && p[0].number >= 0 && p[1].number >= 0 && p[2].number >= 0 && p[0].text.len <= 2 && p[1].before == '/' &&
           p[2].before == '/';
}

bool phs_cell_shows_day_first(const struct phs_value *raw) {
    struct piece p[MOST_PIECES + 1];
    size_t n = cut_pieces(phs_slice_trim(phs_text(raw)), p);
    return is_slashed(p, n) && p[0].number > 12 && p[0].number <= 31 && p[1].number <= 12;
}

static const struct phs_value *slashed(struct phs_arena *arena, const struct piece *p, enum phs_date_order order,
                                       struct phs_place place, enum phs_date_note *ret_note) {
    bool day_first = p[0].number > 12 || (order == PHS_DAY_FIRST && p[1].number <= 12);
    if (p[0].number <= 12 && p[1].number <= 12 && p[0].number != p[1].number)
        *ret_note = PHS_DATE_AMBIGUOUS;
    return day_first ? iso(arena, p[2].number, p[1].number, p[0].number, place)
                     : iso(arena, p[2].number, p[0].number, p[1].number, place);
}

/* Three pieces in any of the usual orders. */
static const struct phs_value *assemble(struct phs_arena *arena, const struct piece *p, size_t n, enum phs_date_order order,
                                        struct phs_place place, enum phs_date_note *ret_note) {
    if (n != 3)
        return NULL;
    if (is_slashed(p, n))
        return slashed(arena, p, order, place, ret_note);
    if (p[0].number < 0)
        return iso(arena, p[2].number, month_named(p[0].text), p[1].number, place);
    if (p[1].number < 0)
        return iso(arena, p[2].number, month_named(p[1].text), p[0].number, place);
    if (p[0].text.len == 4)
        return iso(arena, p[0].number, p[1].number, p[2].number, place);
    if (p[1].before == '.')
        return iso(arena, p[2].number, p[1].number, p[0].number, place);
    return NULL;
}

/* Day numbers of spreadsheets count from 1899-12-30; the range is 1990 to 2090. */
static const struct phs_value *serial(struct phs_arena *arena, double number, struct phs_place place) {
    char date[11];
    if (number < 32874 || number > 69400)
        return NULL;
    phs_date_format(((int64_t)number - 25569) * 86400, date);
    return phs_value_string(arena, phs_slice(phs_strdup(arena, date)), place);
}

static const struct phs_value *date_of_text(struct phs_arena *arena, struct phs_slice text, enum phs_date_order order,
                                            struct phs_place place, enum phs_date_note *ret_note) {
    struct piece p[MOST_PIECES + 1];
    int64_t when;
    double number;
    char date[11];
    if (phs_time_parse(text, &when)) {
        phs_date_format(when, date);
        return phs_value_string(arena, phs_slice(phs_strdup(arena, date)), place);
    }
    if (text.len == 5 && phs_slice_number(text, &number)) {
        *ret_note = PHS_DATE_SERIAL;
        return serial(arena, number, place);
    }
    return assemble(arena, p, cut_pieces(text, p), order, place, ret_note);
}

const struct phs_value *phs_cell_date(struct phs_arena *arena, const struct phs_value *raw, enum phs_date_order order,
                                      enum phs_date_note *ret_note) {
    *ret_note = PHS_DATE_PLAIN;
    const char *text = phs_scalar_text(arena, raw);
    struct phs_slice trimmed = phs_slice_trim(phs_slice(text));
    if (trimmed.len == 0)
        return raw && !phs_is(raw, PHS_STRING) && !phs_is(raw, PHS_NULL)
                   ? phs_value_unknown(arena, PHS_WHY_UNREAD, "the inventory holds no date there", raw->place)
                   : NULL;
    if (phs_cell_says_unknown(trimmed) || phs_cell_says_not_applicable(trimmed))
        return phs_value_unknown(arena, PHS_WHY_UNREAD, "the inventory says that it is not known", raw->place);
    const struct phs_value *date = date_of_text(arena, trimmed, order, raw->place, ret_note);
    if (date)
        return date;
    *ret_note = PHS_DATE_PLAIN;
    return phs_value_unknown(arena, PHS_WHY_UNREAD, "the cell holds no date that we can read", raw->place);
}

const struct phs_value *phs_cell_date_or_bool(struct phs_arena *arena, const struct phs_value *raw, enum phs_date_order order,
                                              enum phs_date_note *ret_note) {
    const struct phs_value *date = phs_cell_date(arena, raw, order, ret_note);
    if (!phs_is(date, PHS_UNKNOWN))
        return date;
    const struct phs_value *answer = phs_cell_bool(arena, raw);
    return phs_is(answer, PHS_BOOL) ? answer : date;
}
