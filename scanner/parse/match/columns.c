/* SPDX-License-Identifier: Apache-2.0 */
/* Values whose name stands in another line: a cell under the heading of its column, a value of a row behind the columns that
 * an INSERT names. Both are judged as if they were assigned to that name. */
#include <ctype.h>

#include "parse/match/validators.h"
#include "parse/match/wording.h"

enum { MOST_ROWS = 64, FARTHEST = 440, LONGEST_CELL = 400, LONGEST_COLUMN = 40, LONGEST_VALUE = 128 };

/* column = "value" */
static enum phs_match_class judge_as(struct phs_slice column, struct phs_slice value) {
    char text[LONGEST_COLUMN + LONGEST_VALUE + 8];
    struct phs_naming naming;
    if (column.len == 0 || column.len > LONGEST_COLUMN || value.len > LONGEST_VALUE)
        return PHS_MATCH_NONE;
    int n = snprintf(text, sizeof text, "%.*s = \"%.*s\"", (int)column.len, column.ptr, (int)value.len, value.ptr);
    struct phs_slice file = phs_slice_n(text, (size_t)n), said = phs_slice_n(text + column.len + 4, value.len);
    if ((size_t)n != column.len + value.len + 5 || !phs_naming_of(said, file, &naming))
        return PHS_MATCH_NONE;
    return naming.password ? phs_validate_assigned_password(said, file) : phs_validate_assignment(said, file);
}

/* Whether the value is literal decides a program's line, here nothing does: what is filled in has marks of its own. */
static struct phs_slice bare(struct phs_slice cell) {
    cell = phs_slice_trim(cell);
    while (cell.len > 1 && strchr("\"'`*[", *cell.ptr))
        cell = phs_slice_trim(phs_slice_n(cell.ptr + 1, cell.len - 1));
    while (cell.len && strchr("\"'`*]", cell.ptr[cell.len - 1]))
        cell = phs_slice_trim(phs_slice_n(cell.ptr, cell.len - 1));
    return cell;
}

static struct phs_slice line_at(const char *at, struct phs_slice file) {
    const char *start = at, *end = at, *high = file.ptr + file.len;
    while (start > file.ptr && start[-1] != '\n' && at - start <= FARTHEST)
        start--;
    while (end < high && *end != '\n' && end - at <= FARTHEST)
        end++;
    if (end > start && end[-1] == '\r')
        end--;
    return phs_slice_n(start, (size_t)(end - start));
}

static size_t count_cells(struct phs_slice line, char mark) {
    bool quoted = false;
    size_t n = 1;
    for (size_t i = 0; i < line.len; i++) {
        quoted ^= line.ptr[i] == '"';
        n += line.ptr[i] == mark && !quoted;
    }
    return n;
}

static struct phs_slice cell_of(struct phs_slice line, char mark, size_t index) {
    bool quoted = false;
    size_t start = 0, n = 0;
    for (size_t i = 0; i <= line.len; i++) {
        bool ends = i == line.len || (line.ptr[i] == mark && !quoted);
        if (i < line.len)
            quoted ^= line.ptr[i] == '"';
        if (ends && n++ == index)
            return phs_slice_n(line.ptr + start, i - start);
        if (ends)
            start = i + 1;
    }
    return phs_slice_n(line.ptr, 0);
}

/* The headings of a table: short words, of which no program is made. */
static bool is_heading(struct phs_slice line, char mark) {
    size_t letters = 0;
    for (size_t i = 0; i < line.len; i++) {
        unsigned char c = (unsigned char)line.ptr[i];
        letters += isalpha(c) != 0;
        if (!isalnum(c) && c != (unsigned char)mark && c < 128 && !strchr(" _-.\"'`*/", c))
            return false;
    }
    struct phs_slice first = bare(cell_of(line, mark, 0)), second = bare(cell_of(line, mark, 1));
    return letters * 2 > line.len && line.len < LONGEST_CELL && first.len + second.len < 2 * LONGEST_COLUMN;
}

