/* SPDX-License-Identifier: Apache-2.0 */
/* The table of Terraform's functions and what holds for each call: number of arguments, nulls, unknowns, sensitive marks. */
#include "collect/terraform/kit.h"

static const struct phs_tf_function *const tables[] = {
    phs_tf_string_functions, phs_tf_text_functions,     phs_tf_format_functions, phs_tf_regex_functions,
    phs_tf_list_functions,   phs_tf_pick_functions,     phs_tf_map_functions,    phs_tf_set_functions,
    phs_tf_number_functions, phs_tf_encoding_functions, phs_tf_hash_functions,   phs_tf_file_functions,
    phs_tf_cidr_functions,   phs_tf_type_functions,     phs_tf_date_functions,   phs_tf_coded_functions,
};

enum { MAX_FUNCTIONS = 160 };

static struct {
    const struct phs_tf_function *at[MAX_FUNCTIONS];
    size_t n;
} sorted;

static int by_name(const void *a, const void *b) {
    return strcmp((*(const struct phs_tf_function *const *)a)->name, (*(const struct phs_tf_function *const *)b)->name);
}

/* Before main and therefore before any thread. */
__attribute__((constructor)) static void sort_tables(void) {
    for (size_t t = 0; t < sizeof tables / sizeof *tables; t++)
        for (const struct phs_tf_function *f = tables[t]; f->name; f++)
            if (sorted.n < MAX_FUNCTIONS)
                sorted.at[sorted.n++] = f;
    qsort(sorted.at, sorted.n, sizeof *sorted.at, by_name);
}

size_t phs_tf_function_count(void) {
    return sorted.n;
}

const char *phs_tf_function_name(size_t index) {
    return sorted.at[index]->name;
}

static const struct phs_tf_function *find(struct phs_slice name) {
    size_t low = 0, high = sorted.n;
    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = phs_slice_cmp(phs_slice(sorted.at[middle]->name), name);
        if (order == 0)
            return sorted.at[middle];
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

static const struct phs_value *refusal(const struct phs_tf_function *function, const struct phs_tf_args *args) {
    if ((int)args->n < function->min || (function->max >= 0 && (int)args->n > function->max))
        return phs_tf_error(args, "takes another number of arguments than %zu", args->n);
    if (args->n > PHS_TF_MAX_ITEMS)
        return phs_tf_unknown(args, PHS_WHY_LIMIT, "a function call has too many arguments");
    for (size_t i = 0; !(function->flags & PHS_TF_NULLS) && i < args->n; i++)
        if (args->at[i]->kind == PHS_NULL)
            return phs_tf_error(args, "argument %zu must not be null", i + 1);
    return NULL;
}

static const struct phs_value *unknown_argument(const struct phs_tf_function *function, const struct phs_tf_args *args) {
    if (function->flags & PHS_TF_OWN)
        return NULL;
    for (size_t i = 0; i < args->n; i++) {
        const struct phs_value *unknown = args->at[i];
        if (function->flags & PHS_TF_DEEP)
            unknown = phs_find_unknown(unknown);
        if (unknown && unknown->kind == PHS_UNKNOWN)
            return phs_tf_with_flags(args->arena, phs_tf_because(args, unknown), PHS_VALUE_NOT_NULL);
    }
    return NULL;
}

enum { MAX_OUTLINE = 16384 };

static void gather(struct phs_buf *out, const struct phs_value *value, int depth) {
    const struct phs_hint *hint = phs_is(value, PHS_UNKNOWN) ? value->unknown.hint : NULL;
    for (size_t i = 0; depth && value->kind == PHS_LIST && i < value->list.n && out->len < MAX_OUTLINE; i++)
        gather(out, value->list.at[i], depth - 1);
    if (value->kind == PHS_LIST)
        return;
    if (hint && !hint->outline.len)
        phs_buf_printf(out, "%.*s${}%.*s\n", (int)hint->prefix.len, hint->prefix.ptr ? hint->prefix.ptr : "",
                       (int)hint->suffix.len, hint->suffix.ptr ? hint->suffix.ptr : "");
    phs_buf_slice(out, hint ? hint->outline : phs_text(value));
    phs_buf_puts(out, "\n");
}

static bool says_something(const struct phs_buf *out) {
    for (size_t i = 0; i < out->len && !out->failed; i++)
        if (phs_buf_text(out)[i] != '\n')
            return true;
    return false;
}

/* A text made of texts shows those of them that are known, whatever the function does with the others. */
static const struct phs_value *outlined(const struct phs_tf_args *args, const struct phs_value *result) {
    static const char *const makers[] = {"join", "format", "trimspace", "chomp", "indent", "trim", "trimprefix", "trimsuffix"};
    bool maker = false;
    for (size_t i = 0; i < sizeof makers / sizeof *makers; i++)
        maker |= strcmp(args->name, makers[i]) == 0;
    if (!maker || result->kind != PHS_UNKNOWN || result->unknown.hint)
        return result;
    struct phs_value *copy = PHS_NEW(args->arena, struct phs_value);
    struct phs_hint *hint = PHS_NEW(args->arena, struct phs_hint);
    struct phs_buf out;
    phs_buf_init(&out, 2 * MAX_OUTLINE);
    for (size_t i = 0; i < args->n; i++)
        gather(&out, args->at[i], 8);
    bool keeps = says_something(&out);
    if (keeps)
        hint->outline = phs_slice_n(phs_strndup(args->arena, phs_buf_text(&out), out.len), out.len);
    *copy = *result;
    copy->unknown.hint = keeps ? hint : NULL;
    phs_buf_done(&out);
    return copy;
}

static bool takes_the_mark_off(const char *name) {
    return strcmp(name, "nonsensitive") == 0 || strcmp(name, "issensitive") == 0;
}

static const struct phs_value *marked(const struct phs_tf_args *args, const struct phs_value *result) {
    if (!args->host->sensitive || takes_the_mark_off(args->name))
        return result;
    for (size_t i = 0; i < args->n; i++)
        if (phs_tf_is_sensitive(args->at[i]))
            return phs_tf_with_flags(args->arena, result, PHS_VALUE_SENSITIVE);
    return result;
}

const struct phs_value *phs_tf_call(struct phs_tf_host *host, struct phs_arena *arena, struct phs_slice name,
                                    const struct phs_value *const *args, size_t n, struct phs_place place) {
    if (phs_slice_starts(name, "core::"))
        name = phs_slice_n(name.ptr + 6, name.len - 6);
    const struct phs_tf_function *function = find(name);
    if (!function)
        return phs_value_unknown(
            arena, PHS_WHY_FUNCTION,
            phs_printf(arena, "function %.*s is not evaluated", (int)(name.len < 80 ? name.len : 80), name.ptr), place);
    struct phs_tf_args call = {.host = host, .arena = arena, .name = function->name, .at = args, .n = n, .place = place};
    const struct phs_value *result = refusal(function, &call);
    if (!result)
        result = unknown_argument(function, &call);
    if (!result)
        result = function->call(&call);
    return marked(&call, outlined(&call, result));
}
