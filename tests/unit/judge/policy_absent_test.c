/* SPDX-License-Identifier: Apache-2.0 */
/* phiscope.absent: unknown. An inventory that does not state a fact has not denied it. */
#include "tests/unit/judge/graph_builder.h"

#define KIND "{cond_type: filter, attribute: kind, operator: within, value: [laptop]}"
#define ENCRYPTED "{cond_type: attribute, resource_types: [asset], attribute: encrypted, operator: is_true}"
#define NO_PHI                                                                                                                 \
    "{and: [{cond_type: filter, attribute: holds_phi, operator: within, value: [false]}, "                                     \
    "{cond_type: attribute, resource_types: [asset], attribute: holds_phi, operator: equals, value: false}]}"
#define DEVICE "{and: [" KIND ", {or: [" ENCRYPTED ", " NO_PHI "]}]}"
#define ASSET(attrs) "[{a: asset.x, attrs: {" attrs "}}]"

static void expect(const char *scenario, const char *graph, const char *definition, const char *expected, const char *reason) {
    struct bench bench;
    bench_init(&bench, graph);
    cr_assert_eq(bench_compile(&bench, definition, true, NULL), PHS_OK, "%s: %s", scenario, bench.err.text);
    bench.check.absent_is_unknown = true;
    bench_run(&bench);
    cr_expect_str_eq(phs_buf_text(&bench.line), expected, "%s: got \"%s\"", scenario, phs_buf_text(&bench.line));
    if (reason)
        cr_expect_str_eq(phs_buf_text(&bench.reasons), reason, "%s: %s", scenario, phs_buf_text(&bench.reasons));
    bench_done(&bench);
}

Test(policy_absent, what_is_not_stated_is_unknown_with_a_reason) {
    expect("absent", ASSET("kind: laptop"), ENCRYPTED, "x=U", "x: encrypted is not known: nobody stated it [not-read]\n");
    expect("null", ASSET("encrypted: null"), ENCRYPTED, "x=U", NULL);
    expect("jsonpath", ASSET("disks: [{}]"),
           "{cond_type: attribute, resource_types: [asset], attribute: 'disks[*].encrypted', operator: jsonpath_is_true}",
           "x=U", NULL);
}

Test(policy_absent, what_is_stated_is_judged) {
    expect("yes", ASSET("encrypted: true"), ENCRYPTED, "x=P", NULL);
    expect("no", ASSET("encrypted: false"), ENCRYPTED, "x=F", NULL);
}

Test(policy_absent, presence_itself_can_still_be_asked) {
    expect("exists", ASSET("kind: laptop"),
           "{cond_type: attribute, resource_types: [asset], attribute: owner, operator: exists}", "x=F", NULL);
}

Test(policy_absent, a_filter_cuts_what_does_not_state_its_attribute) {
    expect("no kind", ASSET("encrypted: false"), DEVICE, "", NULL);
    expect("encrypted is no, PHI is not stated", ASSET("kind: laptop, encrypted: false"), DEVICE, "x=F", NULL);
    expect("encrypted is no, no PHI", ASSET("kind: laptop, encrypted: false, holds_phi: false"), DEVICE, "x=P", NULL);
    expect("encrypted is no, PHI is open", ASSET("kind: laptop, encrypted: false, holds_phi: '?v'"), DEVICE, "x=U", NULL);
}
