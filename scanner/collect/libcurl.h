/* SPDX-License-Identifier: Apache-2.0 */
/* libcurl, loaded when the first request is near: with what it needs itself it is the largest part of a start (40 libraries),
 * and most scans make no request. */
#ifndef PHS_COLLECT_LIBCURL_H
#define PHS_COLLECT_LIBCURL_H

#define CURL_DISABLE_TYPECHECK
#include <curl/curl.h>

#define PHS_LIBCURL_CALLS(X)                                                                                                   \
    X(curl_global_init)                                                                                                        \
    X(curl_easy_init)                                                                                                          \
    X(curl_easy_setopt)                                                                                                        \
    X(curl_easy_getinfo)                                                                                                       \
    X(curl_easy_cleanup)                                                                                                       \
    X(curl_multi_init)                                                                                                         \
    X(curl_multi_add_handle)                                                                                                   \
    X(curl_multi_perform)                                                                                                      \
    X(curl_multi_info_read)                                                                                                    \
    X(curl_multi_remove_handle)                                                                                                \
    X(curl_multi_cleanup)

#undef curl_easy_setopt
#undef curl_easy_getinfo
#define PHS_LIBCURL_POINTER(call) __typeof__(call) *call;
struct phs_libcurl {
    PHS_LIBCURL_CALLS(PHS_LIBCURL_POINTER)
};

/* Begins to load it on a thread of its own, which the end waits for: a process does not exit in the middle of it. Both from one
 * thread. */
void phs_libcurl_begin(void);
void phs_libcurl_end(void);
/* Waits until it is loaded. NULL when the library is not there: package libcurl4. */
const struct phs_libcurl *phs_libcurl(void);

#endif
