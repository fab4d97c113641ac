/* SPDX-License-Identifier: Apache-2.0 */
/* checks/safeguards/<id>.yaml -> struct phs_safeguard; which controls exist is looked at when all tables are read. */
#include "catalogue/nouns.h"

static void read_controls(struct phs_reading *reading, struct phs_safeguard *safeguard) {
    const struct phs_value *controls = phs_get(safeguard->file, "controls");
    if (!phs_is(controls, PHS_MAP)) {
        phs_reading_break(reading, controls ? controls : safeguard->file, "controls: is no map of frameworks");
        return;
    }
    for (size_t i = 0; i < controls->map.n; i++) {
        const char *framework = phs_slice_dup(reading->arena, controls->map.at[i].key);
        struct phs_texts ids = {0};
        phs_field_texts(reading, controls, framework, &ids);
        for (size_t k = 0; k < ids.n; k++)
            PHS_PUSH(reading->arena, safeguard->controls, (struct phs_control_ref){framework, ids.at[k], NULL});
    }
}

static void check_file_name(struct phs_reading *reading, const char *id) {
    const char *slash = strrchr(reading->document->below, '/'), *base = slash ? slash + 1 : reading->document->below;
    const char *dot = strrchr(base, '.');
    size_t len = dot ? (size_t)(dot - base) : strlen(base);
    if (id && !phs_slice_eq(phs_slice(id), phs_slice_n(base, len)))
        phs_reading_break(reading, phs_get(reading->document->value, "id"), "id is %s, its file says %.*s", id, (int)len, base);
}

void phs_read_safeguard(struct phs_reading *reading) {
    const struct phs_value *file = reading->document->value;
    struct phs_safeguard *safeguard = PHS_NEW(reading->arena, struct phs_safeguard);
    phs_field_known(reading, file, "id title family whole what why question controls");
    safeguard->file = file;
    safeguard->place = file->place;
    safeguard->id = phs_field_text(reading, file, "id", true);
    safeguard->title = phs_field_text(reading, file, "title", true);
    safeguard->family = phs_field_word(reading, file, "family", true, "technical administrative physical");
    safeguard->whole = phs_is_true(phs_get(file, "whole"));
    safeguard->what = phs_field_text(reading, file, "what", true);
    safeguard->why = phs_field_text(reading, file, "why", true);
    safeguard->question = phs_field_text(reading, file, "question", false);
    read_controls(reading, safeguard);
    check_file_name(reading, safeguard->id);
    if (!reading->broken && phs_claim(reading, &reading->catalogue->safeguard_by_id, "safeguard", safeguard->id, safeguard))
        PHS_PUSH(reading->arena, reading->catalogue->safeguards, safeguard);
}
