/* SPDX-License-Identifier: Apache-2.0 */
/* ClusterConfiguration of kubeadm: the flags that it starts the servers with, its own defaults under what the author adds
 * (kubeadm reference, kubeadm-config v1beta3 and v1beta4, and "Implementation details"). */
#include "collect/kubernetes/parts.h"
#include "model/secretish.h"

enum { MOST_FLAGS = 200 };

struct server {
    const char *program, *section; /* path of what the author says of it */
    const char *flags[20];         /* name, value */
};

static const struct server servers[] = {
    {"kube-apiserver",
     "apiServer",
     {"authorization-mode", "Node,RBAC", "client-ca-file", "pki/ca.crt", "enable-admission-plugins", "NodeRestriction",
      "etcd-cafile", "pki/etcd/ca.crt", "etcd-certfile", "pki/apiserver-etcd-client.crt", "etcd-keyfile",
      "pki/apiserver-etcd-client.key", "kubelet-client-certificate", "pki/apiserver-kubelet-client.crt", "kubelet-client-key",
      "pki/apiserver-kubelet-client.key", "service-account-key-file", "pki/sa.pub"}},
    {"kube-controller-manager",
     "controllerManager",
     {"bind-address", "127.0.0.1", "root-ca-file", "pki/ca.crt", "service-account-private-key-file", "pki/sa.key",
      "use-service-account-credentials", "true"}},
    {"kube-scheduler", "scheduler", {"bind-address", "127.0.0.1"}},
    {"etcd",
     "etcd.local",
     {"cert-file", "pki/etcd/server.crt", "key-file", "pki/etcd/server.key", "client-cert-auth", "true", "trusted-ca-file",
      "pki/etcd/ca.crt", "peer-cert-file", "pki/etcd/peer.crt", "peer-key-file", "pki/etcd/peer.key", "peer-client-cert-auth",
      "true", "peer-trusted-ca-file", "pki/etcd/ca.crt"}},
};

static void set_flag(struct phs_map_builder *flags, struct phs_slice name, const struct phs_value *value) {
    struct phs_arena *arena = flags->arena;
    const char *text = phs_scalar_text(arena, value);
    if (!name.len || !value || flags->entries.n >= MOST_FLAGS)
        return;
    const struct phs_value *kept = !text || phs_secretish(name, phs_slice(text))
                                       ? phs_kubernetes_withheld(arena, value->place)
                                       : phs_value_string(arena, phs_slice(text), value->place);
    phs_map_builder_set(flags, name, value->place, phs_is(value, PHS_UNKNOWN) ? value : kept);
}

/* {name: value}, since v1beta4 a list of {name, value}. */
static void add_own(struct phs_map_builder *flags, const struct phs_value *extra) {
    for (size_t i = 0; phs_is(extra, PHS_MAP) && i < extra->map.n; i++)
        set_flag(flags, extra->map.at[i].key, extra->map.at[i].value);
    for (size_t i = 0; phs_is(extra, PHS_LIST) && i < extra->list.n; i++)
        set_flag(flags, phs_text(phs_get(extra->list.at[i], "name")), phs_get(extra->list.at[i], "value"));
}

static const struct phs_value *flags_of(struct phs_arena *arena, const struct server *server,
                                        const struct phs_value *manifest) {
    struct phs_map_builder flags;
    phs_map_builder_init(&flags, arena);
    /* The certificates that it serves with are always its own. */
    if (strcmp(server->program, "kube-apiserver") == 0) {
        set_flag(&flags, PHS_SLICE("tls-cert-file"), phs_value_string(arena, PHS_SLICE("pki/apiserver.crt"), manifest->place));
        set_flag(&flags, PHS_SLICE("tls-private-key-file"),
                 phs_value_string(arena, PHS_SLICE("pki/apiserver.key"), manifest->place));
    }
    for (size_t i = 0; i + 1 < sizeof server->flags / sizeof *server->flags && server->flags[i]; i += 2)
        set_flag(&flags, phs_slice(server->flags[i]),
                 phs_value_string(arena, phs_slice(server->flags[i + 1]), manifest->place));
    add_own(&flags, phs_get_path(manifest, phs_printf(arena, "%s.extraArgs", server->section)));
    return phs_map_builder_done(&flags, manifest->place);
}

void phs_kubeadm_add(struct phs_graph *graph, const struct phs_resource *cluster, const struct phs_value *manifest) {
    struct phs_arena *arena = graph->arena;
    for (size_t i = 0; i < sizeof servers / sizeof *servers; i++) {
        if (strcmp(servers[i].program, "etcd") == 0 && phs_get_path(manifest, "etcd.external"))
            continue;
        const struct phs_value *section = phs_get_path(manifest, servers[i].section);
        struct phs_map_builder map;
        struct phs_resource *server = phs_graph_add(graph, cluster->root, cluster->environment, "kubernetes_control_plane",
                                                    phs_printf(arena, "%s/%s", cluster->address, servers[i].program));
        phs_map_builder_init(&map, arena);
        phs_map_builder_set(&map, PHS_SLICE("program"), manifest->place,
                            phs_value_string(arena, phs_slice(servers[i].program), manifest->place));
        phs_map_builder_set(&map, PHS_SLICE("flags"), manifest->place, flags_of(arena, &servers[i], manifest));
        server->attributes = phs_map_builder_done(&map, manifest->place);
        server->name = servers[i].program;
        server->collector = cluster->collector;
        server->place = section ? section->place : cluster->place;
    }
}
