/* SPDX-License-Identifier: Apache-2.0 */
/* --deep: attacks that are tried and not concluded, on endpoints that the scope calls one's own, and only where the handshake
 * says that they can apply. Each asks for the smallest sign: of what a server leaks nothing is kept, not even for a moment
 * longer than it takes to see that something came. */
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/evp.h>

#include "collect/tls/plan.h"

enum { CHANGE_CIPHER = 20, ALERT = 21, HANDSHAKE = 22, HEARTBEAT = 24, PATIENCE_MS = 1500 };

/* Records behind the server's flight: their types, and of an alert its code. What they hold is passed over unread. */
struct records {
    uint8_t head[5], alert[2];
    size_t have, skip, alert_have;
    bool heartbeat, alerted, other;
};

static void pass_over(struct records *r, struct phs_slice bytes) {
    for (size_t i = 0; i < bytes.len; i++) {
        uint8_t byte = (uint8_t)bytes.ptr[i];
        if (r->skip) {
            if (r->head[0] == ALERT && r->alert_have < 2)
                r->alert[r->alert_have++] = byte;
            r->alerted |= r->alert_have == 2;
            r->skip--;
            continue;
        }
        r->head[r->have++] = byte;
        if (r->have < sizeof r->head)
            continue;
        r->have = r->alert_have = 0;
        r->skip = (size_t)r->head[3] << 8 | r->head[4];
        r->heartbeat |= r->head[0] == HEARTBEAT && r->skip > 3;
        r->other |= r->head[0] != HEARTBEAT && r->head[0] != ALERT;
    }
}

struct attempt {
    struct phs_endpoint *endpoint;
    uint16_t version;
    struct phs_found suites;
    struct phs_flight_reader reader;
    struct records records;
    enum { HELLO, STRUCK, STRUCK_AGAIN } phase;
    bool flight_failed, closed, waited;
    struct phs_slice key_exchange; /* ROBOT: what is sent behind the flight */
};

static void say_hello(struct attempt *a, struct phs_buf *out) {
    enum phs_tls_version version = PHS_TLS_1_2;
    struct phs_tls_hello hello;
    phs_version_of(a->version, &version);
    phs_plan_hello(a->endpoint, version, &a->suites, &hello);
    hello.random = a->endpoint->random;
    phs_flight_init(&a->reader, false);
    phs_tls_hello_write(&hello, out);
}

static void record(struct phs_buf *out, uint16_t version, unsigned type, const void *bytes, size_t len) {
    const char head[] = {(char)type, (char)(version >> 8), (char)(version & 0xff), (char)(len >> 8), (char)(len & 0xff)};
    phs_buf_add(out, head, sizeof head);
    phs_buf_add(out, bytes, len);
}

static void change_cipher(const struct attempt *a, struct phs_buf *out) {
    record(out, a->version, CHANGE_CIPHER, "\x01", 1);
}

/* The hello and the flight of every attempt. True when the blow may be struck; ret_over when there is nothing to strike at. */
static bool is_ready(struct attempt *a, enum phs_attack_event event, struct phs_slice bytes, struct phs_buf *out,
                     bool *ret_over) {
    *ret_over = false;
    if (event == PHS_ATTACK_BEGINS) {
        *a = (struct attempt){
            .endpoint = a->endpoint, .version = a->version, .suites = a->suites, .key_exchange = a->key_exchange};
        say_hello(a, out);
        return false;
    }
    if (a->phase != HELLO)
        return false;
    if (event == PHS_ATTACK_BYTES && phs_flight_feed(&a->reader, bytes.ptr, bytes.len) == PHS_FLIGHT_MORE)
        return false;
    bool done = a->reader.flight.state == PHS_FLIGHT_CHOSEN && a->reader.flight.version == a->version;
    phs_flight_done(&a->reader);
    a->flight_failed = !done;
    *ret_over = !done;
    return done;
}

/* Further events: true when nothing more will come. */
static bool hear_records(struct attempt *a, enum phs_attack_event event, struct phs_slice bytes) {
    if (event == PHS_ATTACK_BYTES)
        pass_over(&a->records, bytes);
    a->closed |= event == PHS_ATTACK_ENDED;
    a->waited |= event == PHS_ATTACK_WAITED;
    return event == PHS_ATTACK_ENDED;
}

