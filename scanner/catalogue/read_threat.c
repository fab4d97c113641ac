/* SPDX-License-Identifier: Apache-2.0 */
/* checks/threats/<id>.yaml -> struct phs_threat. Names of weights are looked up by score/; the catalogue's test holds them to
 * it. */
#include "catalogue/nouns.h"

static void read_kinds(struct phs_reading *reading, struct phs_threat *threat) {
    struct phs_texts kinds = {0};
    phs_field_texts(reading, threat->file, "kinds", &kinds);
    for (size_t i = 0; i < kinds.n; i++) {
        enum phs_system_kind kind;
        if (phs_system_kind_parse(phs_slice(kinds.at[i]), &kind))
            threat->kinds |= 1U << kind;
        else
            phs_reading_break(reading, phs_get(threat->file, "kinds"), "%s is no kind of system", kinds.at[i]);
    }
    if (kinds.n == 0)
        phs_reading_break(reading, threat->file, "kinds is missing");
}

static void read_harm(struct phs_reading *reading, struct phs_threat *threat) {
    struct phs_texts harm = {0};
    phs_field_texts(reading, threat->file, "harm", &harm);
    for (size_t i = 0; i < harm.n; i++) {
        if (!phs_word_in(phs_slice(harm.at[i]), "C I A"))
            phs_reading_break(reading, phs_get(threat->file, "harm"), "harm is one of C, I, A, not %s", harm.at[i]);
        threat->harms_confidentiality |= harm.at[i][0] == 'C';
        threat->harms_integrity |= harm.at[i][0] == 'I';
        threat->harms_availability |= harm.at[i][0] == 'A';
    }
    if (harm.n == 0)
        phs_reading_break(reading, threat->file, "harm is missing");
}

/* The safeguards' ids are kept in the file until phs_catalogue_join. */
static void check_safeguards(struct phs_reading *reading, const struct phs_threat *threat) {
    const struct phs_value *safeguards = phs_get(threat->file, "safeguards");
    if (!phs_is(safeguards, PHS_MAP) || safeguards->map.n == 0) {
        phs_reading_break(reading, threat->file, "safeguards: is no map of safeguard to effect");
        return;
    }
    for (size_t i = 0; i < safeguards->map.n; i++)
        if (!phs_word_in(phs_text(safeguards->map.at[i].value), "weak moderate strong very_strong near_complete"))
            phs_reading_break(reading, safeguards->map.at[i].value,
                              "an effect is weak, moderate, strong, very_strong or near_complete");
}

static void read_floor(struct phs_reading *reading, struct phs_threat *threat) {
    const struct phs_value *floor = phs_get(threat->file, "floor");
    if (!floor)
        return;
    phs_field_known(reading, floor, "weight safeguard");
    threat->floor = phs_field_text(reading, floor, "weight", true);
    phs_field_text(reading, floor, "safeguard", true);
}

static void read_likelihood(struct phs_reading *reading, struct phs_threat *threat) {
    const struct phs_value *file = threat->file;
    threat->source =
        phs_field_word(reading, file, "source", true, "targeted opportunistic insider error failure vendor natural");
    threat->exploitability =
        phs_field_word(reading, file, "exploitability", true, "none epss-low epss-med epss-high trivial known-exploited");
    threat->exposure = phs_field_word(reading, file, "exposure", false, "isolated internal partner public-auth public-anon");
    threat->requires_flow = phs_field_word(reading, file, "requires_flow", false, "third-party model");
    threat->integrity_impact = phs_field_word(reading, file, "integrity_impact", false, "VL L M H VH");
    threat->availability_impact = phs_field_word(reading, file, "availability_impact", false, "VL L M H VH");
    phs_field_texts(reading, file, "categories", &threat->categories);
    phs_field_texts(reading, file, "members", &threat->members);
    phs_field_texts(reading, file, "roles", &threat->roles);
}

void phs_read_threat(struct phs_reading *reading) {
    const struct phs_value *file = reading->document->value;
    struct phs_threat *threat = PHS_NEW(reading->arena, struct phs_threat);
    phs_field_known(
        reading, file,
        "id title source exploitability exposure kinds members categories roles requires_flow safeguards harm integrity_impact "
        "availability_impact floor statement citation");
    threat->file = file;
    threat->place = file->place;
    threat->id = phs_field_text(reading, file, "id", true);
    threat->title = phs_field_text(reading, file, "title", true);
    threat->statement = phs_field_text(reading, file, "statement", true);
    threat->citation = phs_field_text(reading, file, "citation", true);
    read_likelihood(reading, threat);
    read_kinds(reading, threat);
    read_harm(reading, threat);
    check_safeguards(reading, threat);
    read_floor(reading, threat);
    if (!reading->broken && phs_claim(reading, &reading->catalogue->threat_by_id, "threat", threat->id, threat))
        PHS_PUSH(reading->arena, reading->catalogue->threats, threat);
}
