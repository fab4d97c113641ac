/* SPDX-License-Identifier: Apache-2.0 */
/* 'texts', 'with ${expressions}', '''several lines''' and $'''several lines with ${expressions}'''. */
#include "base/buf.h"
#include "parse/bicep/reader.h"

enum { MOST_TEXT = 8 << 20, MOST_DOLLARS = 8 };

static char at(const struct phs_bicep_reader *r, size_t ahead) {
    return r->next.at + ahead < r->bytes.len ? r->bytes.ptr[r->next.at + ahead] : '\0';
}

static void step_over(struct phs_bicep_reader *r, size_t n) {
    for (size_t i = 0; i < n; i++)
        phs_bicep_step(r);
}

/* \u{1F600} behind the backslash. */
static bool read_scalar(struct phs_bicep_reader *r, struct phs_buf *out) {
    uint32_t scalar = 0;
    size_t n = 0;
    if (at(r, 1) != '{')
        return false;
    step_over(r, 2);
    for (; at(r, 0) && at(r, 0) != '}' && n < 6; n++) {
        const char *digits = "0123456789abcdef", c = at(r, 0);
        const char *found = strchr(digits, c >= 'A' && c <= 'F' ? c + 32 : c);
        if (!found)
            return false;
        scalar = scalar * 16 + (uint32_t)(found - digits);
        phs_bicep_step(r);
    }
    phs_buf_utf8(out, scalar);
    return n > 0 && at(r, 0) == '}';
}

static bool read_escape(struct phs_bicep_reader *r, struct phs_buf *out) {
    static const char from[] = "nrt\\'$", to[] = "\n\r\t\\'$";
    phs_bicep_step(r);
    const char *found = at(r, 0) ? strchr(from, at(r, 0)) : NULL;
    if (found)
        phs_buf_putc(out, to[found - from]);
    else if (at(r, 0) != 'u' || !read_scalar(r, out))
        return false;
    phs_bicep_step(r);
    return true;
}

static void add_text(struct phs_bicep_reader *r, struct phs_bicep_expr *whole, struct phs_buf *out, struct phs_place place) {
    struct phs_bicep_expr *part = phs_bicep_node(r, PHS_BICEP_STRING);
    part->place = place;
    part->text = phs_slice_n(phs_strndup(r->arena, phs_buf_text(out), out->len), out->len);
    phs_buf_clear(out);
    PHS_PUSH(r->arena, whole->items, part);
}

/* The reader stands behind ${; afterwards behind }. */
static void add_expression(struct phs_bicep_reader *r, struct phs_bicep_expr *whole) {
    phs_bicep_next(r);
    PHS_PUSH(r->arena, whole->items, phs_bicep_read_expr(r));
    if (!phs_bicep_sees(r, "}")) {
        phs_bicep_fail(r, "the expression in a text has no end");
        return;
    }
    r->next = r->start;
    phs_bicep_step(r);
}

static bool begins_expression(const struct phs_bicep_reader *r, size_t dollars) {
    for (size_t i = 0; i < dollars; i++)
        if (at(r, i) != '$')
            return false;
    return at(r, dollars) == '{';
}

static bool read_short(struct phs_bicep_reader *r, struct phs_bicep_expr *whole, struct phs_buf *out) {
    phs_bicep_step(r);
    for (struct phs_place place = whole->place;;) {
        char c = at(r, 0);
        if (r->failed != PHS_OK || r->next.at >= r->bytes.len || c == '\n')
            return false;
        if (c == '\'')
            break;
        if (c == '\\') {
            if (!read_escape(r, out))
                return false;
        } else if (begins_expression(r, 1)) {
            add_text(r, whole, out, place);
            step_over(r, 2);
            add_expression(r, whole);
            place.line = r->next.line;
            place.column = r->next.column;
        } else {
            phs_buf_putc(out, c);
            phs_bicep_step(r);
        }
    }
    phs_bicep_step(r);
    return true;
}

static bool ends_long(const struct phs_bicep_reader *r) {
    return at(r, 0) == '\'' && at(r, 1) == '\'' && at(r, 2) == '\'' && at(r, 3) != '\'';
}

/* Behind its quotes the first line break does not count. */
static bool read_long(struct phs_bicep_reader *r, struct phs_bicep_expr *whole, struct phs_buf *out, size_t dollars) {
    step_over(r, 3);
    if (at(r, 0) == '\r' && at(r, 1) == '\n')
        phs_bicep_step(r);
    if (at(r, 0) == '\n')
        phs_bicep_step(r);
    while (!ends_long(r)) {
        if (r->failed != PHS_OK || r->next.at >= r->bytes.len)
            return false;
        if (dollars && begins_expression(r, dollars)) {
            add_text(r, whole, out, whole->place);
            step_over(r, dollars + 1);
            add_expression(r, whole);
            continue;
        }
        phs_buf_putc(out, at(r, 0));
        phs_bicep_step(r);
    }
    step_over(r, 3);
    return true;
}

struct phs_bicep_expr *phs_bicep_read_text(struct phs_bicep_reader *r) {
    struct phs_bicep_expr *whole = phs_bicep_node(r, PHS_BICEP_TEMPLATE);
    struct phs_buf out;
    size_t dollars = 0;
    phs_buf_init(&out, MOST_TEXT);
    while (at(r, 0) == '$' && dollars < MOST_DOLLARS) {
        dollars++;
        phs_bicep_step(r);
    }
    bool is_long = at(r, 0) == '\'' && at(r, 1) == '\'' && at(r, 2) == '\'';
    bool good = is_long ? read_long(r, whole, &out, dollars) : !dollars && read_short(r, whole, &out);
    if (!good)
        phs_bicep_fail(r, "a text has no end or an escape that does not exist");
    add_text(r, whole, &out, whole->place);
    phs_buf_done(&out);
    whole->place.end_line = r->next.line;
    whole->place.end_column = r->next.column;
    if (whole->items.n == 1) {
        whole->kind = PHS_BICEP_STRING;
        whole->text = whole->items.at[0]->text;
        whole->items.n = 0;
    }
    phs_bicep_next(r);
    return whole;
}

struct phs_slice phs_bicep_want_plain(struct phs_bicep_reader *r) {
    if (r->token != PHS_BICEP_QUOTE) {
        phs_bicep_fail(r, "a text in quotes is expected here");
        return PHS_SLICE("");
    }
    const struct phs_bicep_expr *text = phs_bicep_read_text(r);
    if (text->kind != PHS_BICEP_STRING)
        phs_bicep_fail(r, "a text without expressions is expected here");
    return text->text;
}
