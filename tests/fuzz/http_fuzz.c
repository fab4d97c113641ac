/* SPDX-License-Identifier: Apache-2.0 */
/* What a web server answers: header by header, and whole. The first byte says which. */
#include "collect/http.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { MOST_BYTES = 32 << 10 };

static void headers(struct phs_arena *arena, struct phs_slice bytes) {
    struct phs_http_facts facts = {.hsts_max_age = -1};
    struct phs_slice line;
    while (phs_slice_cut(&bytes, '\n', &line))
        phs_http_header(arena, line, "a.example", &facts);
    for (size_t i = 0; i < facts.cookies.n; i++)
        for (const char *c = facts.cookies.at[i].name; *c; c++)
            if (*c < ' ' || *c > '~')
                __builtin_trap();
}

/* A web server, as libcurl hears it. */
static void answered(struct phs_arena *arena, struct phs_slice bytes) {
    struct phs_http_question question = {.scheme = "https", .host = "a.example", .port = 443, .path = "/"};
    struct phs_http_talk *talk = phs_http_talk_new(arena, &question);
    struct phs_buf out;
    phs_buf_init(&out, 1 << 20);
    phs_http_talk_carry(talk, PHS_SLICE(""), false, &out);
    phs_http_talk_carry(talk, bytes, false, &out);
    phs_http_talk_carry(talk, PHS_SLICE(""), true, &out);
    phs_http_talk_free(talk);
    phs_buf_done(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct phs_arena *arena = phs_arena_new();
    if (size > 1 && size < MOST_BYTES) {
        struct phs_slice rest = phs_slice_n((const char *)data + 1, size - 1);
        if (data[0] == 'h')
            headers(arena, rest);
        else
            answered(arena, rest);
    }
    phs_arena_free(arena);
    return 0;
}
