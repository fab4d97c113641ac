/* SPDX-License-Identifier: Apache-2.0 */
/* What one event costs, as a distribution, and what a year then costs in closed form: the oracle beside every simulation. */
#ifndef PHS_SCORE_MONEY_LOSS_H
#define PHS_SCORE_MONEY_LOSS_H

#include "base/err.h"
#include "model/money.h"

/* The middle 90 % lie between low and high: mu = (ln low + ln high)/2, sigma = (ln high - ln low)/(2 z) with z the normal
 * quantile of 0.95. PHS_E_INPUT with a sentence unless 0 < low < high. */
enum phs_code phs_loss_lognormal(double low, double high, struct phs_loss *ret_loss, struct phs_err *err);

/* Beta-PERT; gamma is 4 in classic PERT. Vose's form: alpha = 1 + gamma (mode - low)/(high - low), beta likewise from above. By
 * moments, as pyfair has it: mean (low + gamma mode + high)/(gamma + 2), standard deviation (high - low)/(gamma + 2).
 * PHS_E_INPUT with a sentence unless 0 <= low <= mode <= high, low < high and gamma > 0. */
enum phs_pert_form { PHS_PERT_VOSE, PHS_PERT_MOMENTS };
enum phs_code phs_loss_pert(enum phs_pert_form form, double low, double mode, double high, double gamma,
                            struct phs_loss *ret_loss, struct phs_err *err);

/* FAIR: the share of pairs in which the threat's capability is above the strength of what resists it. */
double phs_fair_vulnerability(const double *capability, const double *strength, size_t n);

double phs_loss_mean(const struct phs_loss *loss);
double phs_loss_stdev(const struct phs_loss *loss);

/* The value below which an event stays with probability p, and the probability that it goes above x; of a lognormal. */
double phs_loss_quantile(const struct phs_loss *loss, double p);
double phs_loss_exceeds(const struct phs_loss *loss, double x);

/* A year's mean and standard deviation: a Bernoulli event (at most one a year) or a compound Poisson sum. */
double phs_year_mean(const struct phs_frequency *frequency, const struct phs_loss *loss);
double phs_year_stdev(const struct phs_frequency *frequency, const struct phs_loss *loss);

/* Bernoulli and lognormal only: the year's quantile of level p and P(year > x). */
double phs_year_quantile(double probability, const struct phs_loss *loss, double p);
double phs_year_exceeds(double probability, const struct phs_loss *loss, double x);

#endif
