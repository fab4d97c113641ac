/* SPDX-License-Identifier: Apache-2.0 */
/* What is known of values that are not known as a whole: how a text begins and ends, and which of a few a value is. */
#include "parse/hcl/eval_internal.h"

enum { MAX_CHOICES = 8, MAX_AFFIX = 4096, MAX_OUTLINE = 65536 };

static const struct phs_value *hinted(const struct phs_hcl_scope *scope, const struct phs_value *unknown,
                                      const struct phs_hint *hint) {
    struct phs_value *copy = PHS_NEW(scope->arena, struct phs_value);
    *copy = *unknown;
    copy->unknown.hint = hint;
    return copy;
}

const struct phs_value *phs_hcl_with_affixes(const struct phs_hcl_scope *scope, const struct phs_value *unknown,
                                             struct phs_slice prefix, struct phs_slice suffix, struct phs_slice outline) {
    struct phs_hint *hint;
    /* With one unknown part and short ends the ends say all of it. */
    bool whole = prefix.len <= MAX_AFFIX && suffix.len <= MAX_AFFIX && outline.len <= prefix.len + suffix.len + 3;
    if (outline.len > MAX_OUTLINE)
        outline.len = MAX_OUTLINE;
    if (unknown->kind != PHS_UNKNOWN || (!prefix.len && !suffix.len && whole))
        return unknown;
    if (prefix.len > MAX_AFFIX)
        prefix.len = MAX_AFFIX;
    if (suffix.len > MAX_AFFIX)
        suffix = phs_slice_n(suffix.ptr + suffix.len - MAX_AFFIX, MAX_AFFIX);
    hint = PHS_NEW(scope->arena, struct phs_hint);
    hint->prefix = phs_slice_n(phs_strndup(scope->arena, prefix.ptr, prefix.len), prefix.len);
    hint->suffix = phs_slice_n(phs_strndup(scope->arena, suffix.ptr, suffix.len), suffix.len);
    if (!whole && phs_hcl_pay_bytes(scope, outline.len))
        hint->outline = phs_slice_n(phs_strndup(scope->arena, outline.ptr, outline.len), outline.len);
    return hinted(scope, unknown, hint);
}

static size_t choices_of(const struct phs_value *value, const struct phs_value **ret_choices) {
    if (value->kind != PHS_UNKNOWN) {
        ret_choices[0] = value;
        return phs_hcl_first_unknown(value) ? 0 : 1;
    }
    const struct phs_hint *hint = value->unknown.hint;
    size_t n = hint && hint->choice_count <= MAX_CHOICES ? hint->choice_count : 0;
    for (size_t i = 0; i < n; i++)
        ret_choices[i] = hint->choices[i];
    return n;
}

const struct phs_value *phs_hcl_with_choices(const struct phs_hcl_scope *scope, const struct phs_value *unknown,
                                             const struct phs_value *a, const struct phs_value *b) {
    const struct phs_value *choices[2 * MAX_CHOICES];
    size_t first = choices_of(a, choices), second = choices_of(b, choices + first);
    if (unknown->kind != PHS_UNKNOWN || !first || !second || first + second > MAX_CHOICES)
        return unknown;
    struct phs_hint *hint = PHS_NEW(scope->arena, struct phs_hint);
    const struct phs_value **kept = PHS_NEW_N(scope->arena, const struct phs_value *, first + second);
    memcpy(kept, choices, (first + second) * sizeof *kept);
    hint->choices = kept;
    hint->choice_count = first + second;
    return hinted(scope, unknown, hint);
}
