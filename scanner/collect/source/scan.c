/* SPDX-License-Identifier: Apache-2.0 */
/* The pass itself: every byte once, words asked of the lexicon, lines watched for where a record ends. */
#include "collect/source/scan.h"

#include "collect/source/scan_parts.h"

enum byte_class { OTHER, WORD, QUOTE, COLON, NEWLINE };

static const unsigned char classes[256] = {
    ['a'] = WORD,   ['b'] = WORD,  ['c'] = WORD,  ['d'] = WORD,     ['e'] = WORD, ['f'] = WORD, ['g'] = WORD, ['h'] = WORD,
    ['i'] = WORD,   ['j'] = WORD,  ['k'] = WORD,  ['l'] = WORD,     ['m'] = WORD, ['n'] = WORD, ['o'] = WORD, ['p'] = WORD,
    ['q'] = WORD,   ['r'] = WORD,  ['s'] = WORD,  ['t'] = WORD,     ['u'] = WORD, ['v'] = WORD, ['w'] = WORD, ['x'] = WORD,
    ['y'] = WORD,   ['z'] = WORD,  ['A'] = WORD,  ['B'] = WORD,     ['C'] = WORD, ['D'] = WORD, ['E'] = WORD, ['F'] = WORD,
    ['G'] = WORD,   ['H'] = WORD,  ['I'] = WORD,  ['J'] = WORD,     ['K'] = WORD, ['L'] = WORD, ['M'] = WORD, ['N'] = WORD,
    ['O'] = WORD,   ['P'] = WORD,  ['Q'] = WORD,  ['R'] = WORD,     ['S'] = WORD, ['T'] = WORD, ['U'] = WORD, ['V'] = WORD,
    ['W'] = WORD,   ['X'] = WORD,  ['Y'] = WORD,  ['Z'] = WORD,     ['0'] = WORD, ['1'] = WORD, ['2'] = WORD, ['3'] = WORD,
    ['4'] = WORD,   ['5'] = WORD,  ['6'] = WORD,  ['7'] = WORD,     ['8'] = WORD, ['9'] = WORD, ['_'] = WORD, ['"'] = QUOTE,
    ['\''] = QUOTE, ['`'] = QUOTE, [':'] = COLON, ['\n'] = NEWLINE,
};

/* Asked of every line. */
static bool is_comment(const struct phs_scan *scan, const char *at) {
    for (const char *mark = scan->language->comments; *mark; mark += *mark == '|') {
        const char *p = at, *from = mark;
        for (; *mark && *mark != '|' && p < scan->end && *p == *mark; p++)
            mark++;
        if (mark > from && (!*mark || *mark == '|'))
            return true;
        while (*mark && *mark != '|')
            mark++;
    }
    return false;
}

/* A bracket that closes further left than the record's names, or a shallower line in Python and its kin, ends the record. */
static bool ends_record(const struct phs_scan *scan, char first) {
    if (!scan->record.open)
        return false;
    if (first == '}' || first == ']' || first == ')')
        return scan->indent < scan->record.indent;
    return scan->language->dedent && scan->indent < scan->record.indent;
}

static const char *line_end(const struct phs_scan *scan, const char *at) {
    const char *end = memchr(at, '\n', (size_t)(scan->end - at));
    return end ? end : scan->end;
}

/* A list of packages in parentheses: each line is an import of its own. */
static void go_import_line(struct phs_scan *scan, const char *at) {
    if (*at == ')')
        scan->in_go_imports = false;
    const char *quote = memchr(at, '"', (size_t)(line_end(scan, at) - at));
    if (!scan->in_go_imports || !quote)
        return;
    const char *end = memchr(quote + 1, '"', (size_t)(line_end(scan, quote + 1) - quote - 1));
    if (end)
        phs_scan_package(scan, phs_slice_n(quote + 1, (size_t)(end - quote - 1)), false);
}

/* Called at the first byte of a line; returns where scanning goes on: its text, or its end for a comment. */
static const char *begin_line(struct phs_scan *scan, const char *at) {
    scan->indent = 0;
    for (; at < scan->end && (*at == ' ' || *at == '\t' || *at == '\r'); at++)
        scan->indent += *at == '\t' ? 4 : 1;
    if (at >= scan->end || *at == '\n')
        return at;
    if (is_comment(scan, at))
        return line_end(scan, at);
    if (ends_record(scan, *at))
        phs_record_close(scan);
    if (scan->in_go_imports)
        go_import_line(scan, at);
    return at;
}

static bool is_ndjson(const struct phs_scan *scan) {
    return phs_slice_ends(phs_slice(scan->path), ".ndjson") || phs_slice_ends(phs_slice(scan->path), ".jsonl");
}

