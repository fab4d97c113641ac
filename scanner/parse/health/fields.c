/* SPDX-License-Identifier: Apache-2.0 */
/* Values behind the names of patients' fields in code, settings and markup: first_name="...", patient.setMrn("..."),
 * .dob(LocalDate.of(...)), <lastName>...</lastName>, mrn: 483920. Names that stand together are a record; only one that has the
 * values of a patient counts, since such names without values are what every program about patients is made of. */
#include <ctype.h>

#include "parse/health/note_things.h"
#include "parse/health/record.h"

enum {
    LONGEST_LINE = 8000,
    LONGEST_NAME = 48,
    FARTHEST_LINES = 10,
    CONTEXT_LINES = 30,
    BESIDE_LINES = 4,
    MOST_FIELDS = 64,
    HEAD = 1024,
    CARE = 16 << 10
};

struct field {
    const struct phs_health_column *column;
    struct phs_slice value;
    uint32_t line;
    bool bare, flow; /* stood without quotes; in braces */
};

/* A name that is no column's: of the record that stands around it, if there is one. */
struct beside {
    struct phs_slice name, value;
    uint32_t line;
};

struct fields {
    struct phs_health_reader *reader;
    bool guess;
    bool loose, flow;             /* flow: in braces of YAML, where commas end values */
    struct field at[MOST_FIELDS]; /* of the record under way */
    size_t n;
    struct beside beside[MOST_FIELDS];
    size_t besides;
    bool query;             /* of an address */
    bool covered;           /* Member(id=..., first=...) */
    bool patient;           /* one of their names says so */
    uint32_t line, context; /* context: the last line that speaks of a patient, or 0 */
    signed char care;       /* whether the text is about health care: 0 until somebody asks */
};

/* "name" is what everything has; a given and a family name are a person's. */
static bool is_part(const struct phs_health_column *column) {
    static const char *const others[] = {"name", "fullname", "person", "subscriber", "contactname", "maiden"};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (strcmp(column->name, others[i]) == 0)
            return false;
    return column->kind == PHS_HEALTH_WEAK && strcmp(column->category, "name") == 0;
}

/* Two words at least, whatever people are called. */
static bool is_somebody(struct phs_slice value) {
    return phs_health_looks_like_name(value) && !phs_health_is_organization(value) && !phs_health_is_clinician(value) &&
           !phs_health_is_complaint(value);
}

/* What programs of hospitals, pharmacies and plans are called and about, where nobody is called a patient. */
static bool is_about_care(struct fields *fields) {
    static const char *const words[] = {"pharmac", "prescri",   "hospital",  "clinic",   "diagnos",    "vaccin",
                                        "immuniz", "surger",    "oncolog",   "radiolog", "dialysis",   "dispens",
                                        "refill",  "inpatient", "discharge", "genom",    "telehealth", "ehr",
                                        "mrn",     "admission", "accession", "specimen", "proband",    "immunol",
                                        "medicat", "patient",   "triage",    "infusion", "chart"};
    struct phs_slice head = fields->reader->bytes;
    head.len = head.len < CARE ? head.len : CARE;
    for (size_t i = 0; !fields->care && i < sizeof words / sizeof *words; i++)
        fields->care = phs_health_has_word(head, words[i]);
    fields->care = fields->care ? fields->care : -1;
    return fields->care > 0;
}

/* How many different things of somebody stand beside the fields under names that no list knows. */
static size_t told_beside(const struct fields *fields, bool *ret_somebody) {
    const char *seen = NULL;
    size_t n = 0;
    for (size_t i = 0; i < fields->besides; i++) {
        const struct beside *each = &fields->beside[i];
        bool near =
            each->line + BESIDE_LINES >= fields->at[0].line && each->line <= fields->at[fields->n - 1].line + BESIDE_LINES;
        const char *category = near ? phs_health_guess(each->name, each->value) : NULL;
        *ret_somebody |= category && strcmp(category, "name") == 0 && is_somebody(each->value);
        if (category && strcmp(category, "name") != 0 && category != seen) {
            seen = category;
            n++;
        }
    }
    return n;
}

