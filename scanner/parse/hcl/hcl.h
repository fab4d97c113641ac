/* SPDX-License-Identifier: Apache-2.0 */
/* HCL native syntax: bytes to a syntax tree with places; every error costs only the statement it stands in. */
#ifndef PHS_PARSE_HCL_HCL_H
#define PHS_PARSE_HCL_HCL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/slice.h"
#include "model/value.h"

/* ---- diagnostics ------------------------------------------------------------------------------------------------- */

enum phs_hcl_severity { PHS_HCL_ERROR, PHS_HCL_WARNING };

struct phs_hcl_diag {
    enum phs_hcl_severity severity;
    struct phs_place place;
    const char *text; /* one sentence; holds names of the input, so printers escape it */
};

/* {0} plus an arena. Beyond limit (0: 200) diagnostics are only counted. */
struct phs_hcl_diags {
    struct phs_arena *arena;
    PHS_VEC(struct phs_hcl_diag) list;
    size_t limit, dropped;
    size_t errors; /* all of severity error, also those that were dropped */
};

void phs_hcl_report(struct phs_hcl_diags *diags, enum phs_hcl_severity severity, struct phs_place place, const char *format,
                    ...) __attribute__((format(printf, 4, 5)));

/* The line of place with a caret line below it, for a terminal; escapes what is not printable and cuts long lines. Writes
 * nothing when withheld is set (a file with a secret sighting is never quoted) or when the place is not in text. */
void phs_hcl_excerpt(struct phs_buf *out, struct phs_slice text, struct phs_place place, bool withheld);

/* ---- expressions ------------------------------------------------------------------------------------------------- */

enum phs_hcl_kind {
    PHS_HCL_LITERAL,     /* null, true, false, a number, a string or heredoc without ${} and %{} */
    PHS_HCL_TEMPLATE,    /* a string or heredoc with ${} or %{} */
    PHS_HCL_UNARY,       /* -a !a */
    PHS_HCL_BINARY,      /* a + b */
    PHS_HCL_CONDITIONAL, /* a ? b : c */
    PHS_HCL_FOR,         /* [for ...] {for ...} */
    PHS_HCL_INDEX,       /* from[key], key not a literal or from not a traversal */
    PHS_HCL_ATTRIBUTE,   /* from.name, from not a traversal; a legacy index from.0 is an INDEX */
    PHS_HCL_SPLAT,       /* from[*]... and from.*... */
    PHS_HCL_SPLAT_ITEM,  /* inside splat.each: the element at hand */
    PHS_HCL_CALL,        /* name(args...) */
    PHS_HCL_LIST,        /* [a, b] */
    PHS_HCL_OBJECT,      /* {a = 1} */
    PHS_HCL_PARENS,      /* (a) */
    PHS_HCL_TRAVERSAL,   /* root.name["key"][0]: a variable and what is static behind it */
    PHS_HCL_BROKEN,      /* stands where the syntax was wrong; a diagnostic says why */
};

enum phs_hcl_op {
    PHS_HCL_NOT,
    PHS_HCL_NEGATE,
    PHS_HCL_OR,
    PHS_HCL_AND,
    PHS_HCL_EQUAL,
    PHS_HCL_NOT_EQUAL,
    PHS_HCL_LESS,
    PHS_HCL_LESS_EQUAL,
    PHS_HCL_GREATER,
    PHS_HCL_GREATER_EQUAL,
    PHS_HCL_ADD,
    PHS_HCL_SUBTRACT,
    PHS_HCL_MULTIPLY,
    PHS_HCL_DIVIDE,
    PHS_HCL_MODULO,
};

struct phs_hcl_expr;

/* One step of a traversal: key == NULL is ".name", otherwise "[key]" with a known string or number. */
struct phs_hcl_step {
    struct phs_slice name;
    const struct phs_value *key;
    struct phs_place place;
};

