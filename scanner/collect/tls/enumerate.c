/* SPDX-License-Identifier: Apache-2.0 */
/* Which suites, groups and signature algorithms does a version accept? The server picks one of what is offered; what it picked
 * is not offered again, until it refuses. A group and a signature algorithm are taken out together with the suite, so that they
 * cost nothing as long as suites are left. A refusal proves that no suite is left only if all groups and algorithms were on
 * offer. */
#include "collect/tls/plan.h"

enum step { SUITES, GROUPS, SIGALGS, ORDER };

struct enumeration {
    struct phs_part *part;
    unsigned flags;
    struct phs_found suites, groups, sigalgs; /* not seen yet */
    bool groups_done, sigalgs_done;
    bool every_group, every_sigalg; /* this hello offers all, to tell which list made the last one fail */
    enum step step;
    bool kept;        /* the curve of the certificate is on offer although it was found */
    bool needs_curve; /* it refused once without that curve; in TLS 1.3 most servers do not (RFC 8446, 4.2.7) */
    struct phs_found offer_suites, offer_groups, offer_sigalgs;
};

void phs_found_add(struct phs_found *found, uint16_t id) {
    for (size_t i = 0; i < found->n; i++)
        if (found->at[i] == id)
            return;
    if (found->n < PHS_MOST_CODES)
        found->at[found->n++] = id;
}

static bool holds(const struct phs_found *found, uint16_t id) {
    for (size_t i = 0; i < found->n; i++)
        if (found->at[i] == id)
            return true;
    return false;
}

static void take_out(struct phs_found *found, uint16_t id) {
    for (size_t i = 0; i < found->n; i++)
        if (found->at[i] == id) {
            memmove(&found->at[i], &found->at[i + 1], (found->n - i - 1) * sizeof *found->at);
            found->n--;
            return;
        }
}

/* All that there are, or the usual ones, which stand first, for a hello that must be small. */
static struct phs_found every(const struct phs_tls_code *(*table)(size_t *), unsigned flags) {
    enum { USUAL = 11 };
    struct phs_found found = {0};
    size_t n;
    const struct phs_tls_code *codes = table(&n);
    if (n > USUAL && flags & PHS_HELLO_BARE)
        n = USUAL;
    for (size_t i = 0; i < n && i < PHS_MOST_CODES; i++)
        found.at[found.n++] = codes[i].id; /* a table has none twice */
    return found;
}

uint16_t phs_wire_version(enum phs_tls_version version) {
    static const uint16_t wire[] = {2, PHS_SSL3, PHS_TLS10, PHS_TLS11, PHS_TLS12, PHS_TLS13};
    return wire[version];
}

bool phs_version_of(uint16_t wire, enum phs_tls_version *ret_version) {
    for (unsigned i = 0; i < PHS_TLS_VERSIONS; i++)
        if (phs_wire_version((enum phs_tls_version)i) == wire) {
            *ret_version = (enum phs_tls_version)i;
            return true;
        }
    return false;
}

static void fill(struct phs_found *part, uint32_t any, uint32_t none) {
    part->n += phs_tls_suites_pick(any, none, part->at + part->n, PHS_MOST_CODES - part->n);
}

/* What is left over goes where there is room. */
static size_t parts_of_tls12(struct phs_found parts[PHS_PARTS]) {
    enum { MOST = 124 };
    uint16_t rest[256];
    const uint32_t foreign = PHS_SUITE_SHARED | PHS_SUITE_TLS13, usual = PHS_SUITE_ECDHE | PHS_SUITE_STATIC_DH | PHS_SUITE_DHE;
    fill(&parts[0], PHS_SUITE_ECDHE, foreign | PHS_SUITE_BROKEN);
    fill(&parts[1], PHS_SUITE_DHE, foreign | PHS_SUITE_BROKEN);
    fill(&parts[1], 0, foreign | PHS_SUITE_BROKEN | usual);
    fill(&parts[2], PHS_SUITE_BROKEN, foreign);
    size_t n = phs_tls_suites_pick(PHS_SUITE_STATIC_DH, foreign | PHS_SUITE_BROKEN, rest, 256);
    n += phs_tls_suites_pick(PHS_SUITE_SHARED, 0, rest + n, 256 - n);
    for (size_t i = 0, part = 0; i < n && part < PHS_PARTS; i++) {
        while (part < PHS_PARTS && parts[part].n >= MOST)
            part++;
        if (part < PHS_PARTS)
            phs_found_add(&parts[part], rest[i]);
    }
    return PHS_PARTS;
}

