/* SPDX-License-Identifier: Apache-2.0 */
/* How facts become values: shared by the files that write the attributes of an endpoint, and meant for them alone. */
#ifndef PHS_COLLECT_TLS_FACTS_PARTS_H
#define PHS_COLLECT_TLS_FACTS_PARTS_H

#include "collect/tls/facts.h"
#include "model/value.h"

static const struct phs_place nowhere = {0};

struct writing {
    struct phs_arena *arena;
    const struct phs_tls_facts *facts;
};

static inline void put(struct phs_map_builder *map, const char *key, const struct phs_value *value) {
    if (value)
        phs_map_builder_set(map, phs_slice(key), nowhere, value);
}

static inline const struct phs_value *boolean(struct phs_arena *arena, bool value) {
    return phs_value_bool(arena, value, nowhere);
}

static inline const struct phs_value *number(struct phs_arena *arena, double value) {
    return phs_value_number(arena, value, nowhere);
}

/* NULL stays absent. */
static inline const struct phs_value *text(struct phs_arena *arena, const char *value) {
    return value ? phs_value_text(arena, phs_strdup(arena, value)) : NULL;
}

/* One of a known set: may be printed anywhere. */
static inline const struct phs_value *word(struct phs_arena *arena, const char *value) {
    if (!value)
        return NULL;
    struct phs_value *copy = PHS_NEW(arena, struct phs_value);
    *copy = *text(arena, value);
    copy->flags |= PHS_VALUE_WORD;
    return copy;
}

static inline const struct phs_value *unread(struct phs_arena *arena, const char *why) {
    return phs_value_unknown(arena, PHS_WHY_UNREAD, phs_strdup(arena, why ? why : "it was not read"), nowhere);
}

static inline const struct phs_value *tri(struct phs_arena *arena, struct phs_tls_answer answer) {
    return answer.is == PHS_MAYBE ? unread(arena, answer.reason) : boolean(arena, answer.is == PHS_YES);
}

struct items {
    PHS_VEC(const struct phs_value *) at;
};

static inline const struct phs_value *list(struct phs_arena *arena, const struct items *items) {
    return phs_value_list(arena, items->at.at, items->at.n, nowhere);
}

static inline const struct phs_value *texts(struct phs_arena *arena, const char *const *at, size_t n) {
    struct items items = {0};
    for (size_t i = 0; i < n; i++)
        PHS_PUSH(arena, items.at, text(arena, at[i]));
    return list(arena, &items);
}

/* http_value.c */
const struct phs_value *phs_tls_http_value(struct writing *w);
/* depth_value.c: lists by version, traits, weaknesses, evidence. */
void phs_tls_put_depth(struct writing *w, struct phs_map_builder *map);
const struct phs_value *phs_tls_evidence_value(struct writing *w);

#endif
