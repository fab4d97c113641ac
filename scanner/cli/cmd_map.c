/* SPDX-License-Identifier: Apache-2.0 */
/* phiscope map: where PHI is and where it goes, as a picture, a page or data. */
#include "cli/output.h"
#include "cli/say.h"
#include "cli/scanning.h"
#include "reports/map/map.h"
#include "reports/map_report.h"

static const struct phs_option options[] = {
    PHS_SCANNING_OPTIONS,
    {.name = "format",
     .value = "FORMAT",
     .help = "text (default), html, svg, mermaid, dot, json or csv; else by the ending of --output",
     .words = "text html svg mermaid dot json csv"},
    {.name = "group",
     .value = "WHEN",
     .help = "systems of a lane as one box: auto (default), always, never",
     .words = "auto always never"},
    {.name = "output", .letter = 'o', .value = "FILE", .help = "write there instead of standard output"},
    {0},
};

static const char *format_of(const struct phs_cli *cli) {
    static const char *const endings[][2] = {{".html", "html"}, {".htm", "html"}, {".svg", "svg"},   {".mmd", "mermaid"},
                                             {".dot", "dot"},   {".gv", "dot"},   {".json", "json"}, {".csv", "csv"}};
    struct phs_slice file = phs_slice(phs_cli_value(cli, "output", ""));
    const char *format = "text";
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (phs_slice_ends(file, endings[i][0]))
            format = endings[i][1];
    return phs_cli_value(cli, "format", format);
}

static enum phs_code write_format(struct phs_cli *cli, const struct phs_run *run, const struct phs_catalogue *catalogue,
                                  struct phs_output *output, struct phs_err *err) {
    const char *format = format_of(cli), *group = phs_cli_value(cli, "group", "auto");
    struct phs_map_options how = {.grouping = strcmp(group, "always") == 0  ? PHS_MAP_GROUP_ALWAYS
                                              : strcmp(group, "never") == 0 ? PHS_MAP_GROUP_NEVER
                                                                            : PHS_MAP_GROUP_AUTO};
    if (strcmp(format, "html") == 0)
        return phs_map_draw_html(&output->buf, cli->arena, run, &how, err);
    if (strcmp(format, "svg") == 0)
        phs_map_draw_svg(&output->buf, cli->arena, run, &how);
    else if (strcmp(format, "mermaid") == 0)
        phs_map_draw_mermaid(&output->buf, cli->arena, run, &how);
    else if (strcmp(format, "dot") == 0)
        phs_map_draw_dot(&output->buf, cli->arena, run, &how);
    else if (strcmp(format, "json") == 0)
        phs_map_draw_json(&output->buf, cli->arena, run, catalogue);
    else if (strcmp(format, "csv") == 0)
        phs_map_draw_csv(&output->buf, cli->arena, run);
    else
        phs_map_write_text(&(struct phs_terminal){&output->buf, phs_output_has_color(output)}, cli->arena, run);
    return PHS_OK;
}

static int write_map(struct phs_cli *cli, const struct phs_run *run, const struct phs_catalogue *catalogue) {
    struct phs_output output;
    struct phs_err err = {0};
    phs_output_open(&output, phs_cli_value(cli, "output", NULL));
    if (write_format(cli, run, catalogue, &output, &err) != PHS_OK) {
        phs_buf_done(&output.buf);
        return phs_say_err(&err);
    }
    return phs_output_close(&output) ? PHS_EXIT_CLEAN : PHS_EXIT_FAILED;
}

static int run(struct phs_cli *cli) {
    struct phs_scan_options scan = phs_scanning_options(cli);
    struct phs_catalogue *catalogue;
    struct phs_run *done;
    struct phs_err err = {0};
    if (phs_pipeline_run(cli->arena, &scan, &catalogue, &done, &err) != PHS_OK)
        return phs_say_err(&err);
    int code = write_map(cli, done, catalogue);
    phs_scanning_say_unread(cli->arena, done);
    return code != PHS_EXIT_CLEAN ? code : phs_scanning_exit(done);
}

extern const struct phs_command phs_cmd_map;
const struct phs_command phs_cmd_map = {
    .name = "map",
    .summary = "where health information is kept and where it goes",
    .arguments = "[PATH]",
    .about = "Scans and shows the PHI map: systems in lanes by trust zone, flows between them and to third parties, how\n"
             "each flow is known (declared, seen, both), whether it is encrypted and under an agreement. html is one\n"
             "page that works offline; svg is the drawing alone; mermaid and dot are text for other programs.\n",
    .options = options,
    .max_args = 1,
    .run = run,
};
