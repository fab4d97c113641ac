/* SPDX-License-Identifier: Apache-2.0 */
/* Which system an endpoint belongs to: the declared one, else the one whose entry point answers under its host. */
#include "collect/scope.h"
#include "map/map.h"
#include "relate/relate.h"
#include "support/catalogue.h"
#include "support/graph_yaml.h"

#define SERVICE                                                                                                                \
    "- {type: aws_db_instance, address: db, attributes: {}}\n"                                                                 \
    "- {type: kubernetes_deployment, address: web, attributes: {}, links: [{kind: refers_to, target: db}]}\n"                  \
    "- {type: kubernetes_service, address: service, attributes: {}, links: [{kind: refers_to, target: web}]}\n"

Test(endpoints, belong_to_the_entry_point_that_answers_under_their_host) {
    static const struct {
        const char *scenario, *entry, *declared, *system; /* system: NULL for none */
    } rows[] = {
        {"host of an ingress",
         "- {type: kubernetes_ingress, address: ingress, attributes: {spec: {rules: [{host: portal.example.com}]}}, links: "
         "[{kind: refers_to, target: service}]}\n",
         "", "ingress"},
        {"host of TLS of an ingress, in capitals",
         "- {type: kubernetes_ingress, address: ingress, attributes: {spec: {tls: [{hosts: [PORTAL.example.com]}]}}, links: "
         "[{kind: refers_to, target: service}]}\n",
         "", "ingress"},
        {"host of a DNS record",
         "- {type: aws_lb, address: lb, attributes: {name: lb}, links: [{kind: refers_to, target: service}]}\n"
         "- {type: aws_route53_record, address: record, attributes: {name: portal.example.com.}, links: [{kind: refers_to, "
         "target: lb}]}\n",
         "", "lb"},
        {"another host",
         "- {type: kubernetes_ingress, address: ingress, attributes: {spec: {rules: [{host: www.example.com}]}}, links: "
         "[{kind: refers_to, target: service}]}\n",
         "", NULL},
        {"the host only as a label",
         "- {type: kubernetes_ingress, address: ingress, attributes: {metadata: {name: portal.example.com}}, links: [{kind: "
         "refers_to, target: service}]}\n",
         "", NULL},
        {"declared",
         "- {type: kubernetes_ingress, address: ingress, attributes: {spec: {rules: [{host: portal.example.com}]}}, links: "
         "[{kind: refers_to, target: service}]}\n",
         ", {name: Portal, match: ['endpoint:portal.example.com:443']}", "Portal"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct phs_arena *arena = phs_arena_new();
        struct phs_graph graph;
        struct phs_scope *scope;
        struct phs_err err = {0};
        const char *found = NULL;
        phs_graph_init(&graph, arena);
        const char *text =
            phs_printf(arena, "targets: {vendors: [v]}\nphi: {systems: [{name: DB, match: [db]}%s]}\n", rows[i].declared);
        cr_assert_eq(phs_scope_parse(arena, "phiscope.yaml", phs_slice(text), &scope, &err), PHS_OK, "%s", err.text);
        struct phs_catalogue *catalogue = built_in_catalogue(arena);
        graph_add_yaml(&graph, "root",
                       phs_printf(arena, "%s%s%s", SERVICE, rows[i].entry,
                                  "- {type: tls_endpoint, address: 'endpoint:portal.example.com:443', "
                                  "attributes: {host: portal.example.com, port: 443}}\n"));
        phs_relate(&graph);
        struct phs_phi_map *map = phs_map_build(&graph, scope, catalogue);
        for (size_t s = 0; s < map->systems.n && !found; s++)
            if (phs_map_holds(map->systems.at[s], graph_at(&graph, "endpoint:portal.example.com:443")))
                found = map->systems.at[s]->name;
        cr_expect(rows[i].system ? found && strcmp(found, rows[i].system) == 0 : !found, "%s: %s", rows[i].scenario,
                  found ? found : "none");
        phs_arena_free(arena);
    }
}
