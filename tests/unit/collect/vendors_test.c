/* SPDX-License-Identifier: Apache-2.0 */
/* Vendor and customer inventories: columns that nobody told us, rows that say too little, and the state of each agreement. */
#include "collecting.h"

#include "collect/vendors.h"

TestSuite(vendors, .init = open_graph, .fini = close_graph);

static void collect(const char *path, enum phs_target_kind kind, const struct phs_value *mapping) {
    const struct phs_target target = {.kind = kind, .path = path, .environment = "", .mapping = mapping};
    phs_vendors_collect(&graph, &scope, &target, NULL);
}

Test(vendors, that_cannot_be_read_are_one_line_of_coverage_each) {
    static const struct {
        const char *path, *says;
    } rows[] = {{"none.csv", "none.csv"},     {"broken.xlsx", "broken.xlsx"},    {"old.csv", "save it as .xlsx"},
                {"empty.csv", "it is empty"}, {"headless.csv", "no header row"}, {"collect.bin", "collect.bin"}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        size_t before = graph.coverage.n;
        collect(rows[i].path, PHS_TARGET_VENDORS, NULL);
        cr_assert_eq(graph.coverage.n, before + 1, "%s", rows[i].path);
        const struct phs_coverage *line = &graph.coverage.at[before];
        cr_expect_eq(line->state, PHS_NOT_READ);
        cr_expect(line->asked);
        cr_expect(strstr(line->reason, rows[i].says), "%s", line->reason);
    }
    cr_expect_eq(graph.resources.n, 0);
}

Test(vendors, are_read_below_title_rows_with_guessed_columns) {
    collect("vendors.csv", PHS_TARGET_VENDORS, NULL);
    const struct phs_coverage *line = covered("columns guessed: ");
    cr_assert_not_null(line);
    cr_expect(strstr(line->reason, "name from \"Vendor Name\""), "%s", line->reason);
    cr_expect(strstr(line->reason, "signed from \"BAA on file?\""), "%s", line->reason);
    cr_expect(strstr(line->reason, "not used: \"Renewal note\""), "%s", line->reason);
    cr_expect_eq(line->state, PHS_READ_PARTLY);
    cr_expect_not_null(covered("the row names no vendor"));
    cr_expect_not_null(covered("the row repeats"));
}

Test(vendors, of_several_rows_are_one_vendor_with_an_agreement_a_row) {
    collect("vendors.csv", PHS_TARGET_VENDORS, NULL);
    const struct phs_resource *openai = resource("vendor", "vendor:OpenAI");
    cr_expect_str_eq(shown(openai, "services"), "[\"API Platform\",\"Whisper\",\"Batch\"]");
    cr_expect_str_eq(shown(openai, "handles_phi"), "true");
    cr_expect_eq(openai->place.line, 5);
    cr_expect_eq(openai->place.source->kind, PHS_SOURCE_ROW);
    cr_expect_str_eq(openai->place.source->path, "vendors.csv");
    cr_expect_eq(phs_graph_of_type(&graph, "vendor")->items.n, 6);
    cr_expect_eq(phs_graph_of_type(&graph, "agreement")->items.n, 7);
}

Test(vendors, have_agreements_with_a_state_under_the_clock) {
    static const struct {
        const char *scenario, *address, *state, *signed_;
    } rows[] = {
        {"signed without a day, in term", "agreement:downstream/OpenAI/1", "in_force", "?"},
        {"ended in January, day first", "agreement:downstream/OpenAI/2", "expired", "?"},
        {"no", "agreement:downstream/Twilio, Inc./1", "unsigned", "-"},
        {"ended yesterday", "agreement:downstream/Paper Shredders/1", "expired", "?"},
        {"ended a year ago", "agreement:downstream/Old Fax Co/1", "expired", "2024-02-01"},
        {"said to be unknown", "agreement:downstream/Cloud Thing/1", "?", "?"},
        {"neither yes nor no", "agreement:downstream/Mystery/1", "?", "?"},
    };
    collect("vendors.csv", PHS_TARGET_VENDORS, NULL);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct phs_resource *agreement = resource("agreement", rows[i].address);
        cr_expect_str_eq(shown(agreement, "state"), rows[i].state, "%s", rows[i].scenario);
        cr_expect_str_eq(shown(agreement, "signed"), rows[i].signed_, "%s", rows[i].scenario);
        cr_expect_str_eq(shown(agreement, "direction"), "downstream");
    }
    cr_expect_str_eq(shown(resource("agreement", rows[0].address), "clauses.BAA-5"), "true");
    cr_expect_str_eq(shown(resource("agreement", rows[0].address), "notice_hours"), "48");
    cr_expect_str_eq(shown(resource("agreement", rows[4].address), "clauses.BAA-5"), "false");
    cr_expect_str_eq(shown(resource("vendor", "vendor:Mystery"), "handles_phi"), "?");
}

