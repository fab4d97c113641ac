/* SPDX-License-Identifier: Apache-2.0 */
/* Keys that are written number by number: {0x3f, 0xa1, ...}. */
#include <ctype.h>
#include <stdlib.h>

#include "parse/match/validators.h"
#include "parse/match/wording.h"

static size_t next_number(struct phs_slice *rest, int *ret_number) {
    size_t i = 0;
    while (i < rest->len && !isdigit((unsigned char)rest->ptr[i]))
        i++;
    bool hex = i + 2 < rest->len && rest->ptr[i] == '0' && (rest->ptr[i + 1] == 'x' || rest->ptr[i + 1] == 'X');
    size_t start = i += hex ? 2 : 0;
    for (*ret_number = 0; i < rest->len && i - start < 4 && isxdigit((unsigned char)rest->ptr[i]); i++) {
        int c = tolower((unsigned char)rest->ptr[i]);
        *ret_number = *ret_number * (hex ? 16 : 10) + (isdigit(c) ? c - '0' : c - 'a' + 10);
    }
    *rest = phs_slice_n(rest->ptr + i, rest->len - i);
    return i - start;
}

/* A list of bytes: chance repeats few of them, counts none, and uses the whole range. */
enum phs_match_class phs_validate_bytes(struct phs_slice value, struct phs_slice file) {
    bool seen[256] = {false};
    struct phs_slice rest = value;
    struct phs_naming naming;
    size_t n = 0, distinct = 0, steps = 0, high = 0;
    int number, before = -1;
    if (!phs_naming_of(value, file, &naming) || phs_naming_is_about(&naming))
        return PHS_MATCH_NONE;
    while (next_number(&rest, &number) && number < 256) {
        n++;
        distinct += !seen[number];
        seen[number] = true;
        steps += before >= 0 && ((number - before <= 1 && before - number <= 1) || abs(number - before) == 0x11);
        high += number > 127;
        before = number;
    }
    return n >= 12 && distinct * 4 >= n * 3 && steps * 4 <= n && high * 5 >= n ? PHS_MATCH_REAL : PHS_MATCH_NONE;
}
