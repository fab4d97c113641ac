/* SPDX-License-Identifier: Apache-2.0 */
/* Resources of a source tree: the repository, whom its files call, and where they name or hold PHI. No value of a file is in
 * them. */
#include "collect/source/sights.h"

#include "base/file.h"

void phs_sights_keep(struct phs_arena *arena, const struct phs_file_sights *sights, struct phs_file_sights *ret_kept) {
    *ret_kept = (struct phs_file_sights){.phi_context = sights->phi_context, .lines = sights->lines};
    for (size_t i = 0; i < sights->calls.n; i++) {
        struct phs_call_sight call = sights->calls.at[i];
        call.target = phs_strdup(arena, call.target);
        call.scheme = phs_strdup(arena, call.scheme);
        PHS_PUSH(arena, ret_kept->calls, call);
    }
    for (size_t i = 0; sights->fields && i < PHS_MOST_CATEGORIES; i++) {
        if (sights->fields[i].grade == PHS_GRADE_NONE)
            continue;
        if (!ret_kept->fields)
            ret_kept->fields = PHS_NEW_N(arena, struct phs_field_sight, PHS_MOST_CATEGORIES);
        ret_kept->fields[i] = sights->fields[i];
    }
}

void phs_repository_language(struct phs_repository *repository, const char *name) {
    size_t i = 0;
    while (i < repository->language_count && strcmp(repository->languages[i], name) != 0)
        i++;
    if (i == PHS_MOST_LANGUAGES)
        return;
    if (i == repository->language_count)
        repository->languages[repository->language_count++] = name;
    repository->language_files[i]++;
}

static void set_text(struct phs_map_builder *map, const char *key, const char *text) {
    if (text)
        phs_map_builder_put(map, key, phs_value_text(map->arena, text));
}

static void set_bool(struct phs_map_builder *map, const char *key, bool value) {
    phs_map_builder_put(map, key, phs_value_bool(map->arena, value, (struct phs_place){0}));
}

static void set_number(struct phs_map_builder *map, const char *key, double value) {
    phs_map_builder_put(map, key, phs_value_number(map->arena, value, (struct phs_place){0}));
}

/* Languages in order of their names: the walk's order says nothing about them. */
static const struct phs_value *language_list(struct phs_repository *repository) {
    struct phs_arena *arena = repository->graph->arena;
    const struct phs_value *items[PHS_MOST_LANGUAGES];
    for (size_t i = 0; i < repository->language_count; i++) {
        size_t at = i;
        const struct phs_value *item = phs_value_text(arena, repository->languages[i]);
        for (; at > 0 && phs_slice_cmp(phs_text(items[at - 1]), phs_text(item)) > 0; at--)
            items[at] = items[at - 1];
        items[at] = item;
    }
    return phs_value_list(arena, items, repository->language_count, (struct phs_place){0});
}

static bool is_commit_id(struct phs_slice text) {
    for (size_t i = 0; i < text.len; i++)
        if (!((text.ptr[i] >= '0' && text.ptr[i] <= '9') || (text.ptr[i] >= 'a' && text.ptr[i] <= 'f')))
            return false;
    return text.len == 40 || text.len == 64;
}

/* A branch name that stays below refs/: HEAD belongs to whoever made the repository. */
static bool is_plain_ref(struct phs_slice ref) {
    return phs_slice_starts(ref, "refs/") && ref.len < 200 && phs_slice_find(ref, PHS_SLICE("..")) == (size_t)-1 &&
           !memchr(ref.ptr, '\0', ref.len);
}

static const char *head_of(struct phs_arena *arena, const char *folder) {
    struct phs_slice head;
    const char *git = phs_path_join(arena, folder, ".git");
    if (phs_file_read(arena, phs_path_join(arena, git, "HEAD"), 4096, &head, NULL) != PHS_OK)
        return NULL;
    head = phs_slice_trim(head);
    if (phs_slice_starts(head, "ref: ")) {
        struct phs_slice ref = phs_slice_trim(phs_slice_n(head.ptr + 5, head.len - 5));
        if (!is_plain_ref(ref) ||
            phs_file_read(arena, phs_path_join(arena, git, phs_slice_dup(arena, ref)), 4096, &head, NULL) != PHS_OK)
            return NULL;
        head = phs_slice_trim(head);
    }
    return is_commit_id(head) ? phs_slice_dup(arena, head) : NULL;
}

static struct phs_resource *add(struct phs_repository *repository, const char *type, const char *address, const char *name,
                                struct phs_place place) {
    struct phs_resource *resource = phs_graph_add(repository->graph, repository->root,
                                                  repository->environment ? repository->environment : "", type, address);
    resource->name = phs_strdup(repository->graph->arena, name);
    resource->collector = "source";
    resource->directness = PHS_SOURCE;
    resource->place = place;
    return resource;
}

void phs_repository_add(struct phs_repository *repository, const char *folder) {
    struct phs_arena *arena = repository->graph->arena;
    struct phs_source *source = PHS_NEW(arena, struct phs_source);
    struct phs_map_builder map;
    *source = (struct phs_source){.kind = PHS_SOURCE_FILE, .path = repository->root};
    repository->resource = add(repository, "git_repository", phs_printf(arena, "repository:%s", repository->root),
                               repository->root, (struct phs_place){.source = source});
    phs_map_builder_init(&map, arena);
    set_text(&map, "path", repository->root);
    set_number(&map, "files", (double)repository->files);
    set_number(&map, "bytes", (double)repository->bytes);
    phs_map_builder_put(&map, "languages", language_list(repository));
    set_text(&map, "head", head_of(arena, folder));
    repository->resource->attributes = repository->resource->original = phs_map_builder_done(&map, (struct phs_place){0});
}

