/* SPDX-License-Identifier: Apache-2.0 */
/* Finds remarks in comments of Terraform, Bicep, YAML and Dockerfiles, line by line: what is no comment cannot switch a check
 * off. */
#include "collect/remarks.h"

#include "model/secretish.h"

enum { MAX_REMARKS = 10000, MAX_TEXT = 300 };

struct lines {
    struct phs_graph *graph;
    const struct phs_source *source;
    struct phs_slice rest; /* behind the line at hand */
    uint32_t number;
    uint32_t below; /* what next_line found; the same for all remarks of one block of comments */
    bool bicep;     /* texts stand in single quotes, and # begins no comment */
    bool inside;    /* of a text of several lines */
};

static struct phs_slice from(struct phs_slice text, size_t at) {
    return phs_slice_n(text.ptr + at, text.len - at);
}

/* What stands behind #, // or at the start of a line inside a block comment; empty when the line has no comment. */
static struct phs_slice comment_of(struct phs_slice line) {
    bool quoted = false;
    for (size_t i = 0; i < line.len; i++) {
        char c = line.ptr[i];
        if (c == '"' && (i == 0 || line.ptr[i - 1] != '\\'))
            quoted = !quoted;
        if (quoted)
            continue;
        bool hash = c == '#', slashes = c == '/' && i + 1 < line.len && (line.ptr[i + 1] == '/' || line.ptr[i + 1] == '*');
        /* In YAML and shell a # inside a word is no comment. */
        if ((hash || slashes) && (i == 0 || line.ptr[i - 1] != ':'))
            return from(line, i + (hash ? 1 : 2));
    }
    return (struct phs_slice){"", 0};
}

static bool is_at(struct phs_slice line, size_t at, const char *word) {
    return phs_slice_starts(from(line, at), word);
}

/* The same of Bicep, where texts stand in single quotes and those in three of them go over several lines. */
static struct phs_slice bicep_comment_of(struct lines *lines, struct phs_slice line) {
    bool quoted = false;
    for (size_t i = 0; i < line.len; i++) {
        if (!quoted && is_at(line, i, "'''")) {
            lines->inside = !lines->inside;
            i += 2;
        } else if (lines->inside)
            continue;
        else if (quoted && line.ptr[i] == '\\')
            i++;
        else if (line.ptr[i] == '\'')
            quoted = !quoted;
        else if (!quoted && (is_at(line, i, "//") || is_at(line, i, "/*")))
            return from(line, i + 2);
    }
    return (struct phs_slice){"", 0};
}

static bool is_blank_or_comment(struct phs_slice line) {
    line = phs_slice_trim(line);
    return line.len == 0 || line.ptr[0] == '#' || phs_slice_starts(line, "//") || phs_slice_starts(line, "/*") ||
           phs_slice_starts(line, "*");
}

/* The first line below that says something; the last line where none does. */
static uint32_t next_line(struct lines *lines) {
    struct phs_slice rest = lines->rest, line;
    if (lines->below > lines->number)
        return lines->below;
    for (lines->below = lines->number + 1; rest.len && phs_slice_cut(&rest, '\n', &line); lines->below++)
        if (!is_blank_or_comment(line))
            return lines->below;
    return --lines->below;
}

static const char *kept_text(const struct lines *lines, struct phs_slice text) {
    const char *zero = text.len ? memchr(text.ptr, 0, text.len) : NULL;
    text = phs_slice_trim(zero ? phs_slice_n(text.ptr, (size_t)(zero - text.ptr)) : text);
    if (text.len > 1 && (text.ptr[0] == '"' || text.ptr[0] == '\'') && text.ptr[text.len - 1] == text.ptr[0])
        text = phs_slice_n(text.ptr + 1, text.len - 2);
    text = phs_slice_n(text.ptr, text.len < MAX_TEXT ? text.len : MAX_TEXT);
    if (text.len == 0)
        return NULL;
    return phs_secretish_text(text) ? "(withheld)" : phs_slice_dup(lines->graph->arena, text);
}

static void add(struct lines *lines, const char *tool, struct phs_slice id, const char *reason, const char *until, bool file) {
    struct phs_graph *graph = lines->graph;
    id = phs_slice_trim(id);
    if (graph->remarks.n >= MAX_REMARKS)
        return;
    struct phs_remark remark = {.tool = tool, .reason = reason, .until = until, .next = file ? 0 : next_line(lines)};
    remark.id = phs_slice_is(id, "*") ? "" : phs_slice_dup(graph->arena, phs_slice_n(id.ptr, id.len < 200 ? id.len : 200));
    remark.place = (struct phs_place){lines->source, lines->number, 1, lines->number, 1};
    PHS_PUSH(graph->arena, graph->remarks, remark);
}

static void add_each(struct lines *lines, const char *tool, struct phs_slice ids, const char *reason, const char *until,
                     bool file) {
    struct phs_slice id;
    while (ids.len && phs_slice_cut(&ids, ',', &id))
        if (phs_slice_trim(id).len)
            add(lines, tool, id, reason, until, file);
}

static size_t word_length(struct phs_slice text, const char *ends) {
    size_t n = 0;
    while (n < text.len && !strchr(ends, text.ptr[n]))
        n++;
    return n;
}

