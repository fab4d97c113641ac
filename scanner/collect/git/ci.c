/* SPDX-License-Identifier: Apache-2.0 */
/* The record of one pipeline file: what readers of every system add, each name once and a bounded number of them. */
#include "collect/git/ci.h"

#include "base/file.h"
#include "collect/git/parts.h"
#include "collect/git/role.h"
#include "parse/yaml.h"

enum { LONGEST_EXPRESSION = 200 };

void phs_ci_note(struct phs_ci *ci, struct phs_ci_names *names, struct phs_slice name, uint32_t line) {
    if (name.len > LONGEST_EXPRESSION)
        name.len = LONGEST_EXPRESSION;
    if (!ci->line)
        ci->line = line;
    for (size_t i = 0; i < names->n; i++)
        if (phs_slice_eq(phs_text(names->at[i]), name))
            return;
    if (names->n < PHS_MOST_CI_NAMES)
        names->at[names->n++] = phs_value_text(ci->arena, phs_slice_dup(ci->arena, name));
}

void phs_ci_action(struct phs_ci *ci, struct phs_slice uses, const char *ref, bool pinned, bool platform_owned, uint32_t line) {
    struct phs_map_builder map;
    if (uses.len == 0 || ci->action_count == PHS_MOST_CI_ACTIONS)
        return;
    phs_map_builder_init(&map, ci->arena);
    phs_git_set_text(&map, "uses", phs_slice_dup(ci->arena, uses));
    phs_git_set_bool(&map, "pinned", pinned);
    phs_git_set_text(&map, "ref", ref);
    phs_git_set_bool(&map, "platform_owned", platform_owned);
    ci->actions[ci->action_count++] = phs_map_builder_done(&map, (struct phs_place){0});
    if (!pinned && !platform_owned)
        phs_ci_note(ci, &ci->unpinned, uses, line);
}

void phs_ci_image(struct phs_ci *ci, struct phs_slice image, uint32_t line) {
    if (phs_ci_is_floating(image))
        phs_ci_note(ci, &ci->floating_images, image, line);
    ci->privileged |= phs_ci_holds(image, "docker:") && phs_ci_holds(image, "dind");
}

/* Expressions that the system puts into the text before a shell reads it. */
static void see_expressions(struct phs_ci *ci, struct phs_slice rest, uint32_t line, const char *open, const char *close) {
    size_t at;
    while ((at = phs_slice_find(rest, phs_slice(open))) != (size_t)-1) {
        rest = phs_slice_n(rest.ptr + at + strlen(open), rest.len - at - strlen(open));
        size_t end = phs_slice_find(phs_slice_n(rest.ptr, rest.len < 1000 ? rest.len : 1000), phs_slice(close));
        struct phs_slice expression = phs_slice_trim(phs_slice_n(rest.ptr, end == (size_t)-1 ? 0 : end));
        bool literal = ci->javascript && (phs_slice_starts(expression, "toJSON(") || phs_slice_starts(expression, "toJson("));
        if (expression.len && !literal && phs_ci_is_untrusted(ci->system, expression))
            phs_ci_note(ci, &ci->injections, expression, line);
    }
}

static void see_line(struct phs_ci *ci, struct phs_slice text, uint32_t line) {
    struct phs_slice name;
    ci->piped_shell |= phs_ci_pipes_into_shell(text);
    ci->calls_cloud |= phs_ci_calls_cloud(text);
    ci->federated |= phs_ci_holds(text, "assume-role-with-web-identity") || phs_ci_holds(text, "--federated-token");
    ci->static_keys |= phs_ci_holds(text, "$AWS_SECRET_ACCESS_KEY") || phs_ci_holds(text, "${AWS_SECRET_ACCESS_KEY}") ||
                       phs_ci_holds(text, "activate-service-account --key-file");
    if (phs_ci_prints_secret(text, ci->secrets, ci->secret_count, &name))
        phs_ci_note(ci, &ci->printed_secrets, name, line);
}

/* A command that goes on in the next line is one line. */
static struct phs_slice joined(struct phs_arena *arena, struct phs_slice script) {
    if (!phs_ci_holds(script, "\\\n"))
        return script;
    char *text = phs_alloc(arena, script.len);
    size_t n = 0;
    for (size_t i = 0; i < script.len; i++)
        if (script.ptr[i] == '\\' && i + 1 < script.len && script.ptr[i + 1] == '\n')
            i++;
        else
            text[n++] = script.ptr[i];
    return phs_slice_n(text, n);
}

void phs_ci_script_text(struct phs_ci *ci, struct phs_slice script, uint32_t line) {
    struct phs_slice rest = joined(ci->arena, script), text;
    bool azure = strcmp(ci->system, "azure") == 0;
    if (strncmp(ci->system, "github", 6) == 0)
        see_expressions(ci, script, line, "${{", "}}");
    else if (azure || strcmp(ci->system, "circleci") == 0)
        see_expressions(ci, script, line, azure ? "$(" : "<<", azure ? ")" : ">>");
    while (phs_slice_cut(&rest, '\n', &text))
        see_line(ci, text, line);
}

