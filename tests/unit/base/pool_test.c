/* SPDX-License-Identifier: Apache-2.0 */
/* The pool's promises that need no sanitizer; tests/threads/pool.c has the others. Progress off a terminal is silent. */
#include <criterion/criterion.h>
#include <poll.h>
#include <pty.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/pool.h"
#include "base/progress.h"

static unsigned calls[1000], largest_worker;

static void count_call(void *user, size_t item, unsigned worker) {
    (void)user;
    calls[item]++;
    if (worker > largest_worker)
        largest_worker = worker;
}

Test(pool, works_in_the_caller_with_one_thread_one_item_or_none) {
    phs_pool_run(1, 1000, count_call, NULL);
    for (size_t i = 0; i < 1000; i++)
        cr_assert_eq(calls[i], 1);
    phs_pool_run(8, 1, count_call, NULL);
    cr_assert_eq(calls[0], 2);
    phs_pool_run(8, 0, count_call, NULL);
    cr_assert_eq(calls[0], 2);
    cr_assert_eq(largest_worker, 0);
}

Test(pool, takes_the_number_of_threads_from_the_environment_within_reason) {
    static const struct {
        const char *text;
        unsigned threads; /* 0: whatever the machine has */
    } rows[] = {{"3", 3}, {"1000000", 64}, {"0", 0}, {"-4", 0}, {"many", 0}, {"", 0}};
    unsetenv("PHISCOPE_THREADS");
    unsigned usual = phs_pool_threads();
    cr_assert(usual >= 1 && usual <= 16);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        setenv("PHISCOPE_THREADS", rows[i].text, 1);
        cr_assert_eq(phs_pool_threads(), rows[i].threads ? rows[i].threads : usual, "'%s'", rows[i].text);
    }
}

Test(progress, is_nothing_without_a_willing_terminal) {
    setenv("TERM", "dumb", 1);
    cr_assert_null(phs_progress_new());
    setenv("TERM", "xterm", 1);
    setenv("NO_COLOR", "1", 1);
    cr_assert_null(phs_progress_new());
    phs_progress_stage(NULL, "reading", 3);
    phs_progress_step(NULL, "file");
    phs_progress_free(NULL);
}

Test(progress, shows_one_safe_line_on_a_terminal_and_wipes_it) {
    int terminal, ours;
    char seen[4096] = "";
    struct winsize size = {.ws_row = 24, .ws_col = 30};
    if (openpty(&terminal, &ours, NULL, NULL, &size) != 0)
        cr_skip("no pseudo terminal here");
    int before = dup(STDERR_FILENO);
    dup2(ours, STDERR_FILENO);
    setenv("TERM", "xterm", 1);
    unsetenv("NO_COLOR");
    unsetenv("CI");
    struct phs_progress *progress = phs_progress_new();
    if (progress) {
        phs_progress_stage(progress, "reading", 2);
        usleep(100000);
        phs_progress_step(progress, "a\x1b[31m\nvery/long/path/that/does/not/fit.tf");
    }
    bool was_made = progress != NULL;
    phs_progress_free(progress);
    dup2(before, STDERR_FILENO);
    /* A terminal may hand over one write at a time. */
    size_t n = 0;
    struct pollfd ready = {terminal, POLLIN, 0};
    while (n + 1 < sizeof seen && poll(&ready, 1, 500) == 1) {
        ssize_t got = read(terminal, seen + n, sizeof seen - 1 - n);
        if (got <= 0)
            break;
        n += (size_t)got;
    }
    cr_assert(was_made && n > 0);
    cr_assert_str_eq(seen, "\r\033[Kreading 0 of 2 \r\033[Kreading 1 of 2 a\\x1B[31m very\r\033[K");
}
