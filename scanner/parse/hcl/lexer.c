/* SPDX-License-Identifier: Apache-2.0 */
/* Cuts HCL into tokens, one at a time and only when asked: inside a template the parser reads the bytes itself. */
#include "base/escape.h"
#include "parse/hcl/internal.h"

enum { C_OTHER, C_SPACE, C_NAME, C_DIGIT };

static int class_of(char byte) {
    unsigned char c = (unsigned char)byte;
    if ((unsigned)(c | 32) - 'a' < 26u || c == '_')
        return C_NAME;
    if (c - (unsigned)'0' < 10u)
        return C_DIGIT;
    return c == ' ' || c == '\t' ? C_SPACE : C_OTHER;
}

static bool is_continuation(char c) {
    return ((unsigned char)c & 0xC0) == 0x80;
}

void phs_hcl_skip(struct lexer *lexer, size_t bytes) {
    const char *stop = lexer->mark.at + bytes;
    uint32_t column = lexer->mark.column;
    for (const char *at = lexer->mark.at; at < stop; at++)
        column += !is_continuation(*at);
    lexer->mark.at = stop;
    lexer->mark.column = column;
}

void phs_hcl_skip_newline(struct lexer *lexer) {
    lexer->mark.at += *lexer->mark.at == '\r' ? 2 : 1;
    lexer->mark.line++;
    lexer->mark.column = 1;
}

static char byte_at(const struct lexer *lexer, size_t offset) {
    return (size_t)(lexer->end - lexer->mark.at) > offset ? lexer->mark.at[offset] : '\0';
}

static bool at_newline(const struct lexer *lexer) {
    return byte_at(lexer, 0) == '\n' || (byte_at(lexer, 0) == '\r' && byte_at(lexer, 1) == '\n');
}

bool phs_hcl_skip_space(struct phs_slice text, size_t *at) {
    size_t next = *at;
    if (next >= text.len)
        return false;
    uint32_t c = phs_utf8_next(text, &next);
    bool space = c == ' ' || (c >= 9 && c <= 13) || c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) ||
                 c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
    if (space)
        *at = next;
    return space;
}

/* Up to the line break, which stays: it ends a statement. */
static void skip_line(struct lexer *lexer) {
    const char *newline = memchr(lexer->mark.at, '\n', (size_t)(lexer->end - lexer->mark.at));
    const char *stop = newline ? newline : lexer->end;
    if (newline && newline > lexer->mark.at && newline[-1] == '\r')
        stop--;
    phs_hcl_skip(lexer, (size_t)(stop - lexer->mark.at));
}

/* False when the comment is not closed; nothing is skipped then. */
static bool skip_block_comment(struct lexer *lexer) {
    if (lexer->open && lexer->mark.at >= lexer->open)
        return false;
    const char *close = memmem(lexer->mark.at + 2, (size_t)(lexer->end - lexer->mark.at) - 2, "*/", 2);
    if (!close) {
        lexer->open = lexer->mark.at;
        return false;
    }
    while (lexer->mark.at < close + 2)
        if (at_newline(lexer))
            phs_hcl_skip_newline(lexer);
        else
            phs_hcl_skip(lexer, 1);
    return true;
}

static bool skip_blank(struct lexer *lexer) {
    for (;;) {
        while (lexer->mark.at < lexer->end && class_of(*lexer->mark.at) == C_SPACE) {
            lexer->mark.at++;
            lexer->mark.column++;
        }
        char c = byte_at(lexer, 0);
        if (c == '#' || (c == '/' && byte_at(lexer, 1) == '/')) {
            skip_line(lexer);
            return true;
        }
        if (c != '/' || byte_at(lexer, 1) != '*')
            return true;
        if (!skip_block_comment(lexer))
            return false;
    }
}

static size_t name_length(const char *at, const char *end) {
    const char *start = at;
    while (at < end) {
        unsigned char c = (unsigned char)*at;
        int class = class_of(*at);
        if (class == C_NAME || (at > start && (class == C_DIGIT || c == '-'))) {
            at++;
        } else if (c >= 0x80) {
            struct phs_slice rest = {at, (size_t)(end - at)};
            size_t used = 0;
            uint32_t scalar = phs_utf8_next(rest, &used);
            if (!(at == start ? phs_hcl_starts_name(scalar) : phs_hcl_continues_name(scalar)))
                break;
            at += used;
        } else {
            break;
        }
    }
    return (size_t)(at - start);
}

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/* A dot belongs to the number only when a digit follows, so that a.0.b and f(1...) stay what they are. */
static size_t number_length(const char *at, const char *end) {
    const char *start = at;
    for (;;) {
        while (at < end && is_digit(*at))
            at++;
        size_t left = (size_t)(end - at);
        size_t sign = left > 2 && (at[1] == '+' || at[1] == '-');
        if (left > 1 && *at == '.' && is_digit(at[1]))
            at++;
        else if (left > 1 + sign && (*at == 'e' || *at == 'E') && is_digit(at[1 + sign]))
            at += 1 + sign;
        else
            return (size_t)(at - start);
    }
}

