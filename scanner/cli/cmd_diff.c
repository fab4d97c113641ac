/* SPDX-License-Identifier: Apache-2.0 */
/* phiscope diff: what changed between two stored runs. */
#include "base/file.h"
#include "cli/output.h"
#include "cli/say.h"
#include "keep/changes.h"
#include "reports/changes.h"

static const struct phs_option options[] = {
    {.name = "store", .value = "FILE", .help = "the file that scan --store wrote; needed"},
    {.name = "format", .value = "FORMAT", .help = "text (default), md or json", .words = "text md json"},
    {.name = "output", .letter = 'o', .value = "FILE", .help = "write there instead of standard output"},
    {0},
};

static enum phs_code read_changes(struct phs_cli *cli, const char *path, struct phs_changes **ret_changes,
                                  struct phs_err *err) {
    struct phs_store *store;
    enum phs_code code = phs_store_open(path, &store, err);
    if (code != PHS_OK)
        return code;
    const char *old_run = cli->arg_count ? cli->args[0] : NULL, *new_run = cli->arg_count > 1 ? cli->args[1] : NULL;
    code = phs_store_changes(store, cli->arena, old_run, new_run, ret_changes, err);
    phs_store_close(store);
    return code;
}

static int write_changes(struct phs_cli *cli, const struct phs_changes *changes) {
    struct phs_output output;
    const char *format = phs_cli_value(cli, "format", "text");
    phs_output_open(&output, phs_cli_value(cli, "output", NULL));
    if (strcmp(format, "json") == 0)
        phs_changes_write_json(&output.buf, changes);
    else if (strcmp(format, "md") == 0)
        phs_changes_write_markdown(&output.buf, cli->arena, changes);
    else
        phs_changes_write_text(&(struct phs_terminal){&output.buf, phs_output_has_color(&output)}, cli->arena, changes);
    return phs_output_close(&output) ? PHS_EXIT_CLEAN : PHS_EXIT_FAILED;
}

static int run(struct phs_cli *cli) {
    const char *path = phs_cli_value(cli, "store", NULL);
    struct phs_changes *changes;
    struct phs_err err = {0};
    if (!path || !phs_is_file(path)) {
        phs_say(path ? "there is no store at %s; scan with --store FILE writes one."
                     : "diff needs --store FILE, the file that scan --store wrote.",
                path);
        return PHS_EXIT_USAGE;
    }
    enum phs_code code = read_changes(cli, path, &changes, &err);
    if (code == PHS_E_MISSING) {
        phs_say_err(&err);
        return PHS_EXIT_USAGE;
    }
    if (code != PHS_OK)
        return phs_say_err(&err);
    if (!changes) {
        phs_say("the store keeps one run only, so there is nothing to compare with.");
        return PHS_EXIT_USAGE;
    }
    return write_changes(cli, changes);
}

extern const struct phs_command phs_cmd_diff;
const struct phs_command phs_cmd_diff = {
    .name = "diff",
    .summary = "what changed between two stored runs",
    .arguments = "[OLD [NEW]]",
    .about =
        "New, reopened, worse, better, closed, gone and no longer known: findings and risks. What comes of other rules or "
        "weights\n"
        "stands apart from what comes of another posture. OLD and NEW are run ids or beginnings of them; without them the\n"
        "last run is compared with the one before.\n",
    .options = options,
    .max_args = 2,
    .run = run,
};
