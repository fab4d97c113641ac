/* SPDX-License-Identifier: Apache-2.0 */
/* phiscope map: where PHI is and where it goes. */
#include "cli/output.h"
#include "cli/say.h"
#include "cli/scanning.h"
#include "reports/map_report.h"

static const struct phs_option options[] = {
    PHS_SCANNING_OPTIONS,
    {.name = "format", .value = "FORMAT", .help = "text (default), json or csv", .words = "text json csv"},
    {.name = "output", .letter = 'o', .value = "FILE", .help = "write there instead of standard output"},
    {0},
};

static bool write_map(struct phs_cli *cli, const struct phs_run *run, const struct phs_catalogue *catalogue) {
    const char *format = phs_cli_value(cli, "format", "text");
    struct phs_output output;
    phs_output_open(&output, phs_cli_value(cli, "output", NULL));
    struct phs_terminal terminal = {&output.buf, phs_output_has_color(&output)};
    if (strcmp(format, "json") == 0)
        phs_map_write_json(&output.buf, cli->arena, run, catalogue);
    else if (strcmp(format, "csv") == 0)
        phs_map_write_csv(&output.buf, cli->arena, run);
    else
        phs_map_write_text(&terminal, cli->arena, run);
    return phs_output_close(&output);
}

static int run(struct phs_cli *cli) {
    struct phs_scan_options scan = phs_scanning_options(cli);
    struct phs_catalogue *catalogue;
    struct phs_run *done;
    struct phs_err err = {0};
    if (phs_pipeline_run(cli->arena, &scan, &catalogue, &done, &err) != PHS_OK)
        return phs_say_err(&err);
    return write_map(cli, done, catalogue) ? phs_scanning_exit(done) : PHS_EXIT_FAILED;
}

extern const struct phs_command phs_cmd_map;
const struct phs_command phs_cmd_map = {
    .name = "map",
    .summary = "where health information is kept and where it goes",
    .arguments = "[PATH]",
    .about = "Scans and prints the PHI map: systems, and flows between them and to third parties.\n",
    .options = options,
    .max_args = 1,
    .run = run,
};
