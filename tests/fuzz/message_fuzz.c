/* SPDX-License-Identifier: Apache-2.0 */
/* Messages of commits and tags: what is found lies within their bytes, whatever stands beside them. */
#include "collect/git/messages.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct phs_rules *rules(void) {
    static struct phs_rules made;
    static struct phs_arena *arena;
    struct phs_catalogue *catalogue;
    struct phs_err err = {0};
    if (arena)
        return &made;
    arena = phs_arena_new();
    if (phs_catalogue_load(arena, NULL, 0, &catalogue, &err) != PHS_OK)
        __builtin_trap();
    phs_look_init();
    phs_rules_init(&made, arena, catalogue);
    return &made;
}

/* The same message among others, and again by itself. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const struct phs_slice beside = {"tree 0\n\nFix the patient's page\n\nReviewed-by: A <a@b.test>\n", 58};
    struct phs_arena *arena = phs_arena_new();
    struct phs_slice bytes = phs_slice_n((const char *)data, size);
    struct phs_messages messages;
    phs_messages_init(&messages, arena, rules());
    for (uint8_t i = 0; i < 5; i++) {
        struct phs_oid name = {{i}};
        phs_messages_look(&messages, 0, &name, i % 2 ? PHS_OBJECT_TAG : PHS_OBJECT_COMMIT, i % 2 ? bytes : beside, 0);
    }
    phs_messages_gather(&messages, arena);
    if (messages.read != 5)
        __builtin_trap();
    for (size_t i = 0; i < messages.items.n; i++) {
        const struct phs_hit_blob *blob = &messages.items.at[i].blob;
        if (blob->name.id[0] % 2 == 0 || blob->look.hits.n != messages.items.at[0].blob.look.hits.n)
            __builtin_trap(); /* nothing is said beside it, and both times the same */
        for (size_t k = 0; k < blob->look.hits.n; k++)
            if (blob->look.hits.at[k].start > size || blob->look.hits.at[k].length > size - blob->look.hits.at[k].start)
                __builtin_trap();
    }
    phs_arena_free(arena);
    return 0;
}
