/* SPDX-License-Identifier: Apache-2.0 */
/* Words of names and tags that speak of health data. A name is a hint, a tag is a statement. */
#include "map/parts.h"

/* Whole words only: "inpatient" counts, "impatient" does not. */
static const char *const health_words[] = {
    "phi",          "ephi",          "patient",      "patients",      "inpatient",    "outpatient", "ehr",
    "emr",          "clinical",      "medical",      "encounter",     "encounters",   "fhir",       "hl7",
    "dicom",        "claims",        "mrn",          "diagnosis",     "diagnoses",    "medication", "medications",
    "prescription", "prescriptions", "healthrecord", "healthrecords", "immunization", "radiology",  "pathology",
};

static char lower(char c) {
    return (c >= 'A' && c <= 'Z') ? (char)(c - 'A' + 'a') : c;
}

static bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

static bool is_upper(char c) {
    return c >= 'A' && c <= 'Z';
}

static const char *known_word(const char *start, size_t len) {
    for (size_t i = 0; i < sizeof health_words / sizeof *health_words; i++) {
        const char *word = health_words[i];
        size_t n = 0;
        while (n < len && word[n] && lower(start[n]) == word[n])
            n++;
        if (n == len && !word[n])
            return word;
    }
    return NULL;
}

const char *phs_map_health_word(struct phs_arena *arena, const char *name) {
    (void)arena;
    for (const char *at = name; *at;) {
        if (!is_letter(*at)) {
            at++;
            continue;
        }
        const char *end = at + 1;
        /* camelCase starts a new word at its capital. */
        while (is_letter(*end) && !(is_upper(*end) && !is_upper(end[-1])))
            end++;
        const char *word = known_word(at, (size_t)(end - at));
        if (word)
            return word;
        at = end;
    }
    return NULL;
}

bool phs_map_same_name(const char *a, const char *b) {
    return a && b && phs_slice_ieq(phs_slice_trim(phs_slice(a)), phs_slice_trim(phs_slice(b)));
}

static const char *const class_keys[] = {"data-classification",
                                         "data_classification",
                                         "dataclassification",
                                         "data-class",
                                         "dataclass",
                                         "classification",
                                         "data-sensitivity",
                                         "sensitivity",
                                         "data",
                                         "contains-phi",
                                         "contains_phi",
                                         "phi",
                                         "ephi",
                                         "hipaa"};

static bool one_of(struct phs_slice text, const char *const *words, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (phs_slice_ieq(text, phs_slice(words[i])))
            return true;
    return false;
}

static bool says_phi(struct phs_slice key, const struct phs_value *value) {
    static const char *const yes[] = {"true", "yes", "1", "y"};
    static const char *const phi[] = {"phi", "ephi", "hipaa", "phi-restricted", "restricted-phi", "health", "pii-phi"};
    static const char *const flags[] = {"contains-phi", "contains_phi", "phi", "ephi", "hipaa"};
    if (one_of(key, flags, sizeof flags / sizeof *flags))
        return phs_is_true(value) || one_of(phs_text(value), yes, sizeof yes / sizeof *yes) ||
               one_of(phs_text(value), phi, sizeof phi / sizeof *phi);
    return one_of(phs_text(value), phi, sizeof phi / sizeof *phi);
}

static const struct phs_value *tag_map(const struct phs_resource *resource) {
    static const char *const places[] = {"tags", "labels", "metadata.labels", "tags_all"};
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        const struct phs_value *map = phs_get_path(resource->attributes, places[i]);
        if (phs_is(map, PHS_MAP))
            return map;
    }
    return NULL;
}

bool phs_map_tagged(struct phs_arena *arena, const struct phs_resource *resource, const char **ret_reason,
                    struct phs_place *ret_place) {
    const struct phs_value *tags = tag_map(resource);
    for (size_t i = 0; tags && i < tags->map.n; i++) {
        const struct phs_entry *entry = &tags->map.at[i];
        if (!one_of(entry->key, class_keys, sizeof class_keys / sizeof *class_keys) || !says_phi(entry->key, entry->value))
            continue;
        const char *text = phs_scalar_text(arena, entry->value);
        *ret_reason = phs_printf(arena, "tag %.*s = %s", (int)entry->key.len, entry->key.ptr, text ? text : "true");
        *ret_place = entry->value->place.source ? entry->value->place : resource->place;
        return true;
    }
    return false;
}

const char *phs_map_tagged_owner(struct phs_arena *arena, const struct phs_resource *resource) {
    static const char *const keys[] = {"owner", "team", "owned-by", "owned_by", "data-owner"};
    const struct phs_value *tags = tag_map(resource);
    for (size_t i = 0; tags && i < tags->map.n; i++)
        if (one_of(tags->map.at[i].key, keys, sizeof keys / sizeof *keys) && phs_text(tags->map.at[i].value).len)
            return phs_text_or(arena, tags->map.at[i].value, NULL);
    return NULL;
}

bool phs_map_tagged_harmless(const struct phs_resource *resource) {
    static const char *const words[] = {"public",  "internal",     "none",          "no-phi",
                                        "non-phi", "deidentified", "de-identified", "synthetic"};
    static const char *const no[] = {"false", "no", "0", "none"};
    static const char *const flags[] = {"contains-phi", "contains_phi", "phi", "ephi"};
    const struct phs_value *tags = tag_map(resource);
    for (size_t i = 0; tags && i < tags->map.n; i++) {
        const struct phs_entry *entry = &tags->map.at[i];
        bool flag = one_of(entry->key, flags, sizeof flags / sizeof *flags);
        if (flag && (phs_is(entry->value, PHS_BOOL) ? !entry->value->boolean
                                                    : one_of(phs_text(entry->value), no, sizeof no / sizeof *no)))
            return true;
        if (!flag && one_of(entry->key, class_keys, sizeof class_keys / sizeof *class_keys) &&
            one_of(phs_text(entry->value), words, sizeof words / sizeof *words))
            return true;
    }
    return false;
}