static char mark_before(struct phs_slice value, struct phs_slice line) {
    const char *at = value.ptr;
    while (at > line.ptr && strchr(" \"'`*", at[-1]))
        at--;
    return at > line.ptr && strchr(",;|\t", at[-1]) ? at[-1] : '\0';
}

/* The first line of those above that have as many cells. */
static struct phs_slice heading_of(struct phs_slice line, char mark, struct phs_slice file) {
    size_t cells = count_cells(line, mark);
    struct phs_slice first = line;
    for (size_t i = 0; i < MOST_ROWS && first.ptr > file.ptr && line.ptr - first.ptr < FARTHEST; i++) {
        struct phs_slice above = line_at(first.ptr - 1, file);
        if (above.len == 0 || above.len > FARTHEST || count_cells(above, mark) != cells)
            break;
        first = above;
    }
    return first;
}

/* Up to most bytes of set before p, and not before low. */
static const char *back_over(const char *p, const char *low, const char *set, size_t most) {
    while (p > low && most-- > 0 && strchr(set, p[-1]))
        p--;
    return p;
}

static bool is_word_byte(char c) {
    return isalnum((unsigned char)c) || c == '_';
}

/* "password", with at most 16 bytes before it and 8 behind. */
static bool names_password(struct phs_slice name) {
    static const char *const words[] = {"password", "passwd", "passwort", "pwd"};
    for (size_t i = 0; i < name.len; i++)
        if (!is_word_byte(name.ptr[i]))
            return false;
    for (size_t w = 0; w < sizeof words / sizeof *words; w++) {
        size_t n = strlen(words[w]);
        for (size_t i = 0; i + n <= name.len && i <= 16; i++)
            if (name.len - i - n <= 8 && phs_slice_ieq(phs_slice_n(name.ptr + i, n), phs_slice(words[w])))
                return true;
    }
    return false;
}

/* One word right behind the cell before it, which is not empty, and behind it what is said in headings: what `filter` of the
 * rule says to the fast engine, so that without it nothing more is found. */
static bool is_column(struct phs_slice name, struct phs_slice heading, char mark) {
    const char *p = name.ptr, *low = heading.ptr, *end = heading.ptr + heading.len, *rest = name.ptr + name.len;
    if (!names_password(name))
        return false;
    if (mark == '|') {
        p = back_over(back_over(p, low, "`*", 2), low, " \t", 8);
        if (p == low || p[-1] != '|')
            return false;
    } else {
        p = back_over(p, low, "\"'`", 1);
        if (p - low < 2 || p[-1] != mark || !(is_word_byte(p[-2]) || p[-2] == '"' || p[-2] == '\''))
            return false;
    }
    for (size_t i = 0; i < 2 && rest < end && strchr("\"'`*", *rest); i++)
        rest++;
    for (size_t i = 0; i < 20 && rest < end && (*rest == ' ' || *rest == '\t'); i++)
        rest++;
    if (end - rest > 161 || (rest < end && !strchr(",;|\t", *rest) && rest[-1] != '\t'))
        return false;
    while (rest < end && (is_word_byte(*rest) || strchr(" \",;|\t.*'`-", *rest)))
        rest++;
    return rest == end;
}

/* Of rows that begin with a mark the headings stand above a line of dashes, but in scenarios of tests, which have no code in
 * them. */
static bool is_ruled_off(struct phs_slice heading, struct phs_slice file) {
    struct phs_slice rule = line_at(heading.ptr + heading.len + 1, file);
    for (size_t i = 0; i < rule.len; i++)
        if (!strchr("|-: \r", rule.ptr[i]))
            return false;
    return rule.len > 0;
}

