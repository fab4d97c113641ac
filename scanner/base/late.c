/* SPDX-License-Identifier: Apache-2.0 */
/* Finds a function of a library that is loaded now. */
#include "base/late.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

extern const char phs_late_stands_in __attribute__((weak)); /* in late.S */

static pthread_mutex_t lock = PTHREAD_RECURSIVE_MUTEX_INITIALIZER_NP; /* settling OpenSSL finds functions of it */
static void (*settle_openssl)(void);

/* OpenSSL binds 4,000 symbols, nearly all of them to itself: it is asked first. */
static void *bring(const char *library) {
    int own = strncmp(library, "libcrypto.", 10) == 0 || strncmp(library, "libssl.", 7) == 0 ? RTLD_DEEPBIND : 0;
    return dlopen(library, RTLD_LAZY | RTLD_LOCAL | own);
}

static void *loaded(const char *library) {
    enum { MOST = 32 };
    static struct {
        const char *name; /* late.S has one text a library */
        void *handle;
    } known[MOST];
    size_t n = 0;
    while (n < MOST && known[n].name && known[n].name != library)
        n++;
    if (n < MOST && known[n].name)
        return known[n].handle;
    void *handle = bring(library);
    if (n < MOST && handle) {
        known[n].name = library;
        known[n].handle = handle;
    }
    return handle;
}

static bool uses_openssl(const char *library) {
    return strncmp(library, "libcrypto.", 10) == 0 || strncmp(library, "libssl.", 7) == 0 ||
           strncmp(library, "libgit2.", 8) == 0;
}

static void settle(void) {
    void (*now)(void) = settle_openssl;
    settle_openssl = NULL;
    if (now)
        now();
}

void phs_late_openssl(void (*given)(void)) {
    settle_openssl = given;
    if (!&phs_late_stands_in)
        settle();
}

void phs_late_openssl_now(void) {
    pthread_mutex_lock(&lock);
    settle();
    pthread_mutex_unlock(&lock);
}

void phs_late_openssl_load(void) {
    if (&phs_late_stands_in)
        bring("libssl.so.3");
}

void *phs_late_find(const char *library, const char *function) {
    pthread_mutex_lock(&lock);
    if (uses_openssl(library))
        settle();
    void *handle = loaded(library), *found = handle ? dlsym(handle, function) : NULL;
    if (!found) {
        fprintf(stderr, "phiscope: a library that is needed here cannot be loaded: %s\n", dlerror());
        _Exit(1);
    }
    pthread_mutex_unlock(&lock);
    return found;
}
