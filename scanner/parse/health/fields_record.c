/* SPDX-License-Identifier: Apache-2.0 */
/* Names that stand together are a record; only one that has the values of a patient counts, since such names without values
 * are what every program about patients is made of. */
#include "parse/health/fields.h"

enum { FARTHEST_LINES = 10, BESIDE_LINES = 4, CARE = 16 << 10 };

/* "name" is what everything has; a given and a family name are a person's. */
static bool is_part(const struct phs_health_column *column) {
    static const char *const others[] = {"name", "fullname", "person", "subscriber", "contactname", "maiden"};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (strcmp(column->name, others[i]) == 0)
            return false;
    return column->kind == PHS_HEALTH_WEAK && strcmp(column->category, "name") == 0;
}

/* What programs of hospitals, pharmacies and plans are called and about, where nobody is called a patient. */
bool phs_fields_about_care(struct phs_fields *fields) {
    static const char *const words[] = {"pharmac", "prescri",   "hospital",  "clinic",   "diagnos",    "vaccin",
                                        "immuniz", "surger",    "oncolog",   "radiolog", "dialysis",   "dispens",
                                        "refill",  "inpatient", "discharge", "genom",    "telehealth", "ehr",
                                        "mrn",     "admission", "accession", "specimen", "proband",    "immunol",
                                        "medicat", "patient",   "triage",    "infusion", "chart",      "injur"};
    struct phs_slice head = fields->reader->bytes;
    head.len = head.len < CARE ? head.len : CARE;
    if (!fields->care)
        fields->care = PHS_HEALTH_HAS_ONE(head, words) ? 1 : -1;
    return fields->care > 0;
}

/* How many different things of somebody stand beside the fields under names that no list knows. */
static size_t told_beside(const struct phs_fields *fields, bool *ret_somebody) {
    const char *seen = NULL;
    size_t n = 0;
    for (size_t i = 0; i < fields->besides; i++) {
        const struct phs_field_beside *each = &fields->beside[i];
        bool near =
            each->line + BESIDE_LINES >= fields->at[0].line && each->line <= fields->at[fields->n - 1].line + BESIDE_LINES;
        const char *category = near ? phs_health_guess(each->name, each->value) : NULL;
        *ret_somebody |= category && strcmp(category, "name") == 0 && phs_health_is_somebody(each->value);
        if (category && strcmp(category, "name") != 0 && category != seen) {
            seen = category;
            n++;
        }
    }
    return n;
}

/* What makes a record of fields: no name without a value comes here. */
static bool counts(struct phs_fields *fields) {
    size_t strong = 0, names = 0, parts = 0, pairs = 0, births = 0, contacts = 0;
    bool ssn = false, member = false, named = false, whole = false;
    for (size_t i = 0; i < fields->n; i++) {
        const struct phs_health_column *column = fields->at[i].column;
        strong += column->kind == PHS_HEALTH_STRONG;
        names += strcmp(column->category, "name") == 0 && column->kind == PHS_HEALTH_WEAK;
        parts += is_part(column) && !fields->at[i].bare;
        pairs += is_part(column) && fields->at[i].flow && fields->at[i].line == fields->at[0].line;
        whole |= strcmp(column->category, "name") == 0 && column->kind == PHS_HEALTH_WEAK &&
                 phs_health_is_somebody(fields->at[i].value);
        births += strcmp(column->category, "dob") == 0;
        contacts += column->kind == PHS_HEALTH_CONTACT;
        ssn |= strcmp(column->category, "ssn") == 0;
        named |= strcmp(column->category, "patient_id") == 0 && !fields->at[i].bare &&
                 phs_health_looks_like_name(fields->at[i].value) && phs_health_has_known_name(fields->at[i].value);
        member |= column->kind == PHS_HEALTH_STRONG && strcmp(column->category, "insurance_id") == 0;
    }
    if ((member || fields->covered) && names && births) /* of a health plan: the text speaks of patients */
        return true;
    if (member && (names || births))
        return true;
    if (fields->query && names && births) /* ?name=...&dob=... */
        return true;
    if (named && fields->patient) /* "pt": "Marta Halvorsen" */
        return true;
    size_t told = told_beside(fields, &whole);
    if (fields->covered && whole && told) /* <Insured><Name>...</Name><Policy>...</Policy> */
        return true;
    bool person = (whole || parts >= 2) && (births || fields->patient) && contacts + strong + told > 0;
    if (person && phs_fields_about_care(fields))
        return true;
    if (pairs >= 2 && told && phs_fields_about_care(fields)) /* who={last=Halvorsen, first=Marta} */
        return true;
    bool context = fields->context && fields->at[0].line < fields->context + PHS_FIELDS_CONTEXT;
    if (!ssn && !fields->patient && !context)
        return false;
    return (strong && (names || births || contacts || strong > 1)) || (names && (births || contacts)) || parts >= 2 ||
           (births && contacts + fields->patient > 1);
}

static void take_besides(struct phs_fields *fields, uint32_t first, uint32_t last) {
    for (size_t i = 0; i < fields->besides; i++) {
        const struct phs_field_beside *each = &fields->beside[i];
        const char *category = each->line + BESIDE_LINES >= first && each->line <= last + BESIDE_LINES
                                   ? phs_health_guess(each->name, each->value)
                                   : NULL;
        if (category)
            phs_health_add(fields->reader, category, PHS_HEALTH_CONTACT, each->line, each->value);
    }
}

void phs_fields_end(struct phs_fields *fields) {
    if (fields->n && counts(fields)) {
        for (size_t i = 0; i < fields->n; i++)
            phs_health_take(fields->reader, fields->at[i].column, fields->at[i].line, fields->at[i].value);
        take_besides(fields, fields->at[0].line, fields->at[fields->n - 1].line);
        phs_health_end(fields->reader, true);
    }
    size_t kept = 0; /* what stands behind the record may be the next one's */
    for (size_t i = 0; fields->n && i < fields->besides; i++)
        if (fields->beside[i].line > fields->at[fields->n - 1].line)
            fields->beside[kept++] = fields->beside[i];
    fields->besides = kept;
    fields->n = 0;
    fields->patient = fields->covered = fields->query = false;
}

void phs_fields_take(struct phs_fields *fields, const struct phs_health_column *column, bool patient, struct phs_slice value,
                     bool bare) {
    bool again = false;
    for (size_t i = 0; i < fields->n; i++)
        again |= fields->at[i].column == column && !phs_slice_eq(fields->at[i].value, value);
    if (again || fields->n == PHS_FIELDS_MOST || (fields->n && fields->line > fields->at[fields->n - 1].line + FARTHEST_LINES))
        phs_fields_end(fields);
    fields->at[fields->n++] =
        (struct phs_field){.column = column, .value = value, .line = fields->line, .bare = bare, .flow = fields->flow};
    fields->patient |= patient;
}

void phs_fields_keep_beside(struct phs_fields *fields, struct phs_slice name, struct phs_slice value) {
    if (fields->besides == PHS_FIELDS_MOST) {
        memmove(fields->beside, fields->beside + 1, (PHS_FIELDS_MOST - 1) * sizeof *fields->beside);
        fields->besides--;
    }
    fields->beside[fields->besides++] = (struct phs_field_beside){name, value, fields->line};
}
