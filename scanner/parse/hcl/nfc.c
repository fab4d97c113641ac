/* SPDX-License-Identifier: Apache-2.0 */
/* Normalization form C (UAX #15): decompose, order the marks, compose. Linear but for the sorting of marks in a row. */
#include "parse/hcl/nfc.h"

#include "base/buf.h"
#include "base/escape.h"

/* Hangul syllables are computed (The Unicode Standard, 3.12). */
enum { S_BASE = 0xAC00, L_BASE = 0x1100, V_BASE = 0x1161, T_BASE = 0x11A7, V_COUNT = 21, T_COUNT = 28, S_COUNT = 11172 };

struct mark_of {
    uint32_t scalar, order; /* order: position, to keep the sorting stable */
    unsigned char class;
};

struct scalars {
    PHS_VEC(struct mark_of) list;
};

static unsigned char class_of(uint32_t scalar) {
    size_t low = 0, high = phs_hcl_classes_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (scalar > phs_hcl_classes[middle].last)
            low = middle + 1;
        else
            high = middle;
    }
    bool found = low < phs_hcl_classes_count && scalar >= phs_hcl_classes[low].first;
    return found ? phs_hcl_classes[low].class : 0;
}

static const struct phs_hcl_decomposition *decomposition_of(uint32_t scalar) {
    size_t low = 0, high = phs_hcl_decompositions_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (scalar > phs_hcl_decompositions[middle].scalar)
            low = middle + 1;
        else
            high = middle;
    }
    bool found = low < phs_hcl_decompositions_count && phs_hcl_decompositions[low].scalar == scalar;
    return found ? &phs_hcl_decompositions[low] : NULL;
}

static void add(struct phs_arena *arena, struct scalars *out, uint32_t scalar) {
    struct mark_of mark = {scalar, (uint32_t)out->list.n, class_of(scalar)};
    PHS_PUSH(arena, out->list, mark);
}

/* The tables nest at most four deep. */
static void decompose(struct phs_arena *arena, struct scalars *out, uint32_t scalar) {
    const struct phs_hcl_decomposition *found = decomposition_of(scalar);
    if (scalar - S_BASE < S_COUNT) {
        uint32_t index = scalar - S_BASE;
        add(arena, out, L_BASE + index / (V_COUNT * T_COUNT));
        add(arena, out, V_BASE + index % (V_COUNT * T_COUNT) / T_COUNT);
        if (index % T_COUNT)
            add(arena, out, T_BASE + index % T_COUNT);
    } else if (found) {
        decompose(arena, out, found->first);
        if (found->second)
            decompose(arena, out, found->second);
    } else {
        add(arena, out, scalar);
    }
}

static int by_class(const void *a, const void *b) {
    const struct mark_of *x = a, *y = b;
    if (x->class != y->class)
        return x->class < y->class ? -1 : 1;
    return x->order < y->order ? -1 : x->order > y->order;
}

static void order_marks(struct scalars *text) {
    for (size_t i = 0; i < text->list.n;) {
        size_t end = i;
        while (end < text->list.n && text->list.at[end].class)
            end++;
        if (end - i > 1)
            qsort(&text->list.at[i], end - i, sizeof text->list.at[i], by_class);
        i = end + 1;
    }
}

/* 0 when the two do not compose. */
static uint32_t compose_pair(uint32_t first, uint32_t second) {
    if (first - L_BASE < 19 && second - V_BASE < V_COUNT)
        return S_BASE + ((first - L_BASE) * V_COUNT + (second - V_BASE)) * T_COUNT;
    if (first - S_BASE < S_COUNT && (first - S_BASE) % T_COUNT == 0 && second - T_BASE - 1 < T_COUNT - 1)
        return first + (second - T_BASE);
    size_t low = 0, high = phs_hcl_compositions_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        const struct phs_hcl_composition *at = &phs_hcl_compositions[middle];
        if (first > at->first || (first == at->first && second > at->second))
            low = middle + 1;
        else
            high = middle;
    }
    const struct phs_hcl_composition *at = &phs_hcl_compositions[low];
    bool found = low < phs_hcl_compositions_count && at->first == first && at->second == second;
    return found ? at->scalar : 0;
}

/* A mark composes with the last starter unless one of its class or higher stands between. */
static void compose(struct scalars *text) {
    size_t n = 0, starter = SIZE_MAX;
    unsigned char last = 0;
    for (size_t i = 0; i < text->list.n; i++) {
        struct mark_of mark = text->list.at[i];
        bool adjacent = starter != SIZE_MAX && starter + 1 == n;
        bool open = starter != SIZE_MAX && (adjacent || (last < mark.class && mark.class));
        uint32_t joined = open ? compose_pair(text->list.at[starter].scalar, mark.scalar) : 0;
        if (joined) {
            text->list.at[starter].scalar = joined;
            continue;
        }
        if (!mark.class)
            starter = n;
        last = mark.class;
        text->list.at[n++] = mark;
    }
    text->list.n = n;
}

/* Everything below U+0300 is in form C. */
static bool in_form_at_sight(struct phs_slice text) {
    for (size_t i = 0; i < text.len; i++)
        if ((unsigned char)text.ptr[i] >= 0xCC)
            return false;
    return true;
}

struct phs_slice phs_hcl_nfc(struct phs_arena *arena, struct phs_slice text) {
    if (in_form_at_sight(text))
        return text;
    struct phs_arena *scratch = phs_arena_new();
    struct scalars scalars = {0};
    for (size_t at = 0; at < text.len;)
        decompose(scratch, &scalars, phs_utf8_next(text, &at));
    order_marks(&scalars);
    compose(&scalars);
    struct phs_buf buf;
    phs_buf_init(&buf, text.len * 4 + 16);
    for (size_t i = 0; i < scalars.list.n; i++)
        phs_buf_utf8(&buf, scalars.list.at[i].scalar);
    struct phs_slice normal = {phs_strndup(arena, phs_buf_text(&buf), buf.len), buf.len};
    phs_buf_done(&buf);
    phs_arena_free(scratch);
    return normal;
}