void phs_ci_script(struct phs_ci *ci, const struct phs_value *script) {
    if (phs_is(script, PHS_STRING))
        phs_ci_script_text(ci, script->string, script->place.line);
    for (size_t i = 0; phs_is(script, PHS_LIST) && i < script->list.n; i++) {
        const struct phs_value *item = script->list.at[i], *inner = item;
        if (phs_is(inner, PHS_STRING))
            phs_ci_script_text(ci, inner->string, inner->place.line);
        for (size_t k = 0; phs_is(item, PHS_LIST) && k < item->list.n; k++) /* GitLab flattens lists of lists */
            phs_ci_script_text(ci, phs_text(item->list.at[k]), item->place.line);
    }
}

void phs_ci_variable(struct phs_ci *ci, struct phs_slice name, const struct phs_value *value) {
    const struct phs_value *inner = phs_get(value, "value");
    struct phs_slice text = phs_text(inner ? inner : value);
    if (phs_ci_is_cloud_key(name) && (phs_ci_holds(text, "$") || phs_ci_is_filled(text)))
        ci->static_keys = true;
    if (phs_ci_is_secret_name(name) && phs_ci_is_filled(text) && !phs_ci_is_of_the_job(name))
        phs_ci_note(ci, &ci->literal_credentials, name, value->place.line);
}

void phs_ci_variables(struct phs_ci *ci, const struct phs_value *map) {
    for (size_t i = 0; phs_is(map, PHS_MAP) && i < map->map.n; i++)
        phs_ci_variable(ci, map->map.at[i].key, map->map.at[i].value);
    for (size_t i = 0; phs_is(map, PHS_LIST) && i < map->list.n; i++) /* Azure: - name: X, value: y */
        if (phs_get(map->list.at[i], "name"))
            phs_ci_variable(ci, phs_text(phs_get(map->list.at[i], "name")), map->list.at[i]);
        else
            phs_ci_variables(ci, phs_is(map->list.at[i], PHS_MAP) ? map->list.at[i] : NULL);
}

void phs_ci_artifact(struct phs_ci *ci, const struct phs_value *paths) {
    struct phs_slice rest = phs_text(paths), path;
    while (rest.len && phs_slice_cut(&rest, '\n', &path))
        if (phs_ci_is_exposing(path))
            phs_ci_note(ci, &ci->exposed_artifacts, phs_slice_trim(path), paths->place.line);
    for (size_t i = 0; phs_is(paths, PHS_LIST) && i < paths->list.n; i++)
        if (phs_is(paths->list.at[i], PHS_STRING))
            phs_ci_artifact(ci, paths->list.at[i]);
}

void phs_ci_options(struct phs_ci *ci, const struct phs_value *options) {
    struct phs_slice text = phs_text(options);
    if (phs_ci_holds(text, "--privileged") || phs_ci_holds(text, "/var/run/docker.sock")) {
        ci->privileged = true;
        ci->line = ci->line ? ci->line : options->place.line;
    }
}

static void set_names(struct phs_map_builder *map, const char *key, const struct phs_value *const *items, size_t n) {
    const struct phs_value *list = phs_value_list(map->arena, items, n, (struct phs_place){0});
    phs_map_builder_set(map, phs_slice(key), list->place, list);
}

/* Where the key comes from stands in the settings of the project, unless the file shows it. */
static void set_static_keys(const struct phs_ci *ci, struct phs_map_builder *map) {
    bool from_settings = !ci->federated && ci->calls_cloud && strncmp(ci->system, "github", 6) != 0;
    bool hidden = !ci->static_keys && (ci->connection || from_settings);
    if (!hidden) {
        phs_git_set_bool(map, "static_cloud_keys", ci->static_keys);
        return;
    }
    const struct phs_value *unknown = phs_value_unknown(
        ci->arena, PHS_WHY_UNREAD, "what the pipeline signs in to the cloud with stands in settings outside of this file",
        (struct phs_place){0});
    phs_map_builder_set(map, PHS_SLICE("static_cloud_keys"), unknown->place, unknown);
}

void phs_ci_finish(const struct phs_ci *ci, struct phs_map_builder *map) {
    set_names(map, "actions", ci->actions, ci->action_count);
    set_names(map, "unpinned", ci->unpinned.at, ci->unpinned.n);
    set_names(map, "run_injection", ci->injections.at, ci->injections.n);
    set_names(map, "floating_images", ci->floating_images.at, ci->floating_images.n);
    set_names(map, "literal_credentials", ci->literal_credentials.at, ci->literal_credentials.n);
    set_names(map, "printed_secrets", ci->printed_secrets.at, ci->printed_secrets.n);
    set_names(map, "exposed_artifacts", ci->exposed_artifacts.at, ci->exposed_artifacts.n);
    if (strcmp(ci->system, "jenkins") == 0)
        set_names(map, "interpolated_secrets", ci->interpolated_secrets.at, ci->interpolated_secrets.n);
    if (strcmp(ci->system, "gitlab") == 0)
        phs_git_set_bool(map, "remote_include", ci->remote_include);
    phs_git_set_bool(map, "piped_shell", ci->piped_shell);
    phs_git_set_bool(map, "privileged", ci->privileged);
    set_static_keys(ci, map);
}
