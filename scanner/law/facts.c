/* SPDX-License-Identifier: Apache-2.0 */
/* Reading the facts of an incident. */
#include "law/facts.h"

#include <math.h>

#include "base/clock.h"
#include "parse/yaml.h"

static const char *const role_names[] = {"covered_entity", "business_associate", "agent"};
static const char *const role_titles[] = {"covered entity", "business associate", "business associate acting as agent"};

const char *phs_breach_role_name(enum phs_breach_role role) {
    return role_names[role];
}

const char *phs_breach_role_title(enum phs_breach_role role) {
    return role_titles[role];
}

bool phs_breach_role_parse(struct phs_slice name, enum phs_breach_role *ret_role) {
    for (enum phs_breach_role role = 0; role < PHS_ROLE_COUNT; role++)
        if (phs_slice_is(name, role_names[role])) {
            *ret_role = role;
            return true;
        }
    return false;
}

int64_t phs_breach_total(const struct phs_breach_facts *facts, bool *ret_known) {
    int64_t total = 0;
    *ret_known = facts->counts.n > 0;
    for (size_t i = 0; i < facts->counts.n; i++) {
        *ret_known = *ret_known && facts->counts.at[i].persons >= 0;
        total += facts->counts.at[i].persons > 0 ? facts->counts.at[i].persons : 0;
    }
    return total;
}

struct reading {
    struct phs_arena *arena;
    struct phs_breach_facts *facts;
    struct phs_err *err;
    bool failed;
};

static void wrong(struct reading *reading, const struct phs_value *value, const char *sentence) {
    if (!reading->failed)
        phs_fail(reading->err, PHS_E_INPUT, "%s: %s", phs_place_text(reading->arena, value->place), sentence);
    reading->failed = true;
}

static int64_t time_of(struct reading *reading, const struct phs_value *map, const char *key) {
    const struct phs_value *value = phs_get(map, key);
    int64_t when = 0;
    if (value && value->kind != PHS_NULL && !phs_time_parse(phs_text(value), &when))
        wrong(reading, value,
              phs_printf(reading->arena, "`%s` is a date or a time, as in 2026-03-01 or 2026-03-01T14:30:00Z.", key));
    return when;
}

static bool flag_of(struct reading *reading, const struct phs_value *map, const char *key) {
    const struct phs_value *value = phs_get(map, key);
    if (value && value->kind != PHS_NULL && !phs_is(value, PHS_BOOL))
        wrong(reading, value, phs_printf(reading->arena, "`%s` is true or false.", key));
    return phs_is_true(value);
}

static void add_count(struct reading *reading, struct phs_slice where, const struct phs_value *value) {
    struct phs_breach_count count = {phs_slice_dup(reading->arena, where), -1, value->place};
    bool known = phs_is(value, PHS_NUMBER);
    if (known && (value->number.value < 0 || value->number.value > 1e10 || value->number.value != floor(value->number.value)))
        wrong(reading, value, "a number of persons is whole and not negative.");
    else if (known)
        count.persons = (int64_t)value->number.value;
    else if (!phs_slice_is(phs_text(value), "unknown") && value->kind != PHS_NULL)
        wrong(reading, value, "a number of persons is a number, or unknown.");
    if (where.len != 2)
        wrong(reading, value, "persons are counted by state, two letters as in TX, or EU.");
    PHS_PUSH(reading->arena, reading->facts->counts, count);
}

static void read_counts(struct reading *reading, const struct phs_value *map) {
    if (map && map->kind != PHS_NULL && !phs_is(map, PHS_MAP))
        wrong(reading, map, "`individuals` is a map from state to number, as in {CA: 120, TX: 40}.");
    for (size_t i = 0; phs_is(map, PHS_MAP) && i < map->map.n; i++)
        add_count(reading, map->map.at[i].key, map->map.at[i].value);
}

static void read_party(struct reading *reading, const struct phs_value *entry) {
    const struct phs_value *hours = phs_get(entry, "hours");
    struct phs_breach_party party = {.name = phs_text_or(reading->arena, phs_get(entry, "name"), NULL),
                                     .kind = phs_text_or(reading->arena, phs_get(entry, "kind"), "contract"),
                                     .hours = phs_is(hours, PHS_NUMBER) ? hours->number.value : -1,
                                     .place = entry->place};
    if (!party.name)
        wrong(reading, entry, "each of `parties` has a name, and the hours within which it is to be told.");
    else if (hours && (!phs_is(hours, PHS_NUMBER) || party.hours < 0 || party.hours > 24 * 3650))
        wrong(reading, hours, "`hours` is the number of hours within which the party is to be told.");
    else
        PHS_PUSH(reading->arena, reading->facts->parties, party);
}

static void read_lists(struct reading *reading, const struct phs_value *root) {
    const struct phs_value *parties = phs_get(root, "parties"), *data = phs_get(root, "data"),
                           *factors = phs_get(root, "factors");
    for (size_t i = 0; phs_is(parties, PHS_LIST) && i < parties->list.n; i++)
        read_party(reading, parties->list.at[i]);
    for (size_t i = 0; phs_is(data, PHS_LIST) && i < data->list.n; i++)
        PHS_PUSH(reading->arena, reading->facts->data, phs_text_or(reading->arena, data->list.at[i], "?"));
    for (size_t i = 0; phs_is(factors, PHS_LIST) && i < factors->list.n && i < PHS_INCIDENT_FACTORS; i++)
        reading->facts->factors[i] = phs_text_or(reading->arena, factors->list.at[i], NULL);
}

