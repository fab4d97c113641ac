/* SPDX-License-Identifier: Apache-2.0 */
/* Which address ranges count as everybody. */
#include <criterion/criterion.h>

#include "relate/ranges.h"

Test(ranges, everybody_is_the_whole_or_what_nobody_owns) {
    static const struct {
        const char *scenario, *text;
        bool everybody;
    } cases[] = {
        {"nothing", "", false},
        {"no bits", "0.0.0.0/", false},
        {"no number", "0.0.0.0/zero", false},
        {"more bits than any family has", "0.0.0.0/0000", false},
        {"an address alone", "203.0.113.7", false},
        {"all of version 4", "0.0.0.0/0", true},
        {"all, begun in the middle", "203.0.113.7/0", true},
        {"the upper half", "128.0.0.0/1", true},
        {"the widest that nobody owns", "64.0.0.0/7", true},
        {"a holder's whole eighth", "17.0.0.0/8", false},
        {"a private network", "10.0.0.0/8", false},
        {"all of version 6", "::/0", true},
        {"all of version 6, written out", "0:0:0:0:0:0:0:0/0", true},
        {"all that is routed of version 6", "2000::/3", true},
        {"a registry's block", "2600::/12", false},
        {"unique local addresses", "fc00::/7", false},
        {"unique local addresses in capitals", "FD00::/8", false},
        {"link-local addresses", "fe80::/10", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        cr_expect_eq(phs_range_is_everybody(phs_slice(cases[i].text)), cases[i].everybody, "%s", cases[i].scenario);
}
