/* SPDX-License-Identifier: Apache-2.0 */
/* Mapping collection: HIPAA citations beside SOC 2, 800-53r5, CSF 2.0 and ISO 27001, as the crosswalk table has them. */
#include "catalogue/tsv.h"
#include "reports/mapping/parts.h"
#include "reports/oscal.h"
#include "reports/oscal/parts.h"

static const char *const targets[] = {"soc2", "nist80053r5", "csf2", "iso27001"};

static void put_resource(struct phs_oscal *oscal, const char *key, const char *framework) {
    phs_json_key(&oscal->json, key);
    phs_json_object(&oscal->json);
    phs_json_put(&oscal->json, "type", "catalog");
    phs_json_put(&oscal->json, "href", phs_printf(oscal->arena, "urn:phiscope:framework:%s", framework));
    phs_json_object_end(&oscal->json);
}

static void put_end(struct phs_oscal *oscal, const char *key, const char *framework, const char *id) {
    struct phs_json *json = &oscal->json;
    phs_json_key(json, key);
    phs_json_array(json);
    phs_json_object(json);
    phs_json_put(json, "type", "control");
    phs_json_put(json, "id-ref", phs_oscal_token(oscal, framework, id));
    phs_json_key(json, "props");
    phs_json_array(json);
    phs_oscal_prop(oscal, "citation", id);
    phs_json_array_end(json);
    phs_json_object_end(json);
    phs_json_array_end(json);
}

/* The crosswalk says that two controls speak of the same thing, not which of them is wider: "intersects-with" claims no more.
 */
static void put_pair(struct phs_oscal *oscal, const struct phs_mapping *mapping, const char *citation, const char *framework,
                     const char *id) {
    struct phs_json *json = &oscal->json;
    enum phs_relation relation = phs_mapping_relation(mapping, citation, framework, id);
    phs_json_object(json);
    phs_json_put(json, "uuid", phs_oscal_uuid(oscal, "map", phs_printf(oscal->arena, "%s %s:%s", citation, framework, id)));
    phs_json_put(json, "relationship", "intersects-with");
    put_end(oscal, "sources", "hipaa", citation);
    put_end(oscal, "targets", framework, id);
    phs_json_key(json, "props");
    phs_json_array(json);
    phs_oscal_prop(oscal, "confirmation", phs_mapping_relation_title(relation));
    phs_json_array_end(json);
    phs_json_object_end(json);
}

static void put_mapping(struct phs_oscal *oscal, const struct phs_mapping *mapping, const char *framework) {
    struct phs_json *json = &oscal->json;
    phs_json_object(json);
    phs_json_put(json, "uuid", phs_oscal_uuid(oscal, "mapping", framework));
    phs_json_put(json, "status", "draft");
    put_resource(oscal, "source-resource", "hipaa");
    put_resource(oscal, "target-resource", framework);
    phs_json_key(json, "maps");
    phs_json_array(json);
    for (size_t row = 0; row < mapping->crosswalk->rows.n; row++) {
        const char *citation = phs_slice_dup(oscal->arena, phs_tsv_cell(mapping->crosswalk, row, "hipaa"));
        struct phs_texts ids = phs_mapping_beside(mapping, citation, framework);
        for (size_t i = 0; i < ids.n; i++)
            put_pair(oscal, mapping, citation, framework, ids.at[i]);
    }
    phs_json_array_end(json);
    phs_json_object_end(json);
}

static void put_provenance(struct phs_oscal *oscal, const struct phs_mapping *mapping) {
    struct phs_json *json = &oscal->json;
    phs_json_key(json, "provenance");
    phs_json_object(json);
    phs_json_put(json, "method", "human");
    phs_json_put(json, "matching-rationale", "semantic");
    phs_json_put(json, "status", "draft");
    phs_oscal_line(oscal, "mapping-description",
                   phs_printf(oscal->arena, "%s. Source: %s. Each pair says whether a second source has it too.",
                              phs_tsv_head(mapping->crosswalk, "title"), phs_tsv_head(mapping->crosswalk, "source")));
    phs_json_object_end(json);
}

enum phs_code phs_oscal_write_mapping(const struct phs_run *run, const struct phs_catalogue *catalogue, struct phs_buf *out,
                                      struct phs_err *err) {
    struct phs_oscal oscal = {.arena = phs_arena_new(), .run = run, .catalogue = catalogue};
    struct phs_mapping mapping = {.of = {oscal.arena, run, catalogue}};
    enum phs_code code = phs_mapping_read_crosswalk(&mapping, err);
    if (code == PHS_OK) {
        phs_json_init(&oscal.json, out, true);
        phs_oscal_open(&oscal, "mapping-collection", run->id, "HIPAA Security Rule beside other frameworks");
        put_provenance(&oscal, &mapping);
        phs_json_key(&oscal.json, "mappings");
        phs_json_array(&oscal.json);
        for (size_t i = 0; i < sizeof targets / sizeof *targets; i++)
            put_mapping(&oscal, &mapping, targets[i]);
        phs_json_array_end(&oscal.json);
        phs_oscal_close(&oscal);
    }
    phs_arena_free(oscal.arena);
    return code;
}
