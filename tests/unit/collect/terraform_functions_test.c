/* SPDX-License-Identifier: Apache-2.0 */
/* Terraform's functions held to their documented results; the expected column is what Terraform 1.11 gives for the expression.
 */
#include "base/base64.h"
#include "collect/terraform/functions.h"

#include <openssl/pem.h>
#include <openssl/rsa.h>

#include "collect/terraform/readfile.h"
#include "terraform_help.h"

static const char *evaluated(struct tf *tf, const char *expression) {
    tf_text(tf, "");
    const char *text =
        phs_printf(tf->arena, "variable \"u\" {}\nresource \"r\" \"x\" {\n  v = %s\n}\nresource \"r\" \"y\" {}\n", expression);
    phs_terraform_collect_text(&tf->graph, "main.tf", phs_slice(text));
    return tf_attribute(tf, "r.x", "v");
}

struct row {
    const char *scenario, *expected;
};

static void hold(const struct row *rows, size_t n) {
    for (size_t i = 0; i < n; i++) {
        struct tf tf;
        const char *got = evaluated(&tf, rows[i].scenario);
        cr_expect_str_eq(got, rows[i].expected, "%s gives %s, expected %s", rows[i].scenario, got, rows[i].expected);
        phs_arena_free(tf.arena);
    }
}

