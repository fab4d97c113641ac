/* SPDX-License-Identifier: Apache-2.0 */
/* Pipeline files of every system: what they run, whose code, and what they show of secrets. Passwords are put together here, so
 * that none stands in this file. */
#include "collecting.h"

#include "collect/git/parts.h"

TestSuite(ci, .init = open_graph, .fini = close_graph);

/* The workflow of a file that is all of a repository of that name. */
static const struct phs_resource *read_as(const char *root, const char *path, const char *text) {
    struct phs_git_scan scan = {.graph = &graph, .root = root, .environment = ""};
    const struct phs_seen_file file = {.path = path, .seen = PHS_LOOKED_AT, .look = {.text = phs_slice(text)}};
    size_t before = graph.resources.n;
    phs_git_workflow(&scan, &file);
    return graph.resources.n > before ? graph.resources.at[before] : NULL;
}

struct row {
    const char *scenario, *file, *text, *path, *expected;
};

#define PASSWORD                                                                                                               \
    "Winter"                                                                                                                   \
    "-Harbor"                                                                                                                  \
    "-81k"
#define STEP "on: [push]\njobs:\n  a:\n    runs-on: x\n    steps:\n      "

static const struct row rows[] = {
    {"a secret under another name", ".github/workflows/w.yml",
     STEP "- env: {K: \"${{ secrets.DEPLOY }}\"}\n        run: echo \"key is $K\"\n", "printed_secrets", "[\"K\"]"},
    {"a secret in another spelling", ".github/workflows/w.yml",
     STEP "- env: {K: \"${{ secrets.DEPLOY }}\"}\n        run: echo ${K} | base64\n", "printed_secrets", "[\"K\"]"},
    {"everything that the step was given", ".github/workflows/w.yml",
     STEP "- env: {K: \"${{ secrets.DEPLOY }}\"}\n        run: printenv\n", "printed_secrets", "[\"K\"]"},
    {"everything, and no secret among it", ".github/workflows/w.yml", STEP "- run: printenv\n", "printed_secrets", "[]"},
    {"a secret of the step before", ".github/workflows/w.yml",
     STEP "- env: {K: \"${{ secrets.DEPLOY }}\"}\n        run: make\n      - run: echo $K\n", "printed_secrets", "[]"},
    {"a secret for a program's input", ".github/workflows/w.yml",
     STEP "- env: {K: \"${{ secrets.DEPLOY }}\"}\n        run: echo \"$K\" | docker login --password-stdin\n",
     "printed_secrets", "[]"},
    {"an event as a whole", ".github/workflows/w.yml", STEP "- run: echo '${{ toJSON(github.event) }}'\n", "run_injection",
     "[\"toJSON(github.event)\"]"},
    {"an event as a literal of a script", ".github/workflows/w.yml",
     STEP "- uses: actions/github-script@v7\n        with:\n          script: const e = ${{ toJSON(github.event) }}\n",
     "run_injection", "[]"},
    {"a title by another spelling", ".github/workflows/w.yml", STEP "- run: echo ${{ github['event'].issue['title'] }}\n",
     "run_injection", "[\"github['event'].issue['title']\"]"},
    {"a number of a pull request", ".github/workflows/w.yml",
     STEP "- run: echo ${{ github.event.workflow_run.pull_requests[0].number }}\n", "run_injection", "[]"},
    {"a script from the network on two lines", ".github/workflows/w.yml",
     STEP "- run: |\n          curl -sSL https://x.test \\\n            | sudo -E bash -s -- -y\n", "piped_shell", "true"},
    {"a script from the network in a substitution", ".github/workflows/w.yml", STEP "- run: bash <(curl -s https://x.test)\n",
     "piped_shell", "true"},
    {"a download for another language", ".github/workflows/w.yml", STEP "- run: curl -L https://x.test | perl - x\n",
     "piped_shell", "true"},
    {"a download that is only read", ".github/workflows/w.yml", STEP "- run: curl -s https://x.test | jq . || bash fallback\n",
     "piped_shell", "false"},
    {"a comment that builds a pull request", ".github/workflows/w.yml",
     "on: issue_comment\njobs:\n  a:\n    steps:\n      - uses: actions/checkout@v4\n        with: {ref: \"refs/pull/${{ "
     "github.event.issue.number }}/head\"}\n",
     "untrusted_checkout", "true"},
    {"a pull request fetched and checked out", ".github/workflows/w.yml",
     "on: pull_request_target\njobs:\n  a:\n    steps:\n      - run: |\n          git fetch origin pull/$N/head:pr\n          "
     "git "
     "checkout pr\n",
     "untrusted_checkout", "true"},
    {"a pull request fetched for its differences", ".github/workflows/w.yml",
     "on: pull_request_target\njobs:\n  a:\n    steps:\n      - run: |\n          git fetch origin pull/$N/head\n          git "
     "diff "
     "main...FETCH_HEAD\n",
     "untrusted_checkout", "false"},
    {"a version that moves is not pinned", ".circleci/config.yml",
     "orbs:\n  d: vendor/deploy@1.2\n  e: vendor/x@1.2.3\n  c: circleci/node@5\n", "unpinned", "[\"vendor/deploy@1.2\"]"},
    {"a branch put into a command", ".circleci/config.yml",
     "jobs:\n  a:\n    steps:\n      - run: git push origin << pipeline.git.branch >>\n", "run_injection",
     "[\"pipeline.git.branch\"]"},
    {"a number of the run is nobody's text", ".circleci/config.yml",
     "jobs:\n  a:\n    steps:\n      - run: echo << pipeline.number >>\n", "run_injection", "[]"},
    {"the image of an executor", ".circleci/config.yml",
     "jobs:\n  a:\n    docker:\n      - image: cimg/node\n      - image: cimg/go:1.22\n", "floating_images", "[\"cimg/node\"]"},
    {"a cloud is called with what contexts hold", ".circleci/config.yml",
     "jobs:\n  a:\n    steps:\n      - run: aws s3 sync . s3://x\n", "static_cloud_keys", "?"},
    {"GitLab's own tokens", ".gitlab-ci.yml", "d:\n  id_tokens: {T: {aud: https://x}}\n  script: [aws s3 ls]\n",
     "static_cloud_keys", "false"},
    {"nothing calls a cloud", ".gitlab-ci.yml", "d:\n  script: [make]\n", "static_cloud_keys", "false"},
    {"a project without a ref", ".gitlab-ci.yml", "include:\n  - project: g/ci\n    file: x.yml\n", "unpinned", "[\"g/ci\"]"},
    {"a component by its version", ".gitlab-ci.yml", "include:\n  - component: h/g/c@1.0.2\n  - component: h/g/d@~latest\n",
     "unpinned", "[\"h/g/d@~latest\"]"},
    {"Docker in Docker", ".gitlab-ci.yml", "b:\n  services: [\"docker:27-dind\"]\n", "privileged", "true"},
    {"a password among variables", ".gitlab-ci.yml", "variables:\n  DEPLOY_PASSWORD: " PASSWORD "\n", "literal_credentials",
     "[\"DEPLOY_PASSWORD\"]"},
    {"a password behind value:", ".gitlab-ci.yml", "variables:\n  DEPLOY_PASSWORD: {value: " PASSWORD "}\n",
     "literal_credentials", "[\"DEPLOY_PASSWORD\"]"},
    {"a reference is no password", ".gitlab-ci.yml",
     "variables:\n  DEPLOY_PASSWORD: $FROM_SETTINGS\n  API_TOKEN_URL: https://x.test/token\n", "literal_credentials", "[]"},
    {"a path and the name of a variable are no passwords", ".gitlab-ci.yml",
     "variables:\n  APP_CREDENTIALS: /etc/deploy/c.json\n  server-password: MAVEN_REPO_API_KEY\n", "literal_credentials", "[]"},
    {"the database of the job", ".gitlab-ci.yml", "variables:\n  POSTGRES_PASSWORD: " PASSWORD "\n", "literal_credentials",
     "[]"},
    {"a token in the log", ".gitlab-ci.yml", "b:\n  script:\n    - echo \"with $DEPLOY_TOKEN\"\n", "printed_secrets",
     "[\"DEPLOY_TOKEN\"]"},
    {"a token by standard input", ".gitlab-ci.yml",
     "b:\n  script:\n    - echo \"$DEPLOY_TOKEN\" | docker login --password-stdin\n    - echo $KEY > k\n    - echo "
     "\"${#DEPLOY_TOKEN}\"\n    - echo \\$DEPLOY_TOKEN\n",
     "printed_secrets", "[]"},
    {"an artifact with settings", ".gitlab-ci.yml",
     "b:\n  artifacts:\n    paths: [dist/, prod.env, .env.example, infra/tfplan]\n", "exposed_artifacts",
     "[\"prod.env\",\"infra/tfplan\"]"},
    {"lists of lists are one script", ".gitlab-ci.yml", "b:\n  script:\n    - [\"curl https://x.test/i | sh\"]\n",
     "piped_shell", "true"},
    {"a branch put into a command", "azure-pipelines.yml",
     "steps:\n  - script: echo $(Build.SourceVersionMessage)\n  - bash: echo $(Build.BuildId)\n", "run_injection",
     "[\"Build.SourceVersionMessage\"]"},
    {"a service connection may hold a stored key", "azure-pipelines.yml",
     "steps:\n  - task: AzureCLI@2\n    inputs: {azureSubscription: production, inlineScript: az account show}\n",
     "static_cloud_keys", "?"},
    {"variables as a list", "azure-pipelines.yml", "variables:\n  - name: apiToken\n    value: " PASSWORD "\n  - group: x\n",
     "literal_credentials", "[\"apiToken\"]"},
    {"templates of another repository", "azure-pipelines.yml",
     "resources:\n  repositories:\n    - {repository: t, type: github, name: o/t}\n", "unpinned", "[\"o/t\"]"},
    {"a pipe by its tag", "bitbucket-pipelines.yml",
     "pipelines:\n  default:\n    - step:\n        script:\n          - pipe: vendor/ship:1.0.0\n          - pipe: "
     "atlassian/aws:1.0.0\n",
     "unpinned", "[\"vendor/ship:1.0.0\"]"},
    {"hooks of a branch", ".pre-commit-config.yaml",
     "repos:\n  - repo: https://x.test/a\n    rev: main\n  - repo: https://x.test/b\n    rev: v1.2\n  - repo: "
     "https://x.test/c\n    rev: 24.1.0\n  - repo: local\n",
     "unpinned", "[\"https://x.test/a\"]"},
    {"Groovy's quotes", "Jenkinsfile",
     "pipeline { environment { DEPLOY = credentials('id') }\n stages { stage('x') { steps {\n sh \"deploy --key "
     "${DEPLOY_PSW}\"\n sh 'deploy --key $DEPLOY_USR'\n } } } }\n",
     "interpolated_secrets", "[\"DEPLOY_PSW\"]"},
    {"withCredentials", "Jenkinsfile",
     "withCredentials([string(credentialsId: 'x', variable: 'TOKEN')]) { sh(script: \"\"\"\n curl -H $TOKEN x\"\"\") }\n",
     "interpolated_secrets", "[\"TOKEN\"]"},
    {"a comment runs nothing", "Jenkinsfile", "// sh \"x ${env.CHANGE_TITLE}\"\n/* sh \"${env.CHANGE_TITLE}\" */ sh 'x'\n",
     "run_injection", "[]"},
    {"a title put into a command", "Jenkinsfile", "sh \"x ${env.CHANGE_TITLE}\"\n", "run_injection", "[\"CHANGE_TITLE\"]"},
    {"an agent's image", "Jenkinsfile", "agent { docker { image 'maven:latest'\n args '--privileged' } }\n", "floating_images",
     "[\"maven:latest\"]"},
    {"a string that does not end", "Jenkinsfile", "sh \"\"\"x ${", "run_injection", "[]"},
    {"a variable pasted on the way", ".github/workflows/a.yml",
     STEP "- env: {T: \"${{ github.event.issue.title }}\"}\n        run: echo ${{ env.T }}\n", "run_injection", "[\"env.T\"]"},
    {"a variable that the shell reads", ".github/workflows/a.yml",
     STEP "- env: {T: \"${{ github.event.issue.title }}\"}\n        run: echo \"$T\"\n", "run_injection", "[]"},
    {"a script of an action", ".github/workflows/a.yml",
     STEP "- uses: azure/cli@v2\n        with: {inlineScript: \"az x ${{ github.head_ref }}\"}\n", "run_injection",
     "[\"github.head_ref\"]"},
    {"a secret in the log", ".github/workflows/a.yml", STEP "- run: echo ${{ secrets.DEPLOY }}\n", "printed_secrets",
     "[\"DEPLOY\"]"},
    {"a container by no version", ".github/workflows/a.yml",
     "on: push\njobs:\n  a:\n    container: {image: node, options: --privileged}\n", "floating_images", "[\"node\"]"},
    {"pull requests on our machine", ".github/workflows/a.yml",
     "on: pull_request\njobs:\n  a: {runs-on: {labels: [self-hosted]}}\n", "self_hosted_for_strangers", "?"},
    {"pushes on our machine", ".github/workflows/a.yml", "on: push\njobs:\n  a: {runs-on: self-hosted}\n",
     "self_hosted_for_strangers", "false"},
    {"a release out of a cache", ".github/workflows/a.yml",
     "on: {push: {tags: [v*]}}\njobs:\n  a:\n    steps: [{uses: actions/setup-node@v4, with: {cache: npm}}]\n", "shared_cache",
     "true"},
    {"a test out of a cache", ".github/workflows/a.yml", "on: push\njobs:\n  a:\n    steps: [{uses: actions/cache@v4}]\n",
     "shared_cache", "false"},
    {"a composite action", "build/action.yml",
     "runs:\n  using: composite\n  steps:\n    - uses: vendor/x@v1\n    - run: echo ${{ github.event.issue.title }}\n",
     "run_injection", "[\"github.event.issue.title\"]"},
};

