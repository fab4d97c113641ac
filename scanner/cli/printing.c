/* SPDX-License-Identifier: Apache-2.0 */
/* The child process that prints, its folder and its end. */
#include "cli/printing.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"

enum { MOST_ARGS = 24, MOST_MILLISECONDS = 120000, MOST_BYTES = 1 << 30 };

struct printing {
    struct phs_arena *arena;
    const char *folder;  /* private, absolute */
    const char *program; /* absolute */
    const char *argv[MOST_ARGS];
    size_t argc;
    const char *epoch; /* NULL, or seconds that the program dates its output with */
};

static const char *under(const struct printing *printing, const char *name) {
    return phs_printf(printing->arena, "%s/%s", printing->folder, name);
}

static void add(struct printing *printing, const char *word) {
    if (printing->argc + 1 < MOST_ARGS)
        printing->argv[printing->argc++] = word;
}

/* The first of the names in a folder of PATH; relative folders are passed over. */
static const char *find_program(struct phs_arena *arena, const char *const *names) {
    const char *path = getenv("PATH");
    for (; *names; names++) {
        struct phs_slice rest = phs_slice(path ? path : "/usr/bin:/bin"), folder;
        while (phs_slice_cut(&rest, ':', &folder)) {
            const char *file = phs_printf(arena, "%.*s/%s", (int)folder.len, folder.ptr, *names);
            if (phs_slice_starts(folder, "/") && phs_is_file(file) && access(file, X_OK) == 0)
                return file;
        }
    }
    return NULL;
}

static enum phs_code make_folder(struct printing *printing, struct phs_err *err) {
    const char *base = getenv("TMPDIR");
    char *folder = phs_printf(printing->arena, "%s/phiscope-XXXXXX", base && *base == '/' ? base : "/tmp");
    if (!mkdtemp(folder)) /* mode 0700 */
        return phs_fail(err, PHS_E_IO, "no private folder could be made in %s: %s.", base && *base == '/' ? base : "/tmp",
                        strerror(errno));
    printing->folder = folder;
    return PHS_OK;
}

static int remove_one(const char *path, const struct stat *about, int kind, struct FTW *where) {
    (void)about;
    (void)where;
    if (kind == FTW_DP || kind == FTW_DNR)
        rmdir(path);
    else
        unlink(path);
    return 0;
}

/* Runs in the child between fork and exec: nothing but system calls. */
static void become(const struct printing *printing, char *const *env) {
    int null = open("/dev/null", O_RDWR);
    if (null < 0 || setpgid(0, 0) != 0 || chdir(printing->folder) != 0)
        _exit(127);
    for (int fd = 0; fd <= 2; fd++)
        dup2(null, fd);
    for (int fd = 3; fd < 1024; fd++)
        close(fd);
    execve(printing->program, (char *const *)(uintptr_t)printing->argv, env);
    _exit(127);
}

/* Until it ends or the time is up; then the whole group goes, with whatever helpers it started. */
static bool wait_for(pid_t child, int *ret_status) {
    int64_t until = phs_clock_ms() + MOST_MILLISECONDS;
    pid_t ended;
    while ((ended = waitpid(child, ret_status, WNOHANG)) == 0 && phs_clock_ms() < until)
        poll(NULL, 0, 20);
    kill(-child, SIGKILL);
    if (ended == 0)
        waitpid(child, ret_status, 0);
    return ended == child;
}

static enum phs_code run_program(struct printing *printing, struct phs_err *err) {
    struct phs_arena *arena = printing->arena;
    const char *env[] = {"PATH=/usr/local/bin:/usr/bin:/bin",
                         "LC_ALL=C.UTF-8",
                         "TZ=UTC",
                         phs_printf(arena, "HOME=%s", printing->folder),
                         phs_printf(arena, "TMPDIR=%s", printing->folder),
                         phs_printf(arena, "XDG_RUNTIME_DIR=%s", printing->folder),
                         "http_proxy=http://127.0.0.1:9",
                         "https_proxy=http://127.0.0.1:9",
                         printing->epoch ? phs_printf(arena, "SOURCE_DATE_EPOCH=%s", printing->epoch) : NULL,
                         NULL};
    int status = 0;
    pid_t child = fork();
    if (child < 0)
        return phs_fail(err, PHS_E_IO, "%s could not be started: %s.", printing->program, strerror(errno));
    if (child == 0)
        become(printing, (char *const *)(uintptr_t)env);
    setpgid(child, child);
    if (!wait_for(child, &status))
        return phs_fail(err, PHS_E_LIMIT, "%s did not finish within two minutes and was stopped.", printing->program);
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
        return PHS_OK;
    return phs_fail(err, PHS_E_IO, "%s could not print the report (%s %d).", printing->program,
                    WIFEXITED(status) ? "exit" : "signal", WIFEXITED(status) ? WEXITSTATUS(status) : WTERMSIG(status));
}

