/* SPDX-License-Identifier: Apache-2.0 */
/* Not applicable only where the stated role says so, and with the reason. */
#include <criterion/criterion.h>

#include "judge/applicability.h"
#include "support/catalogue.h"

struct row {
    const char *scenario, *role, *control;
    bool applies;
};

Test(applicability, a_duty_of_others_is_not_ours_once_the_role_is_stated) {
    static const struct row rows[] = {
        {"nobody stated a role", NULL, "hipaa:164.314(b)(1)", true},
        {"a plan", "health_plan", "hipaa:164.314(b)(2)(i)", true},
        {"a covered entity may be a plan", "covered_entity", "hipaa:164.314(b)(1)", true},
        {"an associate is no plan", "business_associate", "hipaa:164.314(b)(2)(iv)", false},
        {"an associate is no clearinghouse", "business_associate", "hipaa:164.308(a)(4)(ii)(A)", false},
        {"a clearinghouse", "clearinghouse", "hipaa:164.308(a)(4)(ii)(A)", true},
        {"everybody encrypts", "subcontractor", "hipaa:164.312(a)(2)(iv)", true},
        {"an associate tells the covered entity", "business_associate", "hipaa-breach:164.410(a)", true},
        {"and not the individuals", "business_associate", "hipaa-breach:164.404(b)", false},
        {"a covered entity the other way round", "covered_entity", "hipaa-breach:164.410(a)", false},
        {"an agent is an associate", "agent", "hipaa-breach:164.410(a)", true},
    };
    struct phs_arena *arena = phs_arena_new();
    struct phs_catalogue *catalogue = built_in_catalogue(arena);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct phs_control *control = phs_catalogue_control(catalogue, rows[i].control);
        cr_assert_not_null(control, "%s", rows[i].control);
        const char *reason = phs_applicability_reason(phs_applicability_of(arena, rows[i].role), control);
        cr_expect_eq(reason == NULL, rows[i].applies, "%s: %s", rows[i].scenario, reason ? reason : "applies");
        cr_expect(!reason || strstr(reason, rows[i].role), "%s", reason);
    }
    phs_arena_free(arena);
}
