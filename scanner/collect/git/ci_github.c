/* SPDX-License-Identifier: Apache-2.0 */
/* GitHub workflows and composite actions: what their token may do, whose code they run, and whether a stranger's text reaches a
 * shell. Events and contexts as GitHub's "Security hardening for GitHub Actions" names them. */
#include "collect/git/ci.h"
#include "collect/git/parts.h"

enum { MOST_TRIGGERS = 50, MOST_TAINTED = 20, DEEPEST = 20 };

struct workflow {
    struct phs_ci *ci;
    bool pull_request_target, workflow_run, comment, stranger, release;
    bool declared, every_job_declared, write_all; /* permissions */
    bool inherits, untrusted_checkout, dumps_secrets, self_hosted, cache;
    struct phs_slice tainted[MOST_TAINTED]; /* variables that hold a stranger's text */
    size_t tainted_count;
};

/* GitHub's own actions change with the platform that runs the workflow anyway. */
static bool is_platform_owned(struct phs_slice uses) {
    return phs_slice_starts(uses, "actions/") || phs_slice_starts(uses, "github/");
}

static void see_action(struct phs_ci *ci, const struct phs_value *value) {
    struct phs_slice uses = phs_text(value), ref = uses, name;
    if (uses.len == 0 || uses.ptr[0] == '.')
        return;
    phs_slice_cut(&ref, '@', &name);
    bool image = phs_slice_starts(uses, "docker://");
    if (image)
        phs_ci_image(ci, phs_slice_n(uses.ptr + 9, uses.len - 9), value->place.line);
    phs_ci_action(ci, uses, image ? "image" : phs_ci_ref_kind(ref),
                  image ? phs_ci_holds(uses, "@sha256:") : phs_ci_is_commit(ref), is_platform_owned(uses), value->place.line);
}

/* ${{ env.TITLE }} is pasted like the text that TITLE was given; "$TITLE" is not. */
static void see_tainted(struct workflow *workflow, const struct phs_value *script) {
    for (size_t i = 0; phs_is(script, PHS_STRING) && i < workflow->tainted_count; i++) {
        char text[120];
        struct phs_slice name = workflow->tainted[i];
        if (name.len > 100)
            continue;
        memcpy(text, "env.", 4);
        memcpy(text + 4, name.ptr, name.len);
        text[4 + name.len] = '\0';
        size_t at = phs_slice_find(script->string, phs_slice(text));
        struct phs_slice before = phs_slice_n(script->string.ptr, at == (size_t)-1 ? 0 : at);
        if (at != (size_t)-1 && phs_slice_ends(phs_slice_trim(before), "${{"))
            phs_ci_note(workflow->ci, &workflow->ci->injections, phs_slice(text), script->place.line);
    }
}

static void see_script(struct workflow *workflow, const struct phs_value *script) {
    phs_ci_script(workflow->ci, script);
    see_tainted(workflow, script);
}

/* What holds a secret under any name, and what holds a stranger's text. */
static void see_env(struct workflow *workflow, const struct phs_value *env) {
    struct phs_ci *ci = workflow->ci;
    phs_ci_variables(ci, env);
    for (size_t i = 0; phs_is(env, PHS_MAP) && i < env->map.n && ci->secret_count < PHS_MOST_CI_SECRETS; i++)
        if (phs_ci_holds(phs_text(env->map.at[i].value), "${{") && phs_ci_holds(phs_text(env->map.at[i].value), "secrets."))
            ci->secrets[ci->secret_count++] = env->map.at[i].key;
    for (size_t i = 0; phs_is(env, PHS_MAP) && i < env->map.n && workflow->tainted_count < MOST_TAINTED; i++)
        if (phs_ci_holds(phs_text(env->map.at[i].value), "${{") &&
            phs_ci_is_untrusted(workflow->ci->system, phs_text(env->map.at[i].value)))
            workflow->tainted[workflow->tainted_count++] = env->map.at[i].key;
}

static void see_login(struct phs_ci *ci, struct phs_slice uses, const struct phs_value *with) {
    if (phs_slice_starts(uses, "aws-actions/configure-aws-credentials") && phs_get(with, "aws-access-key-id") &&
        !phs_get(with, "role-to-assume"))
        ci->static_keys = true;
    if (phs_slice_starts(uses, "google-github-actions/auth") && phs_get(with, "credentials_json"))
        ci->static_keys = true;
    if (phs_slice_starts(uses, "azure/login") && phs_get(with, "creds"))
        ci->static_keys = true;
}

/* A cache is shared by the runs of a branch: what one of them puts there, the next unpacks and ships. */
static bool uses_cache(struct phs_slice uses, const struct phs_value *with) {
    struct phs_slice wanted = phs_text(phs_get(with, "cache"));
    return phs_slice_starts(uses, "actions/cache@") || phs_slice_starts(uses, "actions/cache/restore") ||
           phs_slice_starts(uses, "Swatinem/rust-cache") ||
           (phs_slice_starts(uses, "actions/setup-") && wanted.len > 0 && !phs_slice_is(wanted, "false")) ||
           phs_ci_holds(phs_text(phs_get(with, "cache-from")), "type=gha");
}

