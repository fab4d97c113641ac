/* SPDX-License-Identifier: Apache-2.0 */
/* Scenarios of Gherkin: Given member "Marta Halvorsen" with id "SWH-4562-40293", And she was born on "March 14, 1961". What is
 * in quotes is told by the words before it; a scenario that names a patient is a record. */
#include <ctype.h>

#include "parse/health/record.h"

enum { MOST_WORDS_BEFORE = 4, MOST_STEPS = 200, LONGEST_LINE = 2000 };

struct step {
    struct phs_slice key, text; /* the words before, what is in quotes */
    uint32_t line;
};

struct scenario {
    struct phs_health_reader *reader;
    struct step step[MOST_STEPS];
    size_t n;
    struct phs_slice line[MOST_STEPS];
    uint32_t number[MOST_STEPS];
    size_t lines;
};

/* The last words before a quote, up to the text before. */
static struct phs_slice words_before(struct phs_slice line, const char *from, const char *quote) {
    const char *at = quote;
    size_t words = 0;
    while (at > from && words < MOST_WORDS_BEFORE) {
        while (at > from && !isalnum((unsigned char)at[-1]))
            at--;
        while (at > from && isalnum((unsigned char)at[-1]))
            at--;
        words++;
    }
    (void)line;
    return phs_slice_trim(phs_slice_n(at, (size_t)(quote - at)));
}

static bool is_name(const struct step *step) {
    const char *category = phs_health_guess(step->key, step->text);
    return category && strcmp(category, "name") == 0 && phs_health_whose(step->key) == PHS_HEALTH_PERSONS;
}

static void end_scenario(struct scenario *scenario) {
    bool person = false, more = false;
    for (size_t i = 0; i < scenario->n; i++) {
        bool name = is_name(&scenario->step[i]);
        person |= name;
        more |= !name && phs_health_guess(scenario->step[i].key, scenario->step[i].text);
    }
    for (size_t i = 0; person && more && i < scenario->n; i++) {
        const struct step *step = &scenario->step[i];
        const char *category = phs_health_guess(step->key, step->text);
        if (category)
            phs_health_add(scenario->reader, category, is_name(step) ? PHS_HEALTH_WEAK : PHS_HEALTH_CONTACT, step->line,
                           step->text);
    }
    for (size_t i = 0; person && more && i < scenario->lines; i++)
        phs_health_things(scenario->reader, scenario->number[i], scenario->line[i]);
    phs_health_end(scenario->reader, true);
    scenario->n = scenario->lines = 0;
}

static void take_step(struct scenario *scenario, struct phs_slice line, uint32_t number) {
    const char *end = line.ptr + line.len, *from = line.ptr;
    if (scenario->lines < MOST_STEPS) {
        scenario->line[scenario->lines] = line;
        scenario->number[scenario->lines++] = number;
    }
    for (const char *at = line.ptr; at < end; at++) {
        const char *close = *at == '"' ? memchr(at + 1, '"', (size_t)(end - at - 1)) : NULL;
        if (!close)
            continue;
        if (scenario->n < MOST_STEPS)
            scenario->step[scenario->n++] = (struct step){
                .key = words_before(line, from, at), .text = phs_slice_n(at + 1, (size_t)(close - at - 1)), .line = number};
        at = from = close;
        from++;
    }
}

static bool begins_scenario(struct phs_slice line) {
    return phs_slice_starts(line, "Scenario") || phs_slice_starts(line, "Background") || phs_slice_starts(line, "Example");
}

static bool is_step(struct phs_slice line) {
    static const char *const words[] = {"Given ", "When ", "Then ", "And ", "But ", "* "};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (phs_slice_starts(line, words[i]))
            return true;
    return false;
}

void phs_health_steps(struct phs_health_reader *reader) {
    struct scenario *scenario = PHS_NEW(reader->arena, struct scenario);
    struct phs_slice rest = reader->bytes, line;
    uint32_t number = 0;
    scenario->reader = reader;
    while (!reader->limited && phs_health_next_line(&rest, &number, &line)) {
        line = phs_slice_trim(line);
        if (begins_scenario(line))
            end_scenario(scenario);
        else if (line.len < LONGEST_LINE && is_step(line))
            take_step(scenario, line, number);
    }
    end_scenario(scenario);
}
