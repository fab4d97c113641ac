/* SPDX-License-Identifier: Apache-2.0 */
/* Types are read over: what is deployed does not depend on them. */
#include "parse/bicep/reader.h"

enum { LONGEST_CHAIN = 60 };

static bool skip_union(struct phs_bicep_reader *r);

static void skip_decorators(struct phs_bicep_reader *r) {
    while (r->failed == PHS_OK && phs_bicep_take(r, "@")) {
        phs_bicep_read_primary(r);
        phs_bicep_take(r, ",");
    }
}

/* { name: type, *: type } and [type, type] */
static void skip_members(struct phs_bicep_reader *r, bool named, const char *close) {
    phs_bicep_next(r);
    while (r->failed == PHS_OK && !phs_bicep_sees(r, close)) {
        skip_decorators(r);
        if (phs_bicep_sees(r, "..."))
            phs_bicep_next(r);
        else if (named) {
            if (r->token == PHS_BICEP_QUOTE)
                phs_bicep_read_text(r);
            else if (!phs_bicep_take(r, "*"))
                phs_bicep_want_name(r);
            phs_bicep_want(r, ":", "':' is expected here");
        }
        skip_union(r);
        if (!phs_bicep_take(r, ",") && !r->first && !phs_bicep_sees(r, close))
            phs_bicep_fail(r, "a comma or the end of the line is expected here");
    }
    phs_bicep_want(r, close, "the end of a type is expected here");
}

static void skip_arguments(struct phs_bicep_reader *r) {
    if (!phs_bicep_take(r, "<"))
        return;
    skip_union(r);
    while (phs_bicep_take(r, ","))
        skip_union(r);
    phs_bicep_want(r, ">", "'>' is expected here");
}

static void skip_start(struct phs_bicep_reader *r) {
    if (phs_bicep_sees(r, "{"))
        skip_members(r, true, "}");
    else if (phs_bicep_sees(r, "["))
        skip_members(r, false, "]");
    else if (phs_bicep_take(r, "(")) {
        skip_union(r);
        phs_bicep_want(r, ")", "')' is expected here");
    } else if (r->token == PHS_BICEP_QUOTE)
        phs_bicep_read_text(r);
    else if (r->token == PHS_BICEP_WORD) {
        bool resource = phs_bicep_sees_word(r, "resource");
        phs_bicep_next(r);
        if (resource && r->token == PHS_BICEP_QUOTE && !r->first)
            phs_bicep_read_text(r);
        skip_arguments(r);
    } else if (r->token == PHS_BICEP_DIGITS)
        phs_bicep_next(r);
    else
        phs_bicep_fail(r, "a type is expected here");
}

/* string[], string?, a.b, a[*], a! */
static bool skip_member(struct phs_bicep_reader *r) {
    bool nullable = false;
    skip_start(r);
    for (int links = 0; r->failed == PHS_OK && !r->first; links++) {
        if (links > LONGEST_CHAIN)
            phs_bicep_fail(r, "more points and brackets in a row than are followed");
        else if (phs_bicep_take(r, "[")) {
            if (!phs_bicep_take(r, "*") && !phs_bicep_sees(r, "]"))
                skip_union(r);
            phs_bicep_want(r, "]", "']' is expected here");
            nullable = false;
        } else if (phs_bicep_take(r, ".")) {
            if (!phs_bicep_take(r, "*"))
                phs_bicep_want_name(r);
            skip_arguments(r);
        } else if (phs_bicep_take(r, "?"))
            nullable = true;
        else if (!phs_bicep_take(r, "!"))
            break;
    }
    return nullable;
}

static bool skip_union(struct phs_bicep_reader *r) {
    bool nullable = false;
    if (!phs_bicep_enter(r)) {
        r->depth--;
        return false;
    }
    phs_bicep_take(r, "|");
    do {
        if (!phs_bicep_take(r, "-"))
            phs_bicep_take(r, "!");
        bool null = phs_bicep_sees_word(r, "null");
        nullable |= skip_member(r) | null;
    } while (r->failed == PHS_OK && phs_bicep_take(r, "|"));
    r->depth--;
    return nullable;
}

bool phs_bicep_skip_type(struct phs_bicep_reader *r) {
    return skip_union(r);
}
