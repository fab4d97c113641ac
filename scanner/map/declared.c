/* SPDX-License-Identifier: Apache-2.0 */
/* Systems that the scope file declares: the firmest belief there is. */
#include "map/parts.h"

/* A pattern without a glob also means every instance below it: aws_db_instance.patients matches aws_db_instance.patients[0] and
 * the same address inside a module. */
static bool matches(const char *pattern, const struct phs_resource *resource) {
    const char *address = resource->address;
    size_t n = strlen(pattern), len = strlen(address);
    if (strcmp(pattern, address) == 0 || (strpbrk(pattern, "*?[") && phs_glob_match(pattern, address)))
        return true;
    if (strncmp(address, pattern, n) == 0 && address[n] == '[')
        return true;
    for (const char *at = address; (at = strstr(at, pattern)); at++)
        if (at > address && at[-1] == '.' && (at + n == address + len || at[n] == '['))
            return true;
    return false;
}

static void match_members(struct phs_mapping *mapping, struct phs_system *system, const char *pattern) {
    for (size_t i = 0; i < mapping->resource_count; i++)
        if (matches(pattern, mapping->graph->resources.at[i]))
            phs_map_add_member(mapping, system, mapping->graph->resources.at[i]);
}

static enum phs_system_kind kind_of(const struct phs_declared_system *declared, const struct phs_system *system) {
    enum phs_system_kind kind = PHS_SYSTEM_STORE;
    if (declared->kind && phs_system_kind_parse(phs_slice(declared->kind), &kind))
        return kind;
    for (size_t i = 0; i < system->members.n; i++) {
        const struct phs_map_type *type = phs_map_type(system->members.at[i]->type);
        if (type)
            return type->kind;
    }
    return kind;
}

static void copy_details(struct phs_mapping *mapping, struct phs_system *system, const struct phs_declared_system *declared) {
    struct phs_arena *arena = mapping->arena;
    for (size_t i = 0; i < declared->categories.n; i++)
        phs_map_add_category(mapping, system, declared->categories.at[i]);
    for (size_t i = 0; i < declared->special.n; i++)
        PHS_PUSH(arena, system->special, declared->special.at[i]);
    system->records = declared->records;
    system->identifiers = phs_text_or(arena, phs_get(declared->all, "identifiers"), "full");
    system->deidentification_basis = phs_text_or(arena, phs_get(declared->all, "deidentification_basis"), NULL);
    system->owner = phs_text_or(arena, phs_get(declared->all, "owner"), NULL);
    system->integrity_impact = phs_text_or(arena, phs_get(declared->all, "integrity_impact"), NULL);
    system->availability_impact = phs_text_or(arena, phs_get(declared->all, "availability_impact"), NULL);
    system->place = declared->place;
}

void phs_map_declared_systems(struct phs_mapping *mapping) {
    for (size_t i = 0; i < mapping->scope->systems.n; i++) {
        const struct phs_declared_system *declared = &mapping->scope->systems.at[i];
        struct phs_system *system = phs_map_add_system(mapping, declared->name, PHS_SYSTEM_STORE);
        copy_details(mapping, system, declared);
        for (size_t m = 0; m < declared->match.n; m++)
            match_members(mapping, system, declared->match.at[m]);
        system->kind = kind_of(declared, system);
        phs_map_believe(mapping, system, PHS_BASIS_DECLARED, PHS_CONFIDENCE_HIGH, declared->place,
                        "declared in the scope file");
        if (!system->members.n)
            system->not_evaluated = declared->match.n ? "declared, but nothing that was read matches it"
                                                      : "declared without naming what it is made of";
    }
}

static bool matches_anything(const struct phs_graph *graph, const char *pattern) {
    for (size_t i = 0; i < graph->resources.n; i++)
        if (strncmp(graph->resources.at[i]->type, "phi_", 4) != 0 && matches(pattern, graph->resources.at[i]))
            return true;
    return false;
}

static void remark_system(struct phs_run *run, const struct phs_declared_system *declared) {
    for (size_t i = 0; i < declared->match.n; i++)
        if (!matches_anything(run->graph, declared->match.at[i]))
            PHS_PUSH(run->arena, run->warnings,
                     phs_printf(run->arena, "%s: nothing that was read matches %s of the system %s",
                                phs_place_text(run->arena, declared->place), declared->match.at[i], declared->name));
}

static void remark_flow(struct phs_run *run, const struct phs_declared_flow *declared) {
    for (size_t i = 0; i < run->map->flows.n; i++) {
        const struct phs_flow *flow = run->map->flows.at[i];
        if (flow->place.source != declared->place.source || flow->place.line != declared->place.line ||
            flow->place.column != declared->place.column)
            continue;
        const char *place = phs_place_text(run->arena, flow->place);
        if (!flow->from)
            PHS_PUSH(run->arena, run->warnings,
                     phs_printf(run->arena, "%s: the flow begins at %s, which is neither declared nor found", place,
                                flow->from_name));
        if (!flow->to && !flow->vendor_name)
            PHS_PUSH(run->arena, run->warnings,
                     phs_printf(run->arena,
                                "%s: the flow ends at %s, which is neither declared nor found (vendors are "
                                "written as vendor:NAME)",
                                place, flow->to_name));
    }
}

void phs_map_remark(struct phs_run *run) {
    for (size_t i = 0; i < run->scope->systems.n; i++)
        remark_system(run, &run->scope->systems.at[i]);
    for (size_t i = 0; i < run->scope->flows.n; i++)
        remark_flow(run, &run->scope->flows.at[i]);
}
