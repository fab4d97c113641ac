/* SPDX-License-Identifier: Apache-2.0 */
/* "name:" mentions: the host or name in a setting is a service of the same namespace, or a store of the cloud by its own name.
 * Settings in a config map or secret count for the workloads that read them. */
#include "relate/kubernetes.h"

/* Attributes that name a store where programs meet it. */
static const struct {
    const char *type, *attribute;
} names[] = {
    {"aws_s3_bucket", "bucket"},
    {"aws_db_instance", "identifier"},
    {"aws_rds_cluster", "cluster_identifier"},
    {"aws_docdb_cluster", "cluster_identifier"},
    {"aws_neptune_cluster", "cluster_identifier"},
    {"aws_redshift_cluster", "cluster_identifier"},
    {"aws_dynamodb_table", "name"},
    {"aws_elasticache_replication_group", "replication_group_id"},
    {"aws_sqs_queue", "name"},
    {"aws_kinesis_stream", "name"},
    {"azurerm_storage_account", "name"},
    {"azurerm_mssql_server", "name"},
    {"azurerm_postgresql_flexible_server", "name"},
    {"google_storage_bucket", "name"},
    {"google_sql_database_instance", "name"},
    {"google_bigquery_dataset", "dataset_id"},
};

/* Two stores of one name: neither is meant for certain. */
static struct phs_resource ambiguous;

static void index_stores(struct phs_kube *kube) {
    for (size_t t = 0; t < sizeof names / sizeof *names; t++) {
        const struct phs_resource_list *list = phs_graph_of_type(kube->graph, names[t].type);
        for (size_t i = 0; i < list->items.n; i++) {
            struct phs_slice name = phs_text(phs_get(list->items.at[i]->attributes, names[t].attribute));
            if (!name.len)
                continue;
            void *before = phs_map_get(&kube->stores, name);
            phs_map_put(&kube->stores, name, before ? (void *)&ambiguous : list->items.at[i]);
        }
    }
}

static struct phs_resource *store_named(struct phs_kube *kube, struct phs_slice name) {
    struct phs_resource *store = name.len ? phs_map_get(&kube->stores, name) : NULL;
    return store == &ambiguous ? NULL : store;
}

static struct phs_slice label_of(struct phs_slice host, size_t index) {
    struct phs_slice part = {0};
    for (size_t i = 0; i <= index; i++)
        if (!phs_slice_cut(&host, '.', &part))
            return (struct phs_slice){0};
    return part;
}

/* A whole name, or the label of a provider's host that carries it (master.NAME.x.cache.amazonaws.com has it second). */
static struct phs_resource *find_store(struct phs_kube *kube, struct phs_slice name) {
    static const char *const hosts[] = {".amazonaws.com", ".azure.com", ".windows.net", ".googleapis.com"};
    struct phs_resource *store = store_named(kube, name);
    for (size_t i = 0; !store && i < sizeof hosts / sizeof *hosts; i++)
        if (phs_slice_ends(name, hosts[i])) {
            store = store_named(kube, label_of(name, 0));
            if (!store)
                store = store_named(kube, label_of(name, 1));
        }
    return store;
}

/* name, name.namespace, name.namespace.svc.cluster.local */
static struct phs_resource *find_service(struct phs_kube *kube, const struct phs_resource *from, struct phs_slice host) {
    struct phs_slice name = label_of(host, 0), where = label_of(host, 1), svc = label_of(host, 2);
    struct phs_slice own = phs_text(phs_get(from->attributes, "namespace"));
    if (own.len == 0)
        own = phs_text(phs_get_path(from->attributes, "metadata.namespace"));
    if (where.len && svc.len && !phs_slice_is(svc, "svc"))
        return NULL;
    const char *space = where.len ? phs_slice_dup(kube->arena, where) : own.len ? phs_slice_dup(kube->arena, own) : "default";
    return phs_kube_named(phs_kube_space(kube, from, space), "kubernetes_service", name);
}

/* The workloads behind a service are what is talked to. */
static void link_service(struct phs_kube *kube, struct phs_resource *from, struct phs_resource *service,
                         const struct phs_mention *mention) {
    phs_graph_link(kube->graph, from, PHS_SENDS_TO, service, mention->attribute, mention->place);
    for (size_t i = 0; i < service->in.n; i++) {
        const struct phs_link *link = service->in.at[i];
        if (link->kind == PHS_EXPOSED_BY && link->from != from && phs_kube_spend(kube, 100) &&
            phs_kube_template(link->from->type))
            phs_graph_link(kube->graph, from, PHS_SENDS_TO, link->from, mention->attribute, mention->place);
    }
}

static void link_mention(struct phs_kube *kube, struct phs_resource *from, const struct phs_mention *mention) {
    struct phs_slice name = phs_slice(mention->target + strlen("name:"));
    struct phs_resource *service = find_service(kube, from, name), *store = service ? NULL : find_store(kube, name);
    if (service)
        link_service(kube, from, service, mention);
    if (store)
        phs_graph_link(kube->graph, from, PHS_READS_FROM, store, mention->attribute, mention->place);
}

/* Who reads a config map or secret has its settings. */
static void link_readers(struct phs_kube *kube, const struct phs_mention *mention) {
    const struct phs_resource *settings = mention->from;
    size_t n = settings->in.n;
    for (size_t i = 0; i < n; i++)
        if (settings->in.at[i]->kind == PHS_READS_FROM && phs_kube_spend(kube, 100))
            link_mention(kube, settings->in.at[i]->from, mention);
}

void phs_kube_link_settings(struct phs_kube *kube) {
    index_stores(kube);
    for (size_t i = 0; i < kube->graph->mentions.n; i++) {
        const struct phs_mention *mention = &kube->graph->mentions.at[i];
        if (strncmp(mention->target, "name:", 5) != 0)
            continue;
        bool settings = phs_kube_is(mention->from, "kubernetes_secret") || phs_kube_is(mention->from, "kubernetes_config_map");
        link_mention(kube, mention->from, mention);
        if (settings)
            link_readers(kube, mention);
    }
}
