/* SPDX-License-Identifier: Apache-2.0 */
/* GitLab, Azure, CircleCI, Bitbucket and pre-commit: the same questions under other keys, wherever in the file they stand. One
 * table says which key means what; what a system alone has is a function below it. */
#include "collect/git/ci.h"
#include "collect/git/role.h"

enum { DEEPEST = 40 };

typedef void (*seeing)(struct phs_ci *ci, const struct phs_value *value);

static void see_image(struct phs_ci *ci, const struct phs_value *value) {
    const struct phs_value *name = value;
    if (phs_is(value, PHS_MAP))
        name = phs_get(value, "name") ? phs_get(value, "name") : phs_get(value, "image");
    if (phs_is(name, PHS_STRING))
        phs_ci_image(ci, name->string, name->place.line);
    phs_ci_options(ci, phs_get(value, "options"));
    ci->privileged |= phs_is_true(phs_get(value, "privileged"));
}

static void see_images(struct phs_ci *ci, const struct phs_value *list) {
    for (size_t i = 0; phs_is(list, PHS_LIST) && i < list->list.n; i++)
        see_image(ci, list->list.at[i]);
}

static void see_command(struct phs_ci *ci, const struct phs_value *value) {
    phs_ci_script(ci, phs_is(value, PHS_MAP) ? phs_get(value, "command") : value);
}

static void see_paths(struct phs_ci *ci, const struct phs_value *value) {
    const struct phs_value *one = phs_get(value, "path");
    phs_ci_artifact(ci, phs_is(value, PHS_MAP) ? one ? one : phs_get(value, "paths") : value);
}

static void see_federation(struct phs_ci *ci, const struct phs_value *value) {
    ci->federated |= !phs_is(value, PHS_BOOL) || phs_is_true(value);
}

/* A connection is federated or holds a secret; which of the two stands in the settings of the project. */
static void see_connection(struct phs_ci *ci, const struct phs_value *value) {
    ci->connection |= phs_is(value, PHS_STRING);
}

/* What stands behind the last @ or colon. */
static struct phs_slice after_last(struct phs_slice text, char mark) {
    for (size_t i = text.len; i > 0; i--)
        if (text.ptr[i - 1] == mark)
            return phs_slice_n(text.ptr + i, text.len - i);
    return (struct phs_slice){0};
}

/* GitLab: a file from a server, from another project, or a component of a catalogue. */
static void see_include_one(struct phs_ci *ci, const struct phs_value *include) {
    const struct phs_value *project = phs_get(include, "project"), *component = phs_get(include, "component");
    struct phs_slice ref = phs_text(phs_get(include, "ref"));
    bool remote = phs_get(include, "remote") != NULL || phs_slice_starts(phs_text(include), "http");
    ci->remote_include |= remote && !phs_get(include, "integrity");
    if (remote && !ci->line)
        ci->line = include->place.line;
    if (phs_is(project, PHS_STRING))
        phs_ci_action(ci, project->string, phs_ci_ref_kind(ref), phs_ci_is_commit(ref), false, project->place.line);
    if (phs_is(component, PHS_STRING)) {
        ref = after_last(component->string, '@');
        phs_ci_action(ci, component->string, phs_ci_ref_kind(ref), phs_ci_is_commit(ref) || phs_ci_is_version(ref),
                      phs_slice_starts(component->string, "$CI_SERVER_FQDN/components/"), component->place.line);
    }
}

static void see_include(struct phs_ci *ci, const struct phs_value *include) {
    if (!phs_is(include, PHS_LIST))
        see_include_one(ci, include);
    for (size_t i = 0; phs_is(include, PHS_LIST) && i < include->list.n; i++)
        see_include_one(ci, include->list.at[i]);
}

/* CircleCI: a published version of an orb does not change; volatile, a major or a minor version does. */
static void see_orbs(struct phs_ci *ci, const struct phs_value *orbs) {
    for (size_t i = 0; phs_is(orbs, PHS_MAP) && i < orbs->map.n; i++) {
        struct phs_slice orb = phs_text(orbs->map.at[i].value), version = after_last(orb, '@');
        phs_ci_action(ci, orb, phs_ci_ref_kind(version), phs_ci_is_version(version), phs_slice_starts(orb, "circleci/"),
                      orbs->map.at[i].key_place.line);
    }
}

