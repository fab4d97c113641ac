/* SPDX-License-Identifier: Apache-2.0 */
/* Endpoints are asked in whatever order they answer; the graph is written afterwards, so that its order depends on the scope
 * alone. A polite signal to end makes what is open unknown, and the run goes on to its reports. */
#include "collect/tls/tls.h"

#include <signal.h>

#include "base/clock.h"
#include "base/path.h"
#include "collect/tls/client.h"
#include "collect/tls/engine.h"
#include "model/value_pool.h"

struct job {
    const struct phs_target *target;
    struct phs_tls_address address;
    const struct phs_trust *trust;
    const struct phs_client *client;
    const char *problem;                /* of what the scope says beside the address, or NULL */
    const struct phs_value *attributes; /* of the endpoint, when it was asked */
    const char *unread, *partly;
};

struct jobs {
    struct phs_graph *graph;
    PHS_VEC(struct job) items;
    PHS_VEC(struct phs_engine_order) orders;
    struct phs_map trusts;      /* CA file ("" for none) -> struct phs_trust * */
    struct phs_map known;       /* id of an endpoint -> itself */
    struct phs_value_pool pool; /* many endpoints have most of their answers in common */
    struct phs_progress *progress;
    int64_t now;
};

static volatile sig_atomic_t asked_to_stop;

static void note_stop(int signal_number) {
    asked_to_stop = 1;
    signal(signal_number, SIG_DFL); /* a second one is meant */
}

static void cover(struct phs_graph *graph, const struct phs_target *target, enum phs_read_state state, const char *why) {
    struct phs_arena *arena = graph->arena;
    const char *where = phs_place_text(arena, target->place);
    const char *sentence = why ? phs_printf(arena, "%s%s%s: %s", where, *where ? ": " : "", target->path, why) : NULL;
    struct phs_coverage *line = phs_graph_cover(graph, "endpoint", target->path, state, true, sentence, target->place);
    line->items = state == PHS_NOT_READ ? 0 : 1;
}

static const struct phs_trust *trust_for(struct phs_graph *graph, const struct phs_scope *scope, struct jobs *jobs,
                                         const char *ca) {
    const char *file = ca ? phs_path_join(graph->arena, scope->folder, ca) : NULL;
    struct phs_trust *trust = phs_map_gets(&jobs->trusts, file ? file : "");
    if (!trust) {
        trust = PHS_NEW(graph->arena, struct phs_trust);
        *trust = phs_trust_open(graph->arena, file);
        phs_map_puts(&jobs->trusts, file ? file : "", trust);
    }
    return trust;
}

static enum phs_tls_mode mode_of(const struct phs_scope *scope, const struct phs_target *target) {
    const char *mode = scope->tls_mode ? scope->tls_mode : "default";
    if (strcmp(mode, "gate") == 0)
        return PHS_TLS_GATE;
    return strcmp(mode, "deep") == 0 && target->owned ? PHS_TLS_DEEP : PHS_TLS_DEFAULT;
}

static void add_job(struct phs_graph *graph, const struct phs_scope *scope, struct jobs *jobs,
                    const struct phs_target *target) {
    struct job job = {.target = target};
    struct phs_err err = {0};
    if (phs_tls_address_parse(graph->arena, target->path, &job.address, &err) != PHS_OK) {
        cover(graph, target, PHS_NOT_READ, err.text);
        return;
    }
    /* api.example.com:443 and https://api.example.com are one endpoint. */
    if (phs_map_puts(&jobs->known, job.address.id, &job.address.id))
        return;
    job.trust = trust_for(graph, scope, jobs, target->ca);
    job.problem = job.trust->ca_problem;
    if (target->client_certificate && phs_client_read(graph->arena, scope->folder, target, &job.client, &err) != PHS_OK)
        job.problem = phs_strdup(graph->arena, err.text);
    PHS_PUSH(graph->arena, jobs->items, job);
}

static void add_order(const struct phs_scope *scope, struct jobs *jobs, struct job *job) {
    const char *proxy = phs_client_proxy(jobs->graph->arena, job->target, &job->address);
    struct phs_engine_order order = {.address = &job->address,
                                     .trust = job->trust,
                                     .client = job->client,
                                     .mode = mode_of(scope, job->target),
                                     .proxy = proxy};
    PHS_PUSH(jobs->graph->arena, jobs->orders, order);
}

static void finished(void *user, size_t order, const struct phs_tls_facts *facts) {
    struct jobs *jobs = user;
    struct phs_arena *arena = jobs->graph->arena;
    struct job *job = &jobs->items.at[order];
    struct phs_arena *scratch = phs_arena_new();
    job->attributes =
        phs_value_keep(&jobs->pool, phs_tls_attributes(scratch, &job->address, facts, job->target->owned, jobs->now));
    phs_arena_free(scratch);
    job->unread = phs_strdup(arena, facts->unread);
    job->partly = phs_strdup(arena, facts->partly);
    phs_progress_step(jobs->progress, job->target->path);
}

static void write_down(struct phs_graph *graph, const struct job *job) {
    const struct phs_target *target = job->target;
    struct phs_resource *endpoint =
        phs_graph_add(graph, "endpoints", target->environment ? target->environment : "", "tls_endpoint", job->address.id);
    endpoint->name = phs_strdup(graph->arena, job->address.id + strlen("endpoint:"));
    endpoint->collector = "tls";
    endpoint->directness = PHS_LIVE;
    endpoint->place = target->place;
    endpoint->attributes = endpoint->original = job->attributes;
    if (job->unread)
        cover(graph, target, PHS_NOT_READ, job->unread);
    else if (job->partly || job->problem)
        cover(graph, target, PHS_READ_PARTLY, job->partly ? job->partly : job->problem);
    else
        cover(graph, target, PHS_READ, NULL);
}

static void run(struct jobs *jobs) {
    struct sigaction stop = {.sa_handler = note_stop}, before_term, before_int;
    asked_to_stop = 0;
    sigaction(SIGTERM, &stop, &before_term);
    sigaction(SIGINT, &stop, &before_int);
    phs_engine_run(jobs->orders.at, jobs->orders.n, jobs->now, &asked_to_stop, finished, jobs);
    sigaction(SIGTERM, &before_term, NULL);
    sigaction(SIGINT, &before_int, NULL);
}

void phs_tls_collect(struct phs_graph *graph, const struct phs_scope *scope, const struct phs_target *const *targets, size_t n,
                     struct phs_progress *progress) {
    struct jobs jobs = {.graph = graph, .progress = progress, .now = phs_clock_now()};
    if (n == 0)
        return;
    phs_map_init(&jobs.trusts, graph->arena);
    phs_value_pool_init(&jobs.pool, graph->arena);
    phs_map_init(&jobs.known, graph->arena);
    phs_http_begin();
    for (size_t i = 0; i < n; i++)
        add_job(graph, scope, &jobs, targets[i]);
    for (size_t i = 0; i < jobs.items.n; i++)
        add_order(scope, &jobs, &jobs.items.at[i]);
    if (jobs.items.n)
        run(&jobs);
    for (size_t i = 0; i < jobs.items.n; i++)
        write_down(graph, &jobs.items.at[i]);
}
