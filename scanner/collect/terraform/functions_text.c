/* SPDX-License-Identifier: Apache-2.0 */
/* String functions that rewrite: case, indent, strrev. */
#include "base/escape.h"
#include "collect/terraform/kit.h"
#include "collect/terraform/pattern.h"

static bool is_ascii(struct phs_slice text) {
    for (size_t i = 0; i < text.len; i++)
        if ((unsigned char)text.ptr[i] > 127)
            return false;
    return true;
}

static char fold(char c, bool up) {
    if (up)
        return c >= 'a' && c <= 'z' ? (char)(c - 32) : c;
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

/* PCRE2 knows Unicode's letters; the C library only those of a locale. Go leaves the sharp s alone. */
static const struct phs_value *change_case(const struct phs_tf_args *args, bool up) {
    struct phs_slice text;
    const struct phs_value *bad;
    if (!phs_tf_arg_string(args, 0, &text, &bad))
        return bad;
    if (!is_ascii(text))
        return phs_tf_pattern_case(args, text, PHS_SLICE("(?s)[^\u00df]+"), up ? PHS_SLICE("\\U$0") : PHS_SLICE("\\L$0"));
    char *copy = phs_slice_dup(args->arena, text);
    for (size_t i = 0; i < text.len; i++)
        copy[i] = fold(copy[i], up);
    return phs_tf_string(args, phs_slice_n(copy, text.len));
}

static const struct phs_value *call_upper(const struct phs_tf_args *args) {
    return change_case(args, true);
}

static const struct phs_value *call_lower(const struct phs_tf_args *args) {
    return change_case(args, false);
}

/* Go's strings.Title: letters after anything that is no letter, digit or underscore. */
static const struct phs_value *call_title(const struct phs_tf_args *args) {
    struct phs_slice text;
    const struct phs_value *bad;
    if (!phs_tf_arg_string(args, 0, &text, &bad))
        return bad;
    return phs_tf_pattern_case(args, text, PHS_SLICE("(?<![\\p{L}\\p{Nd}_])\\p{Ll}"), PHS_SLICE("\\U$0"));
}

static const struct phs_value *call_indent(const struct phs_tf_args *args) {
    int64_t spaces;
    struct phs_slice text;
    const struct phs_value *bad;
    if (!phs_tf_arg_int(args, 0, &spaces, &bad) || !phs_tf_arg_string(args, 1, &text, &bad))
        return bad;
    if (spaces < 0 || spaces > 10000)
        return phs_tf_error(args, "the number of spaces is out of range");
    struct phs_buf out;
    phs_buf_init(&out, PHS_TF_MAX_RESULT);
    for (size_t i = 0; i < text.len && !out.failed; i++) {
        phs_buf_putc(&out, text.ptr[i]);
        if (text.ptr[i] == '\n')
            phs_buf_printf(&out, "%*s", (int)spaces, "");
    }
    return phs_tf_finish(args, &out);
}

static const struct phs_value *call_strrev(const struct phs_tf_args *args) {
    struct phs_slice text;
    const struct phs_value *bad;
    if (!phs_tf_arg_string(args, 0, &text, &bad))
        return bad;
    char *copy = phs_slice_dup(args->arena, text);
    size_t to = text.len;
    for (size_t at = 0; at < text.len;) {
        size_t from = at;
        phs_utf8_next(text, &at);
        to -= at - from;
        memcpy(copy + to, text.ptr + from, at - from);
    }
    return phs_tf_string(args, phs_slice_n(copy, text.len));
}

const struct phs_tf_function phs_tf_text_functions[] = {
    {"indent", 2, 2, 0, call_indent}, {"lower", 1, 1, 0, call_lower}, {"strrev", 1, 1, 0, call_strrev},
    {"title", 1, 1, 0, call_title},   {"upper", 1, 1, 0, call_upper}, {0},
};
