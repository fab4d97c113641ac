/* SPDX-License-Identifier: Apache-2.0 */
/* Reads the health documents of a folder: how many of each format, how many lines of each category, and how fast.
 * usage: bench_health FOLDER [lines]; with "lines", every line and what it holds, never a value. */
#include <inttypes.h>
#include <stdio.h>

#include "base/clock.h"
#include "base/file.h"
#include "parse/health/health.h"

enum { LARGEST = 64 << 20, FORMATS = 16 };

struct tally {
    const char *format;
    size_t files, sights, phi, real;
    uint64_t bytes;
    int64_t ms;
};

static struct tally *tally_of(struct tally *all, const char *format) {
    size_t i = 0;
    while (i < FORMATS - 1 && all[i].format && strcmp(all[i].format, format) != 0)
        i++;
    all[i].format = format;
    return &all[i];
}

int main(int argc, char **argv) {
    struct phs_arena *arena = phs_arena_new(), *scratch = phs_arena_new();
    struct tally all[FORMATS] = {{0}};
    struct phs_walk walk = {0};
    struct phs_err err;
    if (argc < 2)
        return 64;
    if (phs_walk(arena, argv[1], &(struct phs_walk_options){0}, &walk, &err) != PHS_OK)
        phs_die("%s", err.text);
    for (size_t i = 0; i < walk.files.n; i++) {
        struct phs_slice bytes;
        struct phs_health health;
        const char *path = walk.files.at[i].path;
        phs_arena_reset(scratch);
        if (phs_file_read(scratch, phs_path_join(scratch, argv[1], path), LARGEST, &bytes, NULL) != PHS_OK)
            continue;
        int64_t start = phs_clock_ms();
        bool found = phs_health_read(scratch, path, bytes, &health);
        if (!health.format)
            continue;
        struct tally *tally = tally_of(all, health.format);
        tally->ms += phs_clock_ms() - start;
        tally->bytes += bytes.len;
        tally->files += found;
        tally->sights += health.sights.n;
        bool phi = false, real = false;
        for (size_t k = 0; k < health.sights.n; k++) {
            const struct phs_health_sight *sight = &health.sights.at[k];
            phi |= sight->grade == PHS_GRADE_PHI;
            real |= sight->grade == PHS_GRADE_PHI && sight->judged == PHS_MATCH_REAL;
            if (argc > 2)
                printf("%s:%u %s %s %s\n", path, sight->line, sight->category, phs_grade_name(sight->grade),
                       phs_match_class_name(sight->judged));
        }
        tally->phi += phi;
        tally->real += real;
    }
    for (size_t i = 0; i < FORMATS && all[i].format; i++)
        printf("%-6s %6zu files, %8zu sights, %6zu files with phi, %6zu real-looking; %8.1f MiB, %.1f MiB/s\n", all[i].format,
               all[i].files, all[i].sights, all[i].phi, all[i].real, (double)all[i].bytes / 1048576,
               (double)all[i].bytes / 1048576 / ((double)(all[i].ms ? all[i].ms : 1) / 1000));
    phs_arena_free(scratch);
    phs_arena_free(arena);
    return 0;
}
