/* SPDX-License-Identifier: Apache-2.0 */
/* phiscope scan: look, judge, score, and say what was found. */
#include "cli/endpoint_options.h"
#include "cli/exports.h"
#include "cli/output.h"
#include "cli/say.h"
#include "cli/scanning.h"
#include "reports/endpoints_json.h"
#include "reports/run_json.h"
#include "reports/text.h"

static const struct phs_option options[] = {
    PHS_SCANNING_OPTIONS,
    {.name = "format",
     .value = "FORMAT",
     .help = PHS_EXPORT_HELP "; endpoints: all that was learned of them (phiscope.resources/1)",
     .words = "text json " PHS_EXPORT_WORDS " endpoints"},
    {.name = "output", .letter = 'o', .value = "FILE", .help = "write there instead of standard output"},
    {.name = "fail-on",
     .value = "SEVERITY",
     .help = "exit 2 when a finding has this priority or above",
     .words = "info low medium high critical"},
    {.name = "endpoint", .value = "HOST:PORT", .help = "look at this endpoint instead of a folder", .repeats = true},
    {.name = "endpoints", .value = "FILE", .help = "the same, one a line; # begins a comment"},
    {.name = "ca", .value = "FILE", .help = "own authority (PEM) for --endpoint and --endpoints"},
    {.name = "ct-logs", .value = "FILE", .help = "transparency logs (JSON, list version 3) whose receipts are verified, for the same"},
    {.name = "owned", .help = "the endpoints of --endpoint and --endpoints are yours: what --tls-mode deep needs"},
    {.name = "tls-mode",
     .value = "MODE",
     .help =
         "how deep endpoints are asked: gate (5 connections), default (all that they accept), deep (tries attacks on your own)",
     .words = "gate default deep"},
    {.name = "history",
     .value = "DEPTH",
     .help = "of repositories: all (and exit 3 where it is not all there) or head; default: the scope's, else what is there",
     .words = "all head"},
    {.name = "full", .help = "search every version of every file in full, not by what changed: slower, finds the same"},
    {.name = "store", .value = "FILE", .help = "keep the run in this file, and say since when findings are known"},
    {0},
};

static bool write_run(struct phs_cli *cli, const struct phs_run *run, const struct phs_catalogue *catalogue) {
    struct phs_output output;
    phs_output_open(&output, phs_cli_value(cli, "output", NULL));
    const char *format = phs_cli_value(cli, "format", "text");
    struct phs_export export = {.arena = cli->arena, .run = run, .catalogue = catalogue};
    if (strcmp(format, "json") == 0) {
        phs_run_write_json(&output.buf, cli->arena, run, catalogue);
    } else if (strcmp(format, "endpoints") == 0) {
        phs_endpoints_write_json(&output.buf, run);
    } else if (!phs_export_write(&output.buf, format, run->scope->folder, &export)) {
        struct phs_terminal terminal = {&output.buf, phs_output_has_color(&output)};
        phs_text_summary(&terminal, cli->arena, run);
    }
    return phs_output_close(&output);
}

static int run(struct phs_cli *cli) {
    struct phs_scan_options scan = phs_scanning_options(cli);
    scan.store = phs_cli_value(cli, "store", NULL);
    scan.history = phs_cli_value(cli, "history", NULL);
    scan.whole_blobs = phs_cli_has(cli, "full");
    struct phs_catalogue *catalogue;
    struct phs_run *done;
    struct phs_err err = {0};
    if (phs_endpoint_options(cli, &scan, &err) != PHS_OK)
        return phs_say_err(&err);
    if (phs_pipeline_run(cli->arena, &scan, &catalogue, &done, &err) != PHS_OK)
        return phs_say_err(&err);
    if (!write_run(cli, done, catalogue))
        return PHS_EXIT_FAILED;
    if (phs_cli_has(cli, "output") || strcmp(phs_cli_value(cli, "format", "text"), "text") != 0)
        phs_scanning_say_unread(cli->arena, done);
    int code = phs_scanning_exit(done);
    enum phs_severity threshold;
    if (code != PHS_EXIT_USAGE && phs_severity_parse(phs_slice(phs_cli_value(cli, "fail-on", "")), &threshold) &&
        phs_scanning_fails(done, threshold, false))
        return PHS_EXIT_FINDINGS;
    return code;
}

extern const struct phs_command phs_cmd_scan;
const struct phs_command phs_cmd_scan = {
    .name = "scan",
    .summary = "looks at what the scope names and says what was found",
    .arguments = "[PATH]",
    .about = "Reads the targets of the scope file, or PATH itself (default: the current folder) as infrastructure\n"
             "and repository, maps PHI, judges every check, scores risks and prints a summary.\n"
             "With --endpoint or --endpoints only those are looked at.\n",
    .options = options,
    .max_args = 1,
    .run = run,
};
