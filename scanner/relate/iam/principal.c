/* SPDX-License-Identifier: Apache-2.0 */
/* Is a stranger among the principals of a statement? */
#include "relate/iam/document.h"

/* What exists only after apply, what a provider answers and what is more than a bare reference is one principal, not all. */
static enum phs_tri unknown_is_anyone(const struct phs_value *value) {
    bool one = value->unknown.reason == PHS_WHY_COMPUTED || (value->flags & PHS_VALUE_NOT_NULL);
    bool data = value->unknown.reason == PHS_WHY_DATA && value->unknown.ref && strncmp(value->unknown.ref, "data.aws_", 9) == 0;
    return one || data ? PHS_NO : PHS_MAYBE;
}

struct search {
    enum phs_tri says;
};

static bool is_everywhere(struct phs_slice name) {
    return phs_slice_is(name, "*") || phs_slice_is(name, "arn:aws:iam::*:root") || phs_slice_is(name, "arn:aws:iam::*:*");
}

static bool look(void *user, const struct phs_value *item) {
    struct search *search = user;
    if (phs_is(item, PHS_UNKNOWN)) {
        if (search->says == PHS_NO)
            search->says = unknown_is_anyone(item);
        return true;
    }
    if (is_everywhere(phs_text(item)))
        search->says = PHS_YES;
    return search->says != PHS_YES;
}

static enum phs_tri in_principal(const struct phs_value *principal) {
    struct search search = {PHS_NO};
    if (!phs_is(principal, PHS_MAP)) {
        phs_iam_each(principal, look, &search);
        return search.says;
    }
    for (size_t i = 0; i < principal->map.n && search.says != PHS_YES; i++) {
        struct phs_slice kind = principal->map.at[i].key;
        if (phs_slice_is(kind, "AWS") || phs_slice_is(kind, "*"))
            phs_iam_each(principal->map.at[i].value, look, &search);
    }
    return search.says;
}

enum phs_tri phs_iam_admits_anyone(const struct phs_iam_statement *statement) {
    if (statement->not_principal)
        return PHS_YES; /* everybody but those */
    return statement->principal ? in_principal(statement->principal) : PHS_NO;
}

enum phs_tri phs_iam_admits_outside_users(const struct phs_iam_statement *statement) {
    const struct phs_value *issuer = phs_get(statement->principal, "Federated");
    if (phs_is(statement->principal, PHS_UNKNOWN))
        return unknown_is_anyone(statement->principal);
    return issuer && issuer->kind != PHS_NULL ? PHS_YES : PHS_NO;
}
