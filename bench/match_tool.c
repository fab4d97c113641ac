/* SPDX-License-Identifier: Apache-2.0 */
/* Times the patterns over the files of a folder that are already in memory: with Hyperscan, without it, and the bare reading of
 * every byte beside them. usage: bench_match FOLDER [most megabytes] */
#include <inttypes.h>

#include "base/clock.h"
#include "base/file.h"
#include "catalogue/pattern_rule.h"
#include "collect/git/role.h"
#include "collect/git/rules.h"

enum { RUNS = 3, LARGEST = 8 << 20 };

struct corpus {
    PHS_VEC(struct phs_slice) files;
    PHS_VEC(const char *) paths;
    size_t bytes;
};

static void read_corpus(struct phs_arena *arena, const char *folder, size_t most, struct corpus *corpus) {
    struct phs_walk walk = {0};
    struct phs_err err;
    if (phs_walk(arena, folder, &(struct phs_walk_options){0}, &walk, &err) != PHS_OK)
        phs_die("%s", err.text);
    for (size_t i = 0; i < walk.files.n && corpus->bytes < most; i++) {
        struct phs_slice bytes;
        const char *path = walk.files.at[i].path;
        if (!phs_file_is_searched(path) || walk.files.at[i].size > LARGEST ||
            phs_file_read(arena, phs_path_join(arena, folder, path), LARGEST, &bytes, NULL) != PHS_OK ||
            memchr(bytes.ptr, 0, bytes.len < 8000 ? bytes.len : 8000))
            continue;
        PHS_PUSH(arena, corpus->files, bytes);
        PHS_PUSH(arena, corpus->paths, path);
        corpus->bytes += bytes.len;
    }
}

static double report(const char *name, size_t bytes, int64_t ms, size_t found) {
    double speed = (double)bytes / 1048576.0 / ((double)(ms > 0 ? ms : 1) / 1000.0);
    printf("%-22s %9.1f MiB/s, best of %d: %" PRId64 " ms, %zu found\n", name, speed, RUNS, ms, found);
    return speed;
}

static double bare(const struct corpus *corpus) {
    int64_t best = INT64_MAX;
    uint64_t sum = 0;
    for (int run = 0; run < RUNS; run++) {
        int64_t start = phs_clock_ms();
        for (size_t i = 0; i < corpus->files.n; i++)
            for (size_t k = 0; k + 8 <= corpus->files.at[i].len; k += 8) {
                uint64_t word;
                memcpy(&word, corpus->files.at[i].ptr + k, 8);
                sum += word;
            }
        int64_t took = phs_clock_ms() - start;
        best = took < best ? took : best;
    }
    return report("every byte once", corpus->bytes, best, (size_t)(sum & 1));
}

static double patterns(const char *name, struct phs_rules *rules, const struct corpus *corpus) {
    int64_t best = INT64_MAX;
    size_t found = 0;
    for (int run = 0; run < RUNS; run++) {
        struct phs_arena *arena = phs_arena_new(), *scratch = phs_arena_new();
        struct phs_match_scratch *matching = phs_match_scratch_new(arena, rules->matcher);
        int64_t start = phs_clock_ms();
        found = 0;
        for (size_t i = 0; i < corpus->files.n; i++) {
            struct phs_matches matches;
            phs_match_bytes(rules->matcher, matching, scratch, corpus->files.at[i], &matches);
            found += matches.items.n;
            phs_arena_reset(scratch);
        }
        int64_t took = phs_clock_ms() - start;
        best = took < best ? took : best;
        phs_arena_free(scratch);
        phs_arena_free(arena);
    }
    return report(name, corpus->bytes, best, found);
}

int main(int argc, char **argv) {
    struct phs_arena *arena = phs_arena_new();
    struct corpus corpus = {.bytes = 0};
    struct phs_catalogue *catalogue;
    struct phs_rules with, without;
    struct phs_err err;
    double megabytes = 200;
    if (argc < 2 || (argc > 2 && !phs_slice_number(phs_slice(argv[2]), &megabytes)))
        return 64;
    read_corpus(arena, argv[1], (size_t)(megabytes * 1048576), &corpus);
    if (phs_catalogue_load(arena, NULL, 0, &catalogue, &err) != PHS_OK)
        phs_die("%s", err.text);
    printf("%zu files, %.1f MiB\n", corpus.files.n, (double)corpus.bytes / 1048576);
    phs_rules_init(&with, arena, catalogue);
    phs_rules_init_plain(&without, arena, catalogue);
    double limit = bare(&corpus), fast = patterns("with Hyperscan", &with, &corpus);
    double slow = patterns("words and PCRE2 alone", &without, &corpus);
    printf("ratios: %.1f times PCRE2 alone, 1/%.1f of the bare reading\n", slow > 0 ? fast / slow : 0,
           fast > 0 ? limit / fast : 0);
    phs_arena_free(arena);
    return corpus.files.n > 0 ? 0 : 1;
}