static const struct row documented[] = {
    {"abs(-12.4)", "12.4"},
    {"ceil(5.1)", "6"},
    {"floor(-4.9)", "-5"},
    {"log(16, 2)", "4"},
    {"pow(3, 2)", "9"},
    {"signum(-13)", "-1"},
    {"max(12, 54, 3)", "54"},
    {"min(12, 54, 3)", "3"},
    {"sum([10, 13, 6, 4.5])", "33.5"},
    {"parseint(\"FF\", 16)", "255"},
    {"parseint(\"-10\", 2)", "-2"},
    {"parseint(\"1011111011101111\", 2)", "48879"},
    {"parseint(\"aA\", 62)", "656"},
    {"chomp(\"hello\\r\\n\")", "\"hello\""},
    {"endswith(\"hello world\", \"world\")", "true"},
    {"startswith(\"hello world\", \"hello\")", "true"},
    {"strcontains(\"hello world\", \"wor\")", "true"},
    {"trim(\"\?!hello\?!\", \"!\?\")", "\"hello\""},
    {"trimprefix(\"helloworld\", \"hello\")", "\"world\""},
    {"trimprefix(\"hellohello\", \"hello\")", "\"hello\""},
    {"trimsuffix(\"helloworld\", \"world\")", "\"hello\""},
    {"trimspace(\"  hello\\n\\n\")", "\"hello\""},
    {"substr(\"hello world\", 1, 4)", "\"ello\""},
    {"substr(\"hello world\", -5, -1)", "\"world\""},
    {"substr(\"äöü\", 1, 1)", "\"ö\""},
    {"split(\",\", \"foo,bar,baz\")", "[\"foo\",\"bar\",\"baz\"]"},
    {"split(\"\", \"abc\")", "[\"a\",\"b\",\"c\"]"},
    {"split(\",\", \"\")", "[\"\"]"},
    {"join(\"-\", [\"foo\", \"bar\", \"baz\"])", "\"foo-bar-baz\""},
    {"join(\", \", [\"a\"], [\"b\", \"c\"])", "\"a, b, c\""},
    {"upper(\"straße é\")", "\"STRAßE É\""},
    {"lower(\"HELLO Ä\")", "\"hello ä\""},
    {"title(\"hello world o'neil foo-bar a_b 1st\")", "\"Hello World O'Neil Foo-Bar A_b 1st\""},
    {"strrev(\"hello ☃\")", "\"☃ olleh\""},
    {"indent(2, \"[\\n  foo,\\n]\\n\")", "\"[\\n    foo,\\n  ]\\n  \""},
    {"replace(\"1 + 2 + 3\", \"+\", \"-\")", "\"1 - 2 - 3\""},
    {"replace(\"hello world\", \"/w.*d/\", \"everybody\")", "\"hello everybody\""},
    {"replace(\"hello\", \"/(l)(l)/\", \"$2-$${1}x\")", "\"hel-lxo\""},
    {"replace(\"abc\", \"\", \"-\")", "\"-a-b-c-\""},
    {"regex(\"[a-z]+\", \"53453453.345345aaabbbccc23454\")", "\"aaabbbccc\""},
    {"regex(\"(\\\\d\\\\d\\\\d\\\\d)-(\\\\d\\\\d)-(\\\\d\\\\d)\", \"2019-02-01\")", "[\"2019\",\"02\",\"01\"]"},
    {"regex(\"^(\?:(\?P<scheme>[^:/\?#]+):)\?(\?://(\?P<authority>[^/\?#]*))\?\", \"https://terraform.io/docs/\")",
     "{\"authority\":\"terraform.io\",\"scheme\":\"https\"}"},
    {"regexall(\"[a-z]+\", \"1234abcd5678efgh9\")", "[\"abcd\",\"efgh\"]"},
    {"regexall(\"x*\", \"axb\")", "[\"\",\"x\",\"\"]"},
    {"format(\"Hello, %s!\", \"Ander\")", "\"Hello, Ander!\""},
    {"format(\"There are %d lights\", 4)", "\"There are 4 lights\""},
    {"format(\"%v %v %v %v\", \"a\", 1.5, true, [1, \"b\"])", "\"a 1.5 true [1,\\\"b\\\"]\""},
    {"format(\"%#v\", {a = 1})", "\"{\\\"a\\\":1}\""},
    {"format(\"%05d|%-5d|%5s|%-5s|%.2f|%x|%X|%o|%b|%e|%g|%q|%t|%%|%+d\", 42, 42, \"ab\", \"ab\", 3.14159, 255, 255, 8, 5, "
     "12345.678, 0.000001, \"q\\\"\", true, 7)",
     "\"00042|42   |   ab|ab   |3.14|ff|FF|10|101|1.234568e+04|1e-06|\\\"q\\\\\\\"\\\"|true|%|+7\""},
    {"format(\"%[2]s %[1]s\", \"a\", \"b\")", "\"b a\""},
    {"format(\"%s\", 10)", "\"10\""},
    {"format(\"%d\", \"12\")", "\"12\""},
    {"format(\"%.1s\", \"héllo\")", "\"h\""},
    {"formatlist(\"Hello, %s!\", [\"Valentina\", \"Ander\", \"Olivia\", \"Sam\"])",
     "[\"Hello, Valentina!\",\"Hello, Ander!\",\"Hello, Olivia!\",\"Hello, Sam!\"]"},
    {"formatlist(\"%s, %s!\", \"Salutations\", [\"Valentina\", \"Ander\"])",
     "[\"Salutations, Valentina!\",\"Salutations, Ander!\"]"},
    {"concat([\"a\", \"\"], [\"b\", \"c\"])", "[\"a\",\"\",\"b\",\"c\"]"},
    {"flatten([[\"a\", \"b\"], [], [\"c\"]])", "[\"a\",\"b\",\"c\"]"},
    {"flatten([[[\"a\", \"b\"], []], [\"c\"]])", "[\"a\",\"b\",\"c\"]"},
    {"compact([\"a\", \"\", \"b\", null, \"c\"])", "[\"a\",\"b\",\"c\"]"},
    {"distinct([\"a\", \"b\", \"a\", \"c\", \"d\", \"b\"])", "[\"a\",\"b\",\"c\",\"d\"]"},
    {"reverse([1, 2, 3])", "[3,2,1]"},
    {"sort([\"e\", \"d\", \"a\", \"x\"])", "[\"a\",\"d\",\"e\",\"x\"]"},
    {"range(3)", "[0,1,2]"},
    {"range(1, 4)", "[1,2,3]"},
    {"range(1, 8, 2)", "[1,3,5,7]"},
    {"range(4, 1)", "[4,3,2]"},
    {"range(10, 5, -2)", "[10,8,6]"},
    {"slice([\"a\", \"b\", \"c\", \"d\"], 1, 3)", "[\"b\",\"c\"]"},
    {"chunklist([\"a\", \"b\", \"c\", \"d\", \"e\"], 2)", "[[\"a\",\"b\"],[\"c\",\"d\"],[\"e\"]]"},
    {"matchkeys([\"i-123\", \"i-abc\", \"i-def\"], [\"us-west\", \"us-east\", \"us-east\"], [\"us-east\"])",
     "[\"i-abc\",\"i-def\"]"},
    {"length([])", "0"},
    {"length(\"👾🕹️\")", "2"},
    {"length({a = \"b\"})", "1"},
    {"contains([\"a\", \"b\"], \"a\")", "true"},
    {"contains([1, 2], \"1\")", "false"},
    {"index([\"a\", \"b\", \"c\"], \"b\")", "1"},
    {"element([\"a\", \"b\", \"c\"], 3)", "\"a\""},
    {"lookup({a = \"ay\", b = \"bee\"}, \"a\", \"what\?\")", "\"ay\""},
    {"lookup({a = \"ay\", b = \"bee\"}, \"c\", \"what\?\")", "\"what\?\""},
    {"coalesce(\"a\", \"b\")", "\"a\""},
    {"coalesce(\"\", \"b\")", "\"b\""},
    {"coalesce(null, 1, 2)", "1"},
    {"coalescelist([\"a\", \"b\"], [\"c\", \"d\"])", "[\"a\",\"b\"]"},
    {"coalescelist([], [\"c\", \"d\"])", "[\"c\",\"d\"]"},
    {"one([])", "null"},
    {"one([\"a\"])", "\"a\""},
    {"alltrue([\"true\", true])", "true"},
    {"alltrue([])", "true"},
    {"anytrue([true, false])", "true"},
    {"anytrue([])", "false"},
    {"try(regex(\"z\", \"a\"), \"fallback\")", "\"fallback\""},
    {"can(regex(\"z\", \"a\"))", "false"},
    {"keys({b = 1, a = 2})", "[\"a\",\"b\"]"},
    {"values({b = 1, a = 2})", "[2,1]"},
    {"merge({a = \"b\", c = \"d\"}, {e = \"f\", c = \"z\"})", "{\"a\":\"b\",\"c\":\"z\",\"e\":\"f\"}"},
    {"merge(null, {a = 1})", "{\"a\":1}"},
    {"zipmap([\"a\", \"b\"], [1, 2])", "{\"a\":1,\"b\":2}"},
    {"transpose({\"a\" = [\"1\", \"2\"], \"b\" = [\"2\", \"3\"]})", "{\"1\":[\"a\"],\"2\":[\"a\",\"b\"],\"3\":[\"b\"]}"},
    {"setunion([\"a\", \"b\"], [\"b\", \"c\"], [\"d\"])", "[\"a\",\"b\",\"c\",\"d\"]"},
    {"setintersection([\"a\", \"b\"], [\"b\", \"c\"], [\"b\", \"d\"])", "[\"b\"]"},
    {"setsubtract([\"a\", \"b\", \"c\"], [\"a\", \"c\"])", "[\"b\"]"},
    {"setproduct([\"development\", \"staging\"], [\"app1\", \"app2\"])",
     "[[\"development\",\"app1\"],[\"development\",\"app2\"],[\"staging\",\"app1\"],[\"staging\",\"app2\"]]"},
    {"toset([\"c\", \"b\", \"b\"])", "[\"b\",\"c\"]"},
    {"toset([3, 1, 20])", "[1,3,20]"},
    {"tolist([\"a\", \"b\", 3])", "[\"a\",\"b\",\"3\"]"},
    {"tomap({\"a\" = \"foo\", \"b\" = true})", "{\"a\":\"foo\",\"b\":\"true\"}"},
    {"tostring(1.5)", "\"1.5\""},
    {"tostring(true)", "\"true\""},
    {"tonumber(\"10\")", "10"},
    {"tobool(\"true\")", "true"},
    {"jsonencode({\"hello\"=\"world\", a = [1, true, null, 1.5], \"<&>\" = \"é\\n\"})",
     "\"{\\\"\\\\u003c\\\\u0026\\\\u003e\\\":\\\"é\\\\n\\\",\\\"a\\\":[1,true,null,1.5],\\\"hello\\\":\\\"world\\\"}\""},
    {"jsondecode(\"{\\\"hello\\\": [1, 2.5, null]}\")", "{\"hello\":[1,2.5,null]}"},
    {"yamlencode({\"foo\"=\"bar\", \"list\" = [1, \"x\", {b = 2, a = \"q\"}], \"map\" = {z = []}, \"text\" = \"a\\nb\\n\"})",
     "\"\\\"foo\\\": \\\"bar\\\"\\n\\\"list\\\":\\n- 1\\n- \\\"x\\\"\\n- \\\"a\\\": \\\"q\\\"\\n  \\\"b\\\": "
     "2\\n\\\"map\\\":\\n  \\\"z\\\": []\\n\\\"text\\\": |\\n  a\\n  b\\n\""},
    {"yamldecode(\"{hello: world, m: [yes, \\\"no\\\", off, 0x1F, 1_000], l: [a, ~]}\")",
     "{\"hello\":\"world\",\"l\":[\"a\",null],\"m\":[true,\"no\",false,31,\"1_000\"]}"},
    {"yamldecode(\"true\")", "true"},
    {"csvdecode(\"a,b,c\\n1,2,3\\n4,\\\"5,x\\\",6\\n\")",
     "[{\"a\":\"1\",\"b\":\"2\",\"c\":\"3\"},{\"a\":\"4\",\"b\":\"5,x\",\"c\":\"6\"}]"},
    {"base64encode(\"Hello World\")", "\"SGVsbG8gV29ybGQ=\""},
    {"base64decode(\"SGVsbG8gV29ybGQ=\")", "\"Hello World\""},
    {"urlencode(\"Hello World & ☃/\")", "\"Hello+World+%26+%E2%98%83%2F\""},
    {"md5(\"hello world\")", "\"5eb63bbbe01eeed093cb22bb8f5acdc3\""},
    {"sha1(\"hello world\")", "\"2aae6c35c94fcfb415dbe95f408b9ce91ee846ed\""},
    {"sha256(\"hello world\")", "\"b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9\""},
    {"sha512(\"hello world\")", "\"309ecc489c12d6eb4cc40f50c902f2b4d0ed77ee511a7c7a9bcd3ca86d4cd86f989dd35bc5ff499670da34255b45"
                                "b0cfd830e81f605dcf7dc5542e93ae9cd76f\""},
    {"base64sha256(\"hello world\")", "\"uU0nuZNNPgilLlLX2n2r+sSE7+N6U4DukIj3rOLvzek=\""},
    {"base64sha512(\"hello world\")",
     "\"MJ7MSJwS1utMxA9QyQLytNDtd+5RGnx6m808qG1M2G+YndNbxf9JlnDaNCVbRbDP2DDoH2Bdz33FVC6TrpzXbw==\""},
    {"basename(\"foo/bar/baz.txt\")", "\"baz.txt\""},
    {"basename(\"foo/\")", "\"foo\""},
    {"basename(\"\")", "\".\""},
    {"dirname(\"foo/bar/baz.txt\")", "\"foo/bar\""},
    {"dirname(\"baz.txt\")", "\".\""},
    {"dirname(\"/a\")", "\"/\""},
    {"cidrhost(\"10.12.112.0/20\", 16)", "\"10.12.112.16\""},
    {"cidrhost(\"10.12.112.0/20\", 268)", "\"10.12.113.12\""},
    {"cidrhost(\"10.12.112.0/20\", -1)", "\"10.12.127.255\""},
    {"cidrhost(\"fd00:fd12:3456:7890:00a2::/72\", 34)", "\"fd00:fd12:3456:7890::22\""},
    {"cidrnetmask(\"172.16.0.0/12\")", "\"255.240.0.0\""},
    {"cidrsubnet(\"172.16.0.0/12\", 4, 2)", "\"172.18.0.0/16\""},
    {"cidrsubnet(\"10.1.2.0/24\", 4, 15)", "\"10.1.2.240/28\""},
    {"cidrsubnet(\"fd00:fd12:3456:7890::/56\", 16, 162)", "\"fd00:fd12:3456:7800:a200::/72\""},
    {"cidrsubnets(\"10.1.0.0/16\", 4, 4, 8, 4)", "[\"10.1.0.0/20\",\"10.1.16.0/20\",\"10.1.32.0/24\",\"10.1.48.0/20\"]"},
    {"cidrsubnets(\"10.0.0.0/16\", 8, 4)", "[\"10.0.0.0/24\",\"10.0.16.0/20\"]"},
    {"formatdate(\"DD MMM YYYY hh:mm ZZZ\", \"2018-01-02T23:12:01Z\")", "\"02 Jan 2018 23:12 UTC\""},
    {"formatdate(\"EEEE, DD-MMM-YY hh:mm:ss ZZZ\", \"2018-01-02T23:12:01Z\")", "\"Tuesday, 02-Jan-18 23:12:01 UTC\""},
    {"formatdate(\"EEE, DD MMM YYYY hh:mm:ss ZZZ\", \"2018-01-02T23:12:01-08:00\")", "\"Tue, 02 Jan 2018 23:12:01 -0800\""},
    {"formatdate(\"MMM DD, YYYY 'at' H:mm aa\", \"2018-01-02T23:12:01Z\")", "\"Jan 02, 2018 at 11:12 pm\""},
    {"timeadd(\"2017-11-22T00:00:00Z\", \"10m\")", "\"2017-11-22T00:10:00Z\""},
    {"timeadd(\"2017-11-22T00:00:00Z\", \"-1.5h\")", "\"2017-11-21T22:30:00Z\""},
    {"timecmp(\"2017-11-22T00:00:00Z\", \"2017-11-22T01:00:00+01:00\")", "0"},
    {"uuidv5(\"dns\", \"www.terraform.io\")", "\"a5008fae-b28c-5ba5-96cd-82b4c53552d6\""},
    {"uuidv5(\"6ba7b810-9dad-11d1-80b4-00c04fd430c8\", \"www.terraform.io\")", "\"a5008fae-b28c-5ba5-96cd-82b4c53552d6\""},
    {"textencodebase64(\"Hello World\", \"UTF-16LE\")", "\"SABlAGwAbABvACAAVwBvAHIAbABkAA==\""},
    {"textdecodebase64(\"SABlAGwAbABvACAAVwBvAHIAbABkAA==\", \"UTF-16LE\")", "\"Hello World\""},
    {"textencodebase64(\"é\", \"ISO-8859-1\")", "\"6Q==\""},
    {"substr(base64gzip(\"hello\"), 0, 4)", "\"H4sI\""},
    {"pathexpand(\"/etc/resolv.conf\")", "\"/etc/resolv.conf\""},
    {"issensitive(\"x\")", "false"},
    {"ephemeralasnull(\"x\")", "\"x\""},
    {"issensitive(sensitive(\"x\"))", "true"},
    {"nonsensitive(sensitive(\"x\"))", "\"x\""},
};

