/* SPDX-License-Identifier: Apache-2.0 */
/* Devices that only patients have, and who wears them. */
#include "parse/health/json_record.h"

enum { PUMPED = 16 << 10 };

/* A pump is a patient's where the text is about what it gives. */
bool phs_json_is_worn(const struct phs_health_reader *reader, struct phs_slice key, struct phs_slice value) {
    static const char *const given[] = {"reservoir", "insulin", "glucose", "bolus", "basal", "infusion"};
    struct phs_slice head = reader->bytes;
    head.len = head.len < PUMPED ? head.len : PUMPED;
    bool pump = false;
    if (phs_slice_starts(value, "CGM-") || phs_health_is_worn(key, &pump))
        return true;
    if (pump && PHS_HEALTH_HAS_ONE(head, given))
        return true;
    return false;
}

/* {"user": "marta@...", "pump_serial": "T2-0988417"}: whoever has it is treated with it. */
bool phs_json_is_wearer(const struct phs_health_reader *reader, const struct phs_json_objects *objects) {
    bool somebody = false, worn = objects->worn;
    for (size_t i = 0; i < objects->members.n && !worn; i++) {
        const struct phs_json_member *member = &objects->members.at[i];
        worn = member->value.len < 30 && phs_health_fits("mrn", member->value) &&
               phs_json_is_worn(reader, member->key, member->value);
    }
    for (size_t i = 0; worn && !somebody && i < objects->members.n; i++) {
        const struct phs_json_member *member = &objects->members.at[i];
        somebody = member->value.len < 60 && (phs_health_fits("email", member->value) || phs_health_is_somebody(member->value));
    }
    return somebody && worn;
}

void phs_json_take_wearer(struct phs_health_reader *reader, const struct phs_json_objects *objects) {
    for (size_t i = 0; i < objects->members.n; i++) {
        const struct phs_json_member *member = &objects->members.at[i];
        const char *category = phs_health_guess(member->key, member->value);
        bool email = member->value.len < 60 && phs_health_fits("email", member->value);
        bool name = member->value.len < 60 && phs_health_is_somebody(member->value);
        if (email || name)
            phs_health_add(reader, email ? "email" : "name", email ? PHS_HEALTH_STRONG : PHS_HEALTH_WEAK, member->line,
                           member->value);
        else if (category || (member->value.len < 30 && phs_health_fits("mrn", member->value) &&
                              phs_json_is_worn(reader, member->key, member->value)))
            phs_health_add(reader, category ? category : "device_id", PHS_HEALTH_CONTACT, member->line, member->value);
    }
}
