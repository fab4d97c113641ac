/* SPDX-License-Identifier: Apache-2.0 */
/* What every command that scans shares: its options, the scan, the exit code of a run. */
#ifndef PHS_CLI_SCANNING_H
#define PHS_CLI_SCANNING_H

#include "cli/commands.h"
#include "cli/pipeline.h"

/* Rows of an option table. */
#define PHS_SCANNING_OPTIONS                                                                                                   \
    {.name = "scope", .value = "FILE", .help = "scope file; default phiscope.yaml in PATH when there is one"},                 \
        {.name = "checks", .value = "DIR", .help = "a folder of checks beside the built-in ones", .repeats = true},            \
        {.name = "plugin", .value = "FILE.so", .help = "a plugin that you trust", .repeats = true},                            \
        {.name = "method",                                                                                                     \
         .value = "METHOD",                                                                                                    \
         .help = "how likelihoods join: nist (default) or strict",                                                             \
         .words = "nist strict"},                                                                                              \
    {                                                                                                                          \
        .name = "quantify", .help = "also draw what the risks could cost in a year (inputs: `quantify` of the scope)"          \
    }

/* Reads the options and the first argument (PATH, default "."). Store: none. */
struct phs_scan_options phs_scanning_options(struct phs_cli *cli);

/* The built-in catalogue and the folders of --checks. PHS_EXIT_CLEAN, or what to end with when one of their files cannot be
 * loaded, which is said. */
int phs_scanning_catalogue(struct phs_cli *cli, struct phs_catalogue **ret_catalogue);

/* Says what was passed over in the scope. PHS_EXIT_INCOMPLETE when something asked for was not read or only partly,
 * PHS_EXIT_USAGE when an entry of the scope that may have been a target cannot be used, else PHS_EXIT_CLEAN. */
int phs_scanning_exit(const struct phs_run *run);

/* One sentence about everything that was asked for and not read, for outputs that do not say it themselves. */
void phs_scanning_say_unread(struct phs_arena *arena, const struct phs_run *run);

/* Whether a failing finding that no exception hides reaches the severity; new_only: among the new ones. */
bool phs_scanning_fails(const struct phs_run *run, enum phs_severity threshold, bool new_only);

#endif
