/* SPDX-License-Identifier: Apache-2.0 */
/* phiscope.resources/1: what has a shape is kept, what has none is named. */
#include <unistd.h>

#include "collecting.h"

#include "collect/resources_json.h"

TestSuite(resources, .init = open_graph, .fini = close_graph);

static void collect(const char *path) {
    const struct phs_target target = {.kind = PHS_TARGET_RESOURCES, .path = path, .environment = "production"};
    phs_resources_collect(&graph, &scope, &target);
}

Test(resources, of_another_schema_or_broken_json_are_not_read) {
    static const struct {
        const char *path, *says;
    } rows[] = {{"wrong-schema.json", "\"schema\" is not"}, {"broken.json", "broken.json:2:2"}, {"none.json", "none.json"}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        collect(rows[i].path);
        cr_assert_eq(graph.coverage.n, i + 1);
        cr_expect_eq(graph.coverage.at[i].state, PHS_NOT_READ);
        cr_expect(graph.coverage.at[i].asked);
        cr_expect(strstr(graph.coverage.at[i].reason, rows[i].says), "%s", graph.coverage.at[i].reason);
    }
}

Test(resources, that_have_a_shape_are_kept) {
    collect("resources.json");
    const struct phs_resource *policy = resource("okta_policy", "policy/mfa");
    cr_expect_eq(graph.resources.n, 3);
    cr_expect_str_eq(policy->collector, "okta");
    cr_expect_str_eq(policy->environment, "production");
    cr_expect_str_eq(policy->name, "MFA");
    cr_expect_eq(policy->place.source->kind, PHS_SOURCE_URL);
    cr_expect_eq(policy->place.line, 3);
    cr_expect_str_eq(shown(policy, "required"), "false");
    cr_assert_eq(graph.mentions.n, 1);
    cr_expect_eq(graph.mentions.at[0].kind, PHS_PROTECTED_BY);
    resource("okta_app", "app/1#2");
}

Test(resources, without_one_are_named_with_their_line) {
    collect("resources.json");
    const struct phs_coverage *line = covered("4 resources were passed over");
    cr_assert_not_null(line);
    cr_expect_eq(line->state, PHS_READ_PARTLY);
    cr_expect_eq(line->items, 3);
    cr_expect_not_null(covered("resources.json:6:3: a resource needs a type and an address"));
    cr_expect_not_null(covered(": attributes is a list"));
    cr_expect_not_null(covered("a link needs a kind"));
}

Test(resources, of_an_example_are_a_bare_list) {
    const struct phs_value *type[] = {phs_value_text(arena, "x")};
    struct phs_map_builder item;
    phs_map_builder_init(&item, arena);
    phs_map_builder_set(&item, PHS_SLICE("type"), (struct phs_place){0}, type[0]);
    phs_map_builder_set(&item, PHS_SLICE("address"), (struct phs_place){0}, type[0]);
    const struct phs_value *items[] = {phs_map_builder_done(&item, (struct phs_place){0})};
    cr_expect_eq(phs_resources_add(&graph, "example", "", phs_value_list(arena, items, 1, (struct phs_place){0})), 1);
}

Test(resources, may_say_what_they_do_not_know) {
    static const char text[] =
        "{\"schema\": \"phiscope.resources/1\", \"resources\": [{\"type\": \"t\", \"address\": \"t.a\", \"attributes\": {"
        "\"a\": {\"unknown\": \"not-read\", \"why\": \"it did not answer\"}, \"b\": [{\"unknown\": \"computed\"}, 1],"
        "\"c\": {\"unknown\": true}, \"d\": {\"unknown\": \"x\", \"why\": \"y\", \"z\": 1}, \"e\": {\"unknown\": \"odd\"}}}]}";
    char path[] = "/tmp/phiscope-feed-XXXXXX.json";
    int fd = mkstemps(path, 5);
    cr_assert(fd >= 0);
    cr_assert_eq(write(fd, text, sizeof text - 1), (ssize_t)sizeof text - 1);
    close(fd);
    collect(path);
    unlink(path);
    const struct phs_resource *fed = resource("t", "t.a");
    cr_expect_str_eq(phs_get(fed->attributes, "a")->unknown.why, "it did not answer");
    cr_expect_eq(phs_get(fed->attributes, "a")->unknown.reason, PHS_WHY_UNREAD);
    cr_expect_str_eq(shown(fed, "b.0"), "?");
    cr_expect_str_eq(shown(fed, "b.1"), "1");
    cr_expect_str_eq(shown(fed, "c.unknown"), "true", "a flag of somebody's own");
    cr_expect_str_eq(shown(fed, "d.z"), "1", "a map with a key more is no such mark");
    cr_expect_eq(phs_get(fed->attributes, "e")->unknown.reason, PHS_WHY_UNREAD);
}
