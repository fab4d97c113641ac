/* SPDX-License-Identifier: Apache-2.0 */
/* Questions about the policy of a resource: can a stranger use it, is clear text refused? */
#include "relate/iam/document.h"

/* Statements that deny strangers something, and what. A document has a handful; what a hostile one has beyond that leaves the
 * answer open rather than the time. */
enum { MOST_FENCES = 64 };

struct fences {
    const struct phs_iam_statement *at[MOST_FENCES];
    size_t n;
    bool more;
};

static void find_fences(const struct phs_iam_document *document, struct fences *fences) {
    for (size_t i = 0; i < document->statements.n; i++) {
        const struct phs_iam_statement *statement = &document->statements.at[i];
        if (statement->effect != PHS_IAM_DENY || phs_iam_admits_anyone(statement) == PHS_NO ||
            phs_iam_catches_strangers(statement) == PHS_NO)
            continue;
        if (fences->n == MOST_FENCES) {
            fences->more = true;
            return;
        }
        fences->at[fences->n++] = statement;
    }
}

struct cover {
    const struct phs_value *by;
    struct phs_slice text;
    size_t budget;
    bool one, all, open;
};

static bool covers_text(void *user, const struct phs_value *pattern) {
    struct cover *cover = user;
    if (phs_is(pattern, PHS_UNKNOWN))
        cover->open = true;
    else if (phs_iam_glob(phs_text(pattern), cover->text))
        cover->one = true;
    return !cover->one && cover->budget && --cover->budget;
}

static bool covers_item(void *user, const struct phs_value *item) {
    struct cover *cover = user;
    cover->one = false;
    if (phs_is(item, PHS_UNKNOWN)) {
        cover->open = true;
        return true;
    }
    cover->text = phs_text(item);
    phs_iam_each(cover->by, covers_text, cover);
    if (!cover->one)
        cover->all = false;
    return true;
}

/* Everything that `what` names is named by `by` too. Unknown names on either side leave it open. */
static enum phs_tri covers(const struct phs_value *by, const struct phs_value *what) {
    struct cover cover = {by, {"", 0}, 10000, false, by != NULL, false};
    phs_iam_each(what, covers_item, &cover);
    if (cover.all && !cover.open)
        return PHS_YES;
    return cover.open ? PHS_MAYBE : PHS_NO;
}

/* Policies of a resource are about that resource: unknown names there are the resource's own. */
static enum phs_tri fence_covers(const struct phs_iam_statement *fence, const struct phs_iam_statement *allow) {
    if (fence->not_action || fence->not_resource || allow->not_action)
        return phs_iam_has_all_actions(fence, NULL) == PHS_YES && !fence->not_action ? PHS_YES : PHS_MAYBE;
    enum phs_tri actions = covers(fence->action, allow->action), resources = covers(fence->resource, allow->resource);
    if (actions == PHS_NO || resources == PHS_NO)
        return PHS_NO;
    return actions == PHS_MAYBE ? PHS_MAYBE : PHS_YES;
}

static enum phs_tri is_fenced(const struct fences *fences, const struct phs_iam_statement *allow) {
    enum phs_tri says = fences->more ? PHS_MAYBE : PHS_NO;
    for (size_t i = 0; i < fences->n; i++) {
        const struct phs_iam_statement *fence = fences->at[i];
        enum phs_tri covered = fence_covers(fence, allow);
        bool sure = phs_iam_admits_anyone(fence) == PHS_YES && phs_iam_catches_strangers(fence) == PHS_YES;
        if (covered == PHS_YES && sure)
            return PHS_YES;
        if (covered != PHS_NO)
            says = PHS_MAYBE;
    }
    return says;
}

static const char *named(struct phs_arena *arena, const struct phs_iam_document *document,
                         const struct phs_iam_statement *statement, const char *what) {
    return phs_printf(arena, "statement %zu of the policy%s%s %s", statement->number, document->of ? " of " : "",
                      document->of ? document->of : "", what);
}

