/* SPDX-License-Identifier: Apache-2.0 */
/* Another program's output, bounded in time and size. Between fork and exec only calls that are safe in a process with threads.
 */
#include "collect/kubernetes/program.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/path.h"

enum { MOST_SECONDS = 20, MOST_OUTPUT = 32 << 20, MOST_FILE = 1 << 20 };

static bool lies_in(const char *path, const char *folder) {
    char *real = realpath(path, NULL), *root = realpath(folder, NULL);
    size_t n = root ? strlen(root) : 0;
    /* The root folder itself holds every program; scanning it forbids none. */
    bool in = real && n > 1 && strncmp(real, root, n) == 0 && (real[n] == '/' || !real[n]);
    free(real);
    free(root);
    return in;
}

const char *phs_program_find(struct phs_arena *arena, const char *name, const char *scanned) {
    const char *path = getenv("PATH");
    while (path && *path) {
        size_t n = strcspn(path, ":");
        const char *full = phs_path_join(arena, phs_slice_dup(arena, phs_slice_n(path, n)), name);
        if (*path == '/' && access(full, X_OK) == 0 && !lies_in(full, scanned))
            return full;
        path += n + (path[n] == ':');
    }
    return NULL;
}

/* In the child. A namespace of its own has no network; where the system forbids making one, what we ask of the programs needs
 * none. */
static void become(const char *const *argv, char *const *environment, const char *home, int out) {
    const struct rlimit file = {MOST_FILE, MOST_FILE}, cpu = {MOST_SECONDS, MOST_SECONDS}, core = {0, 0};
    int null = open("/dev/null", O_RDWR | O_CLOEXEC);
    setpgid(0, 0);
    if (null < 0 || dup2(null, 0) < 0 || dup2(out, 1) < 0 || dup2(null, 2) < 0 || chdir(home) < 0)
        _exit(126);
    setrlimit(RLIMIT_FSIZE, &file);
    setrlimit(RLIMIT_CPU, &cpu);
    setrlimit(RLIMIT_CORE, &core);
    (void)unshare(CLONE_NEWUSER | CLONE_NEWNET);
    execve(argv[0], (char *const *)(uintptr_t)argv, environment);
    _exit(127);
}

static int64_t now_ms(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* False when time or room ran out. */
static bool drain(int from, struct phs_buf *output) {
    int64_t deadline = now_ms() + MOST_SECONDS * 1000;
    char bytes[16384];
    for (;;) {
        struct pollfd wait = {from, POLLIN, 0};
        int64_t left = deadline - now_ms();
        int ready = left > 0 ? poll(&wait, 1, (int)left) : 0;
        if (ready < 0 && errno == EINTR)
            continue;
        ssize_t n = ready > 0 ? read(from, bytes, sizeof bytes) : -1;
        if (n == 0)
            return true;
        if (n < 0)
            return false;
        phs_buf_add(output, bytes, (size_t)n);
        if (output->failed)
            return false;
    }
}

static int remove_entry(const char *path, const struct stat *about, int kind, struct FTW *where) {
    (void)about, (void)kind, (void)where;
    return remove(path) == 0 ? 0 : 1;
}

static enum phs_code run_in(struct phs_arena *arena, const char *const *argv, const char *home, struct phs_buf *output,
                            struct phs_err *err) {
    char *const environment[] = {(char[]){"PATH=/usr/bin:/bin"},
                                 phs_printf(arena, "HOME=%s", home),
                                 (char[]){"HELM_NO_PLUGINS=1"},
                                 phs_printf(arena, "HELM_PLUGINS=%s", home),
                                 (char[]){"KUBECONFIG=/dev/null"},
                                 (char[]){"LC_ALL=C"},
                                 NULL};
    const char *name = phs_path_base(argv[0]);
    int ends[2], status = 0;
    if (pipe2(ends, O_CLOEXEC) < 0)
        return phs_fail(err, PHS_E_IO, "%s: no pipe could be made", name);
    pid_t child = fork();
    if (child == 0)
        become(argv, environment, home, ends[1]);
    close(ends[1]);
    bool whole = child > 0 && drain(ends[0], output);
    close(ends[0]);
    if (child < 0)
        return phs_fail(err, PHS_E_IO, "%s: no process could be made", name);
    if (!whole) {
        kill(-child, SIGKILL);
        kill(child, SIGKILL);
    }
    while (waitpid(child, &status, 0) < 0 && errno == EINTR)
        continue;
    if (!whole)
        return phs_fail(err, PHS_E_LIMIT, "%s took longer than %d seconds or wrote more than %d MiB", name, MOST_SECONDS,
                        MOST_OUTPUT >> 20);
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
        return phs_fail(err, PHS_E_INPUT, "%s ended with an error", name);
    return PHS_OK;
}

enum phs_code phs_program_run(struct phs_arena *arena, const char *const *argv, struct phs_slice *ret_output,
                              struct phs_err *err) {
    char home[] = "/tmp/phiscope-XXXXXX";
    struct phs_buf output;
    if (!mkdtemp(home))
        return phs_fail(err, PHS_E_IO, "no empty folder could be made for %s", phs_path_base(argv[0]));
    phs_buf_init(&output, MOST_OUTPUT);
    enum phs_code code = run_in(arena, argv, home, &output, err);
    if (code == PHS_OK)
        *ret_output = phs_slice_n(phs_slice_dup(arena, phs_slice_n(phs_buf_text(&output), output.len)), output.len);
    phs_buf_done(&output);
    (void)nftw(home, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
    return code;
}
