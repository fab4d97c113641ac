/* SPDX-License-Identifier: Apache-2.0 */
/* Manifests as people write them: what is kept, what is withheld, what is linked, and what is not read. */
#include "collecting.h"
#include "support/catalogue.h"

#include "base/clock.h"
#include "catalogue/catalogue.h"
#include "collect/collect.h"
#include "collect/kubernetes/kubernetes.h"
#include "collect/kubernetes/parts.h"
#include "judge/judge.h"
#include "map/map.h"
#include "parse/yaml.h"
#include "relate/relate.h"

TestSuite(kubernetes, .init = open_graph, .fini = close_graph);

static void collect(const char *text) {
    phs_kubernetes_collect_text(&graph, "deploy.yaml", phs_slice(text));
}

static bool linked(const struct phs_resource *from, enum phs_link_kind kind, const char *to) {
    for (size_t i = 0; i < from->out.n; i++)
        if (from->out.at[i]->kind == kind && strcmp(from->out.at[i]->to->address, to) == 0)
            return true;
    return false;
}

Test(kubernetes, spells_keys_as_the_provider_of_terraform_does) {
    static const struct {
        const char *scenario, *camel, *snake;
    } rows[] = {
        {"words", "runAsNonRoot", "run_as_non_root"},
        {"an abbreviation at the end", "hostPID", "host_pid"},
        {"one inside", "clusterIPFamily", "cluster_ip_family"},
        {"its plural", "nonResourceURLs", "non_resource_urls"},
        {"nothing to do", "metadata", "metadata"},
        {"empty", "", ""},
        {"a capital in front", "Kind", "kind"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        cr_expect(phs_slice_is(phs_kubernetes_snake(arena, phs_slice(rows[i].camel)), rows[i].snake), "%s", rows[i].scenario);
}

Test(kubernetes, reads_documents_lists_and_typed_lists) {
    collect("---\napiVersion: v1\nkind: Pod\nmetadata: {name: a}\n---\n# nothing\n---\n"
            "apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: Service\n  metadata: {name: b, namespace: x}\n---\n"
            "apiVersion: v1\nkind: Namespace\nmetadata: {name: x}\n---\n"
            "apiVersion: batch/v1\nkind: Job\nmetadata: {generateName: import-}\n---\n"
            "apiVersion: example.com/v1\nkind: Clinic\nmetadata: {name: c}\n---\n"
            "apiVersion: example.com/v1\nkind: Service\nmetadata: {name: d}\n");
    cr_expect_str_eq(resource("kubernetes_pod", "default/Pod/a")->type_as_written, "Pod");
    cr_expect_eq(resource("kubernetes_service", "x/Service/b")->place.line, 11);
    resource("kubernetes_namespace", "Namespace/x");
    resource("kubernetes_job", "default/Job/import-*");
    cr_expect_str_eq(shown(resource("kubernetes_manifest", "default/Clinic/c"), "kind"), "Clinic");
    resource("kubernetes_manifest", "default/Service/d");
}

Test(kubernetes, passes_over_what_only_looks_like_a_manifest) {
    static const char *const texts[] = {
        "apiVersion: v2\nname: chart\nkindness: 1\n",
        "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [a]\n",
        "apiVersion: 1\nkind: 2\n",
        "apiVersion: v1\nkind: widget\nmetadata: {name: a}\n",
        "- apiVersion: v1\n  kind: Pod\n",
        "kind: Config\napiVersion: skaffold/v2\n",
        "",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        collect(texts[i]);
    cr_expect_eq(graph.resources.n, 0);
    cr_expect_eq(graph.coverage.n, 0);
}

Test(kubernetes, names_templates_and_broken_documents_and_reads_the_rest) {
    collect("apiVersion: v1\nkind: Pod\nmetadata:\n  name: {{ .Release.Name }}\n");
    cr_expect_not_null(covered("deploy.yaml: a template (Helm or the like)"));
    collect("apiVersion: v1\nkind: Pod\nmetadata:\n  name: \"{{ include \"x\" . }}\"\n");
    cr_expect_eq(graph.resources.n, 0);
    collect("apiVersion: v1\nkind: Pod\nmetadata: {name: a}\n---\napiVersion: v1\nkind: [\n---\napiVersion: v1\nkind: "
            "Pod\nmetadata: {name: b}\n");
    cr_expect_eq(phs_graph_of_type(&graph, "kubernetes_pod")->items.n, 2);
    cr_expect_not_null(covered("deploy.yaml:"));
    for (size_t i = 0; i < graph.coverage.n; i++)
        cr_expect_not(graph.coverage.at[i].asked);
}

Test(kubernetes, a_text_with_braces_is_no_template) {
    collect("apiVersion: v1\nkind: Pod\nmetadata: {name: a, annotations: {rule: \"{{ $labels.pod }} is down\"}}\n");
    cr_expect_eq(phs_graph_of_type(&graph, "kubernetes_pod")->items.n, 1);
}

/* Every way in which a secret gets into a manifest; none of these words may be anywhere in what a scan can print. */
Test(kubernetes, keeps_no_secret) {
    static const char *const secrets[] = {"hunter-two", "aHVudGVyLXR3bw", "sk_live_0123456789abcdefghij", "user:pw4711@"};
    collect(
        "apiVersion: v1\nkind: Secret\nmetadata:\n  name: s\n  annotations:\n"
        "    kubectl.kubernetes.io/last-applied-configuration: '{\"data\":{\"p\":\"aHVudGVyLXR3bw==\"}}'\n"
        "data: {p: aHVudGVyLXR3bw==}\nstringData: {q: hunter-two, url: 'postgres://user:pw4711@db.example.com/x'}\n---\n"
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata: {app_secret: hunter-two, DB_PASSWORD: hunter-two}\n---\n"
        "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: d, annotations: {k: sk_live_0123456789abcdefghij}}\nspec:\n"
        "  template:\n    spec:\n      containers:\n      - name: c\n        image: x:1\n"
        "        args: [--url, 'https://user:pw4711@example.com/']\n"
        "        env: [{name: DB_PASSWORD, value: hunter-two}, {name: X, value: 'postgres://user:pw4711@db/x'}]\n");
    phs_relate(&graph);
    struct phs_buf out;
    struct phs_json json;
    phs_buf_init(&out, 1 << 20);
    for (size_t i = 0; i < graph.resources.n; i++) {
        phs_json_init(&json, &out, false);
        phs_value_write_json(&json, graph.resources.at[i]->attributes);
        if (graph.resources.at[i]->original) {
            phs_json_init(&json, &out, false);
            phs_value_write_json(&json, graph.resources.at[i]->original);
        }
    }
    for (size_t i = 0; i < graph.mentions.n; i++)
        phs_buf_puts(&out, graph.mentions.at[i].target);
    for (size_t i = 0; i < sizeof secrets / sizeof *secrets; i++)
        cr_expect(!strstr(phs_buf_text(&out), secrets[i]), "%s", secrets[i]);
    phs_buf_done(&out);
    cr_expect_str_eq(shown(resource("kubernetes_secret", "default/Secret/s"), "key_count"), "3");
    cr_expect_str_eq(shown(resource("kubernetes_config_map", "default/ConfigMap/c"), "secret_keys"),
                     "[\"app_secret\",\"DB_PASSWORD\"]");
    cr_expect_str_eq(shown(resource("kubernetes_container", "default/Deployment/d/c"), "env.0.secret"), "true");
    cr_expect_str_eq(shown(resource("kubernetes_container", "default/Deployment/d/c"), "env.1.secret"), "true");
}

static const char *const workload =
    "apiVersion: apps/v1\nkind: StatefulSet\nmetadata: {name: db, namespace: clinic}\nspec:\n"
    "  template:\n    metadata: {labels: {app: db, tier: data}}\n    spec:\n"
    "      serviceAccountName: db\n      securityContext: {runAsUser: 999, runAsNonRoot: true}\n"
    "      volumes:\n      - {name: data, persistentVolumeClaim: {claimName: data}}\n"
    "      - {name: host, hostPath: {path: /srv}}\n"
    "      - {name: conf, projected: {sources: [{secret: {name: creds}}]}}\n"
    "      initContainers: [{name: init, image: busybox}]\n"
    "      containers:\n      - name: pg\n        image: registry.example.com:5000/pg:17@sha256:ab\n"
    "        securityContext: {runAsUser: 0}\n"
    "        volumeMounts: [{name: host, mountPath: /h}]\n"
    "        envFrom: [{configMapRef: {name: settings}}]\n"
    "        env: [{name: P, valueFrom: {secretKeyRef: {name: creds, key: p}}}, {name: Q, value: '1'}]\n";

Test(kubernetes, works_out_what_holds_for_a_container) {
    static const struct {
        const char *container, *path, *value;
    } rows[] = {
        {"pg", "run_as_user", "0"},
        {"pg", "run_as_non_root", "true"},
        {"pg", "kept_from_root", "false"},
        {"pg", "image.registry", "registry.example.com:5000"},
        {"pg", "image.name", "pg"},
        {"pg", "image.tag", "17"},
        {"pg", "image.pinned", "true"},
        {"pg", "host_paths", "[\"/srv\"]"},
        {"pg", "env.0.from", "secret"},
        {"pg", "env.1.from", "literal"},
        {"pg", "env.1.secret", "false"},
        {"pg", "kind", "container"},
        {"pg", "privileged", "false"},
        {"pg", "automount_service_account_token", "?"},
        {"init", "kind", "init_container"},
        {"init", "run_as_user", "999"},
        {"init", "kept_from_root", "true"},
        {"init", "image.tag", "latest"},
        {"init", "image.registry", "docker.io"},
        {"init", "host_paths", "[]"},
        {"init", "env", "[]"},
    };
    collect(workload);
    phs_relate(&graph);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *address = phs_printf(arena, "clinic/StatefulSet/db/%s", rows[i].container);
        cr_expect_str_eq(shown(resource("kubernetes_container", address), rows[i].path), rows[i].value, "%s %s is %s",
                         rows[i].container, rows[i].path, shown(resource("kubernetes_container", address), rows[i].path));
    }
    const struct phs_resource *pod = resource("kubernetes_pod_template", "clinic/StatefulSet/db/pod");
    cr_expect_str_eq(shown(pod, "host_paths"), "[\"/srv\"]");
    cr_expect_str_eq(shown(pod, "ingress_limited"), "false");
    cr_expect(linked(pod, PHS_BELONGS_TO, "clinic/StatefulSet/db"));
}

Test(kubernetes, links_what_names_and_selects_a_workload) {
    collect(workload);
    collect(
        "apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: db, namespace: clinic}\n---\n"
        "apiVersion: v1\nkind: Secret\nmetadata: {name: creds, namespace: clinic}\n---\n"
        "apiVersion: v1\nkind: Secret\nmetadata: {name: creds}\n---\n"
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings, namespace: clinic}\n---\n"
        "apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: data, namespace: clinic}\n---\n"
        "apiVersion: v1\nkind: Service\nmetadata: {name: db, namespace: clinic}\nspec: {selector: {app: db}}\n---\n"
        "apiVersion: v1\nkind: Service\nmetadata: {name: other, namespace: clinic}\nspec: {selector: {app: db, tier: "
        "web}}\n---\n"
        "apiVersion: v1\nkind: Service\nmetadata: {name: bare, namespace: clinic}\nspec: {ports: [{port: 1}]}\n---\n"
        "apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: in, namespace: clinic}\n"
        "spec: {rules: [{http: {paths: [{backend: {service: {name: db}}}]}}]}\n---\n"
        "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: yes, namespace: clinic}\n"
        "spec: {podSelector: {matchExpressions: [{key: tier, operator: NotIn, values: [web]}]}, policyTypes: [Egress]}\n---\n"
        "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: fence, namespace: clinic}\n"
        "spec: {podSelector: {matchExpressions: [{key: tier, operator: Exists}, {key: none, operator: DoesNotExist}]}}\n---\n"
        "apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {name: view}\n---\n"
        "apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nmetadata: {name: b}\n"
        "roleRef: {kind: ClusterRole, name: view}\nsubjects: [{kind: ServiceAccount, name: db, namespace: clinic}]\n");
    phs_relate(&graph);
    const struct phs_resource *db = resource("kubernetes_stateful_set", "clinic/StatefulSet/db");
    cr_expect(linked(db, PHS_RUNS_AS, "clinic/ServiceAccount/db"));
    cr_expect(linked(db, PHS_READS_FROM, "clinic/Secret/creds"));
    cr_expect_not(linked(db, PHS_READS_FROM, "default/Secret/creds"), "a name is of one namespace");
    cr_expect(linked(db, PHS_READS_FROM, "clinic/ConfigMap/settings"));
    cr_expect(linked(db, PHS_STORES_IN, "clinic/PersistentVolumeClaim/data"));
    cr_expect(linked(db, PHS_EXPOSED_BY, "clinic/Service/db"));
    cr_expect_not(linked(db, PHS_EXPOSED_BY, "clinic/Service/other"), "every label of a selector must be there");
    cr_expect_not(linked(db, PHS_EXPOSED_BY, "clinic/Service/bare"), "no selector selects nothing");
    cr_expect(linked(resource("kubernetes_service", "clinic/Service/db"), PHS_EXPOSED_BY, "clinic/Ingress/in"));
    cr_expect(linked(db, PHS_PROTECTED_BY, "clinic/NetworkPolicy/fence"));
    const struct phs_resource *binding = resource("kubernetes_role_binding", "default/RoleBinding/b");
    cr_expect(linked(binding, PHS_REFERS_TO, "ClusterRole/view"));
    cr_expect(linked(binding, PHS_REFERS_TO, "clinic/ServiceAccount/db"));
    const struct phs_resource *pod = resource("kubernetes_pod_template", "clinic/StatefulSet/db/pod");
    cr_expect_str_eq(shown(pod, "ingress_limited"), "true");
    cr_expect_str_eq(shown(pod, "egress_limited"), "true");
    cr_expect_str_eq(shown(pod, "automount_service_account_token"), "true");
}

/* The host of a database stands in a secret of the cluster, the database in Terraform. */
Test(kubernetes, leads_from_a_workload_to_the_store_that_its_settings_name) {
    struct phs_err err = {0};
    struct phs_resource *db = phs_graph_add(&graph, "infra", "", "aws_db_instance", "aws_db_instance.patients");
    struct phs_resource *bucket = phs_graph_add(&graph, "infra", "", "aws_s3_bucket", "aws_s3_bucket.scans");
    const struct phs_yaml_options *defaults = NULL;
    cr_assert_eq(phs_yaml_parse_one(arena, NULL, PHS_SLICE("{identifier: patients, tags: {data-classification: phi}}"),
                                    defaults, &db->attributes, &err),
                 PHS_OK);
    cr_assert_eq(phs_yaml_parse_one(arena, NULL, PHS_SLICE("{bucket: clinic-scans}"), defaults, &bucket->attributes, &err),
                 PHS_OK);
    collect("apiVersion: v1\nkind: Secret\nmetadata: {name: db}\n"
            "stringData: {url: 'postgres://app:pw4711@patients.c9x.us-east-1.rds.amazonaws.com:5432/app'}\n---\n"
            "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: api}\nspec: {template: {metadata: {labels: {app: api}}, "
            "spec: {containers: [\n"
            "  {name: api, image: 'api:1', envFrom: [{secretRef: {name: db}}], env: [{name: BUCKET, value: "
            "clinic-scans}]}]}}}\n---\n"
            "apiVersion: v1\nkind: Service\nmetadata: {name: api}\nspec: {selector: {app: api}}\n---\n"
            "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec: {template: {spec: {containers: [\n"
            "  {name: web, image: 'web:1', env: [{name: API, value: 'http://api.default.svc.cluster.local:8080/v1'}]}]}}}\n");
    phs_relate(&graph);
    const struct phs_resource *api = resource("kubernetes_deployment", "default/Deployment/api");
    cr_expect(linked(api, PHS_READS_FROM, "aws_db_instance.patients"));
    cr_expect(linked(api, PHS_READS_FROM, "aws_s3_bucket.scans"));
    cr_expect(linked(resource("kubernetes_deployment", "default/Deployment/web"), PHS_SENDS_TO, "default/Deployment/api"));
    struct phs_catalogue *catalogue = built_in_catalogue(arena);
    struct phs_phi_map *map = phs_map_build(&graph, &scope, catalogue);
    bool seen = false;
    for (size_t i = 0; i < map->systems.n; i++)
        seen |= map->systems.at[i]->kind == PHS_SYSTEM_SERVICE && strcmp(map->systems.at[i]->name, "api") == 0;
    cr_expect(seen, "the workload is a system with PHI");
}

/* Verdict of a policy without a phiscope: block on the only resource that it speaks about. */
static const char *foreign_verdict(const char *definition) {
    struct phs_catalogue catalogue = {.arena = arena};
    struct phs_err err = {0};
    struct phs_check_info *check = PHS_NEW(arena, struct phs_check_info);
    *check = (struct phs_check_info){.id = "ORG_1", .name = "a policy", .category = "c", .foreign = true};
    cr_assert_eq(phs_yaml_parse_one(arena, NULL, phs_slice(definition), NULL, &check->definition, &err), PHS_OK);
    PHS_PUSH(arena, catalogue.checks, check);
    struct phs_run run = {.arena = arena, .graph = &graph, .started = phs_clock_now()};
    phs_judge(&run, &catalogue);
    cr_assert_leq(run.findings.n, 1, "%zu findings", run.findings.n);
    return run.findings.n ? phs_verdict_name(run.findings.at[0]->verdict) : "-";
}

Test(kubernetes, lets_policies_of_others_ask_about_kinds) {
    static const struct {
        const char *scenario, *definition, *verdict;
    } rows[] = {
        {"a pod template is a Pod",
         "{cond_type: attribute, resource_types: [Pod], attribute: spec.hostNetwork, operator: is_true}", "pass"},
        {"its containers",
         "{cond_type: attribute, resource_types: [Pod], attribute: spec.containers.*.image, operator: equals, value: 'x:1'}",
         "pass"},
        {"a Deployment has no template",
         "{cond_type: attribute, resource_types: [Deployment], attribute: spec.template, operator: exists}", "fail"},
        {"its own settings",
         "{cond_type: attribute, resource_types: [Deployment], attribute: spec.replicas, operator: equals, value: 2}", "pass"},
        {"labels",
         "{cond_type: attribute, resource_types: [Deployment], attribute: metadata.labels.team, operator: equals, value: a}",
         "pass"},
        {"Terraform's name is another thing",
         "{cond_type: attribute, resource_types: [kubernetes_deployment], attribute: spec.replicas, operator: exists}", "-"},
    };
    collect("apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: d, labels: {team: a}}\nspec:\n  replicas: 2\n  template:\n"
            "    spec: {hostNetwork: true, containers: [{name: c, image: 'x:1'}]}\n");
    phs_relate(&graph);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        cr_expect_str_eq(foreign_verdict(rows[i].definition), rows[i].verdict, "%s", rows[i].scenario);
}

Test(kubernetes, survives_hostile_manifests) {
    struct phs_buf text;
    phs_buf_init(&text, 16 << 20);
    phs_buf_puts(&text, "apiVersion: v1\nkind: Pod\nmetadata: {name: deep}\nspec: ");
    for (int i = 0; i < 300; i++)
        phs_buf_puts(&text, "{a: ");
    collect(phs_buf_text(&text));
    phs_buf_clear(&text);
    phs_buf_puts(
        &text,
        "apiVersion: v1\nkind: Pod\nmetadata: {name: odd, labels: [1], namespace: {a: b}}\n"
        "spec: {containers: {name: x}, volumes: 3, initContainers: [null, 4, {name: [y]}], securityContext: no}\n---\n"
        "apiVersion: v1\nkind: Service\nmetadata: {name: odd}\nspec: {selector: [a], ports: x}\n---\n"
        "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: []\nspec: {podSelector: 1}\n---\n"
        "apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nmetadata: {name: 7}\nroleRef: 1\nsubjects: {a: b}\n");
    collect(phs_buf_text(&text));
    phs_buf_done(&text);
    phs_relate(&graph);
    cr_expect_eq(phs_graph_of_type(&graph, "kubernetes_pod")->items.n, 1);
    cr_expect_not_null(covered("deploy.yaml:"));
}

Test(kubernetes, a_kustomization_names_its_patches) {
    struct phs_map patches;
    phs_map_init(&patches, arena);
    cr_assert(phs_kustomization_read(
        arena, "over/prod/kustomization.yaml",
        PHS_SLICE("patches: [{path: limits.yaml}, {patch: \"a: 1\\nb: 2\"}]\npatchesStrategicMerge: [../x.yaml]\n"), &patches));
    cr_expect_eq(patches.n, 2);
    cr_expect_not_null(phs_map_gets(&patches, "over/prod/limits.yaml"));
    cr_expect_not_null(phs_map_gets(&patches, "over/x.yaml"));
}