Test(terraform_functions, give_what_terraform_gives) {
    hold(documented, sizeof documented / sizeof *documented);
}

static const struct row unknowns[] = {
    {"length([var.u, 1])", "2"},
    {"length(toset([var.u, 1]))", "unknown: variable"},
    {"length(var.u)", "unknown: variable"},
    {"contains([var.u, \"b\"], \"b\")", "true"},
    {"contains([var.u, \"b\"], \"c\")", "unknown: variable"},
    {"coalesce(\"a\", var.u)", "\"a\""},
    {"coalesce(var.u, \"a\")", "unknown: variable"},
    {"coalesce(r.y.arn, \"a\")", "unknown: computed"},
    {"join(\"-\", [\"a\", var.u])", "unknown: variable"},
    {"format(\"%s\", var.u)", "unknown: variable"},
    {"alltrue([false, var.u])", "false"},
    {"alltrue([true, var.u])", "unknown: variable"},
    {"anytrue([true, var.u])", "true"},
    {"anytrue([false, var.u])", "unknown: variable"},
    {"merge({a = 1}, var.u)", "unknown: variable"},
    {"merge({a = 1}, {b = var.u})[\"a\"]", "1"},
    {"lookup({a = 1}, var.u, 2)", "unknown: variable"},
    {"lookup({a = var.u}, \"b\", 2)", "2"},
    {"keys({a = var.u})", "[\"a\"]"},
    {"one([r.y.id])", "unknown: computed"},
    {"try(var.u.x, 1)", "unknown: variable"},
    {"try({a = 1}.b, 1)", "1"},
    {"can({a = 1}.b)", "false"},
    {"concat([1], [var.u])[0]", "1"},
    {"jsonencode(var.u)", "unknown: variable"},
    {"jsonencode({a = 1, b = var.u}).a", "1"},
    {"length(slice(var.u, 0, 3))", "3"},
    {"slice(var.u, 0, 3)[1]", "unknown: variable"},
    {"slice(var.u, 0, var.u)", "unknown: variable"},
    {"length(cidrsubnets(var.u, 4, 4))", "2"},
    {"timestamp()", "unknown: computed"},
    {"uuid()", "unknown: computed"},
    {"plantimestamp()", "unknown: computed"},
    {"bcrypt(\"hello world\")", "unknown: computed"},
    {"provider::aws::arn_parse(\"x\")", "unknown: function"},
    {"no_such_function(1)", "unknown: function"},
};

