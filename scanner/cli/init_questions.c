/* SPDX-License-Identifier: Apache-2.0 */
/* Ten plain questions for a place without code. An empty answer is fine: what nobody answers stays unknown. */
#include <ctype.h>

#include "base/escape.h"
#include "cli/init.h"

enum { LONGEST_ANSWER = 2000, MOST_PARTS = 100, MOST_DEVICES_OF_A_KIND = 200 };

struct asking {
    struct phs_init *init;
    int number;
};

/* The rest of a line that is too long is dropped; NULL at the end of input and for an empty line. */
static const char *read_line(struct phs_arena *arena) {
    char text[LONGEST_ANSWER + 2];
    if (!fgets(text, sizeof text, stdin))
        return NULL;
    size_t n = strlen(text);
    if (n == LONGEST_ANSWER + 1 && text[n - 1] != '\n')
        for (int c = getchar(); c != EOF && c != '\n';)
            c = getchar();
    struct phs_slice line = phs_slice_trim(phs_slice(text));
    return line.len && phs_utf8_valid(line, NULL) ? phs_slice_dup(arena, line) : NULL;
}

static const char *ask(struct asking *to, const char *question) {
    fprintf(stderr, "%2d of 10  %s\n          > ", ++to->number, question);
    const char *answer = read_line(to->init->arena);
    if (!answer)
        fputc('\n', stderr);
    return answer;
}

static bool says_yes(const char *answer) {
    return answer && (tolower((unsigned char)*answer) == 'y' || strcmp(answer, "1") == 0);
}

static const char *role_of(const char *answer) {
    if (!answer)
        return NULL;
    switch (tolower((unsigned char)*answer)) {
    case 'a':
    case 'p':
    case '1':
        return "covered_entity";
    case 'b':
    case '2':
        return "business_associate";
    default:
        return strncmp(answer, "cov", 3) == 0 ? "covered_entity" : NULL;
    }
}

/* "3 laptops, a phone" -> {laptop, 3}, {phone, 1}. */
static void take_device(struct phs_init_answers *answers, struct phs_arena *arena, struct phs_slice part) {
    int count = 0;
    while (part.len && isdigit((unsigned char)*part.ptr)) {
        count = count < MOST_DEVICES_OF_A_KIND ? count * 10 + (*part.ptr - '0') : count;
        part = phs_slice_n(part.ptr + 1, part.len - 1);
    }
    part = phs_slice_trim(part);
    if (!count)
        for (const char *const *word = (const char *const[]){"an ", "a ", "one ", NULL}; *word; word++)
            if (phs_slice_starts(part, *word)) {
                part = phs_slice_n(part.ptr + strlen(*word), part.len - strlen(*word));
                break;
            }
    if (part.len == 0 || answers->device_count >= sizeof answers->devices / sizeof *answers->devices)
        return;
    if (count != 1 && part.len > 3 && phs_slice_ends(part, "s"))
        part.len--;
    answers->devices[answers->device_count++] =
        (struct phs_init_device){phs_slice_dup(arena, part), count < 1                        ? 1
                                                             : count > MOST_DEVICES_OF_A_KIND ? MOST_DEVICES_OF_A_KIND
                                                                                              : count};
}

static void take_devices(struct phs_init *init, const char *answer) {
    struct phs_slice rest = phs_slice(answer), part;
    while (phs_slice_cut(&rest, ',', &part))
        take_device(&init->answers, init->arena, phs_slice_trim(part));
}

#define TAKE_LIST(init, list, answer)                                                                                          \
    do {                                                                                                                       \
        struct phs_slice rest_ = phs_slice(answer), part_;                                                                     \
        while (phs_slice_cut(&rest_, ',', &part_) && (list).n < MOST_PARTS)                                                    \
            if (phs_slice_trim(part_).len)                                                                                     \
                PHS_PUSH((init)->arena, (list), phs_slice_dup((init)->arena, phs_slice_trim(part_)));                          \
    } while (0)

/* Digits alone: "about 4,200" is 4200. */
static const char *digits_of(struct phs_arena *arena, const char *answer) {
    char *digits = phs_strdup(arena, answer ? answer : "");
    size_t n = 0;
    for (const char *c = digits; *c && n < 12; c++)
        if (isdigit((unsigned char)*c) && (n || *c != '0'))
            digits[n++] = *c;
    digits[n] = '\0';
    return n ? digits : NULL;
}

void phs_init_ask(struct phs_init *init) {
    struct asking to = {init, 0};
    struct phs_init_answers *answers = &init->answers;
    fputs("There is no code here. Ten short questions; an empty answer is fine and stays unknown.\n\n", stderr);
    answers->name = ask(&to, "What is the organization called?");
    answers->role = role_of(ask(&to, "Is it (a) a provider or plan, or (b) a company that works for one?"));
    answers->states = ask(&to, "In which states are its patients? (CA, NY)");
    answers->security_official = ask(&to, "Who is responsible for security?");
    answers->charts = ask(&to, "Whose system holds the patient charts? (the vendor of the EHR)");
    answers->records = digits_of(init->arena, ask(&to, "About how many patients are in it?"));
    TAKE_LIST(init, answers->companies,
              ask(&to, "Which other companies see patient information? (billing, IT support, shredding: names, with commas)"));
    TAKE_LIST(init, answers->signed_with, ask(&to, "With which of them is a business associate agreement signed?"));
    take_devices(init, ask(&to, "Which devices hold or open patient information? (3 laptops, 1 server)"));
    answers->paper = says_yes(ask(&to, "Is there patient information on paper? (yes or no)"));
    answers->asked = true;
}
