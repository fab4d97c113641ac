/* SPDX-License-Identifier: Apache-2.0 */
/* JSON out, token by token. Unbalanced calls are our own mistake and end the process; depth comes from data and does not. */
#include "base/json_writer.h"

#include <math.h>

#include "base/err.h"
#include "base/escape.h"
#include "base/number.h"

enum { DEEPEST = 64 };

void phs_json_init(struct phs_json *json, struct phs_buf *out, bool pretty) {
    *json = (struct phs_json){.out = out, .pretty = pretty};
}

static uint64_t bit(int depth) {
    return depth > 0 && depth <= DEEPEST ? (uint64_t)1 << (depth - 1) : 0;
}

static void line_break(struct phs_json *json) {
    if (!json->pretty)
        return;
    static const char indent[] = "\n"
                                 "                                                                "
                                 "                                                                ";
    size_t width = (size_t)json->depth * 2, widest = sizeof indent - 2;
    phs_buf_add(json->out, indent, 1 + (width < widest ? width : widest)); /* what is deeper has failed already */
}

/* What stands between the previous token and the next key, or value that has no key. */
static void separate(struct phs_json *json) {
    if (json->after_key) {
        json->after_key = false;
        return;
    }
    if (json->depth == 0)
        return;
    if (json->has_item & bit(json->depth))
        phs_buf_putc(json->out, ',');
    json->has_item |= bit(json->depth);
    line_break(json);
}

static void open_container(struct phs_json *json, char c) {
    separate(json);
    phs_buf_putc(json->out, c);
    if (++json->depth > DEEPEST)
        json->out->failed = true;
    json->has_item &= ~bit(json->depth);
}

static void close_container(struct phs_json *json, char c) {
    if (json->depth == 0 || json->after_key)
        phs_die("JSON writer: '%c' closes nothing", c);
    bool had_items = (json->has_item & bit(json->depth)) != 0;
    json->depth--;
    if (had_items)
        line_break(json);
    phs_buf_putc(json->out, c);
}

void phs_json_object(struct phs_json *json) {
    open_container(json, '{');
}

void phs_json_object_end(struct phs_json *json) {
    close_container(json, '}');
}

void phs_json_array(struct phs_json *json) {
    open_container(json, '[');
}

void phs_json_array_end(struct phs_json *json) {
    close_container(json, ']');
}

static void quoted(struct phs_json *json, struct phs_slice text) {
    phs_buf_putc(json->out, '"');
    phs_escape_json(json->out, text);
    phs_buf_putc(json->out, '"');
}

void phs_json_key(struct phs_json *json, const char *key) {
    separate(json);
    quoted(json, phs_slice(key));
    phs_buf_puts(json->out, json->pretty ? ": " : ":");
    json->after_key = true;
}

void phs_json_slice(struct phs_json *json, struct phs_slice text) {
    separate(json);
    quoted(json, text);
}

void phs_json_null(struct phs_json *json) {
    separate(json);
    phs_buf_puts(json->out, "null");
}

void phs_json_string(struct phs_json *json, const char *text) {
    if (text)
        phs_json_slice(json, phs_slice(text));
    else
        phs_json_null(json);
}

void phs_json_int(struct phs_json *json, int64_t number) {
    char digits[20];
    size_t at = sizeof digits;
    uint64_t rest = number < 0 ? -(uint64_t)number : (uint64_t)number;
    separate(json);
    do {
        digits[--at] = (char)('0' + rest % 10);
    } while ((rest /= 10) > 0);
    if (number < 0)
        phs_buf_putc(json->out, '-');
    phs_buf_add(json->out, digits + at, sizeof digits - at);
}

void phs_json_number(struct phs_json *json, double number) {
    char text[32];
    if (!isfinite(number)) {
        phs_json_null(json);
        return;
    }
    phs_number_format(number, text);
    separate(json);
    phs_buf_puts(json->out, text);
}

void phs_json_bool(struct phs_json *json, bool value) {
    separate(json);
    phs_buf_puts(json->out, value ? "true" : "false");
}

void phs_json_put(struct phs_json *json, const char *key, const char *text) {
    if (!text)
        return;
    phs_json_key(json, key);
    phs_json_string(json, text);
}

void phs_json_put_int(struct phs_json *json, const char *key, int64_t number) {
    phs_json_key(json, key);
    phs_json_int(json, number);
}

void phs_json_put_bool(struct phs_json *json, const char *key, bool value) {
    phs_json_key(json, key);
    phs_json_bool(json, value);
}
