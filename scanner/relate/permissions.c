/* SPDX-License-Identifier: Apache-2.0 */
/* What policies allow, and what roles, users and groups end up with after attachments, denials and boundaries. */
#include "relate/facts.h"
#include "relate/iam/document.h"

struct way {
    const char *how;
    PHS_VEC(const char *) actions;
};

struct permitting {
    struct phs_concluding *c;
    PHS_VEC(struct way) ways;
    struct phs_map managed;    /* name -> struct phs_iam_document * */
    struct phs_map documents;  /* index of a policy as text -> struct phs_iam_document * */
    struct phs_map by_general; /* index of an identity -> struct policies *: what aws_iam_policy_attachment adds */
};

struct policies {
    PHS_VEC(const struct phs_resource *) items;
};

static const struct phs_value *texts(struct phs_arena *arena, struct phs_slice words) {
    PHS_VEC(const struct phs_value *) items = {0};
    struct phs_slice word;
    while (phs_slice_cut(&words, ' ', &word))
        PHS_PUSH(arena, items, phs_value_string(arena, word, (struct phs_place){0}));
    return items.n ? phs_value_list(arena, items.at, items.n, (struct phs_place){0}) : NULL;
}

static void read_managed(struct permitting *p) {
    struct phs_arena *arena = p->c->graph->arena;
    const struct phs_tsv *table = phs_conclusions_table(p->c, "checks/relate/aws-managed-policies.tsv");
    for (size_t i = 0; i < table->rows.n; i++) {
        struct phs_iam_document *document = PHS_NEW(arena, struct phs_iam_document);
        struct phs_iam_statement statement = {.effect = PHS_IAM_ALLOW, .number = 1};
        statement.action = texts(arena, phs_tsv_cell(table, i, "actions"));
        statement.not_action = texts(arena, phs_tsv_cell(table, i, "not_actions"));
        statement.resource = phs_value_text(arena, "*");
        PHS_PUSH(arena, document->statements, statement);
        document->of = phs_slice_dup(arena, phs_tsv_cell(table, i, "name"));
        phs_map_puts(&p->managed, document->of, document);
    }
}

static void read_ways(struct permitting *p) {
    const struct phs_tsv *table = phs_conclusions_table(p->c, "checks/relate/escalation.tsv");
    for (size_t i = 0; i < table->rows.n; i++) {
        struct way way = {.how = phs_slice_dup(p->c->graph->arena, phs_tsv_cell(table, i, "how"))};
        struct phs_slice rest = phs_tsv_cell(table, i, "actions"), word;
        while (phs_slice_cut(&rest, ' ', &word))
            PHS_PUSH(p->c->scratch, way.actions, phs_slice_dup(p->c->graph->arena, word));
        PHS_PUSH(p->c->scratch, p->ways, way);
    }
}

static const char *key_of(struct permitting *p, const struct phs_resource *resource) {
    return phs_printf(p->c->scratch, "%zu", resource->index);
}

static struct phs_iam_document *document_of(struct permitting *p, const struct phs_resource *policy) {
    const char *key = key_of(p, policy);
    struct phs_iam_document *document = phs_map_gets(&p->documents, key);
    if (document)
        return document;
    const struct phs_value *written = phs_get(policy->attributes, "policy");
    document = phs_iam_read(p->c->graph->arena, written ? written : phs_get(policy->attributes, "inline_policy"));
    document->of = policy->address;
    phs_map_puts(&p->documents, key, document);
    return document;
}

/* Who holds documents: where they go, and whether an unknown one is a problem. */
struct holder {
    struct permitting *p;
    const struct phs_resource *resource;
    struct phs_iam_grants grants;
    bool boundary;
};

static void add(struct holder *holder, struct phs_iam_document *document) {
    if (holder->boundary)
        PHS_PUSH(holder->p->c->scratch, holder->grants.boundary, document);
    else
        PHS_PUSH(holder->p->c->scratch, holder->grants.documents, document);
}

static void add_policy(struct holder *holder, const struct phs_resource *policy) {
    add(holder, document_of(holder->p, policy));
}

