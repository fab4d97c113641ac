/* SPDX-License-Identifier: Apache-2.0 */
/* One file -> its documents -> resources. */
#include "collect/kubernetes/kubernetes.h"

#include "base/path.h"
#include "collect/kubernetes/parts.h"
#include "parse/json.h"
#include "parse/yaml.h"

enum { MOST_ITEMS = 20000, MOST_NAME = 300 };

static const struct phs_yaml_options as_kubectl = {
    .typing_1_1 = true, .allow_duplicates = true, .max_bytes = 8 << 20, .max_depth = PHS_KUBERNETES_MAX_DEPTH};

struct file {
    const struct phs_kubernetes_file *file;
    struct phs_graph *graph;
    size_t added, passed_over;
};

static bool has(struct phs_slice bytes, const char *text) {
    return phs_slice_find(bytes, phs_slice(text)) != (size_t)-1;
}

bool phs_kubernetes_may_be(struct phs_slice bytes) {
    return has(bytes, "apiVersion") && has(bytes, "kind");
}

/* Templates of Helm and Jinja are not YAML until somebody renders them; some of them look as if they were. */
static bool is_template(struct phs_slice bytes, bool broken) {
    static const char *const marks[] = {"{{-",         ".Values.",     ".Release.",  ".Chart.",
                                        "{{ include ", "{{ template ", "{{template "};
    if (!has(bytes, "{{"))
        return !broken ? false : has(bytes, "{%");
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (has(bytes, marks[i]))
            return true;
    return broken;
}

static void cover(struct file *file, const char *reason, struct phs_place place) {
    phs_graph_cover(file->graph, "file", file->file->path, PHS_NOT_READ, false, reason, place);
}

static const char *name_of(struct phs_arena *arena, const struct phs_value *manifest) {
    struct phs_slice name = phs_text(phs_get_path(manifest, "metadata.name"));
    struct phs_slice generated = phs_text(phs_get_path(manifest, "metadata.generateName"));
    if (name.len && name.len <= MOST_NAME)
        return phs_slice_dup(arena, name);
    if (generated.len && generated.len <= MOST_NAME)
        return phs_printf(arena, "%.*s*", (int)generated.len, generated.ptr);
    return "(no name)";
}

static const char *namespace_of(struct phs_arena *arena, const struct phs_value *manifest,
                                const struct phs_kubernetes_kind *kind) {
    struct phs_slice name = phs_text(phs_get_path(manifest, "metadata.namespace"));
    if (kind && kind->cluster)
        return NULL;
    return name.len && name.len <= MOST_NAME ? phs_slice_dup(arena, name) : "default";
}

static void set_text(struct phs_map_builder *map, const char *key, const char *text, struct phs_place place) {
    if (text)
        phs_map_builder_set(map, phs_slice(key), place, phs_value_string(map->arena, phs_slice(text), place));
}

/* The shaped manifest, with what every resource is asked for on top. */
static const struct phs_value *attributes_of(struct phs_arena *arena, const struct phs_value *manifest,
                                             const struct phs_kubernetes_kind *kind, const char *name, const char *namespace) {
    const struct phs_value *shaped = phs_kubernetes_shape(arena, manifest, kind);
    const struct phs_value *labels = phs_get_path(shaped, "metadata.labels");
    struct phs_map_builder map;
    phs_map_builder_init(&map, arena);
    set_text(&map, "name", name, manifest->place);
    set_text(&map, "namespace", namespace, manifest->place);
    for (size_t i = 0; i < shaped->map.n; i++)
        phs_map_builder_set(&map, shaped->map.at[i].key, shaped->map.at[i].key_place, shaped->map.at[i].value);
    if (phs_is(labels, PHS_MAP))
        phs_map_builder_set(&map, PHS_SLICE("labels"), labels->place, labels);
    return phs_map_builder_done(&map, manifest->place);
}

static struct phs_resource *add(struct file *file, const char *type, const char *address, const char *name,
                                struct phs_place place) {
    struct phs_resource *resource = phs_graph_add(file->graph, file->file->root, file->file->environment, type, address);
    resource->name = name;
    resource->collector = "kubernetes";
    resource->place = place;
    return resource;
}

