/* SPDX-License-Identifier: Apache-2.0 */
/* How reading goes on behind a statement that is wrong: texts, heredocs and brackets are passed over as wholes. */
#include "parse/hcl/internal.h"

enum { MAX_OPEN_TEXTS = 20 };

/* To the closing quote or the end of the line; ${ "..." } inside counts. */
static void skip_string(struct lexer *lexer) {
    int braces = 0;
    const char *at = lexer->mark.at;
    while (at < lexer->end && *at != '\n' && (*at != '"' || braces)) {
        size_t left = (size_t)(lexer->end - at);
        if (*at == '\\' && left > 1 && at[1] != '\n')
            at++;
        else if (left > 1 && (*at == '$' || *at == '%') && at[1] == '{' && at++)
            braces++;
        else if (*at == '}' && braces)
            braces--;
        at++;
    }
    if (at < lexer->end && *at == '"')
        at++;
    phs_hcl_skip(lexer, (size_t)(at - lexer->mark.at));
}

static void skip_line_break(struct lexer *lexer) {
    const char *newline = memchr(lexer->mark.at, '\n', (size_t)(lexer->end - lexer->mark.at));
    if (!newline) {
        phs_hcl_skip(lexer, (size_t)(lexer->end - lexer->mark.at));
        return;
    }
    lexer->mark.at = newline + 1;
    lexer->mark.line++;
    lexer->mark.column = 1;
}

/* Behind the text, when it is closed; otherwise nothing is skipped but the opening line. */
static void skip_heredoc(struct parser *p, struct lexer *lexer, const struct token *open) {
    if (p->open_texts > MAX_OPEN_TEXTS) /* each search goes to the end of the file */
        return;
    struct lexer probe = *lexer;
    struct phs_slice name = phs_slice_trim(phs_hcl_token_text(open));
    size_t skip = open->from.at[2] == '-' ? 3 : 2;
    name = phs_slice_n(name.ptr + skip, name.len - skip);
    while (probe.mark.at < probe.end) {
        const char *newline = memchr(probe.mark.at, '\n', (size_t)(probe.end - probe.mark.at));
        struct phs_slice line = {probe.mark.at, (size_t)((newline ? newline : probe.end) - probe.mark.at)};
        if (phs_slice_eq(phs_slice_trim(line), name)) {
            phs_hcl_skip(&probe, line.len);
            *lexer = probe;
            return;
        }
        skip_line_break(&probe);
    }
    p->open_texts++;
}

static int nesting_of(enum token_kind kind) {
    if (kind == T_LBRACE || kind == T_LBRACK || kind == T_LPAREN)
        return 1;
    return kind == T_RBRACE || kind == T_RBRACK || kind == T_RPAREN ? -1 : 0;
}

/* name = , name "label" or name { at the indentation of the broken statement or left of it: surely the next one. */
static bool begins_statement(struct lexer *lexer, const struct token *token) {
    struct lexer probe = *lexer;
    struct token next;
    if (token->kind != T_IDENT)
        return false;
    phs_hcl_lex(&probe, &next);
    lexer->open = probe.open;
    return next.kind == T_ASSIGN || next.kind == T_QUOTE || next.kind == T_LBRACE;
}

void phs_hcl_resync(struct parser *p, struct mark start, struct mark error) {
    struct lexer lexer = p->lexer;
    struct token token;
    int nesting = 0;
    bool line_start = false;
    /* Not once more through a long block that was read already. */
    lexer.mark = p->flat.at ? p->flat : start;
    for (;;) {
        phs_hcl_lex(&lexer, &token);
        bool behind = token.from.at >= error.at && token.from.at > start.at;
        bool outdented = line_start && token.from.column <= start.column;
        if (token.kind == T_EOF)
            break;
        if (behind && outdented && (begins_statement(&lexer, &token) || (token.kind == T_RBRACE && nesting <= 0))) {
            lexer.mark = token.from;
            break;
        }
        if (behind && line_start && token.kind == T_RBRACE && token.from.column < start.column) {
            lexer.mark = token.from;
            break;
        }
        if (behind && nesting <= 0 && (token.kind == T_NEWLINE || token.kind == T_RBRACE)) {
            lexer.mark = token.kind == T_NEWLINE ? token.to : token.from;
            break;
        }
        if (token.kind == T_QUOTE)
            skip_string(&lexer);
        else if (token.kind == T_HEREDOC)
            skip_heredoc(p, &lexer, &token);
        nesting += nesting_of(token.kind);
        line_start = token.kind == T_NEWLINE;
    }
    p->lexer.open = lexer.open;
    phs_hcl_rewind(p, lexer.mark);
    p->skip_newlines = false;
    p->panic = false;
}
