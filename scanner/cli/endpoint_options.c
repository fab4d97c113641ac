/* SPDX-License-Identifier: Apache-2.0 */
/* Endpoints from the command line, or from a list with one a line. */
#include "cli/endpoint_options.h"

#include "base/file.h"
#include "collect/scope.h"
#include "collect/tls/address.h"

enum { MOST_BYTES = 4 << 20, MOST_ENDPOINTS = 10000 };

static enum phs_code add(struct phs_cli *cli, struct phs_scope *scope, const char *address, struct phs_place place,
                         struct phs_err *err) {
    if (scope->targets.n >= MOST_ENDPOINTS)
        return phs_fail(err, PHS_E_USAGE, "more than %d endpoints; split the list.", MOST_ENDPOINTS);
    struct phs_target target = {.kind = PHS_TARGET_ENDPOINT,
                                .path = address,
                                .environment = "",
                                .owned = phs_cli_has(cli, "owned"),
                                .ca = phs_cli_value(cli, "ca", NULL),
                                .ct_logs = phs_cli_value(cli, "ct-logs", NULL),
                                .place = place};
    PHS_PUSH(cli->arena, scope->targets, target);
    return PHS_OK;
}

/* What is typed wrong is told at once; in a list it is a line that is not read. */
static enum phs_code add_named(struct phs_cli *cli, struct phs_scope *scope, const char *address, struct phs_err *err) {
    struct phs_tls_address read;
    struct phs_err why = {0};
    if (phs_tls_address_parse(cli->arena, address, &read, &why) == PHS_E_INPUT)
        return phs_fail(err, PHS_E_USAGE, "--endpoint %s: %s", address, why.text);
    return add(cli, scope, address, (struct phs_place){0}, err);
}

static struct phs_slice without_comment(struct phs_slice line) {
    size_t at = phs_slice_find(line, PHS_SLICE("#"));
    return phs_slice_trim(at == (size_t)-1 ? line : phs_slice_n(line.ptr, at));
}

static enum phs_code add_list(struct phs_cli *cli, struct phs_scope *scope, const char *file, struct phs_err *err) {
    struct phs_slice rest, line;
    struct phs_err why = {0};
    struct phs_source *source = PHS_NEW(cli->arena, struct phs_source);
    *source = (struct phs_source){.kind = PHS_SOURCE_FILE, .path = file};
    if (phs_file_read(cli->arena, file, MOST_BYTES, &rest, &why) != PHS_OK)
        return phs_fail(err, PHS_E_USAGE, "%s", why.text);
    enum phs_code code = PHS_OK;
    for (uint32_t number = 1; code == PHS_OK && phs_slice_cut(&rest, '\n', &line); number++) {
        struct phs_slice address = without_comment(line);
        struct phs_place place = {.source = source, .line = number, .column = 1, .end_line = number, .end_column = 1};
        if (address.len)
            code = add(cli, scope, phs_slice_dup(cli->arena, address), place, err);
    }
    return code;
}

static enum phs_code only_endpoints(struct phs_cli *cli, struct phs_scan_options *scan, struct phs_err *err) {
    size_t n;
    const char **named = phs_cli_values(cli, "endpoint", &n), *list = phs_cli_value(cli, "endpoints", NULL);
    struct phs_scope *scope = phs_scope_default(cli->arena, ".");
    enum phs_code code = PHS_OK;
    static const char *const files[] = {"ca", "ct-logs"};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        const char *file = phs_cli_value(cli, files[i], NULL);
        if (file && !phs_is_file(file))
            return phs_fail(err, PHS_E_USAGE, "there is no file %s for --%s.", file, files[i]);
    }
    if (scan->scope_file || cli->arg_count)
        return phs_fail(err, PHS_E_USAGE, "--endpoint takes the place of a folder and of --scope; name one of them.");
    scope->targets.n = 0;
    for (size_t i = 0; i < n && code == PHS_OK; i++)
        code = add_named(cli, scope, named[i], err);
    if (code == PHS_OK && list)
        code = add_list(cli, scope, list, err);
    if (code == PHS_OK && scope->targets.n == 0)
        return phs_fail(err, PHS_E_USAGE, "%s names no endpoint.", list);
    scan->scope = scope;
    return code;
}

enum phs_code phs_endpoint_options(struct phs_cli *cli, struct phs_scan_options *scan, struct phs_err *err) {
    scan->tls_mode = phs_cli_value(cli, "tls-mode", NULL);
    if (!phs_cli_has(cli, "endpoint") && !phs_cli_has(cli, "endpoints")) {
        const char *alone = phs_cli_has(cli, "owned")     ? "owned"
                            : phs_cli_has(cli, "ca")      ? "ca"
                            : phs_cli_has(cli, "ct-logs") ? "ct-logs"
                                                          : NULL;
        return alone ? phs_fail(err, PHS_E_USAGE,
                                "--%s goes with --endpoint and --endpoints; endpoints of a scope say it themselves.", alone)
                     : PHS_OK;
    }
    return only_endpoints(cli, scan, err);
}
