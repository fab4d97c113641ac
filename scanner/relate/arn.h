/* SPDX-License-Identifier: Apache-2.0 */
/* Amazon resource names: the parts, and which Terraform type and attribute they name. */
#ifndef PHS_RELATE_ARN_H
#define PHS_RELATE_ARN_H

#include <stdbool.h>

#include "base/slice.h"

/* arn:PARTITION:SERVICE:REGION:ACCOUNT:RESOURCE, as "Amazon Resource Names" in the AWS General Reference has it. */
struct phs_arn {
    struct phs_slice partition, service, region, account, resource;
};

bool phs_arn_parse(struct phs_slice text, struct phs_arn *ret_arn);

/* Terraform type that an ARN of this service and kind names, the attribute that holds its name, and the name itself; false for
 * what we have no rule for. "arn:aws:s3:::logs/x" names aws_s3_bucket, "bucket", "logs". */
bool phs_arn_target(const struct phs_arn *arn, const char **ret_type, const char **ret_attribute, struct phs_slice *ret_name);

#endif
