/* SPDX-License-Identifier: Apache-2.0 */
/* The policy evaluator: hostile and unknown documents first, then who is let in and what is allowed. */
#include "relate/iam/document.h"

#include "support/graph_yaml.h"

#define ALLOW(rest) "{Statement: [{Effect: Allow, Action: 's3:*', Resource: '*', " rest "}]}"
#define OPEN "{Effect: Allow, Principal: '*', Action: 's3:GetObject', Resource: 'arn:aws:s3:::b/*'}"

static struct phs_iam_document *document(struct phs_arena *arena, const char *yaml) {
    return phs_iam_read(arena, yaml_value(arena, yaml));
}

struct public_row {
    const char *scenario, *policy;
    enum phs_tri open;
};

Test(iam, tells_strangers_from_those_a_condition_leaves) {
    static const struct public_row rows[] = {
        {"no policy at all", "null", PHS_NO},
        {"a number", "7", PHS_MAYBE},
        {"text that is no JSON", "'Allow everything'", PHS_MAYBE},
        {"a statement that is a text", "{Statement: ['Allow']}", PHS_MAYBE},
        {"no statement", "{Version: '2012-10-17'}", PHS_NO},
        {"everybody", ALLOW("Principal: '*'"), PHS_YES},
        {"everybody in another spelling", ALLOW("Principal: {AWS: ['arn:aws:iam::1:root', '*']}"), PHS_YES},
        {"keys in lower case", "{statement: {effect: allow, principal: {AWS: '*'}, action: '*', resource: '*'}}", PHS_YES},
        {"everybody but one", ALLOW("NotPrincipal: {AWS: x}"), PHS_YES},
        {"JSON inside of a text", "'{\"Statement\":{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"*\"}}'", PHS_YES},
        {"a service is no stranger", ALLOW("Principal: {Service: '*.amazonaws.com'}"), PHS_NO},
        {"a stranger with TLS", ALLOW("Principal: '*', Condition: {Bool: {'aws:SecureTransport': true}}"), PHS_YES},
        {"a stranger with a referer", ALLOW("Principal: '*', Condition: {StringLike: {'aws:Referer': 'https://x/*'}}"),
         PHS_YES},
        {"an organisation", ALLOW("Principal: '*', Condition: {StringEquals: {'aws:PrincipalOrgID': o-1}}"), PHS_NO},
        {"keys of conditions have no case", ALLOW("Principal: '*', Condition: {StringEquals: {'AWS:principalorgid': o-1}}"),
         PHS_NO},
        {"only where the key is there", ALLOW("Principal: '*', Condition: {StringEqualsIfExists: {'aws:PrincipalOrgID': o-1}}"),
         PHS_YES},
        {"a star that means itself", ALLOW("Principal: '*', Condition: {StringEquals: {'aws:SourceAccount': '*'}}"), PHS_NO},
        {"a star that means all", ALLOW("Principal: '*', Condition: {StringLike: {'aws:SourceAccount': '*'}}"), PHS_YES},
        {"one of several is all", ALLOW("Principal: '*', Condition: {ArnLike: {'aws:SourceArn': ['arn:aws:s3:::b', '*']}}"),
         PHS_YES},
        {"every address", ALLOW("Principal: '*', Condition: {IpAddress: {'aws:SourceIp': 0.0.0.0/0}}"), PHS_YES},
        {"the office", ALLOW("Principal: '*', Condition: {IpAddress: {'aws:SourceIp': [203.0.113.0/24]}}"), PHS_NO},
        {"everywhere but", ALLOW("Principal: '*', Condition: {NotIpAddress: {'aws:SourceIp': [203.0.113.0/24]}}"), PHS_YES},
        {"any topic of any account", ALLOW("Principal: '*', Condition: {ArnLike: {'aws:SourceArn': 'arn:aws:sns:*:*:*'}}"),
         PHS_YES},
        {"any topic of one account",
         ALLOW("Principal: '*', Condition: {ArnLike: {'aws:SourceArn': 'arn:aws:sns:*:111122223333:*'}}"), PHS_NO},
        {"a fence",
         "{Statement: [" OPEN ", {Effect: Deny, Principal: '*', Action: 's3:*', Resource: '*', Condition: "
         "{StringNotEquals: {'aws:SourceVpce': vpce-1}}}]}",
         PHS_NO},
        {"a fence around something else",
         "{Statement: [" OPEN ", {Effect: Deny, Principal: '*', Action: 's3:Put*', Resource: '*'}]}", PHS_YES},
        {"a fence for one object",
         "{Statement: [" OPEN ", {Effect: Deny, Principal: '*', Action: '*', Resource: 'arn:aws:s3:::b/x'}]}", PHS_YES},
        {"a fence for clear text",
         "{Statement: [" OPEN ", {Effect: Deny, Principal: '*', Action: '*', Resource: '*', Condition: "
         "{Bool: {'aws:SecureTransport': false}}}]}",
         PHS_YES},
        {"an effect that nobody wrote", "{Statement: [{Principal: '*', Action: '*'}]}", PHS_MAYBE},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct phs_arena *arena = phs_arena_new();
        struct phs_answer answer = phs_iam_is_public(arena, document(arena, rows[i].policy));
        cr_expect_eq(answer.says, rows[i].open, "%s: %s, %s", rows[i].scenario, phs_tri_name(answer.says), answer.because);
        cr_expect_not_null(answer.because, "%s", rows[i].scenario);
        phs_arena_free(arena);
    }
}