Test(terraform_functions, stay_unknown_unless_the_known_part_decides) {
    hold(unknowns, sizeof unknowns / sizeof *unknowns);
}

static const struct row hostile[] = {
    {"regex(\"^(a+)+$\", \"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab\")", "unknown: limit"},
    {"regex(\"(\", \"a\")", "unknown: expression-error"},
    {"range(100000)", "unknown: expression-error"},
    {"range(1, 2, 0)", "unknown: expression-error"},
    {"setproduct(range(1000), range(1000))", "unknown: limit"},
    {"indent(999999, \"a\")", "unknown: expression-error"},
    {"format(\"%99999999d\", 1)", "unknown: expression-error"},
    {"format(\"%s\")", "unknown: expression-error"},
    {"format(\"%\", 1)", "unknown: expression-error"},
    {"format(\"%[0]s\", 1)", "unknown: expression-error"},
    {"substr(\"abc\", 99, 5)", "\"\""},
    {"element([], 0)", "unknown: expression-error"},
    {"element([1, 2], -1)", "2"},
    {"slice([1], 0, 9)", "unknown: expression-error"},
    {"cidrsubnet(\"10.0.0.0/30\", 8, 1)", "unknown: expression-error"},
    {"cidrsubnet(\"10.0.0.0/8\", 2, 9)", "unknown: expression-error"},
    {"cidrhost(\"x\", 1)", "unknown: expression-error"},
    {"base64decode(\"====\")", "unknown: expression-error"},
    {"jsondecode(\"{\")", "unknown: expression-error"},
    {"yamldecode(\"{\")", "unknown: expression-error"},
    {"formatdate(\"QQ\", \"2018-01-02T23:12:01Z\")", "unknown: expression-error"},
    {"parseint(\"zz\", 10)", "unknown: expression-error"},
    {"pow(10, 999)", "unknown: expression-error"},
    {"tonumber(\"abc\")", "unknown: expression-error"},
    {"textencodebase64(\"é\", \"US-ASCII\")", "unknown: expression-error"},
    {"textencodebase64(\"a\", \"UTF-16LE//IGNORE\")", "unknown: expression-error"},
    {"textencodebase64(\"a\", \"../../x\")", "unknown: expression-error"},
    {"textdecodebase64(\"2A==\", \"UTF-16LE\")", "unknown: expression-error"},
    {"textdecodebase64(\"?\", \"UTF-8\")", "unknown: expression-error"},
    {"rsadecrypt(\"aGVsbG8=\", \"no key\")", "unknown: expression-error"},
    {"rsadecrypt(\"?\", \"\")", "unknown: expression-error"},
    {"upper(null)", "unknown: expression-error"},
    {"file(\"/etc/passwd\")", "unknown: not-read"},
    {"templatefile(\"../x\", {})", "unknown: not-read"},
};

