/* SPDX-License-Identifier: Apache-2.0 */
/* Files that should not be in a repository, and those that should. */
#include "collect/git/parts.h"
#include "collect/git/role.h"

static const char *kind_name(enum phs_file_kind kind) {
    static const char *const names[] = {[PHS_FILE_STATE] = "terraform-state",
                                        [PHS_FILE_ENV] = "env-file",
                                        [PHS_FILE_DUMP] = "database-dump",
                                        [PHS_FILE_KEYSTORE] = "key-store",
                                        [PHS_FILE_CREDENTIALS] = "credential-file"};
    return kind >= PHS_FILE_STATE && kind <= PHS_FILE_CREDENTIALS ? names[kind] : NULL;
}

void phs_git_file_facts(struct phs_git_scan *scan, const struct phs_seen_file *file) {
    struct phs_arena *arena = scan->graph->arena;
    const char *kind = kind_name(file->look.kind);
    struct phs_map_builder map;
    if (!kind)
        return;
    const struct phs_source *source = phs_git_source(scan, file->path);
    struct phs_resource *resource = phs_git_add(scan, "repository_file", phs_printf(arena, "file:%s", source->path),
                                                phs_path_base(source->path), source, 1);
    const char *role = phs_file_role(file->path);
    phs_map_builder_init(&map, arena);
    phs_git_set_text(&map, "file", source->path);
    phs_git_set_text(&map, "kind", kind);
    phs_git_set_text(&map, "role", role);
    phs_git_set_bool(&map, "template", phs_file_is_template(file->path));
    phs_git_set_bool(&map, "test", strcmp(role, "test") == 0 || strcmp(role, "docs") == 0);
    if (file->seen == PHS_LOOKED_AT) {
        phs_git_set_bool(&map, "has_values", file->look.has_values);
        phs_git_set_bool(&map, "encrypted", file->look.encrypted);
    }
    phs_git_set_text(&map, "repository", scan->root);
    phs_git_finish(resource, &map);
}

bool phs_git_has_file(const struct phs_git_scan *scan, const char *path) {
    size_t low = 0, high = scan->n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(scan->files[middle].path, path);
        if (order == 0)
            return true;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return false;
}

static bool has_any(const struct phs_git_scan *scan, const char *const *paths, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (phs_git_has_file(scan, paths[i]))
            return true;
    return false;
}

static void set_list(struct phs_map_builder *map, const char *key, const struct phs_value **items, size_t n) {
    const struct phs_value *list = phs_value_list(map->arena, items, n, (struct phs_place){0});
    phs_map_builder_set(map, phs_slice(key), list->place, list);
}

/* Only where the whole repository was looked at does a missing file mean something. */
static void set_hygiene(struct phs_git_scan *scan, struct phs_map_builder *map) {
    static const char *const owners[] = {"CODEOWNERS", ".github/CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS"};
    static const char *const policies[] = {"SECURITY.md",        ".github/SECURITY.md", "docs/SECURITY.md",
                                           "SECURITY.rst",       "SECURITY.txt",        "SECURITY",
                                           ".gitlab/SECURITY.md"};
    static const char *const bots[] = {".github/dependabot.yml", ".github/dependabot.yaml", "renovate.json", "renovate.json5",
                                       ".github/renovate.json",  ".github/renovate.json5",  ".renovaterc",   ".renovaterc.json",
                                       ".gitlab/renovate.json"};
    static const char *const hooks[] = {".pre-commit-config.yaml", ".pre-commit-config.yml", "lefthook.yml",
                                        ".husky/pre-commit"};
    phs_git_set_bool(map, "codeowners", has_any(scan, owners, sizeof owners / sizeof *owners));
    phs_git_set_bool(map, "security_policy", has_any(scan, policies, sizeof policies / sizeof *policies));
    phs_git_set_bool(map, "update_bot", has_any(scan, bots, sizeof bots / sizeof *bots));
    phs_git_set_bool(map, "commit_hooks", has_any(scan, hooks, sizeof hooks / sizeof *hooks));
    phs_git_manifests(scan, map);
}

static void set_ci(struct phs_git_scan *scan, struct phs_map_builder *map) {
    static const struct {
        const char *path, *name;
    } systems[] = {{".gitlab-ci.yml", "gitlab"},
                   {".circleci/config.yml", "circleci"},
                   {"Jenkinsfile", "jenkins"},
                   {".travis.yml", "travis"},
                   {"azure-pipelines.yml", "azure"},
                   {"bitbucket-pipelines.yml", "bitbucket"},
                   {".buildkite/pipeline.yml", "buildkite"},
                   {"buildspec.yml", "codebuild"},
                   {"cloudbuild.yaml", "cloudbuild"}};
    const struct phs_value *items[sizeof systems / sizeof *systems + 1];
    size_t n = 0;
    for (size_t i = 0; i < scan->n && n == 0; i++)
        if (strncmp(scan->files[i].path, ".github/workflows/", 18) == 0)
            items[n++] = phs_value_text(map->arena, "github");
    for (size_t i = 0; i < sizeof systems / sizeof *systems; i++)
        if (phs_git_has_file(scan, systems[i].path))
            items[n++] = phs_value_text(map->arena, systems[i].name);
    set_list(map, "ci", items, n);
}

void phs_git_repository_facts(struct phs_git_scan *scan) {
    struct phs_resource *repository = scan->repository;
    struct phs_map_builder map;
    if (!repository)
        return;
    phs_map_builder_init(&map, scan->graph->arena);
    const struct phs_value *before = repository->attributes;
    for (size_t i = 0; phs_is(before, PHS_MAP) && i < before->map.n; i++)
        phs_map_builder_set(&map, before->map.at[i].key, before->map.at[i].key_place, before->map.at[i].value);
    phs_git_set_number(&map, "secrets", (double)scan->real_secrets);
    const struct phs_value *hosts[100];
    for (size_t i = 0; i < scan->tree->hosts.n && i < 100; i++)
        hosts[i] = phs_value_text(map.arena, phs_strdup(map.arena, scan->tree->hosts.at[i]));
    if (scan->tree->hosts.n)
        set_list(&map, "hosts", hosts, scan->tree->hosts.n);
    phs_git_set_bool(&map, "whole", scan->tree->whole);
    if (scan->tree->whole) {
        phs_git_set_number(&map, "submodules", (double)scan->tree->submodules.n);
        set_hygiene(scan, &map);
        set_ci(scan, &map);
    }
    phs_git_finish(repository, &map);
}
