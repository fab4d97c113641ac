/* SPDX-License-Identifier: Apache-2.0 */
/* The streamed JSON is JSON: read back with a library that is not ours. */
#include <cjson/cJSON.h>
#include <criterion/criterion.h>
#include <math.h>
#include <signal.h>

#include "base/json_writer.h"

static void write_sample(struct phs_json *json) {
    phs_json_object(json);
    phs_json_put(json, "name", "a\"b\x1b\xff");
    phs_json_put(json, "absent", NULL);
    phs_json_put_int(json, "n", INT64_MIN);
    phs_json_key(json, "list");
    phs_json_array(json);
    phs_json_number(json, 0.5);
    phs_json_number(json, NAN);
    phs_json_number(json, INFINITY);
    phs_json_string(json, NULL);
    phs_json_object(json);
    phs_json_object_end(json);
    phs_json_array(json);
    phs_json_array_end(json);
    phs_json_array_end(json);
    phs_json_put_bool(json, "yes", true);
    phs_json_object_end(json);
}

Test(json_writer, writes_commas_and_escapes) {
    struct phs_buf out;
    struct phs_json json;
    phs_buf_init(&out, 4096);
    phs_json_init(&json, &out, false);
    write_sample(&json);
    cr_assert_str_eq(phs_buf_text(&out), "{\"name\":\"a\\\"b\\u001b\xef\xbf\xbd\",\"n\":-9223372036854775808,"
                                         "\"list\":[0.5,null,null,null,{},[]],\"yes\":true}");
    phs_buf_done(&out);
}

Test(json_writer, indents_when_asked_and_reads_the_same) {
    struct phs_buf out;
    struct phs_json json;
    phs_buf_init(&out, 4096);
    phs_json_init(&json, &out, true);
    write_sample(&json);
    cr_assert(strstr(phs_buf_text(&out), "{\n  \"name\": ") == phs_buf_text(&out));
    cJSON *tree = cJSON_Parse(phs_buf_text(&out));
    cr_assert_not_null(tree);
    cr_assert_eq(cJSON_GetArraySize(cJSON_GetObjectItem(tree, "list")), 6);
    cJSON_Delete(tree);
    phs_buf_done(&out);
}

Test(json_writer, keeps_commas_right_64_deep_and_fails_below) {
    for (int depth = 64; depth <= 65; depth++) {
        struct phs_buf out;
        struct phs_json json;
        phs_buf_init(&out, 4096);
        phs_json_init(&json, &out, false);
        for (int i = 0; i < depth; i++) {
            phs_json_array(&json);
            phs_json_int(&json, i);
        }
        for (int i = 0; i < depth; i++)
            phs_json_array_end(&json);
        cr_assert_eq(out.failed, depth == 65, "depth %d", depth);
        if (depth == 64) {
            cJSON *tree = cJSON_Parse(phs_buf_text(&out));
            cr_assert_not_null(tree);
            cJSON_Delete(tree);
        }
        phs_buf_done(&out);
    }
}

Test(json_writer, ends_the_process_when_nothing_is_open, .signal = SIGABRT) {
    struct phs_buf out;
    struct phs_json json;
    phs_buf_init(&out, 64);
    phs_json_init(&json, &out, false);
    phs_json_array_end(&json);
}
