/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>

#include "relate/relate.h"
#include "support/graph_yaml.h"

/* What stands in written_secrets of the resource at address `r`: the names with a space between, "unknown", or "". */
static const char *names_in(struct phs_arena *arena, const char *text) {
    struct phs_graph graph;
    const char *names = "";
    phs_graph_init(&graph, arena);
    graph_add_yaml(&graph, "root", text);
    phs_relate(&graph);
    const struct phs_value *list = phs_get(graph_at(&graph, "r")->attributes, "written_secrets");
    if (phs_is(list, PHS_UNKNOWN))
        return "unknown";
    for (size_t i = 0; phs_is(list, PHS_LIST) && i < list->list.n; i++)
        names =
            phs_printf(arena, "%s%s%s", names, *names ? " " : "", phs_text_or(arena, phs_get(list->list.at[i], "name"), "?"));
    return names;
}

Test(secrets, names_what_is_written_out_and_nothing_else) {
    static const struct {
        const char *scenario, *text, *names;
    } rows[] = {
        {"an empty password is none", "- {type: aws_db_instance, address: r, attributes: {password: ''}}\n", ""},
        {"a master password", "- {type: aws_db_instance, address: r, attributes: {password: example-only}}\n", "password"},
        {"a reference that CloudFormation resolves",
         "- {type: aws_db_instance, address: r, attributes: {password: '{{resolve:secretsmanager:db}}'}}\n", ""},
        {"each of a list", "- {type: aws_elasticache_user, address: r, attributes: {passwords: [one-of-two, two-of-two]}}\n",
         "passwords passwords"},
        {"variables by name and text",
         "- {type: aws_lambda_function, address: r, attributes: {environment: {variables: {STAGE: production, API_TOKEN: "
         "not-a-real-one, TOKEN_URL: 'https://example.com', DEBUG_PASSWORDS: 'false'}}}}\n",
         "API_TOKEN"},
        {"credentials in a URL whatever its name",
         "- {type: aws_lambda_function, address: r, attributes: {environment: {variables: {DATABASE: "
         "'postgres://app:example-only@db/notes'}}}}\n",
         "DATABASE"},
        {"containers as a JSON text",
         "- {type: aws_ecs_task_definition, address: r, attributes: {container_definitions: '[{\"environment\": [{\"name\": "
         "\"DB_PASSWORD\", \"value\": \"example-only\"}]}]'}}\n",
         "DB_PASSWORD"},
        {"broken JSON holds nothing that could be named",
         "- {type: aws_ecs_task_definition, address: r, attributes: {container_definitions: '[{\"environment\": '}}\n", ""},
        {"a pair that names a store",
         "- {type: aws_codebuild_project, address: r, attributes: {environment: {environment_variable: [{name: NPM_TOKEN, "
         "type: SECRETS_MANAGER, value: build-token-name}]}}}\n",
         ""},
        {"a script",
         "- {type: aws_instance, address: r, attributes: {user_data: \"#!/bin/sh\\nexport DB_PASSWORD=example-only\"}}\n",
         "DB_PASSWORD"},
        {"a script in base64",
         "- {type: aws_launch_template, address: r, attributes: {user_data: "
         "IyEvYmluL3NoCmV4cG9ydCBEQl9QQVNTV09SRD1leGFtcGxlLW9ubHkK}}\n",
         "DB_PASSWORD"},
        {"a script that asks a store",
         "- {type: aws_instance, address: r, attributes: {user_data: \"export DB_PASSWORD=$(aws secretsmanager get)\"}}\n", ""},
        {"a remark in a script", "- {type: aws_instance, address: r, attributes: {user_data: \"# password: see the wiki\"}}\n",
         ""},
        {"a kept secret",
         "- {type: aws_secretsmanager_secret_version, address: r, attributes: {secret_string: example-only}}\n",
         "secret_string"},
        {"one that holds the place",
         "- {type: aws_secretsmanager_secret_version, address: r, attributes: {secret_string: REPLACE_ME}}\n", ""},
        {"a parameter that is configuration",
         "- {type: aws_ssm_parameter, address: r, attributes: {name: /app/level, type: String, value: debugging}}\n", ""},
        {"a parameter that says it is secret",
         "- {type: aws_ssm_parameter, address: r, attributes: {name: /app/x, type: SecureString, value: example-only}}\n",
         "value"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct phs_arena *arena = phs_arena_new();
        const char *names = names_in(arena, rows[i].text);
        cr_expect_str_eq(names, rows[i].names, "%s: \"%s\"", rows[i].scenario, names);
        phs_arena_free(arena);
    }
}

/* Values that no document can spell: marked as sensitive, or known in part. */
static const char *name_of(const char *type, const char *path, const struct phs_value *value) {
    struct phs_arena *arena = phs_arena_new();
    struct phs_graph graph;
    struct phs_place nowhere = {0};
    static char name[64];
    phs_graph_init(&graph, arena);
    struct phs_resource *r = phs_graph_add(&graph, "root", "", type, "r");
    struct phs_slice rest = phs_slice(path), keys[4], key;
    size_t n = 0;
    while (n < 4 && phs_slice_cut(&rest, '.', &key))
        keys[n++] = key;
    while (n-- > 0) {
        struct phs_map_builder map;
        phs_map_builder_init(&map, arena);
        phs_map_builder_set(&map, keys[n], nowhere, value);
        value = phs_map_builder_done(&map, nowhere);
    }
    r->attributes = r->original = value;
    phs_relate(&graph);
    const struct phs_value *list = phs_get(r->attributes, "written_secrets");
    snprintf(name, sizeof name, "%s", phs_is(list, PHS_LIST) ? phs_text_or(arena, phs_get(list->list.at[0], "name"), "?") : "");
    phs_arena_free(arena);
    return name;
}

#define KNOWN(text)                                                                                                            \
    { text, sizeof text - 1 }
#define ENVIRONMENT "environment.variables.DB_PASSWORD"

Test(secrets, sees_what_is_given_in_secret_and_what_stands_beside_an_unknown) {
    static const struct phs_hint script = {.prefix = KNOWN("#!/bin/sh\nexport URL=postgres://app:example9@")},
                                 split = {.prefix = KNOWN("postgres://app:"), .suffix = KNOWN("@db/notes")},
                                 behind = {.prefix = KNOWN("HOST="), .suffix = KNOWN("\nexport DB_PASSWORD=example-only\n")},
                                 base64 = {.prefix = KNOWN("IyEvYmluL3NoCmV4cG9ydCBEQl9QQVNTV09SRD1leGFtcGxlLW9ubHkK")};
    static const struct {
        const char *scenario, *type, *path;
        unsigned flags;
        const struct phs_hint *hint;
        const char *name;
    } rows[] = {
        {"a start-up script with a parameter of NoEcho", "aws_instance", "user_data", PHS_VALUE_SENSITIVE, NULL, "user_data"},
        {"a script with an input that is no secret", "aws_instance", "user_data", 0, NULL, ""},
        {"a sensitive variable of the environment", "aws_lambda_function", ENVIRONMENT, PHS_VALUE_SENSITIVE, NULL,
         "DB_PASSWORD"},
        {"one that is not marked", "aws_lambda_function", ENVIRONMENT, 0, NULL, ""},
        {"the password of a database, where it belongs", "aws_db_instance", "password", PHS_VALUE_SENSITIVE, NULL, ""},
        {"credentials before an unknown host", "aws_instance", "user_data", 0, &script, "user_data"},
        {"an unknown password between known parts", "aws_lambda_function", "environment.variables.DB", 0, &split, ""},
        {"a secret behind an unknown part", "aws_instance", "user_data", 0, &behind, "DB_PASSWORD"},
        {"base64 that ends unknown", "aws_launch_template", "user_data", 0, &base64, "DB_PASSWORD"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct phs_value value = {
            .kind = PHS_UNKNOWN, .flags = rows[i].flags, .unknown = {.reason = PHS_WHY_VARIABLE, .hint = rows[i].hint}};
        const char *name = name_of(rows[i].type, rows[i].path, &value);
        cr_expect_str_eq(name, rows[i].name, "%s: \"%s\"", rows[i].scenario, name);
    }
}
