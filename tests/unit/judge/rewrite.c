/* SPDX-License-Identifier: Apache-2.0 */
/* Prints the tree of a Terraform text again, in another form. Names that it makes up begin with "rewritten". */
#include "rewrite.h"

struct writing {
    struct phs_arena *arena;
    enum form form;
    struct phs_buf main, extra, variables, inputs;
    struct phs_map repeated; /* "aws_s3_bucket.b" of resources that get an index */
    size_t changes;
    bool refused;
};

static const char *const names[FORM_COUNT_OF] = {"printed again",
                                                 "variable",
                                                 "local",
                                                 "tfvars",
                                                 "module",
                                                 "nested module",
                                                 "input of a module",
                                                 "module with count",
                                                 "module with for_each",
                                                 "count",
                                                 "for_each",
                                                 "dynamic",
                                                 "jsonencode",
                                                 "heredoc",
                                                 "policy document",
                                                 ".tf.json"};

const char *form_name(enum form form) {
    return names[form];
}

static bool is_one_of(struct phs_slice name, const char *words) {
    struct phs_slice rest = phs_slice(words), word;
    while (rest.len && phs_slice_cut(&rest, ' ', &word))
        if (phs_slice_eq(name, word))
            return true;
    return false;
}

static bool is_object(const struct phs_hcl_block *block) {
    return is_one_of(block->type, "resource data") && block->label_count == 2;
}

/* ---- references that need an index */

struct insertion {
    const char *at;
};

struct insertions {
    struct writing *w;
    PHS_VEC(struct insertion) list;
    size_t references;
    bool repeats; /* each or count is among them */
};

static void found(void *user, const struct phs_hcl_traversal *traversal, struct phs_place place) {
    struct insertions *in = user;
    (void)place;
    in->references++;
    in->repeats |= phs_slice_is(traversal->root, "each") || phs_slice_is(traversal->root, "count");
    size_t last = phs_slice_is(traversal->root, "data") ? 1 : 0;
    if (traversal->n <= last || traversal->steps[last].key)
        return;
    struct phs_slice name = traversal->steps[last].name, type = last ? traversal->steps[0].name : traversal->root;
    const char *key =
        phs_printf(in->w->arena, "%s%.*s.%.*s", last ? "data." : "", (int)type.len, type.ptr, (int)name.len, name.ptr);
    if (phs_map_gets(&in->w->repeated, key))
        PHS_PUSH(in->w->arena, in->list, (struct insertion){name.ptr + name.len});
}

static size_t references_in(struct writing *w, const struct phs_hcl_expr *expr) {
    struct insertions in = {.w = w};
    phs_hcl_references(expr, found, &in);
    return in.references;
}

static bool repeats(struct writing *w, const struct phs_hcl_expr *expr) {
    struct insertions in = {.w = w};
    phs_hcl_references(expr, found, &in);
    return in.repeats;
}

static int by_place(const void *a, const void *b) {
    const char *x = ((const struct insertion *)a)->at, *y = ((const struct insertion *)b)->at;
    return x < y ? -1 : x > y;
}

/* The source of the expression with the indices that its references need now. */
static const char *source_of(struct writing *w, const struct phs_hcl_expr *expr) {
    struct insertions in = {.w = w};
    struct phs_buf out;
    phs_hcl_references(expr, found, &in);
    if (in.list.n)
        qsort(in.list.at, in.list.n, sizeof *in.list.at, by_place);
    phs_buf_init(&out, 1 << 20);
    const char *from = expr->text.ptr, *end = from + expr->text.len;
    for (size_t i = 0; i < in.list.n; i++) {
        const char *at = in.list.at[i].at;
        if (at < from || at > end) {
            w->refused = true; /* the name is a copy: nothing to insert behind */
            break;
        }
        phs_buf_add(&out, from, (size_t)(at - from));
        phs_buf_puts(&out, w->form == FORM_COUNT ? "[0]" : "[\"rewritten\"]");
        from = at;
    }
    phs_buf_add(&out, from, (size_t)(end - from));
    const char *text = phs_strdup(w->arena, phs_buf_text(&out));
    phs_buf_done(&out);
    return text;
}

/* ---- JSON texts */

static bool holds_call(const struct phs_hcl_expr *expr) {
    return memchr(expr->text.ptr, '(', expr->text.len) != NULL;
}

