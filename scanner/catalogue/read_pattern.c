/* SPDX-License-Identifier: Apache-2.0 */
/* checks/patterns/<kind>/<id>.yaml -> struct phs_pattern. Whether the regex compiles is for its users and the catalogue's test.
 */
#include "catalogue/nouns.h"

static enum phs_grade read_grade(struct phs_reading *reading, const struct phs_value *file) {
    const char *grade = phs_field_word(reading, file, "grade", false, "none identifier health phi");
    for (enum phs_grade g = PHS_GRADE_NONE; grade && g <= PHS_GRADE_PHI; g++)
        if (strcmp(phs_grade_name(g), grade) == 0)
            return g;
    return PHS_GRADE_NONE;
}

void phs_read_pattern(struct phs_reading *reading) {
    const struct phs_value *file = reading->document->value;
    struct phs_pattern *pattern = PHS_NEW(reading->arena, struct phs_pattern);
    pattern->file = file;
    pattern->id = phs_field_text(reading, file, "id", true);
    pattern->title = phs_field_text(reading, file, "title", true);
    pattern->kind = phs_field_word(reading, file, "kind", true, "field secret identifier");
    pattern->regex = phs_field_text(reading, file, "regex", false);
    pattern->category = phs_field_text(reading, file, "category", true);
    pattern->grade = read_grade(reading, file);
    phs_field_texts(reading, file, "words", &pattern->words);
    if (!pattern->regex && pattern->words.n == 0)
        phs_reading_break(reading, file, "a pattern has a regex or words");
    if (!reading->broken && phs_claim(reading, &reading->catalogue->pattern_by_id, "pattern", pattern->id, pattern))
        PHS_PUSH(reading->arena, reading->catalogue->patterns, pattern);
}
