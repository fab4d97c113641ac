/* SPDX-License-Identifier: Apache-2.0 */
/* --endpoint, --endpoints and --tls-mode of scan. */
#ifndef PHS_CLI_ENDPOINT_OPTIONS_H
#define PHS_CLI_ENDPOINT_OPTIONS_H

#include "cli/commands.h"
#include "cli/pipeline.h"

/* Endpoints that the command line names become the whole scope. PHS_E_USAGE for a list that cannot be read or names none. */
enum phs_code phs_endpoint_options(struct phs_cli *cli, struct phs_scan_options *scan, struct phs_err *err);

#endif
