/* SPDX-License-Identifier: Apache-2.0 */
/* GitHub workflows -> `ci_workflow`: what their token may do, whose code they run, and whether a stranger's text reaches a
 * shell. Events and contexts as GitHub's "Security hardening for GitHub Actions" names them. */
#include <ctype.h>

#include "collect/git/parts.h"
#include "parse/yaml.h"

enum { MOST_ACTIONS = 200, MOST_LISTED = 50, LONGEST_EXPRESSION = 200 };

struct workflow {
    struct phs_arena *arena;
    bool pull_request_target, workflow_run;
    bool declared, every_job_declared, write_all; /* permissions */
    const struct phs_value *actions[MOST_ACTIONS], *unpinned[MOST_LISTED], *injections[MOST_LISTED];
    size_t action_count, unpinned_count, injection_count;
    bool inherits, untrusted_checkout, static_keys, dumps_secrets, piped_shell, self_hosted;
    uint32_t line; /* of the first thing that is wrong */
};

static bool holds(struct phs_slice text, const char *word) {
    return phs_slice_find(text, phs_slice(word)) != (size_t)-1;
}

static void mark(struct workflow *workflow, const struct phs_value *at) {
    if (!workflow->line)
        workflow->line = at->place.line;
}

static bool is_commit(struct phs_slice ref) {
    for (size_t i = 0; i < ref.len; i++)
        if (!isxdigit((unsigned char)ref.ptr[i]))
            return false;
    return ref.len == 40 || ref.len == 64;
}

static const char *ref_kind(struct phs_slice ref) {
    if (is_commit(ref))
        return "sha";
    return ref.len > 0 && (isdigit((unsigned char)ref.ptr[0]) ||
                           (ref.ptr[0] == 'v' && ref.len > 1 && isdigit((unsigned char)ref.ptr[1])))
               ? "tag"
               : "branch";
}

/* GitHub's own actions change with the platform that runs the workflow anyway. */
static bool is_platform_owned(struct phs_slice uses) {
    return phs_slice_starts(uses, "actions/") || phs_slice_starts(uses, "github/");
}

static void see_action(struct workflow *workflow, const struct phs_value *value) {
    struct phs_slice uses = phs_text(value), rest = uses, name, ref = {0};
    struct phs_map_builder map;
    if (uses.len == 0 || uses.ptr[0] == '.' || workflow->action_count == MOST_ACTIONS)
        return;
    phs_slice_cut(&rest, '@', &name);
    ref = rest;
    bool image = phs_slice_starts(uses, "docker://"), pinned = image ? holds(uses, "@sha256:") : is_commit(ref);
    phs_map_builder_init(&map, workflow->arena);
    phs_git_set_text(&map, "uses", phs_slice_dup(workflow->arena, uses));
    phs_git_set_bool(&map, "pinned", pinned);
    phs_git_set_text(&map, "ref", image ? "image" : ref_kind(ref));
    phs_git_set_bool(&map, "platform_owned", is_platform_owned(uses));
    workflow->actions[workflow->action_count++] = phs_map_builder_done(&map, value->place);
    if (!pinned && !is_platform_owned(uses) && workflow->unpinned_count < MOST_LISTED) {
        workflow->unpinned[workflow->unpinned_count++] = phs_value_text(workflow->arena, phs_slice_dup(workflow->arena, uses));
        mark(workflow, value);
    }
}

