/* SPDX-License-Identifier: Apache-2.0 */
/* Prints HCL files in the shape of @cdktf/hcl2json, one JSON line a file, so that the two parsers can be compared. */
#include <stdio.h>

#include "base/file.h"
#include "parse/hcl/hcl.h"

enum { FILE_LIMIT = 64 << 20, STRING_LIMIT = 64 << 20 };

static void write_expr(struct phs_json *json, const struct phs_hcl_expr *expr);
static void add_parts(struct phs_buf *out, struct phs_hcl_parts parts);

static void write_buf(struct phs_json *json, struct phs_buf *buf) {
    phs_json_slice(json, phs_slice_n(phs_buf_text(buf), buf->len));
    phs_buf_done(buf);
}

static void write_source(struct phs_json *json, const struct phs_hcl_expr *expr) {
    struct phs_buf buf;
    phs_buf_init(&buf, STRING_LIMIT);
    phs_buf_puts(&buf, "${");
    phs_buf_slice(&buf, expr->text);
    phs_buf_putc(&buf, '}');
    write_buf(json, &buf);
}

/* Literal text of a template has its openers escaped again. */
static void add_text(struct phs_buf *out, struct phs_slice text) {
    for (size_t i = 0; i < text.len; i++) {
        bool opener = (text.ptr[i] == '$' || text.ptr[i] == '%') && i + 1 < text.len && text.ptr[i + 1] == '{';
        if (opener)
            phs_buf_putc(out, text.ptr[i]);
        phs_buf_putc(out, text.ptr[i]);
    }
}

static void add_conditional(struct phs_buf *out, struct phs_slice condition, struct phs_buf *then, struct phs_buf *otherwise) {
    phs_buf_puts(out, "%{if ");
    phs_buf_slice(out, condition);
    phs_buf_putc(out, '}');
    phs_buf_puts(out, phs_buf_text(then));
    if (otherwise->len)
        phs_buf_printf(out, "%%{else}%s", phs_buf_text(otherwise));
    phs_buf_puts(out, "%{endif}");
    phs_buf_done(then);
    phs_buf_done(otherwise);
}

/* An expression inside ${}: the oracle unwraps literals, nested templates and conditionals. */
static void add_value(struct phs_buf *out, const struct phs_hcl_expr *expr) {
    if (expr->kind == PHS_HCL_LITERAL && expr->literal->kind == PHS_STRING) {
        add_text(out, expr->literal->string);
    } else if (expr->kind == PHS_HCL_LITERAL) {
        phs_buf_slice(out, expr->text);
    } else if (expr->kind == PHS_HCL_TEMPLATE) {
        add_parts(out, expr->template.parts);
    } else if (expr->kind == PHS_HCL_CONDITIONAL) {
        struct phs_buf then, otherwise;
        phs_buf_init(&then, STRING_LIMIT);
        phs_buf_init(&otherwise, STRING_LIMIT);
        add_value(&then, expr->conditional.then);
        add_value(&otherwise, expr->conditional.otherwise);
        add_conditional(out, expr->conditional.condition->text, &then, &otherwise);
    } else {
        phs_buf_puts(out, "${");
        phs_buf_slice(out, expr->text);
        phs_buf_putc(out, '}');
    }
}

static void add_for(struct phs_buf *out, const struct phs_hcl_part *part) {
    phs_buf_puts(out, "%{for ");
    if (part->key.len) {
        phs_buf_slice(out, part->key);
        phs_buf_puts(out, ", ");
    }
    phs_buf_slice(out, part->value);
    phs_buf_puts(out, " in ");
    phs_buf_slice(out, part->expr->text);
    phs_buf_putc(out, '}');
    add_parts(out, part->body);
    phs_buf_puts(out, "%{endfor}");
}

static void add_if(struct phs_buf *out, const struct phs_hcl_part *part) {
    struct phs_buf then, otherwise;
    phs_buf_init(&then, STRING_LIMIT);
    phs_buf_init(&otherwise, STRING_LIMIT);
    add_parts(&then, part->body);
    add_parts(&otherwise, part->otherwise);
    add_conditional(out, part->expr->text, &then, &otherwise);
}