/* What makes a record of fields: no name without a value comes here. */
static bool counts(struct fields *fields) {
    size_t strong = 0, names = 0, parts = 0, pairs = 0, births = 0, contacts = 0;
    bool ssn = false, member = false, named = false, whole = false;
    for (size_t i = 0; i < fields->n; i++) {
        const struct phs_health_column *column = fields->at[i].column;
        strong += column->kind == PHS_HEALTH_STRONG;
        names += strcmp(column->category, "name") == 0 && column->kind == PHS_HEALTH_WEAK;
        parts += is_part(column) && !fields->at[i].bare;
        pairs += is_part(column) && fields->at[i].flow && fields->at[i].line == fields->at[0].line;
        whole |= strcmp(column->category, "name") == 0 && column->kind == PHS_HEALTH_WEAK && is_somebody(fields->at[i].value);
        births += strcmp(column->category, "dob") == 0;
        contacts += column->kind == PHS_HEALTH_CONTACT;
        ssn |= strcmp(column->category, "ssn") == 0;
        named |= strcmp(column->category, "patient_id") == 0 && !fields->at[i].bare &&
                 phs_health_looks_like_name(fields->at[i].value) && phs_health_has_known_name(fields->at[i].value);
        member |= column->kind == PHS_HEALTH_STRONG && strcmp(column->category, "insurance_id") == 0;
    }
    if ((member || fields->covered) && names && births) /* of a health plan: the text speaks of patients */
        return true;
    if (member && (names || births))
        return true;
    if (fields->query && names && births) /* ?name=...&dob=... */
        return true;
    if (named && fields->patient) /* "pt": "Marta Halvorsen" */
        return true;
    size_t told = told_beside(fields, &whole);
    if (fields->covered && whole && told) /* <Insured><Name>...</Name><Policy>...</Policy> */
        return true;
    bool person = (whole || parts >= 2) && (births || fields->patient) && contacts + strong + told > 0;
    if (person && is_about_care(fields))
        return true;
    if (pairs >= 2 && told && is_about_care(fields)) /* who={last=Halvorsen, first=Marta} */
        return true;
    bool context = fields->context && fields->at[0].line < fields->context + CONTEXT_LINES;
    if (!ssn && !fields->patient && !context)
        return false;
    return (strong && (names || births || contacts || strong > 1)) || (names && (births || contacts)) || parts >= 2 ||
           (births && contacts + fields->patient > 1);
}

static void take_besides(struct fields *fields, uint32_t first, uint32_t last) {
    for (size_t i = 0; i < fields->besides; i++) {
        const struct beside *each = &fields->beside[i];
        const char *category = each->line + BESIDE_LINES >= first && each->line <= last + BESIDE_LINES
                                   ? phs_health_guess(each->name, each->value)
                                   : NULL;
        if (category)
            phs_health_add(fields->reader, category, PHS_HEALTH_CONTACT, each->line, each->value);
    }
}

static void end_record(struct fields *fields) {
    if (fields->n && counts(fields)) {
        for (size_t i = 0; i < fields->n; i++)
            phs_health_take(fields->reader, fields->at[i].column, fields->at[i].line, fields->at[i].value);
        take_besides(fields, fields->at[0].line, fields->at[fields->n - 1].line);
        phs_health_end(fields->reader, true);
    }
    size_t kept = 0; /* what stands behind the record may be the next one's */
    for (size_t i = 0; fields->n && i < fields->besides; i++)
        if (fields->beside[i].line > fields->at[fields->n - 1].line)
            fields->beside[kept++] = fields->beside[i];
    fields->besides = kept;
    fields->n = 0;
    fields->patient = fields->covered = fields->query = false;
}

static void take(struct fields *fields, const struct phs_health_column *column, bool patient, struct phs_slice value,
                 bool bare) {
    bool again = false;
    for (size_t i = 0; i < fields->n; i++)
        again |= fields->at[i].column == column && !phs_slice_eq(fields->at[i].value, value);
    if (again || fields->n == MOST_FIELDS || (fields->n && fields->line > fields->at[fields->n - 1].line + FARTHEST_LINES))
        end_record(fields);
    fields->at[fields->n++] =
        (struct field){.column = column, .value = value, .line = fields->line, .bare = bare, .flow = fields->flow};
    fields->patient |= patient;
}

