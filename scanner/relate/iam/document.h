/* SPDX-License-Identifier: Apache-2.0 */
/* AWS policy documents and the questions that are asked about them: who may do what, and what is refused to whom. One evaluator
 * for JSON texts, trees of jsonencode() and of policy documents, whatever format they came from. */
#ifndef PHS_RELATE_IAM_DOCUMENT_H
#define PHS_RELATE_IAM_DOCUMENT_H

#include "relate/answer.h"

enum phs_iam_effect { PHS_IAM_ALLOW, PHS_IAM_DENY, PHS_IAM_EFFECT_UNKNOWN };

struct phs_iam_statement {
    enum phs_iam_effect effect;
    size_t number; /* from 1, as a person would count */
    struct phs_place place;
    /* As written: text, list, map, unknown; NULL when absent. */
    const struct phs_value *principal, *not_principal, *action, *not_action, *resource, *not_resource, *condition;
};

/* What one document says to one wish, kept because thousands of roles may share it. */
struct phs_iam_memo {
    const char *action, *service;
    struct phs_answer allows;
    bool denies;
};

struct phs_iam_document {
    PHS_VEC(struct phs_iam_statement) statements;
    const struct phs_value *unknown; /* the document or a statement that could not be resolved; NULL: all of it was read */
    bool absent;                     /* there is none */
    struct phs_place place;
    const char *of; /* address of the resource it stands in, for sentences; may be NULL */
    PHS_VEC(struct phs_iam_memo) memos;
};

/* NULL and null are an absent document. Text that is no JSON is unknown. Keys are matched without case, as AWS does. Linear. */
struct phs_iam_document *phs_iam_read(struct phs_arena *arena, const struct phs_value *policy);

/* Scalars of a field that is one text or a list of them, in order; fn returns false to stop. Unknown elements are handed over.
 */
typedef bool phs_iam_visit(void *user, const struct phs_value *item);
void phs_iam_each(const struct phs_value *field, phs_iam_visit *visit, void *user);

/* Wildcards * and ? over ASCII without case, as actions match; linear for one star, at most quadratic. */
bool phs_iam_glob(struct phs_slice pattern, struct phs_slice text);
/* The statement's Action (or NotAction) speaks of the action: "s3:GetObject". */
enum phs_tri phs_iam_has_action(const struct phs_iam_statement *statement, const char *action);
/* Every action of a service, or with service NULL every action there is. */
enum phs_tri phs_iam_has_all_actions(const struct phs_iam_statement *statement, const char *service);
/* Resource names all there are: "*", or every one of a kind ("arn:aws:dynamodb:*:*:table" + "/" + "*"). NotResource does. */
enum phs_tri phs_iam_has_all_resources(const struct phs_iam_statement *statement);

/* A stranger, somebody without any relation to the account, is among the principals (principal.c). */
enum phs_tri phs_iam_admits_anyone(const struct phs_iam_statement *statement);
/* Users whom another issuer of identities vouches for (OIDC, SAML) are. */
enum phs_tri phs_iam_admits_outside_users(const struct phs_iam_statement *statement);
/* The condition keeps strangers out of what the statement allows (condition.c). */
enum phs_tri phs_iam_narrows(const struct phs_iam_statement *statement);
/* The condition of a Deny holds for every stranger. */
enum phs_tri phs_iam_catches_strangers(const struct phs_iam_statement *statement);
/* Only conditions that whoever holds the permission can meet: a second factor, TLS, a region, a time. */
enum phs_tri phs_iam_is_unconditional(const struct phs_iam_statement *statement);

/* Questions about a resource's policy (access.c). */
struct phs_answer phs_iam_is_public(struct phs_arena *arena, const struct phs_iam_document *document);
/* Every user of an outside issuer may take the role: no condition says whose token it must be. */
struct phs_answer phs_iam_trusts_any_outside_user(struct phs_arena *arena, const struct phs_iam_document *document);
/* Everybody whom an account allows to may take the role: the account is named by number or as its root, without any condition.
 */
struct phs_answer phs_iam_trusts_whole_account(struct phs_arena *arena, const struct phs_iam_document *document);
/* service: "s3", "sqs": whose actions must be refused without TLS. */
struct phs_answer phs_iam_refuses_clear_text(struct phs_arena *arena, const struct phs_iam_document *document,
                                             const char *service);
struct phs_answer phs_iam_refuses_unencrypted_put(struct phs_arena *arena, const struct phs_iam_document *document);
/* Strangers of the kind that a foreign account is: an account named by number or ARN that is not `own` (may be empty). */
struct phs_answer phs_iam_names_other_account(struct phs_arena *arena, const struct phs_iam_document *document,
                                              struct phs_slice own);

/* Questions about what a principal may do (grants.c). */
struct phs_iam_grants {
    PHS_VEC(struct phs_iam_document *) documents;
    PHS_VEC(struct phs_iam_document *) boundary; /* empty: none */
};
/* action and service must live as long as the documents.
 * The action on every resource there is, without a condition that others must meet; denied or bounded ones are not. */
struct phs_answer phs_iam_allows_everywhere(struct phs_arena *arena, const struct phs_iam_grants *grants, const char *action);
/* Every action on everything. */
struct phs_answer phs_iam_allows_everything(struct phs_arena *arena, const struct phs_iam_grants *grants);
/* Every action of a service on everything. */
struct phs_answer phs_iam_allows_service(struct phs_arena *arena, const struct phs_iam_grants *grants, const char *service);

#endif