/* Text that whoever opens an issue, a pull request or a branch chooses. */
static bool is_untrusted(struct phs_slice expression) {
    static const char *const contexts[] = {"github.event.issue.title",
                                           "github.event.issue.body",
                                           "github.event.pull_request.title",
                                           "github.event.pull_request.body",
                                           "github.event.comment.body",
                                           "github.event.review.body",
                                           "github.event.review_comment.body",
                                           "github.event.discussion.title",
                                           "github.event.discussion.body",
                                           "github.event.head_commit.message",
                                           "github.event.head_commit.author",
                                           "github.event.pull_request.head.ref",
                                           "github.event.pull_request.head.label",
                                           "github.event.pull_request.head.repo.default_branch",
                                           "github.event.workflow_run.head_branch",
                                           "github.event.workflow_run.head_commit.message",
                                           "github.head_ref"};
    for (size_t i = 0; i < sizeof contexts / sizeof *contexts; i++)
        if (holds(expression, contexts[i]))
            return true;
    return holds(expression, "github.event.commits") && (holds(expression, ".message") || holds(expression, ".author"));
}

static void see_expressions(struct workflow *workflow, const struct phs_value *script) {
    struct phs_slice rest = phs_text(script);
    size_t at;
    while ((at = phs_slice_find(rest, PHS_SLICE("${{"))) != (size_t)-1) {
        rest = phs_slice_n(rest.ptr + at + 3, rest.len - at - 3);
        size_t end = phs_slice_find(rest, PHS_SLICE("}}"));
        struct phs_slice expression = phs_slice_trim(phs_slice_n(rest.ptr, end == (size_t)-1 ? rest.len : end));
        if (!is_untrusted(expression) || workflow->injection_count == MOST_LISTED)
            continue;
        if (expression.len > LONGEST_EXPRESSION)
            expression.len = LONGEST_EXPRESSION;
        workflow->injections[workflow->injection_count++] =
            phs_value_text(workflow->arena, phs_slice_dup(workflow->arena, expression));
        mark(workflow, script);
    }
}

/* "curl ... | sh" on one line. */
static bool pipes_into_shell(struct phs_slice script) {
    static const char *const shells[] = {"| sh", "|sh", "| bash", "|bash", "| sudo sh", "| sudo bash", "| sudo -E bash"};
    struct phs_slice line;
    while (phs_slice_cut(&script, '\n', &line))
        for (size_t i = 0; i < sizeof shells / sizeof *shells; i++)
            if ((holds(line, "curl ") || holds(line, "wget ")) && holds(line, shells[i]))
                return true;
    return false;
}

static void see_step(struct workflow *workflow, const struct phs_value *step) {
    const struct phs_value *uses = phs_get(step, "uses"), *with = phs_get(step, "with"), *run = phs_get(step, "run");
    struct phs_slice ref = phs_text(phs_get(with, "ref"));
    see_action(workflow, uses);
    see_expressions(workflow, run);
    see_expressions(workflow, phs_get(with, "script")); /* actions/github-script */
    workflow->piped_shell |= pipes_into_shell(phs_text(run));
    if (phs_slice_starts(phs_text(uses), "actions/checkout") &&
        (holds(ref, "pull_request.head") || holds(ref, "github.head_ref") || holds(ref, "refs/pull/")))
        workflow->untrusted_checkout = true;
    if (phs_slice_starts(phs_text(uses), "aws-actions/configure-aws-credentials") && phs_get(with, "aws-access-key-id") &&
        !phs_get(with, "role-to-assume"))
        workflow->static_keys = true;
    if (phs_slice_starts(phs_text(uses), "google-github-actions/auth") && phs_get(with, "credentials_json"))
        workflow->static_keys = true;
    if (phs_slice_starts(phs_text(uses), "azure/login") && phs_get(with, "creds"))
        workflow->static_keys = true;
}

static bool dumps_secrets(const struct phs_value *value, int depth) {
    if (phs_is(value, PHS_STRING))
        return holds(value->string, "toJSON(secrets)") || holds(value->string, "toJson(secrets)");
    for (size_t i = 0; depth < 20 && phs_is(value, PHS_LIST) && i < value->list.n; i++)
        if (dumps_secrets(value->list.at[i], depth + 1))
            return true;
    for (size_t i = 0; depth < 20 && phs_is(value, PHS_MAP) && i < value->map.n; i++)
        if (dumps_secrets(value->map.at[i].value, depth + 1))
            return true;
    return false;
}