Test(ci, asks_every_system_the_same_questions) {
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct phs_resource *found = read_as(phs_printf(arena, "row%zu", i), rows[i].file, rows[i].text);
        cr_assert_not_null(found, "%s: %s", rows[i].file, rows[i].scenario);
        cr_expect_str_eq(shown(found, rows[i].path), rows[i].expected, "%s: %s: %s is %s", rows[i].file, rows[i].scenario,
                         rows[i].path, shown(found, rows[i].path));
    }
    cr_expect_null(strstr(everything(), "Harbor"));
}

Test(ci, is_bounded_and_says_what_it_cannot_read) {
    struct phs_buf text;
    phs_buf_init(&text, 1 << 20);
    phs_buf_puts(&text, "a:\n  script:\n");
    for (int i = 0; i < 5000; i++)
        phs_buf_printf(&text, "    - echo $TOKEN_%d_TOKEN\n", i);
    const struct phs_resource *found = read_as("many", ".gitlab-ci.yml", phs_buf_text(&text));
    cr_assert_not_null(found);
    cr_expect_eq(phs_get(found->attributes, "printed_secrets")->list.n, 50);
    cr_expect_null(read_as("broken", "azure-pipelines.yml", "steps: [\n"));
    cr_expect_not_null(covered("no YAML that can be read"));
    cr_expect_null(read_as("other", "settings.yml", "script: echo $TOKEN\n"));
    phs_buf_done(&text);
}