static void add_unknown(struct holder *holder, const struct phs_value *value) {
    struct phs_iam_document *document = PHS_NEW(holder->p->c->graph->arena, struct phs_iam_document);
    document->unknown = value;
    document->place = value->place;
    add(holder, document);
}

/* A policy of AWS that the table does not list allows nothing that is asked about; one of the account that is not here, who
 * knows. */
static void add_by_name(struct holder *holder, const struct phs_value *value) {
    struct phs_slice arn = value->string, name = arn;
    struct phs_arena *arena = holder->p->c->graph->arena;
    for (size_t i = 0; i < arn.len; i++)
        if (arn.ptr[i] == '/')
            name = phs_slice_n(arn.ptr + i + 1, arn.len - i - 1);
    struct phs_iam_document *document = phs_map_get(&holder->p->managed, name);
    bool of_aws = phs_slice_find(arn, PHS_SLICE("iam::aws:policy/")) != (size_t)-1;
    if (of_aws && document)
        add(holder, document);
    else if (of_aws && holder->boundary)
        add_unknown(holder, phs_value_unknown(arena, PHS_WHY_UNREAD, "a policy of AWS that is not in our table", value->place));
    else if (!of_aws)
        add_unknown(holder, phs_value_unknown(arena, PHS_WHY_UNREAD, "a policy of the account that is not declared here",
                                              value->place));
}

static const struct phs_resource *linked_policy(const struct phs_resource *from, const char *name) {
    for (size_t i = 0; i < from->out.n; i++) {
        const struct phs_resource *to = from->out.at[i]->to;
        if (strcmp(to->type, "aws_iam_policy") == 0 && from->out.at[i]->attribute && strstr(from->out.at[i]->attribute, name))
            return to;
    }
    return NULL;
}

static void take_arn(void *user, const struct phs_value *value) {
    struct holder *holder = user;
    const struct phs_resource *policy = phs_facts_target(holder->p->c, holder->resource, value);
    const char *ref = phs_is(value, PHS_UNKNOWN) ? value->unknown.ref : NULL;
    if (!policy && holder->boundary)
        policy = linked_policy(holder->resource, "permissions_boundary");
    if (policy && strcmp(policy->type, "aws_iam_policy") == 0)
        add_policy(holder, policy);
    else if (phs_is(value, PHS_STRING))
        add_by_name(holder, value);
    else if (phs_is(value, PHS_UNKNOWN) && !(ref && strncmp(ref, "aws_iam_policy.", 15) == 0))
        add_unknown(holder, value);
}

static void take_inline(void *user, const struct phs_value *value) {
    struct holder *holder = user;
    struct phs_arena *arena = holder->p->c->graph->arena;
    struct phs_iam_document *document = phs_iam_read(arena, value);
    document->of = holder->resource->address;
    add(holder, document);
}

/* Inline blocks keep their policy as text or tree: going through lists would take a tree's own apart. */
static void take_blocks(struct holder *holder, const struct phs_value *blocks) {
    for (size_t i = 0; phs_is(blocks, PHS_LIST) && i < blocks->list.n; i++) {
        const struct phs_value *block = blocks->list.at[i], *policy = phs_get(block, "policy");
        if (phs_is(block, PHS_UNKNOWN))
            add_unknown(holder, block);
        else if (policy)
            take_inline(holder, policy);
    }
    if (phs_is(blocks, PHS_UNKNOWN))
        add_unknown(holder, blocks);
}

static struct phs_answer way_open(struct phs_arena *arena, const struct phs_iam_grants *grants, const struct way *way) {
    struct phs_answer answer = phs_answer(PHS_YES, NULL, (struct phs_place){0});
    for (size_t i = 0; i < way->actions.n && answer.says != PHS_NO; i++) {
        struct phs_answer one = phs_iam_allows_everywhere(arena, grants, way->actions.at[i]);
        if (one.says != PHS_YES)
            answer = answer.says == PHS_YES || one.says == PHS_NO ? one : answer;
        else if (!answer.because)
            answer = one;
    }
    if (answer.says == PHS_YES)
        answer.because = phs_printf(arena, "%s: %s", way->how, answer.because);
    return answer;
}

