/* SPDX-License-Identifier: Apache-2.0 */
/* The thread pool under ThreadSanitizer: every item once, results in their slots, worker numbers never shared. A plain program,
 * because Criterion does not run there. */
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/map.h"
#include "base/number.h"
#include "base/pool.h"

enum { ITEMS = 5000, THREADS = 8 };

struct scan {
    struct phs_arena *arenas[THREADS]; /* by worker: not locked, so a shared number would be a data race */
    size_t done[THREADS];
    const char *results[ITEMS];
};

static int failures;

static void expect(bool holds, const char *what) {
    if (!holds) {
        printf("failed: %s\n", what);
        failures++;
    }
}

/* Uses what is set up once for the whole process: the seed of the maps, the C locale. */
static void work(void *user, size_t item, unsigned worker) {
    struct scan *scan = user;
    struct phs_arena *arena = scan->arenas[worker];
    struct phs_map map;
    char number[32];
    phs_map_init(&map, arena);
    phs_number_format((double)item / 8, number);
    phs_map_puts(&map, "result", phs_strdup(arena, number));
    scan->results[item] = phs_map_gets(&map, "result");
    scan->done[worker]++;
}

static void fills_every_slot_once(unsigned threads) {
    static struct scan scan;
    size_t done = 0;
    scan = (struct scan){0};
    for (size_t i = 0; i < THREADS; i++)
        scan.arenas[i] = phs_arena_new();
    phs_pool_run(threads, ITEMS, work, &scan);
    for (size_t i = 0; i < ITEMS; i++) {
        char expected[32];
        phs_number_format((double)i / 8, expected);
        expect(scan.results[i] && strcmp(scan.results[i], expected) == 0, "a slot holds the result of its number");
    }
    for (size_t i = 0; i < THREADS; i++) {
        done += scan.done[i];
        phs_arena_free(scan.arenas[i]);
    }
    expect(done == ITEMS, "every item once");
}

static atomic_uint waiting;

/* Each call waits until the other was made too: ends only when two threads really run. */
static void meet(void *user, size_t item, unsigned worker) {
    (void)item;
    (void)worker;
    int64_t begin = phs_clock_ms();
    atomic_fetch_add(&waiting, 1);
    while (atomic_load(&waiting) < 2 && phs_clock_ms() - begin < 10000)
        usleep(1000);
    if (atomic_load(&waiting) < 2)
        atomic_store((atomic_bool *)user, false);
}

int main(void) {
    static const unsigned threads[] = {1, 2, 3, THREADS};
    for (size_t i = 0; i < sizeof threads / sizeof *threads; i++)
        fills_every_slot_once(threads[i]);
    atomic_bool met = true;
    phs_pool_run(2, 2, meet, &met);
    expect(met, "two threads work at the same time");
    if (failures == 0)
        puts("the pool keeps its promises");
    return failures ? 1 : 0;
}
