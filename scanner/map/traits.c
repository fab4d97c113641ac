/* SPDX-License-Identifier: Apache-2.0 */
/* Encryption, key owner and exposure of each system, from its own resources; each with the reason that a report prints. */
#include "map/parts.h"

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

static const struct phs_value *encryption(const struct phs_resource *resource, const char *name) {
    return phs_get(phs_get(phs_get(resource->attributes, "concluded"), "encryption"), name);
}

static enum phs_tri encrypted(const struct phs_resource *resource, const struct phs_map_type *type) {
    const struct phs_value *at_rest = encryption(resource, "at_rest");
    if (at_rest)
        return phs_is(at_rest, PHS_BOOL) ? (at_rest->boolean ? PHS_YES : PHS_NO) : PHS_MAYBE;
    if (!type->encrypted)
        return PHS_MAYBE;
    return type->encrypted[0] == '!' ? PHS_YES : said(phs_get_path(resource->attributes, type->encrypted));
}

/* A key that the provider owns does not help against whoever reads through the provider. */
static enum phs_tri own_key(const struct phs_resource *resource, const struct phs_map_type *type) {
    const struct phs_value *owner = encryption(resource, "key");
    if (owner)
        return phs_is(owner, PHS_UNKNOWN)                                                               ? PHS_MAYBE
               : phs_slice_is(phs_text(owner), "customer") || phs_slice_is(phs_text(owner), "external") ? PHS_YES
                                                                                                        : PHS_NO;
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

/* What relate/ concluded; NULL where its tables do not know the type. */
static const struct phs_value *concluded(const struct phs_resource *resource, const char *name) {
    return phs_get(phs_get(phs_get(resource->attributes, "concluded"), "exposure"), name);
}

static struct exposure because(const struct phs_value *value, enum phs_exposure level, const char *otherwise) {
    const char *why = phs_is(value, PHS_BOOL) ? value->because : phs_is(value, PHS_UNKNOWN) ? value->unknown.why : NULL;
    return (struct exposure){level, why ? why : otherwise};
}

/* Whoever needs no credentials is worse than whoever can only knock; an address that nobody can reach is inside. */
static struct exposure exposure_of(const struct phs_resource *resource, const struct phs_map_type *type) {
    const struct phs_value *anonymous = concluded(resource, "anonymous"), *internet = concluded(resource, "internet");
    const struct phs_value *address = concluded(resource, "address");
    if (phs_is_true(anonymous))
        return because(anonymous, PHS_PUBLIC_ANON, "it asks for no credentials");
    if (phs_is_true(internet))
        return because(internet, PHS_PUBLIC_AUTH, "it is reached from the internet");
    if (phs_is(internet, PHS_UNKNOWN) && phs_is_true(address))
        return because(address, PHS_PUBLIC_AUTH, "it has a public address");
    if (phs_is(anonymous, PHS_UNKNOWN))
        return because(anonymous, PHS_EXPOSURE_UNKNOWN, "whether it asks for credentials could not be resolved");
    if (phs_is(internet, PHS_UNKNOWN))
        return because(internet, PHS_EXPOSURE_UNKNOWN, "whether it is reached from the internet could not be resolved");
    if (internet)
        return because(internet, PHS_INTERNAL, "nothing that was read exposes it");
    if (type->kind == PHS_SYSTEM_ENTRY)
        return (struct exposure){PHS_PUBLIC_AUTH, "an entry point is meant to be reached"};
    return because(anonymous, PHS_INTERNAL, "nothing that was read exposes it");
}

/* Greater is more exposed; unknown stands between what is known to be inside and what is known to be open. */
static int rank(enum phs_exposure exposure) {
    static const int ranks[] = {[PHS_ISOLATED] = 0,    [PHS_INTERNAL] = 1,    [PHS_PARTNER] = 2,
                                [PHS_PUBLIC_AUTH] = 4, [PHS_PUBLIC_ANON] = 5, [PHS_EXPOSURE_UNKNOWN] = 3};
    return ranks[exposure];
}

static void settle(struct phs_system *system) {
    bool any = false;
    for (size_t i = 0; i < system->members.n; i++) {
        const struct phs_resource *member = system->members.at[i];
        const struct phs_map_type *type = phs_map_type(member->type);
        if (!type || type->kind != system->kind || type->kind == PHS_SYSTEM_THIRD_PARTY || type->kind == PHS_SYSTEM_REPOSITORY)
            continue;
        struct exposure exposure = exposure_of(member, type);
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
        settle(mapping->map->systems.at[i]);
}