/* A heartbeat that claims 16 bytes and brings none: who answers reads beyond it. The misplaced change of ciphers behind it
 * makes a sound server speak, too, so that nobody need take silence for an answer. */
static bool hear_heartbeat(void *state, enum phs_attack_event event, struct phs_slice bytes, struct phs_buf *out) {
    static const uint8_t request[] = {1, 0, 16};
    struct attempt *a = state;
    bool over;
    if (is_ready(a, event, bytes, out, &over)) {
        a->phase = STRUCK;
        record(out, a->version, HEARTBEAT, request, sizeof request);
        change_cipher(a, out);
        return false;
    }
    if (over || a->phase == HELLO)
        return over;
    return hear_records(a, event, bytes) || a->records.heartbeat || a->records.alerted || a->waited;
}

static bool hear_early_ccs(void *state, enum phs_attack_event event, struct phs_slice bytes, struct phs_buf *out) {
    struct attempt *a = state;
    bool over;
    if (is_ready(a, event, bytes, out, &over)) {
        a->phase = STRUCK;
        change_cipher(a, out);
        return false;
    }
    if (over || a->phase == HELLO)
        return over;
    if (hear_records(a, event, bytes) || a->records.alerted)
        return true;
    if (event == PHS_ATTACK_WAITED && a->phase == STRUCK) {
        a->phase = STRUCK_AGAIN; /* who took the first silently cannot read the second */
        change_cipher(a, out);
        return false;
    }
    return event == PHS_ATTACK_WAITED;
}

static bool hear_robot(void *state, enum phs_attack_event event, struct phs_slice bytes, struct phs_buf *out) {
    static const uint8_t finished[64] = {0x5a};
    struct attempt *a = state;
    bool over;
    if (is_ready(a, event, bytes, out, &over)) {
        a->phase = STRUCK;
        record(out, a->version, HANDSHAKE, a->key_exchange.ptr, a->key_exchange.len);
        change_cipher(a, out);
        record(out, a->version, HANDSHAKE, finished, sizeof finished);
        return false;
    }
    if (over || a->phase == HELLO)
        return over;
    return hear_records(a, event, bytes) || a->records.alerted || a->waited;
}

static const struct phs_attack heartbeat_attack = {PATIENCE_MS, hear_heartbeat},
                               early_ccs_attack = {PATIENCE_MS, hear_early_ccs}, robot_attack = {PATIENCE_MS, hear_robot};

void phs_weakness_set(struct phs_endpoint *endpoint, enum phs_tls_weakness weakness, enum phs_tri is, const char *why) {
    endpoint->facts->weaknesses[weakness] = (struct phs_tls_answer){is, is == PHS_MAYBE ? why : NULL};
    endpoint->facts->has_weakness[weakness] = true;
}

/* What came back behind the flight, in words; nothing of what it held. */
static const char *heard(struct phs_arena *arena, const struct attempt *a) {
    if (a->flight_failed)
        return "its handshake did not come far enough";
    if (a->records.heartbeat)
        return "a heartbeat record with a payload";
    if (a->records.alerted)
        return phs_printf(arena, "alert %02x%02x (%s)", a->records.alert[0], a->records.alert[1],
                          phs_tls_alert_name(a->records.alert[1]));
    return a->closed ? "it closed the connection" : a->records.other ? "other records" : "nothing in time";
}

void phs_weakness_tell(struct phs_endpoint *endpoint, enum phs_tls_weakness weakness, const char *sent, const char *came) {
    endpoint->facts->attack_evidence[weakness] = phs_printf(endpoint->arena, "%s: %s", sent, came);
}

static bool attack_ask(struct phs_chain *chain, const struct phs_attack *attack, struct attempt *a) {
    chain->ask = (struct phs_ask){.kind = PHS_ASK_ATTACK, .attack = attack, .attack_state = a};
    return true;
}

static const char no_flight[] = "its handshake did not come far enough", silent[] = "it did not answer in time";

