/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>

#include "relate/arn.h"

struct row {
    const char *scenario, *arn, *type, *attribute, *name; /* type NULL: names nothing we know */
};

Test(arn, names_the_resource_it_stands_for) {
    static const struct row rows[] = {
        {"empty", "", NULL, NULL, NULL},
        {"no parts", "arn:", NULL, NULL, NULL},
        {"too few parts", "arn:aws:s3:::", NULL, NULL, NULL},
        {"a service without a rule", "arn:aws:chime::1:room/x", NULL, NULL, NULL},
        {"a bucket", "arn:aws:s3:::logs", "aws_s3_bucket", "bucket", "logs"},
        {"an object in a bucket", "arn:aws:s3:::logs/2026/x", "aws_s3_bucket", "bucket", "logs"},
        {"a key in another partition", "arn:aws-us-gov:kms:us-gov-west-1:1:key/ab-1", "aws_kms_key", "key_id", "ab-1"},
        {"an alias", "arn:aws:kms:us-east-1:1:alias/phi", "aws_kms_alias", "name", "phi"},
        {"an index of a table", "arn:aws:dynamodb:us-east-1:1:table/notes/index/by-day", "aws_dynamodb_table", "name", "notes"},
        {"a log group with slashes", "arn:aws:logs:us-east-1:1:log-group:/ecs/api:*", "aws_cloudwatch_log_group", "name",
         "/ecs/api"},
        {"a role with a path", "arn:aws:iam::1:role/service/api", "aws_iam_role", "name", "service/api"},
        {"a database", "arn:aws:rds:us-east-1:1:db:patients", "aws_db_instance", "identifier", "patients"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct phs_arn arn;
        const char *type = NULL, *attribute = NULL;
        struct phs_slice name = {0};
        bool found = phs_arn_parse(phs_slice(rows[i].arn), &arn) && phs_arn_target(&arn, &type, &attribute, &name);
        cr_expect_eq(found, rows[i].type != NULL, "%s", rows[i].scenario);
        if (!found || !rows[i].type)
            continue;
        cr_expect_str_eq(type, rows[i].type, "%s", rows[i].scenario);
        cr_expect_str_eq(attribute, rows[i].attribute, "%s", rows[i].scenario);
        cr_expect(phs_slice_is(name, rows[i].name), "%s: %.*s", rows[i].scenario, (int)name.len, name.ptr);
    }
}
