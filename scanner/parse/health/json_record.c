/* SPDX-License-Identifier: Apache-2.0 */
/* Whether the members of an object are a patient's: by their columns, by a person and what ails him, by what stood before. */
#include "parse/health/json_record.h"

enum { SHORT_KEY = 2 };

/* "provider": {"address": {"phone": ...}}: the nearest word says whose it is. */
static bool is_of_others(const struct phs_json_member *member) {
    for (size_t i = 0; i < PHS_JSON_NEAREST && member->within[i].len; i++) {
        enum phs_health_whose whose = phs_health_whose(member->within[i]);
        if (whose != PHS_HEALTH_ANYBODYS)
            return whose == PHS_HEALTH_OTHERS;
    }
    return false;
}

/* {"pt": {"n": "Marta Halvorsen", "b": ...}}: in an object of a patient's a name needs no key that says so. */
static bool is_name_in_person(const struct phs_json_member *member) {
    return member->key.len <= SHORT_KEY && member->within[0].len && phs_health_is_somebody(member->value) &&
           phs_health_whose(member->within[0]) == PHS_HEALTH_PERSONS;
}

/* The members whose keys are no columns, now that the object is about a patient. person: told by somebody and what ails him. */
static void take_members(struct phs_health_reader *reader, const struct phs_json_objects *objects, bool person) {
    for (size_t i = 0; i < objects->members.n; i++) {
        const struct phs_json_member *member = &objects->members.at[i];
        const char *category = is_of_others(member) ? NULL : phs_health_guess(member->key, member->value);
        bool name = person && category && strcmp(category, "name") == 0 && phs_health_is_somebody(member->value);
        bool mail = person && category && strcmp(category, "email") == 0;
        if (category)
            phs_health_add(reader, category,
                           name   ? PHS_HEALTH_WEAK
                           : mail ? PHS_HEALTH_STRONG
                                  : PHS_HEALTH_CONTACT,
                           member->line, member->value);
        else if (objects->patient && is_name_in_person(member))
            phs_health_add(reader, "name", PHS_HEALTH_WEAK, member->line, member->value);
        else if (phs_health_is_prose(member->value))
            phs_health_things(reader, member->line, member->value);
    }
}

static bool is_short_person(const struct phs_json_objects *objects) {
    bool name = false, more = false;
    for (size_t i = 0; i < objects->columns.n; i++)
        more |= objects->columns.at[i]->kind != PHS_HEALTH_FACT && strcmp(objects->columns.at[i]->category, "name") != 0;
    for (size_t i = 0; objects->patient && i < objects->members.n; i++) {
        bool named = is_name_in_person(&objects->members.at[i]);
        name |= named;
        more |= !named && phs_health_guess(objects->members.at[i].key, objects->members.at[i].value);
    }
    return objects->patient && name && more;
}

/* What members are by their keys and shapes, where nobody would say their values in a sentence. */
static void guess_members(struct phs_json_objects *objects) {
    for (size_t i = 0; i < objects->members.n; i++) {
        struct phs_json_member *member = &objects->members.at[i];
        member->guess = member->value.len < 60 ? phs_health_guess(member->key, member->value) : NULL;
    }
}

/* {"who": "Marta Halvorsen", "bday": "1961-03-14", "cc": "vertigo"}: somebody, born once, and what he came for. */
static bool is_person_in_care(const struct phs_json_objects *objects) {
    bool name = false, birth = false, care = false, fact = false;
    for (size_t i = 0; i < objects->columns.n; i++) {
        const struct phs_health_column *column = objects->columns.at[i];
        name |= column->kind == PHS_HEALTH_WEAK && strcmp(column->category, "name") == 0;
        birth |= strcmp(column->category, "dob") == 0;
        fact |= column->kind == PHS_HEALTH_FACT && column->patient;
    }
    for (size_t i = 0; (birth || fact) && !name && i < objects->members.n; i++) {
        const struct phs_json_member *member = &objects->members.at[i];
        const char *category = member->guess;
        name |= category && (strcmp(category, "name") == 0 || (fact && strcmp(category, "email") == 0));
    }
    for (size_t i = 0; name && birth && !fact && !care && i < objects->members.n; i++) {
        const struct phs_json_member *member = &objects->members.at[i];
        care = phs_health_names_care(member->key) ||
               (!member->guess && member->value.len < 200 && phs_health_names_care(member->value));
    }
    return name && ((birth && care) || fact);
}