static bool is_tree(const struct phs_hcl_expr *expr) {
    return expr->kind == PHS_HCL_OBJECT || expr->kind == PHS_HCL_LIST;
}

static const struct phs_hcl_expr *parsed(struct writing *w, const char *text) {
    struct phs_hcl_diags diags = {.arena = w->arena};
    const struct phs_hcl_expr *expr = phs_hcl_parse_expr(w->arena, NULL, phs_slice(text), (struct phs_place){0}, NULL, &diags);
    return diags.errors == 0 && is_tree(expr) ? expr : NULL;
}

/* ${ and %{ doubled, so that a JSON text is the same inside a template. */
static const char *escaped(struct writing *w, struct phs_slice text) {
    struct phs_buf out;
    phs_buf_init(&out, 1 << 20);
    for (size_t i = 0; i < text.len; i++) {
        if ((text.ptr[i] == '$' || text.ptr[i] == '%') && i + 1 < text.len && text.ptr[i + 1] == '{')
            phs_buf_putc(&out, text.ptr[i]);
        phs_buf_putc(&out, text.ptr[i]);
    }
    const char *made = phs_strdup(w->arena, phs_buf_text(&out));
    phs_buf_done(&out);
    return made;
}

static const char *heredoc_content(struct writing *w, const struct phs_hcl_expr *expr) {
    const char *from = memchr(expr->text.ptr, '\n', expr->text.len), *end = expr->text.ptr + expr->text.len;
    if (expr->text.len < 3 || expr->text.ptr[0] != '<' || !from)
        return NULL;
    while (end > from && end[-1] == '\n')
        end--;
    while (end > from && end[-1] != '\n')
        end--;
    return phs_strndup(w->arena, from, (size_t)(end - from));
}

/* The tree that a JSON text stands for, whichever way it is written; NULL. */
static const struct phs_hcl_expr *json_tree(struct writing *w, const struct phs_hcl_expr *expr) {
    if (expr->kind == PHS_HCL_CALL && phs_slice_is(expr->call.name, "jsonencode") && expr->call.n == 1)
        return is_tree(expr->call.args[0]) ? expr->call.args[0] : NULL;
    if (expr->kind != PHS_HCL_TEMPLATE && (expr->kind != PHS_HCL_LITERAL || expr->literal->kind != PHS_STRING))
        return NULL;
    const char *content = heredoc_content(w, expr);
    if (!content && expr->kind == PHS_HCL_LITERAL)
        content = escaped(w, expr->literal->string);
    return content && strchr(content, '{') ? parsed(w, content) : NULL;
}

static void put_json_text(struct writing *w, struct phs_buf *out, const struct phs_hcl_expr *expr);

static struct phs_slice key_text(struct writing *w, const struct phs_hcl_item *item) {
    struct phs_slice key = {"", 0};
    if (!phs_hcl_static_string(item->key, &key))
        w->refused = true;
    return key;
}

/* The template of a JSON text: what is no literal stands in ${}, as text or, with its quotes, as JSON. */
static void put_json_text(struct writing *w, struct phs_buf *out, const struct phs_hcl_expr *expr) {
    expr = phs_hcl_unwrap(expr);
    if (expr->kind == PHS_HCL_OBJECT) {
        phs_buf_putc(out, '{');
        for (size_t i = 0; i < expr->object.n; i++) {
            struct phs_slice key = key_text(w, &expr->object.at[i]);
            phs_buf_printf(out, "%s\"%.*s\": ", i ? ", " : "", (int)key.len, key.ptr);
            put_json_text(w, out, expr->object.at[i].value);
        }
        phs_buf_putc(out, '}');
    } else if (expr->kind == PHS_HCL_LIST) {
        phs_buf_putc(out, '[');
        for (size_t i = 0; i < expr->list.n; i++) {
            phs_buf_puts(out, i ? ", " : "");
            put_json_text(w, out, expr->list.at[i]);
        }
        phs_buf_putc(out, ']');
    } else if (expr->kind == PHS_HCL_LITERAL || (expr->kind == PHS_HCL_TEMPLATE && expr->text.ptr[0] == '"')) {
        phs_buf_slice(out, expr->text);
    } else {
        phs_buf_printf(out, "${jsonencode(%.*s)}", (int)expr->text.len, expr->text.ptr);
    }
}

