/* SPDX-License-Identifier: Apache-2.0 */
/* Declarations with their decorators, and whole files. */
#include "parse/bicep/reader.h"
#include "parse/fail.h"

static void decorate(struct phs_bicep_reader *r, struct phs_bicep_declaration *d) {
    while (r->failed == PHS_OK && phs_bicep_take(r, "@")) {
        const struct phs_bicep_expr *call = phs_bicep_read_primary(r);
        if (call->kind != PHS_BICEP_CALL)
            phs_bicep_fail(r, "a decorator is expected here");
        d->secure |= phs_slice_is(call->text, "secure");
        if (phs_slice_is(call->text, "allowed") && call->items.n == 1)
            d->allowed = call->items.at[0];
    }
}

bool phs_bicep_begins_resource(const struct phs_bicep_reader *r) {
    struct phs_bicep_reader ahead = *r;
    return phs_bicep_take_word(&ahead, "resource") && ahead.token == PHS_BICEP_WORD && !ahead.first;
}

static void read_value(struct phs_bicep_reader *r, struct phs_bicep_declaration *d) {
    if (phs_bicep_take(r, "="))
        d->value = phs_bicep_read_expr(r);
}

/* param a string = 'x'; in a parameter file: param a = 'x' */
static void read_typed(struct phs_bicep_reader *r, struct phs_bicep_declaration *d) {
    d->name = phs_bicep_want_name(r);
    if (!phs_bicep_sees(r, "=") && (!r->first || phs_bicep_sees(r, "|")))
        d->nullable = phs_bicep_skip_type(r);
    read_value(r, d);
    if (!d->value && d->what != PHS_BICEP_PARAM)
        phs_bicep_fail(r, "'=' is expected here");
}

static void read_made(struct phs_bicep_reader *r, struct phs_bicep_declaration *d) {
    d->name = phs_bicep_want_name(r);
    d->target = phs_bicep_want_plain(r);
    d->existing = phs_bicep_take_word(r, "existing");
    phs_bicep_want(r, "=", "'=' is expected here");
    d->value = phs_bicep_read_body(r);
}

static void read_function(struct phs_bicep_reader *r, struct phs_bicep_declaration *d) {
    d->name = phs_bicep_want_name(r);
    phs_bicep_want(r, "(", "'(' is expected here");
    while (r->failed == PHS_OK && !phs_bicep_sees(r, ")")) {
        PHS_PUSH(r->arena, d->names, phs_bicep_want_name(r));
        phs_bicep_skip_type(r);
        if (!phs_bicep_take(r, ","))
            break;
    }
    phs_bicep_want(r, ")", "',' or ')' is expected here");
    if (!phs_bicep_sees(r, "=>"))
        phs_bicep_skip_type(r);
    phs_bicep_want(r, "=>", "'=>' is expected here");
    d->value = phs_bicep_read_expr(r);
}

static void read_imported(struct phs_bicep_reader *r, struct phs_bicep_declaration *d) {
    phs_bicep_next(r);
    while (r->failed == PHS_OK && !phs_bicep_sees(r, "}")) {
        struct phs_bicep_import import = {0};
        import.name = r->token == PHS_BICEP_QUOTE ? phs_bicep_want_plain(r) : phs_bicep_want_name(r);
        import.as = phs_bicep_take_word(r, "as") ? phs_bicep_want_name(r) : import.name;
        PHS_PUSH(r->arena, d->imports, import);
        if (!phs_bicep_take(r, ",") && !r->first && !phs_bicep_sees(r, "}"))
            phs_bicep_fail(r, "a comma or the end of the line is expected here");
    }
    phs_bicep_want(r, "}", "'}' is expected here");
}

/* import {a, b as c} from 'x.bicep'; import * as x from 'x.bicep' */
static void read_import(struct phs_bicep_reader *r, struct phs_bicep_declaration *d) {
    if (phs_bicep_sees(r, "{"))
        read_imported(r, d);
    else if (phs_bicep_take(r, "*")) {
        if (!phs_bicep_take_word(r, "as"))
            phs_bicep_fail(r, "'as' is expected here");
        d->name = phs_bicep_want_name(r);
    } else
        return;
    if (!phs_bicep_take_word(r, "from"))
        phs_bicep_fail(r, "'from' is expected here");
    d->target = phs_bicep_want_plain(r);
}

/* extension x with {...} as y: things that are none of Azure's */
static void read_extension(struct phs_bicep_reader *r, struct phs_bicep_declaration *d) {
    d->what = PHS_BICEP_OTHER;
    if (r->token == PHS_BICEP_QUOTE)
        phs_bicep_read_text(r);
    else
        phs_bicep_want_name(r);
    if (phs_bicep_take_word(r, "with"))
        phs_bicep_read_expr(r);
    if (phs_bicep_take_word(r, "as"))
        phs_bicep_want_name(r);
}

static void read_target(struct phs_bicep_reader *r, struct phs_bicep_declaration *d) {
    if (!phs_bicep_take_word(r, "none"))
        d->target = phs_bicep_want_plain(r);
    if (phs_bicep_take_word(r, "with"))
        phs_bicep_read_expr(r);
}

static void read_test(struct phs_bicep_reader *r, struct phs_bicep_declaration *d) {
    d->name = phs_bicep_want_name(r);
    phs_bicep_want_plain(r);
    phs_bicep_want(r, "=", "'=' is expected here");
    phs_bicep_read_body(r);
}

