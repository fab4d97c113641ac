/* SPDX-License-Identifier: Apache-2.0 */
/* Reads quoted strings, heredocs and bare templates into pieces; the bytes are read here, expressions in ${} through tokens. */
#include "base/escape.h"
#include "parse/hcl/internal.h"

struct reader {
    enum template_end end;
    struct phs_slice marker; /* heredoc: the name */
    struct mark start;       /* of the whole template, for diagnostics */
    struct pieces pieces;
    bool trim_next; /* the sequence just read ended in ~} */
    bool line_start;
    bool done;
};

static size_t left(const struct parser *p) {
    return (size_t)(p->lexer.end - p->lexer.mark.at);
}

static void add(struct parser *p, struct reader *reader, struct piece piece) {
    if (++p->nodes > p->max_nodes)
        phs_hcl_broken(p, phs_hcl_place(p, piece.from, piece.to), "The file has more than %zu expressions.", p->max_nodes);
    p->exhausted |= p->nodes > p->max_nodes;
    PHS_HCL_FIRST(p->arena, reader->pieces.list, struct piece, 3);
    PHS_PUSH(p->arena, reader->pieces.list, piece);
}

static struct phs_slice trim_left(struct phs_slice text) {
    size_t at = 0;
    while (phs_hcl_skip_space(text, &at))
        continue;
    return phs_slice_n(text.ptr + at, text.len - at);
}

static struct phs_slice trim_right(struct phs_slice text) {
    size_t keep = 0;
    for (size_t at = 0; at < text.len;)
        if (!phs_hcl_skip_space(text, &at)) {
            phs_utf8_next(text, &at);
            keep = at;
        }
    return phs_slice_n(text.ptr, keep);
}

/* ${ or %{ that is not escaped. */
static bool opens_sequence(const char *at, const char *end) {
    return end - at >= 2 && (*at == '$' || *at == '%') && at[1] == '{';
}

static bool is_escaped_opener(const char *at, const char *end) {
    return end - at >= 3 && (*at == '$' || *at == '%') && at[1] == *at && at[2] == '{';
}

/* Bytes of literal text from the mark: to the closing quote, the next sequence, or behind the line break. */
static size_t literal_length(const struct parser *p, const struct reader *reader) {
    const char *at = p->lexer.mark.at, *end = p->lexer.end;
    bool quoted = reader->end == TEMPLATE_QUOTE;
    while (at < end) {
        if (*at == '\n')
            return (size_t)(at - p->lexer.mark.at) + !quoted;
        if (quoted && *at == '"')
            break;
        if (opens_sequence(at, end))
            break;
        size_t step = is_escaped_opener(at, end) ? 3 : quoted && *at == '\\' && at + 1 < end && at[1] != '\n' ? 2 : 1;
        at += step;
    }
    return (size_t)(at - p->lexer.mark.at);
}

static void skip_literal(struct parser *p, size_t len) {
    const char *stop = p->lexer.mark.at + len;
    bool newline = len && stop[-1] == '\n';
    if (!newline) {
        phs_hcl_skip(&p->lexer, len);
        return;
    }
    p->lexer.mark.at = stop;
    p->lexer.mark.line++;
    p->lexer.mark.column = 1;
}

static void read_literal(struct parser *p, struct reader *reader, size_t len) {
    struct mark from = p->lexer.mark;
    skip_literal(p, len);
    struct piece piece = {.kind = PIECE_TEXT, .from = from, .to = p->lexer.mark};
    piece.text = phs_hcl_unescape(p, from, phs_slice_n(from.at, len), reader->end == TEMPLATE_QUOTE);
    if (reader->trim_next)
        piece.text = trim_left(piece.text);
    reader->trim_next = false;
    reader->line_start = from.at[len - 1] == '\n';
    add(p, reader, piece);
}

/* The line of the closing marker: only it, white space around it, and a line break behind it. */
static bool at_marker(const struct parser *p, const struct reader *reader, size_t *ret_blank) {
    const char *at = p->lexer.mark.at;
    const char *newline = memchr(at, '\n', left(p));
    struct phs_slice line = {at, newline ? (size_t)(newline - at) : left(p)};
    if (!newline || line.len < reader->marker.len)
        return false;
    size_t blank = 0, behind;
    while (phs_hcl_skip_space(line, &blank))
        continue;
    if (line.len - blank < reader->marker.len || memcmp(at + blank, reader->marker.ptr, reader->marker.len))
        return false;
    behind = blank + reader->marker.len;
    while (phs_hcl_skip_space(line, &behind))
        continue;
    *ret_blank = blank;
    return behind == line.len;
}

