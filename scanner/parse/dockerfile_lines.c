/* SPDX-License-Identifier: Apache-2.0 */
/* The lines of a Dockerfile: directives at the top, and logical lines, which go on with the escape character at their end;
 * comments and empty lines between are dropped. */
#include "base/buf.h"
#include "parse/dockerfile_parts.h"

bool phs_dockerfile_next_line(struct phs_dockerfile_parsing *p, struct phs_slice *ret_line) {
    if (!p->rest.len || !phs_slice_cut(&p->rest, '\n', ret_line))
        return false;
    if (ret_line->len && ret_line->ptr[ret_line->len - 1] == '\r')
        ret_line->len--;
    p->line++;
    return true;
}

static bool is_comment(struct phs_slice line) {
    line = phs_slice_trim(line);
    return line.len && line.ptr[0] == '#';
}

/* "# escape=`" counts only among the directives at the very top. */
static bool read_directive(struct phs_dockerfile_parsing *p, struct phs_slice line) {
    struct phs_slice text = phs_slice_trim(line), name;
    if (!text.len || text.ptr[0] != '#')
        return false;
    text = phs_slice_n(text.ptr + 1, text.len - 1);
    const char *equals = text.len ? memchr(text.ptr, '=', text.len) : NULL;
    if (!equals)
        return false;
    name = phs_slice_trim(phs_slice_n(text.ptr, (size_t)(equals - text.ptr)));
    struct phs_slice value = phs_slice_trim(phs_slice_n(equals + 1, (size_t)(text.ptr + text.len - equals - 1)));
    if (phs_slice_ieq(name, PHS_SLICE("escape")) && value.len == 1 && (value.ptr[0] == '`' || value.ptr[0] == '\\'))
        p->escape = value.ptr[0];
    return phs_slice_ieq(name, PHS_SLICE("escape")) || phs_slice_ieq(name, PHS_SLICE("syntax")) ||
           phs_slice_ieq(name, PHS_SLICE("check"));
}

void phs_dockerfile_directives(struct phs_dockerfile_parsing *p) {
    struct phs_dockerfile_parsing before = *p;
    struct phs_slice line;
    while (phs_dockerfile_next_line(p, &line) && read_directive(p, line)) {
        before.rest = p->rest;
        before.line = p->line;
    }
    p->rest = before.rest;
    p->line = before.line;
}

/* A lone escape character at the end of a line; two of them are a text. */
static bool goes_on(const struct phs_dockerfile_parsing *p, struct phs_slice *line) {
    size_t n = line->len;
    while (n && (line->ptr[n - 1] == ' ' || line->ptr[n - 1] == '\t'))
        n--;
    if (!n || line->ptr[n - 1] != p->escape || (n > 1 && line->ptr[n - 2] == p->escape))
        return false;
    line->len = n - 1;
    return true;
}

static struct phs_slice kept(struct phs_dockerfile_parsing *p, const struct phs_buf *buf) {
    return phs_slice_n(phs_strndup(p->arena, phs_buf_text(buf), buf->len), buf->len);
}

/* One logical line, without its comments; false at the end of the file. */
bool phs_dockerfile_logical(struct phs_dockerfile_parsing *p, struct phs_slice *ret_text, uint32_t *ret_first,
                            const char **ret_begin) {
    struct phs_buf text;
    struct phs_slice line;
    bool more = true, any = false;
    phs_buf_init(&text, PHS_DOCKERFILE_MOST_BYTES + 16);
    while (more && phs_dockerfile_next_line(p, &line)) {
        if (is_comment(line) || !phs_slice_trim(line).len)
            continue; /* also between the lines of an instruction */
        if (!any) {
            *ret_first = p->line - 1;
            *ret_begin = line.ptr;
        }
        any = true;
        more = goes_on(p, &line);
        phs_buf_slice(&text, line);
    }
    *ret_text = phs_slice_trim(kept(p, &text));
    phs_buf_done(&text);
    return any;
}
