/* SPDX-License-Identifier: Apache-2.0 */
/* People in rows that nothing names: tuples and arrays of test data, exports without a header, extracts of mainframes in which
 * one field begins where the other ends. A row is somebody's where a name stands beside what only people have, and where rows
 * of the same text hold theirs in the same place. */
#include <ctype.h>

#include "parse/health/note_things.h"
#include "parse/match/validators.h"

enum {
    MOST_CELLS = 40,
    MOST_FORMS = 16,
    FEWEST_ROWS = 2,
    FIRST_ROWS = 3,
    LONGEST_LINE = 1200,
    SHORTEST_LINE = 16,
    LONGEST_WORD = 24,
    LAST_BIRTH = 2019,
    DATE_DIGITS = 8,
    LONGEST_HEAD = 64 * 1024
};

enum cell_kind { OTHER, FULL_NAME, PART_OF_NAME, DAY, BIRTHDAY, PHONE, SSN, MAIL, STREET, NUMBER, ILLNESS, CELL_KINDS };

enum row_style { QUOTED, DELIMITED, SPACED, MARKED };

struct cell {
    struct phs_slice text;
    enum cell_kind kind;
    size_t at; /* which it is, or where it begins in rows without marks */
};

struct row {
    struct cell cell[MOST_CELLS];
    size_t n, name; /* name: the first cell of it */
    enum row_style style;
    bool known, sure; /* known: its name is one; sure: the row tells by itself */
    uint8_t has[CELL_KINDS];
};

/* Rows that hold their name in the same place. */
struct form {
    enum row_style style;
    size_t name_at, rows, sure;
};

struct forms {
    struct form at[MOST_FORMS];
    size_t n;
};

static void add_cell(struct row *row, struct phs_slice text, size_t at) {
    text = phs_slice_trim(text);
    if (row->n < MOST_CELLS)
        row->cell[row->n++] = (struct cell){.text = text, .at = at};
}

/* ("Marta Halvorsen", "1961-03-14", "Asthma"): texts with commas between them; keys and their values are read elsewhere. */
static bool split_quoted(struct phs_slice line, struct row *row) {
    const char *at = line.ptr, *end = line.ptr + line.len, *behind = NULL;
    row->style = QUOTED;
    while (at < end) {
        if (*at != '"' && *at != '\'') {
            at++;
            continue;
        }
        const char *close = memchr(at + 1, *at, (size_t)(end - at - 1));
        if (!close)
            return false;
        for (const char *p = behind ? behind : at; p < at; p++)
            if (strchr(":=>+%", *p) && !(*p == '=' && row->n >= 2)) /* ("Marta", "Halvorsen", dob="1961-03-14") */
                return false;
        add_cell(row, phs_slice_n(at + 1, (size_t)(close - at - 1)), row->n);
        behind = at = close + 1;
    }
    return row->n >= 2 && !(behind < end && *behind == ':');
}

static char delimiter_in(struct phs_slice line) {
    static const char marks[] = "\t|^,;";
    for (const char *mark = marks; *mark; mark++) {
        size_t n = 0;
        for (size_t i = 0; i < line.len; i++)
            n += line.ptr[i] == *mark;
        if (n >= 2)
            return *mark;
    }
    return 0;
}

static bool split_delimited(struct phs_slice line, struct row *row) {
    char mark = delimiter_in(line);
    size_t start = 0;
    row->style = DELIMITED;
    for (size_t i = 0; mark && i <= line.len; i++)
        if (i == line.len || line.ptr[i] == mark) {
            add_cell(row, phs_slice_n(line.ptr + start, i - start), row->n);
            start = i + 1;
        }
    return row->n >= 3;
}

static bool is_digit_at(struct phs_slice text, size_t i) {
    return i < text.len && isdigit((unsigned char)text.ptr[i]);
}

/* Where a long run of digits touches letters one field ends and the next begins; a day in it is eight of them. */
static void add_glued(struct row *row, struct phs_slice text, size_t at) {
    size_t start = 0;
    for (size_t i = 0; i < text.len;) {
        size_t run = 0;
        while (is_digit_at(text, i + run))
            run++;
        if (run >= DATE_DIGITS) {
            if (i > start)
                add_cell(row, phs_slice_n(text.ptr + start, i - start), at + start);
            bool longer = run > 10;
            add_cell(row, phs_slice_n(text.ptr + i, longer ? DATE_DIGITS : run), at + i);
            if (longer)
                add_cell(row, phs_slice_n(text.ptr + i + DATE_DIGITS, run - DATE_DIGITS), at + i + DATE_DIGITS);
            start = i + run;
        }
        i += run ? run : 1;
    }
    if (start < text.len)
        add_cell(row, phs_slice_n(text.ptr + start, text.len - start), at + start);
}