static bool grants_all(const struct phs_value *permissions) {
    return phs_slice_is(phs_text(permissions), "write-all");
}

static bool names_self_hosted(const struct phs_value *runs_on) {
    if (phs_slice_is(phs_text(runs_on), "self-hosted"))
        return true;
    for (size_t i = 0; phs_is(runs_on, PHS_LIST) && i < runs_on->list.n; i++)
        if (phs_slice_is(phs_text(runs_on->list.at[i]), "self-hosted"))
            return true;
    return false;
}

static void see_job(struct workflow *workflow, const struct phs_value *job) {
    const struct phs_value *steps = phs_get(job, "steps"), *permissions = phs_get(job, "permissions");
    workflow->every_job_declared &= permissions != NULL;
    workflow->write_all |= grants_all(permissions);
    workflow->self_hosted |= names_self_hosted(phs_get(job, "runs-on"));
    see_action(workflow, phs_get(job, "uses"));
    workflow->inherits |= phs_slice_is(phs_text(phs_get(job, "secrets")), "inherit");
    for (size_t i = 0; phs_is(steps, PHS_LIST) && i < steps->list.n; i++)
        see_step(workflow, steps->list.at[i]);
}

/* on: push; on: [push]; on: {push: ...}. Under YAML 1.1 the key is a boolean. */
static const struct phs_value *triggers_of(const struct phs_value *root) {
    const struct phs_value *on = phs_get(root, "on");
    return on ? on : phs_get(root, "true");
}

static size_t list_triggers(struct workflow *workflow, const struct phs_value *on, const struct phs_value *items[MOST_LISTED]) {
    size_t n = 0;
    if (phs_is(on, PHS_STRING))
        items[n++] = phs_value_text(workflow->arena, phs_slice_dup(workflow->arena, on->string));
    for (size_t i = 0; phs_is(on, PHS_LIST) && i < on->list.n && n < MOST_LISTED; i++)
        items[n++] = phs_value_text(workflow->arena, phs_slice_dup(workflow->arena, phs_text(on->list.at[i])));
    for (size_t i = 0; phs_is(on, PHS_MAP) && i < on->map.n && n < MOST_LISTED; i++)
        items[n++] = phs_value_text(workflow->arena, phs_slice_dup(workflow->arena, on->map.at[i].key));
    for (size_t i = 0; i < n; i++) {
        workflow->pull_request_target |= phs_slice_is(phs_text(items[i]), "pull_request_target");
        workflow->workflow_run |= phs_slice_is(phs_text(items[i]), "workflow_run");
    }
    return n;
}

static void read_github(struct workflow *workflow, const struct phs_value *root, struct phs_map_builder *map) {
    const struct phs_value *items[MOST_LISTED], *jobs = phs_get(root, "jobs"), *permissions = phs_get(root, "permissions");
    size_t triggers = list_triggers(workflow, triggers_of(root), items);
    workflow->every_job_declared = phs_is(jobs, PHS_MAP) && jobs->map.n > 0;
    workflow->declared = permissions != NULL;
    workflow->write_all = grants_all(permissions);
    for (size_t i = 0; phs_is(jobs, PHS_MAP) && i < jobs->map.n; i++)
        see_job(workflow, jobs->map.at[i].value);
    workflow->dumps_secrets = dumps_secrets(root, 0);
    const struct phs_value *list = phs_value_list(workflow->arena, items, triggers, (struct phs_place){0});
    phs_map_builder_set(map, PHS_SLICE("triggers"), list->place, list);
    phs_git_set_bool(map, "pull_request_target", workflow->pull_request_target);
    phs_git_set_bool(map, "permissions_declared", workflow->declared || workflow->every_job_declared);
    phs_git_set_bool(map, "write_all", workflow->write_all);
    phs_git_set_bool(map, "secrets_inherit", workflow->inherits);
    phs_git_set_bool(map, "untrusted_checkout",
                     workflow->untrusted_checkout && (workflow->pull_request_target || workflow->workflow_run));
    phs_git_set_bool(map, "static_cloud_keys", workflow->static_keys);
    phs_git_set_bool(map, "all_secrets_exposed", workflow->dumps_secrets);
    phs_git_set_bool(map, "piped_shell", workflow->piped_shell);
    phs_git_set_bool(map, "self_hosted", workflow->self_hosted);
}

