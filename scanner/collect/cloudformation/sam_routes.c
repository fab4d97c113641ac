/* SPDX-License-Identifier: Apache-2.0 */
/* Events of functions that are calls of an API: the method or route that the Serverless transform makes of each, and who may
 * use it. */
#include "collect/cloudformation/stack.h"

/* What an authorizer's name means to a method; NULL: it is computed. */
static const char *kind_of(const struct phs_value *authorizer, bool http) {
    struct phs_slice name = phs_text(authorizer);
    if (!authorizer || phs_slice_is(name, "NONE"))
        return "NONE";
    if (!name.len)
        return NULL;
    return phs_slice_is(name, "AWS_IAM") ? "AWS_IAM" : http ? "JWT" : "CUSTOM";
}

/* A description of the API in another language may say who is let in: not read here. */
static const char *authorization(const struct phs_value *event, const struct phs_value *api, bool http) {
    const struct phs_value *own = phs_get_path(event, "Auth.Authorizer"), *all = phs_get(api, "Auth");
    if (own)
        return kind_of(own, http);
    if (phs_get(api, "DefinitionBody") || phs_get(api, "DefinitionUri") || phs_get(all, "ResourcePolicy") ||
        (all && all->kind == PHS_MAP && phs_get(all, "Fn::If")))
        return NULL;
    return kind_of(phs_get(all, "DefaultAuthorizer"), http);
}

static const char *upper(struct phs_arena *arena, struct phs_slice text) {
    char *copy = phs_strdup(arena, phs_slice_dup(arena, text));
    for (char *c = copy; *c; c++)
        if (*c >= 'a' && *c <= 'z')
            *c = (char)(*c - 'a' + 'A');
    return strcmp(copy, "*") == 0 ? "ANY" : copy;
}

static const struct phs_value *words(struct phs_arena *arena, const char *text, struct phs_place place) {
    return phs_value_string(arena, phs_slice(text), place);
}

const struct phs_value *phs_cfn_sam_route(struct phs_arena *arena, const struct phs_value *event, const struct phs_value *api,
                                          const struct phs_value *api_ref, bool http) {
    const char *who = authorization(event, api, http);
    struct phs_slice path = phs_text(phs_get(event, "Path")), method = phs_text(phs_get(event, "Method"));
    struct phs_map_builder map;
    if (!who || !path.len || !method.len)
        return NULL;
    const char *verb = upper(arena, method);
    phs_map_builder_init(&map, arena);
    phs_map_builder_put(&map, http ? "ApiId" : "RestApiId", api_ref);
    phs_map_builder_put(&map, "AuthorizationType", words(arena, who, event->place));
    if (http) {
        phs_map_builder_put(&map, "RouteKey",
                            words(arena, phs_printf(arena, "%s %.*s", verb, (int)path.len, path.ptr), event->place));
    } else {
        phs_map_builder_put(&map, "HttpMethod", words(arena, verb, event->place));
        phs_map_builder_put(&map, "ResourceId", phs_get(event, "Path"));
        phs_map_builder_put(&map, "ApiKeyRequired", phs_get_path(event, "Auth.ApiKeyRequired"));
    }
    return phs_map_builder_done(&map, event->place);
}
