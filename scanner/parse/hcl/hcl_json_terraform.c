/* SPDX-License-Identifier: Apache-2.0 */
/* What is a block in Terraform's JSON syntax, and which strings are references there. */
#include "parse/hcl/hcl_json.h"

#define NESTED(table) .nested = (table), .nested_count = sizeof(table) / sizeof *(table)

static const char *const of_resource[] = {"depends_on", "provider", NULL};
static const char *const of_module[] = {"depends_on", NULL};
static const char *const of_variable[] = {"type", NULL};
static const char *const of_dynamic[] = {"iterator", NULL};
static const char *const of_lifecycle[] = {"replace_triggered_by", NULL};

static const struct phs_hcl_json_block condition[] = {{.type = "precondition"}, {.type = "postcondition"}};
static const struct phs_hcl_json_block validation[] = {{.type = "validation"}};
static const struct phs_hcl_json_block dynamic[1];
static const struct phs_hcl_json_block content[] = {{.type = "content", NESTED(dynamic)}};
static const struct phs_hcl_json_block dynamic[1] = {
    {.type = "dynamic", .labels = 1, NESTED(content), .references = of_dynamic}};
static const struct phs_hcl_json_block provisioner[] = {{.type = "connection"}};
static const struct phs_hcl_json_block resource[] = {
    {.type = "lifecycle", NESTED(condition), .references = of_lifecycle},
    {.type = "provisioner", .labels = 1, NESTED(provisioner)},
    {.type = "connection"},
    {.type = "dynamic", .labels = 1, NESTED(content), .references = of_dynamic},
};
static const struct phs_hcl_json_block settings[] = {
    {.type = "required_providers"},
    {.type = "backend", .labels = 1},
    {.type = "cloud"},
    {.type = "provider_meta", .labels = 1},
};
static const struct phs_hcl_json_block check[] = {
    {.type = "data", .labels = 2, NESTED(resource), .references = of_resource},
    {.type = "assert"},
};
static const struct phs_hcl_json_block document[] = {
    {.type = "resource", .labels = 2, NESTED(resource), .references = of_resource},
    {.type = "data", .labels = 2, NESTED(resource), .references = of_resource},
    {.type = "ephemeral", .labels = 2, NESTED(resource), .references = of_resource},
    {.type = "module", .labels = 1, .references = of_module},
    {.type = "variable", .labels = 1, NESTED(validation), .references = of_variable, .literal = true},
    {.type = "output", .labels = 1, NESTED(condition), .references = of_module},
    {.type = "locals"},
    {.type = "provider", .labels = 1, NESTED(dynamic)},
    {.type = "terraform", NESTED(settings)},
    {.type = "check", .labels = 1, NESTED(check)},
    {.type = "moved"},
    {.type = "import"},
    {.type = "removed"},
};

const struct phs_hcl_json_block phs_hcl_json_terraform = {.type = "", NESTED(document)};
const struct phs_hcl_json_block phs_hcl_json_values = {.type = "", .literal = true};
