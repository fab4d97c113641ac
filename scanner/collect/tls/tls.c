/* SPDX-License-Identifier: Apache-2.0 */
/* Endpoints are asked in whatever order they answer; the graph is written afterwards, so that its order depends on the scope
 * alone. A polite signal to end makes what is open unknown, and the run goes on to its reports. */
#include "collect/tls/tls.h"

#include <pthread.h>
#include <signal.h>

#include "base/clock.h"
#include "base/path.h"
#include "collect/tls/addresses.h"
#include "collect/tls/client.h"
#include "collect/tls/engine.h"
#include "model/value_pool.h"

struct job {
    const struct phs_target *target;
    struct phs_tls_address address;
    const struct phs_trust *trust;
    const struct phs_client *client;
    const char *problem;                /* of what the scope says beside the address, or NULL */
    const struct phs_value *attributes; /* of the endpoint; NULL when it was not asked */
    const char *unread, *partly;
    struct phs_tls_spread spread; /* of a name with several addresses; empty otherwise */
};

/* A further address of a job's name. */
struct further {
    size_t order; /* that of the first one */
    size_t at;    /* in the job's spread */
    const char *literal;
};

struct phs_tls_probe {
    struct phs_arena *arena; /* the thread's alone until it ends */
    const struct phs_scope *scope;
    PHS_VEC(struct job) items;
    PHS_VEC(struct phs_engine_order) orders;
    PHS_VEC(struct job *) asked; /* of each order */
    PHS_VEC(struct further) further;
    struct phs_map trusts;      /* CA file and list of logs ("" for none) -> struct phs_trust * */
    struct phs_map known;       /* id of an endpoint -> itself */
    struct phs_value_pool pool; /* many endpoints have most of their answers in common */
    struct phs_progress *progress;
    int64_t now;
    pthread_t thread;
    bool has_thread;
    struct sigaction before_term, before_int;
};

static volatile sig_atomic_t asked_to_stop;

static void note_stop(int signal_number) {
    asked_to_stop = 1;
    signal(signal_number, SIG_DFL); /* a second one is meant */
}

static void open_logs(struct phs_tls_probe *probe, const char *file, struct phs_trust *trust) {
    struct phs_err err = {0};
    if (phs_ct_logs_read(probe->arena, phs_path_join(probe->arena, probe->scope->folder, file), &trust->logs, &err) != PHS_OK)
        trust->logs_problem = phs_printf(probe->arena, "its list of transparency logs was not read: %s", err.text);
}

static const struct phs_trust *trust_for(struct phs_tls_probe *probe, const struct phs_target *target) {
    const char *file = target->ca ? phs_path_join(probe->arena, probe->scope->folder, target->ca) : NULL;
    const char *key = phs_printf(probe->arena, "%s\n%s", file ? file : "", target->ct_logs ? target->ct_logs : "");
    struct phs_trust *trust = phs_map_gets(&probe->trusts, key);
    if (!trust) {
        trust = PHS_NEW(probe->arena, struct phs_trust);
        *trust = phs_trust_open(probe->arena, file);
        if (target->ct_logs)
            open_logs(probe, target->ct_logs, trust);
        phs_map_puts(&probe->trusts, key, trust);
    }
    return trust;
}

static enum phs_tls_mode mode_of(const struct phs_scope *scope, const struct phs_target *target) {
    const char *mode = scope->tls_mode ? scope->tls_mode : "default";
    if (strcmp(mode, "gate") == 0)
        return PHS_TLS_GATE;
    return strcmp(mode, "deep") == 0 && target->owned ? PHS_TLS_DEEP : PHS_TLS_DEFAULT;
}

static void add_job(struct phs_tls_probe *probe, const struct phs_target *target) {
    struct job job = {.target = target};
    struct phs_err err = {0};
    if (phs_tls_address_parse(probe->arena, target->path, &job.address, &err) != PHS_OK) {
        job.unread = phs_strdup(probe->arena, err.text);
        PHS_PUSH(probe->arena, probe->items, job);
        return;
    }
    /* api.example.com:443 and https://api.example.com are one endpoint. */
    if (phs_map_puts(&probe->known, job.address.id, &job.address.id))
        return;
    job.trust = trust_for(probe, target);
    job.problem = job.trust->ca_problem ? job.trust->ca_problem : job.trust->logs_problem;
    if (target->client_certificate && phs_client_read(probe->arena, probe->scope->folder, target, &job.client, &err) != PHS_OK)
        job.problem = phs_strdup(probe->arena, err.text);
    PHS_PUSH(probe->arena, probe->items, job);
}

