/* SPDX-License-Identifier: Apache-2.0 */
/* Ways from the internet, copies, traces and keys: what cannot be known first. */
#include "related.h"

#include <time.h>

static const char *said(const struct phs_value *value) {
    if (!value)
        return "absent";
    if (phs_is(value, PHS_UNKNOWN))
        return "unknown";
    if (phs_is(value, PHS_BOOL))
        return value->boolean ? "yes" : "no";
    return phs_is(value, PHS_STRING) ? value->string.ptr : "?";
}

struct row {
    const char *scenario, *resources, *path, *expected;
};

/* Links say who is meant, as references do; ids are known only after apply. */
#define VPC "- {type: aws_vpc, address: v, attributes: {}}\n- {type: aws_internet_gateway, address: g, attributes: {}}\n"
#define SUBNET "- {type: aws_subnet, address: s, attributes: {}, links: [{kind: refers_to, target: v, attribute: vpc_id}]}\n"
#define TABLE(gateway)                                                                                                         \
    "- {type: aws_route_table, address: t, attributes: {route: [{cidr_block: 0.0.0.0/0, " gateway "}]}, links: [{kind: "       \
    "refers_to, target: v, attribute: vpc_id}]}\n"                                                                             \
    "- {type: aws_route_table_association, address: a, attributes: {}, links: [{kind: refers_to, target: s, attribute: "       \
    "subnet_id}, {kind: refers_to, target: t, attribute: route_table_id}]}\n"
#define GROUP(rule) "- {type: aws_security_group, address: w, attributes: {ingress: [" rule "]}}\n"
#define EVERYBODY "{from_port: 5432, to_port: 5432, protocol: tcp, cidr_blocks: [0.0.0.0/0]}"
#define DB(more)                                                                                                               \
    "- {type: aws_db_instance, address: x, attributes: {publicly_accessible: true" more                                        \
    "}, links: [{kind: refers_to, target: "                                                                                    \
    "w, attribute: vpc_security_group_ids}, {kind: refers_to, target: n, attribute: db_subnet_group_name}]}\n"                 \
    "- {type: aws_db_subnet_group, address: n, attributes: {}, links: [{kind: refers_to, target: s, attribute: "               \
    "subnet_ids}]}\n"
#define ACL(rules)                                                                                                             \
    "- {type: aws_network_acl, address: l, attributes: {ingress: [" rules "]}, links: [{kind: refers_to, target: s, "          \
    "attribute: subnet_ids}]}\n"
#define IGW "gateway_id: igw-1"
#define INTERNET "concluded.exposure.internet"

