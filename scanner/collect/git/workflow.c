/* SPDX-License-Identifier: Apache-2.0 */
/* Pipeline files -> `ci_workflow`: which system a file belongs to, and who reads it. */
#include "collect/git/ci.h"
#include "collect/git/parts.h"
#include "collect/git/role.h"
#include "parse/yaml.h"

static bool is_yaml(struct phs_slice path) {
    return phs_slice_ends(path, ".yml") || phs_slice_ends(path, ".yaml");
}

const char *phs_ci_system_of(const char *file) {
    struct phs_slice path = phs_slice(file), base = phs_slice(phs_path_base(file));
    if (phs_slice_is(base, "Jenkinsfile") || phs_slice_starts(base, "Jenkinsfile.") || phs_slice_ends(base, ".jenkinsfile"))
        return "jenkins";
    if (!is_yaml(path))
        return NULL;
    if (phs_slice_starts(path, ".github/workflows/") && !strchr(file + 18, '/'))
        return "github";
    if (phs_word_listed("action.yml|action.yaml", base))
        return "github-action";
    if (phs_slice_is(base, ".gitlab-ci.yml") || phs_slice_ends(base, ".gitlab-ci.yml") || phs_slice_starts(path, ".gitlab/ci/"))
        return "gitlab";
    if (phs_slice_starts(base, "azure-pipelines") || phs_slice_starts(path, ".azure-pipelines/") ||
        phs_slice_starts(path, ".azuredevops/"))
        return "azure";
    if (phs_slice_starts(path, ".circleci/"))
        return "circleci";
    if (phs_slice_is(base, "bitbucket-pipelines.yml"))
        return "bitbucket";
    return phs_word_listed(".pre-commit-config.yaml|.pre-commit-config.yml", base) ? "pre-commit" : NULL;
}

static const struct phs_value *parse(struct phs_arena *arena, const struct phs_source *source, struct phs_slice text) {
    const struct phs_yaml_options options = {
        .allow_duplicates = true, .max_nodes = 100000, .max_depth = 64, .max_documents = 4};
    struct phs_yaml yaml;
    if (phs_yaml_parse(arena, source, text, &options, &yaml, NULL) != PHS_OK)
        return NULL;
    /* GitLab's components: a document that declares inputs stands before the pipeline. */
    return yaml.n > 0 && yaml.n <= 2 ? yaml.at[yaml.n - 1].value : NULL;
}

/* Whether the file could be read. */
static bool read_pipeline(struct phs_ci *ci, struct phs_arena *scratch, const struct phs_source *source, struct phs_slice text,
                          struct phs_map_builder *map) {
    if (strcmp(ci->system, "jenkins") == 0) {
        phs_ci_jenkins(ci, text);
        return true;
    }
    const struct phs_value *root = parse(scratch, source, text);
    if (!phs_is(root, PHS_MAP))
        return false;
    if (strcmp(ci->system, "github") == 0)
        phs_ci_github(ci, root, map);
    else if (strcmp(ci->system, "github-action") == 0)
        phs_ci_github_action(ci, root);
    else
        phs_ci_by_keys(ci, root);
    return true;
}

static void add(struct phs_git_scan *scan, const struct phs_ci *ci, const struct phs_source *source,
                struct phs_map_builder *map) {
    phs_git_set_text(map, "file", source->path);
    phs_git_set_text(map, "system", ci->system);
    phs_ci_finish(ci, map);
    phs_git_set_text(map, "repository", scan->root);
    phs_git_finish(phs_git_add(scan, "ci_workflow", phs_printf(scan->graph->arena, "workflow:%s", source->path),
                               phs_path_base(source->path), source, ci->line ? ci->line : 1),
                   map);
}

static void cover(struct phs_git_scan *scan, const struct phs_source *source, const char *reason) {
    phs_graph_cover(scan->graph, "file", source->path, PHS_NOT_READ, false, reason,
                    (struct phs_place){.source = source, .line = 1});
}

void phs_git_workflow(struct phs_git_scan *scan, const struct phs_seen_file *file) {
    const char *system = phs_ci_system_of(file->path);
    if (system && file->look.too_long)
        cover(scan, phs_git_source(scan, file->path),
              phs_printf(scan->graph->arena, "the workflow is larger than %d KiB and was searched for secrets only",
                         PHS_LARGEST_PIPELINE >> 10));
    if (!system || file->look.text.len == 0)
        return;
    struct phs_arena *scratch = phs_arena_new();
    struct phs_ci *ci = PHS_NEW(scratch, struct phs_ci);
    struct phs_map_builder map;
    const struct phs_source *source = phs_git_source(scan, file->path);
    *ci = (struct phs_ci){.arena = scan->graph->arena, .system = system};
    phs_map_builder_init(&map, scan->graph->arena);
    if (read_pipeline(ci, scratch, source, file->look.text, &map))
        add(scan, ci, source, &map);
    else
        cover(scan, source, "the workflow is no YAML that can be read");
    phs_arena_free(scratch);
}
