/* SPDX-License-Identifier: Apache-2.0 */
/* Filters that begin with what is rarest in a match, and look from there to both sides. */
#include "parse/match/filters.h"

#include <string.h>

/* What no user and no password of an address contains, in checks/patterns/secrets/url-password.yaml as here. */
static bool ends_part(char c) {
    switch (c) {
    case ' ':
    case '\t':
    case '\n':
    case '\v':
    case '\f':
    case '\r':
    case ':':
    case '@':
    case '/':
    case '"':
    case '\'':
    case '<':
    case '>':
    case '`':
    case '\\':
    case '(':
    case ')':
    case '|':
    case ',':
    case '$':
        return true;
    default:
        return false;
    }
}

static const char *part_before(const char *at, const char *start) {
    enum { LONGEST_PART = 128 };
    const char *low = at - start > LONGEST_PART ? at - LONGEST_PART : start;
    while (at > low && !ends_part(at[-1]))
        at--;
    return at;
}

/* ://user:password@, of which "@" is the rarest. */
static bool has_address_password(struct phs_slice bytes) {
    const char *start = bytes.ptr, *end = bytes.ptr + bytes.len, *at;
    for (const char *from = start; (at = memchr(from, '@', (size_t)(end - from))) != NULL; from = at + 1) {
        const char *password = part_before(at, start);
        if (password == at || password == start || password[-1] != ':')
            continue;
        const char *user = part_before(password - 1, start);
        if (user < password - 1 && user - start >= 3 && memcmp(user - 3, "://", 3) == 0)
            return true;
    }
    return false;
}

bool phs_match_filter_named(const char *filter, phs_match_filter *ret_filter) {
    static const char named[] = "named:";
    if (!filter || strncmp(filter, named, sizeof named - 1) != 0)
        return false;
    *ret_filter = strcmp(filter + sizeof named - 1, "address-password") == 0 ? has_address_password : NULL;
    return true;
}
