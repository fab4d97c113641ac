/* SPDX-License-Identifier: Apache-2.0 */
/* phiscope report NAME: a document for people, from a fresh scan. */
#include "cli/output.h"
#include "cli/say.h"
#include "cli/scanning.h"
#include "reports/mapping.h"
#include "reports/risk_analysis.h"

static const struct phs_option options[] = {
    PHS_SCANNING_OPTIONS,
    {.name = "format",
     .value = "FORMAT",
     .help = "html (default), xlsx, csv, json or md (risk-analysis); else by the ending of --output",
     .words = "html md json xlsx csv"},
    {.name = "frameworks", .value = "LIST", .help = "mapping: further columns, of nist80053r5,csf2,iso27001"},
    {.name = "output", .letter = 'o', .value = "FILE", .help = "write there instead of standard output"},
    {.name = "store", .value = "FILE", .help = "keep the run in this file, and say since when risks are known"},
    {0},
};

struct report {
    const char *name;
    const char *formats; /* the first one is the default */
    enum phs_code (*write)(struct phs_cli *cli, const struct phs_run *run, const struct phs_catalogue *catalogue,
                           const char *format, struct phs_buf *out, struct phs_err *err);
};

static enum phs_code write_risk_analysis(struct phs_cli *cli, const struct phs_run *run, const struct phs_catalogue *catalogue,
                                         const char *format, struct phs_buf *out, struct phs_err *err) {
    const struct phs_value *view = phs_risk_analysis_view(cli->arena, run, catalogue);
    return phs_risk_analysis_write(cli->arena, view,
                                   strcmp(format, "json") == 0 ? PHS_REPORT_JSON
                                   : strcmp(format, "md") == 0   ? PHS_REPORT_MARKDOWN
                                   : strcmp(format, "xlsx") == 0 ? PHS_REPORT_XLSX
                                   : strcmp(format, "csv") == 0  ? PHS_REPORT_CSV
                                                                 : PHS_REPORT_HTML,
                                   out, err);
}

static enum phs_code write_mapping(struct phs_cli *cli, const struct phs_run *run, const struct phs_catalogue *catalogue,
                                   const char *format, struct phs_buf *out, struct phs_err *err) {
    struct phs_mapping_options asked = {.frameworks = phs_cli_value(cli, "frameworks", NULL)};
    const struct phs_value *view;
    enum phs_code code = phs_mapping_view(cli->arena, run, catalogue, &asked, &view, err);
    if (code != PHS_OK)
        return code;
    return phs_mapping_write(cli->arena, view,
                             strcmp(format, "json") == 0  ? PHS_MAPPING_JSON
                             : strcmp(format, "csv") == 0  ? PHS_MAPPING_CSV
                             : strcmp(format, "xlsx") == 0 ? PHS_MAPPING_XLSX
                                                           : PHS_MAPPING_HTML,
                             out, err);
}

static const struct report reports[] = {
    {"risk-analysis", "html md json xlsx csv", write_risk_analysis},
    {"mapping", "html csv json xlsx", write_mapping},
};
enum { REPORTS = sizeof reports / sizeof *reports };

static const struct report *find_report(struct phs_cli *cli) {
    const char *names[REPORTS + 1] = {NULL};
    for (size_t i = 0; i < REPORTS; i++) {
        names[i] = reports[i].name;
        if (strcmp(cli->args[0], names[i]) == 0)
            return &reports[i];
    }
    phs_say("there is no report %s.%s The reports are risk-analysis and mapping.", cli->args[0],
            phs_suggest(cli->arena, cli->args[0], names));
    return NULL;
}

/* The word of --format, else the ending of --output, else the first; NULL when the report has no such format. */
static const char *format_of(struct phs_cli *cli, const struct report *report) {
    const char *word = phs_cli_value(cli, "format", NULL), *file = phs_cli_value(cli, "output", "");
    struct phs_slice rest = phs_slice(report->formats), format;
    const char *first = NULL;
    while (phs_slice_cut(&rest, ' ', &format)) {
        const char *name = phs_slice_dup(cli->arena, format);
        first = first ? first : name;
        if (word ? strcmp(word, name) == 0 : phs_slice_ends(phs_slice(file), phs_printf(cli->arena, ".%s", name)))
            return name;
    }
    if (!word)
        return first;
    phs_say("the report %s comes as %s, not as %s.", report->name, report->formats, word);
    return NULL;
}

static int write_report(struct phs_cli *cli, const struct report *report, const char *format, const struct phs_run *run,
                        const struct phs_catalogue *catalogue) {
    struct phs_err err = {0};
    struct phs_output output;
    phs_output_open(&output, phs_cli_value(cli, "output", NULL));
    if (report->write(cli, run, catalogue, format, &output.buf, &err) != PHS_OK) {
        phs_buf_done(&output.buf);
        return phs_say_err(&err);
    }
    return phs_output_close(&output) ? PHS_EXIT_CLEAN : PHS_EXIT_FAILED;
}

static int run(struct phs_cli *cli) {
    const struct report *report = find_report(cli);
    const char *format = report ? format_of(cli, report) : NULL;
    if (!format)
        return PHS_EXIT_USAGE;
    struct phs_scan_options scan = phs_scanning_options(cli);
    scan.folder = cli->arg_count > 1 ? cli->args[1] : ".";
    scan.store = phs_cli_value(cli, "store", NULL);
    struct phs_catalogue *catalogue;
    struct phs_run *done;
    struct phs_err err = {0};
    if (phs_pipeline_run(cli->arena, &scan, &catalogue, &done, &err) != PHS_OK)
        return phs_say_err(&err);
    int code = write_report(cli, report, format, done, catalogue);
    return code != PHS_EXIT_CLEAN ? code : phs_scanning_exit(done);
}

extern const struct phs_command phs_cmd_report;
const struct phs_command phs_cmd_report = {
    .name = "report",
    .summary = "writes the HIPAA risk analysis, or the mapping of SOC 2 and HIPAA",
    .arguments = "risk-analysis|mapping [PATH]",
    .about = "Scans like phiscope scan and writes one document. risk-analysis: where PHI is, what could happen, what\n"
             "to do first. mapping: SOC 2 criteria beside HIPAA citations, with safeguards, tests, evidence and\n"
             "results. Each is a draft until a person approves it.\n",
    .options = options,
    .min_args = 1,
    .max_args = 2,
    .run = run,
};
