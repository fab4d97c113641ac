/* SPDX-License-Identifier: Apache-2.0 */
/* The ports of a service, short and long syntax brought to one form. */
#include "collect/docker/compose_parts.h"

/* The part behind the last colon outside brackets is cut off text; empty when there is no colon. */
static struct phs_slice cut_last(struct phs_slice *text) {
    int depth = 0;
    for (size_t i = text->len; i > 0; i--) {
        char ch = text->ptr[i - 1];
        depth += ch == ']' || ch == '}' ? 1 : ch == '[' || ch == '{' ? -1 : 0;
        if (ch == ':' && depth == 0) {
            struct phs_slice part = phs_slice_n(text->ptr + i, text->len - i);
            text->len = i - 1;
            return part;
        }
    }
    return (struct phs_slice){0};
}

static const struct phs_value *port(struct phs_compose *c, struct phs_slice target, const struct phs_value *published,
                                    const struct phs_value *host, struct phs_place place) {
    struct phs_map_builder map;
    struct phs_slice number, rest = target;
    double value;
    phs_map_builder_init(&map, c->arena);
    if (phs_slice_cut(&rest, '/', &number) && phs_slice_number(number, &value))
        phs_map_builder_put(&map, "target", phs_value_number(c->arena, value, place));
    else
        phs_map_builder_put(&map, "target", phs_compose_text(c, target, place));
    phs_map_builder_put(&map, "published", published);
    if (!host) {
        struct phs_value *all = (struct phs_value *)(uintptr_t)phs_compose_text(c, PHS_SLICE("0.0.0.0"), place);
        all->flags |= PHS_VALUE_DEFAULT;
        host = all;
    }
    phs_map_builder_put(&map, "host_ip", host);
    struct phs_slice address = phs_text(host);
    bool local = phs_slice_starts(address, "127.") || phs_slice_is(address, "::1") || phs_slice_is(address, "[::1]") ||
                 phs_slice_is(address, "localhost");
    phs_map_builder_put(&map, "all_interfaces", phs_is(host, PHS_UNKNOWN) ? host : phs_value_bool(c->arena, !local, place));
    return phs_map_builder_done(&map, place);
}

/* [HOST:][PUBLISHED:]TARGET[/PROTOCOL] */
static const struct phs_value *short_port(struct phs_compose *c, const struct phs_value *value) {
    value = phs_compose_filled(c, value);
    if (phs_is(value, PHS_UNKNOWN))
        return value;
    const char *scalar = phs_scalar_text(c->arena, value);
    struct phs_slice rest = phs_slice(scalar ? scalar : ""), target = cut_last(&rest);
    if (!target.ptr)
        return port(c, rest, NULL, NULL, value->place);
    struct phs_slice published = cut_last(&rest), host = {0};
    if (published.ptr)
        host = rest;
    else
        published = rest;
    return port(c, target, phs_compose_text(c, published, value->place),
                host.len ? phs_compose_text(c, host, value->place) : NULL, value->place);
}

/* "6379-6380:6379-6380" is one entry for each port of the target. */
static void add_short_ports(struct phs_compose *c, struct phs_compose_items *made, const struct phs_value *value) {
    const struct phs_value *whole = short_port(c, value);
    unsigned first;
    size_t n = phs_docker_ports(phs_text(phs_get(whole, "target")), &first);
    if (n == 0)
        PHS_PUSH(c->arena, made->at, whole);
    for (size_t i = 0; i < n; i++)
        PHS_PUSH(c->arena, made->at,
                 port(c, phs_slice(phs_printf(c->arena, "%zu", first + i)), phs_get(whole, "published"),
                      phs_get(whole, "host_ip"), value->place));
}

const struct phs_value *phs_compose_ports(struct phs_compose *c, const struct phs_value *service, struct phs_place place) {
    const struct phs_value *ports = phs_compose_setting(c, service, "ports");
    struct phs_compose_items made = {0};
    if (phs_is(ports, PHS_UNKNOWN))
        return ports;
    for (size_t i = 0; phs_is(ports, PHS_LIST) && i < ports->list.n; i++) {
        const struct phs_value *item = ports->list.at[i];
        if (phs_is(item, PHS_MAP)) {
            const char *target = phs_scalar_text(c->arena, phs_compose_filled(c, phs_get(item, "target")));
            const struct phs_value *published = phs_compose_filled(c, phs_get(item, "published"));
            PHS_PUSH(c->arena, made.at,
                     port(c, phs_slice(target ? target : "?"), published, phs_compose_filled(c, phs_get(item, "host_ip")),
                          item->place));
        } else {
            add_short_ports(c, &made, item);
        }
    }
    return phs_compose_list(c, &made, place, true);
}
