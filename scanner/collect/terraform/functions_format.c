/* SPDX-License-Identifier: Apache-2.0 */
/* format and formatlist: Terraform's verbs (%s %d %v %#v %q %t %b %o %x %X %e %f %g %%), flags, width, precision, %[n]. */
#include <math.h>

#include "base/escape.h"
#include "collect/terraform/encode.h"
#include "collect/terraform/kit.h"

struct verb {
    bool minus, plus, space, zero, sharp;
    int width, precision; /* -1: not given */
    size_t argument;      /* counted from 0 */
    char letter;
};

static size_t read_number(struct phs_slice text, size_t at, int *ret_number) {
    int number = 0;
    size_t from = at;
    while (at < text.len && text.ptr[at] >= '0' && text.ptr[at] <= '9' && number < 100000)
        number = number * 10 + (text.ptr[at++] - '0');
    if (at > from)
        *ret_number = number;
    return at;
}

static size_t read_flags(struct phs_slice text, size_t at, struct verb *verb) {
    for (; at < text.len; at++) {
        char c = text.ptr[at];
        if (c == '-')
            verb->minus = true;
        else if (c == '+')
            verb->plus = true;
        else if (c == ' ')
            verb->space = true;
        else if (c == '0')
            verb->zero = true;
        else if (c == '#')
            verb->sharp = true;
        else
            break;
    }
    return at;
}

/* The verb behind a percent sign; returns the position behind it, 0 when it is broken. */
static size_t read_verb(struct phs_slice text, size_t at, size_t *next, struct verb *verb) {
    *verb = (struct verb){.width = -1, .precision = -1};
    at = read_flags(text, at, verb);
    int index = 0;
    if (at < text.len && text.ptr[at] == '[') {
        at = read_number(text, at + 1, &index);
        if (at >= text.len || text.ptr[at] != ']' || index < 1)
            return 0;
        at = read_flags(text, at + 1, verb);
    }
    at = read_number(text, at, &verb->width);
    if (at < text.len && text.ptr[at] == '.') {
        verb->precision = 0;
        at = read_number(text, at + 1, &verb->precision);
    }
    if (at < text.len && text.ptr[at] == '[') {
        at = read_number(text, at + 1, &index);
        if (at >= text.len || text.ptr[at] != ']' || index < 1)
            return 0;
        at++;
    }
    if (at >= text.len || verb->width > 10000 || verb->precision > 1000)
        return 0;
    verb->letter = text.ptr[at];
    verb->argument = index ? (size_t)index - 1 : *next;
    if (verb->letter != '%')
        *next = verb->argument + 1;
    return at + 1;
}

static void pad(struct phs_buf *out, struct phs_slice text, const struct verb *verb) {
    int length = (int)phs_utf8_length(text);
    int missing = verb->width > length ? verb->width - length : 0;
    bool sign = verb->zero && text.len && (text.ptr[0] == '-' || text.ptr[0] == '+');
    if (sign && !verb->minus) {
        phs_buf_putc(out, text.ptr[0]);
        text = phs_slice_n(text.ptr + 1, text.len - 1);
    }
    if (!verb->minus)
        for (int i = 0; i < missing; i++)
            phs_buf_putc(out, verb->zero ? '0' : ' ');
    phs_buf_slice(out, text);
    for (int i = 0; verb->minus && i < missing; i++)
        phs_buf_putc(out, ' ');
}

static struct phs_slice cut(struct phs_slice text, int length) {
    size_t at = 0;
    while (length-- > 0 && at < text.len)
        phs_utf8_next(text, &at);
    return phs_slice_n(text.ptr, at);
}

static const char *digits_of(struct phs_arena *arena, double number, int base, bool upper) {
    char text[80];
    size_t at = sizeof text;
    text[--at] = '\0';
    uint64_t rest = (uint64_t)fabs(number);
    do {
        text[--at] = (upper ? "0123456789ABCDEF" : "0123456789abcdef")[rest % (uint64_t)base];
        rest /= (uint64_t)base;
    } while (rest);
    if (number < 0)
        text[--at] = '-';
    return phs_strdup(arena, text + at);
}

