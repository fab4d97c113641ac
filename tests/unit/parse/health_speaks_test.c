/* SPDX-License-Identifier: Apache-2.0 */
/* Words of patients are found wherever they begin in a text, and parts of them nowhere. */
#include <criterion/criterion.h>
#include <string.h>

#include "parse/health/record.h"

enum { LONGEST = 140 };

static bool speaks(const char *word, size_t at, size_t length) {
    char text[LONGEST];
    size_t n = strlen(word);
    memset(text, '.', length);
    memcpy(text + at, word, n < length - at ? n : length - at);
    return phs_health_speaks_of_patients(phs_slice_n(text, length));
}

Test(health_speaks, words_are_found_at_every_place) {
    static const char *const words[] = {"Patient",     "DOB", "mrn",        "D.O.B",    "pt name",
                                        "NEXT OF KIN", "mr#", "Wound care", "member_id"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        for (size_t length = strlen(words[i]); length < LONGEST; length++)
            for (size_t at = 0; at + strlen(words[i]) <= length; at++)
                cr_assert(speaks(words[i], at, length), "%s at %zu of %zu", words[i], at, length);
}

Test(health_speaks, parts_and_neighbours_are_not) {
    static const char *const words[] = {"Patien", "adobe", "mrnx", "pt nam", "inpu", "clini", "\x10\x01\x14ient", "docto"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        for (size_t length = strlen(words[i]); length < LONGEST; length++)
            for (size_t at = 0; at + strlen(words[i]) <= length; at++)
                cr_assert_not(speaks(words[i], at, length), "%s at %zu of %zu", words[i], at, length);
}
