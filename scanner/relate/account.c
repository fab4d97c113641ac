/* SPDX-License-Identifier: Apache-2.0 */
/* Settings of a whole account, written into what they hold for: the public access block over all buckets, encryption of every
 * new disk, scanning of a registry's images. */
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

static bool same_text(const struct phs_value *a, const struct phs_value *b) {
    return phs_slice_eq(phs_text(a), phs_text(b));
}

/* Regions have settings of their own; resources of one provider are in one region unless they name another. */
static bool same_region(const struct phs_resource *a, const struct phs_resource *b) {
    return same_root(a, b) && same_text(phs_get(a->original, "provider"), phs_get(b->original, "provider")) &&
           same_text(phs_get(a->attributes, "region"), phs_get(b->attributes, "region"));
}

/* What new disks are where the account says so: true, or unknown as the setting is. */
static const struct phs_value *encrypted(struct phs_arena *arena, const struct phs_resource *setting) {
    const struct phs_value *enabled = phs_get(setting->attributes, "enabled");
    struct phs_value *value = PHS_NEW(arena, struct phs_value);
    *value = phs_is(enabled, PHS_UNKNOWN) ? *enabled : *phs_value_bool(arena, true, setting->place);
    value->flags |= PHS_VALUE_DEFAULT;
    return value;
}

/* The setting wins over what a disk says, but for a true beside an unknown setting. */
static const struct phs_value *disk(struct phs_arena *arena, const struct phs_value *block,
                                    const struct phs_resource *setting) {
    const struct phs_value *value = encrypted(arena, setting);
    if (phs_is(value, PHS_UNKNOWN) && phs_is_true(phs_get(block, "encrypted")))
        return block;
    return with(arena, block, "encrypted", value);
}

/* The disks at a dotted path of blocks, each with what the setting makes of it. */
static const struct phs_value *disks_at(struct phs_arena *arena, const struct phs_value *value, const char *path,
                                        const struct phs_resource *setting) {
    if (phs_is(value, PHS_LIST)) {
        PHS_VEC(const struct phs_value *) items = {0};
        for (size_t i = 0; i < value->list.n; i++)
            PHS_PUSH(arena, items, disks_at(arena, value->list.at[i], path, setting));
        struct phs_value *list = PHS_NEW(arena, struct phs_value);
        *list = *phs_value_list(arena, items.at, items.n, value->place);
        list->flags |= value->flags;
        return list;
    }
    if (!phs_is(value, PHS_MAP))
        return value;
    if (!path)
        return disk(arena, value, setting);
    const char *dot = strchr(path, '.');
    const char *name = dot ? phs_printf(arena, "%.*s", (int)(dot - path), path) : path;
    const struct phs_value *below = phs_get(value, name);
    return below ? with(arena, value, name, disks_at(arena, below, dot ? dot + 1 : NULL, setting)) : value;
}

static void add_root_disk(struct phs_graph *graph, struct phs_resource *machine, const struct phs_resource *setting) {
    struct phs_map_builder block;
    phs_map_builder_init(&block, graph->arena);
    phs_map_builder_set(&block, PHS_SLICE("encrypted"), setting->place, encrypted(graph->arena, setting));
    machine->attributes = with(graph->arena, machine->attributes, "root_block_device",
                               one_block(graph->arena, phs_map_builder_done(&block, setting->place)));
}

/* Where disks are made anew; path: of the blocks that are disks, NULL for the resource itself. */
static const struct disk_row {
    const char *type, *path;
} disk_rows[] = {
    {"aws_ebs_volume", NULL},
    {"aws_ebs_snapshot_copy", NULL},
    {"aws_ami_copy", NULL},
    {"aws_instance", "root_block_device"},
    {"aws_instance", "ebs_block_device"},
    {"aws_spot_instance_request", "root_block_device"},
    {"aws_spot_instance_request", "ebs_block_device"},
    {"aws_launch_configuration", "root_block_device"},
    {"aws_launch_configuration", "ebs_block_device"},
    {"aws_launch_template", "block_device_mappings.ebs"},
};

static void encrypt_disks_of(struct phs_graph *graph, const struct phs_resource *setting, const struct disk_row *row) {
    const struct phs_resource_list *list = phs_graph_of_type(graph, row->type);
    bool machine = row->path && strcmp(row->path, "root_block_device") == 0;
    for (size_t i = 0; i < list->items.n; i++) {
        struct phs_resource *resource = list->items.at[i];
        if (!same_region(setting, resource) || !phs_is(resource->attributes, PHS_MAP))
            continue;
        resource->attributes = disks_at(graph->arena, resource->attributes, row->path, setting);
        if (machine && !phs_get(resource->attributes, "root_block_device"))
            add_root_disk(graph, resource, setting);
    }
}

