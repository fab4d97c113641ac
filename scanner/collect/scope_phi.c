/* SPDX-License-Identifier: Apache-2.0 */
/* `organization:`, `phi:` and `gate:` of the scope file: what only people know. */
#include "collect/scope_parts.h"

static const char *place_kind_text(const struct phs_value *item) {
    return phs_is(item, PHS_MAP) ? NULL : phs_kind_words(item);
}

void phs_scope_organization(struct phs_entry_reader *reader, const struct phs_value *map) {
    static const char *const keys[] = {"name",      "role",      "states",      "security_official", "privacy_official",
                                       "workforce", "locations", "description", "contact",           "counsel_line",
                                       NULL};
    static const char *const roles[] = {"covered_entity", "business_associate", "agent",       "subcontractor",
                                        "hybrid_entity",  "clearinghouse",      "health_plan", NULL};
    struct phs_scope *scope = reader->scope;
    if (!phs_entry_map(reader, map, "organization"))
        return;
    phs_entry_keys(reader, map, "organization", keys);
    scope->organization.all = map;
    scope->organization.name = phs_entry_text(reader, map, "name");
    scope->organization.role = phs_entry_word(reader, map, "role", roles);
    scope->organization.security_official = phs_entry_text(reader, map, "security_official");
    scope->organization.privacy_official = phs_entry_text(reader, map, "privacy_official");
    PHS_TAKE_TEXTS(scope->organization.states, phs_entry_texts(reader, map, "states"));
}

static const char *system_kind(struct phs_entry_reader *reader, const struct phs_value *map) {
    enum phs_system_kind kind;
    const char *text = phs_entry_text(reader, map, "kind");
    if (!text || phs_system_kind_parse(phs_slice(text), &kind))
        return text;
    const char *list = phs_system_kind_name(PHS_SYSTEM_STORE);
    for (unsigned i = PHS_SYSTEM_STORE + 1; i < PHS_SYSTEM_KIND_COUNT; i++)
        list = phs_printf(reader->arena, "%s, %s", list, phs_system_kind_name((enum phs_system_kind)i));
    phs_entry_problem(reader, phs_get(map, "kind")->place, "kind is \"%.80s\"; it can be %s", text, list);
    return NULL;
}

static void read_system(struct phs_entry_reader *reader, const struct phs_value *map) {
    static const char *const keys[] = {"name",
                                       "kind",
                                       "match",
                                       "categories",
                                       "special",
                                       "records",
                                       "owner",
                                       "identifiers",
                                       "deidentification_basis",
                                       "exposure",
                                       "integrity_impact",
                                       "availability_impact",
                                       "encrypted",
                                       "key_outside",
                                       "log_coverage",
                                       "backup",
                                       "location",
                                       "notes",
                                       "reason",
                                       NULL};
    struct phs_declared_system system = {.all = map, .place = map->place};
    phs_entry_keys(reader, map, "a system of phi", keys);
    system.name = phs_entry_text(reader, map, "name");
    if (!system.name) {
        phs_entry_problem(reader, map->place, "a system of phi has no name; it is passed over");
        return;
    }
    system.kind = system_kind(reader, map);
    system.records = phs_entry_count(reader, map, "records");
    PHS_TAKE_TEXTS(system.match, phs_entry_texts(reader, map, "match"));
    PHS_TAKE_TEXTS(system.categories, phs_entry_texts(reader, map, "categories"));
    PHS_TAKE_TEXTS(system.special, phs_entry_texts(reader, map, "special"));
    PHS_PUSH(reader->arena, reader->scope->systems, system);
}

static void read_flow(struct phs_entry_reader *reader, const struct phs_value *map) {
    static const char *const keys[] = {"from",      "to",         "purpose", "redaction", "basis", "baa_not_required",
                                       "encrypted", "categories", "host",    "service",   "notes", NULL};
    static const char *const redactions[] = {"none", "redacted", "deidentified", NULL};
    struct phs_declared_flow flow = {.all = map, .place = map->place};
    phs_entry_keys(reader, map, "a flow of phi", keys);
    flow.from = phs_entry_text(reader, map, "from");
    flow.to = phs_entry_text(reader, map, "to");
    if (!flow.from || !flow.to) {
        phs_entry_problem(reader, map->place, "a flow of phi needs both from and to; it is passed over");
        return;
    }
    flow.purpose = phs_entry_text(reader, map, "purpose");
    flow.redaction = phs_entry_word(reader, map, "redaction", redactions);
    flow.basis = phs_entry_text(reader, map, "basis");
    flow.baa_not_required = phs_entry_text(reader, map, "baa_not_required");
    PHS_PUSH(reader->arena, reader->scope->flows, flow);
}

static void each(struct phs_entry_reader *reader, const struct phs_value *phi, const char *key,
                 void (*read)(struct phs_entry_reader *reader, const struct phs_value *map)) {
    const struct phs_value *list = phs_get(phi, key);
    if (!list || phs_is(list, PHS_NULL))
        return;
    if (!phs_is(list, PHS_LIST)) {
        phs_entry_problem(reader, list->place, "phi: %s is %s where a list is expected", key, phs_kind_words(list));
        return;
    }
    for (size_t i = 0; i < list->list.n; i++) {
        const char *other = place_kind_text(list->list.at[i]);
        if (other)
            phs_entry_problem(reader, list->list.at[i]->place, "phi: %s holds %s where a map is expected; it is passed over",
                              key, other);
        else
            read(reader, list->list.at[i]);
    }
}

void phs_scope_phi(struct phs_entry_reader *reader, const struct phs_value *map) {
    static const char *const keys[] = {"systems", "flows", NULL};
    if (!phs_entry_map(reader, map, "phi"))
        return;
    phs_entry_keys(reader, map, "phi", keys);
    each(reader, map, "systems", read_system);
    each(reader, map, "flows", read_flow);
}

void phs_scope_gate(struct phs_entry_reader *reader, const struct phs_value *map) {
    static const char *const keys[] = {"fail_on", "new_only", "unknown", NULL};
    static const char *const severities[] = {"info", "low", "medium", "high", "critical", NULL};
    static const char *const unknowns[] = {"report", "new", "fail", NULL};
    struct phs_scope *scope = reader->scope;
    if (!phs_entry_map(reader, map, "gate"))
        return;
    phs_entry_keys(reader, map, "gate", keys);
    const char *severity = phs_entry_word(reader, map, "fail_on", severities);
    scope->gate.has_fail_on = severity && phs_severity_parse(phs_slice(severity), &scope->gate.fail_on);
    scope->gate.new_only = phs_entry_bool(reader, map, "new_only", true);
    const char *unknown = phs_entry_word(reader, map, "unknown", unknowns);
    for (unsigned i = 0; unknown && unknowns[i]; i++)
        if (unknown == unknowns[i])
            scope->gate.unknown = (enum phs_gate_unknown)i;
}
