/* SPDX-License-Identifier: Apache-2.0 */
/* What a Condition does to the set of people that a statement is about. Strangers are those without any relation to the
 * account; a condition helps only when its key cannot be chosen by them. Keys as in "AWS global condition context keys". */
#include "relate/iam/document.h"

/* Keys whose value says who asks or from where, and that the service fills in. */
static bool tells_who(struct phs_slice key) {
    static const char *const keys[] = {"aws:PrincipalOrgID",
                                       "aws:PrincipalOrgPaths",
                                       "aws:PrincipalAccount",
                                       "aws:PrincipalArn",
                                       "aws:userid",
                                       "aws:username",
                                       "aws:SourceArn",
                                       "aws:SourceAccount",
                                       "aws:SourceOrgID",
                                       "aws:SourceOrgPaths",
                                       "aws:SourceVpc",
                                       "aws:SourceVpce",
                                       "aws:SourceIp",
                                       "aws:VpcSourceIp",
                                       "aws:SourceVpcArn",
                                       "aws:PrincipalServiceName",
                                       "aws:PrincipalServiceNamesList",
                                       "aws:PrincipalIsAWSService",
                                       "kms:CallerAccount",
                                       "s3:DataAccessPointAccount",
                                       "s3:DataAccessPointArn",
                                       "sts:ExternalId",
                                       "lambda:EventSourceToken",
                                       "elasticfilesystem:AccessedViaMountTarget",
                                       "AWS:SourceOwner",
                                       "aws:ResourceOrgID",
                                       "aws:VpceAccount",
                                       "aws:VpceOrgID",
                                       "aws:FederatedProvider",
                                       "aws:PrincipalType"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (phs_slice_ieq(key, phs_slice(keys[i])))
            return true;
    size_t n = strlen("aws:PrincipalTag/");
    return (key.len > n && phs_slice_ieq(phs_slice_n(key.ptr, n), PHS_SLICE("aws:PrincipalTag/"))) ||
           phs_slice_ends(key, ":sub") || phs_slice_ends(key, ":oaud") ||
           (key.len > 5 && phs_slice_ieq(phs_slice_n(key.ptr, 5), PHS_SLICE("saml:"))) ||
           phs_slice_ends(key, ":repository_owner") ||
           /* An audience tells programs apart only where each has its own. */
           (phs_slice_ends(key, ":aud") &&
            (phs_slice_starts(key, "cognito-identity") || phs_slice_starts(key, "accounts.google") ||
             phs_slice_starts(key, "graph.facebook") || phs_slice_starts(key, "www.amazon")));
}

static bool is_wide_text(struct phs_slice text) {
    struct phs_slice rest = text, part, account = {"", 0};
    bool stars = text.len > 0;
    for (size_t i = 0; i < text.len; i++)
        stars = stars && (text.ptr[i] == '*' || text.ptr[i] == '?');
    if (stars || phs_slice_ends(text, "/0"))
        return true;
    if (phs_slice_starts(text, "repo:*"))
        return true;
    if (!phs_slice_starts(text, "arn:"))
        return false;
    for (size_t i = 0; i < 5 && phs_slice_cut(&rest, ':', &part); i++)
        account = part;
    return (account.len == 0 || phs_slice_is(account, "*")) && rest.len && rest.ptr[0] == '*';
}

enum operator_kind { POSITIVE, NEGATIVE, EXISTS, OTHER };

struct operation {
    enum operator_kind kind;
    bool exact;     /* stars mean themselves */
    bool if_exists; /* holds where the key is missing */
};

static struct operation operation_of(struct phs_slice name) {
    static const struct {
        const char *name;
        struct operation is;
    } table[] = {{"StringEquals", {POSITIVE, true, false}},
                 {"StringEqualsIgnoreCase", {POSITIVE, true, false}},
                 {"StringLike", {POSITIVE, false, false}},
                 {"ArnEquals", {POSITIVE, false, false}},
                 {"ArnLike", {POSITIVE, false, false}},
                 {"IpAddress", {POSITIVE, false, false}},
                 {"Bool", {POSITIVE, true, false}},
                 {"StringNotEquals", {NEGATIVE, true, false}},
                 {"StringNotEqualsIgnoreCase", {NEGATIVE, true, false}},
                 {"StringNotLike", {NEGATIVE, false, false}},
                 {"ArnNotEquals", {NEGATIVE, false, false}},
                 {"ArnNotLike", {NEGATIVE, false, false}},
                 {"NotIpAddress", {NEGATIVE, false, false}},
                 {"Null", {EXISTS, true, false}}};
    struct operation other = {OTHER, false, false};
    bool all = phs_slice_starts(name, "ForAllValues:");
    if (all || phs_slice_starts(name, "ForAnyValue:"))
        name = phs_slice_n(name.ptr + 12 + all, name.len - 12 - all);
    bool if_exists = phs_slice_ends(name, "IfExists");
    if (if_exists)
        name.len -= strlen("IfExists");
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (phs_slice_ieq(name, phs_slice(table[i].name))) {
            other = table[i].is;
            other.if_exists = if_exists || all;
        }
    return other;
}

struct values {
    bool exact;
    bool any_wide;
    bool any_unknown;
    bool any_true, any_false;
};

static bool gather(void *user, const struct phs_value *item) {
    struct values *values = user;
    struct phs_slice text = phs_text(item);
    bool yes = phs_is_true(item) || phs_slice_ieq(text, PHS_SLICE("true"));
    bool no = (phs_is(item, PHS_BOOL) && !item->boolean) || phs_slice_ieq(text, PHS_SLICE("false"));
    values->any_true |= yes;
    values->any_false |= no;
    if (phs_is(item, PHS_UNKNOWN))
        values->any_unknown |= item->unknown.reason != PHS_WHY_COMPUTED && !(item->flags & PHS_VALUE_NOT_NULL);
    else if (!values->exact && is_wide_text(text))
        values->any_wide = true;
    return true;
}

static struct values values_of(const struct phs_value *field, bool exact) {
    struct values values = {.exact = exact};
    phs_iam_each(field, gather, &values);
    return values;
}

/* Always part of the request, so IfExists takes nothing away. */
static bool is_always_there(struct phs_slice key) {
    return phs_slice_ieq(key, PHS_SLICE("aws:SourceIp")) || phs_slice_ieq(key, PHS_SLICE("aws:PrincipalArn")) ||
           phs_slice_ieq(key, PHS_SLICE("aws:PrincipalAccount")) || phs_slice_ieq(key, PHS_SLICE("kms:CallerAccount"));
}

/* One "operator: {key: values}" of an Allow keeps strangers out. */
static enum phs_tri keeps_out(struct operation operation, struct phs_slice key, const struct phs_value *field) {
    struct values values = values_of(field, operation.exact);
    if (!tells_who(key))
        return PHS_NO;
    if (operation.kind == EXISTS) /* Null: false means that the key must be there */
        return values.any_unknown                                                   ? PHS_MAYBE
               : values.any_false && !phs_slice_ieq(key, PHS_SLICE("aws:SourceIp")) ? PHS_YES
                                                                                    : PHS_NO;
    if (operation.kind != POSITIVE || (operation.if_exists && !is_always_there(key)) || values.any_wide)
        return PHS_NO;
    if (phs_slice_ieq(key, PHS_SLICE("aws:PrincipalIsAWSService")))
        return values.any_true ? PHS_YES : PHS_NO;
    return values.any_unknown && !operation.exact ? PHS_MAYBE : PHS_YES;
}

/* One "operator: {key: values}" of a Deny holds for strangers. */
static enum phs_tri catches(struct operation operation, struct phs_slice key, const struct phs_value *field) {
    struct values values = values_of(field, operation.exact);
    if (!tells_who(key))
        return PHS_NO;
    if (operation.kind == EXISTS)
        return values.any_unknown ? PHS_MAYBE : values.any_true ? PHS_YES : PHS_NO;
    if (operation.kind == POSITIVE)
        return phs_slice_ieq(key, PHS_SLICE("aws:PrincipalIsAWSService")) && values.any_false ? PHS_YES : PHS_NO;
    if (operation.kind != NEGATIVE || values.any_wide)
        return PHS_NO;
    return values.any_unknown && !operation.exact ? PHS_MAYBE : PHS_YES;
}

/* Conditions of one statement are joined with and. any: one that says yes is enough; else all must. */
static enum phs_tri judge(const struct phs_value *condition, bool any,
                          enum phs_tri (*question)(struct operation, struct phs_slice, const struct phs_value *)) {
    enum phs_tri says = any ? PHS_NO : PHS_YES;
    for (size_t i = 0; phs_is(condition, PHS_MAP) && i < condition->map.n; i++) {
        const struct phs_value *keys = condition->map.at[i].value;
        struct operation operation = operation_of(condition->map.at[i].key);
        if (phs_is(keys, PHS_UNKNOWN) && says == (any ? PHS_NO : PHS_YES))
            says = PHS_MAYBE;
        for (size_t k = 0; phs_is(keys, PHS_MAP) && k < keys->map.n; k++) {
            enum phs_tri one = question(operation, keys->map.at[k].key, keys->map.at[k].value);
            if (one == (any ? PHS_YES : PHS_NO))
                return one;
            if (one == PHS_MAYBE)
                says = PHS_MAYBE;
        }
    }
    return says;
}

enum phs_tri phs_iam_narrows(const struct phs_iam_statement *statement) {
    if (phs_is(statement->condition, PHS_UNKNOWN))
        return PHS_MAYBE;
    return judge(statement->condition, true, keeps_out);
}

enum phs_tri phs_iam_catches_strangers(const struct phs_iam_statement *statement) {
    if (phs_is(statement->condition, PHS_UNKNOWN))
        return PHS_MAYBE;
    return judge(statement->condition, false, catches);
}

/* Keys that whoever holds the permission can satisfy. */
static enum phs_tri is_soft(struct operation operation, struct phs_slice key, const struct phs_value *field) {
    static const char *const keys[] = {"aws:MultiFactorAuthPresent", "aws:MultiFactorAuthAge", "aws:SecureTransport",
                                       "aws:RequestedRegion",        "aws:CurrentTime",        "aws:EpochTime",
                                       "aws:TokenIssueTime",         "aws:UserAgent",          "aws:Referer"};
    (void)operation;
    (void)field;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (phs_slice_ieq(key, phs_slice(keys[i])))
            return PHS_YES;
    return PHS_NO;
}

enum phs_tri phs_iam_is_unconditional(const struct phs_iam_statement *statement) {
    if (phs_is(statement->condition, PHS_UNKNOWN))
        return PHS_MAYBE;
    return judge(statement->condition, false, is_soft);
}