Test(terraform_functions, name_what_is_wrong_or_too_large) {
    hold(hostile, sizeof hostile / sizeof *hostile);
}

/* The attributes of tests/fixtures/terraform/functions/main.tf are named after the function that they call. */
static const struct row in_a_folder[] = {
    {"abspath", "true"},
    {"file", "\"hello world\""},
    {"filebase64", "\"aGVsbG8gd29ybGQ=\""},
    {"fileexists", "[true,false]"},
    {"fileset", "[\"hello.txt\",\"sub/a.txt\"]"},
    {"templatefile", "\"server 10.0.0.1:8080\\nserver 10.0.0.1:9090\\n\""},
    {"templatestring", "\"Hello, Ander!\""},
    {"filemd5", "\"5eb63bbbe01eeed093cb22bb8f5acdc3\""},
    {"filesha1", "\"2aae6c35c94fcfb415dbe95f408b9ce91ee846ed\""},
    {"filesha256", "\"b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9\""},
    {"filesha512", "\"309ecc489c12d6eb\""},
    {"filebase64sha256", "\"uU0nuZNNPgilLlLX2n2r+sSE7+N6U4DukIj3rOLvzek=\""},
    {"filebase64sha512", "\"MJ7MSJwS1utMxA9Q\""},
};

Test(terraform_functions, read_files_as_documented) {
    struct tf tf;
    tf_folder(&tf, "functions");
    for (size_t i = 0; i < sizeof in_a_folder / sizeof *in_a_folder; i++) {
        const char *got = tf_attribute(&tf, "r.x", in_a_folder[i].scenario);
        cr_expect_str_eq(got, in_a_folder[i].expected, "%s gives %s", in_a_folder[i].scenario, got);
    }
    phs_arena_free(tf.arena);
}

