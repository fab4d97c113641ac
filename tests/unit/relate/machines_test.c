/* SPDX-License-Identifier: Apache-2.0 */
/* Whether the internet reaches a machine of Azure or Google Cloud: what cannot be known first, then each thing on the way. */
#include "collect/terraform/terraform.h"
#include "relate/relate.h"
#include "support/graph_yaml.h"

struct row {
    const char *scenario, *written, *expected;
};

#define RESOURCE(type, name, more) "resource \"" type "\" \"" name "\" {\n" more "}\n"
#define VM RESOURCE("azurerm_linux_virtual_machine", "x", " network_interface_ids = [azurerm_network_interface.n.id]\n")
#define NIC(more)                                                                                                              \
    RESOURCE("azurerm_network_interface", "n", " ip_configuration {\n subnet_id = azurerm_subnet.s.id\n" more " }\n")          \
    RESOURCE("azurerm_subnet", "s", " name = \"app\"\n")
#define WITH_ADDRESS " public_ip_address_id = azurerm_public_ip.p.id\n"
#define ADDRESS(sku) RESOURCE("azurerm_public_ip", "p", " sku = \"" sku "\"\n")
#define GROUP(source)                                                                                                          \
    RESOURCE("azurerm_network_security_group", "g",                                                                            \
             " security_rule {\n priority = 100\n direction = \"Inbound\"\n access = \"Allow\"\n protocol = \"Tcp\"\n "        \
             "destination_port_range = \"443\"\n source_address_prefix = \"" source "\"\n }\n")
#define ON_SUBNET                                                                                                              \
    RESOURCE("azurerm_subnet_network_security_group_association", "a",                                                         \
             " subnet_id = azurerm_subnet.s.id\n network_security_group_id = azurerm_network_security_group.g.id\n")
#define AWAY(hop)                                                                                                              \
    RESOURCE("azurerm_route_table", "t", " route {\n address_prefix = \"0.0.0.0/0\"\n next_hop_type = \"" hop "\"\n }\n")      \
    RESOURCE("azurerm_subnet_route_table_association", "r",                                                                    \
             " subnet_id = azurerm_subnet.s.id\n route_table_id = azurerm_route_table.t.id\n")

static const struct row azure[] = {
    {"an interface that is elsewhere",
     RESOURCE("azurerm_linux_virtual_machine", "x", " network_interface_ids = [\"/nics/n\"]\n"), "unknown"},
    {"no group in sight and an address of unknown kind", VM NIC(WITH_ADDRESS) RESOURCE("azurerm_public_ip", "p", ""),
     "unknown"},
    {"no address", VM NIC("") GROUP("*") ON_SUBNET, "no"},
    {"an address and a group that admits", VM NIC(WITH_ADDRESS) ADDRESS("Standard") GROUP("Internet") ON_SUBNET, "yes"},
    {"an address and a group for the office", VM NIC(WITH_ADDRESS) ADDRESS("Standard") GROUP("203.0.113.0/24") ON_SUBNET, "no"},
    {"a standard address without a group", VM NIC(WITH_ADDRESS) ADDRESS("Standard"), "no"},
    {"a basic address without a group", VM NIC(WITH_ADDRESS) ADDRESS("Basic"), "yes"},
    {"answers leave through a firewall", VM NIC(WITH_ADDRESS) ADDRESS("Standard") GROUP("*") ON_SUBNET AWAY("VirtualAppliance"),
     "no"},
    {"answers leave to the internet", VM NIC(WITH_ADDRESS) ADDRESS("Standard") GROUP("*") ON_SUBNET AWAY("Internet"), "yes"},
};

#define INSTANCE(interface, more)                                                                                              \
    RESOURCE("google_compute_instance", "x",                                                                                   \
             " network_interface {\n subnetwork = google_compute_subnetwork.s.id\n" interface " }\n" more)                     \
    RESOURCE("google_compute_subnetwork", "s", " network = google_compute_network.n.id\n")
