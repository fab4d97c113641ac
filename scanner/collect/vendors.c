/* SPDX-License-Identifier: Apache-2.0 */
/* Vendors once by name, however many rows, services and files speak of them; their agreements one a row. */
#include "collect/vendors.h"

#include "collect/vendor_fields.h"

struct reading {
    struct phs_inventory inventory;
    const struct phs_catalogue *catalogue;
    struct phs_map rows_seen; /* squashed content of a row -> its first place */
    size_t items;
};

static const struct phs_value *attribute(const struct phs_resource *resource, const char *key) {
    return phs_get(resource->attributes, key);
}

/* The vendor that an earlier row, of this file or another, already named. */
static struct phs_resource *find_vendor(const struct phs_graph *graph, const char *name, const struct phs_vendor_info *info) {
    const struct phs_resource_list *vendors = phs_graph_of_type(graph, "vendor");
    const char *squashed = phs_squash(graph->arena, phs_slice(name));
    for (size_t i = 0; i < vendors->items.n; i++) {
        struct phs_resource *vendor = vendors->items.at[i];
        if (info && phs_slice_is(phs_text(attribute(vendor, "catalogue")), info->name))
            return vendor;
        if (strcmp(phs_squash(graph->arena, phs_text(attribute(vendor, "name"))), squashed) == 0)
            return vendor;
    }
    return NULL;
}

static const struct phs_vendor_info *known_vendor(const struct reading *reading, const struct phs_inventory_row *row,
                                                  const char *name) {
    const struct phs_vendor_info *info = reading->catalogue ? phs_catalogue_vendor(reading->catalogue, name) : NULL;
    const char *website = phs_inventory_text(&reading->inventory, row, "website");
    if (info || !website || !reading->catalogue)
        return info;
    struct phs_slice host = phs_slice(website);
    size_t scheme = phs_slice_find(host, PHS_SLICE("://"));
    if (scheme != (size_t)-1)
        host = phs_slice_n(host.ptr + scheme + 3, host.len - scheme - 3);
    for (size_t i = 0; i < host.len; i++)
        if (host.ptr[i] == '/' || host.ptr[i] == ':')
            host.len = i;
    return phs_catalogue_vendor_of_host(reading->catalogue, host);
}

static const struct phs_value *joined(struct phs_arena *arena, const struct phs_value *a, const struct phs_value *b) {
    PHS_VEC(const struct phs_value *) all = {0};
    if (!phs_is(a, PHS_LIST) || !phs_is(b, PHS_LIST))
        return phs_is(a, PHS_LIST) ? a : b ? b : a;
    for (size_t i = 0; i < a->list.n; i++)
        PHS_PUSH(arena, all, a->list.at[i]);
    for (size_t i = 0; i < b->list.n; i++) {
        bool there = false;
        for (size_t k = 0; k < a->list.n; k++)
            there |= phs_value_equal(a->list.at[k], b->list.at[i]);
        if (!there)
            PHS_PUSH(arena, all, b->list.at[i]);
    }
    return phs_value_list(arena, all.at, all.n, a->place);
}

/* Of two rows the more cautious counts: a vendor handles PHI when any row says so. */
static const struct phs_value *merged(struct phs_arena *arena, const char *key, const struct phs_value *old,
                                      const struct phs_value *fresh) {
    if (!old || !fresh)
        return old ? old : fresh;
    if (strcmp(key, "services") == 0 || strcmp(key, "categories") == 0)
        return joined(arena, old, fresh);
    if (phs_is_true(fresh) || (phs_is(fresh, PHS_UNKNOWN) && !phs_is_true(old)))
        return fresh;
    return old;
}

