/* SPDX-License-Identifier: Apache-2.0 */
/* Looking up nouns; vendors by any of their names and by the hosts that code talks to. */
#include "catalogue/nouns.h"

const struct phs_check_info *phs_catalogue_check(const struct phs_catalogue *catalogue, const char *id) {
    return phs_map_gets(&catalogue->check_by_id, id);
}

const struct phs_safeguard *phs_catalogue_safeguard(const struct phs_catalogue *catalogue, const char *id) {
    return phs_map_gets(&catalogue->safeguard_by_id, id);
}

const struct phs_threat *phs_catalogue_threat(const struct phs_catalogue *catalogue, const char *id) {
    return phs_map_gets(&catalogue->threat_by_id, id);
}

const struct phs_control *phs_catalogue_control(const struct phs_catalogue *catalogue, const char *key) {
    return phs_map_gets(&catalogue->control_by_key, key);
}

const struct phs_framework *phs_catalogue_framework(const struct phs_catalogue *catalogue, const char *id) {
    return phs_map_gets(&catalogue->framework_by_id, id);
}

static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

char *phs_lower(struct phs_arena *arena, const char *text) {
    char *copy = phs_strdup(arena, text);
    for (char *c = copy; *c; c++)
        *c = lower(*c);
    return copy;
}

/* The first one wins: vendors come in order of their names, hosts before domains. */
static void put(struct phs_map *map, const char *key, struct phs_reach *reach) {
    if (!phs_map_gets(map, key))
        phs_map_puts(map, key, reach);
}

/* "*.openai.azure.com" becomes the key ".openai.azure.com"; an exact host is its own key. */
static void index_host(struct phs_catalogue *catalogue, struct phs_reach *reach, const char *host) {
    const char *key = phs_lower(catalogue->arena, host);
    if (key[0] == '*' && key[1] == '.' && !strpbrk(key + 1, "*?["))
        put(&catalogue->reach_by_host, key + 1, reach);
    else if (strpbrk(key, "*?["))
        PHS_PUSH(catalogue->arena, catalogue->host_rules, (struct phs_host_rule){key, reach});
    else
        put(&catalogue->reach_by_host, key, reach);
}

/* Member by member: what lies between them on the stack would come into the image, other bytes in every build. */
static struct phs_reach *new_reach(struct phs_catalogue *catalogue, struct phs_reach what) {
    struct phs_reach *reach = PHS_NEW(catalogue->arena, struct phs_reach);
    reach->vendor = what.vendor;
    reach->service = what.service;
    reach->model_host = what.model_host;
    return reach;
}

static void index_reach(struct phs_catalogue *catalogue, struct phs_reach what, const struct phs_texts *hosts,
                        const struct phs_texts *imports) {
    struct phs_reach *reach = new_reach(catalogue, what);
    for (size_t i = 0; i < hosts->n; i++)
        index_host(catalogue, reach, hosts->at[i]);
    for (size_t i = 0; i < imports->n; i++)
        put(&catalogue->reach_by_import, imports->at[i], reach);
}

static void index_vendor(struct phs_catalogue *catalogue, struct phs_vendor_info *vendor) {
    for (size_t i = 0; i < vendor->services.n; i++) {
        const struct phs_vendor_service *service = &vendor->services.at[i];
        struct phs_reach reach = {vendor, service, vendor->model_host || service->model_host};
        index_reach(catalogue, reach, &service->hosts, &service->imports);
    }
    index_reach(catalogue, (struct phs_reach){vendor, NULL, vendor->model_host}, &vendor->hosts, &vendor->imports);
}

/* ".example.com" */
static const char *with_dot(struct phs_arena *arena, const char *domain) {
    size_t n = strlen(domain);
    char *text = phs_alloc(arena, n + 2);
    text[0] = '.';
    for (size_t i = 0; i < n; i++)
        text[i + 1] = lower(domain[i]);
    return text;
}

static void index_domains(struct phs_catalogue *catalogue, const struct phs_vendor_info *vendor) {
    struct phs_reach *reach = new_reach(catalogue, (struct phs_reach){vendor, NULL, vendor->model_host});
    for (size_t i = 0; i < vendor->domains.n; i++) {
        const char *dotted = with_dot(catalogue->arena, vendor->domains.at[i]);
        put(&catalogue->reach_by_host, dotted + 1, reach);
        put(&catalogue->reach_by_host, dotted, reach);
    }
}

