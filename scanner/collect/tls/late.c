/* SPDX-License-Identifier: Apache-2.0 */
/* Questions that make sense once all suites are known: the server's order across the lists in which they were asked for, and
 * the finite fields that it takes by name in TLS 1.2 (RFC 7919). */
#include "collect/tls/plan.h"

enum { MOST_QUESTIONS = 40 };

/* ---- The order. Each list stands in the server's order; they are merged by asking which of two heads it prefers, after
 * asking whether all of one list comes before all of the others, which is how most servers are set up. */

struct merge {
    enum phs_tls_version version;
    struct phs_found lists[PHS_PARTS], offer, out;
    size_t at[PHS_PARTS]; /* the head of each list */
    size_t n, ahead;      /* lists; the one whose end is asked about */
    bool end_asked;
    unsigned questions;
};

static bool is_over(const struct merge *m, size_t list) {
    return m->at[list] >= m->lists[list].n;
}

static size_t open_lists(const struct merge *m) {
    size_t n = 0;
    for (size_t i = 0; i < m->n; i++)
        n += !is_over(m, i);
    return n;
}

static void take_rest(struct merge *m, size_t list) {
    while (!is_over(m, list))
        phs_found_add(&m->out, m->lists[list].at[m->at[list]++]);
}

/* The heads of all lists, or of the one ahead its end; against the order in which they were found, so that a server that
 * follows its client would show itself. */
static bool ask_merge(struct phs_chain *chain, struct merge *m, bool end) {
    m->offer.n = 0;
    m->end_asked = end;
    for (size_t i = m->n; i-- > 0;)
        if (!is_over(m, i))
            phs_found_add(&m->offer, m->lists[i].at[end && i == m->ahead ? m->lists[i].n - 1 : m->at[i]]);
    chain->ask = (struct phs_ask){.kind = PHS_ASK_HELLO};
    phs_plan_hello(chain->endpoint, m->version, &m->offer, &chain->ask.hello);
    return m->questions++ < MOST_QUESTIONS;
}

static bool end_merge(struct phs_chain *chain, struct merge *m) {
    for (size_t i = 0; i < m->n; i++)
        take_rest(m, i);
    chain->endpoint->plan->merged[m->version] = m->out;
    return false;
}

static bool go_on_merge(struct phs_chain *chain, struct merge *m) {
    if (open_lists(m) < 2)
        return end_merge(chain, m);
    while (is_over(m, m->ahead))
        m->ahead = (m->ahead + 1) % m->n;
    return ask_merge(chain, m, true);
}

static bool hear_merge(struct phs_chain *chain, struct merge *m, uint16_t suite) {
    size_t chosen = 0;
    while (chosen < m->n &&
           (is_over(m, chosen) ||
            suite != m->lists[chosen].at[m->end_asked && chosen == m->ahead ? m->lists[chosen].n - 1 : m->at[chosen]]))
        chosen++;
    if (chosen == m->n)
        return false; /* what was not offered */
    if (m->end_asked && chosen == m->ahead) {
        take_rest(m, chosen);
        return go_on_merge(chain, m);
    }
    if (m->end_asked && m->at[m->ahead] + 1 < m->lists[m->ahead].n)
        return ask_merge(chain, m, false);
    phs_found_add(&m->out, m->lists[chosen].at[m->at[chosen]++]);
    m->ahead = chosen;
    return go_on_merge(chain, m);
}

static bool merge(struct phs_chain *chain, const struct phs_reply *reply) {
    struct merge *m = chain->state;
    if (!reply)
        return go_on_merge(chain, m);
    if (reply->end != PHS_REPLY_CHOSEN || reply->flight->version != phs_wire_version(m->version))
        return false;
    return hear_merge(chain, m, reply->flight->suite);
}

static bool follows_its_own_order(const struct phs_plan *plan, enum phs_tls_version version) {
    for (size_t i = 0; i < plan->parts.n; i++)
        if (plan->parts.at[i]->version == version && plan->parts.at[i]->ordered)
            return plan->parts.at[i]->server_order.is == PHS_YES;
    return false;
}