static void describe(struct reading *reading, struct phs_resource *vendor, const struct phs_inventory_row *row,
                     const struct phs_vendor_info *info, const char *name) {
    static const char *const fields[] = {"services", "subprocessor", "handles_phi", "categories", "website",
                                         "owner",    "notes",        "records",     NULL};
    struct phs_arena *arena = reading->inventory.graph->arena;
    struct phs_map_builder map;
    phs_map_builder_init(&map, arena);
    const struct phs_value *old_name = attribute(vendor, "name");
    phs_map_builder_set(&map, PHS_SLICE("name"), row->place, old_name ? old_name : phs_value_text(arena, name));
    for (const char *const *field = fields; *field; field++) {
        const struct phs_value *value =
            merged(arena, *field, attribute(vendor, *field), phs_inventory_get(&reading->inventory, row, *field));
        if (value)
            phs_map_builder_set(&map, phs_slice(*field), value->place, value);
    }
    if (info) {
        phs_map_builder_set(&map, PHS_SLICE("model_host"), row->place, phs_value_bool(arena, info->model_host, row->place));
        phs_map_builder_set(&map, PHS_SLICE("catalogue"), row->place, phs_value_text(arena, info->name));
    }
    vendor->attributes = vendor->original = phs_map_builder_done(&map, vendor->place);
}

static struct phs_resource *take_vendor(struct reading *reading, const struct phs_inventory_row *row, const char *name) {
    struct phs_graph *graph = reading->inventory.graph;
    const struct phs_vendor_info *info = known_vendor(reading, row, name);
    struct phs_resource *vendor = find_vendor(graph, name, info);
    if (!vendor) {
        vendor = phs_graph_add(graph, reading->inventory.path, "", "vendor", phs_printf(graph->arena, "vendor:%s", name));
        vendor->name = phs_strdup(graph->arena, name);
        vendor->collector = "vendors";
        vendor->directness = PHS_DECLARED;
        vendor->place = row->place;
        reading->items++;
    }
    describe(reading, vendor, row, info, name);
    return vendor;
}

/* What a row says, to tell a row that stands there twice. */
static const char *content(const struct reading *reading, const struct phs_inventory_row *row) {
    struct phs_arena *arena = reading->inventory.graph->arena;
    struct phs_buf text;
    struct phs_json json;
    phs_buf_init(&text, 1 << 16);
    phs_json_init(&json, &text, false);
    phs_json_array(&json);
    for (size_t i = 0; i < reading->inventory.spec->n; i++) {
        if (row->at[i])
            phs_value_write_json(&json, row->at[i]);
        else
            phs_json_null(&json);
    }
    phs_json_array_end(&json);
    const char *copy = phs_strdup(arena, phs_buf_text(&text));
    phs_buf_done(&text);
    return copy;
}

static bool is_repeat(struct reading *reading, const struct phs_inventory_row *row) {
    const char *text = content(reading, row);
    const struct phs_inventory_row *first = phs_map_gets(&reading->rows_seen, text);
    if (!first) {
        phs_map_puts(&reading->rows_seen, text, (void *)(uintptr_t)row);
        return false;
    }
    phs_inventory_note(&reading->inventory, row->place, false, "the row repeats %s",
                       phs_place_text(reading->inventory.graph->arena, first->place));
    return true;
}

static void take_row(struct reading *reading, const struct phs_inventory_row *row, bool upstream) {
    struct phs_graph *graph = reading->inventory.graph;
    const char *name = phs_inventory_text(&reading->inventory, row, "name");
    struct phs_resource *vendor = NULL;
    if (is_repeat(reading, row))
        return;
    if (!upstream)
        vendor = take_vendor(reading, row, name);
    if (vendor)
        name = phs_text_or(graph->arena, attribute(vendor, "name"), name);
    struct phs_resource *agreement = phs_agreement_add(&reading->inventory, row, upstream, name);
    if (agreement)
        reading->items++;
    if (agreement && vendor)
        phs_graph_link(graph, agreement, PHS_BELONGS_TO, vendor, "counterparty", row->place);
}

void phs_vendors_collect(struct phs_graph *graph, const struct phs_scope *scope, const struct phs_target *target,
                         const struct phs_catalogue *catalogue) {
    bool upstream = target->kind == PHS_TARGET_CUSTOMERS;
    struct reading reading = {.catalogue = catalogue};
    if (!phs_inventory_read(&reading.inventory, graph, upstream ? &phs_customer_spec : &phs_vendor_spec, scope->folder,
                            target->path, target->mapping, target->place))
        return;
    phs_map_init(&reading.rows_seen, graph->arena);
    for (size_t i = 0; i < reading.inventory.rows.n; i++)
        take_row(&reading, &reading.inventory.rows.at[i], upstream);
    phs_inventory_done(&reading.inventory, reading.items);
}
