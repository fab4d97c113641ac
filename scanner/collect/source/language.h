/* SPDX-License-Identifier: Apache-2.0 */
/* What a file is, from its path alone: language, role, and whether it is worth opening. */
#ifndef PHS_COLLECT_SOURCE_LANGUAGE_H
#define PHS_COLLECT_SOURCE_LANGUAGE_H

#include "base/slice.h"

enum phs_language_kind {
    PHS_LANGUAGE_CODE,     /* imports, hosts, field names */
    PHS_LANGUAGE_SHELL,    /* hosts */
    PHS_LANGUAGE_CONFIG,   /* hosts: env files, YAML, TOML, properties */
    PHS_LANGUAGE_SCHEMA,   /* field names: SQL, Prisma, GraphQL, Protocol Buffers */
    PHS_LANGUAGE_JSON,     /* field names of objects, hosts */
    PHS_LANGUAGE_TABLE,    /* CSV and TSV: field names of the header */
    PHS_LANGUAGE_RECORDS,  /* HL7 v2 messages and logs */
    PHS_LANGUAGE_MANIFEST, /* dependencies */
};

enum phs_import_style {
    PHS_IMPORT_NONE,
    PHS_IMPORT_PYTHON,
    PHS_IMPORT_JS,
    PHS_IMPORT_GO,
    PHS_IMPORT_DOTTED, /* import a.b.C; using A.B; use A\B; */
    PHS_IMPORT_RUBY,
};

struct phs_language {
    const char *name;       /* "Python", printed */
    const char *extensions; /* "py|pyi" */
    enum phs_language_kind kind;
    enum phs_import_style imports;
    const char *comments; /* how a comment line begins: "//|*" */
    bool dedent;          /* a block ends where a line stands further left, not at a bracket */
};

/* NULL: a file that we do not look into (documents, images, lock files, minified code). */
const struct phs_language *phs_language_of(const char *path);

/* "test-data", "schema", "code" or "log". */
const char *phs_role_of(const char *path, const struct phs_language *language);

/* Folders that hold other people's code or built things: not entered. */
bool phs_source_enters(void *user, const char *path);

#endif