static bool heartbleed(struct phs_chain *chain, const struct phs_reply *reply) {
    struct attempt *a = chain->state;
    if (!reply)
        return attack_ask(chain, &heartbeat_attack, a);
    if (reply->end == PHS_REPLY_CHOSEN)
        phs_weakness_tell(chain->endpoint, PHS_WEAK_HEARTBLEED, "a heartbeat of 0 bytes that claims 16",
                          heard(chain->endpoint->arena, a));
    if (reply->end != PHS_REPLY_CHOSEN || a->flight_failed)
        phs_weakness_set(chain->endpoint, PHS_WEAK_HEARTBLEED, PHS_MAYBE,
                         reply->end == PHS_REPLY_CHOSEN ? no_flight : reply->why);
    else if (a->records.heartbeat)
        phs_weakness_set(chain->endpoint, PHS_WEAK_HEARTBLEED, PHS_YES, NULL);
    else
        phs_weakness_set(chain->endpoint, PHS_WEAK_HEARTBLEED, a->records.alerted || a->closed ? PHS_NO : PHS_MAYBE, silent);
    return false;
}

static bool early_ccs(struct phs_chain *chain, const struct phs_reply *reply) {
    enum { BAD_RECORD = 20, DECRYPTION_FAILED = 21 };
    struct attempt *a = chain->state;
    if (!reply)
        return attack_ask(chain, &early_ccs_attack, a);
    if (reply->end == PHS_REPLY_CHOSEN)
        phs_weakness_tell(chain->endpoint, PHS_WEAK_EARLY_CCS,
                          a->phase == STRUCK_AGAIN ? "ChangeCipherSpec before there are keys, silently taken, and a second one"
                                                   : "ChangeCipherSpec before there are keys",
                          heard(chain->endpoint->arena, a));
    bool cannot_read = a->records.alerted && (a->records.alert[1] == BAD_RECORD || a->records.alert[1] == DECRYPTION_FAILED);
    if (reply->end != PHS_REPLY_CHOSEN || a->flight_failed)
        phs_weakness_set(chain->endpoint, PHS_WEAK_EARLY_CCS, PHS_MAYBE,
                         reply->end == PHS_REPLY_CHOSEN ? no_flight : reply->why);
    else if (a->phase == STRUCK_AGAIN && cannot_read)
        phs_weakness_set(chain->endpoint, PHS_WEAK_EARLY_CCS, PHS_YES, NULL);
    else
        phs_weakness_set(chain->endpoint, PHS_WEAK_EARLY_CCS, a->records.alerted || a->closed ? PHS_NO : PHS_MAYBE, silent);
    return false;
}

/* ---- ROBOT (Boeck, Somorovsky, Young, 2017): does the answer tell whether the padding was right? */

enum { SHAPES = 5, ROUNDS = 2 };

struct robot {
    struct attempt attempt;
    BIGNUM *n, *e;
    int size, shape, round;
    int heard[ROUNDS][SHAPES];
    uint8_t message[1100];
};

/* PKCS #1 v1.5 around a secret of 48 bytes, right or wrong in one place. No randomness: what is inside is of no use. */
static void shape_block(const struct robot *robot, uint8_t *block) {
    size_t size = (size_t)robot->size, secret = size - 48;
    memset(block, 0x41, size);
    block[0] = 0;
    block[1] = 2;
    block[secret - 1] = 0;
    block[secret] = (uint8_t)(robot->attempt.version >> 8);
    block[secret + 1] = (uint8_t)(robot->attempt.version & 0xff);
    switch (robot->shape) {
    case 1: /* wrong first bytes, below the modulus */
        block[0] = 1;
        block[1] = 0x17;
        break;
    case 2: /* the end of the padding in the wrong place */
        block[secret - 1] = 0x11;
        block[size - 1] = 0;
        break;
    case 3: /* no end of the padding */
        block[secret - 1] = 0x11;
        break;
    case 4: /* another version */
        block[secret] = block[secret + 1] = 2;
        break;
    default:
        break;
    }
}