size_t phs_suite_parts(enum phs_tls_version version, struct phs_found ret_parts[PHS_PARTS]) {
    memset(ret_parts, 0, PHS_PARTS * sizeof *ret_parts);
    if (version == PHS_TLS_1_2)
        return parts_of_tls12(ret_parts);
    if (version == PHS_TLS_1_3) {
        fill(&ret_parts[0], PHS_SUITE_TLS13, 0);
        return 1;
    }
    fill(&ret_parts[0], 0, PHS_SUITE_TLS13 | PHS_SUITE_SINCE_1_2 | PHS_SUITE_SHARED);
    fill(&ret_parts[1], PHS_SUITE_SHARED, PHS_SUITE_TLS13 | PHS_SUITE_SINCE_1_2);
    return 2;
}

static bool is_ephemeral_curve(uint16_t suite) {
    const struct phs_tls_suite *row = phs_tls_suite_find(suite);
    return row && row->traits & (PHS_SUITE_ECDHE | PHS_SUITE_TLS13);
}

/* Suites whose handshake shows a group, or is signed. */
static void offer_found(struct enumeration *e) {
    e->offer_suites.n = 0;
    for (size_t i = 0; i < e->part->suites.n; i++)
        if (is_ephemeral_curve(e->part->suites.at[i]))
            phs_found_add(&e->offer_suites, e->part->suites.at[i]);
}

static void offer_reversed(struct enumeration *e) {
    e->offer_suites.n = 0;
    for (size_t i = e->part->suites.n; i-- > 0;)
        phs_found_add(&e->offer_suites, e->part->suites.at[i]);
}

static void offer_groups(const struct phs_chain *chain, struct enumeration *e) {
    uint16_t curve = chain->endpoint->plan->curve;
    bool all = !e->part->sought_groups || e->groups_done || e->every_group || e->step == SIGALGS || e->step == ORDER;
    e->offer_groups = all ? every(phs_tls_groups, e->flags) : e->groups;
    e->kept = !all && curve && !holds(&e->groups, curve) && (e->part->version != PHS_TLS_1_3 || e->needs_curve);
    if (e->kept)
        phs_found_add(&e->offer_groups, curve);
}

static void offer_sigalgs(struct enumeration *e) {
    bool all = !e->part->sought_sigalgs || e->sigalgs_done || e->every_sigalg || e->step == GROUPS || e->step == ORDER;
    e->offer_sigalgs = all ? every(phs_tls_sigalgs, e->flags) : e->sigalgs;
}

static bool ask(struct phs_chain *chain, struct enumeration *e) {
    if (e->step == SUITES)
        e->offer_suites = e->suites;
    else if (e->step == ORDER)
        offer_reversed(e);
    else
        offer_found(e);
    offer_groups(chain, e);
    offer_sigalgs(e);
    chain->ask = (struct phs_ask){.kind = PHS_ASK_HELLO};
    chain->ask.hello = (struct phs_tls_hello){.version = phs_wire_version(e->part->version),
                                              .flags = e->flags,
                                              .suites = {e->offer_suites.at, e->offer_suites.n},
                                              .groups = {e->offer_groups.at, e->offer_groups.n},
                                              .sigalgs = {e->offer_sigalgs.at, e->offer_sigalgs.n},
                                              .name = chain->endpoint->address->is_ip ? NULL : chain->endpoint->address->host};
    return true;
}

static bool finish(struct enumeration *e) {
    e->part->done = true;
    return false;
}

static bool is_signed(const struct phs_part *part) {
    for (size_t i = 0; i < part->suites.n; i++)
        if (is_ephemeral_curve(part->suites.at[i]))
            return true;
    return false;
}

/* The order is the same in all lists, and a server that need not sign says it sooner. */
static bool another_will_ask(const struct phs_plan *plan, const struct phs_part *part) {
    if (part->version == PHS_TLS_1_3 || !is_signed(part))
        return false;
    for (size_t i = 0; i < plan->parts.n; i++) {
        const struct phs_part *other = plan->parts.at[i];
        if (other != part && other->version == part->version && !other->done && other->suites.n > 1 && !is_signed(other))
            return true;
    }
    return false;
}

/* What comes behind the suites: the rest of the groups, the rest of the algorithms, whose order counts. */
static bool next_step(struct phs_chain *chain, struct enumeration *e) {
    struct phs_plan *plan = chain->endpoint->plan;
    e->every_group = e->every_sigalg = false;
    offer_found(e);
    if (e->step < GROUPS && e->part->sought_groups && !e->groups_done && e->groups.n && e->offer_suites.n) {
        e->step = GROUPS;
        return ask(chain, e);
    }
    if (e->step < SIGALGS && e->part->sought_sigalgs && !e->sigalgs_done && e->sigalgs.n && e->part->sigalgs.n) {
        e->step = SIGALGS;
        return ask(chain, e);
    }
    if (e->step < ORDER && e->part->suites.n > 1 && !plan->order_asked[e->part->version] && !another_will_ask(plan, e->part)) {
        plan->order_asked[e->part->version] = true;
        e->step = ORDER;
        return ask(chain, e);
    }
    return finish(e);
}

