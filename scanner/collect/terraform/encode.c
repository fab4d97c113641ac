/* SPDX-License-Identifier: Apache-2.0 */
/* Values to JSON and YAML text, byte for byte as Terraform writes them, since policies compare and hash such text. */
#include "collect/terraform/encode.h"

#include "base/buf.h"
#include "base/escape.h"
#include "collect/terraform/kit.h"

enum { MAX_DEPTH = 200 };

static int by_key(const void *a, const void *b) {
    return phs_slice_cmp((*(const struct phs_entry *const *)a)->key, (*(const struct phs_entry *const *)b)->key);
}

const struct phs_entry **phs_tf_sorted_entries(struct phs_arena *arena, const struct phs_value *map) {
    const struct phs_entry **entries = PHS_NEW_N(arena, const struct phs_entry *, map->map.n);
    for (size_t i = 0; i < map->map.n; i++)
        entries[i] = &map->map.at[i];
    if (map->map.n > 1)
        qsort(entries, map->map.n, sizeof *entries, by_key);
    return entries;
}

static void put_escape(struct phs_buf *out, uint32_t c) {
    if (c == '\n' || c == '\r' || c == '\t')
        phs_buf_puts(out, c == '\n' ? "\\n" : c == '\r' ? "\\r" : "\\t");
    else
        phs_buf_printf(out, "\\u%04x", c);
}

static void put_string(struct phs_buf *out, struct phs_slice text) {
    phs_buf_putc(out, '"');
    for (size_t at = 0; at < text.len;) {
        uint32_t c = phs_utf8_next(text, &at);
        if (c == '"' || c == '\\')
            phs_buf_printf(out, "\\%c", (char)c);
        else if (c < 0x20 || c == '<' || c == '>' || c == '&' || c == 0x2028 || c == 0x2029)
            put_escape(out, c);
        else
            phs_buf_utf8(out, c);
    }
    phs_buf_putc(out, '"');
}

static void put_json(struct phs_buf *out, struct phs_arena *arena, const struct phs_value *value, int depth);

static void put_json_map(struct phs_buf *out, struct phs_arena *arena, const struct phs_value *value, int depth) {
    const struct phs_entry **entries = phs_tf_sorted_entries(arena, value);
    phs_buf_putc(out, '{');
    for (size_t i = 0; i < value->map.n; i++) {
        if (i)
            phs_buf_putc(out, ',');
        put_string(out, entries[i]->key);
        phs_buf_putc(out, ':');
        put_json(out, arena, entries[i]->value, depth + 1);
    }
    phs_buf_putc(out, '}');
}

static void put_json_list(struct phs_buf *out, struct phs_arena *arena, const struct phs_value *value, int depth) {
    phs_buf_putc(out, '[');
    for (size_t i = 0; i < value->list.n; i++) {
        if (i)
            phs_buf_putc(out, ',');
        put_json(out, arena, value->list.at[i], depth + 1);
    }
    phs_buf_putc(out, ']');
}

static void put_json(struct phs_buf *out, struct phs_arena *arena, const struct phs_value *value, int depth) {
    if (out->failed || depth > MAX_DEPTH)
        out->failed = true;
    else if (value->kind == PHS_STRING)
        put_string(out, value->string);
    else if (value->kind == PHS_MAP)
        put_json_map(out, arena, value, depth);
    else if (value->kind == PHS_LIST)
        put_json_list(out, arena, value, depth);
    else if (value->kind == PHS_BOOL || value->kind == PHS_NUMBER)
        phs_buf_puts(out, phs_scalar_text(arena, value));
    else
        phs_buf_puts(out, "null");
}

static struct phs_slice taken(struct phs_arena *arena, struct phs_buf *out) {
    struct phs_slice text = phs_slice_n(phs_strndup(arena, phs_buf_text(out), out->len), out->len);
    phs_buf_done(out);
    return text;
}

struct phs_slice phs_tf_json_text(struct phs_arena *arena, const struct phs_value *value) {
    struct phs_buf out;
    phs_buf_init(&out, PHS_TF_MAX_RESULT);
    put_json(&out, arena, value, 0);
    return taken(arena, &out);
}

static void put_yaml(struct phs_buf *out, struct phs_arena *arena, const struct phs_value *value, int depth, bool inline_first);

static bool is_empty(const struct phs_value *value) {
    return (value->kind == PHS_LIST && value->list.n == 0) || (value->kind == PHS_MAP && value->map.n == 0);
}

static void put_yaml_scalar(struct phs_buf *out, struct phs_arena *arena, const struct phs_value *value, int depth) {
    bool lines = value->kind == PHS_STRING && value->string.len > 1 && memchr(value->string.ptr, '\n', value->string.len - 1);
    if (!lines) {
        put_json(out, arena, value, 0);
        phs_buf_putc(out, '\n');
        return;
    }
    struct phs_slice rest = value->string, line;
    bool ended = phs_slice_ends(rest, "\n");
    phs_buf_puts(out, ended ? "|\n" : "|-\n");
    while (phs_slice_cut(&rest, '\n', &line))
        if (rest.ptr || line.len || !ended)
            phs_buf_printf(out, line.len ? "%*s%.*s\n" : "\n", depth * 2, "", (int)line.len, line.ptr);
}

static void put_yaml_item(struct phs_buf *out, struct phs_arena *arena, const struct phs_value *value, int depth) {
    bool nested = (value->kind == PHS_LIST || value->kind == PHS_MAP) && !is_empty(value);
    if (nested && value->kind == PHS_MAP) {
        phs_buf_putc(out, '\n');
        put_yaml(out, arena, value, depth + 1, false);
    } else if (nested) {
        phs_buf_putc(out, '\n');
        put_yaml(out, arena, value, depth, false);
    } else {
        phs_buf_putc(out, ' ');
        put_yaml_scalar(out, arena, value, depth + 1);
    }
}

static void put_yaml(struct phs_buf *out, struct phs_arena *arena, const struct phs_value *value, int depth,
                     bool inline_first) {
    if (out->failed || depth > MAX_DEPTH) {
        out->failed = true;
    } else if (value->kind == PHS_MAP && value->map.n) {
        const struct phs_entry **entries = phs_tf_sorted_entries(arena, value);
        for (size_t i = 0; i < value->map.n; i++) {
            phs_buf_printf(out, "%*s", i || !inline_first ? depth * 2 : 0, "");
            put_string(out, entries[i]->key);
            phs_buf_putc(out, ':');
            put_yaml_item(out, arena, entries[i]->value, depth);
        }
    } else if (value->kind == PHS_LIST && value->list.n) {
        for (size_t i = 0; i < value->list.n; i++) {
            phs_buf_printf(out, "%*s- ", i || !inline_first ? depth * 2 : 0, "");
            put_yaml(out, arena, value->list.at[i], depth + 1, true);
        }
    } else {
        put_yaml_scalar(out, arena, value, depth);
    }
}

struct phs_slice phs_tf_yaml_text(struct phs_arena *arena, const struct phs_value *value) {
    struct phs_buf out;
    phs_buf_init(&out, PHS_TF_MAX_RESULT);
    put_yaml(&out, arena, value, 0, false);
    return taken(arena, &out);
}