static size_t behind(struct phs_slice text, const char *word) {
    size_t at = phs_slice_find(text, phs_slice(word));
    return at == (size_t)-1 ? at : at + strlen(word);
}

/* phiscope:ignore ID[,ID] reason=... until=2026-12-31 */
static void read_own(struct lines *lines, struct phs_slice text) {
    text = phs_slice_trim(text);
    size_t ids = word_length(text, " \t");
    struct phs_slice options = from(text, ids);
    size_t reason = behind(options, "reason="), until = behind(options, "until=");
    const char *why = NULL, *when = NULL;
    if (until != (size_t)-1) {
        struct phs_slice date = from(options, until);
        when = kept_text(lines, phs_slice_n(date.ptr, word_length(date, " \t*")));
    }
    if (reason != (size_t)-1) {
        struct phs_slice words = from(options, reason);
        if (until != (size_t)-1 && until > reason)
            words.len = until - reason - strlen("until=");
        why = kept_text(lines, words);
    }
    if (ids == 0 || phs_slice_starts(text, "reason=") || phs_slice_starts(text, "until="))
        add(lines, "phiscope", PHS_SLICE("?"), why, when, false);
    else
        add_each(lines, "phiscope", phs_slice_n(text.ptr, ids), why, when, false);
}

/* checkov:skip=ID[,ID]:reason */
static void read_checkov(struct lines *lines, struct phs_slice text) {
    size_t ids = word_length(text, ": \t");
    struct phs_slice reason = from(text, ids);
    if (reason.len && reason.ptr[0] == ':')
        reason = from(reason, 1);
    add_each(lines, "checkov", phs_slice_n(text.ptr, ids), kept_text(lines, reason), NULL, false);
}

/* trivy:ignore:ID[:exp:2026-12-31], and tfsec's older spelling of it */
static void read_aqua(struct lines *lines, const char *tool, struct phs_slice text) {
    size_t all = word_length(text, " \t");
    struct phs_slice word = phs_slice_n(text.ptr, all);
    size_t expiry = behind(word, ":exp:");
    const char *until = expiry == (size_t)-1 ? NULL : kept_text(lines, from(word, expiry));
    add(lines, tool, phs_slice_n(word.ptr, word_length(word, ":[")), NULL, until, false);
}

/* kics-scan ignore-line, ignore-block, ignore (the file), disable=ID[,ID] (the file) */
static void read_kics(struct lines *lines, struct phs_slice text) {
    text = phs_slice_trim(text);
    if (phs_slice_starts(text, "ignore-line") || phs_slice_starts(text, "ignore-block"))
        add(lines, "kics", PHS_SLICE("*"), NULL, NULL, false);
    else if (phs_slice_starts(text, "disable="))
        add_each(lines, "kics", phs_slice_n(text.ptr + 8, text.len - 8), NULL, NULL, true);
    else if (phs_slice_is(text, "ignore"))
        add(lines, "kics", PHS_SLICE("*"), NULL, NULL, true);
}

/* One comment may hold several: each reads up to the next. */
static void read_comment(struct lines *lines, struct phs_slice comment) {
    static const char *const words[] = {"phiscope:ignore", "checkov:skip=", "trivy:ignore:", "tfsec:ignore:", "kics-scan "};
    size_t end = comment.len;
    for (size_t at = comment.len; at-- > 0;)
        for (size_t i = 0; i < 5; i++) {
            if (!phs_slice_starts(from(comment, at), words[i]))
                continue;
            size_t start = at + strlen(words[i]);
            struct phs_slice text = phs_slice_n(comment.ptr + start, end - start);
            if (i == 0)
                read_own(lines, text);
            else if (i == 1)
                read_checkov(lines, text);
            else if (i < 4)
                read_aqua(lines, i == 2 ? "trivy" : "tfsec", text);
            else
                read_kics(lines, text);
            end = at;
        }
}

static bool was_read(const struct phs_graph *graph, const char *path) {
    for (size_t i = 0; i < graph->remarks.n; i++)
        if (strcmp(graph->remarks.at[i].place.source->path, path) == 0)
            return true;
    return false;
}

static bool may_hold(struct phs_slice bytes) {
    return phs_slice_find(bytes, PHS_SLICE(":ignore")) != (size_t)-1 ||
           phs_slice_find(bytes, PHS_SLICE("checkov:skip")) != (size_t)-1 ||
           phs_slice_find(bytes, PHS_SLICE("kics-scan")) != (size_t)-1;
}

void phs_remarks_read(struct phs_graph *graph, const char *path, struct phs_slice bytes) {
    struct phs_slice line;
    if (!may_hold(bytes) || was_read(graph, path))
        return;
    struct phs_source *source = PHS_NEW(graph->arena, struct phs_source);
    *source = (struct phs_source){.kind = PHS_SOURCE_FILE, .path = phs_strdup(graph->arena, path)};
    struct lines lines = {.graph = graph, .source = source, .rest = bytes, .bicep = phs_slice_ends(phs_slice(path), ".bicep")};
    while (lines.rest.len && phs_slice_cut(&lines.rest, '\n', &line)) {
        lines.number++;
        struct phs_slice comment = lines.bicep ? bicep_comment_of(&lines, line) : comment_of(line);
        if (comment.len)
            read_comment(&lines, comment);
    }
}