static void add_parts(struct phs_buf *out, struct phs_hcl_parts parts) {
    for (size_t i = 0; i < parts.n; i++) {
        const struct phs_hcl_part *part = &parts.at[i];
        if (part->kind == PHS_HCL_PART_TEXT)
            add_text(out, part->text);
        else if (part->kind == PHS_HCL_PART_VALUE)
            add_value(out, part->expr);
        else if (part->kind == PHS_HCL_PART_IF)
            add_if(out, part);
        else
            add_for(out, part);
    }
}

static void write_template(struct phs_json *json, struct phs_hcl_parts parts) {
    struct phs_buf buf;
    if (parts.n == 1 && parts.at[0].kind == PHS_HCL_PART_VALUE) {
        write_expr(json, parts.at[0].expr);
        return;
    }
    phs_buf_init(&buf, STRING_LIMIT);
    add_parts(&buf, parts);
    write_buf(json, &buf);
}

static void write_key(struct phs_json *json, const struct phs_hcl_item *item) {
    char *key;
    struct phs_slice text;
    struct phs_arena *arena = phs_arena_new();
    struct phs_buf buf;
    phs_buf_init(&buf, STRING_LIMIT);
    if (item->key->kind != PHS_HCL_PARENS && phs_hcl_static_string(item->key, &text)) {
        add_text(&buf, text);
    } else if (item->key->kind == PHS_HCL_TEMPLATE) {
        add_parts(&buf, item->key->template.parts);
    } else {
        phs_buf_puts(&buf, "${");
        phs_buf_slice(&buf, item->key->text);
        phs_buf_putc(&buf, '}');
    }
    key = phs_strdup(arena, phs_buf_text(&buf));
    phs_json_key(json, key);
    phs_buf_done(&buf);
    phs_arena_free(arena);
}

static void write_literal(struct phs_json *json, const struct phs_hcl_expr *expr) {
    const struct phs_value *value = expr->literal;
    struct phs_buf buf;
    if (value->kind != PHS_STRING) {
        phs_value_write_json(json, value);
        return;
    }
    phs_buf_init(&buf, STRING_LIMIT);
    add_text(&buf, value->string);
    write_buf(json, &buf);
}

static void write_unary(struct phs_json *json, const struct phs_hcl_expr *expr) {
    const struct phs_hcl_expr *operand = expr->unary.operand;
    if (expr->unary.op == PHS_HCL_NEGATE && operand->kind == PHS_HCL_LITERAL && operand->literal->kind == PHS_NUMBER)
        phs_json_number(json, -operand->literal->number.value);
    else if (expr->unary.op == PHS_HCL_NOT && operand->kind == PHS_HCL_LITERAL && operand->literal->kind == PHS_BOOL)
        phs_json_bool(json, !operand->literal->boolean);
    else
        write_source(json, expr);
}

static void write_expr(struct phs_json *json, const struct phs_hcl_expr *expr) {
    if (json->depth > 60) {
        phs_json_null(json);
    } else if (expr->kind == PHS_HCL_LITERAL) {
        write_literal(json, expr);
    } else if (expr->kind == PHS_HCL_TEMPLATE) {
        write_template(json, expr->template.parts);
    } else if (expr->kind == PHS_HCL_UNARY) {
        write_unary(json, expr);
    } else if (expr->kind == PHS_HCL_LIST) {
        phs_json_array(json);
        for (size_t i = 0; i < expr->list.n; i++)
            write_expr(json, expr->list.at[i]);
        phs_json_array_end(json);
    } else if (expr->kind == PHS_HCL_OBJECT) {
        phs_json_object(json);
        for (size_t i = 0; i < expr->object.n; i++) {
            write_key(json, &expr->object.at[i]);
            write_expr(json, expr->object.at[i].value);
        }
        phs_json_object_end(json);
    } else {
        write_source(json, expr);
    }
}

static void write_body(struct phs_json *json, const struct phs_hcl_body *body);

static bool same_head(const struct phs_hcl_block *a, const struct phs_hcl_block *b, size_t labels) {
    if (!phs_slice_eq(a->type, b->type) || a->label_count < labels || b->label_count < labels)
        return false;
    for (size_t i = 0; i < labels; i++)
        if (!phs_slice_eq(a->labels[i].text, b->labels[i].text))
            return false;
    return true;
}

/* Whether no block before i has the same type and the same first `labels` labels. */
static bool is_first(const struct phs_hcl_body *body, size_t i, size_t labels) {
    for (size_t before = 0; before < i; before++)
        if (same_head(&body->blocks[before], &body->blocks[i], labels))
            return false;
    return true;
}

