/* SPDX-License-Identifier: Apache-2.0 */
/* Messages to patients, and dialogues with them. */
#include "parse/health/json_record.h"
#include "parse/health/note_people.h"
#include "parse/health/note_things.h"

enum { MOST_TURNS = 500 };

/* {"to": "+16196478719", "template": "appt_reminder_v2"} */
static bool is_reminder(const struct phs_json_member *member) {
    return phs_slice_is(member->key, "template") &&
           (phs_health_has_word(member->value, "appt") || phs_health_has_word(member->value, "appointment") ||
            phs_health_has_word(member->value, "refill") || phs_health_has_word(member->value, "visit"));
}

/* "could you refill my metformin?" */
static bool speaks_of_own(struct phs_slice text) {
    return (phs_health_has_word(text, " my ") || phs_note_begins(text.ptr, text.ptr + text.len, "my ")) &&
           (phs_health_is_complaint(text) || phs_note_health_words(text) > 0);
}

/* {"to": "+16196478719", "body": "Hi Paulette, reminder of your visit ..."}: written to somebody about his care. */
bool phs_json_is_message(const struct phs_json_objects *objects) {
    bool told = false, reached = false;
    for (size_t i = 0; i < objects->members.n && !told; i++)
        told = (phs_health_is_prose(objects->members.at[i].value) &&
                (phs_note_speaks_to_patient(objects->members.at[i].value) || speaks_of_own(objects->members.at[i].value))) ||
               is_reminder(&objects->members.at[i]);
    for (size_t i = 0; told && i < objects->members.n && !reached; i++) {
        const struct phs_json_member *member = &objects->members.at[i];
        const char *category = member->value.len < 60 ? phs_health_guess(member->key, member->value) : NULL;
        reached =
            category && (strcmp(category, "phone") == 0 || strcmp(category, "email") == 0 || strcmp(category, "name") == 0);
    }
    return reached;
}

/* Such a message is about health, and whoever it is sent to is the patient. */
void phs_json_take_message(struct phs_health_reader *reader, const struct phs_json_objects *objects) {
    for (size_t i = 0; i < objects->members.n; i++) {
        const struct phs_json_member *member = &objects->members.at[i];
        const char *category = phs_health_guess(member->key, member->value);
        bool who = category && (strcmp(category, "phone") == 0 || strcmp(category, "email") == 0);
        if (category)
            phs_health_add(reader, category, who ? PHS_HEALTH_STRONG : PHS_HEALTH_CONTACT, member->line, member->value);
        else if (phs_health_is_prose(member->value)) {
            phs_health_things(reader, member->line, member->value);
            phs_health_add(reader, "note", PHS_HEALTH_FACT, member->line, member->value);
        }
    }
    phs_health_end(reader, true);
}

/* {"role": "user", "text": "..."}: who speaks, and what is said. */
void phs_json_listen(struct phs_health_reader *reader, struct phs_json_objects *objects, struct phs_slice key,
                     struct phs_slice value, uint32_t line) {
    static const char *const speakers[] = {"role", "speaker", "from", "sender", "author", "who", "by", "party", "channel"};
    static const char *const texts[] = {"text", "content", "message", "body", "utterance", "transcript", "msg", "said", "line"};
    for (size_t i = 0; i < sizeof speakers / sizeof *speakers; i++)
        objects->turns += phs_slice_ieq(key, phs_slice(speakers[i]));
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (phs_slice_ieq(key, phs_slice(texts[i])) && objects->spoken.n < MOST_TURNS) {
            struct phs_json_member member = {.key = key, .value = value, .line = line};
            PHS_PUSH(reader->arena, objects->spoken, member);
        }
}

/* Somebody speaks of what hurts him: whoever and whatever is named in the dialogue belongs to him. */
void phs_json_take_dialogue(struct phs_health_reader *reader, const struct phs_json_objects *objects) {
    bool own = false, ill = false;
    for (size_t i = 0; i < objects->spoken.n; i++) {
        struct phs_slice text = objects->spoken.at[i].value;
        own |= phs_note_speaks_as_patient(text) || phs_note_speaks_to_patient(text) || phs_health_has_word(text, "my ") ||
               phs_health_has_word(text, "i've ") || phs_health_has_word(text, "i have ");
        ill |= phs_health_is_complaint(text) || phs_note_health_words(text) >= 1;
    }
    size_t first = reader->items.n;
    for (size_t i = 0; own && ill && i < objects->spoken.n; i++)
        phs_health_things(reader, objects->spoken.at[i].line, objects->spoken.at[i].value);
    for (size_t i = first; i < reader->items.n; i++)
        if (strcmp(reader->items.at[i].category, "name") == 0)
            reader->items.at[i].kind = PHS_HEALTH_WEAK;
    if (reader->items.n > first)
        phs_health_add(reader, "note", PHS_HEALTH_FACT, reader->items.at[first].line, reader->items.at[first].value);
    phs_health_end(reader, true);
}
