/* SPDX-License-Identifier: Apache-2.0 */
/* checks/vendors/<slug>.yaml and domains.tsv -> struct phs_vendor_info. */
#include "catalogue/nouns.h"
#include "catalogue/tsv.h"

static void read_service(struct phs_reading *reading, struct phs_vendor_info *vendor, const struct phs_value *value) {
    phs_field_known(reading, value, "name offers_baa note source as_of confidence aliases model_host hosts imports");
    struct phs_vendor_service service = {
        .name = phs_field_text(reading, value, "name", true),
        .offers_baa = phs_field_word(reading, value, "offers_baa", true, "yes no conditional unknown"),
        .note = phs_field_text(reading, value, "note", false),
        .source = phs_field_text(reading, value, "source", true),
        .as_of = phs_field_text(reading, value, "as_of", true),
        .confidence = phs_field_text(reading, value, "confidence", true),
    };
    service.model_host = phs_field_bool(reading, value, "model_host");
    phs_field_texts(reading, value, "aliases", &service.aliases);
    phs_field_texts(reading, value, "hosts", &service.hosts);
    phs_field_texts(reading, value, "imports", &service.imports);
    PHS_PUSH(reading->arena, vendor->services, service);
}

static void read_services(struct phs_reading *reading, struct phs_vendor_info *vendor, const struct phs_value *file) {
    const struct phs_value *services = phs_get(file, "services");
    if (services && services->kind != PHS_LIST)
        phs_reading_break(reading, services, "services is not a list");
    for (size_t i = 0; phs_is(services, PHS_LIST) && i < services->list.n; i++)
        read_service(reading, vendor, services->list.at[i]);
}

static void claim_names(struct phs_reading *reading, struct phs_vendor_info *vendor) {
    struct phs_map *names = &reading->catalogue->vendor_by_name;
    for (size_t i = 0; i < vendor->aliases.n; i++) {
        const char *key = phs_lower(reading->arena, vendor->aliases.at[i]);
        const struct phs_vendor_info *taken = phs_map_gets(names, key);
        if (taken && taken != vendor)
            phs_reading_warn(reading, phs_get(reading->document->value, "aliases"), "%s is a name of %s already",
                             vendor->aliases.at[i], taken->name);
        else
            phs_map_puts(names, key, vendor);
    }
}

void phs_read_vendor(struct phs_reading *reading) {
    const struct phs_value *file = reading->document->value;
    struct phs_vendor_info *vendor = PHS_NEW(reading->arena, struct phs_vendor_info);
    phs_field_known(reading, file, "name category model_host aliases hosts imports domains services");
    vendor->name = phs_field_text(reading, file, "name", true);
    vendor->category = phs_field_text(reading, file, "category", true);
    vendor->model_host = phs_field_bool(reading, file, "model_host");
    phs_field_texts(reading, file, "aliases", &vendor->aliases);
    phs_field_texts(reading, file, "hosts", &vendor->hosts);
    phs_field_texts(reading, file, "imports", &vendor->imports);
    phs_field_texts(reading, file, "domains", &vendor->domains);
    read_services(reading, vendor, file);
    if (reading->broken ||
        !phs_claim(reading, &reading->catalogue->vendor_by_name, "vendor", phs_lower(reading->arena, vendor->name), vendor))
        return;
    PHS_PUSH(reading->arena, reading->catalogue->vendors, vendor);
    claim_names(reading, vendor);
}

/* A domain with a path ("google.com/travel") says nothing about a host and is left out. */
static void add_domains(struct phs_arena *arena, struct phs_vendor_info *vendor, struct phs_slice domains) {
    struct phs_slice one;
    while (phs_slice_cut(&domains, ';', &one))
        if (phs_slice_trim(one).len && phs_slice_find(one, PHS_SLICE("/")) == (size_t)-1)
            PHS_PUSH(arena, vendor->domains, phs_slice_dup(arena, phs_slice_trim(one)));
}

static const char *url(struct phs_arena *arena, struct phs_slice text) {
    return text.len ? phs_slice_dup(arena, text) : NULL;
}

/* A vendor that has a file of its own keeps what the file says; the table only adds domains. A row under an alias adds none:
 * "Google" owns more than the service whose file claims the name. */
static void read_row(struct phs_reading *reading, const struct phs_tsv *table, size_t row) {
    struct phs_arena *arena = reading->arena;
    const char *name = phs_slice_dup(arena, phs_tsv_cell(table, row, "name")), *key = phs_lower(arena, name);
    struct phs_vendor_info *vendor = phs_map_gets(&reading->catalogue->vendor_by_name, key);
    if (!vendor) {
        vendor = PHS_NEW(arena, struct phs_vendor_info);
        vendor->name = name;
        vendor->category = phs_lower(arena, phs_slice_dup(arena, phs_tsv_cell(table, row, "category")));
        phs_map_puts(&reading->catalogue->vendor_by_name, key, vendor);
        PHS_PUSH(arena, reading->catalogue->vendors, vendor);
    }
    if (strcmp(phs_lower(arena, vendor->name), key) == 0)
        add_domains(arena, vendor, phs_tsv_cell(table, row, "domains"));
    vendor->baa_url = url(arena, phs_tsv_cell(table, row, "baa_url"));
    vendor->subprocessors_url = url(arena, phs_tsv_cell(table, row, "subprocessors_url"));
}

void phs_read_vendor_table(struct phs_reading *reading) {
    const struct phs_tsv *table = phs_reading_table(reading);
    if (!table)
        return;
    for (size_t i = 0; i < table->rows.n; i++)
        read_row(reading, table, i);
}
