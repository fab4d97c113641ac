/* SPDX-License-Identifier: Apache-2.0 */
/* checks/profiles/<id>.yaml -> struct phs_profile. A rule's definition is the policy language; what an endpoint does not say is
 * not known, so that a question that nobody asked is never met. */
#include "catalogue/nouns.h"

static struct phs_check_info question(struct phs_reading *reading, const struct phs_profile *profile,
                                      const struct phs_profile_rule *rule, const struct phs_value *entry) {
    return (struct phs_check_info){.id = phs_printf(reading->arena, "profiles.%s.%s", profile->id, rule->id),
                                   .name = rule->asks,
                                   .severity = PHS_SEV_LOW,
                                   .absent_is_unknown = true,
                                   .definition = phs_get(entry, "definition"),
                                   .file = entry,
                                   .place = entry->place};
}

static void read_rule(struct phs_reading *reading, struct phs_profile *profile, const struct phs_value *entry) {
    struct phs_profile_rule *rule = PHS_NEW(reading->arena, struct phs_profile_rule);
    phs_field_known(reading, entry, "id level section asks where definition");
    rule->id = phs_field_text(reading, entry, "id", true);
    rule->section = phs_field_text(reading, entry, "section", true);
    rule->asks = phs_field_text(reading, entry, "asks", true);
    rule->where = phs_field_text(reading, entry, "where", false);
    rule->level = phs_field_text(reading, entry, "level", true);
    if (reading->broken)
        return;
    if (strcmp(rule->level, "shall") != 0 && strcmp(rule->level, "shall not") != 0 && strcmp(rule->level, "should") != 0 &&
        strcmp(rule->level, "should not") != 0)
        phs_reading_break(reading, entry, "level is shall, shall not, should or should not");
    if (!phs_is(phs_get(entry, "definition"), PHS_MAP))
        phs_reading_break(reading, entry, "a rule has a definition");
    rule->question = question(reading, profile, rule, entry);
    PHS_PUSH(reading->arena, profile->rules, rule);
}

void phs_read_profile(struct phs_reading *reading) {
    const struct phs_value *file = reading->document->value, *rules = phs_get(file, "rules");
    struct phs_profile *profile = PHS_NEW(reading->arena, struct phs_profile);
    phs_field_known(reading, file, "id word title source note rules");
    profile->id = phs_field_text(reading, file, "id", true);
    profile->word = phs_field_text(reading, file, "word", true);
    profile->title = phs_field_text(reading, file, "title", true);
    profile->source = phs_field_text(reading, file, "source", true);
    profile->note = phs_field_text(reading, file, "note", false);
    if (!phs_is(rules, PHS_LIST) || !rules->list.n)
        phs_reading_break(reading, file, "a profile has rules");
    for (size_t i = 0; !reading->broken && i < rules->list.n; i++)
        read_rule(reading, profile, rules->list.at[i]);
    if (!reading->broken)
        PHS_PUSH(reading->arena, reading->catalogue->profiles, profile);
}