static void read_type(struct phs_bicep_reader *r, struct phs_bicep_declaration *d) {
    d->name = phs_bicep_want_name(r);
    phs_bicep_want(r, "=", "'=' is expected here");
    phs_bicep_skip_type(r);
}

static void read_statement_of(struct phs_bicep_reader *r, struct phs_bicep_declaration *d) {
    switch (d->what) {
    case PHS_BICEP_PARAM:
    case PHS_BICEP_VAR:
    case PHS_BICEP_OUTPUT:
        read_typed(r, d);
        return;
    case PHS_BICEP_RESOURCE:
    case PHS_BICEP_MODULE:
        read_made(r, d);
        return;
    case PHS_BICEP_TYPE:
        read_type(r, d);
        return;
    case PHS_BICEP_FUNC:
        read_function(r, d);
        return;
    case PHS_BICEP_IMPORT:
        if (phs_bicep_sees(r, "{") || phs_bicep_sees(r, "*"))
            read_import(r, d);
        else
            read_extension(r, d);
        return;
    case PHS_BICEP_USING:
    case PHS_BICEP_EXTENDS:
        read_target(r, d);
        return;
    case PHS_BICEP_OTHER:
        return;
    }
}

static const struct {
    const char *word;
    enum phs_bicep_what what;
} statements[] = {{"param", PHS_BICEP_PARAM},
                  {"var", PHS_BICEP_VAR},
                  {"resource", PHS_BICEP_RESOURCE},
                  {"module", PHS_BICEP_MODULE},
                  {"output", PHS_BICEP_OUTPUT},
                  {"type", PHS_BICEP_TYPE},
                  {"func", PHS_BICEP_FUNC},
                  {"import", PHS_BICEP_IMPORT},
                  {"using", PHS_BICEP_USING},
                  {"extends", PHS_BICEP_EXTENDS},
                  {"extension", PHS_BICEP_OTHER},
                  {"provider", PHS_BICEP_OTHER},
                  {"extensionConfig", PHS_BICEP_OTHER}};

static void read_other(struct phs_bicep_reader *r, struct phs_bicep_declaration *d, struct phs_slice word) {
    d->what = PHS_BICEP_OTHER;
    if (phs_slice_is(word, "test"))
        read_test(r, d);
    else if (phs_slice_is(word, "extension") || phs_slice_is(word, "provider") || phs_slice_is(word, "extensionConfig"))
        read_extension(r, d);
    else {
        if (!phs_slice_is(word, "targetScope"))
            phs_bicep_want_name(r);
        phs_bicep_want(r, "=", "'=' is expected here");
        phs_bicep_read_expr(r);
    }
}

const struct phs_bicep_declaration *phs_bicep_read_declaration(struct phs_bicep_reader *r) {
    struct phs_bicep_declaration *d = PHS_NEW(r->arena, struct phs_bicep_declaration);
    decorate(r, d);
    struct phs_slice word = r->text;
    d->place = phs_bicep_here(r);
    d->what = PHS_BICEP_OTHER;
    bool known = phs_slice_is(word, "targetScope") || phs_slice_is(word, "metadata") || phs_slice_is(word, "assert") ||
                 phs_slice_is(word, "test");
    for (size_t i = 0; i < sizeof statements / sizeof *statements; i++)
        if (phs_slice_is(word, statements[i].word)) {
            d->what = statements[i].what;
            known = true;
        }
    if (!known || r->token != PHS_BICEP_WORD) {
        phs_bicep_fail(r, "a declaration is expected here");
        return d;
    }
    phs_bicep_next(r);
    if (d->what == PHS_BICEP_OTHER)
        read_other(r, d, word);
    else
        read_statement_of(r, d);
    d->place.end_line = r->end_line;
    d->place.end_column = r->end_column;
    return d;
}

static struct phs_bicep_limits effective(const struct phs_bicep_limits *given) {
    struct phs_bicep_limits limits = given ? *given : (struct phs_bicep_limits){0};
    limits.max_bytes = limits.max_bytes ? limits.max_bytes : (size_t)8 << 20;
    limits.max_nodes = limits.max_nodes ? limits.max_nodes : 1000000;
    limits.max_depth = limits.max_depth > 0 && limits.max_depth < 200 ? limits.max_depth : 100;
    return limits;
}

enum phs_code phs_bicep_parse(struct phs_arena *arena, const struct phs_source *source, struct phs_slice bytes,
                              const struct phs_bicep_limits *limits, const struct phs_bicep_file **ret_file,
                              struct phs_err *err) {
    struct phs_bicep_reader reader = {
        .arena = arena, .source = source, .bytes = bytes, .err = err, .limits = effective(limits), .next = {0, 1, 1}};
    struct phs_bicep_file *file = PHS_NEW(arena, struct phs_bicep_file);
    file->source = source;
    if (bytes.len > reader.limits.max_bytes)
        return phs_parse_fail(err, PHS_E_LIMIT, source, 0, 0, "more than %zu bytes", reader.limits.max_bytes);
    if (phs_slice_starts(bytes, "\xef\xbb\xbf"))
        reader.next.at = 3;
    phs_bicep_next(&reader);
    reader.first = true;
    while (reader.failed == PHS_OK && reader.token != PHS_BICEP_END) {
        if (!reader.first)
            phs_bicep_fail(&reader, "the end of the line is expected here");
        else
            PHS_PUSH(arena, file->declarations, phs_bicep_read_declaration(&reader));
    }
    if (reader.failed == PHS_OK)
        *ret_file = file;
    return reader.failed;
}
