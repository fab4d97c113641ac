/* SPDX-License-Identifier: Apache-2.0 */
/* Encryption at rest and who owns the key: checks/relate/encryption.tsv, the keys of the graph, and copies.tsv for what is
 * as encrypted as what it was taken of. */
#include "relate/facts.h"

static struct phs_answer at_rest(struct phs_concluding *c, const struct phs_resource *resource, struct phs_slice attribute,
                                 struct phs_slice absent) {
    struct phs_slice word = PHS_SLICE("true");
    if (!attribute.len)
        return phs_answer(PHS_YES, "the service encrypts whatever is set", resource->place);
    for (size_t i = 0; i < attribute.len; i++)
        if (attribute.ptr[i] == '=') {
            word = phs_slice_n(attribute.ptr + i + 1, attribute.len - i - 1);
            attribute.len = i;
        }
    /* Some are switched on by naming a key. */
    bool by_key = phs_slice_find(attribute, PHS_SLICE("key")) != (size_t)-1;
    return phs_fact(c, resource, attribute, by_key ? PHS_SLICE("present") : word, absent);
}

struct key {
    struct phs_concluding *c;
    const struct phs_resource *from, *resource; /* resource: the key in the graph */
    const struct phs_value *value;
};

static const struct phs_resource *behind_alias(const struct phs_resource *key) {
    for (size_t i = 0; i < key->out.n && strcmp(key->type, "aws_kms_alias") == 0; i++)
        if (strcmp(key->out.at[i]->to->type, "aws_kms_key") == 0)
            return key->out.at[i]->to;
    return key;
}

static void take_key(void *user, const struct phs_value *value) {
    struct key *key = user;
    const struct phs_resource *target = phs_facts_target(key->c, key->from, value);
    if (!key->value)
        key->value = value;
    if (target)
        key->resource = behind_alias(target);
}

static void follow_link(struct key *key, const char *attribute) {
    const char *last = strrchr(attribute, '.');
    last = last ? last + 1 : attribute;
    for (size_t i = 0; i < key->from->out.n && !key->resource; i++) {
        const struct phs_link *link = key->from->out.at[i];
        if (link->kind == PHS_ENCRYPTED_WITH && link->attribute && strstr(link->attribute, last))
            key->resource = behind_alias(link->to);
    }
}

static bool is_services_own(struct phs_slice name) {
    return phs_slice_starts(name, "alias/aws/") || phs_slice_starts(name, "aws/") ||
           phs_slice_find(name, PHS_SLICE(":alias/aws/")) != (size_t)-1 || phs_slice_is(name, "AWS_OWNED_KMS_KEY");
}

/* What a data source names: an alias by its name, a key by whatever it was looked up with; NULL: not known. */
static const char *owner_of_looked_up(const struct phs_resource *data) {
    bool alias = strcmp(data->type, "data.aws_kms_alias") == 0;
    const struct phs_value *name = phs_get(data->attributes, alias ? "name" : "key_id");
    if (!phs_is(name, PHS_STRING))
        return NULL;
    return is_services_own(name->string) ? "service" : "customer";
}

/* provider, service, customer, external (its material is the customer's own); NULL: not known. */
static const char *owner_of(const struct key *key, const char *otherwise) {
    if (key->resource && strncmp(key->resource->type, "data.aws_kms_", 13) == 0)
        return owner_of_looked_up(key->resource);
    if (key->resource && strcmp(key->resource->type, "aws_kms_external_key") == 0)
        return "external";
    if (key->resource && strcmp(key->resource->type, "aws_kms_key") == 0) {
        struct phs_slice origin = phs_text(phs_get(key->resource->attributes, "custom_key_store_id"));
        return origin.len ? "external" : "customer";
    }
    if (!key->value || (phs_is(key->value, PHS_STRING) && key->value->string.len == 0))
        return otherwise;
    if (phs_is(key->value, PHS_UNKNOWN)) {
        const char *ref = key->value->unknown.ref;
        if (ref && strncmp(ref, "data.aws_kms_alias", 18) == 0)
            return NULL;
        return (key->value->flags & PHS_VALUE_NOT_NULL) || ref ? "customer" : NULL;
    }
    return is_services_own(phs_text(key->value)) ? "service" : "customer";
}