static void take_marker(struct parser *p, struct reader *reader, size_t blank) {
    phs_hcl_skip(&p->lexer, blank + reader->marker.len);
    reader->done = true;
}

static void unclosed(struct parser *p, struct reader *reader) {
    static const char *const sentences[] = {
        [TEMPLATE_QUOTE] = "The quoted string is not closed on its line; a text of several lines is written as a heredoc.",
        [TEMPLATE_HEREDOC] = "The heredoc is not closed: its name must stand alone on a line behind the text.",
        [TEMPLATE_EOF] = "The template is not complete.",
    };
    struct mark to = reader->start;
    to.at++;
    to.column++;
    phs_hcl_broken(p, phs_hcl_place(p, reader->start, to), "%s", sentences[reader->end]);
    reader->done = true;
}

/* for key, value in collection */
static void read_for(struct parser *p, struct piece *piece) {
    piece->kind = PIECE_FOR;
    struct token name = phs_hcl_take(p);
    bool named = name.kind == T_IDENT;
    piece->value = phs_hcl_token_text(&name);
    if (named && phs_hcl_accept(p, T_COMMA)) {
        piece->key = piece->value;
        name = phs_hcl_take(p);
        named = name.kind == T_IDENT;
        piece->value = phs_hcl_token_text(&name);
    }
    if (!named || !phs_hcl_word(phs_hcl_peek(p), "in")) {
        phs_hcl_broken(p, phs_hcl_token_place(p, &name), "A for directive is written %%{ for name in collection }.");
        return;
    }
    phs_hcl_take(p);
    piece->expr = phs_hcl_expression(p);
}

static void read_directive(struct parser *p, struct piece *piece) {
    struct token word = phs_hcl_take(p);
    if (phs_hcl_word(&word, "if")) {
        piece->kind = PIECE_IF;
        piece->expr = phs_hcl_expression(p);
    } else if (phs_hcl_word(&word, "for")) {
        read_for(p, piece);
    } else if (phs_hcl_word(&word, "else")) {
        piece->kind = PIECE_ELSE;
    } else if (phs_hcl_word(&word, "endif")) {
        piece->kind = PIECE_ENDIF;
    } else if (phs_hcl_word(&word, "endfor")) {
        piece->kind = PIECE_ENDFOR;
    } else {
        phs_hcl_broken(p, phs_hcl_token_place(p, &word), "A directive begins with if, else, endif, for or endfor.");
    }
}

static void close_sequence(struct parser *p, struct reader *reader, struct mark from) {
    const struct token *close = phs_hcl_peek(p);
    if (close->kind != T_RBRACE && close->kind != T_STRIP_END) {
        struct mark to = from;
        to.at += 2;
        to.column += 2;
        bool over = close->kind == T_EOF || (close->kind == T_QUOTE && reader->end == TEMPLATE_QUOTE);
        phs_hcl_broken(p, over ? phs_hcl_place(p, from, to) : phs_hcl_token_place(p, close),
                       over ? "The sequence is not closed by a brace; $${ and %%%%{ write the characters themselves."
                            : "A closing brace is expected here; $${ and %%%%{ write the characters themselves.");
        return;
    }
    reader->trim_next = close->kind == T_STRIP_END;
    phs_hcl_take(p);
}

static void read_sequence(struct parser *p, struct reader *reader) {
    struct piece piece = {.kind = PIECE_VALUE, .from = p->lexer.mark};
    bool directive = *p->lexer.mark.at == '%';
    bool skip_newlines = p->skip_newlines;
    phs_hcl_skip(&p->lexer, 2);
    if (left(p) && *p->lexer.mark.at == '~') {
        phs_hcl_skip(&p->lexer, 1);
        size_t n = reader->pieces.list.n;
        if (n && reader->pieces.list.at[n - 1].kind == PIECE_TEXT)
            reader->pieces.list.at[n - 1].text = trim_right(reader->pieces.list.at[n - 1].text);
    }
    p->skip_newlines = true;
    p->has_token = false;
    if (directive)
        read_directive(p, &piece);
    else
        piece.expr = phs_hcl_expression(p);
    if (!p->panic)
        close_sequence(p, reader, piece.from);
    p->skip_newlines = skip_newlines;
    piece.to = p->last_end;
    reader->line_start = false;
    add(p, reader, piece);
}

