/* SPDX-License-Identifier: Apache-2.0 */
/* What of the text behind a label is its value, and whether it is what the label says. */
#include <ctype.h>

#include "parse/health/note.h"
#include "parse/health/note_things.h"

/* No value of a label is longer: a line of labels has as many values, each of which would end where it does. */
enum { LONGEST_VALUE = 1000 };

/* Two spaces, a tab, a bar or the next label end a value, and quotes one that began with them. */
struct phs_slice phs_note_value_at(const char *start, const char *at, const char *end) {
    const char *stop = at, *unused, *close = NULL;
    end = end - at < LONGEST_VALUE ? end : at + LONGEST_VALUE;
    if (at > start && (at[-1] == '"' || at[-1] == '\''))
        close = memchr(at, at[-1], (size_t)(end - at));
    end = close ? close : end;
    if (at > start && at < end && at[-1] == '=' && *at == '[' && (close = memchr(at, ']', (size_t)(end - at))) != NULL) {
        at = stop = at + 1; /* name=[Marta Halvorsen] */
        end = close;
    }
    if (end - at > 3 && memcmp(at, "[**", 3) == 0)
        return phs_slice_n(at, 0);
    for (; stop < end; stop++) {
        if (*stop == '\t' || *stop == '|' || *stop == '<' ||
            (*stop == '\\' && stop + 3 < end && memcmp(stop, "\\par", 4) == 0) ||
            (*stop == ' ' && stop + 1 < end && stop[1] == ' '))
            break;
        if (stop > at && (stop[-1] == ' ' || stop[-1] == ',' || stop[-1] == ';') && isalpha((unsigned char)*stop) &&
            phs_note_label_at(stop, end, &unused))
            break;
    }
    struct phs_slice value = phs_slice_trim(phs_slice_n(at, (size_t)(stop - at)));
    while (value.len > 0 && strchr(",;\"'*", value.ptr[value.len - 1]))
        value.len--;
    return value;
}

static size_t digits_in(struct phs_slice value) {
    size_t n = 0;
    for (size_t i = 0; i < value.len; i++)
        n += isdigit((unsigned char)value.ptr[i]) != 0;
    return n;
}

/* "Maria Ortega (sister), 12 Oak Street": what a name's label has behind it is more than the name. */
struct phs_slice phs_note_name_of(struct phs_slice value) {
    size_t n = 0;
    while (n < value.len && value.ptr[n] != '(' && value.ptr[n] != ';' && value.ptr[n] != '/' && value.ptr[n] != '[' &&
           !isdigit((unsigned char)value.ptr[n])) {
        if (value.ptr[n] == ',' && n + 2 < value.len && value.ptr[n + 1] == ' ' && !isupper((unsigned char)value.ptr[n + 2]))
            break;
        n++;
    }
    value = phs_slice_trim(phs_slice_n(value.ptr, n));
    while (value.len > 0 && strchr(",-.: ", value.ptr[value.len - 1]))
        value.len--;
    return value;
}

/* "E5538713) is allergic to latex", "01/28/1976, consent to ...": sentences go on behind numbers. */
struct phs_slice phs_note_number_of(struct phs_slice value) {
    bool digit = false;
    for (size_t i = 0; i < value.len; i++) {
        bool more = i + 2 < value.len && islower((unsigned char)value.ptr[i + 1 + (value.ptr[i] == ',')]);
        if (digit && (strchr(");", value.ptr[i]) || ((value.ptr[i] == ' ' || value.ptr[i] == ',') && more)))
            return phs_slice_trim(phs_slice_n(value.ptr, i));
        digit |= isdigit((unsigned char)value.ptr[i]) != 0;
    }
    return value;
}

/* "Name: ____ Date of birth": nothing was filled in, and what stands there is the next label. */
static bool is_next_label(struct phs_slice value) {
    static const char words[] = "|date|state|city|zip|phone|sex|age|address|signature|number|telephone|email|insurance|";
    char word[16] = "|";
    size_t n = phs_note_run(value.ptr, value.ptr + value.len, isalpha);
    if (n < 3 || n + 3 > sizeof word)
        return false;
    for (size_t i = 0; i < n; i++)
        word[1 + i] = (char)tolower((unsigned char)value.ptr[i]);
    word[1 + n] = '|';
    return strstr(words, word) != NULL;
}

/* Two words with capitals, "SMITH, JOHN" or "Maria". */
bool phs_note_looks_like_name(struct phs_slice value) {
    if (value.len < 3 || value.len > 60 || !isupper((unsigned char)value.ptr[0]) || is_next_label(value))
        return false;
    size_t words = 0, capitals = 0;
    for (size_t i = 0; i < value.len; i++) {
        unsigned char c = (unsigned char)value.ptr[i];
        bool start = isalpha(c) && (i == 0 || !isalpha((unsigned char)value.ptr[i - 1]));
        words += start;
        capitals += start && isupper(c);
        if (!isalpha(c) && c < 128 && !strchr(" ,.'-^()", c) && !isdigit(c))
            return false;
    }
    return words >= 1 && words <= 6 && capitals * 2 >= words;
}

/* Whether the value is what its label says: "Patient: was seen" is none. */
bool phs_note_fits(const struct phs_note_label *label, struct phs_slice value) {
    if (strcmp(label->category, "name") == 0)
        return phs_note_looks_like_name(value);
    if (strcmp(label->category, "provider") == 0)
        return phs_note_looks_like_name(value) || digits_in(value) == 10;
    if (strcmp(label->category, "date") == 0 || strcmp(label->category, "dob") == 0)
        return digits_in(value) >= 3 && value.len < 40;
    if (strcmp(label->category, "ssn") == 0)
        return digits_in(value) >= 4 && value.len < 24;
    if (strcmp(label->category, "phone") == 0)
        return digits_in(value) >= 7 && value.len < 40;
    if (strcmp(label->category, "email") == 0)
        return memchr(value.ptr, '@', value.len) != NULL;
    if (label->kind == PHS_HEALTH_STRONG)
        return digits_in(value) >= 4 && value.len < 40 &&
               !(memchr(value.ptr, '/', value.len) && phs_note_is_date(value.ptr, value.ptr + value.len));
    if (strcmp(label->category, "account_number") == 0)
        return digits_in(value) > 0;
    return value.len > 0;
}

/* "[**Name 4471**]": what stood there was taken out. */
const char *phs_note_skip_removed(const char *at, const char *end) {
    if (end - at < 4 || memcmp(at, "[**", 3) != 0)
        return at;
    const char *close = memmem(at, (size_t)(end - at), "**]", 3);
    return close ? close + 3 : end;
}
