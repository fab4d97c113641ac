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
    bool federated;
};

static bool is_everywhere(struct phs_slice name) {
    return phs_slice_is(name, "*") || phs_slice_is(name, "arn:aws:iam::*:root") || phs_slice_is(name, "arn:aws:iam::*:*");
}

/* Anybody can have an account with these; who of them is meant stands in the condition. */
static bool is_open_provider(struct phs_slice name) {
    static const char *const open[] = {"accounts.google.com", "graph.facebook.com", "www.amazon.com",
                                       "cognito-identity.amazonaws.com"};
    static const char *const issuers[] = {"token.actions.githubusercontent.com",
                                          "gitlab.com",
                                          "app.terraform.io",
                                          "oidc.circleci.com",
                                          "agent.buildkite.com",
                                          "vstoken.dev.azure.com"};
    for (size_t i = 0; i < sizeof open / sizeof *open; i++)
        if (phs_slice_is(name, open[i]))
            return true;
    for (size_t i = 0; i < sizeof issuers / sizeof *issuers; i++)
        if (phs_slice_find(name, phs_slice(issuers[i])) != (size_t)-1)
            return true;
    return false;
}

static bool look(void *user, const struct phs_value *item) {
    struct search *search = user;
    if (phs_is(item, PHS_UNKNOWN)) {
        if (search->says == PHS_NO)
            search->says = unknown_is_anyone(item);
        return true;
    }
    if (is_everywhere(phs_text(item)) || (search->federated && is_open_provider(phs_text(item))))
        search->says = PHS_YES;
    return search->says != PHS_YES;
}

static enum phs_tri in_principal(const struct phs_value *principal) {
    struct search search = {PHS_NO, false};
    if (!phs_is(principal, PHS_MAP)) {
        phs_iam_each(principal, look, &search);
        return search.says;
    }
    for (size_t i = 0; i < principal->map.n && search.says != PHS_YES; i++) {
        struct phs_slice kind = principal->map.at[i].key;
        search.federated = phs_slice_is(kind, "Federated");
        if (search.federated || phs_slice_is(kind, "AWS") || phs_slice_is(kind, "*"))
            phs_iam_each(principal->map.at[i].value, look, &search);
    }
    return search.says;
}

enum phs_tri phs_iam_admits_anyone(const struct phs_iam_statement *statement) {
    if (statement->not_principal)
        return PHS_YES; /* everybody but those */
    return statement->principal ? in_principal(statement->principal) : PHS_NO;
}
