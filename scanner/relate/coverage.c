/* SPDX-License-Identifier: Apache-2.0 */
/* Whether use of a resource leaves a trace: by its own settings, by trails; and the part that backup.c has in common. */
#include "relate/coverage.h"

#include "relate/iam/document.h"

bool phs_covering_same_root(const struct phs_resource *a, const struct phs_resource *b) {
    return strcmp(a->root, b->root) == 0 && strcmp(a->environment, b->environment) == 0;
}

static void conclude_one(struct phs_covering *covering, const struct phs_tsv *table, const size_t *rows, size_t n,
                         const struct phs_resource *resource) {
    struct phs_concluding *c = covering->c;
    bool any;
    struct phs_answer own = phs_facts_ask(c, table, rows, n, resource, "own", &any);
    struct phs_answer there = own.says == PHS_YES ? own : covering->elsewhere(covering, resource);
    struct phs_answer answer = phs_answer_or(own, there);
    if (answer.says == PHS_NO && there.because && own.because)
        answer.because = phs_printf(c->graph->arena, "%.300s, and %.300s", own.because, there.because);
    phs_conclude(c, resource, covering->group, "covered", answer);
}

void phs_covering_conclude(struct phs_covering *covering, const char *path) {
    struct phs_concluding *c = covering->c;
    const struct phs_tsv *table = phs_conclusions_table(c, path);
    for (size_t first = 0, next; first < table->rows.n; first = next) {
        struct phs_slice type = phs_tsv_cell(table, first, "type");
        size_t rows[32], n = 0;
        for (next = first; next < table->rows.n && phs_slice_eq(phs_tsv_cell(table, next, "type"), type); next++)
            if (n < sizeof rows / sizeof *rows)
                rows[n++] = next;
        const struct phs_resource_list *list = phs_graph_of_type(c->graph, phs_slice_dup(c->scratch, type));
        for (size_t i = 0; i < list->items.n; i++)
            conclude_one(covering, table, rows, n, list->items.at[i]);
    }
}

/* What a selector of a trail or of a plan names: patterns, references, tags. */
struct names {
    struct phs_concluding *c;
    const struct phs_resource *from, *of;
    bool named;
    const struct phs_value *unknown;
};

static bool pattern_names(struct phs_slice pattern, const struct phs_resource *resource) {
    struct phs_slice arn = phs_text(phs_get(resource->attributes, "arn")),
                     bucket = phs_text(phs_get(resource->attributes, "bucket"));
    if (phs_slice_is(pattern, "*") || (arn.len && phs_iam_glob(pattern, arn)))
        return true;
    if (strcmp(resource->type, "aws_s3_bucket") == 0 && phs_slice_starts(pattern, "arn:aws:s3")) {
        struct phs_slice rest = pattern, part;
        for (size_t i = 0; i < 5; i++)
            if (!phs_slice_cut(&rest, ':', &part))
                return phs_slice_is(pattern, "arn:aws:s3"); /* every bucket */
        if (phs_slice_ends(rest, "/"))
            rest.len--;
        return rest.len == 0 || (bucket.len && phs_iam_glob(rest, bucket)) || phs_slice_is(rest, "*");
    }
    return false;
}

/* "arn:aws:dynamodb:*:*:table" + "/" + "*" names every table, by the service in the ARN and its last star. */
static bool kind_named(struct phs_slice pattern, const struct phs_resource *resource) {
    static const struct {
        const char *service, *type;
    } kinds[] = {{"dynamodb", "aws_dynamodb_table"},
                 {"rds", "aws_db_instance"},
                 {"rds", "aws_rds_cluster"},
                 {"s3", "aws_s3_bucket"},
                 {"elasticfilesystem", "aws_efs_file_system"},
                 {"ec2", "aws_ebs_volume"},
                 {"ec2", "aws_instance"},
                 {"lambda", "aws_lambda_function"},
                 {"redshift", "aws_redshift_cluster"},
                 {"fsx", "aws_fsx_windows_file_system"},
                 {"fsx", "aws_fsx_lustre_file_system"}};
    struct phs_slice rest = pattern, part, service = {"", 0};
    if (!phs_slice_ends(pattern, "*"))
        return phs_slice_is(pattern, "arn:aws:lambda") && strcmp(resource->type, "aws_lambda_function") == 0;
    for (size_t i = 0; i < 3 && phs_slice_cut(&rest, ':', &part); i++)
        service = part;
    char before = pattern.len > 1 ? pattern.ptr[pattern.len - 2] : ':';
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if ((before == ':' || before == '/') && phs_slice_is(service, kinds[i].service) &&
            strcmp(kinds[i].type, resource->type) == 0 &&
            (strcmp(kinds[i].service, "s3") != 0 || phs_slice_ends(pattern, ":::*")))
            return true;
    return false;
}

