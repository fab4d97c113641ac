/* SPDX-License-Identifier: Apache-2.0 */
/* Bicep files and their parameter files -> a syntax tree with the place of everything. Types are read over, but for what says
 * that a parameter may be left out. */
#ifndef PHS_PARSE_BICEP_BICEP_H
#define PHS_PARSE_BICEP_BICEP_H

#include "base/err.h"
#include "model/value.h"

enum phs_bicep_kind {
    PHS_BICEP_NULL,
    PHS_BICEP_BOOL,     /* truth */
    PHS_BICEP_NUMBER,   /* number */
    PHS_BICEP_STRING,   /* text, escapes undone */
    PHS_BICEP_TEMPLATE, /* items: texts and expressions as they follow each other */
    PHS_BICEP_OBJECT,   /* properties, declarations */
    PHS_BICEP_ARRAY,    /* items */
    PHS_BICEP_FOR,      /* left: what it goes over, right: the body; names: element and perhaps index */
    PHS_BICEP_IF,       /* left: condition, right: the body */
    PHS_BICEP_NAME,     /* text */
    PHS_BICEP_CALL,     /* text(items); left: what stands before the point, or NULL */
    PHS_BICEP_MEMBER,   /* left.text; safe: left.?text */
    PHS_BICEP_INDEX,    /* left[right]; safe: left[?right], from_end: left[^right] */
    PHS_BICEP_NESTED,   /* left::text */
    PHS_BICEP_NOT,      /* !left */
    PHS_BICEP_MINUS,    /* -left */
    PHS_BICEP_BINARY,   /* text is the operator; items, two or more of them where it may be chained */
    PHS_BICEP_TERNARY,  /* left ? right : third */
    PHS_BICEP_LAMBDA,   /* names => right */
    PHS_BICEP_SPREAD,   /* ...left */
};

struct phs_bicep_expr;
struct phs_bicep_declaration;

struct phs_bicep_property {
    const struct phs_bicep_expr *key; /* a text, perhaps with expressions in it; NULL: value is a spread */
    const struct phs_bicep_expr *value;
};

struct phs_bicep_expr {
    enum phs_bicep_kind kind;
    struct phs_place place;
    struct phs_slice text;
    double number;
    bool truth, safe, from_end;
    const struct phs_bicep_expr *left, *right, *third;
    PHS_VEC(const struct phs_bicep_expr *) items;
    PHS_VEC(struct phs_bicep_property) properties;
    PHS_VEC(const struct phs_bicep_declaration *) declarations; /* resources inside the body of a resource */
    PHS_VEC(struct phs_slice) names;
};

enum phs_bicep_what {
    PHS_BICEP_PARAM,
    PHS_BICEP_VAR,
    PHS_BICEP_RESOURCE,
    PHS_BICEP_MODULE,
    PHS_BICEP_OUTPUT,
    PHS_BICEP_TYPE,
    PHS_BICEP_FUNC,
    PHS_BICEP_IMPORT,  /* of another file, with target and imports; or of an extension, with name or nothing */
    PHS_BICEP_USING,   /* parameter files: target */
    PHS_BICEP_EXTENDS, /* parameter files: target */
    PHS_BICEP_OTHER,   /* targetScope, metadata, assert, test: no part of what is deployed */
};

struct phs_bicep_import {
    struct phs_slice name, as;
};

struct phs_bicep_declaration {
    enum phs_bicep_what what;
    struct phs_place place;  /* of the keyword */
    struct phs_slice name;   /* of an import: what * is called, or empty */
    struct phs_slice target; /* type of a resource with its version, path of a module, file of an import; without expressions */
    bool existing, nullable, secure;
    const struct phs_bicep_expr *value;   /* body, default, what is put out; NULL where there is none */
    const struct phs_bicep_expr *allowed; /* argument of @allowed, or NULL */
    PHS_VEC(struct phs_slice) names;      /* parameters of a function */
    PHS_VEC(struct phs_bicep_import) imports;
};

struct phs_bicep_file {
    const struct phs_source *source;
    PHS_VEC(const struct phs_bicep_declaration *) declarations;
};

struct phs_bicep_limits {
    size_t max_bytes; /* 0: 8 MiB */
    size_t max_nodes; /* 0: 1,000,000 */
    int max_depth;    /* 0: 100 */
};

/* Texts without escapes point into bytes. source must live as long as the tree. PHS_E_INPUT or PHS_E_LIMIT with
 * "main.bicep:3:1: a sentence" for what is not Bicep. */
enum phs_code phs_bicep_parse(struct phs_arena *arena, const struct phs_source *source, struct phs_slice bytes,
                              const struct phs_bicep_limits *limits, const struct phs_bicep_file **ret_file,
                              struct phs_err *err);

#endif