struct phs_hcl_traversal {
    struct phs_slice root;
    struct phs_place root_place;
    struct phs_hcl_step *steps;
    size_t n;
};

enum phs_hcl_part_kind { PHS_HCL_PART_TEXT, PHS_HCL_PART_VALUE, PHS_HCL_PART_IF, PHS_HCL_PART_FOR };

struct phs_hcl_part;

struct phs_hcl_parts {
    struct phs_hcl_part *at;
    size_t n;
};

struct phs_hcl_part {
    enum phs_hcl_part_kind kind;
    struct phs_place place;
    struct phs_slice text;           /* TEXT: escapes done, strip markers and heredoc indentation applied */
    const struct phs_hcl_expr *expr; /* VALUE: what stands in ${}; IF: the condition; FOR: the collection */
    struct phs_slice key, value;     /* FOR: names; key is empty when only one is given */
    struct phs_hcl_parts body;       /* IF: when true; FOR: the repeated text */
    struct phs_hcl_parts otherwise;  /* IF: when false */
};

struct phs_hcl_item {
    const struct phs_hcl_expr *key; /* a bare identifier is a string LITERAL */
    const struct phs_hcl_expr *value;
    bool bare; /* the key is a bare identifier */
};

struct phs_hcl_expr {
    enum phs_hcl_kind kind;
    struct phs_place place;
    struct phs_slice text; /* the source, byte for byte */
    union {
        const struct phs_value *literal;
        struct {
            struct phs_hcl_parts parts;
            bool heredoc;
        } template;
        struct {
            enum phs_hcl_op op;
            const struct phs_hcl_expr *operand;
        } unary;
        struct {
            enum phs_hcl_op op;
            const struct phs_hcl_expr *left, *right;
        } binary;
        struct {
            const struct phs_hcl_expr *condition, *then, *otherwise;
        } conditional;
        struct {
            struct phs_slice key_name, value_name; /* key_name is empty when only one is given */
            const struct phs_hcl_expr *collection;
            const struct phs_hcl_expr *key; /* NULL: [for], a list */
            const struct phs_hcl_expr *value;
            const struct phs_hcl_expr *condition; /* NULL: no "if" */
            bool group;                           /* {for ... => value...} */
        } for_each;
        struct {
            const struct phs_hcl_expr *from, *key;
            bool legacy; /* a.0 */
        } index;
        struct {
            const struct phs_hcl_expr *from;
            struct phs_slice name;
            struct phs_place name_place;
        } attribute;
        struct {
            const struct phs_hcl_expr *from, *each; /* each: built on SPLAT_ITEM */
            bool full;                              /* [*], not .* */
        } splat;
        struct {
            struct phs_slice name; /* "length", "provider::aws::arn_parse" */
            struct phs_place name_place;
            const struct phs_hcl_expr **args;
            size_t n;
            bool expand; /* the last argument is followed by ... */
        } call;
        struct {
            const struct phs_hcl_expr **at;
            size_t n;
        } list;
        struct {
            struct phs_hcl_item *at;
            size_t n;
        } object;
        const struct phs_hcl_expr *parens;
        struct phs_hcl_traversal traversal;
    };
};

/* ---- bodies ------------------------------------------------------------------------------------------------------ */

struct phs_hcl_attribute {
    struct phs_slice name;
    struct phs_place name_place;
    struct phs_place place; /* from the name to the end of the expression */
    const struct phs_hcl_expr *expr;
};

struct phs_hcl_label {
    struct phs_slice text; /* escapes done */
    struct phs_place place;
    bool quoted;
};

struct phs_hcl_block;

/* Attributes and blocks, each in written order; attribute names are unique (the first one stays, a diagnostic names the
 * second). */
struct phs_hcl_body {
    struct phs_hcl_attribute *attributes;
    size_t attribute_count;
    struct phs_hcl_block *blocks;
    size_t block_count;
    struct phs_place place;
    struct phs_place end; /* the closing brace, or the end of the file: where something missing is reported */
};

