/* SPDX-License-Identifier: Apache-2.0 */
/* The money run: what the risks could cost in a year, in US dollars; made only when somebody asks for it. */
#ifndef PHS_MODEL_MONEY_H
#define PHS_MODEL_MONEY_H

#include "model/plan.h"

/* How often an event happens. */
struct phs_frequency {
    enum phs_frequency_kind {
        PHS_BERNOULLI, /* at most once a year, with this probability */
        PHS_POISSON    /* this many times a year on average */
    } kind;
    double rate;
};

/* What one event costs. */
struct phs_loss {
    enum phs_loss_kind { PHS_LOGNORMAL, PHS_PERT } kind;
    double low, high;   /* lognormal: the middle 90 %; PERT: the whole range */
    double mode, gamma; /* PERT */
    double mu, sigma;   /* lognormal: of the logarithm */
    double alpha, beta; /* PERT: of the beta distribution */
};

/* A number that went in, and where it comes from. */
struct phs_money_input {
    const char *name, *value, *source;
    bool overridden; /* by the scope */
};

/* P(a year costs more than amount). */
struct phs_exceedance {
    double amount, probability;
};

struct phs_money_figures {
    double mean, stdev;
    double var95, var99;                  /* value at risk: the year's quantile */
    double es95;                          /* expected shortfall: mean of the worst 5 % of years */
    double none;                          /* share of years without a loss */
    PHS_VEC(struct phs_exceedance) curve; /* by amount, rising */
    double exact_mean, exact_stdev;       /* closed form */
    double error;                         /* of the simulated mean: in standard errors; 0 when nothing can happen */
};

struct phs_money_scenario {
    const struct phs_risk *risk;
    struct phs_frequency frequency;
    struct phs_loss loss;
    const char *frequency_reason, *loss_reason; /* one clause each */
    struct phs_money_figures figures;
};

/* What one step of the plan takes off the mean year: exact, not simulated. */
struct phs_money_treatment {
    const struct phs_remediation *step;
    double mean_after;
    double saved; /* a year */
};

struct phs_money {
    uint64_t seed, draws;
    const char *currency; /* "USD" */
    PHS_VEC(struct phs_money_input) inputs;
    PHS_VEC(struct phs_money_scenario) scenarios; /* in the order of run->risks */
    struct phs_money_figures total;
    PHS_VEC(struct phs_money_treatment) treatments; /* by what they save, largest first */
    PHS_VEC(const char *) notes;                    /* sentences: what the figures cannot say */
};

#endif
