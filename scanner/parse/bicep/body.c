/* SPDX-License-Identifier: Apache-2.0 */
/* Objects, arrays, loops and conditions in front of the body of a resource. */
#include "parse/bicep/reader.h"

static struct phs_bicep_expr *read_spread(struct phs_bicep_reader *r) {
    struct phs_bicep_expr *node = phs_bicep_node(r, PHS_BICEP_SPREAD);
    phs_bicep_next(r);
    node->left = phs_bicep_read_expr(r);
    return node;
}

static void read_property(struct phs_bicep_reader *r, struct phs_bicep_expr *object) {
    struct phs_bicep_property property = {0};
    if (phs_bicep_sees(r, "...")) {
        property.value = read_spread(r);
        PHS_PUSH(r->arena, object->properties, property);
        return;
    }
    if (r->token == PHS_BICEP_QUOTE)
        property.key = phs_bicep_read_text(r);
    else {
        struct phs_bicep_expr *key = phs_bicep_node(r, PHS_BICEP_STRING);
        key->text = phs_bicep_want_name(r);
        property.key = key;
    }
    phs_bicep_want(r, ":", "':' is expected here");
    property.value = phs_bicep_read_expr(r);
    PHS_PUSH(r->arena, object->properties, property);
}

/* Elements end with their line or a comma. */
static bool ends_element(struct phs_bicep_reader *r, const char *close) {
    if (phs_bicep_take(r, ",") || r->first || phs_bicep_sees(r, close))
        return true;
    phs_bicep_fail(r, "a comma or the end of the line is expected here");
    return false;
}

struct phs_bicep_expr *phs_bicep_read_object(struct phs_bicep_reader *r) {
    struct phs_bicep_expr *node = phs_bicep_node(r, PHS_BICEP_OBJECT);
    bool entered = phs_bicep_enter(r);
    phs_bicep_want(r, "{", "'{' is expected here");
    while (entered && r->failed == PHS_OK && !phs_bicep_sees(r, "}")) {
        if (phs_bicep_sees(r, "@") || phs_bicep_begins_resource(r))
            PHS_PUSH(r->arena, node->declarations, phs_bicep_read_declaration(r));
        else
            read_property(r, node);
        ends_element(r, "}");
    }
    r->depth--;
    node->place.end_line = r->start.line;
    node->place.end_column = r->start.column + 1;
    phs_bicep_want(r, "}", "'}' is expected here");
    return node;
}

static struct phs_bicep_expr *read_if(struct phs_bicep_reader *r) {
    struct phs_bicep_expr *node = phs_bicep_node(r, PHS_BICEP_IF);
    phs_bicep_next(r);
    phs_bicep_want(r, "(", "'(' is expected here");
    node->left = phs_bicep_read_expr(r);
    phs_bicep_want(r, ")", "')' is expected here");
    node->right = phs_bicep_read_object(r);
    return node;
}

static bool is_if(const struct phs_bicep_reader *r) {
    struct phs_bicep_reader ahead = *r;
    if (!phs_bicep_take_word(&ahead, "if"))
        return false;
    return phs_bicep_sees(&ahead, "(");
}

/* Behind "[": for x in xs: body, for (x, i) in xs: body */
static void read_loop(struct phs_bicep_reader *r, struct phs_bicep_expr *node) {
    node->kind = PHS_BICEP_FOR;
    phs_bicep_next(r);
    if (phs_bicep_take(r, "(")) {
        PHS_PUSH(r->arena, node->names, phs_bicep_want_name(r));
        phs_bicep_want(r, ",", "',' is expected here");
        PHS_PUSH(r->arena, node->names, phs_bicep_want_name(r));
        phs_bicep_want(r, ")", "')' is expected here");
    } else
        PHS_PUSH(r->arena, node->names, phs_bicep_want_name(r));
    if (!phs_bicep_take_word(r, "in"))
        phs_bicep_fail(r, "'in' is expected here");
    node->left = phs_bicep_read_expr(r);
    phs_bicep_want(r, ":", "':' is expected here");
    node->right = is_if(r) ? read_if(r) : phs_bicep_read_expr(r);
}

static bool is_loop(const struct phs_bicep_reader *r) {
    struct phs_bicep_reader ahead = *r;
    if (!phs_bicep_take_word(&ahead, "for"))
        return false;
    return phs_bicep_sees(&ahead, "(") || ahead.token == PHS_BICEP_WORD;
}

struct phs_bicep_expr *phs_bicep_read_array(struct phs_bicep_reader *r) {
    struct phs_bicep_expr *node = phs_bicep_node(r, PHS_BICEP_ARRAY);
    bool entered = phs_bicep_enter(r);
    phs_bicep_want(r, "[", "'[' is expected here");
    if (entered && is_loop(r))
        read_loop(r, node);
    else
        while (entered && r->failed == PHS_OK && !phs_bicep_sees(r, "]")) {
            PHS_PUSH(r->arena, node->items, phs_bicep_sees(r, "...") ? read_spread(r) : phs_bicep_read_expr(r));
            ends_element(r, "]");
        }
    r->depth--;
    node->place.end_line = r->start.line;
    node->place.end_column = r->start.column + 1;
    phs_bicep_want(r, "]", "']' is expected here");
    return node;
}

const struct phs_bicep_expr *phs_bicep_read_body(struct phs_bicep_reader *r) {
    return is_if(r) ? read_if(r) : phs_bicep_read_expr(r);
}
