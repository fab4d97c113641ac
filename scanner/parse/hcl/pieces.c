/* SPDX-License-Identifier: Apache-2.0 */
/* From the flat pieces of a template to its tree: indentation of <<- heredocs, %{if} and %{for} with what they enclose. */
#include "base/escape.h"
#include "parse/hcl/internal.h"

static bool ends_line(const struct piece *piece) {
    return piece->kind == PIECE_TEXT && piece->text.len && piece->text.ptr[piece->text.len - 1] == '\n';
}

static size_t leading_spaces(struct phs_slice text, bool *ret_blank_line) {
    size_t at = 0, count = 0;
    while (phs_hcl_skip_space(text, &at))
        count++;
    *ret_blank_line = at == text.len && text.len && text.ptr[text.len - 1] == '\n';
    return count;
}

/* Lines of only white space do not count; a line that begins with a sequence has no indentation. */
static size_t smallest_indent(const struct pieces *pieces) {
    size_t smallest = SIZE_MAX;
    bool line_start = true, blank_line = false;
    for (size_t i = 0; i < pieces->list.n; i++) {
        const struct piece *piece = &pieces->list.at[i];
        if (line_start) {
            size_t spaces = piece->kind == PIECE_TEXT ? leading_spaces(piece->text, &blank_line) : 0;
            if ((piece->kind != PIECE_TEXT || !blank_line) && spaces < smallest)
                smallest = spaces;
        }
        line_start = ends_line(piece);
    }
    return smallest;
}

void phs_hcl_flush_indent(struct pieces *pieces) {
    size_t smallest = smallest_indent(pieces);
    bool line_start = true, blank_line = false;
    for (size_t i = 0; i < pieces->list.n; i++) {
        struct piece *piece = &pieces->list.at[i];
        bool next_starts = ends_line(piece);
        if (line_start && piece->kind == PIECE_TEXT) {
            leading_spaces(piece->text, &blank_line);
            size_t at = 0;
            for (size_t n = 0; n < smallest && !blank_line && phs_hcl_skip_space(piece->text, &at); n++)
                continue;
            piece->text = phs_slice_n(piece->text.ptr + at, piece->text.len - at);
        }
        line_start = next_starts;
    }
}

struct builder {
    struct parser *p;
    struct pieces *pieces;
    size_t at;
};

struct part_list {
    PHS_VEC(struct phs_hcl_part) list;
};

/* Texts that follow each other become one. */
static void add_text(struct builder *b, struct part_list *parts) {
    size_t first = b->at, len = 0;
    while (b->at < b->pieces->list.n && b->pieces->list.at[b->at].kind == PIECE_TEXT)
        len += b->pieces->list.at[b->at++].text.len;
    const struct piece *head = &b->pieces->list.at[first], *tail = &b->pieces->list.at[b->at - 1];
    if (!len)
        return;
    struct phs_hcl_part part = {.kind = PHS_HCL_PART_TEXT, .place = phs_hcl_place(b->p, head->from, tail->to)};
    part.text = head->text;
    if (head != tail) {
        char *text = phs_alloc(b->p->arena, len + 1);
        size_t n = 0;
        for (const struct piece *piece = head; piece <= tail; piece++) {
            if (piece->text.len)
                memcpy(text + n, piece->text.ptr, piece->text.len);
            n += piece->text.len;
        }
        part.text = phs_slice_n(text, n);
    }
    PHS_HCL_FIRST(b->p->arena, parts->list, struct phs_hcl_part, 3);
    PHS_PUSH(b->p->arena, parts->list, part);
}

static struct phs_hcl_parts build(struct builder *b);

static bool next_is(const struct builder *b, enum piece_kind kind) {
    return b->at < b->pieces->list.n && b->pieces->list.at[b->at].kind == kind;
}

static void close_with(struct builder *b, const struct piece *open, enum piece_kind kind, const char *word) {
    if (next_is(b, kind))
        b->at++;
    else
        phs_hcl_broken(b->p, phs_hcl_place(b->p, open->from, open->to), "This directive is not closed by %%{ %s }.", word);
}

static struct phs_hcl_part build_if(struct builder *b) {
    const struct piece *open = &b->pieces->list.at[b->at++];
    struct phs_hcl_part part = {.kind = PHS_HCL_PART_IF, .expr = open->expr};
    part.place = phs_hcl_place(b->p, open->from, open->to);
    part.body = build(b);
    if (next_is(b, PIECE_ELSE)) {
        b->at++;
        part.otherwise = build(b);
    }
    close_with(b, open, PIECE_ENDIF, "endif");
    return part;
}

static struct phs_hcl_part build_for(struct builder *b) {
    const struct piece *open = &b->pieces->list.at[b->at++];
    struct phs_hcl_part part = {.kind = PHS_HCL_PART_FOR, .expr = open->expr, .key = open->key, .value = open->value};
    part.place = phs_hcl_place(b->p, open->from, open->to);
    part.body = build(b);
    close_with(b, open, PIECE_ENDFOR, "endfor");
    return part;
}

/* Up to a closing directive or the end. */
static struct phs_hcl_parts build(struct builder *b) {
    struct part_list parts = {0};
    if (!phs_hcl_enter(b->p))
        return (struct phs_hcl_parts){0};
    while (b->at < b->pieces->list.n && !b->p->panic) {
        const struct piece *piece = &b->pieces->list.at[b->at];
        struct phs_hcl_part part = {.kind = PHS_HCL_PART_VALUE, .expr = piece->expr};
        if (piece->kind == PIECE_TEXT) {
            add_text(b, &parts);
            continue;
        }
        if (piece->kind == PIECE_ELSE || piece->kind == PIECE_ENDIF || piece->kind == PIECE_ENDFOR)
            break;
        if (piece->kind == PIECE_IF) {
            part = build_if(b);
        } else if (piece->kind == PIECE_FOR) {
            part = build_for(b);
        } else {
            part.place = phs_hcl_place(b->p, piece->from, piece->to);
            b->at++;
        }
        PHS_HCL_FIRST(b->p->arena, parts.list, struct phs_hcl_part, 3);
        PHS_PUSH(b->p->arena, parts.list, part);
    }
    phs_hcl_leave(b->p);
    return (struct phs_hcl_parts){parts.list.at, parts.list.n};
}

struct phs_hcl_parts phs_hcl_parts_of(struct parser *p, struct pieces *pieces) {
    struct builder b = {p, pieces, 0};
    struct phs_hcl_parts parts = build(&b);
    if (b.at < pieces->list.n && !p->panic) {
        const struct piece *stray = &pieces->list.at[b.at];
        phs_hcl_broken(p, phs_hcl_place(p, stray->from, stray->to), "This directive closes nothing that is open here.");
    }
    return parts;
}