/* ---- policy documents */

static const struct phs_hcl_expr *item_of(const struct phs_hcl_expr *object, const char *name) {
    for (size_t i = 0; object->kind == PHS_HCL_OBJECT && i < object->object.n; i++) {
        struct phs_slice key;
        if (phs_hcl_static_string(object->object.at[i].key, &key) && phs_slice_is(key, name))
            return phs_hcl_unwrap(object->object.at[i].value);
    }
    return NULL;
}

static void put_list(struct phs_buf *out, const char *name, const struct phs_hcl_expr *value) {
    bool list = value->kind == PHS_HCL_LIST;
    phs_buf_printf(out, "%s = %s%.*s%s\n", name, list ? "" : "[", (int)value->text.len, value->text.ptr, list ? "" : "]");
}

static void put_principals(struct writing *w, const char *name, const struct phs_hcl_expr *who) {
    if (who->kind != PHS_HCL_OBJECT) {
        phs_buf_printf(&w->extra, "%s {\ntype = \"*\"\n", name);
        put_list(&w->extra, "identifiers", who);
        phs_buf_puts(&w->extra, "}\n");
        return;
    }
    for (size_t i = 0; i < who->object.n; i++) {
        struct phs_slice type = key_text(w, &who->object.at[i]);
        phs_buf_printf(&w->extra, "%s {\ntype = \"%.*s\"\n", name, (int)type.len, type.ptr);
        put_list(&w->extra, "identifiers", phs_hcl_unwrap(who->object.at[i].value));
        phs_buf_puts(&w->extra, "}\n");
    }
}

static void put_conditions(struct writing *w, const struct phs_hcl_expr *tests) {
    w->refused |= tests->kind != PHS_HCL_OBJECT;
    for (size_t i = 0; !w->refused && i < tests->object.n; i++) {
        struct phs_slice test = key_text(w, &tests->object.at[i]);
        const struct phs_hcl_expr *keys = phs_hcl_unwrap(tests->object.at[i].value);
        w->refused |= keys->kind != PHS_HCL_OBJECT;
        for (size_t k = 0; !w->refused && k < keys->object.n; k++) {
            struct phs_slice key = key_text(w, &keys->object.at[k]);
            phs_buf_printf(&w->extra, "condition {\ntest = \"%.*s\"\nvariable = \"%.*s\"\n", (int)test.len, test.ptr,
                           (int)key.len, key.ptr);
            put_list(&w->extra, "values", phs_hcl_unwrap(keys->object.at[k].value));
            phs_buf_puts(&w->extra, "}\n");
        }
    }
}

static void put_statement(struct writing *w, const struct phs_hcl_expr *statement) {
    static const char *const lists[][2] = {
        {"Action", "actions"}, {"NotAction", "not_actions"}, {"Resource", "resources"}, {"NotResource", "not_resources"}};
    const struct phs_hcl_expr *sid = item_of(statement, "Sid"), *effect = item_of(statement, "Effect");
    w->refused |= statement->kind != PHS_HCL_OBJECT || !effect;
    if (w->refused)
        return;
    phs_buf_puts(&w->extra, "statement {\n");
    if (sid)
        phs_buf_printf(&w->extra, "sid = %.*s\n", (int)sid->text.len, sid->text.ptr);
    phs_buf_printf(&w->extra, "effect = %.*s\n", (int)effect->text.len, effect->text.ptr);
    for (size_t i = 0; i < 4; i++)
        if (item_of(statement, lists[i][0]))
            put_list(&w->extra, lists[i][1], item_of(statement, lists[i][0]));
    if (item_of(statement, "Principal"))
        put_principals(w, "principals", item_of(statement, "Principal"));
    if (item_of(statement, "NotPrincipal"))
        put_principals(w, "not_principals", item_of(statement, "NotPrincipal"));
    if (item_of(statement, "Condition"))
        put_conditions(w, item_of(statement, "Condition"));
    phs_buf_puts(&w->extra, "}\n");
}

