/* SPDX-License-Identifier: Apache-2.0 */
/* phiscope explain: the whole story of one id. */
#include "cli/output.h"
#include "cli/pipeline.h"
#include "cli/say.h"
#include "reports/explain.h"

enum { WIDTH = 100 };

static const struct phs_option options[] = {
    {.name = "checks", .value = "DIR", .help = "a folder of checks beside the built-in ones", .repeats = true},
    {0},
};

static int run(struct phs_cli *cli) {
    struct phs_catalogue *catalogue;
    struct phs_err err = {0};
    size_t n;
    const char **folders = phs_cli_values(cli, "checks", &n);
    if (phs_pipeline_catalogue(cli->arena, folders, n, &catalogue, &err) != PHS_OK)
        return phs_say_err(&err);
    struct phs_output output;
    phs_output_open(&output, NULL);
    struct phs_story story = {{&output.buf, phs_output_has_color(&output)}, cli->arena, catalogue, WIDTH};
    bool known = phs_explain_known(&story, cli->args[0]);
    bool written = phs_output_close(&output);
    if (known)
        return written ? PHS_EXIT_CLEAN : PHS_EXIT_FAILED;
    phs_say("there is no check, safeguard, threat event or control %s.%s", cli->args[0],
            phs_suggest(cli->arena, cli->args[0], phs_explain_ids(catalogue, cli->arena)));
    return PHS_EXIT_USAGE;
}

extern const struct phs_command phs_cmd_explain;
const struct phs_command phs_cmd_explain = {
    .name = "explain",
    .summary = "the whole story of a check, safeguard, threat event or control",
    .arguments = "ID",
    .about = "Says what an id stands for, why it matters, and what it is connected to.\n",
    .options = options,
    .min_args = 1,
    .max_args = 1,
    .run = run,
};
