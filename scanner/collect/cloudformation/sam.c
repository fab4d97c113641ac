/* SPDX-License-Identifier: Apache-2.0 */
/* The Serverless transform (AWS::Serverless-2016-10-31): its types as what CloudFormation makes of them. Done on the template
 * as written, so that functions inside are evaluated like all others. */
#include "collect/cloudformation/stack.h"

struct expanding {
    struct phs_arena *arena;
    const struct phs_value *globals, *template; /* template: the resources as written */
    struct phs_map_builder resources;
    bool implicit_api, implicit_http_api; /* a function has an event of this kind without naming an API */
};

static const struct phs_value *text_at(struct phs_arena *arena, const char *text, struct phs_place place) {
    return phs_value_string(arena, phs_slice(text), place);
}

static const struct phs_value *map_of(struct phs_arena *arena, const char *key, const struct phs_value *value) {
    struct phs_map_builder map;
    phs_map_builder_init(&map, arena);
    phs_map_builder_set(&map, phs_slice(key), value->place, value);
    return phs_map_builder_done(&map, value->place);
}

/* Maps are merged, lists put one behind the other, the rest is replaced: as the transform does it. */
static const struct phs_value *merged(struct phs_arena *arena, const struct phs_value *global, const struct phs_value *own) {
    if (!global || !own)
        return own ? own : global;
    if (global->kind == PHS_LIST && own->kind == PHS_LIST) {
        PHS_VEC(const struct phs_value *) items = {0};
        for (size_t i = 0; i < global->list.n; i++)
            PHS_PUSH(arena, items, global->list.at[i]);
        for (size_t i = 0; i < own->list.n; i++)
            PHS_PUSH(arena, items, own->list.at[i]);
        return phs_value_list(arena, items.at, items.n, own->place);
    }
    struct phs_slice name;
    const struct phs_value *argument;
    if (global->kind != PHS_MAP || own->kind != PHS_MAP || phs_cfn_call(global, &name, &argument) ||
        phs_cfn_call(own, &name, &argument))
        return own;
    struct phs_map_builder map;
    phs_map_builder_init(&map, arena);
    for (size_t i = 0; i < global->map.n; i++)
        phs_map_builder_set(&map, global->map.at[i].key, global->map.at[i].key_place, global->map.at[i].value);
    for (size_t i = 0; i < own->map.n; i++) {
        const struct phs_value *before = phs_get_slice(global, own->map.at[i].key);
        bool deeper = before && before->kind == PHS_MAP && own->map.at[i].value->kind == PHS_MAP;
        const struct phs_value *value =
            deeper || (before && before->kind == PHS_LIST) ? merged(arena, before, own->map.at[i].value) : own->map.at[i].value;
        phs_map_builder_set(&map, own->map.at[i].key, own->map.at[i].key_place, value);
    }
    return phs_map_builder_done(&map, own->place);
}

/* One resource of the result, with what stood beside Properties kept. */
static void put(struct expanding *e, const char *id, const char *type, const struct phs_value *from,
                const struct phs_value *properties) {
    static const char *const kept[] = {"Condition", "DependsOn", "DeletionPolicy", "UpdateReplacePolicy", "Metadata"};
    struct phs_map_builder map;
    phs_map_builder_init(&map, e->arena);
    phs_map_builder_put(&map, "Type", text_at(e->arena, type, from->place));
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
        phs_map_builder_put(&map, kept[i], phs_get(from, kept[i]));
    phs_map_builder_put(&map, "Properties", properties);
    phs_map_builder_set(&e->resources, phs_slice(id), from->place, phs_map_builder_done(&map, from->place));
}

/* Properties under other names; what has no row is dropped. "old>new", a name alone stays as it is. */
static void copy(struct phs_arena *arena, struct phs_map_builder *to, const struct phs_value *from, const char *names) {
    struct phs_slice rest = phs_slice(names), word;
    while (phs_slice_cut(&rest, ' ', &word)) {
        struct phs_slice new_name = word, old_name;
        phs_slice_cut(&new_name, '>', &old_name);
        const struct phs_value *value = phs_get_slice(from, old_name);
        if (value)
            phs_map_builder_set(to, phs_slice(phs_slice_dup(arena, new_name.len ? new_name : old_name)), value->place, value);
    }
}