/* A key of its own each time, so that none lies in the repository. */
Test(terraform_functions, rsadecrypt_gives_the_text_back) {
    EVP_PKEY *key = EVP_RSA_gen(2048);
    EVP_PKEY_CTX *ctx = EVP_PKEY_CTX_new(key, NULL);
    BIO *pem = BIO_new(BIO_s_mem());
    unsigned char sealed[256];
    size_t length = sizeof sealed;
    char *text;
    struct tf tf;
    cr_assert(EVP_PKEY_encrypt_init(ctx) == 1 && EVP_PKEY_CTX_set_rsa_padding(ctx, RSA_PKCS1_PADDING) == 1);
    cr_assert_eq(EVP_PKEY_encrypt(ctx, sealed, &length, (const unsigned char *)"Hello", 5), 1);
    cr_assert_eq(PEM_write_bio_PrivateKey(pem, key, NULL, NULL, 0, NULL, NULL), 1);
    long size = BIO_get_mem_data(pem, &text);
    tf_init(&tf);
    struct phs_slice base64 = phs_base64_encode(tf.arena, phs_slice_n((const char *)sealed, length));
    const char *source =
        phs_printf(tf.arena,
                   "resource \"r\" \"x\" {\n  v = nonsensitive(rsadecrypt(\"%s\", <<-E\n%.*sE\n))\n  s = "
                   "issensitive(rsadecrypt(\"%s\", <<-E\n%.*sE\n))\n}\n",
                   phs_slice_dup(tf.arena, base64), (int)size, text, phs_slice_dup(tf.arena, base64), (int)size, text);
    phs_terraform_collect_text(&tf.graph, "main.tf", phs_slice(source));
    cr_expect_str_eq(tf_attribute(&tf, "r.x", "v"), "\"Hello\"");
    cr_expect_str_eq(tf_attribute(&tf, "r.x", "s"), "true", "what was worth encrypting is not shown");
    BIO_free(pem);
    EVP_PKEY_CTX_free(ctx);
    EVP_PKEY_free(key);
    phs_arena_free(tf.arena);
}

