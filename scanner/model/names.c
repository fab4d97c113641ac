/* SPDX-License-Identifier: Apache-2.0 */
/* The words that outputs print for the enumerations, in one place so that no two outputs differ. */
#include "model/run.h"

#define NAME_FROM(table, index) ((size_t)(index) < sizeof(table) / sizeof *(table) ? (table)[(index)] : "")

static bool find_name(const char *const *names, size_t n, struct phs_slice name, size_t *ret_index) {
    for (size_t i = 0; i < n; i++)
        if (phs_slice_ieq(phs_slice(names[i]), name)) {
            *ret_index = i;
            return true;
        }
    return false;
}

const char *phs_grade_name(enum phs_grade grade) {
    static const char *const names[] = {"none", "identifier", "health", "phi"};
    return NAME_FROM(names, grade);
}

const char *phs_basis_name(enum phs_basis basis) {
    static const char *const names[] = {"declared", "tagged", "seen", "inferred"};
    return NAME_FROM(names, basis);
}

const char *phs_confidence_name(enum phs_confidence confidence) {
    static const char *const names[] = {"low", "medium", "high"};
    return NAME_FROM(names, confidence);
}

const char *phs_tri_name(enum phs_tri tri) {
    static const char *const names[] = {"no", "yes", "unknown"};
    return NAME_FROM(names, tri);
}

const char *phs_baa_name(enum phs_baa baa) {
    static const char *const names[] = {"none found", "expired", "out of scope", "unknown", "not required", "in force"};
    return NAME_FROM(names, baa);
}

static const char *const system_kinds[PHS_SYSTEM_KIND_COUNT] = {"store",      "service", "entry", "third-party",
                                                                "repository", "device",  "paper", "premises"};

const char *phs_system_kind_name(enum phs_system_kind kind) {
    return NAME_FROM(system_kinds, kind);
}

bool phs_system_kind_parse(struct phs_slice name, enum phs_system_kind *ret_kind) {
    size_t index;
    if (!find_name(system_kinds, PHS_SYSTEM_KIND_COUNT, name, &index))
        return false;
    *ret_kind = (enum phs_system_kind)index;
    return true;
}

const char *phs_exposure_title(enum phs_exposure exposure) {
    static const char *const titles[] = {
        "nobody", "our own network", "a partner", "anyone who signs in", "anyone on the internet", "not known"};
    return titles[exposure];
}

const char *phs_exposure_name(enum phs_exposure exposure) {
    static const char *const names[] = {"isolated", "internal", "partner", "public-auth", "public-anon", "unknown"};
    return NAME_FROM(names, exposure);
}

const char *phs_verdict_name(enum phs_verdict verdict) {
    static const char *const names[] = {"pass", "fail", "unknown", "not_applicable"};
    return NAME_FROM(names, verdict);
}

static const char *const severities[] = {"info", "low", "medium", "high", "critical"};

const char *phs_severity_name(enum phs_severity severity) {
    return NAME_FROM(severities, severity);
}

bool phs_severity_parse(struct phs_slice name, enum phs_severity *ret_severity) {
    size_t index;
    if (!find_name(severities, sizeof severities / sizeof *severities, name, &index))
        return false;
    *ret_severity = (enum phs_severity)index;
    return true;
}

const char *phs_control_state_name(enum phs_control_state state) {
    static const char *const names[] = {"contradicted", "partly supported", "supported", "no machine evidence",
                                        "not applicable"};
    return NAME_FROM(names, state);
}

static const char *const levels[] = {"VL", "L", "M", "H", "VH"};

const char *phs_level_name(enum phs_level level) {
    return NAME_FROM(levels, level);
}

const char *phs_level_title(enum phs_level level) {
    static const char *const titles[] = {"Very low", "Low", "Moderate", "High", "Very high"};
    return NAME_FROM(titles, level);
}

bool phs_level_parse(struct phs_slice name, enum phs_level *ret_level) {
    size_t index;
    if (!find_name(levels, sizeof levels / sizeof *levels, name, &index))
        return false;
    *ret_level = (enum phs_level)index;
    return true;
}

const char *phs_safeguard_state_name(enum phs_safeguard_state state) {
    static const char *const names[] = {"pass", "partial", "fail", "unknown"};
    return NAME_FROM(names, state);
}
