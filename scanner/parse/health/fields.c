/* SPDX-License-Identifier: Apache-2.0 */
/* Values behind the names of patients' fields in code, settings and markup: first_name="...", patient.setMrn("..."),
 * .dob(LocalDate.of(...)), <lastName>...</lastName>, mrn: 483920. */
#include <ctype.h>

#include "parse/health/fields.h"
#include "parse/health/note_things.h"

enum { LONGEST_LINE = 8000, LONGEST_NAME = 48, HEAD = 1024, MOST_QUOTES = 6 };

/* Of health plans, in programs. */
static bool is_covered(struct phs_slice name) {
    static const char *const words[] = {"Member",  "Subscriber", "Beneficiary", "Enrollee",
                                        "Insured", "Dependent",  "Guarantor",   "Claimant"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (phs_slice_is(name, words[i]))
            return true;
    return false;
}

/* Of "patient.name.first" what it holds is said by its end, and whose it is by all of it. */
static const struct phs_health_column *column_of(struct phs_slice name, bool *ret_patient) {
    const struct phs_health_column *column = NULL;
    *ret_patient = phs_health_has_word(name, "patient");
    for (struct phs_slice rest = name; !column && rest.len > 1;) {
        bool patient;
        column = rest.len <= LONGEST_NAME ? phs_health_column_named(rest, &patient) : NULL;
        *ret_patient |= column && patient;
        const char *dot = memchr(rest.ptr, '.', rest.len);
        if (!dot) {
            size_t by = phs_slice_find(rest, PHS_SLICE("By")); /* findByMrn */
            if (by != (size_t)-1 && !column && by + 3 < rest.len && isupper((unsigned char)rest.ptr[by + 2]))
                column = phs_health_column_named(phs_slice_n(rest.ptr + by + 2, rest.len - by - 2), &patient);
            break;
        }
        rest = phs_slice_n(dot + 1, (size_t)(rest.ptr + rest.len - dot - 1));
    }
    return column;
}

static bool is_name_char(char c) {
    return isalnum((unsigned char)c) || c == '_' || c == '.' || c == '-';
}

/* FHIR's elements in the objects of a program: {system: 'phone', value: '...'}. */
static const struct phs_health_column *element_of(struct phs_slice line) {
    const char *end = line.ptr + line.len,
               *name = memmem(line.ptr, line.len, "name=\"", 6); /* <input name="dob" value="..."> */
    const char *close = name ? memchr(name + 6, '"', (size_t)(end - name - 6)) : NULL;
    if (close)
        return phs_health_column_of(phs_slice_n(name + 6, (size_t)(close - name - 6)));
    if (phs_health_has_word(line, "identifier"))
        return phs_health_column_of(PHS_SLICE("patientid"));
    if (phs_health_has_word(line, "phone"))
        return phs_health_column_of(PHS_SLICE("phone"));
    return phs_health_has_word(line, "email") ? phs_health_column_of(PHS_SLICE("email")) : NULL;
}

/* <Tel use="home">612-824-7342</Tel> */
static void take_text_of(struct phs_fields *fields, struct phs_slice tag, const char *at, const char *end) {
    const char *close = memchr(at, '>', (size_t)(end - at));
    bool patient = false, number = fields->n && phs_slice_is(tag, "Number"); /* NCPDP's <Communication> */
    const struct phs_health_column *column = number                ? phs_health_column_of(PHS_SLICE("phone"))
                                             : close && close > at ? column_of(tag, &patient)
                                                                   : NULL;
    struct phs_slice value = column && close ? phs_fields_bare_at(fields, close + 1, end, PHS_FIELDS_IN_MARKUP) : PHS_SLICE("");
    if (column && value.len && value.ptr + value.len < end && phs_fields_fit(column, value))
        phs_fields_take(fields, column, patient, value, false);
}

/* A name that is no column's, where somebody is or may be near. */
static void look_beside(struct phs_fields *fields, struct phs_slice name, char before, const char *at, const char *end,
                        char mark) {
    struct phs_slice value;
    bool near = fields->n || fields->covered || (fields->loose && phs_fields_about_care(fields)) ||
                (fields->context && fields->line < fields->context + PHS_FIELDS_CONTEXT);
    if (near && phs_fields_value_at(fields, NULL, before, at, end, mark, &value))
        phs_fields_keep_beside(fields, name, value);
}

/* | First name | Marta |: two cells, the first of which names the second. */
static bool take_pair(struct phs_fields *fields, struct phs_slice line) {
    struct phs_slice rest = phs_slice_trim(line), cell[4] = {PHS_SLICE(""), PHS_SLICE(""), PHS_SLICE(""), PHS_SLICE("")};
    size_t n = 0;
    if (rest.len < 6 || rest.ptr[0] != '|' || rest.ptr[rest.len - 1] != '|')
        return false;
    rest = phs_slice_n(rest.ptr + 1, rest.len - 2);
    while (n < 4 && phs_slice_cut(&rest, '|', &cell[n]))
        n++;
    bool patient = false;
    struct phs_slice name = phs_slice_trim(cell[0]), value = phs_slice_trim(cell[1]);
    const struct phs_health_column *column = n == 2 && name.len < LONGEST_NAME ? phs_health_column_named(name, &patient) : NULL;
    if (!column || !phs_fields_fit(column, value))
        return false;
    phs_fields_take(fields, column, patient, value, false);
    return true;
}

/* SELECT 'Halvorsen' AS lname: the name stands behind. */
static const struct phs_health_column *alias_behind(const char *at, const char *end, bool *ret_patient) {
    at = phs_note_skip(at, end - at < MOST_QUOTES ? end : at + MOST_QUOTES, "\"'");
    if (end - at < 6 || (memcmp(at, " AS ", 4) != 0 && memcmp(at, " as ", 4) != 0))
        return NULL;
    const char *stop = at + 4;
    while (stop < end && is_name_char(*stop))
        stop++;
    return phs_health_column_named(phs_slice_n(at + 4, (size_t)(stop - at - 4)), ret_patient);
}

/* getByLabel('Last name').fill('Halvorsen'), fill_in "DOB", with: "3/14/1961": a text that is a name, and the next one. */
static void take_literals(struct phs_fields *fields, struct phs_slice line) {
    const char *end = line.ptr + line.len;
    const struct phs_health_column *column = NULL;
    bool patient = false;
    for (const char *at = line.ptr; at < end; at++) {
        struct phs_slice text;
        if ((*at != '"' && *at != '\'') || (at > line.ptr && isalnum((unsigned char)at[-1])) ||
            !phs_fields_quoted_at(fields, at, end, &text))
            continue;
        const char *stop = text.ptr + text.len;
        bool of_alias = false;
        const struct phs_health_column *alias = alias_behind(stop, end, &of_alias);
        if (alias && phs_fields_fit(alias, text))
            phs_fields_take(fields, alias, of_alias, text, false);
        if (column && phs_fields_fit(column, text)) {
            phs_fields_take(fields, column, patient, text, false);
            column = NULL;
        } else
            column = text.len > 2 && text.len < LONGEST_NAME && memchr(text.ptr, ' ', text.len)
                         ? phs_health_column_named(text, &patient)
                         : NULL;
        at = stop < end ? stop : end - 1;
    }
}

static const struct phs_health_column *element_of_line(struct phs_fields *fields) {
    if (!fields->asked.element_asked)
        fields->asked.element = element_of(fields->asked.text);
    fields->asked.element_asked = true;
    return fields->asked.element;
}

/* Patient?identifier=..., <patient_identifier identifier="...">; mark: what stands in front of the word. */
static bool is_identifier_of_patient(struct phs_fields *fields, char mark) {
    struct phs_fields_line *asked = &fields->asked;
    if (!asked->patient_asked) {
        asked->patient = phs_health_has_word(asked->text, "patient");
        asked->patient_element = asked->patient && phs_health_has_word(asked->text, "<patient_identifier");
    }
    asked->patient_asked = true;
    return asked->patient_element || (asked->patient && strchr("?&", mark));
}

static void begin_line(struct phs_fields *fields, struct phs_slice line) {
    const char *at = line.ptr, *end = line.ptr + line.len;
    while (at < end && isspace((unsigned char)*at))
        at++;
    fields->asked = (struct phs_fields_line){.text = line, .begins = at};
}

static void take_line(struct phs_fields *fields, struct phs_slice line) {
    begin_line(fields, line);
    if (memchr(line.ptr, '\'', line.len) || memchr(line.ptr, '"', line.len))
        take_literals(fields, line);
    if (take_pair(fields, line))
        return;
    const char *end = line.ptr + line.len;
    for (const char *at = line.ptr; at < end;) {
        if (!isalpha((unsigned char)*at)) {
            at++;
            continue;
        }
        const char *start = at;
        while (at < end && is_name_char(*at))
            at++;
        struct phs_slice name = phs_slice_n(start, (size_t)(at - start));
        if (start > line.ptr + 1 && start[-1] == '/' && start[-2] == '<')
            continue; /* what stands behind the end of an element is not its value */
        if (start > line.ptr && start[-1] == '<') {
            if (is_covered(name) || phs_slice_is(name, "Claimant")) {
                phs_fields_end(fields);
                fields->covered = true;
            }
            take_text_of(fields, name, at, end);
        }
        char mark = 0;
        bool patient = false;
        fields->flow = memchr(line.ptr, '{', (size_t)(start - line.ptr)) != NULL;
        if (phs_health_has_word(name, "patient") || phs_slice_is(name, "Pat") || phs_slice_is(name, "Pt") ||
            (phs_slice_is(name, "pt") && at < end && strchr("\":.", *at)))
            fields->context = fields->line;
        if (at < end && (*at == '(' || *at == '{') && is_covered(name)) {
            phs_fields_end(fields);
            fields->covered = true;
        }
        const char *value_start = phs_fields_behind_name(at, end, &mark);
        value_start = value_start ? value_start : phs_fields_behind_word(fields, start, at, end, &mark);
        const struct phs_health_column *column = value_start ? column_of(name, &patient) : NULL;
        struct phs_slice value;
        if (!column && value_start && (phs_slice_is(name, "value") || phs_slice_ends(name, "setValue")))
            column = element_of_line(fields);
        if (!column && value_start && mark == '=' && phs_slice_is(name, "identifier") && start > line.ptr &&
            is_identifier_of_patient(fields, start[-1]))
            column = phs_health_column_of(PHS_SLICE("patientid"));
        if (!column && value_start && name.len > 1 && fields->guess)
            look_beside(fields, name, start > line.ptr ? start[-1] : ' ', value_start, end, mark);
        if (!column || !phs_fields_value_at(fields, column, start > line.ptr ? start[-1] : ' ', value_start, end, mark, &value))
            continue;
        bool quoted = value.ptr > line.ptr && strchr("\"'`>(", value.ptr[-1]);
        phs_fields_take(fields, column, patient, value, !quoted);
        fields->query |= mark == '=' && start > line.ptr && (start[-1] == '?' || start[-1] == '&');
        at = value.ptr + value.len;
    }
}

bool phs_health_fields(struct phs_health_reader *reader, bool loose, bool guess) {
    struct phs_slice rest = reader->bytes, line;
    if (!phs_health_speaks_of_patients(reader->bytes))
        return false;
    struct phs_fields *fields = PHS_NEW(reader->arena, struct phs_fields);
    *fields = (struct phs_fields){.reader = reader, .loose = loose, .guess = guess};
    /* What stands above the first word "patient" is no farther from it than what stands below. */
    struct phs_slice head = phs_slice_n(rest.ptr, rest.len < HEAD ? rest.len : HEAD);
    fields->context = phs_health_has_word(head, "patient");
    while (!reader->limited && phs_health_next_line(&rest, &fields->line, &line))
        take_line(fields, line.len > LONGEST_LINE ? phs_slice_n(line.ptr, LONGEST_LINE) : line);
    phs_fields_end(fields);
    return true;
}
