/* SPDX-License-Identifier: Apache-2.0 */
/* The command table. */
#include "cli/commands.h"

extern const struct phs_command phs_cmd_init, phs_cmd_scan, phs_cmd_gate, phs_cmd_report, phs_cmd_map, phs_cmd_checks,
    phs_cmd_explain, phs_cmd_runs, phs_cmd_diff, phs_cmd_approve, phs_cmd_attest, phs_cmd_breach, phs_cmd_completion,
    phs_cmd_help;

const struct phs_command *const phs_commands[] = {
    &phs_cmd_init,   &phs_cmd_scan,    &phs_cmd_gate,       &phs_cmd_report, &phs_cmd_map,
    &phs_cmd_checks, &phs_cmd_explain, &phs_cmd_runs,       &phs_cmd_diff,   &phs_cmd_approve,
    &phs_cmd_attest, &phs_cmd_breach,  &phs_cmd_completion, &phs_cmd_help,   NULL,
};

const struct phs_command *phs_command_find(const char *name) {
    for (size_t i = 0; phs_commands[i]; i++)
        if (strcmp(phs_commands[i]->name, name) == 0)
            return phs_commands[i];
    return NULL;
}