struct phs_hcl_block {
    struct phs_slice type;
    struct phs_place type_place;
    struct phs_hcl_label *labels;
    size_t label_count;
    struct phs_hcl_body body;
    struct phs_place place;  /* type to closing brace */
    struct phs_place header; /* type to last label */
    struct phs_place open;   /* the opening brace */
    bool one_line;           /* type { name = value } */
    bool damaged;            /* something inside was not read: absence of an argument proves nothing */
};

struct phs_hcl_file {
    const struct phs_source *source;
    struct phs_slice text;
    struct phs_hcl_body body;
    struct phs_hcl_diags diags;
    bool damaged; /* something at the top level was not read */
};

/* ---- parsing ----------------------------------------------------------------------------------------------------- */

/* 0 takes the default. */
struct phs_hcl_limits {
    int depth;    /* nesting of bodies, expressions and templates: 200 */
    size_t nodes; /* expressions, parts, attributes and blocks: 1,000,000 */
};

/* Never NULL; errors are in file->diags and what could be read is there. text must live as long as the file and be bounded by
 * the caller; limits may be NULL. */
struct phs_hcl_file *phs_hcl_parse(struct phs_arena *arena, const struct phs_source *source, struct phs_slice text,
                                   const struct phs_hcl_limits *limits);

/* One expression, or a template without quotes (templatefile, a string of .tf.json). start: line and column of the first byte
 * (0 counts as 1). Never NULL; diags says what was wrong. */
const struct phs_hcl_expr *phs_hcl_parse_expr(struct phs_arena *arena, const struct phs_source *source, struct phs_slice text,
                                              struct phs_place start, const struct phs_hcl_limits *limits,
                                              struct phs_hcl_diags *diags);
const struct phs_hcl_expr *phs_hcl_parse_template(struct phs_arena *arena, const struct phs_source *source,
                                                  struct phs_slice text, struct phs_place start,
                                                  const struct phs_hcl_limits *limits, struct phs_hcl_diags *diags);

/* ---- questions --------------------------------------------------------------------------------------------------- */

/* NULL when absent. */
const struct phs_hcl_attribute *phs_hcl_attribute(const struct phs_hcl_body *body, const char *name);
/* The block after previous (NULL: the first) with this type; NULL at the end. */
const struct phs_hcl_block *phs_hcl_next_block(const struct phs_hcl_body *body, const char *type,
                                               const struct phs_hcl_block *previous);
/* Label i, or an empty slice. */
struct phs_slice phs_hcl_label(const struct phs_hcl_block *block, size_t i);
/* Without surrounding parentheses. */
const struct phs_hcl_expr *phs_hcl_unwrap(const struct phs_hcl_expr *expr);
/* The text of a string literal; false for anything else. expr may be NULL. */
bool phs_hcl_static_string(const struct phs_hcl_expr *expr, struct phs_slice *ret_text);
/* The traversal of a plain reference, also when it is written in the old way as a quoted string ("aws_x.y"); NULL otherwise. */
const struct phs_hcl_traversal *phs_hcl_static_traversal(struct phs_arena *arena, const struct phs_hcl_expr *expr);
/* A bare word such as string, any, all; empty otherwise. */
struct phs_slice phs_hcl_keyword(const struct phs_hcl_expr *expr);

/* Calls found(user, traversal, place) for every reference in expr to something outside it: names bound by "for" are left out;
 * keys of object items that are bare identifiers are no references. */
void phs_hcl_references(const struct phs_hcl_expr *expr,
                        void (*found)(void *user, const struct phs_hcl_traversal *traversal, struct phs_place place),
                        void *user);

/* The source text of an expression as one line for a message: comments and line breaks become one space, cut at max bytes with
 * an ellipsis. */
const char *phs_hcl_expr_line(struct phs_arena *arena, const struct phs_hcl_expr *expr, size_t max);

#endif
