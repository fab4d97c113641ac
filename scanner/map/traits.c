/* SPDX-License-Identifier: Apache-2.0 */
/* Encryption, key owner and exposure of each system, from its own resources; each with the reason that a report prints. */
#include "map/parts.h"
#include "parse/json.h"

static enum phs_tri weakest(enum phs_tri a, enum phs_tri b) {
    if (a == PHS_NO || b == PHS_NO)
        return PHS_NO;
    return a == PHS_MAYBE || b == PHS_MAYBE ? PHS_MAYBE : PHS_YES;
}

static enum phs_tri said(const struct phs_value *value) {
    if (phs_is(value, PHS_UNKNOWN))
        return (value->flags & PHS_VALUE_NOT_NULL) ? PHS_YES : PHS_MAYBE;
    if (phs_is(value, PHS_BOOL))
        return value->boolean ? PHS_YES : PHS_NO;
    if (phs_is(value, PHS_STRING))
        return value->string.len && !phs_slice_is(value->string, "false") ? PHS_YES : PHS_NO;
    return PHS_NO; /* absent: closed world inside an evaluated root */
}

static enum phs_tri encrypted(const struct phs_resource *resource, const struct phs_map_type *type) {
    if (!type->encrypted)
        return PHS_MAYBE;
    return type->encrypted[0] == '!' ? PHS_YES : said(phs_get_path(resource->attributes, type->encrypted));
}

/* A key that the provider owns does not help against whoever reads through the provider. */
static enum phs_tri own_key(const struct phs_resource *resource, const struct phs_map_type *type) {
    for (size_t i = 0; i < resource->out.n; i++)
        if (resource->out.at[i]->kind == PHS_ENCRYPTED_WITH)
            return PHS_YES;
    const struct phs_value *key = type->key ? phs_get_path(resource->attributes, type->key) : NULL;
    if (phs_is(key, PHS_STRING) && (phs_slice_starts(key->string, "alias/aws/") || phs_slice_starts(key->string, "aws/")))
        return PHS_NO;
    return key ? said(key) : PHS_NO;
}

struct exposure {
    enum phs_exposure level;
    const char *reason;
};

static bool all_blocked(const struct phs_value *attributes) {
    return phs_is_true(phs_get_path(attributes, "public_access_block.ignore_public_acls")) &&
           phs_is_true(phs_get_path(attributes, "public_access_block.restrict_public_buckets"));
}

/* "*" alone or as an element: in Principal and in Principal.AWS it is everybody. */
static bool is_anyone(const struct phs_value *principal) {
    if (phs_is(principal, PHS_MAP))
        return is_anyone(phs_get(principal, "AWS"));
    for (size_t i = 0; phs_is(principal, PHS_LIST) && i < principal->list.n; i++)
        if (phs_slice_is(phs_text(principal->list.at[i]), "*"))
            return true;
    return phs_slice_is(phs_text(principal), "*");
}

static bool lets_anyone_in(const struct phs_value *statement) {
    const struct phs_value *condition = phs_get(statement, "Condition");
    return phs_slice_is(phs_text(phs_get(statement, "Effect")), "Allow") && is_anyone(phs_get(statement, "Principal")) &&
           (!condition || (phs_is(condition, PHS_MAP) && condition->map.n == 0));
}

/* A computed ARN is some principal, never all of them; anything else that could not be resolved may be. */
static bool may_be_anyone(const struct phs_value *principal) {
    const struct phs_value *aws = phs_is(principal, PHS_MAP) ? phs_get(principal, "AWS") : principal;
    const struct phs_value *unknown = phs_find_unknown(aws);
    return unknown && unknown->unknown.reason != PHS_WHY_COMPUTED;
}

static bool might_let_anyone_in(const struct phs_value *statement) {
    return !phs_slice_is(phs_text(phs_get(statement, "Effect")), "Deny") && !phs_get(statement, "Condition") &&
           may_be_anyone(phs_get(statement, "Principal"));
}

/* The policy as a tree: written as one, or as JSON text. */
static const struct phs_value *policy_tree(struct phs_arena *arena, const struct phs_value *policy) {
    static const struct phs_source source = {PHS_SOURCE_FILE, "policy", NULL, NULL};
    const struct phs_value *tree = NULL;
    struct phs_err ignored = {0};
    if (!phs_is(policy, PHS_STRING))
        return policy;
    return phs_json_parse(arena, &source, policy->string, NULL, &tree, &ignored) == PHS_OK ? tree : NULL;
}

static bool is_public_policy(struct phs_arena *arena, const struct phs_value *policy) {
    const struct phs_value *statements = phs_get(policy_tree(arena, policy), "Statement");
    for (size_t i = 0; phs_is(statements, PHS_LIST) && i < statements->list.n; i++)
        if (lets_anyone_in(statements->list.at[i]))
            return true;
    return lets_anyone_in(statements);
}

static bool is_doubtful_policy(struct phs_arena *arena, const struct phs_value *policy) {
    const struct phs_value *statements = phs_get(policy_tree(arena, policy), "Statement");
    for (size_t i = 0; phs_is(statements, PHS_LIST) && i < statements->list.n; i++)
        if (might_let_anyone_in(statements->list.at[i]))
            return true;
    return phs_is(policy, PHS_UNKNOWN) || phs_is(statements, PHS_UNKNOWN);
}