/* Disks that name no key take the account's. */
static void give_key(struct phs_graph *graph, const struct phs_resource *setting) {
    const struct phs_value *key = phs_get(setting->attributes, "key_arn");
    for (size_t row = 0; key && row < sizeof disk_rows / sizeof *disk_rows; row++) {
        const struct phs_resource_list *list = phs_graph_of_type(graph, disk_rows[row].type);
        for (size_t i = 0; i < list->items.n && !disk_rows[row].path; i++) {
            struct phs_resource *disk = list->items.at[i];
            if (same_region(setting, disk) && phs_is(disk->attributes, PHS_MAP) && !phs_get(disk->attributes, "kms_key_id"))
                disk->attributes = with(graph->arena, disk->attributes, "kms_key_id", key);
        }
    }
}

static void encrypt_disks(struct phs_graph *graph, const struct phs_resource *setting) {
    const struct phs_value *enabled = phs_get(setting->attributes, "enabled");
    if (enabled && !phs_is(enabled, PHS_UNKNOWN) && !phs_is_true(enabled))
        return;
    for (size_t row = 0; row < sizeof disk_rows / sizeof *disk_rows; row++)
        encrypt_disks_of(graph, setting, &disk_rows[row]);
}

/* "*", "prod*": a rule of the registry's scanning names the repository. */
static bool scans(const struct phs_value *rule, struct phs_slice repository) {
    const struct phs_value *filters = phs_get(rule, "repository_filter");
    bool many = phs_is(filters, PHS_LIST);
    if (phs_slice_is(phs_text(phs_get(rule, "scan_frequency")), "MANUAL"))
        return false;
    for (size_t i = 0; filters && i < (many ? filters->list.n : 1); i++) {
        struct phs_slice filter = phs_text(phs_get(many ? filters->list.at[i] : filters, "filter"));
        if (phs_slice_ends(filter, "*"))
            filter.len--;
        if (!filter.len || (repository.len && phs_slice_find(repository, filter) != (size_t)-1))
            return true;
    }
    return false;
}

/* Repositories that the registry scans need not say so themselves. */
static void scan_images(struct phs_graph *graph, const struct phs_resource *registry) {
    const struct phs_resource_list *list = phs_graph_of_type(graph, "aws_ecr_repository");
    const struct phs_value *rules = phs_get(registry->attributes, "rule");
    bool many = phs_is(rules, PHS_LIST);
    for (size_t i = 0; i < list->items.n; i++) {
        struct phs_resource *repository = list->items.at[i];
        struct phs_map_builder block;
        bool scanned = false;
        if (!same_region(registry, repository) || !phs_is(repository->attributes, PHS_MAP))
            continue;
        for (size_t k = 0; rules && k < (many ? rules->list.n : 1); k++)
            scanned |= scans(many ? rules->list.at[k] : rules, phs_text(phs_get(repository->attributes, "name")));
        if (!scanned)
            continue;
        phs_map_builder_init(&block, graph->arena);
        phs_map_builder_set(&block, PHS_SLICE("scan_on_push"), registry->place,
                            phs_value_bool(graph->arena, true, registry->place));
        repository->attributes = with(graph->arena, repository->attributes, "image_scanning_configuration",
                                      one_block(graph->arena, phs_map_builder_done(&block, registry->place)));
    }
}

/* The first setting of each root speaks; a second one says the same to the provider. */
void phs_relate_account(struct phs_graph *graph) {
    const struct phs_resource_list *blocks = phs_graph_of_type(graph, "aws_s3_account_public_access_block");
    const struct phs_resource_list *disks = phs_graph_of_type(graph, "aws_ebs_encryption_by_default");
    const struct phs_resource_list *keys = phs_graph_of_type(graph, "aws_ebs_default_kms_key");
    const struct phs_resource_list *registries = phs_graph_of_type(graph, "aws_ecr_registry_scanning_configuration");
    for (size_t i = 0; i < registries->items.n && i < 64; i++)
        if (!registries->items.at[i]->existence)
            scan_images(graph, registries->items.at[i]);
    for (size_t i = 0; i < blocks->items.n && i < 64; i++)
        if (!blocks->items.at[i]->existence)
            block_buckets(graph, blocks->items.at[i]);
    for (size_t i = 0; i < disks->items.n && i < 64; i++)
        if (!disks->items.at[i]->existence)
            encrypt_disks(graph, disks->items.at[i]);
    for (size_t i = 0; i < keys->items.n && i < 64; i++)
        if (!keys->items.at[i]->existence)
            give_key(graph, keys->items.at[i]);
}
