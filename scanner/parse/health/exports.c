/* SPDX-License-Identifier: Apache-2.0 */
/* Lines that begin with what they hold: xDT of German practices (GDT, LDT, BDT), globals of VistA, segments of site exports
 * whose tags are short words ("NM~Halvorsen^Marta~"). */
#include <ctype.h>

#include "parse/health/record.h"

enum { LONGEST_LINE = 2000, MOST_PIECES = 40, SHORTEST_XDT = 8, LONGEST_TAG = 5, APART = 40 };

struct meaning {
    const char *tag, *category;
    enum phs_health_kind kind;
};

static const struct meaning *meaning_of(const struct meaning *rows, size_t n, struct phs_slice tag) {
    for (size_t i = 0; i < n; i++)
        if (phs_slice_ieq(tag, phs_slice(rows[i].tag)))
            return &rows[i];
    return NULL;
}

/* Three digits of length, four of the field, and what it holds (KBV, xDT 3.01). */
static const struct meaning xdt[] = {
    {"3000", "mrn", PHS_HEALTH_STRONG},          {"3101", "name", PHS_HEALTH_WEAK},
    {"3102", "name", PHS_HEALTH_WEAK},           {"3103", "dob", PHS_HEALTH_WEAK},
    {"3105", "insurance_id", PHS_HEALTH_STRONG}, {"3106", "address", PHS_HEALTH_CONTACT},
    {"3107", "address", PHS_HEALTH_CONTACT},     {"3109", "address", PHS_HEALTH_CONTACT},
    {"3112", "address", PHS_HEALTH_CONTACT},     {"3113", "address", PHS_HEALTH_CONTACT},
    {"3119", "insurance_id", PHS_HEALTH_STRONG}, {"3626", "phone", PHS_HEALTH_CONTACT},
    {"3618", "phone", PHS_HEALTH_CONTACT},       {"3619", "email", PHS_HEALTH_CONTACT},
    {"6200", "date", PHS_HEALTH_CONTACT},        {"8362", "date", PHS_HEALTH_CONTACT},
    {"8432", "date", PHS_HEALTH_CONTACT},        {"8310", "account_number", PHS_HEALTH_CONTACT},
    {"6205", "diagnosis", PHS_HEALTH_FACT},      {"6220", "note", PHS_HEALTH_FACT},
    {"6227", "note", PHS_HEALTH_FACT},           {"8410", "lab_result", PHS_HEALTH_FACT},
    {"6000", "diagnosis", PHS_HEALTH_FACT}};

static struct phs_slice without_quotes(struct phs_slice line) {
    line = phs_slice_trim(line);
    if (line.len == 0 || line.ptr[0] != '"')
        return line;
    line = phs_slice_n(line.ptr + 1, line.len - 1);
    for (size_t i = 0; i < line.len; i++)
        if (line.ptr[i] == '\\' || line.ptr[i] == '"')
            return phs_slice_n(line.ptr, i);
    return line;
}

static bool is_xdt(struct phs_slice line) {
    if (line.len < SHORTEST_XDT)
        return false;
    for (size_t i = 0; i < 7; i++)
        if (!isdigit((unsigned char)line.ptr[i]))
            return false;
    return true;
}

static void take_xdt(struct phs_health_reader *reader) {
    struct phs_slice rest = reader->bytes, line;
    uint32_t number = 0, last = 0;
    while (!reader->limited && phs_health_next_line(&rest, &number, &line)) {
        line = without_quotes(line);
        if (!is_xdt(line))
            continue;
        struct phs_slice tag = phs_slice_n(line.ptr + 3, 4), value = phs_slice_n(line.ptr + 7, line.len - 7);
        const struct meaning *row = meaning_of(xdt, sizeof xdt / sizeof *xdt, tag);
        if (phs_slice_is(tag, "8000") || number > last + APART)
            phs_health_end(reader, true);
        last = number;
        bool name = row && strcmp(row->category, "name") == 0, birth = row && strcmp(row->category, "dob") == 0;
        if (row && (!name || phs_health_fits("name", value)) && (!birth || phs_health_holds_date(value)))
            phs_health_add(reader, row->category, row->kind, number, value);
    }
    phs_health_end(reader, true);
}