static struct exposure bucket_exposure(struct phs_arena *arena, const struct phs_resource *resource) {
    const struct phs_value *attributes = resource->attributes, *policy = phs_get(attributes, "policy");
    const struct phs_value *block = phs_get(attributes, "public_access_block"), *acl = phs_get(attributes, "acl");
    if (all_blocked(attributes))
        return (struct exposure){PHS_INTERNAL, "public access is blocked"};
    if (phs_slice_starts(phs_text(acl), "public-read"))
        return (struct exposure){PHS_PUBLIC_ANON, "its ACL lets everybody read"};
    if (is_public_policy(arena, policy))
        return (struct exposure){PHS_PUBLIC_ANON, "its policy allows any principal"};
    if (phs_find_unknown(block) || is_doubtful_policy(arena, policy) || phs_is(acl, PHS_UNKNOWN))
        return (struct exposure){PHS_EXPOSURE_UNKNOWN, "its access block, policy or ACL could not be resolved"};
    return (struct exposure){PHS_INTERNAL, "no ACL or policy here makes it public"};
}

static bool open_to_world(const struct phs_resource *group) {
    const struct phs_value *ingress = phs_get(group->attributes, "ingress");
    for (size_t i = 0; phs_is(ingress, PHS_LIST) && i < ingress->list.n; i++) {
        static const char *const lists[] = {"cidr_blocks", "ipv6_cidr_blocks"};
        for (size_t l = 0; l < 2; l++) {
            const struct phs_value *cidrs = phs_get(ingress->list.at[i], lists[l]);
            for (size_t c = 0; phs_is(cidrs, PHS_LIST) && c < cidrs->list.n; c++)
                if (phs_slice_is(phs_text(cidrs->list.at[c]), "0.0.0.0/0") || phs_slice_is(phs_text(cidrs->list.at[c]), "::/0"))
                    return true;
        }
    }
    return false;
}

static struct exposure database_exposure(const struct phs_resource *resource) {
    const struct phs_value *open = phs_get(resource->attributes, "publicly_accessible");
    if (phs_is(open, PHS_UNKNOWN))
        return (struct exposure){PHS_EXPOSURE_UNKNOWN, "publicly_accessible could not be resolved"};
    if (!phs_is_true(open))
        return (struct exposure){PHS_INTERNAL, "it has no public address"};
    for (size_t i = 0; i < resource->out.n; i++)
        if (resource->out.at[i]->kind == PHS_PROTECTED_BY && open_to_world(resource->out.at[i]->to))
            return (struct exposure){PHS_PUBLIC_AUTH, "it has a public address and a security group lets everybody in"};
    return (struct exposure){PHS_PUBLIC_AUTH, "it has a public address"};
}

static struct exposure exposure_of(struct phs_arena *arena, const struct phs_resource *resource,
                                   const struct phs_map_type *type) {
    if (strcmp(resource->type, "aws_s3_bucket") == 0)
        return bucket_exposure(arena, resource);
    if (type->kind == PHS_SYSTEM_STORE)
        return database_exposure(resource);
    if (type->kind == PHS_SYSTEM_ENTRY)
        return (struct exposure){PHS_PUBLIC_AUTH, "an entry point is meant to be reached"};
    if (type->compute && phs_slice_is(phs_text(phs_get_path(resource->attributes, "function_url.authorization_type")), "NONE"))
        return (struct exposure){PHS_PUBLIC_ANON, "its function URL asks for no authentication"};
    return (struct exposure){PHS_INTERNAL, "nothing that was read exposes it"};
}

/* Greater is more exposed; unknown stands between what is known to be inside and what is known to be open. */
static int rank(enum phs_exposure exposure) {
    static const int ranks[] = {[PHS_ISOLATED] = 0,    [PHS_INTERNAL] = 1,    [PHS_PARTNER] = 2,
                                [PHS_PUBLIC_AUTH] = 4, [PHS_PUBLIC_ANON] = 5, [PHS_EXPOSURE_UNKNOWN] = 3};
    return ranks[exposure];
}

static void settle(struct phs_arena *arena, struct phs_system *system) {
    bool any = false;
    for (size_t i = 0; i < system->members.n; i++) {
        const struct phs_resource *member = system->members.at[i];
        const struct phs_map_type *type = phs_map_type(member->type);
        if (!type || type->kind != system->kind || type->kind == PHS_SYSTEM_THIRD_PARTY || type->kind == PHS_SYSTEM_REPOSITORY)
            continue;
        struct exposure exposure = exposure_of(arena, member, type);
        enum phs_tri at_rest = encrypted(member, type), key = own_key(member, type);
        system->encrypted = any ? weakest(system->encrypted, at_rest) : at_rest;
        system->key_outside = any ? weakest(system->key_outside, key) : key;
        if (!any || rank(exposure.level) > rank(system->exposure)) {
            system->exposure = exposure.level;
            system->exposure_reason = exposure.reason;
        }
        any = true;
    }
    if (!any && !system->exposure_reason) {
        bool third = system->kind == PHS_SYSTEM_THIRD_PARTY;
        system->exposure = third ? PHS_PARTNER : PHS_EXPOSURE_UNKNOWN;
        system->exposure_reason = third ? "another organisation holds it" : "nothing that was read shows who can reach it";
    }
}

void phs_map_traits(struct phs_mapping *mapping) {
    for (size_t i = 0; i < mapping->map->systems.n; i++)
        settle(mapping->arena, mapping->map->systems.at[i]);
}