static bool encrypt(struct robot *robot) {
    uint8_t block[1024];
    BN_CTX *context = BN_CTX_new();
    shape_block(robot, block);
    BIGNUM *m = BN_bin2bn(block, robot->size, NULL), *c = BN_new();
    size_t size = (size_t)robot->size;
    bool made = m && c && context && BN_mod_exp(c, m, robot->e, robot->n, context) == 1 &&
                BN_bn2binpad(c, robot->message + 6, robot->size) == robot->size;
    const uint8_t head[] = {16, 0, (uint8_t)((size + 2) >> 8), (uint8_t)(size + 2), (uint8_t)(size >> 8), (uint8_t)size};
    memcpy(robot->message, head, sizeof head);
    robot->attempt.key_exchange = phs_slice_n((const char *)robot->message, size + 6);
    BN_free(m);
    BN_free(c);
    BN_CTX_free(context);
    return made;
}

static bool ask_robot(struct phs_chain *chain, struct robot *robot) {
    return encrypt(robot) && attack_ask(chain, &robot_attack, &robot->attempt);
}

/* One number for how it ended. */
static int answer_of(const struct attempt *a) {
    return a->records.alerted ? a->records.alert[1] : a->closed ? 1000 : a->records.other ? 1001 : 1002;
}

static bool differ(const int *heard) {
    for (int i = 1; i < SHAPES; i++)
        if (heard[i] != heard[0])
            return true;
    return false;
}

/* The answers to the five messages of each round. */
static void tell_robot(struct phs_endpoint *endpoint, const struct robot *robot) {
    struct phs_buf text;
    phs_buf_init(&text, 1024);
    for (int round = 0; round <= robot->round; round++)
        for (int i = 0; i < SHAPES; i++) {
            int heard = robot->heard[round][i];
            phs_buf_printf(&text, "%s", i ? ", " : round ? "; again " : "");
            if (heard < 256)
                phs_buf_printf(&text, "alert %d", heard);
            else
                phs_buf_puts(&text, heard == 1000 ? "closed" : heard == 1001 ? "other records" : "nothing in time");
        }
    phs_weakness_tell(endpoint, PHS_WEAK_ROBOT, "one right padding and four wrong ones", phs_buf_text(&text));
    phs_buf_done(&text);
}

static void conclude(struct phs_chain *chain, const struct robot *robot) {
    bool first = differ(robot->heard[0]), same = memcmp(robot->heard[0], robot->heard[1], sizeof robot->heard[0]) == 0;
    tell_robot(chain->endpoint, robot);
    if (!first)
        phs_weakness_set(chain->endpoint, PHS_WEAK_ROBOT, PHS_NO, NULL);
    else
        phs_weakness_set(chain->endpoint, PHS_WEAK_ROBOT, same ? PHS_YES : PHS_MAYBE, "its answers to the same message differ");
}

static bool robot(struct phs_chain *chain, const struct phs_reply *reply) {
    struct robot *robot = chain->state;
    if (!reply)
        return ask_robot(chain, robot);
    if (reply->end != PHS_REPLY_CHOSEN || robot->attempt.flight_failed) {
        phs_weakness_set(chain->endpoint, PHS_WEAK_ROBOT, PHS_MAYBE, reply->end == PHS_REPLY_CHOSEN ? no_flight : reply->why);
        return false;
    }
    robot->heard[robot->round][robot->shape] = answer_of(&robot->attempt);
    if (++robot->shape == SHAPES) {
        if (robot->round == ROUNDS - 1 || !differ(robot->heard[0])) {
            conclude(chain, robot);
            return false;
        }
        robot->round++;
        robot->shape = 0;
    }
    return ask_robot(chain, robot);
}

static void free_number(void *number) {
    BN_free(number);
}

static bool read_key(struct phs_endpoint *endpoint, struct robot *robot) {
    enum phs_slot slots[] = {PHS_SLOT_FIRST, PHS_SLOT_RSA};
    for (size_t i = 0; i < 2 && !robot->n; i++) {
        struct phs_slice der = endpoint->plan->leaves[slots[i]];
        const unsigned char *at = (const unsigned char *)der.ptr;
        X509 *leaf = der.len ? d2i_X509(NULL, &at, (long)der.len) : NULL;
        EVP_PKEY *key = leaf ? X509_get0_pubkey(leaf) : NULL;
        if (key && EVP_PKEY_get_base_id(key) == EVP_PKEY_RSA &&
            EVP_PKEY_get_bn_param(key, OSSL_PKEY_PARAM_RSA_N, &robot->n) == 1 &&
            EVP_PKEY_get_bn_param(key, OSSL_PKEY_PARAM_RSA_E, &robot->e) == 1) {
            robot->size = BN_num_bytes(robot->n);
            phs_arena_adopt(endpoint->arena, robot->n, free_number);
            phs_arena_adopt(endpoint->arena, robot->e, free_number);
        }
        X509_free(leaf);
    }
    ERR_clear_error();
    return robot->n && robot->size >= 64 && robot->size <= 1024;
}

