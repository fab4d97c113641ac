/* SPDX-License-Identifier: Apache-2.0 */
/* JSON inside of other texts: bodies that logs print, documents of a script, messages that a queue gave back. Each object is
 * read as if it stood alone. */
#include <ctype.h>

#include "parse/health/record.h"

enum { LONGEST_BLOCK = 64 << 10, SHORTEST_BLOCK = 20 };

/* The bracket that closes what opens at, or NULL. */
static const char *closing(const char *at, const char *end) {
    size_t depth = 0;
    bool quoted = false;
    end = end - at < LONGEST_BLOCK ? end : at + LONGEST_BLOCK;
    for (; at < end; at++) {
        if (*at == '\\') {
            at++;
            continue;
        }
        quoted ^= *at == '"';
        if (quoted)
            continue;
        depth += *at == '{' || *at == '[';
        if ((*at == '}' || *at == ']') && --depth == 0)
            return at + 1;
    }
    return NULL;
}

/* {"key" or { "key": nothing else opens an object of JSON. */
static bool opens(const char *at, const char *end) {
    for (at++; at < end && isspace((unsigned char)*at); at++)
        ;
    return at + 1 < end && *at == '"' && (isalpha((unsigned char)at[1]) || at[1] == '_');
}

static void read_block(struct phs_health_reader *reader, struct phs_slice block, uint32_t line) {
    struct phs_slice whole = reader->bytes;
    size_t before = reader->items.n;
    reader->bytes = block;
    if (memmem(block.ptr, block.len, "\"resourceType\"", 14))
        phs_health_fhir_json(reader);
    else
        phs_health_json(reader, true);
    reader->bytes = whole;
    for (size_t i = before; i < reader->items.n; i++)
        reader->items.at[i].line += line - 1;
}

void phs_health_embedded(struct phs_health_reader *reader) {
    const char *at = reader->bytes.ptr, *end = at + reader->bytes.len, *counted = at;
    uint32_t line = 1;
    while (!reader->limited && (at = memchr(at, '{', (size_t)(end - at))) != NULL) {
        const char *stop = opens(at, end) ? closing(at, end) : NULL;
        if (!stop || stop - at < SHORTEST_BLOCK) {
            at++;
            continue;
        }
        for (; counted < at; counted++)
            line += *counted == '\n';
        read_block(reader, phs_slice_n(at, (size_t)(stop - at)), line);
        at = stop;
    }
}