/* A server with a certificate on a curve may have refused only because that curve was not on offer any more. */
static bool may_need_the_curve(const struct phs_chain *chain, const struct enumeration *e) {
    uint16_t curve = chain->endpoint->plan->curve;
    return e->part->version == PHS_TLS_1_3 && !e->needs_curve && curve && !holds(&e->groups, curve);
}

static void note_group(struct enumeration *e, const struct phs_chain *chain, uint16_t group) {
    if (!group)
        return;
    if (!holds(&e->offer_groups, group)) {
        e->part->unsure_groups = "it chooses groups that were not offered";
        e->groups_done = true;
    } else if (e->kept && group == chain->endpoint->plan->curve) {
        e->groups_done = true; /* it takes the others no more than a client would that has this one */
    } else if (e->every_group && !e->every_sigalg && may_need_the_curve(chain, e)) {
        e->needs_curve = true;
    } else if (e->every_group && !e->every_sigalg) {
        e->groups_done = true; /* the rest of the groups was what failed before */
    }
    phs_found_add(&e->part->groups, group);
    take_out(&e->groups, group);
}

static void note_sigalg(struct enumeration *e, uint16_t sigalg) {
    if (!sigalg)
        return;
    if (!holds(&e->offer_sigalgs, sigalg)) {
        e->part->unsure_sigalgs = "it signs with what was not offered";
        e->sigalgs_done = true;
    } else if (e->every_sigalg) {
        e->sigalgs_done = true;
    }
    phs_found_add(&e->part->sigalgs, sigalg);
    take_out(&e->sigalgs, sigalg);
}

static void note_first(struct phs_chain *chain, struct enumeration *e, const struct phs_reply *reply) {
    const struct phs_tls_suite *suite = phs_tls_suite_find(reply->flight->suite);
    if (e->part->accepted)
        return;
    e->part->accepted = true;
    e->part->chosen = phs_evidence(chain->endpoint, &chain->ask, reply);
    e->part->first_suite = suite ? suite->name : NULL;
    e->part->first_group = phs_tls_group_name(reply->flight->group);
}

static bool hear_order(struct phs_chain *chain, struct enumeration *e, const struct phs_tls_flight *flight) {
    const struct phs_found *found = &e->part->suites;
    bool client = flight->suite == found->at[found->n - 1];
    e->part->ordered = true;
    e->part->server_order = (struct phs_tls_answer){client ? PHS_NO : PHS_YES, NULL};
    return next_step(chain, e);
}

/* A choice that does not show what was asked for would be asked for again and again. */
static void note_standstill(struct enumeration *e, size_t before) {
    if (e->step == GROUPS && e->groups.n == before && !e->groups_done) {
        e->part->unsure_groups = "it does not show which group it chose";
        e->groups_done = true;
    }
    if (e->step == SIGALGS && e->sigalgs.n == before && !e->sigalgs_done) {
        e->part->unsure_sigalgs = "it does not show which algorithm it chose";
        e->sigalgs_done = true;
    }
}

static bool hear_choice(struct phs_chain *chain, struct enumeration *e, const struct phs_reply *reply) {
    const struct phs_tls_flight *flight = reply->flight;
    if (flight->version != phs_wire_version(e->part->version)) {
        chain->endpoint->plan->odd |= e->part->accepted;
        e->part->refused = phs_evidence(chain->endpoint, &chain->ask, reply);
        return e->part->accepted ? next_step(chain, e) : finish(e);
    }
    note_first(chain, e, reply);
    phs_shown_flight(chain->endpoint, flight);
    if (e->step == ORDER)
        return hear_order(chain, e, flight);
    if (e->step == SUITES && !holds(&e->suites, flight->suite)) {
        e->part->unsure_suites = "it chooses suites that were not offered";
        phs_found_add(&e->part->suites, flight->suite);
        return finish(e);
    }
    if (e->step == SIGALGS && flight->state == PHS_FLIGHT_ALERT && !flight->sigalg) {
        e->sigalgs_done = true; /* an alert where the signature should stand: with what is left it cannot sign (JDK) */
        return next_step(chain, e);
    }
    size_t before = e->step == GROUPS ? e->groups.n : e->sigalgs.n;
    note_group(e, chain, flight->group);
    note_sigalg(e, flight->sigalg);
    note_standstill(e, before);
    e->every_group = e->every_sigalg = false;
    if (e->step == SUITES) {
        phs_found_add(&e->part->suites, flight->suite);
        take_out(&e->suites, flight->suite);
        e->groups_done |= !e->groups.n;
        e->sigalgs_done |= !e->sigalgs.n;
        return e->suites.n ? ask(chain, e) : next_step(chain, e);
    }
    bool more = e->step == GROUPS ? e->groups.n && !e->groups_done : e->sigalgs.n && !e->sigalgs_done;
    return more ? ask(chain, e) : next_step(chain, e);
}