static const struct phs_value *tag_list(struct phs_arena *arena, const struct phs_value *tags) {
    PHS_VEC(const struct phs_value *) items = {0};
    if (!phs_is(tags, PHS_MAP))
        return tags;
    for (size_t i = 0; i < tags->map.n; i++) {
        struct phs_map_builder map;
        phs_map_builder_init(&map, arena);
        phs_map_builder_put(&map, "Key", phs_value_string(arena, tags->map.at[i].key, tags->map.at[i].key_place));
        phs_map_builder_put(&map, "Value", tags->map.at[i].value);
        PHS_PUSH(arena, items, phs_map_builder_done(&map, tags->map.at[i].key_place));
    }
    return phs_value_list(arena, items.at, items.n, tags->place);
}

/* ---- functions and state machines: a role each */

static const struct phs_value *trust(struct phs_arena *arena, const char *service, struct phs_place place) {
    struct phs_map_builder statement, document;
    phs_map_builder_init(&statement, arena);
    phs_map_builder_init(&document, arena);
    phs_map_builder_put(&statement, "Effect", text_at(arena, "Allow", place));
    phs_map_builder_put(&statement, "Action", text_at(arena, "sts:AssumeRole", place));
    phs_map_builder_put(&statement, "Principal", map_of(arena, "Service", text_at(arena, service, place)));
    const struct phs_value *one = phs_map_builder_done(&statement, place);
    phs_map_builder_put(&document, "Version", text_at(arena, "2012-10-17", place));
    phs_map_builder_put(&document, "Statement", phs_value_list(arena, &one, 1, place));
    return phs_map_builder_done(&document, place);
}

/* Policies of a function are names of managed policies, documents, or templates of the transform, which grant one thing each.
 */
static void sort_policies(struct phs_arena *arena, const struct phs_value *policies, struct phs_map_builder *role) {
    PHS_VEC(const struct phs_value *) managed = {0}, inlined = {0};
    size_t n = phs_is(policies, PHS_LIST) ? policies->list.n : policies ? 1 : 0;
    for (size_t i = 0; i < n; i++) {
        const struct phs_value *each = phs_is(policies, PHS_LIST) ? policies->list.at[i] : policies;
        struct phs_slice text = phs_text(each);
        if (text.len && !phs_slice_starts(text, "arn:"))
            each = text_at(arena, phs_printf(arena, "arn:aws:iam::aws:policy/%.*s", (int)text.len, text.ptr), each->place);
        if (phs_get(each, "Statement")) {
            struct phs_map_builder map;
            phs_map_builder_init(&map, arena);
            phs_map_builder_put(&map, "PolicyName", text_at(arena, phs_printf(arena, "Policy%zu", i), each->place));
            phs_map_builder_put(&map, "PolicyDocument", each);
            PHS_PUSH(arena, inlined, phs_map_builder_done(&map, each->place));
        } else if (each->kind == PHS_STRING || phs_get(each, "Ref") || phs_get(each, "Fn::Sub")) {
            PHS_PUSH(arena, managed, each);
        }
    }
    if (managed.n)
        phs_map_builder_put(role, "ManagedPolicyArns", phs_value_list(arena, managed.at, managed.n, policies->place));
    if (inlined.n)
        phs_map_builder_put(role, "Policies", phs_value_list(arena, inlined.at, inlined.n, policies->place));
}

static const struct phs_value *role_for(struct expanding *e, const char *id, const char *service, const struct phs_value *from,
                                        const struct phs_value *properties) {
    const struct phs_value *given = phs_get(properties, "Role");
    const char *role_id = phs_printf(e->arena, "%sRole", id);
    struct phs_map_builder role;
    if (given)
        return given;
    phs_map_builder_init(&role, e->arena);
    phs_map_builder_put(&role, "AssumeRolePolicyDocument", trust(e->arena, service, from->place));
    phs_map_builder_put(&role, "PermissionsBoundary", phs_get(properties, "PermissionsBoundary"));
    sort_policies(e->arena, phs_get(properties, "Policies"), &role);
    put(e, role_id, "AWS::IAM::Role", from, phs_map_builder_done(&role, from->place));
    const struct phs_value *names[] = {text_at(e->arena, role_id, from->place), text_at(e->arena, "Arn", from->place)};
    return map_of(e->arena, "Fn::GetAtt", phs_value_list(e->arena, names, 2, from->place));
}