static void put_document(struct writing *w, const struct phs_hcl_expr *tree) {
    const struct phs_hcl_expr *statements = item_of(tree, "Statement"), *version = item_of(tree, "Version");
    phs_buf_printf(&w->extra, "data \"aws_iam_policy_document\" \"rewritten%zu\" {\n", w->changes);
    if (version)
        phs_buf_printf(&w->extra, "version = %.*s\n", (int)version->text.len, version->text.ptr);
    if (statements->kind != PHS_HCL_LIST)
        put_statement(w, statements);
    for (size_t i = 0; statements->kind == PHS_HCL_LIST && i < statements->list.n; i++)
        put_statement(w, phs_hcl_unwrap(statements->list.at[i]));
    phs_buf_puts(&w->extra, "}\n");
}

/* ---- arguments */

static void put_moved(struct writing *w, const struct phs_hcl_expr *expr) {
    size_t n = w->changes++;
    const char *text = phs_slice_dup(w->arena, expr->text);
    bool local = w->form == FORM_LOCAL;
    phs_buf_printf(&w->main, "%s.rewritten%zu\n", local ? "local" : "var", n);
    if (local)
        phs_buf_printf(&w->extra, "locals {\nrewritten%zu = %s\n}\n", n, text);
    else if (w->form == FORM_VARIABLE)
        phs_buf_printf(&w->extra, "variable \"rewritten%zu\" {\ndefault = %s\n}\n", n, text);
    else
        phs_buf_printf(&w->extra, "variable \"rewritten%zu\" {}\n", n);
    if (w->form == FORM_TFVARS || w->form == FORM_INPUT)
        phs_buf_printf(w->form == FORM_INPUT ? &w->inputs : &w->variables, "rewritten%zu = %s\n", n, text);
}

static bool can_move(struct writing *w, const struct phs_hcl_expr *expr) {
    if (references_in(w, expr))
        return false;
    return w->form == FORM_LOCAL || w->form == FORM_INPUT ||
           ((w->form == FORM_VARIABLE || w->form == FORM_TFVARS) && !holds_call(expr));
}

static bool put_policy(struct writing *w, const struct phs_hcl_expr *expr) {
    bool call = expr->kind == PHS_HCL_CALL;
    const struct phs_hcl_expr *tree = json_tree(w, expr);
    if (!tree || (call && w->form == FORM_JSONENCODE) || (!call && w->form == FORM_HEREDOC) ||
        (w->form == FORM_DOCUMENT && (!item_of(tree, "Statement") || repeats(w, expr))))
        return false;
    if (w->form == FORM_JSONENCODE) {
        phs_buf_printf(&w->main, "jsonencode(%.*s)\n", (int)tree->text.len, tree->text.ptr);
    } else if (w->form == FORM_HEREDOC) {
        phs_buf_puts(&w->main, "<<-EOT\n");
        put_json_text(w, &w->main, tree);
        phs_buf_puts(&w->main, "\nEOT\n");
    } else {
        phs_buf_printf(&w->main, "data.aws_iam_policy_document.rewritten%zu.json\n", w->changes);
        put_document(w, tree);
    }
    w->changes++;
    return true;
}

static void put_attribute(struct writing *w, const struct phs_hcl_attribute *attribute, bool object) {
    bool meta = is_one_of(attribute->name, "depends_on provider providers count for_each source version ignore_changes");
    phs_buf_printf(&w->main, "%.*s = ", (int)attribute->name.len, attribute->name.ptr);
    if (object && !meta && w->form >= FORM_VARIABLE && can_move(w, attribute->expr))
        put_moved(w, attribute->expr);
    else if (w->form < FORM_JSONENCODE || w->form > FORM_DOCUMENT || !object || !put_policy(w, attribute->expr))
        phs_buf_printf(&w->main, "%s\n", source_of(w, attribute->expr));
}

/* ---- blocks */

static void put_body(struct writing *w, const struct phs_hcl_body *body, bool object, bool plain);

static void put_nested(struct writing *w, const struct phs_hcl_block *block, bool object, bool plain) {
    bool kept = plain || block->label_count || is_one_of(block->type, "lifecycle provisioner connection dynamic content");
    if (!object || kept || w->form != FORM_DYNAMIC) {
        phs_buf_printf(&w->main, "%.*s", (int)block->type.len, block->type.ptr);
        for (size_t i = 0; i < block->label_count; i++)
            phs_buf_printf(&w->main, " \"%.*s\"", (int)block->labels[i].text.len, block->labels[i].text.ptr);
        phs_buf_puts(&w->main, " {\n");
        put_body(w, &block->body, object && !phs_slice_is(block->type, "lifecycle"), kept);
        phs_buf_puts(&w->main, "}\n");
        return;
    }
    w->changes++;
    phs_buf_printf(&w->main, "dynamic \"%.*s\" {\nfor_each = [1]\ncontent {\n", (int)block->type.len, block->type.ptr);
    put_body(w, &block->body, object, false);
    phs_buf_puts(&w->main, "}\n}\n");
}

