/* SPDX-License-Identifier: Apache-2.0 */
/* Commands and their words. */
#include "collect/docker/command.h"

#include <ctype.h>

static bool ends_word(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '"' || c == '\'' || c == '`' || c == '(' || c == ')' ||
           c == '&' || c == '<' || c == '>' || c == '|';
}

/* Length of the first command of text. */
static size_t command_length(struct phs_slice text) {
    for (size_t i = 0; i < text.len; i++) {
        bool doubled = i + 1 < text.len && text.ptr[i] == text.ptr[i + 1] && (text.ptr[i] == '&' || text.ptr[i] == '|');
        if (text.ptr[i] == ';' || text.ptr[i] == '\n' || doubled)
            return i;
    }
    return text.len;
}

static void cut_words(struct phs_command *command) {
    struct phs_slice text = command->text;
    for (size_t i = 0; i < text.len && command->n < PHS_COMMAND_MOST_WORDS; i++) {
        size_t begin = i;
        while (i < text.len && !ends_word(text.ptr[i]))
            i++;
        if (i > begin)
            command->words[command->n++] = phs_slice_n(text.ptr + begin, i - begin);
        if (i < text.len && text.ptr[i] == '|' && command->n < PHS_COMMAND_MOST_WORDS)
            command->words[command->n++] = phs_slice_n(text.ptr + i, 1);
    }
}

bool phs_command_next(struct phs_slice *rest, struct phs_command *ret_command) {
    while (rest->len) {
        size_t n = command_length(*rest);
        ret_command->text = phs_slice_trim(phs_slice_n(rest->ptr, n));
        ret_command->n = 0;
        n += n < rest->len;
        *rest = phs_slice_n(rest->ptr + n, rest->len - n);
        if (!ret_command->text.len || ret_command->text.ptr[0] == '#')
            continue;
        cut_words(ret_command);
        return true;
    }
    return false;
}

static bool same_text(const char *a, const char *b, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (tolower((unsigned char)a[i]) != tolower((unsigned char)b[i]))
            return false;
    return true;
}

/* One word of a pattern. */
static bool word_is(struct phs_slice word, struct phs_slice pattern) {
    if (pattern.len == 1 && pattern.ptr[0] == '*')
        return true;
    bool open = pattern.len > 1 && pattern.ptr[0] == '*', going_on = pattern.len > 1 && phs_slice_ends(pattern, "*");
    struct phs_slice core = phs_slice_n(pattern.ptr + open, pattern.len - open - going_on);
    if (word.len < core.len)
        return false;
    size_t last = open ? word.len - core.len : 0;
    for (size_t i = going_on || !open ? 0 : last; i <= last; i++)
        if ((going_on || i + core.len == word.len) && same_text(word.ptr + i, core.ptr, core.len))
            return true;
    return false;
}

static bool has_at(const struct phs_command *command, size_t i, const char *pattern) {
    struct phs_slice rest = phs_slice(pattern), part;
    while (phs_slice_cut(&rest, ' ', &part))
        if (i >= command->n || !word_is(command->words[i++], part))
            return false;
    return true;
}

bool phs_command_has(const struct phs_command *command, const char *pattern) {
    for (size_t i = 0; i < command->n; i++)
        if (has_at(command, i, pattern))
            return true;
    return false;
}

static struct phs_slice base_of(struct phs_slice path) {
    for (size_t i = path.len; i > 0; i--)
        if (path.ptr[i - 1] == '/')
            return phs_slice_n(path.ptr + i, path.len - i);
    return path;
}

size_t phs_command_program(const struct phs_command *command, const char *name) {
    for (size_t i = 0; i < command->n; i++)
        if (phs_slice_is(base_of(command->words[i]), name))
            return i + 1;
    return 0;
}

bool phs_is_clear_url(struct phs_slice word) {
    static const char *const near[] = {"localhost", "127.", "[::1]", "0.0.0.0", "host.docker.internal", "$"};
    if (!phs_slice_starts(word, "http://") && !phs_slice_starts(word, "ftp://"))
        return false;
    size_t scheme = word.ptr[0] == 'h' ? 7 : 6;
    struct phs_slice host = phs_slice_n(word.ptr + scheme, word.len - scheme);
    for (size_t i = 0; i < sizeof near / sizeof *near; i++)
        if (phs_slice_starts(host, near[i]))
            return false;
    return host.len > 0;
}