/* Whether the customer has a say in the key: its policy, its log, its end. */
static struct phs_answer customers(struct phs_concluding *c, const struct key *key, const char *attribute,
                                   enum phs_tri encrypted, const char *owner) {
    struct phs_arena *arena = c->graph->arena;
    struct phs_place place = key->value ? key->value->place : key->from->place;
    if (encrypted == PHS_NO)
        return phs_answer(PHS_NO, "it is not encrypted", key->from->place);
    if (!owner)
        return phs_answer_unknown(arena, phs_printf(arena, "%s is not known", attribute), key->value);
    if (strcmp(owner, "customer") == 0 || strcmp(owner, "external") == 0)
        return phs_answer(PHS_YES, phs_printf(arena, "%s names a key of the customer", attribute), place);
    bool named = key->value && strcmp(owner, "service") == 0;
    return phs_answer(PHS_NO, phs_printf(arena, "%s %s", attribute, named ? "names the service's own key" : "is not set"),
                      place);
}

static struct phs_answer rotates(struct phs_concluding *c, const struct key *key, const char *owner) {
    struct phs_arena *arena = c->graph->arena;
    if (owner && (strcmp(owner, "provider") == 0 || strcmp(owner, "service") == 0))
        return phs_answer(PHS_YES, "the provider rotates its key every year", key->from->place);
    if (!key->resource || strcmp(key->resource->type, "aws_kms_key") != 0)
        return phs_answer(PHS_MAYBE, "the key is not declared here", key->value ? key->value->place : key->from->place);
    struct phs_answer answer = phs_fact(c, key->resource, PHS_SLICE("enable_key_rotation"), PHS_SLICE("true"), PHS_SLICE("no"));
    answer.because = phs_printf(arena, "of %s %s", key->resource->address, answer.because);
    return answer;
}

static void conclude_one(struct phs_concluding *c, const struct phs_resource *resource, const struct phs_tsv *table,
                         size_t row) {
    struct phs_answer encrypted = at_rest(c, resource, phs_tsv_cell(table, row, "at_rest"), phs_tsv_cell(table, row, "absent"));
    const char *attribute = phs_slice_dup(c->scratch, phs_tsv_cell(table, row, "key"));
    struct key key = {c, resource, NULL, NULL};
    if (attribute[0]) {
        phs_facts_each(resource->attributes, attribute, take_key, &key);
        follow_link(&key, attribute);
    }
    const char *owner = owner_of(&key, phs_slice_dup(c->graph->arena, phs_tsv_cell(table, row, "otherwise")));
    phs_conclude(c, resource, "encryption", "at_rest", encrypted);
    if (attribute[0])
        phs_conclude(c, resource, "encryption", "customer_key", customers(c, &key, attribute, encrypted.says, owner));
    if (encrypted.says == PHS_NO)
        owner = "none";
    if (owner)
        phs_conclude_value(c, resource, "encryption", "key",
                           phs_conclude_word(c, owner, key.value ? key.value->place : resource->place));
    else
        phs_conclude_value(
            c, resource, "encryption", "key",
            phs_answer_value(c->graph->arena, phs_answer_unknown(c->graph->arena, "whose key it is is not known", key.value)));
    if (encrypted.says != PHS_NO)
        phs_conclude(c, resource, "encryption", "rotates", rotates(c, &key, owner));
}

struct source {
    struct phs_concluding *c;
    const struct phs_resource *copy, *of;
};

static void take_source(void *user, const struct phs_value *value) {
    struct source *source = user;
    if (!source->of)
        source->of = phs_facts_target(source->c, source->copy, value);
}

static const struct phs_resource *source_of(struct phs_concluding *c, const struct phs_resource *copy, const char *attribute) {
    struct source source = {c, copy, NULL};
    phs_facts_each(copy->attributes, attribute, take_source, &source);
    for (size_t i = 0; i < copy->out.n && !source.of; i++)
        if (copy->out.at[i]->attribute && strcmp(copy->out.at[i]->attribute, attribute) == 0)
            source.of = copy->out.at[i]->to;
    return source.of;
}

