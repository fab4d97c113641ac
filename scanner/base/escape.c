/* SPDX-License-Identifier: Apache-2.0 */
/* One loop that walks scalar values, and per output language the rule that says what is written for each. */
#include "base/escape.h"

struct place {
    size_t at;     /* bytes before the scalar */
    bool invalid;  /* one byte that is no UTF-8; the scalar is U+FFFD then */
    bool numbered; /* nothing but digits stands before */
    uint8_t byte;
};

static const uint32_t replacement = 0xFFFD;

static bool is_control(uint32_t c) {
    return c < 0x20 || (c >= 0x7F && c < 0xA0);
}

static bool is_line_break(uint32_t c) {
    return (c >= '\n' && c <= '\r') || c == 0x85 || c == 0x2028 || c == 0x2029;
}

/* Marks, embeddings, overrides and isolates: they make text read differently from what it says (CVE-2021-42574). */
static bool is_bidi(uint32_t c) {
    return c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

/* How a language writes a scalar, and the ASCII characters that it does not write as they are, a bit each: most of a text is
 * copied in runs that hold none of them. */
struct language {
    void (*write)(struct phs_buf *out, uint32_t scalar, const struct place *place);
    uint64_t low, high; /* U+0020 to U+003F, U+0040 to U+007E; controls are always written one by one */
};

#define LOW(c) ((uint64_t)1 << (c))
#define HIGH(c) ((uint64_t)1 << ((c)-64))

static bool is_plain(const struct language *language, uint8_t c) {
    static const uint64_t controls = 0xFFFFFFFF, delete = HIGH(0x7F);
    if (c >= 0x80)
        return false;
    return c < 64 ? !((language->low | controls) >> c & 1) : !((language->high | delete) >> (c - 64) & 1);
}

/* Copies what needs no writing from at on; returns where that ends. */
static size_t copy_run(struct phs_buf *out, struct phs_slice text, size_t at, const struct language *language,
                       struct place *place) {
    size_t end = at;
    while (end < text.len && is_plain(language, (uint8_t)text.ptr[end])) {
        place->numbered = place->numbered && text.ptr[end] >= '0' && text.ptr[end] <= '9';
        end++;
    }
    phs_buf_add(out, text.ptr + at, end - at);
    return end;
}

static void escape(struct phs_buf *out, struct phs_slice text, const struct language *language) {
    struct place place = {.numbered = true};
    for (size_t at = 0; at < text.len && !out->failed;) {
        if (at > 0 && (at = copy_run(out, text, at, language, &place)) == text.len)
            break;
        place.at = at;
        place.byte = (uint8_t)text.ptr[at];
        uint32_t scalar = phs_utf8_next(text, &at);
        place.invalid = scalar == replacement && at - place.at == 1;
        language->write(out, scalar, &place);
        place.numbered = place.numbered && scalar >= '0' && scalar <= '9';
    }
}

static void write_json(struct phs_buf *out, uint32_t c, const struct place *place) {
    static const char *const named[0x20] = {['\b'] = "\\b", ['\t'] = "\\t", ['\n'] = "\\n", ['\f'] = "\\f", ['\r'] = "\\r"};
    (void)place;
    if (c == '"' || c == '\\') {
        phs_buf_putc(out, '\\');
        phs_buf_putc(out, (char)c);
    } else if (c < 0x20 && named[c]) {
        phs_buf_puts(out, named[c]);
    } else if (is_control(c) || is_line_break(c) || is_bidi(c)) {
        phs_buf_printf(out, "\\u%04x", (unsigned)c);
    } else {
        phs_buf_utf8(out, c);
    }
}

/* The entity of a character with meaning in HTML and XML, or NULL. */
static const char *entity(uint32_t c) {
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    case '\r':
        return "&#13;";
    default:
        return NULL;
    }
}

static void write_html(struct phs_buf *out, uint32_t c, const struct place *place) {
    (void)place;
    if (entity(c))
        phs_buf_puts(out, entity(c));
    else if ((is_control(c) && c != '\t' && c != '\n') || is_bidi(c) || (c & 0xFFFE) == 0xFFFE)
        phs_buf_utf8(out, replacement); /* XML 1.0 has no way to write these, not even as a reference */
    else
        phs_buf_utf8(out, c);
}

/* Also @ ^ $ {}: pandoc reads them as citations, superscripts, formulas and attributes. */
static bool has_meaning_in_markdown(uint32_t c, const struct place *place) {
    if (c < 0x80 && c != 0 && strchr("\\`*_{}[]|~$#!@^", (int)c))
        return true;
    if (place->at == 0)
        return c == '+' || c == '-' || c == '=' || c == ':';
    return place->numbered && (c == '.' || c == ')'); /* "1." begins a list */
}

