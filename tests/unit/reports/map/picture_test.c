/* SPDX-License-Identifier: Apache-2.0 */
/* What is drawn: states of flows, ends that are no systems, connections from links, what the internet reaches, groups. */
#include "unit/reports/map/made_run.h"

static size_t count(const struct phs_picture *picture, enum phs_edge_kind kind) {
    size_t n = 0;
    for (size_t i = 0; i < picture->edges.n; i++)
        n += picture->edges.at[i].kind == kind;
    return n;
}

Test(picture, says_of_each_flow_how_it_is_known_and_what_is_wrong_with_it) {
    static const struct {
        const char *scenario;
        bool declared, seen;
        enum phs_tri encrypted;
        enum phs_baa baa;
        const char *first, *second;
    } rows[] = {
        {"all well", true, true, PHS_YES, PHS_BAA_IN_FORCE, "BAA in force", NULL},
        {"seen only", false, true, PHS_YES, PHS_BAA_NONE_FOUND, "no BAA found", "seen, not declared"},
        {"declared only", true, false, PHS_MAYBE, PHS_BAA_EXPIRED, "BAA expired", "declared, not seen"},
        {"in the clear", true, true, PHS_NO, PHS_BAA_OUT_OF_SCOPE, "outside the BAA", "not encrypted"},
        {"seen in the clear", false, true, PHS_NO, PHS_BAA_UNKNOWN, "BAA unknown", "not declared, not encrypted"},
        {"declared in the clear", true, false, PHS_NO, PHS_BAA_NOT_REQUIRED, "no BAA required", "not seen, not encrypted"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct made made = made_run(1);
        struct phs_flow *flow = made_flow(&made, made_system(&made, "notes", PHS_SYSTEM_SERVICE),
                                          made_system(&made, "Vendor", PHS_SYSTEM_THIRD_PARTY));
        flow->declared = rows[i].declared;
        flow->seen = rows[i].seen;
        flow->encrypted = rows[i].encrypted;
        flow->baa = rows[i].baa;
        struct phs_picture picture;
        phs_picture_build(&picture, made.arena, made.run);
        cr_assert_eq(picture.edges.n, 1, "%s", rows[i].scenario);
        cr_assert_str_eq(picture.edges.at[0].label[0], rows[i].first, "%s", rows[i].scenario);
        if (rows[i].second)
            cr_assert_str_eq(picture.edges.at[0].label[1], rows[i].second, "%s", rows[i].scenario);
        else
            cr_assert_null(picture.edges.at[0].label[1], "%s", rows[i].scenario);
        phs_arena_free(made.arena);
    }
}

Test(picture, makes_one_box_of_a_folder_and_its_name) {
    struct made made = made_run(1);
    struct phs_system *vendor = made_system(&made, "Vendor", PHS_SYSTEM_THIRD_PARTY);
    made_flow(&made, NULL, vendor)->from_name = "portal";
    made_flow(&made, NULL, vendor)->from_name = "services/portal";
    made_flow(&made, NULL, vendor)->from_name = "Test Clinic";
    struct phs_picture picture;
    phs_picture_build(&picture, made.arena, made.run);
    cr_assert_eq(picture.nodes.n, 3);
    cr_assert_eq(picture.edges.at[0].from, picture.edges.at[1].from);
    cr_assert_eq(picture.nodes.at[picture.edges.at[0].from].lane, PHS_LANE_WORK);
    cr_assert_eq(picture.nodes.at[picture.edges.at[2].from].lane, PHS_LANE_PEOPLE);
    phs_arena_free(made.arena);
}

Test(picture, draws_what_the_internet_reaches_and_nothing_else_of_it) {
    for (int exposure = PHS_ISOLATED; exposure <= PHS_EXPOSURE_UNKNOWN; exposure++) {
        struct made made = made_run(1);
        made_system(&made, "store", PHS_SYSTEM_STORE)->exposure = (enum phs_exposure)exposure;
        struct phs_picture picture;
        phs_picture_build(&picture, made.arena, made.run);
        bool open = exposure == PHS_PUBLIC_AUTH || exposure == PHS_PUBLIC_ANON;
        cr_assert_eq(count(&picture, PHS_EDGE_EXPOSED), open, "%s", phs_exposure_name((enum phs_exposure)exposure));
        cr_assert_eq(picture.nodes.n, open ? 2 : 1);
        phs_arena_free(made.arena);
    }
}

static struct phs_resource *member(struct made *made, struct phs_system *system, const char *type, const char *address) {
    struct phs_resource *resource = phs_graph_find(made->run->graph, "r", "", address);
    resource = resource ? resource : phs_graph_add(made->run->graph, "r", "", type, address);
    PHS_PUSH(made->arena, system->members, resource);
    return resource;
}

Test(picture, draws_connections_once_inwards_and_not_through_what_is_shared) {
    struct made made = made_run(1);
    struct phs_place nowhere = {0};
    struct phs_system *entry = made_system(&made, "entry", PHS_SYSTEM_ENTRY),
                      *service = made_system(&made, "service", PHS_SYSTEM_SERVICE);
    struct phs_system *store = made_system(&made, "store", PHS_SYSTEM_STORE),
                      *other = made_system(&made, "other", PHS_SYSTEM_STORE);
    struct phs_resource *e = member(&made, entry, "aws_lb", "lb"),
                        *s = member(&made, service, "aws_ecs_task_definition", "task");
    struct phs_resource *d = member(&made, store, "aws_db_instance", "db"), *o = member(&made, other, "aws_s3_bucket", "b");
    struct phs_resource *key = member(&made, store, "aws_kms_key", "key");
    member(&made, other, "aws_kms_key", "key");
    phs_graph_link(made.run->graph, s, PHS_REFERS_TO, e, NULL, nowhere); /* a service names its entry */
    phs_graph_link(made.run->graph, s, PHS_REFERS_TO, d, "env", nowhere);
    phs_graph_link(made.run->graph, s, PHS_STORES_IN, d, NULL, nowhere);
    phs_graph_link(made.run->graph, s, PHS_REFERS_TO, key, NULL, nowhere);
    phs_graph_link(made.run->graph, o, PHS_ENCRYPTED_WITH, d, NULL, nowhere);
    struct phs_picture picture;
    phs_picture_build(&picture, made.arena, made.run);
    cr_assert_eq(picture.edges.n, 2);
    cr_assert_str_eq(picture.nodes.at[picture.edges.at[0].from].name, "entry");
    cr_assert_str_eq(picture.nodes.at[picture.edges.at[0].to].name, "service");
    cr_assert_str_eq(picture.nodes.at[picture.edges.at[1].to].name, "store");
    made_flow(&made, service, store);
    phs_picture_build(&picture, made.arena, made.run);
    cr_assert_eq(count(&picture, PHS_EDGE_LINK), 1, "a flow says what the connection says, and more");
    phs_arena_free(made.arena);
}

/* Every edge of the whole picture is in the other one exactly once. */
static void all_there(const struct phs_picture *whole, const struct phs_picture *other) {
    size_t parts = 0, single = 0;
    for (size_t i = 0; i < other->edges.n; i++) {
        parts += other->edges.at[i].parts.n;
        single += other->edges.at[i].parts.n == 0;
    }
    cr_assert_eq(parts + single, whole->edges.n);
}

Test(picture, loses_no_edge_and_no_node_in_groups) {
    for (uint32_t seed = 0; seed < 20; seed++) {
        struct made made = made_at_random(seed, 120, 260);
        struct phs_picture whole, grouped;
        phs_picture_build(&whole, made.arena, made.run);
        cr_assert(phs_picture_group(&whole, PHS_MAP_GROUP_AUTO, &grouped));
        cr_assert_leq(grouped.nodes.n, 52, "%zu boxes are too many to read", grouped.nodes.n);
        all_there(&whole, &grouped);
        size_t nodes = 0;
        for (size_t i = 0; i < grouped.nodes.n; i++)
            nodes += grouped.nodes.at[i].members.n ? grouped.nodes.at[i].members.n : 1;
        cr_assert_eq(nodes, whole.nodes.n);
        phs_arena_free(made.arena);
    }
}

Test(picture, opens_a_group_with_all_edges_of_its_members) {
    struct made made = made_at_random(7, 120, 260);
    struct phs_picture whole, grouped, opened;
    phs_picture_build(&whole, made.arena, made.run);
    cr_assert(phs_picture_group(&whole, PHS_MAP_GROUP_AUTO, &grouped));
    for (size_t g = 0; g < grouped.nodes.n; g++) {
        const struct phs_node *group = &grouped.nodes.at[g];
        if (!group->members.n)
            continue;
        bool *mine = PHS_NEW_N(made.arena, bool, whole.nodes.n);
        for (size_t i = 0; i < group->members.n; i++)
            mine[group->members.at[i]] = true;
        phs_picture_open(&whole, &grouped, g, &opened);
        size_t wanted = 0, found = 0;
        for (size_t i = 0; i < whole.edges.n; i++)
            wanted += mine[whole.edges.at[i].from] || mine[whole.edges.at[i].to];
        for (size_t i = 0; i < opened.edges.n; i++) {
            const struct phs_edge *edge = &opened.edges.at[i];
            bool touches = false;
            for (size_t m = 0; m < group->members.n; m++) {
                const char *id = whole.nodes.at[group->members.at[m]].id;
                touches |= strcmp(opened.nodes.at[edge->from].id, id) == 0 || strcmp(opened.nodes.at[edge->to].id, id) == 0;
            }
            found += touches ? edge->parts.n ? edge->parts.n : 1 : 0;
        }
        cr_assert_eq(found, wanted, "group %zu", g);
    }
    phs_arena_free(made.arena);
}

Test(picture, groups_small_maps_only_when_asked) {
    struct made made = made_at_random(3, 15, 20);
    struct phs_picture whole, grouped;
    phs_picture_build(&whole, made.arena, made.run);
    cr_assert_not(phs_picture_group(&whole, PHS_MAP_GROUP_AUTO, &grouped));
    cr_assert_not(phs_picture_group(&whole, PHS_MAP_GROUP_NEVER, &grouped));
    cr_assert(phs_picture_group(&whole, PHS_MAP_GROUP_ALWAYS, &grouped));
    phs_arena_free(made.arena);
}