/* The first text in quotes that begins here, or nothing. */
static bool quoted_at(const char *at, const char *end, struct phs_slice *ret_value) {
    if (at + 1 < end && strchr("NubrL@$", *at) && (at[1] == '"' || at[1] == '\''))
        at++;
    bool escaped = at + 1 < end && *at == '\\' && at[1] == '"';
    at += escaped;
    if (at >= end || !strchr("\"'`", *at))
        return false;
    char quote = *at++;
    const char *stop = at;
    while (stop < end && *stop != quote)
        stop += *stop == '\\' && stop + 1 < end && !escaped ? 2 : 1;
    if (stop >= end)
        return false;
    *ret_value = phs_slice_n(at, (size_t)(stop - at) - (escaped && stop > at && stop[-1] == '\\'));
    return true;
}

/* LocalDate.of(1961, 3, 14), Date.new(1961, 3, 14), time.Date(1961, time.March, 14, ...), CAST(N'1961-03-14' AS Date). */
static struct phs_slice arguments_at(const char *at, const char *end) {
    const char *open = at;
    while (open < end && (isalnum((unsigned char)*open) || strchr("._ :", *open)) && open - at < 60)
        open++;
    if (open >= end || *open != '(')
        return PHS_SLICE("");
    const char *close = memchr(open, ')', (size_t)(end - open));
    return phs_slice_n(open + 1, (size_t)((close ? close : end) - open - 1));
}

/* Words without quotes, up to what ends them in settings, markup and queries. */
static struct phs_slice bare_at(const char *at, const char *end, const char *stops) {
    const char *stop = at;
    while (stop < end && !strchr(stops, *stop))
        stop++;
    return phs_slice_trim(phs_slice_n(at, (size_t)(stop - at)));
}

static bool is_numeric(struct phs_slice value) {
    for (size_t i = 0; i < value.len; i++)
        if (!isdigit((unsigned char)value.ptr[i]) && !strchr("-_lL", value.ptr[i]))
            return false;
    return value.len > 0;
}

static bool fits(const struct phs_health_column *column, struct phs_slice value) {
    if (!column)
        return value.len > 3;
    if (column->kind == PHS_HEALTH_FACT)
        return value.len >= 3 && value.len < 200 && isupper((unsigned char)value.ptr[0]) && !memchr(value.ptr, '(', value.len);
    if (strcmp(column->name, "name") == 0 || strcmp(column->name, "person") == 0 || strcmp(column->name, "username") == 0)
        return phs_health_looks_like_name(value) && value.len < 40;
    return phs_health_fits(column->category, value);
}

/* A list or a call that holds several: the first text of it, or all of its numbers. */
static bool value_in_call(const struct phs_health_column *column, const char *at, const char *end,
                          struct phs_slice *ret_value) {
    struct phs_slice arguments = arguments_at(at, end), text;
    if (arguments.len == 0)
        return false;
    const char *first = phs_note_skip(arguments.ptr, arguments.ptr + arguments.len, " "),
               *inner = memchr(first, '(', (size_t)(arguments.ptr + arguments.len - first)); /* (new DateType("...")) */
    if (inner && inner - first < 40 && quoted_at(inner + 1, end, &text) && fits(column, text)) {
        *ret_value = text;
        return true;
    }
    if (quoted_at(first, end, &text) && fits(column, text)) {
        *ret_value = text;
        return true;
    }
    *ret_value = arguments;
    return (!column || strcmp(column->category, "dob") == 0 || strcmp(column->category, "date") == 0) &&
           phs_health_holds_date(arguments);
}

/* Where ").type(" opens, or where it stood. */
static const char *call_behind(const char *at, const char *end) {
    const char *p = phs_note_skip(at, end, ")");
    if (p >= end || *p != '.')
        return at;
    for (p++; p < end && isalpha((unsigned char)*p);)
        p++;
    return p < end && *p == '(' ? p : at;
}

/* Where a value may begin behind a name, or NULL. mark: what stood between. */
static const char *behind_name(const char *at, const char *end, char *ret_mark) {
    const char *quotes = at;
    at = phs_note_skip(at, end, "\"'`]\\* ");
    if (at < end && (*at == ')' || *at == '.') && at > quotes) /* get('[name=dob]').type('...') */
        at = call_behind(at, end);
    if (at >= end || !strchr(":=({>,", *at))
        return NULL;
    *ret_mark = *at;
    at++;
    if (*ret_mark == '(' && at < end && *at == ')') /* getName() == "..." */
        at = phs_note_skip(at + 1, end, " )");
    at = phs_note_skip(at, end, "=>: ");
    if (*ret_mark == '{' || *ret_mark == '(' || *ret_mark == ':' || *ret_mark == '=')
        at = phs_note_skip(at, end, "([{ *");
    return at;
}

