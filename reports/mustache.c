/* SPDX-License-Identifier: Apache-2.0 */
/* Parts and a view -> text. Values are looked up from the innermost section outwards; only the template decides what is a tag.
 */
#include "reports/mustache.h"

#include "base/escape.h"
#include "reports/mustache_parts.h"

enum { DEFAULT_DEPTH = 64, DEFAULT_STEPS = 20000000, MAX_PARTIAL_BYTES = 8 * 1024 * 1024 };

struct context {
    const struct phs_value *value;
    const struct context *outer;
};

struct renderer {
    struct phs_arena *arena;
    const char *name;
    const struct phs_mustache *options;
    struct phs_map partials; /* indent NUL name -> struct phs_parts */
    size_t partial_bytes;
    size_t steps, max_steps;
    int depth, max_depth;
    struct phs_buf *out;
    struct phs_err *err;
};

static const struct phs_value *find_first(const struct context *context, struct phs_slice key) {
    for (; context; context = context->outer) {
        const struct phs_value *value = phs_get_slice(context->value, key);
        if (value)
            return value;
    }
    return NULL;
}

/* "a.b.c": a from the innermost section that has it, the rest from there alone. */
static const struct phs_value *find(const struct context *context, struct phs_slice name) {
    if (phs_slice_is(name, "."))
        return context->value;
    struct phs_slice key;
    if (!phs_slice_cut(&name, '.', &key))
        return NULL;
    const struct phs_value *value = find_first(context, key);
    while (value && phs_slice_cut(&name, '.', &key))
        value = phs_get_slice(value, key);
    return value;
}

static bool is_false(const struct phs_value *value) {
    if (!value)
        return true;
    switch (value->kind) {
    case PHS_NULL:
    case PHS_UNKNOWN:
        return true;
    case PHS_BOOL:
        return !value->boolean;
    case PHS_NUMBER:
        return value->number.value == 0;
    case PHS_STRING:
        return value->string.len == 0;
    case PHS_LIST:
        return value->list.n == 0;
    default:
        return false;
    }
}

static struct phs_slice scalar(struct renderer *r, const struct phs_value *value) {
    if (!value)
        return (struct phs_slice){0};
    if (value->kind == PHS_STRING)
        return value->string;
    return phs_slice(phs_scalar_text(r->arena, value));
}

static void write_value(struct renderer *r, const struct phs_value *value, bool raw) {
    struct phs_slice text = scalar(r, value);
    if (raw || r->options->escape == PHS_MUSTACHE_NONE)
        phs_buf_slice(r->out, text);
    else if (r->options->escape == PHS_MUSTACHE_MARKDOWN)
        phs_escape_markdown(r->out, text);
    else
        phs_escape_html(r->out, text);
}

static enum phs_code limit(struct renderer *r, const char *what) {
    return phs_fail(r->err, PHS_E_LIMIT, "%s: %s.", r->name, what);
}

static enum phs_code render(struct renderer *r, const struct phs_parts *parts, size_t first, size_t last,
                            const struct context *context);

static enum phs_code render_deeper(struct renderer *r, const struct phs_parts *parts, size_t first, size_t last,
                                   const struct context *context) {
    if (r->depth >= r->max_depth)
        return limit(r, "sections and partials are nested too deep");
    r->depth++;
    enum phs_code code = render(r, parts, first, last, context);
    r->depth--;
    return code;
}

static enum phs_code render_section(struct renderer *r, const struct phs_parts *parts, size_t at,
                                    const struct context *context) {
    const struct phs_part *part = &parts->items.at[at];
    const struct phs_value *value = find(context, part->text);
    bool is_list = phs_is(value, PHS_LIST);
    size_t rounds = is_false(value) ? 0 : is_list ? value->list.n : 1;
    for (size_t i = 0; i < rounds; i++) {
        struct context inner = {is_list ? value->list.at[i] : value, context};
        enum phs_code code = render_deeper(r, parts, at + 1, part->end, &inner);
        if (code != PHS_OK)
            return code;
    }
    return PHS_OK;
}