static void look(void *user, const struct phs_value *value) {
    struct names *names = user;
    if (phs_is(value, PHS_UNKNOWN)) {
        const struct phs_resource *target = phs_facts_target(names->c, names->from, value);
        if (target == names->of)
            names->named = true;
        else if (!target && value->unknown.reason != PHS_WHY_COMPUTED)
            names->unknown = value;
    } else if (pattern_names(phs_text(value), names->of) || kind_named(phs_text(value), names->of)) {
        names->named = true;
    }
}

bool phs_covering_links(const struct phs_resource *from, const struct phs_resource *to, const char *attribute) {
    for (size_t i = 0; i < from->out.n; i++)
        if (from->out.at[i]->to == to && from->out.at[i]->attribute && strstr(from->out.at[i]->attribute, attribute))
            return true;
    return false;
}

struct phs_answer phs_covering_named(struct phs_concluding *c, const struct phs_resource *from, const char *const *paths,
                                     const struct phs_resource *resource) {
    struct names names = {c, from, resource, false, NULL};
    for (; *paths; paths++)
        phs_facts_each(from->attributes, *paths, look, &names);
    struct phs_arena *arena = c->graph->arena;
    if (names.named)
        return phs_answer(PHS_YES, phs_printf(arena, "%s covers it", from->address), from->place);
    if (names.unknown)
        return phs_answer_unknown(arena, phs_printf(arena, "what %s covers is not known", from->address), names.unknown);
    return phs_answer(PHS_NO, phs_printf(arena, "%s does not cover it", from->address), from->place);
}

/* Trails: data events of buckets, tables and functions. */
static bool reads_data_events(const char *type) {
    return strcmp(type, "aws_s3_bucket") == 0 || strcmp(type, "aws_dynamodb_table") == 0 ||
           strcmp(type, "aws_lambda_function") == 0;
}

static const char *event_type(const char *type) {
    if (strcmp(type, "aws_s3_bucket") == 0)
        return "AWS::S3::Object";
    return strcmp(type, "aws_dynamodb_table") == 0 ? "AWS::DynamoDB::Table" : "AWS::Lambda::Function";
}

static struct phs_answer plain_selector(struct phs_concluding *c, const struct phs_resource *trail,
                                        const struct phs_value *selector, const struct phs_resource *resource) {
    struct phs_answer answer =
        phs_answer(PHS_NO, phs_printf(c->graph->arena, "%s does not cover it", trail->address), trail->place);
    const struct phs_value *data = phs_get(selector, "data_resource");
    for (size_t i = 0; phs_is(data, PHS_LIST) && i < data->list.n; i++) {
        struct names names = {c, trail, resource, false, NULL};
        if (!phs_slice_is(phs_text(phs_get(data->list.at[i], "type")), event_type(resource->type)))
            continue;
        phs_facts_each(data->list.at[i], "values", look, &names);
        if (names.named)
            return phs_answer(PHS_YES, phs_printf(c->graph->arena, "%s records its data events", trail->address),
                              selector->place);
        if (names.unknown)
            answer = phs_answer_unknown(
                c->graph->arena, phs_printf(c->graph->arena, "what %s records is not known", trail->address), names.unknown);
    }
    return answer;
}

bool phs_covering_says(const struct phs_value *list, const char *word) {
    for (size_t i = 0; phs_is(list, PHS_LIST) && i < list->list.n; i++)
        if (phs_slice_is(phs_text(list->list.at[i]), word))
            return true;
    return phs_slice_is(phs_text(list), word);
}