#define ISSUER "Principal: {Federated: 'arn:aws:iam::1:oidc-provider/token.actions.githubusercontent.com'}"

Test(iam, wants_to_know_whose_token_it_is) {
    static const struct public_row rows[] = {
        {"no issuer", ALLOW("Principal: {AWS: '*'}"), PHS_NO},
        {"no condition", ALLOW(ISSUER), PHS_YES},
        {"an audience that all share",
         ALLOW(ISSUER ", Condition: {StringEquals: {'token.actions.githubusercontent.com:aud': sts.amazonaws.com}}"), PHS_YES},
        {"any repository of anybody",
         ALLOW(ISSUER ", Condition: {StringLike: {'token.actions.githubusercontent.com:sub': 'repo:*'}}"), PHS_YES},
        {"one repository",
         ALLOW(ISSUER ", Condition: {StringLike: {'token.actions.githubusercontent.com:sub': 'repo:clinic/portal:*'}}"),
         PHS_NO},
        {"SAML as documented",
         ALLOW(
             "Principal: {Federated: 'arn:aws:iam::1:saml-provider/x'}, Condition: {StringEquals: {'SAML:aud': 'https://s'}}"),
         PHS_NO},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct phs_arena *arena = phs_arena_new();
        struct phs_answer answer = phs_iam_trusts_any_outside_user(arena, document(arena, rows[i].policy));
        cr_expect_eq(answer.says, rows[i].open, "%s: %s", rows[i].scenario, answer.because);
        phs_arena_free(arena);
    }
}

static const struct phs_value *unknown(struct phs_arena *arena, enum phs_reason reason) {
    return phs_value_unknown(arena, reason, "nobody told", (struct phs_place){0});
}

static const struct phs_value *statement_with(struct phs_arena *arena, const char *key, const struct phs_value *value) {
    static const char *const keys[] = {"Effect", "Principal", "Action", "Resource"};
    static const char *const values[] = {"Allow", "*", "s3:GetObject", "*"};
    struct phs_map_builder map, policy;
    phs_map_builder_init(&map, arena);
    phs_map_builder_init(&policy, arena);
    for (size_t i = 0; i < 4; i++)
        phs_map_builder_set(&map, phs_slice(keys[i]), (struct phs_place){0}, phs_value_text(arena, values[i]));
    phs_map_builder_set(&map, phs_slice(key), (struct phs_place){0}, value);
    phs_map_builder_set(&policy, PHS_SLICE("Statement"), (struct phs_place){0},
                        phs_map_builder_done(&map, (struct phs_place){0}));
    return phs_map_builder_done(&policy, (struct phs_place){0});
}

struct unknown_row {
    const char *scenario, *key;
    enum phs_reason reason;
    enum phs_tri open;
};