/* Rows that begin with the same word are of one kind: no headings among them. */
static bool heads(struct phs_slice heading, struct phs_slice line, char mark, struct phs_slice file) {
    struct phs_slice first = bare(cell_of(heading, mark, 0)), here = bare(cell_of(line, mark, 0));
    if (mark == '|' && phs_slice_starts(phs_slice_trim(line), "|"))
        return !memchr(heading.ptr, '`', heading.len) ||
               (heading.ptr + heading.len + 1 < file.ptr + file.len && is_ruled_off(heading, file));
    return !phs_slice_ieq(first, here);
}

enum phs_match_class phs_validate_cell(struct phs_slice value, struct phs_slice file) {
    struct phs_slice line = line_at(value.ptr, file);
    char mark = line.len <= FARTHEST ? mark_before(value, line) : '\0';
    if (mark == '\0' || count_cells(line, mark) > MOST_ROWS)
        return PHS_MATCH_NONE;
    struct phs_slice heading = heading_of(line, mark, file);
    if (heading.ptr == line.ptr || !is_heading(heading, mark) || !heads(heading, line, mark, file))
        return PHS_MATCH_NONE;
    size_t index = count_cells(phs_slice_n(line.ptr, (size_t)(value.ptr - line.ptr)), mark) - 1;
    struct phs_slice name = bare(cell_of(heading, mark, index));
    /* A quote before the value opened the cell: then its marks were not counted. */
    if (value.ptr > line.ptr && value.ptr[-1] == '"')
        name = bare(cell_of(heading, mark, count_cells(phs_slice_n(line.ptr, (size_t)(value.ptr - line.ptr) - 1), mark) - 1));
    return is_column(name, heading, mark) ? judge_as(name, value) : PHS_MATCH_NONE;
}

/* Where the last "insert into" before at begins, or NULL. */
static const char *insert_before(const char *at, struct phs_slice file) {
    static const char words[] = "insert into";
    enum { N = sizeof words - 1 };
    const char *low = at - file.ptr > FARTHEST ? at - FARTHEST : file.ptr;
    for (const char *p = at - N; p >= low && at - file.ptr >= N; p--)
        if (phs_slice_ieq(phs_slice_n(p, N), phs_slice_n(words, N)))
            return p;
    return NULL;
}

/* Which value of its row begins at the quote; false where it stands in no row. */
static bool index_in_row(const char *values, const char *quote, size_t *ret_index) {
    size_t depth = 0, index = 0;
    for (const char *p = values; p < quote; p++) {
        if (*p == '\'') {
            for (p++; p < quote && (*p != '\'' || (p[1] == '\'' && p++)); p++)
                p += *p == '\\';
            if (p >= quote)
                return false;
        } else if (*p == '(') {
            index = depth++ ? index : 0;
        } else if (*p == ')') {
            depth -= depth > 0;
        } else if (*p == ';') {
            return false;
        } else {
            index += *p == ',' && depth == 1;
        }
    }
    *ret_index = index;
    return depth == 1;
}

static const char *find_values(const char *at, const char *end) {
    for (; end - at >= 6; at++)
        if (phs_slice_ieq(phs_slice_n(at, 6), PHS_SLICE("values")))
            return at + 6;
    return NULL;
}

enum phs_match_class phs_validate_row(struct phs_slice value, struct phs_slice file) {
    const char *quote = value.ptr - 1, *insert = value.ptr > file.ptr ? insert_before(quote, file) : NULL, *values;
    size_t index;
    if (!insert || *quote != '\'' || !(values = find_values(insert, quote)) || !index_in_row(values, quote, &index))
        return PHS_MATCH_NONE;
    const char *open = memchr(insert, '(', (size_t)(values - insert));
    const char *close = open ? memchr(open, ')', (size_t)(values - open)) : NULL;
    if (!close)
        return PHS_MATCH_NONE;
    struct phs_slice columns = phs_slice_n(open + 1, (size_t)(close - open) - 1);
    return judge_as(bare(cell_of(columns, ',', index)), value);
}