/* GitLab: whose configuration and images it takes. */
static void read_gitlab(struct workflow *workflow, const struct phs_value *root, struct phs_map_builder *map) {
    const struct phs_value *include = phs_get(root, "include");
    bool remote = phs_slice_starts(phs_text(include), "http") || phs_get(include, "remote") != NULL;
    for (size_t i = 0; phs_is(include, PHS_LIST) && i < include->list.n; i++)
        remote |= phs_get(include->list.at[i], "remote") != NULL || phs_slice_starts(phs_text(include->list.at[i]), "http");
    for (size_t i = 0; phs_is(root, PHS_MAP) && i < root->map.n; i++) {
        const struct phs_value *script = phs_get(root->map.at[i].value, "script");
        workflow->piped_shell |= pipes_into_shell(phs_text(script));
        for (size_t k = 0; phs_is(script, PHS_LIST) && k < script->list.n; k++)
            workflow->piped_shell |= pipes_into_shell(phs_text(script->list.at[k]));
    }
    phs_git_set_bool(map, "remote_include", remote);
    phs_git_set_bool(map, "piped_shell", workflow->piped_shell);
}

static void set_list(struct phs_map_builder *map, const char *key, const struct phs_value **items, size_t n) {
    const struct phs_value *list = phs_value_list(map->arena, items, n, (struct phs_place){0});
    phs_map_builder_set(map, phs_slice(key), list->place, list);
}

static const struct phs_value *parse(struct phs_arena *arena, const struct phs_source *source, struct phs_slice text) {
    const struct phs_yaml_options options = {
        .allow_duplicates = true, .max_nodes = 100000, .max_depth = 64, .max_documents = 4};
    const struct phs_value *root = NULL;
    return phs_yaml_parse_one(arena, source, text, &options, &root, NULL) == PHS_OK ? root : NULL;
}

void phs_git_workflow(struct phs_git_scan *scan, const struct phs_seen_file *file) {
    struct phs_arena *arena = scan->graph->arena;
    if (file->look.text.len == 0)
        return;
    struct phs_arena *scratch = phs_arena_new();
    struct workflow workflow = {.arena = arena};
    struct phs_map_builder map;
    const struct phs_source *source = phs_git_source(scan, file->path);
    const struct phs_value *root = parse(scratch, source, file->look.text);
    bool github = strncmp(file->path, ".github/", 8) == 0;
    if (!phs_is(root, PHS_MAP)) {
        phs_graph_cover(scan->graph, "file", source->path, PHS_NOT_READ, false, "the workflow is no YAML that can be read",
                        (struct phs_place){.source = source, .line = 1});
    } else {
        phs_map_builder_init(&map, arena);
        phs_git_set_text(&map, "file", source->path);
        phs_git_set_text(&map, "system", github ? "github" : "gitlab");
        if (github)
            read_github(&workflow, root, &map);
        else
            read_gitlab(&workflow, root, &map);
        set_list(&map, "actions", workflow.actions, workflow.action_count);
        set_list(&map, "unpinned", workflow.unpinned, workflow.unpinned_count);
        set_list(&map, "run_injection", workflow.injections, workflow.injection_count);
        phs_git_set_text(&map, "repository", scan->root);
        phs_git_finish(phs_git_add(scan, "ci_workflow", phs_printf(arena, "workflow:%s", source->path),
                                   phs_path_base(source->path), source, workflow.line ? workflow.line : 1),
                       &map);
    }
    phs_arena_free(scratch);
}