/* The pod of a workload on its own: policies of others ask kind Pod about it. relate/ fills in what our checks ask. */
static void add_template(struct file *file, const struct phs_resource *workload, const struct phs_value *manifest,
                         const struct phs_kubernetes_kind *kind) {
    struct phs_arena *arena = file->graph->arena;
    const struct phs_value *template = phs_get_path(manifest, kind->template);
    if (!phs_is(template, PHS_MAP))
        return;
    struct phs_map_builder map, empty;
    struct phs_resource *pod =
        add(file, "kubernetes_pod_template", phs_printf(arena, "%s/pod", workload->address), workload->name, template->place);
    phs_map_builder_init(&map, arena);
    phs_map_builder_init(&empty, arena);
    set_text(&map, "apiVersion", "v1", template->place);
    set_text(&map, "kind", "Pod", template->place);
    for (size_t i = 0; i < template->map.n; i++)
        phs_map_builder_set(&map, template->map.at[i].key, template->map.at[i].key_place, template->map.at[i].value);
    pod->original = phs_kubernetes_original(arena, phs_map_builder_done(&map, template->place), NULL);
    pod->attributes = phs_map_builder_done(&empty, template->place);
    pod->type_as_written = "Pod";
}

static void add_manifest(struct file *file, const struct phs_value *manifest) {
    struct phs_arena *arena = file->graph->arena;
    struct phs_slice kind_name = phs_text(phs_get(manifest, "kind"));
    const struct phs_kubernetes_kind *kind = phs_kubernetes_kind(phs_text(phs_get(manifest, "apiVersion")), kind_name);
    const char *name = name_of(arena, manifest), *namespace = namespace_of(arena, manifest, kind);
    const char *address = phs_printf(arena, "%s%s%.*s/%s", namespace ? namespace : "", namespace ? "/" : "", (int)kind_name.len,
                                     kind_name.ptr, name);
    struct phs_resource *resource = add(file, kind ? kind->type : "kubernetes_manifest", address, name, manifest->place);
    bool cuts = kind && kind->template && *kind->template;
    resource->attributes = attributes_of(arena, manifest, kind, name, namespace);
    resource->original = phs_kubernetes_original(arena, manifest,
                                                 !cuts                                   ? NULL
                                                 : strstr(kind->template, "jobTemplate") ? "jobTemplate"
                                                                                         : "template");
    resource->type_as_written = phs_slice_dup(arena, kind_name);
    phs_kubernetes_mention_settings(file->graph, resource, manifest);
    file->added++;
    if (cuts)
        add_template(file, resource, manifest, kind);
    if (kind && strcmp(kind->type, "kubernetes_kubeadm_cluster") == 0)
        phs_kubeadm_add(file->graph, resource, manifest);
}

/* Kinds are words; anything else is somebody's data that happens to have these two keys. */
static bool is_manifest(const struct phs_value *value) {
    struct phs_slice version = phs_text(phs_get(value, "apiVersion")), kind = phs_text(phs_get(value, "kind"));
    if (!version.len || !kind.len || kind.len > 100 || kind.ptr[0] < 'A' || kind.ptr[0] > 'Z')
        return false;
    if (phs_slice_starts(version, "kustomize.config.k8s.io/"))
        return false;
    return phs_kubernetes_kind(version, kind) || phs_is(phs_get(value, "metadata"), PHS_MAP);
}

static void add_document(struct file *file, const struct phs_value *value) {
    const struct phs_value *items = phs_get(value, "items");
    bool list = phs_slice_ends(phs_text(phs_get(value, "kind")), "List") && phs_is(items, PHS_LIST);
    for (size_t i = 0; list && i < items->list.n; i++) {
        if (file->added >= MOST_ITEMS)
            file->passed_over++;
        else if (is_manifest(items->list.at[i]))
            add_manifest(file, items->list.at[i]);
    }
    if (list || !is_manifest(value))
        return;
    if (file->added >= MOST_ITEMS)
        file->passed_over++;
    else
        add_manifest(file, value);
}

static struct phs_source *source_of(struct phs_arena *arena, const char *path) {
    struct phs_source *source = PHS_NEW(arena, struct phs_source);
    *source = (struct phs_source){.kind = PHS_SOURCE_FILE, .path = phs_strdup(arena, path)};
    return source;
}