static void read_pieces(struct parser *p, struct reader *reader) {
    size_t blank;
    while (!reader->done && !p->panic) {
        if (reader->end == TEMPLATE_HEREDOC && reader->line_start && at_marker(p, reader, &blank)) {
            take_marker(p, reader, blank);
        } else if (!left(p)) {
            reader->done = true;
            if (reader->end != TEMPLATE_EOF)
                unclosed(p, reader);
        } else if (reader->end == TEMPLATE_QUOTE && *p->lexer.mark.at == '"') {
            phs_hcl_skip(&p->lexer, 1);
            reader->done = true;
        } else if (opens_sequence(p->lexer.mark.at, p->lexer.end)) {
            read_sequence(p, reader);
        } else {
            size_t len = literal_length(p, reader);
            if (!len)
                unclosed(p, reader); /* a line break inside quotes */
            else
                read_literal(p, reader, len);
        }
    }
    p->has_token = false;
    p->last_end = p->lexer.mark;
}

static struct phs_hcl_expr *string_node(struct parser *p, struct mark from, struct phs_slice text) {
    struct phs_hcl_expr *expr = phs_hcl_node(p, PHS_HCL_LITERAL, from, p->last_end);
    struct phs_value *value = PHS_NEW(p->arena, struct phs_value);
    value->kind = PHS_STRING;
    value->flags = PHS_VALUE_QUOTED;
    value->place = expr->place;
    value->string = text;
    expr->literal = value;
    return expr;
}

static struct phs_hcl_expr *finish(struct parser *p, struct reader *reader) {
    if (p->panic)
        return phs_hcl_broken_expr(p, reader->start);
    struct phs_hcl_parts parts = phs_hcl_parts_of(p, &reader->pieces);
    if (p->panic)
        return phs_hcl_broken_expr(p, reader->start);
    if (!parts.n)
        return string_node(p, reader->start, (struct phs_slice){"", 0});
    if (parts.n == 1 && parts.at[0].kind == PHS_HCL_PART_TEXT)
        return string_node(p, reader->start, parts.at[0].text);
    struct phs_hcl_expr *expr = phs_hcl_node(p, PHS_HCL_TEMPLATE, reader->start, p->last_end);
    expr->template.parts = parts;
    expr->template.heredoc = reader->end == TEMPLATE_HEREDOC;
    return expr;
}

static struct phs_hcl_expr *read_template(struct parser *p, struct reader *reader, bool flush) {
    if (!phs_hcl_enter(p))
        return phs_hcl_broken_expr(p, reader->start);
    read_pieces(p, reader);
    if (flush)
        phs_hcl_flush_indent(&reader->pieces);
    struct phs_hcl_expr *expr = finish(p, reader);
    phs_hcl_leave(p);
    return expr;
}

/* Most strings hold nothing special: no pieces then. NULL when this one does. */
static struct phs_hcl_expr *plain_string(struct parser *p, struct mark start) {
    const char *from = p->lexer.mark.at, *at = from, *end = p->lexer.end;
    while (at < end && *at != '"' && *at != '\\' && *at != '\n' && !((*at == '$' || *at == '%') && at + 1 < end) &&
           !((unsigned char)*at & 0x80))
        at++;
    if (at >= end || *at != '"')
        return NULL;
    size_t len = (size_t)(at - from);
    p->lexer.mark.at = at + 1;
    p->lexer.mark.column += (uint32_t)len + 1;
    p->last_end = p->lexer.mark;
    return string_node(p, start, phs_slice_n(from, len));
}

struct phs_hcl_expr *phs_hcl_quoted(struct parser *p) {
    struct token quote = phs_hcl_take(p);
    struct phs_hcl_expr *plain = plain_string(p, quote.from);
    if (plain)
        return plain;
    struct reader reader = {.end = TEMPLATE_QUOTE, .start = quote.from};
    return read_template(p, &reader, false);
}

struct phs_hcl_expr *phs_hcl_heredoc(struct parser *p) {
    struct token open = phs_hcl_take(p);
    bool flush = open.from.at[2] == '-';
    struct phs_slice name = phs_hcl_token_text(&open);
    size_t skip = flush ? 3 : 2;
    name = phs_slice_trim(phs_slice_n(name.ptr + skip, name.len - skip));
    struct reader reader = {.end = TEMPLATE_HEREDOC, .start = open.from, .marker = name, .line_start = true};
    return read_template(p, &reader, flush);
}

struct phs_hcl_expr *phs_hcl_bare_template(struct parser *p) {
    struct reader reader = {.end = TEMPLATE_EOF, .start = p->lexer.mark};
    return read_template(p, &reader, false);
}