static const struct phs_value *category_list(struct phs_repository *repository, uint64_t company) {
    const struct phs_value *items[PHS_MOST_CATEGORIES];
    size_t n = 0;
    for (size_t i = 0; i < repository->lexicon->category_count; i++)
        if (company >> i & 1)
            items[n++] = phs_value_text(repository->graph->arena, repository->lexicon->categories[i]);
    return phs_value_list(repository->graph->arena, items, n, (struct phs_place){0});
}

static uint64_t phi_company(const struct phs_file_sights *sights) {
    uint64_t company = 0;
    for (size_t i = 0; sights->fields && i < PHS_MOST_CATEGORIES; i++)
        company |= sights->fields[i].company;
    return company;
}

static const struct phs_value *line_list(struct phs_arena *arena, const struct phs_call_sight *call) {
    const struct phs_value *items[PHS_MOST_LINES];
    for (size_t i = 0; i < call->line_count; i++)
        items[i] = phs_value_number(arena, call->lines[i], (struct phs_place){0});
    return phs_value_list(arena, items, call->line_count, (struct phs_place){0});
}

static void describe_call(struct phs_repository *repository, struct phs_map_builder *map, const char *file,
                          const struct phs_language *language, const struct phs_call_sight *call,
                          const struct phs_file_sights *sights) {
    set_text(map, "file", file);
    set_text(map, "language", language->name);
    set_text(map, "how", call->import ? "import" : "host");
    set_text(map, call->import ? "package" : "host", call->target);
    set_text(map, "vendor", call->reach.vendor->name);
    set_text(map, "service", call->reach.service ? call->reach.service->name : NULL);
    set_bool(map, "model_host", call->reach.model_host);
    set_text(map, "scheme", call->scheme);
    phs_map_builder_put(map, "lines", line_list(map->arena, call));
    set_text(map, "repository", repository->root);
    if (call->dependency)
        set_bool(map, "dependency", true);
    if (sights->phi_context && !call->dependency) {
        set_bool(map, "phi_context", true);
        phs_map_builder_put(map, "phi_categories", category_list(repository, phi_company(sights)));
    }
}

static void add_call(struct phs_repository *repository, const struct phs_source *source, const struct phs_language *language,
                     const struct phs_call_sight *call, const struct phs_file_sights *sights) {
    struct phs_graph *graph = repository->graph;
    struct phs_map_builder map;
    struct phs_place place = {.source = source, .line = call->lines[0]};
    const char *address = phs_printf(graph->arena, "call:%s#%s%s", source->path, call->import ? "import:" : "", call->target);
    struct phs_resource *resource = add(repository, "outbound_call", address,
                                        phs_printf(graph->arena, "%s in %s", call->target, phs_path_base(source->path)), place);
    phs_map_builder_init(&map, graph->arena);
    describe_call(repository, &map, source->path, language, call, sights);
    resource->attributes = resource->original = phs_map_builder_done(&map, place);
    phs_graph_link(graph, resource, PHS_BELONGS_TO, repository->resource, "repository", place);
    phs_graph_mention(graph, resource, PHS_SENDS_TO, phs_printf(graph->arena, "vendor:%s", call->reach.vendor->name), "vendor",
                      place);
}

static void add_sighting(struct phs_repository *repository, const struct phs_source *source, const char *role, size_t category,
                         const struct phs_field_sight *sight) {
    struct phs_graph *graph = repository->graph;
    struct phs_map_builder map;
    struct phs_place place = {.source = source, .line = sight->line};
    const char *name = repository->lexicon->categories[category];
    struct phs_resource *resource = add(repository, "phi_sighting", phs_printf(graph->arena, "phi:%s#%s", source->path, name),
                                        phs_printf(graph->arena, "%s in %s", name, phs_path_base(source->path)), place);
    phs_map_builder_init(&map, graph->arena);
    set_text(&map, "file", source->path);
    set_text(&map, "role", role);
    set_text(&map, "grade", phs_grade_name(sight->grade));
    set_text(&map, "category", name);
    phs_map_builder_put(&map, "categories", category_list(repository, sight->company));
    set_number(&map, "count", sight->count);
    if (sight->shape[0]) {
        set_text(&map, "shape", phs_strdup(graph->arena, sight->shape));
        set_bool(&map, "real_looking", sight->real_looking);
    }
    set_text(&map, "repository", repository->root);
    resource->attributes = resource->original = phs_map_builder_done(&map, place);
    phs_graph_link(graph, resource, PHS_BELONGS_TO, repository->resource, "repository", place);
}

void phs_repository_file(struct phs_repository *repository, const char *path, const struct phs_language *language,
                         const struct phs_file_sights *sights) {
    struct phs_arena *arena = repository->graph->arena;
    if (sights->calls.n == 0 && !sights->fields)
        return;
    struct phs_source *source = PHS_NEW(arena, struct phs_source);
    *source = (struct phs_source){.kind = PHS_SOURCE_FILE, .path = phs_path_join(arena, repository->root, path)};
    const char *role = phs_role_of(path, language);
    for (size_t i = 0; i < sights->calls.n; i++)
        add_call(repository, source, language, &sights->calls.at[i], sights);
    for (size_t i = 0; sights->fields && i < repository->lexicon->category_count; i++)
        if (sights->fields[i].grade != PHS_GRADE_NONE)
            add_sighting(repository, source, role, i, &sights->fields[i]);
}