static const char *with_sign(const struct phs_tf_args *args, const char *text, double number, const struct verb *verb) {
    if (number >= 0 && (verb->plus || verb->space))
        return phs_printf(args->arena, "%c%s", verb->plus ? '+' : ' ', text);
    return text;
}

static const char *integer_text(const struct phs_tf_args *args, double number, const struct verb *verb) {
    const char *text;
    if (verb->letter == 'd')
        text = phs_printf(args->arena, "%.0f", trunc(number) + 0.0);
    else
        text = digits_of(args->arena, number, verb->letter == 'b' ? 2 : verb->letter == 'o' ? 8 : 16, verb->letter == 'X');
    return with_sign(args, text, number, verb);
}

/* Shortest %g that reads back, as Go prints without precision. */
static const char *shortest(const struct phs_tf_args *args, double number, bool upper) {
    for (int digits = 1; digits < 18; digits++) {
        const char *text = phs_printf(args->arena, upper ? "%.*G" : "%.*g", digits, number);
        double back;
        if (phs_slice_number(phs_slice(text), &back) && !(back < number) && !(back > number))
            return text;
    }
    return phs_printf(args->arena, "%.17g", number);
}

static const char *float_text(const struct phs_tf_args *args, double number, const struct verb *verb) {
    const char *text = NULL;
    int precision = verb->precision < 0 ? 6 : verb->precision;
    switch (verb->letter) {
    case 'e':
        text = phs_printf(args->arena, "%.*e", precision, number);
        break;
    case 'E':
        text = phs_printf(args->arena, "%.*E", precision, number);
        break;
    case 'f':
        text = phs_printf(args->arena, "%.*f", precision, number);
        break;
    default:
        text = verb->precision < 0 ? shortest(args, number, verb->letter == 'G')
                                   : phs_printf(args->arena, verb->letter == 'G' ? "%.*G" : "%.*g", precision, number);
    }
    return with_sign(args, text, number, verb);
}

static const struct phs_value *put_number(const struct phs_tf_args *args, const struct phs_value *value,
                                          const struct verb *verb, struct phs_buf *out) {
    const struct phs_value *made = phs_tf_to_number(args->arena, value);
    if (!made || made->kind != PHS_NUMBER)
        return phs_tf_error(args, "%%%c needs a number", verb->letter);
    double number = made->number.value;
    const char *text = strchr("dboxX", verb->letter) ? integer_text(args, number, verb) : float_text(args, number, verb);
    pad(out, phs_slice(text), verb);
    return NULL;
}

static const struct phs_value *put_text(const struct phs_tf_args *args, const struct phs_value *value, const struct verb *verb,
                                        struct phs_buf *out) {
    const struct phs_value *made = phs_tf_to_string(args->arena, value);
    if (!made || made->kind != PHS_STRING)
        return phs_tf_error(args, "%%%c needs a string", verb->letter);
    struct phs_slice text = made->string;
    if (verb->precision >= 0)
        text = cut(text, verb->precision);
    if (verb->letter == 'q')
        text = phs_tf_json_text(args->arena, phs_tf_string(args, text));
    pad(out, text, verb);
    return NULL;
}

static const struct phs_value *put_any(const struct phs_tf_args *args, const struct phs_value *value, const struct verb *verb,
                                       struct phs_buf *out) {
    struct verb as = *verb;
    if (value->kind == PHS_NULL || value->kind == PHS_LIST || value->kind == PHS_MAP || verb->sharp) {
        pad(out, phs_tf_json_text(args->arena, value), verb);
        return NULL;
    }
    as.letter = value->kind == PHS_NUMBER ? 'g' : 's';
    if (value->kind != PHS_NUMBER || verb->precision >= 0)
        return value->kind == PHS_NUMBER ? put_number(args, value, &as, out) : put_text(args, value, &as, out);
    pad(out, phs_slice(with_sign(args, phs_scalar_text(args->arena, value), value->number.value, verb)), verb);
    return NULL;
}

