/* SPDX-License-Identifier: Apache-2.0 */
/* phiscope gate: what a change brings in. Scope, exceptions and attestations count as of the base commit, so that a pull
 * request cannot excuse itself. Both sides are scanned from within their own folder: the same thing then has the same identity.
 */
#include <errno.h>
#include <unistd.h>

#include "base/file.h"
#include "cli/exports.h"
#include "cli/output.h"
#include "cli/say.h"
#include "cli/scanning.h"
#include "collect/scope.h"
#include "keep/gate.h"
#include "reports/gate_text.h"
#include "reports/run_json.h"

enum { MAX_SCOPE_BYTES = 16 * 1024 * 1024 };

static const struct phs_option options[] = {
    {.name = "base", .value = "REF", .help = "branch, tag or commit to compare with: origin/main"},
    PHS_SCANNING_OPTIONS,
    {.name = "fail-on",
     .value = "SEVERITY",
     .help = "exit 2 from this priority on; default: the scope's gate.fail_on, else high",
     .words = "info low medium high critical"},
    {.name = "format", .value = "FORMAT", .help = PHS_EXPORT_HELP, .words = "text json " PHS_EXPORT_WORDS},
    {.name = "output", .letter = 'o', .value = "FILE", .help = "write there instead of standard output"},
    {0},
};

struct gate {
    struct phs_cli *cli;
    struct phs_arena *arena;
    struct phs_scan_options scan;
    const char *started_in, *folder, *scope_name; /* absolute; scope_name relative to folder */
    struct phs_base base;
    struct phs_catalogue *catalogue;
    struct phs_run *before, *after;
};

static enum phs_code enter(const char *folder, struct phs_err *err) {
    if (chdir(folder) == 0)
        return PHS_OK;
    return phs_fail(err, PHS_E_USAGE, "%s cannot be entered: %s.", folder, strerror(errno));
}

static const char *absolute(struct gate *gate, const char *path) {
    return *path == '/' ? path : phs_path_join(gate->arena, gate->started_in, path);
}

static void make_absolute(struct gate *gate, const char *const *paths, size_t n, const char *const **ret_paths) {
    const char **copy = PHS_NEW_N(gate->arena, const char *, n + 1);
    for (size_t i = 0; i < n; i++)
        copy[i] = absolute(gate, paths[i]);
    *ret_paths = copy;
}

static enum phs_code settle(struct gate *gate, struct phs_err *err) {
    char *here = getcwd(NULL, 0);
    gate->started_in = phs_strdup(gate->arena, here ? here : "/");
    free(here);
    gate->scan = phs_scanning_options(gate->cli);
    gate->scan.history = "head"; /* what the base already had in its history is nothing new */
    const char *file = gate->scan.scope_file;
    gate->folder = absolute(gate, file ? phs_path_dir(gate->arena, file) : gate->scan.folder);
    gate->scope_name = file ? phs_path_base(file) : "phiscope.yaml";
    make_absolute(gate, gate->scan.check_folders, gate->scan.check_folder_count, &gate->scan.check_folders);
    make_absolute(gate, gate->scan.plugins, gate->scan.plugin_count, &gate->scan.plugins);
    gate->scan.folder = ".";
    gate->scan.scope_file = NULL;
    return enter(gate->folder, err);
}

/* The scope as of the base commit; where it had none, the folder is the target. */
static enum phs_code scope_of_base(struct gate *gate, struct phs_scope **ret_scope, struct phs_err *err) {
    const char *file = phs_path_join(gate->arena, gate->base.folder, gate->scope_name);
    if (!phs_is_file(file)) {
        *ret_scope = phs_scope_default(gate->arena, ".");
        return PHS_OK;
    }
    struct phs_slice bytes;
    enum phs_code code = phs_file_read(gate->arena, file, MAX_SCOPE_BYTES, &bytes, err);
    return code != PHS_OK ? code : phs_scope_parse(gate->arena, gate->scope_name, bytes, ret_scope, err);
}

static bool differs(struct gate *gate, const char *file) {
    struct phs_slice before = {0}, after = {0};
    struct phs_err err;
    bool had = phs_file_read(gate->arena, phs_path_join(gate->arena, gate->base.folder, file), MAX_SCOPE_BYTES, &before,
                             &err) == PHS_OK;
    bool has = phs_file_read(gate->arena, file, MAX_SCOPE_BYTES, &after, &err) == PHS_OK;
    return had != has || !phs_slice_eq(before, after);
}

