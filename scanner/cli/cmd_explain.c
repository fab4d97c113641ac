/* SPDX-License-Identifier: Apache-2.0 */
/* phiscope explain: the whole story of one id. What the catalogue knows needs no scan; what only a run knows is found by one.
 */
#include "cli/output.h"
#include "cli/say.h"
#include "cli/scanning.h"
#include "reports/explain.h"

enum { WIDTH = 100 };

static const struct phs_option options[] = {PHS_SCANNING_OPTIONS, {0}};

/* Ids of a run: "R-9bd139f4", "f-73e68dded63b", "sys:patient-db", "flow:a-to-b". */
static bool is_of_a_run(const char *id) {
    static const char *const starts[] = {"R-", "f-", "sys:", "flow:"};
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
        if (phs_slice_starts(phs_slice(id), starts[i]))
            return true;
    return false;
}

static int explain_found(struct phs_cli *cli, struct phs_story *story, struct phs_buf *out) {
    struct phs_scan_options scan = phs_scanning_options(cli);
    scan.folder = cli->arg_count > 1 ? cli->args[1] : ".";
    struct phs_catalogue *catalogue;
    struct phs_run *run;
    struct phs_err err = {0};
    if (phs_pipeline_run(cli->arena, &scan, &catalogue, &run, &err) != PHS_OK)
        return phs_say_err(&err);
    story->catalogue = catalogue;
    story->terminal.out = out;
    if (phs_explain_found(story, run, cli->args[0]))
        return PHS_EXIT_CLEAN;
    phs_say("a scan of %s finds no %s.%s", scan.scope_file ? scan.scope_file : scan.folder, cli->args[0],
            phs_suggest(cli->arena, cli->args[0], phs_explain_found_ids(run, cli->arena)));
    return PHS_EXIT_USAGE;
}

static int explain_known(struct phs_cli *cli, struct phs_story *story, struct phs_buf *out) {
    struct phs_catalogue *catalogue;
    int code = phs_scanning_catalogue(cli, &catalogue);
    if (code != PHS_EXIT_CLEAN)
        return code;
    story->catalogue = catalogue;
    story->terminal.out = out;
    if (phs_explain_known(story, cli->args[0]))
        return PHS_EXIT_CLEAN;
    phs_say("there is no check, safeguard, threat event or control %s.%s", cli->args[0],
            phs_suggest(cli->arena, cli->args[0], phs_explain_ids(catalogue, cli->arena)));
    return PHS_EXIT_USAGE;
}

static int run(struct phs_cli *cli) {
    struct phs_output output;
    phs_output_open(&output, NULL);
    struct phs_story story = {.arena = cli->arena, .width = WIDTH};
    story.terminal.color = phs_output_has_color(&output);
    int code = is_of_a_run(cli->args[0]) ? explain_found(cli, &story, &output.buf) : explain_known(cli, &story, &output.buf);
    return phs_output_close(&output) ? code : PHS_EXIT_FAILED;
}

extern const struct phs_command phs_cmd_explain;
const struct phs_command phs_cmd_explain = {
    .name = "explain",
    .summary = "the whole story of a check, safeguard, threat, control, risk or finding",
    .arguments = "ID [PATH]",
    .about = "Says what an id stands for, why it matters, and what it is connected to. Ids of risks (R-...), findings\n"
             "(f-...), PHI systems (sys:...) and flows (flow:...) are looked up in a scan of PATH or of --scope.\n",
    .options = options,
    .min_args = 1,
    .max_args = 2,
    .run = run,
};
