/* SPDX-License-Identifier: Apache-2.0 */
/* String functions that cut and ask: trim*, substr, startswith, endswith, strcontains, chomp, split, join. */
#include "base/escape.h"
#include "collect/terraform/kit.h"

#define TEXT(args, index, text)                                                                                                \
    struct phs_slice text;                                                                                                     \
    do {                                                                                                                       \
        const struct phs_value *bad_;                                                                                          \
        if (!phs_tf_arg_string((args), (index), &text, &bad_))                                                                 \
            return bad_;                                                                                                       \
    } while (0)

static const struct phs_value *call_chomp(const struct phs_tf_args *args) {
    TEXT(args, 0, text);
    while (text.len && (text.ptr[text.len - 1] == '\n' || text.ptr[text.len - 1] == '\r'))
        text.len--;
    return phs_tf_string(args, text);
}

static bool ends_with(struct phs_slice text, struct phs_slice suffix) {
    return text.len >= suffix.len && phs_slice_eq(phs_slice_n(text.ptr + text.len - suffix.len, suffix.len), suffix);
}

static bool starts_with(struct phs_slice text, struct phs_slice prefix) {
    return text.len >= prefix.len && phs_slice_eq(phs_slice_n(text.ptr, prefix.len), prefix);
}

static const struct phs_value *call_endswith(const struct phs_tf_args *args) {
    TEXT(args, 0, text);
    TEXT(args, 1, suffix);
    return phs_tf_bool(args, ends_with(text, suffix));
}

static const struct phs_value *call_startswith(const struct phs_tf_args *args) {
    TEXT(args, 0, text);
    TEXT(args, 1, prefix);
    return phs_tf_bool(args, starts_with(text, prefix));
}

static const struct phs_value *call_strcontains(const struct phs_tf_args *args) {
    TEXT(args, 0, text);
    TEXT(args, 1, part);
    return phs_tf_bool(args, part.len == 0 || phs_slice_find(text, part) != (size_t)-1);
}

static const struct phs_value *call_trimprefix(const struct phs_tf_args *args) {
    TEXT(args, 0, text);
    TEXT(args, 1, prefix);
    if (starts_with(text, prefix))
        text = phs_slice_n(text.ptr + prefix.len, text.len - prefix.len);
    return phs_tf_string(args, text);
}

static const struct phs_value *call_trimsuffix(const struct phs_tf_args *args) {
    TEXT(args, 0, text);
    TEXT(args, 1, suffix);
    if (ends_with(text, suffix))
        text.len -= suffix.len;
    return phs_tf_string(args, text);
}

static bool is_space(uint32_t c) {
    return (c >= 9 && c <= 13) || c == ' ' || c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) ||
           c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

static bool in_set(uint32_t c, const struct phs_slice *set) {
    if (!set)
        return is_space(c);
    for (size_t at = 0; at < set->len;)
        if (phs_utf8_next(*set, &at) == c)
            return true;
    return false;
}

/* Cuts characters of set (NULL: white space) off both ends. */
static struct phs_slice trim(struct phs_slice text, const struct phs_slice *set) {
    size_t start = 0, end = 0;
    for (size_t at = 0; at < text.len;) {
        if (!in_set(phs_utf8_next(text, &at), set))
            break;
        start = at;
    }
    for (size_t at = start; at < text.len;)
        if (!in_set(phs_utf8_next(text, &at), set))
            end = at;
    return end > start ? phs_slice_n(text.ptr + start, end - start) : phs_slice_n("", 0);
}

static const struct phs_value *call_trim(const struct phs_tf_args *args) {
    TEXT(args, 0, text);
    TEXT(args, 1, set);
    return phs_tf_string(args, trim(text, &set));
}

static const struct phs_value *call_trimspace(const struct phs_tf_args *args) {
    TEXT(args, 0, text);
    return phs_tf_string(args, trim(text, NULL));
}

/* Bytes of the first count characters. */
static size_t skip(struct phs_slice text, int64_t count) {
    size_t at = 0;
    while (count-- > 0 && at < text.len)
        phs_utf8_next(text, &at);
    return at;
}

