/* SPDX-License-Identifier: Apache-2.0 */
/* Which actions and which resources a statement speaks of. */
#include "relate/iam/document.h"

static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

bool phs_iam_glob(struct phs_slice pattern, struct phs_slice text) {
    size_t p = 0, t = 0, star = (size_t)-1, mark = 0;
    while (t < text.len) {
        if (p < pattern.len && pattern.ptr[p] == '*') {
            star = p++;
            mark = t;
        } else if (p < pattern.len && (pattern.ptr[p] == '?' || lower(pattern.ptr[p]) == lower(text.ptr[t]))) {
            p++;
            t++;
        } else if (star != (size_t)-1) {
            p = star + 1;
            t = ++mark;
        } else {
            return false;
        }
    }
    while (p < pattern.len && pattern.ptr[p] == '*')
        p++;
    return p == pattern.len;
}

struct match {
    struct phs_slice text;
    enum phs_tri says;
};

static bool matches(void *user, const struct phs_value *item) {
    struct match *match = user;
    if (phs_is(item, PHS_UNKNOWN))
        match->says = PHS_MAYBE;
    else if (phs_iam_glob(phs_text(item), match->text))
        match->says = PHS_YES;
    return match->says != PHS_YES;
}

static enum phs_tri in_field(const struct phs_value *field, struct phs_slice text) {
    struct match match = {text, PHS_NO};
    phs_iam_each(field, matches, &match);
    return match.says;
}

static enum phs_tri opposite(enum phs_tri says) {
    return says == PHS_MAYBE ? PHS_MAYBE : says == PHS_YES ? PHS_NO : PHS_YES;
}

enum phs_tri phs_iam_has_action(const struct phs_iam_statement *statement, const char *action) {
    if (statement->not_action)
        return opposite(in_field(statement->not_action, phs_slice(action)));
    return in_field(statement->action, phs_slice(action));
}

static bool only_stars(struct phs_slice text) {
    for (size_t i = 0; i < text.len; i++)
        if (text.ptr[i] != '*')
            return false;
    return text.len > 0;
}

struct whole {
    const char *service; /* NULL: every one */
    enum phs_tri says;
};

static bool is_whole(void *user, const struct phs_value *item) {
    struct whole *whole = user;
    struct phs_slice text = phs_text(item), service;
    if (phs_is(item, PHS_UNKNOWN)) {
        whole->says = PHS_MAYBE;
        return true;
    }
    bool all = only_stars(text);
    if (!all && phs_slice_cut(&text, ':', &service) && only_stars(text))
        all = only_stars(service) || (whole->service && phs_slice_ieq(service, phs_slice(whole->service)));
    if (all)
        whole->says = PHS_YES;
    return !all;
}

enum phs_tri phs_iam_has_all_actions(const struct phs_iam_statement *statement, const char *service) {
    struct whole whole = {service, PHS_NO};
    if (statement->not_action && service)
        return opposite(in_field(statement->not_action, phs_slice(service)));
    /* Everything but a few: who may do that finds a way to the few. */
    if (statement->not_action)
        return PHS_YES;
    phs_iam_each(statement->action, is_whole, &whole);
    return whole.says;
}

/* Words that begin the resource part of an ARN, so that "table/" + "*" is every table but "clinic-scans/" + "*" is one bucket.
 */
static bool is_kind(struct phs_slice word) {
    static const char *const kinds[] = {"table",
                                        "key",
                                        "secret",
                                        "function",
                                        "role",
                                        "user",
                                        "policy",
                                        "group",
                                        "db",
                                        "cluster",
                                        "volume",
                                        "instance",
                                        "parameter",
                                        "log-group",
                                        "domain",
                                        "stream",
                                        "file-system",
                                        "snapshot",
                                        "repository",
                                        "alias",
                                        "project",
                                        "deliverystream",
                                        "collection",
                                        "backup-vault",
                                        "recovery-point",
                                        "cluster-snapshot",
                                        "replicationgroup"};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (phs_slice_is(word, kinds[i]))
            return true;
    return false;
}

/* "*", "arn:aws:s3:::*", "arn:aws:dynamodb:*:*:table" + "/" + "*" */
static bool names_all(struct phs_slice text) {
    struct phs_slice rest = text, part;
    if (only_stars(text))
        return true;
    for (size_t i = 0; i < 5; i++)
        if (!phs_slice_cut(&rest, ':', &part))
            return false;
    size_t cut = 0;
    while (cut < rest.len && rest.ptr[cut] != '/' && rest.ptr[cut] != ':')
        cut++;
    if (cut < rest.len && is_kind(phs_slice_n(rest.ptr, cut)))
        rest = phs_slice_n(rest.ptr + cut + 1, rest.len - cut - 1);
    for (size_t i = 0; i < rest.len; i++)
        if (rest.ptr[i] != '*' && rest.ptr[i] != '/' && rest.ptr[i] != ':')
            return false;
    return rest.len > 0;
}

/* An ARN that exists only after apply, or a text with something known around it, is one resource or one kind of a name. */
static enum phs_tri unknown_is_all(const struct phs_value *value) {
    bool one = value->unknown.reason == PHS_WHY_COMPUTED || (value->flags & PHS_VALUE_NOT_NULL);
    bool data = value->unknown.reason == PHS_WHY_DATA && value->unknown.ref && strncmp(value->unknown.ref, "data.aws_", 9) == 0;
    return one || data ? PHS_NO : PHS_MAYBE;
}

static bool finds_all(void *user, const struct phs_value *item) {
    enum phs_tri *says = user;
    if (phs_is(item, PHS_UNKNOWN)) {
        if (*says == PHS_NO)
            *says = unknown_is_all(item);
    } else if (names_all(phs_text(item))) {
        *says = PHS_YES;
    }
    return *says != PHS_YES;
}

enum phs_tri phs_iam_has_all_resources(const struct phs_iam_statement *statement) {
    enum phs_tri says = PHS_NO;
    if (statement->not_resource)
        return PHS_YES; /* everything but a few */
    phs_iam_each(statement->resource, finds_all, &says);
    return says;
}