/* Bitbucket: a pipe is an image by its tag. */
static void see_pipe(struct phs_ci *ci, const struct phs_value *pipe) {
    struct phs_slice text = phs_text(pipe);
    if (phs_is(pipe, PHS_STRING))
        phs_ci_action(ci, text, "image", phs_ci_holds(text, "@sha256:"), phs_slice_starts(text, "atlassian/"),
                      pipe->place.line);
}

/* Azure: templates of another repository come as its branch is at that time. */
static void see_repositories(struct phs_ci *ci, const struct phs_value *list) {
    for (size_t i = 0; phs_is(list, PHS_LIST) && i < list->list.n; i++) {
        const struct phs_value *item = list->list.at[i], *name = phs_get(item, "name");
        struct phs_slice ref = phs_text(phs_get(item, "ref"));
        if (phs_is(name, PHS_STRING) && phs_get(item, "repository") && !phs_slice_is(phs_text(phs_get(item, "type")), "git"))
            phs_ci_action(ci, name->string, phs_slice_starts(ref, "refs/tags/") ? "tag" : phs_ci_ref_kind(ref),
                          phs_ci_is_commit(ref), false, name->place.line);
    }
}

/* pre-commit resolves rev once a machine and says that it must not move: tags and commits are taken at their word. */
static void see_hooks(struct phs_ci *ci, const struct phs_value *list) {
    for (size_t i = 0; phs_is(list, PHS_LIST) && i < list->list.n; i++) {
        const struct phs_value *repo = phs_get(list->list.at[i], "repo"), *rev = phs_get(list->list.at[i], "rev");
        struct phs_slice from = phs_text(repo), ref = phs_text(rev);
        const char *kind = phs_ci_ref_kind(ref);
        if (!phs_is(repo, PHS_STRING) || phs_word_listed("local|meta", from))
            continue;
        bool numbered = phs_is(rev, PHS_NUMBER) || phs_ci_holds(ref, ".") || phs_ci_is_commit(ref) || strcmp(kind, "tag") == 0;
        phs_ci_action(ci, from, kind, numbered, false, repo->place.line);
    }
}

static const struct {
    const char *systems, *keys;
    seeing see;
} table[] = {
    {"gitlab", "script|before_script|after_script", phs_ci_script},
    {"gitlab", "image", see_image},
    {"gitlab", "services", see_images},
    {"gitlab|bitbucket", "variables", phs_ci_variables},
    {"gitlab|bitbucket", "artifacts", see_paths},
    {"gitlab", "include", see_include},
    {"gitlab", "id_tokens", see_federation},
    {"azure", "script|bash|pwsh|powershell|inlineScript|inline", phs_ci_script},
    {"azure", "container", see_image},
    {"azure", "containers", see_images},
    {"azure", "variables|env", phs_ci_variables},
    {"azure", "publish|targetPath|PathtoPublish|pathToPublish", phs_ci_artifact},
    {"azure", "repositories", see_repositories},
    {"azure", "azureSubscription|backendServiceArm|awsCredentials", see_connection},
    {"circleci", "run", see_command},
    {"circleci", "docker", see_images},
    {"circleci", "environment", phs_ci_variables},
    {"circleci", "orbs", see_orbs},
    {"circleci", "store_artifacts", see_paths},
    {"circleci", "role-arn|role_arn", see_federation},
    {"bitbucket", "script|after-script", phs_ci_script},
    {"bitbucket", "image", see_image},
    {"bitbucket", "pipe", see_pipe},
    {"bitbucket", "oidc", see_federation},
    {"pre-commit", "repos", see_hooks},
};

static void visit(struct phs_ci *ci, const struct phs_value *value, int depth) {
    if (depth == DEEPEST)
        return;
    for (size_t i = 0; phs_is(value, PHS_LIST) && i < value->list.n; i++)
        visit(ci, value->list.at[i], depth + 1);
    for (size_t i = 0; phs_is(value, PHS_MAP) && i < value->map.n; i++) {
        const struct phs_entry *entry = &value->map.at[i];
        for (size_t k = 0; k < sizeof table / sizeof *table; k++)
            if (phs_word_listed(table[k].systems, phs_slice(ci->system)) && phs_word_listed(table[k].keys, entry->key))
                table[k].see(ci, entry->value);
        visit(ci, entry->value, depth + 1);
    }
}

void phs_ci_by_keys(struct phs_ci *ci, const struct phs_value *root) {
    visit(ci, root, 0);
}
