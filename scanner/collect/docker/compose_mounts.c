/* SPDX-License-Identifier: Apache-2.0 */
/* Folders of the machine that a service mounts, and whether the socket of its container runtime is one of them. */
#include "collect/docker/compose_parts.h"

/* A named volume that is a folder of the machine by its options: driver_opts {type: none, o: bind, device: /srv}. */
static const struct phs_value *bound_volume(struct phs_compose *c, struct phs_slice name) {
    const struct phs_value *options = phs_get(phs_get_slice(c->volumes, name), "driver_opts");
    bool binds = phs_slice_find(phs_text(phs_get(options, "o")), PHS_SLICE("bind")) != (size_t)-1;
    return binds ? phs_compose_filled(c, phs_get(options, "device")) : NULL;
}

/* Folder of the machine that a service mounts, or NULL: SOURCE:TARGET[:MODE], where a source without a slash is a named volume.
 */
static const struct phs_value *host_path(struct phs_compose *c, const struct phs_value *volume) {
    if (phs_is(volume, PHS_MAP) && phs_slice_is(phs_text(phs_get(volume, "type")), "volume"))
        return bound_volume(c, phs_text(phs_get(volume, "source")));
    if (phs_is(volume, PHS_MAP))
        return phs_slice_is(phs_text(phs_get(volume, "type")), "bind") ? phs_compose_filled(c, phs_get(volume, "source"))
                                                                       : NULL;
    volume = phs_compose_filled(c, volume);
    if (phs_is(volume, PHS_UNKNOWN))
        return volume;
    struct phs_slice rest = phs_text(volume), source;
    if (!phs_slice_cut(&rest, ':', &source) || !rest.len || !source.len)
        return NULL;
    return strchr("/.~", source.ptr[0]) ? phs_compose_text(c, source, volume->place) : bound_volume(c, source);
}

void phs_compose_set_mounts(struct phs_compose *c, const struct phs_value *service, struct phs_map_builder *map,
                            struct phs_place place) {
    const struct phs_value *volumes = phs_compose_setting(c, service, "volumes");
    struct phs_compose_items paths = {0};
    bool socket = false;
    if (phs_is(volumes, PHS_UNKNOWN)) {
        phs_map_builder_put(map, "host_paths", volumes);
        phs_map_builder_put(map, "runtime_socket", volumes);
        return;
    }
    for (size_t i = 0; phs_is(volumes, PHS_LIST) && i < volumes->list.n; i++) {
        const struct phs_value *path = host_path(c, volumes->list.at[i]);
        if (!path)
            continue;
        socket |= phs_slice_ends(phs_text(path), "docker.sock") || phs_slice_ends(phs_text(path), "containerd.sock") ||
                  phs_slice_ends(phs_text(path), "podman.sock");
        PHS_PUSH(c->arena, paths.at, path);
    }
    phs_map_builder_put(map, "host_paths", phs_compose_list(c, &paths, place, false));
    phs_map_builder_put(map, "runtime_socket", phs_value_bool(c->arena, socket, place));
}
