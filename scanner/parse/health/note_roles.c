/* SPDX-License-Identifier: Apache-2.0 */
/* Whose name stands behind a role: somebody's in care, or that of those who write, treat and sell. */
#include <ctype.h>
#include <strings.h>

#include "parse/health/note_people.h"
#include "parse/health/note_signs.h"
#include "parse/health/note_things.h"

static bool is_one_of(const char *words, struct phs_slice word) {
    char text[20] = "|";
    if (word.len == 0 || word.len + 3 > sizeof text)
        return false;
    for (size_t i = 0; i < word.len; i++)
        text[1 + i] = (char)tolower((unsigned char)word.ptr[i]);
    text[1 + word.len] = '|';
    return strstr(words, text) != NULL;
}

static bool says(struct phs_slice role, const char *words) {
    const char *end = role.ptr + role.len;
    for (const char *at = role.ptr; at < end; at++) {
        size_t n = phs_note_run(at, end, isalpha);
        if (n && is_one_of(words, phs_slice_n(at, n)))
            return true;
        at += n ? n - 1 : 0;
    }
    return false;
}

/* Who writes, treats, answers for or sells something is no patient; nor is what follows the headings of a note. */
bool phs_note_is_of_staff(struct phs_slice role) {
    static const char words[] = "|to|mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun|monday|tuesday|wednesday|thursday|friday|"
                                "saturday|sunday|assigned|reported|updated|"
                                "dr|doctor|physician|physicians|provider|md|do|np|pa|nurse|rn|lpn|attending|surgeon|signed|"
                                "author|authors|prepared|written|from|"
                                "cc|bcc|attn|witness|witnessed|clerk|agent|staff|by|presenter|presenting|present|manager|"
                                "director|investigator|editor|reviewer|"
                                "reviewed|owner|maintainer|therapist|counselor|instructor|teacher|trainer|interviewer|"
                                "interpreter|examiner|technician|tech|"
                                "pharmacist|pharmacy|operator|press|media|correspondence|chair|vendor|notary|admin|"
                                "administrator|sales|support|school|hospital|"
                                "clinic|facility|location|company|insurance|insurer|payer|carrier|lab|laboratory|speaker|"
                                "coordinator|specialist|consultant|"
                                "consulting|title|note|notes|plan|site|department|unit|team|program|project|service|product|"
                                "city|county|state|drug|medication|"
                                "medications|meds|assessment|diagnosis|impression|procedure|exam|reason|history|allergies|"
                                "findings|recommendations|scribe|"
                                "officer|sponsor|principal|referring|referred|ordering|ordered|performed|dictated|transcribed|"
                                "verified|approved|entered|host|"
                                "organizer|assignee|reporter|pcp|bank|system|version|license|copyright|contact|attorney|judge|"
                                "officer|employer|supervisor|crew|"
                                "medic|paramedic|emt|anesthesia|anesthesiologist|assistant|resident|intern|fellow|dentist|"
                                "hygienist|optometrist|audiologist|"
                                "group|plan|network|store|shop|manufacturer|device|brand|model|street|address|town|country|"
                                "hobbies|religion|language|race|"
                                "mascot|holder|place|birthplace|";
    return says(role, words);
}

/* Whoever has such a role in a text of health care is somebody, whatever the name looks like. */
bool phs_note_is_of_somebody(struct phs_slice role) {
    static const char words[] =
        "|patient|pt|client|resident|student|child|baby|infant|mother|father|parent|parents|mom|dad|guardian|rider|passenger|"
        "member|"
        "insured|subscriber|beneficiary|applicant|claimant|decedent|deceased|proband|recipient|participant|employee|injured|"
        "victim|"
        "caller|guarantor|re|regarding|for|name|person|respondent|veteran|inmate|camper|athlete|spouse|husband|wife|son|"
        "daughter|"
        "brother|sister|partner|kin|relative|relation|caregiver|dependent|dependents|policyholder|cardholder|customer|consumer|"
        "enrollee|party|individual|subject|candidate|worker|tenant|newborn|twin|donor|";
    if (says(role, words))
        return true;
    return phs_health_has_word(role, "bill to") || phs_health_has_word(role, "statement for");
}

/* A name by its place: none of its words has to be known, but none may be of something else. */
const char *phs_note_named_by_place(const char *start, const char *at, const char *end) {
    const char *stop = at < end && isupper((unsigned char)*at) ? phs_note_full_name_at(at, end) : NULL;
    if (!stop || phs_note_person_at(start, at, end))
        return stop ? phs_note_person_at(start, at, end) : NULL;
    struct phs_slice name = phs_slice_n(at, (size_t)(stop - at));
    const char *p = phs_note_skip(stop, end, " ,");
    bool other = phs_health_is_organization(name) || phs_health_is_complaint(name) || phs_note_health_words(name) > 0 ||
                 phs_health_is_clinician(name) || phs_health_is_clinician(phs_slice_n(p, phs_note_run(p, end, isalpha))) ||
                 phs_note_is_titled(at, end);
    return other ? NULL : stop;
}