/* Writes the page, runs the program and reads what it made; the folder is gone afterwards in every case. */
static enum phs_code print_page(struct printing *printing, struct phs_slice page, const char *result,
                                struct phs_slice *ret_bytes, struct phs_err *err) {
    enum phs_code code = phs_file_write(under(printing, "page.html"), page, true, err);
    if (code == PHS_OK)
        code = run_program(printing, err);
    if (code == PHS_OK && !phs_is_file(result))
        code = phs_fail(err, PHS_E_IO, "%s ended without a result.", printing->program);
    if (code == PHS_OK)
        code = phs_file_read(printing->arena, result, MOST_BYTES, ret_bytes, err);
    nftw(printing->folder, remove_one, 16, FTW_DEPTH | FTW_PHYS | FTW_MOUNT);
    return code;
}

/* Policies add up: this one holds even where a template of somebody's own has none. */
static struct phs_slice with_policy(struct phs_arena *arena, struct phs_slice html) {
    static const char policy[] =
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; "
        "img-src data:\">";
    size_t head = phs_slice_find(html, PHS_SLICE("<head>"));
    head = head == (size_t)-1 ? 0 : head + strlen("<head>");
    char *page = phs_alloc(arena, html.len + sizeof policy);
    memcpy(page, html.ptr, head);
    memcpy(page + head, policy, sizeof policy - 1);
    memcpy(page + head + sizeof policy - 1, html.ptr + head, html.len - head);
    return phs_slice_n(page, html.len + sizeof policy - 1);
}

enum phs_code phs_print_pdf(struct phs_arena *arena, struct phs_slice html, struct phs_slice *ret_bytes, struct phs_err *err) {
    static const char *const names[] = {"chromium", "chromium-browser", "google-chrome", NULL};
    static const char *const words[] = {"--headless",
                                        "--disable-gpu",
                                        "--disable-dev-shm-usage",
                                        "--disable-extensions",
                                        "--disable-background-networking",
                                        "--no-first-run",
                                        "--no-pdf-header-footer",
                                        "--export-tagged-pdf",
                                        "--generate-pdf-document-outline",
                                        "--host-resolver-rules=MAP * ~NOTFOUND"};
    struct printing printing = {.arena = arena, .program = find_program(arena, names)};
    if (!printing.program)
        return phs_fail(err, PHS_E_MISSING, "PDF needs Chromium: install the Debian package chromium, or take HTML.");
    enum phs_code code = make_folder(&printing, err);
    if (code != PHS_OK)
        return code;
    add(&printing, printing.program);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        add(&printing, words[i]);
    if (geteuid() == 0)
        add(&printing, "--no-sandbox"); /* it refuses to start as root with it */
    add(&printing, phs_printf(arena, "--user-data-dir=%s", under(&printing, "profile")));
    add(&printing, phs_printf(arena, "--print-to-pdf=%s", under(&printing, "out.pdf")));
    add(&printing, phs_printf(arena, "file://%s", under(&printing, "page.html")));
    return print_page(&printing, with_policy(arena, html), under(&printing, "out.pdf"), ret_bytes, err);
}

/* Without the paragraphs that say on paper what a table says on a screen: pandoc reads no style sheet, and the table stays. */
static struct phs_slice without_paper(struct phs_arena *arena, struct phs_slice html) {
    char *page = phs_alloc(arena, html.len + 1);
    size_t n = 0;
    for (size_t at = 0; at < html.len;) {
        struct phs_slice rest = phs_slice_n(html.ptr + at, html.len - at);
        const char *end = memchr(rest.ptr, '\n', rest.len);
        size_t line = end ? (size_t)(end - rest.ptr) + 1 : rest.len;
        if (!phs_slice_starts(rest, "<p class=\"on-paper\">")) {
            memcpy(page + n, rest.ptr, line);
            n += line;
        }
        at += line;
    }
    return phs_slice_n(page, n);
}

enum phs_code phs_print_docx(struct phs_arena *arena, struct phs_slice html, int64_t when, struct phs_slice *ret_bytes,
                             struct phs_err *err) {
    static const char *const names[] = {"pandoc", NULL};
    struct printing printing = {.arena = arena, .program = find_program(arena, names)};
    if (!printing.program)
        return phs_fail(err, PHS_E_MISSING, "DOCX needs pandoc: install the Debian package pandoc, or take HTML.");
    enum phs_code code = make_folder(&printing, err);
    if (code != PHS_OK)
        return code;
    printing.epoch = phs_printf(arena, "%lld", (long long)when);
    const char *const words[] = {printing.program, "--from=html", "--to=docx", "--metadata=lang:en-US", "--output"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        add(&printing, words[i]);
    add(&printing, under(&printing, "out.docx"));
    add(&printing, under(&printing, "page.html"));
    return print_page(&printing, without_paper(arena, html), under(&printing, "out.docx"), ret_bytes, err);
}
