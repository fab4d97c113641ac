/* SPDX-License-Identifier: Apache-2.0 */
/* regex, regexall and replace. Go's RE2 and PCRE2 agree on what people write; $ means the end of the text as in Go. */
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "base/escape.h"
#include "collect/terraform/pattern.h"

struct matcher {
    pcre2_code *code;
    pcre2_match_data *data;
    pcre2_match_context *context;
};

enum { MAX_PATTERN = 64 * 1024, MATCH_LIMIT = 1000000, DEPTH_LIMIT = 10000, HEAP_LIMIT_KIB = 20000 };

static void matcher_done(struct matcher *matcher) {
    pcre2_match_context_free(matcher->context);
    pcre2_match_data_free(matcher->data);
    pcre2_code_free(matcher->code);
}

static bool matcher_init(struct matcher *matcher, struct phs_slice pattern) {
    int error;
    PCRE2_SIZE offset;
    *matcher = (struct matcher){0};
    if (pattern.len > MAX_PATTERN)
        return false;
    matcher->code =
        pcre2_compile((PCRE2_SPTR)pattern.ptr, pattern.len,
                      PCRE2_UTF | PCRE2_DOLLAR_ENDONLY | PCRE2_NEVER_BACKSLASH_C | PCRE2_DUPNAMES, &error, &offset, NULL);
    if (!matcher->code)
        return false;
    matcher->data = pcre2_match_data_create_from_pattern(matcher->code, NULL);
    matcher->context = pcre2_match_context_create(NULL);
    pcre2_set_match_limit(matcher->context, MATCH_LIMIT);
    pcre2_set_depth_limit(matcher->context, DEPTH_LIMIT);
    pcre2_set_heap_limit(matcher->context, HEAP_LIMIT_KIB);
    return true;
}

static int match_at(const struct matcher *matcher, struct phs_slice text, size_t at) {
    return pcre2_match(matcher->code, (PCRE2_SPTR)(text.ptr ? text.ptr : ""), text.len, at, 0, matcher->data, matcher->context);
}

static const struct phs_value *group(const struct phs_tf_args *args, const struct matcher *matcher, struct phs_slice text,
                                     size_t index) {
    const PCRE2_SIZE *ends = pcre2_get_ovector_pointer(matcher->data);
    if (ends[2 * index] == PCRE2_UNSET)
        return phs_value_null(args->arena, args->place);
    return phs_tf_string(args, phs_slice_n(text.ptr + ends[2 * index], ends[2 * index + 1] - ends[2 * index]));
}

static const struct phs_value *named_groups(const struct phs_tf_args *args, const struct matcher *matcher,
                                            struct phs_slice text, uint32_t names) {
    PCRE2_SPTR table;
    uint32_t size;
    pcre2_pattern_info(matcher->code, PCRE2_INFO_NAMETABLE, &table);
    pcre2_pattern_info(matcher->code, PCRE2_INFO_NAMEENTRYSIZE, &size);
    struct phs_map_builder map;
    phs_map_builder_init(&map, args->arena);
    for (uint32_t i = 0; i < names; i++, table += size) {
        size_t index = (size_t)table[0] << 8 | table[1];
        const char *name = phs_strdup(args->arena, (const char *)table + 2);
        phs_map_builder_set(&map, phs_slice(name), args->place, group(args, matcher, text, index));
    }
    return phs_map_builder_done(&map, args->place);
}

/* A string without groups, a list of groups, or a map of named ones. */
static const struct phs_value *captures(const struct phs_tf_args *args, const struct matcher *matcher, struct phs_slice text) {
    uint32_t groups, names;
    pcre2_pattern_info(matcher->code, PCRE2_INFO_CAPTURECOUNT, &groups);
    pcre2_pattern_info(matcher->code, PCRE2_INFO_NAMECOUNT, &names);
    if (groups == 0)
        return group(args, matcher, text, 0);
    if (names)
        return named_groups(args, matcher, text, names);
    const struct phs_value **items = PHS_NEW_N(args->arena, const struct phs_value *, groups);
    for (uint32_t i = 0; i < groups; i++)
        items[i] = group(args, matcher, text, i + 1);
    return phs_tf_list(args, items, groups);
}

static const struct phs_value *match_failure(const struct phs_tf_args *args, int code) {
    if (code == PCRE2_ERROR_NOMATCH)
        return phs_tf_error(args, "the pattern did not match");
    return phs_tf_unknown(args, PHS_WHY_LIMIT, "matching a regular expression took too long");
}

