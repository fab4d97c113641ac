/* SPDX-License-Identifier: Apache-2.0 */
/* Signature algorithms of TLS 1.3: they stand in messages that are sealed. A server that takes the suite and the group which
 * parse/tls/sealed.h opens is asked by hellos; any other, by whole handshakes. */
#include "collect/tls/plan.h"

struct signing {
    struct phs_found left, offer;
    char list[1024];
    bool opens; /* an answer was opened: a refusal is one of all algorithms that are left */
};

static const uint16_t tls13_sigalgs[] = {0x0403, 0x0503, 0x0603, 0x0807, 0x0808, 0x0809,
                                         0x080a, 0x080b, 0x0804, 0x0805, 0x0806};

static bool ask_signing(struct phs_chain *chain, struct signing *state) {
    static const char *const names[] = {"ECDSA+SHA256",
                                        "ECDSA+SHA384",
                                        "ECDSA+SHA512",
                                        "ed25519",
                                        "ed448",
                                        "rsa_pss_pss_sha256",
                                        "rsa_pss_pss_sha384",
                                        "rsa_pss_pss_sha512",
                                        "rsa_pss_rsae_sha256",
                                        "rsa_pss_rsae_sha384",
                                        "rsa_pss_rsae_sha512"};
    struct phs_buf list;
    phs_buf_init(&list, sizeof state->list - 1);
    for (size_t i = 0; i < sizeof tls13_sigalgs / sizeof *tls13_sigalgs; i++)
        for (size_t k = 0; k < state->left.n; k++)
            if (state->left.at[k] == tls13_sigalgs[i])
                phs_buf_printf(&list, "%s%s", list.len ? ":" : "", names[i]);
    snprintf(state->list, sizeof state->list, "%s", phs_buf_text(&list));
    phs_buf_done(&list);
    chain->ask = (struct phs_ask){.kind = PHS_ASK_FULL, .full = phs_plan_full(chain->endpoint)};
    chain->ask.full.sigalgs = state->list;
    return *state->list != '\0';
}

static bool note_signing(struct phs_chain *chain, struct signing *state, const char *name) {
    struct phs_tls_list *list = &chain->endpoint->facts->versions[PHS_TLS_1_3].sigalgs;
    for (size_t i = 0; name && i < state->left.n; i++) {
        if (strcmp(phs_tls_sigalg_name(state->left.at[i]), name) != 0)
            continue;
        PHS_PUSH(chain->endpoint->arena, list->names, name);
        memmove(&state->left.at[i], &state->left.at[i + 1], (state->left.n - i - 1) * sizeof *state->left.at);
        state->left.n--;
        return true;
    }
    list->all = phs_tls_maybe("it signs with what was not offered");
    return false;
}

static bool signing(struct phs_chain *chain, const struct phs_reply *reply) {
    struct phs_tls_list *list = &chain->endpoint->facts->versions[PHS_TLS_1_3].sigalgs;
    struct signing *state = chain->state;
    if (!reply)
        return ask_signing(chain, state);
    if (reply->end == PHS_REPLY_REFUSED || (reply->end == PHS_REPLY_CHOSEN && reply->full->version != PHS_TLS13))
        list->all = phs_tls_yes_no(true);
    else if (reply->end == PHS_REPLY_UNKNOWN)
        list->all = phs_tls_maybe(reply->why);
    else {
        phs_shown_full(chain->endpoint, reply->full, PHS_SLOT_OTHER);
        if (!note_signing(chain, state, phs_full_sigalg(reply->full)))
            return false;
        if (ask_signing(chain, state))
            return true;
        list->all = phs_tls_yes_no(true);
    }
    return false;
}

/* ---- By hellos. */

static bool ask_opening(struct phs_chain *chain, struct signing *state) {
    static const uint16_t suite[] = {PHS_SEALED_SUITE}, group[] = {PHS_SEALED_GROUP};
    const struct phs_tls_address *address = chain->endpoint->address;
    state->offer = state->left;
    chain->ask = (struct phs_ask){.kind = PHS_ASK_HELLO, .opens = true};
    chain->ask.hello = (struct phs_tls_hello){.version = PHS_TLS13,
                                              .flags = PHS_HELLO_SHARE,
                                              .suites = {suite, 1},
                                              .groups = {group, 1},
                                              .sigalgs = {state->offer.at, state->offer.n},
                                              .name = address->is_ip ? NULL : address->host};
    return state->left.n > 0;
}

static bool by_handshakes(struct phs_chain *chain, struct signing *state) {
    chain->hears_all = false;
    chain->next = signing;
    return ask_signing(chain, state);
}

/* Nothing was opened: the refusal may be one of the suite or the group, which others are asking about. */
static bool set_aside(struct phs_chain *chain, struct signing *state) {
    chain->endpoint->plan->signing = state;
    return false;
}

static bool opening(struct phs_chain *chain, const struct phs_reply *reply) {
    struct phs_tls_list *list = &chain->endpoint->facts->versions[PHS_TLS_1_3].sigalgs;
    struct signing *state = chain->state;
    if (!reply) {
        chain->hears_all = true;
        return ask_opening(chain, state);
    }
    const struct phs_tls_flight *flight = reply->flight;
    bool chosen = reply->end == PHS_REPLY_CHOSEN;
    if (reply->end == PHS_REPLY_UNKNOWN) {
        list->all = phs_tls_maybe(reply->why);
        return false;
    }
    if (reply->end == PHS_REPLY_REFUSED || (chosen && flight->state == PHS_FLIGHT_ALERT)) {
        if (!state->opens)
            return set_aside(chain, state);
        list->all = phs_tls_yes_no(true);
        return false;
    }
    if (!chosen || flight->version != PHS_TLS13 || !flight->sigalg)
        return by_handshakes(chain, state);
    state->opens = true;
    phs_shown_flight(chain->endpoint, flight);
    if (!note_signing(chain, state, phs_tls_sigalg_name(flight->sigalg)))
        return false;
    if (ask_opening(chain, state))
        return true;
    list->all = phs_tls_yes_no(true);
    return false;
}

static bool holds(const struct phs_found *found, uint16_t id) {
    for (size_t i = 0; i < found->n; i++)
        if (found->at[i] == id)
            return true;
    return false;
}

bool phs_signing_settle(struct phs_endpoint *endpoint) {
    struct signing *state = endpoint->plan->signing;
    bool suite = false, group = false;
    if (!state)
        return false;
    endpoint->plan->signing = NULL;
    for (size_t i = 0; i < endpoint->plan->parts.n; i++) {
        const struct phs_part *part = endpoint->plan->parts.at[i];
        suite |= part->version == PHS_TLS_1_3 && holds(&part->suites, PHS_SEALED_SUITE);
        group |= part->version == PHS_TLS_1_3 && holds(&part->groups, PHS_SEALED_GROUP);
    }
    if (suite && group)
        endpoint->facts->versions[PHS_TLS_1_3].sigalgs.all = phs_tls_yes_no(true);
    else
        phs_lanes_chain(endpoint, signing, state);
    return !(suite && group);
}

void phs_signing_begin(struct phs_endpoint *endpoint, const char *first) {
    struct signing *state = PHS_NEW(endpoint->arena, struct signing);
    struct phs_chain probe = {.endpoint = endpoint};
    for (size_t i = 0; i < sizeof tls13_sigalgs / sizeof *tls13_sigalgs; i++)
        phs_found_add(&state->left, tls13_sigalgs[i]);
    if (note_signing(&probe, state, first))
        phs_lanes_chain(endpoint, endpoint->plan->small ? signing : opening, state);
}
