/* SPDX-License-Identifier: Apache-2.0 */
/* YAML into value trees with places, on libyaml's events; each document of a stream stands or falls alone. */
#ifndef PHS_PARSE_YAML_H
#define PHS_PARSE_YAML_H

#include "base/err.h"
#include "model/value.h"

/* {0} and NULL are the defaults: plain scalars are typed by the YAML 1.2 core schema (yes, no, on, off are strings; 010 is 10).
 */
struct phs_yaml_options {
    bool typing_1_1;          /* as PyYAML types them: yes/no/on/off booleans, 010 is 8, 0x1F, 1_000, 190:20:30 */
    bool cloudformation_tags; /* !Ref x is {Ref: x}, !Sub is {Fn::Sub: x}, !GetAtt a.b is {Fn::GetAtt: [a, b]}, ... */
    /* Not set: a key that stands twice in one mapping is an error of its document. Set: the last wins and a note says so. */
    bool allow_duplicates;
    size_t max_bytes;     /* 64 MiB */
    size_t max_nodes;     /* 1,000,000 a document, aliases counted as if they were expanded */
    size_t max_documents; /* 100,000, empty ones counted */
    int max_depth;        /* 200 */
};

struct phs_yaml_document {
    const struct phs_value *value; /* NULL when error is set; an empty document is PHS_NULL */
    const char *error;             /* "", or one sentence that begins with "file:line:col: " */
    enum phs_code code;            /* PHS_OK, PHS_E_INPUT, PHS_E_LIMIT */
    struct phs_place place;        /* of the root, or where the error is */
    const char **notes;            /* sentences about what was accepted but is odd (duplicate keys that were allowed) */
    size_t note_count;
};

/* Documents that hold nothing but comments are left out. */
struct phs_yaml {
    struct phs_yaml_document *at;
    size_t n;
};

/* Standard tags (!!str, !!int ...) are honoured, other tags are dropped unless an option reads them. An anchored node is shared
 * between its aliases: the same pointer, with the place of the anchor. Merge keys (<<) are applied; explicit keys win, then the
 * earlier of several maps. Nothing points into bytes afterwards. Returns an error only where no document could be told apart:
 * over max_bytes, UTF-16. */
enum phs_code phs_yaml_parse(struct phs_arena *arena, const struct phs_source *source, struct phs_slice bytes,
                             const struct phs_yaml_options *options, struct phs_yaml *ret_yaml, struct phs_err *err);

/* For files that hold one document: its value (PHS_NULL for an empty file), or the error of the first broken document. A second
 * document is PHS_E_INPUT. */
enum phs_code phs_yaml_parse_one(struct phs_arena *arena, const struct phs_source *source, struct phs_slice bytes,
                                 const struct phs_yaml_options *options, const struct phs_value **ret_value,
                                 struct phs_err *err);

#endif