/* Where it says who; inside of a text there are no lines of anybody's. */
static struct phs_place place_of(const struct phs_iam_statement *statement) {
    const struct phs_value *principal = statement->principal ? statement->principal : statement->not_principal;
    bool same = principal && principal->place.source == statement->place.source && principal->place.line;
    return same ? principal->place : statement->place;
}

typedef enum phs_tri admits(const struct phs_iam_statement *statement);

static enum phs_tri opens(const struct fences *fences, const struct phs_iam_statement *statement, admits *question) {
    enum phs_tri anyone = statement->effect == PHS_IAM_DENY ? PHS_NO : question(statement);
    if (anyone == PHS_NO)
        return PHS_NO;
    enum phs_tri narrows = phs_iam_narrows(statement);
    enum phs_tri fenced = narrows == PHS_YES ? PHS_YES : is_fenced(fences, statement);
    if (narrows == PHS_YES || fenced == PHS_YES)
        return PHS_NO;
    bool sure = anyone == PHS_YES && narrows == PHS_NO && fenced == PHS_NO && statement->effect == PHS_IAM_ALLOW;
    return sure ? PHS_YES : PHS_MAYBE;
}

/* What to look for, and how to say that it was found, may be there, or is not. */
struct opening {
    admits *admits;
    const char *yes, *maybe, *no;
};

static struct phs_answer find_opening(struct phs_arena *arena, const struct phs_iam_document *document,
                                      const struct opening *opening) {
    struct phs_answer answer = phs_answer(PHS_NO, opening->no, document->place);
    struct fences fences = {.n = 0};
    if (document->unknown)
        answer = phs_answer_unknown(arena, "its policy is not known", document->unknown);
    find_fences(document, &fences);
    for (size_t i = 0; i < document->statements.n; i++) {
        const struct phs_iam_statement *statement = &document->statements.at[i];
        enum phs_tri says = opens(&fences, statement, opening->admits);
        if (says == PHS_YES)
            return phs_answer(PHS_YES, named(arena, document, statement, opening->yes), place_of(statement));
        if (says == PHS_MAYBE && answer.says == PHS_NO)
            answer = phs_answer(PHS_MAYBE, named(arena, document, statement, opening->maybe), place_of(statement));
    }
    return answer;
}

struct phs_answer phs_iam_is_public(struct phs_arena *arena, const struct phs_iam_document *document) {
    static const struct opening opening = {phs_iam_admits_anyone, "allows everybody",
                                           "may allow everybody: its principal or condition is not known",
                                           "no policy lets a stranger in"};
    return find_opening(arena, document, &opening);
}

struct phs_answer phs_iam_trusts_any_outside_user(struct phs_arena *arena, const struct phs_iam_document *document) {
    static const struct opening opening = {phs_iam_admits_outside_users, "trusts an outside issuer without saying whose token",
                                           "may trust an outside issuer without saying whose token",
                                           "no outside issuer is trusted without a condition"};
    return find_opening(arena, document, &opening);
}

struct refusal {
    bool only; /* nothing else narrows the Deny */
    bool found, unknown;
};

static bool says_false(void *user, const struct phs_value *item) {
    struct refusal *refusal = user;
    refusal->unknown |= phs_is(item, PHS_UNKNOWN);
    refusal->found |= (phs_is(item, PHS_BOOL) && !item->boolean) || phs_slice_ieq(phs_text(item), PHS_SLICE("false"));
    return true;
}

static bool says_modern(void *user, const struct phs_value *item) {
    struct refusal *refusal = user;
    double version = 0;
    refusal->unknown |= phs_is(item, PHS_UNKNOWN);
    if (phs_is(item, PHS_NUMBER))
        version = item->number.value;
    else
        phs_slice_number(phs_text(item), &version);
    refusal->found |= version >= 1.0;
    return true;
}