static void see_with(struct workflow *workflow, const struct phs_value *with) {
    static const char *const scripts[] = {"script", "inlineScript", "azPSInline", "run", "command"};
    for (size_t i = 0; i < sizeof scripts / sizeof *scripts; i++) {
        workflow->ci->javascript = i == 0;
        see_script(workflow, phs_get(with, scripts[i]));
    }
    workflow->ci->javascript = false;
    for (size_t i = 0; phs_is(with, PHS_MAP) && i < with->map.n; i++)
        phs_ci_variable(workflow->ci, with->map.at[i].key, with->map.at[i].value);
}

static void see_step(struct workflow *workflow, const struct phs_value *step) {
    const struct phs_value *with = phs_get(step, "with"), *run = phs_get(step, "run");
    struct phs_slice ref = phs_text(phs_get(with, "ref")), uses = phs_text(phs_get(step, "uses"));
    size_t tainted = workflow->tainted_count, secrets = workflow->ci->secret_count;
    see_action(workflow->ci, phs_get(step, "uses"));
    see_env(workflow, phs_get(step, "env"));
    see_script(workflow, run);
    see_with(workflow, with);
    see_login(workflow->ci, uses, with);
    workflow->cache |= uses_cache(uses, with);
    if (phs_slice_starts(uses, "actions/upload-artifact"))
        phs_ci_artifact(workflow->ci, phs_get(with, "path"));
    if ((phs_slice_starts(uses, "actions/checkout") &&
         (phs_ci_holds(ref, "pull_request.head") || phs_ci_holds(ref, "github.head_ref") || phs_ci_holds(ref, "refs/pull/") ||
          phs_ci_holds(ref, "workflow_run.head"))) ||
        phs_ci_takes_pull_request(phs_text(run)))
        workflow->untrusted_checkout = true;
    workflow->tainted_count = tainted;
    workflow->ci->secret_count = secrets;
}

static void see_steps(struct workflow *workflow, const struct phs_value *steps) {
    for (size_t i = 0; phs_is(steps, PHS_LIST) && i < steps->list.n; i++)
        see_step(workflow, steps->list.at[i]);
}

static bool dumps_secrets(const struct phs_value *value, int depth) {
    if (phs_is(value, PHS_STRING))
        return phs_ci_holds(value->string, "toJSON(secrets)") || phs_ci_holds(value->string, "toJson(secrets)");
    for (size_t i = 0; depth < DEEPEST && phs_is(value, PHS_LIST) && i < value->list.n; i++)
        if (dumps_secrets(value->list.at[i], depth + 1))
            return true;
    for (size_t i = 0; depth < DEEPEST && phs_is(value, PHS_MAP) && i < value->map.n; i++)
        if (dumps_secrets(value->map.at[i].value, depth + 1))
            return true;
    return false;
}

static bool grants_all(const struct phs_value *permissions) {
    return phs_slice_is(phs_text(permissions), "write-all");
}

/* "self-hosted", a list with it, or a group of runners. */
static bool names_self_hosted(const struct phs_value *runs_on) {
    const struct phs_value *labels = phs_get(runs_on, "labels");
    if (phs_slice_is(phs_text(runs_on), "self-hosted") || phs_slice_is(phs_text(labels), "self-hosted"))
        return true;
    for (size_t i = 0; phs_is(runs_on, PHS_LIST) && i < runs_on->list.n; i++)
        if (phs_slice_is(phs_text(runs_on->list.at[i]), "self-hosted"))
            return true;
    return phs_is(labels, PHS_LIST) && names_self_hosted(labels);
}

static void see_container(struct phs_ci *ci, const struct phs_value *container) {
    const struct phs_value *image = phs_is(container, PHS_MAP) ? phs_get(container, "image") : container;
    if (phs_is(image, PHS_STRING))
        phs_ci_image(ci, image->string, image->place.line);
    phs_ci_options(ci, phs_get(container, "options"));
}

static void see_job(struct workflow *workflow, const struct phs_value *job) {
    const struct phs_value *permissions = phs_get(job, "permissions"), *services = phs_get(job, "services");
    size_t tainted = workflow->tainted_count, secrets = workflow->ci->secret_count;
    workflow->every_job_declared &= permissions != NULL;
    workflow->write_all |= grants_all(permissions);
    workflow->self_hosted |= names_self_hosted(phs_get(job, "runs-on"));
    see_action(workflow->ci, phs_get(job, "uses"));
    workflow->inherits |= phs_slice_is(phs_text(phs_get(job, "secrets")), "inherit");
    see_container(workflow->ci, phs_get(job, "container"));
    for (size_t i = 0; phs_is(services, PHS_MAP) && i < services->map.n; i++)
        see_container(workflow->ci, services->map.at[i].value);
    see_env(workflow, phs_get(job, "env"));
    see_steps(workflow, phs_get(job, "steps"));
    workflow->tainted_count = tainted;
    workflow->ci->secret_count = secrets;
}

