/* SPDX-License-Identifier: Apache-2.0 */
/* Template text -> parts. A tag of structure that stands alone on its line takes the line with it, as the spec asks. */
#include "reports/mustache_parts.h"

enum { MAX_DELIMITER = 16 };

struct parser {
    struct phs_arena *arena;
    const char *name;
    struct phs_slice text;
    size_t at; /* next byte to read */
    struct phs_slice open, close;
    struct phs_parts parts;
    PHS_VEC(size_t) sections; /* indices of what is open */
    int max_depth;
    struct phs_err *err;
};

struct tag {
    size_t start, end; /* with its delimiters */
    char sigil;        /* of # ^ / ! > & { = or 0 */
    struct phs_slice body;
};

static size_t line_of(const struct parser *p, size_t at) {
    size_t line = 1;
    for (size_t i = 0; i < at; i++)
        line += p->text.ptr[i] == '\n';
    return line;
}

static enum phs_code broken(struct parser *p, size_t at, const char *what) {
    return phs_fail(p->err, PHS_E_INPUT, "%s:%zu: %s.", p->name, line_of(p, at), what);
}

static struct phs_slice from(struct phs_slice text, size_t at) {
    return phs_slice_n(text.ptr + at, text.len - at);
}

static void push(struct parser *p, enum phs_part_kind kind, struct phs_slice text) {
    if (kind == PHS_PART_TEXT && text.len == 0)
        return;
    PHS_PUSH(p->arena, p->parts.items, (struct phs_part){.kind = kind, .text = text});
}

static bool is_blank(char c) {
    return c == ' ' || c == '\t';
}

static enum phs_code find_close(struct parser *p, struct tag *tag, size_t body_at) {
    bool triple = tag->sigil == '{', delimiters = tag->sigil == '=';
    struct phs_slice rest = from(p->text, body_at);
    char mark[MAX_DELIMITER + 2];
    size_t n = 0;
    if (triple || delimiters)
        mark[n++] = triple ? '}' : '=';
    memcpy(mark + n, p->close.ptr, p->close.len);
    n += p->close.len;
    size_t found = phs_slice_find(rest, phs_slice_n(mark, n));
    if (found == (size_t)-1)
        return broken(p, tag->start, "a tag is not closed");
    tag->body = phs_slice_trim(phs_slice_n(rest.ptr, found));
    tag->end = body_at + found + n;
    return PHS_OK;
}

static enum phs_code read_tag(struct parser *p, size_t start, struct tag *ret_tag) {
    struct tag tag = {.start = start};
    size_t at = start + p->open.len;
    if (at < p->text.len && p->text.ptr[at] && strchr("#^/!>&{=", p->text.ptr[at]))
        tag.sigil = p->text.ptr[at++];
    enum phs_code code = find_close(p, &tag, at);
    if (code != PHS_OK)
        return code;
    if (tag.body.len == 0 && tag.sigil != '!')
        return broken(p, start, "a tag is empty");
    *ret_tag = tag;
    return PHS_OK;
}

/* Whether nothing but white space stands beside the tag: then the whole line is [*ret_from, *ret_to). */
static bool stands_alone(const struct parser *p, const struct tag *tag, size_t *ret_from, size_t *ret_to) {
    size_t first = tag->start, last = tag->end;
    while (first > 0 && is_blank(p->text.ptr[first - 1]))
        first--;
    if (first > 0 && p->text.ptr[first - 1] != '\n')
        return false;
    while (last < p->text.len && is_blank(p->text.ptr[last]))
        last++;
    if (last + 1 < p->text.len && p->text.ptr[last] == '\r' && p->text.ptr[last + 1] == '\n')
        last++;
    if (last < p->text.len && p->text.ptr[last] != '\n')
        return false;
    *ret_from = first;
    *ret_to = last < p->text.len ? last + 1 : last;
    return true;
}

static enum phs_code set_delimiters(struct parser *p, const struct tag *tag) {
    size_t gap = 0;
    while (gap < tag->body.len && !is_blank(tag->body.ptr[gap]) && tag->body.ptr[gap] != '\n')
        gap++;
    struct phs_slice open = phs_slice_n(tag->body.ptr, gap), close = phs_slice_trim(from(tag->body, gap));
    if (open.len == 0 || close.len == 0 || open.len > MAX_DELIMITER || close.len > MAX_DELIMITER ||
        phs_slice_find(close, PHS_SLICE(" ")) != (size_t)-1 || phs_slice_find(tag->body, PHS_SLICE("=")) != (size_t)-1)
        return broken(p, tag->start, "delimiters are two words of at most 16 bytes without an equals sign");
    p->open = open;
    p->close = close;
    return PHS_OK;
}