/* Terraform 1.11's functions, one by one as its documentation lists them; type() exists in its console only. */
static const char *const every_function[] = {
    "abs",
    "abspath",
    "alltrue",
    "anytrue",
    "base64decode",
    "base64encode",
    "base64gzip",
    "base64sha256",
    "base64sha512",
    "basename",
    "bcrypt",
    "can",
    "ceil",
    "chomp",
    "chunklist",
    "cidrhost",
    "cidrnetmask",
    "cidrsubnet",
    "cidrsubnets",
    "coalesce",
    "coalescelist",
    "compact",
    "concat",
    "contains",
    "csvdecode",
    "dirname",
    "distinct",
    "element",
    "endswith",
    "ephemeralasnull",
    "file",
    "filebase64",
    "filebase64sha256",
    "filebase64sha512",
    "fileexists",
    "filemd5",
    "fileset",
    "filesha1",
    "filesha256",
    "filesha512",
    "flatten",
    "floor",
    "format",
    "formatdate",
    "formatlist",
    "indent",
    "index",
    "issensitive",
    "join",
    "jsondecode",
    "jsonencode",
    "keys",
    "length",
    "log",
    "lookup",
    "lower",
    "matchkeys",
    "max",
    "md5",
    "merge",
    "min",
    "nonsensitive",
    "one",
    "parseint",
    "pathexpand",
    "plantimestamp",
    "pow",
    "range",
    "regex",
    "regexall",
    "replace",
    "reverse",
    "rsadecrypt",
    "sensitive",
    "setintersection",
    "setproduct",
    "setsubtract",
    "setunion",
    "sha1",
    "sha256",
    "sha512",
    "signum",
    "slice",
    "sort",
    "split",
    "startswith",
    "strcontains",
    "strrev",
    "substr",
    "sum",
    "templatefile",
    "templatestring",
    "textdecodebase64",
    "textencodebase64",
    "timeadd",
    "timecmp",
    "timestamp",
    "title",
    "tobool",
    "tolist",
    "tomap",
    "tonumber",
    "toset",
    "tostring",
    "transpose",
    "trim",
    "trimprefix",
    "trimspace",
    "trimsuffix",
    "try",
    "upper",
    "urlencode",
    "uuid",
    "uuidv5",
    "values",
    "yamldecode",
    "yamlencode",
    "zipmap",
};