static void read_refusal(const struct phs_value *condition, struct refusal *refusal) {
    for (size_t i = 0; phs_is(condition, PHS_MAP) && i < condition->map.n; i++) {
        const struct phs_value *keys = condition->map.at[i].value;
        struct phs_slice test = condition->map.at[i].key;
        for (size_t k = 0; phs_is(keys, PHS_MAP) && k < keys->map.n; k++) {
            struct phs_slice key = keys->map.at[k].key;
            if (phs_slice_starts(test, "Bool") && phs_slice_ieq(key, PHS_SLICE("aws:SecureTransport")))
                phs_iam_each(keys->map.at[k].value, says_false, refusal);
            else if (phs_slice_starts(test, "NumericLessThan") && phs_slice_ieq(key, PHS_SLICE("s3:TlsVersion")))
                phs_iam_each(keys->map.at[k].value, says_modern, refusal);
            else
                refusal->only = false;
        }
    }
}

static enum phs_tri refuses_clear_text(const struct phs_iam_statement *statement, const char *service) {
    struct refusal refusal = {.only = true};
    if (statement->effect != PHS_IAM_DENY || phs_iam_admits_anyone(statement) == PHS_NO)
        return PHS_NO;
    if (phs_is(statement->condition, PHS_UNKNOWN))
        return PHS_MAYBE;
    read_refusal(statement->condition, &refusal);
    /* A topic's policy cannot name every action. */
    bool topic = strcmp(service, "sns") == 0;
    enum phs_tri whole = topic ? phs_iam_has_action(statement, "sns:Publish") : phs_iam_has_all_actions(statement, service);
    if (!refusal.only || whole == PHS_NO || (!refusal.found && !refusal.unknown))
        return PHS_NO;
    return refusal.found && whole == PHS_YES && phs_iam_admits_anyone(statement) == PHS_YES ? PHS_YES : PHS_MAYBE;
}

static bool holds_put(const struct phs_value *condition) {
    for (size_t i = 0; phs_is(condition, PHS_MAP) && i < condition->map.n; i++) {
        const struct phs_value *keys = condition->map.at[i].value;
        struct phs_slice test = condition->map.at[i].key;
        bool refuses = phs_slice_starts(test, "StringNot") || phs_slice_ieq(test, PHS_SLICE("Null"));
        for (size_t k = 0; refuses && phs_is(keys, PHS_MAP) && k < keys->map.n; k++)
            if (phs_slice_starts(keys->map.at[k].key, "s3:x-amz-server-side-encryption"))
                return true;
    }
    return false;
}

static enum phs_tri refuses_put(const struct phs_iam_statement *statement) {
    if (statement->effect != PHS_IAM_DENY || phs_iam_admits_anyone(statement) != PHS_YES)
        return PHS_NO;
    if (phs_is(statement->condition, PHS_UNKNOWN))
        return PHS_MAYBE;
    enum phs_tri action = phs_iam_has_action(statement, "s3:PutObject");
    return holds_put(statement->condition) ? action : PHS_NO;
}

static struct phs_answer first_refusal(struct phs_arena *arena, const struct phs_iam_document *document, const char *service,
                                       const char *what, const char *none) {
    struct phs_answer answer = phs_answer(PHS_NO, none, document->place);
    if (document->unknown)
        answer = phs_answer_unknown(arena, "its policy is not known", document->unknown);
    for (size_t i = 0; i < document->statements.n; i++) {
        const struct phs_iam_statement *statement = &document->statements.at[i];
        enum phs_tri says = service ? refuses_clear_text(statement, service) : refuses_put(statement);
        if (says == PHS_YES)
            return phs_answer(PHS_YES, named(arena, document, statement, what), statement->place);
        if (says == PHS_MAYBE && answer.says == PHS_NO)
            answer = phs_answer(PHS_MAYBE, named(arena, document, statement, "may refuse it: a part of it is not known"),
                                statement->place);
    }
    return answer;
}

struct phs_answer phs_iam_refuses_clear_text(struct phs_arena *arena, const struct phs_iam_document *document,
                                             const char *service) {
    return first_refusal(arena, document, service, "refuses connections without TLS",
                         "no statement refuses connections without TLS");
}