static void key_of(struct phs_json *json, struct phs_slice text) {
    struct phs_arena *arena = phs_arena_new();
    phs_json_key(json, phs_slice_dup(arena, text));
    phs_arena_free(arena);
}

/* All blocks that share the type and the first `labels` labels of block i. */
static void write_blocks(struct phs_json *json, const struct phs_hcl_body *body, size_t i, size_t labels) {
    const struct phs_hcl_block *head = &body->blocks[i];
    bool leaf = head->label_count == labels;
    if (leaf)
        phs_json_array(json);
    else
        phs_json_object(json);
    for (size_t k = i; k < body->block_count; k++) {
        const struct phs_hcl_block *block = &body->blocks[k];
        if (!same_head(block, head, labels))
            continue;
        if (leaf) {
            write_body(json, &block->body);
        } else if (is_first(body, k, labels + 1)) {
            key_of(json, block->labels[labels].text);
            write_blocks(json, body, k, labels + 1);
        }
    }
    if (leaf)
        phs_json_array_end(json);
    else
        phs_json_object_end(json);
}

static void write_body(struct phs_json *json, const struct phs_hcl_body *body) {
    phs_json_object(json);
    for (size_t i = 0; i < body->attribute_count; i++) {
        key_of(json, body->attributes[i].name);
        write_expr(json, body->attributes[i].expr);
    }
    for (size_t i = 0; i < body->block_count; i++)
        if (is_first(body, i, 0)) {
            key_of(json, body->blocks[i].type);
            write_blocks(json, body, i, 0);
        }
    phs_json_object_end(json);
}

static void write_file(const char *path) {
    struct phs_arena *arena = phs_arena_new();
    struct phs_slice text;
    struct phs_err err;
    struct phs_buf out;
    struct phs_json json;
    phs_buf_init_file(&out, stdout);
    phs_json_init(&json, &out, false);
    phs_json_object(&json);
    phs_json_put(&json, "file", path);
    if (phs_file_read(arena, path, FILE_LIMIT, &text, &err) != PHS_OK) {
        phs_json_put(&json, "error", err.text);
    } else {
        struct phs_source source = {.path = path};
        struct phs_hcl_file *file = phs_hcl_parse(arena, &source, text, NULL);
        if (file->diags.list.n) {
            const struct phs_hcl_diag *diag = &file->diags.list.at[0];
            phs_json_put(&json, "error", phs_printf(arena, "%s: %s", phs_place_text(arena, diag->place), diag->text));
        } else {
            phs_json_key(&json, "json");
            write_body(&json, &file->body);
        }
    }
    phs_json_object_end(&json);
    phs_buf_putc(&out, '\n');
    phs_buf_done(&out);
    phs_arena_free(arena);
}

struct timing {
    double seconds;
    size_t bytes, files, used, diagnostics;
};

static void time_file(const char *path, struct timing *timing) {
    struct phs_arena *arena = phs_arena_new();
    struct phs_slice text;
    struct timespec from, to;
    if (phs_file_read(arena, path, FILE_LIMIT, &text, NULL) == PHS_OK) {
        size_t before = phs_arena_used(arena);
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &from);
        struct phs_hcl_file *file = phs_hcl_parse(arena, NULL, text, NULL);
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &to);
        timing->seconds += (double)(to.tv_sec - from.tv_sec) + (double)(to.tv_nsec - from.tv_nsec) / 1e9;
        timing->bytes += text.len;
        timing->used += phs_arena_used(arena) - before;
        timing->diagnostics += file->diags.list.n;
        timing->files++;
    }
    phs_arena_free(arena);
}

/* Paths on standard input, one a line; with --time only how long parsing took. */
int main(int argc, char **argv) {
    char line[4096];
    bool only_time = argc > 1 && !strcmp(argv[1], "--time");
    struct timing timing = {0};
    while (fgets(line, sizeof line, stdin)) {
        line[strcspn(line, "\n")] = '\0';
        if (line[0] && only_time)
            time_file(line, &timing);
        else if (line[0])
            write_file(line);
    }
    if (only_time && timing.seconds > 0)
        printf("%zu files, %zu bytes, %zu diagnostics in %.1f ms: %.0f MB/s, %.1f bytes of tree a byte of text\n", timing.files,
               timing.bytes, timing.diagnostics, timing.seconds * 1e3, (double)timing.bytes / timing.seconds / 1e6,
               (double)timing.used / (double)timing.bytes);
    return 0;
}
