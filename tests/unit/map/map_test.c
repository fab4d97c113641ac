/* SPDX-License-Identifier: Apache-2.0 */
#include "map/map.h"
#include "support/catalogue.h"

#include "collect/scope.h"
#include "relate/relate.h"
#include "support/graph_yaml.h"

struct fixture {
    struct phs_arena *arena;
    struct phs_graph graph;
    struct phs_scope *scope;
    struct phs_phi_map *map;
};

static struct fixture mapped(const char *scope, const char *resources) {
    struct fixture f = {.arena = phs_arena_new()};
    struct phs_err err = {0};
    phs_graph_init(&f.graph, f.arena);
    cr_assert_eq(phs_scope_parse(f.arena, "phiscope.yaml", phs_slice(scope), &f.scope, &err), PHS_OK, "%s", err.text);
    struct phs_catalogue *catalogue = built_in_catalogue(f.arena);
    graph_add_yaml(&f.graph, "root", resources);
    phs_relate(&f.graph);
    f.map = phs_map_build(&f.graph, f.scope, catalogue);
    return f;
}

static const struct phs_system *system_named(const struct fixture *f, const char *name) {
    for (size_t i = 0; i < f->map->systems.n; i++)
        if (strcmp(f->map->systems.at[i]->name, name) == 0)
            return f->map->systems.at[i];
    return NULL;
}

#define TARGET "targets: {vendors: [v.yaml]}\n"

struct inference_row {
    const char *scenario, *resources, *system; /* system NULL: none may appear */
    enum phs_basis basis;
    enum phs_confidence confidence;
};

