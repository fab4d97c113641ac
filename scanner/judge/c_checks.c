/* SPDX-License-Identifier: Apache-2.0 */
/* The host's side of the check contract. */
#include "judge/c_checks.h"

#include "base/clock.h"
#include "phiscope/check.h"

_Static_assert(PHS_ANSWER_PASS == (int)PHS_PASS && PHS_ANSWER_FAIL == (int)PHS_FAIL &&
                   PHS_ANSWER_UNKNOWN == (int)PHS_VERDICT_UNKNOWN && PHS_ANSWER_NOT_APPLICABLE == (int)PHS_NOT_APPLICABLE,
               "the public numbers of verdicts are the model's");

struct phs_asking {
    struct phs_run *run;
    struct phs_resource *resource;
    struct phs_c_answer answer;
    int answers;
};

static const char *host_type(const struct phs_resource *resource) {
    return resource->type;
}
static const char *host_name(const struct phs_resource *resource) {
    return resource->name;
}
static const char *host_address(const struct phs_resource *resource) {
    return resource->address;
}
static const char *host_root(const struct phs_resource *resource) {
    return resource->root;
}
static const char *host_environment(const struct phs_resource *resource) {
    return resource->environment;
}

static size_t host_count(struct phs_asking *asking, const char *type) {
    return phs_graph_of_type(asking->run->graph, type)->items.n;
}

static const struct phs_resource *host_at(struct phs_asking *asking, const char *type, size_t index) {
    const struct phs_resource_list *list = phs_graph_of_type(asking->run->graph, type);
    return index < list->items.n ? list->items.at[index] : NULL;
}

static const struct phs_value *host_attribute(const struct phs_resource *resource, const char *path) {
    return phs_get_path(resource->attributes, path);
}

static int host_kind(const struct phs_value *value) {
    static const int kinds[] = {
        [PHS_NULL] = PHS_TYPE_NULL, [PHS_BOOL] = PHS_TYPE_BOOL, [PHS_NUMBER] = PHS_TYPE_NUMBER,  [PHS_STRING] = PHS_TYPE_TEXT,
        [PHS_LIST] = PHS_TYPE_LIST, [PHS_MAP] = PHS_TYPE_MAP,   [PHS_UNKNOWN] = PHS_TYPE_UNKNOWN};
    return value ? kinds[value->kind] : PHS_TYPE_MISSING;
}

static int host_boolean(const struct phs_value *value) {
    return phs_is_true(value);
}

static double host_number(const struct phs_value *value) {
    return phs_is(value, PHS_NUMBER) ? value->number.value : 0;
}

static const char *host_text(struct phs_asking *asking, const struct phs_value *value) {
    return phs_text_or(asking->run->arena, value, "");
}

static size_t host_length(const struct phs_value *value) {
    return phs_is(value, PHS_LIST) ? value->list.n : phs_is(value, PHS_MAP) ? value->map.n : 0;
}

static const struct phs_value *host_item(const struct phs_value *value, size_t index) {
    if (index >= host_length(value))
        return NULL;
    return value->kind == PHS_LIST ? value->list.at[index] : value->map.at[index].value;
}

static const char *host_key(struct phs_asking *asking, const struct phs_value *map, size_t index) {
    if (!phs_is(map, PHS_MAP) || index >= map->map.n)
        return "";
    return phs_slice_dup(asking->run->arena, map->map.at[index].key);
}

static const char *host_why(const struct phs_value *value) {
    return phs_is(value, PHS_UNKNOWN) && value->unknown.why ? value->unknown.why : "";
}

static size_t host_link_count(const struct phs_resource *resource, int incoming) {
    return incoming ? resource->in.n : resource->out.n;
}

static const struct phs_resource *host_link(const struct phs_resource *resource, int incoming, size_t index,
                                            const char **ret_kind) {
    if (index >= host_link_count(resource, incoming))
        return NULL;
    const struct phs_link *link = incoming ? resource->in.at[index] : resource->out.at[index];
    if (ret_kind)
        *ret_kind = phs_link_name(link->kind);
    return incoming ? link->from : link->to;
}

static const char *host_phi_system(struct phs_asking *asking, const struct phs_resource *resource) {
    (void)asking;
    for (size_t i = 0; i < resource->out.n; i++)
        if (resource->out.at[i]->kind == PHS_BELONGS_TO && strcmp(resource->out.at[i]->to->type, "phi_system") == 0)
            return resource->out.at[i]->to->name;
    return NULL;
}

static const char *host_today(struct phs_asking *asking) {
    char text[11];
    phs_date_format(asking->run->started, text);
    return phs_strdup(asking->run->arena, text);
}

static int32_t host_days_between(const char *from, const char *to) {
    int64_t a, b;
    if (!from || !to || !phs_time_parse(phs_slice(from), &a) || !phs_time_parse(phs_slice(to), &b))
        return INT32_MIN;
    return (int32_t)phs_days_between(a, b);
}

static void host_answer(struct phs_asking *asking, int verdict, const char *reason, const struct phs_value *where) {
    asking->answers++;
    if (verdict < PHS_ANSWER_PASS || verdict > PHS_ANSWER_NOT_APPLICABLE) {
        asking->answer.verdict = PHS_VERDICT_UNKNOWN;
        asking->answer.reason = "the check gave an answer that is none of the four";
        return;
    }
    asking->answer.verdict = (enum phs_verdict)verdict;
    asking->answer.reason = phs_strdup(asking->run->arena, reason);
    asking->answer.place = where && where->place.source ? where->place : asking->resource->place;
}

static const struct phs_host host = {
    .size = sizeof(struct phs_host),
    .version = PHS_API_VERSION,
    .type = host_type,
    .name = host_name,
    .address = host_address,
    .root = host_root,
    .environment = host_environment,
    .count = host_count,
    .at = host_at,
    .attribute = host_attribute,
    .kind = host_kind,
    .boolean = host_boolean,
    .number = host_number,
    .text = host_text,
    .length = host_length,
    .item = host_item,
    .key = host_key,
    .why = host_why,
    .link_count = host_link_count,
    .link = host_link,
    .phi_system = host_phi_system,
    .today = host_today,
    .days_between = host_days_between,
    .answer = host_answer,
};

static void ask(struct phs_asking *asking, const struct phs_check *code) {
    asking->answers = 0;
    asking->answer =
        (struct phs_c_answer){asking->resource, PHS_VERDICT_UNKNOWN, "the check gave no answer", asking->resource->place};
    code->judge(&host, asking, asking->resource);
    bool needs_reason = asking->answer.verdict == PHS_VERDICT_UNKNOWN || asking->answer.verdict == PHS_NOT_APPLICABLE;
    if (asking->answers > 1) {
        asking->answer.verdict = PHS_VERDICT_UNKNOWN;
        asking->answer.reason = "the check answered more than once";
    } else if (needs_reason && !asking->answer.reason) {
        asking->answer.reason = "the check gave no reason";
    }
}

void phs_c_check_run(struct phs_run *run, const struct phs_check_info *check,
                     void (*answer)(void *user, const struct phs_c_answer *answer), void *user) {
    struct phs_asking asking = {.run = run};
    for (const char *const *type = check->code->types; type && *type; type++) {
        const struct phs_resource_list *list = phs_graph_of_type(run->graph, *type);
        for (size_t i = 0; i < list->items.n; i++) {
            asking.resource = list->items.at[i];
            ask(&asking, check->code);
            answer(user, &asking.answer);
        }
    }
}
