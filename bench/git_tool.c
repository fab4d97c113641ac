/* SPDX-License-Identifier: Apache-2.0 */
/* The floor that bench/git measures against: every object of the packs of a repository made once, and nothing done with it. */
#include <stdio.h>

#include "base/arena.h"
#include "base/clock.h"
#include "collect/git/walk.h"

static uint8_t pass_over(void *user, const struct phs_visit *visit) {
    (void)user;
    (void)visit;
    return 1;
}

static double walk(struct phs_packs *packs, unsigned kinds) {
    struct phs_pack_walk walk = {.packs = packs, .near = 1024, .visit = pass_over};
    size_t wanted = 0;
    int64_t start = phs_clock_ms();
    clock_t cpu = clock();
    for (uint32_t i = 0; i < packs->n; i++) {
        packs->objects[i].wanted = kinds >> packs->objects[i].kind & 1 && packs->objects[i].kind != PHS_OBJECT_NONE;
        wanted += packs->objects[i].wanted;
    }
    phs_packs_walk(&walk);
    double seconds = (double)(clock() - cpu) / CLOCKS_PER_SEC;
    printf("objects=%zu bytes=%llu wall_ms=%lld cpu_ms=%.0f too_large=%u damaged=%u cut=%u\n", wanted,
           (unsigned long long)walk.made, (long long)(phs_clock_ms() - start), seconds * 1000, walk.too_large, walk.damaged,
           walk.cut_short);
    return seconds;
}

int main(int argc, char **argv) {
    struct phs_arena *arena = phs_arena_new();
    struct phs_packs packs;
    if (argc != 2) {
        fprintf(stderr, "usage: bench_git GIT_DIRECTORY\n");
        return 64;
    }
    int64_t start = phs_clock_ms();
    phs_packs_open(arena, argv[1], &packs);
    phs_packs_link(&packs);
    printf("linked objects=%u reached=%u wall_ms=%lld\n", packs.n, packs.reached, (long long)(phs_clock_ms() - start));
    printf("blobs ");
    walk(&packs, 1u << PHS_OBJECT_BLOB);
    printf("trees and commits ");
    walk(&packs, 1u << PHS_OBJECT_TREE | 1u << PHS_OBJECT_COMMIT);
    phs_arena_free(arena);
    return 0;
}
