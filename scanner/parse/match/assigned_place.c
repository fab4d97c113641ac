/* SPDX-License-Identifier: Apache-2.0 */
/* Where a value stands: in quotes, alone behind its name, or in a statement of a program. */
#include <ctype.h>

#include "parse/match/assigned.h"
#include "parse/match/validators.h"

enum { RARE_BARE = 45, RARE_MEMBER = 60, LONGEST_LINE = 2000 };

bool phs_place_is_quoted(struct phs_slice value, struct phs_slice file) {
    char before = value.ptr > file.ptr ? value.ptr[-1] : '\0';
    const char *end = value.ptr + value.len;
    char after = end < file.ptr + file.len ? *end : '\0';
    /* The text of an element is as literal as what stands in quotes. */
    if (before == '>' && after == '<')
        return true;
    return (before == '"' || before == '\'' || before == '`') && (after == before || after == '\\');
}

const char *phs_place_line(struct phs_slice value, struct phs_slice file) {
    const char *at = value.ptr;
    while (at > file.ptr && at[-1] != '\n' && value.ptr - at <= LONGEST_LINE)
        at--;
    return at;
}

/* "host=db password=value dbname=x": what a string says is not what a program calls. */
bool phs_place_is_within_string(struct phs_slice value, struct phs_slice file) {
    size_t quotes = 0;
    for (const char *at = phs_place_line(value, file); at < value.ptr; at++)
        quotes += *at == '"' && !(at > file.ptr && at[-1] == '\\');
    return quotes % 2 == 1;
}

/* --password=value: of a command, where a variable would have its sign. */
bool phs_place_is_option(struct phs_slice value, struct phs_slice file) {
    const char *at = value.ptr, *start = phs_place_line(value, file);
    while (at > start && (isalnum((unsigned char)at[-1]) || strchr("=-_", at[-1])))
        at--;
    return value.ptr > start && value.ptr[-1] == '=' && value.ptr - at > 3 && at[0] == '-' && at[1] == '-';
}

/* A name, = or :, the value, and nothing more on the line: a setting, not a statement. */
bool phs_place_is_setting(struct phs_slice value, struct phs_slice file) {
    const char *at = value.ptr, *end = value.ptr + value.len;
    bool sign = false;
    for (; at > file.ptr && at[-1] != '\n'; at--) {
        if (strchr("=: \t", at[-1]))
            sign |= at[-1] == '=' || at[-1] == ':';
        else if (!isalnum((unsigned char)at[-1]) && !strchr("_.-\"'#", at[-1]))
            return false;
    }
    if (end < file.ptr + file.len && value.ptr > file.ptr && *end == value.ptr[-1])
        end++;
    if (end > value.ptr + value.len && end < file.ptr + file.len && *end == ';')
        end++;
    while (end < file.ptr + file.len && (*end == ' ' || *end == '\r' || *end == '\\'))
        end++;
    return sign && (end == file.ptr + file.len || *end == '\n');
}

/* <user password="x">, <password>x</password>: a line of markup. */
bool phs_place_is_markup(struct phs_slice value, struct phs_slice file) {
    const char *at = phs_place_line(value, file);
    while (at < value.ptr && (*at == ' ' || *at == '\t'))
        at++;
    return at < value.ptr && *at == '<' && phs_place_is_quoted(value, file);
}

/* ${DB_PASSWORD:-word}, ${db.password:word}: what counts where nothing is set. */
bool phs_place_is_fallback(struct phs_slice value, struct phs_slice file) {
    const char *end = value.ptr + value.len, *at = value.ptr;
    if (end >= file.ptr + file.len || *end != '}' || at - file.ptr < 4)
        return false;
    at -= strchr("-=", at[-1]) != NULL;
    return at[-1] == ':';
}

/* auth_password("jane", "x"): the first of two texts is who logs in. */
bool phs_place_is_first_of_two(struct phs_slice value, struct phs_slice file) {
    const char *start = value.ptr - 1, *end = value.ptr + value.len, *limit = file.ptr + file.len;
    if (!phs_place_is_quoted(value, file) || start <= file.ptr || start[-1] != '(' || end >= limit)
        return false;
    for (end++; end < limit && strchr(", ", *end); end++)
        continue;
    return end < limit && end > value.ptr + value.len + 1 && (*end == '"' || *end == '\'');
}

