/* SPDX-License-Identifier: Apache-2.0 */
/* ROBOT (Boeck, Somorovsky, Young, 2017): does the answer tell whether the padding of an encrypted secret was right? */
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/evp.h>

#include "collect/tls/attempt.h"

enum { SHAPES = 5, ROUNDS = 2 };

struct robot {
    struct phs_attempt attempt;
    BIGNUM *n, *e;
    int size, shape, round;
    int heard[ROUNDS][SHAPES];
    uint8_t message[1100];
};

static bool hear_robot(void *state, enum phs_attack_event event, struct phs_slice bytes, struct phs_buf *out) {
    static const uint8_t finished[64] = {0x5a};
    struct phs_attempt *a = state;
    bool over;
    if (phs_attempt_ready(a, event, bytes, out, &over)) {
        a->phase = PHS_ATTEMPT_STRUCK;
        phs_attempt_record(out, a->version, PHS_RECORD_HANDSHAKE, a->key_exchange.ptr, a->key_exchange.len);
        phs_attempt_change_cipher(a, out);
        phs_attempt_record(out, a->version, PHS_RECORD_HANDSHAKE, finished, sizeof finished);
        return false;
    }
    if (over || a->phase == PHS_ATTEMPT_HELLO)
        return over;
    return phs_attempt_hear(a, event, bytes) || a->records.alerted || a->waited;
}

static const struct phs_attack robot_attack = {PHS_ATTEMPT_MS, hear_robot};

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
    return encrypt(robot) && phs_attempt_ask(chain, &robot_attack, &robot->attempt);
}

/* One number for how it ended. */
static int answer_of(const struct phs_attempt *a) {
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
        phs_weakness_set(chain->endpoint, PHS_WEAK_ROBOT, PHS_MAYBE,
                         reply->end == PHS_REPLY_CHOSEN ? phs_attempt_no_flight : reply->why);
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

void phs_robot_begin(struct phs_endpoint *endpoint, enum phs_tls_version version) {
    struct robot *state = PHS_NEW(endpoint->arena, struct robot);
    state->attempt = phs_attempt_for(endpoint, version, PHS_SUITE_RSA_KX);
    if (!state->attempt.suites.n)
        phs_weakness_spare(endpoint, PHS_WEAK_ROBOT, "no suite with RSA key transport is accepted");
    else if (!read_key(endpoint, state))
        phs_weakness_set(endpoint, PHS_WEAK_ROBOT, PHS_MAYBE, "its certificate holds no RSA key");
    else
        phs_lanes_chain(endpoint, robot, state);
}
