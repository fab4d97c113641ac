/* SPDX-License-Identifier: Apache-2.0 */
/* What bench/git measures, one at a time: every object of the packs of a repository made and nothing done with it, the floor;
 * and every blob searched, by what is new in it or in full. */
#include <stdio.h>
#include <sys/resource.h>

#include "base/arena.h"
#include "base/clock.h"
#include "collect/git/messages.h"
#include "collect/git/search.h"
#include "collect/git/tree.h"

struct clocks {
    int64_t wall;
    clock_t cpu;
};

static struct clocks start(void) {
    return (struct clocks){phs_clock_ms(), clock()};
}

static void say(const char *what, struct clocks since) {
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    printf("%s wall_ms=%lld cpu_ms=%.0f rss_mb=%ld\n", what, (long long)(phs_clock_ms() - since.wall),
           (double)(clock() - since.cpu) * 1000 / CLOCKS_PER_SEC, usage.ru_maxrss / 1024);
}

static uint8_t pass_over(void *user, const struct phs_visit *visit) {
    (void)user;
    (void)visit;
    return 1;
}

static void walk(struct phs_packs *packs, unsigned kinds, const char *what) {
    struct phs_pack_walk walk = {.packs = packs, .near = 2048, .visit = pass_over};
    struct clocks since = start();
    for (uint32_t i = 0; i < packs->n; i++)
        packs->objects[i].wanted = kinds >> packs->objects[i].kind & 1 && packs->objects[i].kind != PHS_OBJECT_NONE;
    phs_packs_walk(&walk);
    printf("bytes=%llu lost=%u ", (unsigned long long)walk.made, walk.too_large + walk.damaged + walk.cut_short);
    say(what, since);
}

static void find_origins(struct phs_arena *arena, struct phs_packs *packs, const struct phs_loose_list *loose,
                         const char *git_dir, const struct phs_searched *searched, const struct phs_rules *rules) {
    struct phs_tips tips;
    struct phs_messages messages;
    struct phs_origins origins;
    const struct phs_oid **names = PHS_NEW_N(arena, const struct phs_oid *, searched->blobs.n);
    struct clocks since = start();
    size_t reachable = 0, with_path = 0;
    for (size_t i = 0; i < searched->blobs.n; i++)
        names[i] = &searched->blobs.at[i].name;
    phs_tips_read(arena, git_dir, &tips);
    phs_messages_init(&messages, arena, rules);
    const struct phs_origins_ask ask = {packs, loose, &tips, names, searched->blobs.n, &messages};
    phs_origins_find(arena, &ask, &origins);
    for (size_t i = 0; i < ask.n; i++) {
        reachable += origins.at[i].reachable;
        with_path += origins.at[i].path != NULL;
        if (getenv("PHS_BENCH_HITS") && origins.at[i].path)
            printf("origin %02x%02x%02x%02x %02x%02x%02x%02x %lld %s\n", names[i]->id[0], names[i]->id[1], names[i]->id[2],
                   names[i]->id[3], origins.at[i].commit.id[0], origins.at[i].commit.id[1], origins.at[i].commit.id[2],
                   origins.at[i].commit.id[3], (long long)origins.at[i].when, origins.at[i].path);
    }
    printf("messages=%zu said=%zu tips=%zu commits=%zu asked=%zu reachable=%zu with_path=%zu missing_blobs=%zu "
           "missing_trees=%zu missing_commits=%zu "
           "damaged=%zu limited=%d ",
           messages.read, messages.items.n, tips.items.n, origins.commits, ask.n, reachable, with_path, origins.missing_blobs,
           origins.missing_trees, origins.missing_commits, origins.damaged, origins.limited);
    say("origins", since);
}

static void search(struct phs_arena *arena, struct phs_packs *packs, const char *git_dir, bool whole) {
    struct phs_catalogue *catalogue;
    struct phs_loose_list loose;
    struct phs_rules rules;
    struct phs_searched searched;
    struct phs_err err;
    phs_tree_library_init();
    phs_look_init();
    phs_loose_list_read(arena, git_dir, packs, &loose);
    struct clocks since = start();
    if (phs_catalogue_load(arena, NULL, 0, &catalogue, &err) != PHS_OK)
        phs_die("%s", err.text);
    phs_rules_init(&rules, arena, catalogue);
    say("rules", since);
    since = start();
    struct phs_search search = {.rules = &rules, .packs = packs, .loose = &loose, .whole = whole};
    phs_search_run(arena, &search, &searched);
    printf("blobs=%zu with_hits=%zu bytes=%llu matched=%llu ", searched.blobs_read, searched.blobs.n,
           (unsigned long long)searched.bytes, (unsigned long long)searched.matched);
    say(whole ? "searched in full" : "searched", since);
    size_t hits = 0;
    for (size_t i = 0; i < searched.blobs.n; i++)
        hits += searched.blobs.at[i].look.hits.n;
    printf("hits=%zu\n", hits);
    if (getenv("PHS_BENCH_HITS"))
        for (size_t i = 0; i < searched.blobs.n; i++)
            for (size_t k = 0; k < searched.blobs.at[i].look.hits.n; k++) {
                char hex[41];
                const struct phs_hit *hit = &searched.blobs.at[i].look.hits.at[k];
                for (size_t b = 0; b < 20; b++)
                    snprintf(hex + 2 * b, 3, "%02x", searched.blobs.at[i].name.id[b]);
                printf("hit %s %s %u %u\n", hex, rules.patterns[hit->rule]->id, hit->start, hit->length);
            }
    find_origins(arena, packs, &loose, git_dir, &searched, &rules);
    phs_tree_library_done();
}

int main(int argc, char **argv) {
    struct phs_arena *arena = phs_arena_new();
    struct phs_packs packs;
    if (argc != 3) {
        fprintf(stderr, "usage: bench_git walk|search|full GIT_DIRECTORY\n");
        return 64;
    }
    struct clocks since = start();
    phs_packs_open(arena, argv[2], &packs);
    phs_packs_link(&packs);
    printf("objects=%u reached=%u ", packs.n, packs.reached);
    say("linked", since);
    if (strcmp(argv[1], "walk") == 0) {
        walk(&packs, 1u << PHS_OBJECT_BLOB, "blobs");
        walk(&packs, 1u << PHS_OBJECT_TREE | 1u << PHS_OBJECT_COMMIT, "trees and commits");
    } else {
        search(arena, &packs, argv[2], strcmp(argv[1], "full") == 0);
    }
    phs_arena_free(arena);
    return 0;
}
