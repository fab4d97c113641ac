/* SPDX-License-Identifier: Apache-2.0 */
/* phiscope checks: what is asked of a system. */
#include "cli/output.h"
#include "cli/say.h"
#include "cli/scanning.h"
#include "reports/checks_list.h"
#include "reports/coverage_matrix.h"

static const struct phs_option options[] = {
    {.name = "safeguard", .value = "ID", .help = "only checks that test this safeguard"},
    {.name = "severity", .value = "LEVEL", .help = "only this severity and above", .words = "info low medium high critical"},
    {.name = "checks", .value = "DIR", .help = "a folder of checks beside the built-in ones", .repeats = true},
    {.name = "format",
     .value = "FORMAT",
     .help = "text, json or coverage (Markdown: service by safeguard, with gaps)",
     .words = "text json coverage"},
    {.name = "output", .letter = 'o', .value = "FILE", .help = "write there instead of standard output"},
    {0},
};

static bool safeguard_exists(struct phs_cli *cli, const struct phs_catalogue *catalogue, const char *id) {
    if (!id || phs_catalogue_safeguard(catalogue, id))
        return true;
    const char **ids = PHS_NEW_N(cli->arena, const char *, catalogue->safeguards.n + 1);
    for (size_t i = 0; i < catalogue->safeguards.n; i++)
        ids[i] = catalogue->safeguards.at[i]->id;
    phs_say("there is no safeguard %s.%s", id, phs_suggest(cli->arena, id, ids));
    return false;
}

static int write_list(struct phs_cli *cli, const struct phs_catalogue *catalogue, const struct phs_checks_filter *filter) {
    struct phs_output output;
    phs_output_open(&output, phs_cli_value(cli, "output", NULL));
    const char *format = phs_cli_value(cli, "format", "text");
    struct phs_err err = {0};
    if (strcmp(format, "coverage") == 0 && phs_coverage_matrix_write(&output.buf, cli->arena, catalogue, &err) != PHS_OK) {
        phs_buf_done(&output.buf);
        return phs_say_err(&err);
    }
    if (strcmp(format, "json") == 0) {
        phs_checks_write_json(&output.buf, cli->arena, catalogue, filter);
    } else if (strcmp(format, "text") == 0) {
        struct phs_terminal terminal = {&output.buf, phs_output_has_color(&output)};
        phs_checks_write_text(&terminal, catalogue, filter);
    }
    return phs_output_close(&output) ? PHS_EXIT_CLEAN : PHS_EXIT_FAILED;
}

static int run(struct phs_cli *cli) {
    struct phs_catalogue *catalogue;
    int code = phs_scanning_catalogue(cli, &catalogue);
    if (code != PHS_EXIT_CLEAN)
        return code;
    struct phs_checks_filter filter = {.word = cli->arg_count ? cli->args[0] : NULL,
                                       .safeguard = phs_cli_value(cli, "safeguard", NULL)};
    filter.has_severity = phs_severity_parse(phs_slice(phs_cli_value(cli, "severity", "")), &filter.severity);
    if (!safeguard_exists(cli, catalogue, filter.safeguard))
        return PHS_EXIT_USAGE;
    return write_list(cli, catalogue, &filter);
}

extern const struct phs_command phs_cmd_checks;
const struct phs_command phs_cmd_checks = {
    .name = "checks",
    .summary = "the checks, and which safeguard each tests",
    .arguments = "[WORD]",
    .about = "Lists checks; with WORD those that have it in their id, name, category or safeguard.\n",
    .options = options,
    .max_args = 1,
    .run = run,
};
