/* SPDX-License-Identifier: Apache-2.0 */
/* Streams JSON of any size without a tree: commas, indentation and escapes are the writer's. */
#ifndef PHS_BASE_JSON_WRITER_H
#define PHS_BASE_JSON_WRITER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"

struct phs_json {
    struct phs_buf *out;
    bool pretty;
    int depth;         /* at most 64: what is deeper makes the buffer fail */
    uint64_t has_item; /* bit per depth: a comma is due */
    bool after_key;
};

void phs_json_init(struct phs_json *json, struct phs_buf *out, bool pretty);
void phs_json_object(struct phs_json *json);
void phs_json_object_end(struct phs_json *json);
void phs_json_array(struct phs_json *json);
void phs_json_array_end(struct phs_json *json);
void phs_json_key(struct phs_json *json, const char *key);
/* NULL is written as null. */
void phs_json_string(struct phs_json *json, const char *text);
void phs_json_slice(struct phs_json *json, struct phs_slice text);
void phs_json_int(struct phs_json *json, int64_t number);
/* Shortest text that reads back as the same double; integers without a point; not finite is null. */
void phs_json_number(struct phs_json *json, double number);
void phs_json_bool(struct phs_json *json, bool value);
void phs_json_null(struct phs_json *json);
/* key and value in one; the string one leaves the pair out when text is NULL. */
void phs_json_put(struct phs_json *json, const char *key, const char *text);
void phs_json_put_int(struct phs_json *json, const char *key, int64_t number);
void phs_json_put_bool(struct phs_json *json, const char *key, bool value);

#endif