static bool calls(const struct row *rows, size_t n, const char *name) {
    size_t length = strlen(name);
    for (size_t i = 0; i < n; i++)
        for (const char *at = strstr(rows[i].scenario, name); at; at = strstr(at + 1, name))
            if (at[length] == '(' && (at == rows[i].scenario || !strchr("abcdefghijklmnopqrstuvwxyz0123456789_", at[-1])))
                return true;
    return false;
}

static bool is_tested(const char *name) {
    for (size_t i = 0; i < sizeof in_a_folder / sizeof *in_a_folder; i++)
        if (strcmp(in_a_folder[i].scenario, name) == 0)
            return true;
    return strcmp(name, "rsadecrypt") == 0 || calls(documented, sizeof documented / sizeof *documented, name) ||
           calls(unknowns, sizeof unknowns / sizeof *unknowns, name);
}

Test(terraform_functions, are_all_there_and_each_held_to_a_result) {
    size_t n = sizeof every_function / sizeof *every_function;
    cr_assert_eq(n, 118);
    for (size_t i = 0; i < n; i++) {
        bool there = false;
        for (size_t k = 0; k < phs_tf_function_count(); k++)
            there |= strcmp(phs_tf_function_name(k), every_function[i]) == 0;
        cr_expect(there, "%s is missing", every_function[i]);
        cr_expect(is_tested(every_function[i]), "%s has no documented result", every_function[i]);
        cr_expect(i == 0 || strcmp(every_function[i - 1], every_function[i]) < 0, "%s", every_function[i]);
    }
}

Test(terraform_functions, stand_in_order_and_without_doubles) {
    cr_assert_geq(phs_tf_function_count(), 118);
    for (size_t i = 1; i < phs_tf_function_count(); i++)
        cr_expect_lt(strcmp(phs_tf_function_name(i - 1), phs_tf_function_name(i)), 0, "%s", phs_tf_function_name(i));
}
