/* SPDX-License-Identifier: Apache-2.0 */
/* getaddrinfo knows no deadline and waits, so it runs on a thread of its own that is left behind when it takes too long.
 * Literal addresses ask nobody. */
#include <netdb.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "base/err.h"
#include "collect/tls/wire.h"

enum { MOST_ADDRESSES = 32 };

/* Shared by the asker and the thread; whoever leaves last frees it. */
struct phs_resolving {
    pthread_mutex_t lock;
    int bell; /* an eventfd of its own copy */
    bool done, left;
    int code;
    struct addrinfo *list;
    char *host;
    char port[8];
};

static void release(struct phs_resolving *question) {
    if (question->list)
        freeaddrinfo(question->list);
    close(question->bell);
    pthread_mutex_destroy(&question->lock);
    free(question->host);
    free(question);
}

static void *ask(void *argument) {
    struct phs_resolving *question = argument;
    struct addrinfo hints = {.ai_family = AF_UNSPEC, .ai_socktype = SOCK_STREAM}, *list = NULL;
    int code = getaddrinfo(question->host, question->port, &hints, &list);
    pthread_mutex_lock(&question->lock);
    question->code = code;
    question->list = code == 0 ? list : NULL;
    question->done = true;
    bool left = question->left;
    if (!left)
        eventfd_write(question->bell, 1);
    pthread_mutex_unlock(&question->lock);
    if (left)
        release(question);
    return NULL;
}

static struct phs_resolving *question_new(const char *host, unsigned port, int bell) {
    struct phs_resolving *question = calloc(1, sizeof *question);
    if (!question || !(question->host = strdup(host)))
        phs_out_of_memory();
    snprintf(question->port, sizeof question->port, "%u", port);
    question->bell = dup(bell);
    pthread_mutex_init(&question->lock, NULL);
    return question;
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

bool phs_resolve_literal(struct phs_arena *arena, const char *host, unsigned port, struct phs_wire_peers *ret_peers) {
    struct addrinfo hints = {.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV, .ai_socktype = SOCK_STREAM}, *list = NULL;
    char service[8];
    snprintf(service, sizeof service, "%u", port);
    if (getaddrinfo(host, service, &hints, &list) != 0)
        return false;
    take(arena, list, ret_peers);
    freeaddrinfo(list);
    return ret_peers->items.n > 0;
}

struct phs_resolving *phs_resolve_begin(struct phs_arena *arena, const char *host, unsigned port, int bell,
                                        struct phs_wire_peers *ret_peers, const char **ret_why) {
    pthread_t thread;
    pthread_attr_t small;
    if (phs_resolve_literal(arena, host, port, ret_peers))
        return NULL;
    struct phs_resolving *question = question_new(host, port, bell);
    pthread_attr_init(&small);
    pthread_attr_setstacksize(&small, 256 << 10);
    pthread_attr_setdetachstate(&small, PTHREAD_CREATE_DETACHED);
    int failed = pthread_create(&thread, &small, ask, question);
    pthread_attr_destroy(&small);
    if (failed == 0)
        return question;
    release(question);
    *ret_why = "its name could not be resolved";
    return NULL;
}

bool phs_resolve_take(struct phs_arena *arena, struct phs_resolving *question, struct phs_wire_peers *ret_peers,
                      const char **ret_why) {
    pthread_mutex_lock(&question->lock);
    bool done = question->done;
    pthread_mutex_unlock(&question->lock);
    if (!done)
        return false;
    take(arena, question->list, ret_peers);
    if (!ret_peers->items.n)
        *ret_why = question->code == EAI_NONAME ? "there is no such name" : "its name could not be resolved";
    release(question);
    return true;
}

void phs_resolve_leave(struct phs_resolving *question) {
    pthread_mutex_lock(&question->lock);
    bool done = question->done;
    question->left = true;
    pthread_mutex_unlock(&question->lock);
    if (done)
        release(question);
}