/* The API that an event names, with what stands in Globals; NULL: another template's. */
static const struct phs_value *api_of(struct expanding *e, const struct phs_value *named, const char *type,
                                      const char *global) {
    const struct phs_value *resource = phs_get_slice(e->template, phs_text(phs_get(named, "Ref")));
    const struct phs_value *globals = phs_get(e->globals, global);
    struct phs_map_builder none;
    phs_map_builder_init(&none, e->arena);
    if (named && !phs_slice_is(phs_text(phs_get(resource, "Type")), type))
        return NULL;
    const struct phs_value *own = named ? merged(e->arena, globals, phs_get(resource, "Properties")) : globals;
    return phs_is(own, PHS_MAP) ? own : phs_map_builder_done(&none, (struct phs_place){0});
}

static void route_of(struct expanding *e, const char *id, const struct phs_value *from, const struct phs_value *properties,
                     bool http) {
    const struct phs_value *named = phs_get(properties, http ? "ApiId" : "RestApiId");
    const struct phs_value *api =
        api_of(e, named, http ? "AWS::Serverless::HttpApi" : "AWS::Serverless::Api", http ? "HttpApi" : "Api");
    const char *implicit = http ? "ServerlessHttpApi" : "ServerlessRestApi";
    const struct phs_value *ref = named ? named : map_of(e->arena, "Ref", text_at(e->arena, implicit, from->place));
    const struct phs_value *route = api && properties ? phs_cfn_sam_route(e->arena, properties, api, ref, http) : NULL;
    if (route)
        put(e, id, http ? "AWS::ApiGatewayV2::Route" : "AWS::ApiGateway::Method", from, route);
}

static void look_at_events(struct expanding *e, const char *id, const struct phs_value *from, const struct phs_value *events) {
    for (size_t i = 0; phs_is(events, PHS_MAP) && i < events->map.n; i++) {
        const struct phs_entry *entry = &events->map.at[i];
        const struct phs_value *properties = phs_get(entry->value, "Properties");
        struct phs_slice type = phs_text(phs_get(entry->value, "Type"));
        bool rest = phs_slice_is(type, "Api"), http = phs_slice_is(type, "HttpApi");
        e->implicit_api |= rest && !phs_get(properties, "RestApiId");
        e->implicit_http_api |= http && !phs_get(properties, "ApiId");
        if (rest || http)
            route_of(e, phs_printf(e->arena, "%s%.*s", id, (int)entry->key.len, entry->key.ptr), from, properties, http);
    }
}

static void url_of(struct expanding *e, const char *id, const struct phs_value *from, const struct phs_value *url) {
    struct phs_map_builder map;
    if (!url)
        return;
    phs_map_builder_init(&map, e->arena);
    copy(e->arena, &map, url, "AuthType Cors InvokeMode");
    phs_map_builder_put(&map, "TargetFunctionArn", map_of(e->arena, "Ref", text_at(e->arena, id, from->place)));
    put(e, phs_printf(e->arena, "%sUrl", id), "AWS::Lambda::Url", from, phs_map_builder_done(&map, url->place));
}

static void function(struct expanding *e, const char *id, const struct phs_value *from, const struct phs_value *properties) {
    struct phs_map_builder map;
    phs_map_builder_init(&map, e->arena);
    copy(e->arena, &map, properties,
         "FunctionName Handler Runtime Timeout MemorySize Environment VpcConfig KmsKeyArn Layers PackageType ImageConfig "
         "Architectures EphemeralStorage Description ReservedConcurrentExecutions CodeSigningConfigArn LoggingConfig "
         "CodeUri>Code DeadLetterQueue>DeadLetterConfig FileSystemConfigs SnapStart RuntimeManagementConfig");
    const struct phs_value *tracing = phs_get(properties, "Tracing");
    if (tracing)
        phs_map_builder_put(&map, "TracingConfig", map_of(e->arena, "Mode", tracing));
    phs_map_builder_put(&map, "Tags", tag_list(e->arena, phs_get(properties, "Tags")));
    phs_map_builder_put(&map, "Role", role_for(e, id, "lambda.amazonaws.com", from, properties));
    put(e, id, "AWS::Lambda::Function", from, phs_map_builder_done(&map, from->place));
    url_of(e, id, from, phs_get(properties, "FunctionUrlConfig"));
    look_at_events(e, id, from, phs_get(properties, "Events"));
}