static size_t cut(struct phs_slice text, const char *marks, struct phs_slice piece[MOST_PIECES]) {
    size_t n = 0, start = 0;
    for (size_t i = 0; i <= text.len && n < MOST_PIECES; i++)
        if (i == text.len || strchr(marks, text.ptr[i])) {
            piece[n++] = phs_slice_n(text.ptr + start, i - start);
            start = i + 1;
        }
    return n;
}

static bool is_digits(struct phs_slice text, size_t n) {
    for (size_t i = 0; i < text.len; i++)
        if (!isdigit((unsigned char)text.ptr[i]))
            return false;
    return text.len == n;
}

/* ^DPT(7718,0)="HALVORSEN,MARTA^F^2610314^^5^^^^512447813": the patient file (file 2), days counted from 1700. */
static void take_global(struct phs_health_reader *reader, uint32_t number, struct phs_slice line) {
    struct phs_slice piece[MOST_PIECES];
    size_t n = cut(line, "\"^", piece);
    for (size_t i = 1; i < n; i++) {
        struct phs_slice text = piece[i];
        const char *category = phs_health_guess(PHS_SLICE("address"), text);
        if (memchr(text.ptr, ',', text.len) && text.len > 4 && isupper((unsigned char)text.ptr[0]) &&
            phs_health_fits("name", text))
            phs_health_add(reader, "name", PHS_HEALTH_WEAK, number, text);
        else if (is_digits(text, 9))
            phs_health_add(reader, "ssn", PHS_HEALTH_STRONG, number, text);
        else if (is_digits(text, 7) && (text.ptr[0] == '2' || text.ptr[0] == '3'))
            phs_health_add(reader, "dob", PHS_HEALTH_WEAK, number, text);
        else if (is_digits(text, 10))
            phs_health_add(reader, "phone", PHS_HEALTH_CONTACT, number, text);
        else if (category)
            phs_health_add(reader, category, PHS_HEALTH_CONTACT, number, text);
    }
}

static void take_globals(struct phs_health_reader *reader) {
    struct phs_slice rest = reader->bytes, line;
    uint32_t number = 0;
    while (!reader->limited && phs_health_next_line(&rest, &number, &line))
        if (line.len < LONGEST_LINE && (phs_slice_starts(line, "^DPT(") || phs_slice_starts(line, "^AUPNPAT(")))
            take_global(reader, number, line);
    phs_health_end(reader, true);
}

static const struct meaning tags[] = {{"NM", "name", PHS_HEALTH_WEAK},
                                      {"NAME", "name", PHS_HEALTH_WEAK},
                                      {"PN", "name", PHS_HEALTH_WEAK},
                                      {"BD", "dob", PHS_HEALTH_WEAK},
                                      {"DOB", "dob", PHS_HEALTH_WEAK},
                                      {"BDAY", "dob", PHS_HEALTH_WEAK},
                                      {"PH", "phone", PHS_HEALTH_CONTACT},
                                      {"TEL", "phone", PHS_HEALTH_CONTACT},
                                      {"PHONE", "phone", PHS_HEALTH_CONTACT},
                                      {"AD", "address", PHS_HEALTH_CONTACT},
                                      {"ADDR", "address", PHS_HEALTH_CONTACT},
                                      {"EM", "email", PHS_HEALTH_CONTACT},
                                      {"EMAIL", "email", PHS_HEALTH_CONTACT},
                                      {"SS", "ssn", PHS_HEALTH_STRONG},
                                      {"SSN", "ssn", PHS_HEALTH_STRONG},
                                      {"PID", "mrn", PHS_HEALTH_STRONG},
                                      {"MRN", "mrn", PHS_HEALTH_STRONG},
                                      {"CHART", "mrn", PHS_HEALTH_STRONG},
                                      {"ID", "mrn", PHS_HEALTH_STRONG},
                                      {"PT", "name", PHS_HEALTH_WEAK},
                                      {"INS", "insurance_id", PHS_HEALTH_CONTACT},
                                      {"DX", "diagnosis", PHS_HEALTH_FACT},
                                      {"AL", "allergy", PHS_HEALTH_FACT},
                                      {"ALG", "allergy", PHS_HEALTH_FACT},
                                      {"MED", "medication", PHS_HEALTH_FACT},
                                      {"RX", "medication", PHS_HEALTH_FACT}};