void phs_catalogue_index_vendors(struct phs_catalogue *catalogue) {
    for (size_t i = 0; i < catalogue->vendors.n; i++)
        index_vendor(catalogue, catalogue->vendors.at[i]);
    for (size_t i = 0; i < catalogue->vendors.n; i++)
        index_domains(catalogue, catalogue->vendors.at[i]);
}

enum { LONGEST_NAME = 253 };

/* Lower case into buffer, without the dot at the end; NULL when it cannot be a name. */
static const char *fold(struct phs_slice text, char buffer[LONGEST_NAME + 1]) {
    if (text.len && text.ptr[text.len - 1] == '.')
        text.len--;
    if (text.len == 0 || text.len > LONGEST_NAME)
        return NULL;
    for (size_t i = 0; i < text.len; i++)
        buffer[i] = lower(text.ptr[i]);
    buffer[text.len] = '\0';
    return buffer;
}

const struct phs_vendor_info *phs_catalogue_vendor(const struct phs_catalogue *catalogue, const char *name) {
    char buffer[LONGEST_NAME + 1];
    const char *key = fold(phs_slice_trim(phs_slice(name)), buffer);
    return key ? phs_map_gets(&catalogue->vendor_by_name, key) : NULL;
}

static bool is_named(const struct phs_vendor_service *service, struct phs_slice name) {
    bool named = phs_slice_ieq(phs_slice(service->name), name);
    for (size_t i = 0; i < service->aliases.n; i++)
        named |= phs_slice_ieq(phs_slice(service->aliases.at[i]), name);
    return named;
}

const struct phs_vendor_service *phs_catalogue_service(const struct phs_vendor_info *vendor, struct phs_slice name) {
    name = phs_slice_trim(name);
    for (size_t i = 0; vendor && i < vendor->services.n; i++)
        if (is_named(&vendor->services.at[i], name))
            return &vendor->services.at[i];
    return NULL;
}

static size_t literal_length(const char *glob) {
    size_t n = 0;
    for (; *glob; glob++)
        n += *glob != '*';
    return n;
}

static const struct phs_reach *by_suffix(const struct phs_catalogue *catalogue, const char *host, size_t *ret_literal) {
    for (const char *dot = strchr(host, '.'); dot; dot = strchr(dot + 1, '.')) {
        const struct phs_reach *reach = phs_map_gets(&catalogue->reach_by_host, dot);
        if (reach) {
            *ret_literal = strlen(dot);
            return reach;
        }
    }
    return NULL;
}

static const struct phs_reach *by_rules(const struct phs_catalogue *catalogue, const char *host) {
    size_t literal = 0;
    const struct phs_reach *best = by_suffix(catalogue, host, &literal);
    for (size_t i = 0; i < catalogue->host_rules.n; i++) {
        const struct phs_host_rule *rule = &catalogue->host_rules.at[i];
        if (literal_length(rule->glob) > literal && phs_glob_match(rule->glob, host)) {
            literal = literal_length(rule->glob);
            best = rule->reach;
        }
    }
    return best;
}

bool phs_catalogue_reach_host(const struct phs_catalogue *catalogue, struct phs_slice host, struct phs_reach *ret_reach) {
    char buffer[LONGEST_NAME + 1];
    const char *name = fold(host, buffer);
    if (!name || name[0] == '.' || strchr(name, '/'))
        return false;
    const struct phs_reach *reach = phs_map_gets(&catalogue->reach_by_host, name);
    if (!reach)
        reach = by_rules(catalogue, name);
    if (reach)
        *ret_reach = *reach;
    return reach != NULL;
}

const struct phs_vendor_info *phs_catalogue_vendor_of_host(const struct phs_catalogue *catalogue, struct phs_slice host) {
    struct phs_reach reach;
    return phs_catalogue_reach_host(catalogue, host, &reach) ? reach.vendor : NULL;
}

/* "google.cloud.aiplatform" -> "google.cloud" -> "google". */
static bool cut_last(struct phs_slice *name) {
    while (name->len && name->ptr[name->len - 1] != '.' && name->ptr[name->len - 1] != '/')
        name->len--;
    if (name->len)
        name->len--;
    return name->len > 0;
}

bool phs_catalogue_reach_import(const struct phs_catalogue *catalogue, struct phs_slice package, struct phs_reach *ret_reach) {
    if (package.len == 0 || package.len > LONGEST_NAME)
        return false;
    do {
        const struct phs_reach *reach = phs_map_get(&catalogue->reach_by_import, package);
        if (reach) {
            *ret_reach = *reach;
            return true;
        }
    } while (cut_last(&package));
    return false;
}
