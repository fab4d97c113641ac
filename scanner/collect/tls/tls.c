/* SPDX-License-Identifier: Apache-2.0 */
/* Endpoints are asked in whatever order they answer; the graph is written afterwards, so that its order depends on the scope
 * alone. A polite signal to end makes what is open unknown, and the run goes on to its reports. */
#include "collect/tls/tls.h"

#include <pthread.h>
#include <signal.h>

#include "base/clock.h"
#include "base/path.h"
#include "collect/libcurl.h"
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
};

struct phs_tls_probe {
    struct phs_arena *arena; /* the thread's alone until it ends */
    const struct phs_scope *scope;
    PHS_VEC(struct job) items;
    PHS_VEC(struct phs_engine_order) orders;
    PHS_VEC(struct job *) asked; /* of each order */
    struct phs_map trusts;       /* CA file ("" for none) -> struct phs_trust * */
    struct phs_map known;        /* id of an endpoint -> itself */
    struct phs_value_pool pool;  /* many endpoints have most of their answers in common */
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

static const struct phs_trust *trust_for(struct phs_tls_probe *probe, const char *ca) {
    const char *file = ca ? phs_path_join(probe->arena, probe->scope->folder, ca) : NULL;
    struct phs_trust *trust = phs_map_gets(&probe->trusts, file ? file : "");
    if (!trust) {
        trust = PHS_NEW(probe->arena, struct phs_trust);
        *trust = phs_trust_open(probe->arena, file);
        phs_map_puts(&probe->trusts, file ? file : "", trust);
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
    job.trust = trust_for(probe, target->ca);
    job.problem = job.trust->ca_problem;
    if (target->client_certificate && phs_client_read(probe->arena, probe->scope->folder, target, &job.client, &err) != PHS_OK)
        job.problem = phs_strdup(probe->arena, err.text);
    PHS_PUSH(probe->arena, probe->items, job);
}

static void add_order(struct phs_tls_probe *probe, struct job *job) {
    struct phs_engine_order order = {.address = &job->address,
                                     .trust = job->trust,
                                     .client = job->client,
                                     .mode = mode_of(probe->scope, job->target),
                                     .proxy = phs_client_proxy(probe->arena, job->target, &job->address)};
    PHS_PUSH(probe->arena, probe->orders, order);
    PHS_PUSH(probe->arena, probe->asked, job);
}

static void finished(void *user, size_t order, const struct phs_tls_facts *facts) {
    struct phs_tls_probe *probe = user;
    struct job *job = probe->asked.at[order];
    struct phs_arena *scratch = phs_arena_new();
    job->attributes =
        phs_value_keep(&probe->pool, phs_tls_attributes(scratch, &job->address, facts, job->target->owned, probe->now));
    phs_arena_free(scratch);
    job->unread = phs_strdup(probe->arena, facts->unread);
    job->partly = phs_strdup(probe->arena, facts->partly);
    phs_progress_step(probe->progress, job->target->path);
}

/* The handlers end with the asking: after that the rest of the scan is ended by a signal as any other. */
static void *run(void *user) {
    struct phs_tls_probe *probe = user;
    phs_engine_run(probe->orders.at, probe->orders.n, probe->now, &asked_to_stop, finished, probe);
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
    for (size_t i = 0; i < probe->orders.n; i++)
        if (probe->orders.at[i].mode != PHS_TLS_GATE) {
            phs_libcurl_begin();
            break;
        }
    asked_to_stop = 0;
    sigaction(SIGTERM, &stop, &probe->before_term);
    sigaction(SIGINT, &stop, &probe->before_int);
    probe->has_thread = pthread_create(&probe->thread, NULL, run, probe) == 0;
    return probe;
}

static void cover(struct phs_graph *graph, const struct phs_target *target, enum phs_read_state state, const char *why) {
    struct phs_arena *arena = graph->arena;
    const char *where = phs_place_text(arena, target->place);
    const char *sentence = why ? phs_printf(arena, "%s%s%s: %s", where, *where ? ": " : "", target->path, why) : NULL;
    struct phs_coverage *line = phs_graph_cover(graph, "endpoint", target->path, state, true, sentence, target->place);
    line->items = state == PHS_NOT_READ ? 0 : 1;
}

static void write_down(struct phs_graph *graph, const struct job *job) {
    const struct phs_target *target = job->target;
    if (job->attributes) {
        struct phs_resource *endpoint =
            phs_graph_add(graph, "endpoints", target->environment ? target->environment : "", "tls_endpoint", job->address.id);
        endpoint->name = phs_strdup(graph->arena, job->address.id + strlen("endpoint:"));
        endpoint->collector = "tls";
        endpoint->directness = PHS_LIVE;
        endpoint->place = target->place;
        endpoint->attributes = endpoint->original = job->attributes;
    }
    if (job->unread)
        cover(graph, target, PHS_NOT_READ, job->unread);
    else if (job->partly || job->problem)
        cover(graph, target, PHS_READ_PARTLY, job->partly ? job->partly : job->problem);
    else
        cover(graph, target, PHS_READ, NULL);
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
    phs_libcurl_end();
    for (size_t i = 0; graph && i < probe->items.n; i++)
        write_down(graph, &probe->items.at[i]);
    if (graph)
        phs_arena_adopt(graph->arena, probe->arena, release);
    else
        phs_arena_free(probe->arena);
}