/* [database]
 * Password = word: a setting of an INI file, where a program would have a variable. */
bool phs_place_is_in_section(struct phs_slice value, struct phs_slice file) {
    enum { FARTHEST = 400 }; /* within what decides about a match that is copied from a version before */
    if (!phs_place_is_setting(value, file))
        return false;
    for (const char *at = value.ptr; at > file.ptr && value.ptr - at < FARTHEST; at--) {
        if (at[-1] != '[' || (at - 1 > file.ptr && at[-2] != '\n'))
            continue;
        const char *end = at;
        while (end < value.ptr && (isalnum((unsigned char)*end) || strchr("_-. :", *end)))
            end++;
        return end > at && *end == ']' && (end[1] == '\n' || end[1] == '\r');
    }
    return false;
}

/* ctx.es512.jwk, SecureRandom.base58: words that points join and that begin with letters, with no digits for letters. */
static bool is_member(struct phs_slice value) {
    size_t points = 0;
    for (size_t i = 0; i < value.len; i++) {
        bool begins = i == 0 || value.ptr[i - 1] == '.';
        points += value.ptr[i] == '.';
        if (begins ? !isalpha((unsigned char)value.ptr[i])
                   : !isalnum((unsigned char)value.ptr[i]) && !strchr("_.", value.ptr[i]))
            return false;
    }
    return points > 0 && value.ptr[value.len - 1] != '.' && phs_match_rarity(value) < RARE_MEMBER;
}

/* Without quotes, what is made like a name is a variable, an argument of a call all the more, and a word that others follow
 * is of a sentence. */
bool phs_place_is_variable(struct phs_slice value, struct phs_slice file) {
    const char *end = value.ptr + value.len;
    struct phs_wording wording = phs_wording_of(value);
    bool odd = phs_wording_is_odd(&wording);
    if ((phs_wording_is_leet(value) || phs_value_is_ragged(value, &wording)) &&
        (phs_place_is_setting(value, file) || phs_place_is_within_string(value, file) || phs_place_is_option(value, file)))
        return false;
    if (is_member(value) && !phs_place_is_within_string(value, file) && !phs_place_is_option(value, file))
        return true;
    if (wording.letters == value.len && end + 1 < file.ptr + file.len && *end == ' ' && isalpha((unsigned char)end[1]))
        return true;
    for (size_t i = value.ptr[0] == '@'; i < value.len; i++)
        if (!isalnum((unsigned char)value.ptr[i]) && value.ptr[i] != '_' && value.ptr[i] != '.')
            return false;
    if (isdigit((unsigned char)value.ptr[0]))
        return false;
    if (end < file.ptr + file.len && (*end == ',' || *end == ')' || *end == ';'))
        return !odd && phs_match_rarity(value) < RARE_BARE;
    return wording.digits < 2 && !odd;
}

bool phs_place_is_behind_comma(struct phs_slice value, struct phs_slice file) {
    const char *at = value.ptr - 1;
    while (at > file.ptr && strchr("\"'`\\ \t<@:", *at))
        at--;
    return *at == ',';
}

static size_t line_length(struct phs_slice value, struct phs_slice file) {
    const char *start = value.ptr, *end = value.ptr + value.len;
    while (start > file.ptr && start[-1] != '\n' && value.ptr - start <= LONGEST_LINE)
        start--;
    while (end < file.ptr + file.len && *end != '\n' && end - value.ptr <= LONGEST_LINE)
        end++;
    return (size_t)(end - start);
}

bool phs_place_is_long(struct phs_slice value, struct phs_slice file) {
    return line_length(value, file) > LONGEST_LINE;
}

/* `adminPassword`, `httpProxy` and `port`: a list of names in a text. */
bool phs_place_is_listed(struct phs_slice value, struct phs_slice file) {
    const char *at = value.ptr;
    return at - file.ptr > 4 && at[-1] == '`' && at[-2] == ' ' && at[-3] == ',' && at[-4] == '`';
}