Test(map, says_why_it_believes_that_something_holds_phi) {
    static const struct inference_row rows[] = {
        {"nothing speaks of health", "- {type: aws_s3_bucket, address: b, attributes: {bucket: logos}}\n", NULL, 0, 0},
        {"a tag", "- {type: aws_s3_bucket, address: b, attributes: {bucket: uploads, tags: {DataClassification: PHI}}}\n",
         "uploads", PHS_BASIS_TAGGED, PHS_CONFIDENCE_HIGH},
        {"a tag that says no outweighs the name",
         "- {type: aws_s3_bucket, address: b, attributes: {bucket: patient-logos, tags: {data-classification: public}}}\n",
         NULL, 0, 0},
        {"a name is a weak hint", "- {type: aws_dynamodb_table, address: t, attributes: {name: patient-notes}}\n",
         "patient-notes", PHS_BASIS_INFERRED, PHS_CONFIDENCE_LOW},
        {"impatient is no patient", "- {type: aws_dynamodb_table, address: t, attributes: {name: impatient-users}}\n", NULL, 0,
         0},
        {"a type that exists only for health data",
         "- {type: aws_healthlake_fhir_datastore, address: h, attributes: {datastore_name: main}}\n", "h", PHS_BASIS_INFERRED,
         PHS_CONFIDENCE_HIGH},
        {"a device that holds PHI",
         "- {type: asset, address: 'asset:1', attributes: {name: Front desk, kind: workstation, holds_phi: true}}\n",
         "Front desk", PHS_BASIS_DECLARED, PHS_CONFIDENCE_HIGH},
        {"a device that nobody spoke for counts",
         "- {type: asset, address: 'asset:1', attributes: {name: Old laptop, kind: laptop}}\n", "Old laptop",
         PHS_BASIS_INFERRED, PHS_CONFIDENCE_LOW},
        {"a device without PHI",
         "- {type: asset, address: 'asset:1', attributes: {name: Router, kind: network, holds_phi: false}}\n", NULL, 0, 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct fixture f = mapped(TARGET, rows[i].resources);
        if (!rows[i].system) {
            cr_expect_eq(f.map->systems.n, 0, "%s: %s", rows[i].scenario, f.map->systems.n ? f.map->systems.at[0]->name : "");
        } else {
            const struct phs_system *system = system_named(&f, rows[i].system);
            cr_expect(system && f.map->systems.n == 1, "%s", rows[i].scenario);
            if (system) {
                cr_expect_eq(system->beliefs.at[0].basis, rows[i].basis, "%s", rows[i].scenario);
                cr_expect_eq(system->beliefs.at[0].confidence, rows[i].confidence, "%s", rows[i].scenario);
                cr_expect_eq(system->records, -1, "%s: nobody counted", rows[i].scenario);
            }
        }
        phs_arena_free(f.arena);
    }
}

Test(map, a_declared_system_takes_its_instances_key_and_groups) {
    struct fixture f =
        mapped("targets: {infrastructure: [infra]}\nphi: {systems: [{name: Patient DB, match: [aws_db_instance.p], categories: "
               "[mrn], records: 12000}]}\n",
               "- {type: aws_db_instance, address: 'module.db.aws_db_instance.p[0]', attributes: {storage_encrypted: true, "
               "publicly_accessible: true, kms_key_id: 'arn:aws:kms:x:1:key/k'}, links: [{kind: protected_by, target: g}]}\n"
               "- {type: aws_kms_key, address: k, attributes: {key_id: k}}\n"
               "- {type: aws_security_group, address: g, attributes: {ingress: [{cidr_blocks: [0.0.0.0/0]}]}}\n"
               "- {type: aws_cloudtrail, address: trail, attributes: {}}\n"
               "- {type: aws_lambda_function, address: fn, attributes: {function_name: intake}, links: [{kind: refers_to, "
               "target: 'module.db.aws_db_instance.p[0]'}]}\n");
    const struct phs_system *db = system_named(&f, "Patient DB");
    cr_assert(db);
    cr_expect_eq(db->members.n, 4, "%zu", db->members.n);
    cr_expect_eq(db->records, 12000);
    cr_expect_eq(db->encrypted, PHS_YES);
    cr_expect_eq(db->key_outside, PHS_YES);
    cr_expect_eq(db->exposure, PHS_PUBLIC_AUTH);
    cr_expect(phs_map_holds(db, graph_at(&f.graph, "trail")), "the account's trail watches it");
    const struct phs_system *service = system_named(&f, "intake");
    cr_assert(service, "what refers to a PHI store processes PHI");
    cr_expect_eq(service->kind, PHS_SYSTEM_SERVICE);
    cr_expect_str_eq(graph_at(&f.graph, "sys:patient-db")->type, "phi_system");
    phs_arena_free(f.arena);
}

Test(map, a_declaration_that_matches_nothing_is_still_a_system) {
    struct fixture f =
        mapped("targets: {infrastructure: [infra]}\nphi: {systems: [{name: EHR, match: [aws_db_instance.gone]}]}\n",
               "- {type: aws_db_instance, address: other, attributes: {}}\n");
    const struct phs_system *ehr = system_named(&f, "EHR");
    cr_assert(ehr && ehr->not_evaluated);
    phs_arena_free(f.arena);
}

struct bucket_row {
    const char *scenario, *attributes;
    enum phs_exposure exposure;
};

Test(map, knows_an_open_bucket_from_a_closed_one) {
    static const struct bucket_row rows[] = {
        {"nothing said", "{bucket: phi}", PHS_INTERNAL},
        {"an ACL for everybody", "{bucket: phi, acl: public-read}", PHS_PUBLIC_ANON},
        {"the same behind an access block",
         "{bucket: phi, acl: public-read, public_access_block: {ignore_public_acls: true, restrict_public_buckets: true}}",
         PHS_INTERNAL},
        {"a policy for everybody",
         "{bucket: phi, policy: '{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"s3:GetObject\"}]}'}",
         PHS_PUBLIC_ANON},
        {"a policy with a condition",
         "{bucket: phi, policy: "
         "'{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Condition\":{\"IpAddress\":{\"aws:SourceIp\":\"10.0.0.0/"
         "8\"}}}]}'}",
         PHS_INTERNAL},
        {"an open statement beside one with a condition",
         "{bucket: phi, policy: "
         "'{\"Statement\":[{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Condition\":{\"Bool\":{}}},{\"Effect\":\"Allow\","
         "\"Principal\":{\"AWS\":[\"*\"]}}]}'}",
         PHS_PUBLIC_ANON},
        {"text that is no policy", "{bucket: phi, policy: 'Allow everything'}", PHS_EXPOSURE_UNKNOWN},
        {"a policy that only denies", "{bucket: phi, policy: '{\"Statement\":[{\"Effect\":\"Deny\",\"Principal\":\"*\"}]}'}",
         PHS_INTERNAL},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct phs_arena *arena = phs_arena_new();
        struct fixture f =
            mapped(TARGET, phs_printf(arena, "- {type: aws_s3_bucket, address: b, attributes: %s}\n", rows[i].attributes));
        const struct phs_system *system = system_named(&f, "phi");
        cr_assert(system, "%s", rows[i].scenario);
        cr_expect_eq(system->exposure, rows[i].exposure, "%s: %s", rows[i].scenario, phs_exposure_name(system->exposure));
        phs_arena_free(f.arena);
        phs_arena_free(arena);
    }
}

Test(map, follows_an_entry_point_to_the_service_behind_it) {
    struct fixture f =
        mapped("targets: {infrastructure: [infra]}\nphi: {systems: [{name: Patient DB, match: [db], records: 10}]}\n",
               "- {type: aws_db_instance, address: db, attributes: {}}\n"
               "- {type: aws_ecs_task_definition, address: task, attributes: {family: notes, tags: {owner: Platform}}, links: "
               "[{kind: refers_to, target: db}]}\n"
               "- {type: aws_ecs_service, address: service, attributes: {}, links: [{kind: refers_to, target: task}, {kind: "
               "refers_to, target: group}]}\n"
               "- {type: aws_lb_target_group, address: group, attributes: {}}\n"
               "- {type: aws_lb_listener, address: listener, attributes: {}, links: [{kind: refers_to, target: group}, {kind: "
               "refers_to, target: lb}]}\n"
               "- {type: aws_lb, address: lb, attributes: {name: portal}}\n"
               "- {type: aws_lb, address: other, attributes: {name: website}}\n");
    const struct phs_system *portal = system_named(&f, "portal");
    cr_assert(portal);
    cr_expect_eq(portal->kind, PHS_SYSTEM_ENTRY);
    cr_expect_eq(portal->exposure, PHS_PUBLIC_AUTH);
    cr_expect(phs_map_holds(portal, graph_at(&f.graph, "listener")));
    cr_expect_null(system_named(&f, "website"), "nothing leads from it to PHI");
    cr_expect_str_eq(system_named(&f, "notes")->owner, "Platform");
    phs_arena_free(f.arena);
}

struct baa_row {
    const char *scenario, *agreement;
    enum phs_baa baa;
};

/* The flow is declared to OpenAI's API Platform; the agreement is the only thing that changes. */
Test(map, reads_the_agreement_and_nothing_else) {
    static const struct baa_row rows[] = {
        {"none", "", PHS_BAA_NONE_FOUND},
        {"in force for all", "{direction: downstream, counterparty: openai, kind: baa, state: in_force}", PHS_BAA_IN_FORCE},
        {"in force for this service",
         "{direction: downstream, counterparty: OpenAI, services: [API Platform], state: in_force}", PHS_BAA_IN_FORCE},
        {"in force for this service under another name",
         "{direction: downstream, counterparty: OpenAI, services: [api], state: in_force}", PHS_BAA_IN_FORCE},
        {"in force for another service", "{direction: downstream, counterparty: OpenAI, services: [ChatGPT], state: in_force}",
         PHS_BAA_OUT_OF_SCOPE},
        {"expired", "{direction: downstream, counterparty: OpenAI, state: expired, expires: 2025-01-01}", PHS_BAA_EXPIRED},
        {"unsigned", "{direction: downstream, counterparty: OpenAI, state: unsigned}", PHS_BAA_NONE_FOUND},
        {"an agreement of another kind", "{direction: downstream, counterparty: OpenAI, kind: msa, state: in_force}",
         PHS_BAA_NONE_FOUND},
        {"with another vendor", "{direction: downstream, counterparty: Twilio, state: in_force}", PHS_BAA_NONE_FOUND},
        {"a customer's agreement with us", "{direction: upstream, counterparty: OpenAI, state: in_force}", PHS_BAA_NONE_FOUND},
        {"a state nobody gave", "{direction: downstream, counterparty: OpenAI}", PHS_BAA_UNKNOWN},
        {"not required, with a reason",
         "{direction: downstream, counterparty: OpenAI, state: not_required, not_required: conduit}", PHS_BAA_NOT_REQUIRED},
    };
    static const char scope[] =
        TARGET "phi: {systems: [{name: Notes, match: [t]}], flows: [{from: Notes, to: 'vendor:OpenAI/API Platform'}]}\n";
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct phs_arena *arena = phs_arena_new();
        const char *row =
            *rows[i].agreement ? phs_printf(arena, "- {type: agreement, address: a, attributes: %s}\n", rows[i].agreement) : "";
        struct fixture f =
            mapped(scope, phs_printf(arena,
                                     "- {type: aws_dynamodb_table, address: t, attributes: {}}\n"
                                     "- {type: vendor, address: 'vendor:OpenAI', attributes: {name: OpenAI}}\n%s",
                                     row));
        cr_assert_eq(f.map->flows.n, 1, "%s", rows[i].scenario);
        cr_expect_eq(f.map->flows.at[0]->baa, rows[i].baa, "%s: %s", rows[i].scenario, phs_baa_name(f.map->flows.at[0]->baa));
        cr_expect(f.map->flows.at[0]->baa_reason, "%s", rows[i].scenario);
        phs_arena_free(f.arena);
        phs_arena_free(arena);
    }
}