Test(vendors, in_yaml_nest_their_agreements) {
    static const struct {
        const char *address, *path, *expected;
    } rows[] = {
        {"agreement:downstream/Anthropic/1", "state", "in_force"},
        {"agreement:downstream/Anthropic/1", "signed", "2025-06-01"},
        {"agreement:downstream/Anthropic/1", "notice_hours", "48"},
        {"agreement:downstream/Anthropic/1", "services", "[\"Claude API\",\"Console\"]"},
        {"agreement:downstream/Anthropic/1", "clauses", "{\"BAA-1\":true,\"BAA-5\":false,\"BAA-12\":true}"},
        {"agreement:downstream/Two Papers/1", "clauses.BAA-9", "true"},
        {"agreement:downstream/Two Papers/2", "kind", "msa"},
        {"agreement:downstream/Conduit/1", "state", "not_required"},
        {"agreement:downstream/Conduit/1", "not_required", "conduit, carries sealed mail"},
        {"agreement:downstream/Lazy/1", "state", "?"},
        {"agreement:downstream/Lazy/1", "not_required", "-"},
        {"agreement:downstream/Future/1", "state", "pending"},
    };
    collect("vendors.yaml", PHS_TARGET_VENDORS, NULL);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        cr_expect_str_eq(shown(resource("agreement", rows[i].address), rows[i].path), rows[i].expected, "%s %s: %s",
                         rows[i].address, rows[i].path, shown(resource("agreement", rows[i].address), rows[i].path));
    resource("vendor", "vendor:just a name");
    cr_expect_not_null(covered("vendors.yaml:20:5: a vendor is expected to be a map"));
}

Test(vendors, come_out_of_the_sheet_that_lists_them) {
    collect("vendors.xlsx", PHS_TARGET_VENDORS, NULL);
    const struct phs_resource *agreement = resource("agreement", "agreement:downstream/Anthropic/1");
    cr_expect_str_eq(shown(agreement, "signed"), "2025-06-01");
    cr_expect_str_eq(shown(agreement, "expires"), "2026-12-01");
    cr_expect_str_eq(shown(agreement, "state"), "in_force");
    cr_expect_str_eq(shown(resource("agreement", "agreement:downstream/Google/1"), "state"), "expired");
    cr_expect_str_eq(shown(resource("agreement", "agreement:downstream/Coffee/1"), "state"), "unsigned");
    cr_expect_str_eq(agreement->place.source->sheet, "Register");
    cr_expect_eq(agreement->place.line, 4);
    cr_expect_not_null(covered("sheet \"Read me\" has no header row"));
}

Test(vendors, follow_the_mapping_and_name_what_it_got_wrong) {
    struct phs_map_builder mapping;
    phs_map_builder_init(&mapping, arena);
    phs_map_builder_set(&mapping, PHS_SLICE("name"), (struct phs_place){0}, phs_value_text(arena, "co"));
    phs_map_builder_set(&mapping, PHS_SLICE("owner"), (struct phs_place){0}, phs_value_text(arena, "WHO"));
    phs_map_builder_set(&mapping, PHS_SLICE("signed"), (struct phs_place){0}, phs_value_text(arena, "Paper"));
    phs_map_builder_set(&mapping, PHS_SLICE("expires"), (struct phs_place){0}, phs_value_text(arena, "Ends"));
    phs_map_builder_set(&mapping, PHS_SLICE("sined"), (struct phs_place){0}, phs_value_text(arena, "Paper"));
    collect("mapped.csv", PHS_TARGET_VENDORS, phs_map_builder_done(&mapping, (struct phs_place){0}));
    cr_expect_str_eq(shown(resource("vendor", "vendor:Alpha"), "owner"), "A. Person");
    cr_expect_str_eq(shown(resource("agreement", "agreement:downstream/Beta/1"), "state"), "unsigned");
    cr_expect_not_null(covered("has no column \"Ends\" for expires"));
    cr_expect_not_null(covered("has no field \"sined\"; did you mean \"signed\"?"));
}

Test(vendors, on_the_other_side_are_customers_with_upstream_agreements) {
    collect("customers.json", PHS_TARGET_CUSTOMERS, NULL);
    const struct phs_resource *agreement = resource("agreement", "agreement:upstream/Sample Hospital/1");
    cr_expect_str_eq(shown(agreement, "direction"), "upstream");
    cr_expect_str_eq(shown(agreement, "document"), "contracts/sample.pdf");
    cr_expect_str_eq(shown(resource("agreement", "agreement:upstream/Other Clinic/1"), "state"), "unsigned");
    cr_expect_eq(phs_graph_of_type(&graph, "vendor")->items.n, 0);
}

Test(vendors, whose_columns_bear_the_names_of_fields_are_not_guessed) {
    collect("customers.json", PHS_TARGET_CUSTOMERS, NULL);
    cr_assert_eq(graph.coverage.n, 1);
    cr_expect_eq(graph.coverage.at[0].state, PHS_READ);
    cr_expect_null(graph.coverage.at[0].reason, "%s", graph.coverage.at[0].reason);
}

Test(vendors, of_two_files_are_one_vendor) {
    collect("vendors.yaml", PHS_TARGET_VENDORS, NULL);
    size_t before = phs_graph_of_type(&graph, "vendor")->items.n;
    collect("vendors.xlsx", PHS_TARGET_VENDORS, NULL);
    cr_expect_eq(phs_graph_of_type(&graph, "vendor")->items.n, before + 2);
}