static void write_markdown(struct phs_buf *out, uint32_t c, const struct place *place) {
    if (is_line_break(c) || c == '\t') {
        phs_buf_putc(out, ' ');
    } else if (c == '&' || c == '<' || c == '>') {
        phs_buf_puts(out, entity(c));
    } else if (is_control(c) || is_bidi(c)) {
        phs_buf_utf8(out, replacement);
    } else {
        if (has_meaning_in_markdown(c, place))
            phs_buf_putc(out, '\\');
        phs_buf_utf8(out, c);
    }
}

static void write_terminal(struct phs_buf *out, uint32_t c, const struct place *place) {
    if (place->invalid)
        phs_buf_printf(out, "\\x%02X", place->byte);
    else if (is_line_break(c) || c == '\t')
        phs_buf_putc(out, ' ');
    else if (c < 0x80 && is_control(c))
        phs_buf_printf(out, "\\x%02X", (unsigned)c);
    else if (is_control(c) || is_bidi(c))
        phs_buf_printf(out, "U+%04X", (unsigned)c);
    else
        phs_buf_utf8(out, c);
}

static void write_csv(struct phs_buf *out, uint32_t c, const struct place *place) {
    (void)place;
    if (c == '"')
        phs_buf_puts(out, "\"\"");
    else if ((is_control(c) && c != '\t' && c != '\n' && c != '\r') || is_bidi(c))
        phs_buf_utf8(out, replacement);
    else
        phs_buf_utf8(out, c);
}

static void write_plain(struct phs_buf *out, uint32_t c, const struct place *place) {
    (void)place;
    bool inert = (!is_control(c) || c == '\t' || c == '\n') && !is_bidi(c) && (c & 0xFFFE) != 0xFFFE;
    phs_buf_utf8(out, inert ? c : replacement);
}

void phs_escape_plain(struct phs_buf *out, struct phs_slice text) {
    static const struct language plain = {write_plain, 0, 0};
    escape(out, text, &plain);
}

void phs_escape_json(struct phs_buf *out, struct phs_slice text) {
    static const struct language json = {write_json, LOW('"'), HIGH('\\')};
    escape(out, text, &json);
}

void phs_escape_html(struct phs_buf *out, struct phs_slice text) {
    static const struct language html = {write_html, LOW('&') | LOW('<') | LOW('>') | LOW('"') | LOW('\''), 0};
    escape(out, text, &html);
}

void phs_escape_markdown(struct phs_buf *out, struct phs_slice text) {
    static const uint64_t low =
        LOW('*') | LOW('$') | LOW('#') | LOW('!') | LOW('&') | LOW('<') | LOW('>') | LOW('.') | LOW(')');
    static const uint64_t high = HIGH('\\') | HIGH('`') | HIGH('_') | HIGH('{') | HIGH('}') | HIGH('[') | HIGH(']') |
                                 HIGH('|') | HIGH('~') | HIGH('@') | HIGH('^');
    static const struct language markdown = {write_markdown, low, high};
    escape(out, text, &markdown);
}

void phs_escape_terminal(struct phs_buf *out, struct phs_slice text) {
    static const struct language terminal = {write_terminal, 0, 0};
    escape(out, text, &terminal);
}

/* Spreadsheets skip spaces before they look for a formula, and take the full-width forms of = + - @ as well. */
static bool looks_like_a_formula(struct phs_slice text) {
    size_t at = 0;
    while (at < text.len && text.ptr[at] == ' ')
        at++;
    if (at == text.len)
        return false;
    uint32_t c = phs_utf8_next(text, &at);
    return (c != 0 && c < 0x80 && strchr("=+-@\t\r\n", (int)c)) || c == 0xFF1D || c == 0xFF0B || c == 0xFF0D || c == 0xFF20;
}

static bool needs_quotes(struct phs_slice text) {
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] && strchr(",;\"\r\n\t", text.ptr[i]))
            return true;
    }
    return text.len > 0 && (text.ptr[0] == ' ' || text.ptr[text.len - 1] == ' ');
}

void phs_escape_csv(struct phs_buf *out, struct phs_slice text) {
    static const struct language csv = {write_csv, LOW('"'), 0};
    bool quoted = needs_quotes(text);
    if (quoted)
        phs_buf_putc(out, '"');
    if (looks_like_a_formula(text))
        phs_buf_putc(out, '\'');
    escape(out, text, &csv);
    if (quoted)
        phs_buf_putc(out, '"');
}