/* Every line of a partial moves right by the white space before its tag; what values bring in is not touched. */
static struct phs_slice indented(struct renderer *r, struct phs_slice text, struct phs_slice indent, size_t lines) {
    char *copy = phs_alloc(r->arena, text.len + lines * indent.len);
    size_t n = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (i == 0 || text.ptr[i - 1] == '\n') {
            memcpy(copy + n, indent.ptr, indent.len);
            n += indent.len;
        }
        copy[n++] = text.ptr[i];
    }
    return phs_slice_n(copy, n);
}

static size_t count_lines(struct phs_slice text) {
    size_t lines = 1;
    for (size_t i = 0; i < text.len; i++)
        lines += text.ptr[i] == '\n';
    return lines;
}

static enum phs_code read_partial(struct renderer *r, const struct phs_part *part, struct phs_parts *ret_parts) {
    struct phs_slice text = {0};
    if (!r->options->partial || !r->options->partial(r->options->user, part->text, &text))
        return PHS_OK;
    size_t lines = count_lines(text);
    if (text.len > MAX_PARTIAL_BYTES || part->indent.len > MAX_PARTIAL_BYTES / lines)
        return limit(r, "a partial is larger than 8 MiB");
    r->partial_bytes += text.len + lines * part->indent.len;
    if (r->partial_bytes > 4 * (size_t)MAX_PARTIAL_BYTES)
        return limit(r, "partials are larger than 32 MiB");
    if (part->indent.len)
        text = indented(r, text, part->indent, lines);
    return phs_mustache_parse(r->arena, phs_slice_dup(r->arena, part->text), text, r->max_depth, ret_parts, r->err);
}

static enum phs_code render_partial(struct renderer *r, const struct phs_part *part, const struct context *context) {
    struct phs_parts *parts = phs_map_get(&r->partials, part->key);
    if (!parts) {
        parts = PHS_NEW(r->arena, struct phs_parts);
        enum phs_code code = read_partial(r, part, parts);
        if (code != PHS_OK)
            return code;
        phs_map_put(&r->partials, part->key, parts);
    }
    return render_deeper(r, parts, 0, parts->items.n, context);
}

static enum phs_code render_part(struct renderer *r, const struct phs_parts *parts, size_t at, const struct context *context) {
    const struct phs_part *part = &parts->items.at[at];
    switch (part->kind) {
    case PHS_PART_TEXT:
        phs_buf_slice(r->out, part->text);
        return PHS_OK;
    case PHS_PART_VALUE:
    case PHS_PART_RAW:
        write_value(r, find(context, part->text), part->kind == PHS_PART_RAW);
        return PHS_OK;
    case PHS_PART_SECTION:
        return render_section(r, parts, at, context);
    case PHS_PART_INVERTED:
        return is_false(find(context, part->text)) ? render_deeper(r, parts, at + 1, part->end, context) : PHS_OK;
    case PHS_PART_PARTIAL:
        return render_partial(r, part, context);
    default:
        return PHS_OK;
    }
}

static enum phs_code render(struct renderer *r, const struct phs_parts *parts, size_t first, size_t last,
                            const struct context *context) {
    for (size_t at = first; at < last; at++) {
        if (++r->steps > r->max_steps)
            return limit(r, "the template takes too many steps");
        enum phs_code code = render_part(r, parts, at, context);
        if (code != PHS_OK)
            return code;
        if (r->out->failed)
            return limit(r, "the output is larger than allowed");
        if (parts->items.at[at].kind == PHS_PART_SECTION || parts->items.at[at].kind == PHS_PART_INVERTED)
            at = parts->items.at[at].end;
    }
    return PHS_OK;
}

enum phs_code phs_mustache_render(struct phs_arena *arena, const char *name, struct phs_slice text,
                                  const struct phs_value *view, const struct phs_mustache *options, struct phs_buf *out,
                                  struct phs_err *err) {
    struct renderer r = {.arena = arena,
                         .name = name,
                         .options = options,
                         .max_steps = options->max_steps ? options->max_steps : DEFAULT_STEPS,
                         .max_depth = options->max_depth ? options->max_depth : DEFAULT_DEPTH,
                         .out = out,
                         .err = err};
    phs_map_init(&r.partials, arena);
    struct phs_parts parts;
    enum phs_code code = phs_mustache_parse(arena, name, text, r.max_depth, &parts, err);
    if (code != PHS_OK)
        return code;
    struct context root = {view, NULL};
    return render(&r, &parts, 0, parts.items.n, &root);
}
