/* SPDX-License-Identifier: Apache-2.0 */
/* Regular expressions as policies mean them (Python's re), on PCRE2 with limits: hostile patterns end in unknown. */
#include "base/buf.h"
#include "judge/policy/node.h"

/* The two spellings on which Python and PCRE2 differ: \Z is the very end, and {,n} counts from zero. */
static void translate(struct phs_slice pattern, struct phs_buf *out) {
    bool in_class = false;
    for (size_t i = 0; i < pattern.len; i++) {
        char c = pattern.ptr[i];
        if (c == '\\' && i + 1 < pattern.len) {
            phs_buf_putc(out, c);
            phs_buf_putc(out, pattern.ptr[i + 1] == 'Z' && !in_class ? 'z' : pattern.ptr[i + 1]);
            i++;
            continue;
        }
        in_class = c == '[' ? true : c == ']' ? false : in_class;
        phs_buf_putc(out, c);
        if (c == '{' && !in_class && i + 1 < pattern.len && pattern.ptr[i + 1] == ',')
            phs_buf_putc(out, '0');
    }
}

pcre2_code *phs_regex_compile(struct phs_slice pattern, bool anchored, const char **ret_fault) {
    if (pattern.len > PHS_POLICY_MAX_TEXT) {
        *ret_fault = "the pattern is too long";
        return NULL;
    }
    struct phs_buf text;
    phs_buf_init(&text, 2 * PHS_POLICY_MAX_TEXT + 16);
    translate(pattern, &text);
    pcre2_compile_context *context = pcre2_compile_context_create(NULL);
    pcre2_set_newline(context, PCRE2_NEWLINE_LF);
    pcre2_set_parens_nest_limit(context, 100);
    int error;
    PCRE2_SIZE at;
    pcre2_code *code =
        pcre2_compile((PCRE2_SPTR)phs_buf_text(&text), text.len,
                      PCRE2_UTF | PCRE2_UCP | PCRE2_NEVER_BACKSLASH_C | (anchored ? PCRE2_ANCHORED : 0), &error, &at, context);
    pcre2_compile_context_free(context);
    phs_buf_done(&text);
    if (!code)
        *ret_fault = "the pattern is no regular expression";
    return code;
}

enum truth phs_regex_test(struct eval *eval, const pcre2_code *code, struct phs_slice subject) {
    pcre2_match_context *context = pcre2_match_context_create(NULL);
    pcre2_match_data *data = pcre2_match_data_create(1, NULL);
    pcre2_set_match_limit(context, 200000);
    pcre2_set_depth_limit(context, 20000);
    pcre2_set_heap_limit(context, 4096);
    int n = pcre2_match(code, (PCRE2_SPTR)(subject.ptr ? subject.ptr : ""), subject.len, 0, 0, data, context);
    pcre2_match_data_free(data);
    pcre2_match_context_free(context);
    if (n >= 0)
        return SAYS_YES;
    return n == PCRE2_ERROR_NOMATCH ? SAYS_NO : phs_doubt(eval, "check-error", "the pattern takes too long on this value");
}

/* Partial matching: what neither matches nor could with more text is out; a pattern that may begin later never is. */
bool phs_regex_excludes(const pcre2_code *code, struct phs_slice prefix) {
    uint32_t options = 0;
    if (!prefix.len || pcre2_pattern_info(code, PCRE2_INFO_ALLOPTIONS, &options) != 0 || !(options & PCRE2_ANCHORED))
        return false;
    pcre2_match_data *data = pcre2_match_data_create(1, NULL);
    pcre2_match_context *context = pcre2_match_context_create(NULL);
    pcre2_set_match_limit(context, 200000);
    int n = pcre2_match(code, (PCRE2_SPTR)prefix.ptr, prefix.len, 0, PCRE2_PARTIAL_HARD, data, context);
    pcre2_match_context_free(context);
    pcre2_match_data_free(data);
    return n == PCRE2_ERROR_NOMATCH;
}
