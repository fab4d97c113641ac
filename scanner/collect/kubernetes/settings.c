/* SPDX-License-Identifier: Apache-2.0 */
/* The environment of containers, config maps and secrets: which hosts and names they give. */
#include "collect/settings.h"
#include "base/base64.h"
#include "collect/kubernetes/parts.h"

enum { LONGEST_SECRET = 8192 };

/* False for what is no base64 or too long. */
static bool decode(struct phs_slice text, char *out, size_t cap, size_t *ret_n) {
    size_t read;
    *ret_n = phs_base64_decode(text, PHS_BASE64_SPACES, out, cap, &read);
    return read == text.len || text.ptr[read] == '=';
}

static void mention_encoded(struct phs_graph *graph, struct phs_resource *resource, const struct phs_entry *entry) {
    char plain[LONGEST_SECRET];
    size_t n;
    if (decode(phs_text(entry->value), plain, sizeof plain, &n))
        phs_settings_mention(graph, resource, "data", entry->key, phs_slice_n(plain, n), true, entry->value->place);
    explicit_bzero(plain, sizeof plain);
}

static void mention_data(struct phs_graph *graph, struct phs_resource *resource, const struct phs_value *data, bool encoded,
                         bool secret) {
    for (size_t i = 0; phs_is(data, PHS_MAP) && i < data->map.n; i++) {
        const struct phs_entry *entry = &data->map.at[i];
        if (!phs_is(entry->value, PHS_STRING))
            continue;
        if (encoded)
            mention_encoded(graph, resource, entry);
        else
            phs_settings_mention(graph, resource, "data", entry->key, entry->value->string, secret, entry->value->place);
    }
}

static void mention_container(struct phs_graph *graph, struct phs_resource *resource, const struct phs_value *container) {
    const struct phs_value *env = phs_get(container, "env");
    for (size_t i = 0; phs_is(env, PHS_LIST) && i < env->list.n; i++) {
        const struct phs_value *value = phs_get(env->list.at[i], "value");
        struct phs_slice name = phs_text(phs_get(env->list.at[i], "name"));
        if (phs_is(value, PHS_STRING) && name.len < 256)
            phs_settings_mention(graph, resource, phs_printf(graph->arena, "env.%.*s", (int)name.len, name.ptr), name,
                                 value->string, false, value->place);
    }
}

static void mention_pod(struct phs_graph *graph, struct phs_resource *resource, const struct phs_value *spec) {
    static const char *const lists[] = {"containers", "initContainers", "ephemeralContainers"};
    for (size_t l = 0; l < 3; l++) {
        const struct phs_value *list = phs_get(spec, lists[l]);
        for (size_t i = 0; phs_is(list, PHS_LIST) && i < list->list.n; i++)
            mention_container(graph, resource, list->list.at[i]);
    }
}

void phs_kubernetes_mention_settings(struct phs_graph *graph, struct phs_resource *resource, const struct phs_value *manifest) {
    const struct phs_kubernetes_kind *kind =
        phs_kubernetes_kind(phs_text(phs_get(manifest, "apiVersion")), phs_text(phs_get(manifest, "kind")));
    if (!kind)
        return;
    bool secret = strcmp(kind->type, "kubernetes_secret") == 0;
    if (secret || strcmp(kind->type, "kubernetes_config_map") == 0) {
        mention_data(graph, resource, phs_get(manifest, "data"), secret, secret);
        mention_data(graph, resource, phs_get(manifest, "stringData"), false, secret);
    }
    if (kind->template)
        mention_pod(graph, resource, phs_get(*kind->template ? phs_get_path(manifest, kind->template) : manifest, "spec"));
}
