/* SPDX-License-Identifier: Apache-2.0 */
/* Times the JSON and YAML readers on generated input. Ratios within one run mean more than the figures, which vary by machine.
 */
#include <cjson/cJSON.h>
#include <inttypes.h>
#include <sys/resource.h>
#include <yaml.h>

#include "base/buf.h"
#include "base/clock.h"
#include "parse/json.h"
#include "parse/yaml.h"

enum { RUNS = 3 };

typedef size_t (*read_all)(struct phs_slice bytes); /* returns what it saw, 0 for a failure */

/* Shaped like `terraform show -json`: objects of a dozen members, short strings, some nesting. */
static void make_json(struct phs_buf *buf, size_t size) {
    phs_buf_puts(buf, "{\"format_version\":\"1.2\",\"resource_changes\":[\n");
    for (unsigned i = 0; buf->len < size; i++)
        phs_buf_printf(
            buf,
            "%s  {\"address\": \"module.data[%u].aws_s3_bucket.b%u\", \"mode\": \"managed\", \"type\": \"aws_s3_bucket\",\n"
            "   \"change\": {\"actions\": [\"create\"], \"before\": null, \"after\": {\"bucket\": \"bucket-%u\", \"acl\": "
            "\"private\", \"tags\": {\"Name\": \"records \\\"%u\\\"\", \"Owner\": \"caf\xC3\xA9\"}, \"size\": %u.5, "
            "\"versioning\": [{\"enabled\": true, \"mfa_delete\": false}], \"count\": %u}}}",
            i > 0 ? ",\n" : "", i % 97, i, i, i, i, i);
    phs_buf_puts(buf, "\n]}\n");
}

/* Shaped like rendered Kubernetes manifests. */
static void make_yaml(struct phs_buf *buf, size_t size) {
    for (unsigned i = 0; buf->len < size; i++)
        phs_buf_printf(
            buf,
            "---\n# Source: chart/templates/deployment-%u.yaml\napiVersion: apps/v1\nkind: Deployment\nmetadata:\n"
            "  name: service-%u\n  labels:\n    app.kubernetes.io/name: service\n    tier: \"backend\"\nspec:\n"
            "  replicas: %u\n  selector:\n    matchLabels: {app: service, env: production}\n  template:\n    spec:\n"
            "      containers:\n        - name: main\n          image: registry.example/service:%u\n"
            "          securityContext:\n            runAsNonRoot: true\n            readOnlyRootFilesystem: true\n"
            "          ports:\n            - containerPort: 8080\n          command:\n            - sh\n            - -c\n"
            "            - |\n              echo started\n              exec /service --port 8080\n"
            "          env:\n            - name: DATABASE_URL\n              valueFrom:\n                secretKeyRef:\n"
            "                  name: database\n                  key: url\n",
            i, i, i % 9, i);
}

static size_t our_json(struct phs_slice bytes) {
    struct phs_arena *arena = phs_arena_new();
    const struct phs_value *value;
    struct phs_err err;
    size_t seen = 0;
    if (phs_json_parse(arena, NULL, bytes, NULL, &value, &err) == PHS_OK)
        seen = phs_get(value, "resource_changes")->list.n;
    phs_arena_free(arena);
    return seen;
}

static size_t cjson(struct phs_slice bytes) {
    cJSON *root = cJSON_ParseWithLength(bytes.ptr, bytes.len);
    const cJSON *changes = cJSON_GetObjectItemCaseSensitive(root, "resource_changes");
    size_t seen = changes ? (size_t)cJSON_GetArraySize(changes) : 0;
    cJSON_Delete(root);
    return seen;
}

static size_t our_yaml(struct phs_slice bytes) {
    struct phs_arena *arena = phs_arena_new();
    struct phs_yaml yaml = {0};
    struct phs_yaml_options options = {.max_bytes = SIZE_MAX, .max_documents = SIZE_MAX};
    phs_yaml_parse(arena, NULL, bytes, &options, &yaml, NULL);
    size_t seen = yaml.n;
    for (size_t i = 0; i < yaml.n; i++)
        if (!yaml.at[i].value)
            seen = 0;
    phs_arena_free(arena);
    return seen;
}

static size_t yaml_events(struct phs_slice bytes) {
    yaml_parser_t parser;
    yaml_event_t event;
    size_t seen = 0;
    yaml_event_type_t type = YAML_NO_EVENT;
    yaml_parser_initialize(&parser);
    yaml_parser_set_input_string(&parser, (const unsigned char *)bytes.ptr, bytes.len);
    while (type != YAML_STREAM_END_EVENT && yaml_parser_parse(&parser, &event)) {
        type = event.type;
        seen += type == YAML_DOCUMENT_START_EVENT;
        yaml_event_delete(&event);
    }
    yaml_parser_delete(&parser);
    return seen;
}

/* Megabytes (10^6) a second, best of the runs. */
static double measure(const char *name, read_all subject, struct phs_slice bytes) {
    int64_t best = INT64_MAX;
    size_t seen = 0;
    for (int i = 0; i < RUNS; i++) {
        int64_t start = phs_clock_ms();
        seen = subject(bytes);
        int64_t took = phs_clock_ms() - start;
        best = took < best ? took : best;
    }
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    double speed = (double)bytes.len / 1000.0 / (double)(best > 0 ? best : 1);
    printf("%-16s %8.1f MB/s  best of %d: %" PRId64 " ms, %zu items, peak so far %ld MB\n", name, speed, RUNS, best, seen,
           usage.ru_maxrss / 1024);
    return seen > 0 ? speed : 0;
}

int main(int argc, char **argv) {
    struct phs_buf json, yaml;
    double megabytes = 50;
    if (argc > 1 && (!phs_slice_number(phs_slice(argv[1]), &megabytes) || megabytes < 1 || megabytes > 900))
        return 64;
    size_t size = (size_t)(megabytes * 1e6);
    phs_buf_init(&json, size + 4096);
    phs_buf_init(&yaml, size + 4096);
    make_json(&json, size);
    make_yaml(&yaml, size);
    double ours = measure("json, ours", our_json, phs_slice_n(json.ptr, json.len));
    double other = measure("json, cJSON", cjson, phs_slice_n(json.ptr, json.len));
    printf("ratio %.2f\n", other > 0 ? ours / other : 0);
    double our_events = measure("yaml, ours", our_yaml, phs_slice_n(yaml.ptr, yaml.len));
    double bare = measure("yaml, events", yaml_events, phs_slice_n(yaml.ptr, yaml.len));
    printf("ratio %.2f\n", bare > 0 ? our_events / bare : 0);
    phs_buf_done(&json);
    phs_buf_done(&yaml);
    return ours > 0 && other > 0 && our_events > 0 && bare > 0 ? 0 : 1;
}