static const struct row paths[] = {
    {"a subnet of a network that is elsewhere",
     GROUP(EVERYBODY) DB("") "- {type: aws_subnet, address: s, attributes: {vpc_id: vpc-1}}\n", INTERNET, "unknown"},
    {"a table that is elsewhere",
     VPC SUBNET GROUP(EVERYBODY)
         DB("") "- {type: aws_route_table_association, address: a, attributes: {route_table_id: rtb-1}, "
                "links: [{kind: refers_to, target: s, attribute: subnet_id}]}\n",
     INTERNET, "unknown"},
    {"a group by an id that is elsewhere",
     "- {type: aws_db_instance, address: x, attributes: {publicly_accessible: true, vpc_security_group_ids: [sg-1]}}\n",
     INTERNET, "unknown"},
    {"no group admits nobody", "- {type: aws_db_instance, address: x, attributes: {publicly_accessible: true}}\n", INTERNET,
     "no"},
    {"the whole path", VPC SUBNET TABLE(IGW) GROUP(EVERYBODY) DB(""), INTERNET, "yes"},
    {"no public address",
     VPC SUBNET TABLE(IGW) GROUP(EVERYBODY) "- {type: aws_db_instance, address: x, attributes: {publicly_accessible: false}}\n",
     INTERNET, "no"},
    {"no route", VPC SUBNET GROUP(EVERYBODY) DB(""), INTERNET, "no"},
    {"a route to a NAT", VPC SUBNET TABLE("nat_gateway_id: nat-1") GROUP(EVERYBODY) DB(""), INTERNET, "no"},
    {"another port",
     VPC SUBNET TABLE(IGW) GROUP("{from_port: 443, to_port: 443, protocol: tcp, cidr_blocks: [0.0.0.0/0]}") DB(""), INTERNET,
     "no"},
    {"its own port",
     VPC SUBNET TABLE(IGW) GROUP("{from_port: 6000, to_port: 7000, protocol: tcp, cidr_blocks: [0.0.0.0/0]}")
         DB(", port: 6543"),
     INTERNET, "yes"},
    {"every protocol in version 6",
     VPC SUBNET TABLE(IGW) GROUP("{from_port: 0, to_port: 0, protocol: '-1', ipv6_cidr_blocks: ['::/0']}") DB(""), INTERNET,
     "yes"},
    {"a ping", VPC SUBNET TABLE(IGW) GROUP("{from_port: 8, to_port: 0, protocol: icmp, cidr_blocks: [0.0.0.0/0]}") DB(""),
     INTERNET, "no"},
    {"a list that admits everybody",
     VPC SUBNET TABLE(IGW) GROUP(EVERYBODY) ACL("{rule_no: 100, action: allow, protocol: '-1', cidr_block: 0.0.0.0/0}") DB(""),
     INTERNET, "yes"},
    {"a list that refuses first",
     VPC SUBNET TABLE(IGW) GROUP(EVERYBODY) ACL("{rule_no: 200, action: allow, protocol: '-1', cidr_block: 0.0.0.0/0}, "
                                                "{rule_no: 100, action: deny, protocol: '-1', cidr_block: 0.0.0.0/0}") DB(""),
     INTERNET, "no"},
    {"a list without rules refuses", VPC SUBNET TABLE(IGW) GROUP(EVERYBODY) ACL("") DB(""), INTERNET, "no"},
    {"the main table of the network",
     VPC SUBNET GROUP(
         EVERYBODY) "- {type: aws_default_route_table, address: m, attributes: {route: [{cidr_block: 0.0.0.0/0, " IGW
                    "}]}, links: [{kind: refers_to, target: v, attribute: default_route_table_id}]}\n" DB(""),
     INTERNET, "yes"},
    {"groups that name each other",
     "- {type: aws_security_group, address: w, attributes: {ingress: [{security_groups: [w2]}]}, links: [{kind: refers_to, "
     "target: "
     "w2}]}\n- {type: aws_security_group, address: w2, attributes: {}, links: [{kind: refers_to, target: w}]}\n" VPC SUBNET
         TABLE(IGW) DB(""),
     INTERNET, "no"},
    {"a machine with an elastic address",
     VPC SUBNET TABLE(IGW)
         GROUP(EVERYBODY) "- {type: aws_instance, address: x, attributes: {}, links: [{kind: refers_to, target: w, "
                          "attribute: vpc_security_group_ids}, {kind: refers_to, target: s, attribute: subnet_id}]}\n"
                          "- {type: aws_eip, address: e, attributes: {}, links: [{kind: refers_to, target: x, "
                          "attribute: instance}]}\n",
     INTERNET, "yes"},
    {"a balancer inside", "- {type: aws_lb, address: x, attributes: {internal: true}}\n", INTERNET, "no"},
    {"a balancer", "- {type: aws_lb, address: x, attributes: {}}\n", INTERNET, "yes"},
    {"a cluster for everybody", "- {type: aws_eks_cluster, address: x, attributes: {vpc_config: {subnet_ids: [a]}}}\n",
     INTERNET, "yes"},
    {"a cluster for the office",
     "- {type: aws_eks_cluster, address: x, attributes: {vpc_config: {public_access_cidrs: [203.0.113.0/24]}}}\n", INTERNET,
     "no"},
    {"a function for everybody",
     "- {type: aws_lambda_function, address: x, attributes: {function_name: f}}\n"
     "- {type: aws_lambda_permission, address: p, attributes: {function_name: f, principal: '*'}}\n",
     "concluded.exposure.anonymous", "yes"},
    {"an API with one open method",
     "- {type: aws_api_gateway_rest_api, address: x, attributes: {id: i}}\n"
     "- {type: aws_api_gateway_method, address: m, attributes: {rest_api_id: i, http_method: OPTIONS, authorization: NONE}}\n"
     "- {type: aws_api_gateway_method, address: m2, attributes: {rest_api_id: i, http_method: GET, authorization: NONE}}\n",
     "concluded.exposure.anonymous", "yes"},
    {"an API whose open method is for browsers",
     "- {type: aws_api_gateway_rest_api, address: x, attributes: {id: i}}\n"
     "- {type: aws_api_gateway_method, address: m, attributes: {rest_api_id: i, http_method: OPTIONS, authorization: NONE}}\n",
     "concluded.exposure.anonymous", "no"},
    {"a bucket of Google for everybody",
     "- {type: google_storage_bucket, address: x, attributes: {name: b}}\n"
     "- {type: google_storage_bucket_iam_member, address: m, attributes: {bucket: b, role: roles/storage.objectViewer, member: "
     "allUsers}}\n",
     "concluded.exposure.anonymous", "yes"},
    {"the same behind the switch",
     "- {type: google_storage_bucket, address: x, attributes: {name: b, public_access_prevention: enforced}}\n"
     "- {type: google_storage_bucket_iam_member, address: m, attributes: {bucket: b, role: r, member: allUsers}}\n",
     "concluded.exposure.anonymous", "no"},
};

