/* SPDX-License-Identifier: Apache-2.0 */
/* phiscope approve: a person takes responsibility for what a stored run says. */
#include "base/clock.h"
#include "base/file.h"
#include "cli/say.h"
#include "keep/approvals.h"

static const struct phs_option options[] = {
    {.name = "store", .value = "FILE", .help = "the file that scan --store wrote; needed"},
    {.name = "name", .value = "NAME", .help = "who approves; needed"},
    {.name = "role", .value = "ROLE", .help = "in which role, as in \"security official\"; needed"},
    {.name = "note", .value = "TEXT", .help = "what the approval is subject to"},
    {0},
};

static enum phs_code approve(struct phs_cli *cli, const char *path, struct phs_approval *approval, struct phs_err *err) {
    struct phs_store *store;
    enum phs_code code = phs_store_open(path, &store, err);
    if (code != PHS_OK)
        return code;
    code = phs_store_approve(store, cli->arena, cli->arg_count ? cli->args[0] : NULL, approval, err);
    phs_store_close(store);
    return code;
}

static int run(struct phs_cli *cli) {
    const char *path = phs_cli_value(cli, "store", NULL);
    struct phs_approval approval = {.name = phs_cli_value(cli, "name", ""),
                                    .role = phs_cli_value(cli, "role", ""),
                                    .note = phs_cli_value(cli, "note", ""),
                                    .at = phs_clock_now()};
    struct phs_err err = {0};
    if (!path || !*approval.name || !*approval.role) {
        phs_say("approve needs --store FILE, --name and --role: a report is a draft until a named person approves it.");
        return PHS_EXIT_USAGE;
    }
    if (!phs_is_file(path)) {
        phs_say("there is no store at %s; scan with --store FILE writes one.", path);
        return PHS_EXIT_USAGE;
    }
    enum phs_code code = approve(cli, path, &approval, &err);
    if (code != PHS_OK) {
        int exit = phs_say_err(&err);
        return code == PHS_E_MISSING ? PHS_EXIT_USAGE : exit;
    }
    phs_say("approved by %s, %s: content %.16s. Reports with --store say so while a scan finds the same.", approval.name,
            approval.role, approval.content);
    return PHS_EXIT_CLEAN;
}

extern const struct phs_command phs_cmd_approve;
const struct phs_command phs_cmd_approve = {
    .name = "approve",
    .summary = "records who approves what a stored run says",
    .arguments = "[RUN]",
    .about = "Name, role, time and the hash of the content are kept in the store. The approval holds for that content: as soon "
             "as a scan\n"
             "finds something else, reports are drafts again. RUN is a run id or the beginning of one; default: the newest.\n",
    .options = options,
    .max_args = 1,
    .run = run,
};
