/* SPDX-License-Identifier: Apache-2.0 */
/* First the handshake of an ordinary client; it is the canary for what comes after. Then one hello per older or newer version, one
 * with suites that nobody should accept, one without forward secrecy, and an HTTP request. A hello that was dropped and not
 * refused counts as refused only if the canary passes right after it: rate limiters drop, too. */
#include "collect/tls/probe.h"

#include "base/clock.h"
#include "collect/tls/handshake.h"
#include "collect/tls/starttls.h"

static const char ordinary[] = "DEFAULT:@SECLEVEL=0";
static const char anything[] = "ALL:COMPLEMENTOFALL:@SECLEVEL=0";
static const char named[] = "ALL:!aNULL:@SECLEVEL=0";
static const char bare[] = "eNULL:aNULL:@SECLEVEL=0";
static const char no_secrecy[] = "kRSA:!eNULL:@SECLEVEL=0";

struct probe {
    struct phs_arena *arena;
    const struct phs_tls_address *address;
    const struct phs_trust *trust;
    int64_t deadline, now;
    struct phs_wire_peer peer;
    struct phs_tls_facts *facts;
    struct phs_hello canary; /* what the endpoint is known to accept */
};

static int64_t step_deadline(const struct probe *probe, int64_t most) {
    int64_t step = phs_clock_ms() + most;
    return step < probe->deadline ? step : probe->deadline;
}

static struct phs_hello hello_of(const struct probe *probe, enum phs_tls_version lowest, enum phs_tls_version highest,
                                 const char *suites) {
    return (struct phs_hello){.lowest = lowest,
                              .highest = highest,
                              .suites = suites,
                              .name = probe->address->is_ip ? NULL : probe->address->host,
                              .web = strcmp(probe->address->scheme, "https") == 0};
}

/* Connects, says the start word, and shakes hands once. */
static struct phs_hello_answer ask(struct probe *probe, const struct phs_hello *hello) {
    struct phs_hello_answer answer = {.end = PHS_HELLO_TIMEOUT, .why = "the time for this endpoint is up"};
    struct phs_wire wire;
    if (phs_clock_ms() >= probe->deadline)
        return answer;
    if (!phs_wire_connect(&probe->peer, step_deadline(probe, PHS_TLS_CONNECT_MS), &wire, &answer.why)) {
        answer.end = PHS_HELLO_SUSPECT;
        return answer;
    }
    wire.deadline = step_deadline(probe, PHS_TLS_STEP_MS);
    enum phs_tri clear_login;
    if (phs_starttls_lead(probe->arena, &wire, probe->address, &answer.why, &clear_login) == PHS_START_GO)
        answer = phs_hello_ask(probe->arena, &wire, hello);
    else
        answer.end = wire.end == PHS_WIRE_TIMEOUT ? PHS_HELLO_TIMEOUT : PHS_HELLO_SUSPECT;
    phs_wire_close(&wire);
    return answer;
}

static void not_all(struct probe *probe, const char *what, const char *why) {
    if (!probe->facts->partly)
        probe->facts->partly = phs_printf(probe->arena, "%s: %s", what, why);
}

static struct phs_tls_answer maybe(const char *reason) {
    return (struct phs_tls_answer){PHS_MAYBE, reason};
}

static bool canary_passes(struct probe *probe) {
    return ask(probe, &probe->canary).end == PHS_HELLO_ACCEPTED;
}

/* A question whose answer is yes or no. */
static struct phs_tls_answer accepts(struct probe *probe, const struct phs_hello *hello, const char *what,
                                     struct phs_hello_answer *ret_answer) {
    *ret_answer = ask(probe, hello);
    switch (ret_answer->end) {
    case PHS_HELLO_ACCEPTED:
        return (struct phs_tls_answer){PHS_YES, NULL};
    case PHS_HELLO_REFUSED:
        return (struct phs_tls_answer){PHS_NO, NULL};
    case PHS_HELLO_SUSPECT:
        if (canary_passes(probe))
            return (struct phs_tls_answer){PHS_NO, NULL};
        not_all(probe, what, ret_answer->why);
        return maybe(phs_printf(probe->arena, "%s, and a handshake that passed before failed after it", ret_answer->why));
    default:
        not_all(probe, what, ret_answer->why);
        return maybe(ret_answer->why);
    }
}

