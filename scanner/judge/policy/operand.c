/* SPDX-License-Identifier: Apache-2.0 */
/* Prepares a policy's value for its operator, once: numbers, networks, spans and patterns. */
#include <math.h>

#include "base/buf.h"
#include "judge/policy/node.h"

bool phs_finite_number(const struct phs_value *value, double *ret_number) {
    double number;
    if (phs_is(value, PHS_NUMBER))
        number = value->number.value;
    else if (!phs_is(value, PHS_STRING) || !phs_slice_number(phs_slice_trim(value->string), &number))
        return false;
    if (!isfinite(number))
        return false;
    *ret_number = number;
    return true;
}

static bool read_port(struct phs_slice text, double *ret_number) {
    text = phs_slice_trim(text);
    for (size_t i = 0; i < text.len; i++)
        if (text.ptr[i] < '0' || text.ptr[i] > '9')
            return false;
    return text.len > 0 && phs_slice_number(text, ret_number);
}

/* "22" or "20-25"; "22-", "-1" and words are no span. */
bool phs_span_read(struct phs_slice text, struct span *ret_span) {
    struct phs_slice rest = text, low;
    struct span span;
    if (!phs_slice_cut(&rest, '-', &low) || !read_port(low, &span.low))
        return false;
    if (low.len == text.len)
        span.high = span.low;
    else if (!read_port(rest, &span.high))
        return false;
    *ret_span = span;
    return true;
}

static void release_regex(void *code) {
    pcre2_code_free(code);
}

static void prepare_regex(struct phs_arena *arena, struct operand *operand) {
    if (!phs_is(operand->value, PHS_STRING)) {
        operand->fault = "the pattern is no text";
        return;
    }
    operand->regex = phs_regex_compile(operand->value->string, true, &operand->fault);
    if (operand->regex)
        phs_arena_adopt(arena, operand->regex, release_regex);
}

static void prepare_networks(struct phs_arena *arena, struct operand *operand) {
    for (size_t i = 0; i < operand->n; i++) {
        struct network network;
        if (!phs_is(operand->items[i], PHS_STRING) || !phs_network_read(operand->items[i]->string, &network))
            operand->fault = "the policy's value is no address or network";
        else
            PHS_PUSH(arena, operand->networks, network);
    }
}

static void prepare_spans(struct phs_arena *arena, struct operand *operand) {
    for (size_t i = 0; i < operand->n; i++) {
        const struct phs_value *item = operand->items[i];
        struct span span;
        if (phs_is(item, PHS_NUMBER) && isfinite(item->number.value))
            PHS_PUSH(arena, operand->spans, (struct span){trunc(item->number.value), trunc(item->number.value)});
        else if (phs_is(item, PHS_STRING) && phs_span_read(item->string, &span))
            PHS_PUSH(arena, operand->spans, span);
    }
}

/* int(): 2.9 is 2, "2" is 2, "2.0" is none. */
static void prepare_integer(struct operand *operand) {
    if (phs_is(operand->value, PHS_BOOL))
        operand->number = operand->value->boolean;
    else if (!phs_finite_number(operand->value, &operand->number) ||
             (operand->value->kind == PHS_STRING && phs_slice_find(operand->value->string, PHS_SLICE(".")) != (size_t)-1))
        operand->fault = "the policy's value is no whole number";
    operand->number = trunc(operand->number);
}

static void show_scalar(struct phs_buf *out, struct phs_arena *arena, const struct phs_value *value) {
    const char *text = phs_scalar_text(arena, value);
    if (phs_is(value, PHS_STRING))
        phs_buf_printf(out, "\"%.80s\"", text ? text : "");
    else
        phs_buf_puts(out, text ? text : phs_is(value, PHS_NULL) ? "null" : "what the policy says");
}

/* The policy's own value for clauses: bounded, it may be a long list. */
static const char *show(struct phs_arena *arena, const struct operand *operand) {
    struct phs_buf out;
    phs_buf_init(&out, 4096);
    for (size_t i = 0; i < operand->n && i < 6; i++) {
        phs_buf_puts(&out, i ? ", " : "");
        show_scalar(&out, arena, operand->items[i]);
    }
    if (operand->n > 6)
        phs_buf_printf(&out, " and %zu more", operand->n - 6);
    const char *text = operand->n ? phs_strdup(arena, phs_buf_text(&out)) : "an empty list";
    phs_buf_done(&out);
    return text;
}

void phs_operand_prepare(struct phs_arena *arena, const struct op *op, const struct phs_value *value,
                         struct operand *ret_operand) {
    struct operand *operand = ret_operand;
    operand->value = value;
    operand->is_list = phs_is(value, PHS_LIST);
    operand->self[0] = value;
    operand->items = operand->is_list ? value->list.at : operand->self;
    operand->n = operand->is_list ? value->list.n : value != NULL;
    operand->is_number = phs_finite_number(value, &operand->number);
    if (op->wants == WANTS_REGEX)
        prepare_regex(arena, operand);
    else if (op->wants == WANTS_NETWORKS)
        prepare_networks(arena, operand);
    else if (op->wants == WANTS_SPANS)
        prepare_spans(arena, operand);
    else if (op->wants == WANTS_INTEGER)
        prepare_integer(operand);
    else if (op->wants == WANTS_STRING && !phs_is(value, PHS_STRING))
        operand->fault = "the policy's value is no text";
    operand->shown = show(arena, operand);
}
