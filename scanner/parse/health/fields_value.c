/* SPDX-License-Identifier: Apache-2.0 */
/* What stands behind a name: texts in quotes, arguments of calls, words without quotes. */
#include <ctype.h>

#include "parse/health/fields.h"
#include "parse/health/note_things.h"

/* The first text in quotes that begins here, or nothing. */
bool phs_fields_quoted_at(struct phs_fields *fields, const char *at, const char *end, struct phs_slice *ret_value) {
    static const char quotes[] = "\"'`";
    if (at + 1 < end && strchr("NubrL@$", *at) && (at[1] == '"' || at[1] == '\''))
        at++;
    bool escaped = at + 1 < end && *at == '\\' && at[1] == '"';
    at += escaped;
    const char *kind = at < end && *at ? strchr(quotes, *at) : NULL;
    unsigned mark = kind ? 1u << (kind - quotes) : 0;
    if (!kind || (fields->asked.unclosed & mark && !escaped))
        return false;
    char quote = *at++;
    const char *stop = at;
    while (stop < end && *stop != quote)
        stop += *stop == '\\' && stop + 1 < end && !escaped ? 2 : 1;
    if (stop >= end) {
        fields->asked.unclosed |= mark; /* nor what begins behind it */
        return false;
    }
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

struct phs_slice phs_fields_bare_at(struct phs_fields *fields, const char *at, const char *end, enum phs_fields_ends ends) {
    static const char *const stops[] = {[PHS_FIELDS_IN_MARKUP] = "<",
                                        [PHS_FIELDS_IN_QUERY] = "&\"'` #\\<>)",
                                        [PHS_FIELDS_IN_CODE] = ",;)} \t#",
                                        [PHS_FIELDS_IN_SETTINGS] = "#\"'{}[]\t",
                                        [PHS_FIELDS_IN_BRACES] = "#\"'{}[],\t"};
    const char *from = fields->asked.until[ends].from, *stop = fields->asked.until[ends].stop;
    if (!from || at < from || at > stop) {
        for (stop = at; stop < end && !strchr(stops[ends], *stop);)
            stop++;
        fields->asked.until[ends].from = at;
        fields->asked.until[ends].stop = stop;
    }
    return phs_slice_trim(phs_slice_n(at, (size_t)(stop - at)));
}

static bool is_numeric(struct phs_slice value) {
    for (size_t i = 0; i < value.len; i++)
        if (!isdigit((unsigned char)value.ptr[i]) && !strchr("-_lL", value.ptr[i]))
            return false;
    return value.len > 0;
}

bool phs_fields_fit(const struct phs_health_column *column, struct phs_slice value) {
    if (!column)
        return value.len > 3;
    if (column->kind == PHS_HEALTH_FACT)
        return value.len >= 3 && value.len < 200 && isupper((unsigned char)value.ptr[0]) && !memchr(value.ptr, '(', value.len);
    if (strcmp(column->name, "name") == 0 || strcmp(column->name, "person") == 0 || strcmp(column->name, "username") == 0)
        return phs_health_looks_like_name(value) && value.len < 40;
    return phs_health_fits(column->category, value);
}

/* A list or a call that holds several: the first text of it, or all of its numbers. */
static bool value_in_call(struct phs_fields *fields, const struct phs_health_column *column, const char *at, const char *end,
                          struct phs_slice *ret_value) {
    struct phs_slice arguments = arguments_at(at, end), text;
    if (arguments.len == 0)
        return false;
    const char *first = phs_note_skip(arguments.ptr, arguments.ptr + arguments.len, " "),
               *inner = memchr(first, '(', (size_t)(arguments.ptr + arguments.len - first)); /* (new DateType("...")) */
    if (inner && inner - first < 40 && phs_fields_quoted_at(fields, inner + 1, end, &text) && phs_fields_fit(column, text)) {
        *ret_value = text;
        return true;
    }
    if (phs_fields_quoted_at(fields, first, end, &text) && phs_fields_fit(column, text)) {
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
const char *phs_fields_behind_name(const char *at, const char *end, char *ret_mark) {
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
const char *phs_fields_behind_word(struct phs_fields *fields, const char *start, const char *at, const char *end,
                                   char *ret_mark) {
    const char *line = fields->asked.text.ptr, *p = fields->asked.begins;
    const char *next = phs_note_skip(at, end, " ");
    bool first =
        (p == start || (start > line && start[-1] == ':')) && next > at && next + 1 < end && (*next == '"' || *next == '\'');
    if (!first && start > line && start[-1] == ':' && at < end && *at == ')') {
        next = phs_note_skip(at, end, ") {");
        const char *bar = next < end && *next == '|' ? memchr(next + 1, '|', (size_t)(end - next - 1)) : NULL;
        next = bar ? phs_note_skip(bar + 1, end, " ") : next;
        first = next + 1 < end && (*next == '"' || *next == '\'');
    }
    *ret_mark = ':';
    return first ? next : NULL;
}

/* column NULL: of a name that is no column's, where every value fits. */
bool phs_fields_value_at(struct phs_fields *fields, const struct phs_health_column *column, char before, const char *at,
                         const char *end, char mark, struct phs_slice *ret_value) {
    if (phs_fields_quoted_at(fields, at, end, ret_value))
        return phs_fields_fit(column, *ret_value);
    if (mark == '>') {
        for (size_t nested = 0; nested < 2 && at < end && *at == '<' && at + 1 < end && isalpha((unsigned char)at[1]);
             nested++) {
            const char *close = memchr(at, '>', (size_t)(end - at)); /* <DateOfBirth><Date>...: */
            at = close ? close + 1 : end;
        }
        *ret_value = phs_fields_bare_at(fields, at, end, PHS_FIELDS_IN_MARKUP);
        return ret_value->ptr + ret_value->len < end && phs_fields_fit(column, *ret_value);
    }
    if (mark == ',' || at >= end)
        return false;
    bool query = mark == '=' && (before == '?' || before == '&');
    if (query) {
        *ret_value = phs_fields_bare_at(fields, at, end, PHS_FIELDS_IN_QUERY);
        const char *plus = memchr(ret_value->ptr, '+', ret_value->len);
        if (column && plus && strcmp(column->category, "name") == 0) /* name=Marta+Halvorsen */
            return phs_health_has_known_name(*ret_value);
        if (column && strcmp(column->name, "name") == 0 && fields->context == fields->line) /* Patient?name=Halvorsen */
            return phs_health_fits("name", *ret_value) && isupper((unsigned char)ret_value->ptr[0]);
        return phs_fields_fit(column, *ret_value);
    }
    if (value_in_call(fields, column, at, end, ret_value))
        return true;
    bool loose = fields->loose && (mark == ':' || mark == '=');
    *ret_value = phs_fields_bare_at(fields, at, end,
                                    !loose         ? PHS_FIELDS_IN_CODE
                                    : fields->flow ? PHS_FIELDS_IN_BRACES
                                                   : PHS_FIELDS_IN_SETTINGS);
    return (is_numeric(*ret_value) || loose) && phs_fields_fit(column, *ret_value);
}