static void state_machine(struct expanding *e, const char *id, const struct phs_value *from,
                          const struct phs_value *properties) {
    struct phs_map_builder map;
    phs_map_builder_init(&map, e->arena);
    copy(e->arena, &map, properties,
         "Name>StateMachineName Type>StateMachineType Definition DefinitionString DefinitionUri>DefinitionS3Location "
         "Logging>LoggingConfiguration EncryptionConfiguration");
    const struct phs_value *tracing = phs_get_path(properties, "Tracing.Enabled");
    if (tracing)
        phs_map_builder_put(&map, "TracingConfiguration", map_of(e->arena, "Enabled", tracing));
    phs_map_builder_put(&map, "Tags", tag_list(e->arena, phs_get(properties, "Tags")));
    phs_map_builder_put(&map, "RoleArn", role_for(e, id, "states.amazonaws.com", from, properties));
    put(e, id, "AWS::StepFunctions::StateMachine", from, phs_map_builder_done(&map, from->place));
}

/* ---- interfaces and tables */

static void api(struct expanding *e, const char *id, const struct phs_value *from, const struct phs_value *properties) {
    struct phs_map_builder rest, stage;
    phs_map_builder_init(&rest, e->arena);
    phs_map_builder_init(&stage, e->arena);
    copy(e->arena, &rest, properties,
         "Name Description DefinitionBody>Body DefinitionUri>BodyS3Location EndpointConfiguration MinimumCompressionSize "
         "DisableExecuteApiEndpoint BinaryMediaTypes Policy");
    phs_map_builder_put(&rest, "Policy", phs_get_path(properties, "Auth.ResourcePolicy.CustomStatements"));
    copy(e->arena, &stage, properties,
         "StageName AccessLogSetting MethodSettings TracingEnabled CacheClusterEnabled CacheClusterSize Variables "
         "CanarySetting");
    phs_map_builder_put(&stage, "RestApiId", map_of(e->arena, "Ref", text_at(e->arena, id, from->place)));
    phs_map_builder_put(&stage, "Tags", tag_list(e->arena, phs_get(properties, "Tags")));
    put(e, id, "AWS::ApiGateway::RestApi", from, phs_map_builder_done(&rest, from->place));
    put(e, phs_printf(e->arena, "%sStage", id), "AWS::ApiGateway::Stage", from, phs_map_builder_done(&stage, from->place));
}

static void http_api(struct expanding *e, const char *id, const struct phs_value *from, const struct phs_value *properties) {
    struct phs_map_builder rest, stage;
    phs_map_builder_init(&rest, e->arena);
    phs_map_builder_init(&stage, e->arena);
    copy(e->arena, &rest, properties,
         "Name Description DefinitionBody>Body DefinitionUri>BodyS3Location CorsConfiguration DisableExecuteApiEndpoint Tags");
    phs_map_builder_put(&rest, "ProtocolType", text_at(e->arena, "HTTP", from->place));
    copy(e->arena, &stage, properties, "StageName AccessLogSettings DefaultRouteSettings RouteSettings StageVariables Tags");
    phs_map_builder_put(&stage, "ApiId", map_of(e->arena, "Ref", text_at(e->arena, id, from->place)));
    put(e, id, "AWS::ApiGatewayV2::Api", from, phs_map_builder_done(&rest, from->place));
    put(e, phs_printf(e->arena, "%sStage", id), "AWS::ApiGatewayV2::Stage", from, phs_map_builder_done(&stage, from->place));
}

