/* SPDX-License-Identifier: Apache-2.0 */
/* Template functions that name other things or that Azure alone can answer: identities, references, keys. What it alone can
 * answer is unknown. */
#include "collect/arm/template.h"

/* Roles and policies that every tenant has: their id is their name, wherever it is asked for. */
bool phs_arm_is_built_in(struct phs_arm_eval eval, const char *type, const char *name) {
    struct phs_arm_template *t = eval.template;
    if (!phs_slice_ieq(phs_slice(type), PHS_SLICE("Microsoft.Authorization/roleDefinitions")) &&
        !phs_slice_ieq(phs_slice(type), PHS_SLICE("Microsoft.Authorization/policyDefinitions")) &&
        !phs_slice_ieq(phs_slice(type), PHS_SLICE("Microsoft.Authorization/policySetDefinitions")))
        return false;
    return !phs_map_gets(&t->run->by_name, phs_arm_lower(t->arena, phs_printf(t->arena, "%s/%s", type, name)));
}

/* resourceId([subscription, group,] type, name...): the type is the first argument with a slash behind a namespace. */
const struct phs_value *phs_arm_identified(const struct phs_arm_asked *c) {
    struct phs_arena *arena = c->eval.template->arena;
    for (size_t i = 0; i < c->n; i++) {
        struct phs_slice type = phs_text(c->args[i]);
        if (phs_slice_find(type, PHS_SLICE("/")) == (size_t)-1 || phs_slice_find(type, PHS_SLICE(".")) == (size_t)-1)
            continue;
        const char *name = "";
        bool known = i + 1 < c->n;
        for (size_t k = i + 1; k < c->n; k++)
            known &= phs_is(c->args[k], PHS_STRING);
        for (size_t k = i + 1; k < c->n; k++) {
            struct phs_arm_asked lenient = *c;
            lenient.eval.lenient = true;
            const char *part = phs_arm_text_of(&lenient, c->args[k]);
            name = phs_printf(arena, "%s%s%s", name, *name ? "/" : "", part ? part : "{}");
        }
        const char *text = phs_slice_dup(arena, type);
        return known && phs_arm_is_built_in(c->eval, text, name)
                   ? phs_value_string(arena, phs_slice(phs_printf(arena, "/providers/%s/%s", text, name)), c->place)
                   : phs_arm_reference(c->eval, text, name, "id", c->place);
    }
    return phs_arm_unknown(c->eval, PHS_WHY_DATA, c->place, "an identity that Azure makes");
}

/* reference(resourceId(...)) or reference('name'). */
const struct phs_value *phs_arm_referred(const struct phs_arm_asked *c) {
    const struct phs_value *of = c->n ? c->args[0] : NULL;
    if (phs_is(of, PHS_UNKNOWN))
        return of;
    for (size_t i = 0; phs_is(of, PHS_STRING) && i < c->eval.template->items.n; i++) {
        const struct phs_arm_item *item = c->eval.template->items.at[i];
        if ((item->symbol && phs_slice_is(of->string, item->symbol)) || phs_slice_ieq(of->string, phs_slice(item->name)))
            return phs_arm_reference(c->eval, item->type, item->name, "properties", c->place);
    }
    return phs_arm_unknown(c->eval, PHS_WHY_COMPUTED, c->place, "it is known once the template is deployed");
}

static const char *const asked_of_azure[] = {"uniqueString",
                                             "newGuid",
                                             "guid",
                                             "utcNow",
                                             "subscription",
                                             "resourceGroup",
                                             "deployment",
                                             "tenant",
                                             "listKeys",
                                             "listSecrets",
                                             "listAccountSas",
                                             "environment",
                                             "providers",
                                             "pickZones",
                                             "managementGroup",
                                             "list",
                                             "listServiceSas",
                                             "dateTimeAdd",
                                             "deployer",
                                             "toLogicalZone",
                                             "toLogicalZones",
                                             "toPhysicalZone",
                                             "toPhysicalZones",
                                             "getSecret",
                                             "readEnvironmentVariable",
                                             "externalInput",
                                             "dateTimeFromEpoch",
                                             "dateTimeToEpoch"};

bool phs_arm_asks_azure(const struct phs_arm_asked *c) {
    for (size_t i = 0; i < sizeof asked_of_azure / sizeof *asked_of_azure; i++)
        if (phs_arm_asks(c, asked_of_azure[i]))
            return true;
    return false;
}

const struct phs_value *phs_arm_from_azure(const struct phs_arm_asked *c) {
    if (!phs_arm_asks_azure(c) && !phs_slice_starts(c->name, "list"))
        return phs_arm_unknown(c->eval, PHS_WHY_FUNCTION, c->place, "function %.*s is not evaluated", (int)c->name.len,
                               c->name.ptr);
    struct phs_value *value = (struct phs_value *)(uintptr_t)phs_arm_unknown(
        c->eval, PHS_WHY_DATA, c->place, "%.*s is answered by Azure", (int)c->name.len, c->name.ptr);
    value->flags |= PHS_VALUE_NOT_NULL;
    return value;
}