static void keep_version(struct phs_tls_facts *facts, const struct phs_hello_answer *answer) {
    facts->versions[answer->version] = (struct phs_tls_version_facts){
        .accepted = {PHS_YES, NULL}, .suite = answer->suite, .group = answer->group};
}

static void ask_versions(struct probe *probe) {
    struct phs_tls_facts *facts = probe->facts;
    for (int i = PHS_TLS_1_3; i >= PHS_TLS_1_0; i--) {
        enum phs_tls_version version = (enum phs_tls_version)i;
        struct phs_hello hello = hello_of(probe, version, version, probe->canary.suites == anything ? anything : named);
        struct phs_hello_answer answer;
        if (version == facts->best)
            continue;
        facts->versions[version].accepted = accepts(probe, &hello, phs_tls_version_title(version), &answer);
        if (answer.end == PHS_HELLO_ACCEPTED)
            keep_version(facts, &answer);
    }
}

/* Below TLS 1.3 only: it has neither. */
static void ask_suites(struct probe *probe) {
    struct phs_tls_facts *facts = probe->facts;
    struct phs_tls_answer old = {PHS_NO, NULL};
    struct phs_hello hello = hello_of(probe, PHS_TLS_1_0, PHS_TLS_1_2, bare);
    struct phs_hello_answer answer;
    for (unsigned i = PHS_TLS_1_0; i <= PHS_TLS_1_2; i++)
        if (facts->versions[i].accepted.is == PHS_YES || old.is == PHS_NO)
            old = facts->versions[i].accepted;
    facts->null_or_anonymous = facts->key_transport = old;
    if (old.is != PHS_YES)
        return;
    facts->null_or_anonymous = accepts(probe, &hello, "suites without encryption", &answer);
    hello.suites = no_secrecy;
    facts->key_transport = accepts(probe, &hello, "suites without forward secrecy", &answer);
}

static void ask_http(struct probe *probe, const char *scheme) {
    struct phs_http_question question = {.scheme = scheme,
                                         .host = probe->address->host,
                                         .is_ipv6 = strchr(probe->address->host, ':') != NULL,
                                         .port = probe->address->port,
                                         .path = probe->address->path,
                                         .address = probe->facts->used,
                                         .deadline = step_deadline(probe, PHS_TLS_STEP_MS)};
    struct phs_http_facts *http = PHS_NEW(probe->arena, struct phs_http_facts);
    enum phs_http_end end = phs_http_ask(probe->arena, &question, http, &probe->facts->http_reason);
    /* Nobody said that it is a web server. */
    probe->facts->is_web = !(end == PHS_HTTP_NOT_HTTP && probe->address->guessed);
    if (end == PHS_HTTP_ANSWERED)
        probe->facts->http = http;
    else if (probe->facts->client_certificate_requested)
        probe->facts->http_reason = "it answers requests only of clients with a certificate";
    else if (probe->facts->is_web)
        not_all(probe, "HTTP", probe->facts->http_reason);
}

static void keep_certificate(struct probe *probe, const struct phs_hello_answer *answer) {
    struct phs_cert_shown shown = {
        .shown_as = "first", .chain = answer->chain, .staple = answer->staple, .staple_unasked = !answer->completed};
    if (!answer->chain)
        return;
    probe->facts->certificate = phs_cert_judge(probe->arena, &shown, probe->trust, probe->address, probe->now);
    if (probe->facts->certificate)
        PHS_PUSH(probe->arena, probe->facts->certificates, probe->facts->certificate);
}

static void keep_handshake(struct probe *probe, const struct phs_hello *hello, const struct phs_hello_answer *answer) {
    struct phs_tls_facts *facts = probe->facts;
    facts->tls = (struct phs_tls_answer){PHS_YES, NULL};
    facts->handshake = true;
    facts->best = answer->version;
    facts->suite = answer->suite;
    facts->group = answer->group;
    facts->alpn = answer->alpn;
    facts->ocsp_stapled = answer->ocsp_stapled;
    facts->client_certificate_requested = answer->client_certificate_requested;
    keep_certificate(probe, answer);
    probe->canary = *hello;
    keep_version(facts, answer);
}

