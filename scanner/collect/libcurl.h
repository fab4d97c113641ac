/* SPDX-License-Identifier: Apache-2.0 */
/* libcurl, loaded when an answer needs it: with what it needs itself it is larger than all else that a scan of an endpoint
 * loads (40 libraries). */
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

/* Loads it at the first call. NULL when the library is not there: package libcurl4. */
const struct phs_libcurl *phs_libcurl(void);

#endif