static bool begin_merge(struct phs_endpoint *endpoint, enum phs_tls_version version) {
    struct phs_plan *plan = endpoint->plan;
    struct merge *m = PHS_NEW(endpoint->arena, struct merge);
    m->version = version;
    for (size_t i = 0; i < plan->parts.n && m->n < PHS_PARTS; i++)
        if (plan->parts.at[i]->version == version && plan->parts.at[i]->suites.n)
            m->lists[m->n++] = plan->parts.at[i]->suites;
    if (!m->n || !follows_its_own_order(plan, version))
        return false;
    phs_lanes_chain(endpoint, merge, m);
    return true;
}

/* ---- Finite fields by name. A server that knows RFC 7919 takes its field from the client's groups; an older one uses its own,
 * whatever the client names, and comes with the same again. */

struct fields {
    struct phs_found suites, left, found;
    bool own; /* it uses one of its own */
};

static uint16_t field_id(const char *name) {
    static const char *const names[] = {"ffdhe2048", "ffdhe3072", "ffdhe4096", "ffdhe6144", "ffdhe8192"};
    for (size_t i = 0; name && i < sizeof names / sizeof *names; i++)
        if (strcmp(name, names[i]) == 0)
            return (uint16_t)(256 + i);
    return 0;
}

static bool ask_field(struct phs_chain *chain, struct fields *f) {
    chain->ask = (struct phs_ask){.kind = PHS_ASK_HELLO};
    phs_plan_hello(chain->endpoint, PHS_TLS_1_2, &f->suites, &chain->ask.hello);
    chain->ask.hello.groups = (struct phs_codes){f->left.at, f->left.n};
    return f->left.n > 0;
}

static bool end_fields(struct phs_chain *chain, const struct fields *f) {
    if (!f->own)
        chain->endpoint->plan->fields = f->found;
    return false;
}

static bool fields(struct phs_chain *chain, const struct phs_reply *reply) {
    struct fields *f = chain->state;
    if (!reply)
        return ask_field(chain, f);
    if (reply->end != PHS_REPLY_CHOSEN)
        return reply->end == PHS_REPLY_REFUSED && end_fields(chain, f);
    uint16_t id = field_id(phs_known_prime(reply->flight->dh_prime));
    size_t at = 0;
    while (at < f->left.n && f->left.at[at] != id)
        at++;
    f->own = at == f->left.n; /* the same again, or one that nobody named */
    if (f->own)
        return end_fields(chain, f);
    phs_found_add(&f->found, id);
    memmove(&f->left.at[at], &f->left.at[at + 1], (f->left.n - at - 1) * sizeof *f->left.at);
    f->left.n--;
    return ask_field(chain, f) || end_fields(chain, f);
}

static bool begin_fields(struct phs_endpoint *endpoint) {
    const struct phs_plan *plan = endpoint->plan;
    struct fields *f = PHS_NEW(endpoint->arena, struct fields);
    for (size_t i = 0; i < plan->parts.n; i++)
        for (size_t k = 0; k < plan->parts.at[i]->suites.n && plan->parts.at[i]->version == PHS_TLS_1_2; k++) {
            const struct phs_tls_suite *suite = phs_tls_suite_find(plan->parts.at[i]->suites.at[k]);
            if (suite && suite->traits & PHS_SUITE_DHE)
                phs_found_add(&f->suites, suite->id);
        }
    if (!f->suites.n || !field_id(endpoint->facts->dh_prime))
        return false;
    for (uint16_t id = 256; id <= 260; id++)
        phs_found_add(&f->left, id);
    phs_lanes_chain(endpoint, fields, f);
    return true;
}

bool phs_late_chains(struct phs_endpoint *endpoint) {
    bool any = false;
    if (!endpoint->facts->enumerated || endpoint->plan->small)
        return false;
    for (unsigned v = PHS_SSL_3; v <= PHS_TLS_1_2; v++)
        any |= begin_merge(endpoint, (enum phs_tls_version)v);
    return begin_fields(endpoint) || any;
}
