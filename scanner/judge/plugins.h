/* SPDX-License-Identifier: Apache-2.0 */
/* Shared objects that a user names with --plugin: opt-in, never from inside a target, never writable by others. */
#ifndef PHS_JUDGE_PLUGINS_H
#define PHS_JUDGE_PLUGINS_H

#include "catalogue/catalogue.h"
#include "model/run.h"
#include "phiscope/check.h"

struct phs_plugins {
    PHS_VEC(const struct phs_collector *) collectors;
};

/* Loads one plugin: its checks join the catalogue, its collectors go to ret_plugins. Refused with a sentence: a file or any
 * folder above it that group or others may write, a file inside one of the scope's targets, another API version, a check whose
 * id is taken or whose safeguard does not exist. The object stays loaded until the process ends. */
enum phs_code phs_plugin_load(struct phs_arena *arena, const char *path, const struct phs_scope *scope,
                              struct phs_catalogue *catalogue, struct phs_plugins *ret_plugins, struct phs_err *err);

#endif
