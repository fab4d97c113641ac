/* SPDX-License-Identifier: Apache-2.0 */
/* Google Cloud: which roles somebody holds beside the one that a grant gives (`held_beside`), so that checks can ask for duties
 * that belong to different people. Members that are known only after apply are left out. */
#include "relate/passes.h"

enum { MOST_ROLES = 200 };

struct holder {
    PHS_VEC(const struct phs_value *) roles;
};

struct duties {
    struct phs_graph *graph;
    struct phs_arena *scratch;
    struct phs_map holders; /* root, place, member -> struct holder */
};

/* Where a role holds, and the attribute that names it. */
static const struct {
    const char *type, *scope;
} grants[] = {{"google_project_iam_member", "project"},     {"google_project_iam_binding", "project"},
              {"google_folder_iam_member", "folder"},       {"google_folder_iam_binding", "folder"},
              {"google_organization_iam_member", "org_id"}, {"google_organization_iam_binding", "org_id"}};

static const char *scope_of(const struct phs_resource *grant, const char *attribute) {
    const struct phs_value *scope = phs_get(grant->attributes, attribute);
    if (phs_is(scope, PHS_UNKNOWN))
        return scope->unknown.ref ? scope->unknown.ref : "?";
    return "";
}

static struct holder *holder_of(struct duties *duties, const struct phs_resource *grant, const char *attribute,
                                const struct phs_value *member) {
    struct phs_slice who = phs_text(member), where = phs_text(phs_get(grant->attributes, attribute));
    if (!who.len)
        return NULL;
    const char *key = phs_printf(duties->scratch, "%s\n%s\n%s%.*s\n%.*s", grant->root, grant->environment,
                                 scope_of(grant, attribute), (int)where.len, where.ptr, (int)who.len, who.ptr);
    struct holder *holder = phs_map_gets(&duties->holders, key);
    if (!holder) {
        holder = PHS_NEW(duties->scratch, struct holder);
        phs_map_puts(&duties->holders, key, holder);
    }
    return holder;
}

static void note(struct duties *duties, const struct phs_resource *grant, const char *attribute,
                 const struct phs_value *member) {
    const struct phs_value *role = phs_get(grant->attributes, "role");
    struct holder *holder = phs_is(role, PHS_STRING) ? holder_of(duties, grant, attribute, member) : NULL;
    if (holder && holder->roles.n < MOST_ROLES)
        PHS_PUSH(duties->scratch, holder->roles, role);
}

static void beside(struct duties *duties, const struct phs_resource *grant, const char *attribute,
                   const struct phs_value *member, struct holder *all) {
    struct holder *holder = holder_of(duties, grant, attribute, member);
    struct phs_slice own = phs_text(phs_get(grant->attributes, "role"));
    for (size_t i = 0; holder && i < holder->roles.n && all->roles.n < MOST_ROLES; i++)
        if (!phs_slice_eq(holder->roles.at[i]->string, own))
            PHS_PUSH(duties->graph->arena, all->roles, holder->roles.at[i]);
}

static void tell(struct duties *duties, struct phs_resource *grant, const struct holder *all) {
    struct phs_arena *arena = duties->graph->arena;
    const struct phs_value *have = grant->attributes;
    struct phs_map_builder map;
    if (!all->roles.n || !phs_is(have, PHS_MAP))
        return;
    phs_map_builder_init(&map, arena);
    for (size_t i = 0; i < have->map.n; i++)
        phs_map_builder_set(&map, have->map.at[i].key, have->map.at[i].key_place, have->map.at[i].value);
    phs_map_builder_set(&map, PHS_SLICE("held_beside"), grant->place,
                        phs_value_list(arena, all->roles.at, all->roles.n, grant->place));
    grant->attributes = phs_map_builder_done(&map, have->place);
}

/* First what everybody holds, then what stands beside each grant. */
static void each(struct duties *duties, struct phs_resource *grant, const char *attribute, bool telling) {
    const struct phs_value *members = phs_get(grant->attributes, "members"), *one = phs_get(grant->attributes, "member");
    struct holder all = {0};
    size_t n = phs_is(members, PHS_LIST) ? members->list.n : 0;
    for (size_t i = 0; i < n + 1; i++) {
        const struct phs_value *member = i < n ? members->list.at[i] : one;
        if (telling)
            beside(duties, grant, attribute, member, &all);
        else
            note(duties, grant, attribute, member);
    }
    if (telling)
        tell(duties, grant, &all);
}

void phs_relate_duties_google(struct phs_graph *graph) {
    struct duties duties = {.graph = graph, .scratch = phs_arena_new()};
    phs_map_init(&duties.holders, duties.scratch);
    for (int telling = 0; telling < 2; telling++)
        for (size_t t = 0; t < sizeof grants / sizeof *grants; t++) {
            const struct phs_resource_list *list = phs_graph_of_type(graph, grants[t].type);
            for (size_t i = 0; i < list->items.n; i++)
                each(&duties, list->items.at[i], grants[t].scope, telling);
        }
    phs_arena_free(duties.scratch);
}
