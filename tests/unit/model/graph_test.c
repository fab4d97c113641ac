/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>

#include "model/run.h"

Test(graph, keeps_two_resources_that_claim_one_address) {
    struct phs_arena *arena = phs_arena_new();
    struct phs_graph graph;
    phs_graph_init(&graph, arena);
    struct phs_resource *one = phs_graph_add(&graph, "r", "", "t", "a"), *two = phs_graph_add(&graph, "r", "", "t", "a");
    cr_expect_str_eq(one->address, "a");
    cr_expect_str_eq(two->address, "a#2");
    cr_expect_eq(phs_graph_find(&graph, "r", "", "a"), one);
    cr_expect_eq(phs_graph_of_type(&graph, "t")->items.n, 2);
    cr_expect_eq(phs_graph_of_type(&graph, "none")->items.n, 0);
    cr_expect_null(phs_graph_find(&graph, "r", "other", "a"), "another environment is another thing");
    cr_expect_null(phs_graph_find(&graph, "ra", "", ""), "parts do not run into each other");
    phs_arena_free(arena);
}

Test(graph, links_once) {
    struct phs_arena *arena = phs_arena_new();
    struct phs_graph graph;
    phs_graph_init(&graph, arena);
    struct phs_resource *a = phs_graph_add(&graph, "r", "", "t", "a"), *b = phs_graph_add(&graph, "r", "", "t", "b");
    struct phs_link *link = phs_graph_link(&graph, a, PHS_REFERS_TO, b, "x", (struct phs_place){0});
    cr_expect_eq(phs_graph_link(&graph, a, PHS_REFERS_TO, b, "x", (struct phs_place){0}), link);
    cr_expect_neq(phs_graph_link(&graph, a, PHS_REFERS_TO, b, "y", (struct phs_place){0}), link);
    cr_expect_neq(phs_graph_link(&graph, b, PHS_REFERS_TO, a, "x", (struct phs_place){0}), link);
    cr_expect_eq(a->out.n, 2);
    cr_expect_eq(a->in.n, 1);
    phs_arena_free(arena);
}

Test(fingerprint, changes_with_identity_and_with_nothing_else) {
    struct phs_arena *arena = phs_arena_new();
    struct phs_graph graph;
    char one[65], two[65];
    phs_graph_init(&graph, arena);
    struct phs_resource *a = phs_graph_add(&graph, "r", "", "t", "a"), *b = phs_graph_add(&graph, "r", "e", "t", "a");
    phs_fingerprint("c", a, NULL, one);
    a->place.line = 99;
    a->index = 7;
    phs_fingerprint("c", a, NULL, two);
    cr_expect_str_eq(one, two, "lines move, findings stay");
    phs_fingerprint("d", a, NULL, two);
    cr_expect_str_neq(one, two, "another check");
    phs_fingerprint("c", b, NULL, two);
    cr_expect_str_neq(one, two, "another environment");
    phs_fingerprint("c", a, "x", two);
    cr_expect_str_neq(one, two, "another detail");
    phs_arena_free(arena);
}

struct slug_row {
    const char *name, *slug;
};

Test(slug, is_safe_in_an_address_and_never_empty) {
    static const struct slug_row rows[] = {{"Patient DB", "patient-db"},
                                           {"  a  b ", "a-b"},
                                           {"", "x"},
                                           {"///", "x"},
                                           {"a\xE2\x80\xAEtxt", "a-txt"},
                                           {"\xFF\xFE", "x"},
                                           {"Z\xC3\xBCrich", "z\xC3\xBCrich"},
                                           {"Zo\xc3\xab", "zo\xc3\xab"},
                                           {"a/../b", "a-b"}};
    struct phs_arena *arena = phs_arena_new();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        cr_expect_str_eq(phs_slug(arena, rows[i].name), rows[i].slug, "%s", rows[i].name);
    phs_arena_free(arena);
}
