/* SPDX-License-Identifier: Apache-2.0 */
/* phiscope help [COMMAND] */
#include "cli/help.h"

static int run(struct phs_cli *cli) {
    const struct phs_command *command = cli->arg_count ? phs_command_find(cli->args[0]) : NULL;
    if (cli->arg_count && !command) {
        phs_help_unknown(cli->arena, cli->args[0]);
        return PHS_EXIT_USAGE;
    }
    struct phs_buf out;
    phs_buf_init_file(&out, stdout);
    if (command)
        phs_help_command(&out, command);
    else
        phs_help_all(&out);
    phs_buf_done(&out);
    return PHS_EXIT_CLEAN;
}

extern const struct phs_command phs_cmd_help;
const struct phs_command phs_cmd_help = {
    .name = "help",
    .summary = "what a command does and takes",
    .arguments = "[COMMAND]",
    .about = "Prints the list of commands, or what one of them does and takes.\n",
    .max_args = 1,
    .run = run,
};