/* A replica is encrypted as its source is, and does not say so itself. */
static const struct phs_resource *behind_replicas(struct phs_concluding *c, const struct phs_resource *of) {
    enum { MOST_HOPS = 8 };
    for (int hop = 0; of && hop < MOST_HOPS; hop++) {
        const struct phs_value *replica = phs_get(of->attributes, "replicate_source_db");
        if (!replica || replica->kind == PHS_NULL)
            return of;
        of = source_of(c, of, "replicate_source_db");
    }
    return NULL;
}

static void conclude_unread(struct phs_concluding *c, const struct phs_resource *copy, const struct phs_value *named) {
    bool why = phs_is(named, PHS_UNKNOWN) && named->unknown.reason != PHS_WHY_COMPUTED;
    phs_conclude_value(c, copy, "encryption", "at_rest",
                       why ? named
                           : phs_value_unknown(c->graph->arena, PHS_WHY_UNREAD,
                                               "what it is taken of is not in the files that were read", copy->place));
}

/* A snapshot is as encrypted as what it was taken of. */
static void conclude_copy(struct phs_concluding *c, const struct phs_resource *copy, const char *attribute,
                          const char *unless) {
    struct phs_arena *arena = c->graph->arena;
    const struct phs_value *own = unless[0] ? phs_get_path(copy->attributes, unless) : NULL,
                           *named = phs_get_path(copy->attributes, attribute);
    if (own && own->kind != PHS_NULL) {
        phs_conclude(c, copy, "encryption", "at_rest", phs_answer(PHS_YES, phs_printf(arena, "%s is set", unless), own->place));
        return;
    }
    const struct phs_resource *of = behind_replicas(c, source_of(c, copy, attribute));
    if (of && phs_slice_is(phs_text(phs_get(of->attributes, "engine_mode")), "serverless")) {
        phs_conclude(c, copy, "encryption", "at_rest",
                     phs_answer(PHS_YES, "clusters of engine_mode serverless are always encrypted", copy->place));
        return;
    }
    const struct phs_value *says = of ? phs_concluded(c, of, "encryption", "at_rest") : NULL;
    if (phs_is(says, PHS_BOOL))
        phs_conclude(
            c, copy, "encryption", "at_rest",
            phs_answer(says->boolean ? PHS_YES : PHS_NO,
                       phs_printf(arena, "%s, that it is taken of, is %sencrypted", of->address, says->boolean ? "" : "not "),
                       copy->place));
    else if (says)
        phs_conclude_value(c, copy, "encryption", "at_rest", says);
    else if (named && named->kind != PHS_NULL)
        conclude_unread(c, copy, named);
}

/* Rows in the order in which copies are made of copies. */
static void conclude_copies(struct phs_concluding *c) {
    const struct phs_tsv *table = phs_conclusions_table(c, "checks/relate/copies.tsv");
    for (size_t row = 0; row < table->rows.n; row++) {
        const char *type = phs_slice_dup(c->scratch, phs_tsv_cell(table, row, "type"));
        const char *attribute = phs_slice_dup(c->scratch, phs_tsv_cell(table, row, "of"));
        const char *unless = phs_slice_dup(c->scratch, phs_tsv_cell(table, row, "unless"));
        const struct phs_resource_list *list = phs_graph_of_type(c->graph, type);
        for (size_t i = 0; i < list->items.n; i++)
            conclude_copy(c, list->items.at[i], attribute, unless);
    }
}

void phs_conclude_encryption(struct phs_concluding *c) {
    const struct phs_tsv *table = phs_conclusions_table(c, "checks/relate/encryption.tsv");
    for (size_t row = 0; row < table->rows.n; row++) {
        const struct phs_resource_list *list =
            phs_graph_of_type(c->graph, phs_slice_dup(c->scratch, phs_tsv_cell(table, row, "type")));
        for (size_t i = 0; i < list->items.n; i++)
            conclude_one(c, list->items.at[i], table, row);
    }
    conclude_copies(c);
}
