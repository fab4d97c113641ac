/* SPDX-License-Identifier: Apache-2.0 */
/* Ways from the internet to a network interface: security groups, subnets with their routes and lists, public addresses. */
#ifndef PHS_RELATE_NETWORK_H
#define PHS_RELATE_NETWORK_H

#include "relate/facts.h"

/* A security group named at the attribute admits everybody on one of the ports ("any", "5432|3306"; a known `port` attribute of
 * the resource goes first). absent: no group is named. */
struct phs_answer phs_network_admits(struct phs_concluding *c, const struct phs_resource *resource, const char *attribute,
                                     struct phs_slice ports, enum phs_tri absent);
/* A subnet named at the attribute, directly or through a subnet group, has a route to an internet gateway and its network ACL
 * lets everybody in. absent: no subnet is named, so it is the default network. */
struct phs_answer phs_network_routes_out(struct phs_concluding *c, const struct phs_resource *resource, const char *attribute,
                                         enum phs_tri absent);
/* An instance gets a public address: by itself, by its subnet, or by an elastic address. */
struct phs_answer phs_network_public_address(struct phs_concluding *c, const struct phs_resource *resource);
/* A machine of Azure: one of its interfaces has an address, its groups and those of the subnet admit the internet, and no route
 * of the subnet sends the answers elsewhere. */
struct phs_answer phs_network_azure_way(struct phs_concluding *c, const struct phs_resource *machine);
/* A machine of Google Cloud: an address, a firewall rule of its network that is for it, and a route. */
struct phs_answer phs_network_google_way(struct phs_concluding *c, const struct phs_resource *machine);

#endif
