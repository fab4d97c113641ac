/* SPDX-License-Identifier: Apache-2.0 */
/* checks/money.tsv, with what the scope says instead. */
#ifndef PHS_SCORE_MONEY_INPUTS_H
#define PHS_SCORE_MONEY_INPUTS_H

#include "base/err.h"
#include "base/map.h"
#include "model/run.h"

/* One number is a range whose ends are equal. */
struct phs_money_range {
    double low, high;
};

struct phs_money_inputs {
    struct phs_arena *arena;
    struct phs_map rows; /* "group name" -> struct phs_money_range * */
};

/* Reads the table; `quantify: {group: {name: value}}` of the scope takes its place where both name a row. Each row goes to
 * money->inputs. What the scope says and no row asks for, or what is no number or range, becomes a warning of the run.
 * PHS_E_INTERNAL when the built-in table is broken. */
enum phs_code phs_money_inputs_read(struct phs_run *run, struct phs_slice tsv, struct phs_money *money,
                                    struct phs_money_inputs *ret_inputs, struct phs_err *err);

/* A row that the table has. */
struct phs_money_range phs_money_input(const struct phs_money_inputs *inputs, const char *group, const char *name);

/* "5", "0.1-1", "5000 - 50000"; false for anything else, for what is negative and for a range that falls. */
bool phs_money_range_parse(struct phs_slice text, struct phs_money_range *ret_range);

#endif