static const struct phs_value *call_substr(const struct phs_tf_args *args) {
    TEXT(args, 0, text);
    const struct phs_value *bad;
    int64_t offset, length;
    if (!phs_tf_arg_int(args, 1, &offset, &bad) || !phs_tf_arg_int(args, 2, &length, &bad))
        return bad;
    if (offset < 0)
        offset += (int64_t)phs_utf8_length(text);
    if (offset < 0)
        offset = 0;
    size_t from = skip(text, offset);
    struct phs_slice rest = phs_slice_n(text.ptr + from, text.len - from);
    if (length >= 0)
        rest.len = skip(rest, length);
    return phs_tf_string(args, rest);
}

static const struct phs_value *call_split(const struct phs_tf_args *args) {
    TEXT(args, 0, sep);
    TEXT(args, 1, text);
    PHS_VEC(const struct phs_value *) parts = {0};
    while (parts.n < PHS_TF_MAX_ITEMS) {
        size_t at = sep.len ? phs_slice_find(text, sep) : (size_t)-1;
        if (!sep.len && text.len)
            at = skip(text, 1);
        if (at == (size_t)-1 || (!sep.len && at == text.len))
            break;
        PHS_PUSH(args->arena, parts, phs_tf_string(args, phs_slice_n(text.ptr, at)));
        text = phs_slice_n(text.ptr + at + sep.len, text.len - at - sep.len);
    }
    if (sep.len || text.len)
        PHS_PUSH(args->arena, parts, phs_tf_string(args, text));
    return phs_tf_list(args, parts.at, parts.n);
}

/* One list of join; false leaves the reason in ret_bad. */
static bool join_list(const struct phs_tf_args *args, const struct phs_value *list, struct phs_slice sep, struct phs_buf *out,
                      bool *first, const struct phs_value **ret_bad) {
    for (size_t i = 0; i < list->list.n; i++) {
        const struct phs_value *item = phs_tf_to_string(args->arena, list->list.at[i]);
        if (!item || item->kind != PHS_STRING) {
            bool unknown = item && item->kind == PHS_UNKNOWN;
            *ret_bad = unknown ? phs_tf_because(args, item) : phs_tf_error(args, "element %zu is no string", i);
            *ret_bad = phs_tf_with_flags(args->arena, *ret_bad, unknown ? PHS_VALUE_NOT_NULL : 0);
            return false;
        }
        if (!*first)
            phs_buf_slice(out, sep);
        *first = false;
        phs_buf_slice(out, item->string);
    }
    return true;
}

/* The only element of all lists when it is a document with unknown parts: joined with nothing it stays what it is. */
static const struct phs_value *lone_document(const struct phs_tf_args *args) {
    const struct phs_value *found = NULL;
    for (size_t i = 1; i < args->n; i++)
        for (size_t k = 0; args->at[i]->kind == PHS_LIST && k < args->at[i]->list.n; k++) {
            if (found)
                return NULL;
            found = args->at[i]->list.at[k];
        }
    return found && (found->flags & PHS_VALUE_JSON) ? found : NULL;
}

static const struct phs_value *call_join(const struct phs_tf_args *args) {
    TEXT(args, 0, sep);
    if (lone_document(args))
        return lone_document(args);
    struct phs_buf out;
    phs_buf_init(&out, PHS_TF_MAX_RESULT);
    bool first = true;
    const struct phs_value *bad;
    for (size_t i = 1; i < args->n; i++)
        if (!phs_tf_arg_list(args, i, &bad) || !join_list(args, args->at[i], sep, &out, &first, &bad)) {
            phs_buf_done(&out);
            return bad;
        }
    return phs_tf_finish(args, &out);
}

const struct phs_tf_function phs_tf_string_functions[] = {
    {"chomp", 1, 1, 0, call_chomp},
    {"endswith", 2, 2, 0, call_endswith},
    {"join", 1, -1, 0, call_join},
    {"split", 2, 2, 0, call_split},
    {"startswith", 2, 2, 0, call_startswith},
    {"strcontains", 2, 2, 0, call_strcontains},
    {"substr", 3, 3, 0, call_substr},
    {"trim", 2, 2, 0, call_trim},
    {"trimprefix", 2, 2, 0, call_trimprefix},
    {"trimspace", 1, 1, 0, call_trimspace},
    {"trimsuffix", 2, 2, 0, call_trimsuffix},
    {0},
};
