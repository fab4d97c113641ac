/* SPDX-License-Identifier: Apache-2.0 */
/* The progress line. It shows names from the scanned tree, so they are made safe and cut to the width of the terminal. */
#include "base/progress.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/err.h"
#include "base/escape.h"

enum { REDRAW_MS = 80, DEFAULT_COLUMNS = 80, LONGEST_LINE = 4096 };

struct phs_progress {
    pthread_mutex_t lock;
    char label[64];
    size_t done, total;
    int64_t drawn_at;
};

static bool is_set(const char *name) {
    const char *value = getenv(name);
    return value && *value;
}

static bool is_wanted(void) {
    const char *term = getenv("TERM");
    return isatty(STDERR_FILENO) && term && *term && strcmp(term, "dumb") != 0 && !is_set("CI") && !is_set("NO_COLOR");
}

struct phs_progress *phs_progress_new(void) {
    if (!is_wanted())
        return NULL;
    struct phs_progress *progress = calloc(1, sizeof *progress);
    if (!progress)
        phs_out_of_memory();
    pthread_mutex_init(&progress->lock, NULL);
    return progress;
}

static size_t columns(void) {
    struct winsize size;
    return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 1 ? size.ws_col - 1 : DEFAULT_COLUMNS;
}

/* Bytes of the first width characters. */
static size_t cut_to(struct phs_slice text, size_t width) {
    size_t at = 0;
    while (at < text.len && width-- > 0)
        phs_utf8_next(text, &at);
    return at;
}

static void draw(struct phs_progress *progress, const char *what) {
    struct phs_buf line;
    phs_buf_init(&line, LONGEST_LINE);
    phs_escape_terminal(&line, phs_slice(progress->label));
    if (progress->total > 0)
        phs_buf_printf(&line, " %zu of %zu", progress->done, progress->total);
    else if (progress->done > 0)
        phs_buf_printf(&line, " %zu", progress->done);
    phs_buf_putc(&line, ' ');
    phs_escape_terminal(&line, phs_slice(what));
    size_t shown = cut_to(phs_slice(phs_buf_text(&line)), columns());
    fprintf(stderr, "\r\033[K%.*s", (int)shown, phs_buf_text(&line));
    fflush(stderr);
    phs_buf_done(&line);
    progress->drawn_at = phs_clock_ms();
}

void phs_progress_stage(struct phs_progress *progress, const char *label, size_t total) {
    if (!progress)
        return;
    pthread_mutex_lock(&progress->lock);
    snprintf(progress->label, sizeof progress->label, "%s", label);
    progress->done = 0;
    progress->total = total;
    draw(progress, "");
    pthread_mutex_unlock(&progress->lock);
}

void phs_progress_step(struct phs_progress *progress, const char *what) {
    if (!progress)
        return;
    pthread_mutex_lock(&progress->lock);
    progress->done++;
    if (phs_clock_ms() - progress->drawn_at >= REDRAW_MS)
        draw(progress, what);
    pthread_mutex_unlock(&progress->lock);
}

void phs_progress_free(struct phs_progress *progress) {
    if (!progress)
        return;
    fputs("\r\033[K", stderr);
    fflush(stderr);
    pthread_mutex_destroy(&progress->lock);
    free(progress);
}
