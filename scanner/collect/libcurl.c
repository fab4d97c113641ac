/* SPDX-License-Identifier: Apache-2.0 */
/* Loads it once for the process; it stays. Its own TLS is not wanted: ours carries the bytes. */
#include "collect/libcurl.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdbool.h>
#include <string.h>

#include "base/late.h"

static struct phs_libcurl library;
static bool is_there;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static bool take(void *handle, const char *name, void *ret_call) {
    void *found = dlsym(handle, name);
    memcpy(ret_call, &found, sizeof found); /* C knows no way from an object's pointer to a function's */
    return found != NULL;
}

static void load(void) {
    phs_late_openssl_now();
    void *handle = dlopen("libcurl.so.4", RTLD_LAZY | RTLD_LOCAL);
    if (!handle)
        return;
    is_there = true;
#define TAKE(call) is_there &= take(handle, #call, &library.call);
    PHS_LIBCURL_CALLS(TAKE)
#undef TAKE
    is_there = is_there && library.curl_global_init(CURL_GLOBAL_NOTHING) == CURLE_OK;
}

const struct phs_libcurl *phs_libcurl(void) {
    pthread_once(&once, load);
    return is_there ? &library : NULL;
}
