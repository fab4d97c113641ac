/* SPDX-License-Identifier: Apache-2.0 */
/* phiscope report NAME: a document for people, from a fresh scan. */
#include <unistd.h>

#include "cli/output.h"
#include "cli/say.h"
#include "cli/scanning.h"
#include "reports/risk_analysis.h"

static const struct phs_option options[] = {
    PHS_SCANNING_OPTIONS,
    {.name = "format",
     .value = "FORMAT",
     .help = "html (default), md or json; else by the ending of --output",
     .words = "html md json"},
    {.name = "output", .letter = 'o', .value = "FILE", .help = "write there instead of standard output"},
    {.name = "store", .value = "FILE", .help = "keep the run in this file, and say since when risks are known"},
    {0},
};

static enum phs_report_format format_of(struct phs_cli *cli) {
    const char *file = phs_cli_value(cli, "output", "");
    const char *word = phs_cli_value(cli, "format", "");
    if (strcmp(word, "json") == 0 || (!*word && phs_slice_ends(phs_slice(file), ".json")))
        return PHS_REPORT_JSON;
    if (strcmp(word, "md") == 0 || (!*word && phs_slice_ends(phs_slice(file), ".md")))
        return PHS_REPORT_MARKDOWN;
    return PHS_REPORT_HTML;
}

static int write_report(struct phs_cli *cli, const struct phs_run *run, const struct phs_catalogue *catalogue) {
    struct phs_err err = {0};
    struct phs_output output;
    phs_output_open(&output, phs_cli_value(cli, "output", NULL));
    const struct phs_value *view = phs_risk_analysis_view(cli->arena, run, catalogue);
    enum phs_code code = phs_risk_analysis_write(cli->arena, view, format_of(cli), &output.buf, &err);
    if (code != PHS_OK) {
        phs_buf_done(&output.buf);
        return phs_say_err(&err);
    }
    return phs_output_close(&output) ? PHS_EXIT_CLEAN : PHS_EXIT_FAILED;
}

static int run(struct phs_cli *cli) {
    static const char *const names[] = {"risk-analysis", NULL};
    if (strcmp(cli->args[0], names[0]) != 0) {
        phs_say("there is no report %s.%s The report is risk-analysis.", cli->args[0],
                phs_suggest(cli->arena, cli->args[0], names));
        return PHS_EXIT_USAGE;
    }
    if (format_of(cli) == PHS_REPORT_HTML && !phs_cli_has(cli, "output") && isatty(STDOUT_FILENO)) {
        phs_say("a whole HTML page is no reading for a terminal; name a file with --output, or use --format md.");
        return PHS_EXIT_USAGE;
    }
    struct phs_scan_options scan = phs_scanning_options(cli);
    scan.folder = cli->arg_count > 1 ? cli->args[1] : ".";
    scan.store = phs_cli_value(cli, "store", NULL);
    struct phs_catalogue *catalogue;
    struct phs_run *done;
    struct phs_err err = {0};
    if (phs_pipeline_run(cli->arena, &scan, &catalogue, &done, &err) != PHS_OK)
        return phs_say_err(&err);
    int code = write_report(cli, done, catalogue);
    return code != PHS_EXIT_CLEAN ? code : phs_scanning_exit(done);
}

extern const struct phs_command phs_cmd_report;
const struct phs_command phs_cmd_report = {
    .name = "report",
    .summary = "writes the HIPAA risk analysis",
    .arguments = "risk-analysis [PATH]",
    .about = "Scans like phiscope scan and writes the risk analysis as one self-contained HTML file, as Markdown\n"
             "or as JSON of the same view. It is a draft until a person approves it.\n",
    .options = options,
    .min_args = 1,
    .max_args = 2,
    .run = run,
};
