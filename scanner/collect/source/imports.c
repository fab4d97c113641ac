/* SPDX-License-Identifier: Apache-2.0 */
/* Imports of SDKs, told from the word that begins them and what stands behind it. */
#include <ctype.h>

#include "collect/source/scan_parts.h"

enum { LONGEST_PACKAGE = 200 };

bool phs_is_import_word(struct phs_slice word) {
    switch (word.len) {
    case 3:
        return memcmp(word.ptr, "use", 3) == 0;
    case 4:
        return memcmp(word.ptr, "from", 4) == 0;
    case 5:
        return memcmp(word.ptr, "using", 5) == 0;
    case 6:
        return memcmp(word.ptr, "import", 6) == 0;
    case 7:
        return memcmp(word.ptr, "require", 7) == 0;
    default:
        return false;
    }
}

void phs_scan_package(struct phs_scan *scan, struct phs_slice package, bool dependency) {
    struct phs_reach reach;
    if (package.len == 0 || package.len > LONGEST_PACKAGE || !phs_catalogue_reach_import(scan->catalogue, package, &reach))
        return;
    phs_add_call(scan, phs_slice_dup(scan->arena, package), NULL, &reach, true, dependency);
}

static const char *skip_blanks(const char *at, const char *end) {
    while (at < end && (*at == ' ' || *at == '\t'))
        at++;
    return at;
}

static bool is_package_byte(char c) {
    return isalnum((unsigned char)c) || c == '_' || c == '.' || c == '\\';
}

/* a.b.c or A\B; backslashes become dots. */
static const char *dotted(struct phs_scan *scan, const char *at) {
    char package[LONGEST_PACKAGE + 1];
    size_t n = 0;
    for (; at < scan->end && is_package_byte(*at) && n < LONGEST_PACKAGE; at++)
        package[n++] = *at == '\\' ? '.' : *at;
    while (n > 0 && package[n - 1] == '.')
        n--;
    if (n > 0 && package[0] != '.')
        phs_scan_package(scan, phs_slice_n(package, n), false);
    return at;
}

static void quoted(struct phs_scan *scan, const char *at) {
    if (at >= scan->end || (*at != '"' && *at != '\'' && *at != '`'))
        return;
    const char *from = at + 1, *to = from;
    while (to < scan->end && *to != *at && *to != '\n' && to - from <= LONGEST_PACKAGE)
        to++;
    if (to < scan->end && *to == *at && to > from && *from != '.' && *from != '/')
        phs_scan_package(scan, phs_slice_n(from, (size_t)(to - from)), false);
}

/* import a.b as c, d.e */
static void python_list(struct phs_scan *scan, const char *at) {
    for (int i = 0; i < 20 && at < scan->end; i++) {
        at = dotted(scan, skip_blanks(at, scan->end));
        while (at < scan->end && *at != ',' && *at != '\n' && *at != ';' && *at != '#')
            at++;
        if (at >= scan->end || *at != ',')
            return;
        at++;
    }
}

/* Only a word that begins its line imports in Python, Java, C#, PHP and Ruby. */
static bool begins_line(const struct phs_scan *scan, const char *word) {
    while (word > scan->start && (word[-1] == ' ' || word[-1] == '\t'))
        word--;
    return word == scan->start || word[-1] == '\n' || word[-1] == ';';
}

static void after_word(struct phs_scan *scan, struct phs_slice word, const char *at) {
    bool first = begins_line(scan, word.ptr);
    switch (scan->language->imports) {
    case PHS_IMPORT_PYTHON:
        if (first && phs_slice_is(word, "import"))
            python_list(scan, at);
        else if (first && phs_slice_is(word, "from"))
            dotted(scan, at);
        break;
    case PHS_IMPORT_JS:
        if (at < scan->end && *at == '(')
            at = skip_blanks(at + 1, scan->end);
        quoted(scan, at);
        break;
    case PHS_IMPORT_GO:
        scan->in_go_imports |= first && at < scan->end && *at == '(';
        if (first)
            quoted(scan, at);
        break;
    case PHS_IMPORT_DOTTED:
        if (phs_slice_starts(phs_slice_n(at, (size_t)(scan->end - at)), "static "))
            at += 7;
        if (first && !phs_slice_is(word, "from") && !phs_slice_is(word, "require"))
            dotted(scan, at);
        break;
    case PHS_IMPORT_RUBY:
        if (first && phs_slice_is(word, "require"))
            quoted(scan, at);
        break;
    case PHS_IMPORT_NONE:
        break;
    }
}

void phs_scan_import(struct phs_scan *scan, struct phs_slice word, const char *rest) {
    if (scan->language->imports != PHS_IMPORT_NONE && rest < scan->end &&
        (*rest == ' ' || *rest == '\t' || *rest == '(' || *rest == '"' || *rest == '\''))
        after_word(scan, word, skip_blanks(rest, scan->end));
}
