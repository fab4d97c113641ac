/* SPDX-License-Identifier: Apache-2.0 */
/* The order of the passes. */
#include "relate/relate.h"

#include "relate/passes.h"

void phs_relate(struct phs_graph *graph) {
    phs_relate_foreign(graph);
    phs_relate_merge(graph);
    phs_relate_kubernetes(graph);
    phs_relate_links(graph);
    phs_relate_defaults(graph);
    phs_relate_policies_google(graph);
    phs_relate_rules_google(graph);
    phs_relate_members_google(graph);
    phs_relate_keys_azure(graph);
    phs_relate_companions(graph);
    phs_relate_rules_aws(graph);
    phs_relate_rules_azure(graph);
    phs_relate_account(graph);
    phs_relate_account_google(graph);
    phs_relate_duties_google(graph);
    phs_relate_constraints_google(graph);
    phs_relate_account_azure(graph);
    phs_relate_roles(graph);
    phs_relate_secrets(graph);
    phs_relate_conclusions(graph);
}