/* Strings of a JSON tree are slices of the text, so it moves into the graph's memory. */
static void read_json(struct file *file, struct phs_slice bytes) {
    static const struct phs_json_limits limits = {
        .max_nodes = 1000000, .max_depth = PHS_KUBERNETES_MAX_DEPTH, .allow_duplicates = true};
    struct phs_arena *arena = file->graph->arena;
    const struct phs_value *value = NULL;
    struct phs_err err = {0};
    bytes = phs_slice_n(phs_slice_dup(arena, bytes), bytes.len);
    if (phs_json_parse(arena, source_of(arena, file->file->path), bytes, &limits, &value, &err) == PHS_OK)
        add_document(file, value);
    else
        cover(file, phs_strdup(arena, err.text), (struct phs_place){0});
}

static void read_yaml(struct file *file, struct phs_slice bytes) {
    struct phs_arena *arena = file->graph->arena;
    struct phs_yaml yaml = {0};
    struct phs_err err = {0};
    bool broken = phs_yaml_parse(arena, source_of(arena, file->file->path), bytes, &as_kubectl, &yaml, &err) != PHS_OK;
    for (size_t i = 0; i < yaml.n; i++)
        broken |= yaml.at[i].code != PHS_OK;
    if (is_template(bytes, broken)) {
        cover(file,
              phs_printf(arena, "%s: a template (Helm or the like); render it first and scan what comes out", file->file->path),
              (struct phs_place){0});
        return;
    }
    if (err.code != PHS_OK)
        cover(file, phs_strdup(arena, err.text), (struct phs_place){0});
    for (size_t i = 0; i < yaml.n; i++)
        if (yaml.at[i].code != PHS_OK)
            cover(file, yaml.at[i].error, yaml.at[i].place);
        else
            add_document(file, yaml.at[i].value);
}

size_t phs_kubernetes_read(const struct phs_kubernetes_file *input, struct phs_slice bytes) {
    struct file file = {.file = input, .graph = input->graph};
    if (!phs_kubernetes_may_be(bytes))
        return 0;
    if (phs_slice_ends(phs_slice(input->path), ".json"))
        read_json(&file, bytes);
    else
        read_yaml(&file, bytes);
    if (file.passed_over)
        phs_graph_cover(input->graph, "file", input->path, PHS_READ_PARTLY, false,
                        phs_printf(input->graph->arena, "%s: %zu manifests behind the first %d were not read", input->path,
                                   file.passed_over, MOST_ITEMS),
                        (struct phs_place){0});
    return file.added;
}

static void add_patch(struct phs_arena *arena, const char *path, const struct phs_value *name, struct phs_map *patches) {
    struct phs_slice text = phs_text(name);
    /* A patch may also stand in the list itself, as text of several lines. */
    if (!text.len || memchr(text.ptr, '\n', text.len))
        return;
    char *file = phs_path_join(arena, phs_path_dir(arena, path), phs_slice_dup(arena, text));
    phs_map_puts(patches, phs_path_clean(arena, file), patches);
}

bool phs_kustomization_read(struct phs_arena *arena, const char *path, struct phs_slice bytes, struct phs_map *patches) {
    static const char *const lists[] = {"patches", "patchesStrategicMerge", "patchesJson6902"};
    const struct phs_value *value = NULL;
    if (phs_yaml_parse_one(arena, NULL, bytes, &as_kubectl, &value, NULL) != PHS_OK)
        return false;
    for (size_t l = 0; l < 3; l++) {
        const struct phs_value *list = phs_get(value, lists[l]);
        for (size_t i = 0; phs_is(list, PHS_LIST) && i < list->list.n; i++) {
            const struct phs_value *item = list->list.at[i];
            add_patch(arena, path, phs_is(item, PHS_MAP) ? phs_get(item, "path") : item, patches);
        }
    }
    return phs_is(value, PHS_MAP);
}

void phs_kubernetes_collect_text(struct phs_graph *graph, const char *path, struct phs_slice bytes) {
    const struct phs_kubernetes_file file = {graph, "example", "", path};
    phs_kubernetes_read(&file, bytes);
}

const struct phs_value *phs_kubernetes_known(struct phs_arena *arena, const struct phs_value *manifest, const char **type,
                                             const struct phs_value *otherwise) {
    const struct phs_kubernetes_kind *kind =
        phs_is(manifest, PHS_MAP)
            ? phs_kubernetes_kind(phs_text(phs_get(manifest, "apiVersion")), phs_text(phs_get(manifest, "kind")))
            : NULL;
    if (!kind)
        return otherwise;
    *type = kind->type;
    return phs_kubernetes_shape(arena, manifest, kind);
}
