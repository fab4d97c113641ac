/* SPDX-License-Identifier: Apache-2.0 */
/* The passes of relate/, each in its own file. */
#ifndef PHS_RELATE_PASSES_H
#define PHS_RELATE_PASSES_H

#include "model/resource.h"

/* Other formats' types and properties become Terraform's, by the tables of checks/maps/ (foreign.c). First of all passes. */
void phs_relate_foreign(struct phs_graph *graph);

/* Resources that are the same thing become one with several observations (merge.c). Identity is the ARN where one is known,
 * else for our own types the folded name. Attributes that two observations know differently are listed by path under
 * "phiscope_drift" of the survivor; values are not repeated there. */
void phs_relate_merge(struct phs_graph *graph);

/* Pods with their effective settings, one kubernetes_container a container, and the links inside a cluster (kubernetes.c). */
void phs_relate_kubernetes(struct phs_graph *graph);

/* Mentions and ARNs in attributes become links (links.c). */
void phs_relate_links(struct phs_graph *graph);

/* What the provider's version means by a missing argument, where that changed (defaults.c). Canonical attributes only. */
void phs_relate_defaults(struct phs_graph *graph);

/* What provider 4 and later spell as resources of their own becomes attributes of the parent, under the one canonical spelling
 * (companions.c); absence is unknown where a module that is not on disk was handed the parent. */
void phs_relate_companions(struct phs_graph *graph);

/* What rules of Azure's network security groups let strangers do: `open_inbound` and `open_outbound`, lists of {from_port,
 * to_port, source: "internet"}, on groups and on rules whose group is declared elsewhere (rules_azure.c). */
void phs_relate_rules_azure(struct phs_graph *graph);

/* The same of AWS security groups, network ACLs and lone rules: `open_inbound`, a list of {protocol: tcp, udp, all or other,
 * from_port, to_port, source: "internet"}; every protocol has no ports in a group. Pings are left out (rules_aws.c). */
void phs_relate_rules_aws(struct phs_graph *graph);

/* Settings of a whole account go into what they hold for (account.c). */
void phs_relate_account(struct phs_graph *graph);
/* Whole IAM policies of Google Cloud into bindings, before anything asks for these (policies_google.c). */
void phs_relate_policies_google(struct phs_graph *graph);
/* Rules that stand inside a firewall policy of Google Cloud as rules by themselves (rules_google.c). */
void phs_relate_rules_google(struct phs_graph *graph);
/* Members of roles that are known only after apply, before they are folded. */
void phs_relate_members_google(struct phs_graph *graph);
void phs_relate_account_google(struct phs_graph *graph); /* account_google.c */
/* Roles that members of a grant hold beside it (duties_google.c). */
void phs_relate_duties_google(struct phs_graph *graph);
/* What constraints of an organisation force on what is made below them (constraints_google.c). */
void phs_relate_constraints_google(struct phs_graph *graph);
/* Keys of managed HSMs under the name of keys in vaults, before they are folded into what they encrypt. */
void phs_relate_keys_azure(struct phs_graph *graph);
void phs_relate_account_azure(struct phs_graph *graph); /* account_azure.c */

/* Typed links out of plain references: encrypted_with, protected_by, runs_as, stores_in (roles.c). */
void phs_relate_roles(struct phs_graph *graph);

/* Names of the secrets that stand in a resource's configuration become its canonical attribute written_secrets, a list of
 * {name}; never what they are (secrets.c, secrets_aws.c). */
void phs_relate_secrets(struct phs_graph *graph);

/* What follows from all of that, once for everybody: `concluded` among the attributes (conclusions.h). */
void phs_relate_conclusions(struct phs_graph *graph);

#endif
