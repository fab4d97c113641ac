/* SPDX-License-Identifier: Apache-2.0 */
#include "base/late.h"

#include <criterion/criterion.h>
#include <string.h>

Test(late, ends_with_the_name_of_a_library_that_is_not_there, .exit_code = 1) {
    phs_late_find("libphiscope-is-not-there.so.1", "anything");
}

Test(late, ends_where_the_library_has_no_such_function, .exit_code = 1) {
    phs_late_find("libyaml-0.so.2", "no_such_function");
}

Test(late, finds_a_function) {
    const char *(*version)(void) = NULL;
    void *found = phs_late_find("libyaml-0.so.2", "yaml_get_version_string");
    memcpy(&version, &found, sizeof found);
    cr_assert_str_eq(version(), "0.2.5");
}