Test(iam, does_not_know_what_unknown_parts_decide) {
    static const struct unknown_row rows[] = {
        {"a principal from a variable", "Principal", PHS_WHY_VARIABLE, PHS_MAYBE},
        {"a principal that exists after apply is one", "Principal", PHS_WHY_COMPUTED, PHS_NO},
        {"a condition from a variable", "Condition", PHS_WHY_VARIABLE, PHS_MAYBE},
        {"an effect from a variable", "Effect", PHS_WHY_VARIABLE, PHS_MAYBE},
        {"an action does not matter", "Action", PHS_WHY_VARIABLE, PHS_YES},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct phs_arena *arena = phs_arena_new();
        const struct phs_value *policy = statement_with(arena, rows[i].key, unknown(arena, rows[i].reason));
        struct phs_answer answer = phs_iam_is_public(arena, phs_iam_read(arena, policy));
        cr_expect_eq(answer.says, rows[i].open, "%s: %s, %s", rows[i].scenario, phs_tri_name(answer.says), answer.because);
        phs_arena_free(arena);
    }
}

struct grant_row {
    const char *scenario, *policy, *boundary;
    enum phs_tri everything, service, passes; /* all; every action of s3; iam:PassRole */
};

#define DO(action, resource) "{Statement: [{Effect: Allow, Action: " action ", Resource: " resource "}]}"

Test(iam, knows_what_is_allowed_in_the_end) {
    static const struct grant_row rows[] = {
        {"nothing", "null", NULL, PHS_NO, PHS_NO, PHS_NO},
        {"text that is no JSON", "'x'", NULL, PHS_MAYBE, PHS_MAYBE, PHS_MAYBE},
        {"everything", DO("'*'", "'*'"), NULL, PHS_YES, PHS_YES, PHS_YES},
        {"everything on one bucket", DO("'*'", "'arn:aws:s3:::b/*'"), NULL, PHS_NO, PHS_NO, PHS_NO},
        {"everything but sign-in", "{Statement: [{Effect: Allow, NotAction: 'iam:*', Resource: '*'}]}", NULL, PHS_YES, PHS_YES,
         PHS_NO},
        {"one service", DO("['s3:*']", "['*']"), NULL, PHS_NO, PHS_YES, PHS_NO},
        {"every bucket by name", DO("'S3:*'", "'arn:aws:s3:::*'"), NULL, PHS_NO, PHS_YES, PHS_NO},
        {"a pattern of actions", DO("'iam:Pass*'", "'*'"), NULL, PHS_NO, PHS_NO, PHS_YES},
        {"every role", DO("'iam:PassRole'", "'arn:aws:iam::*:role/*'"), NULL, PHS_NO, PHS_NO, PHS_YES},
        {"with a second factor",
         "{Statement: [{Effect: Allow, Action: 'iam:PassRole', Resource: '*', Condition: {Bool: {'aws:MultiFactorAuthPresent': "
         "true}}}]}",
         NULL, PHS_NO, PHS_NO, PHS_YES},
        {"for one service only",
         "{Statement: [{Effect: Allow, Action: 'iam:PassRole', Resource: '*', Condition: {StringEquals: "
         "{'iam:PassedToService': "
         "'lambda.amazonaws.com'}}}]}",
         NULL, PHS_NO, PHS_NO, PHS_NO},
        {"denied again",
         "{Statement: [{Effect: Allow, Action: '*', Resource: '*'}, {Effect: Deny, Action: 'iam:*', Resource: '*'}]}", NULL,
         PHS_YES, PHS_YES, PHS_NO},
        {"denied as a whole",
         "{Statement: [{Effect: Allow, Action: '*', Resource: '*'}, {Effect: Deny, Action: '*', Resource: '*'}]}", NULL, PHS_NO,
         PHS_NO, PHS_NO},
        {"behind a boundary", DO("'*'", "'*'"), DO("'s3:*'", "'*'"), PHS_NO, PHS_YES, PHS_NO},
        {"behind a boundary that is none", DO("'*'", "'*'"), DO("'*'", "'*'"), PHS_YES, PHS_YES, PHS_YES},
        {"behind a boundary that nobody can read", DO("'*'", "'*'"), "'x'", PHS_MAYBE, PHS_MAYBE, PHS_MAYBE},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct phs_arena *arena = phs_arena_new();
        struct phs_iam_grants grants = {0};
        PHS_PUSH(arena, grants.documents, document(arena, rows[i].policy));
        if (rows[i].boundary)
            PHS_PUSH(arena, grants.boundary, document(arena, rows[i].boundary));
        cr_expect_eq(phs_iam_allows_everything(arena, &grants).says, rows[i].everything, "%s", rows[i].scenario);
        cr_expect_eq(phs_iam_allows_service(arena, &grants, "s3").says, rows[i].service, "%s", rows[i].scenario);
        cr_expect_eq(phs_iam_allows_everywhere(arena, &grants, "iam:PassRole").says, rows[i].passes, "%s", rows[i].scenario);
        phs_arena_free(arena);
    }
}