static bool pattern_and_text(const struct phs_tf_args *args, struct phs_slice *ret_text, struct matcher *matcher,
                             const struct phs_value **ret_bad) {
    struct phs_slice pattern;
    if (!phs_tf_arg_string(args, 0, &pattern, ret_bad) || !phs_tf_arg_string(args, 1, ret_text, ret_bad))
        return false;
    if (matcher_init(matcher, pattern))
        return true;
    *ret_bad = phs_tf_error(args, "the pattern is no valid regular expression");
    return false;
}

static const struct phs_value *call_regex(const struct phs_tf_args *args) {
    struct matcher matcher;
    struct phs_slice text;
    const struct phs_value *result;
    if (!pattern_and_text(args, &text, &matcher, &result))
        return result;
    int code = match_at(&matcher, text, 0);
    result = code < 0 ? match_failure(args, code) : captures(args, &matcher, text);
    matcher_done(&matcher);
    return result;
}

/* Where to look next: behind the match, one character further when it was empty. */
static size_t behind(const struct matcher *matcher, struct phs_slice text) {
    const PCRE2_SIZE *ends = pcre2_get_ovector_pointer(matcher->data);
    size_t at = ends[1];
    if (ends[0] == ends[1]) {
        if (at < text.len)
            phs_utf8_next(text, &at);
        else
            at++;
    }
    return at;
}

/* An empty match right behind the last one does not count, as in Go. */
static bool touches(const struct matcher *matcher, size_t last) {
    const PCRE2_SIZE *ends = pcre2_get_ovector_pointer(matcher->data);
    return ends[0] == ends[1] && ends[0] == last;
}

static const struct phs_value *call_regexall(const struct phs_tf_args *args) {
    struct matcher matcher;
    struct phs_slice text;
    const struct phs_value *bad;
    if (!pattern_and_text(args, &text, &matcher, &bad))
        return bad;
    PHS_VEC(const struct phs_value *) found = {0};
    int code = 0;
    size_t last = (size_t)-1;
    for (size_t at = 0; at <= text.len && found.n < PHS_TF_MAX_ITEMS; at = behind(&matcher, text)) {
        code = match_at(&matcher, text, at);
        if (code < 0)
            break;
        if (!touches(&matcher, last))
            PHS_PUSH(args->arena, found, captures(args, &matcher, text));
        last = pcre2_get_ovector_pointer(matcher.data)[1];
    }
    const struct phs_value *result =
        code < 0 && code != PCRE2_ERROR_NOMATCH ? match_failure(args, code) : phs_tf_list(args, found.at, found.n);
    matcher_done(&matcher);
    return result;
}

static bool is_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

static long group_number(const struct matcher *matcher, struct phs_slice name) {
    double number;
    if (phs_slice_number(name, &number))
        return number >= 0 && number < 1000 ? (long)number : -1;
    char text[64];
    if (name.len >= sizeof text)
        return -1;
    memcpy(text, name.ptr, name.len);
    text[name.len] = '\0';
    return pcre2_substring_number_from_name(matcher->code, (PCRE2_SPTR)text);
}

/* Go's Expand: $1, ${1}, $name, $$; the longest name wins, unknown ones are empty. Returns bytes read behind the dollar. */
static size_t expand_one(const struct matcher *matcher, struct phs_slice text, struct phs_slice rest, struct phs_buf *out) {
    if (rest.len && rest.ptr[0] == '$') {
        phs_buf_putc(out, '$');
        return 1;
    }
    size_t from = rest.len && rest.ptr[0] == '{', end = from;
    while (end < rest.len && is_word(rest.ptr[end]))
        end++;
    if (end == from || (from && (end >= rest.len || rest.ptr[end] != '}'))) {
        phs_buf_putc(out, '$');
        return 0;
    }
    const PCRE2_SIZE *ends = pcre2_get_ovector_pointer(matcher->data);
    long index = group_number(matcher, phs_slice_n(rest.ptr + from, end - from));
    if (index >= 0 && index < (long)pcre2_get_ovector_count(matcher->data) && ends[2 * index] != PCRE2_UNSET)
        phs_buf_add(out, text.ptr + ends[2 * index], ends[2 * index + 1] - ends[2 * index]);
    return end + from;
}

