/* SPDX-License-Identifier: Apache-2.0 */
#include "related.h"

static const struct phs_value *attribute(struct fixture *fixture, const char *address, const char *path) {
    return phs_get_path(graph_at(&fixture->graph, address)->attributes, path);
}

Test(relate, folds_what_provider_4_split_off_a_bucket) {
    struct fixture f =
        related("- {type: aws_s3_bucket, address: aws_s3_bucket.b, attributes: {bucket: records}}\n"
                "- {type: aws_s3_bucket_versioning, address: aws_s3_bucket_versioning.b, attributes: {bucket: records, "
                "versioning_configuration: {status: Enabled}}}\n"
                "- {type: aws_s3_bucket_public_access_block, address: aws_s3_bucket_public_access_block.b, attributes: "
                "{bucket: records, block_public_acls: true}}\n"
                "- {type: aws_s3_bucket_acl, address: aws_s3_bucket_acl.b, attributes: {bucket: other, acl: public-read}}\n");
    cr_expect(phs_is_true(attribute(&f, "aws_s3_bucket.b", "versioning.enabled")));
    cr_expect(phs_is_true(attribute(&f, "aws_s3_bucket.b", "public_access_block.block_public_acls")));
    cr_expect_null(attribute(&f, "aws_s3_bucket.b", "acl"), "the ACL of another bucket");
    cr_expect(graph_at(&f.graph, "aws_s3_bucket_versioning.b")->folded);
    cr_expect(!graph_at(&f.graph, "aws_s3_bucket_acl.b")->folded);
    cr_expect(graph_linked(graph_at(&f.graph, "aws_s3_bucket_versioning.b"), PHS_BELONGS_TO, "aws_s3_bucket.b"));
    cr_expect_null(phs_get(graph_at(&f.graph, "aws_s3_bucket.b")->original, "versioning"), "the original stays as written");
    phs_arena_free(f.arena);
}

Test(relate, suspended_versioning_is_not_versioning) {
    struct fixture f = related("- {type: aws_s3_bucket, address: aws_s3_bucket.b, attributes: {bucket: records}}\n"
                               "- {type: aws_s3_bucket_versioning, address: v, attributes: {bucket: records, "
                               "versioning_configuration: {status: Suspended}}}\n");
    const struct phs_value *enabled = attribute(&f, "aws_s3_bucket.b", "versioning.enabled");
    cr_expect(phs_is(enabled, PHS_BOOL) && !enabled->boolean);
    phs_arena_free(f.arena);
}

Test(relate, gathers_every_rule_of_a_security_group) {
    struct fixture f = related(
        "- {type: aws_security_group, address: g, attributes: {id: sg-1}}\n"
        "- {type: aws_security_group_rule, address: r1, attributes: {security_group_id: sg-1, type: ingress, from_port: 22, "
        "cidr_blocks: [0.0.0.0/0]}}\n"
        "- {type: aws_security_group_rule, address: r2, attributes: {security_group_id: sg-1, type: egress, from_port: 443}}\n"
        "- {type: aws_vpc_security_group_ingress_rule, address: r3, attributes: {security_group_id: sg-1, ip_protocol: tcp, "
        "cidr_ipv4: 10.0.0.0/8}}\n");
    cr_expect_eq(attribute(&f, "g", "ingress")->list.n, 2);
    cr_expect_eq(attribute(&f, "g", "egress")->list.n, 1);
    cr_expect(phs_slice_is(phs_text(attribute(&f, "g", "ingress.1.protocol")), "tcp"));
    cr_expect(phs_slice_is(phs_text(attribute(&f, "g", "ingress.1.cidr_blocks.0")), "10.0.0.0/8"));
    phs_arena_free(f.arena);
}

Test(relate, absence_is_unknown_when_an_unread_module_was_handed_the_bucket) {
    struct fixture f = related("- {type: aws_s3_bucket, address: aws_s3_bucket.b, attributes: {bucket: records}}\n"
                               "- {type: aws_s3_bucket, address: aws_s3_bucket.c, attributes: {bucket: logos}}\n"
                               "- {type: module, address: module.hardening, attributes: {phiscope_unread: true}, links: "
                               "[{kind: refers_to, target: aws_s3_bucket.b}]}\n");
    cr_expect(phs_is(attribute(&f, "aws_s3_bucket.b", "public_access_block"), PHS_UNKNOWN));
    cr_expect_null(attribute(&f, "aws_s3_bucket.c", "public_access_block"), "the module never heard of this one");
    phs_arena_free(f.arena);
}

