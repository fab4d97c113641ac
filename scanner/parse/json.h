/* SPDX-License-Identifier: Apache-2.0 */
/* JSON (RFC 8259, strict) into the value tree, with the place of every value and key. cJSON has no positions and loses digits.
 */
#ifndef PHS_PARSE_JSON_H
#define PHS_PARSE_JSON_H

#include "base/err.h"
#include "model/value.h"

/* 0 takes the default. Exceeding one gives PHS_E_LIMIT. */
struct phs_json_limits {
    size_t max_bytes; /* 1 GiB */
    size_t max_nodes; /* 50,000,000 values */
    int max_depth;    /* 200 */
    /* Not set: a key that stands twice in one object is PHS_E_INPUT, since readers disagree which one counts. Set: the last
     * wins. */
    bool allow_duplicates;
    bool refuse_bom; /* not set: a UTF-8 byte order mark at the start is skipped */
};

/* One value and nothing behind it but white space. Strings without escapes, keys and number texts are slices of bytes, which
 * must live as long as the value. Strings are valid UTF-8 and may hold NUL (\u0000). A number beyond double becomes +-infinity
 * or 0 and keeps its text. limits NULL: the defaults; source may be NULL. Errors begin with "file:line:col: ". */
enum phs_code phs_json_parse(struct phs_arena *arena, const struct phs_source *source, struct phs_slice bytes,
                             const struct phs_json_limits *limits, const struct phs_value **ret_value, struct phs_err *err);

/* One JSON value a line (NDJSON, JSON Lines); blank lines are skipped. max_bytes and max_nodes hold for each line. */
struct phs_ndjson {
    struct phs_arena *arena;
    const struct phs_source *source;
    const struct phs_json_limits *limits;
    struct phs_slice rest;
    uint32_t line;
};
void phs_ndjson_init(struct phs_ndjson *reader, struct phs_arena *arena, const struct phs_source *source,
                     struct phs_slice bytes, const struct phs_json_limits *limits);
/* False at the end. True with *ret_value NULL and err filled for a line that is no JSON; the next call goes on behind it. */
bool phs_ndjson_next(struct phs_ndjson *reader, const struct phs_value **ret_value, struct phs_err *err);

#endif