/* NULL when written, else the error or unknown that the whole result becomes. */
static const struct phs_value *put(const struct phs_tf_args *args, const struct phs_value *value, const struct verb *verb,
                                   struct phs_buf *out) {
    const struct phs_value *unknown = phs_find_unknown(value);
    if (unknown)
        return phs_tf_with_flags(args->arena, phs_tf_because(args, unknown), PHS_VALUE_NOT_NULL);
    if (verb->letter == 'v')
        return put_any(args, value, verb, out);
    if (value->kind == PHS_NULL)
        return phs_tf_error(args, "a null value cannot be formatted");
    if (verb->letter == 's' || verb->letter == 'q')
        return put_text(args, value, verb, out);
    if (verb->letter == 't') {
        const struct phs_value *made = phs_tf_to_bool(args->arena, value);
        if (!made || made->kind != PHS_BOOL)
            return phs_tf_error(args, "%%t needs a boolean");
        pad(out, phs_slice(made->boolean ? "true" : "false"), verb);
        return NULL;
    }
    if (strchr("dboxXeEfgG", verb->letter))
        return put_number(args, value, verb, out);
    return phs_tf_error(args, "the format has an unknown verb");
}

static const struct phs_value *format_values(const struct phs_tf_args *args, struct phs_slice format,
                                             const struct phs_value *const *values, size_t n) {
    struct phs_buf out;
    phs_buf_init(&out, PHS_TF_MAX_RESULT);
    const struct phs_value *bad = NULL;
    size_t next = 0;
    for (size_t at = 0; at < format.len && !bad;) {
        if (format.ptr[at] != '%') {
            phs_buf_putc(&out, format.ptr[at++]);
            continue;
        }
        struct verb verb;
        at = read_verb(format, at + 1, &next, &verb);
        if (at == 0) {
            bad = phs_tf_error(args, "the format has a broken verb");
        } else if (verb.letter == '%') {
            phs_buf_putc(&out, '%');
        } else if (verb.argument >= n) {
            bad = phs_tf_error(args, "there are fewer arguments than verbs");
        } else {
            bad = put(args, values[verb.argument], &verb, &out);
        }
    }
    if (!bad)
        return phs_tf_finish(args, &out);
    phs_buf_done(&out);
    return bad;
}

static const struct phs_value *call_format(const struct phs_tf_args *args) {
    struct phs_slice format;
    const struct phs_value *bad;
    if (!phs_tf_arg_string(args, 0, &format, &bad))
        return phs_tf_with_flags(args->arena, bad, PHS_VALUE_NOT_NULL);
    return format_values(args, format, args->at + 1, args->n - 1);
}

/* Length that all list arguments share; -1 when none is a list, -2 when they differ. */
static long common_length(const struct phs_tf_args *args) {
    long length = -1;
    for (size_t i = 1; i < args->n; i++) {
        if (args->at[i]->kind != PHS_LIST)
            continue;
        long n = (long)args->at[i]->list.n;
        if (length >= 0 && n != length)
            return -2;
        length = n;
    }
    return length;
}

static const struct phs_value *call_formatlist(const struct phs_tf_args *args) {
    struct phs_slice format;
    const struct phs_value *bad;
    if (!phs_tf_arg_string(args, 0, &format, &bad))
        return bad;
    for (size_t i = 1; i < args->n; i++)
        if (args->at[i]->kind == PHS_UNKNOWN)
            return phs_tf_because(args, args->at[i]);
    long length = common_length(args);
    if (length == -2)
        return phs_tf_error(args, "the lists differ in length");
    if (length == -1)
        length = 1;
    const struct phs_value **values = PHS_NEW_N(args->arena, const struct phs_value *, args->n);
    const struct phs_value **results = PHS_NEW_N(args->arena, const struct phs_value *, (size_t)length);
    for (size_t row = 0; row < (size_t)length; row++) {
        for (size_t i = 1; i < args->n; i++)
            values[i - 1] = args->at[i]->kind == PHS_LIST ? args->at[i]->list.at[row] : args->at[i];
        results[row] = format_values(args, format, values, args->n - 1);
    }
    return phs_tf_list(args, results, (size_t)length);
}

const struct phs_tf_function phs_tf_format_functions[] = {
    {"format", 1, -1, PHS_TF_OWN | PHS_TF_NULLS, call_format},
    {"formatlist", 1, -1, PHS_TF_OWN | PHS_TF_NULLS, call_formatlist},
    {0},
};