static void table(struct expanding *e, const char *id, const struct phs_value *from, const struct phs_value *properties) {
    struct phs_map_builder map;
    phs_map_builder_init(&map, e->arena);
    copy(e->arena, &map, properties, "TableName SSESpecification ProvisionedThroughput PointInTimeRecoverySpecification");
    phs_map_builder_put(&map, "Tags", tag_list(e->arena, phs_get(properties, "Tags")));
    put(e, id, "AWS::DynamoDB::Table", from, phs_map_builder_done(&map, from->place));
}

static void layer(struct expanding *e, const char *id, const struct phs_value *from, const struct phs_value *properties) {
    struct phs_map_builder map;
    phs_map_builder_init(&map, e->arena);
    copy(e->arena, &map, properties, "LayerName Description ContentUri>Content CompatibleRuntimes LicenseInfo");
    put(e, id, "AWS::Lambda::LayerVersion", from, phs_map_builder_done(&map, from->place));
}

static const struct {
    const char *type, *globals;
    void (*expand)(struct expanding *e, const char *id, const struct phs_value *from, const struct phs_value *properties);
} kinds[] = {
    {"AWS::Serverless::Function", "Function", function},
    {"AWS::Serverless::Api", "Api", api},
    {"AWS::Serverless::HttpApi", "HttpApi", http_api},
    {"AWS::Serverless::SimpleTable", "SimpleTable", table},
    {"AWS::Serverless::StateMachine", "StateMachine", state_machine},
    {"AWS::Serverless::LayerVersion", "LayerVersion", layer},
};

static void expand_one(struct expanding *e, const struct phs_entry *entry) {
    struct phs_slice type = phs_text(phs_get(entry->value, "Type"));
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (phs_slice_is(type, kinds[i].type)) {
            struct phs_map_builder none;
            phs_map_builder_init(&none, e->arena);
            const struct phs_value *properties =
                merged(e->arena, phs_get(e->globals, kinds[i].globals), phs_get(entry->value, "Properties"));
            if (!phs_is(properties, PHS_MAP))
                properties = phs_map_builder_done(&none, entry->value->place);
            kinds[i].expand(e, phs_slice_dup(e->arena, entry->key), entry->value, properties);
            return;
        }
    phs_map_builder_set(&e->resources, entry->key, entry->key_place, entry->value);
}

/* The API that events without one share. */
static void implicit(struct expanding *e, bool wanted, const char *id, size_t kind, const struct phs_value *template) {
    struct phs_map_builder none;
    if (!wanted || phs_map_builder_get(&e->resources, phs_slice(id)))
        return;
    phs_map_builder_init(&none, e->arena);
    const struct phs_value *nothing = phs_map_builder_done(&none, template->place);
    const struct phs_value *properties = phs_get(e->globals, kinds[kind].globals);
    kinds[kind].expand(e, id, nothing, phs_is(properties, PHS_MAP) ? properties : nothing);
}

static bool names_transform(const struct phs_value *transform) {
    if (phs_slice_starts(phs_text(transform), "AWS::Serverless"))
        return true;
    for (size_t i = 0; phs_is(transform, PHS_LIST) && i < transform->list.n; i++)
        if (phs_slice_starts(phs_text(transform->list.at[i]), "AWS::Serverless"))
            return true;
    return false;
}

const struct phs_value *phs_cfn_expand_sam(struct phs_arena *arena, const struct phs_value *template) {
    const struct phs_value *resources = phs_get(template, "Resources");
    struct expanding e = {.arena = arena, .globals = phs_get(template, "Globals"), .template = resources};
    struct phs_map_builder map;
    if (!names_transform(phs_get(template, "Transform")) || !phs_is(resources, PHS_MAP))
        return template;
    phs_map_builder_init(&e.resources, arena);
    for (size_t i = 0; i < resources->map.n; i++)
        expand_one(&e, &resources->map.at[i]);
    implicit(&e, e.implicit_api, "ServerlessRestApi", 1, template);
    implicit(&e, e.implicit_http_api, "ServerlessHttpApi", 2, template);
    phs_map_builder_init(&map, arena);
    for (size_t i = 0; i < template->map.n; i++)
        phs_map_builder_set(&map, template->map.at[i].key, template->map.at[i].key_place, template->map.at[i].value);
    phs_map_builder_put(&map, "Resources", phs_map_builder_done(&e.resources, resources->place));
    return phs_map_builder_done(&map, template->place);
}