/* on: push; on: [push]; on: {push: ...}. Under YAML 1.1 the key is a boolean. */
static const struct phs_value *triggers_of(const struct phs_value *root) {
    const struct phs_value *on = phs_get(root, "on");
    return on ? on : phs_get(root, "true");
}

static void see_trigger(struct workflow *workflow, struct phs_slice name, const struct phs_value *with) {
    workflow->pull_request_target |= phs_slice_is(name, "pull_request_target");
    workflow->workflow_run |= phs_slice_is(name, "workflow_run");
    workflow->comment |= phs_slice_is(name, "issue_comment");
    workflow->stranger |= phs_slice_starts(name, "pull_request") || phs_slice_is(name, "issue_comment");
    workflow->release |=
        phs_slice_is(name, "release") || (phs_slice_is(name, "push") && phs_get(with, "tags") && !phs_get(with, "branches"));
}

static size_t list_triggers(struct workflow *workflow, const struct phs_value *on,
                            const struct phs_value *items[MOST_TRIGGERS]) {
    struct phs_arena *arena = workflow->ci->arena;
    size_t n = 0, count = phs_is(on, PHS_LIST) ? on->list.n : phs_is(on, PHS_MAP) ? on->map.n : phs_is(on, PHS_STRING);
    for (size_t i = 0; i < count && n < MOST_TRIGGERS; i++) {
        bool map = phs_is(on, PHS_MAP);
        struct phs_slice name = map ? on->map.at[i].key : phs_is(on, PHS_LIST) ? phs_text(on->list.at[i]) : on->string;
        see_trigger(workflow, name, map ? on->map.at[i].value : NULL);
        items[n++] = phs_value_text(arena, phs_slice_dup(arena, name));
    }
    return n;
}

/* A stranger's pull request on a machine that is not thrown away afterwards. Forks of a public repository may open one; whether
 * it is public stands nowhere in its files. */
static void set_strangers(const struct workflow *workflow, struct phs_map_builder *map) {
    if (!workflow->self_hosted || !workflow->stranger || workflow->untrusted_checkout) {
        phs_git_set_bool(map, "self_hosted_for_strangers", workflow->self_hosted && workflow->stranger);
        return;
    }
    const struct phs_value *unknown = phs_value_unknown(
        map->arena, PHS_WHY_UNREAD,
        "whether strangers may open pull requests, and who approves their runs, stands in the repository's settings",
        (struct phs_place){0});
    phs_map_builder_set(map, PHS_SLICE("self_hosted_for_strangers"), unknown->place, unknown);
}

static void set_all(const struct workflow *workflow, struct phs_map_builder *map) {
    phs_git_set_bool(map, "pull_request_target", workflow->pull_request_target);
    phs_git_set_bool(map, "permissions_declared", workflow->declared || workflow->every_job_declared);
    phs_git_set_bool(map, "write_all", workflow->write_all);
    phs_git_set_bool(map, "secrets_inherit", workflow->inherits);
    phs_git_set_bool(map, "untrusted_checkout",
                     workflow->untrusted_checkout &&
                         (workflow->pull_request_target || workflow->workflow_run || workflow->comment));
    phs_git_set_bool(map, "all_secrets_exposed", workflow->dumps_secrets);
    phs_git_set_bool(map, "self_hosted", workflow->self_hosted);
    phs_git_set_bool(map, "shared_cache", workflow->cache && (workflow->release || workflow->pull_request_target));
    set_strangers(workflow, map);
}

void phs_ci_github(struct phs_ci *ci, const struct phs_value *root, struct phs_map_builder *map) {
    const struct phs_value *items[MOST_TRIGGERS], *jobs = phs_get(root, "jobs"), *permissions = phs_get(root, "permissions");
    struct workflow workflow = {.ci = ci,
                                .every_job_declared = phs_is(jobs, PHS_MAP) && jobs->map.n > 0,
                                .declared = permissions != NULL,
                                .write_all = grants_all(permissions),
                                .dumps_secrets = dumps_secrets(root, 0)};
    size_t triggers = list_triggers(&workflow, triggers_of(root), items);
    see_env(&workflow, phs_get(root, "env"));
    for (size_t i = 0; phs_is(jobs, PHS_MAP) && i < jobs->map.n; i++)
        see_job(&workflow, jobs->map.at[i].value);
    const struct phs_value *list = phs_value_list(ci->arena, items, triggers, (struct phs_place){0});
    phs_map_builder_set(map, PHS_SLICE("triggers"), list->place, list);
    set_all(&workflow, map);
}

void phs_ci_github_action(struct phs_ci *ci, const struct phs_value *root) {
    const struct phs_value *runs = phs_get(root, "runs"), *image = phs_get(runs, "image");
    struct workflow workflow = {.ci = ci};
    see_steps(&workflow, phs_get(runs, "steps"));
    if (phs_slice_starts(phs_text(image), "docker://"))
        phs_ci_image(ci, phs_slice_n(image->string.ptr + 9, image->string.len - 9), image->place.line);
}