/* home_phone "315-329-9289", sequence(:mrn) { |n| "28789373" }: a word that begins its line, and a text in quotes. */
static const char *behind_word(const char *line, const char *start, const char *at, const char *end, char *ret_mark) {
    const char *p = line;
    while (p < start && isspace((unsigned char)*p))
        p++;
    const char *next = phs_note_skip(at, end, " ");
    bool first = p == start && next > at && next + 1 < end && (*next == '"' || *next == '\'');
    if (!first && start > line && start[-1] == ':' && at < end && *at == ')') {
        next = phs_note_skip(at, end, ") {");
        const char *bar = next < end && *next == '|' ? memchr(next + 1, '|', (size_t)(end - next - 1)) : NULL;
        next = bar ? phs_note_skip(bar + 1, end, " ") : next;
        first = next + 1 < end && (*next == '"' || *next == '\'');
    }
    *ret_mark = ':';
    return first ? next : NULL;
}

/* Of health plans, in programs. */
static bool is_covered(struct phs_slice name) {
    static const char *const words[] = {"Member", "Subscriber", "Beneficiary", "Enrollee", "Insured", "Dependent", "Guarantor"};
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

/* column NULL: of a name that is no column's, where every value fits. */
static bool value_at(const struct fields *fields, const struct phs_health_column *column, char before, const char *at,
                     const char *end, char mark, struct phs_slice *ret_value) {
    if (quoted_at(at, end, ret_value))
        return fits(column, *ret_value);
    if (mark == '>') {
        for (size_t nested = 0; nested < 2 && at < end && *at == '<' && at + 1 < end && isalpha((unsigned char)at[1]);
             nested++) {
            const char *close = memchr(at, '>', (size_t)(end - at)); /* <DateOfBirth><Date>...: */
            at = close ? close + 1 : end;
        }
        *ret_value = bare_at(at, end, "<");
        return ret_value->ptr + ret_value->len < end && fits(column, *ret_value);
    }
    if (mark == ',' || at >= end)
        return false;
    bool query = mark == '=' && (before == '?' || before == '&');
    if (query) {
        *ret_value = bare_at(at, end, "&\"'` #\\<>)");
        const char *plus = memchr(ret_value->ptr, '+', ret_value->len);
        if (column && plus && strcmp(column->category, "name") == 0) /* name=Marta+Halvorsen */
            return phs_health_has_known_name(*ret_value);
        if (column && strcmp(column->name, "name") == 0 && fields->context == fields->line) /* Patient?name=Halvorsen */
            return phs_health_fits("name", *ret_value) && isupper((unsigned char)ret_value->ptr[0]);
        return fits(column, *ret_value);
    }
    if (value_in_call(column, at, end, ret_value))
        return true;
    bool loose = fields->loose && (mark == ':' || mark == '=');
    *ret_value = bare_at(at, end, !loose ? ",;)} \t#" : fields->flow ? "#\"'{}[],\t" : "#\"'{}[]\t");
    return (is_numeric(*ret_value) || loose) && fits(column, *ret_value);
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
static void take_text_of(struct fields *fields, struct phs_slice tag, const char *at, const char *end) {
    const char *close = memchr(at, '>', (size_t)(end - at));
    bool patient = false, number = fields->n && phs_slice_is(tag, "Number"); /* NCPDP's <Communication> */
    const struct phs_health_column *column = number                ? phs_health_column_of(PHS_SLICE("phone"))
                                             : close && close > at ? column_of(tag, &patient)
                                                                   : NULL;
    struct phs_slice value = column && close ? bare_at(close + 1, end, "<") : PHS_SLICE("");
    if (column && value.len && value.ptr + value.len < end && fits(column, value))
        take(fields, column, patient, value, false);
}

static void keep_beside(struct fields *fields, struct phs_slice name, char before, const char *at, const char *end, char mark) {
    struct phs_slice value;
    bool near = fields->n || fields->covered || (fields->loose && is_about_care(fields)) ||
                (fields->context && fields->line < fields->context + CONTEXT_LINES);
    if (!near || !value_at(fields, NULL, before, at, end, mark, &value))
        return;
    if (fields->besides == MOST_FIELDS) {
        memmove(fields->beside, fields->beside + 1, (MOST_FIELDS - 1) * sizeof *fields->beside);
        fields->besides--;
    }
    fields->beside[fields->besides++] = (struct beside){name, value, fields->line};
}

/* | First name | Marta |: two cells, the first of which names the second. */
static bool take_pair(struct fields *fields, struct phs_slice line) {
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
    if (!column || !fits(column, value))
        return false;
    take(fields, column, patient, value, false);
    return true;
}

/* SELECT 'Halvorsen' AS lname: the name stands behind. */
static const struct phs_health_column *alias_behind(const char *at, const char *end, bool *ret_patient) {
    at = phs_note_skip(at, end, "\"'");
    if (end - at < 6 || (memcmp(at, " AS ", 4) != 0 && memcmp(at, " as ", 4) != 0))
        return NULL;
    const char *stop = at + 4;
    while (stop < end && is_name_char(*stop))
        stop++;
    return phs_health_column_named(phs_slice_n(at + 4, (size_t)(stop - at - 4)), ret_patient);
}

/* getByLabel('Last name').fill('Halvorsen'), fill_in "DOB", with: "3/14/1961": a text that is a name, and the next one. */
static void take_literals(struct fields *fields, struct phs_slice line) {
    const char *end = line.ptr + line.len;
    const struct phs_health_column *column = NULL;
    bool patient = false;
    for (const char *at = line.ptr; at < end; at++) {
        struct phs_slice text;
        if ((*at != '"' && *at != '\'') || (at > line.ptr && isalnum((unsigned char)at[-1])) || !quoted_at(at, end, &text))
            continue;
        const char *stop = text.ptr + text.len;
        bool of_alias = false;
        const struct phs_health_column *alias = alias_behind(stop, end, &of_alias);
        if (alias && fits(alias, text))
            take(fields, alias, of_alias, text, false);
        if (column && fits(column, text)) {
            take(fields, column, patient, text, false);
            column = NULL;
        } else
            column = text.len > 2 && text.len < LONGEST_NAME && memchr(text.ptr, ' ', text.len)
                         ? phs_health_column_named(text, &patient)
                         : NULL;
        at = stop < end ? stop : end - 1;
    }
}

static void take_line(struct fields *fields, struct phs_slice line) {
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
                end_record(fields);
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
            end_record(fields);
            fields->covered = true;
        }
        const char *value_start = behind_name(at, end, &mark);
        value_start = value_start ? value_start : behind_word(line.ptr, start, at, end, &mark);
        const struct phs_health_column *column = value_start ? column_of(name, &patient) : NULL;
        struct phs_slice value;
        if (!column && value_start && (phs_slice_is(name, "value") || phs_slice_ends(name, "setValue")))
            column = element_of(line);
        if (!column && value_start && mark == '=' && phs_slice_is(name, "identifier") && start > line.ptr &&
            ((strchr("?&", start[-1]) && phs_health_has_word(line, "patient")) ||
             phs_health_has_word(line, "<patient_identifier"))) /* Patient?identifier=... */
            column = phs_health_column_of(PHS_SLICE("patientid"));
        if (!column && value_start && name.len > 1 && fields->guess)
            keep_beside(fields, name, start > line.ptr ? start[-1] : ' ', value_start, end, mark);
        if (!column || !value_at(fields, column, start > line.ptr ? start[-1] : ' ', value_start, end, mark, &value))
            continue;
        bool quoted = value.ptr > line.ptr && strchr("\"'`>(", value.ptr[-1]);
        take(fields, column, patient, value, !quoted);
        fields->query |= mark == '=' && start > line.ptr && (start[-1] == '?' || start[-1] == '&');
        at = value.ptr + value.len;
    }
}

bool phs_health_fields(struct phs_health_reader *reader, bool loose, bool guess) {
    struct phs_slice rest = reader->bytes, line;
    if (!phs_health_speaks_of_patients(reader->bytes))
        return false;
    struct fields *fields = PHS_NEW(reader->arena, struct fields);
    *fields = (struct fields){.reader = reader, .loose = loose, .guess = guess};
    /* What stands above the first word "patient" is no farther from it than what stands below. */
    struct phs_slice head = phs_slice_n(rest.ptr, rest.len < HEAD ? rest.len : HEAD);
    fields->context = phs_health_has_word(head, "patient");
    while (!reader->limited && phs_health_next_line(&rest, &fields->line, &line))
        take_line(fields, line.len > LONGEST_LINE ? phs_slice_n(line.ptr, LONGEST_LINE) : line);
    end_record(fields);
    return true;
}