/* {"who": "Marta Halvorsen", "scale_serial": "BT-008655", "hub_mac": ...}: somebody and machines of his, in a text of care. */
static bool is_watched(const struct phs_json_objects *objects) {
    bool name = false;
    size_t devices = 0, more = 0;
    for (size_t i = 0; objects->speaks && i < objects->members.n; i++) {
        const struct phs_json_member *member = &objects->members.at[i];
        const char *category = member->guess;
        name |= category && strcmp(category, "name") == 0 && phs_health_is_somebody(member->value);
        devices += category && strcmp(category, "device_id") == 0;
        more += category && (strcmp(category, "ip") == 0 || strcmp(category, "date") == 0);
    }
    for (size_t i = 0; i < objects->columns.n; i++) {
        name |= objects->columns.at[i]->kind == PHS_HEALTH_WEAK && strcmp(objects->columns.at[i]->category, "name") == 0;
        devices += strcmp(objects->columns.at[i]->category, "device_id") == 0;
    }
    return name && (devices > 1 || (devices && more));
}

/* {"holder": "Okwuosa, Chidimma", "policy": "SHM-4471-0092"}: of a health plan, where the text is of one. */
static bool is_insured(const struct phs_json_objects *objects) {
    bool name = false, policy = false;
    for (size_t i = 0; objects->speaks && i < objects->members.n; i++) {
        const struct phs_json_member *member = &objects->members.at[i];
        const char *category = member->guess;
        struct phs_slice key = member->key;
        char word[PHS_HEALTH_KEY_WORD + 1];
        name |= category && strcmp(category, "name") == 0 && phs_health_is_somebody(member->value);
        while (category && strcmp(category, "account_number") == 0 && phs_health_key_word(&key, word))
            policy |= phs_health_word_in("|policy|member|subscriber|certificate|beneficiary|insurance|", word);
    }
    for (size_t i = 0; i < objects->columns.n; i++) {
        name |= objects->columns.at[i]->kind == PHS_HEALTH_WEAK && strcmp(objects->columns.at[i]->category, "name") == 0;
        policy |= objects->speaks && strcmp(objects->columns.at[i]->category, "insurance_id") == 0;
    }
    return name && policy;
}

/* Elements of one kind: where some have shown themselves to be patients, all that name somebody are. */
static bool names_one(const struct phs_json_objects *objects) {
    for (size_t i = 0; i < objects->columns.n; i++)
        if (objects->columns.at[i]->kind == PHS_HEALTH_WEAK && strcmp(objects->columns.at[i]->category, "name") == 0)
            return true;
    for (size_t i = 0; i < objects->members.n; i++) {
        const struct phs_json_member *member = &objects->members.at[i];
        const char *category = phs_health_is_somebody(member->value) ? phs_health_guess(member->key, member->value) : NULL;
        if (category && strcmp(category, "name") == 0)
            return true;
    }
    return false;
}

void phs_json_end_record(struct phs_health_reader *reader, struct phs_json_objects *objects, bool root) {
    size_t before = reader->record;
    bool counts = objects->image || phs_health_columns_count(objects->columns.at, objects->columns.n, objects->patient) ||
                  is_short_person(objects);
    if (!counts && (objects->speaks || objects->columns.n))
        guess_members(objects);
    bool person = !counts && (is_person_in_care(objects) || is_watched(objects) || is_insured(objects) ||
                              (objects->told && objects->told == objects->keys && names_one(objects)));
    if (counts || person)
        take_members(reader, objects, person);
    else if (phs_json_is_wearer(reader, objects))
        phs_json_take_wearer(reader, objects);
    else {
        phs_health_drop(reader, reader->record);
        if (root && objects->counted == 1) { /* what stands around the one patient of a list */
            take_members(reader, objects, false);
            phs_health_adopt(reader);
        } else if (objects->speaks && objects->members.n && phs_json_is_message(objects))
            phs_json_take_message(reader, objects);
    }
    phs_health_end(reader, true);
    objects->told = root ? 0 : reader->record > before ? objects->keys : objects->told;
    objects->keys = 0;
    objects->counted = root ? 0 : objects->counted + (reader->record > before);
    objects->columns.n = objects->members.n = 0;
    objects->patient = objects->image = objects->worn = false;
}