/* Which list was it? First all groups, then all algorithms with them; then it was the suites. */
static bool hear_refusal(struct phs_chain *chain, struct enumeration *e, const struct phs_reply *reply) {
    bool tls13 = e->part->version == PHS_TLS_1_3;
    if (e->part->accepted && reply->flight && reply->flight->alert == SSL_AD_PROTOCOL_VERSION)
        chain->endpoint->plan->odd = true; /* the version was accepted before */
    if (!e->part->accepted && !e->part->refused.answer)
        e->part->refused = phs_evidence(chain->endpoint, &chain->ask, reply);
    if (tls13 && !e->part->accepted && !(e->flags & PHS_HELLO_SHARE) && e->step == SUITES &&
        !strstr(reply->why ? reply->why : "", "protocol_version")) {
        e->flags |= PHS_HELLO_SHARE; /* a stack that does not ask for a key share in its turn */
        e->part->unsure_groups = "it does not ask for another key share";
        e->groups_done = true;
        return ask(chain, e);
    }
    if (e->step == GROUPS && !e->groups_done && may_need_the_curve(chain, e)) {
        e->needs_curve = true;
        return ask(chain, e);
    }
    if (e->step == GROUPS)
        e->groups_done = true;
    if (e->step == SIGALGS)
        e->sigalgs_done = true;
    if (e->step != SUITES)
        return next_step(chain, e);
    bool few_groups = e->part->sought_groups && !e->groups_done && !e->every_group && e->part->groups.n;
    bool few_sigalgs = e->part->sought_sigalgs && !e->sigalgs_done && !e->every_sigalg && e->part->sigalgs.n;
    if (few_groups) {
        e->every_group = true;
        return ask(chain, e);
    }
    if (few_sigalgs) {
        e->every_sigalg = true;
        return ask(chain, e);
    }
    return next_step(chain, e);
}

static bool hear_nothing(struct enumeration *e, const char *why) {
    struct phs_part *part = e->part;
    if (e->step == SUITES)
        part->unsure_suites = why;
    if (e->step <= GROUPS && part->sought_groups && !e->groups_done)
        part->unsure_groups = why;
    if (e->step <= SIGALGS && part->sought_sigalgs && !e->sigalgs_done)
        part->unsure_sigalgs = why;
    if (e->step == ORDER) {
        part->ordered = true;
        part->server_order = (struct phs_tls_answer){PHS_MAYBE, why};
    }
    return finish(e);
}

static bool next(struct phs_chain *chain, const struct phs_reply *reply) {
    struct enumeration *e = chain->state;
    if (!reply)
        return ask(chain, e);
    if (reply->end == PHS_REPLY_CHOSEN)
        return hear_choice(chain, e, reply);
    if (reply->end == PHS_REPLY_REFUSED)
        return hear_refusal(chain, e, reply);
    return hear_nothing(e, reply->why);
}

struct phs_part *phs_enumerate(struct phs_endpoint *endpoint, enum phs_tls_version version, const uint16_t *suites, size_t n,
                               bool joint, unsigned flags) {
    struct enumeration *e = PHS_NEW(endpoint->arena, struct enumeration);
    struct phs_part *part = PHS_NEW(endpoint->arena, struct phs_part);
    *part = (struct phs_part){.version = version, .sought_groups = joint, .sought_sigalgs = joint && version == PHS_TLS_1_2};
    *e = (struct enumeration){.part = part, .flags = flags};
    for (size_t i = 0; i < n; i++)
        phs_found_add(&e->suites, suites[i]);
    if (joint && flags & PHS_HELLO_BARE)
        part->unsure_groups = part->unsure_sigalgs = "it takes only small hellos, so only the usual ones were asked for";
    e->groups = every(phs_tls_groups, flags);
    e->sigalgs = every(phs_tls_sigalgs, flags);
    PHS_PUSH(endpoint->arena, endpoint->plan->parts, part);
    phs_lanes_chain(endpoint, next, e);
    return part;
}