static bool split_spaced(struct phs_slice line, struct row *row) {
    size_t start = 0;
    row->style = SPACED;
    for (size_t i = 0; i <= line.len; i++) {
        bool gap = i == line.len || (line.ptr[i] == ' ' && (i + 1 == line.len || line.ptr[i + 1] == ' '));
        if (!gap)
            continue;
        if (i > start)
            add_glued(row, phs_slice_n(line.ptr + start, i - start), start);
        while (i < line.len && line.ptr[i] == ' ')
            i++;
        start = i;
    }
    return row->n >= 3;
}

static unsigned number_at(const char *at, size_t n) {
    unsigned value = 0;
    for (size_t i = 0; i < n; i++)
        value = value * 10 + (unsigned)(at[i] - '0');
    return value;
}

static bool is_day_and_month(unsigned month, unsigned day) {
    return month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

/* 19610314 and 03141961 */
static unsigned year_of_digits(struct phs_slice text) {
    unsigned first = number_at(text.ptr, 4), last = number_at(text.ptr + 4, 4);
    if (first > 1900 && first < 2100 && is_day_and_month(last / 100, last % 100))
        return first;
    return last > 1900 && last < 2100 && is_day_and_month(first / 100, first % 100) ? last : 0;
}

static size_t digits_in(struct phs_slice text) {
    size_t n = 0;
    for (size_t i = 0; i < text.len; i++)
        n += isdigit((unsigned char)text.ptr[i]) != 0;
    return n;
}

/* The year of a day; 1 where it has none that can be told, 0 where it is no day. */
static unsigned year_of(struct phs_slice text) {
    if (text.len < 6 || text.len > 26)
        return 0;
    if (text.len == DATE_DIGITS && digits_in(text) == DATE_DIGITS)
        return year_of_digits(text);
    if (!phs_health_holds_date(text) ||
        !(phs_note_is_date(text.ptr, text.ptr + text.len) || phs_note_is_month(text.ptr, text.ptr + text.len)))
        return 0;
    for (size_t i = 0; i + 4 <= text.len; i++)
        if (is_digit_at(text, i) && is_digit_at(text, i + 1) && is_digit_at(text, i + 2) && is_digit_at(text, i + 3))
            return number_at(text.ptr + i, 4);
    return 1;
}

static bool is_phone(struct phs_slice text) {
    if (text.len == 10 && digits_in(text) == 10)
        return text.ptr[0] > '1' && text.ptr[3] > '1';
    return text.len >= 12 && text.len <= 18 && (isdigit((unsigned char)text.ptr[0]) || strchr("(+", text.ptr[0])) &&
           phs_note_is_phone(text.ptr, text.ptr + (text.ptr[0] == '+'), text.ptr + text.len);
}

static bool is_word_of_name(struct phs_slice text) {
    if (text.len < 2 || text.len > LONGEST_WORD || !isupper((unsigned char)text.ptr[0]))
        return false;
    for (size_t i = 1; i < text.len; i++)
        if (!isalpha((unsigned char)text.ptr[i]) && (unsigned char)text.ptr[i] < 128 && !strchr("'- ", text.ptr[i]))
            return false;
    return true;
}

static bool is_full_name(struct phs_slice text) {
    const char *stop = text.len > 4 && text.len < 48 ? phs_note_full_name_at(text.ptr, text.ptr + text.len) : NULL;
    return stop && !phs_health_is_organization(text) && !phs_health_is_clinician(text) &&
           (stop == text.ptr + text.len || (stop + 1 == text.ptr + text.len && *stop == '.'));
}

static bool is_number(struct phs_slice text) {
    size_t digits = digits_in(text);
    return digits >= 5 && text.len <= 16 && text.len - digits <= 4 && phs_health_fits("mrn", text);
}

static enum cell_kind kind_of(struct phs_slice text) {
    unsigned year;
    if (text.len < 2)
        return OTHER;
    if (text.len == 11 && phs_note_is_ssn(text.ptr, text.ptr + text.len))
        return SSN;
    if ((isdigit((unsigned char)text.ptr[0]) || isupper((unsigned char)text.ptr[0])) && (year = year_of(text)) > 0)
        return year > 1 && year <= LAST_BIRTH && year > 1900 ? BIRTHDAY : DAY;
    if (is_phone(text))
        return PHONE;
    if (memchr(text.ptr, '@', text.len) && phs_health_fits("email", text))
        return MAIL;
    if (isdigit((unsigned char)text.ptr[0]) && phs_health_is_street(text))
        return STREET;
    if (text.len < 80 && phs_health_is_complaint(text))
        return ILLNESS;
    if (is_full_name(text))
        return FULL_NAME;
    if (is_word_of_name(text))
        return PART_OF_NAME;
    return is_number(text) ? NUMBER : OTHER;
}

/* The first name of the row: in one cell, or in two that stand together and one of which is a given name. */
static bool find_name(struct row *row) {
    for (size_t i = 0; i < row->n; i++) {
        if (row->cell[i].kind == FULL_NAME && (row->known = phs_health_has_known_name(row->cell[i].text))) {
            row->name = i;
            return true;
        }
        if (row->cell[i].kind == PART_OF_NAME && i + 1 < row->n && row->cell[i + 1].kind == PART_OF_NAME &&
            (phs_health_has_known_name(row->cell[i].text) || phs_health_has_known_name(row->cell[i + 1].text))) {
            row->name = i;
            return row->known = true;
        }
    }
    for (size_t i = 0; i < row->n; i++)
        if (row->cell[i].kind == FULL_NAME ||
            (row->cell[i].kind == PART_OF_NAME && i + 1 < row->n && row->cell[i + 1].kind == PART_OF_NAME)) {
            row->name = i;
            return true;
        }
    return false;
}

/* Enough to be somebody; or somebody's where other rows of the form are. */
static bool is_somebody(struct row *row) {
    const uint8_t *has = row->has;
    unsigned proofs =
        (unsigned)((has[BIRTHDAY] > 0) + (has[SSN] > 0) + (has[PHONE] > 0) + (has[STREET] > 0) + (has[ILLNESS] > 0)) +
        (has[DAY] && has[NUMBER] ? 1U : 0U);
    bool only_ill = proofs == 1 && has[ILLNESS];
    row->sure =
        row->known ? proofs >= 1 && (!only_ill || has[NUMBER] || has[DAY]) : proofs >= 2 && !(proofs == 2 && has[STREET]);
    return proofs >= 1;
}

/* A list of those who treat has a degree behind the name, or a number that is public. "MD" and "PA" in front of a ZIP code are
 * states. */
static bool is_clinicians(const struct row *row) {
    size_t next = row->name + (row->cell[row->name].kind == PART_OF_NAME ? 2 : 1);
    for (size_t i = 0; i < row->n; i++)
        if (row->cell[i].text.len == 10 && digits_in(row->cell[i].text) == 10 && row->cell[i].text.ptr[0] == '1' &&
            phs_validate_npi(row->cell[i].text, row->cell[i].text) != PHS_MATCH_NONE)
            return true;
    if (next >= row->n)
        return false;
    struct phs_slice degree = row->cell[next].text;
    bool state = next + 1 < row->n && row->cell[next + 1].text.len >= 5 &&
                 isdigit((unsigned char)row->cell[next + 1].text.ptr[0]) &&
                 (phs_slice_is(degree, "MD") || phs_slice_is(degree, "PA"));
    return degree.len <= 6 && !state && phs_health_is_clinician(degree);
}

/* <td>48392011</td><td>Marta Halvorsen</td> in what a notebook printed. */
static bool split_markup(struct phs_slice line, struct row *row) {
    size_t start = line.len;
    row->style = MARKED;
    for (size_t i = 0; i < line.len; i++)
        if (line.ptr[i] == '>')
            start = i + 1;
        else if (line.ptr[i] == '<') {
            if (i > start)
                add_cell(row, phs_slice_n(line.ptr + start, i - start), row->n);
            start = line.len;
        }
    return row->n >= 2;
}

static bool read_row(struct phs_slice line, struct row *row) {
    bool quoted = memchr(line.ptr, '"', line.len) || memchr(line.ptr, '\'', line.len);
    *row = (struct row){.n = 0};
    if (line.len < SHORTEST_LINE || line.len > LONGEST_LINE)
        return false;
    bool cells = memmem(line.ptr, line.len, "<td", 3) != NULL,
         split = cells ? split_markup(line, row) : quoted && split_quoted(line, row);
    for (size_t i = 0; !split && i < line.len; i++)
        if (strchr("{}<>=()[]", line.ptr[i]) && !(line.ptr[i] == '(' && is_digit_at(line, i + 1)) &&
            !(line.ptr[i] == ')' && i > 2 && is_digit_at(line, i - 1)))
            return false; /* a program's line */
    if (!split) {
        *row = (struct row){.n = 0};
        split = split_delimited(line, row);
    }
    if (!split) {
        *row = (struct row){.n = 0};
        split = split_spaced(line, row);
    }
    for (size_t i = 0; split && i < row->n; i++) {
        row->cell[i].kind = kind_of(row->cell[i].text);
        row->has[row->cell[i].kind] = 1;
    }
    return split && find_name(row) && is_somebody(row) && !is_clinicians(row);
}

static struct form *form_of(struct forms *forms, const struct row *row) {
    size_t at = row->cell[row->name].at;
    for (size_t i = 0; i < forms->n; i++)
        if (forms->at[i].style == row->style && forms->at[i].name_at == at)
            return &forms->at[i];
    if (forms->n == MOST_FORMS)
        return NULL;
    forms->at[forms->n] = (struct form){.style = row->style, .name_at = at};
    return &forms->at[forms->n++];
}

static void take_row(struct phs_health_reader *reader, const struct row *row, uint32_t line) {
    static const struct {
        const char *category;
        enum phs_health_kind kind;
    } facts[CELL_KINDS] = {[DAY] = {"date", PHS_HEALTH_CONTACT},
                           [BIRTHDAY] = {"dob", PHS_HEALTH_WEAK},
                           [PHONE] = {"phone", PHS_HEALTH_CONTACT},
                           [SSN] = {"ssn", PHS_HEALTH_STRONG},
                           [MAIL] = {"email", PHS_HEALTH_CONTACT},
                           [STREET] = {"address", PHS_HEALTH_CONTACT},
                           [NUMBER] = {"account_number", PHS_HEALTH_CONTACT},
                           [ILLNESS] = {"diagnosis", PHS_HEALTH_FACT}};
    phs_health_add(reader, "name", PHS_HEALTH_WEAK, line, row->cell[row->name].text);
    if (row->cell[row->name].kind == PART_OF_NAME)
        phs_health_add(reader, "name", PHS_HEALTH_WEAK, line, row->cell[row->name + 1].text);
    for (size_t i = 0; i < row->n; i++)
        if (facts[row->cell[i].kind].category)
            phs_health_add(reader, facts[row->cell[i].kind].category, facts[row->cell[i].kind].kind, line, row->cell[i].text);
    phs_health_end(reader, true);
}

static bool counts(const struct form *form) {
    return form->rows >= FEWEST_ROWS && form->sure > 0;
}

static bool tells_by_itself(const struct row *row) {
    return row->style == QUOTED && row->known && row->has[ILLNESS] && (row->has[BIRTHDAY] || row->has[SSN]);
}

/* Name, birthday, street and a number or telephone: all of somebody, whatever the text is about. */
static bool is_whole_person(const struct row *row) {
    return row->style == DELIMITED && row->known && row->has[BIRTHDAY] && row->has[STREET] &&
           (row->has[NUMBER] || row->has[PHONE]);
}

bool phs_health_rows_begin(struct phs_health_reader *reader) {
    struct row *row = PHS_NEW(reader->arena, struct row);
    struct phs_slice rest = reader->bytes, line;
    uint32_t number = 0;
    size_t persons = 0;
    while (number < FIRST_ROWS && phs_health_next_line(&rest, &number, &line))
        persons += read_row(line, row) && is_whole_person(row);
    return persons >= FEWEST_ROWS;
}

void phs_health_rows(struct phs_health_reader *reader, bool speaks) {
    struct row *row = PHS_NEW(reader->arena, struct row);
    struct forms forms = {.n = 0};
    struct phs_slice rest = reader->bytes, line;
    uint32_t number = 0;
    bool any = false;
    if (phs_health_is_of_others(phs_slice_n(rest.ptr, rest.len < LONGEST_HEAD ? rest.len : LONGEST_HEAD)))
        return;
    while (phs_health_next_line(&rest, &number, &line)) {
        struct form *form = read_row(line, row) && (speaks || row->has[ILLNESS]) ? form_of(&forms, row) : NULL;
        if (form) {
            form->rows++;
            form->sure += row->sure;
        }
        any |= form && (counts(form) || tells_by_itself(row));
    }
    rest = reader->bytes;
    number = 0;
    while (any && !reader->limited && phs_health_next_line(&rest, &number, &line)) {
        const struct form *form = read_row(line, row) && (speaks || row->has[ILLNESS]) ? form_of(&forms, row) : NULL;
        if (form && (counts(form) || tells_by_itself(row)))
            take_row(reader, row, number);
    }
}