static enum phs_code open_section(struct parser *p, const struct tag *tag) {
    if (p->sections.n >= (size_t)p->max_depth)
        return phs_fail(p->err, PHS_E_LIMIT, "%s:%zu: sections are nested deeper than %d.", p->name, line_of(p, tag->start),
                        p->max_depth);
    PHS_PUSH(p->arena, p->sections, p->parts.items.n);
    push(p, tag->sigil == '#' ? PHS_PART_SECTION : PHS_PART_INVERTED, tag->body);
    return PHS_OK;
}

static enum phs_code close_section(struct parser *p, const struct tag *tag) {
    if (p->sections.n == 0)
        return broken(p, tag->start, "a section ends that never began");
    struct phs_part *open = &p->parts.items.at[p->sections.at[--p->sections.n]];
    if (!phs_slice_eq(open->text, tag->body))
        return broken(p, tag->start, "a section ends under another name than it began with");
    open->end = p->parts.items.n;
    push(p, PHS_PART_END, tag->body);
    return PHS_OK;
}

static void push_partial(struct parser *p, struct phs_slice name, struct phs_slice indent) {
    size_t n = indent.len + 1 + name.len;
    char *key = phs_alloc(p->arena, n);
    memcpy(key, indent.len ? indent.ptr : "", indent.len);
    memcpy(key + indent.len + 1, name.ptr, name.len);
    PHS_PUSH(p->arena, p->parts.items,
             (struct phs_part){.kind = PHS_PART_PARTIAL, .text = name, .indent = indent, .key = phs_slice_n(key, n)});
}

static enum phs_code take_tag(struct parser *p, const struct tag *tag, struct phs_slice indent) {
    switch (tag->sigil) {
    case '#':
    case '^':
        return open_section(p, tag);
    case '/':
        return close_section(p, tag);
    case '!':
        return PHS_OK;
    case '=':
        return set_delimiters(p, tag);
    case '>':
        push_partial(p, tag->body, indent);
        return PHS_OK;
    default:
        push(p, tag->sigil ? PHS_PART_RAW : PHS_PART_VALUE, tag->body);
        return PHS_OK;
    }
}

/* Text up to the next tag and the tag; at the end of the template the rest of it. */
static enum phs_code step(struct parser *p) {
    size_t found = phs_slice_find(from(p->text, p->at), p->open);
    if (found == (size_t)-1) {
        push(p, PHS_PART_TEXT, from(p->text, p->at));
        p->at = p->text.len;
        return PHS_OK;
    }
    struct tag tag = {0};
    enum phs_code code = read_tag(p, p->at + found, &tag);
    if (code != PHS_OK)
        return code;
    size_t text_end = tag.start, next = tag.end;
    struct phs_slice indent = {0};
    if (tag.sigil && strchr("#^/!=>", tag.sigil) && stands_alone(p, &tag, &text_end, &next))
        indent = phs_slice_n(p->text.ptr + text_end, tag.start - text_end);
    push(p, PHS_PART_TEXT, phs_slice_n(p->text.ptr + p->at, text_end - p->at));
    p->at = next;
    return take_tag(p, &tag, indent);
}

enum phs_code phs_mustache_parse(struct phs_arena *arena, const char *name, struct phs_slice text, int max_depth,
                                 struct phs_parts *ret_parts, struct phs_err *err) {
    struct parser p = {.arena = arena,
                       .name = name,
                       .text = text,
                       .open = PHS_SLICE("{{"),
                       .close = PHS_SLICE("}}"),
                       .max_depth = max_depth,
                       .err = err};
    while (p.at < text.len) {
        enum phs_code code = step(&p);
        if (code != PHS_OK)
            return code;
    }
    if (p.sections.n > 0) {
        struct phs_slice open = p.parts.items.at[p.sections.at[p.sections.n - 1]].text;
        return phs_fail(err, PHS_E_INPUT, "%s:%zu: section %.*s is not closed.", name,
                        line_of(&p, (size_t)(open.ptr - text.ptr)), (int)open.len, open.ptr);
    }
    *ret_parts = p.parts;
    return PHS_OK;
}
