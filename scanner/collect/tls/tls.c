/* SPDX-License-Identifier: Apache-2.0 */
/* Probes run on threads, each endpoint with an arena of its own; the graph is written by one thread afterwards, so that its order
 * depends on the scope alone. */
#include "collect/tls/tls.h"

#include "base/clock.h"
#include "base/path.h"
#include "base/pool.h"
#include "collect/tls/probe.h"

enum { MOST_AT_ONCE = 32 };

struct job {
    const struct phs_target *target;
    struct phs_tls_address address;
    const struct phs_trust *trust;
    struct phs_arena *arena;
    struct phs_tls_facts *facts;
};

struct jobs {
    PHS_VEC(struct job) items;
    struct phs_map trusts; /* CA file ("" for none) -> struct phs_trust * */
    struct phs_progress *progress;
    int64_t now;
};

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

/* api.example.com:443 and https://api.example.com are one endpoint. */
static bool is_known(const struct jobs *jobs, const struct phs_tls_address *address) {
    for (size_t i = 0; i < jobs->items.n; i++)
        if (strcmp(jobs->items.at[i].address.id, address->id) == 0)
            return true;
    return false;
}

static void add_job(struct phs_graph *graph, const struct phs_scope *scope, struct jobs *jobs, const struct phs_target *target) {
    struct job job = {.target = target};
    struct phs_err err = {0};
    if (phs_tls_address_parse(graph->arena, target->path, &job.address, &err) != PHS_OK) {
        cover(graph, target, PHS_NOT_READ, err.text);
        return;
    }
    if (is_known(jobs, &job.address))
        return;
    job.trust = trust_for(graph, scope, jobs, target->ca);
    PHS_PUSH(graph->arena, jobs->items, job);
}

static void work(void *user, size_t item, unsigned worker) {
    struct jobs *jobs = user;
    struct job *job = &jobs->items.at[item];
    (void)worker;
    job->arena = phs_arena_new();
    job->facts = phs_tls_probe(job->arena, &job->address, job->trust, jobs->now);
    phs_progress_step(jobs->progress, job->target->path);
}

static void write_down(struct phs_graph *graph, const struct job *job, int64_t now) {
    const struct phs_target *target = job->target;
    const struct phs_tls_facts *facts = job->facts;
    struct phs_resource *endpoint =
        phs_graph_add(graph, "endpoints", target->environment ? target->environment : "", "tls_endpoint", job->address.id);
    endpoint->name = phs_strdup(graph->arena, job->address.id + strlen("endpoint:"));
    endpoint->collector = "tls";
    endpoint->directness = PHS_LIVE;
    endpoint->place = target->place;
    endpoint->attributes = endpoint->original = phs_tls_attributes(graph->arena, &job->address, facts, target->owned, now);
    if (facts->unread)
        cover(graph, target, PHS_NOT_READ, facts->unread);
    else if (facts->partly || job->trust->ca_problem)
        cover(graph, target, PHS_READ_PARTLY, facts->partly ? facts->partly : job->trust->ca_problem);
    else
        cover(graph, target, PHS_READ, NULL);
}

void phs_tls_collect(struct phs_graph *graph, const struct phs_scope *scope, const struct phs_target *const *targets, size_t n,
                     struct phs_progress *progress) {
    struct jobs jobs = {.progress = progress, .now = phs_clock_now()};
    if (n == 0)
        return;
    phs_map_init(&jobs.trusts, graph->arena);
    phs_http_begin();
    for (size_t i = 0; i < n; i++)
        add_job(graph, scope, &jobs, targets[i]);
    if (jobs.items.n)
        phs_pool_run(MOST_AT_ONCE, jobs.items.n, work, &jobs);
    for (size_t i = 0; i < jobs.items.n; i++) {
        write_down(graph, &jobs.items.at[i], jobs.now);
        phs_arena_free(jobs.items.at[i].arena);
    }
}
