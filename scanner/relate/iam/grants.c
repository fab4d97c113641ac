/* SPDX-License-Identifier: Apache-2.0 */
/* What a principal may do, from all documents that speak for it, against its denials and its boundary. */
#include "relate/iam/document.h"

/* What is asked of every statement: an action, a whole service, or with both NULL everything. */
struct wish {
    const char *action, *service;
};

static enum phs_tri wanted(const struct phs_iam_statement *statement, const struct wish *wish) {
    if (wish->action)
        return phs_iam_has_action(statement, wish->action);
    return phs_iam_has_all_actions(statement, wish->service);
}

static enum phs_tri both(enum phs_tri a, enum phs_tri b) {
    if (a == PHS_NO || b == PHS_NO)
        return PHS_NO;
    return a == PHS_MAYBE || b == PHS_MAYBE ? PHS_MAYBE : PHS_YES;
}

static const char *sentence(struct phs_arena *arena, const struct phs_iam_document *document,
                            const struct phs_iam_statement *statement, const struct wish *wish, const char *end) {
    const char *of = document->of ? document->of : "the policy";
    if (wish->action)
        return phs_printf(arena, "statement %zu of %s allows %s on every resource%s", statement->number, of, wish->action, end);
    if (wish->service)
        return phs_printf(arena, "statement %zu of %s allows every action of %s on every resource%s", statement->number, of,
                          wish->service, end);
    return phs_printf(arena, "statement %zu of %s allows every action on every resource%s", statement->number, of, end);
}

/* A Deny takes the wish away when it covers the action everywhere and asks for nothing. */
static bool is_denied(const struct phs_iam_document *document, const struct wish *wish) {
    for (size_t i = 0; i < document->statements.n; i++) {
        const struct phs_iam_statement *statement = &document->statements.at[i];
        if (statement->effect == PHS_IAM_DENY && !statement->condition && !statement->not_action && !statement->not_resource &&
            wanted(statement, wish) == PHS_YES && phs_iam_has_all_resources(statement) == PHS_YES)
            return true;
    }
    return false;
}

static struct phs_answer in_document(struct phs_arena *arena, const struct phs_iam_document *document,
                                     const struct wish *wish) {
    struct phs_answer answer = phs_answer(PHS_NO, "no statement allows it", document->place);
    if (document->unknown)
        answer = phs_answer_unknown(arena, "a policy is not known", document->unknown);
    for (size_t i = 0; i < document->statements.n; i++) {
        const struct phs_iam_statement *statement = &document->statements.at[i];
        if (statement->effect == PHS_IAM_DENY)
            continue;
        enum phs_tri says =
            both(both(wanted(statement, wish), phs_iam_has_all_resources(statement)), phs_iam_is_unconditional(statement));
        if (says == PHS_YES && statement->effect == PHS_IAM_ALLOW)
            return phs_answer(PHS_YES, sentence(arena, document, statement, wish, ""), statement->place);
        if (says != PHS_NO && answer.says == PHS_NO)
            answer = phs_answer(PHS_MAYBE, sentence(arena, document, statement, wish, " if what is not known there says so"),
                                statement->place);
    }
    return answer;
}

static bool same(const char *a, const char *b) {
    return a == b || (a && b && strcmp(a, b) == 0);
}

static const struct phs_iam_memo *remembered(struct phs_arena *arena, struct phs_iam_document *document,
                                             const struct wish *wish) {
    for (size_t i = 0; i < document->memos.n; i++)
        if (same(document->memos.at[i].action, wish->action) && same(document->memos.at[i].service, wish->service))
            return &document->memos.at[i];
    struct phs_iam_memo memo = {wish->action, wish->service, in_document(arena, document, wish), is_denied(document, wish)};
    PHS_PUSH(arena, document->memos, memo);
    return &document->memos.at[document->memos.n - 1];
}

static struct phs_answer in_documents(struct phs_arena *arena, struct phs_iam_document *const *documents, size_t n,
                                      const struct wish *wish) {
    struct phs_answer answer = phs_answer(PHS_NO, "no statement allows it", (struct phs_place){0});
    for (size_t i = 0; i < n; i++) {
        const struct phs_iam_memo *memo = remembered(arena, documents[i], wish);
        if (memo->denies)
            return phs_answer(PHS_NO, "a statement denies it", documents[i]->place);
        answer = phs_answer_or(answer, memo->allows);
    }
    return answer;
}

static struct phs_answer allows(struct phs_arena *arena, const struct phs_iam_grants *grants, const struct wish *wish) {
    struct phs_answer answer = in_documents(arena, grants->documents.at, grants->documents.n, wish);
    if (answer.says == PHS_NO || grants->boundary.n == 0)
        return answer;
    struct phs_answer bound = in_documents(arena, grants->boundary.at, grants->boundary.n, wish);
    if (bound.says == PHS_NO)
        return phs_answer(PHS_NO, "the permissions boundary keeps it from that", bound.place);
    return bound.says == PHS_MAYBE ? bound : answer;
}

struct phs_answer phs_iam_allows_everywhere(struct phs_arena *arena, const struct phs_iam_grants *grants, const char *action) {
    return allows(arena, grants, &(struct wish){action, NULL});
}

struct phs_answer phs_iam_allows_everything(struct phs_arena *arena, const struct phs_iam_grants *grants) {
    return allows(arena, grants, &(struct wish){NULL, NULL});
}

struct phs_answer phs_iam_allows_service(struct phs_arena *arena, const struct phs_iam_grants *grants, const char *service) {
    return allows(arena, grants, &(struct wish){NULL, service});
}
