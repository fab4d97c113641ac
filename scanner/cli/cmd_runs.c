/* SPDX-License-Identifier: Apache-2.0 */
/* phiscope runs: the runs that a store keeps. */
#include <inttypes.h>

#include "base/clock.h"
#include "base/file.h"
#include "cli/output.h"
#include "cli/say.h"
#include "keep/store.h"
#include "reports/terminal.h"

enum { DEFAULT_LIMIT = 50, MAX_LIMIT = 100000 };

static const struct phs_option options[] = {
    {.name = "store", .value = "FILE", .help = "the file that scan --store wrote; needed"},
    {.name = "limit", .value = "N", .help = "at most this many, newest first; default 50"},
    {.name = "format", .value = "FORMAT", .help = "text or json", .words = "text json"},
    {.name = "output", .letter = 'o', .value = "FILE", .help = "write there instead of standard output"},
    {0},
};

static void write_text(struct phs_buf *out, const struct phs_stored_run *runs, size_t n) {
    struct phs_terminal terminal = {out, false};
    phs_buf_puts(out, "when                  fail  unknown   pass  hidden  high risks  run\n");
    for (size_t i = 0; i < n; i++) {
        char when[21];
        phs_time_format(runs[i].started, when);
        phs_buf_printf(out, "%s  %4" PRId64 "  %7" PRId64 "  %5" PRId64 "  %6" PRId64 "  %10" PRId64 "  ", when, runs[i].fails,
                       runs[i].unknowns, runs[i].passes, runs[i].suppressed, runs[i].risks_high);
        phs_terminal_text(&terminal, runs[i].id);
        phs_buf_putc(out, '\n');
    }
    phs_buf_printf(out, "%zu run%s.\n", n, n == 1 ? "" : "s");
}

static void write_run(struct phs_json *json, const struct phs_stored_run *run) {
    char when[21];
    phs_time_format(run->started, when);
    phs_json_object(json);
    phs_json_put(json, "id", run->id);
    phs_json_put(json, "started", when);
    phs_json_put(json, "version", run->version);
    phs_json_put(json, "catalogue_sha256", run->catalogue_sha256);
    phs_json_put_int(json, "fail", run->fails);
    phs_json_put_int(json, "unknown", run->unknowns);
    phs_json_put_int(json, "pass", run->passes);
    phs_json_put_int(json, "suppressed", run->suppressed);
    phs_json_put_int(json, "risks_high", run->risks_high);
    phs_json_object_end(json);
}

static void write_json(struct phs_buf *out, const struct phs_stored_run *runs, size_t n) {
    struct phs_json json;
    phs_json_init(&json, out, true);
    phs_json_object(&json);
    phs_json_put(&json, "schema", "phiscope.runs/1");
    phs_json_key(&json, "runs");
    phs_json_array(&json);
    for (size_t i = 0; i < n; i++)
        write_run(&json, &runs[i]);
    phs_json_array_end(&json);
    phs_json_object_end(&json);
    phs_buf_putc(out, '\n');
}

static enum phs_code read_runs(struct phs_cli *cli, size_t limit, struct phs_stored_run **ret_runs, size_t *ret_n,
                               struct phs_err *err) {
    const char *path = phs_cli_value(cli, "store", NULL);
    if (!path)
        return phs_fail(err, PHS_E_USAGE, "runs needs --store FILE, the file that scan --store wrote.");
    if (!phs_is_file(path))
        return phs_fail(err, PHS_E_USAGE, "there is no store at %s; scan with --store FILE writes one.", path);
    struct phs_store *store;
    enum phs_code code = phs_store_open(path, &store, err);
    if (code != PHS_OK)
        return code;
    code = phs_store_runs(store, cli->arena, limit, ret_runs, ret_n, err);
    phs_store_close(store);
    return code;
}

static int run(struct phs_cli *cli) {
    double limit = DEFAULT_LIMIT;
    const char *text = phs_cli_value(cli, "limit", "50");
    if (!phs_slice_number(phs_slice(text), &limit) || limit < 1 || limit > MAX_LIMIT || limit != (double)(size_t)limit) {
        phs_say("--limit is a whole number from 1 to %d, not %s.", MAX_LIMIT, text);
        return PHS_EXIT_USAGE;
    }
    struct phs_stored_run *runs;
    size_t n;
    struct phs_err err = {0};
    if (read_runs(cli, (size_t)limit, &runs, &n, &err) != PHS_OK)
        return phs_say_err(&err);
    struct phs_output output;
    phs_output_open(&output, phs_cli_value(cli, "output", NULL));
    if (strcmp(phs_cli_value(cli, "format", "text"), "json") == 0)
        write_json(&output.buf, runs, n);
    else
        write_text(&output.buf, runs, n);
    return phs_output_close(&output) ? PHS_EXIT_CLEAN : PHS_EXIT_FAILED;
}

extern const struct phs_command phs_cmd_runs;
const struct phs_command phs_cmd_runs = {
    .name = "runs",
    .summary = "the runs that a store keeps",
    .arguments = "",
    .about = "Lists stored runs, newest first.\n",
    .options = options,
    .run = run,
};
