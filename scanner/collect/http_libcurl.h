/* SPDX-License-Identifier: Apache-2.0 */
/* What http.c asks libcurl for: the same talk, for an answer that it does not read itself. */
#ifndef PHS_COLLECT_HTTP_LIBCURL_H
#define PHS_COLLECT_HTTP_LIBCURL_H

#include "collect/http.h"

struct phs_http_curl;
struct phs_http_curl *phs_http_curl_new(struct phs_arena *arena, const struct phs_http_question *question);
enum phs_http_end phs_http_curl_carry(struct phs_http_curl *talk, struct phs_slice in, bool ended, struct phs_buf *out);
const struct phs_http_facts *phs_http_curl_facts(const struct phs_http_curl *talk);
const char *phs_http_curl_why(const struct phs_http_curl *talk);
void phs_http_curl_free(struct phs_http_curl *talk);

#endif
