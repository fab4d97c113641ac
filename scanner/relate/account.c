/* SPDX-License-Identifier: Apache-2.0 */
/* Settings of a whole account, written into what they hold for: the public access block over all buckets, encryption of every
 * new disk. */
#include "relate/passes.h"

static bool same_root(const struct phs_resource *a, const struct phs_resource *b) {
    return strcmp(a->root, b->root) == 0 && strcmp(a->environment, b->environment) == 0;
}

static void copy(struct phs_map_builder *to, const struct phs_value *from) {
    for (size_t i = 0; phs_is(from, PHS_MAP) && i < from->map.n; i++)
        phs_map_builder_set(to, from->map.at[i].key, from->map.at[i].key_place, from->map.at[i].value);
}

static const struct phs_value *with(struct phs_arena *arena, const struct phs_value *attributes, const char *key,
                                    const struct phs_value *value) {
    struct phs_map_builder map;
    phs_map_builder_init(&map, arena);
    copy(&map, attributes);
    phs_map_builder_set(&map, phs_slice(key), value->place, value);
    return phs_map_builder_done(&map, attributes->place);
}

static const struct phs_value *one_block(struct phs_arena *arena, const struct phs_value *block) {
    struct phs_value *list = PHS_NEW(arena, struct phs_value);
    *list = *phs_value_list(arena, &block, 1, block->place);
    list->flags |= PHS_VALUE_BLOCKS;
    return list;
}

static const struct phs_value *first_block(const struct phs_value *value) {
    return phs_is(value, PHS_LIST) ? (value->list.n ? value->list.at[0] : NULL) : value;
}

/* True wherever either is. */
static const struct phs_value *joined_block(struct phs_arena *arena, const struct phs_value *own,
                                            const struct phs_value *account) {
    static const char *const names[] = {"block_public_acls", "block_public_policy", "ignore_public_acls",
                                        "restrict_public_buckets"};
    struct phs_map_builder map;
    phs_map_builder_init(&map, arena);
    copy(&map, own);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const struct phs_value *over = phs_get(account, names[i]), *have = phs_get(own, names[i]);
        if (over && !phs_is_true(have) && (phs_is_true(over) || !have))
            phs_map_builder_set(&map, phs_slice(names[i]), over->place, over);
    }
    return phs_map_builder_done(&map, own ? own->place : account->place);
}

static void block_buckets(struct phs_graph *graph, const struct phs_resource *account) {
    const struct phs_resource_list *list = phs_graph_of_type(graph, "aws_s3_bucket");
    for (size_t i = 0; i < list->items.n; i++) {
        struct phs_resource *bucket = list->items.at[i];
        const struct phs_value *own = first_block(phs_get(bucket->attributes, "public_access_block"));
        if (!same_root(account, bucket) || !phs_is(bucket->attributes, PHS_MAP))
            continue;
        if (phs_is(own, PHS_UNKNOWN))
            own = NULL;
        const struct phs_value *block = one_block(graph->arena, joined_block(graph->arena, own, account->attributes));
        bucket->attributes = with(graph->arena, bucket->attributes, "public_access_block", block);
    }
}

static const struct phs_value *encrypted(struct phs_arena *arena, struct phs_place place) {
    struct phs_value *value = PHS_NEW(arena, struct phs_value);
    *value = *phs_value_bool(arena, true, place);
    value->flags |= PHS_VALUE_DEFAULT;
    return value;
}

static const struct phs_value *encrypted_blocks(struct phs_arena *arena, const struct phs_value *blocks,
                                                struct phs_place place) {
    PHS_VEC(const struct phs_value *) items = {0};
    for (size_t i = 0; phs_is(blocks, PHS_LIST) && i < blocks->list.n; i++) {
        const struct phs_value *block = blocks->list.at[i];
        PHS_PUSH(arena, items, phs_is(block, PHS_MAP) ? with(arena, block, "encrypted", encrypted(arena, place)) : block);
    }
    struct phs_value *list = PHS_NEW(arena, struct phs_value);
    *list = *phs_value_list(arena, items.at, items.n, place);
    list->flags |= PHS_VALUE_BLOCKS;
    return list;
}

/* The setting of the account wins over what a disk says. */
static void encrypt_disks(struct phs_graph *graph, const struct phs_resource *setting) {
    static const char *const blocks[] = {"root_block_device", "ebs_block_device"};
    const struct phs_resource_list *volumes = phs_graph_of_type(graph, "aws_ebs_volume");
    const struct phs_resource_list *machines = phs_graph_of_type(graph, "aws_instance");
    for (size_t i = 0; i < volumes->items.n; i++)
        if (same_root(setting, volumes->items.at[i]) && phs_is(volumes->items.at[i]->attributes, PHS_MAP))
            volumes->items.at[i]->attributes =
                with(graph->arena, volumes->items.at[i]->attributes, "encrypted", encrypted(graph->arena, setting->place));
    for (size_t i = 0; i < machines->items.n; i++) {
        struct phs_resource *machine = machines->items.at[i];
        if (!same_root(setting, machine) || !phs_is(machine->attributes, PHS_MAP))
            continue;
        for (size_t b = 0; b < 2; b++) {
            const struct phs_value *have = phs_get(machine->attributes, blocks[b]);
            if (phs_is(have, PHS_LIST))
                machine->attributes =
                    with(graph->arena, machine->attributes, blocks[b], encrypted_blocks(graph->arena, have, setting->place));
        }
        if (!phs_get(machine->attributes, "root_block_device")) {
            struct phs_map_builder block;
            phs_map_builder_init(&block, graph->arena);
            phs_map_builder_set(&block, PHS_SLICE("encrypted"), setting->place, encrypted(graph->arena, setting->place));
            machine->attributes = with(graph->arena, machine->attributes, "root_block_device",
                                       one_block(graph->arena, phs_map_builder_done(&block, setting->place)));
        }
    }
}

/* The first setting of each root speaks; a second one says the same to the provider. */
void phs_relate_account(struct phs_graph *graph) {
    const struct phs_resource_list *blocks = phs_graph_of_type(graph, "aws_s3_account_public_access_block");
    const struct phs_resource_list *disks = phs_graph_of_type(graph, "aws_ebs_encryption_by_default");
    for (size_t i = 0; i < blocks->items.n && i < 64; i++)
        if (!blocks->items.at[i]->existence)
            block_buckets(graph, blocks->items.at[i]);
    for (size_t i = 0; i < disks->items.n && i < 64; i++) {
        const struct phs_value *enabled = phs_get(disks->items.at[i]->attributes, "enabled");
        if (!disks->items.at[i]->existence && (!enabled || phs_is_true(enabled)))
            encrypt_disks(graph, disks->items.at[i]);
    }
}
