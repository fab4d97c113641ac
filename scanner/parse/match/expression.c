/* SPDX-License-Identifier: Apache-2.0 */
/* What the fast engine is given in place of a rule: a word as an expression, and the rule's own widened where it costs much. */
#include "parse/match/expression.h"

#include "base/buf.h"

/* A digit for any digit. */
static void put_word(struct phs_buf *out, const char *word) {
    for (const char *c = word; *c; c++)
        if (*c >= '0' && *c <= '9')
            phs_buf_puts(out, "[0-9]");
        else
            phs_buf_printf(out, "\\x%02x", (unsigned)(unsigned char)*c);
}

const char *phs_expression_of_word(struct phs_arena *arena, const char *word, bool spelled) {
    struct phs_buf out;
    phs_buf_init(&out, 1 << 20);
    phs_buf_puts(&out, spelled ? "" : "(?i)");
    put_word(&out, word);
    const char *text = phs_strdup(arena, phs_buf_text(&out));
    phs_buf_done(&out);
    return text;
}

/* One pass over an expression while it is widened. */
struct widening {
    struct phs_buf *out;
    const char *at;
    size_t depth, negative; /* negative: depth at which a negative look began, or 0 */
};

static void copy(struct widening *widening, size_t n) {
    for (; n > 0 && *widening->at; n--)
        phs_buf_putc(widening->out, *widening->at++);
}

static void copy_class(struct widening *widening) {
    copy(widening, widening->at[1] == '^' ? 2 : 1);
    copy(widening, *widening->at == ']' ? 1 : 0);
    while (*widening->at && *widening->at != ']')
        copy(widening, *widening->at == '\\' ? 2 : 1);
    copy(widening, 1);
}

static void open_group(struct widening *widening) {
    const char *at = widening->at;
    widening->depth++;
    if (!widening->negative && (strncmp(at, "(?!", 3) == 0 || strncmp(at, "(?<!", 4) == 0))
        widening->negative = widening->depth;
    if (strncmp(at, "(?|", 3) == 0) {
        phs_buf_puts(widening->out, "(?:");
        widening->at += 3;
    } else {
        copy(widening, 1);
    }
}

static void close_group(struct widening *widening) {
    if (widening->negative == widening->depth)
        widening->negative = 0;
    widening->depth -= widening->depth > 0;
    copy(widening, 1);
}

/* {2,400} as {2,}: counting far costs the automaton a state a step, and PCRE2 counts again. */
static void widen_repeat(struct widening *widening) {
    enum { COUNTED = 32 };
    int length = 0;
    unsigned low = 0, high = 0;
    bool range = sscanf(widening->at, "{%4u,%5u}%n", &low, &high, &length) == 2 && length > 0;
    if (!range || high <= COUNTED || widening->negative) {
        copy(widening, 1);
        return;
    }
    phs_buf_printf(widening->out, "{%u,}", low < COUNTED ? low : COUNTED);
    widening->at += length;
}

const char *phs_expression_widened(struct phs_arena *arena, const char *regex) {
    struct phs_buf out;
    struct widening widening = {.out = &out, .at = regex};
    phs_buf_init(&out, 1 << 20);
    while (*widening.at) {
        if (*widening.at == '\\')
            copy(&widening, 2);
        else if (*widening.at == '[')
            copy_class(&widening);
        else if (*widening.at == '(')
            open_group(&widening);
        else if (*widening.at == ')')
            close_group(&widening);
        else if (*widening.at == '{')
            widen_repeat(&widening);
        else
            copy(&widening, 1);
    }
    const char *text = phs_strdup(arena, phs_buf_text(&out));
    phs_buf_done(&out);
    return text;
}