static const struct row traces[] = {
    {"no trail", "- {type: aws_s3_bucket, address: x, attributes: {bucket: b}}\n", "concluded.logging.covered", "no"},
    {"a trail over every bucket",
     "- {type: aws_s3_bucket, address: x, attributes: {bucket: b}}\n"
     "- {type: aws_cloudtrail, address: t, attributes: {event_selector: [{data_resource: [{type: 'AWS::S3::Object', values: "
     "['arn:aws:s3']}]}]}}\n",
     "concluded.logging.covered", "yes"},
    {"an advanced selector over every bucket",
     "- {type: aws_s3_bucket, address: x, attributes: {bucket: b}}\n"
     "- {type: aws_cloudtrail, address: t, attributes: {advanced_event_selector: [{field_selector: [{field: eventCategory, "
     "equals: "
     "[Data]}, {field: resources.type, equals: ['AWS::S3::Object']}]}]}}\n",
     "concluded.logging.covered", "yes"},
    {"an advanced selector over tables",
     "- {type: aws_s3_bucket, address: x, attributes: {bucket: b}}\n"
     "- {type: aws_cloudtrail, address: t, attributes: {advanced_event_selector: [{field_selector: [{field: resources.type, "
     "equals: "
     "['AWS::DynamoDB::Table']}]}]}}\n",
     "concluded.logging.covered", "no"},
    {"an unread module was handed the table",
     "- {type: aws_dynamodb_table, address: x, attributes: {}}\n- {type: module, address: m, attributes: {phiscope_unread: "
     "true}, "
     "links: [{kind: refers_to, target: x}]}\n",
     "concluded.backup.covered", "unknown"},
    {"a plan over every table",
     "- {type: aws_dynamodb_table, address: x, attributes: {}}\n"
     "- {type: aws_backup_selection, address: s, attributes: {resources: ['arn:aws:dynamodb:*:*:table/*']}}\n",
     "concluded.backup.covered", "yes"},
    {"a plan over everything",
     "- {type: aws_ebs_volume, address: x, attributes: {}}\n"
     "- {type: aws_backup_selection, address: s, attributes: {resources: ['*']}}\n",
     "concluded.backup.covered", "yes"},
    {"a plan over every database",
     "- {type: aws_dynamodb_table, address: x, attributes: {}}\n"
     "- {type: aws_backup_selection, address: s, attributes: {resources: ['arn:aws:rds:*:*:db:*']}}\n",
     "concluded.backup.covered", "no"},
    {"a plan by another tag",
     "- {type: aws_dynamodb_table, address: x, attributes: {tags: {backup: weekly}}}\n"
     "- {type: aws_backup_selection, address: s, attributes: {selection_tag: [{key: backup, value: daily}]}}\n",
     "concluded.backup.covered", "no"},
    {"a key of the service by its alias",
     "- {type: aws_db_instance, address: x, attributes: {storage_encrypted: true, kms_key_id: alias/aws/rds}}\n",
     "concluded.encryption.key", "service"},
    {"a key behind an alias",
     "- {type: aws_db_instance, address: x, attributes: {storage_encrypted: true}, links: [{kind: refers_to, target: al, "
     "attribute: "
     "kms_key_id}]}\n- {type: aws_kms_alias, address: al, attributes: {}, links: [{kind: refers_to, target: k, attribute: "
     "target_key_id}]}\n- {type: aws_kms_key, address: k, attributes: {enable_key_rotation: true}}\n",
     "concluded.encryption.rotates", "yes"},
    {"a key that is not used", "- {type: aws_db_instance, address: x, attributes: {storage_encrypted: false, kms_key_id: k}}\n",
     "concluded.encryption.key", "none"},
    {"disks of an account that encrypts them",
     "- {type: aws_ebs_volume, address: x, attributes: {}}\n- {type: aws_ebs_encryption_by_default, address: d, attributes: "
     "{}}\n",
     "concluded.encryption.at_rest", "yes"},
    {"disks of an account in another region",
     "- {type: aws_ebs_volume, address: x, attributes: {provider: aws.west}}\n- {type: aws_ebs_encryption_by_default, address: "
     "d, "
     "attributes: {}}\n",
     "concluded.encryption.at_rest", "no"},
    {"disks of an account that ends encryption",
     "- {type: aws_ebs_volume, address: x, attributes: {}}\n- {type: aws_ebs_encryption_by_default, address: d, attributes: "
     "{enabled: false}}\n",
     "concluded.encryption.at_rest", "no"},
    {"a disk that takes the key of the account",
     "- {type: aws_ebs_volume, address: x, attributes: {encrypted: true}}\n- {type: aws_ebs_default_kms_key, address: d, "
     "attributes: {key_arn: 'arn:aws:kms:us-east-1:111122223333:key/1'}}\n",
     "concluded.encryption.customer_key", "yes"},
    {"a disk with the key of the service",
     "- {type: aws_ebs_volume, address: x, attributes: {encrypted: true, kms_key_id: alias/aws/ebs}}\n",
     "concluded.encryption.customer_key", "no"},
    {"a disk that is not encrypted has no key",
     "- {type: aws_ebs_volume, address: x, attributes: {encrypted: false, kms_key_id: alias/phi}}\n",
     "concluded.encryption.customer_key", "no"},
    {"a key of the service that was looked up",
     "- {type: aws_db_instance, address: x, attributes: {storage_encrypted: true}, links: [{kind: refers_to, target: "
     "data.aws_kms_alias.rds, attribute: kms_key_id}]}\n- {type: data.aws_kms_alias, address: data.aws_kms_alias.rds, "
     "attributes: "
     "{name: alias/aws/rds}}\n",
     "concluded.encryption.customer_key", "no"},
};