static struct phs_answer whole_service(struct phs_arena *arena, const struct phs_iam_grants *grants) {
    static const char *const services[] = {
        "s3", "rds", "dynamodb", "kms", "secretsmanager", "iam",      "sqs",        "sns",
        "es", "ec2", "redshift", "ssm", "backup",         "rds-data", "healthlake", "elasticfilesystem"};
    struct phs_answer answer = phs_answer(PHS_NO, "it allows no whole service on every resource", (struct phs_place){0});
    for (size_t i = 0; i < sizeof services / sizeof *services && answer.says != PHS_YES; i++)
        answer = phs_answer_or(answer, phs_iam_allows_service(arena, grants, services[i]));
    return answer;
}

/* One of several actions on everything there is of its kind. */
static struct phs_answer any_everywhere(struct phs_arena *arena, const struct phs_iam_grants *grants,
                                        const char *const *actions, size_t n, const char *no) {
    struct phs_answer answer = phs_answer(PHS_NO, no, (struct phs_place){0});
    for (size_t i = 0; i < n && answer.says != PHS_YES; i++)
        answer = phs_answer_or(answer, phs_iam_allows_everywhere(arena, grants, actions[i]));
    if (answer.says == PHS_NO)
        answer.because = no;
    return answer;
}

static void conclude_reach(struct permitting *p, const struct phs_resource *resource, const struct phs_iam_grants *grants,
                           const char *group) {
    static const char *const records[] = {"s3:GetObject",     "s3:PutObject",   "s3:DeleteObject",      "dynamodb:Scan",
                                          "dynamodb:GetItem", "dynamodb:Query", "dynamodb:BatchGetItem"};
    static const char *const secrets[] = {"kms:Decrypt", "kms:ReEncryptFrom"};
    struct phs_arena *arena = p->c->graph->arena;
    phs_conclude(p->c, resource, group, "all_records",
                 any_everywhere(arena, grants, records, sizeof records / sizeof *records,
                                "it reads or changes no object or item everywhere"));
    phs_conclude(
        p->c, resource, group, "all_keys",
        any_everywhere(arena, grants, secrets, sizeof secrets / sizeof *secrets, "it decrypts with no key everywhere"));
}

static void conclude_grants(struct permitting *p, const struct phs_resource *resource, const struct phs_iam_grants *grants,
                            const char *group) {
    struct phs_arena *arena = p->c->graph->arena;
    struct phs_answer everything = phs_iam_allows_everything(arena, grants);
    struct phs_answer included = phs_answer(PHS_NO, "it allows everything anyway", resource->place);
    struct phs_answer service = everything.says == PHS_YES ? included : whole_service(arena, grants);
    struct phs_answer escalates = phs_answer(PHS_NO, "nothing in it makes an administrator", resource->place);
    for (size_t i = 0; i < p->ways.n && escalates.says != PHS_YES && everything.says != PHS_YES; i++)
        escalates = phs_answer_or(escalates, way_open(arena, grants, &p->ways.at[i]));
    phs_conclude(p->c, resource, group, "everything", everything);
    phs_conclude(p->c, resource, group, "whole_service", service);
    phs_conclude(p->c, resource, group, "escalates", everything.says == PHS_YES ? included : escalates);
    if (strcmp(group, "grants") == 0)
        conclude_reach(p, resource, grants, group);
}

/* aws_iam_policy_attachment names many at once. */
static void read_attachments(struct permitting *p) {
    static const char *const lists[] = {"roles", "users", "groups"};
    const struct phs_resource_list *list = phs_graph_of_type(p->c->graph, "aws_iam_policy_attachment");
    for (size_t i = 0; i < list->items.n; i++) {
        const struct phs_resource *attachment = list->items.at[i];
        for (size_t k = 0; k < attachment->out.n; k++) {
            const struct phs_link *link = attachment->out.at[k];
            bool named = false;
            for (size_t l = 0; l < 3; l++)
                named |= link->attribute && strncmp(link->attribute, lists[l], strlen(lists[l])) == 0;
            if (!named)
                continue;
            struct policies *policies = phs_map_gets(&p->by_general, key_of(p, link->to));
            if (!policies) {
                policies = PHS_NEW(p->c->scratch, struct policies);
                phs_map_puts(&p->by_general, key_of(p, link->to), policies);
            }
            PHS_PUSH(p->c->scratch, policies->items, attachment);
        }
    }
}

