/* SPDX-License-Identifier: Apache-2.0 */
/* getaddrinfo knows no deadline, so it runs on a thread of its own that is left behind when it takes too long. Literal
 * addresses ask nobody. */
#include <netdb.h>
#include <pthread.h>
#include <stdlib.h>
#include <time.h>

#include "base/clock.h"
#include "base/err.h"
#include "collect/tls/wire.h"

enum { MOST_ADDRESSES = 32 };

/* Shared by the asker and the thread; whoever leaves last frees it. */
struct question {
    pthread_mutex_t lock;
    pthread_cond_t answered;
    bool done, left;
    int code;
    struct addrinfo *list;
    char *host;
    char port[8];
};

static void release(struct question *question) {
    if (question->list)
        freeaddrinfo(question->list);
    pthread_cond_destroy(&question->answered);
    pthread_mutex_destroy(&question->lock);
    free(question->host);
    free(question);
}

static void *ask(void *argument) {
    struct question *question = argument;
    struct addrinfo hints = {.ai_family = AF_UNSPEC, .ai_socktype = SOCK_STREAM}, *list = NULL;
    int code = getaddrinfo(question->host, question->port, &hints, &list);
    pthread_mutex_lock(&question->lock);
    question->code = code;
    question->list = code == 0 ? list : NULL;
    question->done = true;
    bool left = question->left;
    pthread_cond_signal(&question->answered);
    pthread_mutex_unlock(&question->lock);
    if (left)
        release(question);
    return NULL;
}

static struct question *question_new(const char *host, unsigned port) {
    struct question *question = calloc(1, sizeof *question);
    pthread_condattr_t monotonic;
    if (!question || !(question->host = strdup(host)))
        phs_out_of_memory();
    snprintf(question->port, sizeof question->port, "%u", port);
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_mutex_init(&question->lock, NULL);
    pthread_cond_init(&question->answered, &monotonic);
    pthread_condattr_destroy(&monotonic);
    return question;
}

static struct timespec until(int64_t deadline) {
    struct timespec at;
    int64_t left = deadline - phs_clock_ms();
    clock_gettime(CLOCK_MONOTONIC, &at);
    if (left > 0) {
        at.tv_sec += (time_t)(left / 1000);
        at.tv_nsec += (long)(left % 1000) * 1000000;
    }
    if (at.tv_nsec >= 1000000000) {
        at.tv_sec++;
        at.tv_nsec -= 1000000000;
    }
    return at;
}

/* False when the deadline came first; the question is then the thread's. */
static bool wait_for_answer(struct question *question, int64_t deadline) {
    struct timespec at = until(deadline);
    pthread_mutex_lock(&question->lock);
    while (!question->done && pthread_cond_timedwait(&question->answered, &question->lock, &at) == 0)
        continue;
    bool done = question->done;
    question->left = !done;
    pthread_mutex_unlock(&question->lock);
    return done;
}

static bool is_known(const struct phs_wire_peers *peers, const char *text) {
    for (size_t i = 0; i < peers->items.n; i++)
        if (strcmp(peers->items.at[i].text, text) == 0)
            return true;
    return false;
}

static void take(struct phs_arena *arena, const struct addrinfo *list, struct phs_wire_peers *ret_peers) {
    for (; list && ret_peers->items.n < MOST_ADDRESSES; list = list->ai_next) {
        char text[NI_MAXHOST];
        struct phs_wire_peer peer = {.length = list->ai_addrlen};
        if (list->ai_addrlen > sizeof peer.address ||
            getnameinfo(list->ai_addr, list->ai_addrlen, text, sizeof text, NULL, 0, NI_NUMERICHOST) != 0 ||
            is_known(ret_peers, text))
            continue;
        memcpy(&peer.address, list->ai_addr, list->ai_addrlen);
        peer.text = phs_strdup(arena, text);
        PHS_PUSH(arena, ret_peers->items, peer);
    }
}

static bool take_literal(struct phs_arena *arena, const char *host, unsigned port, struct phs_wire_peers *ret_peers) {
    struct addrinfo hints = {.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV, .ai_socktype = SOCK_STREAM}, *list = NULL;
    char service[8];
    snprintf(service, sizeof service, "%u", port);
    if (getaddrinfo(host, service, &hints, &list) != 0)
        return false;
    take(arena, list, ret_peers);
    freeaddrinfo(list);
    return ret_peers->items.n > 0;
}

bool phs_wire_resolve(struct phs_arena *arena, const char *host, unsigned port, int64_t deadline,
                      struct phs_wire_peers *ret_peers, const char **ret_why) {
    pthread_t thread;
    if (take_literal(arena, host, port, ret_peers))
        return true;
    struct question *question = question_new(host, port);
    if (pthread_create(&thread, NULL, ask, question) != 0) {
        release(question);
        *ret_why = "its name could not be resolved";
        return false;
    }
    pthread_detach(thread);
    if (!wait_for_answer(question, deadline)) {
        *ret_why = "its name was not resolved in time";
        return false;
    }
    take(arena, question->list, ret_peers);
    *ret_why = question->code == EAI_NONAME ? "there is no such name" : "its name could not be resolved";
    release(question);
    return ret_peers->items.n > 0;
}
