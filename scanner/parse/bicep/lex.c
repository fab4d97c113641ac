/* SPDX-License-Identifier: Apache-2.0 */
/* Tokens on demand: what stands inside of ${} is read by the same reader, so there is no list of tokens. */
#include "parse/bicep/reader.h"
#include "parse/fail.h"

static char at(const struct phs_bicep_reader *r, size_t ahead) {
    return r->next.at + ahead < r->bytes.len ? r->bytes.ptr[r->next.at + ahead] : '\0';
}

static bool is_end(const struct phs_bicep_reader *r) {
    return r->next.at >= r->bytes.len;
}

/* One byte on; columns count scalars. */
void phs_bicep_step(struct phs_bicep_reader *r) {
    if (is_end(r))
        return;
    char c = r->bytes.ptr[r->next.at++];
    if (c == '\n') {
        r->next.line += r->next.line < UINT32_MAX;
        r->next.column = 1;
    } else if (((unsigned char)c & 0xc0) != 0x80)
        r->next.column += r->next.column < UINT32_MAX;
}

void phs_bicep_fail(struct phs_bicep_reader *r, const char *sentence) {
    if (r->failed == PHS_OK)
        r->failed = phs_parse_fail(r->err, PHS_E_INPUT, r->source, r->start.line, r->start.column, "%s", sentence);
    r->token = PHS_BICEP_END;
    r->text = PHS_SLICE("");
    r->next.at = r->bytes.len;
}

static void skip_line(struct phs_bicep_reader *r) {
    while (!is_end(r) && at(r, 0) != '\n')
        phs_bicep_step(r);
}

static void skip_comment(struct phs_bicep_reader *r) {
    while (!is_end(r) && !(at(r, 0) == '*' && at(r, 1) == '/'))
        phs_bicep_step(r);
    phs_bicep_step(r);
    phs_bicep_step(r);
}

/* White space, comments and directives (#disable-next-line). True when a line ended on the way. */
static bool skip_space(struct phs_bicep_reader *r) {
    bool ended = r->next.at == 0;
    for (;;) {
        char c = at(r, 0);
        if (c == '\n' || c == ' ' || c == '\t' || c == '\r') {
            ended |= c == '\n';
            phs_bicep_step(r);
        } else if (c == '/' && at(r, 1) == '/')
            skip_line(r);
        else if (c == '/' && at(r, 1) == '*') {
            phs_bicep_step(r);
            phs_bicep_step(r);
            skip_comment(r);
        } else if (c == '#' && (ended || (at(r, 1) >= 'a' && at(r, 1) <= 'z')))
            skip_line(r);
        else
            return ended;
    }
}

static bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static size_t sign_length(const struct phs_bicep_reader *r) {
    static const char *const longer[] = {"...", "=>", "==", "!=", "=~", "!~", "<=", ">=", "&&", "||", "??", ".?", "::"};
    for (size_t i = 0; i < sizeof longer / sizeof *longer; i++)
        if (phs_slice_starts(phs_slice_n(r->bytes.ptr + r->next.at, r->bytes.len - r->next.at), longer[i]))
            return strlen(longer[i]);
    return at(r, 0) && strchr("{}[]().,:;=+-*/%<>!?|@^", at(r, 0)) ? 1 : 0;
}

/* $'''...''' has expressions in it, '''...''' has none. */
static bool begins_text(const struct phs_bicep_reader *r) {
    size_t dollars = 0;
    while (at(r, dollars) == '$')
        dollars++;
    return at(r, dollars) == '\'';
}

static size_t word_length(const struct phs_bicep_reader *r) {
    size_t n = 0;
    while (is_letter(at(r, n)) || is_digit(at(r, n)))
        n++;
    return n;
}

void phs_bicep_next(struct phs_bicep_reader *r) {
    size_t n = 0;
    r->end_line = r->next.line;
    r->end_column = r->next.column;
    r->first = skip_space(r);
    r->start = r->next;
    if (r->failed != PHS_OK || is_end(r)) {
        r->token = PHS_BICEP_END;
        r->text = PHS_SLICE("");
        return;
    }
    if (is_letter(at(r, 0)) || is_digit(at(r, 0))) {
        r->token = is_digit(at(r, 0)) ? PHS_BICEP_DIGITS : PHS_BICEP_WORD;
        n = word_length(r);
    } else if (begins_text(r)) {
        r->token = PHS_BICEP_QUOTE; /* text.c reads on from here */
    } else {
        r->token = PHS_BICEP_SIGN;
        n = sign_length(r);
        if (!n) {
            phs_bicep_fail(r, "a character that has no meaning here");
            return;
        }
    }
    r->text = phs_slice_n(r->bytes.ptr + r->next.at, n);
    for (size_t i = 0; i < n; i++)
        phs_bicep_step(r);
}

bool phs_bicep_sees(const struct phs_bicep_reader *r, const char *sign) {
    return r->token == PHS_BICEP_SIGN && phs_slice_is(r->text, sign);
}

bool phs_bicep_sees_word(const struct phs_bicep_reader *r, const char *word) {
    return r->token == PHS_BICEP_WORD && phs_slice_is(r->text, word);
}

bool phs_bicep_take(struct phs_bicep_reader *r, const char *sign) {
    if (!phs_bicep_sees(r, sign))
        return false;
    phs_bicep_next(r);
    return true;
}

bool phs_bicep_take_word(struct phs_bicep_reader *r, const char *word) {
    if (!phs_bicep_sees_word(r, word))
        return false;
    phs_bicep_next(r);
    return true;
}

void phs_bicep_want(struct phs_bicep_reader *r, const char *sign, const char *sentence) {
    if (!phs_bicep_take(r, sign))
        phs_bicep_fail(r, sentence);
}

struct phs_slice phs_bicep_want_name(struct phs_bicep_reader *r) {
    struct phs_slice name = r->text;
    if (r->token != PHS_BICEP_WORD) {
        phs_bicep_fail(r, "a name is expected here");
        return PHS_SLICE("");
    }
    phs_bicep_next(r);
    return name;
}

struct phs_place phs_bicep_here(const struct phs_bicep_reader *r) {
    return (struct phs_place){.source = r->source, .line = r->start.line, .column = r->start.column};
}

/* Goes with a reader->depth-- of the caller, also when it says false. */
bool phs_bicep_enter(struct phs_bicep_reader *r) {
    if (++r->depth <= r->limits.max_depth)
        return true;
    if (r->failed == PHS_OK) {
        r->failed = phs_parse_fail(r->err, PHS_E_LIMIT, r->source, r->start.line, r->start.column, "nested more than %d deep",
                                   r->limits.max_depth);
        phs_bicep_fail(r, "");
    }
    return false;
}