static void add_order(struct phs_tls_probe *probe, struct job *job) {
    struct phs_engine_order order = {.address = &job->address,
                                     .trust = job->trust,
                                     .client = job->client,
                                     .mode = mode_of(probe->scope, job->target),
                                     .proxy = phs_client_proxy(probe->arena, job->target, &job->address),
                                     .literals = job->target->addresses.at,
                                     .literal_count = job->target->addresses.n};
    PHS_PUSH(probe->arena, probe->orders, order);
    PHS_PUSH(probe->arena, probe->asked, job);
}

static const struct phs_value *attributes_of(struct phs_tls_probe *probe, const struct job *job,
                                             const struct phs_tls_facts *facts) {
    struct phs_arena *scratch = phs_arena_new();
    const struct phs_value *attributes =
        phs_value_keep(&probe->pool, phs_tls_attributes(scratch, &job->address, facts, job->target->owned, probe->now));
    phs_arena_free(scratch);
    return attributes;
}

static void add_missed(struct phs_arena *arena, struct job *job, const struct phs_tls_miss *miss) {
    struct phs_tls_at at = {
        .address = phs_strdup(arena, miss->address), .why = phs_strdup(arena, miss->why), .absent = miss->absent};
    PHS_PUSH(arena, job->spread.at, at);
}

/* Every address of a name that has several: the one that spoke, those that could not be reached before it, and those that
 * are asked next. */
static void spread_out(struct phs_tls_probe *probe, size_t order, const struct phs_tls_facts *facts) {
    struct phs_arena *arena = probe->arena;
    struct job *job = probe->asked.at[order];
    if (facts->addresses.n < 2 || !facts->used || facts->unread)
        return;
    struct phs_tls_at used = {.address = phs_strdup(arena, facts->used), .attributes = job->attributes, .partly = job->partly};
    PHS_PUSH(arena, job->spread.at, used);
    for (size_t i = 0; i < facts->missed.n; i++)
        add_missed(arena, job, &facts->missed.at[i]);
    for (size_t i = facts->missed.n + 1; i < facts->addresses.n; i++) {
        struct phs_tls_at at = {.address = phs_strdup(arena, facts->addresses.at[i])};
        struct further further = {order, job->spread.at.n, at.address};
        if (i < PHS_TLS_MOST_ADDRESSES)
            PHS_PUSH(arena, probe->further, further);
        else
            at = (struct phs_tls_at){at.address, NULL, "only the first eight addresses of a name are asked", true, NULL};
        PHS_PUSH(arena, job->spread.at, at);
    }
}

static void finished(void *user, size_t order, const struct phs_tls_facts *facts) {
    struct phs_tls_probe *probe = user;
    struct job *job = probe->asked.at[order];
    job->attributes = attributes_of(probe, job, facts);
    job->unread = phs_strdup(probe->arena, facts->unread);
    job->partly = phs_strdup(probe->arena, facts->partly);
    spread_out(probe, order, facts);
    phs_progress_step(probe->progress, job->target->path);
}

static void finished_further(void *user, size_t order, const struct phs_tls_facts *facts) {
    struct phs_tls_probe *probe = user;
    const struct further *further = &probe->further.at[order];
    struct job *job = probe->asked.at[further->order];
    struct phs_tls_at *at = &job->spread.at.at[further->at];
    at->why = phs_strdup(probe->arena, facts->unread);
    at->absent = facts->absent;
    at->partly = phs_strdup(probe->arena, facts->partly);
    if (!facts->unread)
        at->attributes = attributes_of(probe, job, facts);
}

static void run_further(struct phs_tls_probe *probe) {
    PHS_VEC(struct phs_engine_order) orders = {0};
    for (size_t i = 0; i < probe->further.n; i++) {
        struct phs_engine_order order = probe->orders.at[probe->further.at[i].order];
        order.literals = &probe->further.at[i].literal;
        order.literal_count = 1;
        PHS_PUSH(probe->arena, orders, order);
    }
    if (orders.n)
        phs_engine_run(orders.at, orders.n, probe->now, &asked_to_stop, finished_further, probe);
}

/* The handlers end with the asking: after that the rest of the scan is ended by a signal as any other. */
static void *run(void *user) {
    struct phs_tls_probe *probe = user;
    phs_engine_run(probe->orders.at, probe->orders.n, probe->now, &asked_to_stop, finished, probe);
    run_further(probe);
    sigaction(SIGTERM, &probe->before_term, NULL);
    sigaction(SIGINT, &probe->before_int, NULL);
    return NULL;
}