/* ---- Which of them can apply? */

/* It cannot apply, and why. */
static void spare(struct phs_endpoint *endpoint, enum phs_tls_weakness weakness, const char *why) {
    phs_weakness_set(endpoint, weakness, PHS_NO, NULL);
    phs_weakness_tell(endpoint, weakness, "not tried", why);
}

static struct attempt attempt_for(struct phs_endpoint *endpoint, enum phs_tls_version version, uint32_t traits) {
    struct attempt a = {.endpoint = endpoint, .version = phs_wire_version(version)};
    for (size_t i = 0; i < endpoint->plan->parts.n; i++) {
        const struct phs_part *part = endpoint->plan->parts.at[i];
        for (size_t k = 0; k < part->suites.n && part->version == version; k++) {
            const struct phs_tls_suite *suite = phs_tls_suite_find(part->suites.at[k]);
            if (suite && (!traits || suite->traits & traits))
                phs_found_add(&a.suites, suite->id);
        }
    }
    return a;
}

static struct attempt *keep(struct phs_endpoint *endpoint, struct attempt a) {
    struct attempt *copy = PHS_NEW(endpoint->arena, struct attempt);
    *copy = a;
    return copy;
}

static bool best_old_version(const struct phs_endpoint *endpoint, enum phs_tls_version *ret_version) {
    for (int v = PHS_TLS_1_2; v >= PHS_TLS_1_0; v--) {
        enum phs_tls_version version = (enum phs_tls_version)v;
        for (size_t i = 0; i < endpoint->plan->parts.n; i++)
            if (endpoint->plan->parts.at[i]->version == version && endpoint->plan->parts.at[i]->suites.n) {
                *ret_version = version;
                return true;
            }
    }
    return false;
}

static void begin_robot(struct phs_endpoint *endpoint, enum phs_tls_version version) {
    struct robot *state = PHS_NEW(endpoint->arena, struct robot);
    state->attempt = attempt_for(endpoint, version, PHS_SUITE_RSA_KX);
    if (!state->attempt.suites.n)
        spare(endpoint, PHS_WEAK_ROBOT, "no suite with RSA key transport is accepted");
    else if (!read_key(endpoint, state))
        phs_weakness_set(endpoint, PHS_WEAK_ROBOT, PHS_MAYBE, "its certificate holds no RSA key");
    else
        phs_lanes_chain(endpoint, robot, state);
}

void phs_deep_chains(struct phs_endpoint *endpoint) {
    enum phs_tls_version version;
    unsigned echoes = endpoint->plan->echoes;
    if (!best_old_version(endpoint, &version)) {
        for (int i = PHS_WEAK_DEEP; i < PHS_WEAKNESSES; i++) /* none of them is known in TLS 1.3 */
            spare(endpoint, (enum phs_tls_weakness)i, "nothing below TLS 1.3 is accepted");
        return;
    }
    if (echoes & PHS_ECHO_HEARTBEAT)
        phs_lanes_chain(endpoint, heartbleed, keep(endpoint, attempt_for(endpoint, version, 0)));
    else
        spare(endpoint, PHS_WEAK_HEARTBLEED, "it does not take heartbeats");
    phs_lanes_chain(endpoint, early_ccs, keep(endpoint, attempt_for(endpoint, version, 0)));
    begin_robot(endpoint, version);
    if (echoes & PHS_ECHO_TICKET && version == PHS_TLS_1_2)
        phs_ticketbleed_begin(endpoint);
    else
        spare(endpoint, PHS_WEAK_TICKETBLEED, "it gives no tickets in TLS 1.2");
    phs_lanes_chain(endpoint, phs_renegotiation, NULL);
}