struct glob_row {
    const char *pattern, *text;
    bool matches;
};

Test(iam, matches_wildcards_without_case) {
    static const struct glob_row rows[] = {
        {"*", "", true},          {"s3:Get*", "S3:getObject", true}, {"s3:?et*", "s3:PutObject", false},
        {"a*b*c", "aXbXc", true}, {"a*b*c", "aXbX", false},          {"", "", true},
        {"", "x", false},         {"**", "anything", true}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        cr_expect_eq(phs_iam_glob(phs_slice(rows[i].pattern), phs_slice(rows[i].text)), rows[i].matches, "%s over %s",
                     rows[i].pattern, rows[i].text);
}

/* Half of them let everybody in, half of them deny: every pair would be 2.5 * 10^9 comparisons. */
Test(iam, reads_a_hundred_thousand_statements, .timeout = 30) {
    struct phs_arena *arena = phs_arena_new();
    PHS_VEC(const struct phs_value *) statements = {0};
    const struct phs_value *allow = yaml_value(arena, OPEN);
    const struct phs_value *deny = yaml_value(arena, "{Effect: Deny, Principal: '*', Action: 's3:PutObject', Resource: '*'}");
    struct phs_map_builder policy;
    for (size_t i = 0; i < 50000; i++) {
        PHS_PUSH(arena, statements, deny);
        PHS_PUSH(arena, statements, allow);
    }
    phs_map_builder_init(&policy, arena);
    phs_map_builder_set(&policy, PHS_SLICE("Statement"), (struct phs_place){0},
                        phs_value_list(arena, statements.at, statements.n, (struct phs_place){0}));
    struct phs_iam_document *large = phs_iam_read(arena, phs_map_builder_done(&policy, (struct phs_place){0}));
    cr_expect_eq(large->statements.n, 100000);
    cr_expect_eq(phs_iam_is_public(arena, large).says, PHS_MAYBE, "more fences than are looked at leave it open");
    phs_arena_free(arena);
}

struct refusal_row {
    const char *scenario, *policy;
    enum phs_tri refuses;
};

#define DENY(action, condition)                                                                                                \
    "{Statement: [{Effect: Deny, Principal: '*', Action: " action ", Resource: '*', Condition: " condition "}]}"

Test(iam, knows_a_refusal_of_clear_text) {
    static const struct refusal_row rows[] = {
        {"no policy", "null", PHS_NO},
        {"as documented", DENY("'s3:*'", "{Bool: {'aws:SecureTransport': 'false'}}"), PHS_YES},
        {"every action of anything", DENY("'*'", "{BoolIfExists: {'aws:SecureTransport': [false]}}"), PHS_YES},
        {"the other way round", DENY("'s3:*'", "{Bool: {'aws:SecureTransport': true}}"), PHS_NO},
        {"only for reading", DENY("'s3:GetObject'", "{Bool: {'aws:SecureTransport': false}}"), PHS_NO},
        {"only from elsewhere",
         DENY("'s3:*'", "{Bool: {'aws:SecureTransport': false}, IpAddress: {'aws:SourceIp': 10.0.0.0/8}}"), PHS_NO},
        {"old versions", DENY("'s3:*'", "{NumericLessThan: {'s3:TlsVersion': '1.2'}}"), PHS_YES},
        {"only for one principal",
         "{Statement: [{Effect: Deny, Principal: {AWS: 'arn:aws:iam::1:root'}, Action: '*', Resource: '*', Condition: {Bool: "
         "{'aws:SecureTransport': false}}}]}",
         PHS_NO},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct phs_arena *arena = phs_arena_new();
        struct phs_answer answer = phs_iam_refuses_clear_text(arena, document(arena, rows[i].policy), "s3");
        cr_expect_eq(answer.says, rows[i].refuses, "%s: %s", rows[i].scenario, answer.because);
        phs_arena_free(arena);
    }
}
