/* SPDX-License-Identifier: Apache-2.0 */
/* Threads take the next number from one counter until it runs out. The caller works too, so a failure to start threads only
 * makes it slower. */
#include "base/pool.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "base/slice.h"

enum { MOST_BY_DEFAULT = 16, MOST_THREADS = 64 };

struct job {
    size_t count;
    atomic_size_t next;
    void (*work)(void *user, size_t item, unsigned worker);
    void *user;
};

struct worker {
    pthread_t thread;
    struct job *job;
    unsigned number;
};

static void work_through(struct job *job, unsigned worker) {
    for (;;) {
        size_t item = atomic_fetch_add_explicit(&job->next, 1, memory_order_relaxed);
        if (item >= job->count)
            return;
        job->work(job->user, item, worker);
    }
}

static void *run(void *argument) {
    struct worker *worker = argument;
    work_through(worker->job, worker->number);
    return NULL;
}

unsigned phs_pool_threads(void) {
    const char *wanted = getenv("PHISCOPE_THREADS");
    double number;
    if (wanted && phs_slice_number(phs_slice(wanted), &number) && number >= 1)
        return number < MOST_THREADS ? (unsigned)number : MOST_THREADS;
    cpu_set_t cores;
    int count = sched_getaffinity(0, sizeof cores, &cores) == 0 ? CPU_COUNT(&cores) : 1;
    return count < 1 ? 1 : count < MOST_BY_DEFAULT ? (unsigned)count : MOST_BY_DEFAULT;
}

void phs_pool_run(unsigned threads, size_t count, void (*work)(void *user, size_t item, unsigned worker), void *user) {
    struct worker workers[MOST_THREADS];
    struct job job = {.count = count, .work = work, .user = user};
    if (threads == 0)
        threads = phs_pool_threads();
    if (threads > MOST_THREADS)
        threads = MOST_THREADS;
    if (threads > count)
        threads = count ? (unsigned)count : 1;
    unsigned started = 1;
    for (; started < threads; started++) {
        workers[started] = (struct worker){.job = &job, .number = started};
        if (pthread_create(&workers[started].thread, NULL, run, &workers[started]) != 0)
            break;
    }
    work_through(&job, 0);
    for (unsigned i = 1; i < started; i++)
        pthread_join(workers[i].thread, NULL);
}
