/* SPDX-License-Identifier: Apache-2.0 */
/* Jenkinsfiles, declarative and scripted: their strings, and the word that stands before each. Groovy is not evaluated. What
 * matters is Groovy's quoting: in double quotes ${NAME} is put into the script before a shell sees it, in single quotes the
 * shell reads its environment. */
#include <ctype.h>

#include "collect/git/ci.h"
#include "collect/git/role.h"

enum { MOST_BOUND = 50, LONGEST_WORD = 60, MOST_STRINGS = 20000 };

struct reading {
    struct phs_ci *ci;
    struct phs_slice rest;
    uint32_t line;
    struct phs_slice word, before;      /* the last two words; a string keeps them, a new line does not matter */
    struct phs_slice bound[MOST_BOUND]; /* variables that withCredentials or environment fill with a credential */
    size_t bound_count, strings;
    bool call; /* after credentials( */
};

static void skip(struct reading *reading, size_t n) {
    n = n < reading->rest.len ? n : reading->rest.len;
    for (size_t i = 0; i < n; i++)
        reading->line += reading->rest.ptr[i] == '\n';
    reading->rest = phs_slice_n(reading->rest.ptr + n, reading->rest.len - n);
}

static size_t end_of(struct phs_slice text, const char *mark) {
    size_t at = phs_slice_find(text, phs_slice(mark));
    return at == (size_t)-1 ? text.len : at + strlen(mark);
}

/* The text of a string that begins here; behind a backslash nothing ends it. */
static struct phs_slice string_here(const struct reading *reading, size_t *ret_length) {
    struct phs_slice text = reading->rest;
    char quote = text.ptr[0];
    size_t width = text.len > 2 && text.ptr[1] == quote && text.ptr[2] == quote ? 3 : 1, i = width;
    for (; i < text.len; i++) {
        if (text.ptr[i] == '\\')
            i++;
        else if (text.ptr[i] == '\n' && width == 1)
            break;
        else if (text.ptr[i] == quote &&
                 (width == 1 || (i + 2 < text.len && text.ptr[i + 1] == quote && text.ptr[i + 2] == quote)))
            break;
    }
    i = i < text.len ? i : text.len;
    *ret_length = i + width < text.len ? i + width : text.len;
    return phs_slice_n(text.ptr + width, i - width);
}

static bool is_bound(const struct reading *reading, struct phs_slice name) {
    for (size_t i = 0; i < reading->bound_count; i++)
        if (phs_slice_eq(reading->bound[i], name))
            return true;
    return false;
}

static void bind(struct reading *reading, struct phs_slice name) {
    if (name.len && name.len < LONGEST_WORD && reading->bound_count < MOST_BOUND && !is_bound(reading, name))
        reading->bound[reading->bound_count++] = name;
}

/* ${NAME}, ${env.NAME}, $NAME of a double-quoted string. */
static void see_interpolation(struct reading *reading, struct phs_slice text) {
    for (size_t i = 0; i + 1 < text.len; i++) {
        if (text.ptr[i] == '\\')
            i++;
        if (i + 1 >= text.len || text.ptr[i] != '$')
            continue;
        size_t start = i + 1 + (text.ptr[i + 1] == '{'), n = 0;
        if (phs_slice_starts(phs_slice_n(text.ptr + start, text.len - start), "env."))
            start += 4;
        while (start + n < text.len && (isalnum((unsigned char)text.ptr[start + n]) || text.ptr[start + n] == '_'))
            n++;
        struct phs_slice name = phs_slice_n(text.ptr + start, n);
        struct phs_slice part = name;
        if (n > 4 && (phs_slice_ends(name, "_PSW") || phs_slice_ends(name, "_USR")))
            part.len -= 4;
        if (n && (is_bound(reading, name) || is_bound(reading, part)))
            phs_ci_note(reading->ci, &reading->ci->interpolated_secrets, name, reading->line);
        if (n && phs_ci_is_untrusted("jenkins", name))
            phs_ci_note(reading->ci, &reading->ci->injections, name, reading->line);
    }
}

/* script: is the argument's name where a step has several. */
static bool is_script(const struct reading *reading) {
    return phs_word_listed("sh|bat|powershell|pwsh", reading->word) ||
           (phs_word_listed("script|returnStdout", reading->word) &&
            phs_word_listed("sh|bat|powershell|pwsh", reading->before));
}

static void see_string(struct reading *reading, struct phs_slice text, char quote) {
    struct phs_ci *ci = reading->ci;
    if (is_script(reading)) {
        phs_ci_script_text(ci, text, reading->line);
        if (quote == '"')
            see_interpolation(reading, text);
    } else if (phs_word_listed("image", reading->word)) {
        phs_ci_image(ci, text, reading->line);
    } else if (phs_word_listed("args", reading->word)) {
        ci->privileged |= phs_ci_holds(text, "--privileged") || phs_ci_holds(text, "/var/run/docker.sock");
    } else if (phs_word_listed("artifacts|archiveArtifacts", reading->word)) {
        struct phs_slice rest = text, path;
        while (phs_slice_cut(&rest, ',', &path))
            if (phs_ci_is_exposing(path))
                phs_ci_note(ci, &ci->exposed_artifacts, phs_slice_trim(path), reading->line);
    } else if (phs_word_listed("library|Library", reading->word)) {
        struct phs_slice ref = text, name;
        if (phs_slice_cut(&ref, '@', &name) && ref.len && ref.ptr != text.ptr)
            phs_ci_action(ci, text, phs_ci_ref_kind(ref), phs_ci_is_commit(ref), false, reading->line);
    } else if (phs_slice_is(reading->word, "variable") || phs_slice_ends(reading->word, "Variable")) {
        bind(reading, text);
    } else if (phs_ci_is_secret_name(reading->word) && phs_ci_is_filled(text) &&
               !phs_ci_holds(reading->word, "credentialsId")) {
        phs_ci_note(ci, &ci->literal_credentials, reading->word, reading->line);
    }
}

static void see_word(struct reading *reading, size_t n) {
    struct phs_slice word = phs_slice_n(reading->rest.ptr, n);
    if (phs_slice_is(word, "credentials")) /* NAME = credentials('id') */
        bind(reading, reading->word);
    reading->before = reading->word;
    reading->word = word;
    skip(reading, n);
}

static void step(struct reading *reading) {
    struct phs_slice rest = reading->rest;
    char c = rest.ptr[0];
    size_t n = 0;
    if (phs_slice_starts(rest, "//") || (c == '#' && phs_slice_starts(rest, "#!")))
        skip(reading, end_of(rest, "\n"));
    else if (phs_slice_starts(rest, "/*"))
        skip(reading, 2 + end_of(phs_slice_n(rest.ptr + 2, rest.len - 2), "*/"));
    else if (c == '"' || c == '\'') {
        struct phs_slice text = string_here(reading, &n);
        if (reading->strings++ < MOST_STRINGS)
            see_string(reading, text, c);
        skip(reading, n);
    } else {
        while (n < rest.len && (isalnum((unsigned char)rest.ptr[n]) || rest.ptr[n] == '_'))
            n++;
        if (n)
            see_word(reading, n);
        else
            skip(reading, 1);
    }
}

void phs_ci_jenkins(struct phs_ci *ci, struct phs_slice text) {
    struct reading reading = {.ci = ci, .rest = text, .line = 1};
    while (reading.rest.len)
        step(&reading);
}
