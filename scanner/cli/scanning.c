/* SPDX-License-Identifier: Apache-2.0 */
/* From the options of a scanning command to a run, and from a run to an exit code. */
#include "cli/scanning.h"

#include "cli/say.h"

struct phs_scan_options phs_scanning_options(struct phs_cli *cli) {
    struct phs_scan_options options = {.scope_file = phs_cli_value(cli, "scope", NULL),
                                       .folder = cli->arg_count ? cli->args[0] : ".",
                                       .method = phs_cli_value(cli, "method", "nist"),
                                       .quantify = phs_cli_has(cli, "quantify"),
                                       .progress = true};
    options.check_folders = phs_cli_values(cli, "checks", &options.check_folder_count);
    options.plugins = phs_cli_values(cli, "plugin", &options.plugin_count);
    return options;
}

int phs_scanning_catalogue(struct phs_cli *cli, struct phs_catalogue **ret_catalogue) {
    struct phs_err err = {0};
    size_t n;
    const char *const *folders = phs_cli_values(cli, "checks", &n);
    bool loaded = phs_pipeline_catalogue(cli->arena, folders, n, ret_catalogue, &err) == PHS_OK;
    return loaded ? PHS_EXIT_CLEAN : phs_say_err(&err);
}

static bool is_lacking(const struct phs_coverage *coverage) {
    return coverage->asked && coverage->state != PHS_READ;
}

int phs_scanning_exit(const struct phs_run *run) {
    for (size_t i = 0; i < run->scope->problems.n; i++)
        phs_say("%s", run->scope->problems.at[i]);
    if (run->scope->target_lost)
        return PHS_EXIT_USAGE;
    for (size_t i = 0; i < run->graph->coverage.n; i++)
        if (is_lacking(&run->graph->coverage.at[i]))
            return PHS_EXIT_INCOMPLETE;
    return PHS_EXIT_CLEAN;
}

void phs_scanning_say_unread(struct phs_arena *arena, const struct phs_run *run) {
    const struct phs_coverage *first = NULL;
    size_t n = 0;
    for (size_t i = 0; i < run->graph->coverage.n; i++)
        if (is_lacking(&run->graph->coverage.at[i]) && ++n == 1)
            first = &run->graph->coverage.at[i];
    if (!first)
        return;
    const char *reason = first->reason ? phs_printf(arena, ": %s", phs_coverage_reason(first)) : "";
    const char *more = n > 1 ? phs_printf(arena, "; and %zu more, which phiscope scan lists", n - 1) : "";
    phs_say("%s: %s %s%s%s", first->state == PHS_NOT_READ ? "not read" : "only partly read", first->kind, first->what, reason,
            more);
}

bool phs_scanning_fails(const struct phs_run *run, enum phs_severity threshold, bool new_only) {
    for (size_t i = 0; i < run->findings.n; i++) {
        const struct phs_finding *finding = run->findings.at[i];
        if (finding->verdict == PHS_FAIL && !finding->exception && finding->priority >= threshold &&
            (!new_only || finding->is_new))
            return true;
    }
    return false;
}
