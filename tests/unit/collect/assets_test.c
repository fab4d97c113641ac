/* SPDX-License-Identifier: Apache-2.0 */
/* Asset inventories: kinds from words, unknowns kept, duplicates said. */
#include "collecting.h"

#include "collect/assets.h"

TestSuite(assets, .init = open_graph, .fini = close_graph);

static void collect(const char *path) {
    const struct phs_target target = {.kind = PHS_TARGET_ASSETS, .path = path, .environment = ""};
    phs_assets_collect(&graph, &scope, &target);
}

Test(assets, are_read_with_kinds_and_unknowns) {
    static const struct {
        const char *address, *path, *expected;
    } rows[] = {
        {"asset:L-001", "kind", "laptop"},
        {"asset:L-001", "encrypted", "?"},
        {"asset:L-001", "screen_lock", "true"},
        {"asset:L-001", "updated", "2026-01-15"},
        {"asset:L-001", "records", "-"},
        {"asset:L-002", "kind", "laptop"},
        {"asset:L-002", "encrypted", "false"},
        {"asset:L-002", "records", "1200"},
        {"asset:L-002", "updated", "2026-01-20"},
        {"asset:L-002#2", "kind", "workstation"},
        {"asset:L-002#2", "holds_phi", "false"},
        {"asset:L-002#2", "encrypted", "?"},
        {"asset:L-002#2", "screen_lock", "?"},
        {"asset:L-002#2", "updated", "2024-01-09"},
        {"asset:Fax in hall", "kind", "fax"},
        {"asset:Fax in hall", "holds_phi", "true"},
        {"asset:Chart room", "kind", "paper"},
        {"asset:Chart room", "records", "?"},
        {"asset:X-1", "kind", "?"},
        {"asset:L-001", "owner", "A. Person"},
    };
    collect("assets.csv");
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        cr_expect_str_eq(shown(resource("asset", rows[i].address), rows[i].path), rows[i].expected, "%s %s: %s",
                         rows[i].address, rows[i].path, shown(resource("asset", rows[i].address), rows[i].path));
    cr_expect_eq(phs_graph_of_type(&graph, "asset")->items.n, 6);
}

Test(assets, say_what_was_odd_with_the_row) {
    collect("assets.csv");
    const struct phs_coverage *twice = covered("the asset id stands already");
    cr_assert_not_null(twice);
    cr_expect_eq(twice->place.line, 4);
    cr_expect_not_null(covered("what kind of asset this is cannot be told"));
    cr_expect_not_null(covered("day number"));
}

Test(assets, that_are_missing_are_not_read) {
    collect("nowhere/assets.xlsx");
    cr_assert_eq(graph.coverage.n, 1);
    cr_expect_eq(graph.coverage.at[0].state, PHS_NOT_READ);
}