static void expand(const struct matcher *matcher, struct phs_slice text, struct phs_slice with, struct phs_buf *out) {
    for (size_t i = 0; i < with.len; i++) {
        if (with.ptr[i] == '$')
            i += expand_one(matcher, text, phs_slice_n(with.ptr + i + 1, with.len - i - 1), out);
        else
            phs_buf_putc(out, with.ptr[i]);
    }
}

static const struct phs_value *replace_pattern(const struct phs_tf_args *args, struct phs_slice text, struct phs_slice pattern,
                                               struct phs_slice with) {
    struct matcher matcher;
    if (!matcher_init(&matcher, pattern))
        return phs_tf_error(args, "the pattern is no valid regular expression");
    struct phs_buf out;
    phs_buf_init(&out, PHS_TF_MAX_RESULT);
    size_t copied = 0, last = (size_t)-1;
    int code = PCRE2_ERROR_NOMATCH;
    for (size_t at = 0; at <= text.len && !out.failed; at = behind(&matcher, text)) {
        code = match_at(&matcher, text, at);
        if (code < 0)
            break;
        const PCRE2_SIZE *ends = pcre2_get_ovector_pointer(matcher.data);
        phs_buf_add(&out, text.ptr + copied, ends[0] - copied);
        if (!touches(&matcher, last))
            expand(&matcher, text, with, &out);
        last = copied = ends[1];
    }
    phs_buf_add(&out, text.ptr + copied, text.len - copied);
    matcher_done(&matcher);
    if (code < 0 && code != PCRE2_ERROR_NOMATCH) {
        phs_buf_done(&out);
        return match_failure(args, code);
    }
    return phs_tf_finish(args, &out);
}

static const struct phs_value *replace_text(const struct phs_tf_args *args, struct phs_slice text, struct phs_slice part,
                                            struct phs_slice with) {
    struct phs_buf out;
    phs_buf_init(&out, PHS_TF_MAX_RESULT);
    for (size_t at; part.len && !out.failed && (at = phs_slice_find(text, part)) != (size_t)-1;) {
        phs_buf_add(&out, text.ptr, at);
        phs_buf_slice(&out, with);
        text = phs_slice_n(text.ptr + at + part.len, text.len - at - part.len);
    }
    for (size_t at = 0; !part.len && at < text.len && !out.failed;) { /* between all characters, as in Go */
        size_t from = at;
        phs_buf_slice(&out, with);
        phs_utf8_next(text, &at);
        phs_buf_add(&out, text.ptr + from, at - from);
    }
    phs_buf_slice(&out, part.len ? text : with);
    return phs_tf_finish(args, &out);
}

static const struct phs_value *call_replace(const struct phs_tf_args *args) {
    struct phs_slice text, part, with;
    const struct phs_value *bad;
    if (!phs_tf_arg_string(args, 0, &text, &bad) || !phs_tf_arg_string(args, 1, &part, &bad) ||
        !phs_tf_arg_string(args, 2, &with, &bad))
        return bad;
    if (part.len > 1 && part.ptr[0] == '/' && part.ptr[part.len - 1] == '/')
        return replace_pattern(args, text, phs_slice_n(part.ptr + 1, part.len - 2), with);
    return replace_text(args, text, part, with);
}

const struct phs_value *phs_tf_pattern_case(const struct phs_tf_args *args, struct phs_slice text, struct phs_slice pattern,
                                            struct phs_slice replacement) {
    struct matcher matcher;
    if (!matcher_init(&matcher, pattern))
        return phs_tf_error(args, "the text cannot be changed");
    PCRE2_SIZE length = text.len * 3 + 16;
    char *out = phs_alloc(args->arena, length);
    int code = pcre2_substitute(matcher.code, (PCRE2_SPTR)text.ptr, text.len, 0,
                                PCRE2_SUBSTITUTE_GLOBAL | PCRE2_SUBSTITUTE_EXTENDED, matcher.data, matcher.context,
                                (PCRE2_SPTR)replacement.ptr, replacement.len, (PCRE2_UCHAR *)out, &length);
    matcher_done(&matcher);
    return code < 0 ? phs_tf_error(args, "the text cannot be changed") : phs_tf_string(args, phs_slice_n(out, length));
}

const struct phs_tf_function phs_tf_regex_functions[] = {
    {"regex", 2, 2, 0, call_regex},
    {"regexall", 2, 2, 0, call_regexall},
    {"replace", 3, 3, 0, call_replace},
    {0},
};