static void put_body(struct writing *w, const struct phs_hcl_body *body, bool object, bool plain) {
    for (size_t i = 0; i < body->attribute_count; i++)
        put_attribute(w, &body->attributes[i], object);
    for (size_t i = 0; i < body->block_count; i++)
        put_nested(w, &body->blocks[i], object, plain);
}

static bool gets_index(const struct phs_hcl_block *block) {
    return is_object(block) && !phs_hcl_attribute(&block->body, "count") && !phs_hcl_attribute(&block->body, "for_each");
}

static const char *address_of(struct writing *w, const struct phs_hcl_block *block) {
    struct phs_slice type = phs_hcl_label(block, 0), name = phs_hcl_label(block, 1);
    return phs_printf(w->arena, "%s%.*s.%.*s", phs_slice_is(block->type, "data") ? "data." : "", (int)type.len, type.ptr,
                      (int)name.len, name.ptr);
}

static void put_block(struct writing *w, const struct phs_hcl_block *block) {
    phs_buf_printf(&w->main, "%.*s", (int)block->type.len, block->type.ptr);
    for (size_t i = 0; i < block->label_count; i++)
        phs_buf_printf(&w->main, " \"%.*s\"", (int)block->labels[i].text.len, block->labels[i].text.ptr);
    phs_buf_puts(&w->main, " {\n");
    if (gets_index(block) && phs_map_gets(&w->repeated, address_of(w, block)))
        phs_buf_puts(&w->main, w->form == FORM_COUNT ? "count = 1\n" : "for_each = { rewritten = true }\n");
    put_body(w, &block->body, is_object(block), false);
    phs_buf_puts(&w->main, "}\n");
}

/* ---- .tf.json */

static void put_string(struct phs_buf *out, struct phs_slice text) {
    phs_buf_putc(out, '"');
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        if (c == '"' || c == '\\')
            phs_buf_printf(out, "\\%c", c);
        else if (c < 0x20)
            phs_buf_printf(out, "\\u%04x", c);
        else
            phs_buf_putc(out, (char)c);
    }
    phs_buf_putc(out, '"');
}

static void put_json(struct writing *w, const struct phs_hcl_expr *expr, bool literal) {
    struct phs_buf *out = &w->main;
    if (expr->kind == PHS_HCL_LIST) {
        phs_buf_putc(out, '[');
        for (size_t i = 0; i < expr->list.n; i++) {
            phs_buf_puts(out, i ? ", " : "");
            put_json(w, expr->list.at[i], literal);
        }
        phs_buf_putc(out, ']');
    } else if (expr->kind == PHS_HCL_LITERAL && expr->literal->kind == PHS_STRING) {
        put_string(out, literal ? expr->literal->string : phs_slice(escaped(w, expr->literal->string)));
    } else if (expr->kind == PHS_HCL_LITERAL) {
        phs_buf_slice(out, expr->text);
    } else if (literal && expr->kind == PHS_HCL_OBJECT) {
        phs_buf_putc(out, '{');
        for (size_t i = 0; i < expr->object.n; i++) {
            phs_buf_puts(out, i ? ", " : "");
            put_string(out, key_text(w, &expr->object.at[i]));
            phs_buf_puts(out, ": ");
            put_json(w, expr->object.at[i].value, literal);
        }
        phs_buf_putc(out, '}');
    } else {
        bool heredoc = expr->text.len && expr->text.ptr[0] == '<';
        const char *inner = phs_printf(w->arena, "${%.*s%s}", (int)expr->text.len, expr->text.ptr, heredoc ? "\n" : "");
        put_string(out, literal ? expr->text : phs_slice(inner));
    }
}

static void put_json_body(struct writing *w, const struct phs_hcl_body *body, bool literal, bool top);