Test(relate, merges_a_vendor_that_two_inventories_name_and_says_where_they_disagree) {
    struct fixture f =
        related("- {type: vendor, address: 'vendor:OpenAI', attributes: {name: OpenAI, handles_phi: true}}\n"
                "- {type: vendor, address: 'vendor:openai ', attributes: {name: 'openai ', handles_phi: false, owner: CTO}}\n");
    const struct phs_resource_list *vendors = phs_graph_of_type(&f.graph, "vendor");
    cr_assert_eq(vendors->items.n, 1);
    const struct phs_resource *vendor = vendors->items.at[0];
    cr_expect_eq(vendor->observations.n, 2);
    cr_expect(phs_slice_is(phs_text(phs_get(vendor->attributes, "owner")), "CTO"));
    cr_expect(phs_is_true(phs_get(vendor->attributes, "handles_phi")), "the first of equally direct sights stands");
    const struct phs_value *drift = phs_get(vendor->attributes, "phiscope_drift");
    bool named = false;
    for (size_t i = 0; drift && i < drift->list.n; i++)
        named |= phs_slice_is(drift->list.at[i]->string, "handles_phi");
    cr_expect(named);
    phs_arena_free(f.arena);
}

Test(relate, links_by_arn_and_names_what_a_reference_means) {
    struct fixture f = related("- {type: aws_kms_key, address: aws_kms_key.phi, attributes: {key_id: ab-1}}\n"
                               "- {type: aws_db_instance, address: aws_db_instance.p, attributes: {kms_key_id: "
                               "'arn:aws:kms:us-east-1:1:key/ab-1'}}\n");
    const struct phs_resource *db = graph_at(&f.graph, "aws_db_instance.p");
    cr_expect(graph_linked(db, PHS_REFERS_TO, "aws_kms_key.phi"));
    cr_expect(graph_linked(db, PHS_ENCRYPTED_WITH, "aws_kms_key.phi"));
    phs_arena_free(f.arena);
}

struct mention_row {
    const char *scenario, *target;
    size_t links;
};

Test(relate, resolves_a_reference_to_the_instances_it_means) {
    static const struct mention_row rows[] = {
        {"the whole resource means every instance", "aws_kms_key.k", 2},
        {"a splat means every instance", "aws_kms_key.k[*]", 2},
        {"an index means one", "aws_kms_key.k[1]", 1},
        {"an index that does not exist means none", "aws_kms_key.k[7]", 0},
        {"another name means none", "aws_kms_key.kk", 0},
        {"a module without an index means its instances", "module.m.aws_kms_key.x", 1},
        {"a service of a vendor is the vendor", "vendor:openai/API", 1},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct phs_arena *arena = phs_arena_new();
        struct phs_graph graph;
        phs_graph_init(&graph, arena);
        graph_add_yaml(&graph, "root",
                       "- {type: aws_kms_key, address: 'aws_kms_key.k[0]', attributes: {}}\n"
                       "- {type: aws_kms_key, address: 'aws_kms_key.k[1]', attributes: {}}\n"
                       "- {type: aws_kms_key, address: 'module.m[\"a.b\"].aws_kms_key.x', attributes: {}}\n"
                       "- {type: vendor, address: 'vendor:OpenAI', attributes: {name: OpenAI}}\n"
                       "- {type: aws_sqs_queue, address: q, attributes: {}}\n");
        struct phs_resource *from = graph_at(&graph, "q");
        phs_graph_mention(&graph, from, PHS_REFERS_TO, rows[i].target, "a", (struct phs_place){0});
        phs_relate(&graph);
        cr_expect_eq(from->out.n, rows[i].links, "%s: %zu links", rows[i].scenario, from->out.n);
        phs_arena_free(arena);
    }
}