/* The ordinary hello, again when it was dropped, and one that offers all there is when it was refused. */
static void first_handshake(struct probe *probe) {
    struct phs_tls_facts *facts = probe->facts;
    struct phs_hello hello = hello_of(probe, PHS_TLS_1_0, PHS_TLS_1_3, ordinary);
    struct phs_hello_answer answer = ask(probe, &hello);
    if (answer.end == PHS_HELLO_REFUSED || answer.end == PHS_HELLO_SUSPECT) {
        hello.suites = answer.end == PHS_HELLO_REFUSED ? anything : ordinary;
        answer = ask(probe, &hello);
    }
    if (answer.end == PHS_HELLO_ACCEPTED) {
        keep_handshake(probe, &hello, &answer);
    } else if (answer.end == PHS_HELLO_NOT_TLS) {
        facts->tls = (struct phs_tls_answer){PHS_NO, NULL};
    } else {
        facts->tls = answer.end == PHS_HELLO_REFUSED ? (struct phs_tls_answer){PHS_YES, NULL} : maybe(answer.why);
        facts->unread = answer.why;
    }
}

/* Asks for the start word once by itself: whether it is offered is a fact of its own. */
static bool start_word_is_offered(struct probe *probe, struct phs_wire *wire) {
    const char *why = NULL;
    switch (phs_starttls_lead(probe->arena, wire, probe->address, &why, &probe->facts->clear_login)) {
    case PHS_START_GO:
        probe->facts->starttls = (struct phs_tls_answer){PHS_YES, NULL};
        return true;
    case PHS_START_NOT_OFFERED:
        probe->facts->starttls = probe->facts->tls = (struct phs_tls_answer){PHS_NO, NULL};
        return false;
    default:
        probe->facts->starttls = probe->facts->tls = maybe(why);
        probe->facts->unread = why;
        return false;
    }
}

/* The first address that takes a connection; it stays open for the start word. */
static bool reach(struct probe *probe, const struct phs_wire_peers *peers, struct phs_wire *ret_wire) {
    const char *why = "it has no address";
    for (size_t i = 0; i < peers->items.n; i++) {
        if (phs_wire_connect(&peers->items.at[i], step_deadline(probe, PHS_TLS_CONNECT_MS), ret_wire, &why)) {
            ret_wire->deadline = step_deadline(probe, PHS_TLS_STEP_MS);
            probe->peer = peers->items.at[i];
            probe->facts->used = probe->peer.text;
            return true;
        }
    }
    probe->facts->unread = peers->items.n > 1 ? phs_printf(probe->arena, "none of its %zu addresses was reached; of the last, %s",
                                                           peers->items.n, why)
                                              : why;
    return false;
}

static bool find(struct probe *probe, struct phs_wire *ret_wire) {
    struct phs_wire_peers peers = {0};
    const char *why = NULL;
    if (!phs_wire_resolve(probe->arena, probe->address->host, probe->address->port, step_deadline(probe, PHS_TLS_STEP_MS), &peers,
                          &why)) {
        probe->facts->unread = why;
        return false;
    }
    for (size_t i = 0; i < peers.items.n; i++)
        PHS_PUSH(probe->arena, probe->facts->addresses, peers.items.at[i].text);
    return reach(probe, &peers, ret_wire);
}

static void ask_tls(struct probe *probe) {
    first_handshake(probe);
    if (!probe->facts->handshake)
        return;
    ask_versions(probe);
    ask_suites(probe);
    if (strcmp(probe->address->scheme, "https") == 0)
        ask_http(probe, "https");
}

struct phs_tls_facts *phs_tls_probe(struct phs_arena *arena, const struct phs_tls_address *address,
                                    const struct phs_trust *trust, int64_t now) {
    struct phs_tls_facts *facts = PHS_NEW(arena, struct phs_tls_facts);
    struct probe probe = {.arena = arena,
                          .address = address,
                          .trust = trust,
                          .deadline = phs_clock_ms() + PHS_TLS_BUDGET_MS,
                          .now = now,
                          .facts = facts};
    struct phs_wire wire;
    phs_tls_facts_init(facts, "it was not read");
    facts->clear_login = PHS_MAYBE;
    if (!find(&probe, &wire)) {
        facts->tls = facts->starttls = maybe(facts->unread);
        return facts;
    }
    bool start = address->start != PHS_STARTTLS_NONE && start_word_is_offered(&probe, &wire);
    phs_wire_close(&wire);
    if (strcmp(address->scheme, "http") == 0) {
        facts->tls = (struct phs_tls_answer){PHS_NO, NULL};
        ask_http(&probe, "http");
        facts->unread = facts->http ? NULL : facts->http_reason;
    } else if (start || address->start == PHS_STARTTLS_NONE) {
        ask_tls(&probe);
    }
    return facts;
}