#define NETWORK(more) RESOURCE("google_compute_network", "n", " name = \"n\"\n" more)
#define ALLOW(more)                                                                                                            \
    RESOURCE("google_compute_firewall", "f",                                                                                   \
             " network = google_compute_network.n.name\n allow {\n protocol = \"tcp\"\n }\n" more)
#define WORLD " source_ranges = [\"0.0.0.0/0\"]\n"
#define GIVEN " access_config {}\n"

static const struct row google[] = {
    {"a network that is elsewhere",
     RESOURCE("google_compute_instance", "x", " network_interface {\n network = \"shared\"\n" GIVEN " }\n"), "unknown"},
    {"a rule for accounts", INSTANCE(GIVEN, "") NETWORK("") ALLOW(WORLD " target_service_accounts = [\"a\"]\n"), "unknown"},
    {"no address", INSTANCE("", "") NETWORK("") ALLOW(WORLD), "no"},
    {"an address and a rule for everybody", INSTANCE(GIVEN, "") NETWORK("") ALLOW(WORLD), "yes"},
    {"a rule for machines with another tag",
     INSTANCE(GIVEN, " tags = [\"db\"]\n") NETWORK("") ALLOW(WORLD " target_tags = [\"web\"]\n"), "no"},
    {"a rule for machines with its tag",
     INSTANCE(GIVEN, " tags = [\"web\"]\n") NETWORK("") ALLOW(WORLD " target_tags = [\"web\"]\n"), "yes"},
    {"a rule that is switched off", INSTANCE(GIVEN, "") NETWORK("") ALLOW(WORLD " disabled = true\n"), "no"},
    {"an earlier rule refuses everything",
     INSTANCE(GIVEN, "") NETWORK("") ALLOW(WORLD)
         RESOURCE("google_compute_firewall", "d",
                  " network = google_compute_network.n.name\n priority = 1\n deny {\n protocol = \"all\"\n }\n" WORLD),
     "no"},
    {"a network without a route out", INSTANCE(GIVEN, "") NETWORK(" delete_default_routes_on_create = true\n") ALLOW(WORLD),
     "no"},
    {"a network with a route of its own",
     INSTANCE(GIVEN, "") NETWORK(" delete_default_routes_on_create = true\n") ALLOW(WORLD)
         RESOURCE("google_compute_route", "r",
                  " network = google_compute_network.n.name\n dest_range = \"0.0.0.0/0\"\n next_hop_gateway = "
                  "\"default-internet-gateway\"\n"),
     "yes"},
};

static const char *said(const struct phs_value *value) {
    if (phs_is(value, PHS_UNKNOWN))
        return "unknown";
    return !phs_is(value, PHS_BOOL) ? "absent" : value->boolean ? "yes" : "no";
}

static void judge(const struct row *rows, size_t n, const char *address) {
    for (size_t i = 0; i < n; i++) {
        struct phs_arena *arena = phs_arena_new();
        struct phs_graph graph;
        phs_graph_init(&graph, arena);
        phs_terraform_collect_text(&graph, "main.tf", phs_slice(rows[i].written));
        phs_relate(&graph);
        const struct phs_resource *machine = phs_graph_find(&graph, "example", "", address);
        cr_assert(machine, "%s", rows[i].scenario);
        const char *answer = said(phs_get_path(machine->attributes, "concluded.exposure.internet"));
        cr_expect_str_eq(answer, rows[i].expected, "%s: %s", rows[i].scenario, answer);
        phs_arena_free(arena);
    }
}

Test(machines, of_azure_are_reached_by_an_address_and_groups_that_admit) {
    judge(azure, sizeof azure / sizeof *azure, "azurerm_linux_virtual_machine.x");
}

Test(machines, of_google_are_reached_by_an_address_a_rule_for_them_and_a_route) {
    judge(google, sizeof google / sizeof *google, "google_compute_instance.x");
}