static void read_delay(struct reading *reading, const struct phs_value *delay) {
    if (!delay || delay->kind == PHS_NULL)
        return;
    if (!phs_is(delay, PHS_MAP) || !phs_get(delay, "until"))
        wrong(reading, delay, "`law_enforcement_delay` is {until: DATE, oral: true or false}.");
    reading->facts->delay_until = time_of(reading, delay, "until");
    reading->facts->delay_oral = flag_of(reading, delay, "oral");
}

static void check_keys(struct reading *reading, const struct phs_value *root) {
    static const char *const keys[] = {
        "title",   "role",   "discovered", "notified", "individuals", "data", "law_enforcement_delay", "licensed_facility",
        "factors", "parties"};
    for (size_t i = 0; i < root->map.n; i++) {
        bool known = false;
        for (size_t k = 0; k < sizeof keys / sizeof *keys; k++)
            known = known || phs_slice_is(root->map.at[i].key, keys[k]);
        if (!known)
            wrong(reading, root->map.at[i].value,
                  phs_printf(reading->arena, "an incident has no `%s`.", phs_slice_dup(reading->arena, root->map.at[i].key)));
    }
}

static void read_root(struct reading *reading, const struct phs_value *root) {
    const struct phs_value *role = phs_get(root, "role");
    check_keys(reading, root);
    reading->facts->title = phs_text_or(reading->arena, phs_get(root, "title"), "Incident");
    if (role && !phs_breach_role_parse(phs_text(role), &reading->facts->role))
        wrong(reading, role, "`role` is covered_entity, business_associate or agent.");
    reading->facts->role_stated = role != NULL;
    reading->facts->discovered = time_of(reading, root, "discovered");
    reading->facts->notified = time_of(reading, root, "notified");
    reading->facts->licensed_facility = flag_of(reading, root, "licensed_facility");
    reading->facts->licence_stated = phs_is(phs_get(root, "licensed_facility"), PHS_BOOL);
    read_delay(reading, phs_get(root, "law_enforcement_delay"));
    read_counts(reading, phs_get(root, "individuals"));
    read_lists(reading, root);
    if (!reading->facts->discovered)
        wrong(reading, root,
              "an incident needs `discovered`: the day it was known, or would have been with reasonable diligence.");
}

enum phs_code phs_breach_facts_parse(struct phs_arena *arena, const char *path, struct phs_slice bytes,
                                     struct phs_breach_facts *ret_facts, struct phs_err *err) {
    struct phs_source *source = PHS_NEW(arena, struct phs_source);
    struct phs_breach_facts facts = {0};
    struct reading reading = {arena, &facts, err, false};
    const struct phs_value *root;
    source->path = phs_strdup(arena, path);
    enum phs_code code = phs_yaml_parse_one(arena, source, bytes, NULL, &root, err);
    if (code != PHS_OK)
        return code;
    if (!phs_is(root, PHS_MAP))
        return phs_fail(err, PHS_E_INPUT, "%s: an incident is a map with `discovered` and `individuals`.", path);
    read_root(&reading, root);
    if (reading.failed)
        return PHS_E_INPUT;
    *ret_facts = facts;
    return PHS_OK;
}

static void add_customers(struct phs_arena *arena, const struct phs_run *run, struct phs_breach_facts *facts) {
    const struct phs_resource_list *list = phs_graph_of_type(run->graph, "agreement");
    for (size_t i = 0; i < list->items.n; i++) {
        const struct phs_resource *agreement = list->items.at[i];
        const struct phs_value *hours = phs_get(agreement->attributes, "notice_hours");
        if (!phs_slice_is(phs_text(phs_get(agreement->attributes, "direction")), "upstream"))
            continue;
        struct phs_breach_party party = {
            .name = phs_text_or(arena, phs_get(agreement->attributes, "counterparty"), agreement->address),
            .kind = "covered entity",
            .hours = phs_is(hours, PHS_NUMBER) ? hours->number.value : -1,
            .place = agreement->place};
        PHS_PUSH(arena, facts->parties, party);
    }
}

void phs_breach_facts_from_run(struct phs_arena *arena, const struct phs_run *run, struct phs_breach_facts *facts) {
    const char *role = run->scope ? run->scope->organization.role : NULL;
    if (!facts->role_stated && role)
        facts->role = strcmp(role, "agent") == 0 ? PHS_ROLE_AGENT
                      : strcmp(role, "business_associate") == 0 || strcmp(role, "subcontractor") == 0
                          ? PHS_ROLE_BUSINESS_ASSOCIATE
                          : PHS_ROLE_COVERED_ENTITY;
    if (facts->role != PHS_ROLE_COVERED_ENTITY)
        add_customers(arena, run, facts);
}