static void put_json_labels(struct writing *w, const struct phs_hcl_block *block, size_t label, bool literal, bool top) {
    if (label == block->label_count) {
        put_json_body(w, &block->body,
                      literal || phs_slice_is(block->type, "variable") || (top && phs_slice_is(block->type, "lifecycle")),
                      is_object(block));
        return;
    }
    phs_buf_putc(&w->main, '{');
    put_string(&w->main, block->labels[label].text);
    phs_buf_puts(&w->main, ": ");
    put_json_labels(w, block, label + 1, literal, top);
    phs_buf_putc(&w->main, '}');
}

static void put_json_body(struct writing *w, const struct phs_hcl_body *body, bool literal, bool top) {
    bool first = true;
    phs_buf_putc(&w->main, '{');
    for (size_t i = 0; i < body->attribute_count; i++, first = false) {
        const struct phs_hcl_attribute *attribute = &body->attributes[i];
        bool words = is_one_of(attribute->name, "depends_on provider providers ignore_changes");
        phs_buf_puts(&w->main, first ? "" : ", ");
        put_string(&w->main, attribute->name);
        phs_buf_puts(&w->main, ": ");
        put_json(w, attribute->expr, literal || (words && attribute->expr->kind != PHS_HCL_TEMPLATE));
    }
    for (size_t i = 0; i < body->block_count; i++) {
        bool seen = false;
        for (size_t k = 0; k < i; k++)
            seen |= phs_slice_eq(body->blocks[k].type, body->blocks[i].type);
        if (seen)
            continue;
        phs_buf_puts(&w->main, first ? "" : ",\n");
        first = false;
        put_string(&w->main, body->blocks[i].type);
        phs_buf_puts(&w->main, ": [");
        for (size_t k = i, n = 0; k < body->block_count; k++)
            if (phs_slice_eq(body->blocks[k].type, body->blocks[i].type)) {
                phs_buf_puts(&w->main, n++ ? ", " : "");
                put_json_labels(w, &body->blocks[k], 0, literal, top);
            }
        phs_buf_putc(&w->main, ']');
    }
    phs_buf_putc(&w->main, '}');
}

/* ---- the whole */

static void put_native(struct writing *w, const struct phs_hcl_body *body) {
    bool indexed = w->form == FORM_COUNT || w->form == FORM_EACH;
    for (size_t i = 0; indexed && i < body->block_count; i++)
        if (gets_index(&body->blocks[i])) {
            phs_map_puts(&w->repeated, address_of(w, &body->blocks[i]), (void *)(uintptr_t)1);
            w->changes++;
        }
    for (size_t i = 0; i < body->block_count; i++)
        put_block(w, &body->blocks[i]);
}

static const char *taken(struct writing *w, struct phs_buf *buf) {
    const char *text = phs_strdup(w->arena, phs_buf_text(buf));
    phs_buf_done(buf);
    return text;
}

struct rewritten rewrite(struct phs_arena *arena, struct phs_slice text, enum form form) {
    struct writing w = {.arena = arena, .form = form};
    struct phs_source *source = PHS_NEW(arena, struct phs_source);
    struct phs_hcl_file *file = phs_hcl_parse(arena, source, text, NULL);
    struct phs_buf *bufs[] = {&w.main, &w.extra, &w.variables, &w.inputs};
    for (size_t i = 0; i < 4; i++)
        phs_buf_init(bufs[i], 1 << 20);
    phs_map_init(&w.repeated, arena);
    w.refused = file->diags.errors > 0;
    bool json = form == FORM_JSON;
    bool whole = form == FORM_SAME || json || form == FORM_MODULE || form == FORM_NESTED || form == FORM_MODULE_COUNT ||
                 form == FORM_MODULE_EACH;
    if (json)
        put_json_body(&w, &file->body, false, false);
    else
        put_native(&w, &file->body);
    phs_buf_slice(&w.main, phs_slice(phs_buf_text(&w.extra)));
    phs_buf_done(&w.extra);
    return (struct rewritten){.applies = !w.refused && (whole || w.changes),
                              .changes = w.changes,
                              .path = json ? "main.tf.json" : "main.tf",
                              .text = taken(&w, &w.main),
                              .variables = taken(&w, &w.variables),
                              .inputs = taken(&w, &w.inputs)};
}