Test(map, without_an_inventory_a_missing_agreement_is_unknown) {
    struct fixture f = mapped("targets: {repositories: [.]}\n",
                              "- {type: outbound_call, address: c, attributes: {file: notes/app/llm.py, vendor: OpenAI, "
                              "model_host: true, phi_context: true, how: host, scheme: https, host: api.openai.com}}\n");
    cr_assert_eq(f.map->flows.n, 1);
    cr_expect_eq(f.map->flows.at[0]->baa, PHS_BAA_UNKNOWN);
    cr_expect_str_eq(f.map->flows.at[0]->from_name, "notes");
    cr_expect_eq(f.map->flows.at[0]->encrypted, PHS_YES);
    cr_expect(f.map->flows.at[0]->seen && !f.map->flows.at[0]->declared);
    phs_arena_free(f.arena);
}

Test(map, a_declared_and_a_seen_flow_are_one) {
    struct fixture f =
        mapped(TARGET "phi: {systems: [{name: Notes, match: [t]}], flows: [{from: notes, to: 'vendor:OpenAI/API'}]}\n",
               "- {type: vendor, address: 'vendor:OpenAI', attributes: {name: OpenAI, handles_phi: true}}\n"
               "- {type: aws_dynamodb_table, address: t, attributes: {}}\n"
               "- {type: outbound_call, address: c1, attributes: {file: services/notes/llm.py, vendor: OpenAI, phi_context: "
               "true, how: host, scheme: http, host: api.openai.com}}\n"
               "- {type: outbound_call, address: c2, attributes: {file: services/notes/llm.py, vendor: OpenAI, phi_context: "
               "true, how: import, package: openai}}\n"
               "- {type: outbound_call, address: c3, attributes: {file: services/web/logo.py, vendor: Twilio, how: host, host: "
               "api.twilio.com}}\n");
    cr_assert_eq(f.map->flows.n, 1, "%zu", f.map->flows.n);
    const struct phs_flow *flow = f.map->flows.at[0];
    cr_expect(flow->declared && flow->seen);
    cr_expect_eq(flow->encrypted, PHS_NO, "one plaintext call is enough");
    cr_expect_eq(flow->to->kind, PHS_SYSTEM_THIRD_PARTY);
    phs_arena_free(f.arena);
}