static void take_general(struct holder *holder) {
    struct policies *policies = phs_map_gets(&holder->p->by_general, key_of(holder->p, holder->resource));
    for (size_t i = 0; policies && i < policies->items.n; i++) {
        const struct phs_resource *attachment = policies->items.at[i], *policy = linked_policy(attachment, "policy_arn");
        const struct phs_value *arn = phs_get(attachment->attributes, "policy_arn");
        if (policy)
            add_policy(holder, policy);
        else if (arn)
            take_arn(holder, arn);
    }
}

static void take_boundary(struct holder *holder, const struct phs_resource *identity) {
    const struct phs_value *boundary = phs_get(identity->attributes, "permissions_boundary");
    const struct phs_resource *resource = holder->resource;
    if (!boundary || boundary->kind == PHS_NULL)
        return;
    holder->boundary = true;
    holder->resource = identity;
    take_arn(holder, boundary);
    if (!holder->grants.boundary.n)
        add_unknown(holder, phs_value_unknown(holder->p->c->graph->arena, PHS_WHY_UNREAD, "its boundary is not declared here",
                                              boundary->place));
    holder->resource = resource;
}

static void conclude_identity(struct permitting *p, const struct phs_resource *resource) {
    struct holder holder = {.p = p, .resource = resource};
    const struct phs_value *attributes = resource->attributes;
    take_blocks(&holder, phs_get(attributes, "inline_policy"));
    phs_facts_each(attributes, "managed_policy_arns", take_arn, &holder);
    phs_facts_each(attributes, "attached_policy_arns", take_arn, &holder);
    take_general(&holder);
    take_boundary(&holder, resource);
    conclude_grants(p, resource, &holder.grants, "permissions");
    /* What stands in the role itself is a document of its own. */
    struct holder own = {.p = p, .resource = resource};
    take_blocks(&own, phs_get(resource->original, "inline_policy"));
    take_boundary(&own, resource);
    conclude_grants(p, resource, &own.grants, "grants");
}

/* The identity that a policy of its own stands in. */
static const struct phs_resource *bearer(const struct phs_resource *policy) {
    for (size_t i = 0; i < policy->out.n; i++)
        if (policy->out.at[i]->kind == PHS_BELONGS_TO && strncmp(policy->out.at[i]->to->type, "aws_iam_", 8) == 0)
            return policy->out.at[i]->to;
    return NULL;
}

static void conclude_documents(struct permitting *p, const char *type) {
    const struct phs_resource_list *list = phs_graph_of_type(p->c->graph, type);
    for (size_t i = 0; i < list->items.n; i++) {
        const struct phs_resource *resource = list->items.at[i], *identity = bearer(resource);
        struct holder holder = {.p = p, .resource = resource};
        add(&holder, document_of(p, resource));
        if (identity)
            take_boundary(&holder, identity);
        conclude_grants(p, resource, &holder.grants, "grants");
    }
}

void phs_conclude_permissions(struct phs_concluding *c) {
    static const char *const identities[] = {"aws_iam_role", "aws_iam_user", "aws_iam_group"};
    static const char *const documents[] = {"aws_iam_policy",
                                            "aws_iam_role_policy",
                                            "aws_iam_user_policy",
                                            "aws_iam_group_policy",
                                            "aws_ssoadmin_permission_set_inline_policy",
                                            "aws_ssoadmin_permission_set"};
    struct permitting p = {.c = c};
    struct phs_map *maps[] = {&p.managed, &p.documents, &p.by_general};
    for (size_t i = 0; i < sizeof maps / sizeof *maps; i++)
        phs_map_init(maps[i], c->scratch);
    read_managed(&p);
    read_ways(&p);
    read_attachments(&p);
    for (size_t t = 0; t < sizeof identities / sizeof *identities; t++) {
        const struct phs_resource_list *list = phs_graph_of_type(c->graph, identities[t]);
        for (size_t i = 0; i < list->items.n; i++)
            conclude_identity(&p, list->items.at[i]);
    }
    for (size_t t = 0; t < sizeof documents / sizeof *documents; t++)
        conclude_documents(&p, documents[t]);
}
