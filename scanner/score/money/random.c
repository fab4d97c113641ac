/* SPDX-License-Identifier: Apache-2.0 */
/* Philox4x32-10 and the normal quantile. */
#include "score/money/random.h"

#include <math.h>
#include <stddef.h>

enum { ROUNDS = 10 };

void phs_philox(const uint32_t counter[4], const uint32_t key[2], uint32_t ret_words[4]) {
    uint32_t a = counter[0], b = counter[1], c = counter[2], d = counter[3], left = key[0], right = key[1];
    for (int round = 0; round < ROUNDS; round++) {
        uint64_t p = (uint64_t)0xD2511F53u * a, q = (uint64_t)0xCD9E8D57u * c;
        a = (uint32_t)(q >> 32) ^ b ^ left;
        b = (uint32_t)q;
        c = (uint32_t)(p >> 32) ^ d ^ right;
        d = (uint32_t)p;
        left += 0x9E3779B9u;
        right += 0xBB67AE85u;
    }
    ret_words[0] = a;
    ret_words[1] = b;
    ret_words[2] = c;
    ret_words[3] = d;
}

/* 52 bits, in the middle of their step. */
static double open_unit(uint32_t high, uint32_t low) {
    uint64_t bits = ((uint64_t)high << 32 | low) >> 12;
    return ((double)bits + 0.5) * 0x1p-52;
}

struct phs_pair phs_random_pair(uint64_t seed, uint32_t stream, uint64_t draw, uint32_t turn) {
    const uint32_t counter[4] = {(uint32_t)draw, (uint32_t)(draw >> 32), stream, turn};
    const uint32_t key[2] = {(uint32_t)seed, (uint32_t)(seed >> 32)};
    uint32_t words[4];
    phs_philox(counter, key, words);
    return (struct phs_pair){open_unit(words[0], words[1]), open_unit(words[2], words[3])};
}

static double ratio(double r, const double *above, const double *below, size_t n) {
    double top = above[n - 1], bottom = below[n - 1];
    for (size_t i = n - 1; i-- > 0;) {
        top = top * r + above[i];
        bottom = bottom * r + below[i];
    }
    return top / bottom;
}

double phs_normal_quantile(double p) {
    static const double a[] = {3.3871328727963666080e0,  1.3314166789178437745e+2, 1.9715909503065514427e+3,
                               1.3731693765509461125e+4, 4.5921953931549871457e+4, 6.7265770927008700853e+4,
                               3.3430575583588128105e+4, 2.5090809287301226727e+3};
    static const double b[] = {1.0,
                               4.2313330701600911252e+1,
                               6.8718700749205790830e+2,
                               5.3941960214247511077e+3,
                               2.1213794301586595867e+4,
                               3.9307895800092710610e+4,
                               2.8729085735721942674e+4,
                               5.2264952788528545610e+3};
    static const double c[] = {1.42343711074968357734e0,  4.63033784615654529590e0, 5.76949722146069140550e0,
                               3.64784832476320460504e0,  1.27045825245236838258e0, 2.41780725177450611770e-1,
                               2.27238449892691845833e-2, 7.74545014278341407640e-4};
    static const double d[] = {1.0,
                               2.05319162663775882187e0,
                               1.67638483018380384940e0,
                               6.89767334985100004550e-1,
                               1.48103976427480074590e-1,
                               1.51986665636164571966e-2,
                               5.47593808499534494600e-4,
                               1.05075007164441684324e-9};
    static const double e[] = {6.65790464350110377720e0,  5.46378491116411436990e0,  1.78482653991729133580e0,
                               2.96560571828504891230e-1, 2.65321895265761230930e-2, 1.24266094738807843860e-3,
                               2.71155556874348757815e-5, 2.01033439929228813265e-7};
    static const double f[] = {1.0,
                               5.99832206555887937690e-1,
                               1.36929880922735805310e-1,
                               1.48753612908506148525e-2,
                               7.86869131145613259100e-4,
                               1.84631831751005468180e-5,
                               1.42151175831644588870e-7,
                               2.04426310338993978564e-15};
    enum { TERMS = 8 };
    double q = p - 0.5;
    if (fabs(q) <= 0.425)
        return q * ratio(0.180625 - q * q, a, b, TERMS);
    double r = sqrt(-log(q < 0 ? p : 1 - p));
    double size = r <= 5 ? ratio(r - 1.6, c, d, TERMS) : ratio(r - 5, e, f, TERMS);
    return q < 0 ? -size : size;
}