struct phs_answer phs_iam_refuses_unencrypted_put(struct phs_arena *arena, const struct phs_iam_document *document) {
    return first_refusal(arena, document, NULL, "refuses objects without encryption",
                         "no statement refuses objects without encryption");
}

struct accounts {
    struct phs_slice own, other;
    bool unknown;
};

/* The twelve digits of "123456789012" or "arn:aws:iam::123456789012:root". */
static struct phs_slice account_of(struct phs_slice text) {
    struct phs_slice rest = text, part = text;
    if (phs_slice_starts(text, "arn:"))
        for (size_t i = 0; i < 5; i++)
            if (!phs_slice_cut(&rest, ':', &part))
                return (struct phs_slice){"", 0};
    for (size_t i = 0; i < part.len; i++)
        if (part.ptr[i] < '0' || part.ptr[i] > '9')
            return (struct phs_slice){"", 0};
    return part.len == 12 ? part : (struct phs_slice){"", 0};
}

static bool look_at_account(void *user, const struct phs_value *item) {
    struct accounts *accounts = user;
    struct phs_slice account = account_of(phs_text(item));
    accounts->unknown |= phs_is(item, PHS_UNKNOWN) && item->unknown.reason == PHS_WHY_VARIABLE;
    if (account.len && !phs_slice_eq(account, accounts->own))
        accounts->other = account;
    return accounts->other.len == 0;
}

struct phs_answer phs_iam_names_other_account(struct phs_arena *arena, const struct phs_iam_document *document,
                                              struct phs_slice own) {
    struct accounts accounts = {own, {"", 0}, document->unknown != NULL};
    for (size_t i = 0; i < document->statements.n; i++) {
        const struct phs_iam_statement *statement = &document->statements.at[i];
        if (statement->effect == PHS_IAM_DENY)
            continue;
        phs_iam_each(phs_is(statement->principal, PHS_MAP) ? phs_get(statement->principal, "AWS") : statement->principal,
                     look_at_account, &accounts);
        if (accounts.other.len)
            return phs_answer(own.len ? PHS_YES : PHS_MAYBE, named(arena, document, statement, "names another account"),
                              statement->place);
    }
    return phs_answer(accounts.unknown ? PHS_MAYBE : PHS_NO,
                      accounts.unknown ? "a principal is not known" : "no other account is named", document->place);
}

/* "123456789012" or "arn:aws:iam::123456789012:root": everybody in there, not one role of it. */
static bool is_whole_account(struct phs_slice text) {
    return account_of(text).len && (!phs_slice_starts(text, "arn:") || phs_slice_ends(text, ":root"));
}

static bool look_for_whole_account(void *user, const struct phs_value *item) {
    struct accounts *accounts = user;
    accounts->unknown |= phs_is(item, PHS_UNKNOWN) && item->unknown.reason == PHS_WHY_VARIABLE;
    if (is_whole_account(phs_text(item)))
        accounts->other = account_of(phs_text(item));
    return accounts->other.len == 0;
}

struct phs_answer phs_iam_trusts_whole_account(struct phs_arena *arena, const struct phs_iam_document *document) {
    struct accounts accounts = {{"", 0}, {"", 0}, document->unknown != NULL};
    for (size_t i = 0; i < document->statements.n; i++) {
        const struct phs_iam_statement *statement = &document->statements.at[i];
        if (statement->effect == PHS_IAM_DENY || (statement->condition && statement->condition->kind != PHS_NULL) ||
            phs_iam_has_action(statement, "sts:AssumeRole") == PHS_NO)
            continue;
        phs_iam_each(phs_is(statement->principal, PHS_MAP) ? phs_get(statement->principal, "AWS") : statement->principal,
                     look_for_whole_account, &accounts);
        if (accounts.other.len)
            return phs_answer(PHS_YES, named(arena, document, statement, "trusts everybody of an account without a condition"),
                              place_of(statement));
    }
    return phs_answer(accounts.unknown ? PHS_MAYBE : PHS_NO,
                      accounts.unknown ? "a principal is not known" : "no whole account is trusted without a condition",
                      document->place);
}