static void expect_all(const struct row *rows, size_t n) {
    for (size_t i = 0; i < n; i++) {
        struct fixture f = related(rows[i].resources);
        const struct phs_value *value = phs_get_path(graph_at(&f.graph, "x")->attributes, rows[i].path);
        const char *why = phs_is(value, PHS_BOOL) ? value->because : phs_is(value, PHS_UNKNOWN) ? value->unknown.why : "";
        cr_expect_str_eq(said(value), rows[i].expected, "%s: %s, %s", rows[i].scenario, said(value), why);
        phs_arena_free(f.arena);
    }
}

Test(conclusions, follow_the_way_from_the_internet) {
    expect_all(paths, sizeof paths / sizeof *paths);
}

Test(conclusions, find_traces_copies_and_keys) {
    expect_all(traces, sizeof traces / sizeof *traces);
}

/* 10,000 machines, each in a subnet behind one group, and 10,000 buckets with companions that name them by text. The bound is
 * for the sanitizer on a slow machine; a quadratic pass takes minutes. */
Test(conclusions, are_drawn_in_linear_time) {
    struct fixture f = {.arena = phs_arena_new()};
    phs_graph_init(&f.graph, f.arena);
    graph_add_yaml(&f.graph, "root", VPC SUBNET TABLE(IGW) GROUP(EVERYBODY));
    const struct phs_value *none = yaml_value(f.arena, "{}");
    struct phs_resource *group = graph_at(&f.graph, "w"), *subnet = graph_at(&f.graph, "s");
    for (size_t i = 0; i < 10000; i++) {
        struct phs_resource *machine = phs_graph_add(&f.graph, "root", "", "aws_instance", phs_printf(f.arena, "i[%zu]", i));
        machine->attributes = machine->original = none;
        phs_graph_link(&f.graph, machine, PHS_REFERS_TO, group, "vpc_security_group_ids", machine->place);
        phs_graph_link(&f.graph, machine, PHS_REFERS_TO, subnet, "subnet_id", machine->place);
        struct phs_resource *bucket = phs_graph_add(&f.graph, "root", "", "aws_s3_bucket", phs_printf(f.arena, "b[%zu]", i));
        bucket->attributes = bucket->original = yaml_value(f.arena, phs_printf(f.arena, "{bucket: name-%zu}", i));
        struct phs_resource *acl = phs_graph_add(&f.graph, "root", "", "aws_s3_bucket_acl", phs_printf(f.arena, "a[%zu]", i));
        acl->attributes = acl->original = yaml_value(f.arena, phs_printf(f.arena, "{bucket: name-%zu, acl: public-read}", i));
    }
    clock_t start = clock();
    phs_relate(&f.graph);
    fprintf(stderr, "30,000 resources related: %.3f s\n", (double)(clock() - start) / CLOCKS_PER_SEC);
    cr_expect_str_eq(said(phs_get_path(graph_at(&f.graph, "b[9999]")->attributes, "concluded.exposure.anonymous")), "yes");
    cr_expect_str_eq(said(phs_get_path(graph_at(&f.graph, "i[9999]")->attributes, "concluded.exposure.address")), "no");
    phs_arena_free(f.arena);
}
