/* SPDX-License-Identifier: Apache-2.0 */
/* Tokens are cut into words at humps, underscores, dashes and blanks; what follows each cut is looked up by its hash. */
#include "catalogue/lexicon.h"

static char lower(char c) {
    return (char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
}

static bool is_lower(char c) {
    return c >= 'a' && c <= 'z';
}

static bool is_upper(char c) {
    return c >= 'A' && c <= 'Z';
}

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/* A token as words: letters and digits in lower case without gaps, and where each word starts. */
struct words {
    char text[PHS_LONGEST_TOKEN];
    size_t start[PHS_LONGEST_TOKEN + 1];
    size_t n, len;
};

/* "HTTPServer" is http server, "patientID" is patient id, "dob2" is dob2. */
static bool begins_word(struct phs_slice token, size_t i) {
    char c = token.ptr[i], before = token.ptr[i - 1];
    if (!is_upper(c))
        return false;
    return is_lower(before) || is_digit(before) || (is_upper(before) && i + 1 < token.len && is_lower(token.ptr[i + 1]));
}

static void cut_words(struct phs_slice token, struct words *words) {
    bool fresh = true;
    words->n = words->len = 0;
    for (size_t i = 0; i < token.len && words->len < PHS_LONGEST_TOKEN; i++) {
        char c = token.ptr[i];
        if (!is_lower(c) && !is_upper(c) && !is_digit(c)) {
            fresh = true;
            continue;
        }
        if (fresh || begins_word(token, i))
            words->start[words->n++] = words->len;
        fresh = false;
        words->text[words->len++] = lower(c);
    }
    words->start[words->n] = words->len;
}

static uint32_t hash_more(uint32_t hash, const char *text, size_t len) {
    for (size_t i = 0; i < len; i++)
        hash = (hash ^ (unsigned char)text[i]) * 16777619u;
    return hash;
}

/* A letter, then a letter or digit ("a1c"). */
static bool has_pair(const char *text, size_t len) {
    return len >= 2 && is_lower(text[0]) && (is_lower(text[1]) || is_digit(text[1]));
}

static size_t pair_of(const char *text) {
    return (size_t)(text[0] - 'a') * 36 + (size_t)(is_digit(text[1]) ? text[1] - '0' + 26 : text[1] - 'a');
}

static bool may_begin(const struct phs_lexicon *lexicon, const char *text, size_t len) {
    if (!has_pair(text, len))
        return false;
    size_t pair = pair_of(text);
    return lexicon->pairs[pair / 64] >> (pair % 64) & 1;
}

static const struct phs_lexeme *look_up(const struct phs_lexicon *lexicon, uint32_t hash, const char *text, size_t len) {
    for (size_t i = hash & (lexicon->size - 1);; i = (i + 1) & (lexicon->size - 1)) {
        const struct phs_lexeme *slot = &lexicon->slots[i];
        if (!slot->key.ptr)
            return NULL;
        if (slot->hash == hash && phs_slice_eq(slot->key, phs_slice_n(text, len)))
            return slot;
    }
}

static bool is_person(const struct words *words, size_t word) {
    static const char *const persons[] = {"patient", "patients", "beneficiary", "insured"};
    struct phs_slice text = phs_slice_n(words->text + words->start[word], words->start[word + 1] - words->start[word]);
    for (size_t i = 0; i < sizeof persons / sizeof persons[0]; i++)
        if (phs_slice_is(text, persons[i]))
            return true;
    return false;
}

static bool about_a_person(const struct words *words) {
    for (size_t i = 0; words->n > 1 && i < words->n; i++)
        if (is_person(words, i))
            return true;
    return false;
}

/* One lower-case word that begins like no field name: most of ordinary code. */
static bool is_plainly_other(const struct phs_lexicon *lexicon, struct phs_slice token) {
    for (size_t i = 0; i < token.len; i++)
        if (!is_lower(token.ptr[i]))
            return false;
    return !may_begin(lexicon, token.ptr, token.len);
}

const struct phs_lexeme *phs_lexicon_find(const struct phs_lexicon *lexicon, struct phs_slice token, bool *ret_about_a_person) {
    struct words words;
    if (token.len > PHS_LONGEST_TOKEN || token.len < 2 || is_plainly_other(lexicon, token))
        return NULL;
    cut_words(token, &words);
    for (size_t i = 0; i < words.n; i++) {
        const char *text = words.text + words.start[i];
        size_t len = words.len - words.start[i];
        if (!may_begin(lexicon, text, len))
            continue;
        const struct phs_lexeme *lexeme = look_up(lexicon, hash_more(2166136261u, text, len), text, len);
        /* diagnosisCodes are several of what diagnosisCode is one of. */
        if (!lexeme && len > 4 && text[len - 1] == 's')
            lexeme = look_up(lexicon, hash_more(2166136261u, text, len - 1), text, len - 1);
        if (!lexeme)
            continue;
        *ret_about_a_person = about_a_person(&words);
        return lexeme->grade == PHS_GRADE_NONE ? NULL : lexeme;
    }
    return NULL;
}

static bool is_among(const char *category, const char *words) {
    struct phs_slice rest = phs_slice(words), word;
    while (phs_slice_cut(&rest, '|', &word))
        if (phs_slice_is(word, category))
            return true;
    return false;
}

/* Only a number that health care gave out, or the SSN, says alone that a patient is meant. The other identifiers of
 * 164.514(b)(2) need company: a log line full of IP addresses is no patient record. */
static bool is_weak(const char *category) {
    return !is_among(category, "ssn|mrn|patient_id|insurance_id");
}

static bool is_contact(const char *category) {
    return is_among(category, "email|phone|fax|ip|url|device_id");
}

static uint8_t category_index(struct phs_lexicon *lexicon, const char *category) {
    for (size_t i = 0; i < lexicon->category_count; i++)
        if (strcmp(lexicon->categories[i], category) == 0)
            return (uint8_t)i;
    if (lexicon->category_count == PHS_MOST_CATEGORIES)
        return PHS_MOST_CATEGORIES - 1;
    lexicon->categories[lexicon->category_count] = category;
    return (uint8_t)lexicon->category_count++;
}

static bool is_resource_type(const char *word) {
    return is_upper(word[0]) && is_lower(word[1]) && !strpbrk(word, "._- ");
}

/* Teams have members and newsletters subscribers: a member number says something only beside health information. */
static bool stands_alone(const char *category) {
    return is_among(category, "ssn|mrn|patient_id");
}

static struct phs_lexeme lexeme_of(struct phs_lexicon *lexicon, const struct phs_pattern *pattern, enum phs_grade grade) {
    return (struct phs_lexeme){.pattern = pattern,
                               .category = category_index(lexicon, pattern->category),
                               .grade = (uint8_t)grade,
                               .weak = grade == PHS_GRADE_IDENTIFIER && is_weak(pattern->category),
                               .alone = grade == PHS_GRADE_IDENTIFIER && stands_alone(pattern->category),
                               .contact = grade == PHS_GRADE_IDENTIFIER && is_contact(pattern->category)};
}

static void add_resource_type(struct phs_lexicon *lexicon, const struct phs_pattern *pattern, const char *word) {
    struct phs_lexeme *lexeme = PHS_NEW(lexicon->arena, struct phs_lexeme);
    *lexeme = lexeme_of(lexicon, pattern, pattern->grade);
    if (!phs_map_gets(&lexicon->resource_types, word))
        phs_map_puts(&lexicon->resource_types, word, lexeme);
}

/* "Patient.birthDate" is a path that birth_date covers. */
static void add_word(struct phs_lexicon *lexicon, const struct phs_pattern *pattern, const char *word, enum phs_grade grade) {
    struct words words;
    cut_words(phs_slice(word), &words);
    if (strchr(word, '.') || !has_pair(words.text, words.len))
        return;
    uint32_t hash = hash_more(2166136261u, words.text, words.len);
    if (look_up(lexicon, hash, words.text, words.len))
        return;
    size_t i = hash & (lexicon->size - 1), pair = pair_of(words.text);
    while (lexicon->slots[i].key.ptr)
        i = (i + 1) & (lexicon->size - 1);
    lexicon->slots[i] = lexeme_of(lexicon, pattern, grade);
    lexicon->slots[i].key = phs_slice_n(phs_strndup(lexicon->arena, words.text, words.len), words.len);
    lexicon->slots[i].hash = hash;
    lexicon->pairs[pair / 64] |= (uint64_t)1 << (pair % 64);
}

static bool is_field(const struct phs_pattern *pattern) {
    return strcmp(pattern->kind, "field") == 0 && pattern->grade != PHS_GRADE_NONE && pattern->category;
}

static const struct phs_value *counter_examples(const struct phs_pattern *pattern) {
    const struct phs_value *list = phs_get(pattern->file, "counter_examples");
    return phs_is(list, PHS_LIST) ? list : NULL;
}

static void add_pattern(struct phs_lexicon *lexicon, const struct phs_pattern *pattern) {
    const struct phs_value *counter = counter_examples(pattern);
    for (size_t i = 0; i < pattern->words.n; i++) {
        if (is_resource_type(pattern->words.at[i]))
            add_resource_type(lexicon, pattern, pattern->words.at[i]);
        else
            add_word(lexicon, pattern, pattern->words.at[i], pattern->grade);
    }
    for (size_t i = 0; counter && i < counter->list.n; i++)
        add_word(lexicon, pattern, phs_text_or(lexicon->arena, counter->list.at[i], ""), PHS_GRADE_NONE);
}

void phs_lexicon_init(struct phs_lexicon *lexicon, struct phs_arena *arena, const struct phs_catalogue *catalogue) {
    size_t words = 0;
    *lexicon = (struct phs_lexicon){.arena = arena, .size = 64};
    phs_map_init(&lexicon->resource_types, arena);
    for (size_t i = 0; i < catalogue->patterns.n; i++) {
        const struct phs_value *counter = counter_examples(catalogue->patterns.at[i]);
        words += catalogue->patterns.at[i]->words.n + (counter ? counter->list.n : 0);
    }
    while (lexicon->size < words * 3)
        lexicon->size *= 2;
    lexicon->slots = PHS_NEW_N(arena, struct phs_lexeme, lexicon->size);
    for (size_t i = 0; i < catalogue->patterns.n; i++)
        if (is_field(catalogue->patterns.at[i]))
            add_pattern(lexicon, catalogue->patterns.at[i]);
}