/* NM~Halvorsen^Marta~ of a text about patients: the tag and what stands behind it. */
static bool split_tag(struct phs_slice line, struct phs_slice *ret_tag, struct phs_slice *ret_value) {
    size_t n = 0;
    while (n < line.len && isupper((unsigned char)line.ptr[n]))
        n++;
    if (n < 2 || n > LONGEST_TAG || n >= line.len || !strchr("~|^", line.ptr[n]))
        return false;
    *ret_tag = phs_slice_n(line.ptr, n);
    *ret_value = phs_slice_n(line.ptr + n + 1, line.len - n - 1);
    while (ret_value->len && strchr("~|^ ", ret_value->ptr[ret_value->len - 1]))
        ret_value->len--;
    return ret_value->len > 0;
}

static void take_tag(struct phs_health_reader *reader, uint32_t number, struct phs_slice tag, struct phs_slice value) {
    const struct meaning *row = meaning_of(tags, sizeof tags / sizeof *tags, tag);
    struct phs_slice piece[MOST_PIECES];
    if (row) {
        phs_health_add(reader, row->category, row->kind, number, value);
        return;
    }
    for (size_t i = 0, n = cut(value, "~|^", piece); i < n; i++) {
        const char *category = phs_health_guess(PHS_SLICE("date"), piece[i]);
        if (category)
            phs_health_add(reader, category, PHS_HEALTH_CONTACT, number, piece[i]);
    }
}

/* Three kinds of tags that are ours, a name or a day of birth among them. */
static bool has_tags(struct phs_slice bytes) {
    struct phs_slice line, tag, value;
    uint32_t number = 0;
    bool name = false, birth = false, others[3] = {false, false, false};
    while (phs_health_next_line(&bytes, &number, &line)) {
        const struct meaning *row =
            line.len < LONGEST_LINE && split_tag(line, &tag, &value) ? meaning_of(tags, sizeof tags / sizeof *tags, tag) : NULL;
        name |= row && strcmp(row->category, "name") == 0 && isupper((unsigned char)value.ptr[0]) &&
                !isdigit((unsigned char)value.ptr[0]);
        birth |= row && strcmp(row->category, "dob") == 0 && phs_health_holds_date(value);
        others[0] |= row && row->kind == PHS_HEALTH_STRONG;
        others[1] |= row && strcmp(row->category, "phone") == 0;
        others[2] |= row && strcmp(row->category, "address") == 0;
        if (name && birth && (others[0] || others[1] || others[2]))
            return true;
    }
    return false;
}

static void take_tags(struct phs_health_reader *reader) {
    struct phs_slice rest = reader->bytes, line, tag, value;
    uint32_t number = 0;
    while (!reader->limited && phs_health_next_line(&rest, &number, &line))
        if (line.len < LONGEST_LINE && split_tag(line, &tag, &value))
            take_tag(reader, number, tag, value);
    phs_health_end(reader, true);
}

static bool holds(struct phs_slice bytes, const char *text) {
    return memmem(bytes.ptr, bytes.len, text, strlen(text)) != NULL;
}

void phs_health_exports(struct phs_health_reader *reader, bool speaks) {
    if (holds(reader->bytes, "^DPT(") || holds(reader->bytes, "^AUPNPAT("))
        take_globals(reader);
    if (speaks && holds(reader->bytes, "^") && !holds(reader->bytes, "MSH|") && has_tags(reader->bytes))
        take_tags(reader);
}

/* Asked of every text: two fields that only xDT has. */
void phs_health_xdt(struct phs_health_reader *reader) {
    if (holds(reader->bytes, "3101") && holds(reader->bytes, "3103") && holds(reader->bytes, "3102"))
        take_xdt(reader);
}
