/* SPDX-License-Identifier: Apache-2.0 */
/* Entry points: load balancers, gateways and the like from which references lead to a service that handles PHI. */
#include "map/parts.h"

/* What stands between an entry point and a service, so that a path may lead through it. */
static const char *const between[] = {"aws_lb_listener",          "aws_alb_listener",
                                      "aws_lb_listener_rule",     "aws_lb_target_group",
                                      "aws_alb_target_group",     "aws_lb_target_group_attachment",
                                      "aws_ecs_service",          "aws_api_gateway_integration",
                                      "aws_api_gateway_resource", "aws_apigatewayv2_integration",
                                      "aws_apigatewayv2_route",   "aws_lambda_permission",
                                      "kubernetes_service"};

enum { MAX_STEPS = 6, MAX_PATH = 256 };

static bool leads_on(const struct phs_resource *resource) {
    for (size_t i = 0; i < sizeof between / sizeof *between; i++)
        if (strcmp(resource->type, between[i]) == 0)
            return true;
    return false;
}

/* Breadth first from a service over links in both directions, through what leads on only. */
struct path {
    struct phs_resource *seen[MAX_PATH];
    int steps[MAX_PATH], from[MAX_PATH];
    size_t n;
};

static bool is_seen(const struct path *path, const struct phs_resource *resource) {
    for (size_t i = 0; i < path->n; i++)
        if (path->seen[i] == resource)
            return true;
    return false;
}

static void visit(struct path *path, struct phs_resource *resource, size_t from) {
    const struct phs_map_type *type = phs_map_type(resource->type);
    bool entry = type && type->kind == PHS_SYSTEM_ENTRY;
    if (path->n == MAX_PATH || path->steps[from] == MAX_STEPS || is_seen(path, resource) || !(entry || leads_on(resource)))
        return;
    path->seen[path->n] = resource;
    path->steps[path->n] = path->steps[from] + 1;
    path->from[path->n++] = (int)from;
}

static void add_entry(struct phs_mapping *mapping, const struct path *path, size_t at, const struct phs_system *service) {
    struct phs_resource *entry = path->seen[at];
    struct phs_system *system = mapping->by_resource[entry->index];
    if (!system) {
        const char *name = phs_map_display_name(mapping->arena, entry);
        name = name == entry->address ? entry->name : name;
        if (phs_map_find_system(mapping, name))
            name = phs_printf(mapping->arena, "%s (entry point)", name);
        system = phs_map_add_system(mapping, name, PHS_SYSTEM_ENTRY);
        system->place = entry->place;
        system->owner = phs_map_tagged_owner(mapping->arena, entry);
        system->owner = system->owner ? system->owner : service->owner;
        system->records = service->records;
        phs_map_add_member(mapping, system, entry);
        for (size_t i = 0; i < service->categories.n; i++)
            phs_map_add_category(mapping, system, service->categories.at[i]);
        phs_map_believe(mapping, system, PHS_BASIS_INFERRED, PHS_CONFIDENCE_MEDIUM, entry->place,
                        phs_printf(mapping->arena, "references lead from it to %s", service->name));
    }
    for (int step = path->from[at]; step > 0; step = path->from[step])
        phs_map_add_member(mapping, system, path->seen[step]);
}

static void find_entries(struct phs_mapping *mapping, struct phs_system *service, struct phs_resource *start) {
    struct path path = {.seen = {start}, .n = 1};
    for (size_t i = 0; i < path.n; i++) {
        const struct phs_map_type *type = phs_map_type(path.seen[i]->type);
        if (i > 0 && type && type->kind == PHS_SYSTEM_ENTRY) {
            add_entry(mapping, &path, i, service);
            continue;
        }
        for (size_t l = 0; l < path.seen[i]->out.n; l++)
            visit(&path, path.seen[i]->out.at[l]->to, i);
        for (size_t l = 0; l < path.seen[i]->in.n; l++)
            visit(&path, path.seen[i]->in.at[l]->from, i);
    }
}

void phs_map_entry_points(struct phs_mapping *mapping) {
    size_t systems = mapping->map->systems.n;
    for (size_t s = 0; s < systems; s++) {
        struct phs_system *system = mapping->map->systems.at[s];
        size_t members = system->members.n;
        for (size_t m = 0; system->kind == PHS_SYSTEM_SERVICE && m < members; m++)
            if (system->members.at[m]->index < mapping->resource_count)
                find_entries(mapping, system, system->members.at[m]);
    }
}