Test(map, a_call_in_a_manifest_is_no_flow) {
    struct fixture f = mapped(TARGET, "- {type: outbound_call, address: c, attributes: {file: package.json, vendor: OpenAI, "
                                      "model_host: true, dependency: true, how: import, phi_context: true}}\n");
    cr_expect_eq(f.map->flows.n, 0);
    cr_expect_eq(f.map->systems.n, 0);
    phs_arena_free(f.arena);
}

Test(map, records_in_a_repository_make_it_a_system_and_a_schema_does_not) {
    struct fixture f = mapped(TARGET, "- {type: git_repository, address: 'repository:.', attributes: {path: .}}\n"
                                      "- {type: phi_sighting, address: p1, attributes: {file: a.sql, role: schema, grade: "
                                      "phi}, links: [{kind: belongs_to, target: 'repository:.'}]}\n");
    cr_expect_eq(f.map->systems.n, 0);
    phs_arena_free(f.arena);
    f = mapped(TARGET, "- {type: git_repository, address: 'repository:.', attributes: {path: .}}\n"
                       "- {type: phi_sighting, address: p1, attributes: {file: a.csv, role: test-data, grade: phi, category: "
                       "mrn}, links: [{kind: belongs_to, target: 'repository:.'}]}\n");
    cr_assert_eq(f.map->systems.n, 1);
    cr_expect_eq(f.map->systems.at[0]->kind, PHS_SYSTEM_REPOSITORY);
    phs_arena_free(f.arena);
}

Test(map, deidentified_only_with_a_recorded_basis) {
    static const char resources[] = "- {type: vendor, address: 'vendor:OpenAI', attributes: {name: OpenAI}}\n- {type: "
                                    "aws_dynamodb_table, address: t, attributes: {}}\n";
    struct fixture f = mapped(
        TARGET "phi: {systems: [{name: N, match: [t]}], flows: [{from: N, to: 'vendor:OpenAI', redaction: deidentified}]}\n",
        resources);
    cr_expect_str_eq(system_named(&f, "OpenAI")->identifiers, "full");
    phs_arena_free(f.arena);
    f = mapped(TARGET "phi: {systems: [{name: N, match: [t]}], flows: [{from: N, to: 'vendor:OpenAI', redaction: deidentified, "
                      "basis: expert-2026-03}]}\n",
               resources);
    cr_expect_str_eq(system_named(&f, "OpenAI")->identifiers, "deidentified");
    phs_arena_free(f.arena);
}
