/* SPDX-License-Identifier: Apache-2.0 */
/* What makes up a system besides the resource it is named for: its companions, key, groups, role, contract, and the services of
 * the account that watch over everything in it. */
#include "map/parts.h"

/* One of these in a root speaks for every system of that root. */
static const char *const account_wide[] = {"aws_cloudtrail",
                                           "aws_guardduty_detector",
                                           "aws_config_configuration_recorder",
                                           "aws_iam_account_password_policy",
                                           "aws_securityhub_account",
                                           "aws_s3_account_public_access_block",
                                           "aws_ebs_encryption_by_default"};

static bool belongs_with(const struct phs_link *link) {
    return link->kind == PHS_ENCRYPTED_WITH || link->kind == PHS_PROTECTED_BY || link->kind == PHS_RUNS_AS;
}

static void add_neighbours(struct phs_mapping *mapping, struct phs_system *system, const struct phs_resource *resource) {
    for (size_t i = 0; i < resource->out.n; i++)
        if (belongs_with(resource->out.at[i]))
            phs_map_add_member(mapping, system, resource->out.at[i]->to);
    for (size_t i = 0; i < resource->in.n; i++) {
        struct phs_resource *from = resource->in.at[i]->from;
        bool backup = strcmp(from->type, "aws_backup_selection") == 0;
        if ((resource->in.at[i]->kind == PHS_BELONGS_TO && from->folded) || backup)
            phs_map_add_member(mapping, system, from);
    }
}

static bool in_root_of(const struct phs_system *system, const struct phs_resource *resource) {
    for (size_t i = 0; i < system->members.n; i++) {
        const struct phs_resource *member = system->members.at[i];
        if (strcmp(member->root, resource->root) == 0 && strcmp(member->environment, resource->environment) == 0 &&
            strcmp(member->collector ? member->collector : "", resource->collector ? resource->collector : "") == 0)
            return true;
    }
    return false;
}

static void add_account_wide(struct phs_mapping *mapping, struct phs_system *system) {
    for (size_t t = 0; t < sizeof account_wide / sizeof *account_wide; t++) {
        const struct phs_resource_list *list = phs_graph_of_type(mapping->graph, account_wide[t]);
        for (size_t i = 0; i < list->items.n; i++)
            if (in_root_of(system, list->items.at[i]))
                phs_map_add_member(mapping, system, list->items.at[i]);
    }
}

/* Agreements with the vendor of a third party say how it is bound. */
static void add_agreements(struct phs_mapping *mapping, struct phs_system *system) {
    const struct phs_resource_list *list = phs_graph_of_type(mapping->graph, "agreement");
    for (size_t i = 0; i < list->items.n; i++) {
        struct phs_resource *agreement = list->items.at[i];
        const char *other = phs_text_or(mapping->arena, phs_get(agreement->attributes, "counterparty"), "");
        struct phs_resource *vendor = phs_map_vendor(mapping, other);
        if (phs_slice_is(phs_text(phs_get(agreement->attributes, "direction")), "downstream") &&
            (phs_map_same_name(other, system->name) || (vendor && phs_map_holds(system, vendor))))
            phs_map_add_member(mapping, system, agreement);
    }
}

void phs_map_members(struct phs_mapping *mapping) {
    for (size_t i = 0; i < mapping->map->systems.n; i++) {
        struct phs_system *system = mapping->map->systems.at[i];
        size_t own = system->members.n;
        for (size_t m = 0; m < own; m++)
            add_neighbours(mapping, system, system->members.at[m]);
        add_account_wide(mapping, system);
        if (system->kind == PHS_SYSTEM_THIRD_PARTY)
            add_agreements(mapping, system);
    }
}
