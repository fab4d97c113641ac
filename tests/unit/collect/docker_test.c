/* SPDX-License-Identifier: Apache-2.0 */
/* Dockerfiles and Compose files: the image that comes out, what a service may do, and what a walk over a folder reads. */
#include "collecting.h"
#include "support/catalogue.h"

#include "base/file.h"
#include "catalogue/catalogue.h"
#include "collect/containers.h"
#include "collect/docker/docker.h"
#include "collect/docker/parts.h"
#include "relate/relate.h"

TestSuite(docker, .init = open_graph, .fini = close_graph);

Test(docker, knows_its_files_by_name) {
    static const struct {
        const char *path;
        bool dockerfile, compose;
    } rows[] = {
        {"Dockerfile", true, false},
        {"api/Dockerfile.prod", true, false},
        {"api.Dockerfile", true, false},
        {"Containerfile", true, false},
        {"dockerfile", true, false},
        {"Dockerfile/readme.md", false, false},
        {"docs/Dockerfiles.md", false, false},
        {"docker-compose.yml", false, true},
        {"compose.yaml", false, true},
        {"compose.prod.yml", false, true},
        {"docker-compose.override.yaml", false, true},
        {"decompose.yml", false, false},
        {"compose.json", false, false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cr_expect_eq(phs_is_dockerfile(rows[i].path), rows[i].dockerfile, "%s", rows[i].path);
        cr_expect_eq(phs_is_compose_file(rows[i].path), rows[i].compose, "%s", rows[i].path);
    }
}

Test(docker, says_of_an_image_what_its_last_stage_makes) {
    static const struct {
        const char *scenario, *text, *path, *value;
    } rows[] = {
        {"the user of the last stage", "FROM a:1\nUSER x\nFROM b:1\nUSER 7:7", "user", "7:7"},
        {"root by number and group", "FROM a:1\nUSER 0:100", "kept_from_root", "false"},
        {"a user by name", "FROM a:1\nUSER app", "kept_from_root", "true"},
        {"nobody said", "FROM a:1", "kept_from_root", "false"},
        {"a base that is not known", "ARG B\nFROM $B", "kept_from_root", "?"},
        {"a base that says it is not root", "FROM r/x:1-nonroot", "kept_from_root", "?"},
        {"a stage built on a stage", "FROM a:1 AS x\nUSER app\nFROM x AS y\nFROM y", "kept_from_root", "true"},
        {"a stage that names itself", "FROM x AS x\nFROM x\nFROM x", "stage.2.from_stage", "0"},
        {"a range of ports", "FROM a:1\nEXPOSE 8000-8002", "exposed_ports", "[8000,8001,8002]"},
        {"a range too far out to be counted", "FROM a:1\nEXPOSE 9007199254740992-9007199254741000", "exposed_ports", "[]"},
        {"ports of a stage that is not in the image", "FROM a:1\nEXPOSE 1\nFROM b:1\nEXPOSE 2/udp 3", "exposed_ports", "[2,3]"},
        {"no health check", "FROM a:1\nHEALTHCHECK CMD x\nHEALTHCHECK NONE", "healthcheck", "false"},
        {"an argument that is a secret by name", "FROM a:1\nARG NPM_TOKEN", "variable.secret", "true"},
        {"an argument that is not", "FROM a:1\nARG TOKEN_URL VERSION", "variable.1.secret", "false"},
        {"a secret in the old form of ENV", "FROM a:1\nENV DB_PASSWORD not-a-real-one", "variable.secret", "true"},
        {"an empty one", "FROM a:1\nENV DB_PASSWORD=", "variable.secret", "false"},
        {"a reference to one", "FROM a:1\nARG T\nENV DB_PASSWORD=$T", "variable.0.name", "T"},
        {"a download that is verified", "FROM a:1\nADD --checksum=sha256:1 https://e.com/x /", "added_urls", "[]"},
        {"a download that is not", "FROM a:1\nADD https://e.com/x /", "added_urls", "[\"https://e.com/x\"]"},
        {"a download with credentials", "FROM a:1\nADD https://u:pw4711@e.com/x /", "added_urls", "[]"},
        {"a secret of another stage", "FROM a:1 AS b\nFROM a:1\nCOPY --from=b id_rsa /", "copied_secrets", "[]"},
        {"a secret in a folder", "FROM a:1\nCOPY ci/id_rsa ci/x.pub /", "copied_secrets", "[\"ci/id_rsa\"]"},
        {"the last word is where it goes", "FROM a:1\nCOPY x /app/.env", "copied_secrets", "[]"},
        {"labels", "FROM a:1\nLABEL team=a org.x=\"b c\"", "labels", "{\"team\":\"a\",\"org.x\":\"b c\"}"},
        {"scratch is no image", "FROM scratch", "stage.image", "-"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        close_graph();
        open_graph();
        phs_dockerfile_collect_text(&graph, "Dockerfile", phs_slice(rows[i].text));
        const char *is = shown(resource("dockerfile", "Dockerfile"), rows[i].path);
        cr_expect_str_eq(is, rows[i].value, "%s: %s", rows[i].scenario, is);
    }
}

Test(docker, tells_the_line_of_a_word_in_an_instruction_of_many) {
    static const struct {
        const char *scenario, *raw, *word;
        unsigned line, column;
    } rows[] = {
        {"on the first line the instruction's own place", "ENV DB_PASSWORD=x", "DB_PASSWORD", 3, 1},
        {"on the third line", "RUN a && \\\n# note\n  echo u:p | chpasswd", "u:p", 5, 8},
        {"a word that quotes were taken from", "RUN a \\\n 'b'c", "bc", 3, 1},
        {"no word", "RUN a", "", 3, 1},
        {"longer than the instruction", "RUN a", "RUN a && b", 3, 1},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct phs_dockerfile_instruction from = {.raw = phs_slice(rows[i].raw), .place = {.line = 3, .column = 1}};
        struct phs_place place = phs_docker_place_of(&from, phs_slice(rows[i].word));
        cr_expect_eq(place.line, rows[i].line, "%s: %u", rows[i].scenario, place.line);
        cr_expect_eq(place.column, rows[i].column, "%s: %u", rows[i].scenario, place.column);
    }
}

Test(docker, looks_at_commands_and_not_at_words) {
    static const struct {
        const char *scenario, *run, *key;
        bool is;
    } rows[] = {
        {"curl into sh", "curl -s https://e.com | sh", "pipes_download_to_shell", true},
        {"through sudo", "wget -qO- https://e.com | sudo -E bash -s x", "pipes_download_to_shell", true},
        {"as an argument", "sh -c \"$(curl -fsSL https://e.com)\"", "pipes_download_to_shell", true},
        {"process substitution", "bash <(curl https://e.com)", "pipes_download_to_shell", true},
        {"into a file", "curl -o x.sh https://e.com && sh x.sh", "pipes_download_to_shell", false},
        {"into a keyring", "curl https://e.com | gpg --dearmor", "pipes_download_to_shell", false},
        {"another command's pipe", "curl -O https://e.com; cat x | sh", "pipes_download_to_shell", false},
        {"or is no pipe", "curl https://e.com || sh fallback", "pipes_download_to_shell", false},
        {"a package that is called so", "apt-get install curl | sh-like", "pipes_download_to_shell", false},
        {"letters together", "curl -fsSLk https://e.com", "skips_verification", true},
        {"a file named k", "curl -ok https://e.com", "skips_verification", false},
        {"a variable before the program", "NODE_TLS_REJECT_UNAUTHORIZED=0 npm ci", "skips_verification", true},
        {"in quotes", "echo 'APT::Get::AllowUnauthenticated \"true\";' > x", "skips_verification", true},
        {"an index of this machine", "pip install -i http://localhost:8081/simple x", "skips_verification", false},
        {"a comment", "# curl -k https://e.com\ntrue", "skips_verification", false},
        {"insecure", "curl --insecure https://e.com", "skips_verification", true},
        {"-k of another program", "tar -k x && curl https://e.com", "skips_verification", false},
        {"sudo", "sudo apt-get update", "sudo", true},
        {"a package of that name", "apt-get install sudo", "sudo", false},
        {"777", "chmod -R 777 /x", "writable_by_all", true},
        {"755", "chmod 755 /x", "writable_by_all", false},
        {"the mode of /tmp", "chmod 1777 /tmp", "writable_by_all", false},
        {"a capital X", "chmod -R a+rX /x", "writable_by_all", false},
        {"others", "chmod -R go+w /x", "writable_by_all", true},
        {"another program's 777", "mkdir -m 755 x && echo 777", "writable_by_all", false},
        {"setuid", "chmod u+s /x", "runs_as_owner", true},
        {"setgid of a folder", "chmod 2755 /x", "runs_as_owner", false},
        {"setuid taken away", "chmod u-s /x", "runs_as_owner", false},
        {"in clear", "wget http://e.com/x", "downloads_in_clear", true},
        {"compared later", "wget http://e.com/x && sha256sum -c y", "downloads_in_clear", false},
        {"through a proxy", "curl -x http://p:3128 https://e.com/x", "downloads_in_clear", false},
        {"a password by hash", "useradd -p '$6$a$b' app", "sets_password", true},
        {"a password that the shell fills in", "useradd -p $HASH app", "sets_password", false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct phs_dockerfile_instruction run = {.word = "RUN", .rest = phs_slice(rows[i].run)};
        cr_expect_eq(phs_is_true(phs_get(phs_docker_run(arena, &run), rows[i].key)), rows[i].is, "%s", rows[i].scenario);
    }
}

Test(docker, keeps_no_secret_of_an_instruction) {
    phs_dockerfile_collect_text(&graph, "Dockerfile",
                                PHS_SLICE("FROM a:1\nENV X=1 DB_PASSWORD=hunter-two\nENV API_KEY hunter-two\n"
                                          "ARG TOKEN=hunter-two\nRUN git clone https://u:hunter-two@e.com/x\nUSER a\n"));
    cr_expect_not(strstr(everything(), "hunter-two"));
    cr_expect_str_eq(shown(resource("dockerfile_instruction", "Dockerfile.USER.6"), "value"), "a");
    cr_expect_str_eq(shown(resource("dockerfile_instruction", "Dockerfile.ENV.2"), "value"), "?");
    cr_expect_str_eq(shown(resource("dockerfile_instruction", "Dockerfile.RUN.5"), "content"), "?");
}

Test(docker, reads_services_in_short_and_long_form) {
    static const struct {
        const char *scenario, *service, *path, *value;
    } rows[] = {
        {"a port", "ports: ['80']", "port.target", "80"},
        {"a port that is a number", "ports: [8080]", "port.target", "8080"},
        {"two", "ports: ['8080:80/tcp']", "port.published", "8080"},
        {"a range", "ports: ['6379-6380:6379-6380']", "port.1.target", "6380"},
        {"a range too far out to be counted", "ports: ['9007199254740992-9007199254741000']", "port.target",
         "9007199254740992-9007199254741000"},
        {"with an address", "ports: ['127.0.0.1:8080:80']", "port.all_interfaces", "false"},
        {"with an address of version 6", "ports: ['[::1]:8080:80']", "port.all_interfaces", "false"},
        {"without one", "ports: ['8080:80']", "port.all_interfaces", "true"},
        {"long", "ports: [{target: 80, published: 8080, host_ip: 127.0.0.1}]", "port.all_interfaces", "false"},
        {"a variable with a default", "ports: ['${P:-8080}:80']", "port.published", "8080"},
        {"a variable without", "ports: ['${P}:80']", "port",
         "[{\"unknown\":\"variable\",\"why\":\"a variable without a default in the Compose file\"}]"},
        {"a named volume is no folder", "volumes: ['data:/x', './a:/a:ro', '/b:/b']", "host_paths", "[\"./a\",\"/b\"]"},
        {"an anonymous volume", "volumes: ['/var/lib/x']", "host_paths", "[]"},
        {"the socket", "volumes: ['/var/run/docker.sock:/x']", "runtime_socket", "true"},
        {"an image with a default", "image: 'pg:${V:-17}'", "image.tag", "17"},
        {"an image without", "image: 'pg:${V}'", "image", "?"},
        {"an escaped dollar", "image: 'pg:1$$2'", "image.tag", "1$2"},
        {"privileged as a text", "privileged: 'true'", "privileged", "true"},
        {"a user that is root", "user: '0:0'", "kept_from_root", "false"},
        {"a user by number", "user: 1000", "kept_from_root", "true"},
        {"a secret from the shell", "environment: {DB_PASSWORD: }", "env.secret", "false"},
        {"a secret from a variable", "environment: ['DB_PASSWORD=${P}']", "env.secret", "false"},
        {"a secret in clear", "environment: ['DB_PASSWORD=not-a-real-one']", "env.secret", "true"},
        {"a limit of memory", "deploy: {resources: {limits: {memory: 1G}}}", "memory_limited", "true"},
        {"a shield taken away", "security_opt: ['seccomp=unconfined']", "unconfined", "true"},
        {"a profile", "security_opt: ['seccomp:x.json']", "unconfined", "false"},
        {"no new rights", "security_opt: [no-new-privileges]", "no_new_privileges", "true"},
        {"new rights", "security_opt: ['no-new-privileges:false']", "no_new_privileges", "false"},
        {"a service of another file", "extends: {file: x.yml, service: y}", "privileged", "?"},
        {"and its own word", "{extends: {file: x.yml, service: y}, privileged: true}", "privileged", "true"},
        {"a store without login", "environment: {NEO4J_AUTH: none}", "env.switches_login_off", "true"},
        {"inherited from another service", "extends: {service: base}", "privileged", "true"},
        {"and overridden", "{extends: base, privileged: false}", "privileged", "false"},
        {"of a type that is none", "ports: x", "port", "[]"},
        {"nothing at all", "{}", "port", "[]"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        close_graph();
        open_graph();
        bool braces = rows[i].service[0] == '{';
        const char *text =
            phs_printf(arena, "services:\n  base: {privileged: true}\n  s:%s%s\n", braces ? " " : "\n    ", rows[i].service);
        phs_compose_collect_text(&graph, "compose.yaml", phs_slice(text));
        const char *is = shown(resource("compose_service", "compose.yaml/s"), rows[i].path);
        cr_expect_str_eq(is, rows[i].value, "%s: %s", rows[i].scenario, is);
    }
}

Test(docker, services_that_extend_each_other_end) {
    phs_compose_collect_text(&graph, "compose.yaml", PHS_SLICE("services:\n  a: {extends: b}\n  b: {extends: a}\n"));
    cr_expect_str_eq(shown(resource("compose_service", "compose.yaml/a"), "privileged"), "false");
}

static void walk(const char *path, enum phs_target_kind kind, struct phs_containers *containers) {
    const struct phs_target target = {.kind = kind, .path = path, .environment = ""};
    phs_containers_collect(containers, &target);
}

Test(docker, reads_every_file_of_a_folder_once) {
    struct phs_containers containers;
    struct phs_catalogue *catalogue = built_in_catalogue(arena);
    phs_containers_init(&containers, &graph, COLLECT_FIXTURES, catalogue, NULL);
    walk("containers/deploy", PHS_TARGET_INFRASTRUCTURE, &containers);
    size_t first = graph.resources.n;
    cr_expect_gt(first, 0);
    walk("containers/deploy", PHS_TARGET_INFRASTRUCTURE, &containers);
    cr_expect_eq(graph.resources.n, first, "the same target again");
    walk("containers", PHS_TARGET_REPOSITORY, &containers);
    cr_expect_eq(phs_graph_of_type(&graph, "kubernetes_deployment")->items.n, 1);
    cr_expect_eq(phs_graph_of_type(&graph, "dockerfile")->items.n, 1);
    cr_expect_eq(phs_graph_of_type(&graph, "compose_service")->items.n, 2);
    cr_expect_eq(phs_graph_of_type(&graph, "dockerfile_instruction")->items.n, 0, "only policies of others ask for them");
    cr_expect_not_null(covered("containers/deploy/limits.yaml: a patch of a kustomization"));
    cr_expect_not_null(covered("containers/chart/templates/web.yaml: a template"));
    cr_expect_str_eq(resource("kubernetes_deployment", "clinic/Deployment/api")->place.source->path,
                     "containers/deploy/api.yaml");
    cr_expect_str_eq(resource("kubernetes_deployment", "clinic/Deployment/api")->root, "containers/deploy");
    cr_expect_str_eq(resource("dockerfile", "containers/api/Dockerfile")->name, "containers/api/Dockerfile");
}

Test(docker, links_services_of_one_file) {
    phs_compose_collect_text(&graph, "compose.yaml",
                             PHS_SLICE("services:\n  db: {image: 'pg:17'}\n  api:\n    image: 'x:1'\n"
                                       "    environment: {DB_HOST: db}\n  web: {image: 'y:1', depends_on: [api]}\n"));
    phs_relate(&graph);
    const struct phs_resource *api = resource("compose_service", "compose.yaml/api");
    cr_assert_eq(api->out.n, 1);
    cr_expect_str_eq(api->out.at[0]->to->address, "compose.yaml/db");
    cr_expect_str_eq(api->in.at[0]->from->address, "compose.yaml/web");
}

Test(docker, a_service_is_what_it_extends_in_another_file) {
    static const struct {
        const char *service, *path, *value;
    } rows[] = {
        {"api", "privileged", "true"},  {"api", "cap_drop", "[\"ALL\"]"},
        {"own", "privileged", "false"}, {"lost", "privileged", "?"},
        {"lost", "cap_drop", "?"},      {"lost", "port", "?"},
        {"lost", "env", "?"},           {"lost", "host_paths", "?"},
        {"outside", "privileged", "?"}, {"round", "image.tag", "1.4.2"},
    };
    const struct phs_docker_file file = {&graph, "example", "", "docker-compose.yml", false, PHS_FIXTURES "/compose-extends"};
    struct phs_slice bytes;
    cr_assert_eq(phs_file_read(arena, PHS_FIXTURES "/compose-extends/docker-compose.yml", 1 << 16, &bytes, NULL), PHS_OK);
    cr_expect_eq(phs_compose_read(&file, bytes), 5);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *address = phs_printf(arena, "docker-compose.yml/%s", rows[i].service);
        cr_expect_str_eq(shown(resource("compose_service", address), rows[i].path), rows[i].value, "%s %s", rows[i].service,
                         rows[i].path);
    }
}
