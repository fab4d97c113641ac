/* SPDX-License-Identifier: Apache-2.0 */
/* Who can reach a resource: the table of checks/relate/exposure.tsv, and buckets, whose three switches do not fit a table. */
#include "relate/conclusions.h"
#include "relate/facts.h"
#include "relate/iam/document.h"

static struct phs_answer setting(struct phs_concluding *c, const struct phs_value *attributes, const char *path) {
    const struct phs_value *value = phs_get_path(attributes, path);
    if (phs_is(value, PHS_UNKNOWN))
        return phs_answer_unknown(c->graph->arena, phs_printf(c->graph->arena, "%s is not known", path), value);
    bool yes = phs_is_true(value);
    return phs_answer(yes ? PHS_YES : PHS_NO, phs_printf(c->graph->arena, "%s is true", path),
                      value ? value->place : (struct phs_place){0});
}

/* The switch on the bucket, or the one for every bucket of the account in the same root. */
static struct phs_answer is_switched(struct phs_concluding *c, const struct phs_resource *bucket, const char *name) {
    const char *own = phs_printf(c->graph->arena, "public_access_block.%s", name);
    const struct phs_value *block = phs_get(bucket->attributes, "public_access_block");
    struct phs_answer answer = phs_is(block, PHS_UNKNOWN)
                                   ? phs_answer_unknown(c->graph->arena, "its public access block is not known", block)
                                   : setting(c, bucket->attributes, own);
    const struct phs_resource_list *list = phs_graph_of_type(c->graph, "aws_s3_account_public_access_block");
    for (size_t i = 0; i < list->items.n && answer.says != PHS_YES; i++)
        if (strcmp(list->items.at[i]->root, bucket->root) == 0 &&
            strcmp(list->items.at[i]->environment, bucket->environment) == 0)
            answer = phs_answer_or(answer, setting(c, list->items.at[i]->attributes, name));
    return answer;
}

struct grant {
    const struct phs_value *open, *unknown;
};

static void look_at_grantee(void *user, const struct phs_value *uri) {
    struct grant *grant = user;
    if (phs_is(uri, PHS_UNKNOWN))
        grant->unknown = uri;
    else if (phs_slice_ends(phs_text(uri), "/global/AllUsers") || phs_slice_ends(phs_text(uri), "/global/AuthenticatedUsers"))
        grant->open = uri;
}

static struct phs_answer open_by_acl(struct phs_concluding *c, const struct phs_resource *bucket) {
    const struct phs_value *acl = phs_get(bucket->attributes, "acl");
    struct phs_slice text = phs_text(acl),
                     owner = phs_text(phs_get_path(bucket->attributes, "ownership_controls.object_ownership"));
    struct grant grant = {NULL, NULL};
    if (phs_slice_is(owner, "BucketOwnerEnforced"))
        return phs_answer(PHS_NO, "its ACLs have no effect", bucket->place);
    if (phs_slice_starts(text, "public-read"))
        return phs_answer(PHS_YES, "its ACL is public", acl->place);
    if (phs_slice_is(text, "authenticated-read"))
        return phs_answer(PHS_YES, "its ACL lets every AWS account read", acl->place);
    phs_facts_each(bucket->attributes, "grant.grantee.uri", look_at_grantee, &grant);
    phs_facts_each(bucket->attributes, "grant.uri", look_at_grantee, &grant);
    if (grant.open)
        return phs_answer(PHS_YES, "a grant of its ACL is for everybody", grant.open->place);
    if (phs_is(acl, PHS_UNKNOWN))
        return phs_answer_unknown(c->graph->arena, "its ACL is not known", acl);
    if (grant.unknown)
        return phs_answer_unknown(c->graph->arena, "a grant of its ACL is not known", grant.unknown);
    return phs_answer(PHS_NO, "no ACL opens it", bucket->place);
}

static struct phs_answer unless(struct phs_arena *arena, struct phs_answer open, struct phs_answer blocked,
                                const char *closed) {
    if (open.says == PHS_NO || blocked.says == PHS_NO)
        return open;
    if (blocked.says == PHS_YES)
        return phs_answer(PHS_NO, closed, blocked.place);
    return open.says == PHS_YES ? blocked : phs_answer_and(arena, open, blocked);
}

static struct phs_answer open_by_policy(struct phs_concluding *c, const struct phs_resource *bucket) {
    struct phs_iam_document *document = phs_iam_read(c->graph->arena, phs_get(bucket->attributes, "policy"));
    return phs_iam_is_public(c->graph->arena, document);
}

static void conclude_bucket(struct phs_concluding *c, const struct phs_resource *bucket) {
    struct phs_arena *arena = c->graph->arena;
    struct phs_answer acl =
        unless(arena, open_by_acl(c, bucket), is_switched(c, bucket, "ignore_public_acls"), "public ACLs are ignored");
    struct phs_answer policy = unless(arena, open_by_policy(c, bucket), is_switched(c, bucket, "restrict_public_buckets"),
                                      "public policies are restricted");
    phs_conclude(c, bucket, "exposure", "anonymous", phs_answer_or(acl, policy));
}

void phs_conclude_exposure(struct phs_concluding *c) {
    const struct phs_resource_list *buckets = phs_graph_of_type(c->graph, "aws_s3_bucket");
    for (size_t i = 0; i < buckets->items.n; i++)
        conclude_bucket(c, buckets->items.at[i]);
    phs_facts_conclude(c, "checks/relate/exposure.tsv", "exposure");
}