/* In the folder of the change, with what the base commit says about scope, exceptions, attestations and decisions. */
static enum phs_code scan_after(struct gate *gate, struct phs_err *err) {
    struct phs_scan_options scan = gate->scan;
    enum phs_code code = scope_of_base(gate, &scan.scope, err);
    if (code != PHS_OK)
        return code;
    scan.before = gate->before;
    scan.since = gate->base.commit; /* also what one commit of the change brought and another took away */
    if (scan.scope->exceptions)
        scan.exceptions_file = phs_path_join(gate->arena, gate->base.folder, scan.scope->exceptions);
    if (scan.scope->decisions)
        scan.decisions_file = phs_path_join(gate->arena, gate->base.folder, scan.scope->decisions);
    const char *files[] = {gate->scope_name, scan.scope->exceptions, scan.scope->attestations, scan.scope->decisions};
    if (files[2] && differs(gate, files[2]))
        scan.scope->attestations = phs_path_join(gate->arena, gate->base.folder, files[2]);
    code = phs_pipeline_run(gate->arena, &scan, &gate->catalogue, &gate->after, err);
    if (code == PHS_OK)
        code = phs_gate_policy_changes(gate->after, &gate->base, ".", files, sizeof files / sizeof *files, err);
    if (code == PHS_OK)
        phs_gate_remark_changes(gate->before, gate->after, &gate->base);
    return code;
}

static enum phs_code scan_before(struct gate *gate, struct phs_err *err) {
    struct phs_scan_options scan = gate->scan;
    enum phs_code code = scope_of_base(gate, &scan.scope, err);
    if (code == PHS_OK)
        code = enter(gate->base.folder, err);
    if (code == PHS_OK)
        code = phs_pipeline_run(gate->arena, &scan, &gate->catalogue, &gate->before, err);
    return code;
}

static enum phs_code compare(struct gate *gate, struct phs_err *err) {
    enum phs_code code = settle(gate, err);
    if (code == PHS_OK)
        code = phs_base_take(gate->arena, gate->folder, phs_cli_value(gate->cli, "base", NULL), &gate->base, err);
    if (code == PHS_E_MISSING)
        err->code = PHS_E_USAGE;
    if (code != PHS_OK)
        return code;
    code = scan_before(gate, err);
    if (code == PHS_OK)
        code = enter(gate->folder, err);
    if (code == PHS_OK)
        code = scan_after(gate, err);
    phs_base_drop(&gate->base);
    if (code != PHS_OK)
        return code;
    phs_gate_compare(gate->before, gate->after);
    return enter(gate->started_in, err);
}

static bool write_result(struct gate *gate, enum phs_severity threshold) {
    struct phs_output output;
    phs_output_open(&output, phs_cli_value(gate->cli, "output", NULL));
    const char *format = phs_cli_value(gate->cli, "format", "text");
    struct phs_export export = {gate->arena, gate->after, gate->catalogue, .gate = true, .base = gate->base.commit};
    if (strcmp(format, "json") == 0) {
        phs_run_write_json(&output.buf, gate->arena, gate->after, gate->catalogue);
    } else if (!phs_export_write(&output.buf, format, gate->folder, &export)) {
        struct phs_terminal terminal = {&output.buf, phs_output_has_color(&output)};
        phs_gate_text(&terminal, gate->arena, gate->after, phs_cli_value(gate->cli, "base", ""), gate->base.commit, threshold);
    }
    return phs_output_close(&output);
}

static bool unknowns_fail(const struct gate *gate) {
    enum phs_gate_unknown rule = gate->after->scope->gate.unknown;
    size_t after = phs_gate_unknowns(gate->after, NULL), fresh = phs_gate_unknowns(gate->after, gate->before);
    return (rule == PHS_UNKNOWN_FAIL && after > 0) || (rule == PHS_UNKNOWN_NEW && fresh > 0);
}

static int run(struct phs_cli *cli) {
    struct gate gate = {.cli = cli, .arena = cli->arena};
    struct phs_err err = {0};
    if (!phs_cli_has(cli, "base")) {
        phs_say("gate needs --base REF: the branch, tag or commit to compare with.");
        return PHS_EXIT_USAGE;
    }
    if (compare(&gate, &err) != PHS_OK)
        return phs_say_err(&err);
    const struct phs_scope *scope = gate.after->scope;
    enum phs_severity threshold = scope->gate.has_fail_on ? scope->gate.fail_on : PHS_SEV_HIGH;
    phs_severity_parse(phs_slice(phs_cli_value(cli, "fail-on", "")), &threshold);
    if (!write_result(&gate, threshold))
        return PHS_EXIT_FAILED;
    int code = phs_scanning_exit(gate.after);
    if (code != PHS_EXIT_USAGE && (phs_scanning_fails(gate.after, threshold, scope->gate.new_only) || unknowns_fail(&gate)))
        return PHS_EXIT_FINDINGS;
    return code;
}

extern const struct phs_command phs_cmd_gate;
const struct phs_command phs_cmd_gate = {
    .name = "gate",
    .summary = "compares a change with its base and fails on what is new",
    .arguments = "[PATH]",
    .about = "Scans the working tree and the base commit, both with the scope, exceptions and attestations of the\n"
             "base, and lists the findings that the change brings in, also what one of its commits brought and\n"
             "a later one took away.\n",
    .options = options,
    .max_args = 1,
    .run = run,
};