/* Fields of an advanced selector are joined with and. */
static struct phs_answer advanced_selector(struct phs_concluding *c, const struct phs_resource *trail,
                                           const struct phs_value *selector, const struct phs_resource *resource) {
    struct phs_answer answer =
        phs_answer(PHS_YES, phs_printf(c->graph->arena, "%s records its data events", trail->address), selector->place);
    struct phs_answer no =
        phs_answer(PHS_NO, phs_printf(c->graph->arena, "%s does not cover it", trail->address), trail->place);
    const struct phs_value *fields = phs_get(selector, "field_selector");
    bool of_type = false;
    for (size_t i = 0; phs_is(fields, PHS_LIST) && i < fields->list.n; i++) {
        const struct phs_value *field = fields->list.at[i], *equals = phs_get(field, "equals");
        struct phs_slice name = phs_text(phs_get(field, "field"));
        of_type |= phs_slice_is(name, "resources.type") && phs_covering_says(equals, event_type(resource->type));
        if (phs_slice_is(name, "readOnly") || !phs_slice_is(name, "resources.ARN"))
            continue;
        struct names names = {c, trail, resource, false, NULL};
        phs_facts_each(field, "equals", look, &names);
        phs_facts_each(field, "starts_with", look, &names);
        if (!names.named)
            answer =
                names.unknown ? phs_answer_unknown(c->graph->arena, "what the trail records is not known", names.unknown) : no;
    }
    return of_type ? answer : no;
}

static struct phs_answer trail_covers(struct phs_concluding *c, const struct phs_resource *trail,
                                      const struct phs_resource *resource) {
    const struct phs_value *plain = phs_get(trail->attributes, "event_selector");
    const struct phs_value *advanced = phs_get(trail->attributes, "advanced_event_selector");
    struct phs_answer answer = phs_answer(PHS_NO, "no trail records its data events", resource->place);
    if (phs_is(plain, PHS_UNKNOWN) || phs_is(advanced, PHS_UNKNOWN))
        answer =
            phs_answer_unknown(c->graph->arena, phs_printf(c->graph->arena, "what %s records is not known", trail->address),
                               phs_is(plain, PHS_UNKNOWN) ? plain : advanced);
    for (size_t i = 0; phs_is(plain, PHS_LIST) && i < plain->list.n; i++)
        answer = phs_answer_or(answer, plain_selector(c, trail, plain->list.at[i], resource));
    for (size_t i = 0; phs_is(advanced, PHS_LIST) && i < advanced->list.n; i++)
        answer = phs_answer_or(answer, advanced_selector(c, trail, advanced->list.at[i], resource));
    return answer;
}

static struct phs_answer by_trail(struct phs_covering *covering, const struct phs_resource *resource) {
    const struct phs_resource_list *trails = phs_graph_of_type(covering->c->graph, "aws_cloudtrail");
    struct phs_answer answer = phs_answer(PHS_NO, NULL, resource->place);
    if (!reads_data_events(resource->type))
        return answer;
    answer.because = "no trail records its data events";
    for (size_t i = 0; i < trails->items.n && i < 64 && answer.says != PHS_YES; i++)
        if (phs_covering_same_root(trails->items.at[i], resource))
            answer = phs_answer_or(answer, trail_covers(covering->c, trails->items.at[i], resource));
    return answer;
}

/* A bucket that others write their access logs to: logging itself would never end. */
static struct phs_answer receives_logs(struct phs_concluding *c, const struct phs_resource *bucket) {
    static const char *const attributes[] = {"target_bucket", "logging.target_bucket", "access_logs.bucket",
                                             "logging_config.bucket"};
    for (size_t i = 0; i < bucket->in.n && i < 10000; i++) {
        const struct phs_link *link = bucket->in.at[i];
        for (size_t k = 0; link->attribute && k < sizeof attributes / sizeof *attributes; k++)
            if (strcmp(link->attribute, attributes[k]) == 0 && link->from != bucket)
                return phs_answer(PHS_YES, phs_printf(c->graph->arena, "%s writes its logs there", link->from->address),
                                  link->place);
    }
    return phs_answer(PHS_NO, "nothing writes its logs there", bucket->place);
}

void phs_conclude_logging(struct phs_concluding *c) {
    const struct phs_resource_list *buckets = phs_graph_of_type(c->graph, "aws_s3_bucket");
    for (size_t i = 0; i < buckets->items.n; i++)
        phs_conclude(c, buckets->items.at[i], "logging", "receives", receives_logs(c, buckets->items.at[i]));
    struct phs_covering covering = {.c = c, .group = "logging", .elsewhere = by_trail};
    phs_covering_conclude(&covering, "checks/relate/logging.tsv");
}
