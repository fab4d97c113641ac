/* SPDX-License-Identifier: Apache-2.0 */
/* Lognormal and PERT losses, and years of them, in closed form. */
#include "score/money/loss.h"

#include <math.h>

#include "score/money/random.h"

/* Normal quantile of 0.95. */
static const double z95 = 1.6448536269514722;

enum phs_code phs_loss_lognormal(double low, double high, struct phs_loss *ret_loss, struct phs_err *err) {
    if (!(low > 0 && high > low && isfinite(high)))
        return phs_fail(err, PHS_E_INPUT, "a loss needs 0 < low < high, and these are %g and %g.", low, high);
    *ret_loss = (struct phs_loss){.kind = PHS_LOGNORMAL, .low = low, .high = high};
    ret_loss->mu = (log(low) + log(high)) / 2;
    ret_loss->sigma = (log(high) - log(low)) / (2 * z95);
    return PHS_OK;
}

static void shape_by_moments(struct phs_loss *loss) {
    double range = loss->high - loss->low, mean = (loss->low + loss->gamma * loss->mode + loss->high) / (loss->gamma + 2);
    double stdev = range / (loss->gamma + 2), at = (mean - loss->low) / range;
    double sum = (mean - loss->low) * (loss->high - mean) / (stdev * stdev) - 1;
    loss->alpha = at * sum;
    loss->beta = (1 - at) * sum;
}

enum phs_code phs_loss_pert(enum phs_pert_form form, double low, double mode, double high, double gamma,
                            struct phs_loss *ret_loss, struct phs_err *err) {
    if (!(low >= 0 && mode >= low && high >= mode && high > low && gamma > 0 && isfinite(high) && isfinite(gamma)))
        return phs_fail(err, PHS_E_INPUT,
                        "a PERT loss needs 0 <= low <= mode <= high and a positive gamma, and these are %g, %g, %g and %g.",
                        low, mode, high, gamma);
    *ret_loss = (struct phs_loss){.kind = PHS_PERT, .low = low, .high = high, .mode = mode, .gamma = gamma};
    ret_loss->alpha = 1 + gamma * (mode - low) / (high - low);
    ret_loss->beta = 1 + gamma * (high - mode) / (high - low);
    if (form == PHS_PERT_MOMENTS)
        shape_by_moments(ret_loss);
    return PHS_OK;
}

double phs_fair_vulnerability(const double *capability, const double *strength, size_t n) {
    size_t above = 0;
    for (size_t i = 0; i < n; i++)
        above += capability[i] > strength[i];
    return n ? (double)above / (double)n : 0;
}

double phs_loss_mean(const struct phs_loss *loss) {
    if (loss->kind == PHS_LOGNORMAL)
        return exp(loss->mu + loss->sigma * loss->sigma / 2);
    return loss->low + (loss->high - loss->low) * loss->alpha / (loss->alpha + loss->beta);
}

double phs_loss_stdev(const struct phs_loss *loss) {
    if (loss->kind == PHS_LOGNORMAL)
        return phs_loss_mean(loss) * sqrt(expm1(loss->sigma * loss->sigma));
    double sum = loss->alpha + loss->beta;
    return (loss->high - loss->low) * sqrt(loss->alpha * loss->beta / (sum * sum * (sum + 1)));
}

double phs_loss_quantile(const struct phs_loss *loss, double p) {
    return exp(loss->mu + loss->sigma * phs_normal_quantile(p));
}

double phs_loss_exceeds(const struct phs_loss *loss, double x) {
    return x <= 0 ? 1 : erfc((log(x) - loss->mu) / (loss->sigma * sqrt(2))) / 2;
}

double phs_year_mean(const struct phs_frequency *frequency, const struct phs_loss *loss) {
    return frequency->rate * phs_loss_mean(loss);
}

double phs_year_stdev(const struct phs_frequency *frequency, const struct phs_loss *loss) {
    double mean = phs_loss_mean(loss), stdev = phs_loss_stdev(loss), square = mean * mean + stdev * stdev;
    if (frequency->kind == PHS_POISSON)
        return sqrt(frequency->rate * square);
    double year = frequency->rate * mean;
    return sqrt(fmax(0, frequency->rate * square - year * year));
}

double phs_year_quantile(double probability, const struct phs_loss *loss, double p) {
    return p <= 1 - probability ? 0 : phs_loss_quantile(loss, 1 - (1 - p) / probability);
}

double phs_year_exceeds(double probability, const struct phs_loss *loss, double x) {
    return probability * phs_loss_exceeds(loss, x);
}