/* "ssn": "…", ssn = '…': the text behind a strong identifier, where it stands on the same line. */
static void value_behind(struct phs_scan *scan, const char *at, size_t category) {
    const char *end = line_end(scan, at);
    while (at < end && at < scan->end && (*at == '"' || *at == '\'' || *at == ' ' || *at == ':' || *at == '=' || *at == '\t'))
        at++;
    const char *from = at;
    while (at < end && at - from < PHS_LONGEST_SHAPE && (classes[(unsigned char)*at] == WORD || *at == '-'))
        at++;
    if (at > from && (at == end || *at == '"' || *at == '\'' || *at == ',' || *at == '}' || *at == ';' || *at == '\r'))
        phs_scan_value(scan, category, phs_slice_n(from, (size_t)(at - from)));
}

/* "resourceType": "Condition" */
static void resource_type(struct phs_scan *scan, const char *at) {
    while (at < scan->end && (*at == '"' || *at == '\'' || *at == ' ' || *at == ':' || *at == '='))
        at++;
    const char *from = at;
    while (at < scan->end && classes[(unsigned char)*at] == WORD)
        at++;
    struct phs_slice name = phs_slice_n(from, (size_t)(at - from));
    const struct phs_lexeme *lexeme = phs_map_get(&scan->lexicon->resource_types, name);
    if (lexeme)
        phs_record_hit(scan, lexeme, false, 1);
    if (phs_slice_is(name, "Patient") || phs_slice_is(name, "RelatedPerson") || phs_slice_is(name, "Person"))
        scan->record.patient = scan->record.open = true;
}

static void take_field(struct phs_scan *scan, struct phs_slice word) {
    bool person = false;
    const struct phs_lexeme *lexeme = phs_lexicon_find(scan->lexicon, word, &person);
    if (!lexeme)
        return;
    phs_record_hit(scan, lexeme, person, 1);
    if (lexeme->grade == PHS_GRADE_IDENTIFIER && !lexeme->weak)
        value_behind(scan, word.ptr + word.len, lexeme->category);
}

static const char *take_word(struct phs_scan *scan, const char *at) {
    const char *from = at;
    bool dashes = scan->language->kind == PHS_LANGUAGE_JSON || scan->language->kind == PHS_LANGUAGE_CONFIG;
    while (at < scan->end && (classes[(unsigned char)*at] == WORD || (dashes && *at == '-')))
        at++;
    struct phs_slice word = phs_slice_n(from, (size_t)(at - from));
    if (word.len < 2 || word.len > PHS_LONGEST_TOKEN)
        return at;
    if (phs_is_import_word(word))
        phs_scan_import(scan, word, at);
    else if (word.len == 12 && memcmp(word.ptr, "resourceType", 12) == 0)
        resource_type(scan, at);
    else if (scan->language->kind != PHS_LANGUAGE_SHELL)
        take_field(scan, word);
    return at;
}

static bool is_url(const struct phs_scan *scan, const char *at) {
    return scan->end - at > 3 && at[1] == '/' && at[2] == '/';
}

static void scan_text(struct phs_scan *scan) {
    bool lines_are_records = is_ndjson(scan) || scan->language->kind == PHS_LANGUAGE_RECORDS;
    const char *at = begin_line(scan, scan->start);
    while (at < scan->end) {
        switch ((enum byte_class)classes[(unsigned char)*at]) {
        case WORD:
            at = take_word(scan, at);
            break;
        case QUOTE:
            at = phs_scan_quoted(scan, at);
            break;
        case COLON:
            at = is_url(scan, at) ? phs_scan_url(scan, at) : at + 1;
            break;
        case NEWLINE:
            scan->line++;
            if (lines_are_records)
                phs_record_close(scan);
            at = begin_line(scan, at + 1);
            break;
        case OTHER:
            at++;
            break;
        }
    }
    phs_record_close(scan);
}

void phs_source_scan(struct phs_arena *arena, const struct phs_lexicon *lexicon, const struct phs_catalogue *catalogue,
                     const struct phs_language *language, const char *path, struct phs_slice bytes,
                     struct phs_file_sights *ret_sights) {
    struct phs_file_sights sights = {0};
    struct phs_scan scan = {.arena = arena,
                            .lexicon = lexicon,
                            .catalogue = catalogue,
                            .language = language,
                            .path = path,
                            .start = bytes.ptr,
                            .end = bytes.ptr + bytes.len,
                            .line = 1,
                            .sights = &sights};
    if (bytes.len > 0 && language->kind == PHS_LANGUAGE_MANIFEST)
        phs_scan_manifest(&scan, bytes);
    else if (bytes.len > 0 && language->kind == PHS_LANGUAGE_TABLE)
        phs_scan_table(&scan, bytes);
    else if (bytes.len > 0 && (strcmp(language->name, "HL7") == 0 || phs_slice_starts(bytes, "MSH|")))
        phs_scan_hl7(&scan, bytes);
    else if (bytes.len > 0)
        scan_text(&scan);
    sights.lines = scan.line;
    sights.phi_context |= scan.seen_identifiers && scan.seen_health;
    *ret_sights = sights;
}