/* Bytes of <<NAME\n, or 0. */
static size_t heredoc_length(const struct lexer *lexer) {
    size_t start = byte_at(lexer, 2) == '-' ? 3 : 2;
    if ((size_t)(lexer->end - lexer->mark.at) <= start || class_of(byte_at(lexer, start)) == C_DIGIT)
        return 0;
    size_t name = name_length(lexer->mark.at + start, lexer->end);
    size_t at = start + name;
    if (byte_at(lexer, at) == '\r')
        at++;
    return name && byte_at(lexer, at) == '\n' ? at + 1 : 0;
}

/* Tokens of one byte; T_EOF (0) where there is none. */
static const unsigned char singles[128] = {
    ['{'] = T_LBRACE,   ['}'] = T_RBRACE, ['['] = T_LBRACK, [']'] = T_RBRACK,  ['('] = T_LPAREN,
    [')'] = T_RPAREN,   ['='] = T_ASSIGN, [','] = T_COMMA,  [':'] = T_COLON,   ['.'] = T_DOT,
    ['?'] = T_QUESTION, ['!'] = T_NOT,    ['<'] = T_LESS,   ['>'] = T_GREATER, ['+'] = T_PLUS,
    ['-'] = T_MINUS,    ['*'] = T_STAR,   ['/'] = T_SLASH,  ['%'] = T_PERCENT, ['"'] = T_QUOTE,
};

static const struct {
    char text[3];
    unsigned char kind;
} pairs[] = {
    {"==", T_EQUAL}, {"=>", T_ARROW}, {"!=", T_NOT_EQUAL}, {"<=", T_LESS_EQUAL}, {">=", T_GREATER_EQUAL},
    {"&&", T_AND},   {"||", T_OR},    {"::", T_COLONS},    {"~}", T_STRIP_END},
};

static enum token_kind pair_at(char first, char second) {
    if (second != '=' && second != '>' && second != '&' && second != '|' && second != ':' && second != '}')
        return T_EOF;
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (pairs[i].text[0] == first && pairs[i].text[1] == second)
            return pairs[i].kind;
    return T_EOF;
}

static enum token_kind operator_at(const struct lexer *lexer, size_t *ret_len) {
    char c = byte_at(lexer, 0), next = byte_at(lexer, 1);
    enum token_kind kind = pair_at(c, next);
    *ret_len = 2;
    if (kind)
        return kind;
    *ret_len = 3;
    if (c == '.' && next == '.' && byte_at(lexer, 2) == '.')
        return T_DOTS;
    *ret_len = 1;
    if (!((unsigned char)c & 0x80))
        return singles[(unsigned char)c] ? (enum token_kind)singles[(unsigned char)c] : T_BAD;
    struct phs_slice rest = {lexer->mark.at, (size_t)(lexer->end - lexer->mark.at)};
    size_t used = 0;
    phs_utf8_next(rest, &used);
    *ret_len = used;
    return T_BAD;
}

static void take_name_or_operator(struct lexer *lexer, struct token *token) {
    size_t len = name_length(lexer->mark.at, lexer->end);
    token->kind = T_IDENT;
    if (!len && byte_at(lexer, 0) == '<' && byte_at(lexer, 1) == '<' && (len = heredoc_length(lexer)) > 0) {
        token->kind = T_HEREDOC;
        lexer->mark.at += len;
        lexer->mark.line++;
        lexer->mark.column = 1;
        return;
    }
    if (!len)
        token->kind = operator_at(lexer, &len);
    phs_hcl_skip(lexer, len);
}

void phs_hcl_lex(struct lexer *lexer, struct token *ret_token) {
    bool closed = skip_blank(lexer);
    ret_token->from = lexer->mark;
    if (!closed) {
        ret_token->kind = T_BAD;
        phs_hcl_skip(lexer, 2);
    } else if (lexer->mark.at >= lexer->end) {
        ret_token->kind = T_EOF;
    } else if (at_newline(lexer)) {
        ret_token->kind = T_NEWLINE;
        phs_hcl_skip_newline(lexer);
    } else if (class_of(*lexer->mark.at) == C_DIGIT) {
        ret_token->kind = T_NUMBER;
        phs_hcl_skip(lexer, number_length(lexer->mark.at, lexer->end));
    } else {
        take_name_or_operator(lexer, ret_token);
    }
    ret_token->to = lexer->mark;
}
