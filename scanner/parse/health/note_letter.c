/* SPDX-License-Identifier: Apache-2.0 */
/* Who writes and who is written to: greetings, senders, introductions. */
#include <ctype.h>

#include "parse/health/note.h"
#include "parse/health/note_things.h"

/* "Hi Marta, your prescription is ready" */
bool phs_note_is_greeting(const char *at, const char *end, struct phs_slice *ret_name) {
    static const char *const words[] = {"Hi ",       "Hello ",         "Dear ",       "Hey ",
                                        "Welcome, ", "Welcome back, ", "Thank you, ", "See you soon, "};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t n = strlen(words[i]);
        if ((size_t)(end - at) <= n || memcmp(at, words[i], n) != 0)
            continue;
        const char *name = at + n, *stop = phs_note_full_name_at(name, end);
        *ret_name = phs_slice_n(name, stop ? (size_t)(stop - name) : phs_note_run(name, end, isalpha));
        bool all = phs_slice_ieq(*ret_name, PHS_SLICE("Team")) || phs_slice_ieq(*ret_name, PHS_SLICE("All")) ||
                   phs_slice_ieq(*ret_name, PHS_SLICE("there")) || phs_slice_ieq(*ret_name, PHS_SLICE("Patient"));
        name += ret_name->len;
        return ret_name->len >= 3 && !all && isupper((unsigned char)ret_name->ptr[0]) &&
               (phs_health_has_known_name(*ret_name) || (name < end && strchr(",!:<", *name)));
    }
    return false;
}

/* "Dear Maria Ortega,"; "From: Maria Ortega (patient)". */
void phs_note_take_correspondent(struct phs_note *note, struct phs_slice line) {
    const char *end = line.ptr + line.len, *dear = memmem(line.ptr, line.len, "Dear ", 5),
               *patient = memmem(line.ptr, line.len, " (patient", 9);
    static const struct phs_note_label greeting = {"dear", "name", PHS_HEALTH_WEAK, false, false};
    if (dear && !note->entry) {
        const char *name = dear + 5, *stop;
        bool titled = end - name > 4 && (memcmp(name, "Mr", 2) == 0 || memcmp(name, "Ms", 2) == 0);
        if (titled)
            for (name += 2; name < end && strchr("rs. ~", *name);)
                name++;
        stop = phs_note_full_name_at(name, end);
        size_t n = stop ? (size_t)(stop - name) : titled ? phs_note_run(name, end, isalpha) : 0;
        if (n > 2 && name + n < end && strchr(",:!}", name[n])) {
            phs_note_take(note, &greeting, phs_slice_n(name, n));
            note->greeted = true;
        }
    }
    if (patient && patient > line.ptr) {
        const char *name = patient;
        while (name > line.ptr && (isalpha((unsigned char)name[-1]) || strchr(" .'-", name[-1])))
            name--;
        while (name < patient && *name == ' ')
            name++;
        const char *stop = phs_note_full_name_at(name, patient);
        if (stop == patient)
            phs_note_take(note, &phs_note_patient, phs_slice_n(name, (size_t)(patient - name)));
    }
}

/* "this is Marta Halvorsen", "I, Marta Halvorsen, born ..." */
void phs_note_take_introduction(struct phs_note *note, struct phs_slice line) {
    static const char *const words[] = {"this is ", "my name is ", "My name is ", "my name's ", "My name's ",
                                        "I am ",    "I'm ",        "It's ",       "it's ",      "I, "};
    const char *end = line.ptr + line.len;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        const char *at = memmem(line.ptr, line.len, words[i], strlen(words[i]));
        const char *name = at ? at + strlen(words[i]) : NULL,
                   *stop = name && phs_note_starts_word(line.ptr, at) ? phs_note_full_name_at(name, end) : NULL;
        if (stop && (stop == end || strchr(",.!; ", *stop)) && islower((unsigned char)name[1])) {
            note->numbered |= note->entry;
            phs_note_take(note, note->entry ? &phs_note_patient : &phs_note_called, phs_slice_n(name, (size_t)(stop - name)));
            return;
        }
    }
}

/* "From: Maria Ortega <mo@...>" of a message in which a patient writes. */
void phs_note_take_sender(struct phs_note *note, struct phs_slice line) {
    const char *end = line.ptr + line.len, *name = line.ptr + 6;
    bool from = note->own && line.len > 12 && memcmp(line.ptr, "From: ", 6) == 0,
         to = note->told && line.len > 12 && memcmp(line.ptr, "To: ", 4) == 0;
    if (!from && !to)
        return;
    name -= to ? 2 : 0;
    name += *name == '"';
    const char *stop = phs_note_full_name_at(name, end);
    if (stop)
        phs_note_take(note, &phs_note_patient, phs_slice_n(name, (size_t)(stop - name)));
}
