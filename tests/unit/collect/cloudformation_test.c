/* SPDX-License-Identifier: Apache-2.0 */
/* Templates evaluated and brought into Terraform's vocabulary: functions, conditions, loops, nested stacks, SAM, hostile ones.
 */
#include "catalogue/foreign.h"
#include "collect/cloudformation/cloudformation.h"
#include "collecting.h"
#include "relate/relate.h"

static void read_template(const char *text) {
    open_graph();
    phs_cloudformation_collect_text(&graph, "template.yaml", phs_slice(text));
    phs_relate(&graph);
}

/* Value of the only parameter store entry, which stands for any property. */
static const char *value_of(const char *head, const char *expression) {
    static char out[4096];
    open_graph();
    const char *text = phs_printf(
        arena, "%s\nResources:\n  P:\n    Type: AWS::SSM::Parameter\n    Properties:\n      Value: %s\n", head, expression);
    phs_cloudformation_collect_text(&graph, "template.yaml", phs_slice(text));
    phs_relate(&graph);
    snprintf(out, sizeof out, "%s", shown(resource("aws_ssm_parameter", "P"), "value"));
    close_graph();
    return out;
}

Test(cloudformation, evaluates_every_function) {
    static const char head[] = "Parameters:\n"
                               "  Stage: {Type: String, Default: prod}\n"
                               "  Open: {Type: String}\n"
                               "  Nets: {Type: CommaDelimitedList, Default: 'a, b'}\n"
                               "  Ami: {Type: 'AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>', Default: /x}\n"
                               "Mappings:\n"
                               "  M: {prod: {size: big, same: s}, dev: {size: small, same: s}}\n"
                               "Conditions:\n"
                               "  Prod: !Equals [!Ref Stage, prod]\n"
                               "  NotProd: !Not [!Condition Prod]\n"
                               "  Maybe: !Equals [!Ref Open, x]\n"
                               "  Either: !Or [!Condition Prod, !Condition Maybe]\n"
                               "  Both: !And [!Condition Prod, !Condition Maybe]\n"
                               "  Turn: !Not [!Condition Turn]\n";
    static const struct {
        const char *scenario, *expression, *expected;
    } cases[] = {
        {"default", "!Ref Stage", "prod"},
        {"no value", "!Ref Open", "?"},
        {"fetched", "!Ref Ami", "?"},
        {"nothing of that name", "!Ref Nobody", "?"},
        {"account in a text", "!Sub 'a-${AWS::AccountId}'", "a-${AWS::AccountId}"},
        {"region alone", "!Ref AWS::Region", "?"},
        {"region in a text", "!Sub 'a-${AWS::Region}'", "a-${AWS::Region}"},
        {"partition", "!Sub 'arn:${AWS::Partition}:s3:::x'", "arn:aws:s3:::x"},
        {"own names of Sub", "!Sub ['${A}-${Stage}', {A: !Ref Stage}]", "prod-prod"},
        {"literal in Sub", "!Sub '${!Stage}'", "${Stage}"},
        {"Sub of an open parameter", "!Sub 'x-${Open}'", "?"},
        {"Join", "!Join ['-', [a, !Ref Stage, 1]]", "a-prod-1"},
        {"Join of a list parameter", "!Join ['/', !Ref Nets]", "a/b"},
        {"Select", "!Select [1, !Ref Nets]", "b"},
        {"Select behind the end", "!Select [2, !Ref Nets]", "?"},
        {"Split", "!Select [1, !Split ['|', 'x|y']]", "y"},
        {"If true", "!If [Prod, yes-it-is, 'n']", "yes-it-is"},
        {"If false", "!If [NotProd, a, b]", "b"},
        {"If open", "!If [Maybe, a, b]", "?"},
        {"If open, both the same", "!If [Maybe, a, a]", "a"},
        {"Or needs one", "!If [Either, a, b]", "a"},
        {"And with an open one", "!If [Both, a, b]", "?"},
        {"a condition on itself", "!If [Turn, a, b]", "?"},
        {"no value", "!If [Prod, !Ref AWS::NoValue, b]", "-"},
        {"FindInMap", "!FindInMap [M, !Ref Stage, size]", "big"},
        {"FindInMap by region, all the same", "!FindInMap [M, !Ref AWS::Region, same]", "s"},
        {"FindInMap by region", "!FindInMap [M, !Ref AWS::Region, size]", "?"},
        {"FindInMap default", "!FindInMap [M, other, size, {DefaultValue: d}]", "d"},
        {"FindInMap nothing", "!FindInMap [M, other, size]", "?"},
        {"Base64 is looked through", "!Base64 abc", "abc"},
        {"Cidr", "!Select [1, !Cidr [10.0.0.0/16, 4, 8]]", "10.0.1.0/24"},
        {"Cidr too many", "!Select [1, !Cidr [10.0.0.0/30, 4, 8]]", "?"},
        {"Length", "!Length [a, b]", "2"},
        {"ToJsonString", "!ToJsonString {a: 1}", "{\"a\":1}"},
        {"ImportValue", "!ImportValue other", "?"},
        {"Transform", "!Transform {Name: AWS::Include}", "?"},
        {"GetAZs", "!Select [0, !GetAZs '']", "?"},
        {"dynamic reference", "'{{resolve:ssm:x}}'", "?"},
        {"long form", "{'Fn::Sub': '${Stage}!'}", "prod!"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *got = value_of(head, cases[i].expression);
        cr_expect_str_eq(got, cases[i].expected, "%s: %s is %s, not %s", cases[i].scenario, cases[i].expression, got,
                         cases[i].expected);
    }
}

Test(cloudformation, says_why_a_value_is_unknown) {
    read_template("Parameters: {Key: {Type: String}}\n"
                  "Resources:\n"
                  "  T: {Type: AWS::SNS::Topic, Properties: {KmsMasterKeyId: !Ref Key}}\n");
    const struct phs_value *value = phs_get(resource("aws_sns_topic", "T")->attributes, "kms_master_key_id");
    cr_assert(phs_is(value, PHS_UNKNOWN));
    cr_expect_eq(value->unknown.reason, PHS_WHY_VARIABLE);
    cr_expect_str_eq(value->unknown.why, "parameter Key has no value");
    cr_expect_eq(value->place.line, 3);
    close_graph();
}

Test(cloudformation, writes_a_bucket_as_terraform_does) {
    read_template("Resources:\n"
                  "  B:\n"
                  "    Type: AWS::S3::Bucket\n"
                  "    Properties:\n"
                  "      BucketName: records\n"
                  "      AccessControl: PublicRead\n"
                  "      VersioningConfiguration: {Status: Enabled}\n"
                  "      PublicAccessBlockConfiguration: {BlockPublicAcls: 'true', IgnorePublicAcls: true}\n"
                  "      BucketEncryption:\n"
                  "        ServerSideEncryptionConfiguration:\n"
                  "          - ServerSideEncryptionByDefault: {SSEAlgorithm: 'aws:kms', KMSMasterKeyID: !GetAtt K.Arn}\n"
                  "      LoggingConfiguration: {DestinationBucketName: !Ref L}\n"
                  "      Tags: [{Key: Owner, Value: ward}]\n"
                  "  L: {Type: AWS::S3::Bucket}\n"
                  "  K: {Type: AWS::KMS::Key, Properties: {EnableKeyRotation: true}}\n"
                  "  P:\n"
                  "    Type: AWS::S3::BucketPolicy\n"
                  "    Properties: {Bucket: !Ref B, PolicyDocument: {Statement: [{Effect: Deny, Resource: !GetAtt B.Arn}]}}\n");
    struct phs_resource *b = resource("aws_s3_bucket", "B");
    cr_expect_str_eq(shown(b, "bucket"), "records");
    cr_expect_str_eq(shown(b, "acl"), "public-read");
    cr_expect_str_eq(shown(b, "versioning.enabled"), "true");
    cr_expect_str_eq(shown(b, "public_access_block.block_public_acls"), "true");
    cr_expect_str_eq(
        shown(b, "server_side_encryption_configuration.rule.apply_server_side_encryption_by_default.sse_algorithm"), "aws:kms");
    cr_expect_str_eq(shown(b, "tags.Owner"), "ward");
    cr_expect_str_eq(shown(b, "policy.Statement.0.Effect"), "Deny");
    cr_expect_str_eq(b->type_as_written, "AWS::S3::Bucket");
    cr_expect_str_eq(phs_text_or(arena, phs_get(b->original, "AccessControl"), ""), "PublicRead", "the original stays");
    bool encrypted = false;
    for (size_t i = 0; i < b->out.n; i++)
        encrypted |= strcmp(b->out.at[i]->to->address, "K") == 0;
    cr_expect(encrypted, "the bucket refers to its key");
    close_graph();
}

Test(cloudformation, a_condition_decides_whether_a_resource_exists) {
    read_template("Parameters: {Stage: {Type: String, Default: dev}, Open: {Type: String}}\n"
                  "Conditions: {Prod: !Equals [!Ref Stage, prod], Maybe: !Equals [!Ref Open, a]}\n"
                  "Resources:\n"
                  "  A: {Type: AWS::SQS::Queue, Condition: Prod}\n"
                  "  B: {Type: AWS::SQS::Queue, Condition: Maybe}\n"
                  "  C: {Type: AWS::SQS::Queue}\n");
    cr_expect_eq(phs_graph_of_type(&graph, "aws_sqs_queue")->items.n, 2);
    cr_expect_not_null(resource("aws_sqs_queue", "B")->existence);
    cr_expect_null(resource("aws_sqs_queue", "C")->existence);
    close_graph();
}

Test(cloudformation, gathers_rules_and_policies_that_stand_beside_or_inside) {
    read_template(
        "Resources:\n"
        "  G: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: x, SecurityGroupIngress: [{IpProtocol: tcp, "
        "FromPort: 22, ToPort: 22, CidrIp: 0.0.0.0/0}]}}\n"
        "  R: {Type: AWS::EC2::SecurityGroupIngress, Properties: {GroupId: !GetAtt G.GroupId, IpProtocol: '-1', CidrIpv6: "
        "'::/0'}}\n"
        "  Role:\n"
        "    Type: AWS::IAM::Role\n"
        "    Properties:\n"
        "      AssumeRolePolicyDocument: {Statement: []}\n"
        "      ManagedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess']\n"
        "      Policies: [{PolicyName: p, PolicyDocument: {Statement: [{Effect: Allow, Action: '*', Resource: '*'}]}}]\n");
    struct phs_resource *g = resource("aws_security_group", "G");
    cr_expect_eq(phs_get(g->attributes, "ingress")->list.n, 2);
    cr_expect_str_eq(shown(g, "ingress.0.cidr_blocks"), "[\"0.0.0.0/0\"]");
    cr_expect_str_eq(shown(resource("aws_iam_role_policy_attachment", "Role/ManagedPolicyArns.0"), "policy_arn"),
                     "arn:aws:iam::aws:policy/AdministratorAccess");
    cr_expect_str_eq(shown(resource("aws_iam_role_policy", "Role/Policies.0"), "name"), "p");
    cr_expect_str_eq(shown(resource("aws_iam_role", "Role"), "inline_policy.0.name"), "p");
    close_graph();
}

Test(cloudformation, what_is_unknown_as_a_whole_is_unknown_where_it_would_have_led) {
    read_template(
        "Parameters: {Open: {Type: String}}\n"
        "Conditions: {Maybe: !Equals [!Ref Open, a]}\n"
        "Resources:\n"
        "  D: {Type: AWS::DynamoDB::Table, Properties: {SSESpecification: !If [Maybe, {SSEEnabled: true}, !Ref "
        "AWS::NoValue]}}\n"
        "  B: {Type: AWS::S3::Bucket, Properties: {LifecycleConfiguration: !If [Maybe, {Rules: []}, !Ref AWS::NoValue]}}\n");
    cr_expect(
        phs_is(phs_get_path(resource("aws_dynamodb_table", "D")->attributes, "server_side_encryption.enabled"), PHS_UNKNOWN));
    cr_expect(phs_is(phs_get_path(resource("aws_s3_bucket", "B")->attributes, "lifecycle_rule"), PHS_UNKNOWN));
    close_graph();
}

Test(cloudformation, writes_loops_out) {
    read_template("Transform: AWS::LanguageExtensions\n"
                  "Resources:\n"
                  "  Fn::ForEach::Queues:\n"
                  "    - Ward\n"
                  "    - [North, South]\n"
                  "    - Queue${Ward}:\n"
                  "        Type: AWS::SQS::Queue\n"
                  "        Properties: {QueueName: !Sub 'q-${Ward}', Tags: [{Key: w, Value: !Ref Ward}]}\n");
    cr_expect_str_eq(shown(resource("aws_sqs_queue", "QueueNorth"), "name"), "q-North");
    cr_expect_str_eq(shown(resource("aws_sqs_queue", "QueueSouth"), "tags.w"), "South");
    close_graph();
}

Test(cloudformation, expands_serverless_types) {
    read_template("Transform: AWS::Serverless-2016-10-31\n"
                  "Globals: {Function: {Runtime: python3.12, Environment: {Variables: {A: x}}}}\n"
                  "Resources:\n"
                  "  F:\n"
                  "    Type: AWS::Serverless::Function\n"
                  "    Properties:\n"
                  "      Environment: {Variables: {B: y}}\n"
                  "      FunctionUrlConfig: {AuthType: NONE}\n"
                  "      Policies: [AdministratorAccess, {Statement: [{Effect: Allow, Action: 's3:*', Resource: '*'}]}]\n"
                  "      Events: {Get: {Type: Api, Properties: {Path: /, Method: get}}}\n"
                  "  T: {Type: AWS::Serverless::SimpleTable, Properties: {SSESpecification: {SSEEnabled: true}}}\n"
                  "  S: {Type: AWS::Serverless::StateMachine, Properties: {Tracing: {Enabled: true}}}\n"
                  "  H: {Type: AWS::Serverless::HttpApi}\n");
    struct phs_resource *f = resource("aws_lambda_function", "F");
    cr_expect_str_eq(shown(f, "runtime"), "python3.12");
    cr_expect_str_eq(shown(f, "environment.variables.A"), "x");
    cr_expect_str_eq(shown(f, "environment.variables.B"), "y");
    cr_expect_str_eq(shown(f, "function_url.authorization_type"), "NONE");
    resource("aws_iam_role", "FRole");
    cr_expect_str_eq(shown(resource("aws_iam_role_policy_attachment", "FRole/ManagedPolicyArns.0"), "policy_arn"),
                     "arn:aws:iam::aws:policy/AdministratorAccess");
    resource("aws_api_gateway_stage", "ServerlessRestApiStage");
    resource("aws_apigatewayv2_stage", "HStage");
    cr_expect_str_eq(shown(resource("aws_dynamodb_table", "T"), "server_side_encryption.enabled"), "true");
    cr_expect_str_eq(shown(resource("aws_sfn_state_machine", "S"), "tracing_configuration.enabled"), "true");
    close_graph();
}

static void offer(struct phs_cfn_library *library, const char *path, const char *text) {
    cr_assert(phs_cloudformation_offer(library, path, phs_slice(text)), "%s is a template", path);
}

Test(cloudformation, judges_a_nested_stack_through_the_one_that_names_it) {
    open_graph();
    struct phs_cfn_library *library = phs_cloudformation_library(&graph, ".", NULL);
    offer(library, "cfn/child.yaml",
          "Parameters: {Days: {Type: Number, Default: 1}, Key: {Type: String}}\n"
          "Resources:\n"
          "  Db: {Type: AWS::RDS::DBInstance, Properties: {BackupRetentionPeriod: !Ref Days, KmsKeyId: !Ref Key}}\n"
          "Outputs: {Name: {Value: patients}}\n");
    offer(library, "cfn/main.yaml",
          "Resources:\n"
          "  K: {Type: AWS::KMS::Key}\n"
          "  Data:\n"
          "    Type: AWS::CloudFormation::Stack\n"
          "    Properties: {TemplateURL: ./child.yaml, Parameters: {Days: 30, Key: !GetAtt K.Arn}}\n"
          "  P: {Type: AWS::SSM::Parameter, Properties: {Value: !GetAtt Data.Outputs.Name}}\n"
          "  Far: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: 'https://s3.amazonaws.com/b/t.yaml'}}\n");
    phs_cloudformation_run(library);
    phs_relate(&graph);
    cr_expect_eq(phs_graph_of_type(&graph, "aws_db_instance")->items.n, 1, "not by itself as well");
    struct phs_resource *db = resource("aws_db_instance", "Data.Db");
    cr_expect_str_eq(shown(db, "backup_retention_period"), "30");
    bool linked = false;
    for (size_t i = 0; i < db->out.n; i++)
        linked |= strcmp(db->out.at[i]->to->address, "K") == 0;
    cr_expect(linked, "through the parameter of the nested stack");
    cr_expect_str_eq(shown(resource("aws_ssm_parameter", "P"), "value"), "patients");
    cr_expect_not_null(covered("the template of nested stack Far is not on disk"));
    close_graph();
}

Test(cloudformation, a_nested_stack_that_cannot_be_read_may_hold_what_is_not_here) {
    read_template("Resources:\n"
                  "  B: {Type: AWS::S3::Bucket}\n"
                  "  C: {Type: AWS::S3::Bucket}\n"
                  "  Far: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: 'https://s3.amazonaws.com/b/t.yaml', "
                  "Parameters: {Name: !Ref B}}}\n");
    cr_expect(phs_is(phs_get(resource("aws_s3_bucket", "B")->attributes, "policy"), PHS_UNKNOWN));
    cr_expect_null(phs_get(resource("aws_s3_bucket", "C")->attributes, "policy"));
    close_graph();
}

Test(cloudformation, secrets_are_judged_and_never_shown) {
    read_template("Parameters: {Pw: {Type: String, NoEcho: true, Default: hunter2-is-long}}\n"
                  "Resources:\n"
                  "  A: {Type: AWS::RDS::DBInstance, Properties: {MasterUserPassword: !Ref Pw}}\n"
                  "  B: {Type: AWS::RDS::DBInstance, Properties: {MasterUserPassword: 'hunter3-is-long'}}\n"
                  "  C: {Type: AWS::RDS::DBInstance, Properties: {MasterUserPassword: '{{resolve:secretsmanager:x}}'}}\n"
                  "  D:\n"
                  "    Type: AWS::ECS::TaskDefinition\n"
                  "    Properties: {ContainerDefinitions: [{Name: a, Environment: [{Name: x, Value: !Ref Pw}]}]}\n");
    cr_expect_null(strstr(everything(), "hunter"));
    cr_expect_not_null(phs_get(resource("aws_db_instance", "B")->attributes, "password"));
    cr_expect_null(phs_get(resource("aws_db_instance", "C")->attributes, "password"), "it is fetched");
    close_graph();
}

Test(cloudformation, hostile_templates_are_bounded) {
    static const char *const names[] = {"A", "B"};
    open_graph();
    /* Names that lead to each other, and a text that doubles sixty times. */
    struct phs_buf text;
    phs_buf_init(&text, 1 << 20);
    phs_buf_puts(&text, "Resources:\n");
    for (size_t i = 0; i < 2; i++)
        phs_buf_printf(&text, "  %s: {Type: AWS::S3::Bucket, Properties: {BucketName: !Ref %s}}\n", names[i], names[1 - i]);
    phs_buf_puts(&text, "  D0: {Type: AWS::S3::Bucket, Properties: {BucketName: 'xx'}}\n");
    for (int i = 1; i <= 60; i++)
        phs_buf_printf(&text, "  D%d: {Type: AWS::S3::Bucket, Properties: {BucketName: !Sub '${D%d}${D%d}'}}\n", i, i - 1,
                       i - 1);
    phs_cloudformation_collect_text(&graph, "t.yaml", phs_slice_n(phs_buf_text(&text), text.len));
    phs_relate(&graph);
    cr_expect_str_eq(shown(resource("aws_s3_bucket", "A"), "bucket"), "?");
    cr_expect_str_eq(shown(resource("aws_s3_bucket", "D2"), "bucket"), "xxxxxxxx");
    cr_expect_str_eq(shown(resource("aws_s3_bucket", "D40"), "bucket"), "?");
    phs_buf_done(&text);
    close_graph();
}

Test(cloudformation, loops_of_a_million_end_with_one_sentence) {
    open_graph();
    struct phs_buf text;
    phs_buf_init(&text, 8 << 20);
    phs_buf_puts(&text, "Resources:\n");
    for (int i = 0; i < 3; i++) {
        phs_buf_printf(&text, "%*s%sFn::ForEach::L%d:\n%*s- V%d\n%*s- [", 2 + 4 * i, "", i ? "" : "", i, 4 + 4 * i, "", i,
                       4 + 4 * i, "");
        for (int k = 0; k < 100; k++)
            phs_buf_printf(&text, "%sx%d", k ? ", " : "", k);
        phs_buf_printf(&text, "]\n%*s-\n", 4 + 4 * i, "");
    }
    phs_buf_printf(&text, "%*s Q${V0}${V1}${V2}: {Type: AWS::SQS::Queue}\n", 14, "");
    phs_cloudformation_collect_text(&graph, "t.yaml", phs_slice_n(phs_buf_text(&text), text.len));
    cr_expect_gt(graph.resources.n, 1000);
    cr_expect_leq(graph.resources.n, 20000);
    cr_expect_not_null(covered("repeated beyond what is followed"));
    phs_buf_done(&text);
    close_graph();
}

Test(cloudformation, a_broken_template_is_a_sentence_and_other_files_are_none) {
    open_graph();
    struct phs_cfn_library *library = phs_cloudformation_library(&graph, ".", NULL);
    cr_expect(!phs_cloudformation_offer(library, "a.yaml", PHS_SLICE("apiVersion: v1\nkind: Pod\n")));
    cr_expect(!phs_cloudformation_offer(library, "b.json", PHS_SLICE("{\"Resources\": {\"A\": {\"Type\": \"x::y\"")));
    cr_expect(phs_cloudformation_offer(
        library, "c.yaml", PHS_SLICE("AWSTemplateFormatVersion: '2010-09-09'\nResources: {A: {Type: 'AWS::S3::Bucket'\n")));
    phs_cloudformation_run(library);
    cr_expect_eq(graph.resources.n, 0);
    cr_expect_not_null(covered("c.yaml"));
    close_graph();
}

static const struct {
    const char *scenario, *url;
} assets[] = {
    {"as it is written now",
     "{\"Fn::Sub\": "
     "\"https://s3.${AWS::Region}.${AWS::URLSuffix}/cdk-hnb-assets-${AWS::AccountId}-${AWS::Region}/0a1b2c.json\"}"},
    {"as it was written before",
     "{\"Fn::Join\": [\"\", [\"https://s3.\", {\"Ref\": \"AWS::Region\"}, \".\", {\"Ref\": \"AWS::URLSuffix\"}, "
     "\"/cdk-hnb-assets/0a1b2c.json\"]]}"},
};

Test(cloudformation, finds_the_stacks_inside_of_a_synthesised_application_by_its_assets) {
    for (size_t i = 0; i < sizeof assets / sizeof *assets; i++) {
        struct phs_arena *own = phs_arena_new();
        struct phs_graph made;
        phs_graph_init(&made, own);
        struct phs_cfn_library *library = phs_cloudformation_library(&made, ".", NULL);
        const char *app = phs_printf(own,
                                     "{\"Resources\": {\"Inner\": {\"Type\": \"AWS::CloudFormation::Stack\", \"Properties\": "
                                     "{\"TemplateURL\": %s, \"Parameters\": {\"Name\": \"visits\"}}}}}",
                                     assets[i].url);
        phs_cloudformation_offer(library, "cdk.out/App.assets.json",
                                 PHS_SLICE("{\"version\": \"36.0.0\", \"files\": {\"0a1b2c\": {\"source\": {\"path\": "
                                           "\"AppInner.nested.template.json\", \"packaging\": \"file\"}}}}"));
        phs_cloudformation_offer(library, "cdk.out/App.template.json", phs_slice(app));
        phs_cloudformation_offer(library, "cdk.out/AppInner.nested.template.json",
                                 PHS_SLICE("{\"Parameters\": {\"Name\": {\"Type\": \"String\"}}, \"Resources\": {\"Bucket\": "
                                           "{\"Type\": \"AWS::S3::Bucket\", \"Properties\": {\"BucketName\": {\"Ref\": "
                                           "\"Name\"}}}}}"));
        phs_cloudformation_run(library);
        const struct phs_resource *bucket = NULL;
        for (size_t k = 0; k < made.resources.n; k++)
            if (strcmp(made.resources.at[k]->address, "Inner.Bucket") == 0)
                bucket = made.resources.at[k];
        cr_expect(bucket, "%s", assets[i].scenario);
        cr_expect_str_eq(bucket ? phs_text_or(own, phs_get(bucket->attributes, "BucketName"), "") : "", "visits", "%s",
                         assets[i].scenario);
        cr_expect_eq(made.coverage.n, 0, "%s", assets[i].scenario);
        phs_arena_free(own);
    }
}

static struct phs_cfn_library *both(struct phs_cfn_library *library, const char *path, const char *text) {
    library = library ? library : phs_cloudformation_library(&graph, ".", NULL);
    cr_assert(phs_cloudformation_offer(library, path, phs_slice(text)), "%s", path);
    return library;
}

Test(cloudformation, follows_what_one_template_exports_into_another) {
    static const struct {
        const char *scenario, *name, *import, *expected;
    } rows[] = {
        {"by its whole name", "platform-key", "!ImportValue platform-key", "given"},
        {"by the name behind the stack's", "!Sub '${AWS::StackName}-Key'", "!ImportValue net-Key", "given"},
        {"behind a parameter", "!Sub '${AWS::StackName}-Key'", "{'Fn::ImportValue': !Sub '${Net}-Key'}", "given"},
        {"joined", "!Join ['-', [!Ref 'AWS::StackName', Key]]", "{'Fn::ImportValue': !Join ['-', [!Ref Net, Key]]}", "given"},
        {"of another name", "platform-key", "!ImportValue platform-keys", "?"},
        {"of an end too short to tell", "!Sub '${AWS::StackName}-K'", "{'Fn::ImportValue': !Sub '${Net}-K'}", "?"},
        {"of the importing stack itself", "!Sub '${AWS::StackName}-Key'", "{'Fn::ImportValue': !Sub '${Net}-Other'}", "?"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        open_graph();
        const char *net = phs_printf(arena,
                                     "Resources:\n  Q: {Type: 'AWS::SQS::Queue'}\nOutputs:\n"
                                     "  O: {Value: given, Export: {Name: %s}}\n",
                                     rows[i].name);
        const char *app = phs_printf(arena,
                                     "Parameters: {Net: {Type: String}}\nResources:\n  P:\n    Type: AWS::SSM::Parameter\n"
                                     "    Properties: {Value: %s}\n",
                                     rows[i].import);
        struct phs_cfn_library *library = both(NULL, "app.yaml", app);
        phs_cloudformation_run(both(library, "net.yaml", net));
        phs_relate(&graph);
        const char *is = shown(phs_graph_find(&graph, "app.yaml", "", "P"), "value");
        cr_expect_str_eq(is, rows[i].expected, "%s: %s", rows[i].scenario, is);
        close_graph();
    }
}

Test(cloudformation, links_resources_across_templates_and_not_to_a_namesake) {
    open_graph();
    struct phs_cfn_library *library =
        both(NULL, "net.yaml",
             "Resources:\n  G: {Type: 'AWS::EC2::SecurityGroup', Properties: {GroupDescription: theirs}}\n"
             "Outputs:\n  O: {Value: !Ref G, Export: {Name: group}}\n");
    phs_cloudformation_run(
        both(library, "app.yaml",
             "Resources:\n  G: {Type: 'AWS::EC2::SecurityGroup', Properties: {GroupDescription: own}}\n"
             "  D: {Type: 'AWS::RDS::DBInstance', Properties: {VPCSecurityGroups: [!ImportValue group]}}\n"));
    phs_relate(&graph);
    const struct phs_resource *database = phs_graph_find(&graph, "app.yaml", "", "D");
    size_t theirs = 0, own = 0;
    for (size_t i = 0; i < database->out.n; i++) {
        theirs += strcmp(database->out.at[i]->to->root, "net.yaml") == 0;
        own += database->out.at[i]->to == phs_graph_find(&graph, "app.yaml", "", "G");
    }
    cr_expect_gt(theirs, 0);
    cr_expect_eq(own, 0);
    close_graph();
}

Test(cloudformation, ends_exports_that_depend_on_each_other) {
    open_graph();
    struct phs_cfn_library *library =
        both(NULL, "a.yaml",
             "Resources:\n  P: {Type: 'AWS::SSM::Parameter', Properties: {Value: !ImportValue bbbb}}\n"
             "Outputs:\n  O: {Value: !ImportValue bbbb, Export: {Name: aaaa}}\n");
    phs_cloudformation_run(both(library, "b.yaml",
                                "Resources:\n  P: {Type: 'AWS::SSM::Parameter', Properties: {Value: !ImportValue aaaa}}\n"
                                "Outputs:\n  O: {Value: !ImportValue aaaa, Export: {Name: bbbb}}\n"));
    cr_expect_eq(phs_graph_of_type(&graph, "AWS::SSM::Parameter")->items.n, 2);
    close_graph();
}

Test(cloudformation, puts_in_pieces_that_lie_beside_the_template) {
    static const struct {
        const char *scenario, *location;
        bool found;
    } rows[] = {
        {"beside it", "bucket.yaml", true},
        {"nowhere", "nothing.yaml", false},
        {"in a bucket", "s3://templates/bucket.yaml", false},
        {"outside the folder", "../../../../etc/passwd", false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        open_graph();
        struct phs_cfn_library *library = phs_cloudformation_library(&graph, PHS_FIXTURES "/cloudformation-include", NULL);
        const char *text = phs_printf(arena,
                                      "Resources:\n  Q: {Type: 'AWS::SQS::Queue'}\n"
                                      "  Fn::Transform: {Name: 'AWS::Include', Parameters: {Location: '%s'}}\n",
                                      rows[i].location);
        phs_cloudformation_run(both(library, "app.yaml", text));
        phs_relate(&graph);
        cr_expect_eq(phs_graph_find(&graph, "app.yaml", "", "Bucket") != NULL, rows[i].found, "%s", rows[i].scenario);
        cr_expect_eq(covered("app.yaml: what a macro or an AWS::Include adds here is not on disk") == NULL, rows[i].found, "%s",
                     rows[i].scenario);
        close_graph();
    }
}