struct phs_tls_probe *phs_tls_begin(const struct phs_scope *scope, const struct phs_target *const *targets, size_t n,
                                    struct phs_progress *progress) {
    const struct sigaction stop = {.sa_handler = note_stop, .sa_flags = SA_RESTART};
    if (n == 0)
        return NULL;
    struct phs_arena *arena = phs_arena_new();
    struct phs_tls_probe *probe = PHS_NEW(arena, struct phs_tls_probe);
    *probe = (struct phs_tls_probe){.arena = arena, .scope = scope, .progress = progress, .now = phs_clock_now()};
    phs_map_init(&probe->trusts, arena);
    phs_value_pool_init(&probe->pool, arena);
    phs_map_init(&probe->known, arena);
    for (size_t i = 0; i < n; i++)
        add_job(probe, targets[i]);
    for (size_t i = 0; i < probe->items.n; i++)
        if (!probe->items.at[i].unread)
            add_order(probe, &probe->items.at[i]);
    asked_to_stop = 0;
    sigaction(SIGTERM, &stop, &probe->before_term);
    sigaction(SIGINT, &stop, &probe->before_int);
    /* Where nothing else is looked at meanwhile, phs_tls_end asks: a thread and the locks that come with it cost a tenth. */
    probe->has_thread = n < scope->targets.n && pthread_create(&probe->thread, NULL, run, probe) == 0;
    return probe;
}

static void cover(struct phs_graph *graph, const struct phs_target *target, enum phs_read_state state, const char *why) {
    struct phs_arena *arena = graph->arena;
    const char *where = phs_place_text(arena, target->place);
    const char *sentence = why ? phs_printf(arena, "%s%s%s: %s", where, *where ? ": " : "", target->path, why) : NULL;
    struct phs_coverage *line = phs_graph_cover(graph, "endpoint", target->path, state, true, sentence, target->place);
    line->items = state == PHS_NOT_READ ? 0 : 1;
}

static void add_endpoint(struct phs_graph *graph, const struct job *job, const char *id, const struct phs_value *attributes) {
    const struct phs_target *target = job->target;
    struct phs_resource *endpoint =
        phs_graph_add(graph, "endpoints", target->environment ? target->environment : "", "tls_endpoint", id);
    endpoint->name = phs_strdup(graph->arena, id + strlen("endpoint:"));
    endpoint->collector = "tls";
    endpoint->directness = PHS_LIVE;
    endpoint->place = target->place;
    endpoint->attributes = endpoint->original = attributes;
}

/* What some address kept to itself, or NULL. */
static const char *partly_of(struct phs_arena *arena, const struct job *job) {
    const char *partly = job->partly ? job->partly : job->problem;
    for (size_t i = 1; i < job->spread.at.n && !partly; i++) {
        const struct phs_tls_at *at = &job->spread.at.at[i];
        const char *why = at->attributes ? at->partly : at->absent ? NULL : at->why;
        partly = why ? phs_printf(arena, "%s: %s", at->address, why) : NULL;
    }
    return partly;
}

/* Those that answer otherwise are endpoints beside the first, so that checks see them. */
static void write_addresses(struct phs_tls_probe *probe, struct phs_graph *graph, const struct job *job) {
    struct phs_slice keys[PHS_TLS_MOST_KEYS];
    for (size_t i = 1; i < job->spread.at.n; i++) {
        const struct phs_tls_at *at = &job->spread.at.at[i];
        if (!at->attributes || phs_tls_differences(job->attributes, at->attributes, keys) == 0)
            continue;
        const char *id = phs_printf(graph->arena, "%s@%s", job->address.id, at->address);
        add_endpoint(graph, job, id, phs_tls_as_own(&probe->pool, at, job->address.id));
    }
}

static void write_down(struct phs_tls_probe *probe, struct phs_graph *graph, const struct job *job) {
    const char *partly = partly_of(graph->arena, job);
    if (job->attributes)
        add_endpoint(graph, job, job->address.id,
                     job->spread.at.n ? phs_tls_with_addresses(&probe->pool, &job->spread) : job->attributes);
    write_addresses(probe, graph, job);
    if (job->unread)
        cover(graph, job->target, PHS_NOT_READ, job->unread);
    else
        cover(graph, job->target, partly ? PHS_READ_PARTLY : PHS_READ, partly);
}

static void release(void *arena) {
    phs_arena_free(arena);
}

void phs_tls_end(struct phs_tls_probe *probe, struct phs_graph *graph) {
    if (!probe)
        return;
    if (!graph)
        asked_to_stop = 1;
    if (probe->has_thread)
        pthread_join(probe->thread, NULL);
    else
        run(probe);
    for (size_t i = 0; graph && i < probe->items.n; i++)
        write_down(probe, graph, &probe->items.at[i]);
    if (graph)
        phs_arena_adopt(graph->arena, probe->arena, release);
    else
        phs_arena_free(probe->arena);
}
